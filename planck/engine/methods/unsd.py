"""The United Nations Statistics Division's progress chart: where growth so far leads by the goal's date."""

from collections.abc import Mapping

import numpy as np

from planck.engine.measured import Measured, after, choose, measured
from planck.engine.method import (
    UNDECIDED,
    Track,
    Verdicts,
    after_facts,
    growth_rate,
    published,
    ratio_or_growth,
    reaches,
    wanted_growth,
)
from planck.model import Level, Missing

BORDERS = {"met_or_on_track": 0.95, "fair_progress": 0.10}
TREND = {"met_or_on_track": 0.02, "fair_progress": 0.005}
LOWEST = "stagnation_or_regression"
# A goal of 0 or 100 % counts as met within one point.
NEAR = 1.0


def unsd(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Q >= 0.95 met or on track, >= 0.10 fair progress, below: stagnation or regression.

    q is the part of the way from start to goal that the value projected by its growth a year will have gone at the
    date. Met is met whatever the trend, within a point for a goal of 0 or 100 %. Without a goal growth a year of 2 %
    and 0.5 %, scored 3, 2 and 1. From zero or through a change of sign there is no projection: not assessed. A goal
    met at the start and lost since would come out far above 0.95; planck calls it lost.

    Source: UNSD, Progress Chart Technical Note 2023, as applied by Eustat (EUSTAT-DES/site, metodologia.md).
    """
    quantity = choose(track.aimless, wanted_growth(track), _projected_share(track))
    rules = [
        (reaches(quantity.value, np.where(track.aimless, TREND[name], borders[name])), name, "measured")
        for name in BORDERS
    ]
    near = track.percent & np.isin(track.goal, (0.0, 100.0)) & (np.abs(track.value - track.goal) <= NEAR)
    found = after_facts(
        track,
        (near, "met_or_on_track", "near_goal"),
        *rules,
        best="met_or_on_track",
        worst=LOWEST,
        # Near a goal of 0 or 100 % no projection is needed.
        quantity=choose(near & ~quantity.known, measured(np.ones(near.shape)), quantity),
    )
    points = np.select([found.status == name for name in (*BORDERS, LOWEST)], [3.0, 2.0, 1.0], np.nan)
    score = measured(points, (np.isnan(points), Missing.NO_RATE_FOR_GOAL))
    # What the rule of a point needed no projection for has none to show.
    shown = choose(near & ~quantity.known, quantity, found.quantity or quantity)
    return Verdicts(status=found.status, reason=found.reason, quantity=shown, score=score)


def _projected_share(track: Track) -> Measured:
    made = growth_rate(track.start, track.value, track.time - track.start_time)
    with np.errstate(all="ignore"):
        projected = track.value * (1 + made.value) ** (track.due - track.time)
        share = (projected - track.start) / (track.goal - track.start)
    number = measured(
        share,
        (np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (track.goal == track.start, Missing.BASELINE_MEETS_GOAL),
        (~made.known, Missing.ZERO_OR_SIGN_CHANGE),
    )
    return after(made, number)


published(
    unsd,
    levels={"met_or_on_track": Level.ON_TRACK, "fair_progress": Level.BEHIND, LOWEST: Level.OFF_TRACK, **UNDECIDED},
    borders=BORDERS,
    trend=TREND,
)


# The progress chart of 2022: the ratio CR of growth made to growth needed.

BORDERS_2022 = {"substantial_or_on_track": 0.95, "fair_progress": 0.50, "limited_or_no_progress": -0.10}
TREND_2022 = {"substantial_or_on_track": 0.01, "fair_progress": 0.005, "limited_or_no_progress": -0.01}


def unsd_2022(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """CR from 0.95 substantial or on track, from 0.5 fair, from -0.1 limited or no progress, below: deterioration.

    Without a goal growth a year of 1 %, 0.5 % and -1 %. Zero as a start or goal and a change of sign: not assessed. The
    code cited leaves 0.95 itself without a class; here equality reaches a border.

    Source: cwtravisyip/unsd_global_database, int_func.py, after UNSD's progress chart of 2022.
    """
    quantity = ratio_or_growth(track)
    rules = [
        (reaches(quantity.value, np.where(track.aimless, TREND_2022[name], borders[name])), name, "measured")
        for name in BORDERS_2022
    ]
    return after_facts(track, *rules, best="substantial_or_on_track", worst="deterioration", quantity=quantity)


published(
    unsd_2022,
    levels={
        "substantial_or_on_track": Level.ON_TRACK,
        "fair_progress": Level.BEHIND,
        "limited_or_no_progress": Level.OFF_TRACK,
        "deterioration": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS_2022,
    trend=TREND_2022,
    variant_of="unsd",
)
