"""Why a verdict is what it is, in one or two sentences, with the numbers that decided."""

from collections.abc import Callable, Mapping

from planck.assess.target import against, counted
from planck.engine.method import METHODS, OF_THE_PATH
from planck.model import (
    Assessment,
    Comparator,
    Figure,
    Flag,
    Flip,
    Goal,
    Language,
    Missing,
    Number,
    Opinion,
    Outlook,
    Quantity,
    RateKind,
    Reading,
    Text,
)
from planck.render.document import Tone
from planck.render.message import argument_text
from planck.render.numbers import (
    MOST_DIGITS,
    apart,
    clean,
    cut,
    difference,
    exact,
    fixed,
    given,
    label_words,
    number,
    percent,
    period_words,
    places,
    points,
    rate,
    rate_short,
    same,
    signed,
    unit_text,
    with_unit,
    year_words,
)
from planck.render.words import MISSING, NATURES, NOT_ASSESSED, PATHS, WORDINGS, readable, status_word, word

# Goals in words, in full for sentences and short for tables.

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


# The parts of a sentence about an assessment, each empty where there is nothing to say.

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


# What status methods say of a target, in words: classes, the numbers behind them, and who disagrees.

Borders = tuple[tuple[str, float], ...]


def quantity_text(quantity: float, borders: Borders) -> str:
    """The number that a method holds against its borders, with enough digits to tell it from them."""
    return apart(quantity, [border for _, border in borders])


def quantity_name(method: str, language: Language) -> str:
    """What a method measures, in words."""
    return (METHODS[method].quantity if method in METHODS else OF_THE_PATH).in_(language)


def between_text(quantity: float, borders: Borders, language: Language) -> str:
    """The borders around a number: `在 0.6 与 0.95 之间`, `at least 1`."""
    under = max((border for _, border in borders if border <= quantity), default=None)
    over = min((border for _, border in borders if border > quantity), default=None)
    if under is not None and over is not None:
        text = Text(zh=f"在 {given(under)} 与 {given(over)} 之间", en=f"between {given(under)} and {given(over)}")
    elif over is not None:
        text = Text(zh=f"低于 {given(over)}", en=f"below {given(over)}")
    elif under is not None:
        text = Text(zh=f"不低于 {given(under)}", en=f"at least {given(under)}")
    else:
        text = Text()
    return text.in_(language)


def measured_text(assessment: Assessment, language: Language) -> str:
    """The number that decided by a published method: `；推算到期时所走完的路程为 0.27（在 0.1 与 0.95 之间）`."""
    quantity = assessment.reason.numbers.get("quantity")
    if not isinstance(quantity, float):
        return ""
    name, number = quantity_name(assessment.method, language), quantity_text(quantity, assessment.borders)
    around = between_text(quantity, assessment.borders, language)
    zh, en = (f"（{around}）", f" ({around})") if around else ("", "")
    return Text(zh=f"；{name}为 {number}{zh}", en=f"; {name}: {number}{en}").in_(language)


def opinion_text(opinion: Opinion, language: Language) -> str:
    """A method, its class and its number: `statcan 进展有限（0.02）`."""
    status = status_word(opinion.status).words.in_(language)
    if isinstance(opinion.quantity, Missing):
        return f"{clean(opinion.method)} {status}"
    number = quantity_text(opinion.quantity, opinion.borders)
    return Text(
        zh=f"{clean(opinion.method)} {status}（{number}）", en=f"{clean(opinion.method)} {status} ({number})"
    ).in_(language)


def disagreement(assessment: Assessment, language: Language) -> str:
    """Which other methods would answer yes where the chosen one says no, or the other way; empty where none does."""
    other = against(assessment)
    if not other:
        return ""
    listed = [opinion_text(one, language) for one in other]
    yes = bool(other[0].level.yes)
    if language is Language.ZH:
        return f"其他方法判断为{'能' if yes else '不能'}如期实现：{'，'.join(listed)}"
    return f"other methods say {'yes' if yes else 'no'} to the goal: {', '.join(listed)}"


# How firm a verdict is, where the series leads and what pace has been seen, in words.

Pair = tuple[str, str]

CAUSES = {
    "rounding": Text(zh="印出的位数（四舍五入）", en="the rounding of the printed figures"),
    "last_figure": Text(zh="最后一个数据", en="the last figure alone"),
    "revision": Text(zh="初步数据（以往的修订幅度）", en="a preliminary figure within its usual revision"),
}


def _said(language: Language, zh: str, en: str) -> str:
    return Text(zh=zh, en=en).in_(language)


def _digits(step: Number) -> int:
    # The decimals that a figure with this unit in its last digit is printed with.
    return 0 if isinstance(step, Missing) else min(MOST_DIGITS, places(exact(step).normalize()))


def _amount(value: float, step: Number, unit: str, language: Language) -> str:
    """A change of a printed figure, with the digits it is printed with: `12 家`, `0.03 个百分点`."""
    text = fixed(exact(abs(value)), _digits(step))
    if unit_text(unit) in ("%", "％"):
        return f"{text} {_said(language, '个百分点', 'points')}"
    return with_unit(text, unit)


def _level(assessment: Assessment, value: float, step: Number) -> str:
    """A value that the latest figure could have; for a sum, what the sum would be then."""
    latest, judged = assessment.latest, assessment.judged
    if assessment.goal.quantity is Quantity.TOTAL and isinstance(latest, Reading) and not isinstance(judged, Missing):
        value = judged + (value - latest.value)
    return with_unit(fixed(exact(value), _digits(step)), assessment.unit)


def _statuses(statuses: tuple[str, ...], language: Language) -> str:
    return _said(language, "或", " or ").join(status_word(status).words.in_(language) for status in statuses)


def _nearest(assessment: Assessment, *, better: bool) -> Flip | Missing:
    firm = assessment.outlook.fragility if assessment.outlook else None
    flips = [flip for flip in (firm.up, firm.down) if isinstance(flip, Flip)] if firm else []
    found = [flip for flip in flips if flip.better is better]
    return min(found, key=lambda flip: abs(flip.change), default=Missing.NO_FLIP)


def margin(assessment: Assessment, language: Language) -> str:
    """What the latest figure may lose before a good status goes, or lacks for a better one; empty where nothing does.

    `需再增加 12 家（754 家）才为快于预期`, `不低于 754 家时仍为快于预期`.
    """
    if assessment.outlook is None or assessment.status == NOT_ASSESSED:
        return ""
    good = status_word(assessment.status).tone is Tone.GOOD
    flip = _nearest(assessment, better=not good)
    if isinstance(flip, Missing):
        return ""
    return _holds(assessment, flip, language) if good else _needs(assessment, flip, language)


def _needs(assessment: Assessment, flip: Flip, language: Language) -> str:
    assert assessment.outlook is not None
    step = assessment.outlook.fragility.step
    amount = _amount(flip.change, step, assessment.unit, language)
    level, status = _level(assessment, flip.value, step), status_word(flip.status).words.in_(language)
    if flip.change > 0:
        return _said(
            language, f"还差 {amount}（达到 {level}）即为{status}", f"needs {amount} more ({level}) to be {status}"
        )
    return _said(
        language, f"还需减少 {amount}（降到 {level}）才为{status}", f"needs {amount} less ({level}) to be {status}"
    )


def _holds(assessment: Assessment, flip: Flip, language: Language) -> str:
    assert assessment.outlook is not None
    level = _level(assessment, flip.keeps, assessment.outlook.fragility.step)
    status = status_word(flip.status).words.in_(language)
    if flip.change < 0:
        return _said(
            language, f"不低于 {level}时仍成立，再低则为{status}", f"holds down to {level}, below it is {status}"
        )
    return _said(language, f"不高于 {level}时仍成立，再高则为{status}", f"holds up to {level}, above it is {status}")


def rests_on(assessment: Assessment, language: Language) -> str:
    """What alone could change the status, and into what; empty for a verdict that is firm."""
    if assessment.outlook is None:
        return ""
    firm = assessment.outlook.fragility
    others = {"rounding": firm.rounding, "last_figure": firm.dropped, "revision": firm.revision}
    parts = []
    for cause in firm.causes:
        found = others[cause]
        assert not isinstance(found, Missing)
        statuses, name = _statuses(found, language), CAUSES[cause].in_(language)
        parts.append(_said(language, f"取决于{name}，否则为{statuses}", f"rests on {name}, else {statuses}"))
    return _said(language, "；", "; ").join(parts)


FIRM_HEADERS: tuple[Text, ...] = (
    Text(zh="指标", en="target"),
    Text(zh="状态", en="status"),
    Text(zh="最新数据可变动的幅度", en="what the latest figure may change by"),
    Text(zh="四舍五入", en="rounding"),
    Text(zh="去掉最后一个数据", en="without the last figure"),
    Text(zh="按以往幅度修订", en="usual revision"),
    Text(zh="其他方法", en="other methods"),
)


def firm_cells(assessment: Assessment, language: Language) -> list[str]:
    """The row of a target in the table of how firm the verdicts are, without its name."""
    outlook = assessment.outlook
    if outlook is None:
        return []
    firm = outlook.fragility
    stays = _said(language, "不变", "stays")

    def answer(others: tuple[str, ...] | Missing) -> str:
        return word(others, language) if isinstance(others, Missing) else _statuses(others, language) or stays

    why = next((one for one in (firm.up, firm.down) if isinstance(one, Missing)), Missing.NO_FLIP)
    return [
        status_word(assessment.status).words.in_(language),
        margin(assessment, language) or word(why, language),
        answer(firm.rounding),
        answer(firm.dropped),
        answer(firm.revision),
        _others(assessment, language),
    ]


def _others(assessment: Assessment, language: Language) -> str:
    asked = [one for one in counted(assessment) if one.method != assessment.method and one.level.yes is not None]
    if assessment.status == NOT_ASSESSED or not asked:
        return word(Missing.NOT_ASSESSED, language)
    opposed = [one.method for one in against(assessment)]
    if not opposed:
        return _said(language, f"{len(asked)} 种判断一致", f"all {len(asked)} agree")
    return _said(
        language,
        f"{len(asked)} 种中 {len(opposed)} 种相反：{'、'.join(opposed)}",
        f"{len(opposed)} of {len(asked)} say the opposite: {', '.join(opposed)}",
    )


def _rate(assessment: Assessment, value: float, language: Language) -> str:
    return rate_short(value, assessment.rate_kind, assessment.unit, language)


def _trend(
    assessment: Assessment, outlook: Outlook, language: Language
) -> list[tuple[Text, Number, Callable[[float], str]]]:
    trend = outlook.trend
    peers = Text(zh=f"其他地区较快的四分之一（共 {trend.peers} 个）", en=f"best quarter of {trend.peers} other regions")
    return [
        (
            Text(
                zh=f"稳健趋势（Theil-Sen，{trend.points} 个点）", en=f"robust trend (Theil-Sen, {trend.points} points)"
            ),
            trend.pace,
            lambda value: _rate(assessment, value, language),
        ),
        (peers, trend.peer_pace, lambda value: _rate(assessment, value, language)),
    ]


def _forecast(
    assessment: Assessment, outlook: Outlook, language: Language
) -> list[tuple[Text, Number, Callable[[float], str]]]:
    ahead, due = outlook.forecast, period_words(assessment.due, language)
    chance = Text(zh=f"{due}达到目标的概率", en=f"probability of meeting the goal in {due}")
    spans = "; ".join(f"{percent(one.level)}: {number(one.low)} ~ {number(one.high)}" for one in ahead.intervals)
    return [
        (
            Text(
                zh=f"{due}的预测（带漂移随机游走，{ahead.steps} 次变动）",
                en=f"forecast for {due} (random walk with drift, {ahead.steps} changes)",
            ),
            ahead.central,
            lambda value: f"{with_unit(number(value), assessment.unit)} ({spans})",
        ),
        (chance, ahead.probability, percent),
    ]


def _feasibility(
    assessment: Assessment, outlook: Outlook, language: Language
) -> list[tuple[Text, Number, Callable[[float], str]]]:
    seen = outlook.feasibility
    # Without a pace that is needed there are no years over which.
    over = Text(zh="本地最好的速度", en="own best pace")
    if not isinstance(seen.years, Missing):
        years = number(seen.years)
        over = Text(zh=f"本地最好的 {years} 年速度", en=f"own best pace over {years} years")
    until = label_words(seen.best_period, language)

    def paced(value: float) -> str:
        return _rate(assessment, value, language)

    return [
        (
            over,
            seen.best,
            lambda value: paced(value) + _said(language, f"（到{until}）", f" (to {until})"),
        ),
        (Text(zh="本地最好的一年", en="own best single year"), seen.best_year, paced),
        (
            Text(
                zh=f"曾达到今后所需速度的其他地区（共 {seen.peers} 个）",
                en=f"share of {seen.peers} other regions that ever made the needed pace",
            ),
            seen.share_of_peers,
            percent,
        ),
    ]


def outlook_pairs(assessment: Assessment, language: Language) -> list[Pair]:
    """Labels and values of trend, forecast and feasibility; those that are missing come last, by their reason."""
    outlook = assessment.outlook
    if outlook is None:
        return []
    pairs: list[Pair] = []
    absent: dict[str, list[str]] = {}
    for part in (_trend, _forecast, _feasibility):
        for label, value, shown in part(assessment, outlook, language):
            if isinstance(value, Missing):
                absent.setdefault(word(value, language), []).append(label.in_(language))
            else:
                pairs.append((label.in_(language), shown(value)))
    changes = [
        f"{label_words(period, language)} {_rate(assessment, change, language)}"
        for period, change in outlook.trend.changes
        if not isinstance(change, Missing)
    ]
    comma = _said(language, "，", ", ")
    if changes:
        pairs.insert(0, (_said(language, "最近几次变动（每年）", "last changes (a year)"), comma.join(changes)))
    unknown = _said(language, "没有评估", "not assessed")
    listed = _said(language, "、", ", ")
    return pairs + [
        (unknown, _said(language, f"{listed.join(labels)}：{why}", f"{listed.join(labels)}: {why}"))
        for why, labels in absent.items()
    ]


_PACE = Text(zh="{period}为 {value}", en="{value} in {period}")

_TEMPLATES: Mapping[str, Text] = {
    "met_at_due": Text(
        zh="{period}为 {value}，达到目标（{goal}）", en="{value} in {period}, which meets the goal ({goal})"
    ),
    "met_early": Text(
        zh="{period}为 {value}，提前达到{due}的目标（{goal}）",
        en="{value} in {period}, which already meets the goal for {due} ({goal})",
    ),
    "missed": Text(
        zh="{period}为 {value}，没有达到目标（{goal}）", en="{value} in {period}, which misses the goal ({goal})"
    ),
    "hold_kept": Text(
        zh="到{period}（{value}）为止一直达到要求（{goal}）", en="the goal ({goal}) was kept up to {period} ({value})"
    ),
    "hold_broken": Text(
        zh="{period}为 {value}，没有达到要求（{goal}）", en="{value} in {period}, which breaks the goal ({goal})"
    ),
    "lost": Text(
        zh="{in_when}曾达到目标（{goal}），{period}为 {value}，又失去了",
        en="the goal ({goal}) was met{in_when} and lost again: {value} in {period}",
    ),
    "pace": _PACE,
    "measured": _PACE,
    "near_goal": Text(
        zh="{period}为 {value}，离目标（{goal}）不到一个百分点",
        en="{value} in {period}, within a point of the goal ({goal})",
    ),
    "reversing": Text(
        zh="{period}为 {value}，{than}离目标（{goal}）更远",
        en="{value} in {period}, further from the goal ({goal}){than}",
    ),
    "cap_kept": Text(
        zh="到{period}累计 {value}，未超过上限（{goal}）",
        en="{value} in total by {period}, within the limit ({goal})",
    ),
    "cap_exceeded": Text(
        zh="到{period}累计 {value}，已超过上限（{goal}）",
        en="{value} in total by {period}, over the limit ({goal})",
    ),
    "overshot": Text(
        zh="{period}为 {value}，已越过目标区间（{goal}）的另一端",
        en="{value} in {period}, through the range and out on the other side ({goal})",
    ),
    "nothing_due_yet": Text(
        zh="{period}为 {value}，第一个节点{of_when}尚未到期",
        en="{value} in {period}; the first milestone{of_when} is not yet due",
    ),
}
_UNKNOWN = Text(zh="{missing}", en="{missing}")
_FIGURE_BUT = Text(zh="{period}为 {value}，但{missing}", en="{value} in {period}, but {missing}")

# Keys whose sentence goes on with the path, the way, and the pace needed.
_ON_THE_WAY = ("pace", "reversing", "lost", "cap_kept", "nothing_due_yet", "overshot")


def _first(assessment: Assessment, language: Language) -> str:
    key = assessment.reason.key
    seen = isinstance(assessment.latest, Reading)
    if key == NOT_ASSESSED or not (seen or "value" in assessment.reason.numbers):
        template, key = _FIGURE_BUT if seen else _UNKNOWN, NOT_ASSESSED
    else:
        template = _TEMPLATES.get(key, _PACE)
    text = template.in_(language).format_map(fields(assessment, language))
    if key == "missed":
        text += short_by(assessment, language)
    elif key in _ON_THE_WAY or key not in (*_TEMPLATES, NOT_ASSESSED):
        text += against_path(assessment, language)
    if key == "measured":
        return text + against_path(assessment, language) + measured_text(assessment, language)
    return text + (way_gone(assessment, language) if key in _ON_THE_WAY else "")


def _second(assessment: Assessment, language: Language) -> str:
    if assessment.reason.key not in (*_ON_THE_WAY, NOT_ASSESSED, "hold_kept", "measured"):
        return ""
    parts = [needed(assessment, language), achieved(assessment, language), projected(assessment, language)]
    return Text(zh="，", en="; ").in_(language).join(part for part in parts if part)


def _flags(assessment: Assessment, language: Language) -> str:
    # How firm the verdict is has words of its own.
    words = [word(flag, language) for flag in assessment.flags if flag is not Flag.FRAGILE]
    text = Text(zh="注：" + "；".join(words), en="note: " + "; ".join(words)).in_(language)
    return text if words else ""


def _superseded(earlier: Assessment, language: Language) -> str:
    goal, due = goal_phrase(earlier, language), period_words(earlier.due, language)
    status = status_word(earlier.status).words.in_(language)
    return Text(
        zh=f"修订前的目标（{goal}，{due}到期）为：{status}",
        en=f"under the goal before its revision ({goal}, due {due}) it is {status}",
    ).in_(language)


def _ended(text: str, language: Language) -> str:
    return f"{text}。" if language is Language.ZH else f"{text[:1].upper()}{text[1:]}."


def because(assessment: Assessment, language: Language) -> str:
    """The reason in sentences, without the status: what was found, what is needed, and what else to know."""
    sentences = [
        _first(assessment, language),
        _second(assessment, language),
        margin(assessment, language),
        rests_on(assessment, language),
        _flags(assessment, language),
        disagreement(assessment, language),
        *(_superseded(earlier, language) for earlier in assessment.superseded),
    ]
    return ("" if language is Language.ZH else " ").join(_ended(text, language) for text in sentences if text)


def verdict(assessment: Assessment, language: Language) -> str:
    """The status and the method that gave it: `严重滞后（schedule 法）`."""
    status, method = status_word(assessment.status).words.in_(language), clean(assessment.method)
    text = Text(zh=f"{status}（{method} 法）", en=f"{status} (by the {method} method)").in_(language)
    return text[:1].upper() + text[1:]


def sentence(assessment: Assessment, language: Language) -> str:
    """The verdict and its reason: `严重滞后（schedule 法）：2021年为 20.06 亿元，…`."""
    colon = Text(zh="：", en=": ").in_(language)
    return verdict(assessment, language) + colon + because(assessment, language)


# Every number of an assessment with its label, as a report lists them, and those that could not be computed.

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


def _rate_details(assessment: Assessment, value: float, language: Language) -> str:
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
    "required_from_baseline": (Text(zh="全程每年所需", en="needed a year from the baseline"), _rate_details),
    "achieved": (Text(zh="迄今每年", en="made a year so far"), _rate_details),
    "required_from_now": (Text(zh="今后每年所需", en="needed a year from now"), _rate_details),
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
