"""Figures from tables: every cell of a value becomes a figure, or a finding that says why not."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import Refusal, parse_amount
from planck.load.cells.printed import printed_period as parse_period
from planck.load.files import Document, Gathered
from planck.load.settings import for_file
from planck.load.table.blocks import Blocks
from planck.load.table.cells import Grid, Row, Table, delimiter_of
from planck.load.table.header import USUAL, Column, Conventions, column_of
from planck.load.table.layout import Layout
from planck.load.table.plain import plain_figures
from planck.load.table.remarks import complain, no_header
from planck.load.table.search import MOST_ABOVE, find_layout
from planck.model import Finding, Input, Place
from planck.model.table import Figures
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

# Rows to look at before a column of names without a number is taken for text.
MOST_SAMPLED = 50

_DELIMITER_NAMES = {"\t": Label("load.delimiter_names.tabs"), ";": Label("load.delimiter_names.semicolons")}


class Source(Record, kw_only=False):
    """A table that was opened: the file it comes from, and its cells."""

    input: Input
    grid: Grid


class Reading(Record, kw_only=False):
    """A table that was read: the layouts of its blocks (none where it is no table), figures, what is wrong."""

    layouts: tuple[Layout, ...]
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
    conventions, wrong = for_file(source.input.file, conventions)
    for finding in wrong:
        gathered.say(finding)
    grid = _as_published(source.grid if isinstance(source, Source) else _text_grid(source, conventions), conventions)
    layout = layout_in(grid, conventions, gathered)
    if layout is None:
        return Reading((), Figures.of(()), gathered.findings())
    layouts: tuple[Layout, ...] = (layout,)
    with _uncollected():
        figures = None
        if isinstance(source, Document) and grid.delimiter == "," and not conventions.declared.changes_cells:
            figures = plain_figures(source, layout)
        if figures is None:
            layouts, figures = Blocks(grid, layout, conventions, gathered).read()
    return Reading(layouts, figures, gathered.findings())


# What a header says in the forms of offices and programs: names of codes, a nameless first column, years as floats.
_PUBLISHED = pattern(
    r"OBS_VALUE|TIME_PERIOD|TimePeriod|\\\\time|\A(?:Unnamed: 0|index|level_0)?\0|\0(?:19|20)[0-9]{2}\.0(?:\0|\Z)"
)


def _as_published(grid: Grid, conventions: Conventions) -> Grid:
    """The table as the form in which it was published is read; itself where it is in none."""
    rows = [row.cells for row in islice(grid.rows(), MOST_ABOVE) if isinstance(row, Row)]
    several = sum(column_of(cell) is Column.REGION for cell in rows[0]) > 1 if rows else False
    if not several and not any(_PUBLISHED.search("\0".join(map(str.strip, cells))) for cells in rows):
        return grid
    # Imported only here: few tables are in such a form.
    from planck.load.table.forms import as_published

    return as_published(grid, conventions)[1]


def grid_and_layout(document: Document, conventions: Conventions = USUAL) -> tuple[Table, Layout | None]:
    """The cells of a text, and their layout; None where it is no table of figures."""
    grid = _text_grid(document, conventions)
    return grid, layout_in(grid, conventions, Gathered(document.input.file))


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


def layout_in(grid: Grid, conventions: Conventions, gathered: Gathered) -> Layout | None:
    """The layout of the table, None when there is none; what is odd about it is listed."""
    found = find_layout(grid, conventions)
    found = _without_text(grid, found) if isinstance(found, Layout) else found
    if isinstance(found, Finding):
        gathered.say(found)
    if not isinstance(found, Layout | Row):
        gathered.say(rules.NO_HEADER.at(Place(grid.file)))
        return None
    row = found if isinstance(found, Row) else found.header[0]
    if grid.delimiter in _DELIMITER_NAMES:
        gathered.say(rules.OTHER_DELIMITER.at(grid.row_place(row), got=_DELIMITER_NAMES[grid.delimiter]))
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
