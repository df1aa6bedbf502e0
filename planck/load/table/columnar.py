"""Figures as columns: rows of one length, with codes in the place of names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planck.model import Figure, FigureStatus, Period

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
