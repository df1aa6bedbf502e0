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
    Figure,
    Indicator,
    Period,
    PeriodKind,
    Plan,
    Quantity,
    Reading,
    Series,
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
    derived = _derived(plan, selection, indicator.formula, regions, percent=is_percent(indicator.unit))
    cells = {(region, derived.periods[column]): reading for (region, column), reading in derived.readings.items()}
    cells |= {(region, found.periods[column]): reading for (region, column), reading in found.readings.items()}
    return panel_of(regions, cells, found.refused)


def derived_panel(
    plan: Plan, selection: Selection, expression: Expression, regions: tuple[str, ...], *, percent: bool = False
) -> Panel:
    """What a formula gives in every year, whether or not anything was published for it."""
    return _derived(plan, selection, expression, regions, percent=percent)


def _derived(
    plan: Plan, selection: Selection, expression: Expression, regions: tuple[str, ...], *, percent: bool
) -> Panel:
    year = Period.year(plan.end.end.year)
    inputs = {id_: panel(plan, selection, plan.indicator(id_), regions, due=year) for id_ in series_in(expression)}
    yearly = {period for found in inputs.values() for period in found.periods if period.kind is PeriodKind.YEAR}
    periods = tuple(sorted(yearly))
    columns = Columns(
        times=np.array([period.time for period in periods], dtype=np.float64),
        values={id_: _aligned(found, periods, plan.indicator(id_)) for id_, found in inputs.items()},
        baselines={id_: _baseline(plan, id_, len(regions)) for id_ in indicators_in(expression)},
        base_time=plan.base.time,
    )
    values = np.broadcast_to(evaluate(expression, columns), (len(regions), len(periods))) * (PERCENT if percent else 1)
    cells = {
        (region, period): Reading(
            period=period,
            value=float(values[region, column]),
            derived=True,
            figures=_figures(expression, inputs, region, period, plan.base),
        )
        for column, period in enumerate(periods)
        for region in range(len(regions))
        if not np.isnan(values[region, column])
    }
    return panel_of(regions, cells)


def _aligned(found: Panel, periods: tuple[Period, ...], indicator: Indicator) -> Floats:
    values = np.full((len(found.regions), len(periods)), np.nan)
    for column, period in enumerate(periods):
        if period in found.periods:
            values[:, column] = found.values[:, found.periods.index(period)]
    return values / PERCENT if is_percent(indicator.unit) else values


def _baseline(plan: Plan, indicator: str, regions: int) -> Floats:
    values = [
        target.baseline.value
        for target in plan.targets
        if target.indicator == indicator and target.baseline and target.baseline.value is not None
    ]
    value = values[0] if values else np.nan
    return np.full(regions, value / PERCENT if is_percent(plan.indicator(indicator).unit) else value)


def _figures(
    expression: Expression, inputs: dict[str, Panel], region: int, period: Period, base: Period
) -> tuple[Figure, ...]:
    """The published figures behind a derived value."""
    match expression:
        case Constant():
            return ()
        case Binary(_, left, right):
            found = (*_figures(left, inputs, region, period, base), *_figures(right, inputs, region, period, base))
            return tuple(dict.fromkeys(found))
        case Series(indicator):
            first = last = period
        case Call("previous", indicator):
            first = last = Period.year(period.end.year - 1)
        case Call("chain", indicator):
            first, last = Period.year(base.end.year + 1), period
        case Call(_, _):
            return ()
    readings = inputs[indicator].of(region)
    return tuple(figure for reading in readings if first <= reading.period <= last for figure in reading.figures)
