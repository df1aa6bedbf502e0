"""Yearly paces: asked for from the baseline, achieved so far, needed from now; and where they lead."""

from dataclasses import dataclass

import numpy as np

from planck.engine.aim import Aim
from planck.engine.course import Course
from planck.engine.judged import SAME_TIME, Judged
from planck.engine.measured import Measured, floats, measured, unless
from planck.engine.paths import PATHS
from planck.model import Missing

LAST_YEAR = 9999.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Over regions; rates are a share a year on a compound path, else units or points a year.

    required_from_baseline: leads from the baseline to the goal. achieved: led from the baseline to the figure.
    required_from_now: leads from the figure to the goal. projection: value at the goal's date if the achieved pace
    goes on. reach: the time at which it would arrive.
    """

    required_from_baseline: Measured
    achieved: Measured
    required_from_now: Measured
    projection: Measured
    reach: Measured


def pace(course: Course, judged: Judged, aim: Aim, as_of: float) -> Pace:
    """The paces of a course, each missing with its reason where it has no meaning.

    There is no pace from now once the goal's date has come, at the time `as_of` of judgement (years).
    """
    path = PATHS[course.path]
    left = course.due_time - judged.time
    whole = floats(course.due_time - course.base_time)
    met = aim.met & (not aim.ceiling)
    no_rate = aim.wayless or aim.hold
    no_start = np.isnan(aim.baseline)
    ended = left <= SAME_TIME
    too_late = ended | (as_of >= course.due_time - SAME_TIME)
    achieved = judged.where_present(
        unless(
            path.rate(aim.baseline, judged.value, judged.time - course.base_time),
            (aim.wayless, Missing.NO_RATE_FOR_GOAL),
            (no_start, Missing.NO_BASELINE),
        )
    )
    return Pace(
        required_from_baseline=unless(
            path.rate(aim.baseline, aim.goal.value, whole),
            (no_rate, Missing.NO_RATE_FOR_GOAL),
            (no_start, Missing.NO_BASELINE),
            (aim.met_at_baseline, Missing.BASELINE_MEETS_GOAL),
        ),
        achieved=achieved,
        required_from_now=judged.where_present(
            unless(
                path.rate(judged.value, aim.nearest, left),
                (no_rate, Missing.NO_RATE_FOR_GOAL),
                (~aim.goal.known, Missing.NO_BASELINE),
                (met, Missing.ALREADY_MET),
                (too_late, Missing.NO_TIME_LEFT),
            )
        ),
        projection=_after(
            achieved, measured(path.carry(judged.value, achieved.value, left), (ended, Missing.NO_TIME_LEFT))
        ),
        reach=_after(achieved, _reach(course, judged, aim, achieved)),
    )


def _reach(course: Course, judged: Judged, aim: Aim, achieved: Measured) -> Measured:
    years = PATHS[course.path].years(judged.value, aim.nearest, achieved.value)
    met = aim.met & (not aim.ceiling)
    arrival = unless(years, (~aim.goal.known, Missing.NO_BASELINE), (met, Missing.ALREADY_MET))
    time = judged.time + arrival.value
    reached = measured(
        time, (~arrival.known, Missing.NEVER_AT_THIS_PACE), (time > LAST_YEAR, Missing.NEVER_AT_THIS_PACE)
    )
    return Measured(reached.value, np.where(arrival.known, reached.why, arrival.why))


def _after(first: Measured, number: Measured) -> Measured:
    # What rests on a pace that is missing is missing for the same reason.
    return Measured(np.where(first.known, number.value, np.nan), np.where(first.known, number.why, first.why))
