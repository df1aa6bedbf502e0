"""Paces and multiples that a plan prints, and what its numbers imply."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from planck.assess.firmness import Span, formula_span, half_unit
from planck.assess.panel import is_percent
from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.audit import AUDITS, of_each
from planck.engine.measured import cagr, slope
from planck.engine.outcome import LEVELS, edge
from planck.load.yaml import decimal_text
from planck.model import (
    Amount,
    Comparator,
    Difference,
    Expression,
    Finding,
    Goal,
    Identity,
    Indicator,
    Language,
    Measure,
    Pace,
    Period,
    Plan,
    Quantity,
    RateKind,
    Series,
    Severity,
    Stated,
    Target,
    Text,
    indicators_in,
)
from planck.record import Record
from planck.registry import rule
from planck.words import Label

STATED_PACE = rule("A001", "stated-pace", Severity.WARNING)
STATED_MULTIPLE = rule("A002", "stated-multiple", Severity.WARNING)
IMPLIED_GROWTH = rule("A012", "implied-growth", Severity.NOTE)
IMPLAUSIBLE_GROWTH = rule("A013", "implausible-growth", Severity.WARNING)

# Printed numbers and what follows from them: the span each stands for, the way from baseline to goal, its pace.

MOST_PLACES = 6


class Printed(Record):
    """A number as it was printed: its value, half a unit of its last digit, and its decimals."""

    value: float
    slack: float
    places: int

    @property
    def span(self) -> Span:
        """The values that would be printed so."""
        return self.value - self.slack, self.value + self.slack


def printed(value: float, text: str = "") -> Printed:
    """The number with the digits of `text`; without a text, with those it needs."""
    shown = text if _decimal(text) is not None else plain(value)
    exponent = Decimal(key(shown).rstrip("%")).as_tuple().exponent
    assert isinstance(exponent, int)
    return Printed(value=value, slack=half_unit(shown), places=max(0, -exponent))


def plain(value: float) -> str:
    """A number without an exponent and without zeros behind its fraction: 40.0 is 40."""
    return decimal_text(Decimal(repr(value)))


def in_percent(share: float) -> float:
    """A share as the percentage that it is printed as: 0.07 is 7, not 7.000000000000001."""
    return float(Decimal(repr(share)).scaleb(2))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(key(text).rstrip("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and int(number.as_tuple().exponent) <= 0 else None


def places_for(gap: float, least: int) -> int:
    """Decimals with which a gap has two digits to be seen, at least `least`: 0 for 62.7 and 5, 2 for 0.227."""
    if not gap or not math.isfinite(gap):
        return least
    places = min(MOST_PLACES, max(least, 1 - math.floor(math.log10(abs(gap)))))
    needed = (fewer for fewer in range(least, places) if math.isclose(round(gap, fewer), gap, rel_tol=1e-9))
    return next(needed, places)


class Way(Record):
    """From the printed baseline to the printed goal: its ends with their spans, and its length in years."""

    start: Printed
    goal: Printed
    span: Span
    years: float


def way(target: Target) -> Way | None:
    """The way to a goal on the level; None without a printed baseline, a bound or time."""
    baseline, goal = target.baseline, target.goal
    if baseline is None or baseline.value is None or goal.quantity is not Quantity.LEVEL:
        return None
    end = aim(goal, baseline.value)
    years = target.due.time - baseline.period.time
    if end is None or years <= 0 or goal.comparator in (Comparator.DONE, Comparator.RANK):
        return None
    return Way(start=printed(baseline.value, baseline.printed), goal=end, span=_goal_span(goal, end), years=years)


def aim(goal: Goal, start: float) -> Printed | None:
    """The number that a goal prints: its bound, the middle of about, of a range the bound nearer to `start`."""
    low, high = goal.low, goal.high
    if low is None and high is None:
        return None
    if goal.comparator is Comparator.ABOUT and low is not None and high is not None:
        return printed((low + high) / 2, goal.printed)
    if low is not None and high is not None:
        return printed(float(edge(np.array([start]), np.array([low]), np.array([high]))[0]))
    bound = low if high is None else high
    assert bound is not None
    return printed(bound + (goal.tolerance if high is None else -goal.tolerance), goal.printed)


def _goal_span(goal: Goal, end: Printed) -> Span:
    if goal.low is not None and goal.high is not None:
        return goal.low - end.slack, goal.high + end.slack
    return (end.span[0] - goal.tolerance, end.span[1] + goal.tolerance)


def levels(target: Target) -> Span | None:
    """The bounds of a goal as levels at its date, infinite where it is open; None where it has none."""
    goal, baseline = target.goal, target.baseline
    if goal.series or (goal.low is None and goal.high is None):
        return None
    start = math.nan if baseline is None or baseline.value is None else baseline.value
    years = target.due.time - (baseline.period.time if baseline else target.due.time)
    low = np.array([-np.inf if goal.low is None else goal.low])
    high = np.array([np.inf if goal.high is None else goal.high])
    with np.errstate(all="ignore"):
        found = LEVELS[goal.quantity](low, high, np.array([start]), years)
    ends = float(found[0][0]), float(found[1][0])
    return None if any(math.isnan(end) for end in ends) else ends


def pace(kind: RateKind, start: float, end: float, years: float, unit: str) -> Pace | None:
    """The pace from `start` to `end`, None where it has no meaning."""
    found = cagr(start, end, years) if kind is RateKind.GROWTH else slope(start, end, years)
    value = found.at(0)
    return Pace(float(value), kind.value, unit) if isinstance(value, float) else None


def gives(kind: RateKind, start: float, rate: float, years: float) -> float:
    """Where a pace leads to from `start`; NaN where it leads nowhere, infinite where it is too far to hold."""
    if kind is not RateKind.GROWTH:
        return start + rate * years
    with np.errstate(all="ignore"):
        return float(start * np.power(np.float64(1 + rate), years))


def unit_of(plan: Plan, target: Target) -> str:
    """The unit of a target's indicator."""
    return plan.indicator(target.indicator).unit


class StatedPace(Record):
    """A pace that a plan prints, and the one that its baseline and goal need. `gives`: where the printed one leads."""

    target: Target
    way: Way
    stated: Pace
    needed: Pace
    gives: float
    agrees: bool


@AUDITS.entry(STATED_PACE.code)
def stated_pace(result: PlanResult) -> Iterator[Finding]:
    """Printed paces that no numbers printed as baseline and goal are allow."""
    return (_finding(result, found) for found in stated_paces(result.plan) if not found.agrees)


def stated_paces(plan: Plan) -> Iterator[StatedPace]:
    """Every pace that the plan prints for a way that has one, in the order of its targets."""
    for target in plan.targets:
        found = way(target)
        for kind, told in _told(target.stated) if found and target.stated else ():
            assert found is not None
            unit = unit_of(plan, target)
            needed = pace(kind, found.start.value, found.goal.value, found.years, unit)
            reached = gives(kind, found.start.value, told.value, found.years)
            low, high = _needed(kind, found)
            if needed and math.isfinite(reached):
                yield StatedPace(
                    target=target,
                    way=found,
                    stated=Pace(told.value, kind.value, unit, told.places),
                    needed=needed,
                    gives=reached,
                    agrees=not (told.span[1] < low or told.span[0] > high),
                )


def _told(stated: Stated) -> Iterator[tuple[RateKind, Printed]]:
    texts = dict(stated.printed)
    if stated.growth is not None:
        found = printed(in_percent(stated.growth), texts.get("growth", ""))
        yield RateKind.GROWTH, Printed(value=stated.growth, slack=found.slack / 100, places=found.places)
    for kind, value in ((RateKind.POINTS, stated.points), (RateKind.UNITS, stated.units)):
        if value is not None:
            yield kind, printed(value, texts.get(kind.value, ""))


def _needed(kind: RateKind, found: Way) -> Span:
    """The least and the greatest pace that the printed numbers can mean; NaN where there is none."""
    slowest = pace(kind, found.start.span[1], found.span[0], found.years, "")
    fastest = pace(kind, found.start.span[0], found.span[1], found.years, "")
    return (slowest.value if slowest else math.nan), (fastest.value if fastest else math.nan)


def _finding(result: PlanResult, found: StatedPace) -> Finding:
    start, goal, unit = found.way.start, found.way.goal, found.needed.unit
    gap = found.gives - goal.value
    places = places_for(gap, goal.places)
    return STATED_PACE.at(
        found.target.place,
        **result.named(found.target),
        stated=found.stated,
        needed=found.needed,
        baseline=Amount(start.value, start.places, unit),
        goal=Amount(goal.value, goal.places, unit),
        gives=Amount(found.gives, places, unit),
        gap=Difference(abs(gap), places, unit),
        side=Label("audit.stated_pace.short_of") if gap < 0 else Label("audit.stated_pace.above"),
    )


LEAST, MOST = 0.0, 0.12


class Point(Record):
    """The unknown at one time: its central value and its span."""

    period: Period
    value: float
    span: Span


@of_each(IMPLIED_GROWTH, IMPLAUSIBLE_GROWTH)
def _implied(result: PlanResult) -> Iterator[Finding]:
    owners = {target.indicator: target for target in result.plan.targets if target.id == target.indicator}
    for identity in result.plan.identities:
        for unknown, known in ((identity.right, identity.left), (identity.left, identity.right)):
            if isinstance(unknown, Series) and unknown.indicator not in owners:
                indicator = result.plan.indicator(unknown.indicator)
                if indicator.measure in (Measure.FLOW, Measure.STOCK) and not is_percent(indicator.unit):
                    points = _points(result.plan, known, owners)
                    for first, last in pairwise(points):
                        yield from _finding_implied(result.plan, identity, indicator, first, last)


def _points(plan: Plan, known: Expression, owners: Mapping[str, Target]) -> Sequence[Point]:
    """The unknown in the year before the baselines, in theirs and in that of the goals, where the plan prints all."""
    targets = [owners[id_] for id_ in sorted(indicators_in(known)) if id_ in owners]
    if not targets or len(targets) < len(indicators_in(known)):
        return ()
    periods = {target.baseline.period for target in targets if target.baseline}
    dues = {target.due for target in targets}
    if len(periods) != 1 or len(dues) != 1:
        return ()
    base, due = periods.pop(), dues.pop()
    spans = (
        (Period.year(base.end.year - 1), {target.indicator: _before(target) for target in targets}),
        (base, {target.indicator: at_base(target) for target in targets}),
        (due, {target.indicator: _at_goal(target) for target in targets}),
    )
    return [point for period, found in spans if (point := _point(plan, known, period, found))]


def _point(plan: Plan, known: Expression, period: Period, found: Mapping[str, Printed | None]) -> Point | None:
    there = {id_: number for id_, number in found.items() if number is not None}
    if len(there) < len(found):
        return None
    indicators = {indicator.id: indicator for indicator in plan.indicators}
    value = formula_span(known, {id_: (number.value, number.value) for id_, number in there.items()}, indicators)
    span = formula_span(known, {id_: number.span for id_, number in there.items()}, indicators)
    if value is None or span is None or not 0 < span[0] <= span[1] < math.inf:
        return None
    return Point(period=period, value=value[0], span=span)


def at_base(target: Target) -> Printed | None:
    """The baseline that the plan prints, None where it prints none."""
    start = target.baseline
    return printed(start.value, start.printed) if start and start.value is not None else None


def _at_goal(target: Target) -> Printed | None:
    return aim(target.goal, 0.0) if target.goal.quantity is Quantity.LEVEL else None


def _before(target: Target) -> Printed | None:
    """The number a year before the baseline, from how the plan says that the baseline stands to it."""
    start, stated = at_base(target), target.stated
    if start is None or stated is None:
        return None
    texts = dict(stated.printed)
    if stated.last_points is not None:
        change = printed(stated.last_points, texts.get("last_points", ""))
        return Printed(value=start.value - change.value, slack=start.slack + change.slack, places=start.places)
    if stated.last_growth is None or stated.last_growth <= -1:
        return None
    growth = printed(in_percent(stated.last_growth), texts.get("last_growth", "")).slack / 100
    value = start.value / (1 + stated.last_growth)
    slack = start.slack / (1 + stated.last_growth) + abs(value) * growth / (1 + stated.last_growth)
    return Printed(value=value, slack=slack, places=start.places)


def _finding_implied(
    plan: Plan, identity: Identity, indicator: Indicator, first: Point, last: Point
) -> Iterator[Finding]:
    years = last.period.time - first.period.time
    if years <= 0:
        return

    def rate(start: float, end: float) -> float:
        return math.expm1((math.log(end) - math.log(start)) / years)

    found = rate(first.value, last.value)
    yield (IMPLIED_GROWTH if LEAST <= found <= MOST else IMPLAUSIBLE_GROWTH).at(
        identity.place,
        plan=plan.id,
        period=f"{first.period.label}-{last.period.label}",
        name=indicator.name,
        identity=_named(plan, identity.text),
        start=first.period.label,
        end=last.period.label,
        first=Amount(first.value, _places(first.value), indicator.unit),
        last=Amount(last.value, _places(last.value), indicator.unit),
        rate=found,
        low=rate(first.span[1], last.span[0]),
        high=rate(first.span[0], last.span[1]),
        least=LEAST,
        most=MOST,
    )


def _named(plan: Plan, text: str) -> Text:
    """The identity with the names of its indicators."""
    names = {indicator.id: indicator.name for indicator in plan.indicators}

    def put(language: Language) -> str:
        known = {id_: name.in_(language) for id_, name in names.items()}
        return re.sub("[a-z][a-z0-9_]*", lambda word: known.get(word[0], word[0]), text)

    return Text(zh=put(Language.ZH), en=put(Language.EN))


def _places(value: float) -> int:
    """Decimals of a computed level: as many as leave four digits."""
    return max(0, min(6, 3 - math.floor(math.log10(value))))


# The goal of a target that is in force: after a revision the revised one, as for the verdicts.


def in_force(result: PlanResult, target: Target) -> Target:
    """The target with the goal and the date that decide at the time of judgement, and the place where they stand."""
    current = next((one.judged.case for one in result.targets if one.target.id == target.id), None)
    if current is None or not target.revisions:
        return target
    places = [revision.place for revision in target.revisions if revision.goal == current.goal]
    return replace(target, goal=current.goal, due=current.due, place=places[-1] if places else target.place)


@AUDITS.entry(STATED_MULTIPLE.code)
def stated_multiple(result: PlanResult) -> Iterator[Finding]:
    """Goals short of the multiple that is printed for them, or beyond one that is printed with decimals.

    A bare 2 is a word (翻番), which more than doubling keeps; 2.1 is a computed number, which has a span.
    """
    for target in result.plan.targets:
        found, times = way(target), target.stated.times if target.stated else None
        if found is None or times is None or found.start.span[0] <= 0:
            continue
        told = printed(times, dict(target.stated.printed).get("times", "") if target.stated else "")
        slack = told.slack if told.places else 0.0
        least, most = found.span[0] / found.start.span[1], found.span[1] / found.start.span[0]
        if most < times - slack or (told.places and least > times + slack):
            unit = unit_of(result.plan, target)
            gap = abs(times * found.start.value - found.goal.value)
            places = places_for(gap, found.goal.places)
            yield STATED_MULTIPLE.at(
                target.place,
                **result.named(target),
                times=Amount(times, told.places),
                found=Amount(found.goal.value / found.start.value, 2),
                baseline=Amount(found.start.value, found.start.places, unit),
                goal=Amount(found.goal.value, found.goal.places, unit),
                gives=Amount(times * found.start.value, places, unit),
                gap=Difference(gap, places, unit),
            )
