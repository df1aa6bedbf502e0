"""Periods as they are written in plans and tables."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from planck.load.cells.number import plain
from planck.model import Period, PeriodKind
from planck.pattern import pattern

# Dates as they are written in tables.

FIRST_YEAR, LAST_YEAR = 1900, 2199

# No date or period is longer; a bound keeps the caches small whatever the file.
LONGEST = 40

_FORMS = tuple(
    pattern(form)
    for form in (
        r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})",
        r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})",
        r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日",
    )
)


def parse_date(text: str) -> date | None:
    """The date that `text` writes as 2023-05-11, 2023/5/11 or 2023年5月11日; None when it is no such date.

    >>> parse_date("2023年5月11日")
    datetime.date(2023, 5, 11)
    """
    return _parsed(text.strip()) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> date | None:
    text = plain(text)
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    return real_date(*map(int, found.groups())) if found else None


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, None when there is no such day or it is outside 1900 to 2199."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_DAY_ZERO = date(1899, 12, 30)
_CHINESE_DIGITS = {"上": 1, "下": 2, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
DASH = r"(?:-|–|—{1,2}|~|～|至|到)"
_SPACES = pattern(r"\s*([-–—~～年月日/至到])\s*")


def _year(year: int) -> Period:
    return Period.year(year)


def _years(first: int, last: int) -> Period | None:
    return Period.years(first, last) if _known(last) and first < last else None


def _half(year: int, half: int) -> Period | None:
    return Period.months(year, 6 * half - 5, 6 * half, PeriodKind.HALF)


def _quarter(year: int, quarter: int) -> Period | None:
    return Period.months(year, 3 * quarter - 2, 3 * quarter, PeriodKind.QUARTER)


def _month(year: int, month: int) -> Period | None:
    return Period.months(year, month, month, PeriodKind.MONTH) if real_date(year, month, 1) else None


def _to_date(year: int, month: int) -> Period | None:
    """From January to a month; to December it is the year."""
    if month == 12:
        return _year(year)
    return Period.months(year, 1, month, PeriodKind.YEAR_TO_DATE) if real_date(year, month, 1) else None


def _quarters_to_date(year: int, quarter: int) -> Period | None:
    return _to_date(year, 3 * quarter)


def _day(year: int, month: int, day: int) -> Period | None:
    found = real_date(year, month, day)
    return Period.day(found) if found else None


def _end_of_month(year: int, month: int) -> Period | None:
    whole = _month(year, month)
    return Period.day(whole.end) if whole else None


_Y = r"([0-9]{4})"
_FORMS_PERIOD: tuple[tuple[re.Pattern[str], Callable[..., Period | None]], ...] = tuple(
    (pattern(form), made)
    for form, made in (
        (rf"(?:截[至止])?{_Y}年?(?:年?[末底]|度|全年)?", _year),
        (rf"{_Y}年?{DASH}{_Y}年?", _years),
        (rf"{_Y}[-年]?[Hh]([12])", _half),
        (rf"{_Y}年([上下])半年", _half),
        (rf"{_Y}[-年]?[Qq]([1-4])", _quarter),
        (rf"{_Y}年第?([1-4一二三四])季度", _quarter),
        (rf"{_Y}-([0-9]{{2}})", _month),
        (rf"{_Y}年([0-9]{{1,2}})月份?", _month),
        (rf"{_Y}-01/([0-9]{{2}})", _to_date),
        (rf"{_Y}年0?1月?{DASH}([0-9]{{1,2}})月份?", _to_date),
        (rf"{_Y}年前([0-9]{{1,2}})个月", _to_date),
        (rf"{_Y}年前([2-4二两三四])个?季度", _quarters_to_date),
        (rf"{_Y}年第?[1一]{DASH}第?([2-4二三四])季度", _quarters_to_date),
        (rf"(?:截[至止])?{_Y}年([0-9]{{1,2}})月[末底]", _end_of_month),
        (rf"截[至止]{_Y}年([0-9]{{1,2}})月", _end_of_month),
        (rf"{_Y}-([0-9]{{2}})-([0-9]{{2}})", _day),
        (rf"{_Y}/([0-9]{{1,2}})/([0-9]{{1,2}})", _day),
        (rf"(?:截[至止])?{_Y}年([0-9]{{1,2}})月([0-9]{{1,2}})日", _day),
    )
)


def parse_period(text: str) -> Period | None:
    """The period that `text` names, canonical (2023-H1) or Chinese (2023年上半年); None when it names none.

    Years from 1900 to 2199. 2023-01/09 and 2023年1-9月 are January to September, 2023年三季度 is the quarter alone.

    >>> parse_period("2023年前三季度").label
    '2023-01/09'
    """
    return _parsed_period(text.strip()) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _parsed_period(text: str) -> Period | None:
    text = _SPACES.sub(r"\1", plain(text))
    for form, made in _FORMS_PERIOD:
        if found := form.fullmatch(text):
            year, *parts = (_CHINESE_DIGITS.get(part) or int(part) for part in found.groups())
            return made(year, *parts) if _known(year) else None
    return None


def _known(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def year_in(text: str) -> Period | None:
    """The year that a cell of a column of years means by a day: its first or last day, or such a day as a number.

    Spreadsheets show a day as its year, a year that is taken for a day as one of 1905, and a day without its format
    as the number of days since 1899-12-30. None for everything else, other days among them.

    >>> str(year_in("2023-12-31")), str(year_in("45291")), str(year_in("1905-07-15"))
    ('2023', '2023', '2023')
    """
    day = _counted(int(text)) if text.isascii() and text.isdigit() and len(text) == 5 else _one_day(text)
    if day is None:
        return None
    number = (day - _DAY_ZERO).days
    if _known(number):
        return _year(number)
    return _year(day.year) if (day.month, day.day) in ((1, 1), (12, 31)) else None


def _counted(number: int) -> date | None:
    day = _DAY_ZERO + timedelta(days=number)
    return day if _known(day.year) else None


def _one_day(text: str) -> date | None:
    found = parse_period(text)
    return found.start if found and found.kind is PeriodKind.DAY else None
