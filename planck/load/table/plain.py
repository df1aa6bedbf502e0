"""Tables in plain long form, read column by column: what the row reader would have nothing to say about."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from planck.load.cells.flags import parse_status
from planck.load.cells.habits import MOST_DAYS, are_years
from planck.load.cells.number import LONGEST, MISSING, is_missing
from planck.load.cells.period import parse_date, parse_period
from planck.load.files import Document
from planck.load.table.cells import LONGEST_RECORD, Row, Table
from planck.load.table.header import Column
from planck.load.table.layout import FOOTNOTE, SUMS, Layout
from planck.load.table.names import printed_indicator, printed_region
from planck.load.table.vocabulary import WHOLES, folded
from planck.model import FigureStatus, PeriodKind
from planck.model.table import Coded, Codes, Figures, Floats, Texts
from planck.pattern import pattern

# Rows that are read together: large enough to be quick, small enough to take little memory.
ROWS = 50_000
# Digits, a sign and a point: what the row reader and `float` read alike, but for a point at the end.
_PLAIN = pattern(r"[0-9.\n+-]*")
_POINT_LAST = pattern(r"\.(?:\n|\Z)")


def _indicator(text: str) -> str:
    """The name that a cell says; one with more than a name in it stays, for the row reader to take apart."""
    named = printed_indicator(text.strip())
    return text.strip() if named.unit or named.running else named.name


Positions = Mapping[Column, int]
_NAMES = (Column.REGION, Column.INDICATOR, Column.UNIT, Column.SOURCE, Column.NOTE, Column.AT, Column.AS_PRINTED)

_AS_NAMED: Mapping[Column, Callable[[str], str]] = {Column.REGION: printed_region, Column.INDICATOR: _indicator}


def plain_figures(document: Document, layout: Layout) -> Figures | None:
    """The figures of a table in plain long form; None for any other table."""
    lines = document.input.lines
    if not layout.is_plain or len(lines) < 2 or "\0" in document.text or max(map(len, lines)) > LONGEST_RECORD:
        return None
    positions = {**layout.keys, Column.VALUE: layout.slots[0].index}
    parts: list[Figures] = []
    bare = not any(odd in document.text for odd in ('"', ", ", "\n ", "\r "))
    for start in range(1, len(lines), ROWS):
        some = lines[start : start + ROWS]
        columns = _columns(some, len(layout.labels), bare=bare)
        part = _Part(document, positions, start, columns, bare=bare).figures() if columns else None
        if part is None:
            return None
        parts.append(part)
    figures = Figures.joined(parts)
    days = (figures.period[row].label for row in range(min(MOST_DAYS, len(figures))))
    return figures if _ordinary(figures, yearly=layout.yearly or are_years(days)) else None


def _columns(lines: Sequence[str], width: int, *, bare: bool) -> Sequence[Sequence[str]]:
    """The cells of lines, column by column; none where a line has more or fewer than `width`.

    bare: there are no quotes and no spaces before a cell, so that every comma is between two cells.
    """
    if bare:
        even = {line.count(",") for line in lines} == {width - 1} and "" not in lines
        if not even or max(map(len, lines)) > csv.field_size_limit():
            return ()
        cells = ",".join(lines).split(",")
        return [cells[at::width] for at in range(width)]
    try:
        rows = list(csv.reader(lines, skipinitialspace=True, strict=True))
    except csv.Error:
        return ()
    same = len(rows) == len(lines) and set(map(len, rows)) == {width}
    return list(zip(*rows, strict=True)) if same else ()


def _ordinary(figures: Figures, *, yearly: bool) -> bool:
    """Whether the row reader would take every row as it stands: a sum, a note or a day for a year is for it to see."""
    missing = np.isnan(figures.value)
    names = (*figures.region.names, *figures.indicator.names)
    early = figures.published.each(lambda day: day.toordinal() if day else date.max.toordinal()) < figures.ends
    final = figures.status.each(lambda status: status is FigureStatus.FINAL) == 1
    return not (
        missing.all()
        or (missing.any() and any(FOOTNOTE.match(name) for name in (*names, *figures.unit.names)))
        or any(folded(name) in SUMS | WHOLES for name in names)
        # A blank among names of regions may mean one of two things.
        or (len(figures.region.names) > 1 and not all(figures.region.names))
        or not all(figures.indicator.names)
        or any(named.unit or named.running for named in map(printed_indicator, names))
        # A unit that begins with a digit may be the rest of a number that was cut at its comma.
        or any(name[:1].isdigit() or is_missing(name) for name in figures.unit.names)
        or (yearly and any(period.kind is PeriodKind.DAY for period in figures.period.names))
        or (early & final).any()
    )


class _Part:
    """Some rows below one another, each with one cell for each column of the header."""

    def __init__(
        self, document: Document, positions: Positions, start: int, columns: Sequence[Sequence[str]], *, bare: bool
    ) -> None:
        self._document, self._positions, self._start, self._columns = document, positions, start, columns
        self._bare = bare
        self._read: dict[int, Coded[str]] = {}

    def figures(self) -> Figures | None:
        """The figures of the rows; None when a cell takes a closer look."""
        texts = self._columns[self._positions[Column.VALUE]]
        period = self._coded(Column.PERIOD).renamed(lambda text: parse_period(text.strip()))
        status = self._coded(Column.STATUS).renamed(lambda text: parse_status(text.strip()))
        # A cell that is no day is told from a blank one: the latter is False.
        day = self._coded(Column.PUBLISHED).renamed(lambda text: parse_date(text.strip()) if text.strip() else False)
        if any(None in column.names for column in (period, status, day)) or (value := _numbers(texts)) is None:
            return None
        count = len(texts)
        trimmed = list(map(str.strip, texts))
        lengths = _lengths(trimmed)
        column, end = self._columns_of_value(texts, trimmed, lengths)
        names = {name.value: self._coded(name).renamed(_AS_NAMED.get(name, str.strip)) for name in _NAMES}
        return Figures(
            **names,
            period=period,
            value=value,
            text=Texts.cut("".join(trimmed), lengths),
            status=status,
            published=day.renamed(lambda known: known or None),
            converted=Coded.same(None, count),
            file=Coded.same(self._document.input.file, count),
            line=np.arange(self._start + 1, self._start + 1 + count, dtype=np.int32),
            column=column,
            end=end,
            cell=Coded.same("", count),
        )

    def _coded(self, column: Column) -> Coded[str]:
        """A column, blank where the table has none."""
        at = self._positions.get(column)
        return Coded.same("", len(self._columns[0])) if at is None else self._cells(at)

    def _cells(self, at: int) -> Coded[str]:
        """The cells of a column of the table, counted once."""
        if at not in self._read:
            self._read[at] = Coded.of(self._columns[at])
        return self._read[at]

    def _columns_of_value(self, texts: Sequence[str], trimmed: Sequence[str], lengths: Codes) -> tuple[Codes, Codes]:
        """Where the number of each row begins and ends in its line."""
        at = self._positions[Column.VALUE]
        column = np.full(len(texts), at + 1, dtype=np.int32)
        for before in range(at):
            column += self._cells(before).each(len).astype(np.int32)
        if texts != trimmed:
            column += np.fromiter(map(_indent, texts, trimmed), dtype=np.int32, count=len(texts))
        end = column + lengths
        table = Table(self._document.input.file, self._document.input.lines, ",")
        for row in self._shifted():
            place = table.place(Row(self._start + row + 1, [cells[row] for cells in self._columns]), at)
            column[row], end[row] = place.column, place.end
        return column, end

    def _shifted(self) -> Iterator[int]:
        """The rows in which a cell, in quotes or with a space in front, does not stand just between the delimiters."""
        lines = () if self._bare else self._document.input.lines[self._start : self._start + len(self._columns[0])]
        return (row for row, line in enumerate(lines) if '"' in line or ", " in line or line.startswith(" "))


def _lengths(texts: Sequence[str]) -> Codes:
    return np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))


def _indent(text: str, trimmed: str) -> int:
    return text.index(trimmed)


def _numbers(texts: Sequence[str]) -> Floats | None:
    """The numbers, NaN for cells that say that there is none; None when one may be read in another way."""
    if max(map(len, texts)) > LONGEST:
        return None
    together = "\n".join(texts)
    given: Sequence[str] = texts
    if not _PLAIN.fullmatch(together) or "\n\n" in f"\n{together}\n":
        missing = [text.strip().casefold() in MISSING for text in texts]
        together = "\n".join(text for text, none in zip(texts, missing, strict=True) if not none)
        given = ["nan" if none else text for text, none in zip(texts, missing, strict=True)]
    if not _PLAIN.fullmatch(together) or _POINT_LAST.search(together):
        return None
    try:
        return np.array(given, dtype=np.float64)
    except ValueError:
        return None
