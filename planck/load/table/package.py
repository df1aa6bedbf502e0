"""What is inside the zip of a workbook: bounded before anything else opens it, and what its reader would not tell."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from io import BytesIO

from msgspec import field

from planck.load.table.shown import BUILT_IN, Format, format_of
from planck.model import Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

MEBIBYTE = 1 << 20
# Unpacked bytes, and how often more than packed ones; sheets of figures are rarely above 30 times.
MOST_UNPACKED = 512 * MEBIBYTE
SMALL = 16 * MEBIBYTE
MOST_TIMES = 200
MOST_PARTS = 10_000
# Cells of the rectangle that a sheet spans, for each of which memory is taken.
MOST_CELLS = 20_000_000
# No program makes sheets that are wider: the name of a cell beyond is a torn one.
MOST_COLUMNS = 1 << 14
_CHUNK = MEBIBYTE
# A cell that is longer than this is cut, and its mark may be lost; a spreadsheet holds 32,767 characters in one.
_LONGEST_CELL = MEBIBYTE


class PackageError(Exception):
    """A workbook that is not opened; `text` says why."""

    def __init__(self, text: Text, *, too_large: bool = False) -> None:
        super().__init__(text.en)
        self.text = text
        self.too_large = too_large


class Parts:
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
            if not chunk and not packed and not stream.eof:
                raise PackageError(Label("load.workbook.it_is_damaged_part_ends"))
            yield chunk
    except zlib.error as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> PackageError:
    return PackageError(Label("load.workbook.it_is_damaged_error").fill(error=error))


# What a sheet says of its cells beside their values.

Cell = tuple[int, int]

_ROW = pattern(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"']([0-9]+)")
_FAR = pattern(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{2,})([0-9]+)|<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"'][A-Za-z]([0-9]{5,})"
)
_ERROR = pattern(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]+)([0-9]+)[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<",
    re.DOTALL,
)
_FORMULA = pattern(
    rb"<(?:\w+:)?c\s(?![^>]*\bt=[\"']str[\"'])[^>]*?\br=[\"']([A-Z]+)([0-9]+)[\"'][^>]*>\s*"
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v[^>]*>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_STYLED = pattern(rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"']([0-9]+)[\"'])[^>]*?\br=[\"']([A-Z]+)([0-9]+)[\"']")
_HIDDEN_ROW = pattern(rb"<(?:\w+:)?row\s(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*?\br\s*=\s*[\"']([0-9]+)", re.DOTALL)
_COLUMN = pattern(r"<(?:\w+:)?col\s([^>]*)>")
_UNNUMBERED = pattern(rb"<(?:\w+:)?(?:row|c)(?![^>]*\sr\s*=)(?:\s[^>]*)?>")
_TAG = pattern(rb"<((?:\w+:)?(row|c))((?:\s[^>]*)?>)")
_OWN_NUMBER = pattern(rb"\sr\s*=\s*[\"']([A-Za-z]*)([0-9]+)[\"']")
_ATTRIBUTE = pattern(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TRUE = ("1", "true")


class Marks(Record):
    """What a sheet says beside its values; rows and columns count from 0.

    `texts`: what stands for a value in a cell, an error or a formula that was never computed (`=` before it).
    `formats`: how cells show their values. `hidden`: the sheet is; `rows` and `columns`: those of them that are.
    """

    texts: Mapping[Cell, str] = field(default_factory=dict)
    formats: Mapping[Cell, Format] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    columns: tuple[range, ...] = ()
    hidden: bool = False


def marks(data: bytes) -> Mapping[str, Marks]:
    """The marks of every sheet of an .xlsx, by the sheet's name. Raises PackageError when it is not safe to open."""
    parts = Parts(data)
    formats = _formats(parts.text("xl/styles.xml"))
    seen = {name: _marks(parts.chunks(name), formats) for name in parts.names if "worksheets/" in name}
    for name in parts.names:
        if name not in seen:
            for _ in parts.chunks(name):
                pass
    hidden, sheets = _sheets(parts)
    return {
        sheet: Marks(
            texts=seen[part].texts,
            formats=seen[part].formats,
            rows=seen[part].rows,
            columns=seen[part].columns,
            hidden=sheet in hidden,
        )
        for sheet, part in sheets.items()
        if part in seen
    }


def _sheets(parts: Parts) -> tuple[frozenset[str], dict[str, str]]:
    """The names of the sheets that are hidden, and the part that holds each sheet by its name."""
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _elements("Relationship", parts.text("xl/_rels/workbook.xml.rels"))
    }
    sheets = list(_elements("sheet", parts.text("xl/workbook.xml")))
    hidden = frozenset(one.get("name", "") for one in sheets if one.get("state", "visible") != "visible")
    return hidden, {one.get("name", ""): _resolved(targets.get(_relation(one), "")) for one in sheets}


def _relation(sheet: Mapping[str, str]) -> str:
    """The relation of a sheet to its part, whatever the prefix of its name is."""
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _elements(name: str, xml: str) -> Iterator[dict[str, str]]:
    """The attributes of every element of a name."""
    for found in re.finditer(rf"<(?:\w+:)?{name}\s([^>]*)>", xml):
        yield _attributes(found[1])


def _attributes(text: str) -> dict[str, str]:
    return {key: unescape(one or other) for key, one, other in _ATTRIBUTE.findall(text)}


def _formats(xml: str) -> dict[bytes, Format]:
    """The number formats that show another number than the stored one, by the number of their cell style."""
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _elements("numFmt", xml)}
    codes = {**BUILT_IN, **own}
    used = re.search(r"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", xml, re.DOTALL)
    styles = (codes.get(one.get("numFmtId", ""), "") for one in (_elements("xf", used[0]) if used else ()))
    numbered = ((str(index).encode(), format_of(code)) for index, code in enumerate(styles))
    return {index: format_ for index, format_ in numbered if format_}


def _marks(chunks: Iterable[bytes], formats: Mapping[bytes, Format]) -> Marks:
    """The marks of one sheet. Raises PackageError when the rectangle that it spans is too large."""
    texts: dict[Cell, str] = {}
    shown: dict[Cell, Format] = {}
    hidden: set[int] = set()
    columns: list[range] = []
    rows, width = 1, 26
    for piece in _numbered(_pieces(chunks)):
        rows = max(rows, *map(int, _ROW.findall(piece)), 1)
        for letters, row, far in _FAR.findall(piece):
            rows, width = max(rows, int(row or far)), max(width, _number(letters))
        if rows * width > MOST_CELLS:
            text = Label("load.workbook.size_of_sheet").fill(rows=rows, columns=width)
            raise PackageError(text, too_large=True)
        # Looking for the few words first is far quicker than taking every cell apart.
        if b't="e"' in piece or b"t='e'" in piece:
            texts |= _texts(_ERROR, piece)
        if b"<f" in piece or b":f" in piece:
            texts |= _texts(_FORMULA, piece, "=")
        if b"hidden=" in piece:
            hidden |= {int(row) - 1 for row in _HIDDEN_ROW.findall(piece)}
            columns += _hidden_columns(piece)
        if any(b's="%s"' % style in piece or b"s='%s'" % style in piece for style in formats):
            found = _STYLED.findall(piece)
            shown |= {_cell(letters, row): formats[style] for style, letters, row in found if style in formats}
    return Marks(texts=texts, formats=shown, rows=frozenset(hidden), columns=tuple(columns))


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks cut anew behind the end of a cell, so that none is torn."""
    left = b""
    for chunk in chunks:
        piece = left + chunk
        end = max(piece.rfind(b"/c>") + 3, piece.rfind(b":c>") + 3)
        end = end if end > 2 or len(piece) < _LONGEST_CELL else len(piece)
        yield piece[: end if end > 2 else 0]
        left = piece[end if end > 2 else 0 :]
    yield left


def _numbered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, with numbers for rows and cells that have none: they follow the one before."""
    number: Callable[[re.Match[bytes]], bytes] | None = None
    for piece in pieces:
        if number is None and _UNNUMBERED.search(piece):
            number = _numbering()
        yield _TAG.sub(number, piece) if number else piece


def _numbering() -> Callable[[re.Match[bytes]], bytes]:
    """What gives a row or a cell its number where it has none."""
    row, column = 0, 0

    def number(found: re.Match[bytes]) -> bytes:
        nonlocal row, column
        own = _OWN_NUMBER.search(found[3])
        if found[2] == b"row":
            row, column = int(own[2]) if own else row + 1, 0
            name = b"%d" % row
        else:
            column = _number(own[1]) if own else column + 1
            name = _letters(column).encode() + b"%d" % row
        return found[0] if own else b'<%s r="%s"%s' % (found[1], name, found[3])

    return number


def _texts(form: re.Pattern[bytes], piece: bytes, sign: str = "") -> dict[Cell, str]:
    """What stands for a value in the cells of a form, with a sign before it."""
    found = form.findall(piece)
    return {_cell(letters, row): sign + unescape(text.decode("utf-8", "replace")) for letters, row, text in found}


def _hidden_columns(piece: bytes) -> Iterator[range]:
    """The columns that are hidden, as ranges."""
    for found in _COLUMN.findall(piece.decode("utf-8", "replace")):
        one = _attributes(found)
        first, last = one.get("min", ""), one.get("max", "")
        if one.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            yield range(int(first) - 1, int(last))


def _cell(letters: bytes, row: bytes) -> Cell:
    return int(row) - 1, _number(letters) - 1


def _number(letters: bytes) -> int:
    """The number of a column by its letters, cut where it is absurd anyway."""
    number = 0
    for letter in letters[:6].upper():
        number = 26 * number + letter - 64
    return number


def _letters(number: int) -> str:
    """The letters of a column by its number, which counts from 1."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def reference(row: int, index: int) -> str:
    """The name of a cell in a spreadsheet; rows count from 1, columns from 0.

    >>> reference(5, 2), reference(1, 27)
    ('C5', 'AB1')
    """
    return f"{_letters(index + 1)}{row}"
