"""Lines of a large CSV file to columns of texts, and the lines that only the row reader can tell about."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from planck.load.columnar.columns import Columns
from planck.load.table.cells import LONGEST_RECORD
from planck.model.table import Bools, Rows
from planck.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

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
            read_options=csv.ReadOptions(column_names=names, block_size=PIECE),
            parse_options=csv.ParseOptions(newlines_in_values=False),
            convert_options=csv.ConvertOptions(column_types=kinds, strings_can_be_null=False),
            memory_pool=pa.system_memory_pool(),
        )
    except pa.ArrowInvalid as error:
        if re.search("UTF-?8", str(error)):
            raise NotPlainError from error
        return None
    return table.unify_dictionaries()
