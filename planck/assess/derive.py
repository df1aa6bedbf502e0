"""Indicators by formula: their panels, from the panels of what the formula reads."""

import numpy as np

from planck.assess.names import key
from planck.assess.panel import Panel, panel_of, published
from planck.assess.select import Selection
from planck.engine.formula import Columns, evaluate
from planck.engine.measured import Floats
from planck.model import (
    Binary,
    Call,
    Constant,
    Expression,
    Indicator,
    Period,
    PeriodKind,
    Plan,
    Quantity,
    Reading,
    indicators_in,
    series_in,
)

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
