"""Goals as levels: whatever a goal is about, here it becomes bounds on the value at the end."""

from collections.abc import Callable

import numpy as np

from planck.engine.measured import Bools, Floats
from planck.model import Quantity
from planck.registry import Table

# A relative slack for binary noise only; a tolerance of meaning (左右) is in the bounds of the goal.
EQUAL = 1e-9

Bounds = tuple[Floats, Floats]
LevelOf = Callable[[Floats, Floats, Floats, float], Bounds]
LEVELS: Table[LevelOf] = Table("quantity")


@LEVELS.entry(Quantity.LEVEL)
@LEVELS.entry(Quantity.TOTAL)
def level(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """The bounds themselves; a total is compared with the running sum."""
    return low, high


@LEVELS.entry(Quantity.INCREASE)
def increase(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Units or points above the baseline."""
    return baseline + low, baseline + high


@LEVELS.entry(Quantity.DECREASE)
def decrease(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Units or points below the baseline: at least 2 less is at most the baseline minus 2."""
    return baseline - high, baseline - low


@LEVELS.entry(Quantity.GROWTH)
def growth(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Per cent above the baseline; a baseline that is not above zero has no growth."""
    return _of_positive(baseline) * (1 + low), _of_positive(baseline) * (1 + high)


@LEVELS.entry(Quantity.REDUCTION)
def reduction(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Per cent below the baseline."""
    return _of_positive(baseline) * (1 - high), _of_positive(baseline) * (1 - low)


@LEVELS.entry(Quantity.AVERAGE_GROWTH)
def average_growth(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Per cent a year over the years of the plan, compounded from the baseline (水平法)."""
    base = _of_positive(baseline)
    return base * _power(low, years), base * _power(high, years)


@LEVELS.entry(Quantity.AVERAGE_INCREASE)
def average_increase(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Units or points a year above the baseline."""
    return baseline + low * years, baseline + high * years


def _of_positive(baseline: Floats) -> Floats:
    return np.where(baseline > 0, baseline, np.nan)


def _power(growth_rate: Floats, years: float) -> Floats:
    # An open bound (an infinite rate) stays open.
    with np.errstate(all="ignore"):
        return np.where(np.isinf(growth_rate), growth_rate, (1 + growth_rate) ** years)


def meets(value: Floats, low: Floats, high: Floats, *, strict: bool = False) -> Bools:
    """Where a value lies within the bounds. Equality meets a goal, unless the goal is strict."""
    with np.errstate(all="ignore"):
        slack_low = np.where(np.isfinite(low), EQUAL * np.maximum(np.abs(value), np.abs(low)), 0)
        slack_high = np.where(np.isfinite(high), EQUAL * np.maximum(np.abs(value), np.abs(high)), 0)
        if strict:
            return np.asarray((value > low + slack_low) & (value < high - slack_high))
        return np.asarray((value >= low - slack_low) & (value <= high + slack_high))


def edge(value: Floats, low: Floats, high: Floats) -> Floats:
    """The bound that the way from `value` leads to: the only one, else the nearer one of a range."""
    nearer_low = np.isinf(high) | (np.isfinite(low) & (np.abs(value - low) <= np.abs(value - high)))
    return np.where(nearer_low, low, high)
