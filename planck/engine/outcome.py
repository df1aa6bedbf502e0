"""The engine's one question: how does a series stand against a course?"""

from dataclasses import dataclass, replace

import numpy as np

from planck.engine.aim import Aim, aim
from planck.engine.course import Course, Series
from planck.engine.history import History, history
from planck.engine.judged import Judged, judged
from planck.engine.measured import floats
from planck.engine.pace import Pace, pace
from planck.engine.progress import Progress, progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Every number of one target over R regions, before a status method judges it, and what it was made from."""

    course: Course
    series: Series
    judged: Judged
    aim: Aim
    progress: Progress
    pace: Pace
    history: History


def outcome(course: Course, series: Series, as_of: float) -> Outcome:
    """How `series` (R regions x P periods) stands against `course`, judged by its newest figure up to the goal's date.

    `as_of` (years) is the time of judgement: a goal whose date has come without its figure has expired. Which figures
    were known by then is the caller's choice; a figure is judged at its own time, never at `as_of`.
    """
    # What overflows or divides by nothing becomes a missing number, with its reason, where it arises.
    with np.errstate(all="ignore"):
        return _outcome(_spread(course, series.values.shape[0]), series, as_of)


def _outcome(course: Course, series: Series, as_of: float) -> Outcome:
    figure = judged(course, series)
    goal = aim(course, figure)
    return Outcome(
        course=course,
        series=series,
        judged=figure,
        aim=goal,
        progress=progress(course, figure, goal),
        pace=pace(course, figure, goal, as_of),
        history=history(course, series, figure, goal, as_of),
    )


def _spread(course: Course, regions: int) -> Course:
    baseline, low, high = (np.broadcast_to(floats(x), (regions,)) for x in (course.baseline, course.low, course.high))
    return replace(course, baseline=baseline, low=low, high=high)
