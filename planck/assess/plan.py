"""A plan, judged, and everything that a run found: the values that every output is a view of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, overload

import numpy as np
from msgspec.structs import replace

from planck.assess.outlook import elsewhere
from planck.assess.select import REFUSED, Selection, indicator_names, key, select
from planck.assess.target import TargetResult, judge_targets
from planck.model import (
    AsOf,
    Assessment,
    Figure,
    FigureStatus,
    Finding,
    Ignored,
    Input,
    MethodChoice,
    Names,
    Period,
    Plan,
    Reading,
    Target,
)
from planck.model.table import Bools, distinct
from planck.record import Record

if TYPE_CHECKING:  # a usual run has no base and no score, and making their nouns would cost it
    from planck.model.change import Changes
    from planck.model.scorecard import Scorecard


class Assessments(Sequence[Assessment]):
    """The verdicts of a plan, target by target in its order; each is made when it is first looked at."""

    def __init__(self, targets: Sequence[TargetResult]) -> None:
        self.targets = tuple(targets)

    def __len__(self) -> int:
        return sum(map(len, self.targets))

    @overload
    def __getitem__(self, index: int) -> Assessment: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Assessment]: ...

    def __getitem__(self, index: int | slice) -> Assessment | Sequence[Assessment]:
        return list(self)[index]

    def __iter__(self) -> Iterator[Assessment]:
        return (verdict for target in self.targets for verdict in target)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Assessments | tuple | list) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Coordinates(TypedDict):
    """Which verdict a finding is about."""

    plan: str
    target: str
    region: str


class PlanResult(Record):
    """One plan, judged as of a time by the figures that count for it, and what is to be said about it.

    `assessments` are its verdicts in columns, seen one by one; `ignored` findings were set aside.
    """

    plan: Plan
    assessments: Sequence[Assessment]
    selection: Selection
    when: AsOf
    findings: tuple[Finding, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    score: "Scorecard | None" = None

    @property
    def as_of(self) -> Period | None:
        """The period of judgement."""
        return self.when.period

    @property
    def targets(self) -> tuple[TargetResult, ...]:
        """The targets in columns."""
        return self.assessments.targets if isinstance(self.assessments, Assessments) else ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that the verdicts rest on."""
        used = {id(one): one for verdict in self.assessments for reading in verdict.series for one in reading.figures}
        return tuple(used.values())

    @property
    def assumed(self) -> tuple[Figure, ...]:
        """The figures of a scenario among those used; a report that has any says so at its top."""
        status = self.selection.table.status
        some = (status.each(lambda name: name is FigureStatus.ASSUMED) == 1).any()
        return tuple(figure for figure in self.figures if figure.status == "assumed") if some else ()

    def where(self, holds: Callable[[TargetResult], Bools]) -> Iterator[Assessment]:
        """The verdicts for which something holds, told in columns, a target at a time."""
        return (target.at(region) for target in self.targets for region in np.flatnonzero(holds(target)).tolist())

    def about(self, assessment: Assessment) -> Coordinates:
        """The coordinates of a finding about an assessment."""
        return {"plan": self.plan.id, "target": assessment.target.id, "region": assessment.region}

    def named(self, target: Target) -> dict[str, Any]:
        """The coordinates of a finding about a target of the plan, and its name."""
        return {"plan": self.plan.id, "target": target.id, "name": target.name}


def unused(result: PlanResult, findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """By indicator, the codes of what is said of its figures that are there and cannot be used."""
    names, selection = indicator_names(result.plan), result.selection
    said = {
        (names.get(key(name.zh)), finding.code)
        for finding in findings
        if isinstance(of := finding.arguments.get("of"), Names)
        for name in of.texts
    }
    for why, code in REFUSED.items():
        said |= {(selection.sought[n].id, code) for n in distinct(selection.indicator[selection.why == why])}
    ids = {id_ for id_, _ in said if id_}
    return {id_: tuple(sorted(code for other, code in said if other == id_)) for id_ in ids}


class Result(Record):
    """Everything a run found: plans judged, what was wrong with the inputs, and what was run.

    `as_of` is the newest period of judgement among the plans; `as_of_given` whether the caller set it.
    `figure_count` counts the data rows that were read, used or not. `changes`: what differs from the base, None
    without one. `ignored`: findings about the inputs that were set aside. `audited`: plans were held against
    themselves, and no verdict was asked for.
    """

    plans: tuple[PlanResult, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]
    as_of: Period | None
    as_of_given: bool
    figure_count: int
    checks: tuple[str, ...]
    version: str
    changes: "Changes | None" = None
    ignored: tuple[Ignored, ...] = ()
    audited: bool = False

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings about the inputs and about every plan, in the order of their places."""
        return self.findings + tuple(finding for plan in self.plans for finding in plan.findings)

    @property
    def nothing_checked(self) -> bool:
        """Whether no target met a figure, so that there is no verdict at all; of an audit, whether it had no target."""
        if self.audited:
            return not any(plan.plan.targets for plan in self.plans)
        return not any(isinstance(one.latest, Reading) for plan in self.plans for one in plan.assessments)

    @property
    def not_evaluated(self) -> bool:
        """Whether an input as a whole could not be evaluated, so that what was judged is not all that was asked."""
        return any(finding.blocking for finding in self.all_findings)

    @property
    def unread(self) -> bool:
        """Whether there is no verdict because an input could not be evaluated."""
        return self.not_evaluated and self.nothing_checked


# Judging.


def with_method(plan: Plan, name: str) -> Plan:
    """The plan, judged by the method of this name; a target that has it already keeps the borders it sets itself."""
    choice = MethodChoice(name=name)
    targets = (one if one.method.name == name else replace(one, method=choice) for one in plan.targets)
    return replace(plan, targets=tuple(targets)) if name else plan


def newest_of(results: Iterable[PlanResult]) -> Period | None:
    """The period that ends last among the figures that verdicts rest on, the longest of those that end together."""
    periods = {period for result in results for target in result.targets for period in target.periods}
    return max(periods, key=lambda period: (period.end, -period.start.toordinal()), default=None)


def assess_plan(
    plan: Plan,
    figures: Iterable[Figure],
    as_of: Period | None,
    today: date | None = None,
    when: AsOf | None = None,
) -> PlanResult:
    """The plan judged by the figures that are known at the end of `as_of`.

    Without `as_of` every figure in the files counts, and the plan is judged as of the newest period among those that
    it uses, so that the same files give the same verdict on any day; but a revision of a goal from a day to come is not
    yet in force `today`. when: the time of judgement where others have more figures.
    """
    selection = select(plan, figures, as_of)
    selection = replace(selection, peers=elsewhere(plan, selection, as_of))
    when = when or judged_at(selection, as_of, today)
    return PlanResult(
        plan=plan, assessments=Assessments(judge_targets(plan, selection, when)), selection=selection, when=when
    )


def judged_at(selection: Selection, as_of: Period | None, today: date | None = None) -> AsOf:
    """The time of judgement: the one given, else the newest period among the figures that count."""
    if as_of:
        return AsOf(period=as_of, given=True)
    published, newest = selection.newest(scenarios=False), selection.newest()
    beyond = newest is not None and (published is None or newest.end > published.end)
    return AsOf(period=newest, assumed=beyond, today=today)


def later(one: AsOf | None, other: AsOf) -> AsOf:
    """The later time of judgement; a publication stands before a scenario that reaches as far."""
    if one is None or one.period is None:
        return other
    if other.period is None or other == one:
        return one

    def order(when: AsOf) -> tuple[float, int, bool]:
        assert when.period
        return when.period.end.toordinal(), -when.period.start.toordinal(), not when.assumed

    return max(one, other, key=order)
