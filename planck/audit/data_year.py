"""A022, A023: figures that come late, so that the year of a goal can be read in two ways."""

from collections.abc import Iterator

from planck.audit import AUDITS
from planck.audit.left_blank import names
from planck.audit.printed import kind_of, pace, way
from planck.checks import Context
from planck.model import Finding, Rule, Severity, Target, Text
from planck.registry import rule

DATA_YEAR = rule(
    Rule(
        code="A022",
        name="data-year",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：基期数是 {base} 年的，数据晚 {lag} 年公布；{due} 年的目标若指 {due} 年的数据，每年需 {needed}，"
            "若指当年能见到的 {seen} 年数据，每年需 {sooner}",
            en="{name}: the baseline is of {base} and figures come with a lag of {lag}; if the goal for {due} means "
            "the figure of {due}, it needs {needed} a year, if that of {seen}, which is known by then, {sooner}",
        ),
        help=Text(
            zh="写明目标所指的数据年份；若指上一年的数据，写 due",
            en="say which data year the goal means; if it is the earlier one, write `due`",
        ),
        what=Text(
            zh="指标滞后公布，目标年份可以读成数据年份，也可以读成公布年份。",
            en="The indicator is published late, so a goal's year can be that of the data or of its publication.",
        ),
        why=Text(
            zh="两种读法所需的速度可以相差一倍。",
            en="The pace that is needed can differ by a factor of two between the two readings.",
        ),
        bad="period: {base: 2022, end: 2023}\nrd: {lag: 1, baseline: {value: 81, period: 2021}, goal: {at_least: 89}}",
        good="rd: {lag: 1, baseline: {value: 81, period: 2021}, goal: {at_least: 89}, due: 2022}",
    )
)

LATE_FIGURES = rule(
    Rule(
        code="A023",
        name="late-figures",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项目标的数据晚于其年份公布，到期当年还无法判断：{names}",
            en="targets whose figures come after the year they are due in ({count}): {names}",
        ),
        help=Text(zh="安排评估时按公布时间计", en="plan the review for when the figures are out"),
        what=Text(
            zh="指标的数据晚一年或更久公布。",
            en="The figures of the indicator are published a year or more after the year they are of.",
        ),
        why=Text(
            zh="期末评估若在到期当年进行，这些目标只能引用更早的数据。",
            en="A review in the last year of the plan has to quote an earlier figure for them.",
        ),
        bad="rd_intensity: {lag: 1, goal: {at_least: 1.5}, due: 2025}   # the plan ends in 2025",
        good="rd_intensity: {lag: 1, goal: {at_least: 1.5}, due: 2024}",
    )
)


@AUDITS.entry(DATA_YEAR.code)
def data_year(context: Context) -> Iterator[Finding]:
    """Late indicators whose baseline is older than the plan's base, so that two readings of the goal's year exist."""
    for target in context.plan.targets:
        if _lag(context, target) and target.baseline and target.baseline.period.time < context.plan.base.time:
            yield from _readings(context, target)


def _lag(context: Context, target: Target) -> int:
    return context.plan.indicator(target.indicator).lag


def _readings(context: Context, target: Target) -> Iterator[Finding]:
    found, lag = way(target), _lag(context, target)
    if found is None or target.baseline is None:
        return
    indicator = context.plan.indicator(target.indicator)
    kind = kind_of(target, indicator)
    needed = pace(kind, found.start.value, found.goal.value, found.years, indicator.unit)
    sooner = pace(kind, found.start.value, found.goal.value, found.years - lag, indicator.unit)
    if needed and sooner:
        yield DATA_YEAR.at(
            target.place,
            plan=context.plan.id,
            target=target.id,
            name=target.name,
            base=target.baseline.period.label,
            due=target.due.label,
            seen=str(target.due.end.year - lag),
            lag=lag,
            needed=needed,
            sooner=sooner,
        )


@AUDITS.entry(LATE_FIGURES.code)
def late_figures(context: Context) -> Iterator[Finding]:
    """Targets due in the last year of the plan whose figures come after it, in one finding."""
    late = [target for target in context.plan.targets if _lag(context, target) and target.due == context.plan.end]
    if late:
        yield LATE_FIGURES.at(late[0].place, plan=context.plan.id, count=len(late), names=names(late))
