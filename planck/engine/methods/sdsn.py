"""The trend arrows of the Sustainable Development Report: recent linear growth against the growth needed."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Measured, measured
from planck.engine.method import UNDECIDED, Track, Verdicts, after_facts, published, reaches
from planck.engine.outcome import SAME_TIME
from planck.model import Level, Missing

BORDERS = {"on_track_or_maintaining": 1.0, "moderately_improving": 0.5, "stagnating": 0.0}
# Four years of figures span three.
SPAN = 3.0


def sdsn(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Below 0 decreasing, below half of what is needed stagnating, below it moderately improving, else on track.

    Recent growth is the change a year since the newest figure that is at least three years older (four years of
    figures); needed is the change a year from the start to the goal. Linear, so zero and negative amounts are fine. Met
    is maintained; a goal lost again is decreasing. Which two figures make the trend is planck's reading.

    Source: SDSN, Sustainable Development Report, methodology of the trend arrows.
    """
    quantity = recent_over_needed(track)
    rules = [(reaches(quantity.value, borders[name]), name, "measured") for name in BORDERS]
    return after_facts(track, *rules, best="on_track_or_maintaining", worst="decreasing", quantity=quantity)


def recent_over_needed(track: Track) -> Measured:
    """Recent linear growth in the wanted direction over the size of the linear growth needed."""
    earlier = (track.times <= track.time[:, None] - SPAN + SAME_TIME) & ~np.isnan(track.values)
    when = np.where(earlier, track.times, -np.inf).max(axis=1, initial=-np.inf)
    with np.errstate(all="ignore"):
        recent = track.direction * (track.value - track.at(when)) / (track.time - when)
        needed = np.abs(track.goal - track.start) / (track.due - track.start_time)
        ratio = recent / needed
    return measured(
        ratio,
        (np.isneginf(when), Missing.TOO_FEW_FIGURES),
        (np.isnan(track.start), Missing.NO_BASELINE),
        (np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (needed == 0, Missing.BASELINE_MEETS_GOAL),
    )


published(
    sdsn,
    levels={
        "on_track_or_maintaining": Level.ON_TRACK,
        "moderately_improving": Level.BEHIND,
        "stagnating": Level.OFF_TRACK,
        "decreasing": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS,
)
