"""Goals in words, in full for sentences and short for tables."""

import math
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from planck.load.cells.number import is_counted
from planck.model import Assessment, Comparator, Goal, Language, Missing, Number, Quantity, Text
from planck.model.plan import IN_PERCENT, STEPS
from planck.view.numbers import clean, cut, given, number, percent, points, unit_in, unit_text, with_unit
from planck.words import Label, Labels, say

SERIES_COLUMNS, SHORT_COLUMNS = 60, 12

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
    if goal.quantity in IN_PERCENT:
        return percent(value, digits=2)
    if goal.quantity in STEPS and unit_text(unit) in ("%", "％"):
        return f"{points(value)} {say('render.common.points', language)}"
    return with_unit(given(value), unit)


def _bare(goal: Goal, value: float | None, language: Language) -> str:
    if value is None:
        return say("render.sentence.open", language)
    return percent(value, digits=2) if goal.quantity in IN_PERCENT else given(value)


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
    if goal.tolerance:
        number = (goal.low or 0.0) + goal.tolerance if goal.high is None else goal.high - goal.tolerance
        compared += say("render.sentence.meant_about", language, value=_bound(goal, number, unit, language))
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


# An assessment as it is told: its unit in the language, and whole numbers where things are counted one by one.

# Beyond this a float has no digits behind the point.
LARGEST = 1e15
_NOISE = 1e-9


def shown(assessment: Assessment, language: Language) -> Assessment:
    """The assessment with the unit of the language; what is counted is whole, and no better than it is."""
    whole = _whole(assessment) if _is_count(assessment) else {}
    return replace(assessment, unit=unit_in(assessment.unit, language), **whole)


def is_rank(assessment: Assessment) -> bool:
    """Whether the goal is a place in an order, which is better the smaller it is."""
    return assessment.goal.comparator is Comparator.RANK


def place_words(amount: float) -> Text:
    """A number of places in an order: `1 位`, `0.5 places`."""
    told = Label("view.ranks.place") if abs(amount) == 1 else Label("view.ranks.places")
    return told.fill(amount=number(abs(amount)))


def _is_count(assessment: Assessment) -> bool:
    goal = assessment.goal
    bounds = (goal.low, goal.high) if goal.quantity in (Quantity.LEVEL, Quantity.TOTAL) else ()
    known = (assessment.judged, assessment.baseline, *bounds)
    numbers = [value for value in known if isinstance(value, float)]
    whole = all(abs(value) < LARGEST and value == int(value) for value in numbers)
    return whole and (is_counted(assessment.unit) or is_rank(assessment))


def _whole(assessment: Assessment) -> dict[str, Number]:
    """The computed values as whole numbers: what has to be reached away from the base, what will be towards it."""
    low, high = assessment.goal_low, assessment.goal_high
    if (low is None) is (high is None):
        return {}
    up = low is not None
    path, judged = _stepped(assessment.path_value, up=up), assessment.judged
    numbers = {
        "goal_value": _stepped(assessment.goal_value, up=up),
        "path_value": path,
        "projection": _stepped(assessment.projection, up=not up),
    }
    if isinstance(path, Missing) or isinstance(judged, Missing):
        return numbers
    share = assessment.gap_share if isinstance(assessment.gap_share, Missing) or not path else (judged - path) / path
    return {**numbers, "gap": judged - path, "gap_share": share}


def _stepped(value: Number, *, up: bool) -> Number:
    if isinstance(value, Missing) or not abs(value) < LARGEST:
        return value
    slack = _NOISE * max(1.0, abs(value))
    return float(math.ceil(value - slack) if up else math.floor(value + slack))
