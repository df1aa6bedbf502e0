"""Lines of a large CSV file to columns of texts, and these to the figures that the row reader makes, without a row."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from planck.arrow import only, to_numpy
from planck.load.cells.flags import parse_status
from planck.load.cells.number import LONGEST, MISSING, is_missing
from planck.load.cells.period import parse_date, parse_period
from planck.load.table.cells import LONGEST_RECORD, Row, Table
from planck.load.table.header import Column
from planck.load.table.layout import FOOTNOTE, SUMS, Layout
from planck.load.table.names import Named, printed_indicator, printed_region
from planck.load.table.vocabulary import folded
from planck.model import FigureStatus, PeriodKind
from planck.model.table import Bools, Coded, Codes, Figures, Floats, Rows, Texts
from planck.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

_NAMES = (Column.REGION, Column.INDICATOR, Column.UNIT, Column.SOURCE, Column.NOTE, Column.AT, Column.AS_PRINTED)
_PLAIN_NUMBER = r"^-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)$"
_PLAIN_BYTES = np.isin(np.arange(256), list(b"0123456789.-"))


class Columns(Record, eq=False):
    """Rows of a table by columns: `cells` of one length each, coded or as texts, and the line that each row stands on.

    shifted: rows in which a cell does not just stand between the commas. apart: lines that were not read, by number.
    text: the lines of some rows as they stand, for the row reader.
    """

    cells: Sequence[Any]
    line: Codes
    shifted: Bools
    apart: Mapping[int, str]
    text: Callable[[Rows], list[str]]


class Part(Record, eq=False):
    """Figures made of columns, and the rows, by place, of which the row reader has to tell."""

    figures: Figures
    odd: Rows


def figures_of(columns: Columns, layout: Layout, file: str) -> Part:
    """The figures of the rows that the row reader would take as they stand."""
    positions = {**layout.keys, Column.VALUE: layout.slots[0].index}
    at, count = positions[Column.VALUE], len(columns.line)

    def coded(column: Column) -> Coded[str]:
        index = positions.get(column)
        return Coded.same("", count) if index is None else _coded(columns.cells[index])

    names = {column: coded(column).renamed(str.strip) for column in _NAMES}
    value, plain = _numbers(columns.cells[at])
    period = coded(Column.PERIOD).renamed(lambda text: parse_period(text.strip()))
    status = coded(Column.STATUS).renamed(lambda text: parse_status(text.strip()))
    # A cell that is no day is told from a blank one: the latter is False.
    day = coded(Column.PUBLISHED).renamed(lambda text: parse_date(text.strip()) if text.strip() else False)
    odd = ~plain | _unlikely(names, np.isnan(value))
    for each in (period, status, day):
        odd |= _where(each, lambda name: name is None)
    if layout.yearly:
        odd |= _where(period, lambda name: name is not None and name.kind is PeriodKind.DAY)
    sound = np.flatnonzero(~odd)
    if len(sound) < count:
        period, status, day = (column.apart(sound) for column in (period, status, day))
        value, names = value[sound], {kind: name.apart(sound) for kind, name in names.items()}
    starts, end = _places(columns, at, sound, file)
    figures = Figures(
        **{kind.value: name for kind, name in names.items()},
        period=period,
        value=value,
        text=_texts(columns.cells[at], sound),
        status=status,
        published=day.renamed(lambda known: known or None),
        converted=Coded.same(None, len(sound)),
        file=Coded.same(file, len(sound)),
        line=columns.line[sound],
        column=starts,
        end=end,
        cell=Coded.same("", len(sound)),
    )
    early = _early(figures)
    if early.any():
        odd[sound[early]] = True
        figures = figures.take(np.flatnonzero(~early))
    return Part(figures=figures, odd=np.flatnonzero(odd))


def _unlikely(names: Mapping[Column, Coded[str]], missing: Bools) -> Bools:
    """Where a name says that a row may be no figure, or that its number was cut in two."""
    region, indicator, unit = (names[column] for column in (Column.REGION, Column.INDICATOR, Column.UNIT))
    odd = _where(
        indicator, lambda name: not name or folded(name) in SUMS or printed_indicator(name) != Named(name=name)
    )
    odd |= _where(region, lambda name: folded(name) in SUMS or printed_region(name) != name)
    odd |= _where(unit, lambda name: name[:1].isdigit() or is_missing(name))
    for column in (region, indicator, unit):
        odd |= missing & _where(column, lambda name: FOOTNOTE.match(name) is not None)
    return odd


def _early(figures: Figures) -> Bools:
    """Final figures that were published before their period was over."""
    if not any(figures.published.names):
        return np.zeros(len(figures), dtype=np.bool_)
    latest = date.max.toordinal()
    day = figures.published.each(lambda known: known.toordinal() if known else latest)
    return (day < figures.ends) & _where(figures.status, lambda status: status is FigureStatus.FINAL)


def _where(column: Coded[Any], holds: Callable[[Any], bool]) -> Bools:
    """The rows of whose name something holds."""
    each = np.array([holds(name) for name in column.names] or [False], dtype=np.bool_)
    return each[column.codes] if each.any() else np.zeros(len(column), dtype=np.bool_)


def _coded(cells: "pa.Array") -> Coded[str]:
    return Coded(to_numpy(cells.indices).astype(np.int32, copy=False), tuple(cells.dictionary.to_pylist()))


def _offsets(cells: "pa.Array") -> tuple[Codes, "np.ndarray[tuple[int], np.dtype[np.uint8]]"]:
    """Where the texts of a column begin and end in its bytes, and the bytes."""
    _, offsets, data = cells.buffers()
    begin = np.frombuffer(offsets, dtype=np.int32, count=cells.offset + len(cells) + 1)[cells.offset :]
    return begin, np.frombuffer(data, dtype=np.uint8) if data else np.empty(0, dtype=np.uint8)


def _numbers(cells: "pa.Array") -> tuple[Floats, Bools]:
    """The numbers, NaN where a cell says that there is none; and which cells are to be read so."""
    import pyarrow as pa
    from pyarrow import compute

    if not len(cells):
        return np.empty(0), np.ones(0, dtype=np.bool_)
    begin, data = _offsets(cells)
    sizes = np.diff(begin)
    plain = (sizes > 0) & (sizes <= LONGEST)
    other = np.flatnonzero(~_PLAIN_BYTES[data[begin[0] : begin[-1]]]) + begin[0]
    plain[np.searchsorted(begin, other, side="right") - 1] = False
    plain[plain] = data[begin[1:][plain] - 1] != ord(".")
    missing = np.zeros(len(cells), dtype=np.bool_)
    for row in np.flatnonzero(~plain & (sizes > 0)).tolist():
        missing[row] = cells[row].as_py().strip().casefold() in MISSING
    missing |= sizes == 0
    try:
        value = compute.cast(only(cells, plain), pa.float64())
    except pa.ArrowInvalid:  # such as 1-2, whose characters are all those of a number
        plain &= to_numpy(compute.match_substring_regex(cells, _PLAIN_NUMBER))
        value = compute.cast(only(cells, plain), pa.float64())
    numbers = to_numpy(value)
    return numbers, (plain & np.isfinite(numbers)) | missing


def _texts(cells: "pa.Array", rows: Rows) -> Texts:
    begin, data = _offsets(cells)
    if not len(rows):
        return Texts.of(())
    first, last = int(begin[0]), int(begin[-1])
    whole = data[first:last].tobytes()
    if not whole.isascii():
        return Texts.of([cells[row].as_py().strip() for row in rows.tolist()])
    starts, ends = (begin[:-1] - first)[rows], (begin[1:] - first)[rows]
    text = Texts(whole.decode("ascii"), starts, ends)
    # What says that there is no number may have white space around it.
    spaced = (data[first:last] <= ord(" ")).any()
    return Texts.of([text[row].strip() for row in range(len(text))]) if spaced else text


def _places(columns: Columns, at: int, rows: Rows, file: str) -> tuple[Codes, Codes]:
    """Where the number of each row begins and ends in its line."""
    column = np.full(len(rows), at + 1, dtype=np.int32)
    for cells in columns.cells[:at]:
        # A column that nobody asked for is not there, and neither is a line with cells before one another.
        column += 0 if cells is None else _lengths(cells)[rows]
    end = column + _lengths(columns.cells[at])[rows]
    moved = np.flatnonzero(columns.shifted[rows])
    for place, line, text in zip(
        moved.tolist(), columns.line[rows[moved]].tolist(), columns.text(rows[moved]), strict=True
    ):
        column[place], end[place] = _place_in(text, at, line, file)
    return column, end


def _place_in(text: str, at: int, line: int, file: str) -> tuple[int, int]:
    table = Table(file, (text,), ",")
    row = next(table.rows())
    assert isinstance(row, Row), line
    place = table.place(row, at)
    return place.column, place.end


def _lengths(cells: "pa.Array") -> Codes:
    """The characters of every cell."""
    from pyarrow import compute

    if hasattr(cells, "dictionary"):
        sizes = np.array([*map(len, cells.dictionary.to_pylist()), 0], dtype=np.int32)
        return np.asarray(sizes[to_numpy(cells.indices)])
    return np.asarray(to_numpy(compute.utf8_length(cells)), dtype=np.int32)


# Lines of a large CSV file to columns of texts, and the lines that only the row reader can tell about.

NEWLINE, QUOTE, COMMA, SPACE = b'\n", '
# Longer lines are for the reader that bounds its cells.
LONG = min(LONGEST_RECORD, 100_000)
PIECE = 1 << 20


class NotPlainError(Exception):
    """The text is one that is not read by columns: cells of several lines, other line breaks, another encoding."""


class Lines(Record, kw_only=False, eq=False):
    """Whole lines of a file, the last with its break, and the number of the first of them (from 1)."""

    data: bytes
    first: int

    @property
    def stops(self) -> Rows:
        """Where each line's break stands."""
        return np.flatnonzero(np.frombuffer(self.data, dtype=np.uint8) == NEWLINE)

    def texts(self, stops: Rows, which: Rows) -> list[str]:
        """The texts of some lines, counted from 0. Raises NotPlainError where one is no UTF-8."""
        if not len(which):
            return []
        starts = np.concatenate([[0], stops[:-1] + 1])
        try:
            return [
                self.data[start:stop].decode()
                for start, stop in zip(starts[which].tolist(), stops[which].tolist(), strict=True)
            ]
        except UnicodeDecodeError as error:
            raise NotPlainError from error


def columns_of(lines: Lines, width: int, typed: Sequence[int]) -> Columns:
    """The cells of lines by columns; `typed` are columns of mostly different texts, all others are coded.

    Raises NotPlainError for text that is not read so.
    """
    stops = lines.stops
    apart, shifted = _apart(lines.data, stops)
    data, numbers = _without(lines, stops, apart)
    table = _parsed(data, width, typed)
    if table is None or table.num_rows != len(numbers):
        apart = apart | _ragged(lines.data, stops, width)
        data, numbers = _without(lines, stops, apart)
        table = _parsed(data, width, typed)
    if table is None or table.num_rows != len(numbers):
        raise NotPlainError
    odd = np.flatnonzero(apart)
    return Columns(
        cells=[column.combine_chunks() for column in table.columns],
        line=(numbers + lines.first).astype(np.int32),
        shifted=shifted[numbers],
        apart=dict(zip((odd + lines.first).tolist(), lines.texts(stops, odd), strict=True)),
        text=lambda which: lines.texts(stops, numbers[which]),
    )


def _apart(data: bytes, stops: Rows) -> tuple[Bools, Bools]:
    """Which lines are for the row reader, and of the others those whose cells do not just stand between commas."""
    sizes = np.diff(stops, prepend=-1) - 1
    apart, shifted = sizes > LONG, np.zeros(len(stops), dtype=np.bool_)
    if b"\r" in data or b"\0" in data:
        raise NotPlainError
    array = np.frombuffer(data, dtype=np.uint8)
    if b", " in data or b"\n " in data or data[:1] == b" ":
        _mark(shifted, stops, np.flatnonzero((array == SPACE) & np.isin(_before(array), (COMMA, NEWLINE))))
    if b'"' in data:
        quotes = np.flatnonzero(array == QUOTE)
        if (np.bincount(np.searchsorted(stops, quotes)) % 2).any():
            raise NotPlainError
        beside = np.isin(_before(array)[quotes], (COMMA, NEWLINE, QUOTE))
        beside |= np.isin(np.append(array[1:], NEWLINE)[quotes], (COMMA, NEWLINE, QUOTE))
        quoted = np.zeros(len(stops), dtype=np.bool_)
        _mark(apart, stops, quotes[~beside])
        _mark(quoted, stops, quotes)
        apart |= quoted & shifted
        shifted |= quoted
    return apart, shifted


def _before(array: "np.ndarray[tuple[int], np.dtype[np.uint8]]") -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    return np.concatenate([[np.uint8(NEWLINE)], array[:-1]])


def _mark(lines: Bools, stops: Rows, positions: Rows) -> None:
    lines[np.searchsorted(stops, positions)] = True


def _without(lines: Lines, stops: Rows, apart: Bools) -> tuple[bytes, Rows]:
    """The text of the lines that stay, and which they are; blank ones stand for nothing."""
    kept = np.flatnonzero(~apart & (np.diff(stops, prepend=-1) > 1))
    if not apart.any():
        return lines.data, kept
    array = np.frombuffer(lines.data, dtype=np.uint8)
    return array[np.repeat(~apart, np.diff(stops, prepend=-1))].tobytes(), kept


def _ragged(data: bytes, stops: Rows, width: int) -> Bools:
    """The lines that have not as many cells as the header, and those of which commas alone do not tell."""
    array = np.frombuffer(data, dtype=np.uint8)
    counts = np.bincount(np.searchsorted(stops, np.flatnonzero(array == COMMA)), minlength=len(stops))
    ragged = (counts != width - 1) & (np.diff(stops, prepend=-1) > 1)
    _mark(ragged, stops, np.flatnonzero(array == QUOTE))
    return np.asarray(ragged)


def _parsed(data: bytes, width: int, typed: Sequence[int]) -> "pa.Table | None":
    """The cells as texts; None where a line has not as many as the header. Raises NotPlainError for other faults."""
    import pyarrow as pa
    from pyarrow import csv

    names = [str(number) for number in range(width)]
    kinds = {
        name: pa.string() if number in typed else pa.dictionary(pa.int32(), pa.string())
        for number, name in enumerate(names)
    }
    if not data.strip(b"\n"):
        return pa.table({name: pa.array([], type=kind) for name, kind in kinds.items()})
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(column_names=names, block_size=PIECE, use_threads=False),
            parse_options=csv.ParseOptions(newlines_in_values=False),
            convert_options=csv.ConvertOptions(column_types=kinds, strings_can_be_null=False),
            memory_pool=pa.system_memory_pool(),
        )
    except pa.ArrowInvalid as error:
        if re.search("UTF-?8", str(error)):
            raise NotPlainError from error
        return None
    return table.unify_dictionaries()
