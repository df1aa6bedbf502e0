"""Where a goal leads: its bounds as levels, and the bound that the way goes to."""

from dataclasses import dataclass

import numpy as np

from planck.engine.course import Course
from planck.engine.goals import EQUAL, LEVELS, edge, meets
from planck.engine.judged import Judged
from planck.engine.measured import Bools, Floats, Measured, measured
from planck.model import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Over regions: bounds as levels, the bound aimed at, the wanted direction, and what already meets it.

    baseline: where the way starts (0 for a sum). direction: +1 where more is wanted, -1 where less; it follows from
    the form of the goal, never from baseline and goal. ceiling: the goal limits a sum, so only the end can meet it.
    relative: it is a comparison with another series, which one year's figure meets for that year only.
    wayless: there is no way towards it (an event, a comparison with another series).
    """

    baseline: Floats
    low: Floats
    high: Floats
    strict: bool
    goal: Measured
    direction: Floats
    nearest: Floats
    met: Bools
    met_at_baseline: Bools
    overshot: Bools
    exceeded: Bools
    ceiling: bool
    hold: bool
    wayless: bool
    relative: bool


def aim(course: Course, judged: Judged) -> Aim:
    """The goal of a course as levels, seen from its baseline, or from the figure where there is no baseline."""
    baseline = np.zeros_like(course.baseline) if course.running else course.baseline
    years = course.due_time - course.base_time
    low, high = LEVELS[course.quantity](course.low, course.high, baseline, years)
    goal = edge(np.where(np.isnan(baseline), judged.value, baseline), low, high)
    ceiling = course.running and bool(np.isneginf(course.low).all())
    # A limit on a sum is kept by an empty sum, but that is not yet an achievement.
    met_at_baseline = meets(baseline, low, high, strict=course.strict) & (not ceiling)
    met = meets(judged.value, low, high, strict=course.strict)
    nearest = edge(judged.value, low, high)
    through = np.isfinite(low) & np.isfinite(high) & (nearest != goal) & ~met & ~met_at_baseline
    over = judged.value > high + EQUAL * np.abs(np.where(np.isfinite(high), high, 0))
    return Aim(
        baseline=baseline,
        low=low,
        high=high,
        strict=course.strict,
        goal=measured(
            goal,
            (np.isnan(goal) & np.isnan(baseline), Missing.NO_BASELINE),
            (np.isnan(goal), Missing.ZERO_OR_SIGN_CHANGE),
        ),
        direction=np.where(goal == low, 1.0, -1.0),
        nearest=nearest,
        met=met,
        met_at_baseline=met_at_baseline,
        overshot=through & judged.present.known & ~np.isnan(baseline),
        exceeded=over if course.running else np.zeros(over.shape, dtype=np.bool_),
        ceiling=ceiling,
        hold=course.path == "hold",
        wayless=course.done or course.relative,
        relative=course.relative,
    )
