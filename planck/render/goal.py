"""Goals in words, in full for sentences and short for tables."""

from collections.abc import Callable, Mapping

from planck.model import Assessment, Comparator, Goal, Language, Quantity, Text
from planck.render.display import clean, cut
from planck.render.numbers import given, number, percent, points, unit_text, with_unit

SERIES_COLUMNS, SHORT_COLUMNS = 60, 12
_SHARES = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)
_STEPS = (Quantity.INCREASE, Quantity.DECREASE, Quantity.AVERAGE_INCREASE)

_QUANTITIES: Mapping[Quantity, Text] = {
    Quantity.LEVEL: Text(),
    Quantity.TOTAL: Text(zh="累计", en="in total "),
    Quantity.INCREASE: Text(zh="增加", en="an increase of "),
    Quantity.DECREASE: Text(zh="减少", en="a decrease of "),
    Quantity.GROWTH: Text(zh="增长", en="growth of "),
    Quantity.REDUCTION: Text(zh="降低", en="a reduction of "),
    Quantity.AVERAGE_GROWTH: Text(zh="年均增长", en="average yearly growth of "),
    Quantity.AVERAGE_INCREASE: Text(zh="年均增加", en="an average yearly increase of "),
}

_QUANTITIES_SHORT: Mapping[Quantity, Text] = {
    Quantity.LEVEL: Text(),
    Quantity.TOTAL: Text(zh="累计", en="total"),
    Quantity.INCREASE: Text(zh="增加", en="up by"),
    Quantity.DECREASE: Text(zh="减少", en="down by"),
    Quantity.GROWTH: Text(zh="增长", en="growth"),
    Quantity.REDUCTION: Text(zh="降低", en="cut"),
    Quantity.AVERAGE_GROWTH: Text(zh="年均", en="growth/yr"),
    Quantity.AVERAGE_INCREASE: Text(zh="年均增", en="up/yr"),
}

_COMPARATORS: Mapping[Comparator, Text] = {
    Comparator.AT_LEAST: Text(zh="至少 {low}", en="at least {low}"),
    Comparator.AT_MOST: Text(zh="至多 {high}", en="at most {high}"),
    Comparator.MORE_THAN: Text(zh="超过 {low}", en="more than {low}"),
    Comparator.LESS_THAN: Text(zh="低于 {high}", en="less than {high}"),
    Comparator.ABOUT: Text(zh="{low} 至 {high}（左右）", en="about {low} to {high}"),
    Comparator.BETWEEN: Text(zh="{low} 至 {high}", en="between {low} and {high}"),
    Comparator.ABOVE_SERIES: Text(zh="高于{series}{margin}", en="above {series}{margin}"),
    Comparator.BELOW_SERIES: Text(zh="低于{series}{margin}", en="below {series}{margin}"),
    Comparator.RANK: Text(zh="前{rank}位", en="top {rank}"),
    Comparator.DONE: Text(zh="完成", en="done"),
}

_COMPARATORS_SHORT: Mapping[Comparator, str] = {
    Comparator.AT_LEAST: "≥{low}",
    Comparator.AT_MOST: "≤{high}",
    Comparator.MORE_THAN: ">{low}",
    Comparator.LESS_THAN: "<{high}",
    Comparator.ABOUT: "{low}~{high}",
    Comparator.BETWEEN: "{low}~{high}",
    Comparator.ABOVE_SERIES: ">{series}",
    Comparator.BELOW_SERIES: "<{series}",
}


def _bound(goal: Goal, value: float | None, unit: str, language: Language) -> str:
    if value is None:
        return Text(zh="不限", en="no limit").in_(language)
    if goal.quantity in _SHARES:
        return percent(value, digits=2)
    if goal.quantity in _STEPS and unit_text(unit) in ("%", "％"):
        return f"{points(value)} {Text(zh='个百分点', en='points').in_(language)}"
    return with_unit(given(value), unit)


def _bare(goal: Goal, value: float | None, language: Language) -> str:
    if value is None:
        return Text(zh="不限", en="open").in_(language)
    return percent(value, digits=2) if goal.quantity in _SHARES else given(value)


def _fields(goal: Goal, shown: Callable[[float | None], str], series: str, language: Language) -> dict[str, str]:
    position = goal.low if goal.high is None else goal.high
    margin = goal.low if goal.low is not None else goal.high
    by = Text(zh=" {} 以上", en=" by at least {}").in_(language)
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
        text = Text(zh=f"每年{text}", en=f"{text} every year").in_(language)
    level = assessment.goal_value
    if assessment.goal.quantity in (Quantity.LEVEL, Quantity.TOTAL) or not isinstance(level, float):
        return text
    value = with_unit(number(level), assessment.unit)
    return text + Text(zh=f"（即 {value}）", en=f" (that is {value})").in_(language)
