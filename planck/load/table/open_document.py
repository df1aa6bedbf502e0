"""Workbooks of LibreOffice and its kin (.ods): what a cell shows stands beside what it holds, so both are read.

The shown text decides what is meant, the held number keeps its decimals.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from planck.load.cells.printed import printed_period as parse_period
from planck.load.table.package import MOST_CELLS, Cell, PackageError, Parts
from planck.load.table.sheet import Book, Sheet, cell_text
from planck.pattern import pattern
from planck.words import Label

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_URN}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
# Blank cells behind the last one that says something are written as one cell repeated to the end of the sheet.
_NUMBER = pattern(r"[0-9](?:[0-9.,\u00a0\u202f\u2009 '’]*[0-9])?(?:[eE][+-]?[0-9]+)?")
# What a format divides by, the usual first, and what a percentage multiplies by.
_POWERS = ((0, -3, -6, -9, -4, -8), (2, 0))
_GROUPS = pattern(r"[.,\u00a0\u202f\u2009 '’]")
_WHOLE = pattern(r"[0-9]+|[0-9]{1,3}(?:[.,\u00a0\u202f\u2009 '’][0-9]{3})+")
_FINITE = pattern(r"[+-]?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,2})?")


class _Seen(NamedTuple):
    """What is seen of a cell, and whether it holds something of which nothing is seen, or was never computed."""

    text: str = ""
    unseen: bool = False
    uncomputed: bool = False


def open_document(data: bytes) -> Book:
    """The workbook that the bytes of an .ods hold. Raises PackageError where they hold none that can be read."""
    content = b"".join(_content(Parts(data)))
    # No spreadsheet writes a document type, and with one a few bytes could stand for any number of characters.
    if b"<!DOCTYPE" in content:
        raise PackageError(Label("load.workbook.it_is_no_spreadsheet"))
    try:
        root = ElementTree.parse(BytesIO(content)).getroot()
    except ElementTree.ParseError as error:
        raise PackageError(Label("load.workbook.it_is_damaged_error").fill(error=error)) from error
    invisible = _invisible_styles(root)
    tables = {table.get(f"{_TABLE}name", ""): table for table in root.iter(f"{_TABLE}table")}
    hidden = frozenset(name for name, table in tables.items() if table.get(f"{_TABLE}style-name") in invisible)
    return Book(names=tuple(tables), hidden=hidden, sheet=lambda name: _sheet(tables[name]))


def _content(parts: Parts) -> Iterator[bytes]:
    """The part that holds the sheets; all others are unpacked only to be bounded."""
    for name in parts.names:
        chunks = parts.chunks(name)
        if name == "content.xml":
            yield from chunks
        else:
            for _ in chunks:
                pass


def _invisible_styles(root: ElementTree.Element) -> frozenset[str | None]:
    """The names of the styles of sheets that are not shown."""
    return frozenset(
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    )


def _sheet(table: ElementTree.Element) -> Sheet:
    cells: list[list[str]] = []
    rows: set[int] = set()
    unseen: list[Cell] = []
    uncomputed: list[Cell] = []
    ranges: list[tuple[Cell, Cell]] = []
    at, width = 0, 1
    for row in table.iter(f"{_TABLE}table-row"):
        seen = _row(row)
        width = max(width, len(seen))
        repeated = _repeated(row, "rows") if seen else 0
        if seen and (at + repeated) * width > MOST_CELLS:
            text = Label("load.workbook.size_of_sheet").fill(rows=at + repeated, columns=width)
            raise PackageError(text, too_large=True)
        cells.extend([] for _ in range(at - len(cells)) if seen)
        cells.extend([one.text for one in seen] for _ in range(repeated))
        unseen += [(at, index) for index, one in enumerate(seen) if one.unseen]
        uncomputed += [(at, index) for index, one in enumerate(seen) if one.uncomputed]
        ranges += _ranges(row, at)
        step = _repeated(row, "rows")
        if row.get(f"{_TABLE}visibility", "visible") != "visible":
            rows |= set(range(at, at + repeated))
        at += step
    return Sheet(
        cells=cells,
        ranges=ranges,
        rows=frozenset(rows),
        columns=tuple(_hidden_columns(table)),
        unseen=tuple(unseen),
        uncomputed=tuple(uncomputed),
    )


def _repeated(element: ElementTree.Element, what: str) -> int:
    """How often a row, column or cell stands there."""
    count = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(count) if count.isdecimal() and len(count) < 9 else 1


def _row(row: ElementTree.Element) -> list[_Seen]:
    """The cells of a row, without blank ones at its end."""
    seen: list[_Seen] = []
    blank = 0
    for cell in row:
        count = _repeated(cell, "columns")
        one = _seen(cell)
        if one == _Seen():
            blank += count
        else:
            seen += [_Seen()] * blank + [one] * count
            blank = 0
        if len(seen) > MOST_CELLS:
            raise PackageError(Label("load.workbook.size_of_sheet").fill(rows=1, columns=len(seen)), too_large=True)
    return seen


def _ranges(row: ElementTree.Element, at: int) -> Iterator[tuple[Cell, Cell]]:
    """The merged ranges that begin in a row."""
    index = 0
    for cell in row:
        down, across = cell.get(f"{_TABLE}number-rows-spanned", "1"), cell.get(f"{_TABLE}number-columns-spanned", "1")
        if down.isdecimal() and across.isdecimal() and (down, across) != ("1", "1"):
            yield (at, index), (at + int(down[:8]) - 1, index + int(across[:8]) - 1)
        index += _repeated(cell, "columns")


def _hidden_columns(table: ElementTree.Element) -> Iterator[range]:
    at = 0
    for column in table.iter(f"{_TABLE}table-column"):
        count = _repeated(column, "columns")
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            yield range(at, at + count)
        at += count


def _seen(cell: ElementTree.Element) -> _Seen:
    shown = "\n".join(map(_words, cell.iterfind(f"{_TEXT}p")))
    held = cell.get(f"{_OFFICE}value") or cell.get(f"{_OFFICE}date-value") or cell.get(f"{_OFFICE}string-value") or ""
    if not shown.strip() and not held:
        formula = cell.get(f"{_TABLE}formula")
        return _Seen(f"={formula}", uncomputed=True) if formula and not _is_text(cell) else _Seen()
    if cell.get(_ERROR) == "error":
        return _Seen(shown)
    has_text = cell.find(f"{_TEXT}p") is not None
    if has_text and not shown.strip():
        return _Seen(unseen=True)
    return _Seen(_text(cell.attrib, shown))


def _is_text(cell: ElementTree.Element) -> bool:
    return cell.get(f"{_OFFICE}value-type") == "string"


def _words(line: ElementTree.Element) -> str:
    """The text of a paragraph, in which several blanks are written as one element."""
    for blanks in line.iter(f"{_TEXT}s"):
        count = blanks.get(f"{_TEXT}c", "1")
        blanks.text = " " * int(count[:4] if count.isdecimal() else 1)
    return "".join(line.itertext())


def _text(held: Mapping[str, str], shown: str) -> str:
    """What is seen, with all the decimals that are held."""
    value, day = held.get(f"{_OFFICE}value"), held.get(f"{_OFFICE}date-value")
    if day is not None:
        return shown if parse_period(shown) else day.removesuffix("T00:00:00")
    if value is None or not _FINITE.fullmatch(value):
        return shown
    number, powers = cell_text(float(value)), _POWERS[held.get(f"{_OFFICE}value-type") == "percentage"]
    if not shown:
        return f"{_scaled(number, 2)}%" if powers[0] else number
    found = _NUMBER.search(shown)
    if found is None:
        return shown
    for power in powers:
        if _rounds_to(scaled := _scaled(number, power), found[0]):
            return f"{shown[: found.start()]}{scaled.lstrip('-')}{shown[found.end() :]}"
    return shown


def _scaled(number: str, power: int) -> str:
    text = f"{Decimal(number).scaleb(power):f}" if power else number
    return text.rstrip("0").rstrip(".") if power and "." in text else text


def _rounds_to(number: str, shown: str) -> bool:
    """Whether a number is shown as those digits, whichever mark stands before the fraction."""
    return any(_is_near(number, text) for text in (_plain(shown, "."), _plain(shown, ",")))


def _plain(shown: str, point: str) -> str:
    """The shown digits without marks between thousands, if `point` stands before the fraction; empty if it does not."""
    whole, mark, fraction = shown.partition(point)
    return _GROUPS.sub("", whole) + mark.replace(",", ".") + fraction if _WHOLE.fullmatch(whole) else ""


def _is_near(number: str, shown: str) -> bool:
    try:
        there = Decimal(shown)
    except ArithmeticError:
        return False
    return abs(abs(Decimal(number)) - there) <= Decimal((0, (5,), int(there.as_tuple().exponent) - 1))
