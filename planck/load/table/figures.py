"""Figures from tables: every cell of a value becomes a figure, or a finding that says why not."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from planck.load.cells.number import Refusal, parse_amount, parse_plain
from planck.load.cells.period import nearest_status, parse_date, parse_period, parse_status, year_in
from planck.load.source.files import Document, Gathered, excerpt
from planck.load.table import cell_rules, layout_rules, table_rules
from planck.load.table.cells import Grid, Row, Table, delimiter_of
from planck.load.table.header import (
    MOST_ABOVE,
    USUAL,
    Column,
    Conventions,
    Header,
    Layout,
    Slot,
    column_of,
    complain,
    find_header,
    folded,
    listed,
    no_header,
)
from planck.model import Argument, Figure, FigureStatus, Finding, Input, Period, PeriodKind, Place, Rule, Text
from planck.words import Label

# Rows of a table that are no figures: footnotes, totals, section headings, repeated headers.


class Aside(Enum):
    """Why a row is no figure; the value is what messages call it."""

    FOOTNOTE = Label("load.asides.footnote")
    TOTAL = Label("load.asides.total")
    HEADING = Label("load.asides.heading")
    HEADER = Label("load.asides.header")


SUMS = frozenset(("合计", "总计", "小计", "总和", "total", "subtotal", "grandtotal"))
# Sums only beside other regions of the same table: a table may be about such a place alone, and so may a plan.
WHOLES = frozenset(("全市", "全省", "全区", "全县", "全国", "全州", "全旗"))

_FOOTNOTE = re.compile(
    r"[(（\[【*※]?\s*(?:注|附注|备注|说明|注释|资料来源|数据来源|来源|sources?|notes?)\s*[0-9０-９一二三四五六七八九十]*\s*[)）\]】]?\s*[:：.．]",
    re.IGNORECASE,
)


def is_footnote(row: Row) -> bool:
    """Whether the first thing that a row says is that it is a note or a source."""
    first = next(filter(None, map(str.strip, row.cells)), "")
    return _FOOTNOTE.match(first[:40]) is not None


@lru_cache(maxsize=65536)
def is_total(region: str, indicator: str) -> bool:
    """Whether a row names itself a sum, by its region or its indicator."""
    return folded(region) in SUMS or folded(indicator) in SUMS


@lru_cache(maxsize=65536)
def is_whole(region: str, known: frozenset[str]) -> bool:
    """Whether a row is about the whole of a place; `known` are the regions of the plans, and none of those is one."""
    return (place := folded(region)) in WHOLES and place not in known


def aside(row: Row, layout: Layout, *, below: bool) -> Aside | None:
    """Why a row is no figure by its form; None when it may be one. `below`: a footnote stands above it."""
    filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
    if is_footnote(row) or (below and filled == [0]):
        return Aside.FOOTNOTE
    if row.cells[filled[0]].strip() == layout.labels[0].text and _repeats(row, layout):
        return Aside.HEADER
    keys = {layout.keys.get(Column.INDICATOR), layout.keys.get(Column.REGION), layout.keys.get(Column.INVENTORY)}
    if not layout.is_long and len(layout.labels) > 2 and len(filled) == 1 and filled[0] in keys:
        return Aside.HEADING
    return None


def _repeats(row: Row, layout: Layout) -> bool:
    """Whether a row says again what the header says, as the top of a printed page does."""
    return [cell.strip() for cell in row.cells if cell.strip()] == [name for name in layout.names if name]


# One row of a table of figures: what its cells mean, and what is wrong with them.

Details = Mapping[str, Argument]

_OWN_UNIT = (Refusal.UNIT, Refusal.PERCENT)
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}(?:\.[0-9]+)?")


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
COUNTED = frozenset((cell_rules.NORMALISED_NUMBER.code, cell_rules.YEAR_OF_DAY.code))


@dataclass(frozen=True, slots=True)
class RowReader:
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
            found.append(Problem(cell_rules.NO_INDICATOR, self._cell(Column.INDICATOR)))
        found += self._about_period(draft) + self._about_value(draft)
        if value is Refusal.SPLIT:
            return found  # the cells behind it may each be one column off
        if not status:
            found.append(Problem(cell_rules.BAD_STATUS, self._cell(Column.STATUS), lambda: _status_hint(cells.status)))
        if cells.published and not published:
            found.append(Problem(cell_rules.BAD_PUBLISHED, self._cell(Column.PUBLISHED)))
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
            return [Problem(cell_rules.BAD_PERIOD, self._cell(Column.PERIOD))] if self.first else []
        if draft.year_of_day and self.first:
            return [Problem(cell_rules.YEAR_OF_DAY, self._cell(Column.PERIOD), lambda: {"wanted": period.label})]
        return []

    def _about_value(self, draft: Draft) -> list[Problem]:
        value, cell = draft.value, self.slot.index
        if value is Refusal.ERROR_VALUE:
            return [Problem(cell_rules.ERROR_VALUE, cell)]
        if isinstance(value, Refusal):
            return [Problem(cell_rules.BAD_NUMBER, cell, lambda: _why_refused(value))]
        wanted = draft.rewritten
        return [Problem(cell_rules.NORMALISED_NUMBER, cell, lambda: {"wanted": wanted})] if wanted else []

    def _early(self, draft: Draft) -> list[Problem]:
        _, period, _, status, published, *_ = draft
        if published and period and published < period.end and status is FigureStatus.FINAL:
            end = period.end.isoformat()
            return [Problem(cell_rules.PUBLISHED_EARLY, self._cell(Column.PUBLISHED), lambda: {"wanted": end})]
        return []

    def _ragged(self, row: Row) -> list[Problem]:
        """The problem of a row that has not as many cells as the header; blank ones at its end do not count."""
        counts = {"wanted": self.width, "got": len(row.cells)}
        if not self.first:
            return []
        if len(row.cells) < self.width:
            return [Problem(cell_rules.TOO_FEW_CELLS, len(row.cells), lambda: counts)] if self.table.delimiter else []
        surplus = any(map(str.strip, row.cells[self.width :]))
        return [Problem(cell_rules.TOO_MANY_CELLS, self.width, lambda: counts)] if surplus else []

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


@dataclass(frozen=True, slots=True)
class Source:
    """A table that was opened: the file it comes from, and its cells."""

    input: Input
    grid: Grid


def load_figures(
    source: Document | Source, conventions: Conventions = USUAL
) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """The figures of a table in long or wide form, and everything that is wrong with it.

    No figure and no finding: the table has a header and no rows. A row is left out only when it cannot be used, and
    its finding says so.
    """
    gathered = Gathered(source.input.file)
    grid = source.grid if isinstance(source, Source) else _text_grid(source, conventions)
    header = _header(grid, conventions, gathered)
    with _uncollected():
        figures = _Reading(grid, header, conventions, gathered).figures() if header else []
    return tuple(figures), gathered.findings()


def grid_and_header(document: Document, conventions: Conventions = USUAL) -> tuple[Table, Header | None]:
    """The cells of a text, and its header; None where it is no table of figures."""
    grid = _text_grid(document, conventions)
    return grid, _header(grid, conventions, Gathered(document.input.file))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds the collector of reference cycles back: figures make none, and it would go over all of them repeatedly."""
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


def _header(grid: Grid, conventions: Conventions, gathered: Gathered) -> Header | None:
    """The header of the table, None when there is none; what is odd about it is listed."""
    found = find_header(grid, conventions)
    found = _without_text(grid, found) if isinstance(found, Header) else found
    if isinstance(found, Finding):
        _keep(gathered, found)
    if not isinstance(found, Header | Row):
        _keep(gathered, table_rules.NO_HEADER.at(Place(grid.file)))
        return None
    row = found if isinstance(found, Row) else found.rows[0]
    if grid.delimiter in _DELIMITER_NAMES:
        _keep(gathered, table_rules.OTHER_DELIMITER.at(grid.row_place(row), got=_DELIMITER_NAMES[grid.delimiter]))
    if isinstance(found, Row):
        no_header(grid, found, conventions, gathered)
        return None
    complain(grid, found, gathered)
    return found


def _without_text(grid: Grid, header: Header) -> Header | Row:
    """The header without columns that are named like indicators but hold no number; its row when none is left."""
    layout = header.layout
    if layout.naming is not Column.INDICATOR or any(slot.period for slot in layout.slots):
        return header
    below = (row for row in grid.rows() if isinstance(row, Row) and row.line > header.rows[-1].line)
    sample = [row.cells for row, _ in zip(below, range(MOST_SAMPLED), strict=False)]
    slots = tuple(slot for slot in layout.slots if _has_numbers(row[slot.index : slot.index + 1] for row in sample))
    return replace(header, layout=replace(layout, slots=slots)) if slots else header.rows[0]


def _has_numbers(cells: Iterable[list[str]]) -> bool:
    """Whether a cell holds a number, or none holds anything."""
    texts = [cell[0].strip() for cell in cells if cell and cell[0].strip()]
    return not texts or any(not isinstance(parse_amount(text, "").value, Refusal) for text in texts)


class _Reading:
    """Goes through the rows of one table and keeps what it finds."""

    def __init__(self, grid: Grid, header: Header, conventions: Conventions, gathered: Gathered) -> None:
        self._grid, self._layout, self._gathered = grid, header.layout, gathered
        self._known = conventions.regions
        self._start = header.rows[-1].line
        self._readers = [RowReader.of(grid, header.layout, slot) for slot in header.layout.slots]
        self._aside: dict[Aside, list[Row]] = {}
        self._wholes: list[Row] = []
        self._parted = False
        self._counted: dict[tuple[str, int], tuple[Finding, int]] = {}

    def figures(self) -> list[Figure]:
        """The figures of the rows below the header."""
        figures: list[Figure] = []
        for number, row in enumerate(self._grid.rows()):
            if number > MOST_FRUITLESS and not figures and not self._wholes:
                _keep(self._gathered, table_rules.NO_FIGURES.at(Place(self._grid.file), got=MOST_FRUITLESS))
                break
            if isinstance(row, Finding):
                _keep(self._gathered, row)
            elif row.line > self._start:
                self._row(row, figures)
        self._decide(figures)
        self._tell()
        return figures

    def _decide(self, figures: list[Figure]) -> None:
        """Rows about the whole of a place are totals beside rows about other regions, and figures without them."""
        if self._wholes and self._parted:
            self._aside.setdefault(Aside.TOTAL, []).extend(self._wholes)
            self._aside[Aside.TOTAL].sort(key=lambda row: row.line)
            return
        self._known |= WHOLES
        for row in self._wholes:
            self._row(row, figures)

    def _row(self, row: Row, figures: list[Figure]) -> None:
        """Add the figures of a row."""
        if not self._grid.delimiter:
            row = self._filled(row)
        if not self._layout.is_long and self._set_aside(row):
            return
        for reader in self._readers:
            draft = reader.draft(row)
            cells = draft.cells
            if is_total(cells.region, cells.indicator):
                self._aside.setdefault(Aside.TOTAL, []).append(row)
                return
            if is_whole(cells.region, self._known):
                self._wholes.append(row)
                return
            if not (draft.sound and len(row.cells) == reader.width):
                if self._layout.is_long and self._set_aside(row):
                    return
                self._list(reader, row, draft)
            if figure := reader.figure(row, draft):
                self._parted |= bool(figure.region) and not is_whole(figure.region, self._known)
                figures.append(figure)

    def _filled(self, row: Row) -> Row:
        """The row with its merged cells filled where they say what the row is about."""
        cells = list(row.cells)
        for index in self._layout.keys.values():
            if index < len(cells) and not cells[index].strip():
                cells[index] = self._grid.above(row, index)
        return Row(row.line, cells)

    def _set_aside(self, row: Row) -> bool:
        kind = aside(row, self._layout, below=Aside.FOOTNOTE in self._aside)
        if kind:
            self._aside.setdefault(kind, []).append(row)
        return kind is not None

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

    def _tell(self) -> None:
        """List what is said once a column, and the rows that were set aside."""
        for first, count in self._counted.values():
            about = "" if count > 1 else first.region, "" if count > 1 else first.period
            arguments = {**first.arguments, "count": count}
            _keep(self._gathered, replace(first, arguments=arguments, region=about[0], period=about[1]))
        for kind, rows in self._aside.items():
            place, got = self._grid.row_place(rows[0]), listed(rows)
            _keep(self._gathered, layout_rules.ROWS_ASIDE.at(place, count=len(rows), kind=kind.value, got=got))


def _keep(gathered: Gathered, finding: Finding) -> None:
    if gathered.wants(finding.severity):
        gathered.keep(finding)
