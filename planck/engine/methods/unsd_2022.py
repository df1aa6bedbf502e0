"""The progress chart of 2022: the ratio CR of growth made to growth needed."""

from collections.abc import Mapping

import numpy as np

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
from planck.model import Level
from planck.words import Label

BORDERS = {"substantial_or_on_track": 0.95, "fair_progress": 0.50, "limited_or_no_progress": -0.10}
TREND = {"substantial_or_on_track": 0.01, "fair_progress": 0.005, "limited_or_no_progress": -0.01}


def unsd_2022(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """CR from 0.95 substantial or on track, from 0.5 fair, from -0.1 limited or no progress, below: deterioration.

    Without a goal growth a year of 1 %, 0.5 % and -1 %. Zero as a start or goal and a change of sign: not assessed. The
    code cited leaves 0.95 itself without a class; here equality reaches a border.

    Source: cwtravisyip/unsd_global_database, int_func.py, after UNSD's progress chart of 2022.
    """
    quantity = ratio_or_growth(track)
    rules = [
        (reaches(quantity.value, np.where(track.aimless, TREND[name], borders[name])), name, "measured")
        for name in BORDERS
    ]
    return after_facts(track, *rules, best="substantial_or_on_track", worst="deterioration", quantity=quantity)


METHODS.add(
    "unsd_2022",
    Method(
        title=Label("engine.method_titles.unsd_2022"),
        source=Label("engine.method_sources.unsd_2022"),
        quantity=Label("engine.method_quantitys.unsd_2022"),
        levels={
            "substantial_or_on_track": Level.ON_TRACK,
            "fair_progress": Level.BEHIND,
            "limited_or_no_progress": Level.OFF_TRACK,
            "deterioration": Level.REVERSING,
            "missed": Level.MISSED,
            "not_assessed": Level.NOT_ASSESSED,
        },
        borders=BORDERS,
        trend=TREND,
        judge=on_outcome(unsd_2022),
        judge_track=unsd_2022,
        read_track=track_of,
        variant_of="unsd",
    ),
)
