"""The engine's one question: how does a series stand against a course?"""

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Bools, Floats, Measured, choose, floats, measured, missing, unless
from planck.engine.paths import PATHS, Path, path_value
from planck.model import Missing, Quantity
from planck.record import Record
from planck.registry import Table

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
    return Series(
        times=np.array(times, dtype=np.float64), values=values, estimated=np.zeros(values.shape, dtype=np.bool_)
    )


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


# Which figure a goal is judged by.

# Times are sums of twelfths; a day is 0.0027 of a year.
SAME_TIME = 1e-6


class Judged(Record):
    """The newest figure after the baseline and not after the goal's date, per region.

    column: its column in the series, -1 where there is none. present: known where there is one, else why not.
    at_due: it is the figure of the goal's date. estimated: it was made from a part of its period.
    counted: (R, P), the figures between baseline and date that tell the way there.
    """

    column: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    value: Floats
    time: Floats
    present: Measured
    at_due: Bools
    estimated: Bools
    counted: Bools

    def where_present(self, number: Measured) -> Measured:
        """`number`, missing where there is no figure to judge."""
        return choose(self.present.known, number, self.present)


def judged(course: Course, series: Series) -> Judged:
    """The figure that decides, per region. A figure of the base year is the start, not progress."""
    regions = series.values.shape[0]
    there = ~np.isnan(series.values)
    after = series.times > course.base_time + SAME_TIME
    counted = there & after & (series.times <= course.due_time + SAME_TIME)
    columns = np.where(counted, np.arange(series.times.size), -1)
    column = columns.max(axis=1, initial=-1)
    found = column >= 0
    value, time = np.full(regions, np.nan), np.full(regions, np.nan)
    estimated = np.zeros(regions, dtype=np.bool_)
    if series.times.size:
        value = np.where(found, series.values[np.arange(regions), column], np.nan)
        time = np.where(found, series.times[column], np.nan)
        estimated = found & series.estimated[np.arange(regions), column]
    only_before, only_later = (there & ~after).any(axis=1), (there & after).any(axis=1)
    present = measured(
        np.ones(regions),
        (~found & only_later, Missing.NO_FIGURE_FOR_DUE),
        (~found & only_before, Missing.NO_FIGURE_AFTER_BASELINE),
        (~found, Missing.NO_FIGURE),
    )
    at_due = found & ~estimated & (np.abs(time - course.due_time) <= SAME_TIME)
    return Judged(
        column=column, value=value, time=time, present=present, at_due=at_due, estimated=estimated, counted=counted
    )


# Where a goal leads: its bounds as levels, and the bound that the way goes to.


class Aim(Record):
    """Over regions: bounds as levels, the bound aimed at, the wanted direction, and what already meets it.

    baseline: where the way starts (0 for a sum). direction: +1 where more is wanted, -1 where less; it follows from
    the form of the goal, never from baseline and goal. ceiling: the goal limits a sum, so only the end can meet it.
    relative: it is a comparison with another series, which one year's figure meets for that year only.
    wayless: there is no way towards it (an event, a comparison with another series, a mere direction).
    aimless: it is a mere direction, which nothing meets or misses.
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
    aimless: bool


def aim(course: Course, judged: Judged) -> Aim:
    """The goal of a course as levels, seen from its baseline, or from the figure where there is no baseline."""
    baseline = np.zeros_like(course.baseline) if course.running else course.baseline
    years = course.due_time - course.base_time
    low, high = LEVELS[course.quantity](course.low, course.high, baseline, years)
    goal = edge(np.where(np.isnan(baseline), judged.value, baseline), low, high)
    ceiling = course.running and bool(np.isneginf(course.low).all())
    aimless = course.heading != 0
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
            (aimless, Missing.ONLY_DIRECTION),
            (np.isnan(goal) & np.isnan(baseline), Missing.NO_BASELINE),
            (np.isnan(goal), Missing.ZERO_OR_SIGN_CHANGE),
        ),
        direction=np.full(goal.shape, course.heading) if aimless else np.where(goal == low, 1.0, -1.0),
        nearest=nearest,
        met=met,
        met_at_baseline=met_at_baseline,
        overshot=through & judged.present.known & ~np.isnan(baseline),
        exceeded=over if course.running else np.zeros(over.shape, dtype=np.bool_),
        ceiling=ceiling,
        hold=course.path == "hold" and not aimless,
        wayless=course.done or course.relative or aimless,
        relative=course.relative,
        aimless=aimless,
    )


# What the figures before the newest one tell: kept, broken, lost, worsening, late.


class History(Record):
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
        worsening=nothing if course.running or (aim.wayless and not aim.aimless) else _worsening(judged, aim),
        reached_late=judged.at_due & ~aim.met & late,
        expired=np.asarray((as_of >= course.due_time - SAME_TIME) & ~judged.at_due & ~for_good & (not aim.aimless)),
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


# Yearly paces: asked for from the baseline, achieved so far, needed from now; and where they lead.

LAST_YEAR = 9999.0


class Pace(Record):
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
            (aim.wayless and not aim.aimless, Missing.NO_RATE_FOR_GOAL),
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
    if aim.aimless:
        return missing(judged.value.shape, Missing.ONLY_DIRECTION)
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


# How far along the way, and how far the path wanted it by now.


class Progress(Record):
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
            (aim.aimless, Missing.ONLY_DIRECTION),
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
        reason = Missing.ONLY_DIRECTION if aim.aimless else Missing.NO_PATH
        return judged.where_present(missing(value.shape, reason))
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


class Outcome(Record):
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
