"""Workbooks: a sheet as rows of cells, each with the reference that the spreadsheet shows for it."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import field
from msgspec.structs import replace

from planck.load import rules
from planck.load.source.files import Raw, excerpt, nearest, odd_characters
from planck.load.table.cells import Row
from planck.load.table.figures import Source
from planck.load.table.header import Conventions
from planck.load.table.layout import Layout, find_layout
from planck.model import Finding, Input, Place, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


# What is inside a workbook's zip, bounded before anything else opens it, and what its reader would not tell.

MEBIBYTE = 1 << 20
# Unpacked bytes, and how often more than packed ones; sheets of figures are rarely above 30 times.
MOST_UNPACKED = 512 * MEBIBYTE
SMALL = 16 * MEBIBYTE
MOST_TIMES = 200
MOST_PARTS = 10_000
# Cells of the rectangle that a sheet spans, for each of which memory is taken.
MOST_CELLS = 20_000_000
_CHUNK = MEBIBYTE
_TAIL = 4096

_ROW = pattern(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"']([0-9]+)")
_CELL = pattern(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{2,})([0-9]+)|<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"'][A-Za-z]([0-9]{5,})"
)
_ERROR = pattern(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]+[0-9]+)[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<",
    re.DOTALL,
)
_STYLED = pattern(rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"']([0-9]+)[\"'])[^>]*?\br=[\"']([A-Z]+[0-9]+)[\"']")
_ATTRIBUTE = pattern(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PERCENT_FORMATS = frozenset(("9", "10"))


class PackageError(Exception):
    """A workbook that is not opened; `text` says why."""

    def __init__(self, text: Text, *, too_large: bool = False) -> None:
        super().__init__(text.en)
        self.text = text
        self.too_large = too_large


class Marks(Record, kw_only=False):
    """What a sheet says beside its values: error values by cell reference, and cells that show a percentage."""

    errors: Mapping[str, str] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()


def marks(data: bytes) -> Mapping[str, Marks]:
    """The marks of every sheet of an .xlsx, by the sheet's name. Raises PackageError when it is not safe to open."""
    parts = _Parts(data)
    percents = _percent_styles(parts.text("xl/styles.xml"))
    seen = {name: _marks(parts.chunks(name), percents) for name in parts.names if "worksheets/" in name}
    for name in parts.names:
        if name not in seen:
            for _ in parts.chunks(name):
                pass
    return {sheet: seen[part] for sheet, part in _sheets(parts).items() if part in seen}


class _Parts:
    """The parts of a zip, unpacked with a bound on all of them together."""

    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\1\2") > MOST_PARTS:
            raise PackageError(Label("load.workbook.too_many_parts"), too_large=True)
        self._data = data
        try:
            infos = zipfile.ZipFile(BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise _damaged(error) from error
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) < len(infos):
            raise PackageError(Label("load.workbook.two_parts_of_one_name"))
        self._sizes: dict[str, int] = {}

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._infos)

    def text(self, name: str) -> str:
        """A part as text, empty where there is none."""
        return b"".join(self.chunks(name)).decode("utf-8", "replace") if name in self._infos else ""

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece; its own claim of its size is not believed."""
        info = self._infos[name]
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError(Label("load.workbook.password_or_unusual_compression"))
        at = info.header_offset
        header = self._data[at : at + 30]
        if header[:4] != b"PK\3\4" or len(header) < 30:
            raise PackageError(Label("load.workbook.part_is_not_where_it"))
        at += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        packed = self._data[at : at + info.compress_size]
        self._sizes[name] = 0
        for chunk in (packed,) if info.compress_type == zipfile.ZIP_STORED else _inflated(packed):
            self._sizes[name] += len(chunk)
            self._check()
            yield chunk

    def _check(self) -> None:
        size = sum(self._sizes.values())
        if size > MOST_UNPACKED or (size > SMALL and size > MOST_TIMES * len(self._data)):
            text = Label("load.workbook.more_than_size_mb_when").fill(size=size // MEBIBYTE, count=len(self._data))
            raise PackageError(text, too_large=True)


def _inflated(packed: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    try:
        while not stream.eof:
            chunk = stream.decompress(packed, _CHUNK)
            packed = stream.unconsumed_tail
            if not chunk and not packed:
                raise PackageError(Label("load.workbook.it_is_damaged_part_ends"))
            yield chunk
    except zlib.error as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> PackageError:
    return PackageError(Label("load.workbook.it_is_damaged_error").fill(error=error))


def _sheets(parts: _Parts) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _elements("Relationship", parts.text("xl/_rels/workbook.xml.rels"))
    }
    return {
        one.get("name", ""): _resolved(targets.get(one.get("r:id", ""), ""))
        for one in _elements("sheet", parts.text("xl/workbook.xml"))
    }


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _elements(name: str, xml: str) -> Iterator[dict[str, str]]:
    """The attributes of every element of a name."""
    for found in re.finditer(rf"<(?:\w+:)?{name}\s([^>]*)>", xml):
        yield {key: unescape(one or other) for key, one, other in _ATTRIBUTE.findall(found[1])}


def _percent_styles(xml: str) -> frozenset[bytes]:
    """The numbers of the cell styles that show a value as a percentage."""
    formats = {one.get("numFmtId", "") for one in _elements("numFmt", xml) if "%" in one.get("formatCode", "")}
    formats |= _PERCENT_FORMATS
    used = re.search(r"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", xml, re.DOTALL)
    styles = _elements("xf", used[0]) if used else ()
    return frozenset(str(index).encode() for index, one in enumerate(styles) if one.get("numFmtId") in formats)


def _marks(chunks: Iterator[bytes], percents: frozenset[bytes]) -> Marks:
    """The marks of one sheet. Raises PackageError when the rectangle that it spans is too large."""
    errors: dict[str, str] = {}
    shown: set[str] = set()
    rows, columns, tail = 1, 26, b""
    for chunk in chunks:
        piece = tail + chunk
        rows = max(rows, *map(int, _ROW.findall(piece)), 1)
        for letters, row, far in _CELL.findall(piece):
            rows, columns = max(rows, int(row or far)), max(columns, _number(letters))
        if rows * columns > MOST_CELLS:
            text = Label("load.workbook.size_of_sheet").fill(rows=rows, columns=columns)
            raise PackageError(text, too_large=True)
        # Looking for the few words first is far quicker than taking every cell apart.
        if b't="e"' in piece or b"t='e'" in piece:
            found = _ERROR.findall(piece)
            errors |= {cell.decode(): unescape(value.decode("utf-8", "replace")) for cell, value in found}
        if any(b's="%s"' % style in piece or b"s='%s'" % style in piece for style in percents):
            shown |= {cell.decode() for style, cell in _STYLED.findall(piece) if style in percents}
        tail = piece[-_TAIL:]
    return Marks(errors, frozenset(shown))


def _number(letters: bytes) -> int:
    """The number of a column by its letters, cut where it is absurd anyway."""
    number = 0
    for letter in letters[:6].upper():
        number = 26 * number + letter - 64
    return number


OLE = b"\xd0\xcf\x11\xe0"
OLD = Label("load.workbook.old")

CellValue = int | float | str | bool | time | date | datetime | timedelta
Opened = tuple[Source | None, tuple[Finding, ...]]


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


def _chosen(
    raw: Raw, book: "CalamineWorkbook", marked: Mapping[str, Marks], conventions: Conventions, wanted: str
) -> Opened:
    names = list(book.sheet_names)
    if wanted and wanted not in names:
        close = nearest(wanted, names)
        hint = Label("load.common.did_you_mean_close").fill(close=close) if close else Text()
        no_sheet = rules.NO_SHEET.at(Place(raw.name), wanted=excerpt(wanted), got=excerpt(", ".join(names)), hint=hint)
        return None, (*raw.findings, no_sheet)
    first: Source | None = None
    for name in [wanted] if wanted else names:
        source = _sheet(raw, book, name, marked.get(name, Marks()))
        first = first or source
        if wanted or isinstance(find_layout(source.grid, conventions), Layout):
            first = source
            break
    if first is None:
        raise PackageError(Label("load.workbook.it_has_no_sheet"))
    others = [name for name in names if first.input.file != f"{raw.name}#{name}"]
    notes = () if wanted or not others else (_others(first, raw, others),)
    return first, (*raw.findings, *notes, *_odd(first.input))


def _others(source: Source, raw: Raw, others: Sequence[str]) -> Finding:
    read = source.input.file.removeprefix(f"{raw.name}#")
    return rules.OTHER_SHEETS.at(Place(source.input.file), read=excerpt(read), got=excerpt(", ".join(others)))


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
