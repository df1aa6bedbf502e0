"""R001: a published figure is another one now."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from planck.assess.select import indicator_names, key
from planck.changes.compare import Comparison, knows
from planck.changes.names import SeriesKey
from planck.gate import CHANGE_CHECKS
from planck.gate.judge import (
    about,
    expected,
    figures_of,
    flips_by,
    indicator_of,
    name_of,
    place_of,
    reason_of,
    targets_of,
    values,
    weight,
    with_flips,
)
from planck.model import Argument, Figure, FigureStatus, Finding, Measure, PeriodKind, Rule, Severity, Target, Text
from planck.model.change import Aspect, FigureChange, Flip, Origin, SeriesChange, SeriesEvent, TargetChange
from planck.registry import rule

REVISED_FIGURE = rule(
    Rule(
        code="R001",
        name="revised-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：由 {old} 改为 {new}（{difference:+}，{relative:%}），{said}",
            en="{name} for {period}: {old} is now {new} ({difference:+}, {relative:%}), {said}",
        ),
        help=Text(
            zh="改错了就改回；改对了就写明理由：planck revise FIGURES 指标 期间 --reason ...",
            en="put it back if it is wrong; if it is right, record why: planck revise FIGURES INDICATOR PERIOD "
            "--reason ...",
        ),
        what=Text(
            zh="已公布的数据被改动。没有理由且改变了状态时为错误；新一次公布或初步数转为最终数，只作提示。",
            en="A figure that stood was changed. An error when a status flips by it and no reason is recorded; a new "
            "vintage beside the old one, or a preliminary figure that becomes final, is a note.",
        ),
        why=Text(
            zh="悄悄改动的数据会悄悄改变结论。加拿大统计局的 263 次数据更新中，有 8 次状态变化只因为修订。",
            en="A figure that moves in silence moves verdicts in silence: of 263 updates of one national site, 8 "
            "flipped a status by a revision alone.",
        ),
        bad="研发强度,2021,2.43   # was 2.44, and nobody says why",
        good="研发强度,2021,2.43   # and in revisions.csv: 研发强度,2021,2.44,2.43,final accounts",
    )
)


@CHANGE_CHECKS.entry(REVISED_FIGURE.code)
def revised_figure(comparison: Comparison) -> Iterator[Finding]:
    """Figures with another value than in the base; what turned out to be a change of units says so elsewhere."""
    for change in comparison.figures:
        if change.is_revision and Aspect.UNIT not in change.aspects:
            yield _finding(comparison, change)


def _finding(comparison: Comparison, change: FigureChange) -> Finding:
    reason, flips = reason_of(comparison, change), flips_by(comparison, change)
    severity = weight(flips, reason)
    if expected(change):
        severity = min(severity, Severity.WARNING if flips else Severity.NOTE, key=lambda one: one.rank)
    assert change.difference is not None
    finding = REVISED_FIGURE.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=severity,
        **values(change),
        name=name_of(comparison, change.figure),
        difference=change.difference,
        relative=_share(change.relative),
        said=Text(zh=f"理由：{reason}", en=f"reason: {reason}") if reason else _unsaid(change),
    )
    return with_flips(_with_usual(finding, change), flips)


def _unsaid(change: FigureChange) -> Text:
    if expected(change):
        return Text(zh="属于新一次公布", en="as a later publication")
    return Text(zh="没有记录理由", en="with no reason recorded")


def _share(share: float | None) -> float | Text:
    return Text(zh="原为零", en="from zero") if share is None else abs(share)


# What is said besides where it is known how large revisions of the series are.
_USUAL = Text(
    zh="；这一指标以往的修订一般为 {usual:%}（{usual_of} 次）",
    en="; revisions of this series are usually {usual:%} (of {usual_of})",
)


def _with_usual(finding: Finding, change: FigureChange) -> Finding:
    if change.usual is None:
        return finding
    message = Text(zh=finding.message.zh + _USUAL.zh, en=finding.message.en + _USUAL.en)
    arguments = {**finding.arguments, "usual": change.usual, "usual_of": change.usual_of}
    return replace(finding, message=message, arguments=arguments)


# R012: a figure without a source, or from another one than its series.

CHANGED_SOURCE = rule(
    Rule(
        code="R012",
        name="changed-source",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：来源为“{got}”，这一指标以往来自“{usual}”",
            en="{name} for {period}: the source is '{got}', this series comes from '{usual}'",
        ),
        help=Text(
            zh="写上来源；换了来源时核对口径，并在备注中说明",
            en="give the source; if it changed, check the scope and say so in the note",
        ),
        what=Text(
            zh="新增或改动的数据没有来源，或来源与这一指标以往的不同（网址只比网站）。",
            en="A new or changed figure has no source though its series has, or another than all figures before (of "
            "addresses only the site is compared).",
        ),
        why=Text(zh="来源不同，口径往往也不同。", en="Another source is often another scope."),
        bad="研发投入,2022,20.06,亿元,,,,   # 2020 and 2021 name the statistical yearbook",
        good="研发投入,2022,20.06,亿元,final,2023-05-11,统计年鉴",
    )
)


@CHANGE_CHECKS.entry(CHANGED_SOURCE.code)
def changed_source(comparison: Comparison) -> Iterator[Finding]:
    """Figures whose source is not the one that every earlier figure of the series names."""
    for change in comparison.figures:
        if change.new and {Aspect.ADDED, Aspect.REVISED, Aspect.REPUBLISHED, Aspect.SOURCE} & set(change.aspects):
            usual = _usual(comparison, change.new)
            if usual and _site(change.new.source) != usual:
                yield _finding_changed_source(comparison, change, usual)


def _usual(comparison: Comparison, figure: Figure) -> str:
    """The one source of the series in the base; empty where it has none or several."""
    sites = {_site(one.source) for one in figures_of(comparison, figure, old=True)}
    return next(iter(sites)) if len(sites) == 1 else ""


def _site(source: str) -> str:
    host = urlsplit(source.strip()).hostname if "://" in source else None
    return host or key(source)


def _finding_changed_source(comparison: Comparison, change: FigureChange, usual: str) -> Finding:
    assert change.new is not None
    named = change.new.source
    explained = bool(named) and bool(reason_of(comparison, change) or change.new.note)
    return CHANGED_SOURCE.at(
        place_of(comparison, change),
        **about(comparison, change.new),
        severity=Severity.NOTE if explained or (named and Aspect.SOURCE not in change.aspects) else None,
        name=name_of(comparison, change.new),
        got=named or "-",
        usual=usual,
    )


# R008: a unit, a denominator or the price basis is another one now.

CHANGED_UNIT = rule(
    Rule(
        code="R008",
        name="changed-unit",
        severity=Severity.WARNING,
        message=Text(zh="{name}：{field}由“{old}”改为“{new}”", en="{name}: the {field} goes from '{old}' to '{new}'"),
        help=Text(
            zh="核对数值是否一起换算，目标值和基期值是否同一口径",
            en="check that the values were converted with it, and that goal and baseline are of the same kind",
        ),
        what=Text(
            zh="数据或规划中的单位、分母、计价或计量方式变了。",
            en="The unit of figures, or an indicator's unit, denominator, price basis or measure, was changed.",
        ),
        why=Text(
            zh="万家与家、规上工业与全部工业、现价与不变价，差别可能远大于目标的差距。",
            en="Thousands for units, large firms for all firms, current for constant prices: each can outweigh a gap.",
        ),
        bad="企业数,2022,0.0742,万家   # the rows before are in 家",
        good="企业数,2022,742,家",
    )
)

# What an indicator measures; the plan's words for each.
_FIELDS = {
    "unit": Text(zh="单位", en="unit"),
    "denominator": Text(zh="分母", en="denominator"),
    "price": Text(zh="计价", en="price basis"),
    "measure": Text(zh="计量方式", en="measure"),
}


@CHANGE_CHECKS.entry(CHANGED_UNIT.code)
def changed_unit(comparison: Comparison) -> Iterator[Finding]:
    """Figures in another unit than before, and indicators that measure something else."""
    for change in comparison.figures:
        if Aspect.UNIT in change.aspects and change.old and change.new:
            flips = flips_by(comparison, change)
            finding = CHANGED_UNIT.at(
                place_of(comparison, change),
                **about(comparison, change.figure),
                severity=weight(flips, reason_of(comparison, change)),
                name=name_of(comparison, change.figure),
                field=_FIELDS["unit"],
                old=change.old.unit,
                new=change.new.unit,
            )
            yield with_flips(finding, flips)
    for edited in comparison.targets:
        yield from _edited(comparison, edited)


def _edited(comparison: Comparison, change: TargetChange) -> Iterator[Finding]:
    """Edits of an indicator, which stand in the plan without a target."""
    indicator = next((one for one in comparison.plan.indicators if one.place == change.place), None)
    if indicator is None or change.target:
        return
    ids = {target.id for target in comparison.plan.targets if target.indicator == indicator.id}
    flips = tuple(
        flip
        for flip in comparison.flips
        if flip.target.id in ids and any(cause.origin is Origin.PLAN for cause in flip.causes)
    )
    for edit in change.edits:
        if edit.field in _FIELDS:
            finding = CHANGED_UNIT.at(
                change.place,
                plan=change.plan,
                target=min(ids, default=indicator.id),
                severity=weight(flips, ""),
                name=change.name,
                field=_FIELDS[edit.field],
                old=edit.old,
                new=edit.new,
            )
            yield with_flips(finding, flips)


# R010: a new figure is the one of the year before.

# Shorter numbers repeat by chance: 1.7 after 1.7 is no sign of anything.
TELLING_DIGITS = 4

COPIED_FIGURE = rule(
    Rule(
        code="R010",
        name="copied-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：{got} 与 {previous} 的数据完全相同",
            en="{name} for {period}: {got} is exactly the figure of {previous}",
        ),
        help=Text(
            zh="核对是否抄了上一年的数；确实相同时用 planck accept {fingerprint} 说明",
            en="check that it was not copied from the year before; if they are equal, `planck accept {fingerprint}`",
        ),
        what=Text(
            zh=f"新一年的数据与上一年逐位相同，且不少于 {TELLING_DIGITS} 位数字。",
            en=f"A new figure has the {TELLING_DIGITS} or more digits of the year before.",
        ),
        why=Text(
            zh="先抄上年数占位，过后忘了改，是数据表里常见的错误。",
            en="Last year's figure is a popular placeholder, and placeholders get published.",
        ),
        bad="研发投入,2022,20.06\n研发投入,2023,20.06",
        good="研发投入,2022,20.06\n研发投入,2023,21.35",
    )
)


@CHANGE_CHECKS.entry(COPIED_FIGURE.code)
def copied_figure(comparison: Comparison) -> Iterator[Finding]:
    """New figures that repeat the figure before them, in a series that is no rank and no event."""
    for change in comparison.figures:
        figure = change.new
        previous = _previous(comparison, figure) if figure and Aspect.ADDED in change.aspects else None
        if figure and previous and previous.value == figure.value and _digits(figure) >= TELLING_DIGITS:
            flips = flips_by(comparison, change)
            finding = COPIED_FIGURE.at(
                place_of(comparison, change),
                **about(comparison, figure),
                severity=weight(flips, reason_of(comparison, change)),
                name=name_of(comparison, figure),
                got=figure.text,
                previous=previous.period.label,
            )
            yield with_flips(finding, flips)


def _previous(comparison: Comparison, figure: Figure) -> Figure | None:
    indicator = indicator_of(comparison, figure)
    if indicator is None or indicator.measure in (Measure.RANK, Measure.EVENT):
        return None
    earlier = [one for one in figures_of(comparison, figure) if one.period < figure.period]
    same = [one for one in earlier if one.period.kind is figure.period.kind]
    return same[-1] if same else None


def _digits(figure: Figure) -> int:
    """Digits that say something: without zeros in front, and of a whole number without those at its end."""
    text = figure.text if "." in figure.text else figure.text.rstrip("0")
    return len("".join(character for character in text if character.isdigit()).lstrip("0"))


# R009: a figure is about a time that has not come.

FUTURE_FIGURE = rule(
    Rule(
        code="R009",
        name="future-figure",
        severity=Severity.WARNING,
        message=Text(zh="{name}：{got} 是 {period} 的数据，而 {why}", en="{name}: {got} is for {period}, but {why}"),
        help=Text(
            zh="改正年份；若是预计，把状态写成 assumed",
            en="correct the year; if it is a forecast, make its status `assumed`",
        ),
        what=Text(zh="新增的数据属于尚未到来的时期。", en="A new figure is for a period that has not ended yet."),
        why=Text(
            zh="年份多打一位，整个规划的判断时点就跟着往后移。",
            en="One mistyped year moves the time of judgement of the whole plan.",
        ),
        bad="企业数,2032,742",
        good="企业数,2023,742",
    )
)

# A figure may be this many years ahead of all others before it looks mistyped.
AHEAD = 1


@CHANGE_CHECKS.entry(FUTURE_FIGURE.code)
def future_figure(comparison: Comparison) -> Iterator[Finding]:
    """New figures that are no scenario, and end after the day of the commit or more than a year ahead of all others."""
    newest = _newest_before(comparison)
    for change in comparison.figures:
        figure = change.new
        if figure and Aspect.ADDED in change.aspects and figure.status is not FigureStatus.ASSUMED:
            why = _why(figure, comparison.base.tip, newest)
            if why:
                flips = flips_by(comparison, change)
                finding = FUTURE_FIGURE.at(
                    place_of(comparison, change),
                    **about(comparison, figure),
                    severity=weight(flips, reason_of(comparison, change)),
                    name=name_of(comparison, figure),
                    got=figure.text,
                    why=why,
                )
                yield with_flips(finding, flips)


def _newest_before(comparison: Comparison) -> date | None:
    """The end of the newest period among the figures of the base that are no scenario."""
    figures = comparison.old.selection.figures if comparison.old else ()
    return max((one.period.end for one in figures if one.status is not FigureStatus.ASSUMED), default=None)


def _why(figure: Figure, tip: date | None, newest: date | None) -> Text | None:
    if tip and figure.period.end > tip:
        day = tip.isoformat()
        return Text(zh=f"这次提交在 {day}", en=f"the commit was made on {day}")
    if newest and figure.period.end.year > newest.year + AHEAD:
        return Text(zh=f"此前最新的数据到 {newest.year} 年", en=f"the newest figure so far was for {newest.year}")
    return None


# R002: the newest year of a series is older than it was.

LATEST_YEAR_BACK = rule(
    Rule(
        code="R002",
        name="latest-year-back",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：最新一期由 {was} 退回 {now}，{was} 的 {got} 不见了",
            en="{name}: the newest figure was for {was} and is now for {now}; {got} for {was} is gone",
        ),
        help=Text(
            zh="恢复这一行；确实撤回时写明理由：planck revise FIGURES 指标 期间 --withdrawn --reason ...",
            en="put the row back; if it was withdrawn, say why: planck revise FIGURES INDICATOR PERIOD --withdrawn "
            "--reason ...",
        ),
        what=Text(
            zh="一个指标最新的数据比原来的旧。", en="The newest figure of a series is of an earlier period than before."
        ),
        why=Text(
            zh="多半是装错了文件或漏了行；结论退回到从前，却没有人察觉。",
            en="Mostly an old file was loaded or rows were lost; the verdict goes back in time and nobody notices.",
        ),
        bad="指标,2022,98.98   # 2023 was there and is gone",
        good="指标,2022,98.98\n指标,2023,86.81",
    )
)


@CHANGE_CHECKS.entry(LATEST_YEAR_BACK.code)
def latest_year_back(comparison: Comparison) -> Iterator[Finding]:
    """Removed figures that were the newest of a series which still has others."""
    for change in _newest_gone(comparison):
        left = comparison.new_series.get(comparison.naming.series(change.figure), ())
        if left and max(one.period.end for one in left) < change.figure.period.end:
            yield _finding_latest_year_back(comparison, change, left[-1].period.label)


def _newest_gone(comparison: Comparison) -> list[FigureChange]:
    """Of every series the newest figure that was removed."""
    found: dict[SeriesKey, FigureChange] = {}
    for change in comparison.figures:
        if Aspect.REMOVED in change.aspects and change.old and change.new is None:
            series = comparison.naming.series(change.old)
            if series not in found or found[series].figure.period < change.figure.period:
                found[series] = change
    return list(found.values())


def _finding_latest_year_back(comparison: Comparison, change: FigureChange, now: str) -> Finding:
    reason, flips = reason_of(comparison, change), flips_by(comparison, change)
    finding = LATEST_YEAR_BACK.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(flips, reason),
        name=name_of(comparison, change.figure),
        was=change.figure.period.label,
        now=now,
        got=change.figure.text,
    )
    return with_flips(finding, flips)


# R005: a year that looks like only a part of one stands where whole years stood.

# A year of which a quarter or more is lacking has at most this share of the year before, unless the series shrinks so.
WHOLE = 0.8

PARTIAL_AS_WHOLE = rule(
    Rule(
        code="R005",
        name="partial-as-whole",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：{got} 只有 {previous} 年 {other} 的 {share:%}，以往从未降这么多；全年数据是否完整",
            en="{name} for {period}: {got} is {share:%} of the {other} of {previous}, a fall that it never had; is the "
            "year complete",
        ),
        help=Text(
            zh="不满一年的数写成 {period}-01/09 这样的期间；确是全年时用 planck accept {fingerprint} 说明",
            en="write a part of a year as a period such as {period}-01/09; if it is the whole year, say so with "
            "`planck accept {fingerprint}`",
        ),
        what=Text(zh="最新一年的流量像是缺了几个月。", en="The newest year of a flow looks as if months were missing."),
        why=Text(
            zh="把不满一年的数当作全年公布，是状态误变的常见原因。",
            en="A year published before it was complete is a known cause of a wrong status.",
        ),
        bad="零排放车辆,2025,8.88   # 14.63 in 2024; two quarters are not in yet",
        good="零排放车辆,2025-H1,8.88",
    )
)


@CHANGE_CHECKS.entry(PARTIAL_AS_WHOLE.code)
def partial_as_whole(comparison: Comparison) -> Iterator[Finding]:
    """New newest years of flows, or of ratios made of flows, that fall further than the series ever did."""
    for change in comparison.figures:
        figure = change.new
        if figure and Aspect.ADDED in change.aspects and figure.period.kind is PeriodKind.YEAR:
            earlier = _years_before(comparison, figure)
            if earlier and _accumulates(comparison, figure) and _too_low(figure, earlier):
                yield _finding_partial_as_whole(comparison, change, figure, earlier[-1])


def _accumulates(comparison: Comparison, figure: Figure) -> bool:
    indicator = indicator_of(comparison, figure)
    return indicator is not None and indicator.measure in (Measure.FLOW, Measure.RATIO)


def _years_before(comparison: Comparison, figure: Figure) -> list[Figure]:
    """The whole years before it; none when a later one follows, so that it is not the newest."""
    years = [one for one in figures_of(comparison, figure) if one.period.kind is PeriodKind.YEAR]
    return (
        [] if any(one.period > figure.period for one in years) else [one for one in years if one.period < figure.period]
    )


def _too_low(figure: Figure, earlier: list[Figure]) -> bool:
    values = [one.value for one in earlier if one.value is not None]
    if figure.value is None or len(values) < len(earlier) or min(*values, figure.value, values[0]) <= 0:
        return False
    lowest = min((after / before for before, after in pairwise(values)), default=1.0)
    return figure.value / values[-1] < min(WHOLE, lowest)


def _finding_partial_as_whole(comparison: Comparison, change: FigureChange, figure: Figure, last: Figure) -> Finding:
    assert figure.value is not None
    assert last.value is not None
    flips = flips_by(comparison, change)
    finding = PARTIAL_AS_WHOLE.at(
        place_of(comparison, change),
        **about(comparison, figure),
        severity=weight(flips, reason_of(comparison, change)),
        name=name_of(comparison, figure),
        got=figure.text,
        other=last.text,
        previous=last.period.label,
        share=figure.value / last.value,
    )
    return with_flips(finding, flips)


# R007: the figure of a target's base year was revised.

REVISED_BASELINE = rule(
    Rule(
        code="R007",
        name="revised-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：基期 {period} 的数据由 {old} 改为 {new}，{scope}",
            en="{name}: the figure of the base year {period} goes from {old} to {new}, {scope}",
        ),
        help=Text(
            zh="核对规划中的基期值是否仍然适用；整条序列换了口径时，各年应一起修订",
            en="check whether the plan's baseline still holds; if the series changed its scope, all its years should "
            "be revised together",
        ),
        what=Text(
            zh="目标基期的数据被修订（换基）。", en="The figure of a target's base year was revised (a rebasing)."
        ),
        why=Text(
            zh="基期一变，进度和所需速度都变；只改基期而不改以后各年，增长就失真。",
            en="A moved start moves progress and the required rate; moved alone, growth is taken across two vintages.",
        ),
        bad="研发投入,2020,45   # was 40; 2021 and 2022 are as before",
        good="研发投入,2020,45\n研发投入,2021,49.5   # was 44\n研发投入,2022,54   # was 48",
    )
)


@CHANGE_CHECKS.entry(REVISED_BASELINE.code)
def revised_baseline(comparison: Comparison) -> Iterator[Finding]:
    """Revised figures of the period that a target starts from."""
    for change in comparison.figures:
        if change.is_revision:
            for target in targets_of(comparison, change.figure):
                base = target.baseline.period if target.baseline else comparison.plan.base
                if base.end == change.figure.period.end:
                    yield _finding_revised_baseline(comparison, change, target)


def _finding_revised_baseline(comparison: Comparison, change: FigureChange, target: Target) -> Finding:
    series = comparison.naming.series(change.figure)
    others = sum(
        other.is_revision and other is not change and comparison.naming.series(other.figure) == series
        for other in comparison.figures
    )
    alone = Text(zh="其他年份没有改", en="and no other year with it")
    together = Text(zh=f"同时改了其他 {others} 期", en=f"and {others} other periods with it")
    flips = flips_by(comparison, change)
    finding = REVISED_BASELINE.at(
        place_of(comparison, change),
        plan=comparison.plan.id,
        target=target.id,
        region=about(comparison, change.figure)["region"],
        period=change.figure.period.label,
        severity=weight(flips, reason_of(comparison, change)),
        **values(change),
        name=target.name,
        scope=together if others else alone,
    )
    return with_flips(finding, flips)


# R006: a new figure is beyond all that the series did before.

# With this many steps or more a series has a habit; a step this many times its spread from the middle breaks it.
LEAST_STEPS, MOST_SPREADS = 4, 6.0
# 1.4826 times the median deviation is the standard deviation of a normal distribution.
TO_STANDARD = 1.4826
# The least spread a year that a series is granted: printed figures of a flat series differ by that much.
LEAST_SPREAD = 0.02
# With fewer steps: as little as half of the lowest, or twice the highest.
FACTOR = 2.0

UNUSUAL_JUMP = rule(
    Rule(
        code="R006",
        name="unusual-jump",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：{got} 超出以往（{first} 至 {last} 年在 {low} 与 {high} 之间）的变动幅度",
            en="{name} for {period}: {got} is out of line with {first} to {last}, when it was between {low} and {high}",
        ),
        help=Text(
            zh="核对单位、行和来源；无误时用 planck accept {fingerprint} 说明",
            en="check the unit, the row and the source; if it is right, say so with `planck accept {fingerprint}`",
        ),
        what=Text(
            zh="新数据的变动超出这一指标自己的历史：有四次以上变动时，偏离其中位数 6 个稳健标准差；"
            "不足四次时，不到最低值的一半或超过最高值的两倍。",
            en="A new figure moves further than its own history: six robust standard deviations from the median yearly "
            "step where there are four steps or more, else below half of the lowest or above twice the highest figure.",
        ),
        why=Text(
            zh="装错行、错一位小数、万与亿混淆，都表现为跳变。加拿大统计局曾装错行，23 分钟后才改正。",
            en="Wrong rows, a shifted decimal point and mixed units all show as a jump; a national site loaded wrong "
            "rows and corrected them 23 minutes later.",
        ),
        bad="体力活动达标率,2024,13.6   # 41.8 and 49.2 before",
        good="体力活动达标率,2024,46.2",
    )
)


@CHANGE_CHECKS.entry(UNUSUAL_JUMP.code)
def unusual_jump(comparison: Comparison) -> Iterator[Finding]:
    """New and revised figures that the rest of their series does not lead to expect."""
    for change in comparison.figures:
        figure = change.new
        if figure and (Aspect.ADDED in change.aspects or change.is_revision):
            past = _before(comparison, figure)
            if len(past) > 1 and figure.value is not None and is_jump(past, figure):
                yield _finding_unusual_jump(comparison, change, past)


def _before(comparison: Comparison, figure: Figure) -> list[Figure]:
    """The figures for earlier periods of the same kind, in the same unit: 360000人 is no jump from 34.6万人."""
    kind = figure.period.kind, figure.period.part
    unit = key(figure.unit)
    return [
        one
        for one in figures_of(comparison, figure)
        if (one.period.kind, one.period.part) == kind
        and one.period < figure.period
        and one.value is not None
        and key(one.unit) == unit
    ]


def is_jump(past: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure is out of line with those before it, rising in time and at least two."""
    values = [one.value for one in past if one.value is not None]
    assert figure.value is not None
    if min(*values, figure.value) <= 0:
        return False
    steps = [_step(one, other) for one, other in pairwise(past)]
    if len(steps) < LEAST_STEPS:
        return not min(values) / FACTOR <= figure.value <= max(values) * FACTOR
    middle = median(steps)
    spread = max(LEAST_SPREAD, TO_STANDARD * median(abs(step - middle) for step in steps))
    return abs(_step(past[-1], figure) - middle) > MOST_SPREADS * spread


def _step(one: Figure, other: Figure) -> float:
    """The yearly growth, as the difference of logarithms."""
    assert one.value is not None
    assert other.value is not None
    return (math.log(other.value) - math.log(one.value)) / max(1.0, other.period.time - one.period.time)


def _finding_unusual_jump(comparison: Comparison, change: FigureChange, past: list[Figure]) -> Finding:
    by_value = sorted(past, key=lambda one: one.value or 0.0)
    flips = flips_by(comparison, change)
    finding = UNUSUAL_JUMP.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(flips, reason_of(comparison, change)),
        name=name_of(comparison, change.figure),
        got=change.figure.text,
        first=past[0].period.label,
        last=past[-1].period.label,
        low=by_value[0].text,
        high=by_value[-1].text,
    )
    return with_flips(finding, flips)


# R003, R004: a series is gone, or goes by another name.

VANISHED_SERIES = rule(
    Rule(
        code="R003",
        name="vanished-series",
        severity=Severity.WARNING,
        message=Text(zh="{got}：全部 {count} 个数据都不见了", en="{got}: all of its {count} figures are gone"),
        help=Text(
            zh="恢复这些行；若已改名，在规划的 aliases 中加上新名",
            en="put the rows back; if the series was renamed, add its new name to `aliases` in the plan",
        ),
        what=Text(zh="一个指标的数据整个消失。", en="A whole series is no longer in the figures."),
        why=Text(
            zh="没有数据的目标会变成“未评”，看起来像是没有问题。",
            en="Its targets become 'not assessed', which looks like nothing to worry about.",
        ),
        bad="# no row of 专利授权量 is left",
        good="专利授权量,2022,1250",
    )
)

RENAMED_SERIES = rule(
    Rule(
        code="R004",
        name="renamed-series",
        severity=Severity.WARNING,
        message=Text(
            zh="{got} 改名为 {new}（{count} 个数据中 {shared} 个相同）{known}",
            en="{got} is now called {new} ({shared} of {count} figures are the same){known}",
        ),
        help=Text(
            zh="用回原名，或在规划的 aliases 中加上新名",
            en="use the old name, or add the new one to `aliases` in the plan",
        ),
        what=Text(
            zh="一个指标换了名称。规划认得新名时只作提示。",
            en="A series goes by another name. A note where the plan knows the new one.",
        ),
        why=Text(
            zh="规划不认得的名称等于没有数据，加拿大统计局的一个指标就这样变成“未评”。",
            en="A name that the plan does not know is no figure at all: a national site lost an indicator that way.",
        ),
        bad="国家高企,2022,742   # was 国家高新技术企业, and the plan does not know 国家高企",
        good="aliases: [国家高企]   # in the plan",
    )
)


@CHANGE_CHECKS.entry(VANISHED_SERIES.code)
def vanished_series(comparison: Comparison) -> Iterator[Finding]:
    """Series of the plan that have no figure any more."""
    for change in comparison.series:
        if change.event is SeriesEvent.VANISHED:
            flips = _flips(comparison, change.old, Origin.REMOVAL)
            yield with_flips(_finding_vanished_series(VANISHED_SERIES, comparison, change, flips, change.old), flips)


@CHANGE_CHECKS.entry(RENAMED_SERIES.code)
def renamed_series(comparison: Comparison) -> Iterator[Finding]:
    """Series of the plan that have another name."""
    for change in comparison.series:
        if change.event is SeriesEvent.RENAMED:
            yield from _renamed(comparison, change)


_KNOWN = Text(zh="，规划认得新名", en=", which the plan knows")
_UNKNOWN = Text(zh="，规划不认得新名", en=", which the plan does not know")


def _renamed(comparison: Comparison, change: SeriesChange) -> Iterator[Finding]:
    known = knows(comparison.plan, change.region, change.new)
    flips = () if known else _flips(comparison, change.old, Origin.RENAMING)
    finding = _finding_vanished_series(RENAMED_SERIES, comparison, change, flips, change.old)
    told: dict[str, Argument] = {"new": change.new, "shared": change.shared, "known": _KNOWN if known else _UNKNOWN}
    severity = Severity.NOTE if known else finding.severity
    yield with_flips(replace(finding, severity=severity, arguments={**finding.arguments, **told}), flips)


def _finding_vanished_series(
    rule_: Rule, comparison: Comparison, change: SeriesChange, flips: tuple[Flip, ...], name: str
) -> Finding:
    here = change.place.file in {figure.place.file for figure in comparison.new.figures}
    return rule_.at(
        change.place if here else comparison.plan.place,
        plan=comparison.plan.id,
        target=_indicator(comparison, name) or name,
        region=change.region or comparison.plan.region.name,
        severity=Severity.ERROR if flips else None,
        got=name,
        count=change.count,
    )


def _indicator(comparison: Comparison, name: str) -> str:
    for side in (comparison.new, comparison.old):
        found = indicator_names(side.plan).get(key(name)) if side else None
        if found:
            return found
    return ""


def _flips(comparison: Comparison, name: str, origin: Origin) -> tuple[Flip, ...]:
    """The flips by figures of a series that are gone or renamed."""
    return tuple(
        flip
        for flip in comparison.flips
        if any(
            cause.origin in (origin, Origin.REMOVAL)
            and (cause.figure is None or (cause.figure.old and key(cause.figure.old.indicator) == key(name)))
            for cause in flip.causes
        )
    )


# R013: a figure that stood is gone.

WITHDRAWN_FIGURE = rule(
    Rule(
        code="R013",
        name="withdrawn-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：原有的 {got} 不见了", en="{name} for {period}: {got} stood there and is gone"
        ),
        help=Text(
            zh="恢复这一行；确实撤回时写明理由：planck revise FIGURES 指标 期间 --withdrawn --reason ...",
            en="put the row back; if it was withdrawn, say why: planck revise FIGURES INDICATOR PERIOD --withdrawn "
            "--reason ...",
        ),
        what=Text(zh="已公布的一个数据被删去。", en="A published figure was removed, and its series has others left."),
        why=Text(zh="删去不利的一年，也是一种修订。", en="To leave out an awkward year is a revision too."),
        bad="专利授权量,2021,1180\n专利授权量,2023,1310   # 2022 is gone",
        good="专利授权量,2021,1180\n专利授权量,2022,1125\n专利授权量,2023,1310",
    )
)


@CHANGE_CHECKS.entry(WITHDRAWN_FIGURE.code)
def withdrawn_figure(comparison: Comparison) -> Iterator[Finding]:
    """Removed figures of series that still have later ones; a newest one that is gone is a year that went back."""
    naming = comparison.naming
    ends = {series: max(one.period.end for one in figures) for series, figures in comparison.new_series.items()}
    for change in comparison.figures:
        last = ends.get(naming.series(change.figure))
        if Aspect.REMOVED in change.aspects and last and last >= change.figure.period.end:
            yield _finding_withdrawn_figure(comparison, change)


def _finding_withdrawn_figure(comparison: Comparison, change: FigureChange) -> Finding:
    assert change.old is not None
    flips = flips_by(comparison, change)
    finding = WITHDRAWN_FIGURE.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(flips, reason_of(comparison, change)),
        name=name_of(comparison, change.figure),
        got=change.old.text,
    )
    return with_flips(finding, flips)
