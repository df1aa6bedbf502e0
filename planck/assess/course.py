"""A target as the engine takes it: a course, and the series that it is judged by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planck.assess.select import Selection, key
from planck.engine.formula import Columns, evaluate
from planck.engine.measured import Bools, Floats, running_total
from planck.engine.outcome import Course, Milestones
from planck.engine.outcome import Series as EngineSeries
from planck.model import (
    Binary,
    Call,
    Comparator,
    Constant,
    Expression,
    Figure,
    Goal,
    Indicator,
    Milestone,
    PartialYearRule,
    Period,
    PeriodKind,
    Plan,
    Quantity,
    RateKind,
    Reading,
    Target,
    indicators_in,
    series_in,
)

# Figures laid out as arrays: regions by periods, with the reading behind every cell.


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One indicator over regions (R) and periods (P, rising): values (R, P) and the reading of every known cell.

    refused: by region number, figures that cannot be compared with the goal, such as half a year's flow with a year's.
    """

    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    values: Floats
    readings: Mapping[tuple[int, int], Reading]
    refused: tuple[tuple[int, Figure], ...] = ()

    @property
    def estimated(self) -> Bools:
        """Where a value was made from a part of its period, (R, P)."""
        found = np.zeros(self.values.shape, dtype=np.bool_)
        for cell, reading in self.readings.items():
            found[cell] = reading.annualised
        return found

    @property
    def times(self) -> Floats:
        """Ends of the periods, (P,)."""
        return np.array([period.time for period in self.periods], dtype=np.float64)

    @property
    def starts(self) -> Floats:
        """Beginnings of the periods, (P,)."""
        return np.array([period.time - period.share_of_year for period in self.periods], dtype=np.float64)

    def of(self, region: int) -> tuple[Reading, ...]:
        """The readings of one region, rising in time."""
        cells = ((region, column) for column in range(len(self.periods)))
        return tuple(self.readings[cell] for cell in cells if cell in self.readings)

    def at(self, region: int, period: Period) -> Reading | None:
        """The reading of a region at the end of a period, made from nothing less than the whole of it."""
        for column, other in enumerate(self.periods):
            reading = self.readings.get((region, column))
            if reading and other.end == period.end and not reading.annualised:
                return reading
        return None


Cell = tuple[int, Period]


def panel_of(
    regions: tuple[str, ...], cells: Mapping[Cell, Reading], refused: Iterable[tuple[int, Figure]] = ()
) -> Panel:
    """The panel of readings given by region number and period; of periods that end together the longest comes last."""
    periods = tuple(sorted({period for _, period in cells}, key=lambda period: (period.end, -period.start.toordinal())))
    column = {period: index for index, period in enumerate(periods)}
    values = np.full((len(regions), len(periods)), np.nan)
    readings = {}
    for (region, period), reading in cells.items():
        values[region, column[period]] = reading.value
        readings[region, column[period]] = reading
    return Panel(regions=regions, periods=periods, values=values, readings=readings, refused=tuple(refused))


def published(
    selection: Selection, indicator: Indicator, regions: tuple[str, ...], due: Period, quantity: Quantity
) -> Panel:
    """The published figures of an indicator that can be compared with a goal due in `due`."""
    cells: dict[Cell, Reading] = {}
    refused: list[tuple[int, Figure]] = []
    for number, region in enumerate(regions):
        for figure in selection.series.get((region, indicator.id), ()):
            reading = comparable(figure, indicator, due, quantity)
            if reading is None:
                refused.append((number, figure))
                continue
            slot = (number, Period.year(figure.period.end.year) if reading.annualised else figure.period)
            # Figures rise in time, so a later part of the year replaces an earlier one, and the whole year any part.
            if not (reading.annualised and slot in cells and not cells[slot].annualised):
                cells[slot] = reading
    return panel_of(regions, cells, refused)


def comparable(figure: Figure, indicator: Indicator, due: Period, quantity: Quantity) -> Reading | None:
    """The figure as a value that the goal can be compared with, or None: a partial year is never taken for a year."""
    assert figure.value is not None
    whole = Reading(period=figure.period, value=figure.value, text=figure.text, figures=(figure,))
    if quantity is Quantity.TOTAL:
        return whole if figure.period.share_of_year > 0 else None
    if indicator.measure.is_level or _same_span(figure.period, due):
        return whole
    share = _share_of_year(figure.period, indicator) if due.kind is PeriodKind.YEAR else None
    if share is None:
        return None
    return Reading(
        period=figure.period, value=figure.value / share, text=figure.text, figures=(figure,), annualised=True
    )


def _same_span(period: Period, due: Period) -> bool:
    # The second half is compared with second halves; a goal due on a day, with the year up to that day.
    if due.kind is PeriodKind.DAY:
        return period.from_january and period.end == due.end and period.kind is not PeriodKind.YEAR
    return period.kind is due.kind and period.part == due.part


def _share_of_year(period: Period, indicator: Indicator) -> float | None:
    """The part of the year's value that the plan expects of `period`; None where the plan does not compare it."""
    rule = indicator.partial_year
    if not period.part or rule.rule is PartialYearRule.REFUSE:
        return None
    if rule.rule is PartialYearRule.SHARES:
        return dict(rule.shares).get(period.part)
    return 1.0 if rule.rule is PartialYearRule.AS_IS else period.share_of_year


# Indicators by formula: their panels, from the panels of what the formula reads.

PERCENT = 100.0


def is_percent(unit: str) -> bool:
    """Whether a unit is per cent, in half or full width."""
    return key(unit) == "%"


def panel(
    plan: Plan,
    selection: Selection,
    indicator: Indicator,
    regions: tuple[str, ...],
    *,
    due: Period,
    quantity: Quantity = Quantity.LEVEL,
) -> Panel:
    """The readings of an indicator: its published figures, and its formula where nothing was published."""
    found = published(selection, indicator, regions, due, quantity)
    if indicator.formula is None:
        return found
    derived = derived_panel(plan, selection, indicator.formula, regions, percent=is_percent(indicator.unit))
    cells = {(region, derived.periods[column]): reading for (region, column), reading in derived.readings.items()}
    cells |= {(region, found.periods[column]): reading for (region, column), reading in found.readings.items()}
    return panel_of(regions, cells, found.refused)


def derived_panel(
    plan: Plan, selection: Selection, expression: Expression, regions: tuple[str, ...], *, percent: bool = False
) -> Panel:
    """What a formula gives in every year, whether or not anything was published for it."""
    year = Period.year(plan.end.end.year)
    inputs = {
        id_: _yearly(panel(plan, selection, plan.indicator(id_), regions, due=year), plan.indicator(id_))
        for id_ in series_in(expression)
    }
    periods = tuple(sorted({period for found in inputs.values() for period in found.periods}))
    columns = Columns(
        times=np.array([period.time for period in periods], dtype=np.float64),
        values={id_: _aligned(found, periods, plan.indicator(id_)) for id_, found in inputs.items()},
        baselines={id_: _baseline(plan, id_, len(regions)) for id_ in indicators_in(expression)},
        base_time=plan.base.time,
    )
    values = np.broadcast_to(evaluate(expression, columns), (len(regions), len(periods))) * (PERCENT if percent else 1)
    cells = {
        (region, period): _reading(
            period, float(values[region, column]), _behind(expression, inputs, region, period, plan.base)
        )
        for column, period in enumerate(periods)
        for region in range(len(regions))
        if not np.isnan(values[region, column])
    }
    return panel_of(regions, cells)


def _reading(period: Period, value: float, behind: tuple[Reading, ...]) -> Reading:
    """A derived value with the figures it came from; a part of a year among them makes it an estimate as well."""
    figures = dict.fromkeys(figure for reading in behind for figure in reading.figures)
    annualised = any(reading.annualised for reading in behind)
    return Reading(period=period, value=value, derived=True, figures=tuple(figures), annualised=annualised)


def _yearly(found: Panel, indicator: Indicator) -> Panel:
    """The readings of whole years; a level at the end of December is that of its year."""
    cells = {
        (region, Period.year(found.periods[column].end.year)): reading
        for (region, column), reading in found.readings.items()
        if _is_year(found.periods[column], indicator)
    }
    return panel_of(found.regions, cells)


def _is_year(period: Period, indicator: Indicator) -> bool:
    year_end = (period.end.month, period.end.day) == (12, 31)
    return period.kind is PeriodKind.YEAR or (indicator.measure.is_level and year_end)


def _aligned(found: Panel, periods: tuple[Period, ...], indicator: Indicator) -> Floats:
    values = np.full((len(found.regions), len(periods)), np.nan)
    for column, period in enumerate(periods):
        if period in found.periods:
            values[:, column] = found.values[:, found.periods.index(period)]
    return values / PERCENT if is_percent(indicator.unit) else values


def _baseline(plan: Plan, indicator: str, regions: int) -> Floats:
    """The plan's one baseline of an indicator for its base year, NaN where it gives none or several that differ."""
    values = {
        target.baseline.value
        for target in plan.targets
        if target.indicator == indicator and target.baseline and target.baseline.period == plan.base
    } - {None}
    value = values.pop() if len(values) == 1 else None
    scale = PERCENT if is_percent(plan.indicator(indicator).unit) else 1
    return np.full(regions, np.nan if value is None else value / scale)


def _behind(
    expression: Expression, inputs: dict[str, Panel], region: int, period: Period, base: Period
) -> tuple[Reading, ...]:
    """The readings that a derived value of `period` was made from."""
    if isinstance(expression, Binary):
        left = _behind(expression.left, inputs, region, period, base)
        return (*left, *_behind(expression.right, inputs, region, period, base))
    if isinstance(expression, Constant) or expression.indicator not in inputs or _reads_plan(expression):
        return ()
    first = last = period
    if isinstance(expression, Call):
        last = period if expression.function == "chain" else Period.year(period.end.year - 1)
        first = Period.year(base.end.year + 1) if expression.function == "chain" else last
    found = inputs[expression.indicator]
    cells = ((column, other) for column, other in enumerate(found.periods) if first <= other <= last)
    return tuple(found.readings[region, column] for column, _ in cells if (region, column) in found.readings)


def _reads_plan(expression: Expression) -> bool:
    return isinstance(expression, Call) and expression.function == "baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One version of a target's goal over its regions: what the engine needs, and the panel it came from."""

    target: Target
    indicator: Indicator
    goal: Goal
    due: Period
    base: Period
    panel: Panel
    course: Course
    series: EngineSeries


def case_of(plan: Plan, target: Target, selection: Selection, *, goal: Goal, due: Period) -> Case:
    """The case of `goal`, due in `due`, on a target."""
    indicator = plan.indicator(target.indicator)
    regions = selection.regions if target.region.every else (target.region.name,)
    found = panel(plan, selection, indicator, regions, due=due, quantity=goal.quantity)
    values = found.values
    if goal.series:
        other = panel(plan, selection, plan.indicator(goal.series), regions, due=due)
        found, values = _beside(found, other, levels=indicator.measure.is_level)
    base = target.baseline.period if target.baseline else plan.base
    if goal.quantity is Quantity.TOTAL:
        values = running_total(found.starts, found.times, values, base.time)
    return Case(
        target=target,
        indicator=indicator,
        goal=goal,
        due=due,
        base=base,
        panel=found,
        course=replace(
            _course(target, goal, due, base, _baseline_course(target, indicator, goal, due, found)),
            percent=is_percent(indicator.unit),
        ),
        series=EngineSeries(times=found.times, values=values, estimated=found.estimated),
    )


def rate_kind(target: Target, indicator: Indicator) -> RateKind:
    """What the paces of a target are counted in."""
    if target.path == "compound":
        return RateKind.GROWTH
    return RateKind.POINTS if is_percent(indicator.unit) else RateKind.UNITS


def _baseline_course(target: Target, indicator: Indicator, goal: Goal, due: Period, found: Panel) -> Floats:
    regions = range(len(found.regions))
    start = target.baseline
    if start is None or goal.series or not _comparable_start(start.period, due, indicator):
        return np.full(len(regions), np.nan)
    if start.value is not None:
        return np.full(len(regions), start.value)
    held = [found.at(region, start.period) for region in regions]
    return np.array([np.nan if reading is None else reading.value for reading in held], dtype=np.float64)


def _comparable_start(start: Period, due: Period, indicator: Indicator) -> bool:
    # A flow of a year is no start for the flow of a half: the path would lead from one measure to another.
    return indicator.measure.is_level or due.kind is PeriodKind.DAY or start.kind is due.kind


def _course(target: Target, goal: Goal, due: Period, base: Period, baseline: Floats) -> Course:
    relative = bool(goal.series)
    low, high = _bounds(goal)
    return Course(
        base_time=base.time,
        due_time=due.time,
        baseline=baseline,
        low=np.full(baseline.shape, low),
        high=np.full(baseline.shape, high),
        quantity=goal.quantity,
        strict=goal.strict or relative,
        path=target.path,
        # Milestones lead to the goal that they were written for; a revised goal has none.
        milestones=_milestones(target.milestones if goal is target.goal else ()),
        done=goal.comparator is Comparator.DONE,
        relative=relative,
    )


def _bounds(goal: Goal) -> tuple[float, float]:
    if goal.comparator is Comparator.ABOVE_SERIES:
        return 0.0, np.inf
    if goal.comparator is Comparator.BELOW_SERIES:
        return -np.inf, 0.0
    return (-np.inf if goal.low is None else goal.low), (np.inf if goal.high is None else goal.high)


def _milestones(milestones: tuple[Milestone, ...]) -> Milestones:
    def column(values: list[float | None]) -> Floats:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

    return Milestones(
        times=column([stone.period.time for stone in milestones]),
        values=column([stone.value for stone in milestones]),
        shares=column([stone.share for stone in milestones]),
    )


def _beside(found: Panel, other: Panel, *, levels: bool) -> tuple[Panel, Floats]:
    """The readings that have one of the other series beside them, and the differences (R, P) that the goal is about.

    They stand beside each other in the same period; levels, whenever their periods end together.
    """
    cells: dict[Cell, Reading] = {}
    differences: dict[Cell, float] = {}
    for (region, column), reading in found.readings.items():
        period = found.periods[column]
        for index, when in enumerate(other.periods):
            match = other.readings.get((region, index))
            if match and (when == period or (levels and when.end == period.end)):
                figures = (*reading.figures, *match.figures)
                cells[region, period] = replace(
                    reading, figures=figures, annualised=reading.annualised or match.annualised
                )
                differences[region, period] = reading.value - match.value
    panel = panel_of(found.regions, cells, found.refused)
    values = np.full(panel.values.shape, np.nan)
    for (region, period), difference in differences.items():
        values[region, panel.periods.index(period)] = difference
    return panel, values
