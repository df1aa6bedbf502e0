"""How much of a goal is reached, and how much of the way that was asked for, in per cent over regions."""

from enum import StrEnum

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Bools, Floats
from planck.engine.outcome import SAME_TIME, Course, Outcome, Series
from planck.model import Missing
from planck.record import Record

FULL = 100.0


class Moment(StrEnum):
    """What a plan is scored by: the figures so far, where their pace leads by the goals' dates, or the goals met."""

    NOW = "now"
    PACE = "pace"
    MET = "met"


class Attained(Record):
    """Over regions, in per cent, NaN where not known.

    attainment: the figure over the target's standard, or over its goal where it has none. fulfilment: over its goal.
    completion: the share of the way gone over the share asked for. known: there is a figure. met: it meets the goal.
    """

    attainment: Floats
    fulfilment: Floats
    completion: Floats
    known: Bools
    met: Bools

    @property
    def wayless(self) -> Bools:
        """Where there is a figure and no way to measure it by, as where the plan has no baseline."""
        return self.known & np.isnan(self.completion)


def reached(value: Floats, low: Floats, high: Floats) -> Floats:
    """The share of its bounds that a value reaches, in per cent: 100 at the bound, more beyond it, never below 0.

    Short of a bound the figure over it, above a limit the limit over the figure; beyond either linearly, by
    (figure - goal) / goal. Between two bounds 100. Bounds that are not above zero have no such share; what meets
    them reaches 100, what does not is NaN.

    Source: completion ratios as of 武进 2010; over-fulfilment (actual - goal) / goal as in the report of Beijing.
    """
    low, high = np.broadcast_to(low, value.shape), np.broadcast_to(high, value.shape)
    with np.errstate(all="ignore"):
        of_low = np.where(low > 0, FULL * np.maximum(value, 0.0) / low, np.nan)
        within_high = np.where(high > 0, FULL * (2 - value / high), FULL)
        above_high = np.where(high >= 0, FULL * high / value, np.nan)
        from_below = np.where(np.isfinite(high), FULL, np.where(low > 0, of_low, FULL))
        inside = np.where(np.isneginf(low), within_high, from_below)
        share = np.where(value > high, above_high, np.where(value < low, of_low, inside))
    return np.where(np.isnan(value) | np.isnan(low) | np.isnan(high), np.nan, share)


def attained(found: Outcome, standard: float | None, moment: Moment) -> Attained:
    """How far a target is at a moment, by its outcome; `standard` stands in for the goal where its level is scored."""
    if moment is Moment.PACE:
        return _attained(at_this_pace(found), standard)
    now = _attained(found, standard)
    return _met(found, now, standard) if moment is Moment.MET else now


def _attained(found: Outcome, standard: float | None) -> Attained:
    known, value = found.present.known, found.value
    # A limit on a sum is kept only once the sum is complete.
    kept = found.met & ((not found.ceiling) | found.at_due)
    fulfilment = reached(value, found.low, found.high)
    # Where a bound has no share, the way to it has.
    way = FULL * np.clip(found.way.value, 0.0, 1.0)
    fulfilment = np.where(np.isnan(fulfilment), way, fulfilment)
    # A comparison with another series, and an event, are reached or not.
    binary = np.where(known, np.where(found.met, FULL, 0.0), np.nan)
    fulfilment = binary if found.wayless else np.where(found.met & np.isnan(fulfilment), FULL, fulfilment)
    if found.ceiling:
        fulfilment = np.minimum(fulfilment, FULL)
    return Attained(
        attainment=fulfilment if standard is None else reached(value, *standard_bounds(found, standard)),
        fulfilment=fulfilment,
        completion=_completion(found, fulfilment, kept),
        known=known,
        met=known & found.met,
    )


def standard_bounds(found: Outcome, standard: float) -> tuple[Floats, Floats]:
    """The standard as a bound on the side on which the goal asks."""
    open_low = np.isneginf(found.low)
    return np.where(open_low, -np.inf, standard), np.where(open_low, standard, np.inf)


def _completion(found: Outcome, fulfilment: Floats, kept: Bools) -> Floats:
    """The share of the way gone over that asked for, never below 0; at least 100 where the goal is met.

    Before anything is due, what is not behind its path is at 100. A goal missed without a way counts by its level.
    """
    ratio = found.pace_ratio
    share = np.where(ratio.known, np.maximum(FULL * ratio.value, 0.0), np.nan)
    nothing_due = found.present.known & ratio.lacks(Missing.NOTHING_DUE_YET)
    share = np.where(nothing_due, np.where(found.on_path, FULL, 0.0), share)
    missed = found.at_due & ~found.met & np.isnan(share)
    share = np.where(missed, np.minimum(fulfilment, FULL), share)
    return np.where(kept, np.fmax(share, FULL), share)


def _met(found: Outcome, now: Attained, standard: float | None) -> Attained:
    """Every goal met exactly, or as well as it is met already."""
    everywhere = np.ones(now.met.shape, dtype=np.bool_)
    if standard is None:
        attainment = np.fmax(now.attainment, FULL)
    else:
        goal = np.where(np.isneginf(found.low), found.high, found.low)
        attainment = np.fmax(now.attainment, reached(goal, *standard_bounds(found, standard)))
    return Attained(
        attainment=attainment,
        fulfilment=np.fmax(now.fulfilment, FULL),
        completion=np.fmax(now.completion, FULL),
        known=everywhere,
        met=everywhere,
    )


# Where the pace so far leads.

# What cannot be carried on is taken to stay as it is.
_STAYS = (Missing.NO_TIME_LEFT, Missing.ZERO_OR_SIGN_CHANGE, Missing.TOO_LARGE)


def arrival(found: Outcome) -> Floats:
    """The value on the goal's date if the achieved pace goes on; NaN where no pace is known.

    A goal that is met and has no pace stays met; so does a comparison with another series stay as it is.
    """
    projection = found.projection
    stays = projection.lacks(*_STAYS) | found.met | np.bool_(found.course.relative)
    return np.where(projection.known, projection.value, np.where(stays & found.present.known, found.value, np.nan))


def at_this_pace(found: Outcome) -> Outcome:
    """The outcome on the goal's date with the figure that the pace so far leads to, and no other after the baseline."""
    course: Course = found.course
    return Outcome(course, _with(found.series, course, arrival(found)), course.due_time)


def _with(series: Series, course: Course, value: Floats) -> Series:
    """The figures up to the baseline and one on the goal's date."""
    before = series.times <= course.base_time + SAME_TIME
    values = np.column_stack([series.values[:, before], value])
    return Series(
        times=np.append(series.times[before], course.due_time),
        values=values,
        estimated=np.zeros(values.shape, dtype=np.bool_),
    )


def with_latest(found: Outcome, region: int, values: Floats) -> Outcome:
    """The outcome of one region with each of `values` in the place of its newest figure, as a region each."""
    series, course, only = found.series, found.course, np.full(len(values), region)
    column = int(found.column[region])
    cells = series.values[only]
    cells[:, column] = values
    moved = Series(times=series.times, values=cells, estimated=series.estimated[only])
    own = replace(course, baseline=course.baseline[only], low=course.low[only], high=course.high[only])
    return Outcome(own, moved, float(series.times[column]))
