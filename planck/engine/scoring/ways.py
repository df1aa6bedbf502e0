"""What all ways to score have in common: a name, parameters, and reasons why a number could not be made."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import ClassVar

import numpy as np
from msgspec import field
from numpy.typing import ArrayLike, NDArray

from planck.model import Text
from planck.record import Record
from planck.words import Labels

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]

OFF = float("nan")
"""The default of a number that is taken from the figures, or of a limit that is not set."""


class Parameter(Record):
    """One parameter of a method. default: None must be given, `OFF` is taken from the figures or sets no limit.

    positive: it must be above 0. above, apart: the parameter that it must lie above, or must not equal.
    bands: it is no number but pairs of a border and its worth, which fall.
    """

    default: float | None = OFF
    positive: bool = False
    above: str = ""
    apart: str = ""
    bands: bool = False

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None


Parameters = Mapping[str, Parameter]
MUST = Parameter(default=None)
FREE = Parameter()
BANDS = Parameter(default=None, bands=True)
FULL = Parameter(default=100.0)
"""The marks of a full score, which follow those of the model."""
WORST_AND_BEST: Parameters = {"worst": MUST, "best": Parameter(default=None, apart="worst")}


def number(default: float) -> Parameter:
    """A number with a default that has nothing else to say."""
    return Parameter(default=default)


class Way(Record):
    """An entry of a table of ways to score: what it asks for; its title and its source stand in the words."""

    titles: ClassVar[Labels]
    sources: ClassVar[Labels]

    name: str
    parameters: Parameters = field(default_factory=dict)

    @property
    def title(self) -> Text:
        """What it is called."""
        return self.titles[self.name]

    @property
    def source(self) -> Text:
        """Where it comes from."""
        return self.sources[self.name]


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
