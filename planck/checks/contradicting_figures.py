"""L001: figures of one vintage contradict each other."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

CONTRADICTING_FIGURES = rule(
    Rule(
        code="L001",
        name="contradicting-figures",
        severity=Severity.ERROR,
        message=Text(
            zh="数值：{name}（{period}）应只有一个值，得到 {values}；都未使用",
            en="value: wanted one value for {name} in {period}, got {values}; none was used",
        ),
        help=Text(
            zh="删去错误的一行；若是修订，在 published 中写上各自的公布日期",
            en="remove the wrong row, or, if one revises the other, give each its `published` date",
        ),
        what=Text(
            zh="同一地区、指标、时期在同一次公布中有不同的数值。",
            en="One region, indicator and period has different values in one vintage.",
        ),
        why=Text(
            zh="任选其一都是猜测，而结论可能因此改变。",
            en="To pick either would be a guess, and the verdict may hang on it.",
        ),
        bad="拱墅区,国高企,2023,742\n拱墅区,国高企,2023,724",
        good="拱墅区,国高企,2023,724,2024-01-20\n拱墅区,国高企,2023,742,2024-06-30   # published",
    )
)


@CHECKS.entry(CONTRADICTING_FIGURES.code)
def contradicting_figures(context: Context) -> Iterator[Finding]:
    """One finding per contradiction, at its last figure."""
    for figures in context.selection.conflicts:
        last = figures[-1]
        values = ", ".join(f"{figure.text} ({figure.place.file}:{figure.place.line})" for figure in figures)
        yield CONTRADICTING_FIGURES.at(
            last.place,
            plan=context.plan.id,
            region=last.region,
            period=last.period.label,
            name=last.indicator,
            values=values,
        )
