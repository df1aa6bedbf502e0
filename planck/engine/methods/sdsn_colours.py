"""The colours of SDSN's dashboards: where a figure lies between the threshold of green and that of red."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Measured, measured, unless
from planck.engine.method import NOT_ASSESSED, Track, Verdicts, first_that_holds, published, reaches
from planck.model import Level, Missing

MIDDLE = 0.5


def sdsn_colours(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Green at or better than the goal, yellow down to the middle, orange down to `red`, red beyond it.

    The goal is the threshold of green; `red`, which a plan has to state, is that of red, in the indicator's unit. The
    middle lies half way between the two. The quantity is the share of the way from red to green. Only the newest figure
    counts: no start, no date and no trend, so that the goal's date changes no colour.

    Source: SDSN, SDG index and dashboards of European cities 2019, codebook of thresholds (sdsna on GitHub).
    """
    share = _share_from_red(track, borders.get("red", np.nan))
    found = first_that_holds(
        (~track.present.known | ~share.known, NOT_ASSESSED, NOT_ASSESSED),
        (track.met | reaches(share.value, 1.0), "green", "measured"),
        (reaches(share.value, MIDDLE), "yellow", "measured"),
        (reaches(share.value, 0.0), "orange", "measured"),
        otherwise=("red", "measured"),
        quantity=unless(share, (~track.present.known, Missing.NO_FIGURE)),
    )
    # That the date has come is a fact beside the colour.
    decided = track.at_due & (found.status != NOT_ASSESSED)
    reason = np.where(decided, np.where(track.met, "met_at_due", "missed"), found.reason)
    return Verdicts(status=found.status, reason=reason, quantity=found.quantity)


def _share_from_red(track: Track, red: float) -> Measured:
    way = track.direction * (track.goal - red)
    with np.errstate(all="ignore"):
        share = track.direction * (track.value - red) / way
    return measured(
        share,
        (~track.present.known, Missing.NO_FIGURE),
        (~track.suited.known | np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (np.isnan(red) | ~(way > 0), Missing.NO_BORDER),
    )


published(
    sdsn_colours,
    levels={
        "green": Level.ON_TRACK,
        "yellow": Level.BEHIND,
        "orange": Level.OFF_TRACK,
        "red": Level.OFF_TRACK,
        "not_assessed": Level.NOT_ASSESSED,
    },
    needs=("red",),
)
