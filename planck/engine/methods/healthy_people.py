"""Healthy People: the share of the targeted change that was achieved."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Measured, measured
from planck.engine.method import UNDECIDED, Track, Verdicts, after_facts, published, reaches
from planck.model import Level, Missing

BORDERS = {"target_met_or_exceeded": 1.0, "improved": 0.1}
# Away from the goal by less than this share of the baseline is little change.
AWAY = 0.1


def healthy_people(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Target met or exceeded from 100 % of the targeted change, improved from 10 %, else little or no change.

    Got worse is a change away from the goal of a tenth of the baseline or more. The share is (latest - start) /
    (goal - start); where the start meets the goal there is none, and met is met. For objectives without a standard
    error, as plans have none.

    Source: Healthy People 2020, final progress table, categories for objectives.
    """
    quantity, worse = _share_of_change(track), reaches(-_change(track).value, AWAY)
    return after_facts(
        track,
        *((reaches(quantity.value, borders[name]), name, "measured") for name in BORDERS),
        (~worse, "little_or_no_change", "measured"),
        best="target_met_or_exceeded",
        worst="got_worse",
        quantity=quantity,
    )


def _share_of_change(track: Track) -> Measured:
    with np.errstate(all="ignore"):
        share = (track.value - track.start) / (track.goal - track.start)
    return measured(
        share,
        (np.isnan(track.start), Missing.NO_BASELINE),
        (np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (track.goal == track.start, Missing.BASELINE_MEETS_GOAL),
    )


def _change(track: Track) -> Measured:
    """The change in the wanted direction as a share of the start."""
    with np.errstate(all="ignore"):
        return measured(track.direction * (track.value - track.start) / np.abs(track.start))


published(
    healthy_people,
    levels={
        "target_met_or_exceeded": Level.ACHIEVED,
        "improved": Level.BEHIND,
        "little_or_no_change": Level.OFF_TRACK,
        "got_worse": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS,
    final=True,
)
