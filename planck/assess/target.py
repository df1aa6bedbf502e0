"""One target, judged: the engine's arrays turned into assessments."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import pairwise, product

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.assess.course import Case, case_of, rate_kind
from planck.assess.panel import PERCENT, is_percent, panel
from planck.assess.select import Selection, indicator_names, key, region_names, select
from planck.engine.measured import Floats, Measured, running_total
from planck.engine.method import METHODS, NOT_ASSESSED, Method, ReadTrack, Verdicts, Words, reaches, together
from planck.engine.outcome import SAME_TIME, Outcome, meets, outcome
from planck.engine.outlook.flip import MOST_STEPS, Found, Grid, Question, Search, flips
from planck.engine.outlook.forecast import (
    LEVELS,
    Points,
    Rows,
    best_pace,
    best_quarter,
    one_a_time,
    pace_between,
    points_of,
    predicted,
    theil_sen,
    with_start,
)
from planck.load.cells.number import PREFIXES, is_counted
from planck.model import (
    Assessment,
    Binary,
    Call,
    Comparator,
    Constant,
    Expression,
    Feasibility,
    Figure,
    FigureStatus,
    Flag,
    Flip,
    Forecast,
    Fragility,
    Goal,
    Indicator,
    Interval,
    Level,
    Measure,
    MethodChoice,
    Missing,
    Number,
    Operator,
    Opinion,
    Outlook,
    Period,
    Plan,
    Quantity,
    Reading,
    Reason,
    Target,
    Trend,
)
from planck.record import Record

# What a reader of a status should know besides.

_BY_STATUS = {
    FigureStatus.PRELIMINARY: Flag.PRELIMINARY,
    FigureStatus.ESTIMATED: Flag.ESTIMATED,
    FigureStatus.ASSUMED: Flag.ASSUMED,
}


def flags_of(case: Case, found: Outcome, region: int, *, assumed: bool) -> Iterator[Flag]:
    """The flags of one region. `assumed`: only a scenario reaches to the time of judgement."""
    past, aim = found.history, found.aim
    if aim.met_at_baseline[region]:
        yield Flag.MET_AT_BASELINE
    if past.lost[region]:
        yield Flag.MET_THEN_LOST
    if past.worsening[region] and aim.met[region]:
        yield Flag.MET_BUT_WORSENING
    if past.reached_late[region]:
        yield Flag.REACHED_LATE
    if past.expired[region]:
        yield Flag.EXPIRED
        if assumed:
            yield Flag.ASSUMED
    if case.goal is not case.target.goal:
        yield Flag.REVISED_GOAL
    if _rebased(case, region):
        yield Flag.REBASED
    yield from _reading_flags(case, found, region)


def _reading_flags(case: Case, found: Outcome, region: int) -> Iterator[Flag]:
    column = int(found.judged.column[region])
    if column < 0:
        return
    latest = case.panel.reading(region, column)
    if latest.derived:
        yield Flag.DERIVED
    if latest.annualised:
        yield Flag.ANNUALISED
    for reading in _deciding(case, found, region):
        for figure in reading.figures:
            if figure.status in _BY_STATUS:
                yield _BY_STATUS[figure.status]


def _deciding(case: Case, found: Outcome, region: int) -> Iterator[Reading]:
    """The readings that the verdict rests on.

    A sum and a yearly goal rest on every figure of their years, and so does a goal that was met before; others rest on
    the newest. A baseline from the figures is one of them.
    """
    counted = found.judged.counted[region]
    every = case.course.running or case.course.path == "hold" or bool(found.history.lost[region])
    columns = np.flatnonzero(counted) if every else [int(found.judged.column[region])]
    for column in columns:
        yield case.panel.reading(region, int(column))
    start = case.target.baseline
    held = case.panel.at(region, start.period) if start and start.value is None else None
    if held:
        yield held


def _rebased(case: Case, region: int) -> bool:
    start = case.target.baseline
    if case.course.running or case.course.relative or start is None or start.value is None:
        return False
    held = case.panel.at(region, start.period)
    return held is not None and held.value != start.value


# Printed rounding: the span of true values that a printed number stands for.

Span = tuple[float, float]


def half_unit(text: str) -> float:
    """Half a unit of the last printed digit: 0.05 for 1.5, 500 for 3.5万; 0 where the text is no plain number."""
    digits = key(text).replace(",", "").rstrip("%")
    number = digits.rstrip("十百千万亿")
    power = PREFIXES.get(digits[len(number) :], Fraction(1))
    try:
        exponent = Decimal(number).as_tuple().exponent
    except InvalidOperation:
        return 0.0
    return 0.5 * 10.0**exponent * float(power) if isinstance(exponent, int) else 0.0


def span(reading: Reading) -> Span:
    """The values that would be printed like this reading."""
    half = slack(reading)
    return reading.value - half, reading.value + half


def slack(reading: Reading) -> float:
    """Half a unit of the last digit that was printed, which for a converted figure was in another unit."""
    conversion = reading.figures[0].converted if len(reading.figures) == 1 else None
    return half_unit(conversion.text) * conversion.factor if conversion else half_unit(reading.text)


def formula_span(expression: Expression, spans: Mapping[str, Span], indicators: Mapping[str, Indicator]) -> Span | None:
    """A span that holds every value of a formula while its inputs move within theirs (interval arithmetic).

    It may be wider than need be where an input stands twice, never narrower. None where a divisor may be zero, and for
    functions, which read more than one period.
    """
    if isinstance(expression, Constant):
        return expression.value, expression.value
    if isinstance(expression, Call):
        return None
    if not isinstance(expression, Binary):
        scale = PERCENT if is_percent(indicators[expression.indicator].unit) else 1
        low, high = spans[expression.indicator]
        return low / scale, high / scale
    left = formula_span(expression.left, spans, indicators)
    right = formula_span(expression.right, spans, indicators)
    return None if left is None or right is None else _combined(expression.operator, left, right)


def _combined(operator: Operator, left: Span, right: Span) -> Span | None:
    if operator is Operator.ADD:
        return left[0] + right[0], left[1] + right[1]
    if operator is Operator.SUBTRACT:
        return left[0] - right[1], left[1] - right[0]
    if operator is Operator.DIVIDE:
        if right[0] <= 0 <= right[1]:
            return None
        right = 1 / right[1], 1 / right[0]
    corners = [a * b for a in left for b in right]
    return min(corners), max(corners)


# What would change a verdict: asked again through the engine, for all regions of a target at once.

# How far a flip is looked for: so many times the largest of figure, goal and baseline.
FAR = 10
# The share by which an open end of a span of rounding is left out.
SHORT = 1e-6
NEVER_BELOW_ZERO = (Measure.STOCK, Measure.FLOW, Measure.RANK)
NOT_FINAL = (FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED)

Statuses = tuple[str, ...] | Missing


class Asked(Record):
    """Verdicts to be asked again: the case, what the engine found, the statuses (R,) and the method's classes."""

    case: Case
    found: Outcome
    status: Words
    classes: tuple[str, ...]
    question: Question
    usual_revision: Callable[[str], Number]


# Moves of the latest figure and of the baseline, or why the question is not asked.
Moves = tuple[tuple[float, float], ...] | Missing


def fragilities(asked: Asked) -> list[Fragility]:
    """The fragility of every region's verdict: one engine call for the questions, a few for the flips."""
    regions = range(len(asked.status))
    usual = [_usual(asked, region) for region in regions]
    answers = _answers(
        asked,
        [
            (region, moves)
            for region in regions
            for moves in (_rounding(asked, region), _dropped(asked, region), _revised(asked, region, usual[region]))
        ],
    )
    grids = [_grid(asked, region) for region in regions]
    nearest = _flips(asked, grids)
    return [
        Fragility(
            step=grid if isinstance(grid, Missing) else grid.step,
            up=grid if isinstance(grid, Missing) else nearest[region, 1],
            down=grid if isinstance(grid, Missing) else nearest[region, -1],
            rounding=answers[3 * region],
            dropped=answers[3 * region + 1],
            revision=answers[3 * region + 2],
            usual_revision=usual[region],
        )
        for region, grid in enumerate(grids)
    ]


def _answers(asked: Asked, wanted: list[tuple[int, Moves]]) -> list[Statuses]:
    """For moves of regions the statuses other than the region's own that they lead to; one engine call for all."""
    moves = [() if isinstance(each, Missing) else each for _, each in wanted]
    rows = np.repeat([region for region, _ in wanted], [len(each) for each in moves]).astype(np.intp)
    if not rows.size:
        return [each if isinstance(each, Missing) else () for _, each in wanted]
    by, start = np.array([move for each in moves for move in each]).T
    seen = iter(asked.question.moved(rows, by, start).tolist())
    answers: list[Statuses] = []
    for region, each in wanted:
        if isinstance(each, Missing):
            answers.append(each)
            continue
        found = {next(seen) for _ in each}
        others = found - {str(asked.status[region]), NOT_ASSESSED}
        # Where nothing is left to judge by, the verdict neither stays nor changes.
        answers.append(
            Missing.NOT_ASSESSED if found == {NOT_ASSESSED} else tuple(sorted(others, key=asked.classes.index))
        )
    return answers


def _reading(asked: Asked, region: int) -> Reading | Missing:
    """The judged figure as it was printed, or why no printed figure was judged."""
    if asked.status[region] == NOT_ASSESSED:
        return Missing.NOT_ASSESSED
    reading = asked.case.panel.reading(region, int(asked.found.judged.column[region]))
    printed = _decimal(reading.text)
    if asked.case.goal.comparator is Comparator.DONE:
        return Missing.NO_PATH
    if reading.derived or reading.annualised or printed is None or float(printed) != reading.value:
        return Missing.NOT_PRINTED
    return reading


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(key(text).replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _rounding(asked: Asked, region: int) -> Moves:
    reading = _reading(asked, region)
    if isinstance(reading, Missing):
        return reading
    counted = asked.case.indicator.measure in (Measure.RANK, Measure.EVENT) or is_counted(asked.case.indicator.unit)
    if counted and reading.value == int(reading.value):
        return Missing.EXACT_COUNT
    ends = _ends(reading.value, slack(reading))
    baseline = asked.found.aim.baseline[region]
    start = (0.0,) if np.isnan(baseline) or asked.case.course.running else _ends(baseline, _half(asked, region))
    return tuple(move for move in product(ends, start) if move != (0.0, 0.0))


def _ends(value: float, half: float) -> tuple[float, ...]:
    # Rounded half up: the number itself would not be printed so at the end away from zero.
    away, towards = half * (1 - SHORT), half
    return (-towards, 0.0, away) if value >= 0 else (-away, 0.0, towards)


def _half(asked: Asked, region: int) -> float:
    start, value = asked.case.target.baseline, float(asked.found.aim.baseline[region])
    held = asked.case.panel.at(region, start.period) if start and start.value is None else None
    printed = held.text if held else start.printed if start else ""
    # Where the text is another number (a sum, another unit), at least the digits that the number needs were printed.
    return half_unit(printed if _decimal(printed) == Decimal(repr(value)) else repr(value).removesuffix(".0"))


def _dropped(asked: Asked, region: int) -> Moves:
    if asked.status[region] == NOT_ASSESSED:
        return Missing.NOT_ASSESSED
    # What has happened, a goal decided at its date or met before it, was naturally still open a figure earlier.
    if asked.found.judged.at_due[region]:
        return Missing.NO_TIME_LEFT
    if asked.found.aim.met[region] and not asked.found.aim.ceiling:
        return Missing.ALREADY_MET
    several = asked.found.judged.counted[region].sum() > 1
    return ((np.nan, 0.0),) if several else Missing.NO_EARLIER_FIGURE


def _usual(asked: Asked, region: int) -> Number:
    if asked.status[region] == NOT_ASSESSED:
        return Missing.NOT_ASSESSED
    reading = asked.case.panel.reading(region, int(asked.found.judged.column[region]))
    if not any(figure.status in NOT_FINAL for figure in reading.figures):
        return Missing.NOT_PRELIMINARY
    return Missing.NO_REVISIONS if reading.derived else asked.usual_revision(asked.case.panel.regions[region])


def _revised(asked: Asked, region: int, usual: Number) -> Moves:
    if isinstance(usual, Missing):
        return usual
    value = asked.case.panel.values[region, int(asked.found.judged.column[region])]
    size = abs(value) * usual if asked.case.course.path == "compound" else usual
    return (-size, 0.0), (size, 0.0)


def _grid(asked: Asked, region: int) -> Grid | Missing:
    reading = _reading(asked, region)
    if isinstance(reading, Missing):
        return reading
    printed = Decimal(key(reading.text).replace(",", "").rstrip("%"))
    digits = -int(printed.as_tuple().exponent)
    return Grid(whole=int(printed.scaleb(digits)), digits=digits)


def _flips(asked: Asked, grids: list[Grid | Missing]) -> dict[tuple[int, int], Flip | Missing]:
    searches = [
        _search(asked, region, grid, side)
        for region, grid in enumerate(grids)
        if not isinstance(grid, Missing)
        for side in (1, -1)
    ]
    found = flips(asked.question, searches)
    return {(search.row, search.side): _flip(asked, search, hit) for search, hit in zip(searches, found, strict=True)}


def _search(asked: Asked, region: int, grid: Grid, side: int) -> Search:
    aim, column = asked.found.aim, int(asked.found.judged.column[region])
    # A sum, or a difference from another series, moves with its last figure.
    beyond = float(asked.case.series.values[region, column]) - grid.at(0)
    bounds = [float(bound[region]) - beyond for bound in (aim.low, aim.high) if np.isfinite(bound[region])]
    sizes = [grid.at(0), grid.step, *bounds, *(value for value in [float(aim.baseline[region])] if np.isfinite(value))]
    most = min(MOST_STEPS, int(FAR * max(map(abs, sizes)) / grid.step))
    if side < 0 and grid.whole >= 0 and asked.case.indicator.measure in NEVER_BELOW_ZERO:
        most = grid.whole
    return Search(
        row=region,
        grid=grid,
        status=str(asked.status[region]),
        side=side,
        most=most,
        landmarks=tuple(side * grid.steps_to(bound) for bound in bounds),
    )


def _flip(asked: Asked, search: Search, hit: Found | None) -> Flip | Missing:
    if hit is None:
        return Missing.NO_FLIP
    grid, steps = search.grid, search.side * hit.steps
    return Flip(
        change=replace(grid, whole=0).at(steps),
        value=grid.at(steps),
        keeps=grid.at(steps - search.side),
        status=hit.status,
        better=asked.classes.index(hit.status) < asked.classes.index(search.status),
    )


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
    figures = selection.elsewhere
    return select(replace(plan, region=replace(plan.region, every=True)), figures, as_of) if figures else None


def peers_of(plan: Plan, case: Case, points: Points, others: Selection | None) -> Peers:
    """The peers of a case: its other regions where it has several, else the regions in `others`."""
    if len(case.panel.regions) > 1 or others is None or case.goal.series:
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


# How far figures of an indicator are usually revised after they were first published.

# Fewer revisions than these are no habit.
LEAST_REVISIONS = 3

Vintages = dict[str, dict[Period, list[Figure]]]


def revisions(plan: Plan, selection: Selection, indicator: str, *, relative: bool) -> Callable[[str], Number]:
    """A function from a region to the usual revision of the indicator there; vintages are sorted out once, if asked.

    It is the median size of the change from the first published value to the newest, over periods published twice or
    more: as a share of the first value where `relative`, else in the unit. Missing below three such periods. Scenarios
    are no publications.
    """
    vintages = cache(lambda: _vintages(plan, selection, indicator))
    return lambda region: _usual_revisions(vintages().get(region, {}).values(), relative=relative)


def _usual_revisions(periods: Iterable[list[Figure]], *, relative: bool) -> Number:
    sizes = []
    for vintages in periods:
        first, newest = (pick(vintages, key=lambda figure: figure.known).value for pick in (min, max))
        assert first is not None
        assert newest is not None
        if len({figure.known for figure in vintages}) > 1 and not (relative and first == 0):
            sizes.append(abs((newest - first) / first) if relative else abs(newest - first))
    if len(sizes) < LEAST_REVISIONS:
        return Missing.NO_REVISIONS
    # Few runs have such figures, and the others need not wait for the import.
    from statistics import median

    return median(sizes)


def _vintages(plan: Plan, selection: Selection, indicator: str) -> Vintages:
    regions, indicators = region_names(plan), indicator_names(plan)
    found: Vintages = defaultdict(lambda: defaultdict(list))
    for figure in (*selection.figures, *selection.outdated):
        if figure.status is not FigureStatus.ASSUMED and indicators[key(figure.indicator)] == indicator:
            region = regions.get(key(figure.region), figure.region) if figure.region else plan.region.name
            found[region][figure.period].append(figure)
    return found


# The outlook on a target: trend, forecast, fragility and feasibility, region by region.

LAST_CHANGES = 5


class Judgement(Record):
    """A case that was judged: what the engine found as of a time, and the statuses by a method with its borders."""

    plan: Plan
    selection: Selection
    case: Case
    found: Outcome
    as_of: float
    method: Method
    borders: Mapping[str, float]
    status: Words


class _View(Record):
    # What the parts of an outlook look at: the series of the place and of its peers.
    judgement: Judgement
    points: Points
    peers: Peers
    pace: Measured
    freedom: Rows
    median: Measured
    intervals: tuple[tuple[float, Measured, Measured], ...]
    chance: Measured
    best_year: Floats
    best: Mapping[float, tuple[Floats, Floats]]
    wanted: Floats
    labels: Mapping[float, str]


def outlooks(judgement: Judgement) -> list[Outlook]:
    """The outlook of every region of a case."""
    view = _view(judgement)
    firm = fragilities(_asked(judgement))
    return [_outlook(view, region, firm[region]) for region in range(len(judgement.case.panel.regions))]


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
        chance=ahead.probability(found.aim.low, found.aim.high),
        best_year=best_pace(points, 1.0, wanted)[0],
        best={years: best_pace(points, years, wanted) for years in _years_left(judgement)},
        wanted=wanted,
        labels=_labels(case, points),
    )


def _years_left(judgement: Judgement) -> set[float]:
    times = judgement.found.judged.time
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
    side = np.sign(found.aim.nearest - found.judged.value)
    return np.where(np.isnan(side) | (side == 0), found.aim.direction, side)


def _asked(judgement: Judgement) -> Asked:
    case, method, borders = judgement.case, judgement.method, judgement.borders
    return Asked(
        case=case,
        found=judgement.found,
        status=judgement.status,
        classes=method.statuses,
        question=Question(
            course=case.course,
            series=case.series,
            as_of=judgement.as_of,
            statuses=lambda found: method.judge(found, borders).status,
            column=judgement.found.judged.column,
        ),
        usual_revision=revisions(
            judgement.plan, judgement.selection, case.indicator.id, relative=case.course.path == "compound"
        ),
    )


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
    absent = judgement.found.judged.present.at(region)
    others = _peer_paces(view, region)
    return Trend(
        points=len(known),
        pace=absent if isinstance(absent, Missing) else view.pace.at(region),
        changes=tuple(
            (view.labels[float(times[second])], _change(own, int(first), int(second)))
            for first, second in list(pairwise(known))[-LAST_CHANGES:]
        ),
        peers=len(others),
        peer_pace=_or(best_quarter(others, float(view.wanted[region])), Missing.NO_PEERS),
    )


def _change(own: Points, first: int, second: int) -> Number:
    return _or(float(pace_between(own, first, second)[0]), Missing.ZERO_OR_SIGN_CHANGE)


def _peer_paces(view: _View, region: int) -> Floats:
    end = float(view.judgement.found.judged.time[region])
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
    absent = judgement.found.judged.present.at(region)
    if isinstance(absent, Missing):
        return absent
    aim = judgement.found.aim
    # A goal of every year asks for all the years at once, and a rank does not walk.
    if aim.hold or judgement.case.indicator.measure is Measure.RANK:
        return Missing.NO_RATE_FOR_GOAL
    return Missing.NO_PATH if aim.wayless else None


def _kept(found: Outcome, region: int) -> bool:
    # A sum that has come together does not shrink.
    return bool(found.course.running and found.aim.met[region] and not found.aim.ceiling)


def _feasibility(view: _View, region: int) -> Feasibility:
    found, case = view.judgement.found, view.judgement.case
    needed = found.pace.required_from_now.at(region)
    if isinstance(needed, Missing):
        return Feasibility(
            years=needed, needed=needed, best=needed, best_period="", best_year=needed, peers=0, share_of_peers=needed
        )
    years, wanted = case.course.due_time - float(found.judged.time[region]), float(view.wanted[region])
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


class AsOf(Record):
    """The time of judgement. given: the caller set it, so that what came later is not known; else the newest period
    among the figures used. assumed: only a scenario reaches that far. period None: there is no figure at all.
    """

    period: Period | None
    given: bool = False
    assumed: bool = False

    @property
    def time(self) -> float:
        """On the axis of years."""
        return self.period.time if self.period else -np.inf


class Judged(Record):
    """A target, judged: one assessment a region, and the outcome that they were made from."""

    found: Outcome
    assessments: tuple[Assessment, ...]


def assess_target(plan: Plan, target: Target, selection: Selection, as_of: AsOf) -> tuple[Assessment, ...]:
    """The assessments of a target, one a region: statuses and numbers, without outlook and opinions.

    For trials: what a verdict would be if something were otherwise.
    """
    return _current(plan, target, selection, as_of, ahead=False).assessments


def judge_target(plan: Plan, target: Target, selection: Selection, as_of: AsOf) -> Judged:
    """A target, judged. The goal in force at `as_of` decides; earlier ones come along, without an outlook.

    Where the time of judgement was not given, every revision in the plan is in force, as every figure counts.
    """
    current = _current(plan, target, selection, as_of, ahead=True)
    superseded = [
        _judge(plan, target, selection, as_of, version, ahead=False).assessments
        for version in _versions(target, as_of)[:-1]
    ]
    assessments = tuple(
        replace(assessment, superseded=tuple(earlier[region] for earlier in superseded))
        for region, assessment in enumerate(current.assessments)
    )
    return Judged(found=current.found, assessments=assessments)


def _current(plan: Plan, target: Target, selection: Selection, as_of: AsOf, *, ahead: bool) -> Judged:
    """A target, judged by the goal in force."""
    return _judge(plan, target, selection, as_of, _versions(target, as_of)[-1], ahead=ahead)


def _versions(target: Target, as_of: AsOf) -> list[tuple[Goal, Period]]:
    day = as_of.period.end if as_of.given and as_of.period else None
    revised = [revision for revision in target.revisions if day is None or revision.on <= day]
    return [(target.goal, target.due), *((revision.goal, revision.due or target.due) for revision in revised)]


def _judge(
    plan: Plan, target: Target, selection: Selection, as_of: AsOf, version: tuple[Goal, Period], *, ahead: bool
) -> Judged:
    """A target, judged by one version of its goal; `ahead`: with an outlook."""
    case = case_of(plan, target, selection, goal=version[0], due=version[1])
    found = outcome(case.course, case.series, as_of.time)
    method = METHODS[target.method.name]
    borders = method.with_borders(dict(target.method.borders))
    verdicts = method.judge(found, borders)
    assessments = tuple(
        _assessment(case, found, method, verdicts, region, assumed=as_of.assumed)
        for region in range(len(case.panel.regions))
    )
    if not ahead:
        return Judged(found=found, assessments=assessments)
    judgement = Judgement(
        plan=plan,
        selection=selection,
        case=case,
        found=found,
        as_of=as_of.time,
        method=method,
        borders=borders,
        status=verdicts.status,
    )
    firm = tuple(_firm(one, outlook) for one, outlook in zip(assessments, outlooks(judgement), strict=True))
    return Judged(found=found, assessments=firm)


def _firm(assessment: Assessment, outlook: Outlook) -> Assessment:
    fragile = {Flag.FRAGILE} if outlook.fragility.causes else set()
    return replace(assessment, outlook=outlook, flags=tuple(sorted({*assessment.flags, *fragile})))


def _assessment(
    case: Case, found: Outcome, method: Method, verdicts: Verdicts, region: int, *, assumed: bool
) -> Assessment:
    latest = _latest(case, found, region)
    borders = method.with_borders(dict(case.target.method.borders))
    judged, aim, progress, pace = found.judged, found.aim, found.progress, found.pace
    return Assessment(
        target=case.target,
        region=case.panel.regions[region],
        unit=case.indicator.unit,
        goal=case.goal,
        due=case.due,
        goal_value=aim.goal.at(region),
        goal_low=_finite(aim.low[region]),
        goal_high=_finite(aim.high[region]),
        baseline=_number(aim.baseline[region], Missing.NO_BASELINE),
        baseline_period=case.base,
        series=case.panel.of(region),
        latest=latest,
        judged=latest if isinstance(latest, Missing) else float(judged.value[region]),
        met=latest if isinstance(latest, Missing) else bool(aim.met[region]),
        on_path=_on_path(progress.path_value, bool(progress.on_path[region]), region),
        elapsed=progress.elapsed.at(region),
        way=progress.way.at(region),
        asked=progress.asked.at(region),
        path_value=progress.path_value.at(region),
        gap=progress.gap.at(region),
        gap_share=progress.gap_share.at(region),
        rate_kind=rate_kind(case.target, case.indicator),
        required_from_baseline=pace.required_from_baseline.at(region),
        achieved=pace.achieved.at(region),
        required_from_now=pace.required_from_now.at(region),
        pace_ratio=progress.pace_ratio.at(region),
        projection=pace.projection.at(region),
        reach=pace.reach.at(region),
        status=str(verdicts.status[region]),
        method=case.target.method.name,
        borders=tuple(borders.items()),
        flags=tuple(sorted(set(flags_of(case, found, region, assumed=assumed)))),
        reason=_reason(case, found, verdicts, latest, region),
    )


def _latest(case: Case, found: Outcome, region: int) -> Reading | Missing:
    column = int(found.judged.column[region])
    if column >= 0:
        return case.panel.reading(region, column)
    absent = found.judged.present.at(region)
    assert isinstance(absent, Missing)
    after_base = case.panel.times > case.base.time
    if (~np.isnan(case.panel.values[region]) & after_base & np.isnan(case.series.values[region])).any():
        return Missing.GAP_IN_SUM
    refused = (of == region and figure.period.end > case.base.end for of, figure in case.panel.refused)
    return Missing.NOT_COMPARABLE if any(refused) else absent


def _reason(case: Case, found: Outcome, verdicts: Verdicts, latest: Reading | Missing, region: int) -> Reason:
    decided = _decided(case, found, verdicts, latest, region)
    if not found.history.lost[region]:
        return decided
    # Beside what decided: when the goal was last met.
    return replace(decided, numbers={**decided.numbers, "when": _last_met(case, found, region)})


def _decided(case: Case, found: Outcome, verdicts: Verdicts, latest: Reading | Missing, region: int) -> Reason:
    key, quantity = str(verdicts.reason[region]), verdicts.quantity
    number = None if quantity is None else quantity.at(region)
    if key == "not_assessed":
        # What the method lacks, unless there is nothing to judge by any method.
        lacks = isinstance(number, Missing) and not isinstance(latest, Missing) and not found.history.expired[region]
        return Reason(key=key, numbers={"missing": str(number if lacks else _why(found, latest, region))})
    if key == "measured" and isinstance(number, float):
        return Reason(key=key, numbers={"quantity": number})
    if key == "hold_broken":
        column = int(found.history.broken[region])
        return Reason(
            key=key,
            numbers={"period": case.panel.periods[column].label, "value": float(case.series.values[region, column])},
        )
    return Reason(key=key)


def _why(found: Outcome, latest: Reading | Missing, region: int) -> Missing:
    """The reason for no verdict: of several, the one nearest to the figures."""
    if isinstance(latest, Missing):
        return latest
    if found.judged.at_due[region] and found.history.gaps[region]:
        return Missing.GAP_IN_YEARS
    if found.history.expired[region]:
        return Missing.NO_FIGURE_FOR_DUE
    ratio = found.progress.pace_ratio.at(region)
    return ratio if isinstance(ratio, Missing) else Missing.NO_PATH


def _last_met(case: Case, found: Outcome, region: int) -> str:
    """The label of the newest period in which the goal was met."""
    values, aim = case.series.values[region], found.aim
    met = meets(values, aim.low[region], aim.high[region], strict=aim.strict) & found.judged.counted[region]
    return case.panel.periods[np.flatnonzero(met)[-1]].label if met.any() else case.base.label


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _number(value: float, reason: Missing) -> Number:
    return reason if np.isnan(value) else float(value)


def _on_path(path_value: Measured, on_path: bool, region: int) -> bool | Missing:
    asked = path_value.at(region)
    return asked if isinstance(asked, Missing) else on_path


# The status method that the caller chooses in the place of the plan's.


def with_method(plan: Plan, name: str) -> Plan:
    """The plan, judged by the method of this name; a target that has it already keeps the borders it sets itself."""
    choice = MethodChoice(name=name)
    targets = (one if one.method.name == name else replace(one, method=choice) for one in plan.targets)
    return replace(plan, targets=tuple(targets)) if name else plan


# What the other status methods say: every registered method on the same outcomes.


def with_opinions(targets: Sequence[Judged]) -> tuple[Assessment, ...]:
    """The assessments of targets in their order, each with what every method says of it.

    Other methods speak with borders of their own, the chosen one with those of the plan. Where there is no figure to
    judge, there is nothing to say.
    """
    judged = [one for one in targets if one.found.judged.present.known.any()]
    said = _said(judged) if judged else {}
    by_target = {
        id(one): tuple(zip(*(said[name][number] for name in sorted(said)), strict=True))
        for number, one in enumerate(judged)
    }
    return tuple(
        replace(assessment, opinions=_own(assessment, by_target[id(one)][region]) if id(one) in by_target else ())
        for one in targets
        for region, assessment in enumerate(one.assessments)
    )


def _own(assessment: Assessment, said: tuple[Opinion, ...]) -> tuple[Opinion, ...]:
    return tuple(
        replace(one, status=assessment.status, level=level_of(assessment), reason=assessment.reason.key,
                borders=assessment.borders) if one.method == assessment.method else one
        for one in said
    )  # fmt: skip


def _said(judged: Sequence[Judged]) -> dict[str, list[list[Opinion]]]:
    """By method, target and region what each method says."""
    ends = np.cumsum([one.found.judged.value.size for one in judged]).tolist()
    rows = [slice(begin, end) for begin, end in pairwise([0, *ends])]
    # All the targets are one call of a method, and most methods read the same series.
    tracks = {read: together([read(one.found) for one in judged]) for read in _readers()}
    said = {}
    for name, method in METHODS.items():
        if method.on_request and not any(name in _chosen(one) for one in judged):
            continue
        borders = method.with_borders({})
        if method.needs:
            # Its borders are those of each target.
            parts = [method.judge(one.found, _chosen(one).get(name, {})) for one in judged]
        elif method.judge_track and method.read_track:
            verdicts = method.judge_track(tracks[method.read_track], borders)
            parts = [_part(verdicts, row) for row in rows]
        else:
            parts = [method.judge(one.found, borders) for one in judged]
        said[name] = [_opinions(name, part, one.found) for part, one in zip(parts, judged, strict=True)]
    return said


def _chosen(one: Judged) -> dict[str, dict[str, float]]:
    """The borders of the method that a target is judged by, under its name."""
    return {found.method: dict(found.borders) for found in one.assessments}


def _readers() -> tuple[ReadTrack, ...]:
    return tuple(dict.fromkeys(method.read_track for _, method in METHODS.items() if method.read_track))


def _part(verdicts: Verdicts, rows: slice) -> Verdicts:
    def of(number: Measured | None) -> Measured | None:
        return number and Measured(number.value[rows], number.why[rows])

    return Verdicts(verdicts.status[rows], verdicts.reason[rows], of(verdicts.quantity), of(verdicts.score))


def _opinions(name: str, verdicts: Verdicts, found: Outcome) -> list[Opinion]:
    method = METHODS[name]
    borders = tuple(method.borders.items())
    quantity = verdicts.quantity or found.progress.pace_ratio
    opinions = []
    for region, (status, reason) in enumerate(zip(verdicts.status.tolist(), verdicts.reason.tolist(), strict=True)):
        score = verdicts.score.at(region) if verdicts.score else Missing.NO_RATE_FOR_GOAL
        opinions.append(
            Opinion(
                method=name,
                status=status,
                level=method.level(status, reason),
                reason=reason,
                quantity=quantity.at(region),
                score=None if isinstance(score, Missing) else score,
                borders=borders,
            )
        )
    return opinions


def level_of(assessment: Assessment) -> Level:
    """What the status of an assessment comes to, whichever method gave it.

    Raises KeyError for a method or a status that does not exist.
    """
    return METHODS[assessment.method].level(assessment.status, assessment.reason.key)


def counted(assessment: Assessment) -> tuple[Opinion, ...]:
    """The opinions that a comparison counts: one a method, none of its variants, and the one that was chosen."""
    return tuple(
        one for one in assessment.opinions if one.method == assessment.method or not METHODS[one.method].variant_of
    )


def against(assessment: Assessment) -> tuple[Opinion, ...]:
    """The opinions that say yes where the assessment says no, or no where it says yes."""
    own = next((one.level.yes for one in assessment.opinions if one.method == assessment.method), None)
    return tuple(one for one in counted(assessment) if own is not None and one.level.yes is (not own))


class Split(StrEnum):
    """How far opinions part: on yes or no, on the level only, not at all; or there is none."""

    YES_NO = "yes_no"
    LEVEL = "level"
    NONE = "none"
    NOT_ASSESSED = "not_assessed"


def split(opinions: Iterable[Opinion]) -> Split:
    """How far those of the opinions part that say anything."""
    levels = {one.level for one in opinions} - {Level.NOT_ASSESSED}
    if not levels:
        return Split.NOT_ASSESSED
    if len({level.yes for level in levels}) > 1:
        return Split.YES_NO
    return Split.LEVEL if len(levels) > 1 else Split.NONE


# A whole plan, assessed.


class Assessed(Record):
    """The figures that count, the time of judgement, and the assessments in the plan's order."""

    selection: Selection
    as_of: AsOf
    assessments: tuple[Assessment, ...]


def newest_period(figures: Iterable[Figure]) -> Period | None:
    """The period that ends last, of the kind that most people would name (a year before its last month)."""
    return max(
        (figure.period for figure in figures),
        key=lambda period: (period.end, -period.start.toordinal()),
        default=None,
    )


def assess_plan(plan: Plan, figures: Iterable[Figure], as_of: Period | None) -> Assessed:
    """The plan judged by the figures that are known at the end of `as_of`.

    Without `as_of` every figure in the files counts, and the plan is judged as of the newest period among those that
    it uses, so that the same files give the same verdict on any day.
    """
    selection = select(plan, figures, as_of)
    selection = replace(selection, peers=elsewhere(plan, selection, as_of))
    when = judged_at(selection, as_of)
    judged = [judge_target(plan, target, selection, when) for target in plan.targets]
    return Assessed(selection=selection, as_of=when, assessments=with_opinions(judged))


def judged_at(selection: Selection, as_of: Period | None) -> AsOf:
    """The time of judgement: the one given, else the newest period among the figures that count."""
    if as_of:
        return AsOf(period=as_of, given=True)
    published, newest = selection.newest(scenarios=False), selection.newest()
    beyond = newest is not None and (published is None or newest.end > published.end)
    return AsOf(period=newest, assumed=beyond)
