"""What stands above a table and holds for all of it: its unit, period and region, and the one indicator it is about."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice
from typing import NamedTuple

from planck.load.cells.number import is_power, is_unit, one_unit, plain
from planck.load.cells.printed import printed_period as parse_period
from planck.load.files import excerpt
from planck.load.table.cells import Row
from planck.load.table.header import Column, Conventions, label_of
from planck.load.table.names import printed_indicator
from planck.load.table.places import is_elsewhere, is_form_of_office, named_in, names_one, place_in, whole_of
from planck.load.table.vocabulary import (
    Role,
    folded,
    is_cumulative,
    is_of_goals,
    is_of_ranks,
    is_of_rates,
    is_part,
    qualified,
)
from planck.model import FigureStatus, Text
from planck.pattern import pattern
from planck.words import Label

_UNIT = pattern(
    r"(?:(?:计量)?单\s*位|\bunits?)\s*[:：]\s*"
    r"([^\s()（）,，、;；]+(?:\s*[(（]?\s*[0-9 ,.]*[A-Za-z][A-Za-z ]*[)）]?)?|"
    r"[0-9 ]*[A-Za-z][A-Za-z %]*)\s*[)）]?\s*$",
    re.IGNORECASE,
)
# What stands alone, in brackets or behind a comma: (x 1000), Visitors, thousands, in millions.
_POWER_BEHIND = pattern(r"(?:^|[,，(（]|(?=\bin ))\s*([A-Za-z0-9'’×*$€¥£ ]{1,40}?)\s*[)）]?\s*$")
_OF = pattern(r"^(?:in )?(thousand|million|billion)s? (?:of )?(?=[a-z])", re.IGNORECASE)
_UNIT_ALONE = pattern(r"\s*[(（]?(?:(?:计量)?单\s*位|units?)\s*[:：].*", re.IGNORECASE)
_UNIT_STATED = pattern("单位|unit", re.IGNORECASE)
_NUMBERING = pattern(r"^(?:附?表|续表)\s*[0-9一二三四五六七八九十]*(?:[-.][0-9]+)*\s*[:：、.]?\s*")
_YEARS = pattern(r"^[0-9]{4}年?\s*(?:-|–|—|~|至)+\s*[0-9]{4}年?(?:度|间)?\s*")
_EVERY_REGION = pattern(r"^(?:全[省市区县])?(?:各|分)(?:区县?|县区?|县市区|地区|市|省)[(（]?[县市区]*[)）]?的?\s*")
_YEAR = pattern(
    r"(?<![0-9])([12][0-9]{3}(?:\s*年(?:1-[0-9]{1,2}月|前[二三]季度|[上下]半年|第?[一二三四]季度|(?:[1-9]|1[01])月))?)\s*(?:年度?)?(?![0-9月])"
)
# A day, which is of its month.
_DAY = pattern(
    r"(?<![0-9])(?P<year>[12][0-9]{3})(?:[-./](?P<month>0?[1-9]|1[0-2])(?:[-./][0-9]{1,2})?(?![0-9])|"
    r"年(?P<named>[1-9]|1[0-2])月[0-9]{1,2}日)"
)
# When somebody filled in, printed or put out a table says nothing of the time that it is about; nor does a bare day.
_OF_WORK = pattern(
    r"(?:填报|填表|制表|编制|报出|报送|上报|打印|导出|发布|公布|印发|更新|下载|查询|生成)(?:日期|时间|于|日)?|"
    r"\b(?:printed|exported|downloaded|updated|published|accessed|generated)\b|"
    r"^(?!.*(?:截[至止]|as of)).*[0-9]{1,2}月[0-9]{1,2}日",
    re.IGNORECASE,
)


_YEARBOOK = pattern("年鉴|年鑑|yearbook", re.IGNORECASE)
# January to December is the year.
_WHOLE_YEAR = "年1-12月"


class Taken(NamedTuple):
    """What a cell above the table says for every row below; `of_plans`: it is the place of a plan, which is no news.

    `foreign`: a title names a place that no plan is about.
    """

    column: Column
    text: str
    row: Row
    at: int
    of_plans: bool = False
    foreign: bool = False


MOST_LISTED = 5


def filled(row: Row) -> list[str]:
    """The cells of a row that say something."""
    return [cell.strip() for cell in row.cells if cell.strip()]


def listed(rows: Sequence[Row]) -> Text:
    """Rows that are set aside by their numbers and what they say, the first few of them."""
    row_says = Label("load.header.row")
    said = [row_says.fill(line=row.line, text=excerpt(" ".join(filled(row)))) for row in rows[:MOST_LISTED]]
    more = " …" if len(rows) > MOST_LISTED else ""
    return Label("load.header.rows").fill(rows=said, more=more)


def candidates(above: Sequence[Row], conventions: Conventions) -> Iterator[tuple[Taken, ...]]:
    """What may be taken from the rows above, from what is stated outright to what a title may mean.

    Rather than reading meaning into a title a table is read by its own columns, so that comes first.
    """
    defaults = conventions.defaults
    unit, said = _unit(above), (*(_region(above) or _titled(above, conventions)), *_noted(above))
    period, indicator = _period(above), _indicator(above)
    yield (*said, *unit)
    if period and Column.PERIOD not in defaults:
        yield (*said, *unit, *period)
    if indicator and Column.INDICATOR not in defaults:
        yield (*said, *indicator, *unit[: 2 - len(indicator)])
        yield (*said, *indicator, *unit[: 2 - len(indicator)], *period)


def _cells(above: Sequence[Row]) -> Iterator[tuple[Row, int, str]]:
    """The cells above the table, those nearest to it first."""
    for row in reversed(above):
        for index, cell in enumerate(row.cells):
            if cell.strip():
                yield row, index, cell.strip()


def states_unit(cell: str) -> bool:
    """Whether a cell above a table says its unit, or of whom it is."""
    return _UNIT_STATED.search(cell) is not None


def _unit(above: Sequence[Row]) -> tuple[Taken, ...]:
    """The unit that a line above states; or a power of ten without one, which no figure is of its unit for."""
    for row, index, cell in _cells(above):
        found = _UNIT.search(cell) or _POWER_BEHIND.search(cell)
        unit = one_unit(_OF.sub(r"\1 ", found[1].strip())) if found else ""
        if unit and (is_unit(unit) or is_power(unit)):
            return (Taken(Column.UNIT, unit, row, index),)
    return ()


_REGION = pattern(
    r"(?:所[在属])?(?:地区|区域|行政区划?|区县|县区|region|area|district|county|city)(?:名称)?\s*[:：]\s*(\S.{0,39})",
    re.IGNORECASE,
)


def _region(above: Sequence[Row]) -> tuple[Taken, ...]:
    """The one region that a line above the table states for all of it."""
    found = [(said[1].strip(), row, index) for row, index, cell in _cells(above) if (said := _REGION.fullmatch(cell))]
    return tuple(Taken(Column.REGION, *one) for one in found) if len(found) == 1 else ()


def _titled(above: Sequence[Row], conventions: Conventions) -> tuple[Taken, ...]:
    """The place that a title, or the office that fills the form in, is of; one of the plans before any other."""
    if Column.REGION in conventions.defaults or not (conventions.regions or conventions.every):
        return ()
    named = [Taken(Column.REGION, place_in(cell), row, index) for row, index, cell in _cells(above)]
    # A title is of the whole of a place rather than of the office that fills it in.
    titles = [one for one in named if whole_of(one.text) or not is_form_of_office(one.row)]
    own = (one for one in (titles if any(one.text for one in titles) else named) if _is_own(one, conventions))
    wholes = (one for one in titles if whole_of(one.text) and not _is_own(one, conventions))
    if (whole := next(wholes, None)) and not any(_is_own(one, conventions) for one in titles[: titles.index(whole)]):
        return (whole._replace(foreign=True),)
    if mine := next(own, None):
        region = named_in(mine.row.cells[mine.at], conventions.regions)
        same = folded(mine.text) == region
        return (mine._replace(text=mine.text if same else region, of_plans=True),) if region else ()
    others = (one._replace(foreign=not conventions.every) for one in named if one.text)
    return tuple(islice(others, 1))


def _is_own(one: Taken, conventions: Conventions) -> bool:
    return names_one(one.row.cells[one.at], conventions.regions)


# What a figure notes of a head, a title or a period that says that its number is counted since the start.
CUMULATIVE = "累计"


# The same of a title that says that they are goals, or rates.
GOALS, RATES, RANKS = "目标", "增速", "位次"


def _noted(above: Sequence[Row]) -> tuple[Taken, ...]:
    """What the nearest title says of the numbers below it: counted since the start, goals, or rates."""
    found = ((_note(cell), row, index) for row, index, cell in _cells(above))
    return tuple(Taken(Column.NOTE, *one) for one in islice((one for one in found if one[0]), 1))


def _note(title: str) -> str:
    if is_cumulative(title):
        return CUMULATIVE
    alone = qualified(printed_indicator(title).name)
    if alone and alone.role is Role.GROWTH:
        return RATES
    found = ((GOALS, is_of_goals), (RATES, is_of_rates), (RANKS, is_of_ranks))
    return next((note for note, says in found if says(title)), "")


def _month_of(day: re.Match[str]) -> str:
    """The month of a day, as a title says it; of one in December the year, which ends with it."""
    month = int(day["month"] or day["named"])
    return (_MONTH_FORM if month < _DECEMBER else _YEAR_FORM).format(day["year"], month)


_DECEMBER = 12
_MONTH_FORM, _YEAR_FORM = "{}年{}月", "{}年"


def _period(above: Sequence[Row]) -> tuple[Taken, ...]:
    """The one year that the rows above name."""
    # A yearbook is of the year after that of its numbers.
    cells = [
        (row, index, _DAY.sub(_month_of, plain(cell)))
        for row, index, cell in _cells(above)
        if not (_YEARBOOK.search(cell) or _OF_WORK.search(cell))
    ]
    found = {years[0]: (row, index) for row, index, cell in cells if (years := _YEAR.findall(cell))}
    several = sum(len(_YEAR.findall(cell)) for _, _, cell in cells) > len(found)
    if len(found) != 1 or several:
        return ()
    ((year, (row, index)),) = found.items()
    text = year.removesuffix(_WHOLE_YEAR)
    return (Taken(Column.PERIOD, text, row, index),) if parse_period(text) else ()


# What the exports of databases say above a table, a line each; only the indicator is one.
_STATED = pattern(
    r"(?:统计)?(?:指标|项目)(?:名称)?\s*[:：]\s*(?P<name>\S.*)|(?:indicator|series)\s*:\s*(?P<english>\S.*)",
    re.IGNORECASE,
)
_OF_EXPORT = pattern(
    r"(?:数据库|数据集|时间|时期|年份|频度|频率|查询|database|dataset|time|period|frequency)\s*[:：].*", re.IGNORECASE
)


def _indicator(above: Sequence[Row]) -> tuple[Taken, ...]:
    """What is left of the nearest title without its number, its years and its regions; and the unit behind it."""
    for row, index, cell in _cells(above):
        if any(form.fullmatch(cell) for form in (_UNIT_ALONE, _REGION, _OF_EXPORT)) or len(filled(row)) > 2:
            continue
        if said := _STATED.fullmatch(cell):
            cell = said["name"] or said["english"]
        name = _EVERY_REGION.sub("", _YEARS.sub("", _NUMBERING.sub("", cell)))
        name = _EVERY_REGION.sub("", _YEAR.sub("", name, count=1)).strip()
        if place := place_in(name):
            name = name.partition(place)[2].strip() or name
        if name:
            label = label_of(name)
            named = printed_indicator(label.name or name)
            stated = label.unit or named.unit
            unit = (Taken(Column.UNIT, stated, row, index),) if stated else ()
            return (Taken(Column.INDICATOR, named.name, row, index), *unit)
    return ()


# What a note, or a line above a table, says of the numbers in it.


class Means(Enum):
    """What a note makes of numbers; the value is what messages say of it."""

    GOALS = Label("load.note_means.goals")
    RATES = Label("load.note_means.rates")
    STATUS = Label("load.note_means.status")
    ELSEWHERE = Label("load.note_means.elsewhere")
    PART = Label("load.note_means.part")
    COVERAGE = Label("load.note_means.coverage")
    UNCLEAR = Label("load.note_means.unclear")


class Told(NamedTuple):
    """A clause of a note, and what it makes of the numbers of the years from the first to the last."""

    clause: str
    means: Means
    first: int = 0
    last: int = 9999
    status: FigureStatus = FigureStatus.UNSTATED

    @property
    def refuses(self) -> bool:
        """Whether the numbers cannot be used."""
        return self.means not in (Means.STATUS, Means.UNCLEAR)


_CLAUSE = pattern(
    r"[;；。\n]|\.\s|(?:^|(?<=[\s:：]))[(（]?[0-9]{1,2}[.、．)）](?=[12][0-9]{3}年|[^0-9])|"
    r"^[^:：]{0,12}[:：]\s*"
)
_OF_PERIOD = pattern(
    r"\W*(?:(?:figures?|data|numbers?|values?) (?:for|of|in) )?(?:(?P<first>[12][0-9]{3})\s*年?(?:度|末|底)?"
    r"(?:\s*(?:[-–—~、,，和及与至]|to|and)+\s*(?P<last>[12][0-9]{3})\s*年?(?:度|末|底)?)?|本表|表中|表内|以上|上述|"
    r"(?:all )?(?:figures|numbers|data))"
    r"(?P<on>\s*(?:及|和|年)?(?:以后|之后|往后|起)|\s*(?:and (?:later|after)|onwards?))?"
    r"\s*(?:(?:各?年|的|各项|所有|全部|全年|指标|数据|数字|数值|figures|data|numbers|values)\s*)*(?:均|都)?"
    r"(?:为|是|系|采用|\b(?:is|are)(?: (?:a|an|the|only))?\b)\s*(?P<words>[^,，]+?)\W*",
    re.IGNORECASE,
)
_SCOPE = pattern(
    r".*?(?:本表|表中|表内|以上|上述|数据|数字|口径|范围|指标)[^来自由]{0,8}?(?:为|是|系|指)\s*(?P<of>[\u4e00-\u9fff]{2,20}?)"
    r"(?:的?(?:口径|数据|数字|范围|合计|汇总|数))*\W*|"
    r".*?\b(?:figures|data|numbers|values|indicators|table)\b[^,]{0,20}?\b(?:is|are|refers? to|covers?)"
    r"(?: (?:for|of|about|only))* (?P<english>[^,]+?)\W*",
    re.IGNORECASE,
)
_COVERAGE = pattern(
    r"(?P<out>不(?:含|包含|包括)|剔除|扣除|\bexclud(?:es?|ing)\b|\bexcl\b\.?|\bwithout\b|\bexcept\b)|"
    r"(?:包含|包括|(?<![内所])含(?![量有]))|\binclud(?:es?|ing)\b|\bincl\b\.?|(?<!全社会)口径",
    re.IGNORECASE,
)
_ZONE = pattern(r"开发区|高新区|经开区|新区|功能区|园区|\b(?:zone|district|county|city|area)\b", re.IGNORECASE)
_HAVE_DISTRICTS = ("市", "省", "city", "province")
_YEAR_FIRST = pattern(r"\W*(?P<first>[12][0-9]{3})")


def told_in(text: str, conventions: Conventions) -> Iterator[Told]:
    """What a note says of the numbers of its table, clause by clause."""
    for clause in filter(None, map(str.strip, _CLAUSE.split(unicodedata.normalize("NFKC", text)))):
        told = _of_period(clause) or _scope(clause, conventions) or _coverage(clause, conventions)
        if told:
            yield told


def _of_period(clause: str) -> Told | None:
    """Numbers that a note says to be goals, rates, or not firm."""
    found = _OF_PERIOD.fullmatch(clause)
    words = found and (qualified(found["words"]) or qualified(found["words"].removesuffix("s")))
    if not found or not words:
        return None
    first = int(found["first"] or 0)
    last = int(found["last"] or first) if first and not found["on"] else Told("", Means.GOALS).last
    if words.role is Role.LEVEL:
        return Told(clause, Means.STATUS, first, last, words.status) if words.status else None
    means = Means.GOALS if words.role in (Role.GOAL, Role.FORECAST) else Means.RATES
    return Told(clause, means, first, last)


def _scope(clause: str, conventions: Conventions) -> Told | None:
    """Numbers that a note says to be of another place, or of a part of all."""
    if not (found := _SCOPE.fullmatch(clause)):
        return None
    of = found["of"] or found["english"]
    if is_elsewhere(of, conventions.regions):
        return Told(clause, Means.ELSEWHERE)
    return Told(clause, Means.PART) if is_part(of) else None


def _coverage(clause: str, conventions: Conventions) -> Told | None:
    """Numbers that hold more, or less, than the place they are of, such as another place beside it."""
    if not (found := _COVERAGE.search(clause)):
        return None
    rest = clause[found.end() :]
    year = _YEAR_FIRST.match(clause)
    span = (int(year["first"]), int(year["first"])) if year else (0, Told("", Means.UNCLEAR).last)
    # A city is nothing without its districts.
    natural = not found["out"] and any(region.endswith(_HAVE_DISTRICTS) for region in conventions.regions)
    place = is_elsewhere(rest, conventions.regions) or _ZONE.search(rest)
    return Told(clause, Means.COVERAGE if place and not natural else Means.UNCLEAR, *span)
