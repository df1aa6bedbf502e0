"""Goals in words, in full for sentences and short for tables."""

from collections.abc import Callable, Mapping

from planck.model import Assessment, Comparator, Goal, Language, Quantity
from planck.view.numbers import clean, cut, given, number, percent, points, unit_text, with_unit
from planck.words import Labels, say

SERIES_COLUMNS, SHORT_COLUMNS = 60, 12
_SHARES = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)
_STEPS = (Quantity.INCREASE, Quantity.DECREASE, Quantity.AVERAGE_INCREASE)

_QUANTITIES = Labels("render.quantities")

_QUANTITIES_SHORT = Labels("render.quantities_short")

_COMPARATORS = Labels("render.comparators")

_COMPARATORS_SHORT: Mapping[Comparator, str] = {
    Comparator.AT_LEAST: "≥{low}",
    Comparator.AT_MOST: "≤{high}",
    Comparator.MORE_THAN: ">{low}",
    Comparator.LESS_THAN: "<{high}",
    Comparator.ABOUT: "{low}~{high}",
    Comparator.BETWEEN: "{low}~{high}",
    Comparator.ABOVE_SERIES: ">{series}",
    Comparator.BELOW_SERIES: "<{series}",
    Comparator.UP: "↑",
    Comparator.DOWN: "↓",
}


def _bound(goal: Goal, value: float | None, unit: str, language: Language) -> str:
    if value is None:
        return say("render.sentence.no_limit", language)
    if goal.quantity in _SHARES:
        return percent(value, digits=2)
    if goal.quantity in _STEPS and unit_text(unit) in ("%", "％"):
        return f"{points(value)} {say('render.common.points', language)}"
    return with_unit(given(value), unit)


def _bare(goal: Goal, value: float | None, language: Language) -> str:
    if value is None:
        return say("render.sentence.open", language)
    return percent(value, digits=2) if goal.quantity in _SHARES else given(value)


def _fields(goal: Goal, shown: Callable[[float | None], str], series: str, language: Language) -> dict[str, str]:
    position = goal.low if goal.high is None else goal.high
    margin = goal.low if goal.low is not None else goal.high
    by = say("render.sentence.by_at_least", language)
    return {
        "low": shown(goal.low),
        "high": shown(goal.high),
        "series": series,
        "rank": number(position) if position is not None else "?",
        "margin": by.format(shown(margin)) if margin else "",
    }


def _series(goal: Goal, language: Language) -> str:
    return clean(goal.series_name.in_(language)).strip() or clean(goal.series)


def goal_text(goal: Goal, unit: str, language: Language) -> str:
    """The goal in words: 至少 1,000 家, 年均增长至少 15 %, 前3位, 高于地区生产总值."""
    other = cut(_series(goal, language), SERIES_COLUMNS)
    fields = _fields(goal, lambda value: _bound(goal, value, unit, language), other, language)
    compared = _COMPARATORS[goal.comparator].in_(language).format_map(fields)
    return _QUANTITIES[goal.quantity].in_(language) + compared


def goal_short(goal: Goal, language: Language) -> tuple[str, ...]:
    """The goal in one or two unbreakable pieces for a table, without its unit: ≥1,000; 累计, ≥300; 前3位."""
    other = cut(_series(goal, language), SHORT_COLUMNS)
    fields = _fields(goal, lambda value: _bare(goal, value, language), other, language)
    template = _COMPARATORS_SHORT.get(goal.comparator) or _COMPARATORS[goal.comparator].in_(language)
    quantity = _QUANTITIES_SHORT[goal.quantity].in_(language)
    return (*((quantity,) if quantity else ()), template.format_map(fields))


def goal_phrase(assessment: Assessment, language: Language) -> str:
    """The goal of an assessment, with what it comes to as a level: 年均增长至少 15 %（即 40.23 亿元）."""
    text = goal_text(assessment.goal, assessment.unit, language)
    if assessment.target.path == "hold":
        text = say("render.sentence.text_every_year", language, text=text)
    level = assessment.goal_value
    if assessment.goal.quantity in (Quantity.LEVEL, Quantity.TOTAL) or not isinstance(level, float):
        return text
    value = with_unit(number(level), assessment.unit)
    return text + say("render.sentence.that_is_value", language, value=value)
