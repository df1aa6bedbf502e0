"""The table of figures: everything that was read, in columns. A `Figure` is a view of one row, made when asked."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, chain, count
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

import numpy as np
from msgspec.structs import fields
from numpy.typing import NDArray

from planck.model.figures import Conversion, Figure, FigureStatus, Period
from planck.model.finding import Place
from planck.record import Record

Codes = NDArray[np.int32]
Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
T = TypeVar("T")


class Coded(Generic[T], Record, kw_only=False, eq=False):
    """A column of few different values: for each row the place of its value among `names`."""

    codes: Codes
    names: tuple[T, ...]

    @classmethod
    def of(cls, values: Sequence[T]) -> "Coded[T]":
        """The column of values given row by row."""
        numbers: dict[T, int] = defaultdict(count().__next__)
        codes = np.fromiter(map(numbers.__getitem__, values), dtype=np.int32, count=len(values))
        return cls(codes, tuple(numbers))

    @classmethod
    def same(cls, value: T, rows: int) -> "Coded[T]":
        """The column with one value in every row."""
        return cls(np.broadcast_to(np.zeros(1, dtype=np.int32), rows), (value,))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> T:
        return self.names[self.codes.item(row)]

    @property
    def _one(self) -> bool:
        """Whether it was made as a column of one value, which takes no memory however long it is."""
        return self.codes.strides == (0,) and len(self.names) == 1

    def each(self, number_of: Callable[[T], int]) -> Rows:
        """A number for every row, asked for once a name."""
        return np.array([number_of(name) for name in self.names] or [0], dtype=np.int64)[self.codes]

    def take(self, rows: Rows | slice) -> "Coded[T]":
        """The column of some rows; that of a slice is a view."""
        if self._one and not isinstance(rows, slice):
            return Coded.same(self.names[0], len(rows))
        return Coded(self.codes[rows], self.names)

    def apart(self, rows: Rows) -> "Coded[T]":
        """The column of some rows, without the names that are in none of them."""
        taken = self.take(rows)
        used = np.zeros(len(taken.names), dtype=np.bool_)
        used[taken.codes] = True
        if used.all():
            return taken
        numbers = np.cumsum(used, dtype=np.int32) - 1
        return Coded(
            numbers[taken.codes], tuple(name for name, there in zip(taken.names, used.tolist(), strict=True) if there)
        )

    def renamed(self, meaning: "Callable[[T], Any]") -> "Coded[Any]":
        """The column of what the names mean; names of one meaning become one."""
        other = Coded.of([meaning(name) for name in self.names])
        if self._one:
            return Coded.same(other.names[0], len(self))
        return Coded(other.codes[self.codes], other.names) if self.names else Coded(self.codes, ())

    @staticmethod
    def joined(parts: "Sequence[Coded[T]]") -> "Coded[T]":
        """Columns one below the other."""
        numbers = {name: place for place, name in enumerate(dict.fromkeys(chain.from_iterable(p.names for p in parts)))}
        if len(numbers) == 1 and all(part._one for part in parts):
            return Coded.same(next(iter(numbers)), sum(map(len, parts)))
        maps = [np.array([numbers[name] for name in part.names] or [0], dtype=np.int32) for part in parts]
        return Coded(np.concatenate([new[part.codes] for part, new in zip(parts, maps, strict=True)]), tuple(numbers))


class Texts(Record, kw_only=False, eq=False):
    """A column of texts that are mostly different: one string, and where each row's begins and ends in it."""

    whole: str
    starts: Rows | Codes
    ends: Rows | Codes

    @classmethod
    def of(cls, values: Sequence[str]) -> "Texts":
        """The column of texts given row by row."""
        return cls.cut("".join(values), np.fromiter(map(len, values), dtype=np.int64, count=len(values)))

    @classmethod
    def cut(cls, whole: str, lengths: Rows | Codes) -> "Texts":
        """The column of texts that stand in `whole` one behind the other."""
        ends = np.cumsum(lengths, dtype=np.int64)
        return cls(whole, ends - lengths, ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, row: int) -> str:
        return self.whole[self.starts[row] : self.ends[row]]

    def take(self, rows: Rows | slice) -> "Texts":
        """The column of some rows; that of a slice is a view."""
        return Texts(self.whole, self.starts[rows], self.ends[rows])

    def apart(self, rows: Rows) -> "Texts":
        """The column of some rows, without the text of all others."""
        starts, lengths = self.starts[rows], (self.ends - self.starts)[rows]
        ends = np.cumsum(lengths, dtype=np.int64)
        letters = np.frombuffer(self.whole.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kept = letters[np.arange(lengths.sum()) + np.repeat(starts - (ends - lengths), lengths)]
        return Texts(kept.tobytes().decode("utf-32-le", "surrogatepass"), ends - lengths, ends)

    @staticmethod
    def joined(parts: "Sequence[Texts]") -> "Texts":
        """Columns one below the other."""
        before = list(accumulate((len(part.whole) for part in parts), initial=0))
        shifted = list(zip(parts, before, strict=False))
        return Texts(
            "".join(part.whole for part in parts),
            np.concatenate([part.starts + shift for part, shift in shifted]),
            np.concatenate([part.ends + shift for part, shift in shifted]),
        )


class Figures(Record, eq=False):
    """Figures in columns of one length; the columns are those of `Figure`, and its place in the last five.

    value: NaN where the cell says that there is none. Numbers are kept as printed in `text`, so that their decimals
    are known.
    """

    region: Coded[str]
    indicator: Coded[str]
    period: Coded[Period]
    value: Floats
    text: Texts
    unit: Coded[str]
    status: Coded[FigureStatus]
    published: Coded[date | None]
    source: Coded[str]
    note: Coded[str]
    at: Coded[str]
    as_printed: Coded[str]
    converted: Coded[Conversion | None]
    file: Coded[str]
    line: Codes
    column: Codes
    end: Codes
    cell: Coded[str]

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> "Figures":
        """The table of figures given one by one."""
        if isinstance(figures, Figures):
            return figures
        growing = Growing()
        for figure in figures:
            growing.append(figure)
        return growing.figures()

    @classmethod
    def joined(cls, parts: "Sequence[Figures]") -> "Figures":
        """Tables one below the other."""
        filled = [part for part in parts if len(part)]
        if len(filled) < 2:
            return filled[0] if filled else _together(())
        columns: dict[str, Any] = {}
        for name in COLUMNS:
            pieces = [getattr(part, name) for part in filled]
            columns[name] = np.concatenate(pieces) if _is_array(pieces[0]) else type(pieces[0]).joined(pieces)
        return cls(**columns)

    def __len__(self) -> int:
        return len(self.value)

    @overload
    def __getitem__(self, index: int) -> Figure: ...

    @overload
    def __getitem__(self, index: slice) -> "Figures": ...

    def __getitem__(self, index: int | slice) -> "Figure | Figures":
        if isinstance(index, slice):
            return self.take(index)
        value = self.value.item(index)
        return Figure(
            **{name: column[index] for name, column in zip(_PLAIN, _plain_of(self), strict=True)},
            value=None if value != value else value,
            place=self.place(index),
        )

    def __iter__(self) -> Iterator[Figure]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Whether both hold equal figures in the same order, as a sequence of any kind."""
        if not isinstance(other, Figures | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"Figures({list(self)!r})"

    def place(self, row: int) -> Place:
        """Where the number stands."""
        line, column, end = self.line.item(row), self.column.item(row), self.end.item(row)
        return Place(self.file[row], line, column, end, self.cell[row])

    def take(self, rows: Rows | slice) -> "Figures":
        """The table of some rows, in the order given; that of a slice is a view."""
        return self._of(lambda column: column[rows] if _is_array(column) else column.take(rows))

    def apart(self, rows: Rows) -> "Figures":
        """The table of some rows, which keeps nothing of the others."""
        return self._of(lambda column: column[rows] if _is_array(column) else column.apart(rows))

    def _of(self, part: Callable[[Any], Any]) -> "Figures":
        return Figures(**{name: part(getattr(self, name)) for name in COLUMNS})

    @property
    def ends(self) -> Rows:
        """The last day of every row's period, as an ordinal."""
        return self.period.each(lambda period: period.end.toordinal())

    @property
    def known(self) -> Rows:
        """The day from which every row counts as known, as an ordinal: when it was published, else its period's end."""
        day = self.published.each(lambda published: published.toordinal() if published else 0)
        return np.where(day > 0, day, self.ends)

    @property
    def vintage(self) -> Rows:
        """Larger is newer. A scenario never stands before a publication, and of one day the firmer figure counts."""
        public = self.status.each(lambda status: 0 if status is FigureStatus.ASSUMED else _LATEST)
        return (public + self.known) * len(FigureStatus) + self.status.each(lambda status: status.firmness)


# Rows that are put into columns together.
_AT_ONCE = 4096
# Of numbers further apart than so many times their count, no list of all between is made.
_SPARSE = 8
# Later than every day.
_LATEST = date.max.toordinal() + 1
COLUMNS = tuple(field.name for field in fields(Figures))
_OF_PLACE = ("file", "line", "column", "end", "cell")
_NUMBERS = ("line", "column", "end")
# Those that go into a figure as they are, and those that are coded.
_PLAIN = tuple(name for name in COLUMNS if name not in ("value", *_OF_PLACE))
_CODED = tuple(name for name in COLUMNS if name not in ("value", "text", *_NUMBERS))
_plain_of = attrgetter(*_PLAIN)
_coded_of = attrgetter(*(f"place.{name}" if name in _OF_PLACE else name for name in _CODED))
_numbers_of = attrgetter(*(f"place.{name}" for name in _NUMBERS))


def distinct(numbers: Rows | Codes) -> list[int]:
    """The different ones among whole numbers, rising."""
    if not len(numbers):
        return []
    low = int(numbers.min())
    if (span := int(numbers.max()) - low + 1) > _SPARSE * len(numbers):
        return [int(number) for number in np.unique(numbers)]
    there = np.zeros(span, dtype=np.bool_)
    there[numbers - low] = True
    return [number + low for number in np.flatnonzero(there).tolist()]


def _is_array(column: object) -> bool:
    return isinstance(column, np.ndarray)


class Growing:
    """A table that is read row by row; figures are kept for a moment only, until their columns are made."""

    def __init__(self) -> None:
        self._parts: list[Figures] = []
        self._waiting: list[Figure] = []

    def __bool__(self) -> bool:
        return bool(self._parts or self._waiting)

    def append(self, figure: Figure) -> None:
        """Add a row."""
        self._waiting.append(figure)
        if len(self._waiting) == _AT_ONCE:
            self._parts, self._waiting = [*self._parts, _together(self._waiting)], []

    def figures(self) -> Figures:
        """The table so far."""
        return Figures.joined([*self._parts, _together(self._waiting)])


def _together(figures: Sequence[Figure]) -> Figures:
    coded = zip(*map(_coded_of, figures), strict=True) if figures else [()] * len(_CODED)
    numbers = np.array([_numbers_of(figure) for figure in figures], dtype=np.int32).reshape(-1, len(_NUMBERS))
    values = [math.nan if figure.value is None else figure.value for figure in figures]
    columns: dict[str, Any] = {name: Coded.of(values) for name, values in zip(_CODED, coded, strict=True)}
    columns |= dict(zip(_NUMBERS, numbers.T, strict=True))
    return Figures(
        value=np.array(values, dtype=np.float64), text=Texts.of([figure.text for figure in figures]), **columns
    )
