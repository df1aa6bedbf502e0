"""Bands of scores as institutions print them, by name; each with its source."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.engine.measured import floats
from planck.engine.method import reaches
from planck.model import Text
from planck.registry import Table


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
        source=Text(zh="印度国家转型委员会，SDG India Index", en="NITI Aayog, SDG India Index"),
    ),
)
BANDS.add(
    "sdsn_goal_trend",
    Bands(
        borders=(("on_track", 3), ("moderately_improving", 2), ("stagnating", 1)),
        lowest="decreasing",
        source=Text(
            zh="SDSN，非洲 SDG 指数常见问题：各指标趋势 0 至 3 的平均",
            en="SDSN, Africa SDG Index FAQ: mean of trends 0 to 3",
        ),
    ),
)


def within(values: ArrayLike, low: float = -np.inf, high: float = np.inf) -> NDArray[np.float64]:
    """Values trimmed to natural limits: a projected share ends at 100 %.

    Source: gpw13/billionaiRe, scenarios.
    """
    return np.clip(floats(values), low, high)
