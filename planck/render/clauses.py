"""The parts of a sentence about an assessment, each empty where there is nothing to say."""

from collections.abc import Mapping

from planck.model import Assessment, Language, Missing, Number, Quantity, RateKind, Reading, Text
from planck.render.goal import goal_phrase
from planck.render.message import argument_text
from planck.render.numbers import apart, difference, given, number, percent, rate, same, with_unit
from planck.render.periods import label_words, period_words, year_words
from planck.render.words import MISSING, NOT_ASSESSED, word

_VERBS: Mapping[RateKind, tuple[Text, Text]] = {
    RateKind.GROWTH: (Text(zh="增长", en="grow by"), Text(zh="下降", en="fall by")),
    RateKind.POINTS: (Text(zh="提高", en="rise by"), Text(zh="降低", en="fall by")),
    RateKind.UNITS: (Text(zh="增加", en="rise by"), Text(zh="减少", en="fall by")),
}
_PAST = {"grow by": "grew by", "fall by": "fell by", "rise by": "rose by"}

_BACKWARDS = Text(zh="；倒退了路程的 {way}", en="; it has gone back by {way} of the way")
_AGAINST = Text(zh="，与应有进度之比为 {pace}", en=", {pace} of what the path asks for by then")

# Reasons that the sentence has already told by its verdict.
_SAID = (Missing.ALREADY_MET, Missing.NO_TIME_LEFT, Missing.NO_RATE_FOR_GOAL)


def known(*numbers: Number) -> list[float]:
    """Those of the numbers that are there."""
    return [value for value in numbers if not isinstance(value, Missing)]


def reading_text(reading: Reading, others: tuple[Number, ...] = ()) -> str:
    """A reading's value: as it was printed, or for a derived one with enough digits to tell it from `others`."""
    return apart(reading.value, known(*others)) if reading.derived else given(reading.value, reading.text)


def value_text(assessment: Assessment, value: object, language: Language) -> str:
    """A value in the unit of the assessment; anything but a number stands for its latest figure."""
    if isinstance(value, int | float):
        return with_unit(given(float(value)), assessment.unit)
    latest = assessment.latest
    if isinstance(latest, Missing):
        return with_unit(word(Missing.NO_FIGURE, language), assessment.unit)
    return with_unit(judged_text(assessment), assessment.unit) + _published_text(assessment, latest, language)


def judged_text(assessment: Assessment) -> str:
    """The value that is compared with the goal: the latest figure, the sum that it completes, or its full year."""
    latest, judged = assessment.latest, assessment.judged
    if isinstance(latest, Missing) or isinstance(judged, Missing):
        return ""
    others = (assessment.goal_value, assessment.path_value)
    if assessment.goal.series:
        return reading_text(latest, others)
    return reading_text(latest, others) if judged == latest.value else apart(judged, known(*others))


def _published_text(assessment: Assessment, latest: Reading, language: Language) -> str:
    # A sum, or a full year made of a part of it, is not what was published; that stands beside it.
    printed = latest.figures[-1].text if latest.annualised and latest.figures else reading_text(latest)
    amount = with_unit(printed, assessment.unit)
    if assessment.goal.quantity is Quantity.TOTAL and assessment.judged != latest.value:
        return Text(zh=f"（累计；当期 {amount}）", en=f" in total ({amount} in that period)").in_(language)
    if assessment.goal.series and not isinstance(assessment.judged, Missing):
        apart_by = difference(abs(assessment.judged), assessment.unit, language)
        side = Text(zh="低", en="below") if assessment.judged < 0 else Text(zh="高", en="above")
        return Text(zh=f"（比对照指标{side.zh} {apart_by}）", en=f" ({apart_by} {side.en} the other series)").in_(
            language
        )
    if latest.annualised:
        return Text(zh=f"（折合全年；公布 {amount}）", en=f" as a full year ({amount} published)").in_(language)
    return ""


def when_text(when: object, language: Language) -> str:
    """A period from a reason's numbers: a label, or a time on the axis of years."""
    if isinstance(when, int | float):
        return year_words(float(when), language)
    return label_words(argument_text(when, language), language) if isinstance(when, str | Text) else ""


def fields(assessment: Assessment, language: Language) -> dict[str, str]:
    """What the sentence of a reason may name, by name."""
    numbers, latest = assessment.reason.numbers, assessment.latest
    period = period_words(latest.period, language) if isinstance(latest, Reading) else ""
    when = when_text(numbers.get("when"), language)
    return {
        "period": when_text(numbers.get("period"), language) or period,
        "value": value_text(assessment, numbers.get("value"), language),
        "in_when": Text(zh=when, en=f" in {when}").in_(language) if when else "",
        "of_when": Text(zh=f"（{when}）", en=f" ({when})").in_(language) if when else "",
        "goal": goal_phrase(assessment, language),
        "due": period_words(assessment.due, language),
        "than": _than(assessment, language),
        "missing": missing_text(assessment, language),
    }


def _than(assessment: Assessment, language: Language) -> str:
    value, base = assessment.baseline, period_words(assessment.baseline_period, language)
    if isinstance(value, Missing):
        return ""
    start = with_unit(given(value), assessment.unit)
    return Text(zh=f"比{base}的 {start} ", en=f" than the {start} of {base}").in_(language)


def missing_text(assessment: Assessment, language: Language) -> str:
    """Why there is no verdict: the reason's own, else the first that one of the numbers has."""
    why = assessment.reason.numbers.get("missing", "")
    for number_ in (why, assessment.latest, assessment.judged, assessment.pace_ratio):
        if isinstance(number_, str) and number_ in MISSING:
            return word(Missing(number_), language)
    return argument_text(why, language) or Text(zh="原因不明", en="for a reason that is not given").in_(language)


def against_path(assessment: Assessment, language: Language) -> str:
    """How the value stands against what the path asks for: `，路径要求 22.97 亿元，低 12.7 %`."""
    value, path = assessment.judged, assessment.path_value
    if isinstance(value, Missing) or isinstance(path, Missing):
        return ""
    if same(value, path):
        return Text(zh="，正好是路径要求的值", en=", exactly what the path asks for").in_(language)
    asked = with_unit(apart(path, (value,)), assessment.unit)
    side = Text(zh="高", en="above") if value > path else Text(zh="低", en="below")
    gap = gap_text(assessment, language)
    if language is Language.ZH:
        return f"，路径要求 {asked}，{side.zh} {gap}"
    return f", {gap} {side.en} the {asked} that the path asks for"


def short_by(assessment: Assessment, language: Language) -> str:
    """How far a missed goal was missed: `，相差 6.3 %`."""
    if isinstance(assessment.gap, Missing):
        return ""
    gap = gap_text(assessment, language)
    return Text(zh=f"，相差 {gap}", en=f", by {gap}").in_(language)


def gap_text(assessment: Assessment, language: Language) -> str:
    """The distance from the path without its sign: points for an indicator in %, else a share of the path's value."""
    share, gap = assessment.gap_share, assessment.gap
    if assessment.unit.strip() not in ("%", "％") and not isinstance(share, Missing):
        return percent(abs(share))
    return word(gap, language) if isinstance(gap, Missing) else difference(abs(gap), assessment.unit, language)


def way_gone(assessment: Assessment, language: Language) -> str:
    """The share of the way and of the time gone, and the ratio that decided with the borders around it."""
    way, elapsed = assessment.way, assessment.elapsed
    if isinstance(way, Missing):
        return Text(zh="；", en="; ").in_(language) + word(way, language)
    forward = Text(zh="；已走完路程的 {way}", en="; {way} of the way is gone")
    gone = (forward if way >= 0 else _BACKWARDS).in_(language)
    time = Text(zh="，时间已过 {elapsed}", en=" with {elapsed} of the time").in_(language)
    text = gone.format(way=percent(abs(way), known(elapsed)))
    if not isinstance(elapsed, Missing):
        text += time.format(elapsed=percent(elapsed, (way,)))
    text += _asked(assessment, language)
    return text + pace_text(assessment, language)


def _asked(assessment: Assessment, language: Language) -> str:
    # Said where milestones bend the path, so that it is not the share of the time.
    asked, elapsed = assessment.asked, assessment.elapsed
    if isinstance(asked, Missing) or isinstance(elapsed, Missing) or same(asked, elapsed):
        return ""
    text = Text(zh="，路径要求走完 {asked}", en=", where the path asks for {asked}").in_(language)
    return text.format(asked=percent(asked, (elapsed,)))


def pace_text(assessment: Assessment, language: Language) -> str:
    """The pace ratio and the borders that it lies between: `，是应有进度的 2.2 %（在 0 % 与 60 % 之间）`."""
    pace = assessment.pace_ratio
    if isinstance(pace, Missing):
        return ""
    borders = [border for _, border in assessment.borders]
    forward = Text(zh="，是应有进度的 {pace}", en=", {pace} of what the path asks for by then")
    text = (forward if pace >= 0 else _AGAINST).in_(language)
    return text.format(pace=percent(pace, borders)) + _between(pace, borders, language)


def _between(pace: float, borders: list[float], language: Language) -> str:
    under = max((border for border in borders if border <= pace), default=None)
    over = min((border for border in borders if border > pace), default=None)
    if under is not None and over is not None:
        text = Text(zh="（在 {under} 与 {over} 之间）", en=" (between {under} and {over})")
    elif over is not None:
        text = Text(zh="（低于 {over}）", en=" (below {over})")
    else:
        text = Text(zh="（不低于 {under}）", en=" (at least {under})") if under is not None else Text()
    return text.in_(language).format(under=percent(under or 0), over=percent(over or 0))


def moving(value: float, assessment: Assessment, language: Language, *, past: bool = False) -> str:
    """A yearly rate with its verb: `增长 18.83 %`, `grow by 18.83 % a year`."""
    verb = _VERBS[assessment.rate_kind][value < 0].in_(language)
    amount = rate(abs(value), assessment.rate_kind, assessment.unit, language)
    if language is Language.ZH:
        return f"{verb} {amount}"
    return f"{_PAST[verb] if past else verb} {amount} a year"


def needed(assessment: Assessment, language: Language) -> str:
    """The yearly rate needed from now, beside the one needed over the whole way."""
    now, whole = assessment.required_from_now, assessment.required_from_baseline
    if isinstance(now, Missing):
        said = now in _SAID or now == assessment.way or assessment.reason.key == NOT_ASSESSED
        reason = Text(zh=f"今后所需速度无法计算：{word(now, language)}", en=f"no rate from now: {word(now, language)}")
        return "" if said else reason.in_(language)
    text = Text(zh="今后每年需", en="from now it has to ").in_(language) + moving(now, assessment, language)
    if isinstance(whole, Missing):
        return text
    if (whole < 0) is (now < 0):
        amount = rate(abs(whole), assessment.rate_kind, assessment.unit, language)
        return text + Text(zh=f"（全程平均需 {amount}）", en=f" ({amount} a year over the whole way)").in_(language)
    planned = moving(whole, assessment, language)
    return text + Text(zh=f"（全程平均需{planned}）", en=f" (over the whole way: {planned})").in_(language)


def achieved(assessment: Assessment, language: Language) -> str:
    """The yearly rate so far."""
    value = assessment.achieved
    if isinstance(value, Missing):
        return ""
    if value == 0:
        return Text(zh="迄今没有变化", en="so far it has not moved").in_(language)
    return Text(zh="迄今年均", en="so far it ").in_(language) + moving(value, assessment, language, past=True)


def projected(assessment: Assessment, language: Language) -> str:
    """Where the pace so far leads, and when it would arrive."""
    value, reach = assessment.projection, assessment.reach
    if isinstance(value, Missing):
        return ""
    due, amount = period_words(assessment.due, language), with_unit(number(value), assessment.unit)
    text = Text(zh=f"照此速度{due}为 {amount}", en=f"at that pace it is {amount} in {due}").in_(language)
    if reach is Missing.NEVER_AT_THIS_PACE:
        return text + Text(zh="，达不到目标", en=" and never arrives").in_(language)
    if isinstance(reach, Missing):
        return text
    year = year_words(reach, language)
    return text + Text(zh=f"，{year}达到目标", en=f" and arrives in {year}").in_(language)
