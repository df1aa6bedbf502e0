"""Paths: how a goal is to be approached between the baseline and its date."""

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Floats, Measured, cagr, floats, measured, missing, same_sign, slope
from planck.model import Missing, Text
from planck.record import Record
from planck.registry import Table
from planck.words import Label


class Path(Record):
    """The five functions that make a path; all take and return arrays over regions.

    between: value a share s of the time (0..1) on from one knot to the next, (start, end, s) -> value.
    way: share of the way from start to end that y has gone, (y, start, end) -> share; may be negative or above 1.
    rate: constant yearly pace that leads from a to b in n years, (a, b, n) -> rate.
    carry: where y arrives after n years of a pace, (y, rate, n) -> value.
    years: how long a pace needs from y to a goal, (y, goal, rate) -> years.
    """

    title: Text
    between: Callable[[Floats, Floats, Floats], Floats]
    way: Callable[[Floats, Floats, Floats], Measured]
    rate: Callable[[Floats, Floats, Floats], Measured]
    carry: Callable[[Floats, Floats, Floats], Floats]
    years: Callable[[Floats, Floats, Floats], Measured]


PATHS: Table[Path] = Table("path")


def linear_between(start: Floats, end: Floats, share: Floats) -> Floats:
    """Equal steps in equal times."""
    return np.asarray(start * (1 - share) + end * share)


def linear_way(y: Floats, start: Floats, end: Floats) -> Measured:
    """Share of the distance, (y - start) / (end - start)."""
    with np.errstate(all="ignore"):
        share = (y - start) / (end - start)
    return measured(share, (start == end, Missing.BASELINE_MEETS_GOAL))


def linear_carry(y: Floats, rate: Floats, years: Floats) -> Floats:
    """Equal steps carried on."""
    return np.asarray(y + rate * years)


def linear_years(y: Floats, goal: Floats, rate: Floats) -> Measured:
    """Distance over pace; missing when the pace does not lead there."""
    with np.errstate(all="ignore"):
        years = (goal - y) / rate
    return measured(years, ((rate == 0) | (years < 0), Missing.NEVER_AT_THIS_PACE))


def compound_between(start: Floats, end: Floats, share: Floats) -> Floats:
    """Equal growth in equal times; NaN where no growth rate leads from start to end."""
    with np.errstate(all="ignore"):
        value = start * np.exp(share * (np.log(np.abs(end)) - np.log(np.abs(start))))
    return np.asarray(np.where(same_sign(start, end), value, np.nan))


def compound_way(y: Floats, start: Floats, end: Floats) -> Measured:
    """Share of the growth, ln(y / start) / ln(end / start).

    Source: Qinghai bureau of statistics (2009): after 4.87 % of a reduction of 17 %, 26.8 % of the way is gone.
    """
    with np.errstate(all="ignore"):
        share = (np.log(np.abs(y)) - np.log(np.abs(start))) / (np.log(np.abs(end)) - np.log(np.abs(start)))
    undefined = ~(same_sign(start, end) & same_sign(y, start))
    return measured(share, (start == end, Missing.BASELINE_MEETS_GOAL), (undefined, Missing.ZERO_OR_SIGN_CHANGE))


def compound_carry(y: Floats, rate: Floats, years: Floats) -> Floats:
    """Growth carried on, y (1 + rate) ** years."""
    with np.errstate(all="ignore"):
        return np.asarray(y * np.exp(np.log1p(rate) * years))


def compound_years(y: Floats, goal: Floats, rate: Floats) -> Measured:
    """ln(goal / y) / ln(1 + rate); missing when the growth does not lead there."""
    with np.errstate(all="ignore"):
        years = (np.log(np.abs(goal)) - np.log(np.abs(y))) / np.log1p(rate)
    return measured(years, (~same_sign(y, goal) | (rate == 0) | (years < 0), Missing.NEVER_AT_THIS_PACE))


def steps_between(start: Floats, end: Floats, share: Floats) -> Floats:
    """Nothing is asked before a milestone's own date, and all of it then."""
    return np.asarray(np.where(share >= 1, end, start))


def hold_between(start: Floats, end: Floats, share: Floats) -> Floats:
    """The goal itself, at every time."""
    return np.asarray(np.broadcast_to(end, np.broadcast_shapes(start.shape, end.shape, share.shape)))


def hold_way(y: Floats, start: Floats, end: Floats) -> Measured:
    """Nothing: a goal that binds every year has no way towards it."""
    return missing(np.broadcast_shapes(y.shape, start.shape, end.shape), Missing.NO_RATE_FOR_GOAL)


LINEAR = Path(
    title=Label("engine.path_titles.linear"),
    between=linear_between,
    way=linear_way,
    rate=slope,
    carry=linear_carry,
    years=linear_years,
)
COMPOUND = Path(
    title=Label("engine.path_titles.compound"),
    between=compound_between,
    way=compound_way,
    rate=cagr,
    carry=compound_carry,
    years=compound_years,
)
PATHS.add("linear", LINEAR)
PATHS.add("compound", COMPOUND)
PATHS.add("steps", replace(LINEAR, title=Label("engine.path_titles.steps"), between=steps_between))
PATHS.add("hold", replace(LINEAR, title=Label("engine.path_titles.hold"), between=hold_between, way=hold_way))


def path_value(path: Path, time: Floats, knot_times: Floats, knots: Floats) -> Floats:
    """What the path asks for at `time` (R,) given knots at `knot_times` (K, rising) of values `knots` (R, K).

    NaN before the first knot; the last knot's value after it.
    """
    value = np.where(time >= knot_times[-1], knots[:, -1], np.nan)
    for left in range(len(knot_times) - 1):
        begin, end = knot_times[left], knot_times[left + 1]
        share = floats((time - begin) / (end - begin))
        inside = (time >= begin) & (time < end)
        value = np.where(inside, path.between(knots[:, left], knots[:, left + 1], share), value)
    return value
