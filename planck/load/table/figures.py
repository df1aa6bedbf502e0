"""Figures from tables: every cell of a value becomes a figure, or a finding that says why not."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from planck.load.cells.amount import parse_amount
from planck.load.cells.period import parse_period
from planck.load.cells.refusal import Refusal
from planck.load.source.files import Document
from planck.load.source.gathered import Gathered
from planck.load.table import layout_rules
from planck.load.table import table_rules as rules
from planck.load.table.aside import WHOLES, Aside, aside, is_total, is_whole
from planck.load.table.cells import Table, delimiter_of
from planck.load.table.columns import Column, column_of
from planck.load.table.conventions import USUAL, Conventions
from planck.load.table.grid import Grid, Row
from planck.load.table.header import MOST_ABOVE, Header, complain, find_header, no_header
from planck.load.table.rows import COUNTED, Draft, Problem, RowReader
from planck.load.table.titles import listed
from planck.model import Figure, Finding, Input, Place, Text

# Rows to try before a table that gives no figure is given up.
MOST_FRUITLESS = 20_000
# Rows to look at before a column of names without a number is taken for text.
MOST_SAMPLED = 50

_DELIMITER_NAMES = {"\t": Text(zh="制表符", en="tabs"), ";": Text(zh="分号", en="semicolons")}


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
        _keep(gathered, rules.NO_HEADER.at(Place(grid.file)))
        return None
    row = found if isinstance(found, Row) else found.rows[0]
    if grid.delimiter in _DELIMITER_NAMES:
        _keep(gathered, rules.OTHER_DELIMITER.at(grid.row_place(row), got=_DELIMITER_NAMES[grid.delimiter]))
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
                _keep(self._gathered, rules.NO_FIGURES.at(Place(self._grid.file), got=MOST_FRUITLESS))
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
