"""Why a number could not be made: a reason in place of NaN, and the arrays that hold numbers and reasons."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.words import Labels

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]


class Refusal(StrEnum):
    """A reason why there is no mark, no weight or no score."""

    NO_FIGURE = "no_figure"
    CONSTANT = "constant"
    NOT_POSITIVE = "not_positive"
    NOT_GIVEN = "not_given"
    WRONG_WAY = "wrong_way"
    NO_SPAN = "no_span"
    FEW_UNITS = "few_units"
    NEGATIVE_WEIGHT = "negative_weight"
    NO_WEIGHT = "no_weight"
    TOO_LARGE = "too_large"
    NOT_A_MEAN = "not_a_mean"


REFUSALS = Labels("engine.refusals")

_ORDER = tuple(Refusal)


def code(reason: Refusal) -> np.int8:
    """The number that stands for a reason in an array of codes; 0 stands for none."""
    return np.int8(_ORDER.index(reason) + 1)


def reason_of(number: int | np.integer) -> Refusal | None:
    """The reason behind a code, None for 0."""
    return _ORDER[int(number) - 1] if number else None


def first_reason(shape: int | Sequence[int], *conditions: tuple[ArrayLike, Refusal]) -> Codes:
    """The code of the first condition that holds, 0 where none does."""
    why = np.zeros(shape, dtype=np.int8)
    for condition, reason in conditions:
        holds = np.asarray(condition, dtype=np.bool_)
        if holds.any():
            why = np.where((why == 0) & holds, code(reason), why)
    return why
