"""Numbers that may be missing, each with its reason."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.model import Missing, Number
from planck.record import Record

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

REASONS = tuple(Missing)
NOT_FINITE = Missing.TOO_LARGE
_NONE = np.int8(0)
_CODES = {reason: np.int8(code) for code, reason in enumerate(REASONS, start=1)}


class Measured(Record, kw_only=False):
    """Values over regions and, where a value is NaN, the code of the reason (0 where it is there)."""

    value: Floats
    why: Codes

    @classmethod
    def joined(cls, parts: "Sequence[Measured]") -> "Measured":
        """Values one behind the other."""
        return cls(np.concatenate([part.value for part in parts]), np.concatenate([part.why for part in parts]))

    def take(self, rows: Any) -> "Measured":
        """The values of some regions."""
        return Measured(self.value[rows], self.why[rows])

    def at(self, region: int) -> Number:
        """The number of one region, or the reason why it has none."""
        code = int(self.why[region])
        return REASONS[code - 1] if code else float(self.value[region])

    def lacks(self, *reasons: Missing) -> Bools:
        """Where the value is missing for one of some reasons."""
        return np.isin(self.why, [_CODES[reason] for reason in reasons])

    @property
    def known(self) -> Bools:
        """Where the value is there."""
        return np.asarray(self.why == 0)


def measured(value: ArrayLike, *reasons: tuple[ArrayLike, Missing]) -> Measured:
    """`value`, missing wherever one of the conditions holds; the first condition that holds names the reason.

    A value that is not finite although no condition held is out of the range of floats, and says so.
    """
    values = np.atleast_1d(np.asarray(value, dtype=np.float64))
    why = np.where(np.isfinite(values), _NONE, _CODES[NOT_FINITE])
    # The last one written wins, so the first condition is written last.
    for condition, reason in reversed(reasons):
        if condition is not False:
            why = np.where(condition, _CODES[reason], why)
    return Measured(np.where(why == 0, values, np.nan), why)


def missing(shape: int | tuple[int, ...], reason: Missing) -> Measured:
    """Nothing at all, for one reason."""
    return measured(np.full(shape, np.nan), (True, reason))


def choose(condition: ArrayLike, yes: Measured, no: Measured) -> Measured:
    """`yes` where the condition holds, else `no`."""
    return Measured(np.where(condition, yes.value, no.value), np.where(condition, yes.why, no.why))


def unless(number: Measured, *reasons: tuple[ArrayLike, Missing]) -> Measured:
    """`number`, but missing where a condition holds; a reason given here comes before the number's own."""
    first = measured(np.zeros(number.value.shape), *reasons)
    return choose(first.known, number, first)


def after(first: Measured, number: Measured) -> Measured:
    """`number`, which rests on `first`: missing wherever that is, for the same reason."""
    return choose(first.known, number, first)


def floats(value: Any) -> Floats:
    """An array of at least one dimension."""
    return np.atleast_1d(np.asarray(value, dtype=np.float64))


# Growth and rates: the arithmetic of 年均增长, 百分点 and 还需年均.


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


def same_sign(a: Floats, b: Floats) -> Bools:
    """Where both are above or both below zero, so that a ratio of them means growth."""
    return np.asarray((np.sign(a) == np.sign(b)) & (a != 0))


# Running sums of flows.


def running_total(starts: Floats, ends: Floats, values: Floats, base: float) -> Floats:
    """Sum of a flow from time `base` to the end of each column, shape (R, P); NaN where the spans leave a gap.

    Columns are spans of time (`starts`, `ends` in years, P each) of flows `values` (R, P): years, halves, quarters,
    months, years to date or several years at once. A column adds to the sum that ends where it starts, so any set of
    spans that tile the time without a hole gives the sum, whatever their lengths.
    """
    regions = values.shape[0]
    sums: dict[float, Floats] = {_key(base): np.zeros(regions)}
    totals = np.full(values.shape, np.nan)
    for column in np.lexsort((starts, ends)):
        before = sums.get(_key(starts[column]), np.full(regions, np.nan))
        total = before + values[:, column]
        totals[:, column] = total
        end = _key(ends[column])
        known = sums.get(end, np.full(regions, np.nan))
        sums[end] = np.where(np.isnan(known), total, known)
    # Columns that end together tell the same sum; one that follows a hole learns it from one that does not.
    told = np.stack([sums[_key(end)] for end in ends], axis=1) if len(ends) else totals
    # The empty sum before the first flow is told by a figure of that time, and by no other region's.
    before = np.array([_key(end) == _key(base) for end in ends], dtype=np.bool_)
    return np.where(before & np.isnan(values), np.nan, told)


def _key(time: float) -> float:
    # Months are thirds and twelfths in binary; nine digits tell a day from the next and forgive the rest.
    return round(float(time), 9)
