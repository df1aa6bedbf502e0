"""Every number of an assessment with its label, as a report lists them, and those that could not be computed."""

from collections.abc import Callable, Mapping

from planck.model import Assessment, Figure, Language, Missing, Number, Reading
from planck.view.goal import goal_phrase
from planck.view.numbers import (
    apart,
    difference,
    given,
    percent,
    period_words,
    rate_short,
    signed,
    with_unit,
    year_words,
)
from planck.view.sentence import known, reading_text
from planck.view.shown import is_rank
from planck.view.words import NATURES, PATHS, WORDINGS, readable, word
from planck.words import Label, Labels, say

Shown = Callable[[Assessment, float, Language], str]


def _value(assessment: Assessment, value: float, language: Language) -> str:
    beside = [other for other in known(assessment.judged, assessment.goal_value) if other != value]
    return with_unit(apart(value, beside), assessment.unit)


def _share(assessment: Assessment, value: float, language: Language) -> str:
    return percent(value)


def _rate(assessment: Assessment, value: float, language: Language) -> str:
    return rate_short(value, assessment.rate_kind, assessment.unit, language)


def _baseline(assessment: Assessment, value: float, language: Language) -> str:
    period = period_words(assessment.baseline_period, language)
    text = with_unit(given(value), assessment.unit)
    return say("render.sentence.text_period", language, text=text, period=period)


NUMBERS: Mapping[str, Shown] = {
    "baseline": _baseline,
    "goal_value": _value,
    "path_value": _value,
    "gap": lambda its, value, language: signed(difference(value, its.unit, language)),
    "gap_share": lambda its, value, language: signed(percent(value)),
    "elapsed": _share,
    "way": _share,
    "asked": _share,
    "pace_ratio": lambda its, value, language: percent(value, [border for _, border in its.borders]),
    "required_from_baseline": _rate,
    "achieved": _rate,
    "required_from_now": _rate,
    "projection": _value,
    "reach": lambda its, value, language: year_words(value, language),
}
_NAMES = Labels("render.numbers")


def _goal(assessment: Assessment, language: Language) -> str:
    due, goal = period_words(assessment.due, language), goal_phrase(assessment, language)
    target = assessment.target
    comma = say("render.marks.comma", language)
    kind = NATURES[target.nature].in_(language) + comma + WORDINGS[target.wording].in_(language)
    path = PATHS[target.path].in_(language) if target.path in PATHS else readable(target.path)
    text = Label("render.sentence.goal_in_full").fill(goal=goal, due=due, kind=kind, path=path)
    return text.in_(language)


def _latest(latest: Reading | Missing, assessment: Assessment, language: Language) -> str:
    if isinstance(latest, Missing):
        return word(latest, language)
    text = with_unit(reading_text(latest, (assessment.goal_value, assessment.path_value)), assessment.unit)
    period = period_words(latest.period, language)
    semicolon = say("render.marks.semicolon", language)
    made = "".join(semicolon + conversion_text(figure) for figure in latest.figures if figure.converted)
    return say("render.sentence.of_period_made", language, text=text, period=period, made=made)


def conversion_text(figure: Figure) -> str:
    """What was typed and what it was read as, `12.3 亿元 = 123000 万元`; empty where nothing was converted."""
    made = figure.converted
    return f"{with_unit(made.text, made.unit)} = {with_unit(figure.text, figure.unit)}" if made else ""


def details(assessment: Assessment, language: Language) -> list[tuple[str, str]]:
    """Labels and values: the goal, the latest figure, the numbers, and those not computed with the reason."""
    pairs = [
        (say("render.sentence.goal", language), _goal(assessment, language)),
        (say("render.sentence.latest_figure", language), _latest(assessment.latest, assessment, language)),
    ]
    for name, shown in NUMBERS.items():
        value: Number = getattr(assessment, name)
        # A share of a place in an order says nothing.
        if not isinstance(value, Missing) and not (name == "gap_share" and is_rank(assessment)):
            pairs.append((_NAMES[name].in_(language), shown(assessment, value, language)))
    absent = say("render.common.not_computed", language)
    return pairs + [
        (absent, say("render.sentence.labels_why", language, labels=labels, why=why))
        for why, labels in not_computed(assessment, language).items()
    ]


def not_computed(assessment: Assessment, language: Language) -> dict[str, list[str]]:
    """The labels of the numbers that are missing, by the reason in words."""
    missing: dict[str, list[str]] = {}
    for name in NUMBERS:
        value: Number = getattr(assessment, name)
        if isinstance(value, Missing):
            missing.setdefault(word(value, language), []).append(_NAMES[name].in_(language))
    return missing
