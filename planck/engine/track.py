"""What the published methods look at: end points, a goal or only a direction, and the figures in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from planck.engine.goals import EQUAL
from planck.engine.judged import SAME_TIME
from planck.engine.measured import Bools, Floats, Measured, choose, measured, unless
from planck.engine.method import NOT_ASSESSED, Judge, JudgeTrack, ReadTrack, Verdicts, first_that_holds
from planck.model import Missing

if TYPE_CHECKING:
    from planck.engine.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """R series, each with years of its own; times in years, values in the unit of the indicator.

    start, value, goal at start_time, time, due: (R,), NaN where there is none. direction: +1 where more is wanted, -1
    where less. limit: a natural limit such as 100 %, NaN where none. times, values: (R, P), the figures up to `time`,
    the start among them, NaN where there is none. present: known where there is a figure to judge, else why not.
    met, met_at_start: the goal is met by the figure, by the start. at_due: the figure is that of the goal's date.
    expired: the date has come without its figure. lost: met before and not any more. exceeded: a ceiling on a sum was.
    hold: the goal binds every year; broken: in one of them it was not kept. percent: the indicator is in %. suited:
    known where there is an end point to approach or a direction to keep, else why not.
    """

    start_time: Floats
    start: Floats
    time: Floats
    value: Floats
    due: Floats
    goal: Floats
    direction: Floats
    limit: Floats
    times: Floats
    values: Floats
    present: Measured
    met: Bools
    met_at_start: Bools
    at_due: Bools
    expired: Bools
    lost: Bools
    exceeded: Bools
    broken: Bools
    hold: Bools
    percent: Bools
    suited: Measured

    @property
    def aimless(self) -> Bools:
        """Where there is only a direction and no goal."""
        return np.asarray(np.isnan(self.goal) & self.suited.known)

    def at(self, when: Floats) -> Floats:
        """The figure of each series at a time of its own (R,), NaN where it has none."""
        there = (np.abs(self.times - when[:, None]) <= SAME_TIME) & ~np.isnan(self.values)
        found = np.take_along_axis(self.values, there.argmax(axis=1)[:, None], axis=1)[:, 0]
        return np.asarray(np.where(there.any(axis=1), found, np.nan))


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
    reasons = ((np.isnan(y0) | np.isnan(y), Missing.NO_FIGURE), (~later, Missing.NO_FIGURE_AFTER_BASELINE))
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
        expired=nothing,
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


def track_of(outcome: "Outcome") -> Track:
    """The tracks of an outcome. A sum is one of its running total; a range leads to the bound that is nearer."""
    course, judged, aim, past = outcome.course, outcome.judged, outcome.aim, outcome.history
    regions = judged.value.shape
    kept = aim.met & (not (aim.hold or aim.ceiling or aim.relative)) & ~judged.estimated
    times, values = _figures(outcome)
    return Track(
        start_time=np.full(regions, course.base_time),
        start=aim.baseline,
        time=judged.time,
        value=judged.value,
        due=np.full(regions, course.due_time),
        goal=aim.goal.value,
        direction=aim.direction,
        limit=np.full(regions, np.nan),
        times=times,
        values=values,
        present=unless(judged.present, (judged.at_due & past.gaps, Missing.GAP_IN_YEARS)),
        met=np.asarray(np.where(judged.at_due, aim.met, kept)),
        met_at_start=aim.met_at_baseline,
        at_due=judged.at_due,
        expired=past.expired & ~kept,
        lost=past.lost,
        exceeded=aim.exceeded,
        broken=past.broken >= 0,
        hold=np.full(regions, aim.hold),
        percent=np.full(regions, course.percent),
        suited=measured(
            np.ones(regions),
            (aim.hold or aim.wayless or aim.ceiling, Missing.NO_RATE_FOR_GOAL),
            (~aim.goal.known, Missing.NO_BASELINE),
            (aim.overshot, Missing.OVERSHOT),
        ),
    )


def _figures(outcome: "Outcome") -> tuple[Floats, Floats]:
    # Every whole figure up to the judged one; in the base year the plan's own baseline stands before a figure.
    course, series, judged = outcome.course, outcome.series, outcome.judged
    base = np.abs(series.times - course.base_time) <= SAME_TIME
    late = ~(series.times <= judged.time[:, None] + SAME_TIME)
    whole = np.where(late | series.estimated, np.nan, series.values)
    held = _last(whole[:, base])
    start = np.where(np.isnan(outcome.aim.baseline), held, outcome.aim.baseline)
    times = np.append(series.times[~base], course.base_time)
    values = np.concatenate((whole[:, ~base], start[:, None]), axis=1)
    return np.broadcast_to(times, values.shape), values


def _last(values: Floats) -> Floats:
    return values[:, -1] if values.shape[1] else np.full(values.shape[0], np.nan)


def together(tracks: Sequence[Track]) -> Track:
    """Several tracks as one, in their order, so that a method judges them in one call; at least one."""
    columns = max(one.times.shape[1] for one in tracks)
    return Track(**{name: _joined([getattr(one, name) for one in tracks], columns) for name in Track.__slots__})


def _joined(parts: Sequence[Any], columns: int) -> Any:
    if isinstance(parts[0], Measured):
        return Measured(np.concatenate([one.value for one in parts]), np.concatenate([one.why for one in parts]))
    if parts[0].ndim == 1:
        return np.concatenate(parts)
    rows = [np.pad(one, ((0, 0), (0, columns - one.shape[1])), constant_values=np.nan) for one in parts]
    return np.concatenate(rows)


Rule = tuple[object, str, str]


def after_facts(
    track: Track, *rules: Rule, best: str, worst: str, quantity: Measured, score: Measured | None = None
) -> Verdicts:
    """The facts, which no ratio overrules, then the rules of a published method on its `quantity`.

    Met is met, and a goal that was met and lost again is the `worst` class however a ratio of two negatives comes out.
    A goal whose date has come is met or missed and never in progress; that word is planck's, as no source has one.
    """
    said = choose(track.suited.known, quantity, track.suited)
    said = unless(said, (track.expired, Missing.NO_FIGURE_FOR_DUE))
    return first_that_holds(
        (track.exceeded, "missed", "cap_exceeded"),
        (track.broken, "missed", "hold_broken"),
        (~track.present.known, NOT_ASSESSED, NOT_ASSESSED),
        (track.at_due & track.met, best, "met_at_due"),
        (track.at_due, "missed", "missed"),
        (track.expired, NOT_ASSESSED, NOT_ASSESSED),
        (track.met, best, "met_early"),
        (~track.suited.known, NOT_ASSESSED, NOT_ASSESSED),
        (track.lost, worst, "lost"),
        (~quantity.known, NOT_ASSESSED, NOT_ASSESSED),
        *rules,
        otherwise=(worst, "measured"),
        quantity=choose(track.present.known, said, track.present),
        score=score,
    )


def on_outcome(judge: JudgeTrack, read: ReadTrack = track_of) -> Judge:
    """A method of tracks as one of outcomes, which reads the series of an outcome by `read`."""
    return lambda outcome, borders: judge(read(outcome), borders)
