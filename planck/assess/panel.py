"""Figures laid out as arrays: regions by periods, published or derived; the reading behind a cell on demand."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from msgspec.structs import replace

from planck.assess.select import Selection, key
from planck.engine.formula import Columns, evaluate
from planck.engine.measured import Bools, Floats
from planck.model import (
    Call,
    Conversion,
    Expression,
    Figure,
    FigureStatus,
    Indicator,
    PartialYearRule,
    Period,
    PeriodKind,
    Plan,
    Quantity,
    Reading,
    indicators_in,
    series_in,
)
from planck.model.plan import leaves_in
from planck.model.table import Codes, Rows, distinct
from planck.record import Record

# The readings that a derived value of a region and period was made from.
Behind = Callable[[int, Period], tuple[Reading, ...]]
PERCENT = 100.0


class Panel(Record):
    """One indicator over regions (R) and periods (P, rising): values (R, P), NaN where there is none.

    rows: the row of the selection that a value was read from, -1 where it was derived or is missing. estimated: where a
    value was made from a part of its period. behind: what derived values were made from; partner: another series whose
    readings stand beside those of this one. refused_rows: by region number, rows that cannot be compared with the goal,
    such as half a year's flow with a year's.
    """

    selection: Selection
    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    values: Floats
    rows: Rows
    estimated: Bools
    behind: Behind | None = None
    partner: "Partner | None" = None
    refused_rows: tuple[tuple[int, int], ...] = ()

    @property
    def times(self) -> Floats:
        """Ends of the periods, (P,)."""
        return _times(self.periods)

    @property
    def starts(self) -> Floats:
        """Beginnings of the periods, (P,)."""
        return np.array([period.time - period.share_of_year for period in self.periods], dtype=np.float64)

    @property
    def derived(self) -> Bools:
        """Where a value was made by a formula."""
        return ~np.isnan(self.values) & (self.rows < 0)

    @property
    def figure_periods(self) -> set[Period]:
        """The periods of all figures behind the values, those of formulas and of the other series among them."""
        there, codes = ~np.isnan(self.values), self.selection.table.period
        published = {codes.names[code] for code in distinct(codes.codes[self.rows[there & (self.rows >= 0)]])}
        other = self.partner.panel.figure_periods if self.partner else set()
        behind = (self.reading(region, column) for region, column in np.argwhere(self.derived).tolist())
        return published | other | {figure.period for reading in behind for figure in reading.figures}

    @property
    def refused(self) -> Iterator[tuple[int, Figure]]:
        """By region number, the figures that cannot be compared with the goal."""
        return ((region, self.selection.figure(row)) for region, row in self.refused_rows)

    def reading(self, region: int, column: int) -> Reading:
        """The reading behind a value that is there."""
        row, estimated = int(self.rows[region, column]), bool(self.estimated[region, column])
        value = float(self.values[region, column])
        if row >= 0:
            figure = self.selection.figure(row)
            own = Reading(period=figure.period, value=value, text=figure.text, figures=(figure,), annualised=estimated)
        else:
            period = self.periods[column]
            behind = self.behind(region, period) if self.behind else ()
            figures = dict.fromkeys(figure for reading in behind for figure in reading.figures)
            own = Reading(period=period, value=value, derived=True, figures=tuple(figures), annualised=estimated)
        return self.partner.beside(own, region, column) if self.partner else own

    def of(self, region: int) -> tuple[Reading, ...]:
        """The readings of one region, rising in time."""
        return tuple(self.reading(region, int(column)) for column in np.flatnonzero(~np.isnan(self.values[region])))

    def whole_at(self, period: Period) -> Rows:
        """By region the column of the value at the end of a period, made from nothing less than the whole of it.

        -1 where there is none.
        """
        ends = np.array([other.end == period.end for other in self.periods], dtype=np.bool_)
        whole = ends & ~self.estimated & ~np.isnan(self.values)
        if not whole.shape[1]:
            return np.full(len(self.regions), -1)
        return np.where(whole.any(axis=1), whole.argmax(axis=1), -1)

    def values_at(self, columns: Rows) -> Floats:
        """By region the value in a column of its own, NaN where that is -1."""
        if not self.values.shape[1]:
            return np.full(len(self.regions), np.nan)
        there = np.take_along_axis(self.values, np.where(columns < 0, 0, columns)[:, None], axis=1)[:, 0]
        return np.where(columns < 0, np.nan, there)

    def texts(self, columns: Rows) -> list[str | None]:
        """By region the text of the figure in a column of its own; None where no whole figure was published."""
        numbers = columns.tolist()
        return [self._text(region, column) if column >= 0 else None for region, column in enumerate(numbers)]

    def _text(self, region: int, column: int) -> str | None:
        row = int(self.rows[region, column])
        if row < 0 or self.estimated[region, column]:
            return None
        return self.selection.text(row)

    def conversion(self, region: int, column: int) -> Conversion | None:
        """How the one figure behind a value came into the unit sought; None where it was in it."""
        row = int(self.rows[region, column])
        return None if row < 0 or self.partner else self.selection.conversion(row)

    def any_status(self, region: int, column: int, statuses: Collection[FigureStatus]) -> bool:
        """Whether a figure behind a value has one of the statuses."""
        row = int(self.rows[region, column])
        if row >= 0 and self.partner is None:
            return self.selection.table.status[row] in statuses
        return any(figure.status in statuses for figure in self.reading(region, column).figures)

    def trimmed(self) -> "Panel":
        """The panel without periods of which nothing is known."""
        known = np.flatnonzero(~np.isnan(self.values).all(axis=0))
        if len(known) == len(self.periods):
            return self
        return self.at_columns(known, tuple(self.periods[column] for column in known.tolist()))

    def at_columns(self, columns: Rows, periods: tuple[Period, ...]) -> "Panel":
        """The panel of some columns, called by other periods."""
        return replace(
            self,
            periods=periods,
            values=self.values[:, columns],
            rows=self.rows[:, columns],
            estimated=self.estimated[:, columns],
            partner=self.partner.at_columns(columns) if self.partner else None,
        )


@lru_cache(maxsize=256)
def _times(periods: tuple[Period, ...]) -> Floats:
    times = np.array([period.time for period in periods], dtype=np.float64)
    times.flags.writeable = False
    return times


class Partner(Record, kw_only=False):
    """Another series: its panel, and which column of it stands beside each cell (R, P), -1 where none does."""

    panel: Panel
    column: Rows

    def beside(self, own: Reading, region: int, column: int) -> Reading:
        """A reading with the figures of the other series as well."""
        other = self.panel.reading(region, int(self.column[region, column]))
        return replace(own, figures=(*own.figures, *other.figures))

    def at_columns(self, columns: Rows) -> "Partner":
        """What stands beside some of the columns."""
        return Partner(self.panel, self.column[:, columns])


def _rising(period: Period) -> tuple[int, int]:
    """Periods by their ends; of those that end together the longest comes last."""
    return period.end.toordinal(), -period.start.toordinal()


def _empty(selection: Selection, regions: tuple[str, ...], periods: tuple[Period, ...]) -> Panel:
    shape = len(regions), len(periods)
    return Panel(
        selection=selection,
        regions=regions,
        periods=periods,
        values=np.full(shape, np.nan),
        rows=np.full(shape, -1),
        estimated=np.zeros(shape, dtype=np.bool_),
    )


def _over(lower: Panel, upper: Panel) -> Panel:
    """The values of the upper panel, and where it has none those of the lower."""
    periods = tuple(sorted({*lower.periods, *upper.periods}, key=_rising))
    united = replace(_empty(upper.selection, upper.regions, periods), refused_rows=upper.refused_rows)
    for part in (lower, upper):
        columns = np.array([periods.index(period) for period in part.periods], dtype=np.int64)
        region, column = np.nonzero(~np.isnan(part.values))
        for name in ("values", "rows", "estimated"):
            getattr(united, name)[region, columns[column]] = getattr(part, name)[region, column]
    return replace(united, behind=lower.behind)


# Published figures that can be compared with a goal.


class Comparable(Record, kw_only=False):
    """The period that a figure stands for, and the share of it that the figure covers."""

    period: Period
    share: float = 1.0
    annualised: bool = False


def published(
    selection: Selection, indicator: Indicator, regions: tuple[str, ...], due: Period, quantity: Quantity
) -> Panel:
    """The published figures of an indicator that can be compared with a goal due in `due`."""
    region_of = selection.numbers_of(regions)
    rows = selection.of(indicator.id)
    rows = rows[region_of[selection.region[rows]] >= 0]
    codes = selection.table.period.codes[rows]
    known = {code: comparable(selection.table.period.names[code], indicator, due, quantity) for code in distinct(codes)}
    periods = tuple(sorted({stands.period for stands in known.values() if stands}, key=_rising))
    column, share, annualised = _by_code(known, periods, codes)
    made, region = _empty(selection, regions, periods), region_of[selection.region[rows]]
    # Figures rise in time, so a later part of the year replaces an earlier one, and the whole year any part.
    for sort in (annualised, ~annualised & (column >= 0)):
        cell = region[sort], column[sort]
        made.values[cell] = selection.value[rows[sort]] / share[sort]
        made.rows[cell], made.estimated[cell] = rows[sort], annualised[sort]
    refused = np.flatnonzero(column < 0)
    refused = refused[np.argsort(region[refused], kind="stable")]
    return replace(made, refused_rows=tuple(zip(region[refused].tolist(), rows[refused].tolist(), strict=True)))


def _by_code(
    known: Mapping[int, Comparable | None], periods: Sequence[Period], codes: Codes
) -> tuple[Rows, Floats, Bools]:
    """The column of every row (-1: not to be compared), the share of the period, and whether it is made a year's."""
    size = max(known, default=0) + 1
    column, share, annualised = np.full(size, -1), np.full(size, np.nan), np.zeros(size, dtype=np.bool_)
    for code, stands in known.items():
        if stands:
            column[code], share[code] = periods.index(stands.period), stands.share
            annualised[code] = stands.annualised
    return column[codes], share[codes], annualised[codes]


def comparable(period: Period, indicator: Indicator, due: Period, quantity: Quantity) -> Comparable | None:
    """What a figure of `period` is compared as, or None: a partial year is never taken for a year."""
    if quantity is Quantity.TOTAL:
        return Comparable(period) if period.share_of_year > 0 else None
    if indicator.measure.is_level or _same_span(period, due):
        return Comparable(period)
    share = _share_of_year(period, indicator) if due.kind is PeriodKind.YEAR else None
    return None if share is None else Comparable(Period.year(period.end.year), share, annualised=True)


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
    return _over(derived, found)


def derived_panel(
    plan: Plan, selection: Selection, expression: Expression, regions: tuple[str, ...], *, percent: bool
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

    def behind(region: int, period: Period) -> tuple[Reading, ...]:
        return _behind(expression, inputs, region, period, plan.base)

    estimated = np.zeros(values.shape, dtype=np.bool_)
    # A part of a year among what it was made from makes a derived value an estimate as well.
    if any(found.estimated.any() for found in inputs.values()):
        for region, column in np.argwhere(~np.isnan(values)).tolist():
            estimated[region, column] = any(reading.annualised for reading in behind(region, periods[column]))
    made = replace(_empty(selection, regions, periods), values=values, estimated=estimated, behind=behind)
    return made.trimmed()


def _yearly(found: Panel, indicator: Indicator) -> Panel:
    """The readings of whole years; a level at the end of December is that of its year."""
    yearly = [_is_year(period, indicator) for period in found.periods]
    columns = np.flatnonzero(np.array(yearly, dtype=np.bool_))
    years = tuple(Period.year(found.periods[column].end.year) for column in columns.tolist())
    if len(set(years)) == len(years):
        return found.at_columns(columns, years)
    made = replace(_empty(found.selection, found.regions, tuple(sorted(set(years)))), behind=found.behind)
    # What was published stands before what was derived.
    for derived in (True, False):
        for column, year in zip(columns.tolist(), years, strict=True):
            here = ~np.isnan(found.values[:, column]) & ((found.rows[:, column] < 0) == derived)
            for name in ("values", "rows", "estimated"):
                getattr(made, name)[here, made.periods.index(year)] = getattr(found, name)[here, column]
    return made


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
    """The readings that a derived value of `period` was made from: there is none without all of them."""
    readings: list[Reading] = []
    for leaf in leaves_in(expression):
        function = leaf.function if isinstance(leaf, Call) else ""
        if leaf.indicator not in inputs or function == "baseline":
            continue
        last = Period.year(period.end.year - 1) if function == "previous" else period
        first = Period.year(base.end.year + 1) if function == "chain" else last
        found = inputs[leaf.indicator]
        within = (column for column, other in enumerate(found.periods) if first <= other <= last)
        readings += [found.reading(region, column) for column in within]
    return tuple(readings)


def beside(found: Panel, other: Panel, *, levels: bool) -> tuple[Panel, Floats]:
    """The readings that have one of the other series beside them, and the differences (R, P) that the goal is about.

    They stand beside each other in the same period; levels, whenever their periods end together.
    """
    column = np.full(found.values.shape, -1)
    for own, period in enumerate(found.periods):
        for index, when in enumerate(other.periods):
            if when == period or (levels and when.end == period.end):
                column[~np.isnan(found.values[:, own]) & ~np.isnan(other.values[:, index]), own] = index
    both, region = column >= 0, np.arange(len(found.regions))[:, None]
    partner = np.where(both, other.values[region, column], np.nan) if other.periods else found.values
    estimated = other.estimated[region, column] if other.periods else found.estimated
    panel = replace(
        found,
        values=np.where(both, found.values, np.nan),
        estimated=both & (found.estimated | estimated),
        partner=Partner(other, column),
    ).trimmed()
    return panel, (found.values - partner)[:, both.any(axis=0)]
