"""Growth and rates: the arithmetic of 年均增长, 百分点 and 还需年均."""

import numpy as np
from numpy.typing import ArrayLike

from planck.engine.measured import Bools, Floats, Measured, floats, measured
from planck.model import Missing


def cagr(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Measured:
    """Compound annual growth rate as a share a year, (end / start) ** (1 / years) - 1, shape of the inputs.

    Computed by logarithms, which keeps small rates exact. Two negative amounts have a rate (that of their size); a
    rate from or to zero, or through a change of sign, does not exist.

    Source: 水平法 of the National Bureau of Statistics for 年均增长, counted from the base year.
    """
    a, b, n = np.broadcast_arrays(floats(start), floats(end), floats(years))
    undefined = ~same_sign(a, b)
    with np.errstate(all="ignore"):
        rate = np.expm1((np.log(np.abs(b)) - np.log(np.abs(a))) / n)
    return measured(
        rate,
        (np.isnan(a) | np.isnan(b), Missing.NO_FIGURE),
        (n <= 0, Missing.NO_TIME_LEFT),
        (undefined, Missing.ZERO_OR_SIGN_CHANGE),
    )


def slope(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Measured:
    """Change a year in the unit of the inputs (points for shares), (end - start) / years."""
    a, b, n = np.broadcast_arrays(floats(start), floats(end), floats(years))
    with np.errstate(all="ignore"):
        rate = (b - a) / n
    return measured(rate, (np.isnan(a) | np.isnan(b), Missing.NO_FIGURE), (n <= 0, Missing.NO_TIME_LEFT))


def growth(previous: ArrayLike, current: ArrayLike) -> Measured:
    """Growth over one step as a share, current / previous - 1."""
    return cagr(previous, current, 1.0)


def chained(rates: ArrayLike) -> Floats:
    """Cumulative growth as a share from yearly growth rates (last axis), prod(1 + g) - 1.

    Source: Qinghai bureau of statistics, monitoring of the energy intensity goal of the 11th plan (2009).
    """
    return np.asarray(np.prod(1 + floats(rates), axis=-1) - 1)


def over_fulfilment(actual: ArrayLike, goal: ArrayLike) -> Measured:
    """How far an actual is above its goal as a share of the goal, (actual - goal) / goal: linear, also for rates.

    Source: result of the 11th plan's energy goals, Beijing 26.59 % against 20 %: 32.95 % over.
    """
    a, g = np.broadcast_arrays(floats(actual), floats(goal))
    with np.errstate(all="ignore"):
        share = (a - g) / np.abs(g)
    return measured(share, (np.isnan(a) | np.isnan(g), Missing.NO_FIGURE), (g == 0, Missing.ZERO_OR_SIGN_CHANGE))


def same_sign(a: Floats, b: Floats) -> Bools:
    """Where both are above or both below zero, so that a ratio of them means growth."""
    return np.asarray((np.sign(a) == np.sign(b)) & (a != 0))
