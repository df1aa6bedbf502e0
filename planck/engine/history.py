"""What the figures before the newest one tell: kept, broken, lost, worsening, late."""

from dataclasses import dataclass

import numpy as np

from planck.engine.aim import Aim
from planck.engine.course import Course, Series
from planck.engine.goals import meets
from planck.engine.judged import SAME_TIME, Judged
from planck.engine.measured import Bools, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Over regions. broken: column of the first figure that broke a yearly goal, -1 where none did.

    gaps: a year of a yearly goal has no figure. lost: an earlier figure or the baseline met the goal and the newest
    does not. worsening: the newest is worse than the baseline.
    reached_late: a figure after the date meets what the date's figure missed. expired: the date has come, its figure
    has not.
    """

    broken: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    gaps: Bools
    lost: Bools
    worsening: Bools
    reached_late: Bools
    expired: Bools


def history(course: Course, series: Series, judged: Judged, aim: Aim, as_of: float) -> History:
    """The past of each region's series, seen from its newest figure at the time `as_of` (years)."""
    met = meets(series.values, aim.low[:, None], aim.high[:, None], strict=aim.strict)
    regions = judged.value.shape
    nothing = np.zeros(regions, dtype=np.bool_)
    earlier = (judged.counted & met).any(axis=1) | aim.met_at_baseline
    late = ((series.times > course.due_time + SAME_TIME) & met).any(axis=1)
    # What is done stays done, and a sum that has come together does not shrink.
    for_good = aim.met & (course.done or (course.running and not aim.ceiling))
    unmet = judged.present.known & ~aim.met
    return History(
        broken=_first(judged.counted & ~met & ~series.estimated) if aim.hold else np.full(regions, -1),
        gaps=_gaps(course, series, judged) if aim.hold else nothing,
        lost=nothing if course.running else unmet & earlier,
        worsening=nothing if course.running or aim.wayless else _worsening(judged, aim),
        reached_late=judged.at_due & ~aim.met & late,
        expired=np.asarray((as_of >= course.due_time - SAME_TIME) & ~judged.at_due & ~for_good),
    )


def _first(hits: Bools) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    if not hits.shape[1]:
        return np.full(hits.shape[0], -1)
    return np.where(hits.any(axis=1), hits.argmax(axis=1), -1)


def _gaps(course: Course, series: Series, judged: Judged) -> Bools:
    # A year counts once, however many figures it has.
    years = np.ceil(series.times - course.base_time - SAME_TIME)
    last = np.floor(judged.time - course.base_time + SAME_TIME)
    gaps = np.zeros(judged.value.shape, dtype=np.bool_)
    for year in range(1, int(np.floor(course.due_time - course.base_time + SAME_TIME)) + 1):
        gaps |= (year <= last) & ~judged.counted[:, years == year].any(axis=1)
    return gaps


def _worsening(judged: Judged, aim: Aim) -> Bools:
    return np.asarray(_distance(judged.value, aim) > _distance(aim.baseline, aim))


def _distance(value: Floats, aim: Aim) -> Floats:
    # One bound: how far on the wrong side, beyond it still counting as better. Two bounds: how far outside.
    ranged = np.isfinite(aim.low) & np.isfinite(aim.high)
    with np.errstate(all="ignore"):
        outside = np.maximum(np.maximum(aim.low - value, value - aim.high), 0)
        one_sided = -aim.direction * value
    return np.where(ranged, outside, one_sided)
