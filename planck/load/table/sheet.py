"""A sheet as a person sees it: rows of texts, each cell with the reference that the spreadsheet shows for it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import field
from msgspec.structs import replace

from planck.load import rules
from planck.load.files import Raw, odd_characters
from planck.load.table.cells import Row
from planck.load.table.figures import Source
from planck.load.table.package import MOST_CELLS, MOST_COLUMNS, Cell, PackageError, reference
from planck.model import Finding, Input, Place, Rule
from planck.record import Record
from planck.words import Label

CellValue = int | float | str | bool | time | date | datetime | timedelta
Ranges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
# How many cells, rows or columns are named in a message.
MOST_NAMED = 5


class SheetGrid(Record, kw_only=False):
    """The rows of one sheet; `merged` holds what the upper left cell of a merged range says, by row and column."""

    file: str
    cells: Sequence[Sequence[str]]
    merged: Mapping[tuple[int, int], str] = field(default_factory=dict)
    delimiter: str = ""

    def rows(self) -> Iterator[Row | Finding]:
        """Every row that is not blank, by its number in the sheet."""
        for number, cells in enumerate(self.cells, start=1):
            if any(map(str.strip, cells)):
                yield Row(number, list(cells))

    def place(self, row: Row, index: int) -> Place:
        """The cell: its row as the line and its column as the column."""
        return Place(self.file, row.line, index + 1, index + 2, reference(row.line, index))

    def row_place(self, row: Row) -> Place:
        """The cells of the row from the first that says something."""
        filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
        return replace(self.place(row, filled[0]), end=filled[-1] + 2)

    def above(self, row: Row, index: int) -> str:
        """What the merged cell says that this one is the lower part of."""
        return self.merged.get((row.line, index), "")


class Sheet(Record):
    """The texts of a sheet as they are seen, the merged ranges, and what of it is not seen; all counted from 0.

    `rows` and `columns` are hidden, `unseen` are cells whose format shows nothing of what they hold, `uncomputed` cells
    hold a formula without a result.
    """

    cells: list[list[str]]
    ranges: Ranges = ()
    rows: frozenset[int] = frozenset()
    columns: tuple[range, ...] = ()
    unseen: tuple[Cell, ...] = ()
    uncomputed: tuple[Cell, ...] = ()


class Book(Record):
    """A workbook: the names of its sheets, those among them that are hidden, and each sheet by its name."""

    names: tuple[str, ...]
    hidden: frozenset[str]
    sheet: Callable[[str], Sheet]


def source_of(raw: Raw, name: str, sheet: Sheet) -> tuple[Source, tuple[Finding, ...]]:
    """A sheet as a table, without what is hidden, and what is wrong with it. Raises PackageError if it is too large."""
    file = f"{raw.name}#{name}"
    merged, unseen = _merged(sheet), tuple(_unseen(file, sheet))
    cells = _seen(sheet)
    lines = tuple("\t".join(" ".join(cell.split()) for cell in row) for row in cells)
    input_ = Input(file, hashlib.sha256(raw.data).hexdigest(), lines, sheet=True)
    return Source(input_, SheetGrid(file, cells, merged)), (*unseen, *_odd(input_))


def _seen(sheet: Sheet) -> list[list[str]]:
    """The texts in rows of one length, with those of hidden rows and columns blank."""
    width = max(map(len, sheet.cells), default=0)
    if width > MOST_COLUMNS or width * len(sheet.cells) > MOST_CELLS:
        text = Label("load.workbook.size_of_sheet").fill(rows=len(sheet.cells), columns=width)
        raise PackageError(text, too_large=True)
    cells = [[] if number in sheet.rows else row for number, row in enumerate(sheet.cells)]
    for row in cells:
        row += [""] * (width - len(row))
        for columns in sheet.columns:
            row[columns.start : columns.stop] = [""] * len(row[columns.start : columns.stop])
    return cells


def _merged(sheet: Sheet) -> dict[tuple[int, int], str]:
    """What stands above the lower cells in the first column of every merged range."""
    cells, found = sheet.cells, dict[tuple[int, int], str]()
    for (top, left), (bottom, _) in sheet.ranges:
        if top < len(cells) and left < len(cells[top]):
            found |= {(row + 1, left): cells[top][left] for row in range(top + 1, min(bottom + 1, len(cells)))}
    return found


def _unseen(file: str, sheet: Sheet) -> Iterator[Finding]:
    """What of a sheet nobody sees, once; and formulas that nobody computed, once."""
    rows = sorted(row for row in sheet.rows if row < len(sheet.cells) and any(map(str.strip, sheet.cells[row])))
    width = max(map(len, sheet.cells), default=0)
    columns = sorted(index for one in sheet.columns for index in one if index < width)
    hidden = (
        (Label("load.workbook.hidden_rows"), [str(row + 1) for row in rows]),
        (Label("load.workbook.hidden_columns"), [reference(0, index)[:-1] for index in columns]),
        (Label("load.workbook.unseen_cells"), [reference(row + 1, index) for row, index in sheet.unseen]),
    )
    parts = [label.fill(names=_some(names)) for label, names in hidden if names]
    if parts:
        also = Label("load.workbook.also_hidden")
        got = Label("load.workbook.hidden").fill(part=parts[0], more=[also.fill(part=part) for part in parts[1:]])
        yield rules.HIDDEN.at(Place(file), got=got)
    if sheet.uncomputed:
        yield _counted(rules.NO_RESULT, file, sheet.uncomputed)


def _counted(rule: Rule, file: str, cells: Sequence[Cell]) -> Finding:
    row, index = cells[0]
    place = Place(file, row + 1, index + 1, index + 2, reference(row + 1, index))
    return rule.at(place, got=_some([reference(row + 1, index) for row, index in cells]))


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many there are where that is not all of them."""
    return ", ".join(names[:MOST_NAMED]) + (f", … ({len(names)})" if len(names) > MOST_NAMED else "")


def _odd(input_: Input) -> tuple[Finding, ...]:
    """Characters of the cells that are neither text nor white space, at their cells."""
    found = odd_characters("\n".join(input_.lines), input_)
    return tuple(replace(finding, place=_in_cells(finding.place, input_)) for finding in found)


def _in_cells(place: Place | None, input_: Input) -> Place | None:
    """The cell that holds a character of a row's text."""
    if place is None or not place.line:
        return place
    index = input_.lines[place.line - 1].count("\t", 0, place.column - 1)
    return Place(place.file, place.line, index + 1, index + 2, reference(place.line, index))


def cell_text(value: CellValue) -> str:
    """A value of a cell as text: whole numbers without a point, days without a time, no noise behind 15 digits.

    >>> cell_text(2023.0), cell_text(0.1 + 0.2), cell_text(datetime(2023, 12, 31))
    ('2023', '0.3', '2023-12-31')
    """
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            short, whole = f"{value:.15g}", repr(value)
            # A spreadsheet keeps 15 digits; what stands behind them is how a computer holds 0.1 + 0.2.
            text = short if len(short) < len(whole) - 2 else whole
            return text.removesuffix(".0")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
