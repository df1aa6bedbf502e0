"""Where the cells of one CSV record stand, and what makes it unreadable.

By the rules of the standard `csv` module as planck uses it: strict, spaces before a cell skipped.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planck.load.source.excerpt import excerpt
from planck.load.table import table_rules as rules
from planck.model import Rule

_SPACES = re.compile(" *")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of one line, from `start` up to `end`; line and columns count from 0."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
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


@dataclass(frozen=True, slots=True)
class Scan:
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
