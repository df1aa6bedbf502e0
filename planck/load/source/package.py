"""What is inside a workbook's zip, bounded before anything else opens it, and what its reader would not tell.

The library that reads workbooks allocates a sheet as large as its farthest cell says and unpacks without a limit, so
that a file of a few kilobytes could take all memory; it also drops error values and forgets which cells show a
percentage. All three are seen here, in one pass over the unpacked parts.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO

from planck.model import Text

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

_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"']([0-9]+)")
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{2,})([0-9]+)|<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"'][A-Za-z]([0-9]{5,})"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]+[0-9]+)[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<",
    re.DOTALL,
)
_STYLED = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"']([0-9]+)[\"'])[^>]*?\br=[\"']([A-Z]+[0-9]+)[\"']")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PERCENT_FORMATS = frozenset(("9", "10"))


class PackageError(Exception):
    """A workbook that is not opened; `text` says why."""

    def __init__(self, text: Text, *, too_large: bool = False) -> None:
        super().__init__(text.en)
        self.text = text
        self.too_large = too_large


@dataclass(frozen=True, slots=True)
class Marks:
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
            raise PackageError(Text(zh="零件太多", en="too many parts"), too_large=True)
        self._data = data
        try:
            infos = zipfile.ZipFile(BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise _damaged(error) from error
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) < len(infos):
            raise PackageError(Text(zh="有重名的零件", en="two parts of one name"))
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
            raise PackageError(Text(zh="有密码，或者压缩方法不同", en="a password, or an unusual compression"))
        at = info.header_offset
        header = self._data[at : at + 30]
        if header[:4] != b"PK\3\4" or len(header) < 30:
            raise PackageError(Text(zh="零件的位置不对", en="a part is not where it should be"))
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
            text = Text(
                zh=f"解压后超过 {size // MEBIBYTE} MB，而文件只有 {len(self._data)} 字节",
                en=f"more than {size // MEBIBYTE} MB when unpacked, from {len(self._data)} bytes",
            )
            raise PackageError(text, too_large=True)


def _inflated(packed: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    try:
        while not stream.eof:
            chunk = stream.decompress(packed, _CHUNK)
            packed = stream.unconsumed_tail
            if not chunk and not packed:
                raise PackageError(Text(zh="文件损坏（不完整）", en="it is damaged (a part ends too early)"))
            yield chunk
    except zlib.error as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> PackageError:
    return PackageError(Text(zh=f"文件损坏（{error}）", en=f"it is damaged ({error})"))


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
            text = Text(zh=f"工作表占 {rows} 行 {columns} 列", en=f"a sheet of {rows} rows and {columns} columns")
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
