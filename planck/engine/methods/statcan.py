"""Statistics Canada's progress measure, as Open SDG 2.4 ships it: observed growth against required growth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from planck.engine.measured import Floats, Measured, choose, floats, measured
from planck.engine.method import (
    METHODS,
    Method,
    Track,
    Verdicts,
    after_facts,
    on_outcome,
    ratio_or_growth,
    reaches,
    track_of,
)
from planck.model import Level, Missing
from planck.words import Label

BORDERS = {"substantial_progress": 0.95, "moderate_progress": 0.60, "limited_progress": 0.0}
TREND = {"substantial_progress": 0.015, "moderate_progress": 0.005, "limited_progress": 0.0}
CLASSES = tuple(BORDERS)
BEST_SCORE, SCORE_BANDS = 5.0, (2.5, 0.0, -2.5)
# How far a start is from its natural limit, so that the thresholds stay within reach there.
LIMIT_POWER = 4.44


def statcan(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """R >= 0.95 substantial (on track), 0.60 moderate, 0 limited progress, below: deterioration; met: target achieved.

    Without a goal growth a year against 1.5 %, 0.5 % and 0, scaled down near a natural limit. Two figures are enough.
    Zero as a start or goal, or a change of sign, is not assessed (the source takes 0.001: see `growth_rate`). All
    negative amounts turn the direction round. Score -5..+5, +5 where the goal is met.

    Source: Open SDG 2.4, docs/progress-methodology.md; the published scores follow its rounded coefficients.
    """
    quantity, aimless, scale = ratio_or_growth(track), track.aimless, limit_scale(track)
    rules = [
        (
            reaches(quantity.value, np.where(aimless, TREND[name] * scale, borders[name])),
            name,
            "measured",
        )
        for name in CLASSES
    ]
    return after_facts(
        track, *rules, best="target_achieved", worst="deterioration", quantity=quantity, score=_score(track, quantity)
    )


def limit_scale(track: Track) -> Floats:
    """C, 0..1 over the series: what the thresholds of growth are scaled by near a limit in the wanted direction."""
    start, limit = track.start, track.limit
    with np.errstate(all="ignore"):
        below = 1 - np.abs(start / limit) ** LIMIT_POWER
        above = 1 - np.abs((2 * limit - start) / limit) ** LIMIT_POWER
    inside, near = start <= limit, (start > limit) & (start < 2 * limit)
    return np.select([inside & (track.direction > 0), near & (track.direction < 0)], [below, above], 1.0)


def _score(track: Track, quantity: Measured) -> Measured:
    ratio = quantity.value
    with_goal = np.where(ratio < 0.6, 4.1667 * ratio - 2.5, 7.1429 * ratio - 4.2857)
    number = np.where(track.aimless, _trend_score(ratio, limit_scale(track)), with_goal)
    held = measured(np.clip(number, -BEST_SCORE, BEST_SCORE), (~quantity.known, Missing.NO_RATE_FOR_GOAL))
    score = choose(track.met, measured(np.full(ratio.shape, BEST_SCORE)), Measured(held.value, quantity.why))
    return choose(track.present.known, score, track.present)


def _trend_score(rate: Floats, scale: Floats) -> Floats:
    with np.errstate(all="ignore"):
        scaled = rate / scale
        at_limit = np.where(rate >= 0, BEST_SCORE, 125 * rate - 2.5)
    pieces = [125 * rate - 2.5, 500 * scaled - 2.5, 250 * scaled - 1.25]
    found = np.select([rate < 0, scaled < 0.005, scaled < 0.015], pieces, 500 * scaled - 5)
    return np.asarray(np.where(scale == 0, at_limit, found))


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
        mixed=max(every) >= SCORE_BANDS[0] and min(every) < SCORE_BANDS[-1],
    )


def band(score: float) -> str:
    """The class of a score."""
    names = zip(SCORE_BANDS, CLASSES, strict=True)
    return next((name for border, name in names if score >= border), "deterioration")


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


METHODS.add(
    "statcan",
    Method(
        title=Label("engine.method_titles.statcan"),
        source=Label("engine.method_sources.statcan"),
        quantity=Label("engine.method_quantitys.statcan"),
        levels={
            "target_achieved": Level.ACHIEVED,
            "substantial_progress": Level.ON_TRACK,
            "moderate_progress": Level.BEHIND,
            "limited_progress": Level.OFF_TRACK,
            "deterioration": Level.REVERSING,
            "missed": Level.MISSED,
            "not_assessed": Level.NOT_ASSESSED,
        },
        borders=BORDERS,
        trend=TREND,
        judge=on_outcome(statcan),
        judge_track=statcan,
        read_track=track_of,
    ),
)
