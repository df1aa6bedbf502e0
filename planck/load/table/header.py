"""What the cells of a header and those above it say: kinds of columns, periods, names, units."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import field
from msgspec.structs import replace

from planck.load.cells.flags import flagged
from planck.load.cells.number import Refusal, is_unit, parse_number
from planck.load.cells.period import year_in
from planck.load.cells.printed import fiscal_year
from planck.load.cells.printed import printed_period as parse_period
from planck.load.table.declared import NOTHING, Declared
from planck.load.table.names import printed_region, unit_behind
from planck.load.table.places import is_of_level, place_in, whole_of
from planck.load.table.vocabulary import (
    ITEMS,
    WHOLES,
    Role,
    folded,
    is_description,
    is_filler,
    is_whole_group,
    qualified,
    simplified,
)
from planck.model import FigureStatus, Indicator, Measure, Period, PeriodKind, Plan, Text
from planck.pattern import pattern
from planck.record import Record

# The columns of a table of figures, and their names in Chinese and English.


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
    PART = "part"  # of the year that another column or a title says: a month, a quarter
    INVENTORY = "inventory"  # the running number of a list: read past


REQUIRED = (Column.INDICATOR, Column.PERIOD, Column.VALUE)

# What the column of numbers is called in a table of goals as well.
GOAL_NAMES = ("goal", "goals", "目标", "目标值")

# Case, spaces, hyphens and underscores do not count. The first Chinese name is the one that messages use.
SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.REGION: (
        *(
            "地区",
            "区域",
            "行政区",
            "区县",
            "区(县)",
            "县区",
            "省份",
            "城市",
            "省市",
            "县市",
            "县(市)",
            "县(区)",
            "市县",
            "市、县",
            "市、州",
            "市(州)",
            "州(市)",
            "各区县",
            "辖区",
            "县市区",
            "国家",
            "国家或地区",
        ),
        *(
            "国家和地区",
            "国别地区",
            "省",
            "市",
            "区",
            "县",
            "州",
            "地市",
            "市州",
            "设区市",
            "行政区划",
            "行政区域",
            "所在地区",
            "所在地",
            "所属地区",
        ),
        *("region", "area", "district", "county", "city", "country", "province", "state", "municipality", "prefecture"),
        *(
            "geo",
            "geography",
            "ref_area",
            "geoarea",
            "territory",
            "nation",
            "entity",
            "place",
            "country_or_area",
            "country_or_region",
        ),
        *("local_authority", "economy"),
    ),
    Column.INDICATOR: (
        *(
            "指标",
            "指标名称",
            "指标项",
            "统计指标",
            "主要指标",
            "项目",
            "项目名称",
            "指标名",
            "经济指标",
            "主要经济指标",
            "指标内容",
        ),
        *(
            "indicator",
            "indicator_name",
            "series",
            "item",
            "indicators",
            "items",
            "series_name",
            "variable",
            "main_indicators",
        ),
    ),
    Column.PERIOD: (
        *("时期", "年份", "时间", "年度", "统计时间", "期间", "资料年度", "统计年份", "统计年度", "数据年份", "年"),
        *("period", "year", "date", "time", "time_period", "years", "ref_period", "reference_period"),
    ),
    Column.VALUE: (
        "数值",
        "值",
        "数据",
        "指标值",
        "数额",
        "实际值",
        "统计值",
        "value",
        "figure",
        "actual",
        "obs_value",
        "values",
    ),
    Column.UNIT: (
        "单位",
        "计量单位",
        "数据单位",
        "unit",
        "units",
        "unit_of_measure",
        "unit_measure",
        "measurement_unit",
    ),
    Column.STATUS: ("状态", "数据状态", "status"),
    Column.PUBLISHED: ("发布日期", "公布日期", "发布时间", "公布时间", "published", "publication_date"),
    Column.SOURCE: ("来源", "数据来源", "资料来源", "source", "source_url"),
    Column.NOTE: ("备注", "说明", "注", "note", "notes", "remark", "remarks"),
    Column.AT: ("位置", "出处", "at"),
    Column.AS_PRINTED: ("原文数字", "as_printed"),
    Column.PART: ("月份", "月", "月度", "季度", "季", "month", "months", "quarter", "quarters"),
    Column.INVENTORY: ("序号", "编号", "行号", "inventory", "no."),
}
# Columns of periods whose name says that these are years, so that a day in them means its year.
YEARLY = frozenset(("年份", "年度", "year", "资料年度", "统计年份", "统计年度", "数据年份", "年", "years"))

_COLUMNS = {folded(name): column for column, names in SYNONYMS.items() for name in names}
_COLUMNS |= {
    folded(name + end): Column.REGION
    for name in SYNONYMS[Column.REGION]
    for end in ("名称", "名", "_name", "s", "_names")
}
# No name of a kind of column is as long, in two languages and with a unit, which take time by the square of the length.
_LONGEST = 100
# A name in Chinese and then, behind a space, a line or in brackets, the same in English.
_BILINGUAL = pattern(r"([^A-Za-z\n]*[\u4e00-\u9fff][^A-Za-z\n]*?)[\s/|(（]+([A-Za-z][A-Za-z ._-]*)[)）]?", re.DOTALL)
# Three levels of places or more are the name of a column of them: 区（县、市）, 省、自治区、直辖市.
_LEVEL = "(?:自治)?[省市州区县旗盟]|直辖市"
LEVELS = pattern(rf"各?(?:{_LEVEL})(?:[\s、,，/和及()（）]*(?:{_LEVEL})){{2,}}\s*[)）]?(?:名称?)?")
_CORNER = pattern(r"[\\/]")
_ACROSS = (Column.PERIOD, Column.INDICATOR, Column.REGION)
_ENGLISH_FIRST = pattern(r"([A-Za-z][A-Za-z ._-]*?)[\s/|(（]+([\u4e00-\u9fff]+)[)）]?", re.DOTALL)
_BETWEEN_LANGUAGES = pattern(r"[\s/|]+")
_WITH_UNIT = pattern(
    r"(?P<name>[^()（）/／]+)(?:[(（]\s*(?:计量)?(?:单位|units?)\s*[)）]|[/／]\s*(?:计量)?(?:单位|units?))",
    re.IGNORECASE,
)


def column_of(name: str, others: Mapping[str, Column] | None = None) -> Column | None:
    """The column that a header cell names, by the names of the project (`others`) or its usual ones; else None.

    >>> column_of(" 数值 "), column_of("As printed").value, column_of("指标 Indicator").value, column_of("數值").value
    (<Column.VALUE: 'value'>, 'as_printed', 'indicator', 'value')
    """
    word = folded(name)
    known = (others or {}).get(word) or _COLUMNS.get(word)
    return known or (_other_form(name) if len(name) <= _LONGEST else None)


@lru_cache(maxsize=4096)
def _other_form(name: str) -> Column | None:
    """The column of a name in traditional characters, in two languages, or with the word for a unit behind it."""
    text = name.strip()
    if found := _COLUMNS.get(simplified(text)):
        return found
    if LEVELS.fullmatch(simplified(text)):
        return Column.REGION
    if unit := _WITH_UNIT.fullmatch(text):
        column = _COLUMNS.get(simplified(unit["name"]))
        return column if column in (Column.INDICATOR, Column.VALUE) else None
    # In a corner what stands down and what stands across: 地区\年份.
    down, *across = _CORNER.split(text)
    if len(across) == 1 and _COLUMNS.get(simplified(across[0])) in _ACROSS:
        return _COLUMNS.get(simplified(down))
    if two := _BILINGUAL.fullmatch(text) or _ENGLISH_FIRST.fullmatch(text):
        one, other = (_COLUMNS.get(simplified(part)) for part in two.groups())
        return one if one is other else None
    return None


def is_yearly(name: str) -> bool:
    """Whether a column name says that its periods are years."""
    return simplified(name) in YEARLY


# What the header says above one column: the column's kind, a period, a name, a unit, in one cell or in several.

_UNIT_ALONE_IN_CELL = pattern(r"[(（\[]?\s*(?:单位\s*[:：]\s*)?(?P<unit>[^()（）\[\]]+?)\s*[)）\]]?")
_PERIOD_INSIDE = pattern(
    r"(?<![0-9])[12０-９][0-9０-９]{3}\s*(?:年度?)?(?:上半年|下半年|第?[一二三四]季度|前[二三]季度|[0-9]{1,2}月?(?:(?:-|–|—{1,2}|~|～|至)[0-9]{1,2})?月)?(?:年?末|年?底)?(?![0-9])"
)
_YEAR_BEFORE = pattern(
    r"(?P<period>[0-9０-９]{4}年(?:上半年|下半年|[一二三四]季度|[0-9]{1,2}月)?)(?P<name>[^0-9末底度全].*)", re.DOTALL
)
_YEAR_THEN = pattern(
    r"(?P<period>[12][0-9]{3})(?:\s*[(（]\s*(?P<inside>[^()（）0-9][^()（）]*?)\s*[)）]|\s+(?P<name>[^\W\d_].*))",
    re.DOTALL,
)
_COMPARED = pattern(
    r"[0-9]{4}年?[比较相]+(?:[0-9]{4}|上)年?(?:同期)?[^0-9]{0,8}|[0-9]{4}\s?(?:vs\.?|to|on)\s?[0-9]{4}\s?(?:change|growth|%)"
)
_YEAR_AT_ONCE = pattern(r"(?P<period>(?:19|20)[0-9]{2})(?P<name>[\u4e00-\u9fff].*)", re.DOTALL)
_YEAR_BEHIND = pattern(
    r"(?P<name>.*[^\W\d_][)）%]?)(?:[\s_,，-]+|[\s_]*[(（]\s*)(?P<period>[12][0-9]{3}年?)\s*[)）]?|"
    r"(?P<before>.*[^\W\d_][)）%]?)\s*(?P<year>[12][0-9]{3}年)|"
    r"(?P<chinese>.*[\u4e00-\u9fff])(?P<number>(?:19|20)[0-9]{2})",
    re.DOTALL,
)
# A name, or the part of a year, that stands in brackets behind it or before it.
_ENCLOSED = pattern(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]")
# A column kind above a period or a name is a heading for both: 年份 over 2021 and 2022, 指标 over two names.
_HEADINGS = frozenset((Column.REGION, Column.INDICATOR, Column.PERIOD, Column.VALUE))


class Head(Record):
    """What stands above a column. `name` is an indicator or a region, which `of` tells where the header does.

    `inner`: of a name of several cells, the lowest one.
    `running`: the numbers are summed up since the year began.
    `role` and `status`: what words beside a year make of the numbers, such as goals, growth, or expected ones.
    """

    text: str = ""
    column: Column | None = None
    period: Period | None = None
    name: str = ""
    inner: str = ""
    of: Column | None = None
    unit: str = ""
    day: str = ""
    role: Role | None = None
    status: FigureStatus = FigureStatus.UNSTATED
    running: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text

    @property
    def is_aside(self) -> bool:
        """Whether the numbers below are something else than figures: goals, growth, those of the year before."""
        return self.role not in (None, Role.LEVEL)


def label_of(text: str, columns: Mapping[str, Column] | None = None) -> Head:
    """What one header cell says.

    >>> label_of("数值（家）").column.value, label_of("2021年").period.label, label_of("研发经费(亿元)").unit
    ('value', '2021', '亿元')
    >>> label_of("2025年目标").role.value, label_of("2023年（预计数）").status.value
    ('goal', 'estimated')
    """
    text = text.strip()
    found = _meaning(text, columns)
    name, unit = unit_behind(text) if found.name else ("", "")
    if unit:
        inside = _meaning(name, columns)
        if inside.column in (None, Column.VALUE, Column.INDICATOR):
            return replace(inside, text=text, unit=unit)
    return found


def _meaning(text: str, columns: Mapping[str, Column] | None) -> Head:
    if column := column_of(text, columns) if text else None:
        return Head(text=text, column=column)
    period = parse_period(text) if text else None
    if period:
        year = year_in(text) if period.kind is PeriodKind.DAY else None
        return Head(text=text, period=year or period, day=text if year else "")
    forms = (_fiscal, _in_part, _twice, _with_words, _flagged, _noted, _with_year)
    return next((head for form in forms if (head := form(text))), Head(text=text, name=text))


def _fiscal(text: str) -> Head | None:
    """A head of a fiscal year; None for any other."""
    fiscal = fiscal_year(text)
    return Head(text=text, period=fiscal, day=text) if fiscal else None


def _in_part(text: str) -> Head | None:
    """A head of a year with the part of it that is meant in brackets; None for any other."""
    found = _YEAR_BEFORE.fullmatch(text)
    part = _bare(found["name"]) if found else ""
    period = parse_period(found["period"] + part) if found and part != found["name"] else None
    return Head(text=text, period=period) if period else None


def _bare(name: str) -> str:
    """A name without the brackets that it stands in as a whole."""
    found = _ENCLOSED.fullmatch(name.strip())
    return (found[1] if found else name).strip()


def _flagged(text: str) -> Head | None:
    """A head of a period with a flag behind it; None for any other."""
    before = flagged(text)
    period = parse_period(before.text) if before else None
    return Head(text=text, period=period, status=before.status) if before and period else None


def _noted(text: str) -> Head | None:
    """A head of a period with the mark of a note behind it; None for any other."""
    bare = printed_region(text)
    period = parse_period(bare) if bare != text else None
    return Head(text=text, period=period) if period else None


def _twice(text: str) -> Head | None:
    """A period that stands in a cell in two languages."""
    parts = _BETWEEN_LANGUAGES.split(text) if text else []
    periods = {parse_period(part) for part in parts}
    return (
        Head(text=text, period=periods.pop()) if len(parts) == len(periods) + 1 == 2 and None not in periods else None
    )


def _with_words(text: str) -> Head | None:
    """A head of nothing but a period and words that say what the numbers are; None for any other."""
    if not text:
        return None
    if _COMPARED.fullmatch(text):
        return Head(text=text, role=Role.GROWTH)
    inside = _PERIOD_INSIDE.search(text)
    rest = text[: inside.start()] + " " + text[inside.end() :] if inside else text
    words = qualified(rest)
    # The whole of a place that nobody names is one all the same.
    whole = whole_of(place_in(rest))
    if words is None and is_filler(rest):
        return Head(text=text, period=parse_period(inside[0]) if inside else None, name=whole)
    if words is None or (inside and parse_period(inside[0]) is None):
        return None
    period = parse_period(inside[0]) if inside else None
    return Head(text=text, period=period, name=whole, role=words.role, status=words.status)


def dated_name(text: str) -> tuple[str, str] | None:
    """The period that a name begins or ends with, and the name; None where it says none.

    >>> dated_name("2023年高新技术企业数(家)"), dated_name("高新技术企业数")
    (('2023年', '高新技术企业数(家)'), None)
    """
    found = _YEAR_BEFORE.fullmatch(text) or _YEAR_THEN.fullmatch(text) or _YEAR_AT_ONCE.fullmatch(text)
    name = found and (found.groupdict()["name"] or "").strip()
    if found and name and parse_period(found["period"]):
        return found["period"], name
    behind = _with_year(text)
    return (behind.period.label, behind.name) if behind and behind.period and behind.name else None


def _with_year(text: str) -> Head | None:
    """A head of a year and a name; None for any other."""
    if before := _YEAR_BEFORE.fullmatch(text):
        return Head(text=text, period=parse_period(before["period"]), name=_bare(before["name"]))
    if then := _YEAR_THEN.fullmatch(text):
        said = then["inside"] or then["name"]
        unit = said if is_unit(said) else ""
        return Head(text=text, period=parse_period(then["period"]), name="" if unit else _bare(said), unit=unit)
    if behind := _YEAR_BEHIND.fullmatch(text):
        name = behind["name"] or behind["before"] or behind["chinese"]
        year = behind["period"] or behind["year"] or behind["number"]
        period = parse_period(year)
        return Head(text=text, period=period, name=_bare(name.strip(" _-"))) if period else None
    return None


def is_of_units(row: Sequence[str]) -> bool:
    """Whether a row of a header holds the units of what is named in the others, by the word for them or by most cells.

    >>> is_of_units(["单位", "亿元", "分贝"]), is_of_units(["", "（亿元）", "%"]), is_of_units(["", "总量", "%"])
    (True, True, False)
    """
    cells = [cell for cell in map(str.strip, row) if cell not in _NO_UNIT]
    units = sum(_unit_below(cell) is not None for cell in cells)
    return units > 0 and (column_of(cells[0]) is Column.UNIT or 2 * units > len(cells))


def is_of_numbers(row: Sequence[str]) -> bool:
    """Whether a row of a header numbers its columns.

    >>> is_of_numbers(["甲", "乙", "1", "2"]), is_of_numbers(["", "（1）", "（2）"]), is_of_numbers(["1", "2"])
    (True, True, False)
    """
    first = row[0]
    cells = [cell.strip().strip(_BRACKETS) for cell in row if cell.strip() and cell.strip() not in _STEMS]
    return cells == [str(number + 1) for number in range(len(cells))] and len(cells) > 1 and first.strip() not in cells


def is_of_roles(row: Sequence[str]) -> bool:
    """Whether a row of a header says nothing but what the numbers of each column are, such as results and goals.

    >>> is_of_roles(["类型", "实际", "目标"]), is_of_roles(["企业数", "实际", "目标"])
    (True, False)
    """
    first, *rest = map(str.strip, row)
    said = [qualified(cell) for cell in rest if cell]
    named = folded(first) in _OF_ROLES or is_description(first) or column_of(first) in (Column.STATUS, Column.NOTE)
    return named and len(said) > 1 and None not in said


_OF_ROLES = frozenset(("类型", "类别", "口径", "数据类型", "数据性质", "数据口径", "type", "kind"))
# What columns of names are numbered with.
_STEMS, _BRACKETS = ("甲", "乙", "丙", "丁"), "()（）"


def with_unit(head: Head, cell: str) -> Head:
    """A head with what stands in a row of units below or above it, if anything does."""
    cell = cell.strip()
    if cell in _NO_UNIT or head.is_blank or head.column not in (None, Column.VALUE) or column_of(cell) is Column.UNIT:
        return head
    here = label_of(cell)
    plain = here.column is None and here.role is None and here.period is None
    return _joined(head, _unit_below(cell) or (Head(text=cell, unit=cell) if plain else None), here)


# What stands in a row of units where there is none.
_NO_UNIT = ("", "-", "--", "—", "——", "/")


def stacked(cells: Sequence[str], columns: Mapping[str, Column] | None = None) -> Head:
    """What several header cells say, one above the other; blank ones say nothing."""
    whole = Head()
    for cell in cells:
        if cell.strip():
            whole = _joined(whole, _unit_below(cell) if whole.name or whole.period else None, label_of(cell, columns))
    return whole


def _unit_below(cell: str) -> Head | None:
    """A cell below a name that is nothing but a unit."""
    found = _UNIT_ALONE_IN_CELL.fullmatch(cell.strip()) if len(cell) <= _LONGEST else None
    return Head(text=cell.strip(), unit=found["unit"]) if found and is_unit(found["unit"]) else None


def _joined(upper: Head, unit: Head | None, lower: Head) -> Head:
    lower = unit or lower
    if upper.is_blank or upper.text == lower.text:
        return lower
    role, status = _role(upper, lower), lower.status if lower.status is not FigureStatus.UNSTATED else upper.status
    if upper.column in _HEADINGS and (lower.column is None or upper.column is Column.VALUE):
        of = upper.column if upper.column in (Column.REGION, Column.INDICATOR) and lower.name else lower.of
        return replace(lower, of=of, unit=lower.unit or upper.unit, role=role, status=status)
    if part := _part_of(upper.period, lower):
        return replace(lower, name="", period=part, unit=lower.unit or upper.unit, role=role, status=status)
    # The same in another language says nothing more, nor does that it is about all.
    again = upper.name and not upper.name.isascii() and lower.name.isascii()
    again = again or (upper.name and is_whole_group(lower.name))
    names = [name for name in (upper.name, "" if again else lower.name) if name]
    return Head(
        text=f"{upper.text} {lower.text}",
        column=lower.column or upper.column,
        period=lower.period or upper.period,
        name=" ".join(names),
        inner=lower.name if len(names) > 1 else upper.inner,
        of=lower.of or upper.of,
        unit=lower.unit or upper.unit,
        day=lower.day or upper.day,
        role=role,
        status=status,
    )


def _part_of(year: Period | None, lower: Head) -> Period | None:
    """The part of a year that a head below it names, such as its first quarter, or all of it."""
    if year is None or year.kind is not PeriodKind.YEAR or not lower.name:
        return None
    return in_year(year.label, lower.text)


_IN_YEAR = ("{}年{}", "{} {}")
# How a part is written in full that is only counted, by a word of its head; a month is one without such a word.
_PARTS_COUNTED = {"季": "{}年{}季度", "quarter": "{}年{}季度", "": "{}年{}月"}


def in_year(year: str, text: str) -> Period | None:
    """The part of a year that a text names, or all of it.

    >>> in_year("2023", "1-3月").label, in_year("2023", "Q1").label, in_year("2023", "1-12月").label
    ('2023-01/03', '2023-Q1', '2023')
    """
    return next(filter(None, (parse_period(form.format(year, text)) for form in _IN_YEAR)), None)


def is_part_of_year(text: str) -> bool:
    """Whether a text says a part of a year without the year.

    >>> is_part_of_year("一季度"), is_part_of_year("3"), is_part_of_year("全年")
    (True, False, False)
    """
    period = None if not text or text.isdecimal() else in_year("2000", text)
    return period is not None and period.kind is not PeriodKind.YEAR


@lru_cache(maxsize=4096)
def noted_part(note: str) -> str:
    """The part of a year that a remark is nothing but, alone or beside others; blank where there is none.

    >>> noted_part("快报; 1-6月"), noted_part("上半年"), noted_part("1-12月"), noted_part("6月公布")
    ('1-6月', '上半年', '', '')
    """
    return next(filter(is_part_of_year, map(str.strip, ITEMS.split(note))), "")


def part_of_year(year: str, text: str, head: str) -> Period | None:
    """The part of a year that a cell names below a head: by its words, or by its number.

    >>> part_of_year("2023", "3", "月份").label, part_of_year("2023", "3", "Quarter").label
    ('2023-03', '2023-Q3')
    """
    whole = parse_period(text)
    if whole or not text.isdecimal():
        return whole if whole and year == str(whole.end.year) else in_year(year, text)
    form = next(form for word, form in _PARTS_COUNTED.items() if word in head.casefold())
    return parse_period(form.format(year, int(text)))


def _role(*heads: Head) -> Role | None:
    """What decides of several: a goal above a year is a goal."""
    roles = [head.role for head in heads if head.role]
    return min(roles, key=list(Role).index, default=None)


def filled_right(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper of two header rows with its merged cells filled: a blank above something takes what is to its left."""
    filled: list[str] = []
    for index, below in enumerate(lower):
        cell = upper[index].strip() if index < len(upper) else ""
        filled.append(cell or (filled[-1] if filled and below.strip() else ""))
    return [*filled, *upper[len(lower) :]]


def could_be_lower(upper: Sequence[str], lower: Sequence[str], columns: Mapping[str, Column] | None = None) -> bool:
    """Whether a row can be the second row of a header whose first is `upper`: names and periods, and no number.

    Under the name of a kind of column (指标, 单位) it must be blank, as it is when that cell is merged downward.
    """
    if is_of_units(lower) or is_of_numbers(lower) or is_of_roles(lower) or _names_rows(upper, lower, columns):
        return True
    said = 0
    for index, cell in enumerate(lower):
        if not cell.strip():
            continue
        above = label_of(upper[index], columns) if index < len(upper) else Head()
        period = parse_period(cell)
        value = parse_number(cell)
        number = value in _NUMBERS or (isinstance(value, float) and (not period or above.period not in (None, period)))
        # A number with a flag or the mark of a note behind it is one as well.
        if (bare := flagged(cell)) and isinstance(parse_number(bare.text), float) and not parse_period(bare.text):
            return False
        # The same once more in another language.
        same = cell.strip() == above.text or (above.column is not None and column_of(cell, columns) is above.column)
        key = above.column is not None and above.column not in _HEADINGS and not same
        first = index == 0 and above.column is not None and not period and not same
        if number or value is None or key or first:
            return False
        said += 1
    # One cell may be a heading for all the columns.
    return said > 1 or any(map(is_filler, filter(None, map(str.strip, lower))))


# What is a number all the same.
_NUMBERS = (Refusal.DECIMAL_COMMA, Refusal.GROUPS, Refusal.PERCENT)


def _names_rows(upper: Sequence[str], lower: Sequence[str], columns: Mapping[str, Column] | None) -> bool:
    """Whether a row below one of several heads says nothing but what the rows are named by, as programs write it."""
    first, *rest = lower
    named = column_of(first, columns) in (Column.REGION, Column.INDICATOR, Column.PERIOD)
    return named and not any(map(str.strip, rest)) and sum(map(bool, map(str.strip, upper[1:]))) > 1


# What the user says about tables: their encoding, their sheet, what their columns are called, what they leave out.


class Conventions(Record):
    """How the tables of a run are to be read.

    `encoding` and `sheet` are empty where they are to be seen from the file. `columns`: further column names.
    `defaults`: what holds for every row of a table that has no such column. `regions` and `indicators`: what the plans
    call theirs, so that a row of that name is not taken for a total; `every`: one is about each region there is;
    `ranks`: the indicators that are ranks, to which a column of ranks belongs.
    `wholes`: of which plan's region it is that a table speaks as of the whole of a place (全区).
    `declared`: what the user says of their cells.
    """

    encoding: str = ""
    sheet: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    defaults: Mapping[Column, str] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()
    every: bool = False
    indicators: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    wholes: Mapping[str, str] = field(default_factory=dict)
    declared: Declared = NOTHING


USUAL = Conventions()


def informed(conventions: Conventions, plans: Iterable[Plan]) -> Conventions:
    """The conventions with what plans call their regions and indicators: a name of theirs is no total, and no word."""
    plans = tuple(plans)
    regions = [region for plan in plans for region in (plan.region, *(target.region for target in plan.targets))]
    indicators = [indicator for plan in plans for indicator in plan.indicators]
    return replace(
        conventions,
        regions=frozenset(folded(name) for one in regions for name in (one.name, *one.aliases) if name),
        every=any(one.every for one in regions),
        wholes=_wholes([one.name for one in regions if one.name]),
        indicators=_names(indicators),
        ranks=_names(one for one in indicators if one.measure is Measure.RANK),
    )


def _wholes(names: Sequence[str]) -> dict[str, str]:
    """Of each word for the whole of a place the one region that it can mean."""
    meant = {word: {name for name in names if is_of_level(word, {folded(name)})} for word in WHOLES}
    return {word: found.pop() for word, found in meant.items() if len(found) == 1}


def _names(indicators: Iterable[Indicator]) -> frozenset[str]:
    return frozenset(folded(name) for one in indicators for name in (one.name.zh, one.name.en, *one.aliases) if name)


def usual_name(column: Column) -> Text:
    """What messages call a column."""
    return Text(zh=SYNONYMS[column][0], en=column.value)
