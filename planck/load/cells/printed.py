"""Periods as offices, databases and programs print them, beyond the forms that plans are written in."""

import re
from collections.abc import Callable, Iterable
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from planck.load.cells.flags import flagged
from planck.load.cells.number import plain
from planck.load.cells.period import DASH, FIRST_YEAR, LAST_YEAR, LONGEST, parse_period, year_in
from planck.model import FigureStatus, Period, PeriodKind
from planck.pattern import pattern


class How(Enum):
    """How a cell was understood as a period, where it does not simply name one."""

    AS_NAMED = auto()
    DAY = auto()
    REPUBLIC = auto()
    FISCAL = auto()


class Printed(NamedTuple):
    """The period that a cell prints, how it was understood, and how firm a flag behind it says that its figures are."""

    period: Period | None
    how: How = How.AS_NAMED
    status: FigureStatus = FigureStatus.UNSTATED


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TRADITIONAL = str.maketrans("計個", "计个")
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
# The first year of the Republic is 1912.
_REPUBLIC = 1911
_CENTURY = 68
_Y = r"((?:19|20|21)[0-9]{2})"
_QUARTER = r"第?([1-4一二三四])季度"
_MONTH_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CHINESE_YEAR = pattern("[一二三四五六七八九〇零○]{4}(?=年)")
_MIDNIGHT = pattern(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_BRACKETS = pattern(r"(.+?) ?\[(?:YR)?(.+)\]")
_TWO_DIGITS = pattern(r"[0-9]{2}")
_REPUBLIC_NAMED = pattern(r"(?:中[华華])?民[国國] ?([0-9]{1,3}) ?年?度?")
_REPUBLIC_NUMBER = pattern(r"([0-9]{3})(?:年度?)?")
_FLOAT = pattern(rf"{_Y}\.0+")
_POINTED = pattern(rf"{_Y}\.?(0[1-9]|1[0-2])")
_TWO_YEARS = pattern(rf"{_Y}/([0-9]{{2}})")
# From 50 on they may count the years of the Republic.
# Of three digits they do.
_SHORT = pattern(r"['’‘]?([0-4][0-9]|1[0-4][0-9]) ?年(?:度|[末底])?|['’‘]([0-4][0-9])")

# Years that stand together follow upon each other by no more.
_MOST_STEP = 5
# So many different forms that may each be a month or two years are years: no month falls into step with them.
_ENOUGH = 3
_FISCAL = pattern(
    rf"(?:FY|F\.Y\.) ?((?:19|20|21)[0-9]{{2}}|[0-4][0-9])|(?:FY ?)?{_Y}(?:/|-|–)([0-9]{{2}})|FY ?{_Y}[/–-]{_Y}",
    re.IGNORECASE,
)

# What a form is written as in the forms that `parse_period` reads; several parts in their order.
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = tuple(
    (pattern(form, re.IGNORECASE), made)
    for form, made in (
        (rf"YR{_Y}", lambda year: year),
        (rf"(?:Q([1-4])|([1-4])Q)[ /-]?{_Y}", lambda one, other, year: f"{year}-Q{one or other}"),
        (rf"{_Y}[ /-]?(?:Q([1-4])|([1-4])Q)", lambda year, one, other: f"{year}-Q{one or other}"),
        (rf"(?:H([12])|([12])H)[ /-]?{_Y}", lambda one, other, year: f"{year}-H{one or other}"),
        (rf"{_Y}[ /-]?(?:H([12])|([12])H|S([12]))", lambda year, *half: f"{year}-H{next(filter(None, half))}"),
        (rf"{_Y}[ -]?M([0-9]{{1,2}})", lambda year, month: f"{year}-{month:0>2}"),
        (rf"{_Y}/([0-9]{{1,2}})", lambda year, month: f"{year}-{month:0>2}"),
        (rf"{_Y}/{_Y}", lambda first, last: f"{first}-{last}"),
        (rf"{_MONTH_NAME}[ -]?{_Y}", lambda month, year: _named(year, month)),
        (rf"{_Y}[ -]?{_MONTH_NAME}", lambda year, month: _named(year, month)),
        (rf"{_MONTH_NAME}[ '-]{{1,2}}([0-9]{{2}})", lambda month, year: _named(_whole(year), month)),
        (rf"{_Y}-{_QUARTER}", lambda year, quarter: f"{year}年{quarter}季度"),
        (rf"{_Y}年{_QUARTER}末", lambda year, quarter: f"{year}年{_last_month(quarter)}月末"),
        (rf"{_Y}年上半年末", lambda year: f"{year}年6月末"),
        (rf"{_Y}年(?:上半年|1月?{DASH}6月)累计", lambda year: f"{year}年上半年"),
        (rf"{_Y}年前?{_QUARTER}累计", lambda year, quarter: f"{year}-01/{_last_month(quarter):02d}"),
        (rf"{_Y}年(?:1月?{DASH})?([0-9]{{1,2}})月份?累计", lambda year, month: f"{year}-01/{month:0>2}"),
        (rf"{_Y}年(?:全年)?累计|{_Y}年度(?:[末底]|累计)", lambda one, other: one or other),
        (rf"(?:calendar year|CY|year) ?{_Y}|{_Y}[ -]?(?:full|whole) year", lambda one, other: one or other),
    )
)


def _last_month(quarter: str) -> int:
    """The last month of a quarter that is written with a Chinese or another digit."""
    return 3 * int(_QUARTERS.get(quarter, quarter))


def _named(year: str, month: str) -> str:
    return f"{year}-{_MONTHS.index(month.casefold()) + 1:02d}"


def _whole(year: str) -> str:
    """A year of two digits in full, as spreadsheets take it; one of three digits is of the Republic."""
    if len(year) > len("99"):
        return str(int(year) + _REPUBLIC)
    return f"{'20' if int(year) <= _CENTURY else '19'}{year}"


def printed_period(text: str) -> Period | None:
    """The period that a text prints, None where it prints none or one that is not to be told from a number.

    >>> printed_period("Jun-21").label, printed_period("2021 [YR2021]").label, printed_period("2021.06")
    ('2021-06', '2021', None)
    """
    return _printed(text.strip()) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _printed(text: str) -> Period | None:
    text = _plain(text)
    if period := parse_period(text):
        return period
    if bracketed := _BRACKETS.fullmatch(text):
        inside, outside = printed_period(bracketed[2]), printed_period(bracketed[1])
        return outside if inside == outside else None
    for form, made in _FORMS:
        if found := form.fullmatch(text):
            return None if _is_torn_between(text) else parse_period(made(*found.groups()))
    if named := _REPUBLIC_NAMED.fullmatch(text):
        return _of_republic(int(named[1]))
    return None


def _plain(text: str) -> str:
    """A text with plain digits, a year in Chinese digits among them, and without a time of midnight."""
    text = _MIDNIGHT.sub("", plain(text)).translate(_TRADITIONAL)
    return _CHINESE_YEAR.sub(lambda year: year[0].translate(_NUMERALS), text)


def _is_torn_between(text: str) -> bool:
    """Whether a year and two digits may be a month as well as the next year: 2010/11."""
    year, _, rest = text.partition("/")
    return bool(_TWO_DIGITS.fullmatch(rest)) and year.isdecimal() and (int(year) + 1) % 100 == int(rest)


def _of_republic(number: int) -> Period | None:
    return Period.year(number + _REPUBLIC) if FIRST_YEAR <= number + _REPUBLIC <= LAST_YEAR and number else None


def fiscal_year(text: str) -> Period | None:
    """The year in which the fiscal year ends that a text names, None where it names none.

    A fiscal year is known by its end, and FY2021 is called so by the year in which it ends; so is 2020/21.

    >>> fiscal_year("2019/20").label, fiscal_year("FY2021").label, fiscal_year("2019/21")
    ('2020', '2021', None)
    """
    found = _FISCAL.fullmatch(plain(text.strip())) if len(text) <= LONGEST else None
    if found is None:
        return None
    ends, first, second, begins, last = found.groups("")
    if ends:
        return Period.year(int(ends if len(ends) == 4 else _whole(ends)))
    year = int(first or begins) + 1
    follows = year % 100 == int(second) if second else year == int(last)
    return Period.year(year) if follows and not _is_month(text, second) else None


def fiscal_years(texts: Iterable[str]) -> dict[str, Period]:
    """Of texts that stand together the fiscal years among those such as 2010/11, where the others show what they are.

    >>> {text: year.label for text, year in fiscal_years(["2010/11", "2018/19"]).items()}, fiscal_years(["2010/11"])
    ({'2010/11': '2011', '2018/19': '2019'}, {})
    """
    alike = {text for text in texts if _TWO_YEARS.fullmatch(text)}
    found = {text: year for text in sorted(alike) if (year := fiscal_year(f"FY{text}"))}
    clear = any(fiscal_year(text) for text in alike)
    return found if len(found) == len(alike) and (clear or len(alike) >= _ENOUGH) else {}


def short_years(texts: Iterable[str]) -> dict[str, Period]:
    """Of texts that stand together the years of two or three digits among them, where several follow upon each other.

    >>> {text: year.label for text, year in short_years(["21年", "22年"]).items()}, short_years(["10年"])
    ({'21年': '2021', '22年': '2022'}, {})
    >>> {text: year.label for text, year in short_years(["110年", "111年"]).items()}
    {'110年': '2021', '111年': '2022'}
    """
    found = {text: _whole(short[1] or short[2]) for text in texts if (short := _SHORT.fullmatch(text.strip()))}
    steps = {int(after) - int(before) for before, after in pairwise(found.values())}
    even = bool(steps) and (min(steps) > 0 or max(steps) < 0) and max(map(abs, steps)) <= _MOST_STEP
    return {text: Period.year(int(year)) for text, year in found.items()} if even else {}


def _is_month(text: str, second: str) -> bool:
    """Whether a year and two digits are a month in the one form or may be one in the other: 2010-11, 2010/11."""
    return 1 <= int(second or 0) <= 12 and not text.strip().casefold().startswith("f")


def since_new_year(period: Period) -> Period:
    """The part of a year up to the end of a month or a quarter; any other period as it is.

    >>> since_new_year(printed_period("2023年9月")).label, since_new_year(printed_period("2023年第四季度")).label
    ('2023-01/09', '2023')
    """
    if period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        return period
    year, month = period.end.year, period.end.month
    return Period.year(year) if month == 12 else Period.months(year, 1, month, PeriodKind.YEAR_TO_DATE)


def read_period(text: str, *, years: bool) -> Printed:
    """What a cell of a column of periods says; in such a column 2021.0, 2021.06, 202106 and 22年 are no numbers.

    `years`: the column holds years, so that the first or last day of one is that year, and a number of three digits
    counts the years of the Republic.

    >>> read_period("2021p", years=False).status.value, str(read_period("101", years=True).period)
    ('preliminary', '2012')
    """
    return _read(text.strip(), years) if len(text) <= LONGEST else Printed(None)


@lru_cache(maxsize=4096)
def _read(text: str, years: bool) -> Printed:
    period = _printed(text)
    if years and (period is None or period.kind is PeriodKind.DAY) and (year := year_in(_plain(text))):
        return Printed(year, How.DAY)
    if period:
        named = _REPUBLIC_NAMED.fullmatch(text)
        return Printed(period, How.REPUBLIC if named else How.AS_NAMED)
    if fiscal := fiscal_year(text):
        return Printed(fiscal, How.FISCAL)
    if whole := _FLOAT.fullmatch(text):
        return Printed(Period.year(int(whole[1])))
    if month := _POINTED.fullmatch(text):
        return Printed(parse_period(f"{month[1]}-{month[2]}"))
    if short := _SHORT.fullmatch(text):
        how = How.REPUBLIC if _REPUBLIC_NUMBER.fullmatch(text) else How.AS_NAMED
        return Printed(Period.year(int(_whole(short[1] or short[2]))), how)
    if years and (number := _REPUBLIC_NUMBER.fullmatch(text)):
        return Printed(_of_republic(int(number[1])), How.REPUBLIC)
    before = flagged(text)
    return _read(before.text, years)._replace(status=before.status) if before else Printed(None)
