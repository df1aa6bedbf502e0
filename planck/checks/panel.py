"""Plans judged over many regions, in columns: what the checks of verdicts come to, counted and not listed."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from planck.assess.columns import VerdictColumns
from planck.assess.select import Why
from planck.checks.behind import ABSENT, BEHIND, MISSED, NO_FIGURE, OFF_TRACK, REVERSING
from planck.engine.measured import REASONS, Bools
from planck.model import AsOf, Finding, Input, Level, Nature, Period, Plan, Rule, Severity
from planck.record import Record

LEVELS = {Level.BEHIND: BEHIND, Level.OFF_TRACK: OFF_TRACK, Level.REVERSING: REVERSING, Level.MISSED: MISSED}

Said = tuple[Rule, Severity, int]


class PanelPlan(Record, eq=False):
    """One plan, judged: its targets in columns over all regions, and how many figures do not count for which reason."""

    plan: Plan
    when: AsOf
    targets: tuple[VerdictColumns, ...]
    aside: Mapping[Why, int]

    @property
    def said(self) -> tuple[Said, ...]:
        """How many findings of each rule the verdicts come to."""
        counts: Counter[tuple[str, Severity]] = Counter()
        rules: dict[str, Rule] = {}
        for columns in self.targets:
            for rule, severity, count in _said(columns):
                rules[rule.code] = rule
                counts[rule.code, severity] += count
        return tuple((rules[code], severity, count) for (code, severity), count in sorted(counts.items()) if count)

    @property
    def verdicts(self) -> int:
        """How many there are."""
        return sum(map(len, self.targets))

    @property
    def statuses(self) -> Counter[str]:
        """How many verdicts have which status."""
        counts: Counter[str] = Counter()
        for columns in self.targets:
            places = np.bincount(columns.status.codes, minlength=len(columns.status.names)).tolist()
            counts.update(dict(zip(columns.status.names, places, strict=True)))
        return +counts

    @property
    def arrivals(self) -> Counter[bool | None]:
        """Of the verdicts given, how many meet their goal or will at this pace, will not, and which cannot be told."""
        counts: Counter[bool | None] = Counter()
        for columns in self.targets:
            met, missed, unjudged = (
                _of(columns, level) for level in (Level.ACHIEVED, Level.MISSED, Level.NOT_ASSESSED)
            )
            arrives = np.where(met, 1.0, np.where(missed, 0.0, columns.arrives.value))[~unjudged]
            counts[True] += int((arrives == 1).sum())
            counts[False] += int((arrives == 0).sum())
            counts[None] += int(np.isnan(arrives).sum())
        return counts

    @property
    def is_over(self) -> bool:
        """Whether every goal's date has passed by the time of judgement."""
        period = self.when.period
        return period is not None and all(period.end >= columns.due.end for columns in self.targets)


class PanelResult(Record, eq=False):
    """Plans judged over many regions; what of it was held in memory at a time."""

    plans: tuple[PanelPlan, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]
    as_of: Period | None
    figure_count: int
    blocks: int
    memory: int
    missed: tuple[str, ...] = ()

    @property
    def nothing_checked(self) -> bool:
        """Whether no target met a figure."""
        return not any((columns.numbers["latest"].why == 0).any() for plan in self.plans for columns in plan.targets)

    @property
    def not_evaluated(self) -> bool:
        """Whether an input as a whole could not be read."""
        return any(finding.blocking for finding in self.findings)


def _said(columns: VerdictColumns) -> Iterator[Said]:
    binding = columns.target.nature is Nature.BINDING
    for level, rule in LEVELS.items():
        severity = Severity.ERROR if binding and level is Level.MISSED else rule.severity
        yield rule, severity, int(_of(columns, level).sum())
    why = columns.numbers["latest"].why
    absent = [code for code, reason in enumerate(REASONS, start=1) if reason in ABSENT]
    yield NO_FIGURE, NO_FIGURE.severity, int(np.isin(why, absent).sum())


def _of(columns: VerdictColumns, level: Level) -> Bools:
    """Which verdicts are on a level."""
    return np.isin(columns.level.codes, [code for code, name in enumerate(columns.level.names) if name is level])
