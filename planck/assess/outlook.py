"""The outlook on a target: trend, forecast, fragility and feasibility, region by region; and the forecast tried."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.assess.case import Case, Judgement, case_of
from planck.assess.firmness import Firmness, fragilities
from planck.assess.panel import panel
from planck.assess.select import Selection, Why, select
from planck.engine.measured import Bools, Floats, Measured, running_total
from planck.engine.method import reaches
from planck.engine.outcome import SAME_TIME, Outcome, Places
from planck.engine.outlook import (
    LEVELS,
    Points,
    Replay,
    Score,
    best_pace,
    best_quarter,
    one_a_time,
    pace_between,
    points_of,
    predicted,
    replay,
    score,
    theil_sen,
    with_start,
)
from planck.model import (
    Feasibility,
    Figure,
    FigureStatus,
    Forecast,
    Fragility,
    Interval,
    Measure,
    Missing,
    Number,
    Outlook,
    Period,
    Plan,
    Quantity,
    Trend,
)
from planck.record import Record

LAST_CHANGES = 5


class _View(Record):
    # What the parts of an outlook look at: the series of the place and of its peers.
    judgement: Judgement
    points: Points
    peers: "Peers"
    pace: Measured
    freedom: Places
    median: Measured
    intervals: tuple[tuple[float, Measured, Measured], ...]
    chance: Measured
    best_year: Floats
    best: Mapping[float, tuple[Floats, Floats]]
    wanted: Floats
    labels: Mapping[float, str]


def outlooks(judgement: Judgement, firm: Firmness) -> list[Outlook]:
    """The outlook of every region of a case."""
    view = _view(judgement)
    fragility = fragilities(judgement, firm)
    return [_outlook(view, region, fragility[region]) for region in range(len(judgement.case.panel.regions))]


def _view(judgement: Judgement) -> _View:
    case, found = judgement.case, judgement.found
    points = points_of(case.course, case.series, found)
    ahead = predicted(points, case.course.due_time)
    wanted = _wanted(found)
    return _View(
        judgement=judgement,
        points=points,
        peers=peers_of(judgement.plan, case, points, judgement.selection.peers),
        pace=theil_sen(points),
        freedom=ahead.freedom,
        median=ahead.median(),
        intervals=tuple((level, *ahead.interval(level)) for level in LEVELS),
        chance=ahead.probability(found.low, found.high),
        best_year=best_pace(points, 1.0, wanted)[0],
        best={years: best_pace(points, years, wanted) for years in _years_left(judgement)},
        wanted=wanted,
        labels=_labels(case, points),
    )


def _years_left(judgement: Judgement) -> set[float]:
    times = judgement.found.time
    return set((judgement.case.course.due_time - times[~np.isnan(times)]).tolist())


def _labels(case: Case, points: Points) -> dict[float, str]:
    # Of periods that end together the longest comes last.
    periods = [(period.time, period.label) for period in (case.base, *case.panel.periods)]
    return {
        time: [label for other, label in periods if abs(other - time) <= SAME_TIME][-1]
        for time in points.times.tolist()
    }


def _wanted(found: Outcome) -> Floats:
    # The side on which the goal lies now; of a goal that is met, or has no figure, the side that it asks for.
    side = np.sign(found.nearest - found.value)
    return np.where(np.isnan(side) | (side == 0), found.direction, side)


def _outlook(view: _View, region: int, fragility: Fragility) -> Outlook:
    return Outlook(
        trend=_trend(view, region),
        forecast=_forecast(view, region),
        fragility=fragility,
        feasibility=_feasibility(view, region),
    )


def _trend(view: _View, region: int) -> Trend:
    judgement = view.judgement
    own = view.points.of(np.array([region]))
    known, times = np.flatnonzero(own.known[0]), view.points.times
    absent = judgement.found.present.at(region)
    others = _peer_paces(view, region)
    steps = list(pairwise(known.tolist()))[-LAST_CHANGES:]
    paces = [float(pace_between(own, first, second)[0]) for first, second in steps]
    return Trend(
        points=len(known),
        pace=absent if isinstance(absent, Missing) else view.pace.at(region),
        changes=tuple(
            (view.labels[float(times[second])], _or(pace, Missing.ZERO_OR_SIGN_CHANGE))
            for (_, second), pace in zip(steps, paces, strict=True)
        ),
        peers=len(others),
        peer_pace=_or(best_quarter(others, float(view.wanted[region])), Missing.NO_PEERS),
    )


def _peer_paces(view: _View, region: int) -> Floats:
    end = float(view.judgement.found.time[region])
    return np.empty(0) if np.isnan(end) else view.peers.paces(view.judgement.case.base.time, end, region)


def _forecast(view: _View, region: int) -> Forecast:
    why = _no_forecast(view.judgement, region)
    chance = why or view.chance.at(region)
    bounds = [(level, low.at(region), high.at(region)) for level, low, high in view.intervals]
    return Forecast(
        steps=max(0, int(view.freedom[region]) + 1),
        central=why or view.median.at(region),
        intervals=tuple(
            Interval(level=level, low=low, high=high)
            for level, low, high in bounds
            if not (why or isinstance(low, Missing) or isinstance(high, Missing))
        ),
        probability=Missing.ALREADY_MET if not why and _kept(view.judgement.found, region) else chance,
    )


def _no_forecast(judgement: Judgement, region: int) -> Missing | None:
    absent = judgement.found.present.at(region)
    if isinstance(absent, Missing):
        return absent
    # A goal of every year asks for all the years at once, and a rank does not walk.
    if judgement.found.hold or judgement.case.indicator.measure is Measure.RANK:
        return Missing.NO_RATE_FOR_GOAL
    return Missing.NO_PATH if judgement.found.wayless else None


def _kept(found: Outcome, region: int) -> bool:
    # A sum that has come together does not shrink.
    return bool(found.course.running and found.met[region] and not found.ceiling)


def _feasibility(view: _View, region: int) -> Feasibility:
    found, case = view.judgement.found, view.judgement.case
    needed = found.required_from_now.at(region)
    if isinstance(needed, Missing):
        return Feasibility(
            years=needed, needed=needed, best=needed, best_period="", best_year=needed, peers=0, share_of_peers=needed
        )
    years, wanted = case.course.due_time - float(found.time[region]), float(view.wanted[region])
    best, ended = (found_[region] for found_ in view.best[years])
    others = view.peers.best(years, wanted, region)
    return Feasibility(
        years=years,
        needed=needed,
        best=_or(float(best), Missing.NO_SPAN),
        best_period="" if np.isnan(ended) else view.labels[float(ended)],
        best_year=_or(float(view.best_year[region]), Missing.NO_SPAN),
        peers=len(others),
        share_of_peers=float(reaches(wanted * others, wanted * needed).mean()) if len(others) else Missing.NO_PEERS,
    )


def _or(value: float, reason: Missing) -> Number:
    return reason if np.isnan(value) else value


# The same indicator elsewhere: what other regions in the figures have made.

Paces = dict[tuple[float, float], Floats]


class Peers(Record):
    """Series of other regions. among: row r is the assessed region r itself, which is no peer of its own."""

    points: Points
    among: bool
    _paces: Paces = field(default_factory=dict)
    _best: Paces = field(default_factory=dict)

    def paces(self, start: float, end: float, region: int) -> Floats:
        """The paces of the peers of a region from `start` to `end` (years), NaN left out."""
        if (start, end) not in self._paces:
            self._paces[start, end] = self._pace(start, end)
        return self._others(self._paces[start, end], region)

    def best(self, years: float, wanted: float, region: int) -> Floats:
        """The best pace over so many years of each peer of a region, NaN left out."""
        if (years, wanted) not in self._best:
            rows = np.full(len(self.points.values), wanted)
            self._best[years, wanted] = best_pace(self.points, years, rows)[0]
        return self._others(self._best[years, wanted], region)

    def _pace(self, start: float, end: float) -> Floats:
        first, last = (np.flatnonzero(np.abs(self.points.times - time) <= SAME_TIME) for time in (start, end))
        if not (first.size and last.size) or end - start <= SAME_TIME:
            return np.full(len(self.points.values), np.nan)
        return pace_between(self.points, int(first[-1]), int(last[-1]))

    def _others(self, paces: Floats, region: int) -> Floats:
        others = np.delete(paces, region) if self.among else paces
        return others[~np.isnan(others)]


def elsewhere(plan: Plan, selection: Selection, as_of: Period | None) -> Selection | None:
    """The figures of regions that the plan is not about, sorted out as its own are; None where there are none."""
    figures = selection.aside(Why.ELSEWHERE)
    return select(replace(plan, region=replace(plan.region, every=True)), figures, as_of) if figures else None


def peers_of(plan: Plan, case: Case, points: Points, others: Selection | None) -> Peers:
    """The peers of a case: the regions in `others`, and without any its own other regions."""
    if others is None or case.goal.series:
        return Peers(points=points, among=True)
    regions = tuple(name for name in others.regions if name not in case.panel.regions)
    found = panel(plan, others, case.indicator, regions, due=case.due, quantity=case.goal.quantity)
    values, total = found.values, case.goal.quantity is Quantity.TOTAL
    if total:
        values = running_total(found.starts, found.times, values, case.base.time)
    known = np.where(found.estimated, np.nan, values)
    made = one_a_time(found.times, known, compound=case.course.path == "compound")
    start = np.full(len(regions), 0.0 if total else np.nan)
    return Peers(points=with_start(made, case.base.time, start), among=False)


# The forecast tried on a plan's own figures: their last years hidden, predicted, and compared with what came.


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
