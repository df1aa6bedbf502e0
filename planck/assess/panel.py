"""Figures laid out as arrays: regions by periods, with the reading behind every cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from planck.assess.select import Selection
from planck.engine.measured import Floats
from planck.model import (
    Figure,
    Indicator,
    Measure,
    PartialYearRule,
    Period,
    PeriodKind,
    Quantity,
    Reading,
)

_LEVELS = frozenset({Measure.STOCK, Measure.RANK, Measure.EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One indicator over regions (R) and periods (P, rising): values (R, P) and the reading of every known cell.

    refused: figures that cannot be compared with the goal, such as half a year's flow with a year's.
    """

    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    values: Floats
    readings: Mapping[tuple[int, int], Reading]
    refused: tuple[Figure, ...] = ()

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


Cell = tuple[int, Period]


def panel_of(regions: tuple[str, ...], cells: Mapping[Cell, Reading], refused: Iterable[Figure] = ()) -> Panel:
    """The panel of readings given by region number and period."""
    periods = tuple(sorted({period for _, period in cells}, key=lambda period: (period.end, period.start)))
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
    refused: list[Figure] = []
    for number, region in enumerate(regions):
        for figure in selection.series.get((region, indicator.id), ()):
            reading = comparable(figure, indicator, due, quantity)
            if reading is None:
                refused.append(figure)
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
    if indicator.measure in _LEVELS or figure.period.kind is due.kind:
        return whole
    share = _share_of_year(figure.period, indicator) if due.kind is PeriodKind.YEAR else None
    if share is None:
        return None
    return Reading(
        period=figure.period, value=figure.value / share, text=figure.text, figures=(figure,), annualised=True
    )


def _share_of_year(period: Period, indicator: Indicator) -> float | None:
    """The part of the year's value that the plan expects of `period`; None where the plan does not compare it."""
    rule = indicator.partial_year
    if not period.part or rule.rule is PartialYearRule.REFUSE:
        return None
    if rule.rule is PartialYearRule.SHARES:
        return dict(rule.shares).get(period.part)
    return 1.0 if rule.rule is PartialYearRule.AS_IS else period.share_of_year
