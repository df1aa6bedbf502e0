"""The rows of a CSV text, and on demand the exact place of a cell.

The standard `csv` module reads; it does not say where a cell stands. So a record is scanned again when a place is
asked for, by one pattern when the cell and those before it are on one line, else cell by cell as the module does it.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol

from planck.load import rules
from planck.load.files import excerpt
from planck.model import Finding, Place, Rule
from planck.pattern import pattern
from planck.record import Record

# What every door leads to: rows of cells, and the place of each.


class Row(NamedTuple):
    """A record: the 1-based line that it starts on, and its cells as typed."""

    line: int
    cells: list[str]


class Grid(Protocol):
    """A table before anybody knows what its columns mean."""

    @property
    def file(self) -> str:
        """The name that places carry."""
        ...

    @property
    def delimiter(self) -> str:
        """What divides its cells; empty where they are cells already."""
        ...

    def rows(self) -> Iterator[Row | Finding]:
        """Every row that is not blank; in place of one that cannot be read, what is wrong with it."""
        ...

    def place(self, row: Row, index: int) -> Place:
        """Where a cell stands, or would stand."""
        ...

    def row_place(self, row: Row) -> Place:
        """Where the row stands."""
        ...

    def above(self, row: Row, index: int) -> str:
        """What the merged cell says that this blank one is the lower part of; empty where it is none."""
        ...


# Where the cells of one CSV record stand, and what makes it unreadable.

_SPACES = pattern(" *")


class Span(Record, kw_only=False):
    """A part of one line, from `start` up to `end`; line and columns count from 0."""

    line: int
    start: int
    end: int


class Fault(Record, kw_only=False):
    """What makes a record unreadable, where, and the line to go on with."""

    rule: Rule
    span: Span
    resume: int
    got: str | int = ""
    limit: int = 0


class _Cell(NamedTuple):
    """A cell, and the position behind it."""

    span: Span | Fault
    line: int
    column: int


class _Close(NamedTuple):
    """The position behind a closing quote, and how many characters were quoted."""

    line: int
    column: int
    size: int


class Scan(Record, kw_only=False):
    """Lines to scan: none from `stop` on is looked at."""

    lines: Sequence[str]
    delimiter: str
    stop: int

    def spans(self, line: int) -> Iterator[Span | Fault]:
        """The cells of the record that starts on `line`, in order, up to the first fault.

        A span holds the quotes of its cell but not the white space around it; of a cell of several lines it is the
        part on the first one.
        """
        column = 0
        while True:
            cell = self._cell(line, column)
            yield cell.span
            line, column = cell.line, cell.column
            if isinstance(cell.span, Fault) or column >= len(self.lines[line]):
                return
            column += 1

    def _cell(self, line: int, column: int) -> _Cell:
        raw = self.lines[line]
        spaces = _SPACES.match(raw, column)
        column = spaces.end() if spaces else column
        return self._quoted(line, column) if raw.startswith('"', column) else self._plain(line, column)

    def _plain(self, line: int, column: int) -> _Cell:
        raw = self.lines[line]
        end = self._end_of_cell(line, column)
        text = raw[column:end].strip()
        start = raw.index(text, column)
        span = Span(line, start, start + len(text))
        return _Cell(_too_long(span, end - column) or span, line, end)

    def _quoted(self, line: int, column: int) -> _Cell:
        close = self._close(line, column)
        if close is None or (close.line > line and self._goes_wrong(close)):
            return _Cell(Fault(rules.UNCLOSED_QUOTE, Span(line, column, column + 1), line + 1), line, column)
        if close.line > line:
            return _Cell(Span(line, column, len(self.lines[line])), close.line, close.column)
        span = Span(line, column, close.column)
        return _Cell(_too_long(span, close.size) or self._text_after(close) or span, line, close.column)

    def _goes_wrong(self, close: _Close) -> bool:
        """Whether a quote that closes on a later line can hardly be the one that belongs to it."""
        return close.size > csv.field_size_limit() or self._text_after(close) is not None

    def _text_after(self, close: _Close) -> Fault | None:
        end = self._end_of_cell(close.line, close.column)
        if end == close.column:
            return None
        got = excerpt(self.lines[close.line][close.column : end])
        return Fault(rules.TEXT_AFTER_QUOTE, Span(close.line, close.column, end), close.line + 1, got)

    def _end_of_cell(self, line: int, column: int) -> int:
        end = self.lines[line].find(self.delimiter, column)
        return end if end >= 0 else len(self.lines[line])

    def _close(self, line: int, column: int) -> _Close | None:
        """The end of the quoted cell whose quote opens at `column`; None when it does not end before `stop`."""
        at, size = column + 1, 0
        while line < self.stop:
            raw = self.lines[line]
            quote = raw.find('"', at)
            if quote < 0:
                size += len(raw) - at + 1
                line, at = line + 1, 0
            elif raw.startswith('""', quote):
                size += quote - at + 1
                at = quote + 2
            else:
                return _Close(line, quote + 1, size + quote - at)
        return None


def _too_long(span: Span, size: int) -> Fault | None:
    longest = csv.field_size_limit()
    return Fault(rules.TOO_LONG, span, span.line + 1, size, longest) if size > longest else None


DELIMITERS = (",", "\t", ";")
# The csv module bounds a cell but not a record, which one line of commas or many quoted lines could make endless.
LONGEST_RECORD = 1_000_000
# How far to look for what is wrong with a record that is too long.
MOST_CELLS = 10_000


class Table(Record, kw_only=False):
    """The lines of a CSV file and the delimiter between their cells."""

    file: str
    lines: tuple[str, ...]
    delimiter: str

    def above(self, row: Row, index: int) -> str:
        """Nothing: a text does not say which of its cells were merged."""
        return ""

    def rows(self) -> Iterator[Row | Finding]:
        """Every record that is not blank; in place of one that cannot be read, what is wrong with it."""
        feed, lines, delimiter = _Feed(self.lines), self.lines, self.delimiter
        reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True, strict=True)
        while True:
            start = feed.begin()
            if start < len(lines) and self._is_simple(line := lines[start]):
                # The module would do no more than this, and most of the reading time are its calls.
                feed.next = start + 1
                cells = line.split(delimiter)
                if any(map(str.strip, cells)):
                    yield Row(start + 1, cells)
                continue
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                fault = self._fault(start, feed.next)
                feed.next = fault.resume
                yield fault.rule.at(self._place(fault.span), got=fault.got, limit=fault.limit)
            else:
                if any(map(str.strip, cells)):
                    yield Row(start + 1, cells)

    def place(self, row: Row, index: int) -> Place:
        """The place of a cell, its quotes included and the white space around it not.

        Where it is missing, the end of the last cell; of a cell of several lines, the part on the first one.
        """
        line = self.lines[row.line - 1]
        if index < len(row.cells) and self._is_simple(line):
            cells = row.cells
            text = cells[index].strip()
            column = sum(map(len, cells[:index])) + index + 1
            column += 0 if cells[index] == text else cells[index].index(text)
            return Place(self.file, row.line, column, column + len(text))
        found = _cell_on_line(self.delimiter, index).match(line)
        if found is None:
            return self._place(self._span(row, index))
        text = found[1].strip()
        column = found.start(1) + found[1].index(text) + 1
        return Place(self.file, row.line, column, column + len(text))

    def row_place(self, row: Row) -> Place:
        """The first line of the record."""
        return Place(self.file, row.line, 1, len(self.lines[row.line - 1]) + 1)

    def _is_simple(self, line: str) -> bool:
        """Whether the cells of a line are just what stands between the delimiters."""
        return (
            '"' not in line
            and f"{self.delimiter} " not in line
            and not line.startswith(" ")
            and len(line) <= csv.field_size_limit()
        )

    def _span(self, row: Row, index: int) -> Span:
        """The span of a cell that is missing, or behind one of several lines."""
        scan = Scan(self.lines, self.delimiter, len(self.lines))
        found = [span for span in islice(scan.spans(row.line - 1), index + 1) if isinstance(span, Span)]
        last = found[-1]
        return last if len(found) > index else Span(last.line, last.end, last.end)

    def _place(self, span: Span) -> Place:
        return Place(self.file, span.line + 1, span.start + 1, span.end + 1)

    def _fault(self, start: int, reached: int) -> Fault:
        """Why the csv module refused the record on the lines from `start` up to `reached`."""
        scan = Scan(self.lines, self.delimiter, reached)
        faults = (span for span in islice(scan.spans(start), MOST_CELLS) if isinstance(span, Fault))
        whole = Span(start, 0, len(self.lines[start]))
        size = sum(map(len, self.lines[start:reached]))
        return next(faults, Fault(rules.TOO_LONG, whole, reached, size, LONGEST_RECORD))


def delimiter_of(lines: Iterable[str], known: Callable[[str], bool]) -> str:
    """The delimiter that divides the first row with known names into the most of them; a comma in doubt.

    A row with one known name decides where no row has more: it may be a title.
    """
    found = [{delimiter: _known_names(line, delimiter, known) for delimiter in DELIMITERS} for line in lines]
    for enough in (2, 1):
        for counts in found:
            if max(counts.values()) >= enough:
                return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    return DELIMITERS[0]


def _known_names(line: str, delimiter: str, known: Callable[[str], bool]) -> int:
    names = line[:LONGEST_RECORD].split(delimiter)
    return sum(known(name.strip().strip('"')) for name in names) if len(names) > 1 else 0


@lru_cache(maxsize=64)
def _cell_on_line(delimiter: str, index: int) -> re.Pattern[str]:
    """What a line begins with that has `index` cells before the one it captures, none of them of several lines.

    Nothing is ever given back (`*+`, `(?>`), so that a hostile line costs no more than its length.
    """
    cell = rf'(?>"[^"]*+(?:""[^"]*+)*+"|[^"{delimiter}][^{delimiter}]*+|)'
    return re.compile(rf"(?> *+{cell}{delimiter}){{{index}}} *+({cell})(?={delimiter}|\Z)")


class _Feed:
    """Hands lines to the csv module, can be set back to any of them, and bounds what one record may take."""

    def __init__(self, lines: Sequence[str]) -> None:
        """`next` is the index of the line that comes next."""
        self.next = 0
        self._lines = lines
        self._left = 0

    def begin(self) -> int:
        """The index of the line that the next record starts on."""
        self._left = LONGEST_RECORD
        return self.next

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self.next >= len(self._lines):
            raise StopIteration
        line = self._lines[self.next]
        self.next += 1
        self._left -= len(line)
        if self._left < 0:
            raise csv.Error("the record is too long")
        return line + "\n"
