"""The words of reports: what each status, flag, reason and kind is called in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planck.engine.method import METHODS
from planck.model import (
    Assessment,
    FigureStatus,
    Flag,
    Language,
    Level,
    Measure,
    Missing,
    Nature,
    Plan,
    Result,
    Severity,
    Target,
    Text,
    Wording,
)
from planck.render.document import Tone
from planck.render.numbers import clean, given

# The words of the classes that published methods give, in both languages, and what each comes to.

# In the words of the sources; one id may be a class of several methods.
PUBLISHED: Mapping[str, tuple[Text, Level]] = {
    "target_achieved": (Text(zh="目标已达到", en="target achieved"), Level.ACHIEVED),
    "substantial_progress": (Text(zh="进展显著", en="substantial progress"), Level.ON_TRACK),
    "significant_progress": (Text(zh="进展明显", en="significant progress"), Level.ON_TRACK),
    "met_or_on_track": (Text(zh="已达到或可望达到", en="met or on track"), Level.ON_TRACK),
    "substantial_or_on_track": (Text(zh="进展显著或可望达到", en="substantial progress or on track"), Level.ON_TRACK),
    "on_track_or_maintaining": (Text(zh="可望达到或保持", en="on track or maintaining"), Level.ON_TRACK),
    "sun": (Text(zh="晴", en="sun"), Level.ON_TRACK),
    "maintain": (Text(zh="保持进度", en="maintain"), Level.ON_TRACK),
    "rate_sufficient": (Text(zh="速度足够", en="rate sufficient"), Level.ON_TRACK),
    "moderate_progress": (Text(zh="进展中等", en="moderate progress"), Level.BEHIND),
    "fair_progress": (Text(zh="进展尚可", en="fair progress"), Level.BEHIND),
    "moderately_improving": (Text(zh="中等改善", en="moderately improving"), Level.BEHIND),
    "sun_cloud": (Text(zh="晴间多云", en="sun and cloud"), Level.BEHIND),
    "accelerate": (Text(zh="须加快", en="accelerate"), Level.BEHIND),
    "rate_insufficient": (Text(zh="速度不足", en="rate insufficient"), Level.BEHIND),
    "limited_progress": (Text(zh="进展有限", en="limited progress"), Level.OFF_TRACK),
    "limited_or_no_progress": (Text(zh="进展有限或没有进展", en="limited or no progress"), Level.OFF_TRACK),
    "insufficient_progress": (Text(zh="进展不足", en="insufficient progress"), Level.OFF_TRACK),
    "no_progress": (Text(zh="没有进展", en="no progress"), Level.OFF_TRACK),
    "stagnating": (Text(zh="停滞", en="stagnating"), Level.OFF_TRACK),
    "stagnation_or_regression": (Text(zh="停滞或倒退", en="stagnation or regression"), Level.OFF_TRACK),
    "cloud": (Text(zh="多云", en="cloud"), Level.OFF_TRACK),
    "moderate_deterioration": (Text(zh="中等恶化", en="moderate deterioration"), Level.REVERSING),
    "significant_deterioration": (Text(zh="明显恶化", en="significant deterioration"), Level.REVERSING),
    "deterioration": (Text(zh="恶化", en="deterioration"), Level.REVERSING),
    "movement_away": (Text(zh="背离目标", en="movement away"), Level.REVERSING),
    "decreasing": (Text(zh="下降", en="decreasing"), Level.REVERSING),
    "thunder": (Text(zh="雷雨", en="thunderstorm"), Level.REVERSING),
    "reverse": (Text(zh="须扭转", en="reverse"), Level.REVERSING),
    "rate_wrong_way": (Text(zh="方向相反", en="wrong way"), Level.REVERSING),
}

LEVELS: Mapping[Level, Text] = {
    Level.ACHIEVED: Text(zh="已达到", en="met"),
    Level.ON_TRACK: Text(zh="合拍", en="on track"),
    Level.BEHIND: Text(zh="滞后", en="behind"),
    Level.OFF_TRACK: Text(zh="严重滞后", en="off track"),
    Level.REVERSING: Text(zh="逆转", en="reversing"),
    Level.MISSED: Text(zh="未实现", en="missed"),
    Level.NOT_ASSESSED: Text(zh="未评", en="not assessed"),
}

SYMBOLS: Mapping[Level, str] = {
    Level.ACHIEVED: "✔",
    Level.ON_TRACK: "=",
    Level.BEHIND: "-",
    Level.OFF_TRACK: "!",
    Level.REVERSING: "<",
    Level.MISSED: "✘",
    Level.NOT_ASSESSED: "?",
}


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status in words, its symbol (which tells without colour) and its tone."""

    words: Text
    symbol: str
    tone: Tone


NOT_ASSESSED = "not_assessed"

_OWN: Mapping[str, StatusWord] = {
    "achieved_early": StatusWord(Text(zh="提前实现", en="achieved early"), "✔", Tone.GOOD),
    "achieved": StatusWord(Text(zh="已实现", en="achieved"), "✔", Tone.GOOD),
    "ahead": StatusWord(Text(zh="快于预期", en="ahead"), "+", Tone.GOOD),
    "on_schedule": StatusWord(Text(zh="基本符合预期", en="on schedule"), "=", Tone.GOOD),
    "on_track": StatusWord(Text(zh="正常推进", en="on track"), "=", Tone.GOOD),
    "falling_behind": StatusWord(Text(zh="正在落后", en="falling behind"), "-", Tone.FAIR),
    "behind": StatusWord(Text(zh="滞后", en="behind"), "-", Tone.FAIR),
    "off_track": StatusWord(Text(zh="严重滞后", en="off track"), "!", Tone.BAD),
    "at_risk": StatusWord(Text(zh="有风险", en="at risk"), "!", Tone.BAD),
    "reversing": StatusWord(Text(zh="逆转", en="reversing"), "<", Tone.BAD),
    "missed": StatusWord(Text(zh="未实现", en="missed"), "✘", Tone.BAD),
    NOT_ASSESSED: StatusWord(Text(zh="未评", en="not assessed"), "?", Tone.NONE),
}
_TONES = {Level.ACHIEVED: Tone.GOOD, Level.ON_TRACK: Tone.GOOD, Level.BEHIND: Tone.FAIR}
# What is as bad or worse than the published classes of a level; they stand before it.
_BEFORE = {
    Level.ACHIEVED: "achieved",
    Level.ON_TRACK: "falling_behind",
    Level.BEHIND: "off_track",
    Level.OFF_TRACK: "reversing",
    Level.REVERSING: "missed",
}


def _statuses() -> dict[str, StatusWord]:
    found: dict[str, StatusWord] = {}
    for name, own in _OWN.items():
        for other, (words, level) in PUBLISHED.items():
            if _BEFORE[level] == name:
                found[other] = StatusWord(words, SYMBOLS[level], _TONES.get(level, Tone.BAD))
        found[name] = own
    return found


# Of every method, best first: the order in which they are counted, and by which one is the worst.
STATUSES: Mapping[str, StatusWord] = _statuses()

FLAGS: Mapping[Flag, Text] = {
    Flag.MET_AT_BASELINE: Text(zh="基期已达到目标", en="the baseline already met the goal"),
    Flag.MET_THEN_LOST: Text(zh="曾达到目标，后又失去", en="the goal was met and then lost"),
    Flag.MET_BUT_WORSENING: Text(zh="已达到目标，但在变差", en="the goal is met, but it is getting worse"),
    Flag.REACHED_LATE: Text(zh="到期之后才达到目标", en="the goal was reached after its date"),
    Flag.PRELIMINARY: Text(zh="依据初步数据", en="rests on a preliminary figure"),
    Flag.ESTIMATED: Text(zh="依据估计数据", en="rests on an estimated figure"),
    Flag.ASSUMED: Text(zh="依据假设数据，不是公布的数据", en="rests on an assumed figure that nobody published"),
    Flag.EXPIRED: Text(
        zh="目标已到期，到期那一期的数据还没有", en="the goal's date has passed and the figure for it is not there"
    ),
    Flag.REVISED_GOAL: Text(zh="目标修订过", en="the goal was revised"),
    Flag.REBASED: Text(
        zh="数据中的基期值与规划不同，按规划的基期值评判",
        en="the figures hold another baseline than the plan, whose own is used",
    ),
    Flag.DERIVED: Text(zh="数值由公式算出", en="the value is derived by formula"),
    Flag.ANNUALISED: Text(zh="数值由部分年度折算为全年", en="the value is annualised from part of a year"),
    Flag.PARTIAL: Text(zh="只有部分年度的数据", en="the figure covers only part of a year"),
    Flag.FRAGILE: Text(zh="结论不稳", en="the verdict is not firm"),
}

MISSING: Mapping[Missing, Text] = {
    Missing.NO_FIGURE: Text(zh="没有数据", en="there is no figure"),
    Missing.NO_FIGURE_AFTER_BASELINE: Text(zh="基期之后没有数据", en="there is no figure after the baseline"),
    Missing.NO_FIGURE_FOR_DUE: Text(
        zh="没有到期那一期的数据", en="there is no figure for the period in which it is due"
    ),
    Missing.NO_BASELINE: Text(zh="没有基期值", en="there is no baseline"),
    Missing.NO_PATH: Text(zh="这种目标没有路径", en="the goal has no path"),
    Missing.NOT_COMPARABLE: Text(
        zh="数据的期间或口径与目标不可比", en="the figure's period or scope is not comparable with the goal's"
    ),
    Missing.ZERO_OR_SIGN_CHANGE: Text(
        zh="经过零或正负号改变，增长率没有意义", en="zero or a change of sign: a growth rate has no meaning"
    ),
    Missing.BASELINE_MEETS_GOAL: Text(
        zh="基期已达到目标，没有路程可走", en="the baseline already meets the goal, so there is no way to go"
    ),
    Missing.ALREADY_MET: Text(zh="目标已经达到", en="the goal is already met"),
    Missing.NO_TIME_LEFT: Text(zh="期限已到", en="no time is left"),
    Missing.NEVER_AT_THIS_PACE: Text(zh="照此速度达不到目标", en="at this pace the goal is never reached"),
    Missing.NOTHING_DUE_YET: Text(zh="第一个节点尚未到期", en="the first milestone is not yet due"),
    Missing.GAP_IN_SUM: Text(zh="累计期间内有缺数", en="figures are missing within the sum"),
    Missing.GAP_IN_YEARS: Text(zh="逐年数据有缺年", en="a year is missing among the yearly figures"),
    Missing.NO_RATE_FOR_GOAL: Text(zh="这种目标没有年均速度", en="a goal of this kind has no yearly rate"),
    Missing.TOO_LARGE: Text(zh="数值超出可表示的范围", en="the number is too large to hold"),
    Missing.OVERSHOT: Text(zh="已越过目标区间的另一端", en="it has gone out of the range on the other side"),
    Missing.TOO_FEW_POINTS: Text(
        zh="数据太少（趋势至少 3 个点，预测至少 5 个）",
        en="there are too few figures (a trend takes 3 points, a forecast 5)",
    ),
    Missing.NO_VARIATION: Text(
        zh="历次变动完全相同，无从估计波动", en="all changes are alike, so there is no spread to learn from"
    ),
    Missing.NO_PEERS: Text(zh="没有其他地区的同类数据", en="no other region has such figures"),
    Missing.NO_SPAN: Text(zh="没有间隔这么久的两个数据", en="no two figures lie that far apart"),
    Missing.NO_EARLIER_FIGURE: Text(zh="此前没有数据", en="there is no earlier figure"),
    Missing.NOT_PRINTED: Text(zh="数值不是直接公布的", en="the value was not printed as such"),
    Missing.EXACT_COUNT: Text(zh="逐个计数，没有舍入", en="counted one by one, so nothing was rounded"),
    Missing.NO_FLIP: Text(zh="数据怎样变动都不改变状态", en="no change of the figure alters the status"),
    Missing.NOT_PRELIMINARY: Text(zh="不是初步数据", en="the figure is not preliminary"),
    Missing.NO_REVISIONS: Text(
        zh="不知道通常修订多少（修订记录不足 3 次）",
        en="not known how far it is usually revised (fewer than 3 revisions)",
    ),
    Missing.NOT_ASSESSED: Text(zh="没有结论", en="there is no verdict"),
    Missing.TOO_FEW_FIGURES: Text(zh="数据太少，不够这个方法用", en="there are too few figures for the method"),
}

MISSING_SHORT: Mapping[Missing, Text] = {
    Missing.NO_FIGURE: Text(zh="无数据", en="no figure"),
    Missing.NO_FIGURE_AFTER_BASELINE: Text(zh="无新数", en="no later figure"),
    Missing.NO_FIGURE_FOR_DUE: Text(zh="缺到期数", en="no figure at due"),
    Missing.NO_BASELINE: Text(zh="无基期", en="no base"),
    Missing.NO_PATH: Text(zh="无路径", en="no path"),
    Missing.NOT_COMPARABLE: Text(zh="不可比", en="not like"),
    Missing.ZERO_OR_SIGN_CHANGE: Text(zh="跨零", en="crosses zero"),
    Missing.BASELINE_MEETS_GOAL: Text(zh="基期已达", en="met at start"),
    Missing.ALREADY_MET: Text(zh="已达到", en="already met"),
    Missing.NO_TIME_LEFT: Text(zh="已到期", en="no time left"),
    Missing.NEVER_AT_THIS_PACE: Text(zh="达不到", en="never"),
    Missing.NOTHING_DUE_YET: Text(zh="未到期", en="not yet due"),
    Missing.GAP_IN_SUM: Text(zh="累计缺数", en="gap in sum"),
    Missing.GAP_IN_YEARS: Text(zh="缺年份", en="years missing"),
    Missing.NO_RATE_FOR_GOAL: Text(zh="无速度", en="no rate"),
    Missing.TOO_LARGE: Text(zh="过大", en="too large"),
    Missing.OVERSHOT: Text(zh="越过区间", en="beyond range"),
    Missing.TOO_FEW_POINTS: Text(zh="数据太少", en="too few"),
    Missing.NO_VARIATION: Text(zh="无波动", en="no spread"),
    Missing.NO_PEERS: Text(zh="无他地", en="no peers"),
    Missing.NO_SPAN: Text(zh="间隔不足", en="no span"),
    Missing.NO_EARLIER_FIGURE: Text(zh="无前数", en="no earlier figure"),
    Missing.NOT_PRINTED: Text(zh="非原数", en="not printed"),
    Missing.EXACT_COUNT: Text(zh="计数", en="exact"),
    Missing.NO_FLIP: Text(zh="不变", en="no flip"),
    Missing.NOT_PRELIMINARY: Text(zh="非初步", en="not prelim."),
    Missing.NO_REVISIONS: Text(zh="无修订", en="no history"),
    Missing.NOT_ASSESSED: Text(zh="未评", en="not assessed"),
    Missing.TOO_FEW_FIGURES: Text(zh="数据太少", en="too few"),
}

SEVERITIES: Mapping[Severity, Text] = {
    Severity.NOTE: Text(zh="提示", en="note"),
    Severity.WARNING: Text(zh="警告", en="warning"),
    Severity.ERROR: Text(zh="错误", en="error"),
}

FIGURE_STATUSES: Mapping[FigureStatus, Text] = {
    FigureStatus.FINAL: Text(zh="最终", en="final"),
    FigureStatus.PRELIMINARY: Text(zh="初步", en="preliminary"),
    FigureStatus.ESTIMATED: Text(zh="估计", en="estimated"),
    FigureStatus.ASSUMED: Text(zh="假设", en="assumed"),
    FigureStatus.UNSTATED: Text(zh="未注明", en="not stated"),
}

NATURES: Mapping[Nature, Text] = {
    Nature.EXPECTED: Text(zh="预期性", en="expected"),
    Nature.BINDING: Text(zh="约束性", en="binding"),
}

WORDINGS: Mapping[Wording, Text] = {
    Wording.FIRM: Text(zh="达到", en="firm"),
    Wording.SOFT: Text(zh="力争", en="soft (力争)"),
}

MEASURES: Mapping[Measure, Text] = {
    Measure.STOCK: Text(zh="存量", en="stock"),
    Measure.FLOW: Text(zh="流量", en="flow"),
    Measure.RATIO: Text(zh="比率", en="ratio"),
    Measure.INDEX: Text(zh="指数", en="index"),
    Measure.RANK: Text(zh="位次", en="rank"),
    Measure.EVENT: Text(zh="事件", en="event"),
}

PATHS: Mapping[str, Text] = {
    "compound": Text(zh="等速增长", en="equal growth a year"),
    "linear": Text(zh="等量推进", en="equal steps a year"),
    "steps": Text(zh="按节点", en="by milestones"),
    "hold": Text(zh="每年都要达到", en="to be met every year"),
}

# Where the classes and borders of a method come from; every report says so.
METHOD_SOURCES: Mapping[str, Text] = {
    "schedule": Text(
        zh="等级名称取自“十四五”规划中期评估报告，边界为 planck 自定，没有任何来源给出这些边界",
        en="the classes are those of mid-term reports of the 14th five-year plans; the borders are planck's own and "
        "no source states them",
    ),
    **{name: method.source for name, method in METHODS.items() if name != "schedule"},
}

# By type: members of two enums with one value are equal to Python.
_TABLES: Mapping[type, Mapping[Any, Text]] = {
    Missing: MISSING,
    Severity: SEVERITIES,
    FigureStatus: FIGURE_STATUSES,
    Flag: FLAGS,
    Nature: NATURES,
    Wording: WORDINGS,
    Measure: MEASURES,
}


def status_word(status: str) -> StatusWord:
    """The words of a status; one that is not in the table is shown as it is."""
    return STATUSES.get(status) or StatusWord(Text(zh=readable(status), en=readable(status)), "~", Tone.NONE)


def status_rank(status: str) -> int:
    """Place from the best status (0) to the worst; unknown ones come after those known."""
    return list(STATUSES).index(status) if status in STATUSES else len(STATUSES)


def readable(key: str) -> str:
    """An id as words: underscores become spaces."""
    return clean(key).replace("_", " ")


def word(member: StrEnum, language: Language) -> str:
    """What a member of one of the model's enums is called."""
    text = _TABLES.get(type(member), {}).get(member)
    return text.in_(language) if text else readable(member.value)


def name_of(target: Target, language: Language) -> str:
    """The target's name, cleaned; its id when it has none."""
    return clean(target.name.in_(language)).strip() or clean(target.id)


def title_of(plan: Plan, language: Language) -> str:
    """The plan's title, cleaned; its id when it has none."""
    return clean(plan.title.in_(language)).strip() or clean(plan.id)


def label_of(assessment: Assessment, language: Language, *, regions: bool) -> str:
    """The target's name, with the region where there are several."""
    name = name_of(assessment.target, language)
    return f"{name} · {clean(assessment.region)}" if regions else name


def language_of(result: Result, wanted: Language | None) -> Language:
    """The language asked for, else that of the first plan, else Chinese (the plans are)."""
    return wanted or (result.plans[0].plan.language if result.plans else Language.ZH)


# Which methods gave the verdicts, with which borders, and where those come from.

Borders = tuple[tuple[str, float], ...]


def _used(assessments: Sequence[Assessment]) -> list[tuple[str, Borders, bool]]:
    # Each method with its borders once, in order of first use; the last says that the plan set borders itself.
    uses = ((each.method, each.borders, bool(each.target.method.borders)) for each in assessments)
    return list(dict.fromkeys(uses))


def borders_text(borders: Borders, language: Language) -> str:
    """The borders by the status that begins there: `快于预期 1.05，基本符合预期 0.95`."""
    named = (f"{clean(status_word(name).words.in_(language))} {given(border)}" for name, border in borders)
    return Text(zh="，", en=", ").in_(language).join(named)


def method_lines(assessments: Sequence[Assessment], language: Language) -> list[str]:
    """One sentence for each method used: its borders and their source."""
    lines = []
    for method, borders, own in _used(assessments):
        source = METHOD_SOURCES.get(method, Text())
        by_plan = Text(zh="；本规划自定了边界", en="; this plan sets borders of its own") if own else Text()
        said = source.in_(language) or Text(zh="见方法说明", en="see the method's documentation").in_(language)
        numbers = borders_text(borders, language)
        lines.append(
            Text(
                zh=f"方法 {clean(method)}（边界：{numbers or '无'}）：{said}{by_plan.zh}。",
                en=f"Method {clean(method)} (borders: {numbers or 'none'}): {said}{by_plan.en}.",
            ).in_(language)
        )
    return lines
