"""Figures to columns: a fast door for clean tables in long form, and the row reader for all others.

The row reader is the truth. The fast door takes a table only when that reader would find nothing to say about it; it
refuses at the first thing that is out of the ordinary, and the table is then read row by row.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from planck.load.cells.dates import parse_date
from planck.load.cells.number import LONGEST, MISSING
from planck.load.cells.period import parse_period
from planck.load.cells.status_words import parse_status
from planck.load.source.files import Document
from planck.load.table.aside import SUMS, WHOLES
from planck.load.table.cells import LONGEST_RECORD
from planck.load.table.columnar import Codes, Columns, Floats, T, coded, columns_of, vintage_of
from planck.load.table.columns import REQUIRED, Column, column_of, folded, is_yearly
from planck.load.table.conventions import USUAL, Conventions
from planck.load.table.figures import MOST_FRUITLESS, Source, load_figures
from planck.model import FigureStatus, Finding, Period, PeriodKind

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
