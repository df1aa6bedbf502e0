"""Workbooks of the kind before 2007 (.xls), read in a process of their own.

A damaged file of that kind can keep its reader busy for ever or fill the memory; so the reader has bounds, and only
itself to take down.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec import field

from planck.load.table.package import Cell, PackageError
from planck.load.table.sheet import Book, Sheet, cell_text
from planck.load.table.shown import BUILT_IN, Format, format_of
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:
    from xlrd.book import Book as XlrdBook
    from xlrd.sheet import Sheet as XlrdSheet

MEMORY = 2 << 30
SECONDS = 120

# How a workbook says that it has a password, in UTF-16: the name of the stream that is its cipher.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class OldSheet(Record):
    """A sheet as the process hands it on."""

    name: str
    hidden: bool
    cells: list[list[str]]
    ranges: list[tuple[Cell, Cell]]
    rows: list[int]
    columns: list[int]
    unseen: list[Cell]


class Answer(Record):
    """What the process says: the sheets, or why there are none."""

    sheets: list[OldSheet] = field(default_factory=list)
    wrong: str = ""


def old_book(data: bytes) -> Book:
    """The workbook that the bytes of an .xls hold. Raises PackageError where they hold none that can be read."""
    if _ENCRYPTED in data:
        raise PackageError(Label("load.workbook.password"))
    answer = _asked(data)
    if answer.wrong:
        raise PackageError(Label("load.workbook.it_is_damaged_error").fill(error=answer.wrong))
    sheets = {sheet.name: _sheet(sheet) for sheet in answer.sheets}
    hidden = frozenset(sheet.name for sheet in answer.sheets if sheet.hidden)
    return Book(names=tuple(sheets), hidden=hidden, sheet=sheets.__getitem__)


def _asked(data: bytes) -> Answer:
    """What the reader says in its own process."""
    command = [sys.executable, "-P", "-m", __name__]
    path = os.pathsep.join(filter(None, sys.path))
    try:
        run = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": path},
            check=True,
        )
        return msgspec.json.decode(run.stdout, type=Answer)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError) as error:
        raise PackageError(Label("load.workbook.its_reader_broke_off")) from error


def _sheet(sheet: OldSheet) -> Sheet:
    return Sheet(
        cells=sheet.cells,
        ranges=sheet.ranges,
        rows=frozenset(sheet.rows),
        columns=tuple(range(index, index + 1) for index in sheet.columns),
        unseen=tuple(sheet.unseen),
    )


# What runs in the process.


def answer_to(data: bytes) -> Answer:
    """The sheets of an .xls as they are seen, or what the library says about it."""
    import xlrd

    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=nowhere)
            return Answer(sheets=[_old_sheet(book, sheet) for sheet in book.sheets()])
    # A library that follows the offsets of a damaged file raises whatever comes of it.
    except Exception as error:
        return Answer(wrong=str(error) or type(error).__name__)


def _old_sheet(book: "XlrdBook", sheet: "XlrdSheet") -> OldSheet:
    formats = _formats(book)
    unseen: list[Cell] = []
    cells = []
    for row in range(sheet.nrows):
        texts = []
        for index, (kind, value, style) in enumerate(_cells(sheet, row)):
            texts.append(text := _text(book, kind, value, formats[style]))
            if not text and value != "":
                unseen.append((row, index))
        cells.append(texts)
    return OldSheet(
        name=sheet.name,
        hidden=bool(sheet.visibility),
        cells=cells,
        ranges=[((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells],
        rows=[row for row, about in sheet.rowinfo_map.items() if about.hidden],
        columns=[index for index, about in sheet.colinfo_map.items() if about.hidden],
        unseen=unseen,
    )


def _cells(sheet: "XlrdSheet", row: int) -> Iterator[tuple[int, str | float, int]]:
    """The cells of a row: what kind each is, its value, its style."""
    return zip(sheet.row_types(row), sheet.row_values(row), map(sheet.cell_xf_index, *_at(sheet, row)), strict=True)


def _at(sheet: "XlrdSheet", row: int) -> tuple[list[int], range]:
    length = sheet.row_len(row)
    return [row] * length, range(length)


def _formats(book: "XlrdBook") -> list[Format | None]:
    """The number format of every style; None where it shows the number as it is stored."""
    keys = [style.format_key for style in book.xf_list]
    return [format_of(BUILT_IN.get(str(key)) or book.format_map[key].format_str) for key in keys]


def _text(book: "XlrdBook", kind: int, value: str | float, format_: Format | None) -> str:
    """What is seen of a cell."""
    import xlrd

    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(value), "#ERR!"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(value))
    if isinstance(value, str):
        return "" if format_ and format_.hides_text else value
    if kind == xlrd.XL_CELL_DATE:
        return _day(value, book.datemode, format_)
    return format_.number(cell_text(value), value) if format_ else cell_text(value)


def _day(number: float, since_1904: int, format_: Format | None) -> str:
    """A day by the number of days since the workbook's first one; a number where it shows no day."""
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(number, since_1904)
    except (xlrd.xldate.XLDateError, OverflowError):
        return cell_text(number)
    if number < 1:
        return cell_text(moment.time())
    return format_.day(moment) if format_ else cell_text(moment)


def main() -> None:
    """Read a workbook from standard input and write what is in it."""
    _bound()
    sys.stdout.buffer.write(msgspec.json.encode(answer_to(sys.stdin.buffer.read())))


def _bound() -> None:
    """Give the process no more memory and time than any table needs, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":  # pragma: no cover, as it is another process
    main()
