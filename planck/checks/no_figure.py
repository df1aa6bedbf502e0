"""C001: a target has no figure to be judged by."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Missing, Rule, Severity, Text
from planck.registry import rule

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
