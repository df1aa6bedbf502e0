"""Status methods: functions that turn an outcome into statuses, in a table to register in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import field
from numpy.typing import NDArray

from planck.engine.measured import Bools, Floats, Measured, after, choose, measured, same_sign, unless
from planck.engine.outcome import EQUAL, SAME_TIME, Outcome
from planck.model import Level, Missing, Text
from planck.record import Record
from planck.registry import Table
from planck.words import Label, Labels

Words = NDArray[np.str_]

NOT_ASSESSED = "not_assessed"

# Reasons that are facts: what they come to is the same by every method, whatever its classes are called.
FACTS: Mapping[str, Level] = {
    "met_at_due": Level.ACHIEVED,
    "met_early": Level.ACHIEVED,
    "missed": Level.MISSED,
    "hold_broken": Level.MISSED,
    "cap_exceeded": Level.MISSED,
    "lost": Level.REVERSING,
}


_TITLES, _SOURCES = Labels("engine.method_titles"), Labels("engine.method_sources")
_QUANTITIES, OF_THE_PATH = Labels("engine.method_quantities"), Label("engine.method.of_the_path")
OF_A_DIRECTION = Label("engine.method.of_a_direction")


class Verdicts(Record, kw_only=False):
    """Over regions: the status, and the key of the rule that decided it.

    quantity: the number that the method holds against its borders; None for a method that has none of its own.
    score: the number that the method publishes beside the class.
    """

    status: Words
    reason: Words
    quantity: Measured | None = None
    score: Measured | None = None


Judge = Callable[[Outcome, Mapping[str, float]], Verdicts]
JudgeTrack = Callable[["Track", Mapping[str, float]], Verdicts]
ReadTrack = Callable[[Outcome], "Track"]


class Method(Record):
    """A published or own way to make a status of an outcome.

    levels: every class it can give, best first, and what that comes to. borders: its numbers, by name, falling; a plan
    may set its own. trend: those for series without a goal, as growth a year in the wanted direction. judge_track: for
    a published method, the same judgement on plain series with years of their own; read_track: what it reads of an
    outcome as such series. variant_of: the method that it is a reading of, so that a comparison does not count one
    method twice. needs: borders without a usual value, which a plan has to state; where none does, the method has
    nothing to say. final: it classes what was achieved, and not whether that is on its way. worst_counts: of several
    goals of one indicator in force together the worst class is that of the indicator.
    """

    name: str
    levels: Mapping[str, Level]
    borders: Mapping[str, float] = field(default_factory=dict)
    trend: Mapping[str, float] = field(default_factory=dict)
    judge: Judge
    judge_track: JudgeTrack | None = None
    read_track: ReadTrack | None = None
    variant_of: str = ""
    needs: tuple[str, ...] = ()
    final: bool = False
    worst_counts: bool = False

    @property
    def title(self) -> Text:
        """What it is called."""
        return _TITLES[self.name]

    @property
    def source(self) -> Text:
        """Where the classes and borders come from, or that they are planck's own."""
        return _SOURCES[self.name]

    @property
    def quantity(self) -> Text:
        """What is held against the borders, in words."""
        return _QUANTITIES.get(self.name, OF_THE_PATH)

    @property
    def on_request(self) -> bool:
        """Whether it is an opinion only where it was chosen."""
        return self.final or bool(self.needs)

    @property
    def statuses(self) -> tuple[str, ...]:
        """Every class it can give, best first."""
        return tuple(self.levels)

    def level(self, status: str, reason: str) -> Level:
        """What a status comes to. Raises KeyError for a status that the method does not give."""
        return FACTS.get(reason) or self.levels[status]

    def with_borders(self, borders: Mapping[str, float]) -> dict[str, float]:
        """Its borders, with those of the plan in their place. Raises KeyError for a border it does not have."""
        unknown = set(borders) - set(self.borders) - set(self.needs)
        if unknown:
            raise KeyError(sorted(unknown)[0])
        return {**self.borders, **borders}


METHODS: Table[Method] = Table("status method", home="planck.engine.methods")


def reaches(ratio: Floats, border: float | Floats) -> Bools:
    """Where a ratio is at or above a border; equality counts, and so does binary noise below it."""
    with np.errstate(invalid="ignore"):
        return np.asarray(ratio >= border - EQUAL)


def exceeds(ratio: Floats, border: float | Floats) -> Bools:
    """Where a ratio is above a border by more than binary noise."""
    with np.errstate(invalid="ignore"):
        return np.asarray(ratio > border + EQUAL)


def first_that_holds(
    *rules: tuple[object, str, str],
    otherwise: tuple[str, str],
    quantity: Measured | None = None,
    score: Measured | None = None,
) -> Verdicts:
    """Per region the status and the reason of the first condition that holds."""
    held = [np.asarray(condition, dtype=np.bool_) for condition, _, _ in rules]
    conditions = np.ones((len(held) + 1, *np.broadcast_shapes(*(one.shape for one in held))), dtype=np.bool_)
    for row, condition in enumerate(held):
        conditions[row] = condition
    first = conditions.argmax(axis=0)
    statuses = np.array([*(status for _, status, _ in rules), otherwise[0]])
    reasons = np.array([*(reason for _, _, reason in rules), otherwise[1]])
    return Verdicts(status=statuses[first], reason=reasons[first], quantity=quantity, score=score)


# What the published methods look at: end points, a goal or only a direction, and the figures in between.


class Track(Record):
    """R series, each with years of its own; times in years, values in the unit of the indicator.

    start, value, goal at start_time, time, due: (R,), NaN where there is none. direction: +1 where more is wanted, -1
    where less. limit: a natural limit such as 100 %, NaN where none. times, values: (R, P), the figures up to `time`,
    the start among them, NaN where there is none. present: known where there is a figure to judge, else why not.
    met, met_at_start: the goal is met by the figure, by the start. at_due: the figure is that of the goal's date.
    lost: met at the start and not any more; what was met and lost between is no matter of two end points. exceeded: a
    ceiling on a sum was.
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


def track_of(outcome: Outcome) -> Track:
    """The tracks of an outcome. A sum is one of its running total; a range leads to the bound that is nearer."""
    course, regions = outcome.course, outcome.value.shape
    kept = outcome.met & (not (outcome.hold or outcome.ceiling or course.relative)) & ~outcome.estimated
    times, values = _figures(outcome)
    return Track(
        start_time=np.full(regions, course.base_time),
        start=outcome.baseline,
        time=outcome.time,
        value=outcome.value,
        due=np.full(regions, course.due_time),
        goal=outcome.goal.value,
        direction=outcome.direction,
        limit=np.full(regions, course.limit),
        times=times,
        values=values,
        present=unless(outcome.present, (outcome.at_due & outcome.gaps, Missing.GAP_IN_YEARS)),
        met=np.asarray(np.where(outcome.at_due, outcome.met, kept)),
        met_at_start=outcome.met_at_baseline,
        at_due=outcome.at_due & outcome.goal.known,
        lost=outcome.lost & outcome.met_at_baseline,
        exceeded=outcome.exceeded,
        broken=outcome.broken >= 0,
        hold=np.full(regions, outcome.hold),
        percent=np.full(regions, course.percent),
        suited=measured(
            np.ones(regions),
            (outcome.hold or outcome.ceiling or (outcome.wayless and not outcome.aimless), Missing.NO_RATE_FOR_GOAL),
            (outcome.goal.lacks(Missing.ZERO_OR_SIGN_CHANGE), Missing.ZERO_OR_SIGN_CHANGE),
            (outcome.goal.lacks(Missing.NO_BASELINE), Missing.NO_BASELINE),
            (outcome.overshot, Missing.OVERSHOT),
        ),
    )


def _figures(outcome: Outcome) -> tuple[Floats, Floats]:
    # Every whole figure up to the judged one; in the base year the plan's own baseline stands before a figure.
    course, series = outcome.course, outcome.series
    base = np.abs(series.times - course.base_time) <= SAME_TIME
    late = ~(series.times <= outcome.time[:, None] + SAME_TIME)
    whole = np.where(late | series.estimated, np.nan, series.values)
    held = whole[:, base][:, -1] if base.any() else np.full(len(whole), np.nan)
    start = np.where(np.isnan(outcome.baseline), held, outcome.baseline)
    times = np.append(series.times[~base], course.base_time)
    values = np.concatenate((whole[:, ~base], start[:, None]), axis=1)
    return np.broadcast_to(times, values.shape), values


def together(tracks: Sequence[Track]) -> Track:
    """Several tracks as one, in their order, so that a method judges them in one call; at least one."""
    columns = max(one.times.shape[1] for one in tracks)
    return Track(**{name: _joined([getattr(one, name) for one in tracks], columns) for name in Track.__struct_fields__})


def _joined(parts: Sequence[Any], columns: int) -> Any:
    if isinstance(parts[0], Measured):
        return Measured.joined(parts)
    if parts[0].ndim == 1:
        return np.concatenate(parts)
    rows = [np.pad(one, ((0, 0), (0, columns - one.shape[1])), constant_values=np.nan) for one in parts]
    return np.concatenate(rows)


Rule = tuple[object, str, str]


def after_facts(
    track: Track, *rules: Rule, best: str, worst: str, quantity: Measured, score: Measured | None = None
) -> Verdicts:
    """The facts, which no ratio overrules, then the rules of a published method on its `quantity`.

    Met is met, and a goal that the start met and that was lost since is the `worst` class however a ratio of two
    negatives comes out. With the figure of its date a goal is met or missed and never in progress; that word is
    planck's, as no source has one. Until that figure is there the newest verdict stands.
    """
    said = choose(track.suited.known, quantity, track.suited)
    return first_that_holds(
        (track.exceeded, "missed", "cap_exceeded"),
        (track.broken, "missed", "hold_broken"),
        (~track.present.known, NOT_ASSESSED, NOT_ASSESSED),
        (track.at_due & track.met, best, "met_at_due"),
        (track.at_due, "missed", "missed"),
        (track.met, best, "met_early"),
        (~track.suited.known, NOT_ASSESSED, NOT_ASSESSED),
        (track.lost, worst, "lost"),
        (~quantity.known, NOT_ASSESSED, NOT_ASSESSED),
        *rules,
        otherwise=(worst, "measured"),
        quantity=choose(track.present.known, said, track.present),
        score=score,
    )


UNDECIDED = {"missed": Level.MISSED, NOT_ASSESSED: Level.NOT_ASSESSED}
"""The classes that planck adds to those of a source."""


def of_outcomes(judge: Judge, **fields: Any) -> None:
    """Register a method of outcomes under the name of its function; `fields`: what else `Method` holds."""
    METHODS.add(judge.__name__, Method(name=judge.__name__, judge=judge, **fields))


def published(judge: JudgeTrack, *, read: ReadTrack = track_of, **fields: Any) -> None:
    """Register a method of tracks under the name of its function; of outcomes it judges what `read` makes of them."""

    def of_outcome(outcome: Outcome, borders: Mapping[str, float]) -> Verdicts:
        return judge(read(outcome), borders)

    of_outcome.__name__ = judge.__name__
    of_outcomes(of_outcome, judge_track=judge, read_track=read, **fields)


# Growth as the published methods measure it: made, needed, and one against the other.


def growth_rate(start: Floats, end: Floats, years: Floats) -> Measured:
    """Growth a year from start to end as a share, (end / start) ** (1 / years) - 1; to zero it is -1, a total loss.

    There is none from zero or through a change of sign. Open SDG puts 0.001 in the place of a zero; then the small
    number decides and not the figures (from 5 to 0.5 with goal 0 reads "limited progress"), so planck does not.
    """
    lost = (end == 0) & (start != 0)
    with np.errstate(all="ignore"):
        rate = np.expm1((np.log(np.abs(end)) - np.log(np.abs(start))) / years)
    return measured(
        np.where(lost, -1.0, rate),
        (np.isnan(start) | np.isnan(end), Missing.NO_FIGURE),
        (~(years > 0), Missing.NO_TIME_LEFT),
        (~same_sign(start, end) & ~lost, Missing.ZERO_OR_SIGN_CHANGE),
    )


def wanted_growth(track: Track) -> Measured:
    """Growth a year made so far, counted in the wanted direction (R,): more of a negative amount is less."""
    made = growth_rate(track.start, track.value, track.time - track.start_time)
    with np.errstate(invalid="ignore"):
        sign = np.where((track.start < 0) & (track.value <= 0), -1.0, 1.0)
    return Measured(track.direction * sign * made.value, made.why)


def ratio_of_growth(track: Track) -> Measured:
    """Growth made in the wanted direction over the size of the growth needed from the start to the goal, R.

    The size, so that a start beyond the goal does not turn a retreat into progress.
    Source: Statistics Canada, docs/progress-methodology.md of Open SDG 2.4; after Eurostat.
    """
    made = wanted_growth(track)
    # No rate leads to zero on time, although one may have led there.
    needed = unless(
        growth_rate(track.start, track.goal, track.due - track.start_time),
        (track.goal == 0, Missing.ZERO_OR_SIGN_CHANGE),
    )
    with np.errstate(all="ignore"):
        ratio = made.value / np.abs(needed.value)
    number = measured(
        ratio,
        (np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (needed.value == 0, Missing.BASELINE_MEETS_GOAL),
        (~(made.known & needed.known), Missing.ZERO_OR_SIGN_CHANGE),
    )
    return after(made, number)


def ratio_or_growth(track: Track) -> Measured:
    """R where there is a goal, growth a year in the wanted direction where there is none."""
    return choose(track.aimless, wanted_growth(track), ratio_of_growth(track))
