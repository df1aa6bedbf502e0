"""The figures of two states in one table, so that what differs is found without looking at each figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import field

from planck.assess.select import key
from planck.changes.names import Naming, SeriesKey
from planck.model import Figure, Period
from planck.model.table import Bools, Coded, Codes, Figures, Rows, distinct
from planck.record import Record

# The present name of every file of the old side for which it can be told.
Files = Mapping[str, str]


class Both(Record, eq=False):
    """Both tables, the old rows first, and of every row the number of its series and of its slot (series and period).

    Names that stand for one thing have one number. `views` are the figures that were asked for, each made once.
    """

    table: Figures
    old_rows: int
    region: Coded[str]
    indicator: Coded[str]
    series: Rows
    slot: Rows
    views: dict[int, Figure] = field(default_factory=dict)

    @property
    def is_new(self) -> Bools:
        """Which rows are of the new state."""
        return np.arange(len(self.table)) >= self.old_rows

    @property
    def valued(self) -> Bools:
        """Which rows have a value."""
        return ~np.isnan(self.table.value)

    def periods_only(self, *, new: bool) -> tuple[Period, ...]:
        """The periods that only one side has figures of, rising."""
        period, valued = self.table.period, self.valued
        codes = [set(distinct(period.codes[valued & (self.is_new == side)])) for side in (new, not new)]
        return tuple(sorted(period.names[code] for code in codes[0] - codes[1]))

    def figure(self, row: int) -> Figure:
        """The figure of a row; asked for again it is the same object."""
        if row not in self.views:
            self.views[row] = self.table[row]
        return self.views[row]

    def key_of(self, series: int) -> SeriesKey:
        """The keys of region and indicator of a series."""
        region, indicator = divmod(series, len(self.indicator.names))
        return self.region.names[region], self.indicator.names[indicator]


def both(old: Figures, new: Figures, naming: Naming) -> Both:
    """The two tables as one; `naming` says which names are of one thing."""
    table = Figures.joined([old, new])
    region, indicator = table.region.renamed(naming.region), table.indicator.renamed(naming.indicator)
    series = region.codes.astype(np.int64) * max(len(indicator.names), 1) + indicator.codes
    return Both(
        table=table,
        old_rows=len(old),
        region=region,
        indicator=indicator,
        series=series,
        slot=series * max(len(table.period.names), 1) + table.period.codes,
    )


def numbered(*columns: Rows | Codes) -> Rows:
    """One number for each different combination of the columns' numbers."""
    together = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        _, low = np.unique(column, return_inverse=True)
        _, together = np.unique(together * (int(low.max(initial=0)) + 1) + low, return_inverse=True)
    return together


def moving(of: Both, files: Files) -> Bools:
    """The rows of every slot that does not say the same on both sides."""
    table, is_new = of.table, of.is_new
    value = np.where(of.valued, table.value, 0.0).view(np.int64)
    said = numbered(
        of.slot,
        value + of.valued,
        table.published.codes,
        table.status.codes,
        table.source.renamed(key).codes,
        table.unit.renamed(key).codes,
        _file(of, files),
    )
    counts = [np.bincount(said[which], minlength=int(said.max(initial=0)) + 1) for which in (~is_new, is_new)]
    differs = counts[0] != counts[1]
    return np.asarray(np.isin(of.slot, np.unique(of.slot[differs[said]])))


def _file(of: Both, files: Files) -> Rows:
    """The present file of every row; one number for all where no file of the old side can be told."""
    names = of.table.file.names
    now = {name: place for place, name in enumerate(dict.fromkeys((*files.values(), *names)))}
    if not files:
        return np.zeros(len(of.table), dtype=np.int64)
    old = np.array([now[files.get(name, name)] for name in names], dtype=np.int64)[of.table.file.codes]
    own = np.array([now[name] for name in names], dtype=np.int64)[of.table.file.codes]
    return np.where(of.is_new, own, old)


@dataclass(frozen=True, slots=True, eq=False)
class SeriesOf(Mapping[SeriesKey, tuple[Figure, ...]]):
    """The figures of one side that have a value, by series and rising in time; made when they are asked for."""

    of: Both
    spans: Mapping[SeriesKey, Sequence[int]]

    def sources(self, name: SeriesKey) -> set[str]:
        """The sources of a series; none where there is no such series."""
        return {self.of.table.source[row] for row in self.spans.get(name, ())}

    def __getitem__(self, name: SeriesKey) -> tuple[Figure, ...]:
        return tuple(map(self.of.figure, self.spans[name]))

    def __iter__(self) -> Iterator[SeriesKey]:
        return iter(self.spans)

    def __len__(self) -> int:
        return len(self.spans)


def series_of(of: Both, *, new: bool) -> SeriesOf:
    """The series of one side."""
    rows = np.flatnonzero(of.valued & (of.is_new == new))
    rank = {period: place for place, period in enumerate(sorted(of.table.period.names))}
    rows = rows[np.lexsort((of.table.period.each(rank.__getitem__)[rows], of.series[rows]))]
    return SeriesOf(of, {of.key_of(series): span for series, span in spans(of.series[rows], rows)})


def spans(numbers: Rows, rows: Rows) -> Iterable[tuple[int, list[int]]]:
    """The rows of each number; rows of one number stand together."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    for part in np.split(np.arange(len(rows)), starts[1:]) if len(rows) else ():
        yield int(numbers[part[0]]), rows[part].tolist()
