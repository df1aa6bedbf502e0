"""Columns of texts to figures: the same figures that the row reader makes, without a row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from planck.arrow import only, to_numpy
from planck.load.cells.flags import parse_status
from planck.load.cells.number import LONGEST, MISSING
from planck.load.cells.period import parse_date, parse_period
from planck.load.table.cells import Row, Table
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
        period, status, day = (_of_rows(column, sound) for column in (period, status, day))
        value, names = value[sound], {kind: _of_rows(name, sound) for kind, name in names.items()}
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
    odd |= _where(unit, lambda name: name[:1].isdigit())
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


def _of_rows(column: Coded[Any], rows: Rows) -> Coded[Any]:
    """The column of some rows, without the names that are in none of them."""
    taken = column.take(rows)
    used = np.zeros(len(taken.names), dtype=np.bool_)
    used[taken.codes] = True
    if used.all():
        return taken
    numbers = np.cumsum(used, dtype=np.int32) - 1
    return Coded(
        numbers[taken.codes], tuple(name for name, there in zip(taken.names, used.tolist(), strict=True) if there)
    )


def _where(column: Coded[Any], holds: Callable[[Any], bool]) -> Bools:
    """The rows of whose name something holds."""
    each = np.array([holds(name) for name in column.names] or [False], dtype=np.bool_)
    return each[column.codes] if each.any() else np.zeros(len(column), dtype=np.bool_)


def _coded(cells: "pa.Array") -> Coded[str]:
    codes = to_numpy(cells.indices).astype(np.int32, copy=False)
    return Coded(codes, tuple(cells.dictionary.to_pylist()))


def _offsets(cells: "pa.Array") -> tuple[Codes, "np.ndarray[tuple[int], np.dtype[np.uint8]]"]:
    """Where the texts of a column begin and end in its bytes, and the bytes."""
    _, offsets, data = cells.buffers()
    begin = np.frombuffer(offsets, dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
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
