"""What stands above a table and holds for all of it: its unit, its period, the one indicator that it is about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planck.load.cells.period import parse_period
from planck.load.cells.units import is_unit
from planck.load.source.excerpt import excerpt
from planck.load.table.columns import Column
from planck.load.table.grid import Row
from planck.load.table.labels import label_of
from planck.model import Text

_UNIT = re.compile(r"(?:计量)?单\s*位\s*[:：]\s*([^\s()（）,，、;；]+)\s*[)）]?\s*$")
_UNIT_ALONE = re.compile(r"\s*[(（]?(?:计量)?单\s*位\s*[:：].*")
_NUMBERING = re.compile(r"^(?:附?表|续表)\s*[0-9一二三四五六七八九十]*(?:[-.][0-9]+)*\s*[:：、.]?\s*")
_YEARS = re.compile(r"^[0-9]{4}年?\s*(?:-|–|—|~|至)+\s*[0-9]{4}年?(?:度|间)?\s*")
_EVERY_REGION = re.compile(r"^(?:全[省市区县])?(?:各|分)(?:区县?|县区?|县市区|地区|市|省)[(（]?[县市区]*[)）]?的?\s*")
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})\s*年度?(?![0-9])")


class Taken(NamedTuple):
    """What a cell above the table says for every row below."""

    column: Column
    text: str
    row: Row
    at: int


MOST_LISTED = 5


def filled(row: Row) -> list[str]:
    """The cells of a row that say something."""
    return [cell.strip() for cell in row.cells if cell.strip()]


def listed(rows: Sequence[Row]) -> Text:
    """Rows that are set aside by their numbers and what they say, the first few of them."""
    said = [(row.line, excerpt(" ".join(filled(row)))) for row in rows[:MOST_LISTED]]
    more = " …" if len(rows) > MOST_LISTED else ""
    return Text(
        zh="、".join(f"第 {line} 行“{text}”" for line, text in said) + more,
        en=", ".join(f"row {line} '{text}'" for line, text in said) + more,
    )


def candidates(above: Sequence[Row], defaults: Mapping[Column, str]) -> Iterator[tuple[Taken, ...]]:
    """What may be taken from the rows above, from what is stated outright to what a title may mean.

    Rather than reading meaning into a title a table is read by its own columns, so that comes first.
    """
    unit = _unit(above)
    period, indicator = _period(above), _indicator(above)
    yield unit
    if period and Column.PERIOD not in defaults:
        yield (*unit, *period)
    if indicator and Column.INDICATOR not in defaults:
        yield (*indicator, *unit[: 2 - len(indicator)])
        yield (*indicator, *unit[: 2 - len(indicator)], *period)


def _cells(above: Sequence[Row]) -> Iterator[tuple[Row, int, str]]:
    """The cells above the table, those nearest to it first."""
    for row in reversed(above):
        for index, cell in enumerate(row.cells):
            if cell.strip():
                yield row, index, cell.strip()


def _unit(above: Sequence[Row]) -> tuple[Taken, ...]:
    for row, index, cell in _cells(above):
        found = _UNIT.search(cell)
        if found and is_unit(found[1]):
            return (Taken(Column.UNIT, found[1], row, index),)
    return ()


def _period(above: Sequence[Row]) -> tuple[Taken, ...]:
    """The one year that the rows above name."""
    found = {years[0]: (row, index) for row, index, cell in _cells(above) if (years := _YEAR.findall(cell))}
    several = sum(len(_YEAR.findall(cell)) for _, _, cell in _cells(above)) > len(found)
    if len(found) != 1 or several:
        return ()
    ((year, (row, index)),) = found.items()
    return (Taken(Column.PERIOD, year, row, index),) if parse_period(year) else ()


def _indicator(above: Sequence[Row]) -> tuple[Taken, ...]:
    """What is left of the nearest title without its number, its years and its regions; and the unit behind it."""
    for row, index, cell in _cells(above):
        if _UNIT_ALONE.fullmatch(cell) or len(filled(row)) > 2:
            continue
        name = _EVERY_REGION.sub("", _YEARS.sub("", _NUMBERING.sub("", cell)))
        name = _EVERY_REGION.sub("", _YEAR.sub("", name, count=1)).strip()
        if name:
            label = label_of(name)
            unit = (Taken(Column.UNIT, label.unit, row, index),) if label.unit else ()
            return (Taken(Column.INDICATOR, label.name or name, row, index), *unit)
    return ()
