"""Small measures that published results use and planck does not, held against what was printed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from planck.engine.measured import Floats, Measured, floats, measured
from planck.engine.method import exceeds, reaches
from planck.engine.methods.escap import WHOLE_WAY
from planck.engine.methods.eurostat import STRICT
from planck.engine.methods.statcan import CLASSES
from planck.model import Missing

STATCAN_BANDS = (2.5, 0.0, -2.5)
SCORE_BANDS = {
    "significant_progress": 2.5,
    "moderate_progress": 0.25,
    "no_progress": -0.25,
    "moderate_deterioration": -2.5,
}


def from_ratio(values: ArrayLike) -> Floats:
    """Ratios of which 1 is ideal (parity indices), so that less is better: max(y, 1 / y)."""
    ratios = floats(values)
    return np.maximum(ratios, 1 / ratios)


def from_ideal(values: ArrayLike, ideal: float) -> Floats:
    """Values that should come near an ideal from both sides, so that less is better: ideal + |y - ideal|."""
    return np.asarray(ideal + np.abs(floats(values) - ideal))


def without_zero(values: ArrayLike) -> Floats:
    """Zeros replaced by 0.001 as Open SDG does with starts and goals: to reproduce its results, never planck's own."""
    given = floats(values)
    return np.where(given == 0, 0.001, given)


def parity_index(start: Floats, value: Floats, goal: Floats) -> Measured:
    """The index of a goal to be met from either side (parity), 10 - 10 |T - y| / |T - y0|.

    Source: as `escap`.
    """
    with np.errstate(all="ignore"):
        index = WHOLE_WAY - WHOLE_WAY * np.abs(goal - value) / np.abs(goal - start)
    return measured(index, (goal == start, Missing.BASELINE_MEETS_GOAL))


def rate_of_slope(slope: float) -> float:
    """The rate of reduction of a slope of ln y: 6.47 % for -0.0669 (a published note prints 6.4)."""
    return float(-np.expm1(slope))


def over_fulfilment(actual: ArrayLike, goal: ArrayLike) -> Measured:
    """How far an actual is above its goal as a share of the goal, (actual - goal) / goal: linear, also for rates.

    Source: result of the 11th plan's energy goals, Beijing 26.59 % against 20 %: 32.95 % over.
    """
    a, g = np.broadcast_arrays(floats(actual), floats(goal))
    with np.errstate(all="ignore"):
        share = (a - g) / np.abs(g)
    return measured(share, (np.isnan(a) | np.isnan(g), Missing.NO_FIGURE), (g == 0, Missing.ZERO_OR_SIGN_CHANGE))


def mean_class(scores: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    """The class of a mean of scores (-5..+5), of any shape.

    Source: as `eurostat`.
    """
    means = floats(scores)
    conditions = [(exceeds if name in STRICT else reaches)(means, border) for name, border in SCORE_BANDS.items()]
    return np.select(conditions, list(SCORE_BANDS), "significant_deterioration")


def chained(rates: ArrayLike) -> Floats:
    """Cumulative growth as a share from yearly growth rates (last axis), prod(1 + g) - 1.

    Source: Qinghai bureau of statistics, monitoring of the energy intensity goal of the 11th plan (2009).
    """
    return np.asarray(np.prod(1 + floats(rates), axis=-1) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """One status for several series. worst: the class of the lowest score.

    mixed: some series are at the top while others deteriorate, which a mean would hide; whoever prints the status has
    to print that too.
    """

    score: float
    status: str
    worst: str
    mixed: bool


def aggregate(
    scores: Sequence[float | None], *, groups: Sequence[object] | None = None, met: Sequence[bool] | None = None
) -> Aggregate | None:
    """The mean of the scores of series, those of one group counting as one; None where nothing was assessed.

    Bands 2.5, 0 and -2.5; target achieved only where every series is `met`. Published: [5, -5] has mean 0 and reads as
    moderate progress. planck gives that status as the source does, and says that it is mixed.

    Source: Open SDG 2.4, docs/progress-methodology.md, aggregated progress status and sub-indicator grouping.
    """
    labels = range(len(scores)) if groups is None else groups
    found: dict[object, list[float]] = {}
    for label, score in zip(labels, scores, strict=True):
        if score is not None:
            found.setdefault(label, []).append(score)
    if not found:
        return None
    means = [sum(group) / len(group) for group in found.values()]
    mean, every = sum(means) / len(means), [score for group in found.values() for score in group]
    return Aggregate(
        score=mean,
        status="target_achieved" if met is not None and all(met) else band(mean),
        worst=band(min(every)),
        mixed=max(every) >= STATCAN_BANDS[0] and min(every) < STATCAN_BANDS[-1],
    )


def band(score: float) -> str:
    """The class of a score."""
    names = zip(STATCAN_BANDS, CLASSES, strict=True)
    return next((name for border, name in names if score >= border), "deterioration")
