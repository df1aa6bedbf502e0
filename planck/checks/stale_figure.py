"""C004: the newest figure is older than the indicator's usual lag."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Reading, Rule, Severity, Text
from planck.registry import rule

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
