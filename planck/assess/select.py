"""Which figures a plan rests on: its regions, its indicators, its units, the newest vintage known at the time."""

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, auto
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.assess.sought import (
    SAME,
    Sought,
    copied,
    cumulative,
    empty,
    misread,
    noted_otherwise,
    possible,
    ranked,
    shares,
    sought_of,
)
from planck.load.cells.number import is_event_word
from planck.load.table.names import printed_indicator, printed_region
from planck.load.yaml import decimal_text
from planck.model import Conversion, Figure, FigureStatus, Indicator, Period, Plan, Severity, short_name
from planck.model.table import Bools, Figures, Floats, Rows, distinct
from planck.pattern import pattern
from planck.record import Record
from planck.registry import rule

# Names as people type them, compared as people read them.

_CHINESE = pattern("[\u4e00-\u9fff]")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What two spellings of one name share: width, case and spaces do not tell names apart."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def indicator_names(plan: Plan) -> Mapping[str, str]:
    """The id of the indicator behind every name that a figure may use, by key; a name as tables print it comes last."""
    return _indicator_names(plan.indicators)


@lru_cache(maxsize=64)
def _indicator_names(indicators: tuple[Indicator, ...]) -> Mapping[str, str]:
    names = [(name, indicator.id) for indicator in indicators for name in names_of(indicator)]
    printed = {key(printed_indicator(name).name): id_ for name, id_ in reversed(names)}
    twice = {key(name): indicator.id for indicator in indicators for name in _in_two_languages(indicator)}
    return twice | printed | {key(name): id_ for name, id_ in names}


def _in_two_languages(indicator: Indicator) -> Iterator[str]:
    """Its names in Chinese and another language in one cell: side by side, behind a stroke or in brackets."""
    names = names_of(indicator)[1:]
    chinese = [name for name in names if _CHINESE.search(name)]
    others = [name for name in names if not _CHINESE.search(name)]
    for pair in product(chinese, others):
        for first, second in (pair, pair[::-1]):
            yield from (f"{first} {second}", f"{first}/{second}", f"{first}({second})")


def names_of(indicator: Indicator) -> tuple[str, ...]:
    """Everything an indicator is called: id, names, aliases."""
    names = (indicator.id, indicator.name.zh, indicator.name.en, *indicator.aliases)
    return tuple(name for name in names if name)


def region_names(plan: Plan) -> dict[str, str]:
    """The name of the region behind every spelling that the plan knows, by key."""
    regions = (plan.region, *(target.region for target in plan.targets))
    names = [(name, region.name) for region in regions for name in region.spellings]
    names += [(_titled(plan, region.name), region.name) for region in regions if region.name]
    short: dict[str, set[str]] = {}
    for _, region in names:
        short.setdefault(key(short_name(region)), set()).add(region)
    printed = {key(printed_region(name)): region for name, region in names}
    alone = {name: next(iter(whole)) for name, whole in short.items() if name and len(whole) == 1}
    return alone | printed | {key(name): region for name, region in names}


# The places above another, as they stand before its name: 浙江省杭州市拱墅区.
_PLACES_ABOVE = pattern("[\u4e00-\u9fff]{1,30}(?:省|市|州|盟|地区|自治区)")


def _titled(plan: Plan, region: str) -> str:
    """A region with the places above it, as the title of the plan begins with it; else the region alone.

    Many cities have a 鼓楼区, so that nothing but the plan says which one it is about.
    """
    above, found, _ = plan.title.zh.partition(region)
    return above + found if found and _PLACES_ABOVE.fullmatch(above) else region


def of_regions(figures: Figures, plans: Sequence[Plan], names: Sequence[str]) -> tuple[Figures, tuple[str, ...]]:
    """The figures of some regions, by any spelling that the plans know, and the names that neither figures nor plans
    have; a blank one is the region of an only plan.
    """
    spelled = {spelling: name for plan in plans for spelling, name in region_names(plan).items()}
    own = plans[0].region.name if len(plans) == 1 else ""

    def place(name: str) -> str:
        return key(spelled.get(key(name), name) if name else own)

    wanted = set(map(place, names))
    there = {*map(place, figures.region.names), *(key(plan.region.name) for plan in plans)}
    taken = figures.take(np.flatnonzero(figures.region.each(lambda name: place(name) in wanted)))
    return taken, tuple(name for name in names if place(name) not in there)


# Figures in the unit of their indicator: by a declared conversion, or not at all.

_LARGEST = 10**300


def converted(figure: Figure, times: Fraction, unit: str) -> Figure | None:
    """The figure in another unit; None beyond what a float holds safely."""
    assert figure.value is not None
    value = Fraction(repr(figure.value)) * times
    if abs(value) > _LARGEST:
        return None
    conversion = Conversion(figure.text, figure.unit, float(times))
    text = decimal_text(Decimal(repr(float(value))))
    return replace(figure, value=float(value), text=text, unit=unit, converted=conversion)


def scaled(values: Floats, times: Fraction) -> Floats:
    """The numbers as they are printed, multiplied exactly; infinite beyond what a float holds safely."""
    known = ~np.isnan(values)
    numbers = values[known].tolist()
    by_number = {number: _scaled(number, times) for number in set(numbers)}
    made = values.copy()
    made[known] = [by_number[number] for number in numbers]
    return made


def _scaled(value: float, times: Fraction) -> float:
    made = Fraction(repr(value)) * times
    return math.inf if abs(made) > _LARGEST else float(made)


# L040: figures were converted, for a plan or for a score.

CONVERTED_UNIT = rule("L040", "converted-unit", Severity.NOTE)


# What a figure is sought for, and why one does not count.

SeriesKey = tuple[str, str]


class Why(IntEnum):
    """Why a row does not count, in the order in which it is asked.

    share: nobody says whether it is one or in per cent. cumulative: it is counted since the start and would be added up
    once more. empty: a 0 that stands for no figure. ranked: the rank of what is none, or the value of what is one.
    """

    COUNTS = 0
    ELSEWHERE = auto()
    UNMATCHED = auto()
    WRONG_UNIT = auto()
    UNKNOWN = auto()
    UNPUBLISHED = auto()
    OUTDATED = auto()
    REPEATED = auto()
    CONFLICT = auto()
    SHARE = auto()
    CUMULATIVE = auto()
    IMPOSSIBLE = auto()
    MISREAD = auto()
    COPIED = auto()
    EMPTY = auto()
    RANKED = auto()


# The checks that say of figures why they cannot be used though they are there.
REFUSED = {
    Why.WRONG_UNIT: "L003",
    Why.CONFLICT: "L001",
    Why.SHARE: "L042",
    Why.CUMULATIVE: "L044",
    Why.IMPOSSIBLE: "L007",
    Why.MISREAD: "L045",
    Why.COPIED: "L046",
    Why.EMPTY: "L047",
    Why.RANKED: "L048",
}


class Selection(Record, kw_only=False, eq=False, dict=True):
    """The rows of a table as one plan or model sees them: every row counts, or there is one reason why it does not.

    Of every row: why, its place in `places` and in `sought` (-1: none), its value in the unit sought and what it was
    multiplied by for that, and the number of its slot, which only one figure can fill. rows: those that count, by
    indicator, region and time. peers: figures elsewhere, sorted out as if the plan were about every region.
    """

    table: Figures
    places: tuple[str, ...]
    sought: tuple[Sought, ...]
    why: Rows
    region: Rows
    indicator: Rows
    value: Floats
    times: Floats
    slot: Rows
    rows: Rows
    peers: "Selection | None" = None
    views: dict[int, Figure] = field(default_factory=dict)
    numbered: dict[tuple[str, ...], Rows] = field(default_factory=dict)

    def figure(self, row: int) -> Figure:
        """The figure of a row in the unit sought; asked for again it is the same object."""
        if row not in self.views:
            self.views[row] = self._figure(row)
        return self.views[row]

    def _figure(self, row: int) -> Figure:
        figure = self.table[row]
        if self.times[row] == 1 or figure.value is None:
            return figure
        sought = self.sought[self.indicator[row]]
        times = sought.times(figure.unit)
        return figure if times is None else converted(figure, times, sought.unit) or figure

    def text(self, row: int) -> str:
        """The number of a row as it is printed in the unit sought."""
        return self.table.text[row] if self.times[row] == 1 else self.figure(row).text

    def conversion(self, row: int) -> Conversion | None:
        """How the number of a row came into the unit sought; None where it was in it."""
        return self.table.converted[row] if self.times[row] == 1 else self.figure(row).converted

    def number(self, indicator: str) -> int:
        """The place of an indicator among those sought, -1 where it is none of them."""
        return next((place for place, sought in enumerate(self.sought) if sought.id == indicator), -1)

    def of(self, indicator: str) -> Rows:
        """The rows of an indicator that count, by region and time."""
        number = self.number(indicator)
        first, last = np.searchsorted(self._ordered, (number, number + 1))
        return self.rows[first:last]

    @cached_property
    def _ordered(self) -> Rows:
        return self.indicator[self.rows]

    def rows_outdated(self, indicator: str) -> Rows:
        """The rows of an indicator that were revised."""
        return np.asarray(self._revised[self.indicator[self._revised] == self.number(indicator)])

    @cached_property
    def _revised(self) -> Rows:
        return np.flatnonzero(self.why == Why.OUTDATED)

    def aside(self, why: Why) -> Figures:
        """The figures that do not count for one reason, as they were read."""
        return self.table.take(np.flatnonzero(self.why == why))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All the figures that count, series by series."""
        return tuple(figure for figures in self.series.values() for figure in figures)

    @cached_property
    def series(self) -> "SeriesOf":
        """The figures that count, by region and indicator id, rising in time."""
        return SeriesOf.of(self)

    def where(self, holds: Bools) -> "Iterator[tuple[str, str, Figure]]":
        """The figures that count of the rows for which something holds, with their region and indicator id."""
        for row in self.rows[holds[self.rows]].tolist():
            yield self.places[self.region[row]], self.sought[self.indicator[row]].id, self.figure(row)

    def each(self, of: Callable[[Sought], bool]) -> Bools:
        """Whether something holds of the indicator that a row is of."""
        return np.array([*map(of, self.sought), False], dtype=np.bool_)[self.indicator]

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that have any figure that counts, sorted."""
        return tuple(self.places[place] for place in distinct(self.region[self.rows]))

    def numbers_of(self, regions: tuple[str, ...]) -> Rows:
        """For every place its number among `regions`; -1 where it is none of them."""
        if regions not in self.numbered:
            numbers = {name: number for number, name in enumerate(regions)}
            self.numbered[regions] = np.array([numbers.get(place, -1) for place in self.places], dtype=np.int64)
        return self.numbered[regions]

    @property
    def conflicts(self) -> tuple[tuple[Figure, ...], ...]:
        """Figures of one vintage that contradict each other; none of them counts."""
        groups: dict[int, list[Figure]] = {}
        for row in np.flatnonzero(self.why == Why.CONFLICT).tolist():
            groups.setdefault(int(self.slot[row]), []).append(self.figure(row))
        return tuple(map(tuple, groups.values()))

    def series_aside(self, why: Why) -> tuple[Figures, ...]:
        """The figures that do not count for one reason, series by series."""
        rows = np.flatnonzero(self.why == why)
        series = self.indicator[rows] * len(self.places) + self.region[rows]
        return tuple(self.table.take(rows[series == one]) for one in distinct(series))

    def views_aside(self, why: Why) -> tuple[Figure, ...]:
        """The figures that do not count for one reason, in the unit sought."""
        return tuple(map(self.figure, np.flatnonzero(self.why == why).tolist()))

    def newest(self, *, scenarios: bool = True) -> Period | None:
        """The period that ends last among the figures that count, the longest of those that end together."""
        rows, table = self.rows, self.table
        if not scenarios:
            rows = rows[table.status.each(lambda status: status is not FigureStatus.ASSUMED)[rows] == 1]
        periods = (table.period.names[code] for code in distinct(table.period.codes[rows]))
        return max(periods, key=lambda period: (period.end, -period.start.toordinal()), default=None)


@dataclass(frozen=True, slots=True, eq=False)
class SeriesOf(Mapping[SeriesKey, tuple[Figure, ...]]):
    """The series of a selection by region and indicator id, their figures made when asked for."""

    selection: Selection
    spans: Mapping[SeriesKey, tuple[int, int]]

    @classmethod
    def of(cls, selection: Selection) -> "SeriesOf":
        """The series that have any figure, by the names of region and indicator."""
        rows = selection.rows
        together = selection.indicator[rows] * len(selection.places) + selection.region[rows]
        starts = np.flatnonzero(np.diff(together, prepend=-1)) if len(rows) else rows
        stops = [*starts[1:].tolist(), len(rows)]
        spans = {
            (selection.places[selection.region[rows[start]]], selection.sought[selection.indicator[rows[start]]].id): (
                start,
                stop,
            )
            for start, stop in zip(starts.tolist(), stops, strict=False)
        }
        return cls(selection, dict(sorted(spans.items())))

    def __getitem__(self, name: SeriesKey) -> tuple[Figure, ...]:
        start, stop = self.spans[name]
        return tuple(map(self.selection.figure, self.selection.rows[start:stop].tolist()))

    def __iter__(self) -> Iterator[SeriesKey]:
        return iter(self.spans)

    def __len__(self) -> int:
        return len(self.spans)


# Sorting out: once for a plan and for a score.


def select(plan: Plan, figures: Figures | Iterable[Figure], as_of: Period | None) -> Selection:
    """The figures sorted out for `plan`. `as_of` None: everything in the files is known."""
    table = Figures.of(figures)
    spelled, ids = region_names(plan), indicator_names(plan)
    # A single target may be for every region of a plan that is not.
    if any(region.every for region in (plan.region, *(target.region for target in plan.targets))):
        for name in sorted(filter(None, table.region.names)):
            spelled.setdefault(key(name), name)
    numbers = {indicator.id: number for number, indicator in enumerate(plan.indicators)}
    return sorted_out(
        table,
        # An unnamed region is the plan's own.
        [spelled.get(key(name)) if name else plan.region.name for name in table.region.names],
        [numbers[ids[key(name)]] if key(name) in ids else -1 for name in table.indicator.names],
        tuple(sought_of(indicator, plan) for indicator in plan.indicators),
        as_of.end if as_of else None,
    )


def sorted_out(
    table: Figures,
    regions: Sequence[str | None],
    indicators: Sequence[int],
    sought: tuple[Sought, ...],
    known_by: date | None = None,
) -> Selection:
    """The rows of a table sorted out, by what its names of regions (None: elsewhere) and indicators (-1) stand for.

    Names are looked up once each, never once a row.
    """
    places = tuple(sorted({name for name in regions if name is not None}))
    numbers: dict[str | None, int] = {name: number for number, name in enumerate(places)}
    region = np.array([numbers.get(name, -1) for name in regions], dtype=np.int64)[table.region.codes]
    indicator = np.array([*indicators], dtype=np.int64)[table.indicator.codes]
    value, times, wrong = _in_units(table, indicator, sought)
    why = np.where(np.isnan(value), Why.UNPUBLISHED, Why.COUNTS)
    if known_by:
        why[table.known > known_by.toordinal()] = Why.UNKNOWN
    why[shares(table, region, indicator, value, sought)] = Why.SHARE
    why[cumulative(table, region, indicator, sought) & (why == Why.COUNTS)] = Why.CUMULATIVE
    why[ranked(table, region, indicator, sought) & (why == Why.COUNTS)] = Why.RANKED
    why[noted_otherwise(table, indicator, sought) & (why == Why.COUNTS)] = Why.COPIED
    why[wrong] = Why.WRONG_UNIT
    why[indicator < 0] = Why.UNMATCHED
    why[region < 0] = Why.ELSEWHERE
    slot = (region * len(sought) + indicator) * len(table.period.names) + _of_period(table, indicator, sought)
    rows = _that_count(table, why, slot, (region, indicator), (value, times), sought)
    starts = table.period.each(lambda period: period.start.toordinal())
    rows = rows[np.lexsort((rows, starts[rows], table.ends[rows], region[rows], indicator[rows]))]
    return Selection(table, places, sought, why, region, indicator, value, times, slot, rows)


def _that_count(
    table: Figures,
    why: Rows,
    slot: Rows,
    names: tuple[Rows, Rows],
    numbers: tuple[Floats, Floats],
    sought: Sequence[Sought],
) -> Rows:
    """The newest row of every slot, without series of which a figure cannot be, and goals; `why` learns of these.

    names: region and indicator of every row. numbers: its value, and what it was multiplied by.
    """
    (region, indicator), (value, times) = names, numbers
    series = slot // len(table.period.names)
    rows = _newest(table, why, slot, value)
    for doubt, odd in (
        (Why.IMPOSSIBLE, rows[~possible(value[rows], indicator[rows], sought)]),
        (Why.MISREAD, misread(table, rows, region, indicator, value, times, sought)),
    ):
        why[(why == Why.COUNTS) & np.isin(series, series[odd])] = doubt
    rows = rows[why[rows] == Why.COUNTS]
    why[empty(table, rows, series, indicator, value, sought)] = Why.EMPTY
    rows = rows[why[rows] == Why.COUNTS]
    why[copied(table, rows, series, indicator, value, sought)] = Why.COPIED
    return np.asarray(rows[why[rows] == Why.COUNTS])


def _of_period(table: Figures, indicator: Rows, sought: Sequence[Sought]) -> Rows:
    """A number for the period of each row; levels of periods that end together share one."""
    ends: dict[date, int] = {}
    shared = [ends.setdefault(period.end, place) for place, period in enumerate(table.period.names)]
    level = np.array([*(one.level for one in sought), False])[indicator]
    return np.where(level, np.array(shared, dtype=np.int64)[table.period.codes], table.period.codes)


def _in_units(table: Figures, indicator: Rows, sought: Sequence[Sought]) -> tuple[Floats, Floats, Bools]:
    """Values in the units sought, what they were multiplied by, and which rows cannot be in one."""
    wrong = _event_words(table, indicator, sought)
    units = len(table.unit.names)
    pair = np.where(indicator < 0, -1, indicator * units + table.unit.codes)
    factors = {
        number: sought[number // units].times(table.unit.names[number % units])
        for number in distinct(pair)
        if number >= 0
    }
    odd = sorted(number for number, by in factors.items() if by != SAME)
    value, times = table.value.copy() if odd else table.value, np.ones(len(table))
    order = np.argsort(pair, kind="stable") if odd else np.empty(0, dtype=np.int64)
    for number in odd:
        first, last = np.searchsorted(pair[order], (number, number + 1)).tolist()
        rows, by = order[first:last], factors[number]
        if by is None:
            wrong[rows] = True
            continue
        value[rows] = scaled(value[rows], by)
        times[rows] = float(by)
        wrong[rows] |= np.isinf(value[rows])
    return value, times, wrong


def _event_words(table: Figures, indicator: Rows, sought: Sequence[Sought]) -> Bools:
    """Where a word such as 完成 stands for a number of something that is no event."""
    event = np.array([*(one.event for one in sought), True])[indicator]
    wrong = np.zeros(len(table), dtype=np.bool_)
    for row in np.flatnonzero(~event & ((table.value == 0) | (table.value == 1))).tolist():
        wrong[row] = is_event_word(table.text[row])
    return wrong


def _newest(table: Figures, why: Rows, slot: Rows, value: Floats) -> Rows:
    """The rows that count: of every slot the first of the newest vintage. `why` learns why the others do not."""
    counted = np.flatnonzero(why == Why.COUNTS)
    vintage = table.vintage
    order = counted[np.lexsort((vintage[counted], slot[counted]))]
    if not len(order):
        return order
    starts = np.diff(slot[order], prepend=-1) != 0
    group = np.cumsum(starts) - 1
    last = np.append(np.flatnonzero(starts)[1:], len(order)) - 1
    newest = vintage[order] == vintage[order[last]][group]
    first = newest & (starts | ~np.concatenate([[False], newest[:-1]]))
    chosen = order[first]
    torn = np.zeros(len(last), dtype=np.bool_)
    torn[group[newest & (value[order] != value[chosen][group])]] = True
    why[order[~newest]] = Why.OUTDATED
    why[order[newest & ~first]] = Why.REPEATED
    why[order[newest & torn[group]]] = Why.CONFLICT
    return np.asarray(chosen[~torn])
