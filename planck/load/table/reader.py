"""One row of a table of figures: what its cells mean, and what is wrong with them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.flags import nearest_status, parse_status
from planck.load.cells.habits import DIVIDER, MOST_DAYS, DecimalMark, are_years, decimal_mark
from planck.load.cells.number import Refusal, is_counted, is_missing, one_unit, parse_amount, parse_plain
from planck.load.cells.period import parse_date
from planck.load.cells.printed import How, Printed, fiscal_years, read_period, since_new_year
from planck.load.files import excerpt
from planck.load.table.above import CUMULATIVE, GOALS, RANKS, RATES
from planck.load.table.cells import Grid, Row, Table
from planck.load.table.declared import NOTHING, Declared
from planck.load.table.header import Column, dated_name, label_of, part_of_year
from planck.load.table.layout import (
    Layout,
    Slot,
)
from planck.load.table.names import Named, printed_indicator, printed_region
from planck.load.table.remarks import left_out
from planck.load.table.vocabulary import Role, folded, is_cumulative
from planck.model import Argument, Figure, FigureStatus, Finding, Period, PeriodKind, Rule, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

Details = Mapping[str, Argument]

_OWN_UNIT = (Refusal.UNIT, Refusal.TWO_UNITS, Refusal.PERCENT)
_GROUPED = pattern(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}(?:\.[0-9]+)?")


class Cells(NamedTuple):
    """The cells of a row by column, trimmed, empty where there is none."""

    region: str
    indicator: str
    period: str
    value: str
    unit: str
    status: str
    published: str
    source: str
    note: str
    at: str
    as_printed: str


class Draft(NamedTuple):
    """What the cells of a row mean; None where a cell that must mean something does not.

    `rewritten`: what the number was read as where it was not read as it stands; `how`: the way in which the cell
    of the period was understood.
    """

    cells: Cells
    period: Period | None
    value: float | Refusal | None
    status: FigureStatus | None
    published: date | None
    rewritten: str = ""
    how: How = How.AS_NAMED

    @property
    def sound(self) -> bool:
        """Whether nothing can be wrong with the row but its number of cells."""
        cells, period, value, status, published, rewritten, how = self
        return (
            value.__class__ is float
            and bool(cells.indicator)
            and period is not None
            and status is not None
            and not rewritten
            and how is How.AS_NAMED
            and (not cells.published or (published is not None and published >= period.end))
        )


class Problem(NamedTuple):
    """A rule that a row breaks, the cell it is about, and what the message says besides."""

    rule: Rule
    cell: int
    details: Callable[[], Details] = dict


# Of these a table may have one a row; they are said once a column, with the first cell and their number.
_HOW = {How.DAY: rules.YEAR_OF_DAY, How.REPUBLIC: rules.YEAR_OF_REPUBLIC, How.FISCAL: rules.FISCAL_YEAR}
COUNTED = frozenset(rule.code for rule in (rules.NORMALISED_NUMBER, *_HOW.values()))


class RowReader(Record, kw_only=False):
    """Reads one column of values of one table, whose layout it knows.

    `at` says which cell of a row is which column, `given` what holds where there is no such cell or it is blank.
    `dated`: the names of the indicators begin with the periods.
    """

    table: Grid
    layout: Layout
    slot: Slot
    width: int
    at: Mapping[Column, int]
    given: Mapping[str, str]
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    yearly: bool
    first: bool
    loose: bool
    two_units: bool
    declared: Declared = NOTHING
    mark: DecimalMark = DecimalMark.POINT
    fiscal: Mapping[str, Period] = {}
    dated: bool = False

    @classmethod
    def of(cls, table: Grid, layout: Layout, slot: Slot, declared: Declared = NOTHING) -> "RowReader":
        """The reader for a slot; a column that the header does not have is the empty cell behind the last one."""
        width = len(layout.labels)
        at = {**layout.keys, **layout.groups.get(slot.index, {}), Column.VALUE: slot.index}
        if slot.period:
            at.pop(Column.PERIOD, None)
        if slot.note == RANKS:
            # The unit is that of the value beside it.
            at.pop(Column.UNIT, None)
        columns = (Column(name) for name in Cells._fields)
        pick = itemgetter(*(at.get(column, width) for column in columns))
        first = slot is layout.slots[0]
        periods = [] if slot.period else _periods(table, layout)
        yearly = not slot.period and (layout.yearly or are_years(filter(None, periods)))
        open_ = isinstance(table, Table) and table.delimiter == DIVIDER and declared.decimal != "."
        mark = decimal_mark(table.lines) if open_ and isinstance(table, Table) else DecimalMark.POINT
        # A unit above the table is for the cells that have none of their own.
        loose = Column.UNIT not in at and not slot.unit
        two_units = Column.UNIT in at and bool(slot.unit)
        given = _in_ours(_given(layout, slot), declared)
        fiscal = fiscal_years(periods)
        dated = Column.PERIOD in at and at[Column.PERIOD] == at.get(Column.INDICATOR)
        told = (declared, mark, fiscal, dated)
        return cls(table, layout, slot, width, at, given, pick, yearly, first, loose, two_units, *told)

    def is_blank(self, row: Row) -> bool:
        """Whether the row says nothing in the columns that are read."""
        return not any(row.cells[index].strip() for index in self.at.values() if index < len(row.cells))

    def draft(self, row: Row) -> Draft:
        """What the cells of `row` mean."""
        texts = [*map(str.strip, row.cells), ""]
        whole = len(row.cells) == self.width
        if not whole:
            texts[self.width :] = [""]
            texts += [""] * (self.width + 1 - len(texts))
        raw = Cells._make(self.pick(texts))
        if self.dated and (parts := dated_name(raw.indicator)):
            raw = raw._replace(period=parts[0], indicator=parts[1])
        named = printed_indicator(raw.indicator)
        cells = _as_named(raw, named)
        if self.declared.changes_cells:
            cells = self._in_our_words(cells)
        if self.given:
            note = cells.note
            cells = cells._replace(**{name: text for name, text in self.given.items() if not getattr(cells, name)})
            cells = _noted(cells, self.given.get(Column.NOTE.value, "")) if note else cells
        cells, value, rewritten, flag = self._valued(cells)
        if not whole or cells.unit[:1].isdigit():
            value = self._torn(row) or value
        if (self.two_units or named.unit) and self._has_two_units(cells, named.unit):
            value = Refusal.TWO_UNITS
        published = parse_date(cells.published) if cells.published else None
        period, how, of_period = self._period(cells.period, texts)
        if period and (named.running or self.slot.running):
            period = since_new_year(period)
        if is_cumulative(cells.period):
            cells = _noted(cells, CUMULATIVE)
        status = parse_status(cells.status) if cells.status else min(flag, of_period, key=_stated)
        return Draft(cells, period, value, status, published, rewritten, how)

    def _period(self, text: str, texts: Sequence[str]) -> Printed:
        """What the cell of the period says, with words beside a year as heads have them, or with the part of it that
        stands in a column of its own.
        """
        if (part := self.at.get(Column.PART)) is not None:
            year = read_period(text, years=self.yearly).period
            # What a title says holds for all rows, so that it is the year that they are parts of.
            if year and (year.kind is PeriodKind.YEAR or Column.PERIOD not in self.at):
                known = year.start.year == year.end.year and texts[part]
                of_year = part_of_year(str(year.end.year), texts[part], self.layout.names[part]) if known else None
                return Printed(of_year)
        if self.fiscal and (year := self.fiscal.get(text)):
            return Printed(year, How.FISCAL)
        found = read_period(text, years=self.yearly)
        if found.period or not text:
            return found
        head = label_of(text)
        return found if head.name or head.is_aside else Printed(head.period, status=head.status)

    def _valued(self, cells: Cells) -> tuple[Cells, float | Refusal | None, str, FigureStatus]:
        """The number of a row: its cells as they were read, what it was read as, and how firm its flag makes it."""
        rewritten, flag, printed = "", FigureStatus.UNSTATED, cells.value
        grouped = self.mark.may_group(printed)
        if self.mark is DecimalMark.COMMA and ("," in printed or grouped):
            cells = cells._replace(value=self.mark.pointed(printed))
        value: float | Refusal | None = parse_plain(cells.value)
        if value is None:
            amount = parse_amount(cells.value, cells.unit)
            if amount.value in _OWN_UNIT and self.loose:
                amount = parse_amount(cells.value, "")
            value, text, unit, rewritten, flag = amount
            cells = cells._replace(value=text, unit=unit)
        if self.mark is not DecimalMark.POINT and "," in printed:
            value, rewritten = self._with_comma(value, cells.unit), rewritten or cells.value
        if grouped:
            value, rewritten = (Refusal.COMMA if self.mark is DecimalMark.UNSEEN else value), rewritten or cells.value
        return cells, value, rewritten, flag

    def _with_comma(self, value: float | Refusal | None, unit: str) -> float | Refusal | None:
        """The value of a number with a comma, where the file leaves no doubt about it: no half of a firm exists."""
        halved = isinstance(value, float) and not value.is_integer() and is_counted(unit)
        return Refusal.COMMA if self.mark is DecimalMark.UNCLEAR or halved else value

    def _in_our_words(self, cells: Cells) -> Cells:
        """The cells with what the user says that their words, marks and flags mean."""
        said = self.declared
        value = said.value(cells.value)
        return cells._replace(
            region=said.region(cells.region),
            indicator=said.indicator(cells.indicator),
            unit=said.unit(cells.unit),
            value=value.text,
            status=cells.status or ("" if value.status is FigureStatus.UNSTATED else value.status.value),
        )

    def _has_two_units(self, cells: Cells, behind: str) -> bool:
        """Whether the column of units says another one than the header, or than what stands behind the indicator."""
        if self.two_units and folded(cells.unit) != folded(self.slot.unit):
            return True
        return bool(behind and cells.unit) and folded(self.declared.unit(behind)) != folded(cells.unit)

    def problems(self, row: Row, draft: Draft) -> list[Problem]:
        """Everything wrong with `row`, and of a row of several values what is about this one alone."""
        cells, _, value, status, published, *_ = draft
        found = self._ragged(row) if len(row.cells) != self.width and value is not Refusal.SPLIT else []
        if not cells.indicator and self.first:
            found.append(Problem(rules.NO_INDICATOR, self._cell(Column.INDICATOR)))
        found += self._about_period(draft) + self._about_value(draft)
        if value is Refusal.SPLIT:
            return found  # the cells behind it may each be one column off
        if not status:
            found.append(Problem(rules.BAD_STATUS, self._cell(Column.STATUS), lambda: _status_hint(cells.status)))
        if cells.published and not published:
            found.append(Problem(rules.BAD_PUBLISHED, self._cell(Column.PUBLISHED)))
        return found + self._early(draft)

    def figure(self, row: Row, draft: Draft) -> Figure | None:
        """The figure of `row`, None when it names no indicator or period, or holds no number where one should be."""
        cells, period, value, status, published, *_ = draft
        if not cells.indicator or period is None or status is None:
            return None
        if isinstance(value, Refusal):
            if value is not Refusal.ERROR_VALUE:
                return None
            value = None
        return Figure(
            region=cells.region,
            indicator=cells.indicator,
            period=period,
            value=value,
            text=cells.value,
            unit=cells.unit,
            status=status,
            published=published,
            source=cells.source,
            note=cells.note,
            at=cells.at,
            as_printed=cells.as_printed,
            place=self.table.place(row, self.slot.index),
        )

    def finding(self, row: Row, draft: Draft, problem: Problem) -> Finding:
        """The finding about `problem`, at its cell."""
        index, names, cells = problem.cell, self.layout.names, row.cells
        arguments: dict[str, Argument] = {
            "field": excerpt(names[index]) if index < len(names) else "",
            "got": excerpt(cells[index].strip()) if index < len(cells) else "",
            "of": left_out([draft.cells.indicator]),
            **problem.details(),
        }
        region, period = excerpt(draft.cells.region), draft.period.label if draft.period else ""
        finding = problem.rule.at(self.table.place(row, index), region=region, period=period)
        return replace(finding, arguments=arguments)

    def _cell(self, column: Column) -> int:
        """The cell of a column, that of the value where the table has no such column."""
        return self.at.get(column, self.slot.index)

    def _about_period(self, draft: Draft) -> list[Problem]:
        period = draft.period
        if period is None:
            cell = self.at.get(Column.PART, self._cell(Column.PERIOD))
            return [Problem(rules.BAD_PERIOD, cell)] if self.first else []
        if (rule := _HOW.get(draft.how)) and self.first:
            return [Problem(rule, self._cell(Column.PERIOD), lambda: {"wanted": period.label})]
        return []

    def _about_value(self, draft: Draft) -> list[Problem]:
        value, cell = draft.value, self.slot.index
        if value is Refusal.ERROR_VALUE:
            return [Problem(rules.ERROR_VALUE, cell)]
        if value is Refusal.FORMULA and not self.table.delimiter:
            return []  # said once for the whole sheet
        if isinstance(value, Refusal):
            return [Problem(rules.BAD_NUMBER, cell, lambda: _why_refused(value))]
        wanted = draft.rewritten
        return [Problem(rules.NORMALISED_NUMBER, cell, lambda: {"wanted": wanted})] if wanted else []

    def _early(self, draft: Draft) -> list[Problem]:
        _, period, _, status, published, *_ = draft
        if published and period and published < period.end and status is FigureStatus.FINAL:
            end = period.end.isoformat()
            return [Problem(rules.PUBLISHED_EARLY, self._cell(Column.PUBLISHED), lambda: {"wanted": end})]
        return []

    def _ragged(self, row: Row) -> list[Problem]:
        """The problem of a row that has not as many cells as the header; blank ones at its end do not count."""
        counts = {"wanted": self.width, "got": len(row.cells)}
        if not self.first:
            return []
        if len(row.cells) < self.width:
            return [Problem(rules.TOO_FEW_CELLS, len(row.cells), lambda: counts)] if self.table.delimiter else []
        surplus = any(map(str.strip, row.cells[self.width :]))
        return [Problem(rules.TOO_MANY_CELLS, self.width, lambda: counts)] if surplus else []

    def _torn(self, row: Row) -> Refusal | None:
        """Why the value cell cannot be the value: it is not there, or is the first part of a number cut at its comma.

        A number is taken to be cut when the row is too long, or when the second part would be the unit.
        """
        value = self.slot.index
        if len(row.cells) <= value:
            return Refusal.ABSENT if self.layout.is_long else None
        # A comma at the end of each line, that of the header too, is no cell too many.
        width = max(self.width, *(len(above.cells) for above in self.layout.header), 0)
        suspect = len(row.cells) > width or self.at.get(Column.UNIT) == value + 1
        number = ",".join(cell.strip() for cell in row.cells[value : value + 2])
        cut = suspect and self.table.delimiter == "," and _GROUPED.fullmatch(number)
        return Refusal.SPLIT if cut else None


def _noted(cells: Cells, note: str) -> Cells:
    """The cells with something more noted, where their note does not say it."""
    return cells if note in cells.note else cells._replace(note=f"{cells.note}; {note}" if cells.note else note)


def _as_named(cells: Cells, named: Named) -> Cells:
    """The cells with the names as they are without what is only print; a unit behind the indicator is its unit."""
    cells = _without_marks(cells)
    region, unit = printed_region(cells.region), one_unit(cells.unit or named.unit)
    if named.name is cells.indicator and region is cells.region and unit == cells.unit:
        return cells
    return cells._replace(region=region, indicator=named.name, unit=unit)


def _without_marks(cells: Cells) -> Cells:
    """The cells with nothing where a mark says that there is no unit, no status or no day; letters may be statuses."""
    if is_missing(cells.unit):
        cells = cells._replace(unit="")
    if is_missing(cells.published):
        cells = cells._replace(published="")
    return cells._replace(status="") if is_missing(cells.status) and not parse_status(cells.status) else cells


def _periods(table: Grid, layout: Layout) -> list[str]:
    """The first cells of the column of periods."""
    index = layout.keys.get(Column.PERIOD)
    if index is None:
        return []
    below = (row for row in table.rows() if isinstance(row, Row) and row.line > layout.header[-1].line)
    return [row.cells[index].strip() for row in islice(below, MOST_DAYS) if index < len(row.cells)]


def _stated(status: FigureStatus) -> int:
    """The order in which one of two statuses counts: the less firm before the firmer, and what nobody stated last."""
    return len(FigureStatus) if status is FigureStatus.UNSTATED else status.firmness


def _in_ours(given: Mapping[str, str], declared: Declared) -> dict[str, str]:
    """What holds for every row, in our words."""
    words = {
        Column.REGION.value: declared.region,
        Column.INDICATOR.value: declared.indicator,
        Column.UNIT.value: declared.unit,
    }
    return {name: words[name](text) if name in words else text for name, text in given.items()}


def _given(layout: Layout, slot: Slot) -> dict[str, str]:
    """What the header, the title or the configuration says for every row of a slot."""
    given = {column.value: text for column, text in layout.given.items()}
    if slot.note == RANKS:
        given.pop(Column.UNIT.value, None)
    if slot.unit:
        given[Column.UNIT.value] = slot.unit
    if slot.period:
        given[Column.PERIOD.value] = slot.period.label
    if layout.naming and slot.name:
        given[layout.naming.value] = slot.name
    if layout.labels[slot.index].role is Role.LEVEL and given.get(Column.NOTE.value) in (GOALS, RATES, RANKS):
        # Beside goals stands what came of them, and beside rates what they are of.
        del given[Column.NOTE.value]
    if slot.note:
        given[Column.NOTE.value] = slot.note
    if slot.status is not FigureStatus.UNSTATED:
        given[Column.STATUS.value] = slot.status.value
    return given


def _why_refused(refusal: Refusal) -> Details:
    advice = refusal.advice
    return {"reason": refusal.reason, "hint": Text(zh=advice.zh, en=advice.en and f" {advice.en}")}


def _status_hint(text: str) -> Details:
    close = nearest_status(text)
    return {"hint": Label("load.common.did_you_mean_close").fill(close=close) if close else Text()}
