"""Statistics Canada's progress measure, as Open SDG 2.4 ships it: observed growth against required growth."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Floats, Measured, choose, measured
from planck.engine.method import UNDECIDED, Track, Verdicts, after_facts, published, ratio_or_growth, reaches
from planck.model import Level, Missing

BORDERS = {"substantial_progress": 0.95, "moderate_progress": 0.60, "limited_progress": 0.0}
TREND = {"substantial_progress": 0.015, "moderate_progress": 0.005, "limited_progress": 0.0}
CLASSES = tuple(BORDERS)
BEST_SCORE = 5.0
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
        (reaches(quantity.value, np.where(aimless, TREND[name] * scale, borders[name])), name, "measured")
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


published(
    statcan,
    levels={
        "target_achieved": Level.ACHIEVED,
        "substantial_progress": Level.ON_TRACK,
        "moderate_progress": Level.BEHIND,
        "limited_progress": Level.OFF_TRACK,
        "deterioration": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS,
    trend=TREND,
)
