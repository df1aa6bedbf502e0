"""The columns of a table of figures, and their names in Chinese and English."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


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
    Column.REGION: ("地区", "区域", "行政区", "区县", "区(县)", "县区", "region", "area", "district", "county", "city"),
    Column.INDICATOR: (
        *("指标", "指标名称", "指标项", "统计指标", "主要指标", "项目", "项目名称"),
        *("indicator", "indicator_name", "series", "item"),
    ),
    Column.PERIOD: ("时期", "年份", "时间", "年度", "统计时间", "期间", "period", "year", "date", "time"),
    Column.VALUE: ("数值", "值", "数据", "指标值", "数额", "实际值", "value", "figure", "actual"),
    Column.UNIT: ("单位", "计量单位", "unit", "units", "unit_of_measure"),
    Column.STATUS: ("状态", "数据状态", "status"),
    Column.PUBLISHED: ("发布日期", "公布日期", "发布时间", "公布时间", "published", "publication_date"),
    Column.SOURCE: ("来源", "数据来源", "资料来源", "source", "source_url"),
    Column.NOTE: ("备注", "说明", "注", "note", "notes", "remark", "remarks"),
    Column.AT: ("位置", "出处", "at"),
    Column.AS_PRINTED: ("原文数字", "as_printed"),
    Column.INVENTORY: ("序号", "编号", "inventory", "no."),
}
# Columns of periods whose name says that these are years, so that a day in them means its year.
YEARLY = frozenset(("年份", "年度", "year"))

_BETWEEN_WORDS = re.compile(r"[\s_-]+")


def folded(name: str) -> str:
    """What two spellings of one column name share."""
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFKC", name).casefold())


_COLUMNS = {folded(name): column for column, names in SYNONYMS.items() for name in names}


def column_of(name: str, others: Mapping[str, Column] | None = None) -> Column | None:
    """The column that a header cell names, by the names of the project (`others`) or its usual ones; else None.

    >>> column_of(" 数值 "), column_of("As printed").value
    (<Column.VALUE: 'value'>, 'as_printed')
    """
    word = folded(name)
    return (others or {}).get(word) or _COLUMNS.get(word)


def is_yearly(name: str) -> bool:
    """Whether a column name says that its periods are years."""
    return folded(name) in YEARLY
