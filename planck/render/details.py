"""Every number of an assessment with its label, as a report lists them, and those that could not be computed."""

from collections.abc import Callable, Mapping

from planck.model import Assessment, Figure, Language, Missing, Number, Reading, Text
from planck.render.clauses import known, reading_text
from planck.render.goal import goal_phrase
from planck.render.numbers import apart, difference, given, percent, rate_short, signed, with_unit
from planck.render.periods import period_words, year_words
from planck.render.words import NATURES, PATHS, WORDINGS, readable, word

Shown = Callable[[Assessment, float, Language], str]


def _value(assessment: Assessment, value: float, language: Language) -> str:
    beside = [other for other in known(assessment.judged, assessment.goal_value) if other != value]
    return with_unit(apart(value, beside), assessment.unit)


def _gap(assessment: Assessment, value: float, language: Language) -> str:
    return signed(difference(value, assessment.unit, language))


def _share(assessment: Assessment, value: float, language: Language) -> str:
    return percent(value)


def _signed_share(assessment: Assessment, value: float, language: Language) -> str:
    return signed(percent(value))


def _ratio(assessment: Assessment, value: float, language: Language) -> str:
    return percent(value, [border for _, border in assessment.borders])


def _rate(assessment: Assessment, value: float, language: Language) -> str:
    return rate_short(value, assessment.rate_kind, assessment.unit, language)


def _year(assessment: Assessment, value: float, language: Language) -> str:
    return year_words(value, language)


def _baseline(assessment: Assessment, value: float, language: Language) -> str:
    period = period_words(assessment.baseline_period, language)
    text = with_unit(given(value), assessment.unit)
    return Text(zh=f"{text}（{period}）", en=f"{text} ({period})").in_(language)


NUMBERS: Mapping[str, tuple[Text, Shown]] = {
    "baseline": (Text(zh="基期值", en="baseline"), _baseline),
    "goal_value": (Text(zh="目标值", en="goal as a level"), _value),
    "path_value": (Text(zh="路径要求", en="asked for by the path"), _value),
    "gap": (Text(zh="与路径之差", en="distance from the path"), _gap),
    "gap_share": (Text(zh="与路径之差（占比）", en="distance as a share"), _signed_share),
    "elapsed": (Text(zh="已过时间", en="time gone"), _share),
    "way": (Text(zh="已走路程", en="way gone"), _share),
    "asked": (Text(zh="应走路程", en="way asked for"), _share),
    "pace_ratio": (Text(zh="与应有进度之比", en="ratio to what the path asks for"), _ratio),
    "required_from_baseline": (Text(zh="全程每年所需", en="needed a year from the baseline"), _rate),
    "achieved": (Text(zh="迄今每年", en="made a year so far"), _rate),
    "required_from_now": (Text(zh="今后每年所需", en="needed a year from now"), _rate),
    "projection": (Text(zh="照此速度到期时", en="at the date at this pace"), _value),
    "reach": (Text(zh="照此速度达到目标", en="goal reached at this pace"), _year),
}


def _goal(assessment: Assessment, language: Language) -> str:
    due, goal = period_words(assessment.due, language), goal_phrase(assessment, language)
    target = assessment.target
    comma = Text(zh="，", en=", ").in_(language)
    kind = NATURES[target.nature].in_(language) + comma + WORDINGS[target.wording].in_(language)
    path = PATHS[target.path].in_(language) if target.path in PATHS else readable(target.path)
    text = Text(zh=f"{goal}，{due}到期（{kind}；路径：{path}）", en=f"{goal}, due {due} ({kind}; path: {path})")
    return text.in_(language)


def _latest(latest: Reading | Missing, assessment: Assessment, language: Language) -> str:
    if isinstance(latest, Missing):
        return word(latest, language)
    text = with_unit(reading_text(latest, (assessment.goal_value, assessment.path_value)), assessment.unit)
    period = period_words(latest.period, language)
    made = "".join(f"; {conversion_text(figure)}" for figure in latest.figures if figure.converted)
    return Text(zh=f"{text}（{period}{made.replace('; ', '；')}）", en=f"{text} ({period}{made})").in_(language)


def conversion_text(figure: Figure) -> str:
    """What was typed and what it was read as, `12.3 亿元 = 123000 万元`; empty where nothing was converted."""
    made = figure.converted
    return f"{with_unit(made.text, made.unit)} = {with_unit(figure.text, figure.unit)}" if made else ""


def details(assessment: Assessment, language: Language) -> list[tuple[str, str]]:
    """Labels and values: the goal, the latest figure, the numbers, and those not computed with the reason."""
    pairs = [
        (Text(zh="目标", en="goal").in_(language), _goal(assessment, language)),
        (Text(zh="最新数据", en="latest figure").in_(language), _latest(assessment.latest, assessment, language)),
    ]
    for name, (label, shown) in NUMBERS.items():
        value: Number = getattr(assessment, name)
        if not isinstance(value, Missing):
            pairs.append((label.in_(language), shown(assessment, value, language)))
    absent = Text(zh="没有计算", en="not computed").in_(language)
    return pairs + [
        (absent, Text(zh=f"{'、'.join(labels)}：{why}", en=f"{', '.join(labels)}: {why}").in_(language))
        for why, labels in not_computed(assessment, language).items()
    ]


def not_computed(assessment: Assessment, language: Language) -> dict[str, list[str]]:
    """The labels of the numbers that are missing, by the reason in words."""
    missing: dict[str, list[str]] = {}
    for name, (label, _) in NUMBERS.items():
        value: Number = getattr(assessment, name)
        if isinstance(value, Missing):
            missing.setdefault(word(value, language), []).append(label.in_(language))
    return missing
