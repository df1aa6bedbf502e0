"""Documents of every form as text whose lines and places lead back: text, web pages, Word, PDF, workbooks, CSV."""

import os
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import field
from msgspec.structs import replace

from planck.draft.columns import runs_down
from planck.draft.statement import Spot
from planck.load import rules
from planck.load.files import Positions, Raw, document_of, guessed, read_bytes
from planck.load.table.doors import split_sheet
from planck.load.table.header import USUAL
from planck.load.table.names import is_simplified
from planck.model import Finding, Place
from planck.pattern import pattern
from planck.provenance.documents import NO_READER
from planck.provenance.text import text_of_html
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

LIMIT = 64 << 20
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".xlsm", ".csv", ".tsv")
"""The forms that are read, as a folder is searched for them."""

_MARK_OF_PDF, _MARK_OF_ZIP, _MARK_OF_OLE = b"%PDF", b"PK\3\4", b"\xd0\xcf\x11\xe0"
_PAGE = pattern(r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE)


class Source(Record, kw_only=False):
    """A document: its id, its path, its text, and where the places of the text stand in the file.

    `cells` names the cells or the page of a line; `read_from` is the text as it was taken out of a form that has no
    lines of its own, empty for a form that has.
    """

    id: str
    path: str
    text: str
    positions: Positions
    cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    read_from: str = ""
    sha256: str = ""

    def spot(self, offset: int) -> Spot:
        """The line, the column and the cell of an offset of the text."""
        place = self.positions.place(offset, offset + 1)
        names = self.cells.get(place.line, ())
        if len(names) < 2:
            return Spot(place.line, place.column, "".join(names))
        index = self.positions.line_text(place.line)[: place.column - 1].count("|") - 1
        return Spot(place.line, place.column, names[min(max(index, 0), len(names) - 1)])


# Names that the files of a draft have themselves.
_TAKEN = ("plan", "figures", "draft")


def told_apart(sources: Sequence[Source]) -> list[Source]:
    """The documents with ids of their own; where the text of one is written beside the plan, all are."""
    taken = set(_TAKEN)
    beside = any(source.read_from for source in sources)
    apart: list[Source] = []
    for source in sources:
        names = (source.id, *(f"{source.id}-{number}" for number in range(2, len(sources) + 3)))
        id_ = next(name for name in names if name not in taken)
        taken.add(id_)
        written = not source.read_from and (beside or id_ != source.id)
        own = {"positions": Positions.of(source.path, source.text), "read_from": source.text} if written else {}
        apart.append(replace(source, id=id_, **own))
    return apart


def read_source(path: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """The document at a path, None where it has no text that can be read, and what is wrong with it."""
    source, findings = _read(path)
    if source and (reason := _no_prose(source.text)):
        return None, findings or (rules.UNREADABLE.at(Place(path), got=path, reason=reason),)
    if source and not is_simplified(source.text) and (lacking := _lacking(("opencc",))):
        return None, (*findings, NO_READER.at(Place(path), got=lacking, extra="documents"))
    return source, findings


# No paragraph is as long; what has lines like that is read for minutes and says nothing.
_LONGEST_LINE = 131_072


def _no_prose(text: str) -> str:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE and len(bare := "".join(line.split())) > _LONGEST_LINE:
            return Label("draft.reading.long_line").fill(line=number, count=len(bare)).en
    return ""


def _read(path: str) -> tuple[Source | None, tuple[Finding, ...]]:
    raw = read_bytes(split_sheet(path)[0], limit=LIMIT)
    if isinstance(raw, Finding):
        return None, (raw,)
    id_ = os.path.splitext(os.path.basename(path))[0]
    if raw.data.startswith(_MARK_OF_PDF):
        return _of_pages(id_, path, raw)
    if raw.data.startswith(_MARK_OF_OLE):
        return None, (_unreadable(raw, Label("draft.reading.old_form").en),)
    if raw.data.startswith(_MARK_OF_ZIP):
        return _of_zip(id_, path, raw)
    return _of_text(id_, path, raw)


def _lacking(libraries: Iterable[str]) -> str:
    return ", ".join(name for name in libraries if find_spec(name) is None)


def _unreadable(raw: Raw, reason: str) -> Finding:
    return rules.UNREADABLE.at(Place(raw.name), got=raw.name, reason=reason)


# Text, web pages, tables in text.


def _of_text(id_: str, path: str, raw: Raw) -> tuple[Source | None, tuple[Finding, ...]]:
    document, findings = document_of(raw, guessed(raw.data, raw.name))
    if document is None:
        return None, findings
    sha256 = document.input.sha256
    suffix = os.path.splitext(path)[1].lower()
    if suffix in (".csv", ".tsv"):
        source, odd = _of_sheet(id_, path, raw)
        return source, (*findings, *odd)
    positions = Positions.of(raw.name, document.text)
    is_page = suffix in (".html", ".htm") or _PAGE.match(document.text)
    text = text_of_page(document.text) if is_page else document.text
    return Source(id_, path, text, positions, sha256=sha256), findings


_CELL_ENDS = pattern(r"</t[dh]\s*>", re.IGNORECASE)
_BLOCK = pattern(
    r"</?(?:p|div|li|ul|ol|h[1-6]|tr|table|section|article|br|blockquote|dt|dd|title)\b[^>]*>", re.IGNORECASE
)
# What stands around the text of a page.
_ASIDE = pattern(r"<(nav|footer|aside|form|button|select)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_FIRST_CELL = pattern(r"<t[dh]\b[^>]*>", re.IGNORECASE)
_ROW = pattern(r"<tr\b[^>]*>.*?(?:</tr\s*>|(?=<tr\b)|$)", re.IGNORECASE | re.DOTALL)


def text_of_page(html: str) -> str:
    """The visible text of a page, each character at its offset; blocks are lines, and the cells of a row have bars.

    >>> text_of_page("<tr><td>a</td><td>b</td></tr>").split()
    ['|a', '|b|']
    """
    characters = [" " if character in "\r\n\x00" else character for character in text_of_html(html)]
    for found in _ASIDE.finditer(html):
        characters[found.start() : found.end()] = " " * len(found[0])
    for found in _BLOCK.finditer(html):
        characters[found.start()] = "\n"
    for row in _ROW.finditer(html):
        _draw_cells(characters, html, row.start(), row.end())
    for at in _tables_within(html):
        characters[at : at + 2] = "\n\n"
    return "".join(characters)


_TABLE = pattern(r"<(/?)table\b", re.IGNORECASE)


def _tables_within(html: str) -> Iterator[int]:
    """Where a table in a cell of another starts and ends."""
    depth = 0
    for found in _TABLE.finditer(html):
        depth += not found[1]
        if depth > 1:
            yield found.start()
        depth = max(0, depth - bool(found[1]))


def _draw_cells(characters: list[str], html: str, start: int, end: int) -> None:
    """Bars around the cells of a row, and no line breaks within it."""
    for at in range(start + 1, end):
        characters[at] = " " if characters[at] == "\n" else characters[at]
    for found in _FIRST_CELL.finditer(html, start, end):
        characters[found.end() - 1] = "|"
    last = [found.start() for found in _CELL_ENDS.finditer(html, start, end)]
    if last:
        characters[last[-1]] = "|"
    characters[start] = "\n"


# Forms without lines: their text is written down, a paragraph or a row a line, and places lead there.


class _Lines:
    """A text that is written line by line, with what each line is called in its document."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.cells: dict[int, tuple[str, ...]] = {}

    def add(self, text: str, names: tuple[str, ...] = ()) -> None:
        self._lines.append(text)
        if names:
            self.cells[len(self._lines)] = names

    def row(self, cells: Iterable[str], names: Sequence[str] = ()) -> None:
        written = [" ".join(cell.split()).replace("|", "／") for cell in cells]
        self.add("| " + " | ".join(written) + " |" if any(written) else "", tuple(names))

    def source(self, id_: str, path: str, raw: Raw, sha256: str) -> Source:
        text = "\n".join(self._lines) + "\n"
        return Source(id_, path, text, Positions.of(raw.name, text), self.cells, text, sha256)


def _sha256(raw: Raw) -> str:
    import hashlib

    return hashlib.sha256(raw.data).hexdigest()


_Named = tuple[Sequence[str], Sequence[str]]
"""The cells of a row, and what they are called."""


def _upright(rows: list[_Named]) -> list[_Named]:
    """The rows; years down the side are turned, so that each number stands near the name of what it is of."""
    start = next((index for index, (cells, _) in enumerate(rows) if runs_down(cells)), None)
    if start is None:
        return rows
    width = len(rows[start][0])
    body = [(cells, names) for cells, names in rows[start:] if len(cells) == width]
    turned = [list(zip(*each, strict=True)) for each in zip(*body, strict=True)]
    (corner, *heads), first_names = turned[0][0], turned[1][0]
    first = ((Label("draft.reading.indicator").zh + corner, *heads), first_names)
    return [*rows[:start], first, *zip(turned[0][1:], turned[1][1:], strict=True)]


def _of_sheet(id_: str, path: str, raw: Raw) -> tuple[Source | None, tuple[Finding, ...]]:
    """Every sheet of a workbook, or the one table of a CSV."""
    from planck.load.table.cells import Row
    from planck.load.table.doors import open_table
    from planck.load.table.figures import Source as Opened
    from planck.load.table.figures import grid_and_layout

    table, findings = open_table(path, USUAL, limit=LIMIT)
    if goals := next((each for each in findings if each.code == rules.SHEET_OF_GOALS.code), None):
        # Goals are what a draft is made from.
        assert goals.place is not None
        table, more = open_table(goals.place.file, USUAL, limit=LIMIT)
        findings = (*(each for each in findings if each is not goals), *more)
    if table is None:
        return None, findings
    lines = _Lines()
    grid = table.grid if isinstance(table, Opened) else grid_and_layout(table)[0]
    sheet = table.input.file.partition("#")[2] if isinstance(table, Opened) else ""
    last = 0
    rows: list[_Named] = []
    for row in grid.rows():
        if not isinstance(row, Row):
            findings = (*findings, row)
            continue
        rows += [([], ()) for _ in range(last + 1, row.line)]
        places = [grid.place(row, index) for index in range(len(row.cells))]
        names = tuple(f"{sheet} {place.cell}".strip() if place.cell else "" for place in places)
        cells = [cell if cell.strip() else grid.above(row, index) for index, cell in enumerate(row.cells)]
        rows.append((cells, names))
        last = row.line
    for texts, called in _upright(rows):
        lines.row(texts, called if any(called) else ())
    return lines.source(id_, path, raw, _sha256(raw)), findings


def _of_zip(id_: str, path: str, raw: Raw) -> tuple[Source | None, tuple[Finding, ...]]:
    from planck.load.table.package import PackageError, marks

    if b"xl/workbook.xml" in raw.data:
        return _of_sheet(id_, path, raw)
    if lacking := _lacking(("docx",)):
        return None, (NO_READER.at(Place(path), got=lacking, extra="draft"),)
    try:
        marks(raw.data)
        return _of_word(id_, path, raw), raw.findings
    except PackageError as bad:
        return None, (_unreadable(raw, bad.text.en),)


_HEADINGS = ("Heading", "Title", "heading", "标题")


def _of_word(id_: str, path: str, raw: Raw) -> Source:
    """Raises PackageError for what is no document of Word, or a damaged one."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    from planck.load.table.package import PackageError

    lines = _Lines()
    try:
        document = docx.Document(BytesIO(raw.data))
        headings = {style.style_id for style in document.styles if (style.name or "").startswith(_HEADINGS)}
        _word_parts(document, headings, lines)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, OSError) as error:
        said = f"{type(error).__name__}: {error}"
        raise PackageError(Label("draft.reading.damaged").fill(error=said)) from error
    return lines.source(id_, path, raw, _sha256(raw))


def _word_parts(holder: "Document | _Cell", headings: Collection[str], lines: _Lines) -> None:
    """The paragraphs and the tables of a document, or of a cell."""
    from docx.table import Table

    for part in holder.iter_inner_content():
        if isinstance(part, Table):
            _word_table(part, headings, lines)
        else:
            lines.add(("# " if part._p.style in headings else "") + " ".join(part.text.split()))


def _word_table(table: "Table", headings: Collection[str], lines: _Lines) -> None:
    """The rows of a table, and behind them the tables in its cells; one that begins with a table only lays them out.

    A cell that spans several columns stands in the first.
    """
    rows = [row.cells for row in table.rows]
    cells = {cell._tc: cell for row in rows for cell in row}.values()
    if rows and any(cell.tables for cell in rows[0]):
        for cell in cells:
            _word_parts(cell, headings, lines)
        return
    for row in rows:
        spans = [index > 0 and cell._tc is row[index - 1]._tc for index, cell in enumerate(row)]
        lines.row("" if spanned else cell.text for spanned, cell in zip(spans, row, strict=True))
    lines.add("")
    for inner in (inner for cell in cells for inner in cell.tables):
        _word_table(inner, headings, lines)


def _of_pages(id_: str, path: str, raw: Raw) -> tuple[Source | None, tuple[Finding, ...]]:
    if lacking := _lacking(("pypdfium2",)):
        return None, (NO_READER.at(Place(path), got=lacking, extra="draft"),)
    from pypdfium2 import PdfiumError

    from planck.draft.pages import paragraphs

    lines = _Lines()
    try:
        for number, text, cells in paragraphs(raw.data):
            name = (Label("draft.reading.page").fill(number=number).en,)
            if cells:
                lines.row(cells, name)
            else:
                lines.add(text, name)
    except PdfiumError as error:
        reason = Label("draft.reading.locked").en if "password" in str(error) else str(error)
        return None, (_unreadable(raw, reason),)
    source = lines.source(id_, path, raw, _sha256(raw))
    if not source.text.strip():
        return None, (_unreadable(raw, Label("draft.reading.no_text").en),)
    return source, raw.findings
