"""Findings about verdicts: what a status comes to, what stands beside it, and what it could not be given by."""

from collections.abc import Callable, Iterator

import numpy as np
from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.assess.sought import goals_of
from planck.assess.target import TargetResult
from planck.checks import CHECKS, Check, named, verdict
from planck.model import (
    Figure,
    FigureStatus,
    Finding,
    Flag,
    Level,
    Measure,
    Missing,
    Nature,
    Quantity,
    Reading,
    Rule,
    Severity,
)
from planck.model.table import Bools
from planck.registry import rule
from planck.words import Labels

NO_FIGURE = rule("C001", "no-figure", Severity.WARNING)
NO_BASELINE = rule("C002", "no-baseline", Severity.NOTE)
PARTIAL_YEAR = rule("C003", "partial-year", Severity.WARNING)
STALE_FIGURE = rule("C004", "stale-figure", Severity.WARNING)
FIGURE_IS_GOAL = rule("C012", "figure-is-goal", Severity.WARNING)
EXPECTED_RESULT = rule("C011", "expected-result", Severity.WARNING)
BEHIND = rule("T001", "behind", Severity.WARNING)
OFF_TRACK = rule("T002", "off-track", Severity.WARNING)
REVERSING = rule("T003", "reversing", Severity.WARNING)
MISSED = rule("T004", "missed", Severity.WARNING)
MET_BUT_WORSENING = rule("T005", "met-but-worsening", Severity.NOTE)
EXPIRED = rule("T006", "expired", Severity.WARNING)
FRAGILE_VERDICT = rule("T007", "fragile-verdict", Severity.NOTE)
MET_THEN_LOST = rule("T008", "met-then-lost", Severity.WARNING)

# One finding for every verdict of which this holds, and no more to say of it than that.
PLAIN: dict[Rule, Callable[[TargetResult], Bools]] = {
    BEHIND: lambda target: target.is_at(Level.BEHIND),
    OFF_TRACK: lambda target: target.is_at(Level.OFF_TRACK),
    REVERSING: lambda target: target.is_at(Level.REVERSING),
    MET_BUT_WORSENING: lambda target: target.flags[Flag.MET_BUT_WORSENING],
    EXPIRED: lambda target: target.flags[Flag.EXPIRED] & target.seen,
}


def _plain(rule: Rule, holds: Callable[[TargetResult], Bools]) -> Check:
    return lambda result: (verdict(result, rule, assessment) for assessment in result.where(holds))


for _rule, _holds in PLAIN.items():
    CHECKS.add(_rule.code, _plain(_rule, _holds))


CAUSES = Labels("checks.causes")


@CHECKS.entry(FRAGILE_VERDICT.code)
def fragile_verdict(result: PlanResult) -> Iterator[Finding]:
    """One finding for a verdict that is not firm, with its first cause and the worst status it could be.

    None for one that a newer figure has just changed, as figures do, and none for a scenario, which no office rounded.
    """
    for target in result.targets:
        for region in np.flatnonzero(target.flags[Flag.FRAGILE] & ~target.flags[Flag.ASSUMED]).tolist():
            rounding = target.firm.rounding[region]
            by_rounding = bool(rounding) and not isinstance(rounding, Missing)
            others = rounding if by_rounding else target.firm.revision[region]
            if isinstance(others, Missing) or not others:
                continue
            status, cause = str(target.status[region]), CAUSES["rounding" if by_rounding else "revision"]
            about = target.at(region)
            yield verdict(result, FRAGILE_VERDICT, about, status=status, cause=cause, other=others[-1])


@CHECKS.entry(FIGURE_IS_GOAL.code)
def figure_is_goal(result: PlanResult) -> Iterator[Finding]:
    """The only figure of a target, or the newest one of every region, that is its goal to the digit."""
    selection, table = result.selection, result.selection.table
    for target in result.plan.targets:
        indicator = result.plan.indicator(target.indicator)
        # A place is often the one that was wanted, and what is done is.
        plain = indicator.measure not in (Measure.RANK, Measure.EVENT) and not target.goal.strict
        level = [target] if plain and target.goal.quantity is Quantity.LEVEL else []
        goals = {bound for _, bound in goals_of(level, indicator)}
        base = target.baseline.period if target.baseline else result.plan.base
        rows = selection.of(target.indicator)
        rows = rows[table.ends[rows] > base.end.toordinal()]
        if not target.region.every:
            rows = rows[[selection.places[place] == target.region.name for place in selection.region[rows]]]
        newest = rows[np.flatnonzero(np.diff(selection.region[rows], append=-1))]
        wanted = len(newest) > 1 if target.region.every else len(rows) == 1
        if wanted and all(selection.value[row] in goals and _is_unstated(table[row]) for row in newest.tolist()):
            figure = selection.figure(int(newest[0]))
            about, count = result.named(target), len(newest)
            yield FIGURE_IS_GOAL.at(figure.place, **about, period=figure.period.label, got=figure.text, count=count)


def _is_unstated(figure: Figure) -> bool:
    """Whether nobody says of a figure that it is a result: how firm it is, or when it was published."""
    return figure.published is None and figure.status in (FigureStatus.UNSTATED, FigureStatus.ESTIMATED)


@CHECKS.entry(EXPECTED_RESULT.code)
def expected_result(result: PlanResult) -> Iterator[Finding]:
    """Goals that are met by expected figures."""
    for assessment in result.where(lambda target: target.flags[Flag.ESTIMATED] & ~target.flags[Flag.ASSUMED]):
        if assessment.met is True and isinstance(assessment.latest, Reading):
            latest = assessment.latest
            found = verdict(result, EXPECTED_RESULT, assessment, got=latest.text or latest.value)
            yield replace(found, period=latest.period.label)


@CHECKS.entry(MET_THEN_LOST.code)
def met_then_lost(result: PlanResult) -> Iterator[Finding]:
    """Goals that were met and are not any more, where the status says neither reversing nor missed."""
    for assessment in result.where(_lost_and_open):
        when, status = assessment.reason.numbers["when"], assessment.status
        yield verdict(result, MET_THEN_LOST, assessment, when=when, status=status)


def _lost_and_open(target: TargetResult) -> Bools:
    decided = target.is_at(Level.REVERSING) | target.is_at(Level.MISSED)
    return np.asarray(target.flags[Flag.MET_THEN_LOST] & ~decided)


@CHECKS.entry(MISSED.code)
def missed(result: PlanResult) -> Iterator[Finding]:
    """Missed targets; a binding one is an error."""
    for assessment in result.where(lambda target: target.is_at(Level.MISSED)):
        binding = assessment.target.nature is Nature.BINDING
        yield verdict(result, MISSED, assessment, Severity.ERROR if binding else None)


@CHECKS.entry(NO_BASELINE.code)
def no_baseline(result: PlanResult) -> Iterator[Finding]:
    """Targets whose required rate is missing because the plan gives no baseline."""
    for assessment in result.where(lambda one: one.judged.found.required_from_baseline.lacks(Missing.NO_BASELINE)):
        yield NO_BASELINE.at(
            assessment.target.place,
            **named(result, assessment),
            base=assessment.baseline_period.label,
        )


ABSENT = frozenset({Missing.NO_FIGURE, Missing.NO_FIGURE_AFTER_BASELINE, Missing.NO_FIGURE_FOR_DUE})


@CHECKS.entry(NO_FIGURE.code)
def no_figure(result: PlanResult) -> Iterator[Finding]:
    """Targets without any figure after the baseline and up to the goal's date."""
    for assessment in result.where(lambda target: ~target.seen):
        if assessment.latest in ABSENT:
            yield NO_FIGURE.at(
                assessment.target.place,
                **named(result, assessment),
                base=assessment.baseline_period.label,
                due=assessment.due.label,
            )


@CHECKS.entry(PARTIAL_YEAR.code)
def partial_year(result: PlanResult) -> Iterator[Finding]:
    """Figures after the baseline that a target's goal cannot be compared with."""
    for target in result.targets:
        for region, figure in target.judged.case.panel.refused:
            assessment = target.at(region)
            if assessment.baseline_period.end < figure.period.end <= assessment.due.end:
                yield PARTIAL_YEAR.at(
                    figure.place,
                    **named(result, assessment),
                    period=figure.period.label,
                    due=assessment.due.label,
                )


@CHECKS.entry(STALE_FIGURE.code)
def stale_figure(result: PlanResult) -> Iterator[Finding]:
    """Assessments whose latest figure is older than the time of judgement minus the indicator's lag."""
    if result.as_of is None:
        return
    for target in result.targets:
        lag = result.plan.indicator(target.target.indicator).lag
        judged = min(result.as_of.end, target.judged.case.due.end).year
        ends = np.array([period.end.year for period in target.judged.case.panel.periods] or [judged])
        old = target.seen & (judged - ends[target.judged.found.column] > lag)
        for assessment in map(target.at, np.flatnonzero(old).tolist()):
            latest = assessment.latest
            assert isinstance(latest, Reading)
            yield STALE_FIGURE.at(
                latest.figures[-1].place if latest.figures else assessment.target.place,
                **named(result, assessment),
                latest=latest.period.label,
                as_of=result.as_of.label,
                lag=lag,
            )
