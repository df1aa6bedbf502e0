"""The engine's one question: how does a series stand against a course?"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from planck.engine.measured import Bools, Floats, Measured, after, floats, measured, missing, unless
from planck.engine.paths import PATHS, Path, path_value
from planck.model import Missing, Quantity
from planck.record import Record
from planck.registry import Table

T = TypeVar("T")
Places = NDArray[np.intp]

# What the engine is given: a course (the goal and the way there) and a series (the figures).


class Milestones(Record):
    """Points between baseline and goal: times (M,), and for each a value or a share of the way (the other is NaN)."""

    times: Floats
    values: Floats
    shares: Floats


class Course(Record):
    """A goal over R regions. Times are years (the end of 2025 is 2025.0), values in the indicator's unit.

    baseline: (R,), NaN where there is none.
    low, high: bounds of the quantity, scalar or (R,); infinite where open, shares for growth quantities.
    done: the goal is an event, which has no way towards it.
    relative: the series is already the difference from another series, which has no way either.
    heading: +1 or -1 where the goal is a mere direction without bounds (both NaN), else 0.
    percent: the indicator is in %, which some published methods treat apart. limit: where it ends by nature, NaN where
    it does not.
    """

    base_time: float
    due_time: float
    baseline: Floats
    low: Floats
    high: Floats
    quantity: Quantity = Quantity.LEVEL
    strict: bool = False
    path: str = "linear"
    milestones: Milestones
    done: bool = False
    relative: bool = False
    heading: float = 0.0
    percent: bool = False
    limit: float = np.nan

    @property
    def running(self) -> bool:
        """Whether the goal is a sum, so that the series is a running total from zero."""
        return self.quantity is Quantity.TOTAL


class Series(Record):
    """Figures over regions and periods: times (P, rising ends of periods) and values (R, P), NaN where none.

    estimated: (R, P), where a value was made from a part of its period, so that it decides nothing for good.
    """

    times: Floats
    values: Floats
    estimated: Bools


# Goals as levels: whatever a goal is about, here it becomes bounds on the value at the end.

# A relative slack for binary noise only; a tolerance of meaning (左右) is in the bounds of the goal.
EQUAL = 1e-9

Bounds = tuple[Floats, Floats]
LevelOf = Callable[[Floats, Floats, Floats, float], Bounds]
LEVELS: Table[LevelOf] = Table("quantity")


@LEVELS.entry(Quantity.LEVEL)
@LEVELS.entry(Quantity.TOTAL)
def level(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """The bounds themselves; a total is compared with the running sum."""
    return low, high


@LEVELS.entry(Quantity.INCREASE)
def increase(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Units or points above the baseline."""
    return baseline + low, baseline + high


@LEVELS.entry(Quantity.DECREASE)
def decrease(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Units or points below the baseline: at least 2 less is at most the baseline minus 2."""
    return baseline - high, baseline - low


@LEVELS.entry(Quantity.GROWTH)
def growth(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Per cent above the baseline; a baseline that is not above zero has no growth."""
    return _of_positive(baseline) * (1 + low), _of_positive(baseline) * (1 + high)


@LEVELS.entry(Quantity.REDUCTION)
def reduction(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Per cent below the baseline."""
    return _of_positive(baseline) * (1 - high), _of_positive(baseline) * (1 - low)


@LEVELS.entry(Quantity.AVERAGE_GROWTH)
def average_growth(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Per cent a year over the years of the plan, compounded from the baseline (水平法)."""
    base = _of_positive(baseline)
    return base * _power(low, years), base * _power(high, years)


@LEVELS.entry(Quantity.AVERAGE_INCREASE)
def average_increase(low: Floats, high: Floats, baseline: Floats, years: float) -> Bounds:
    """Units or points a year above the baseline."""
    return baseline + low * years, baseline + high * years


def _of_positive(baseline: Floats) -> Floats:
    return np.where(baseline > 0, baseline, np.nan)


def _power(growth_rate: Floats, years: float) -> Floats:
    # An open bound (an infinite rate) stays open.
    with np.errstate(all="ignore"):
        return np.where(np.isinf(growth_rate), growth_rate, (1 + growth_rate) ** years)


def meets(value: Floats, low: Floats, high: Floats, *, strict: bool = False) -> Bools:
    """Where a value lies within the bounds. Equality meets a goal, unless the goal is strict."""
    with np.errstate(all="ignore"):
        slack_low = np.where(np.isfinite(low), EQUAL * np.maximum(np.abs(value), np.abs(low)), 0)
        slack_high = np.where(np.isfinite(high), EQUAL * np.maximum(np.abs(value), np.abs(high)), 0)
        if strict:
            return np.asarray((value > low + slack_low) & (value < high - slack_high))
        return np.asarray((value >= low - slack_low) & (value <= high + slack_high))


def edge(value: Floats, low: Floats, high: Floats) -> Floats:
    """The bound that the way from `value` leads to: the only one, else the nearer one of a range."""
    nearer_low = np.isinf(high) | (np.isfinite(low) & (np.abs(value - low) <= np.abs(value - high)))
    return np.where(nearer_low, low, high)


# Times are sums of twelfths; a day is 0.0027 of a year.
SAME_TIME = 1e-6
LAST_YEAR = 9999.0


class _number(Generic[T]):  # noqa: N801 - it is written like `property`
    """Something of an outcome that is worked out when it is first asked for; a method looks at a part of all there is.

    What overflows or divides by nothing becomes a missing number, with its reason, where it arises.
    """

    def __init__(self, work: Callable[["Outcome"], T]) -> None:
        self._work, self._name = work, work.__name__

    def __get__(self, outcome: "Outcome", owner: type | None = None) -> T:
        with np.errstate(all="ignore"):
            value = self._work(outcome)
        # What stands in the instance is found before this.
        outcome.__dict__[self._name] = value
        return value


class Outcome:
    """Every number of one target over R regions, before a status method judges it. Arrays are (R,) unless said."""

    def __init__(self, course: Course, series: Series, as_of: float) -> None:
        """`as_of` (years) is the time of judgement: a goal whose date has come without its figure has expired.

        Which figures were known by then is the caller's choice; a figure is judged at its own time, never at `as_of`.
        """
        bounds = (course.baseline, course.low, course.high)
        baseline, low, high = (np.broadcast_to(floats(bound), series.values.shape[:1]) for bound in bounds)
        self.course = replace(course, baseline=baseline, low=low, high=high)
        self.series, self.as_of = series, as_of
        self.path: Path = PATHS[course.path]

    # Which figure a goal is judged by: the newest one after the baseline and not after the goal's date.

    @_number
    def counted(self) -> Bools:
        """The figures (R, P) between baseline and date. A figure of the base year is the start, not progress."""
        within = self._after_base & (self.series.times <= self.course.due_time + SAME_TIME)
        return np.asarray(~np.isnan(self.series.values) & within)

    @_number
    def _after_base(self) -> Bools:
        return np.asarray(self.series.times > self.course.base_time + SAME_TIME)

    @_number
    def column(self) -> Places:
        """The column of the judged figure in the series, -1 where there is none."""
        columns = np.where(self.counted, np.arange(self.series.times.size), -1)
        return np.asarray(columns.max(axis=1, initial=-1))

    @_number
    def value(self) -> Floats:
        """The judged figure, NaN where there is none."""
        return self._judged(self.series.values, np.nan)

    @_number
    def time(self) -> Floats:
        """Its time in years, NaN where there is none."""
        return self._judged(np.broadcast_to(self.series.times, self.series.values.shape), np.nan)

    @_number
    def estimated(self) -> Bools:
        """Whether it was made from a part of its period."""
        return self._judged(self.series.estimated, False)

    def _judged(self, cells: NDArray[Any], otherwise: float) -> NDArray[Any]:
        if not self.series.times.size:
            return np.full(self.column.shape, otherwise, dtype=cells.dtype)
        return np.where(self.column >= 0, cells[np.arange(self.column.size), self.column], otherwise)

    @_number
    def present(self) -> Measured:
        """Known where there is one, else why not."""
        there, nothing = ~np.isnan(self.series.values), self.column < 0
        return measured(
            np.ones(nothing.shape),
            (nothing & (there & self._after_base).any(axis=1), Missing.NO_FIGURE_FOR_DUE),
            (nothing & (there & ~self._after_base).any(axis=1), Missing.NO_FIGURE_AFTER_BASELINE),
            (nothing, Missing.NO_FIGURE),
        )

    @_number
    def at_due(self) -> Bools:
        """Whether it is the figure of the goal's date, and was not made from a part of its period."""
        on_the_day = np.abs(self.time - self.course.due_time) <= SAME_TIME
        return np.asarray((self.column >= 0) & ~self.estimated & on_the_day)

    # Where the goal leads: its bounds as levels, and the one that the way goes to.

    @_number
    def baseline(self) -> Floats:
        """Where the way starts: 0 for a sum."""
        return np.zeros_like(self.course.baseline) if self.course.running else self.course.baseline

    @_number
    def _bounds(self) -> Bounds:
        course = self.course
        return LEVELS[course.quantity](course.low, course.high, self.baseline, course.due_time - course.base_time)

    @_number
    def low(self) -> Floats:
        """The lower bound as a level, infinite where open."""
        return self._bounds[0]

    @_number
    def high(self) -> Floats:
        """The upper bound as a level, infinite where open."""
        return self._bounds[1]

    @_number
    def ceiling(self) -> bool:
        """The goal limits a sum, so that only the end can meet it. A bound below zero is to be reached."""
        return self.course.running and bool((np.isneginf(self.course.low) & ~(self.course.high < 0)).all())

    @_number
    def aimless(self) -> bool:
        """It is a mere direction, which nothing meets or misses."""
        return self.course.heading != 0

    @_number
    def wayless(self) -> bool:
        """There is no way towards it: an event, a comparison with another series, a mere direction."""
        return self.course.done or self.course.relative or self.aimless

    @_number
    def hold(self) -> bool:
        """It binds every year."""
        return self.course.path == "hold" and not self.aimless

    @_number
    def _edge(self) -> Floats:
        # Seen from the baseline, or from the figure where there is none.
        return edge(np.where(np.isnan(self.baseline), self.value, self.baseline), self.low, self.high)

    @_number
    def goal(self) -> Measured:
        """The bound that is aimed at."""
        goal = self._edge
        return measured(
            goal,
            (self.aimless, Missing.ONLY_DIRECTION),
            (np.isnan(goal) & np.isnan(self.baseline), Missing.NO_BASELINE),
            (np.isnan(goal), Missing.ZERO_OR_SIGN_CHANGE),
        )

    @_number
    def direction(self) -> Floats:
        """+1 where more is wanted, -1 where less: by the form of the goal, never by baseline and goal."""
        if self.aimless:
            return np.full(self._edge.shape, self.course.heading)
        return np.where(self._edge == self.low, 1.0, -1.0)

    @_number
    def nearest(self) -> Floats:
        """The bound that the way from the figure leads to."""
        return edge(self.value, self.low, self.high)

    @_number
    def met(self) -> Bools:
        """Whether the figure meets it."""
        return meets(self.value, self.low, self.high, strict=self.course.strict)

    @_number
    def met_at_baseline(self) -> Bools:
        """Whether the baseline does. A limit on a sum is kept by an empty sum, but that is not yet an achievement."""
        return meets(self.baseline, self.low, self.high, strict=self.course.strict) & (not self.ceiling)

    @_number
    def overshot(self) -> Bools:
        """The figure has gone through a range and out on the other side."""
        through = self._ranged & (self.nearest != self._edge) & ~self.met & ~self.met_at_baseline
        return np.asarray(through & self.present.known & ~np.isnan(self.baseline))

    @_number
    def exceeded(self) -> Bools:
        """A sum is over its limit; over a bound below zero it has not come down yet."""
        over = self.value > self.high + EQUAL * np.abs(np.where(np.isfinite(self.high), self.high, 0))
        return np.asarray(over & self.course.running & ~(self.high < 0))

    # What the figures before the newest one tell.

    @_number
    def _meets(self) -> Bools:
        return meets(self.series.values, self.low[:, None], self.high[:, None], strict=self.course.strict)

    @_number
    def broken(self) -> Places:
        """The column of the first figure that broke a yearly goal, -1 where none did."""
        breaks = self.counted & ~self._meets & ~self.series.estimated & (self.goal.known & self.hold)[:, None]
        return np.where(breaks.any(axis=1), breaks.argmax(axis=1), -1) if breaks.size else np.full(len(breaks), -1)

    @_number
    def gaps(self) -> Bools:
        """A year of a yearly goal has no figure."""
        base, due = self.course.base_time, self.course.due_time
        # A year counts once, however many figures it has.
        years, last = np.ceil(self.series.times - base - SAME_TIME), np.floor(self.time - base + SAME_TIME)
        gaps = np.zeros(self.value.shape, dtype=np.bool_)
        for year in range(1, int(np.floor(due - base + SAME_TIME)) + 1) if self.hold else ():
            gaps |= (year <= last) & ~self.counted[:, years == year].any(axis=1)
        return gaps

    @_number
    def lost(self) -> Bools:
        """An earlier figure or the baseline met the goal, and the newest does not."""
        earlier = (self.counted & self._meets).any(axis=1) | self.met_at_baseline
        return np.asarray(self.present.known & ~self.met & earlier & (not self.course.running))

    @_number
    def worsening(self) -> Bools:
        """The newest figure is worse than the baseline."""
        worse = self._distance(self.value) > self._distance(self.baseline)
        return np.asarray(worse & (not (self.course.running or (self.wayless and not self.aimless))))

    def _distance(self, value: Floats) -> Floats:
        # One bound: how far on the wrong side, beyond it still counting as better. Two bounds: how far outside.
        outside = np.maximum(np.maximum(self.low - value, value - self.high), 0)
        return np.where(np.isfinite(self.low) & np.isfinite(self.high), outside, -self.direction * value)

    @_number
    def reached_late(self) -> Bools:
        """A figure after the date meets what the date's figure missed."""
        late = ((self.series.times > self.course.due_time + SAME_TIME) & self._meets).any(axis=1)
        return np.asarray(self.at_due & ~self.met & late)

    @_number
    def date_has_come(self) -> bool:
        """The time of judgement is not before the goal's date."""
        return self.as_of >= self.course.due_time - SAME_TIME

    @_number
    def expired(self) -> Bools:
        """The date has come, its figure has not."""
        # What is done stays done, and a sum that has come together does not shrink.
        for_good = self.met & (self.course.done or (self.course.running and not self.ceiling))
        return np.asarray(~self.at_due & ~for_good & (self.date_has_come and not self.aimless))

    # How far along the way, and how far the path wanted it by now; at the judged figure's own time.

    @_number
    def elapsed(self) -> Measured:
        """The share of the time gone."""
        base, due = self.course.base_time, self.course.due_time
        return after(self.present, measured((self.time - base) / (due - base)))

    @_number
    def way(self) -> Measured:
        """The share of the way gone."""
        return self._way(self.value)

    @_number
    def asked(self) -> Measured:
        """The share of the way that the path asks for by then."""
        return self._way(self.path_value.value)

    def _way(self, value: Floats) -> Measured:
        if self.wayless:
            reason = Missing.ONLY_DIRECTION if self.aimless else Missing.NO_PATH
            return after(self.present, missing(value.shape, reason))
        gone = unless(
            self.path.way(value, self.baseline, self.goal.value),
            (np.isnan(self.baseline), Missing.NO_BASELINE),
            (self.met_at_baseline, Missing.BASELINE_MEETS_GOAL),
            (self.overshot, Missing.OVERSHOT),
        )
        return after(self.present, after(self.goal, gone))

    @_number
    def pace_ratio(self) -> Measured:
        """Way over asked, 1 is on schedule; asked over way for a ceiling on a sum."""
        way, asked = self.way, self.asked
        done, wanted = (asked, way) if self.ceiling else (way, asked)
        missing_one, nothing_due = ~way.known | ~asked.known, wanted.value <= 0
        number = measured(
            done.value / wanted.value, (missing_one, Missing.NO_PATH), (nothing_due, Missing.NOTHING_DUE_YET)
        )
        return after(way, after(asked, number))

    @_number
    def path_value(self) -> Measured:
        """What the path asks for."""
        course, goal = self.course, self.goal.value
        times = np.concatenate(([course.base_time], course.milestones.times, [course.due_time]))
        # Where the baseline already meets the goal nothing is to be approached: the goal itself is asked throughout.
        start = np.where(self.met_at_baseline, goal, self.baseline)
        value = path_value(self.path, self.time, times, self._knots(start, goal))
        kept = np.where(self._kept & self._ranged, self.nearest, goal)
        value = np.where(self._kept | self.hold, kept, value)
        asked = measured(
            value,
            (self.wayless and not self.hold, Missing.NO_PATH),
            (np.isnan(self.baseline) & np.isnan(value), Missing.NO_BASELINE),
            (np.isnan(value), Missing.ZERO_OR_SIGN_CHANGE),
        )
        return after(self.present, after(self.goal, asked))

    @_number
    def _kept(self) -> Bools:
        """Where the baseline meets the goal, so that it is asked throughout."""
        return np.asarray(self.met_at_baseline & (self.course.milestones.times.size == 0))

    @_number
    def _ranged(self) -> Bools:
        """Where the goal has two bounds; what a figure is to keep is the one that it is nearest to."""
        return np.asarray(np.isfinite(self.low) & np.isfinite(self.high))

    def _knots(self, start: Floats, goal: Floats) -> Floats:
        stones = self.course.milestones
        between = [
            self.path.between(start, goal, np.asarray(share)) if np.isnan(value) else np.full(start.shape, value)
            for value, share in zip(stones.values, stones.shares, strict=True)
        ]
        return np.stack([start, *between, goal], axis=1)

    @_number
    def gap(self) -> Measured:
        """The figure minus what the path asks for."""
        return after(self.path_value, measured(self.value - self.path_value.value))

    @_number
    def gap_share(self) -> Measured:
        """The gap as a share of what the path asks for."""
        asked = self.path_value
        share = measured(self.gap.value / np.abs(asked.value), (asked.value == 0, Missing.ZERO_OR_SIGN_CHANGE))
        return after(asked, share)

    @_number
    def on_path(self) -> Bools:
        """The figure is not on the wrong side of what the path asks for."""
        asked = self.path_value.value
        slack = EQUAL * np.maximum(np.abs(self.value), np.abs(asked))
        # A ceiling on a sum is kept from below although the sum itself rises.
        right_side = self.direction * (self.value - asked) >= -slack
        return np.asarray(self.met if self.hold else np.where(self._kept & self._ranged, self.met, right_side))

    # Yearly paces: a share a year on a compound path, else units or points a year; and where they lead.

    @_number
    def required_from_baseline(self) -> Measured:
        """The pace that leads from the baseline to the goal."""
        course = self.course
        return unless(
            after(
                self.goal, self.path.rate(self.baseline, self.goal.value, floats(course.due_time - course.base_time))
            ),
            (self.wayless or self.hold, Missing.NO_RATE_FOR_GOAL),
            (np.isnan(self.baseline), Missing.NO_BASELINE),
            (self.met_at_baseline, Missing.BASELINE_MEETS_GOAL),
        )

    @_number
    def achieved(self) -> Measured:
        """The pace that led from the baseline to the figure; where the plan has none, from the first figure."""
        start, began = self._origin
        years = self.time - began
        pace = unless(
            self.path.rate(start, self.value, np.where(years > SAME_TIME, years, np.nan)),
            (self.wayless and not self.aimless, Missing.NO_RATE_FOR_GOAL),
            (np.isnan(self.baseline) & ~(years > SAME_TIME), Missing.NO_BASELINE),
        )
        return after(self.present, pace)

    @_number
    def _origin(self) -> tuple[Floats, Floats]:
        """What the pace so far is counted from, and when that was."""
        began = np.full(self.value.shape, self.course.base_time)
        without = np.isnan(self.baseline) & self.present.known
        if not without.any():
            return self.baseline, began
        rows, first = np.arange(len(self.value)), self.counted.argmax(axis=1)
        start = np.where(without, self.series.values[rows, first], self.baseline)
        return start, np.where(without, self.series.times[first], began)

    @_number
    def _left(self) -> Floats:
        return self.course.due_time - self.time

    @_number
    def required_from_now(self) -> Measured:
        """The pace that leads from the figure to the goal; none once the goal's date has come."""
        pace = unless(
            self.path.rate(self.value, self.nearest, self._left),
            (self.met & (not self.ceiling), Missing.ALREADY_MET),
            ((self._left <= SAME_TIME) | self.date_has_come, Missing.NO_TIME_LEFT),
        )
        no_rate = (self.wayless or self.hold, Missing.NO_RATE_FOR_GOAL)
        return after(self.present, unless(after(self.goal, pace), no_rate))

    @_number
    def projection(self) -> Measured:
        """The value at the goal's date if the achieved pace goes on."""
        value = self.path.carry(self.value, self.achieved.value, self._left)
        return after(self.achieved, measured(value, (self._left <= SAME_TIME, Missing.NO_TIME_LEFT)))

    @_number
    def reach(self) -> Measured:
        """The time at which the achieved pace would arrive."""
        if self.aimless:
            return after(self.achieved, missing(self.value.shape, Missing.ONLY_DIRECTION))
        arrival = unless(
            self.path.years(self.value, self.nearest, self.achieved.value),
            (self.met & (not self.ceiling), Missing.ALREADY_MET),
        )
        time = self.time + arrival.value
        there = measured(time, (time > LAST_YEAR, Missing.NEVER_AT_THIS_PACE))
        return after(self.achieved, after(self.goal, after(arrival, there)))

    @_number
    def numbers(self) -> dict[str, Measured]:
        """What tells how far along it is, by name, in the order in which it is told."""
        return {name: getattr(self, name) for name in TOLD}


TOLD = (
    "elapsed", "way", "asked", "path_value", "gap", "gap_share", "required_from_baseline", "achieved",
    "required_from_now", "pace_ratio", "projection", "reach",
)  # fmt: skip
