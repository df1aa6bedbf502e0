"""The forecast tried on a plan's own figures: their last years hidden, predicted, and compared with what came."""

from collections.abc import Iterable, Iterator

import numpy as np
from msgspec.structs import replace

from planck.assess.case import Case, case_of
from planck.assess.select import Selection, select
from planck.engine.measured import Bools, Floats
from planck.engine.outcome import SAME_TIME, Outcome
from planck.engine.outlook.forecast import LEVELS, points_of
from planck.engine.outlook.replay import Replay, Score, replay, score
from planck.model import Figure, FigureStatus, Measure, Plan
from planck.record import Record


class Backtest(Record):
    """What came of predicting the last `hold_out` figures of every series from those before.

    series: those that could be tried; short: those with too few figures before the hidden ones. coverage: for each
    level of the intervals the share of hidden figures that lay within (None without any). score: how the probability
    of meeting what the path asks for in the hidden year did.
    """

    hold_out: int
    series: int
    short: int
    predictions: int
    coverage: tuple[tuple[float, float | None], ...]
    score: Score


class _Trial(Record):
    replay: Replay
    chance: Floats
    happened: Bools


def backtest(plans: Iterable[Plan], figures: Iterable[Figure], hold_out: int) -> Backtest:
    """The forecast of every series that a plan has a goal on, tried on its last `hold_out` figures.

    Figures of a scenario are left out: they never came. A series counts once, however many targets it has.
    Raises ValueError when nothing is to be hidden.
    """
    published = [figure for figure in figures if figure.status is not FigureStatus.ASSUMED]
    trials = [trial for plan in plans for trial in _trials(plan, published, hold_out)]
    inside = [(level, _joined([trial.replay.inside(level) for trial in trials])) for level in LEVELS]
    return Backtest(
        hold_out=hold_out,
        series=sum(len(set(trial.replay.row.tolist())) for trial in trials),
        short=sum(trial.replay.short for trial in trials),
        predictions=sum(trial.replay.value.size for trial in trials),
        coverage=tuple((level, float(hits.mean()) if hits.size else None) for level, hits in inside),
        score=score(
            _joined([trial.chance for trial in trials]), _joined([trial.happened for trial in trials]).astype(np.bool_)
        ),
    )


def _joined(parts: list[Floats] | list[Bools]) -> Floats:
    return np.concatenate([np.empty(0), *parts])


def _trials(plan: Plan, figures: list[Figure], hold_out: int) -> Iterator[_Trial]:
    selection = select(plan, figures, None)
    seen = set()
    for case in _cases(plan, selection):
        series = case.indicator.id, case.target.region.name, case.course.running
        if series not in seen:
            seen.add(series)
            yield _trial(case, hold_out)


def _cases(plan: Plan, selection: Selection) -> Iterator[Case]:
    for target in plan.targets:
        case = case_of(plan, target, selection, goal=target.goal, due=target.due)
        if not (case.course.done or case.course.relative or case.indicator.measure is Measure.RANK):
            yield case


def _trial(case: Case, hold_out: int) -> _Trial:
    found = Outcome(case.course, case.series, -np.inf)
    tried = replay(points_of(case.course, case.series, found), hold_out)
    low, high = _asked(case, found, tried)
    chance = tried.probability(low, high)
    with np.errstate(invalid="ignore"):
        happened = (tried.value >= low) & (tried.value <= high)
    return _Trial(replay=tried, chance=chance, happened=happened)


def _asked(case: Case, found: Outcome, tried: Replay) -> tuple[Floats, Floats]:
    """The bounds of meeting what the path asks for in each hidden year; the goal itself where it asks nothing."""
    path = np.full(tried.time.shape, np.nan)
    for time in np.unique(tried.time):
        now = tried.time == time
        path[now] = _path_values(case, float(time))[tried.row[now]]
    upwards = found.direction[tried.row] > 0
    low, high = found.low[tried.row], found.high[tried.row]
    known = ~np.isnan(path)
    return (
        np.where(known, np.where(upwards, path, -np.inf), low),
        np.where(known, np.where(upwards, np.inf, path), high),
    )


def _path_values(case: Case, time: float) -> Floats:
    # What the path asks for depends on when a figure was, not on what it was or came after.
    now = np.abs(case.series.times - time) <= SAME_TIME
    shown = replace(case.series, values=np.where(now, case.series.values, np.nan))
    return Outcome(case.course, shown, -np.inf).path_value.value
