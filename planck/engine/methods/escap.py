"""ESCAP's current status index: the way gone in tenths, against the time gone."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Measured, measured
from planck.engine.method import UNDECIDED, Track, Verdicts, after_facts, published, reaches
from planck.model import Level, Missing

BORDERS = {"maintain": 1.0, "accelerate": 0.0}
WHOLE_WAY = 10.0


def escap(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Maintain, accelerate or reverse: the index against the share of the time gone, which is the quantity.

    The index is 10 (y - y0) / |T - y0| in the wanted direction, and the score. Linear, so zero and negative amounts
    are fine; met is to be maintained. A start that equals the goal leaves no way: not assessed unless met. The borders
    1 and 0 of the comparison are planck's reading.

    Source: UN ESCAP, current status index as computed in UNICEF MENARO's script.
    """
    index, elapsed = status_index(track), (track.time - track.start_time) / (track.due - track.start_time)
    with np.errstate(all="ignore"):
        ratio = index.value / WHOLE_WAY / elapsed
    quantity = Measured(measured(ratio, (~index.known, Missing.BASELINE_MEETS_GOAL)).value, index.why)
    rules = [(reaches(quantity.value, borders[name]), name, "measured") for name in BORDERS]
    return after_facts(track, *rules, best="maintain", worst="reverse", quantity=quantity, score=index)


def status_index(track: Track) -> Measured:
    """10 at the goal, 0 at the start, below it on the wrong side."""
    with np.errstate(all="ignore"):
        index = WHOLE_WAY * track.direction * (track.value - track.start) / np.abs(track.goal - track.start)
    return measured(
        index,
        (np.isnan(track.value) | np.isnan(track.start), Missing.NO_FIGURE),
        (np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (track.goal == track.start, Missing.BASELINE_MEETS_GOAL),
    )


published(
    escap,
    levels={"maintain": Level.ON_TRACK, "accelerate": Level.BEHIND, "reverse": Level.REVERSING, **UNDECIDED},
    borders=BORDERS,
)
