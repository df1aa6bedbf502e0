"""L002: a figure stands twice with the same value."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

REPEATED_FIGURE = rule(
    Rule(
        code="L002",
        name="repeated-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="数值：{name}（{period}）重复出现，数值相同：{got}",
            en="value: {name} for {period} stands more than once with the same value {got}",
        ),
        help=Text(zh="保留一行即可", en="one row is enough"),
        what=Text(zh="同一数据重复出现，数值一致。", en="The same figure is given again, with the same value."),
        why=Text(
            zh="没有害处，但下次只改其中一行就会互相矛盾。",
            en="It does no harm until one of the rows is changed and the other is not.",
        ),
        bad="拱墅区,国高企,2020,466\n拱墅区,国家高新技术企业,2020,466",
        good="拱墅区,国高企,2020,466",
    )
)


@CHECKS.entry(REPEATED_FIGURE.code)
def repeated_figure(context: Context) -> Iterator[Finding]:
    """Figures that repeat another one."""
    for figure in context.selection.repeated:
        yield REPEATED_FIGURE.at(
            figure.place,
            plan=context.plan.id,
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            got=figure.text,
        )
