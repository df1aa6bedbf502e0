"""Status methods: functions that turn an outcome into statuses, in a table to register in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planck.engine.goals import EQUAL
from planck.engine.measured import Bools, Floats
from planck.model import Text
from planck.registry import Table

if TYPE_CHECKING:
    from planck.engine.outcome import Outcome

Words = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Over regions: the status, and the key of the rule that decided it."""

    status: Words
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A published or own way to make a status of an outcome.

    statuses: every class it can give, best first. borders: its numbers, by name, falling; a plan may set its own.
    source: where the classes and borders come from, or that they are planck's own.
    """

    title: Text
    source: Text
    statuses: tuple[str, ...]
    borders: Mapping[str, float] = field(default_factory=dict)
    judge: Callable[["Outcome", Mapping[str, float]], Verdicts]

    def with_borders(self, borders: Mapping[str, float]) -> dict[str, float]:
        """Its borders, with those of the plan in their place. Raises KeyError for a border it does not have."""
        unknown = set(borders) - set(self.borders)
        if unknown:
            raise KeyError(sorted(unknown)[0])
        return {**self.borders, **borders}


METHODS: Table[Method] = Table("status method", home="planck.engine.methods")


def reaches(ratio: Floats, border: float) -> Bools:
    """Where a ratio is at or above a border; equality counts, and so does binary noise below it."""
    with np.errstate(invalid="ignore"):
        return np.asarray(ratio >= border - EQUAL)


def first_that_holds(*rules: tuple[object, str, str], otherwise: tuple[str, str]) -> Verdicts:
    """Per region the status and the reason of the first condition that holds."""
    conditions = [np.asarray(condition) for condition, _, _ in rules]
    return Verdicts(
        status=np.select(conditions, [status for _, status, _ in rules], otherwise[0]),
        reason=np.select(conditions, [reason for _, _, reason in rules], otherwise[1]),
    )
