"""What a file really is, whatever its name says: a workbook, a web page, a packed table, or nothing with figures."""

import codecs
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from msgspec.structs import replace

from planck.load import rules
from planck.load.files import Document, Raw, decoded_as, excerpt, guessed
from planck.load.table.doors import table_of, text_table
from planck.load.table.figures import Source
from planck.load.table.forms.px import BEGINNINGS, codepage, px
from planck.load.table.forms.world_bank_json import world_bank
from planck.load.table.header import Conventions
from planck.load.table.package import MEBIBYTE, MOST_TIMES, MOST_UNPACKED, SMALL, PackageError, Parts
from planck.load.table.web_page import is_page, page
from planck.load.table.workbook import chosen, open_workbook
from planck.model import Finding, Place, Text
from planck.pattern import pattern
from planck.words import Label

Opened = tuple[Document | Source | None, tuple[Finding, ...]]

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\3\4"
_PDF = b"%PDF"
_XML_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"
_LOOKED_AT = 4096
# Parts of a zip that say that it is a document of an office program.
_OFFICE_PARTS = frozenset(("[Content_Types].xml", "mimetype", "content.xml"))
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".px")
_PX = tuple(beginning.decode() for beginning in BEGINNINGS)
_JSON = pattern(r"\s*(?:\[\s*[\[{]|\{\s*\")")
_DECLARED = pattern(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})")


def other_table(raw: Raw, conventions: Conventions, sheet: str) -> Opened | None:
    """The table of bytes that are no plain text, or why there is none; None where they are plain text after all."""
    try:
        for is_one, opened in _KINDS.items():
            if is_one(raw.data):
                return opened(raw, conventions, sheet)
    except PackageError as bad:
        rule = rules.TOO_LARGE_WORKBOOK if bad.too_large else rules.BAD_WORKBOOK
        return None, (*raw.findings, rule.at(Place(raw.name), got=bad.text))
    return None


# Packed tables.


def _is_gzip(data: bytes) -> bool:
    return data.startswith(_GZIP)


def _gzip(raw: Raw, conventions: Conventions, sheet: str) -> Opened:
    return _inside(raw, _unpacked(raw.data), conventions, sheet)


def _unpacked(data: bytes) -> bytes:
    """What is packed in a gzip file, bounded as the parts of a workbook are."""
    most = min(MOST_UNPACKED, max(SMALL, MOST_TIMES * len(data)))
    chunks, size = list[bytes](), 0
    try:
        while data:
            stream = zlib.decompressobj(31)
            chunks.append(stream.decompress(data, most - size + 1))
            size += len(chunks[-1])
            if size > most:
                text = Label("load.workbook.more_than_size_mb_when").fill(size=most // MEBIBYTE, count=len(data))
                raise PackageError(text, too_large=True)
            if not stream.eof:
                raise PackageError(Label("load.workbook.it_is_damaged_part_ends"))
            data = stream.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise PackageError(Label("load.workbook.it_is_damaged_error").fill(error=error)) from error
    return b"".join(chunks)


def _is_zip(data: bytes) -> bool:
    """Whether bytes are a zip of files and no document of an office program, which is a zip as well."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return False
    return not names & _OFFICE_PARTS and any(name.casefold().endswith(_TABLES) for name in names)


def _zip(raw: Raw, conventions: Conventions, sheet: str) -> Opened:
    """The one table of a zip, or the one that is named."""
    parts = Parts(raw.data)
    names = [name for name in parts.names if name.casefold().endswith(_TABLES) and not _is_aside(name)]
    wanted, _, inner = sheet.partition("#")
    names, sheet = ([wanted], inner) if wanted in names else (names, sheet)
    if len(names) != 1:
        raise PackageError(Label("load.workbook.several_tables").fill(names=excerpt(", ".join(names))))
    data = b"".join(parts.chunks(names[0]))
    if _is_zip(data):
        raise PackageError(Label("load.workbook.packed_twice"))
    return _inside(raw, data, conventions, sheet)


def _is_aside(name: str) -> bool:
    """Whether a part is what a system or a publisher puts beside the data."""
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith((".", "Metadata_"))


def _inside(raw: Raw, data: bytes, conventions: Conventions, sheet: str) -> Opened:
    """The table that was packed, under the name and with the digest of the file that it was packed in."""
    if _is_gzip(data):
        raise PackageError(Label("load.workbook.packed_twice"))
    table, findings = table_of(replace(raw, data=data), conventions, sheet)
    if table is None:
        return None, findings
    digest = hashlib.sha256(raw.data).hexdigest()
    return replace(table, input=replace(table.input, sha256=digest)), findings


# Pages, and what holds no figures that can be read.


def _page(raw: Raw, conventions: Conventions, sheet: str) -> Opened:
    text, findings = _page_text(raw, conventions)
    if text is None:
        return None, (*raw.findings, *findings)
    source, more = chosen(raw, page(text), conventions, sheet)
    note = rules.DISGUISED.at(Place(raw.name), got=Label("load.workbook.page"))
    return source, (*more, *findings, note)


def _page_text(raw: Raw, conventions: Conventions) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a page, in the encoding that is named, that it names itself, or that is likely."""
    declared = _DECLARED.search(raw.data[:_LOOKED_AT].decode("latin-1"))
    encoding = conventions.encoding or (declared[1] if declared else "")
    try:
        return decoded_as(raw.data, raw.name, encoding) if encoding else guessed(raw.data, raw.name)
    except LookupError:
        return guessed(raw.data, raw.name)


# Texts that are tables by their marks and not by their lines.


def _is_marked(data: bytes) -> bool:
    return data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{", *BEGINNINGS))


def _marked(raw: Raw, conventions: Conventions, sheet: str) -> Opened:
    """The table of an answer of the World Bank or of a PX file; the text itself where it is neither JSON nor PX."""
    encoding = conventions.encoding or codepage(raw.data)
    document, findings = text_table(raw, replace(conventions, encoding=_known(encoding)))
    if document is None:
        return None, findings
    text = document.text
    grid = world_bank(text, raw.name) or px(text, raw.name)
    if grid is None and (is_px := text.lstrip().startswith(_PX)) | bool(_JSON.match(text)):
        raise PackageError(Label("load.workbook.px") if is_px else Label("load.workbook.json"))
    return Source(document.input, grid) if grid else document, findings


def _known(encoding: str) -> str:
    """The encoding, empty where there is none of that name."""
    try:
        return codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        return ""


def _is_xml_workbook(data: bytes) -> bool:
    return data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and _XML_WORKBOOK in data[:_LOOKED_AT]


def _refused(label: Text) -> Callable[[Raw, Conventions, str], Opened]:
    def refuse(raw: Raw, conventions: Conventions, sheet: str) -> Opened:
        raise PackageError(label)

    return refuse


def _is_workbook(data: bytes) -> bool:
    return not data.lstrip().startswith((b"<", b"[", b"{", b"\xef", b"\xff", b"\xfe", b"\0"))


# In the order in which they are asked.
_KINDS: Mapping[Callable[[bytes], bool], Callable[[Raw, Conventions, str], Opened]] = {
    _is_gzip: _gzip,
    _is_zip: _zip,
    (lambda data: data.startswith(_PDF)): _refused(Label("load.workbook.pdf")),
    _is_xml_workbook: _refused(Label("load.workbook.xml_workbook")),
    is_page: _page,
    _is_marked: _marked,
    _is_workbook: open_workbook,
}
