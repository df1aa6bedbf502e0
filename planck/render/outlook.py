"""How firm a verdict is, where the series leads and what pace has been seen, in words."""

from collections.abc import Callable

from planck.assess.opinions import against, counted
from planck.model import Assessment, Flip, Language, Missing, Number, Outlook, Quantity, Reading, Text
from planck.render.numbers import MOST_DIGITS, exact, fixed, number, percent, places, rate_short, unit_text, with_unit
from planck.render.periods import label_words, period_words
from planck.render.words import NOT_ASSESSED, Tone, status_word, word

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
