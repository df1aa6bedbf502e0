"""Workbooks: a sheet as rows of cells, each with the reference that the spreadsheet shows for it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from planck.load.source import workbook_rules as rules
from planck.load.source.excerpt import excerpt
from planck.load.source.files import odd_characters
from planck.load.source.nearest import nearest
from planck.load.source.package import Marks, PackageError, marks
from planck.load.source.raw import Raw
from planck.load.table import layout_rules
from planck.load.table.conventions import Conventions
from planck.load.table.figures import Source
from planck.load.table.grid import Row
from planck.load.table.header import Header, find_header
from planck.model import Finding, Input, Place, Text

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

OLE = b"\xd0\xcf\x11\xe0"
OLD = Text(zh="是旧格式（.xls）或有密码", en="it is of the old kind (.xls), or has a password")

CellValue = int | float | str | bool | time | date | datetime | timedelta
Opened = tuple[Source | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class SheetGrid:
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


def reference(row: int, index: int) -> str:
    """The name of a cell in a spreadsheet; rows count from 1, columns from 0.

    >>> reference(5, 2), reference(1, 27)
    ('C5', 'AB1')
    """
    letters, number = "", index + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row}"


def open_workbook(raw: Raw, conventions: Conventions, sheet: str = "") -> Opened:
    """The sheet of that name, or the first one that has a header, or the first one; and what is wrong."""
    try:
        # A damaged file of the old kind can bring its reader, and with it the whole process, to an end.
        if raw.data.startswith(OLE):
            raise PackageError(OLD)
        marked = marks(raw.data)
        return _chosen(raw, _opened(raw.data), marked, conventions, sheet)
    except PackageError as bad:
        rule = rules.TOO_LARGE_WORKBOOK if bad.too_large else rules.BAD_WORKBOOK
        return None, (*raw.findings, rule.at(Place(raw.name), got=bad.text))


def _opened(data: bytes) -> "CalamineWorkbook":
    # Imported only here: who reads CSV does not wait for it.
    from python_calamine import load_workbook

    if b"xl/workbook.xml" not in data:
        raise PackageError(Text(zh="不是 .xlsx", en="it is no .xlsx"))
    with _refusals():
        return load_workbook(BytesIO(data))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turns what the library says about a workbook that it cannot read into PackageError."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        said = str(error) or type(error).__name__
        raise PackageError(Text(zh=said, en=said)) from error
    except BaseException as error:
        # A panic of the library is no Exception, and its type cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise PackageError(Text(zh="读取时出错", en="its reader broke off")) from error


def _chosen(
    raw: Raw, book: "CalamineWorkbook", marked: Mapping[str, Marks], conventions: Conventions, wanted: str
) -> Opened:
    names = list(book.sheet_names)
    if wanted and wanted not in names:
        close = nearest(wanted, names)
        hint = Text(zh=f"是不是“{close}”？", en=f" Did you mean '{close}'?") if close else Text()
        no_sheet = rules.NO_SHEET.at(Place(raw.name), wanted=excerpt(wanted), got=excerpt(", ".join(names)), hint=hint)
        return None, (*raw.findings, no_sheet)
    first: Source | None = None
    for name in [wanted] if wanted else names:
        source = _sheet(raw, book, name, marked.get(name, Marks()))
        first = first or source
        if wanted or isinstance(find_header(source.grid, conventions), Header):
            first = source
            break
    if first is None:
        raise PackageError(Text(zh="没有工作表", en="it has no sheet"))
    others = [name for name in names if first.input.file != f"{raw.name}#{name}"]
    notes = () if wanted or not others else (_others(first, raw, others),)
    return first, (*raw.findings, *notes, *_odd(first.input))


def _others(source: Source, raw: Raw, others: Sequence[str]) -> Finding:
    read = source.input.file.removeprefix(f"{raw.name}#")
    return layout_rules.OTHER_SHEETS.at(Place(source.input.file), read=excerpt(read), got=excerpt(", ".join(others)))


def _sheet(raw: Raw, book: "CalamineWorkbook", name: str, marked: Marks) -> Source:
    with _refusals():
        sheet = book.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False)
        ranges = sheet.merged_cell_ranges or []
    cells = [_texts(row, number, marked) for number, row in enumerate(values, start=1)]
    file = f"{raw.name}#{name}"
    lines = tuple("\t".join(" ".join(cell.split()) for cell in row) for row in cells)
    input_ = Input(file, hashlib.sha256(raw.data).hexdigest(), lines, sheet=True)
    return Source(input_, SheetGrid(file, cells, _merged(cells, ranges)))


def _texts(row: Sequence[CellValue], number: int, marked: Marks) -> list[str]:
    """The cells of a row as the spreadsheet shows them."""
    if not (marked.errors or marked.percents):
        return [cell_text(value) for value in row]
    texts = []
    for index, value in enumerate(row):
        name = reference(number, index)
        percent = name in marked.percents and isinstance(value, int | float) and not isinstance(value, bool)
        text = f"{Decimal(cell_text(value)) * 100:f}" if percent else cell_text(value)
        texts.append(marked.errors.get(name) or (f"{_trimmed(text)}%" if percent else text))
    return texts


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


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


def _merged(
    cells: Sequence[Sequence[str]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[tuple[int, int], str]:
    """What stands above the lower cells in the first column of every merged range."""
    found: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, _) in ranges:
        if top < len(cells) and left < len(cells[top]):
            found |= {(row + 1, left): cells[top][left] for row in range(top + 1, min(bottom + 1, len(cells)))}
    return found


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
