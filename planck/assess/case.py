"""A target as the engine takes it: a course, the series that it is judged by, and what came of it."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.panel import Panel, beside, is_percent, panel
from planck.assess.select import Selection, key
from planck.engine.measured import Bools, Floats, running_total
from planck.engine.method import METHODS, Method, Verdicts
from planck.engine.outcome import Course, Milestones, Outcome
from planck.engine.outcome import Series as EngineSeries
from planck.model import (
    AsOf,
    Comparator,
    Goal,
    Indicator,
    Milestone,
    Period,
    PeriodKind,
    Plan,
    Quantity,
    RateKind,
    Target,
)
from planck.record import Record


class Case(Record):
    """One version of a target's goal over its regions: what the engine needs, and the panel it came from."""

    target: Target
    indicator: Indicator
    goal: Goal
    due: Period
    base: Period
    panel: Panel
    course: Course
    series: EngineSeries
    own: Bools | None = None

    def goal_of(self, region: int) -> Goal:
        """The goal of a region, which may be one of its own."""
        if self.own is None or not self.own[region]:
            return self.goal
        if self.goal.low is not None:
            return replace(self.goal, low=float(self.course.low[region]), printed="")
        return replace(self.goal, high=float(self.course.high[region]), printed="")


def case_of(plan: Plan, target: Target, selection: Selection, *, goal: Goal, due: Period) -> Case:
    """The case of `goal`, due in `due`, on a target."""
    indicator = plan.indicator(target.indicator)
    regions = selection.regions if target.region.every else (target.region.name,)
    found = panel(plan, selection, indicator, regions, due=due, quantity=goal.quantity)
    values = found.values
    if goal.series:
        other = panel(plan, selection, plan.indicator(goal.series), regions, due=due)
        found, values = beside(found, other, levels=indicator.measure.is_level)
    base = target.baseline.period if target.baseline else plan.base
    if goal.quantity is Quantity.TOTAL:
        values = running_total(found.starts, found.times, values, base.time)
    return Case(
        target=target,
        indicator=indicator,
        goal=goal,
        due=due,
        base=base,
        panel=found,
        course=replace(
            _course(target, goal, due, base, _baseline_course(target, indicator, goal, due, found)),
            **own_bounds(plan, target, goal, regions),
            percent=is_percent(indicator.unit),
            limit=np.nan if target.limit is None else target.limit,
        ),
        series=EngineSeries(times=found.times, values=values, estimated=found.estimated),
        own=_have_own(plan, target, goal, regions),
    )


def rate_kind(target: Target, indicator: Indicator) -> RateKind:
    """What the paces of a target are counted in."""
    if target.path == "compound":
        return RateKind.GROWTH
    return RateKind.POINTS if is_percent(indicator.unit) else RateKind.UNITS


def _baseline_course(target: Target, indicator: Indicator, goal: Goal, due: Period, found: Panel) -> Floats:
    regions = range(len(found.regions))
    start = target.baseline
    if start is None or goal.series or not _comparable_start(start.period, due, indicator):
        return np.full(len(regions), np.nan)
    if start.value is not None:
        return np.full(len(regions), start.value)
    return found.values_at(found.whole_at(start.period))


def _comparable_start(start: Period, due: Period, indicator: Indicator) -> bool:
    # A flow of a year is no start for the flow of a half: the path would lead from one measure to another.
    return indicator.measure.is_level or due.kind is PeriodKind.DAY or start.kind is due.kind


def _course(target: Target, goal: Goal, due: Period, base: Period, baseline: Floats) -> Course:
    relative = bool(goal.series)
    low, high = _bounds(goal)
    return Course(
        base_time=base.time,
        due_time=due.time,
        baseline=baseline,
        low=np.full(baseline.shape, low),
        high=np.full(baseline.shape, high),
        quantity=goal.quantity,
        strict=goal.strict or relative,
        path=target.path,
        # Milestones lead to the goal that they were written for; a revised goal has none.
        milestones=_milestones(target.milestones if goal is target.goal else ()),
        done=goal.comparator is Comparator.DONE,
        relative=relative,
        heading=_HEADINGS.get(goal.comparator, 0.0),
    )


_HEADINGS = {Comparator.UP: 1.0, Comparator.DOWN: -1.0}


def own_bounds(plan: Plan, target: Target, goal: Goal, regions: Sequence[str]) -> dict[str, Floats]:
    """The bound of the goal (R,) with those that regions have of their own in its place; nothing where none has one.

    A goal that was revised is the same for all.
    """
    own = _own(plan, target, goal)
    if not own:
        return {}
    side = "low" if goal.low is not None else "high"
    usual = getattr(goal, side)
    return {side: np.array([own.get(key(region), usual) for region in regions], dtype=np.float64)}


def _own(plan: Plan, target: Target, goal: Goal) -> dict[str, float]:
    """The bounds that regions have of their own, by the keys of their names."""
    own = plan.own_goals.values.get(target.id, {}) if goal is target.goal else {}
    return {key(region): bound for region, bound in own.items()}


def _have_own(plan: Plan, target: Target, goal: Goal, regions: Sequence[str]) -> Bools | None:
    """The regions with goals of their own; None where no region has one."""
    own = _own(plan, target, goal)
    return np.array([key(region) in own for region in regions], dtype=np.bool_) if own else None


def _bounds(goal: Goal) -> tuple[float, float]:
    if goal.comparator.is_direction:
        return np.nan, np.nan
    if goal.comparator is Comparator.ABOVE_SERIES:
        return 0.0, np.inf
    if goal.comparator is Comparator.BELOW_SERIES:
        return -np.inf, 0.0
    return (-np.inf if goal.low is None else goal.low), (np.inf if goal.high is None else goal.high)


def _milestones(milestones: tuple[Milestone, ...]) -> Milestones:
    def column(values: list[float | None]) -> Floats:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

    return Milestones(
        times=column([stone.period.time for stone in milestones]),
        values=column([stone.value for stone in milestones]),
        shares=column([stone.share for stone in milestones]),
    )


class Judgement(Record, kw_only=False, eq=False):
    """A case that was judged at a time: what the engine found over its regions, and the statuses by a method."""

    plan: Plan
    selection: Selection
    case: Case
    as_of: AsOf
    method: Method
    borders: Mapping[str, float]
    found: Outcome
    verdicts: Verdicts

    @property
    def decisive(self) -> tuple[tuple[str, float], ...]:
        """The borders that its number is held against; of a mere direction those of growth, where there are any."""
        return tuple(((self.method.trend if self.found.aimless else {}) or self.borders).items())


def judgement_of(plan: Plan, selection: Selection, case: Case, as_of: AsOf) -> Judgement:
    """A case, judged by the method of its target."""
    method = METHODS[case.target.method.name]
    borders = method.with_borders(dict(case.target.method.borders))
    found = Outcome(case.course, case.series, as_of.time)
    return Judgement(plan, selection, case, as_of, method, borders, found, method.judge(found, borders))
