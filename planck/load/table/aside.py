"""Rows of a table that are no figures: footnotes, totals, section headings, repeated headers."""

import re
from enum import Enum
from functools import lru_cache

from planck.load.table.columns import Column, folded
from planck.load.table.grid import Row
from planck.load.table.layout import Layout
from planck.model import Text


class Aside(Enum):
    """Why a row is no figure; the value is what messages call it."""

    FOOTNOTE = Text(zh="脚注", en="footnotes")
    TOTAL = Text(zh="合计", en="totals")
    HEADING = Text(zh="小标题", en="section headings")
    HEADER = Text(zh="重复的表头", en="repeated headers")


SUMS = frozenset(("合计", "总计", "小计", "总和", "total", "subtotal", "grandtotal"))
# Sums only beside other regions of the same table: a table may be about such a place alone, and so may a plan.
WHOLES = frozenset(("全市", "全省", "全区", "全县", "全国", "全州", "全旗"))

_FOOTNOTE = re.compile(
    r"[(（\[【*※]?\s*(?:注|附注|备注|说明|注释|资料来源|数据来源|来源|sources?|notes?)\s*[0-9０-９一二三四五六七八九十]*\s*[)）\]】]?\s*[:：.．]",
    re.IGNORECASE,
)


def is_footnote(row: Row) -> bool:
    """Whether the first thing that a row says is that it is a note or a source."""
    first = next(filter(None, map(str.strip, row.cells)), "")
    return _FOOTNOTE.match(first[:40]) is not None


@lru_cache(maxsize=65536)
def is_total(region: str, indicator: str) -> bool:
    """Whether a row names itself a sum, by its region or its indicator."""
    return folded(region) in SUMS or folded(indicator) in SUMS


@lru_cache(maxsize=65536)
def is_whole(region: str, known: frozenset[str]) -> bool:
    """Whether a row is about the whole of a place; `known` are the regions of the plans, and none of those is one."""
    return (place := folded(region)) in WHOLES and place not in known


def aside(row: Row, layout: Layout, *, below: bool) -> Aside | None:
    """Why a row is no figure by its form; None when it may be one. `below`: a footnote stands above it."""
    filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
    if is_footnote(row) or (below and filled == [0]):
        return Aside.FOOTNOTE
    if row.cells[filled[0]].strip() == layout.labels[0].text and _repeats(row, layout):
        return Aside.HEADER
    keys = {layout.keys.get(Column.INDICATOR), layout.keys.get(Column.REGION), layout.keys.get(Column.INVENTORY)}
    if not layout.is_long and len(layout.labels) > 2 and len(filled) == 1 and filled[0] in keys:
        return Aside.HEADING
    return None


def _repeats(row: Row, layout: Layout) -> bool:
    """Whether a row says again what the header says, as the top of a printed page does."""
    return [cell.strip() for cell in row.cells if cell.strip()] == [name for name in layout.names if name]
