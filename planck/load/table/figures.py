"""Figures from tables: every cell of a value becomes a figure, or a finding that says why not."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import Refusal, parse_amount, parse_plain
from planck.load.cells.period import nearest_status, parse_date, parse_period, parse_status, year_in
from planck.load.source.files import Document, Gathered, excerpt
from planck.load.table.cells import Grid, Row, Table, delimiter_of
from planck.load.table.header import USUAL, Column, Conventions, column_of, folded, listed
from planck.load.table.layout import (
    MOST_ABOVE,
    Kind,
    Layout,
    Slot,
    complain,
    find_layout,
    is_total,
    is_whole,
    kind_of,
    no_header,
)
from planck.load.table.plain import plain_figures
from planck.model import Argument, Figure, FigureStatus, Finding, Input, Period, PeriodKind, Place, Rule, Text
from planck.model.table import Figures, Growing
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

# One row of a table of figures: what its cells mean, and what is wrong with them.

Details = Mapping[str, Argument]

_OWN_UNIT = (Refusal.UNIT, Refusal.PERCENT)
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

    `rewritten`: what the number was read as where it was not read as it stands; `year_of_day`: the period is the year
    of a day.
    """

    cells: Cells
    period: Period | None
    value: float | Refusal | None
    status: FigureStatus | None
    published: date | None
    rewritten: str = ""
    year_of_day: bool = False

    @property
    def sound(self) -> bool:
        """Whether nothing can be wrong with the row but its number of cells."""
        cells, period, value, status, published, rewritten, of_day = self
        return (
            value.__class__ is float
            and bool(cells.indicator)
            and period is not None
            and status is not None
            and not rewritten
            and not of_day
            and (not cells.published or (published is not None and published >= period.end))
        )


class Problem(NamedTuple):
    """A rule that a row breaks, the cell it is about, and what the message says besides."""

    rule: Rule
    cell: int
    details: Callable[[], Details] = dict


# Of these a table may have one a row; they are said once a column, with the first cell and their number.
COUNTED = frozenset((rules.NORMALISED_NUMBER.code, rules.YEAR_OF_DAY.code))


class RowReader(Record, kw_only=False):
    """Reads one column of values of one table, whose layout it knows.

    `at` says which cell of a row is which column, `given` what holds where there is no such cell or it is blank.
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

    @classmethod
    def of(cls, table: Grid, layout: Layout, slot: Slot) -> "RowReader":
        """The reader for a slot; a column that the header does not have is the empty cell behind the last one."""
        width = len(layout.labels)
        at = {**layout.keys, **layout.groups.get(slot.index, {}), Column.VALUE: slot.index}
        if slot.period:
            at.pop(Column.PERIOD, None)
        columns = (Column(name) for name in Cells._fields)
        pick = itemgetter(*(at.get(column, width) for column in columns))
        first = slot is layout.slots[0]
        yearly = layout.yearly and not slot.period
        # A unit above the table is for the cells that have none of their own.
        loose = Column.UNIT not in at and not slot.unit
        two_units = Column.UNIT in at and bool(slot.unit)
        return cls(table, layout, slot, width, at, _given(layout, slot), pick, yearly, first, loose, two_units)

    def draft(self, row: Row) -> Draft:
        """What the cells of `row` mean."""
        texts = [*map(str.strip, row.cells), ""]
        whole = len(row.cells) == self.width
        if not whole:
            texts[self.width :] = [""]
            texts += [""] * (self.width + 1 - len(texts))
        cells = Cells._make(self.pick(texts))
        if self.given:
            cells = cells._replace(**{name: text for name, text in self.given.items() if not getattr(cells, name)})
        rewritten = ""
        value: float | Refusal | None = parse_plain(cells.value)
        if value is None:
            amount = parse_amount(cells.value, cells.unit)
            if amount.value in _OWN_UNIT and self.loose:
                amount = parse_amount(cells.value, "")
            value, text, unit, rewritten = amount
            cells = cells._replace(value=text, unit=unit)
        if not whole or cells.unit[:1].isdigit():
            value = self._torn(row) or value
        if self.two_units and folded(cells.unit) != folded(self.slot.unit):
            value = Refusal.TWO_UNITS
        published = parse_date(cells.published) if cells.published else None
        period = parse_period(cells.period)
        year = year_in(cells.period) if self.yearly and (not period or period.kind is PeriodKind.DAY) else None
        return Draft(cells, year or period, value, parse_status(cells.status), published, rewritten, year is not None)

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
        if not cells.indicator or period is None:
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
            status=status or FigureStatus.UNSTATED,
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
            return [Problem(rules.BAD_PERIOD, self._cell(Column.PERIOD))] if self.first else []
        if draft.year_of_day and self.first:
            return [Problem(rules.YEAR_OF_DAY, self._cell(Column.PERIOD), lambda: {"wanted": period.label})]
        return []

    def _about_value(self, draft: Draft) -> list[Problem]:
        value, cell = draft.value, self.slot.index
        if value is Refusal.ERROR_VALUE:
            return [Problem(rules.ERROR_VALUE, cell)]
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
        suspect = len(row.cells) > self.width or self.at.get(Column.UNIT) == value + 1
        number = ",".join(cell.strip() for cell in row.cells[value : value + 2])
        cut = suspect and self.table.delimiter == "," and _GROUPED.fullmatch(number)
        return Refusal.SPLIT if cut else None


def _given(layout: Layout, slot: Slot) -> dict[str, str]:
    """What the header, the title or the configuration says for every row of a slot."""
    given = {column.value: text for column, text in layout.given.items()}
    if slot.unit:
        given[Column.UNIT.value] = slot.unit
    if slot.period:
        given[Column.PERIOD.value] = slot.period.label
    if layout.naming and slot.name:
        given[layout.naming.value] = slot.name
    return given


def _why_refused(refusal: Refusal) -> Details:
    advice = refusal.advice
    return {"reason": refusal.reason, "hint": Text(zh=advice.zh, en=advice.en and f" {advice.en}")}


def _status_hint(text: str) -> Details:
    close = nearest_status(text)
    return {"hint": Label("load.common.did_you_mean_close").fill(close=close) if close else Text()}


# Rows to try before a table that gives no figure is given up.
MOST_FRUITLESS = 20_000
# Rows to look at before a column of names without a number is taken for text.
MOST_SAMPLED = 50

_DELIMITER_NAMES = {"\t": Label("load.delimiter_names.tabs"), ";": Label("load.delimiter_names.semicolons")}


class Source(Record, kw_only=False):
    """A table that was opened: the file it comes from, and its cells."""

    input: Input
    grid: Grid


class Reading(Record, kw_only=False):
    """A table that was read: its layout (None where it is no table of figures), the figures, what is wrong."""

    layout: Layout | None
    figures: Figures
    findings: tuple[Finding, ...]


def load_figures(source: Document | Source, conventions: Conventions = USUAL) -> tuple[Figures, tuple[Finding, ...]]:
    """The figures of a table in long or wide form, and everything that is wrong with it.

    No figure and no finding: the table has a header and no rows. A row is left out only when it cannot be used, and
    its finding says so.
    """
    read = read_table(source, conventions)
    return read.figures, read.findings


def read_table(source: Document | Source, conventions: Conventions = USUAL) -> Reading:
    """A table, read: its cells by its layout, and the figures by that."""
    gathered = Gathered(source.input.file)
    grid = source.grid if isinstance(source, Source) else _text_grid(source, conventions)
    layout = _layout(grid, conventions, gathered)
    if layout is None:
        return Reading(None, Figures.of(()), gathered.findings())
    with _uncollected():
        figures = plain_figures(source, layout) if isinstance(source, Document) and grid.delimiter == "," else None
        if figures is None:
            layout, figures = _Rows(grid, layout, conventions, gathered).read()
    return Reading(layout, figures, gathered.findings())


def grid_and_layout(document: Document, conventions: Conventions = USUAL) -> tuple[Table, Layout | None]:
    """The cells of a text, and their layout; None where it is no table of figures."""
    grid = _text_grid(document, conventions)
    return grid, _layout(grid, conventions, Gathered(document.input.file))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds the collector of reference cycles back: cells make none, and it would go over all of them repeatedly."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _text_grid(document: Document, conventions: Conventions) -> Table:
    def known(name: str) -> bool:
        return column_of(name, conventions.columns) is not None or parse_period(name) is not None

    lines = (line for line in document.input.lines[: 4 * MOST_ABOVE] if line.strip())
    return Table(document.input.file, document.input.lines, delimiter_of(lines, known))


def _layout(grid: Grid, conventions: Conventions, gathered: Gathered) -> Layout | None:
    """The layout of the table, None when there is none; what is odd about it is listed."""
    found = find_layout(grid, conventions)
    found = _without_text(grid, found) if isinstance(found, Layout) else found
    if isinstance(found, Finding):
        _keep(gathered, found)
    if not isinstance(found, Layout | Row):
        _keep(gathered, rules.NO_HEADER.at(Place(grid.file)))
        return None
    row = found if isinstance(found, Row) else found.header[0]
    if grid.delimiter in _DELIMITER_NAMES:
        _keep(gathered, rules.OTHER_DELIMITER.at(grid.row_place(row), got=_DELIMITER_NAMES[grid.delimiter]))
    if isinstance(found, Row):
        no_header(grid, found, conventions, gathered)
        return None
    complain(grid, found, gathered)
    return found


def _without_text(grid: Grid, layout: Layout) -> Layout | Row:
    """The layout without columns that are named like indicators but hold no number; its row when none is left."""
    if layout.naming is not Column.INDICATOR or any(slot.period for slot in layout.slots):
        return layout
    below = (row for row in grid.rows() if isinstance(row, Row) and row.line > layout.header[-1].line)
    sample = [row.cells for row, _ in zip(below, range(MOST_SAMPLED), strict=False)]
    slots = tuple(slot for slot in layout.slots if _has_numbers(row[slot.index : slot.index + 1] for row in sample))
    return replace(layout, slots=slots) if slots else layout.header[0]


def _has_numbers(cells: Iterable[list[str]]) -> bool:
    """Whether a cell holds a number, or none holds anything."""
    texts = [cell[0].strip() for cell in cells if cell and cell[0].strip()]
    return not texts or any(not isinstance(parse_amount(text, "").value, Refusal) for text in texts)


class _Rows:
    """Goes through the rows of one table and keeps what it finds."""

    def __init__(self, grid: Grid, layout: Layout, conventions: Conventions, gathered: Gathered) -> None:
        self._grid, self._layout, self._gathered = grid, layout, gathered
        self._known = conventions.regions
        self._readers = [RowReader.of(grid, layout, slot) for slot in layout.slots]
        self._figures = Growing()
        self._aside: dict[Kind, list[Row]] = {}
        self._wholes: list[tuple[Row, RowReader]] = []
        self._parted = False
        self._counted: dict[tuple[str, int], tuple[Finding, int]] = {}

    def read(self) -> tuple[Layout, Figures]:
        """The layout with the rows that are no figures, and the figures of all others below the header."""
        for number, row in enumerate(self._grid.rows()):
            if number > MOST_FRUITLESS and not (self._figures or self._wholes):
                _keep(self._gathered, rules.NO_FIGURES.at(Place(self._grid.file), got=MOST_FRUITLESS))
                break
            if isinstance(row, Finding):
                _keep(self._gathered, row)
            elif row.line > self._layout.header[-1].line:
                self._row(row if self._grid.delimiter else self._filled(row))
        self._decide()
        layout = replace(self._layout, aside={kind: tuple(rows) for kind, rows in self._aside.items()})
        self._tell(layout)
        return layout, self._figures.figures()

    def _decide(self) -> None:
        """What is about the whole of a place is a total beside other regions, and a figure without them."""
        for row, reader in self._wholes:
            if self._parted:
                self._put(Kind.TOTAL, row)
            else:
                self._figure(reader, row, reader.draft(row))
        if self._parted and self._wholes:
            self._aside[Kind.TOTAL].sort(key=lambda row: row.line)

    def _row(self, row: Row) -> None:
        """Add the figures of a row."""
        if not self._layout.is_long and self._set_aside(row):
            return
        for reader in self._readers:
            draft = reader.draft(row)
            cells = draft.cells
            if is_total(cells.region, cells.indicator):
                self._put(Kind.TOTAL, row)
            elif is_whole(cells.region, self._known):
                self._wholes.append((row, reader))
            else:
                self._figure(reader, row, draft)

    def _figure(self, reader: RowReader, row: Row, draft: Draft) -> None:
        """Add the figure of a row, or list why there is none."""
        if not (draft.sound and len(row.cells) == reader.width):
            if self._layout.is_long and self._set_aside(row):
                return
            self._list(reader, row, draft)
        if figure := reader.figure(row, draft):
            self._parted |= bool(figure.region) and not is_whole(figure.region, self._known)
            self._figures.append(figure)

    def _filled(self, row: Row) -> Row:
        """The row with its merged cells filled where they say what the row is about."""
        cells = list(row.cells)
        for index in self._layout.keys.values():
            if index < len(cells) and not cells[index].strip():
                cells[index] = self._grid.above(row, index)
        return Row(row.line, cells)

    def _set_aside(self, row: Row) -> bool:
        kind = kind_of(row, self._layout, below=Kind.FOOTNOTE in self._aside)
        if kind:
            self._put(kind, row)
        return kind is not None

    def _put(self, kind: Kind, row: Row) -> None:
        """Set a row aside, once however many of its values are no figures."""
        rows = self._aside.setdefault(kind, [])
        if not rows or rows[-1].line != row.line:
            rows.append(row)

    def _list(self, reader: RowReader, row: Row, draft: Draft) -> None:
        for problem in reader.problems(row, draft):
            if problem.rule.code in COUNTED:
                self._count(reader, row, draft, problem)
            elif self._gathered.wants(problem.rule.severity):
                self._gathered.keep(reader.finding(row, draft, problem))

    def _count(self, reader: RowReader, row: Row, draft: Draft, problem: Problem) -> None:
        key = problem.rule.code, problem.cell
        first, count = self._counted.get(key) or (reader.finding(row, draft, problem), 0)
        self._counted[key] = first, count + 1

    def _tell(self, layout: Layout) -> None:
        """List what is said once a column, and the rows that were set aside."""
        for first, count in self._counted.values():
            about = "" if count > 1 else first.region, "" if count > 1 else first.period
            arguments = {**first.arguments, "count": count}
            _keep(self._gathered, replace(first, arguments=arguments, region=about[0], period=about[1]))
        for kind, rows in layout.aside.items():
            place, got = self._grid.row_place(rows[0]), listed(rows)
            _keep(self._gathered, rules.ROWS_ASIDE.at(place, count=len(rows), kind=kind.value, got=got))


class Piecewise(_Rows):
    """Goes through rows that come a few at a time, such as those that a reader of columns leaves to this one."""

    def figures_of(self, rows: Iterable[Row | Finding]) -> Figures:
        """The figures of some rows more; what is wrong with them is gathered."""
        for row in rows:
            if isinstance(row, Finding):
                _keep(self._gathered, row)
            elif any(map(str.strip, row.cells)):
                self._row(row)
        figures, self._figures = self._figures.figures(), Growing()
        return figures

    def finish(self) -> Figures:
        """Those that only the end of the table decides about; and what is said once a table is gathered."""
        self._parted = True
        self._decide()
        self._tell(replace(self._layout, aside={kind: tuple(rows) for kind, rows in self._aside.items()}))
        return self._figures.figures()


def layout_in(grid: Grid, conventions: Conventions, gathered: Gathered) -> Layout | None:
    """The layout of a table, None when there is none; what is odd about it is gathered."""
    return _layout(grid, conventions, gathered)


def _keep(gathered: Gathered, finding: Finding) -> None:
    if gathered.wants(finding.severity):
        gathered.keep(finding)
