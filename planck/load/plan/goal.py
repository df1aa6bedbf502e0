"""Goals: what is compared with what; and those that regions have of their own."""

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import factor
from planck.load.files import Checked, excerpt
from planck.load.plan.keys import REVISION, STATED, WRAPPING, key_period, period
from planck.load.shape import Field
from planck.load.table.header import GOAL_NAMES, Column, Conventions
from planck.load.table.vocabulary import folded
from planck.model import (
    Baseline,
    Comparator,
    Figure,
    Finding,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Period,
    Place,
    Plan,
    Quantity,
    Revision,
    Stated,
    Target,
    Text,
)
from planck.model.plan import IN_PERCENT, OwnGoals
from planck.model.table import Figures
from planck.words import Label

# Numbers of a plan, kept exact until they are done: levels, shares, and amounts without a percent sign.

PERCENT_UNITS = ("%", "％")


def level(field: Field, indicator: Indicator | None) -> Checked[Decimal | None]:
    """A value of the indicator: in a unit % the sign may stand behind it, 1.5% is 1.5."""
    if field.in_percent and indicator and indicator.unit not in PERCENT_UNITS:
        yield field.finding(rules.PERCENT_IN_UNIT, unit=indicator.unit)
        return None
    return field.amount


def step(field: Field, indicator: Indicator | None) -> Checked[Decimal | None]:
    """A number of units or points, without a percent sign."""
    if field.in_percent:
        yield field.finding(rules.PERCENT_IN_UNIT, unit=indicator.unit if indicator else "")
        return None
    return field.amount


def finite(field: Field, value: Decimal) -> Checked[float | None]:
    """The number as a float; a finding where none is large enough."""
    number = float(value)
    if math.isinf(number):
        yield field.finding(rules.UNREADABLE_NUMBER, got=str(value))
        return None
    return number


# Growth and its kin, and steps: all that is counted from a baseline.
SINCE_BASELINE = tuple(quantity for quantity in WRAPPING if quantity is not Quantity.TOTAL)
_STRICT = (Comparator.MORE_THAN, Comparator.LESS_THAN)
_SERIES = (Comparator.ABOVE_SERIES, Comparator.BELOW_SERIES)
_SHARES_AND_INDICES = tuple(quantity for quantity in Quantity if quantity is not Quantity.TOTAL)
_ALL_BUT_RANK_AND_DONE = tuple(name for name in Comparator if name not in (Comparator.RANK, Comparator.DONE))

_QUANTITIES: Mapping[Measure, tuple[Quantity, ...]] = {
    Measure.STOCK: _SHARES_AND_INDICES,
    Measure.FLOW: tuple(Quantity),
    Measure.RATIO: _SHARES_AND_INDICES,
    Measure.INDEX: _SHARES_AND_INDICES,
    Measure.RANK: (Quantity.LEVEL, Quantity.INCREASE, Quantity.DECREASE),
    Measure.EVENT: (Quantity.LEVEL,),
}
# Of levels. A rank is better the smaller it is, so that "at least 3" would be read both ways.
_COMPARATORS: Mapping[Measure, tuple[Comparator, ...]] = {
    Measure.STOCK: _ALL_BUT_RANK_AND_DONE,
    Measure.FLOW: _ALL_BUT_RANK_AND_DONE,
    Measure.RATIO: _ALL_BUT_RANK_AND_DONE,
    Measure.INDEX: _ALL_BUT_RANK_AND_DONE,
    Measure.RANK: (Comparator.RANK, Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.ABOUT, Comparator.BETWEEN),
    Measure.EVENT: (Comparator.DONE,),
}

Bounds = tuple[float | None, float | None]
Tolerated = tuple[float | None, float | None, float]
"""Bounds, and how far one lies beside its number."""
_TOLERANT = (Comparator.ABOUT, Comparator.AT_LEAST, Comparator.AT_MOST)


def goal(field: Field, indicator: Indicator | None) -> Checked[Goal | None]:
    """The goal, None when it cannot be read; `indicator` None: it is not known what the goal is about."""
    outer = yield from _only(field)
    if outer is None:
        return None
    wrapped = outer.key in WRAPPING
    quantity = Quantity(outer.key) if wrapped else Quantity.LEVEL
    holder = outer if wrapped else field
    compared = (yield from _only(holder)) if wrapped else outer
    if compared is None:
        return None
    comparator = comparator_of(compared)
    yield from _fits(outer, quantity, comparator, indicator)
    low, high, tolerance = yield from _bounds(holder, compared, quantity, indicator)
    return Goal(
        quantity=quantity,
        comparator=comparator,
        low=low,
        high=high,
        strict=comparator in _STRICT,
        tolerance=tolerance,
        series=compared.text if comparator in _SERIES else "",
        printed=compared.text or ", ".join(part.text for part in compared.parts()),
        place=field.node.place,
    )


def comparator_of(compared: Field) -> Comparator:
    """The comparator that a key of a goal names, and of a mere direction its value."""
    return Comparator(compared.text if compared.key == "direction" else compared.key)


def _only(field: Field) -> Checked[Field | None]:
    """The one comparator or quantity in it."""
    found = [part for part in field.parts() if part.key != "tolerance"]
    if field.damaged:
        return None
    if len(found) != 1:
        got = excerpt(", ".join(part.key for part in found)) or Label("load.goal.none")
        yield field.finding(rules.ONE_COMPARATOR, got=got, count=len(found))
        return None
    tolerance = field.get("tolerance")
    if tolerance and found[0].key not in _TOLERANT:
        yield tolerance.finding(rules.TOLERANCE)
    return found[0]


def _fits(field: Field, quantity: Quantity, comparator: Comparator, indicator: Indicator | None) -> Checked[None]:
    """A finding when an indicator of this measure cannot have such a goal."""
    if indicator is None:
        return
    of_levels = quantity is Quantity.LEVEL
    can = [
        measure.value
        for measure in Measure
        if (comparator in _COMPARATORS[measure] if of_levels else quantity in _QUANTITIES[measure])
    ]
    if indicator.measure not in can:
        measure = indicator.measure.value
        yield field.finding(rules.GOAL_MEASURE, field.label, got=field.key, measure=measure, wanted=", ".join(can))


def _bounds(holder: Field, compared: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[Tolerated]:
    """Low and high, None where the goal is open, and how far the one bound lies beside the number."""
    tolerance = holder.get("tolerance")
    match comparator_of(compared):
        case Comparator.AT_LEAST if tolerance:
            low, _, width = yield from _about(compared, tolerance, quantity, indicator)
            return low, None, width
        case Comparator.AT_MOST if tolerance:
            _, high, width = yield from _about(compared, tolerance, quantity, indicator)
            return None, high, width
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return (yield from _bound(compared, quantity, indicator)), None, 0.0
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return None, (yield from _bound(compared, quantity, indicator)), 0.0
        case Comparator.BETWEEN:
            return *(yield from _between(compared, quantity, indicator)), 0.0
        case Comparator.ABOUT:
            return *(yield from _about(compared, tolerance, quantity, indicator))[:2], 0.0
        case Comparator.RANK:
            return None, float(compared.amount), 0.0
        case Comparator.DONE:
            return 1.0, None, 0.0
        case _:
            return None, None, 0.0


def _bound(field: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[float | None]:
    value = yield from _amount(field, quantity, indicator)
    return None if value is None else (yield from finite(field, value))


def _between(field: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[Bounds]:
    lower, upper = [*field.parts(), None, None][:2]
    low = (yield from _bound(lower, quantity, indicator)) if lower else None
    high = (yield from _bound(upper, quantity, indicator)) if upper else None
    if low is not None and high is not None and low > high:
        yield field.finding(rules.REVERSED, got=", ".join(part.text for part in field.parts()))
    return low, high


def _about(
    field: Field, tolerance: Field | None, quantity: Quantity, indicator: Indicator | None
) -> Checked[Tolerated]:
    value = yield from _amount(field, quantity, indicator)
    if value is None or tolerance is None:
        return None, None, 0.0
    width = _width(value, tolerance, quantity)
    if width < 0:
        yield tolerance.finding(rules.TOLERANCE)
    low = yield from finite(tolerance, value - width)
    high = yield from finite(tolerance, value + width)
    return low, high, float(width)


def _width(value: Decimal, tolerance: Field, quantity: Quantity) -> Decimal:
    """Half the width of the range: a share of the value, or absolute, in points where the value is a percentage."""
    if tolerance.in_percent:
        return abs(value) * tolerance.share
    return tolerance.share if quantity in IN_PERCENT else tolerance.amount


def _amount(field: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[Decimal | None]:
    """The number of a comparator: a share for growth and its kin, else in the indicator's unit."""
    if quantity in IN_PERCENT:
        value: Decimal | None = field.share
    elif quantity in (Quantity.LEVEL, Quantity.TOTAL):
        value = yield from level(field, indicator)
    else:
        value = yield from step(field, indicator)
    if value is not None and (wanted := _wrong_sign(value, quantity)):
        yield field.finding(rules.GOAL_SIGN, wanted=wanted)
        return None
    return value


def _wrong_sign(value: Decimal, quantity: Quantity) -> Text | None:
    """What is wanted instead of a number that says the opposite of its quantity, or more than all."""
    if quantity in (Quantity.DECREASE, Quantity.REDUCTION) and value < 0:
        return Label("load.goal.positive_amount")
    if quantity is Quantity.REDUCTION and value > 1:
        return Label("load.goal.reduction_of_at_most_100")
    if quantity in (Quantity.GROWTH, Quantity.AVERAGE_GROWTH) and value < -1:
        return Label("load.goal.growth_of_at_least_100")
    return None


# Where a goal or a path asks for growth that does not exist: from zero, through zero, or of a sum.

COMPOUND = "compound"

_NOT_A_SUM = Label("load.goal.not_a_sum")
_ABOVE_ZERO = Label("load.goal.above_zero")
_NOT_ZERO = Label("load.goal.not_zero")
_SAME_SIGN = Label("load.goal.same_sign")

# The level that a bound comes to, as far as its sign goes: an average over years has the sign of one year's.
_LEVEL: Mapping[Quantity, Callable[[float, float], float]] = {
    Quantity.LEVEL: lambda base, bound: bound,
    Quantity.INCREASE: operator.add,
    Quantity.DECREASE: operator.sub,
    **dict.fromkeys((Quantity.GROWTH, Quantity.AVERAGE_GROWTH), lambda base, bound: base * (1 + bound)),
    Quantity.REDUCTION: lambda base, bound: base * (1 - bound),
}


def growth_faults(field: Field, target: Target) -> Iterator[Finding]:
    """What stands in the way of the growth that a target asks for."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    if target.path == COMPOUND and any(goal.quantity is Quantity.TOTAL for goal in goals):
        yield (field.get("path") or field).finding(rules.COMPOUND, wanted=_NOT_A_SUM)
        return
    start = target.baseline
    if start is None or start.value is None:
        return
    if start.value <= 0 and any(goal.quantity in IN_PERCENT for goal in goals):
        yield field.finding(rules.COMPOUND, start.place, wanted=_ABOVE_ZERO, got=f"{start.value:g}")
    elif start.value == 0 and target.path == COMPOUND:
        yield field.finding(rules.COMPOUND, start.place, wanted=_NOT_ZERO, got="0")
    elif target.path == COMPOUND:
        for place, value in _values(target, start.value):
            if value * start.value <= 0:
                yield field.finding(rules.COMPOUND, place, wanted=_SAME_SIGN, got=f"{value:g}")


def _values(target: Target, base: float) -> Iterator[tuple[Place, float]]:
    """Every value that the path leads through or to, with its place."""
    for milestone in target.milestones:
        if milestone.value is not None:
            yield milestone.place, milestone.value
    for goal in (target.goal, *(revision.goal for revision in target.revisions)):
        for bound in (goal.low, goal.high):
            if bound is not None and goal.quantity in _LEVEL:
                yield goal.place, _LEVEL[goal.quantity](base, bound)


# What the plan itself prints about a target besides its goal, for the audit.

_PRINTED = ("growth", "last_growth", "points", "units", "times", "last_points")


def stated(field: Field | None) -> Checked[Stated | None]:
    """What stands under `stated`, None when nothing does."""
    if field is None:
        return None
    values = yield from STATED.values(field)
    return Stated(**values, printed=tuple((key, field.string(key)) for key in _PRINTED if key in values))


# From where and by when: baselines, milestones, schedules, revisions.

FROM_FIGURES = "from_figures"


def baseline(field: Field | None, base: Period, indicator: Indicator | None) -> Checked[Baseline | None]:
    """Where the plan starts from, at the plan's `base` unless it says otherwise."""
    if field is None:
        return None
    number = field if field.text else field.get("value")
    own = field.get("period")
    when = (yield from period(own)) if own else base
    if number and number.text == FROM_FIGURES:
        return Baseline(value=None, period=when or base, place=number.node.place)
    value = (yield from level(number, indicator)) if number else None
    if number is None or value is None:
        return None
    exact = yield from finite(number, value)
    return Baseline(value=exact, period=when or base, printed=number.text, place=number.node.place)


def due(field: Field | None, base: Period, otherwise: Period) -> Checked[Period]:
    """When a goal is due, `otherwise` when nothing usable says so."""
    found = (yield from period(field)) if field else None
    if field and found and found.time <= base.time:
        yield field.finding(rules.DUE_BEFORE_BASE, base=base.label, got=found.label)
        return otherwise
    return found or otherwise


def milestones(target: Field, base: Period, end: Period, indicator: Indicator | None) -> Checked[tuple[Milestone, ...]]:
    """The milestones and the steps of the schedule of a target, in the order of their times."""
    found: list[tuple[Field, Milestone]] = []
    for field in (*target.under("milestones"), *target.under("schedule")):
        milestone = yield from _milestone(field, indicator)
        if milestone is None:
            continue
        if not base.time < milestone.period.time < end.time:
            when = milestone.period.label
            yield field.finding(rules.MILESTONE_OUTSIDE, field.label, base=base.label, due=end.label, got=when)
            continue
        found.append((field, milestone))
    found.sort(key=lambda pair: pair[1].period.time)
    yield from _repeated((milestone.period.time, milestone.period.label, field) for field, milestone in found)
    yield from _falling(found)
    return tuple(milestone for _, milestone in found)


def _milestone(field: Field, indicator: Indicator | None) -> Checked[Milestone | None]:
    value = share = None
    if field.path[-2] == "schedule":
        share = float(field.share)
        if not 0 <= share <= 1:
            yield field.finding(rules.SCHEDULE_SHARE)
    elif (exact := (yield from level(field, indicator))) is not None:
        value = yield from finite(field, exact)
    when = yield from key_period(field)
    return Milestone(period=when, value=value, share=share, place=field.label) if when else None


def _falling(found: list[tuple[Field, Milestone]]) -> Iterator[Finding]:
    shares = [(field, milestone.share) for field, milestone in found if milestone.share is not None]
    for (_, earlier), (field, later) in pairwise(shares):
        if later < earlier:
            yield field.finding(rules.SCHEDULE_SHARE)


def _repeated(timed: Iterable[tuple[object, str, Field]]) -> Iterator[Finding]:
    """A finding for each field of a time that an earlier one has already."""
    first: dict[object, Field] = {}
    for time, label, field in timed:
        known = first.setdefault(time, field)
        if known is not field:
            yield field.finding(rules.REPEATED_TIME, field.label, got=label, line=known.label.line)


def revisions(target: Field, base: Period, indicator: Indicator | None) -> Checked[tuple[Revision, ...]]:
    """The goals that replaced the first one, in the order of their days."""
    found: list[tuple[Field, Revision]] = []
    for field in target.under("revisions"):
        revision = yield from _revision(field, base, indicator)
        if revision:
            found.append((field, revision))
    found.sort(key=lambda pair: pair[1].on)
    yield from _repeated((revision.on, revision.on.isoformat(), field) for field, revision in found)
    return tuple(revision for _, revision in found)


def _revision(field: Field, base: Period, indicator: Indicator | None) -> Checked[Revision | None]:
    values = yield from REVISION.values(field)
    wanted, when = field.get("goal"), field.get("due")
    new = (yield from goal(wanted, indicator)) if wanted else None
    until = (yield from due(when, base, base)) if when else None
    if "on" not in values or new is None:
        return None
    return Revision(**values, goal=new, due=until, place=field.node.place)


# A table of goals that regions have of their own, by target and region.


PERCENT = 100.0


def of_goals(plan: Plan, conventions: Conventions) -> Conventions:
    """How the table is read: it says no period, each goal is due when the plan says, and a number may be called one."""
    return replace(
        conventions,
        defaults={**conventions.defaults, Column.PERIOD: plan.end.label},
        columns={**dict.fromkeys(GOAL_NAMES, Column.VALUE), **conventions.columns},
    )


def own_goals(plan: Plan, rows: Figures) -> tuple[OwnGoals, tuple[Finding, ...]]:
    """The goals that rows of a table give to regions, and a finding for each row that is for no target."""
    targets = {folded(name): target for target in plan.targets for name in _names(plan, target)}
    goals: dict[str, dict[str, float]] = {}
    findings: list[Finding] = []
    # Where the targets could not be read, that is what is wrong.
    for row in rows if targets else ():
        target = targets.get(folded(row.indicator))
        bound = _own_bound(plan, target, row) if target else None
        if target is None or bound is None:
            got = " ".join(filter(None, (row.indicator, row.text, row.unit)))
            findings.append(rules.OWN_GOAL.at(row.place, plan=plan.id, region=row.region, got=excerpt(got)))
        else:
            goals.setdefault(target.id, {})[row.region or plan.region.name] = bound
    return OwnGoals(values=goals), tuple(findings)


def _names(plan: Plan, target: Target) -> tuple[str, ...]:
    indicator = plan.indicator(target.indicator)
    return tuple(filter(None, (target.id, target.name.zh, target.name.en, indicator.id, *indicator.aliases)))


def _own_bound(plan: Plan, target: Target, row: Figure) -> float | None:
    """The number in the unit of the goal, shares as such; None where it cannot be one of this goal."""
    goal = target.goal
    if row.value is None or (goal.low is None) == (goal.high is None):
        return None
    if goal.quantity in IN_PERCENT:
        return row.value / PERCENT if row.unit in ("", "%") else None
    unit = plan.indicator(target.indicator).unit
    times = 1 if not row.unit or folded(row.unit) == folded(unit) else factor(row.unit, unit)
    return None if times is None else float(row.value * times)
