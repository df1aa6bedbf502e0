"""Figures as columns: rows of one length, with codes in the place of names."""

import csv
import gc
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planck.load.cells.number import LONGEST, MISSING
from planck.load.cells.period import parse_date, parse_period, parse_status
from planck.load.source.files import Document
from planck.load.table.cells import LONGEST_RECORD
from planck.load.table.figures import MOST_FRUITLESS, SUMS, WHOLES, Source, load_figures
from planck.load.table.header import REQUIRED, USUAL, Column, Conventions, column_of, folded, is_yearly
from planck.model import Figure, FigureStatus, Finding, Period, PeriodKind

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Rows of figures in columns of one length. The codes are places in the tuples beside them.

    value: NaN where the cell says that there is none. vintage: larger is newer, as the newest publication counts and
    a scenario never stands before one. place: file and line of a row. factor: what a value was multiplied by to be in
    the unit that is wanted, None where all are as they were read; the texts stay as typed.
    """

    region: Codes
    regions: tuple[str, ...]
    indicator: Codes
    indicators: tuple[str, ...]
    period: Codes
    periods: tuple[Period, ...]
    unit: Codes
    units: tuple[str, ...]
    status: Codes
    statuses: tuple[FigureStatus, ...]
    vintage: Codes
    value: Floats
    texts: Sequence[str]
    line: Codes
    file: Codes
    files: tuple[str, ...]
    factor: Floats | None = None

    def __len__(self) -> int:
        return len(self.value)


def columns_of(figures: Sequence[Figure]) -> Columns:
    """The columns of figures that were read row by row."""
    period, periods = coded([figure.period for figure in figures])
    status, statuses = coded([figure.status for figure in figures])
    region, regions = coded([figure.region for figure in figures])
    indicator, indicators = coded([figure.indicator for figure in figures])
    unit, units = coded([figure.unit for figure in figures])
    file, files = coded([figure.place.file for figure in figures])
    return Columns(
        region=region,
        regions=regions,
        indicator=indicator,
        indicators=indicators,
        period=period,
        periods=periods,
        unit=unit,
        units=units,
        status=status,
        statuses=statuses,
        vintage=np.array([vintage_of(one.status, one.published, one.period) for one in figures], dtype=np.int64),
        value=np.array([np.nan if one.value is None else one.value for one in figures], dtype=np.float64),
        texts=[figure.text for figure in figures],
        line=np.array([figure.place.line for figure in figures], dtype=np.int64),
        file=file,
        files=files,
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """The columns of several tables, one below the other."""
    if len(parts) == 1:
        return parts[0]

    def recoded(
        codes: Callable[[Columns], Codes], names: Callable[[Columns], tuple[T, ...]]
    ) -> tuple[Codes, tuple[T, ...]]:
        known = dict.fromkeys(chain.from_iterable(names(part) for part in parts))
        number = {name: index for index, name in enumerate(known)}
        maps = [np.array([number[name] for name in names(part)], dtype=np.int64) for part in parts]
        found = [new[codes(part)] if len(part) else codes(part) for part, new in zip(parts, maps, strict=True)]
        return np.concatenate([np.empty(0, dtype=np.int64), *found]), tuple(known)

    region, regions = recoded(lambda one: one.region, lambda one: one.regions)
    indicator, indicators = recoded(lambda one: one.indicator, lambda one: one.indicators)
    period, periods = recoded(lambda one: one.period, lambda one: one.periods)
    unit, units = recoded(lambda one: one.unit, lambda one: one.units)
    status, statuses = recoded(lambda one: one.status, lambda one: one.statuses)
    file, files = recoded(lambda one: one.file, lambda one: one.files)
    integers, floats = np.empty(0, dtype=np.int64), np.empty(0)
    return Columns(
        region=region,
        regions=regions,
        indicator=indicator,
        indicators=indicators,
        period=period,
        periods=periods,
        unit=unit,
        units=units,
        status=status,
        statuses=statuses,
        vintage=np.concatenate([integers, *(part.vintage for part in parts)]),
        value=np.concatenate([floats, *(part.value for part in parts)]),
        texts=list(chain.from_iterable(part.texts for part in parts)),
        line=np.concatenate([integers, *(part.line for part in parts)]),
        file=file,
        files=files,
    )


def vintage_of(status: FigureStatus, published: date | None, period: Period) -> int:
    """Later is newer; a scenario never stands before a publication, and of one day the firmer figure counts."""
    published_at_all = 0 if status is FigureStatus.ASSUMED else 1
    return (published_at_all * 10_000_000 + (published or period.end).toordinal()) * 10 + status.firmness


def coded(values: Sequence[T]) -> tuple[Codes, tuple[T, ...]]:
    """The place of each value among the different ones, and those."""
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return np.fromiter(map(number.__getitem__, values), dtype=np.int64, count=len(values)), tuple(number)


# Figures to columns: a fast door for clean tables in long form, and the row reader for all others.

Positions = Mapping[Column, int]

_USED = (Column.REGION, Column.INDICATOR, Column.PERIOD, Column.VALUE, Column.UNIT, Column.STATUS, Column.PUBLISHED)
_FEW = 1_000_000
# Digits, a sign and a point: what the row reader and `float` read alike, but for a point at the end.
_PLAIN = re.compile(r"[0-9.\n+-]*")
_POINT_LAST = re.compile(r"\.(?:\n|\Z)")


def load_columns(table: Document | Source, conventions: Conventions = USUAL) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns of a table, and everything that is wrong with it."""
    # Names and defaults of a project are for the row reader.
    usual = isinstance(table, Document) and not (conventions.columns or conventions.defaults)
    fast = clean_columns(table) if usual and isinstance(table, Document) else None
    if fast is not None:
        return fast, ()
    figures, findings = load_figures(table, conventions)
    return columns_of(figures), findings


def clean_columns(document: Document) -> Columns | None:
    """The columns of a table that the row reader would have nothing to say about; None for any other table."""
    opened = _opened(document)
    if opened is None:
        return None
    positions, rows, yearly = opened
    if set(map(len, rows)) != {len(positions)} or len(rows) != len(document.input.lines) - 1:
        return None
    cells = _cells(positions, rows)
    value = _numbers(cells[Column.VALUE])
    if value is None or (len(rows) > MOST_FRUITLESS and np.isnan(value).all()):
        return None
    region, regions = _names(cells[Column.REGION])
    indicator, indicators = _names(cells[Column.INDICATOR])
    unit, units = _names(cells[Column.UNIT])
    dated = _dated(cells)
    if dated and yearly and any(period.kind is PeriodKind.DAY for period in dated.periods):
        return None
    # Rows that name themselves a sum are for the row reader to set aside.
    if any(folded(name) in SUMS | WHOLES for name in (*regions, *indicators)):
        return None
    # A unit that begins with a digit may be the rest of a number that was cut at its comma.
    if dated is None or not all(indicators) or any(name[:1].isdigit() for name in units):
        return None
    return Columns(
        region=region,
        regions=regions,
        indicator=indicator,
        indicators=indicators,
        period=dated.period,
        periods=dated.periods,
        unit=unit,
        units=units,
        status=dated.status,
        statuses=dated.statuses,
        vintage=dated.vintage,
        value=value,
        texts=cells[Column.VALUE],
        line=np.arange(2, len(rows) + 2, dtype=np.int64),
        file=np.zeros(len(rows), dtype=np.int64),
        files=(document.input.file,),
    )


def _cells(positions: Positions, rows: Sequence[Sequence[str]]) -> Mapping[Column, Sequence[str]]:
    """The cells of each column that counts here, blank ones where the table has no such column."""
    turned = list(zip(*rows, strict=True))
    blank = ("",) * len(rows)
    return {column: turned[positions[column]] if column in positions else blank for column in _USED}


def _opened(document: Document) -> tuple[Positions, list[list[str]], bool] | None:
    """Where each column stands, the rows below, and whether the periods are called years.

    None where anything about them is out of the ordinary.
    """
    lines = document.input.lines
    if len(lines) < 2 or max(map(len, lines)) > LONGEST_RECORD or "\0" in document.text:
        return None
    try:
        first, *rows = csv.reader(lines, skipinitialspace=True, strict=True)
    except csv.Error:
        return None
    columns = [column_of(name.strip()) for name in first]
    positions = {column: place for place, column in enumerate(columns) if column}
    if len(positions) != len(columns) or not set(REQUIRED) <= set(positions):
        return None
    return positions, rows, is_yearly(first[positions[Column.PERIOD]])


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """Periods, statuses and vintages of rows."""

    period: Codes
    periods: tuple[Period, ...]
    status: Codes
    statuses: tuple[FigureStatus, ...]
    vintage: Codes


def _dated(cells: Mapping[Column, Sequence[str]]) -> _Dated | None:
    """None when a cell means nothing, or a final figure was published before its period ended."""
    period = _meanings(cells[Column.PERIOD], parse_period)
    status = _meanings(cells[Column.STATUS], parse_status)
    # No day is the first of all days, so that it is a meaning like any other.
    day = _meanings(cells[Column.PUBLISHED], lambda text: parse_date(text) if text else date.min)
    if period is None or status is None or day is None:
        return None
    (periods, when), (statuses, firm), (days, known) = period, status, day
    together = (when * len(statuses) + firm) * len(days) + known
    # Counting is far quicker than sorting as long as the combinations are few.
    few = len(periods) * len(statuses) * len(days) <= _FEW
    present = np.flatnonzero(np.bincount(together)) if few else np.unique(together)
    ages = np.zeros(len(present), dtype=np.int64)
    for place, key in enumerate(present.tolist()):
        rest, third = divmod(key, len(days))
        first, second = divmod(rest, len(statuses))
        published = days[third] if days[third] != date.min else None
        if published and published < periods[first].end and statuses[second] is FigureStatus.FINAL:
            return None
        ages[place] = vintage_of(statuses[second], published, periods[first])
    return _Dated(
        period=when,
        periods=periods,
        status=firm,
        statuses=statuses,
        vintage=ages[np.searchsorted(present, together)],
    )


def _meanings(texts: Sequence[str], read: Callable[[str], T | None]) -> tuple[tuple[T, ...], Codes] | None:
    """The different meanings of texts, and the place of each text's among them; None when one means nothing."""
    codes, names = coded(texts)
    found: dict[T, int] = {}
    new: list[int] = []
    for name in names:
        meaning = read(name.strip())
        if meaning is None:
            return None
        new.append(found.setdefault(meaning, len(found)))
    return tuple(found), np.array(new, dtype=np.int64)[codes]


def _names(texts: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """Names without the white space around them."""
    codes, names = coded(texts)
    trimmed, known = coded([name.strip() for name in names])
    return trimmed[codes], known


# Figure files to columns.


def columns_in(
    tables: Sequence[Document | Source], conventions: Conventions = USUAL
) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns of all tables, and everything that is wrong with them."""
    # A million small lists make the collector look at all of them again and again, and none is ever garbage.
    running = gc.isenabled()
    gc.disable()
    try:
        read = [load_columns(table, conventions) for table in tables]
        return joined([columns for columns, _ in read]), tuple(finding for _, said in read for finding in said)
    finally:
        if running:
            gc.enable()


def empty_columns() -> Columns:
    """No rows at all."""
    return columns_of(())
