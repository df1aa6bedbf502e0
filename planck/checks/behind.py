"""T001: a target is behind its path."""

from collections.abc import Iterator
from dataclasses import replace

from planck.assess.course import comparable
from planck.assess.target import level_of
from planck.checks import CHECKS, Context
from planck.model import Argument, Finding, Flag, Level, Missing, Nature, Reading, Rule, Severity, Text
from planck.registry import rule

BEHIND = rule(
    Rule(
        code="T001",
        name="behind",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：滞后于路径要求",
            en="{name}: behind what its path asks for",
        ),
        help=Text(
            zh="看报告中的“今后年速”；若目标已调整，用 revisions 记录",
            en="see the pace needed from now; if the goal was changed, record it under `revisions`",
        ),
        what=Text(
            zh="进度低于路径要求，但差距不大。",
            en="Progress is below what the path asks for, within the border of being off track.",
        ),
        why=Text(zh="还来得及，但今后每年需要更快。", en="There is time, but every year from now must do more."),
        bad="way 0.45 of 0.60 asked",
        good="way 0.60 of 0.60 asked",
    )
)


@CHECKS.entry(BEHIND.code)
def behind(context: Context) -> Iterator[Finding]:
    """Targets whose status comes to behind, by whatever method."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.BEHIND:
            yield context.verdict(BEHIND, assessment)


# T007: a verdict that rests on rounding or on a preliminary figure: on a difference that the figures cannot tell.

FRAGILE_VERDICT = rule(
    Rule(
        code="T007",
        name="fragile-verdict",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：“{status:status}”取决于{cause}，否则可能为“{other:status}”",
            en="{name}: '{status:status}' rests on {cause}; it could as well be '{other:status}'",
        ),
        help=Text(
            zh="引用这一结论时说明它不稳；能取得更精确的数据时改用更精确的",
            en="say so wherever the verdict is quoted, and use a figure with more digits where there is one",
        ),
        what=Text(
            zh="在印出位数的舍入范围内，或按以往的幅度修订初步数据，状态会改变。只靠最后一个数据的结论另在报告中写明。",
            en="Within the rounding of the printed figures, or with a preliminary figure revised as far as usual, the "
            "status would be another one. What rests on the last figure alone is said in the reports.",
        ),
        why=Text(
            zh="这样的结论由数据本身分不清的差别决定，不宜据以奖惩。",
            en="A difference decides that the figures cannot tell, which is too little to reward or blame anybody by.",
        ),
        bad="rd_intensity,2023,1.2   # anything from 1.15, off track, to 1.249, behind",
        good="rd_intensity,2023,1.20   # and 1.10 for the base year, with its digits",
    )
)

CAUSES = {
    "rounding": Text(zh="四舍五入", en="rounding"),
    "revision": Text(zh="尚未定案的初步数据", en="a preliminary figure"),
}


@CHECKS.entry(FRAGILE_VERDICT.code)
def fragile_verdict(context: Context) -> Iterator[Finding]:
    """One finding for a verdict that is not firm, with its first cause and the worst status it could be.

    None for one that a newer figure has just changed, as figures do, and none for a scenario, which no office rounded.
    """
    for assessment in context.assessments:
        if assessment.outlook is None or Flag.ASSUMED in assessment.flags:
            continue
        firm = assessment.outlook.fragility
        cause, others = ("rounding", firm.rounding) if "rounding" in firm.causes else ("revision", firm.revision)
        if isinstance(others, Missing) or not others:
            continue
        found = context.verdict(FRAGILE_VERDICT, assessment)
        told: dict[str, Argument] = {"status": assessment.status, "cause": CAUSES[cause], "other": others[-1]}
        yield replace(found, arguments={**found.arguments, **told})


# T005: a goal is met while the figures get worse.

MET_BUT_WORSENING = rule(
    Rule(
        code="T005",
        name="met-but-worsening",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：仍达到目标，但比基期更差",
            en="{name}: met, but worse than at the baseline",
        ),
        help=Text(
            zh="查看走势，考虑设定更高的目标",
            en="look at the trend, and consider a goal that still asks for something",
        ),
        what=Text(zh="目标已达到，但走向相反。", en="The goal is met, and the indicator moves the other way."),
        why=Text(zh="“已达到”会掩盖恶化。", en="Met alone would hide the deterioration."),
        bad="7.05 at the baseline, 12.58 now, goal: at_most 70",
        good="7.05 at the baseline, 6.9 now, goal: at_most 70",
    )
)


@CHECKS.entry(MET_BUT_WORSENING.code)
def met_but_worsening(context: Context) -> Iterator[Finding]:
    """Met targets whose figures are worse than their baseline."""
    for assessment in context.assessments:
        if Flag.MET_BUT_WORSENING in assessment.flags:
            yield context.verdict(MET_BUT_WORSENING, assessment)


# T004: a target was missed.

MISSED = rule(
    Rule(
        code="T004",
        name="missed",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：未实现",
            en="{name}: missed",
        ),
        help=Text(
            zh="若目标已正式调整，用 revisions 记录；若已接受，写入 ignore 并说明理由",
            en="record a formal change of the goal under `revisions`, or accept it with an `ignore` and a reason",
        ),
        what=Text(
            zh="目标时点的数据未达到目标；约束性目标未实现列为错误。",
            en="The figure for the goal's date does not meet it. A missed binding goal is an error.",
        ),
        why=Text(
            zh="约束性指标未完成意味着问责和一票否决。",
            en="A missed binding goal is a responsibility, and a veto in most assessments.",
        ),
        bad="nature: binding, goal: {at_least: 3}   # figure for the date: 2.9",
        good="figure for the date: 3.06",
    )
)


@CHECKS.entry(MISSED.code)
def missed(context: Context) -> Iterator[Finding]:
    """Missed targets; a binding one is an error."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.MISSED:
            binding = assessment.target.nature is Nature.BINDING
            yield context.verdict(MISSED, assessment, Severity.ERROR if binding else None)


# C002: a target has no baseline, so no path and no rate.

NO_BASELINE = rule(
    Rule(
        code="C002",
        name="no-baseline",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：没有{base}年基期值，无法计算年均速度和路径",
            en="{name}: no baseline for {base}, so there is no required rate and no path",
        ),
        help=Text(
            zh="规划中有基期值时写 baseline;愿意采用数据中的基期值时写 baseline: from_figures",
            en="write the plan's baseline, or `baseline: from_figures` to take the one that the figures hold",
        ),
        what=Text(
            zh="目标没有基期值。只能判断是否达到，不能判断进度。",
            en="The target has no baseline: whether it is met can be judged, whether it is on its way cannot.",
        ),
        why=Text(
            zh="没有起点就没有路程，任何进度结论都是猜测。",
            en="Without a start there is no way to measure along, and a verdict on progress would be a guess.",
        ),
        bad="patents_per_10000: {goal: {at_least: 50.5}}",
        good="patents_per_10000: {baseline: {value: 35.2, period: 2020}, goal: {at_least: 50.5}}",
    )
)


@CHECKS.entry(NO_BASELINE.code)
def no_baseline(context: Context) -> Iterator[Finding]:
    """Targets whose required rate is missing because the plan gives no baseline."""
    for assessment in context.assessments:
        if assessment.required_from_baseline is Missing.NO_BASELINE:
            yield NO_BASELINE.at(
                assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                base=assessment.baseline_period.label,
            )


# C001: a target has no figure to be judged by.

NO_FIGURE = rule(
    Rule(
        code="C001",
        name="no-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：需要{base}之后、截至{due}的数据，没有找到",
            en="{name}: wanted a figure after {base} and up to {due}, found none",
        ),
        help=Text(
            zh="补充已公布的数据；若数据中名称不同，把该名称写入目标的 aliases",
            en="add the published figure, or list the name that the figures use among the target's aliases",
        ),
        what=Text(
            zh="某个目标在基期之后没有任何可用数据，因此没有结论。",
            en="A target has no usable figure after its baseline, so there is no verdict on it.",
        ),
        why=Text(
            zh="没有数据不等于达标。未评的目标必须写明，否则读者会以为它没有问题。",
            en="No figure is not a good figure: a target that nobody can judge must not read as one that is fine.",
        ),
        bad="targets: {patents: {name: {zh: 有效发明专利}, ...}}   # figures.csv: 发明专利拥有量,2023,30280",
        good="targets: {patents: {name: {zh: 有效发明专利}, aliases: [发明专利拥有量], ...}}",
    )
)

ABSENT = frozenset({Missing.NO_FIGURE, Missing.NO_FIGURE_AFTER_BASELINE})


@CHECKS.entry(NO_FIGURE.code)
def no_figure(context: Context) -> Iterator[Finding]:
    """Targets without any figure after the baseline."""
    for assessment in context.assessments:
        if assessment.latest in ABSENT:
            yield NO_FIGURE.at(
                assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                base=assessment.baseline_period.label,
                due=assessment.due.label,
            )


# T002: a target is off track.

OFF_TRACK = rule(
    Rule(
        code="T002",
        name="off-track",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：严重滞后于路径要求",
            en="{name}: far behind what its path asks for",
        ),
        help=Text(
            zh="看报告中的“今后年速”；若目标已调整，用 revisions 记录",
            en="see the pace needed from now; if the goal was changed, record it under `revisions`",
        ),
        what=Text(zh="进度远低于路径要求。", en="Progress is far below what the path asks for."),
        why=Text(zh="按目前速度无法达到目标。", en="At this pace the goal is out of reach."),
        bad="way 0.02 of 0.20 asked",
        good="way 0.20 of 0.20 asked",
    )
)


@CHECKS.entry(OFF_TRACK.code)
def off_track(context: Context) -> Iterator[Finding]:
    """Targets whose status comes to off track, by whatever method."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.OFF_TRACK:
            yield context.verdict(OFF_TRACK, assessment)


# C003: a figure for part of a year stands where a year is wanted.

PARTIAL_YEAR = rule(
    Rule(
        code="C003",
        name="partial-year",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：目标按{due}考核，数据却是{period}的，未作比较",
            en="{name}: wanted a figure comparable with a goal for {due}, got one for {period}; it was not compared",
        ),
        help=Text(
            zh="等全年数据，或在目标中写明怎样比较：partial_year: pro_rata，或 {{H1: 45%}}",
            en="wait for the full year, or let the plan say how to compare: `partial_year: pro_rata`, or {{H1: 45%}}",
        ),
        what=Text(
            zh="部分时期的流量或比率不能与全年目标直接比较。",
            en="A flow or a ratio of part of a year cannot be compared with a goal for the year.",
        ),
        why=Text(
            zh="把半年数当作全年数，或者反过来，是数据更新中常见的错误。",
            en="Half a year taken for a year is among the commonest causes of a wrong status in published data.",
        ),
        bad="杭州市,高新技术产业增加值,2017-H1,710,亿元   # goal: at_least 1500 in 2017",
        good="partial_year: {H1: 47%}   # in the plan, with its source",
    )
)


@CHECKS.entry(PARTIAL_YEAR.code)
def partial_year(context: Context) -> Iterator[Finding]:
    """Figures after the baseline that a target's goal cannot be compared with."""
    for assessment in context.assessments:
        target = assessment.target
        indicator = context.plan.indicator(target.indicator)
        for figure in context.selection.series.get((assessment.region, indicator.id), ()):
            later = assessment.baseline_period.end < figure.period.end <= assessment.due.end
            if later and comparable(figure, indicator, assessment.due, assessment.goal.quantity) is None:
                yield PARTIAL_YEAR.at(
                    figure.place,
                    **context.about(assessment),
                    name=target.name,
                    period=figure.period.label,
                    due=assessment.due.label,
                )


# T003: a target moves away from its goal.

REVERSING = rule(
    Rule(
        code="T003",
        name="reversing",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：正在背离目标",
            en="{name}: moving away from its goal",
        ),
        help=Text(
            zh="核对数据；若口径变化，重设基期",
            en="check the figures; after a change of scope, reset the baseline",
        ),
        what=Text(
            zh="指标比基期更差，或曾达到目标后又跌回。",
            en="The indicator is worse than at the baseline, or it had met the goal and lost it again.",
        ),
        why=Text(zh="方向错了，速度就没有意义。", en="With the wrong direction, a pace means nothing."),
        bad="68.6 at the baseline, 46.7 now, goal: at_least 55",
        good="68.6 at the baseline, 60.2 now, goal: at_least 55",
    )
)


@CHECKS.entry(REVERSING.code)
def reversing(context: Context) -> Iterator[Finding]:
    """Targets whose status comes to reversing, by whatever method."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.REVERSING:
            yield context.verdict(REVERSING, assessment)


# C004: the newest figure is older than the indicator's usual lag.

STALE_FIGURE = rule(
    Rule(
        code="C004",
        name="stale-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：最新数据为{latest}，而判断时点为{as_of}，通常滞后{lag}年",
            en="{name}: the newest figure is for {latest}, judged as of {as_of}; usual lag in years: {lag}",
        ),
        help=Text(
            zh="补充较新的数据，或在规划中写明通常的滞后年数：lag: 1",
            en="add the newer figure, or state the usual lag in the plan: `lag: 1`",
        ),
        what=Text(
            zh="最新数据比该指标通常的发布滞后更旧。",
            en="The newest figure is older than the indicator's usual publication lag explains.",
        ),
        why=Text(zh="用旧数据作出的结论可能已经过时。", en="A verdict on an old figure may be out of date."),
        bad="研发经费总额,2020,20   # judged as of 2023, lag: 1",
        good="研发经费总额,2022,28.4",
    )
)


@CHECKS.entry(STALE_FIGURE.code)
def stale_figure(context: Context) -> Iterator[Finding]:
    """Assessments whose latest figure is older than the time of judgement minus the indicator's lag."""
    if context.as_of is None:
        return
    for assessment in context.assessments:
        latest = assessment.latest
        lag = context.plan.indicator(assessment.target.indicator).lag
        judged = min(context.as_of.end, assessment.due.end)
        if isinstance(latest, Reading) and judged.year - latest.period.end.year > lag:
            yield STALE_FIGURE.at(
                latest.figures[-1].place if latest.figures else assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                latest=latest.period.label,
                as_of=context.as_of.label,
                lag=lag,
            )
