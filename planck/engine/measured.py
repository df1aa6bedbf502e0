"""Numbers that may be missing, each with its reason."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.model import Missing, Number

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

REASONS = tuple(Missing)
NOT_FINITE = Missing.TOO_LARGE
_NONE = np.int8(0)
_CODES = {reason: np.int8(code) for code, reason in enumerate(REASONS, start=1)}


@dataclass(frozen=True, slots=True)
class Measured:
    """Values over regions and, where a value is NaN, the code of the reason (0 where it is there)."""

    value: Floats
    why: Codes

    def at(self, region: int) -> Number:
        """The number of one region, or the reason why it has none."""
        code = int(self.why[region])
        return REASONS[code - 1] if code else float(self.value[region])

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
    if why.shape != values.shape:
        values = np.broadcast_to(values, why.shape)
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


def floats(value: Any) -> Floats:
    """An array of at least one dimension."""
    return np.atleast_1d(np.asarray(value, dtype=np.float64))
