"""What would change a verdict: asked again through the engine, for all regions of a target at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import product

import numpy as np

from planck.assess.course import Case
from planck.assess.names import key
from planck.assess.rounding import half_unit, slack
from planck.engine.method import NOT_ASSESSED, Words
from planck.engine.outcome import Outcome
from planck.engine.outlook.flip import MOST_STEPS, Found, Grid, Search, flips
from planck.engine.outlook.rejudged import Question
from planck.load.cells.units import is_counted
from planck.model import Comparator, FigureStatus, Flip, Fragility, Measure, Missing, Number, Reading

# How far a flip is looked for: so many times the largest of figure, goal and baseline.
FAR = 10
# The share by which an open end of a span of rounding is left out.
SHORT = 1e-6
NEVER_BELOW_ZERO = (Measure.STOCK, Measure.FLOW, Measure.RANK)
NOT_FINAL = (FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED)

Statuses = tuple[str, ...] | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
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
    reading = asked.case.panel.readings[region, int(asked.found.judged.column[region])]
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
    reading = asked.case.panel.readings[region, int(asked.found.judged.column[region])]
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
