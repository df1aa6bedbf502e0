"""Printed rounding, and what would change a verdict: asked again through the engine, for all regions at once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from itertools import product

import numpy as np
from msgspec.structs import replace

from planck.assess.case import Judgement
from planck.assess.panel import PERCENT, is_percent
from planck.assess.select import Selection, key
from planck.engine.measured import Floats
from planck.engine.method import NOT_ASSESSED
from planck.engine.outlook import MOST_STEPS, Found, Grid, Question, Search, flips
from planck.load.cells.number import PREFIXES, is_counted
from planck.model import (
    Binary,
    Call,
    Comparator,
    Constant,
    Conversion,
    Expression,
    FigureStatus,
    Flip,
    Fragility,
    Indicator,
    Measure,
    Missing,
    Number,
    Operator,
    Reading,
)
from planck.model.table import Rows
from planck.record import Record

Span = tuple[float, float]


@lru_cache(maxsize=65536)
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
    half = slack(reading.text, conversion_of(reading))
    return reading.value - half, reading.value + half


def conversion_of(reading: Reading) -> Conversion | None:
    """How the one figure of a reading came into its unit; None where it was in it, or there are several."""
    return reading.figures[0].converted if len(reading.figures) == 1 else None


def slack(text: str, conversion: Conversion | None) -> float:
    """Half a unit of the last digit that was printed, which for a converted figure was in another unit."""
    return half_unit(conversion.text) * conversion.factor if conversion else half_unit(text)


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


# What would change a verdict.


# How far a flip is looked for: so many times the largest of figure, goal and baseline.
FAR = 10
# The share by which an open end of a span of rounding is left out.
SHORT = 1e-6
NEVER_BELOW_ZERO = (Measure.STOCK, Measure.FLOW, Measure.RANK)
NOT_FINAL = (FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED)

Statuses = tuple[str, ...] | Missing
# Moves of the latest figure and of the baseline, or why the question is not asked.
Moves = tuple[tuple[float, float], ...] | Missing


class Firmness(Record, eq=False):
    """By region: the other statuses that rounding, the lack of the last figure, and a usual revision lead to."""

    rounding: tuple[Statuses, ...]
    dropped: tuple[Statuses, ...]
    revision: tuple[Statuses, ...]
    usual: tuple[Number, ...]

    @property
    def fragile(self) -> tuple[bool, ...]:
        """Whether the verdict of a region would not survive one of them."""
        asked = zip(self.rounding, self.dropped, self.revision, strict=True)
        return tuple(any(others and not isinstance(others, Missing) for others in each) for each in asked)


def firmness(judged: Judgement) -> Firmness:
    """How firm the verdicts of all regions are, in one call of the engine."""
    asked = _Asked(judged)
    regions = range(len(judged.verdicts.status))
    usual = asked.usual_revisions()
    moves = [
        *map(asked.rounding, regions),
        *map(asked.dropped, regions),
        *(asked.revised(region, usual[region]) for region in regions),
    ]
    answers = _answers(judged, [*regions] * 3, moves)
    size = len(regions)
    return Firmness(
        rounding=tuple(answers[:size]),
        dropped=tuple(answers[size : 2 * size]),
        revision=tuple(answers[2 * size :]),
        usual=tuple(usual),
    )


def fragilities(judged: Judgement, firm: Firmness) -> list[Fragility]:
    """The fragility of every region's verdict: beside its firmness the nearest flips, found in a few engine calls."""
    asked = _Asked(judged)
    grids = [asked.grid(region) for region in range(len(judged.verdicts.status))]
    nearest = _flips(judged, grids)
    return [
        Fragility(
            step=grid if isinstance(grid, Missing) else grid.step,
            up=grid if isinstance(grid, Missing) else nearest[region, 1],
            down=grid if isinstance(grid, Missing) else nearest[region, -1],
            rounding=firm.rounding[region],
            dropped=firm.dropped[region],
            revision=firm.revision[region],
            usual_revision=firm.usual[region],
        )
        for region, grid in enumerate(grids)
    ]


def _question(judged: Judgement) -> Question:
    return Question(
        course=judged.case.course,
        series=judged.case.series,
        as_of=judged.as_of.time,
        statuses=lambda found: judged.method.judge(found, judged.borders).status,
        column=judged.found.column,
    )


def _answers(judged: Judgement, regions: Sequence[int], wanted: Sequence[Moves]) -> list[Statuses]:
    """For moves of regions the statuses other than the region's own that they lead to; one engine call for all."""
    moves = [() if isinstance(each, Missing) else each for each in wanted]
    rows = np.repeat(regions, [len(each) for each in moves]).astype(np.intp)
    if not rows.size:
        return [each if isinstance(each, Missing) else () for each in wanted]
    by, start = np.array([move for each in moves for move in each]).T
    seen = iter(_question(judged).moved(rows, by, start).tolist())
    own, classes = judged.verdicts.status.tolist(), judged.method.statuses
    answers: list[Statuses] = []
    for region, each in zip(regions, wanted, strict=True):
        if isinstance(each, Missing):
            answers.append(each)
            continue
        found = {next(seen) for _ in each}
        # Where nothing is left to judge by, the verdict neither stays nor changes.
        others = tuple(sorted(found - {own[region], NOT_ASSESSED}, key=classes.index))
        answers.append(Missing.NOT_ASSESSED if found == {NOT_ASSESSED} else others)
    return answers


class _Asked:
    """The questions to the regions of a target: how far figure and baseline may move, or why that is not asked."""

    def __init__(self, judged: Judgement) -> None:
        self._judged, self._case, found = judged, judged.case, judged.found
        self._none = (judged.verdicts.status == NOT_ASSESSED).tolist()
        self._column = found.column.tolist()
        self._baseline = found.baseline.tolist()
        self._at_due = found.at_due.tolist()
        self._met = (found.met & (not found.ceiling)).tolist()
        self._several = (found.counted.sum(axis=1) > 1).tolist()
        self._texts = judged.case.panel.texts(found.column)
        self._starts = _starts(judged)
        indicator = judged.case.indicator
        self._counted = indicator.measure in (Measure.RANK, Measure.EVENT) or is_counted(indicator.unit)

    def _value(self, region: int) -> float:
        return float(self._case.panel.values[region, self._column[region]])

    def _printed(self, region: int) -> Decimal | Missing:
        """The judged figure as it was printed, or why no printed figure was judged."""
        if self._none[region]:
            return Missing.NOT_ASSESSED
        if self._case.goal.comparator is Comparator.DONE:
            return Missing.NO_PATH
        text = self._texts[region]
        printed = None if text is None else decimal(text)
        known = printed is not None and float(printed) == self._value(region)
        return printed if printed is not None and known else Missing.NOT_PRINTED

    def rounding(self, region: int) -> Moves:
        """The ends of the true values behind the printed figure and baseline."""
        printed = self._printed(region)
        if isinstance(printed, Missing):
            return printed
        value = self._value(region)
        if self._counted and value == int(value):
            return Missing.EXACT_COUNT
        half = slack(self._texts[region] or "", self._case.panel.conversion(region, self._column[region]))
        baseline = self._baseline[region]
        start = (0.0,) if np.isnan(baseline) or self._case.course.running else _ends(baseline, self._half(region))
        return tuple(move for move in product(_ends(value, half), start) if move != (0.0, 0.0))

    def _half(self, region: int) -> float:
        printed, value = self._starts[region], self._baseline[region]
        # Where the text is another number (a sum, another unit), at least the digits it needs were printed.
        return half_unit(printed if decimal(printed) == Decimal(repr(value)) else repr(value).removesuffix(".0"))

    def dropped(self, region: int) -> Moves:
        """The last figure taken away."""
        if self._none[region]:
            return Missing.NOT_ASSESSED
        # What has happened, a goal decided at its date or met before it, was naturally still open a figure earlier.
        if self._at_due[region]:
            return Missing.NO_TIME_LEFT
        if self._met[region]:
            return Missing.ALREADY_MET
        return ((np.nan, 0.0),) if self._several[region] else Missing.NO_EARLIER_FIGURE

    def usual_revisions(self) -> list[Number]:
        """By region the usual revision of its figures, where the judged one is not final."""
        panel, place = self._case.panel, range(len(self._none))
        soft = [
            not self._none[region] and panel.any_status(region, self._column[region], NOT_FINAL) for region in place
        ]
        usual: Mapping[str, float] = {}
        if any(soft):
            relative = self._case.course.path == "compound"
            usual = usual_revisions(self._judged.selection, self._case.indicator.id, relative=relative)
        final = [Missing.NOT_ASSESSED if none else Missing.NOT_PRELIMINARY for none in self._none]
        return [self._usual(region, usual) if soft[region] else final[region] for region in place]

    def _usual(self, region: int, usual: Mapping[str, float]) -> Number:
        if self._case.panel.rows[region, self._column[region]] < 0:
            return Missing.NO_REVISIONS
        return usual.get(self._case.panel.regions[region], Missing.NO_REVISIONS)

    def revised(self, region: int, usual: Number) -> Moves:
        """The figure moved by a usual revision, either way."""
        if isinstance(usual, Missing):
            return usual
        size = abs(self._value(region)) * usual if self._case.course.path == "compound" else usual
        return (-size, 0.0), (size, 0.0)

    def grid(self, region: int) -> Grid | Missing:
        """The printed numbers around the judged figure."""
        printed = self._printed(region)
        if isinstance(printed, Missing):
            return printed
        digits = -int(printed.as_tuple().exponent)
        return Grid(whole=int(printed.scaleb(digits)), digits=digits)


def _starts(judged: Judgement) -> list[str]:
    """By region the baseline as it was printed."""
    case, start = judged.case, judged.case.target.baseline
    if start is None or start.value is not None:
        return [start.printed if start else ""] * len(case.panel.regions)
    return [text or "" for text in case.panel.texts(case.panel.whole_at(start.period))]


@lru_cache(maxsize=65536)
def decimal(text: str) -> Decimal | None:
    """The plain number that a text is, grouped or with a sign of per cent; None for any other text."""
    try:
        value = Decimal(key(text).replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _ends(value: float, half: float) -> tuple[float, ...]:
    # Rounded half up: the number itself would not be printed so at the end away from zero.
    away, towards = half * (1 - SHORT), half
    return (-towards, 0.0, away) if value >= 0 else (-away, 0.0, towards)


def _flips(judged: Judgement, grids: list[Grid | Missing]) -> dict[tuple[int, int], Flip | Missing]:
    searches = [
        _search(judged, region, grid, side)
        for region, grid in enumerate(grids)
        if not isinstance(grid, Missing)
        for side in (1, -1)
    ]
    found = flips(_question(judged), searches)
    return {(search.row, search.side): _flip(judged, search, hit) for search, hit in zip(searches, found, strict=True)}


def _search(judged: Judgement, region: int, grid: Grid, side: int) -> Search:
    found, column = judged.found, int(judged.found.column[region])
    # A sum, or a difference from another series, moves with its last figure.
    beyond = float(judged.case.series.values[region, column]) - grid.at(0)
    bounds = [float(bound[region]) - beyond for bound in (found.low, found.high) if np.isfinite(bound[region])]
    sizes = np.abs([grid.at(0), grid.step, *bounds, found.baseline[region]])
    most = min(MOST_STEPS, int(FAR * np.nanmax(sizes) / grid.step))
    if side < 0 and grid.whole >= 0 and judged.case.indicator.measure in NEVER_BELOW_ZERO:
        most = grid.whole
    return Search(
        row=region,
        grid=grid,
        status=str(judged.verdicts.status[region]),
        side=side,
        most=most,
        landmarks=tuple(side * grid.steps_to(bound) for bound in bounds),
    )


def _flip(judged: Judgement, search: Search, hit: Found | None) -> Flip | Missing:
    if hit is None:
        return Missing.NO_FLIP
    grid, steps, classes = search.grid, search.side * hit.steps, judged.method.statuses
    return Flip(
        change=replace(grid, whole=0).at(steps),
        value=grid.at(steps),
        keeps=grid.at(steps - search.side),
        status=hit.status,
        better=classes.index(hit.status) < classes.index(search.status),
    )


# How far figures of an indicator are usually revised after they were first published.

# Fewer revisions than these are no habit.
LEAST_REVISIONS = 3


def usual_revisions(selection: Selection, indicator: str, *, relative: bool) -> Mapping[str, float]:
    """The usual revision of an indicator by region, for the regions that have one.

    It is the median size of the change from the first published value to the newest, over periods published twice or
    more: as a share of the first value where `relative`, else in the unit. Below three such periods there is none.
    Scenarios are no publications.
    """
    region, first, newest = _published_twice(selection, indicator)
    whole = ~(relative & (first == 0))
    with np.errstate(all="ignore"):
        sizes = np.abs((newest - first) / (first if relative else 1.0))
    return {
        selection.places[place]: float(np.median(sizes[whole & (region == place)]))
        for place in set(region[whole].tolist())
        if (whole & (region == place)).sum() >= LEAST_REVISIONS
    }


def _published_twice(selection: Selection, indicator: str) -> tuple[Rows, Floats, Floats]:
    """Of every region and period with two vintages or more: the place of the region, first and newest value."""
    table, outdated = selection.table, selection.rows_outdated(indicator)
    if not len(outdated):
        return outdated, np.empty(0), np.empty(0)
    rows = np.sort(np.concatenate([selection.of(indicator), outdated]))
    public = np.array([status is not FigureStatus.ASSUMED for status in table.status.names], dtype=np.bool_)
    rows = rows[public[table.status.codes[rows]]]
    known = table.known
    # A figure that counts stands before others of its day.
    slot = selection.region[rows] * len(table.period.names) + table.period.codes[rows]
    order = np.lexsort((selection.why[rows], known[rows], slot))
    rows, slot = rows[order], slot[order]
    first = np.diff(slot, prepend=-1) != 0
    last = np.append(first[1:], True)[: len(rows)]
    known, group = known[rows], np.cumsum(first) - 1
    # Of several on the newest day the one that stands before the others.
    newest = known == known[last][group]
    newest &= first | ~np.concatenate([[False], newest[:-1]])
    twice = known[first] != known[last]
    value = selection.value[rows]
    return selection.region[rows[first][twice]], value[first][twice], value[newest][twice]
