"""Beyond the two end points: trend, forecast, what would flip a verdict, what pace has been seen. Arrays only.

The forecast is a random walk with drift on the path's scale: yearly changes of the value (of its logarithm on a
compound path) are independent, normal and alike, so a step over g years has mean m g and variance s^2 g. m is estimated
by the whole change over the whole time, s^2 without bias from the steps around it; the value h years on is then
t-distributed around y + m h with variance s^2 (h + h^2 / T), T the years seen, and one degree of freedom less than
there are steps. The second term is the doubt about the drift.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, pi, sin, sqrt, tan
from typing import TypeVar

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Bools, Floats, Measured, choose, measured
from planck.engine.method import NOT_ASSESSED, Words
from planck.engine.outcome import SAME_TIME, Course, Outcome, Places, Series
from planck.model import Missing
from planck.record import Record

# The points that a series has travelled through, for trend, forecast and feasibility.


class Points(Record):
    """Times (P, rising, years) and values (R, P) in the indicator's unit, NaN where there is none.

    compound: whether the path grows by a percentage, so that paces are shares a year and spreads multiply.
    """

    times: Floats
    values: Floats
    compound: bool

    @property
    def known(self) -> Bools:
        """Where there is a value."""
        return ~np.isnan(self.values)

    @property
    def scaled(self) -> Floats:
        """Values on the path's scale: logarithms on a compound path (NaN where not above zero), else themselves."""
        if not self.compound:
            return self.values
        with np.errstate(all="ignore"):
            return np.where(self.values > 0, np.log(self.values), np.nan)

    @property
    def crosses_zero(self) -> Bools:
        """Regions with a value that the scale cannot hold."""
        return np.asarray((np.isnan(self.scaled) & self.known).any(axis=1))

    def of(self, rows: Places) -> "Points":
        """The points of some of the regions, (N, P)."""
        return replace(self, values=self.values[rows])


def points_of(course: Course, series: Series, found: Outcome) -> Points:
    """The figures up to the judged one, with the baseline where no figure stands at its time.

    What was made from a part of its period is left out: it is not a figure of its year.
    """
    last = np.where(np.isnan(found.time), -np.inf, found.time)[:, None]
    usable = ~series.estimated & (series.times <= last + SAME_TIME)
    values = np.where(usable, series.values, np.nan)
    return with_start(
        one_a_time(series.times, values, compound=course.path == "compound"), course.base_time, found.baseline
    )


def one_a_time(times: Floats, values: Floats, *, compound: bool) -> Points:
    """The points of figures whose periods may end together, rising: of those, the last one known (the longest)."""
    kept: list[float] = []
    columns: list[Floats] = []
    for time, column in zip(times.tolist(), values.T, strict=True):
        if kept and time - kept[-1] <= SAME_TIME:
            columns[-1] = np.where(np.isnan(column), columns[-1], column)
        else:
            kept.append(time)
            columns.append(column)
    stacked = np.stack(columns, axis=1) if columns else values
    return Points(times=np.array(kept, dtype=np.float64), values=stacked, compound=compound)


def with_start(points: Points, time: float, baseline: Floats) -> Points:
    """The points and, where they have none at `time`, the baseline (R,) there."""
    same = np.flatnonzero(np.abs(points.times - time) <= SAME_TIME)
    if same.size:
        values = points.values.copy()
        column = same[-1]
        values[:, column] = np.where(np.isnan(values[:, column]), baseline, values[:, column])
        return replace(points, values=values)
    place = int(np.searchsorted(points.times, time))
    return replace(
        points, times=np.insert(points.times, place, time), values=np.insert(points.values, place, baseline, axis=1)
    )


# Student's t with whole degrees of freedom: closed forms, so that no statistics library has to be loaded.

Number = TypeVar("Number", float, Floats)


def student_cdf(t: Floats, freedom: int) -> Floats:
    """The probability that a t-distributed number is below `t`; exact but for rounding, of the shape of `t`.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 (odd) and 26.7.4 (even).
    Raises ValueError below one degree of freedom.
    """
    if freedom < 1:
        raise ValueError(f"freedom: wanted at least 1, got {freedom}")
    angle = np.arctan(np.asarray(t, dtype=np.float64) / sqrt(freedom))
    return np.asarray(np.clip((1 + _within(angle, np.sin(angle), np.cos(angle), freedom)) / 2, 0.0, 1.0))


@lru_cache(maxsize=1024)
def student_quantile(probability: float, freedom: int) -> float:
    """The number that a t-distributed one is below with `probability`, strictly between 0 and 1.

    Raises ValueError for a probability outside: there the quantile is not finite.
    """
    if not 0 < probability < 1:
        raise ValueError(f"probability: wanted between 0 and 1, got {probability}")
    if probability < 0.5:
        return -student_quantile(1 - probability, freedom)
    low, high = 0.0, pi / 2
    # Until no number lies between the two.
    while low < (middle := (low + high) / 2) < high:
        below = (1 + _within(middle, sin(middle), cos(middle), freedom)) / 2 < probability
        low, high = (middle, high) if below else (low, middle)
    return sqrt(freedom) * tan(low)


def _within(angle: Number, sine: Number, cosine: Number, freedom: int) -> Number:
    # A(t) of the source, for negative angles with its sign turned.
    odd = freedom % 2
    total = 0 * cosine
    term = cosine if odd else total + 1
    for power in range(odd, freedom - 1, 2):
        total = total + term
        term = term * cosine**2 * (power + 1) / (power + 2)
    return 2 / pi * (angle + sine * total) if odd else sine * total


LEAST_POINTS = 5
LEVELS = (0.5, 0.8, 0.95)
# Changes that differ by less than this share of the values are equal but for binary noise.
NOISE = 1e-9


class Predicted(Record):
    """What the model says of one time, per region (R,): centre and spread on the path's scale, degrees of freedom.

    present: known where there is a forecast, else why not.
    """

    centre: Floats
    spread: Floats
    freedom: Places
    compound: bool
    present: Measured

    def median(self) -> Measured:
        """The value that is passed with a probability of one half."""
        return self._value(self.centre)

    def interval(self, level: float) -> tuple[Measured, Measured]:
        """The bounds between which the value lies with a probability of `level`, half of the rest on each side."""
        known = zip(self.freedom.tolist(), self.present.known.tolist(), strict=True)
        reach = np.array([student_quantile((1 + level) / 2, one) if there else np.nan for one, there in known])
        return self._value(self.centre - reach * self.spread), self._value(self.centre + reach * self.spread)

    def probability(self, low: Floats, high: Floats) -> Measured:
        """The probability that the value lies within `low` and `high` (R,), in the unit, infinite where open."""
        chance = np.clip(self._below(high) - self._below(low), 0.0, 1.0)
        unknown = np.isnan(low) | np.isnan(high)
        return choose(self.present.known, measured(chance, (unknown, Missing.NO_BASELINE)), self.present)

    def _below(self, bound: Floats) -> Floats:
        with np.errstate(all="ignore"):
            t = (_scaled(bound, compound=self.compound) - self.centre) / self.spread
        chance = np.full(t.shape, np.nan)
        # Of few different ones; np.unique would load masked arrays.
        for freedom in {one for one in self.freedom.tolist() if one >= 1}:
            rows = self.freedom == freedom
            chance[rows] = student_cdf(t[rows], freedom)
        return chance

    def _value(self, scaled: Floats) -> Measured:
        with np.errstate(all="ignore"):
            value = np.exp(scaled) if self.compound else scaled
        return choose(self.present.known, measured(value), self.present)


def _scaled(bound: Floats, *, compound: bool) -> Floats:
    # A bound that is not above zero is below every value of a compound path.
    if not compound:
        return bound
    return np.where(bound > 0, np.log(bound), np.where(np.isnan(bound), np.nan, -np.inf))


def predicted(points: Points, time: float | Floats) -> Predicted:
    """The forecast of every region for `time` (years, one or one a region), from its newest point on.

    It takes five points, so that the spread is learnt from four changes.

    Missing where the time has come already, where the scale has no number for a point (zero or a change of sign on a
    compound path), and where the changes are all alike, which no spread can be learnt from.
    """
    with np.errstate(all="ignore"):
        return _predicted(points, time)


def _predicted(points: Points, time: float | Floats) -> Predicted:
    x, known = points.scaled, points.known
    count = known.sum(axis=1)
    steps, gaps = _steps(x, known, points.times)
    # The first and the last known column of each row (0 and the last one where none is).
    first, last = known.argmax(axis=1), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    rows = np.arange(len(x))
    span = points.times[last] - points.times[first]
    drift = (x[rows, last] - x[rows, first]) / span
    freedom = count - 2
    variance = np.nansum((steps - drift[:, None] * gaps) ** 2 / gaps, axis=1) / freedom
    ahead = time - points.times[last]
    flat = np.sqrt(variance) <= NOISE * np.nanmax(np.abs(x), axis=1, initial=0.0)
    return Predicted(
        centre=x[rows, last] + drift * ahead,
        spread=np.sqrt(variance * (ahead + ahead**2 / span)),
        freedom=freedom,
        compound=points.compound,
        present=measured(
            np.ones(len(x)),
            (count == 0, Missing.NO_FIGURE),
            (ahead <= SAME_TIME, Missing.NO_TIME_LEFT),
            (points.crosses_zero, Missing.ZERO_OR_SIGN_CHANGE),
            (count < LEAST_POINTS, Missing.TOO_FEW_POINTS),
            (flat, Missing.NO_VARIATION),
        ),
    )


def _steps(x: Floats, known: Bools, times: Floats) -> tuple[Floats, Floats]:
    # Change and time from the known point before, NaN where there is none.
    columns = np.arange(x.shape[1])
    seen = np.maximum.accumulate(np.where(known, columns, -1), axis=1)
    before = np.concatenate([np.full((len(x), 1), -1), seen[:, :-1]], axis=1)
    there = known & (before >= 0)
    earlier = np.take_along_axis(x, np.maximum(before, 0), axis=1)
    return np.where(there, x - earlier, np.nan), np.where(there, times - times[np.maximum(before, 0)], np.nan)


# Paces of a series: the robust one, the last ones, the best ones.

LEAST_FOR_TREND = 3
BEST_QUARTER = 0.75


def pace_between(points: Points, first: int, second: int) -> Floats:
    """The yearly pace from one column to another, (R,): growth on a compound path, else in the unit."""
    scaled = points.scaled
    change = (scaled[:, second] - scaled[:, first]) / (points.times[second] - points.times[first])
    return as_pace(change, compound=points.compound)


def as_pace(change: Floats, *, compound: bool) -> Floats:
    """A yearly change on the path's scale as a pace: growth as a share, else the change itself."""
    with np.errstate(all="ignore"):
        return np.expm1(change) if compound else change


def theil_sen(points: Points) -> Measured:
    """The median of the paces between all pairs of points, (R,), on the path's scale; from three points on.

    One figure out of line moves it little, where the pace between the end points follows it altogether.
    Source: Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968), 1379-1389.
    """
    later, earlier = np.tril_indices(points.times.size, -1)
    scaled = points.scaled
    slopes = (scaled[:, later] - scaled[:, earlier]) / (points.times[later] - points.times[earlier])
    return measured(
        as_pace(_median(slopes), compound=points.compound),
        (points.crosses_zero, Missing.ZERO_OR_SIGN_CHANGE),
        (points.known.sum(axis=1) < LEAST_FOR_TREND, Missing.TOO_FEW_POINTS),
    )


def _median(rows: Floats) -> Floats:
    # NaN sorts to the end, so the middle of the known ones is found by their number, without a warning for none.
    count = (~np.isnan(rows)).sum(axis=1)
    ordered = np.sort(np.concatenate([rows, np.full((len(rows), 1), np.nan)], axis=1), axis=1)
    each = np.arange(len(rows))
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    return np.asarray((ordered[each, low] + ordered[each, high]) / 2)


def best_pace(points: Points, years: float, wanted: Floats) -> tuple[Floats, Floats]:
    """The best pace over exactly `years` anywhere in each series, and the time at which that stretch ended, (R,).

    `wanted` (R,) is +1 where more is better and -1 where less is. NaN where no two points lie that far apart.
    """
    best, ended = np.full(len(points.values), np.nan), np.full(len(points.values), np.nan)
    for second in range(points.times.size):
        for first in range(second):
            if abs(points.times[second] - points.times[first] - years) <= SAME_TIME:
                pace = pace_between(points, first, second)
                with np.errstate(invalid="ignore"):
                    better = ~np.isnan(pace) & ~(wanted * pace <= wanted * best)
                best, ended = np.where(better, pace, best), np.where(better, points.times[second], ended)
    return best, ended


def best_quarter(paces: Floats, wanted: float) -> float:
    """The pace that a quarter of `paces` (N, NaN left out) reach or better; NaN without any."""
    known = paces[~np.isnan(paces)]
    return float(wanted * np.quantile(wanted * known, BEST_QUARTER)) if known.size else np.nan


# The smallest change of a figure that gives another status, found by judging it again.


# The same question with other numbers: copies of regions, their latest figure or baseline moved, judged at once.


class Question(Record):
    """What was asked: a course, a series, the time of judgement, and the method as a function to statuses.

    column: of the judged figure, per region (R,).
    """

    course: Course
    series: Series
    as_of: float
    statuses: Callable[[Outcome], Words]
    column: Places

    def moved(self, rows: Places, by: Floats, start: Floats | None = None) -> Words:
        """The statuses of copies (N,) of the regions `rows`, the judged figure moved by `by`, the baseline by `start`.

        NaN in `by` takes the figure away. One call of the engine, however many copies.
        """
        values = self.series.values[rows]
        values[np.arange(len(rows)), self.column[rows]] += by
        baseline, low, high = (
            self._each(part)[rows] for part in (self.course.baseline, self.course.low, self.course.high)
        )
        course = replace(self.course, baseline=baseline if start is None else baseline + start, low=low, high=high)
        series = replace(self.series, values=values, estimated=self.series.estimated[rows])
        return self.statuses(Outcome(course, series, self.as_of))

    def _each(self, part: Floats) -> Floats:
        return np.broadcast_to(part, (len(self.series.values),))


# Every step up to this many, then ever wider ones.
NEAR = 16
WIDENING = 1.5
MOST_STEPS = 1 << 50
# Copies of one round, shared by all searches, as many as cost about what a round itself does; at least a few each.
COPIES = 512
FEWEST = 8


class Grid(Record):
    """The printed numbers around a figure: `whole` units of the last digit, which is 10 ** -`digits`."""

    whole: int
    digits: int

    @property
    def step(self) -> float:
        """The unit of the last digit."""
        return replace(self, whole=0).at(1)

    def at(self, steps: int) -> float:
        """The number that many steps on, as if it had been printed."""
        number = self.whole + steps
        return number / 10**self.digits if self.digits >= 0 else float(number * 10**-self.digits)

    def steps_to(self, value: float) -> int:
        """The signed steps to the last number on the grid not beyond `value`."""
        return int(np.floor(value * 10.0**self.digits)) - self.whole


class Search(Record):
    """One search: a region's row, its grid and status, the side (+1 or -1), and how many steps make sense.

    A figure that could not be judged at all is no other verdict, so `not_assessed` never counts as a flip.
    landmarks: steps at which the status is likely to change and narrow bands begin, so that none is jumped over.
    """

    row: int
    grid: Grid
    status: str
    side: int
    most: int
    landmarks: tuple[int, ...] = ()


class Found(Record, kw_only=False):
    """The first step (from 1) with another status, and that status."""

    steps: int
    status: str


class _Bracket(Record, kw_only=False):
    # The last step known to keep the status, the first known to change it (0: none yet), and what it changes to.
    keeps: int
    changes: int = 0
    status: str = ""


def flips(question: Question, searches: Sequence[Search]) -> list[Found | None]:
    """For every search the nearest flip, None where nothing within its steps changes the status.

    Looks at every step close by, at the landmarks, and at ever wider distances; then narrows the first gap in which
    the status changes until its ends are neighbours. So the flip is exact, and it is the nearest one unless a status
    changes and changes back between two places that were looked at.
    """
    probes = [_first(search) for search in searches]
    brackets = _narrowed(question, searches, [_Bracket(0)] * len(searches), probes)
    share = max(FEWEST, COPIES // max(1, len(searches)))
    while any(_open(bracket) for bracket in brackets):
        probes = [_between(bracket, share) if _open(bracket) else [] for bracket in brackets]
        brackets = _narrowed(question, searches, brackets, probes)
    return [Found(bracket.changes, bracket.status) if bracket.changes else None for bracket in brackets]


def _open(bracket: _Bracket) -> bool:
    return bracket.changes > bracket.keeps + 1


def _first(search: Search) -> list[int]:
    steps = set(range(1, NEAR + 1)) | {search.most}
    distance = float(NEAR)
    while distance < search.most:
        distance *= WIDENING
        steps.add(int(distance))
    for landmark in search.landmarks:
        steps |= {landmark - 1, landmark, landmark + 1}
    return sorted(step for step in steps if 0 < step <= search.most)


def _between(bracket: _Bracket, share: int) -> list[int]:
    inside = bracket.changes - bracket.keeps - 1
    if inside <= share:
        return list(range(bracket.keeps + 1, bracket.changes))
    width = bracket.changes - bracket.keeps
    return [bracket.keeps + width * part // (share + 1) for part in range(1, share + 1)]


def _narrowed(
    question: Question, searches: Sequence[Search], brackets: Sequence[_Bracket], probes: Sequence[list[int]]
) -> list[_Bracket]:
    # One engine call for the probes of all searches.
    rows = np.repeat([search.row for search in searches], [len(each) for each in probes]).astype(np.intp)
    if not rows.size:
        return list(brackets)
    by = [
        search.grid.at(search.side * step) - search.grid.at(0)
        for search, each in zip(searches, probes, strict=True)
        for step in each
    ]
    statuses = iter(question.moved(rows, np.array(by)).tolist())
    found = []
    for search, bracket, each in zip(searches, brackets, probes, strict=True):
        found.append(_updated(bracket, search.status, [(step, next(statuses)) for step in each]))
    return found


def _updated(bracket: _Bracket, status: str, seen: list[tuple[int, str]]) -> _Bracket:
    keeps = bracket.keeps
    for step, other in seen:
        if other not in (status, NOT_ASSESSED):
            return _Bracket(keeps, step, other)
        keeps = step
    return replace(bracket, keeps=keeps)


# The forecast put to the test: the last years of series are hidden, predicted, and compared with what came.


BINS = 10


class Bin(Record):
    """Predictions with a probability from `low` to `high` (0..1): how many, their mean, the share that came true."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


class Score(Record):
    """How predictions of N yes-or-no events did.

    brier: mean of (probability - outcome) squared, 0 is perfect. base_rate: share that came true; climatology: the
    Brier score of predicting that share every time; skill: 1 - brier / climatology, 0 is no better than the base
    rate, below it is worse. None where nothing was predicted, or where all events went the same way.
    """

    count: int
    brier: float | None
    base_rate: float | None
    climatology: float | None
    skill: float | None
    bins: tuple[Bin, ...]


class Replay(Record):
    """Values that were hidden and predicted, N of them, in the unit: what came, and what the forecast had said.

    row: the series (R); ahead: years from its last visible point; short: series with too little left to predict from.
    """

    row: Places
    time: Floats
    ahead: Floats
    value: Floats
    predicted: Predicted
    short: int

    def inside(self, level: float) -> Bools:
        """Whether what came lay within the interval of that probability, (N,)."""
        low, high = self.predicted.interval(level)
        return np.asarray((self.value >= low.value) & (self.value <= high.value))

    def probability(self, low: Floats, high: Floats) -> Floats:
        """The predicted probability of lying within `low` and `high` (N,), in the unit, infinite where open."""
        return self.predicted.probability(low, high).value


def replay(points: Points, hold_out: int) -> Replay:
    """Every series without its last `hold_out` points, and the forecast of each of those from the rest.

    Raises ValueError when nothing is to be hidden.
    """
    if hold_out < 1:
        raise ValueError(f"hold_out: wanted at least 1, got {hold_out}")
    known = points.known
    left = known.sum(axis=1, keepdims=True) - known.cumsum(axis=1)
    hidden = known & (left < hold_out)
    seen = Points(times=points.times, values=np.where(hidden, np.nan, points.values), compound=points.compound)
    asked, column = np.nonzero(hidden)
    usable = predicted(seen.of(asked), points.times[column]).present.known
    row, column = asked[usable], column[usable]
    last = np.where(seen.known, points.times, -np.inf).max(axis=1, initial=-np.inf)
    return Replay(
        row=row,
        time=points.times[column],
        ahead=points.times[column] - last[row],
        value=points.values[row, column],
        predicted=predicted(seen.of(row), points.times[column]),
        short=int(np.setdiff1d(asked, row).size),
    )


def score(probability: Floats, happened: Bools) -> Score:
    """How well `probability` (N, NaN left out) of events foretold whether they `happened` (N).

    Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950), 1-3.
    """
    asked = ~np.isnan(probability)
    p, o = probability[asked], happened[asked].astype(np.float64)
    if not p.size:
        return Score(count=0, brier=None, base_rate=None, climatology=None, skill=None, bins=())
    brier, base_rate = float(np.mean((p - o) ** 2)), float(o.mean())
    climatology = base_rate * (1 - base_rate)
    return Score(
        count=int(p.size),
        brier=brier,
        base_rate=base_rate,
        climatology=climatology,
        skill=1 - brier / climatology if climatology else None,
        bins=_bins(p, o),
    )


def _bins(p: Floats, o: Floats) -> tuple[Bin, ...]:
    # A probability on a border belongs to the bin above it, one of 1 to the last.
    number = np.minimum((p * BINS + NOISE).astype(np.intp), BINS - 1)
    found = []
    for at in range(BINS):
        inside = number == at
        if inside.any():
            mean, share = float(p[inside].mean()), float(o[inside].mean())
            found.append(
                Bin(low=at / BINS, high=(at + 1) / BINS, count=int(inside.sum()), predicted=mean, observed=share)
            )
    return tuple(found)
