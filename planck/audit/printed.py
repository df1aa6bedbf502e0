"""Printed numbers and what follows from them: the span each stands for, the way from baseline to goal, its pace."""

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np

from planck.assess.derive import is_percent
from planck.assess.names import key
from planck.assess.rounding import Span, half_unit
from planck.engine.goals import LEVELS, edge
from planck.engine.rates import cagr, slope
from planck.model import Comparator, Goal, Indicator, Pace, Plan, Quantity, RateKind, Target

MOST_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
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
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
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
        nearer = edge(np.array([start]), np.array([low]), np.array([high]))
        return printed(float(nearer[0]))
    bound = low if high is None else high
    assert bound is not None
    return printed(bound, goal.printed)


def _goal_span(goal: Goal, end: Printed) -> Span:
    if goal.low is not None and goal.high is not None:
        return goal.low - end.slack, goal.high + end.slack
    return end.span


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


def kind_of(target: Target, indicator: Indicator) -> RateKind:
    """What the pace of a target is counted in, by its path and its unit."""
    if target.path == "compound":
        return RateKind.GROWTH
    return RateKind.POINTS if is_percent(indicator.unit) else RateKind.UNITS


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
