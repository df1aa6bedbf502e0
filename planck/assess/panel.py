"""Figures laid out as arrays: regions by periods, with the reading behind every cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from planck.assess.select import Selection
from planck.engine.measured import Bools, Floats
from planck.model import (
    Figure,
    Indicator,
    PartialYearRule,
    Period,
    PeriodKind,
    Quantity,
    Reading,
)


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
