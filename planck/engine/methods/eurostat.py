"""Eurostat's assessment of progress towards the sustainable development goals, and Eustat's reading of it."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Bools, Floats, Measured
from planck.engine.method import (
    UNDECIDED,
    Rule,
    Track,
    Verdicts,
    after_facts,
    exceeds,
    published,
    ratio_or_growth,
    reaches,
)
from planck.model import Level

BORDERS = {"significant_progress": 0.95, "moderate_progress": 0.60, "insufficient_progress": 0.0}
TREND = {
    "significant_progress": 0.01,
    "moderate_progress": 0.001,
    "no_progress": -0.001,
    "moderate_deterioration": -0.01,
}
# The borders that a value has to exceed; at the others equality is enough.
STRICT = ("significant_progress", "moderate_progress")
EUSTAT_BORDERS = {"significant_progress": 0.95, "moderate_progress": 0.60, "moderate_deterioration": 0.0}


def eurostat(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """R > 0.95 significant, > 0.60 moderate, >= 0 insufficient progress, below: movement away. Two end points.

    Without a goal growth a year in five classes, at +-1 % and +-0.1 %. Met is significant progress; zero as a start or
    goal and a change of sign are not assessed. Scores, in pieces, are those of the coded scale.

    Source: thresholds as coded by Eustat, EUSTAT-DES/data, scripts/build_data.py; classes in Eurostat's words.
    """
    quantity = ratio_or_growth(track)
    aimless, value = track.aimless, quantity.value
    with_goal = [(~aimless & _above(name, value, border), name, "measured") for name, border in borders.items()]
    without = [(aimless & _above(name, value, border), name, "measured") for name, border in TREND.items()]
    rules: list[Rule] = [*with_goal, *without, (aimless, "significant_deterioration", "measured")]
    score = Measured(_score(value, aimless), quantity.why)
    return after_facts(
        track, *rules, best="significant_progress", worst="movement_away", quantity=quantity, score=score
    )


def eurostat_eustat(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """`eurostat`, but the two lower classes of series with a goal are called deterioration, as Eustat codes them."""
    found = eurostat(track, borders)
    status = np.where(found.status == "movement_away", "significant_deterioration", found.status)
    return Verdicts(status=status, reason=found.reason, quantity=found.quantity, score=found.score)


def _above(name: str, value: Floats, border: float) -> Bools:
    return exceeds(value, border) if name in STRICT else reaches(value, border)


def _score(value: Floats, aimless: Bools) -> Floats:
    # R: -0.6, 0.6 and 1.3 are -5, 0 and +5; growth a year: +-2 % are +-5.
    with_goal = np.where(value < 0.6, (value - 0.6) / 0.24, (value - 0.6) / 0.14)
    return np.clip(np.where(aimless, 250 * value, with_goal), -5.0, 5.0)


_UPPER = {"significant_progress": Level.ON_TRACK, "moderate_progress": Level.BEHIND}

published(
    eurostat,
    levels={
        **_UPPER,
        "insufficient_progress": Level.OFF_TRACK,
        "no_progress": Level.OFF_TRACK,
        "movement_away": Level.REVERSING,
        "moderate_deterioration": Level.REVERSING,
        "significant_deterioration": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS,
    trend=TREND,
)

published(
    eurostat_eustat,
    levels={
        **_UPPER,
        # Not a retreat where there is a goal, whatever the class is called.
        "no_progress": Level.OFF_TRACK,
        "moderate_deterioration": Level.OFF_TRACK,
        "significant_deterioration": Level.REVERSING,
        **UNDECIDED,
    },
    borders=EUSTAT_BORDERS,
    trend=TREND,
    variant_of="eurostat",
)
