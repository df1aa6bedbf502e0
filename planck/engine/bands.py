"""Bands of scores as institutions print them, by name; each with its source."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.engine.measured import Bools, floats
from planck.engine.method import exceeds, reaches
from planck.model import Text
from planck.registry import Table
from planck.words import Label

# Elimination of a disease: at most five cases in a million, whatever population a rate is printed for.
ELIMINATED = 5e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Classes of a score: the least score of each, falling, and the class of what is below all of them."""

    borders: tuple[tuple[str, float], ...]
    lowest: str
    source: Text

    def of(self, scores: ArrayLike) -> NDArray[np.str_]:
        """The class of each score. A score that is NaN has none and says "not_assessed"."""
        values = floats(scores)
        conditions = [np.isnan(values), *(reaches(values, least) for _, least in self.borders)]
        return np.select(conditions, ["not_assessed", *(name for name, _ in self.borders)], self.lowest)


BANDS: Table[Bands] = Table("band of scores")

BANDS.add(
    "sdg_india",
    Bands(
        borders=(("achiever", 100), ("front_runner", 65), ("performer", 50)),
        lowest="aspirant",
        source=Label("engine.band_sources.sdg_india"),
    ),
)
BANDS.add(
    "sdsn_goal_trend",
    Bands(
        borders=(("on_track", 3), ("moderately_improving", 2), ("stagnating", 1)),
        lowest="decreasing",
        source=Label("engine.band_sources.sdsn_goal_trend"),
    ),
)


def eliminated(rate: ArrayLike, per: ArrayLike) -> Bools:
    """Where a disease is eliminated: a rate of at most 0.005 in 1,000, which is 0.5 in 100,000.

    Source: IHME, attainment of the health-related goals.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(~exceeds(floats(rate) / floats(per) / ELIMINATED, 1.0) & ~np.isnan(floats(rate)))


def healthy_people(share_of_change: ArrayLike, change_from_baseline: ArrayLike) -> NDArray[np.str_]:
    """Improved, worse, or little or no detectable change, for objectives without a standard error.

    share_of_change: of the change that the goal asks for, as a share; 10 % of it is improvement. change_from_baseline:
    the size of the change as a share of the baseline, which decides where it went the wrong way (a negative share).

    Source: Healthy People 2020, final progress table.
    """
    share, change = floats(share_of_change), floats(change_from_baseline)
    conditions = [np.isnan(share), reaches(share, 0.1), (share < 0) & reaches(np.abs(change), 0.1)]
    return np.select(conditions, ["not_assessed", "improved", "worse"], "little_or_no_change")


def within(values: ArrayLike, low: float = -np.inf, high: float = np.inf) -> NDArray[np.float64]:
    """Values trimmed to natural limits: a projected share ends at 100 %.

    Source: gpw13/billionaiRe, scenarios.
    """
    return np.clip(floats(values), low, high)
