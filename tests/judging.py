"""Judging a table case in one line, through the public functions of the engine."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from planck.engine.measured import Bools, Floats, floats, measured
from planck.engine.method import METHODS, Track
from planck.engine.outcome import EQUAL, SAME_TIME, Course, Milestones, Outcome, Series
from planck.model import Missing, Quantity


@dataclass(frozen=True)
class Verdict:
    """Status, deciding rule and outcome of the first region."""

    status: str
    reason: str
    outcome: Outcome


def judge(points: dict[float, Any], *, as_of: float = 0.0, method: str = "schedule", **goal: Any) -> Verdict:
    """The verdict on `points` (time: value) for a course given by `base`, `due`, `baseline`, `low`, `high` ..."""
    found = Outcome(course(**goal), series(points), as_of or max(points, default=0.0))
    chosen = METHODS[method]
    verdicts = chosen.judge(found, chosen.with_borders({}))
    return Verdict(str(verdicts.status[0]), str(verdicts.reason[0]), found)


def course(
    *,
    base: float,
    due: float,
    baseline: object = np.nan,
    low: object = -np.inf,
    high: object = np.inf,
    quantity: Quantity = Quantity.LEVEL,
    strict: bool = False,
    path: str = "linear",
    milestones: dict[float, float] | None = None,
) -> Course:
    """A course from plain numbers, for notebooks and tables of cases: scalars or arrays over regions.

    Raises ValueError when the goal's date is not after the base: there is no rate over no time.
    """
    if not due > base:
        raise ValueError(f"due: wanted a time after the base {base}, got {due}")
    stones = sorted((milestones or {}).items())
    given = Milestones(
        times=np.array([time for time, _ in stones]),
        values=np.array([value for _, value in stones]),
        shares=np.full(len(stones), np.nan),
    )
    start, bottom, top = np.broadcast_arrays(floats(baseline), floats(low), floats(high))
    return Course(
        base_time=base,
        due_time=due,
        baseline=start,
        low=bottom,
        high=top,
        quantity=quantity,
        strict=strict,
        path=path,
        milestones=given,
    )


def series(points: dict[float, object]) -> Series:
    """A series from times and values (a number, or an array over regions)."""
    times = sorted(points)
    columns = np.broadcast_arrays(*(floats(points[time]) for time in times)) if times else []
    values = np.stack(columns, axis=1) if times else np.empty((1, 0))
    estimated = np.zeros(values.shape, dtype=np.bool_)
    return Series(times=np.array(times, dtype=np.float64), values=values, estimated=estimated)


def track(
    *,
    start_time: ArrayLike,
    start: ArrayLike,
    time: ArrayLike,
    value: ArrayLike,
    direction: ArrayLike,
    goal: ArrayLike = np.nan,
    due: ArrayLike = np.nan,
    limit: ArrayLike = np.nan,
    percent: ArrayLike = False,
) -> Track:
    """Tracks from two points a series: every argument a number or an array over the series.

    Raises ValueError where no direction is given (it is +1 or -1, never guessed from the values), and where a goal is
    due no later than its start, as there is no rate over no time.
    """
    given = (start_time, start, time, value, direction, goal, due, limit)
    columns = np.broadcast_arrays(*(np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in given))
    t0, y0, t, y, wanted, aim, end, bound = columns
    if not np.isin(wanted, (1, -1)).all():
        raise ValueError("direction: wanted +1 or -1 for every series")
    if (~np.isnan(aim) & ~(end > t0)).any():
        raise ValueError("due: wanted a time after the start for every goal")
    return _of_points(t0, y0, t, y, wanted, aim, end, bound, np.asarray(percent, dtype=np.bool_))


def _of_points(
    t0: Floats, y0: Floats, t: Floats, y: Floats, wanted: Floats, aim: Floats, end: Floats, bound: Floats, share: Bools
) -> Track:
    later = t > t0 + SAME_TIME
    met, met_at_start = _reached(y, aim, wanted) & later, _reached(y0, aim, wanted)
    nothing = np.zeros(t0.shape, dtype=np.bool_)
    reasons = (
        (np.isnan(y0) | np.isnan(y), Missing.NO_FIGURE),
        (~later, Missing.NO_FIGURE_AFTER_BASELINE),
        # A figure of a later year says nothing of the goal's own.
        (t > end + SAME_TIME, Missing.NO_FIGURE_FOR_DUE),
    )
    return Track(
        start_time=t0,
        start=y0,
        time=t,
        value=y,
        due=end,
        goal=aim,
        direction=wanted,
        limit=bound,
        times=np.stack((t0, t), axis=1),
        values=np.stack((y0, y), axis=1),
        present=measured(np.ones(t0.shape), *reasons),
        met=met,
        met_at_start=met_at_start,
        at_due=later & (t >= end - SAME_TIME),
        lost=later & met_at_start & ~met,
        exceeded=nothing,
        broken=nothing,
        hold=nothing,
        percent=np.broadcast_to(share, t0.shape),
        suited=measured(np.ones(t0.shape)),
    )


def _reached(value: Floats, goal: Floats, direction: Floats) -> Bools:
    with np.errstate(invalid="ignore"):
        slack = EQUAL * np.maximum(np.abs(value), np.abs(goal))
        return np.asarray(direction * (value - goal) >= -slack)
