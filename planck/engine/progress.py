"""How far along the way, and how far the path wanted it by now."""

from dataclasses import dataclass

import numpy as np

from planck.engine.aim import Aim
from planck.engine.course import Course
from planck.engine.goals import EQUAL
from planck.engine.judged import Judged
from planck.engine.measured import Bools, Floats, Measured, measured, missing, unless
from planck.engine.paths import PATHS, Path, path_value
from planck.model import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Over regions, at the judged figure's own time.

    elapsed: share of the time gone. way: share of the way gone. asked: share of the way that the path asks for by
    then. pace_ratio: way over asked, 1 is on schedule (asked over way for a ceiling on a sum).
    path_value: what the path asks for; gap: the figure minus that; gap_share: the gap as a share of it;
    on_path: the figure is not on the wrong side of it.
    """

    elapsed: Measured
    way: Measured
    asked: Measured
    pace_ratio: Measured
    path_value: Measured
    gap: Measured
    gap_share: Measured
    on_path: Bools


def progress(course: Course, judged: Judged, aim: Aim) -> Progress:
    """The numbers of the way, each missing with its reason where it has no meaning."""
    path = PATHS[course.path]
    value = _path_value(path, course, judged, aim)
    way = _way(path, judged, aim, judged.value)
    asked = _way(path, judged, aim, value.value)
    gap = unless(measured(judged.value - value.value, (~value.known, Missing.NO_PATH)))
    return Progress(
        elapsed=judged.where_present(
            measured(
                (judged.time - course.base_time) / (course.due_time - course.base_time),
                (~judged.present.known, Missing.NO_FIGURE),
            )
        ),
        way=way,
        asked=asked,
        pace_ratio=_ratio(aim, way, asked),
        path_value=value,
        gap=Measured(gap.value, value.why),
        gap_share=_gap_share(gap, value),
        on_path=_on_path(aim, judged, value),
    )


def _path_value(path: Path, course: Course, judged: Judged, aim: Aim) -> Measured:
    times = np.concatenate(([course.base_time], course.milestones.times, [course.due_time]))
    # Where the baseline already meets the goal there is nothing to approach: the goal itself is asked for throughout.
    start = np.where(aim.met_at_baseline, aim.goal.value, aim.baseline)
    value = path_value(path, judged.time, times, _knots(path, course, start, aim.goal.value))
    flat = aim.met_at_baseline & (course.milestones.times.size == 0)
    value = np.where(flat | aim.hold, aim.goal.value, value)
    no_start = np.isnan(aim.baseline) & np.isnan(value)
    return judged.where_present(
        measured(
            value,
            (aim.wayless and not aim.hold, Missing.NO_PATH),
            (~aim.goal.known, Missing.NO_BASELINE),
            (no_start, Missing.NO_BASELINE),
            (np.isnan(value), Missing.ZERO_OR_SIGN_CHANGE),
        )
    )


def _knots(path: Path, course: Course, start: Floats, goal: Floats) -> Floats:
    stones = course.milestones
    between = [
        path.between(start, goal, np.asarray(share)) if np.isnan(value) else np.full(start.shape, value)
        for value, share in zip(stones.values, stones.shares, strict=True)
    ]
    return np.stack([start, *between, goal], axis=1)


def _way(path: Path, judged: Judged, aim: Aim, value: Floats) -> Measured:
    if aim.wayless:
        return judged.where_present(missing(value.shape, Missing.NO_PATH))
    gone = unless(
        path.way(value, aim.baseline, aim.goal.value),
        (np.isnan(aim.baseline), Missing.NO_BASELINE),
        (aim.met_at_baseline, Missing.BASELINE_MEETS_GOAL),
        (aim.overshot, Missing.OVERSHOT),
    )
    return judged.where_present(gone)


def _ratio(aim: Aim, way: Measured, asked: Measured) -> Measured:
    done, wanted = (asked, way) if aim.ceiling else (way, asked)
    with np.errstate(all="ignore"):
        ratio = done.value / wanted.value
    number = measured(ratio, (~way.known | ~asked.known, Missing.NO_PATH), (wanted.value <= 0, Missing.NOTHING_DUE_YET))
    reason = np.where(way.known, asked.why, way.why)
    return Measured(number.value, np.where(reason != 0, reason, number.why))


def _gap_share(gap: Measured, value: Measured) -> Measured:
    with np.errstate(all="ignore"):
        share = gap.value / np.abs(value.value)
    number = measured(share, (value.value == 0, Missing.ZERO_OR_SIGN_CHANGE), (~value.known, Missing.NO_PATH))
    return Measured(number.value, np.where(value.why != 0, value.why, number.why))


def _on_path(aim: Aim, judged: Judged, value: Measured) -> Bools:
    with np.errstate(all="ignore"):
        slack = EQUAL * np.maximum(np.abs(judged.value), np.abs(value.value))
        # A ceiling on a sum is kept from below although the sum itself rises.
        right_side = aim.direction * (judged.value - value.value) >= -slack
    inside = aim.hold & aim.met
    return np.asarray(np.where(aim.hold, inside, right_side))
