"""The columns of a table of indicators: what each holds by its header, of which year, in which unit."""

import re
from collections.abc import Sequence
from enum import Enum

from msgspec.structs import replace

from planck.draft.amounts import UNIT
from planck.draft.english_amounts import UNIT as UNIT_EN
from planck.draft.periods import PLAN_YEARS, Calendar, five_years, part_of_year, span_in
from planck.draft.statement import Spot, Years, year
from planck.pattern import pattern
from planck.provenance.text import fold
from planck.record import Record


class Cell(Record, kw_only=False):
    """A cell as it is printed, and where it stands."""

    text: str
    spot: Spot


Row = Sequence[Cell]


class Holds(Enum):
    """What a column holds."""

    INDEX = 1
    CATEGORY = 2
    NAME = 3
    UNIT = 4
    NATURE = 5
    NOTE = 6
    ACTUAL = 7
    GOAL = 8
    PACE = 9
    CHANGE = 10
    UNKNOWN = 11
    YEAR = 12


class Column(Record, kw_only=False):
    """A column by its header: what it holds, of which year or part of it, in which unit.

    `yearly`: it is of one year, and the column of the year before holds the same.
    """

    holds: Holds
    years: Years | None = None
    unit: str = ""
    part: str = ""
    yearly: bool = False


# By what stands in a header, the first that fits.
_HEADERS: tuple[tuple[re.Pattern[str], Holds], ...] = (
    (pattern("^(?:序号|编号|号|no\\.?|#)$"), Holds.INDEX),
    (pattern("^(?:base(?:line)? )?year$|^(?:基准|基期|数据)?年份?$"), Holds.YEAR),
    (pattern("备注|说明|责任|牵头|负责|部门|主管|来源|note|comment|remark|source|responsib|owner"), Holds.NOTE),
    (pattern("单位$|^unit"), Holds.UNIT),
    (pattern("属性|性质|指标类型|目标类型|^类型|nature"), Holds.NATURE),
    (pattern("类别|分类|领域|方面|维度|一级指标|category|theme"), Holds.CATEGORY),
    (pattern("(?:比|较)上年|同比|^增长|±|增减|完成率|进度"), Holds.CHANGE),
    (pattern("年均|累计|average|cumulative"), Holds.PACE),
    (pattern("增速|增幅"), Holds.CHANGE),
    (pattern("基期|基数|基准|现状|实际|完成|执行|实绩|预计|actual|baseline|estimate"), Holds.ACTUAL),
    (
        pattern(
            "目标值|规划值|(?:年|年度|规划|预期|计划|建议|发展)(?:的)?目标|年规划|年预期|年计划|^目标|target|goal|milestone"
        ),
        Holds.GOAL,
    ),
    (pattern("指标|名称|项目|indicator|name"), Holds.NAME),
)
_HEADER_YEAR = pattern("(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9.])")
_IS_DONE = pattern("实际|完成(?!率|时)|执行|实绩|actual")
_TIMES = pattern("^(?:年份|年度|时间|年|year)$")
_IN_BRACKETS = pattern(r"\(([^()]*)\)$")
UNIT_LIKE = pattern(rf"(?:{UNIT_EN}|[十百千]?[万亿]{{0,2}}{UNIT}|[^0-9]{{0,8}}/[^0-9]{{0,8}}|%|‰|[十百千]?[万亿]+)")
_STARRED = pattern(
    r"\*\s?(?:are|is)\s(?:for|of)\s((?:19|20)[0-9]{2})|[*＊](?:号)?的?(?:指标)?(?:为|是|表示)((?:19|20)[0-9]{2})年"
)


class Context(Record):
    """What stands around a table: its titles and notes, and what the document is of."""

    known: Calendar
    titles: str = ""
    notes: str = ""
    ahead: bool = True
    scope_years: Years | None = None
    republican: bool = False
    unit: str = ""

    @property
    def plan(self) -> Years | None:
        """The years of the plan that the table is of."""
        return span_in(self.titles) or next(iter(five_years(self.titles)), None) or self.known.plan or self._wide

    @property
    def _wide(self) -> Years | None:
        years = self.scope_years
        return years if years and years.first < years.last else None

    @property
    def starred_year(self) -> int | None:
        """The year of the numbers with an asterisk."""
        found = _STARRED.search(self.notes)
        return int(found[1] or found[2]) if found else None


# The header.


def runs_down(header: Sequence[str]) -> bool:
    """Whether a header has years below it and indicators beside it."""
    folded_header = [fold(text) for text in header]
    named = any(held_by(text) is Holds.NAME and "(" not in text for text in folded_header)
    return bool(header) and bool(_TIMES.match(folded_header[0])) and not named


def upright(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the indicators down the side; those of a table with years down the side are turned."""
    start = next((index for index, row in enumerate(rows) if runs_down([cell.text for cell in row])), None)
    if start is None:
        return rows
    body = [row for row in rows[start:] if len(row) == len(rows[start])]
    turned = [list(column) for column in zip(*body, strict=True)]
    corner = replace(turned[0][0], text="指标")
    return [*rows[:start], [corner, *turned[0][1:]], *turned[1:]]


def is_header(row: Row) -> bool:
    """Whether a row says what columns hold: it names one for indicators, and has no number."""
    kinds = [held_by(text) for text in _with_a_name([fold(cell.text) for cell in row]) if text]
    named = Holds.NAME in kinds or Holds.CATEGORY in kinds
    return named and len(kinds) > 1 and not any(map(_is_number, row))


def _is_number(cell: Cell) -> bool:
    text = fold(cell.text)
    return bool(re.fullmatch(r"[<>≥≤]?-?[0-9.,]+[%*]?", text)) and not _HEADER_YEAR.fullmatch(text)


def held_by(text: str) -> Holds | None:
    """What a column holds by its header; None where that does not say."""
    return next((holds for words, holds in _HEADERS if words.search(text)), None)


_TASKS = pattern("^(?:主要|重点|工作|目标)*任务$")


def _with_a_name(header: Sequence[str]) -> list[str]:
    """The header; where no column is one of names, that of tasks is."""
    if any(held_by(text) is Holds.NAME for text in header):
        return list(header)
    return ["名称" if _TASKS.fullmatch(text) else text for text in header]


def header_of(rows: Sequence[Row]) -> tuple[list[str], int]:
    """The header of each column, put together from its rows, and how many rows it has."""
    top = [fold(cell.text) for cell in rows[0]]
    second = rows[1] if len(rows) > 1 else ()
    blank_name = bool(second) and all(fold(cell.text) in ("", top[0]) for cell in second[:1])
    years = [cell for cell in second if _HEADER_YEAR.search(fold(cell.text))]
    # 一级指标 and 二级指标 below 指标.
    levels = is_header(second) and Holds.CATEGORY in [held_by(fold(cell.text)) for cell in second]
    below_it = (blank_name and years) or levels
    if not (below_it and len(second) == len(top) and not any(map(_is_number, second))):
        return top, 1
    filled, last = [], ""
    for text in top:
        last = text or last
        filled.append(last)
    below = [fold(cell.text) for cell in second]
    return [
        above if above == under else (above if not under and text else "" if not text and not under else above) + under
        for above, under, text in zip(filled, below, top, strict=True)
    ], 2


def columns_of(header: Sequence[str], context: Context) -> list[Column]:
    """The columns by their headers, each with what its header leaves to the reader."""
    found = [_column(text) for text in _with_a_name(header)]
    names = [index for index, column in enumerate(found) if column.holds is Holds.NAME]
    for index in names[1:]:
        found[index] = Column(Holds.UNKNOWN)
    for index in range(1, len(found)):
        # Under a merged header a name has two parts.
        if not header[index] and found[index - 1].holds is Holds.NAME:
            found[index] = Column(Holds.NAME)
    dated = [
        column if column.years and _IS_DONE.search(text) else _dated(column, found, context)
        for column, text in zip(found, header, strict=True)
    ]
    goals = [
        column
        for column, text in zip(dated, header, strict=True)
        if column.holds is Holds.GOAL and _HEADER_YEAR.search(text)
    ]
    # A goal without a year beside one with a year is the title of several columns.
    over = [
        column.holds is Holds.GOAL and bool(goals) and not _HEADER_YEAR.search(text)
        for column, text in zip(dated, header, strict=True)
    ]
    said = {column.years for column in goals}
    return [
        Column(Holds.UNKNOWN) if titles else replace(column, yearly=column in goals and _year_before(column) in said)
        for titles, column in zip(over, dated, strict=True)
    ]


def _year_before(column: Column) -> Years | None:
    return year(column.years.last - 1) if column.years and column.years.first == column.years.last else None


def with_plan(header: Sequence[str], context: Context) -> Context:
    """The plan that the years of a header belong to, where nothing names one: up to a goal five years from the first.

    Five-year plans end in years that five divides.
    """
    if context.plan is not None:
        return context
    found = [_column(text) for text in header]
    dated = [column.years.last for column in found if column.years]
    goals = [column for column in found if column.holds is Holds.GOAL]
    if not dated or not goals:
        return context
    last = max(
        [column.years.last for column in goals if column.years], default=-(-max(dated) // PLAN_YEARS) * PLAN_YEARS
    )
    plan = Years(last - PLAN_YEARS + 1, last)
    known = [column.years.last for column in found if column.years and column not in goals]
    starts = min(dated) <= plan.first <= max(known, default=plan.first) + 1
    spans_it = starts and last > min(dated) + 1 and last % PLAN_YEARS == 0
    # 基数 beside 2030年目标 is of the year before the plan.
    based = any(column.holds is Holds.ACTUAL and column.years is None for column in found)
    spans_it = spans_it or (based and dated == [last] and last % PLAN_YEARS == 0)
    return replace(context, known=Calendar(context.known.current, plan)) if spans_it else context


def _column(text: str) -> Column:
    years = [int(found) for found in _HEADER_YEAR.findall(text)]
    unit = _IN_BRACKETS.search(text)
    bare = _IN_BRACKETS.sub("", text)
    holds = held_by(text if bare == "" else bare) or (None if not unit else held_by(unit[1]))
    if holds is None or (holds is Holds.NAME and years):
        holds = Holds.NOTE if text and not years else Holds.UNKNOWN
    when = year(years[-1]) if years and span_in(text) is None else span_in(text)
    return Column(holds, when, unit[1] if unit and UNIT_LIKE.fullmatch(unit[1]) else "", part_of_year(fold(text)))


def _dated(column: Column, columns: Sequence[Column], context: Context) -> Column:
    """The column with what its header leaves to the reader: which of bare years are goals, and whose a goal is."""
    plan = context.plan
    if column.holds is Holds.UNKNOWN and column.years is not None:
        return replace(column, holds=Holds.GOAL if _lies_ahead(column.years, columns, context) else Holds.ACTUAL)
    if (
        column.holds is Holds.ACTUAL
        and column.years
        and plan
        and context.known.current == plan.first <= column.years.last
    ):
        return replace(column, holds=Holds.GOAL)
    if column.part and column.years is None:
        # Of which year a part is says the table alone, and not its plan.
        own = context.scope_years
        return replace(column, years=own) if own and own.first == own.last else replace(column, holds=Holds.CHANGE)
    if column.holds is Holds.ACTUAL and column.years is None:
        return replace(column, years=year(plan.first - 1) if plan else context.scope_years)
    if column.holds is Holds.GOAL and column.years is None:
        return replace(column, years=year(plan.last) if plan else context.scope_years)
    return column


def _lies_ahead(years: Years, columns: Sequence[Column], context: Context) -> bool:
    if any(column.holds is Holds.GOAL for column in columns):
        return _in_a_plan_of_each_year(years, columns, context)
    plan, current = context.plan, context.known.current
    if plan:
        # After the plan is over its last year has been, too.
        return years.last >= (plan.first if current in (None, plan.first) else max(plan.last, current))
    return context.ahead and current is not None and not context.known.published and years.last >= current


def _in_a_plan_of_each_year(years: Years, columns: Sequence[Column], context: Context) -> bool:
    """Whether a bare year is one of all those from a base before a plan to its goal: Baseline 2022, 2023 to 2026."""
    plan = context.plan
    if plan is None or context.known.current != plan.first or not plan.first <= years.first < plan.last:
        return False
    dated = {column.years.last: column.holds for column in columns if column.years}
    based = any(holds is Holds.ACTUAL for last, holds in dated.items() if last < plan.first)
    return based and all(each in dated for each in range(plan.first, plan.last + 1))
