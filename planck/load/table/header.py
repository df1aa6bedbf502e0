"""Column names in Chinese and English, and the columns that a header row gives."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from planck.load.source.excerpt import excerpt
from planck.load.source.gathered import Gathered
from planck.load.source.nearest import nearest
from planck.load.table import table_rules as rules
from planck.load.table.cells import Row, Table
from planck.model import Argument, Finding, Place, Rule, Text


class Column(StrEnum):
    """What a column of a table of figures holds, in the order that planck writes them."""

    REGION = "region"
    INDICATOR = "indicator"
    PERIOD = "period"
    VALUE = "value"
    UNIT = "unit"
    STATUS = "status"
    PUBLISHED = "published"
    SOURCE = "source"
    NOTE = "note"
    AT = "at"
    AS_PRINTED = "as_printed"
    INVENTORY = "inventory"  # the running number of a list: read past


REQUIRED = (Column.INDICATOR, Column.PERIOD, Column.VALUE)

# Case, spaces, hyphens and underscores do not count. The first Chinese name is the one that messages use.
SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.REGION: ("地区", "区域", "行政区", "region", "area", "district"),
    Column.INDICATOR: ("指标", "指标名称", "indicator", "indicator_name"),
    Column.PERIOD: ("时期", "年份", "时间", "年度", "period", "year"),
    Column.VALUE: ("数值", "值", "数据", "value"),
    Column.UNIT: ("单位", "计量单位", "unit"),
    Column.STATUS: ("状态", "数据状态", "status"),
    Column.PUBLISHED: ("发布日期", "公布日期", "published", "publication_date"),
    Column.SOURCE: ("来源", "数据来源", "source", "source_url"),
    Column.NOTE: ("备注", "说明", "note", "notes"),
    Column.AT: ("位置", "出处", "at"),
    Column.AS_PRINTED: ("原文数字", "as_printed"),
    Column.INVENTORY: ("序号", "inventory"),
}

_BETWEEN_WORDS = re.compile(r"[\s_-]+")


def _folded(name: str) -> str:
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFKC", name).casefold())


_COLUMNS = {_folded(name): column for column, names in SYNONYMS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Header:
    """Which cell of a row is which column, and the names of all cells as typed."""

    positions: Mapping[Column, int]
    names: tuple[str, ...]


def column_of(name: str) -> Column | None:
    """The column that a header cell names, None when it is no known name.

    >>> column_of(" 数值 "), column_of("As printed").value
    (<Column.VALUE: 'value'>, 'as_printed')
    """
    return _COLUMNS.get(_folded(name))


def read_header(table: Table, row: Row, gathered: Gathered) -> Header | None:
    """The columns that the header row names, None when one that every table needs is missing."""
    names = _without_blank_end(row.cells)
    columns = [column_of(name) for name in names]
    positions: dict[Column, int] = {}
    for index, (name, column) in enumerate(zip(names, columns, strict=True)):
        rule = _complaint(name, column, column in positions)
        if rule and gathered.wants(rule.severity):
            gathered.keep(replace(rule.at(table.place(row, index)), arguments=_arguments(name, column)))
        if column:
            positions.setdefault(column, index)
    missing = [column for column in REQUIRED if column not in positions]
    for column in missing:
        if gathered.wants(rules.MISSING_COLUMN.severity):
            gathered.keep(_missing(column, table.row_place(row)))
    return None if missing else Header(positions, names)


def _without_blank_end(cells: list[str]) -> tuple[str, ...]:
    """The names; spreadsheets leave delimiters without a cell behind them."""
    names = [cell.strip() for cell in cells]
    while not names[-1]:
        names.pop()
    return tuple(names)


def _complaint(name: str, column: Column | None, repeated: bool) -> Rule | None:
    if not name:
        return rules.UNNAMED_COLUMN
    if column is None:
        return rules.UNKNOWN_COLUMN
    return rules.REPEATED_COLUMN if repeated else None


def _arguments(name: str, column: Column | None) -> dict[str, Argument]:
    if column:
        return {"got": excerpt(name), "wanted": _usual_name(column)}
    close = nearest(name, (synonym for names in SYNONYMS.values() for synonym in names))
    hint = Text(zh=f"是不是“{close}”？", en=f" Did you mean '{close}'?") if close else Text()
    return {"got": excerpt(name), "hint": hint}


def _missing(column: Column, place: Place) -> Finding:
    names = SYNONYMS[column]
    listed = Text(zh="、".join(names), en=", ".join(names))
    return rules.MISSING_COLUMN.at(place, wanted=_usual_name(column), got="", names=listed)


def _usual_name(column: Column) -> Text:
    return Text(zh=SYNONYMS[column][0], en=column.value)
