"""Status methods: functions that turn an outcome into statuses, in a table to register in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planck.engine.goals import EQUAL
from planck.engine.measured import Bools, Floats, Measured
from planck.model import Level, Text
from planck.registry import Table

if TYPE_CHECKING:
    from planck.engine.outcome import Outcome
    from planck.engine.track import Track

Words = NDArray[np.str_]

NOT_ASSESSED = "not_assessed"

# Reasons that are facts: what they come to is the same by every method, whatever its classes are called.
FACTS: Mapping[str, Level] = {
    "met_at_due": Level.ACHIEVED,
    "met_early": Level.ACHIEVED,
    "missed": Level.MISSED,
    "hold_broken": Level.MISSED,
    "cap_exceeded": Level.MISSED,
    "lost": Level.REVERSING,
}


OF_THE_PATH = Text(zh="与应有进度之比", en="ratio to what the path asks for")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Over regions: the status, and the key of the rule that decided it.

    quantity: the number that the method holds against its borders; None for a method that has none of its own.
    score: the number that the method publishes beside the class.
    """

    status: Words
    reason: Words
    quantity: Measured | None = None
    score: Measured | None = None


Judge = Callable[["Outcome", Mapping[str, float]], Verdicts]
JudgeTrack = Callable[["Track", Mapping[str, float]], Verdicts]
ReadTrack = Callable[["Outcome"], "Track"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A published or own way to make a status of an outcome.

    levels: every class it can give, best first, and what that comes to. borders: its numbers, by name, falling; a plan
    may set its own. trend: those for series without a goal, as growth a year in the wanted direction. quantity: what is
    held against the borders, in words. source: where the classes and borders come from, or that they are planck's own.
    judge_track: for a published method, the same judgement on plain series with years of their own; read_track: what it
    reads of an outcome as such series. variant_of: the method that it is a
    reading of, so that a comparison does not count one method twice.
    """

    title: Text
    source: Text
    levels: Mapping[str, Level]
    borders: Mapping[str, float] = field(default_factory=dict)
    trend: Mapping[str, float] = field(default_factory=dict)
    quantity: Text = OF_THE_PATH
    judge: Judge
    judge_track: JudgeTrack | None = None
    read_track: ReadTrack | None = None
    variant_of: str = ""

    @property
    def statuses(self) -> tuple[str, ...]:
        """Every class it can give, best first."""
        return tuple(self.levels)

    def level(self, status: str, reason: str) -> Level:
        """What a status comes to. Raises KeyError for a status that the method does not give."""
        return FACTS.get(reason) or self.levels[status]

    def with_borders(self, borders: Mapping[str, float]) -> dict[str, float]:
        """Its borders, with those of the plan in their place. Raises KeyError for a border it does not have."""
        unknown = set(borders) - set(self.borders)
        if unknown:
            raise KeyError(sorted(unknown)[0])
        return {**self.borders, **borders}


METHODS: Table[Method] = Table("status method", home="planck.engine.methods")


def reaches(ratio: Floats, border: float | Floats) -> Bools:
    """Where a ratio is at or above a border; equality counts, and so does binary noise below it."""
    with np.errstate(invalid="ignore"):
        return np.asarray(ratio >= border - EQUAL)


def exceeds(ratio: Floats, border: float | Floats) -> Bools:
    """Where a ratio is above a border by more than binary noise."""
    with np.errstate(invalid="ignore"):
        return np.asarray(ratio > border + EQUAL)


def first_that_holds(
    *rules: tuple[object, str, str],
    otherwise: tuple[str, str],
    quantity: Measured | None = None,
    score: Measured | None = None,
) -> Verdicts:
    """Per region the status and the reason of the first condition that holds."""
    held = [np.asarray(condition, dtype=np.bool_) for condition, _, _ in rules]
    conditions = np.ones((len(held) + 1, *np.broadcast_shapes(*(one.shape for one in held))), dtype=np.bool_)
    for row, condition in enumerate(held):
        conditions[row] = condition
    first = conditions.argmax(axis=0)
    statuses = np.array([*(status for _, status, _ in rules), otherwise[0]])
    reasons = np.array([*(reason for _, _, reason in rules), otherwise[1]])
    return Verdicts(status=statuses[first], reason=reasons[first], quantity=quantity, score=score)
