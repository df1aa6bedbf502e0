"""Periods and times in words."""

import math
import re

from planck.model import Language, Period, PeriodKind
from planck.render.display import clean

LAST_YEAR = 9999
_HALVES = {1: "上半年", 2: "下半年"}
_QUARTERS = {1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}


def period_words(period: Period, language: Language) -> str:
    """A period as it is written in a sentence: 2023年上半年, 2023年1—9月; in English its label."""
    if language is Language.EN:
        return period.label
    year, first, last = f"{period.start.year}年", period.start.month, period.end.month
    match period.kind:
        case PeriodKind.YEAR:
            return year
        case PeriodKind.YEARS:
            return f"{period.start.year}—{period.end.year}年"
        case PeriodKind.HALF:
            return year + _HALVES[last // 6]
        case PeriodKind.QUARTER:
            return year + _QUARTERS[last // 3]
        case PeriodKind.MONTH:
            return f"{year}{first}月"
        case PeriodKind.YEAR_TO_DATE:
            return f"{year}{first}—{last}月"
    return f"{year}{first}月{period.start.day}日"


def label_words(label: str, language: Language) -> str:
    """A period's label in a sentence; a bare year gets its 年 in Chinese."""
    text = clean(label)
    return f"{text}年" if language is Language.ZH and re.fullmatch(r"\d{4}", text) else text


def year_of(time: float) -> str:
    """The year in which a time on the axis of years falls (2023.0 is the end of 2023, 2023.5 the middle of 2024)."""
    if not math.isfinite(time) or time > LAST_YEAR:
        return f">{LAST_YEAR}"
    return str(math.ceil(time - 1e-6))


def year_words(time: float, language: Language) -> str:
    """That year in a sentence."""
    return year_of(time) + ("年" if language is Language.ZH else "")
