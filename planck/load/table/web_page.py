"""Web pages that data platforms hand out under the name of a workbook: their tables as sheets."""

from html.parser import HTMLParser

from planck.load.table.package import MOST_CELLS, Cell, PackageError
from planck.load.table.sheet import Book, Sheet
from planck.words import Label

_BEGINNINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<style", b"<table", b"<div", b"<center")
_LOOKED_AT = 4096
_CELLS = ("td", "th")
_MOST_SPANNED = 1000


def is_page(data: bytes) -> bool:
    """Whether bytes are a web page, by how they begin.

    >>> is_page(b"<!-- by a platform --><table>"), is_page(b"indicator,2021")
    (True, False)
    """
    head = data[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    inside = head.startswith((b"<!--", b"<?xml")) and any(mark in head for mark in (b"<html", b"<table"))
    return head.startswith(_BEGINNINGS) or inside


def page(text: str) -> Book:
    """The tables of a web page, by their number. Raises PackageError where it has none."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    tables = {str(number): table.sheet() for number, table in enumerate(reader.tables, start=1) if table.rows}
    if not tables:
        raise PackageError(Label("load.workbook.page_without_a_table"))
    return Book(names=tuple(tables), hidden=frozenset(), sheet=tables.__getitem__)


class _Table:
    """A table while it is read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.hidden: set[int] = set()
        self.ranges: list[tuple[Cell, Cell]] = []
        self._taken: set[Cell] = set()
        self._cells = 0

    def row(self, *, hidden: bool) -> None:
        """Begin a row."""
        self.rows.append([])
        if hidden:
            self.hidden.add(len(self.rows) - 1)

    def cell(self, down: int, across: int) -> None:
        """Begin a cell, which may span several."""
        if not self.rows:
            self.rows.append([])
        at, row = len(self.rows) - 1, self.rows[-1]
        while (at, len(row)) in self._taken:
            row.append("")
        first = len(row)
        row.extend([""] * across)
        self._taken |= {(at + below, first + right) for below in range(1, down) for right in range(across)}
        self._cells += down * across
        if self._cells > MOST_CELLS:
            raise PackageError(Label("load.workbook.too_many_parts"), too_large=True)
        if (down, across) != (1, 1):
            self.ranges.append(((at, first), (at + down - 1, first + across - 1)))
        self._at = first

    def text(self, text: str) -> None:
        """Add what the cell says."""
        self.rows[-1][self._at] += text

    def sheet(self) -> Sheet:
        """The table as a sheet."""
        cells = [[" ".join(text.split()) for text in row] for row in self.rows]
        return Sheet(cells=cells, ranges=self.ranges, rows=frozenset(self.hidden))


class _Tables(HTMLParser):
    """Gathers the tables of a page; one inside a cell of another is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._in_cell = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        about = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
            self._in_cell = False
        elif tag in ("script", "style"):
            self._silent += 1
        elif self._open and tag == "tr":
            self._open[-1].row(hidden="display:none" in about.get("style", "").replace(" ", "").casefold())
            self._in_cell = False
        elif self._open and tag in _CELLS:
            self._open[-1].cell(_span(about.get("rowspan", "")), _span(about.get("colspan", "")))
            self._in_cell = True
        elif tag in ("br", "p") and self._in_cell:
            self._open[-1].text(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a table or a cell."""
        if tag == "table" and self._open:
            self._open.pop()
            self._in_cell = False
        elif tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in (*_CELLS, "tr"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        """Add text to the cell that is open."""
        if self._in_cell and not self._silent:
            self._open[-1].text(data)


def _span(text: str) -> int:
    """How many cells one spans."""
    return min(max(int(text), 1), _MOST_SPANNED) if text.isdecimal() and len(text) < 6 else 1
