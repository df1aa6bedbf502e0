"""C003: a figure for part of a year stands where a year is wanted."""

from collections.abc import Iterator

from planck.assess.panel import comparable
from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

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
