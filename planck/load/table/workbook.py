"""Workbooks: one of their sheets as a table, whichever program wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from planck.load import rules
from planck.load.files import Raw, excerpt, nearest
from planck.load.table.figures import Source
from planck.load.table.header import Column, Conventions
from planck.load.table.layout import Layout
from planck.load.table.package import Cell, Marks, PackageError, marks
from planck.load.table.places import is_elsewhere, is_known
from planck.load.table.search import find_layout
from planck.load.table.sheet import Book, CellValue, Sheet, cell_text, source_of
from planck.load.table.sheets import may_be_together, together
from planck.load.table.shown import Format
from planck.load.table.vocabulary import is_of_goals
from planck.model import Finding, Place, Text
from planck.words import Label

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Opened = tuple[Source | None, tuple[Finding, ...]]

# The part that holds the sheets, by which the two kinds of zip are told apart.
_XLSX, _OPEN_DOCUMENT = b"xl/workbook.xml", b"content.xml"


def open_workbook(raw: Raw, conventions: Conventions, sheet: str = "") -> Opened:
    """The sheet of that name, or the first one that has a header, or the first one; and what is wrong."""
    try:
        return chosen(raw, _book(raw.data), conventions, sheet)
    except PackageError as bad:
        rule = rules.TOO_LARGE_WORKBOOK if bad.too_large else rules.BAD_WORKBOOK
        return None, (*raw.findings, rule.at(Place(raw.name), got=bad.text))


def _book(data: bytes) -> Book:
    # Each imported only here: who reads one kind does not wait for what reads another.
    if not data.startswith(b"PK"):
        from planck.load.table.old_workbook import old_book

        return old_book(data)
    if _XLSX not in data and _OPEN_DOCUMENT in data:
        from planck.load.table.open_document import open_document

        return open_document(data)
    return _xlsx(data)


def chosen(raw: Raw, book: Book, conventions: Conventions, wanted: str) -> Opened:
    """The sheet that is wanted, that of the plans' region, or the first one with a header.

    None where that one is named by another region and nobody asked for it: its figures are of that region.

    Raises PackageError where the workbook has none.
    """
    if wanted and wanted not in book.names:
        close = nearest(wanted, book.names)
        hint = Label("load.common.did_you_mean_close").fill(close=close) if close else Text()
        got = excerpt(", ".join(book.names))
        no_sheet = rules.NO_SHEET.at(Place(raw.name), wanted=excerpt(wanted), got=got, hint=hint)
        return None, (*raw.findings, no_sheet)
    seen = [name for name in book.names if name not in book.hidden]
    if joined := _joined(raw, book, [wanted] if wanted else seen, conventions):
        source, findings = joined
        return source, (*raw.findings, *(() if wanted else _hidden(source, book.hidden)), *findings)
    first: tuple[str, Source, tuple[Finding, ...]] | None = None
    of_plans = [name for name in seen if is_known(name, conventions.regions)]
    first_choice = of_plans if len(of_plans) == 1 else []
    # A sheet that is called one of goals is read where there is no other.
    for name in [wanted] if wanted else [*first_choice, *sorted(seen, key=is_of_goals)]:
        source, findings = source_of(raw, name, book.sheet(name))
        is_table = isinstance(find_layout(source.grid, conventions), Layout)
        first = (name, source, findings) if first is None or is_table else first
        if is_table:
            break
    if first is None:
        raise PackageError(Label("load.workbook.it_has_no_sheet"))
    read, source, findings = first
    layout = find_layout(source.grid, conventions)
    says = isinstance(layout, Layout) and any(Column.REGION in said for said in (layout.keys, layout.given))
    if not wanted and not says and is_elsewhere(read, conventions.regions):
        elsewhere = rules.SHEET_ELSEWHERE.at(Place(source.input.file), read=excerpt(read))
        return None, (*raw.findings, *_others(source, read, seen, book.hidden), elsewhere)
    if not wanted and is_of_goals(read):
        goals = rules.SHEET_OF_GOALS.at(Place(source.input.file), read=excerpt(read))
        return None, (*raw.findings, *_others(source, read, seen, book.hidden), goals)
    notes = () if wanted else tuple(_others(source, read, seen, book.hidden))
    return source, (*raw.findings, *notes, *findings)


def _others(source: Source, read: str, seen: Sequence[str], hidden: frozenset[str]) -> Iterator[Finding]:
    """What is said about the sheets that were not read."""
    place = Place(source.input.file)
    if len(seen) > 1:
        got = excerpt(", ".join(name for name in seen if name != read))
        yield rules.OTHER_SHEETS.at(place, read=excerpt(read), got=got)
    yield from _hidden(source, hidden)


def _hidden(source: Source, hidden: frozenset[str]) -> Iterator[Finding]:
    if hidden:
        got_hidden = Label("load.workbook.hidden_sheets").fill(
            count=len(hidden), names=excerpt(", ".join(sorted(hidden)))
        )
        yield rules.HIDDEN.at(Place(source.input.file), got=got_hidden)


def _joined(
    raw: Raw, book: Book, seen: Sequence[str], conventions: Conventions
) -> tuple[Source, tuple[Finding, ...]] | None:
    """The sheets that are named by years or regions as one table; None where that is not what they are."""
    if not may_be_together(seen, conventions):
        return None
    return together(raw, {name: source_of(raw, name, book.sheet(name)) for name in seen}, conventions)


# The usual kind, .xlsx: values by a library, and how they are shown by what it does not tell.


def _xlsx(data: bytes) -> Book:
    marked = marks(data)
    book = _opened(data)

    def sheet(name: str) -> Sheet:
        return _sheet(book, name, marked.get(name, Marks()))

    hidden = frozenset(name for name, one in marked.items() if one.hidden)
    return Book(names=tuple(book.sheet_names), hidden=hidden, sheet=sheet)


def _opened(data: bytes) -> "CalamineWorkbook":
    # Imported only here: who reads CSV does not wait for it.
    from python_calamine import load_workbook

    if _XLSX not in data:
        raise PackageError(Label("load.workbook.it_is_no_xlsx"))
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
        raise PackageError(Label("load.workbook.its_reader_broke_off")) from error


def _sheet(book: "CalamineWorkbook", name: str, marked: Marks) -> Sheet:
    with _refusals():
        sheet = book.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False)
        ranges = sheet.merged_cell_ranges or []
    cells = [list(map(cell_text, row)) for row in values]
    unseen = tuple(_formatted(cells, values, marked.formats))
    for (row, index), text in marked.texts.items():
        _set(cells, row, index, text)
    uncomputed = tuple(cell for cell, text in marked.texts.items() if text.startswith("="))
    return Sheet(
        cells=cells,
        ranges=ranges,
        rows=marked.rows,
        columns=marked.columns,
        unseen=unseen,
        uncomputed=uncomputed,
    )


def _formatted(
    cells: list[list[str]], values: Sequence[Sequence[CellValue]], formats: Mapping[Cell, Format]
) -> Iterator[Cell]:
    """Writes what the formats show into the cells; yields those that show nothing of what they hold."""
    for (row, index), format_ in formats.items():
        if row < len(values) and index < len(values[row]) and values[row][index] != "":
            cells[row][index] = text = seen_text(values[row][index], format_)
            if not text:
                yield row, index


def seen_text(value: CellValue, format_: Format) -> str:
    """What a format shows of a value."""
    match value:
        case bool():
            return cell_text(value)
        case int() | float():
            return format_.number(cell_text(value), value)
        case datetime() | date():
            return format_.day(value)
        case str() if format_.hides_text:
            return ""
        case _:
            return cell_text(value)


def _set(cells: list[list[str]], row: int, index: int, text: str) -> None:
    """Write a text into a cell, which may stand outside of those that hold values."""
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend([""] * (index + 1 - len(cells[row])))
    cells[row][index] = text
