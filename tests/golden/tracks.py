"""Tracks from golden cases, and what a published method makes of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from planck.engine.method import METHODS, Track, Verdicts
from tests.judging import track

SIGN = {"increase": 1.0, "decrease": -1.0, None: 1.0}


def tracks(cases: Sequence[Mapping[str, Any]]) -> Track:
    """One track of all the cases, each with its own years; what is missing or null is NaN."""

    def column(name: str) -> list[float]:
        return [np.nan if case.get(name) is None else float(case[name]) for case in cases]

    return track(
        start_time=column("base_year"),
        start=column("base_value"),
        time=column("current_year"),
        value=column("current_value"),
        goal=column("target"),
        due=column("target_year"),
        limit=column("limit"),
        direction=[SIGN[case.get("direction")] for case in cases],
    )


def by(method: str, of: Track) -> Verdicts:
    """The verdicts of a published method with its own borders."""
    chosen = METHODS[method]
    assert chosen.judge_track is not None
    return chosen.judge_track(of, chosen.with_borders({}))


def with_ratio(ratio: float) -> Track:
    """A track whose growth over one year is `ratio` of the one per cent a year that its goal needs."""
    return track(
        start_time=0.0,
        start=100.0,
        time=1.0,
        value=100 * (1 + 0.01 * ratio),
        goal=100 * 1.01**10,
        due=10.0,
        direction=1.0,
    )


def growing(rate: float, direction: str = "increase") -> Track:
    """A track without a goal that grows by `rate` in a year."""
    return track(start_time=0.0, start=100.0, time=1.0, value=100 * (1 + rate), direction=SIGN[direction])
