"""C008: a figure is listed without a value."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

UNPUBLISHED_FIGURE = rule(
    Rule(
        code="C008",
        name="unpublished-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="数值：{got}（{period}）没有数值，按未公布处理",
            en="value: {got} for {period} has none and counts as not published",
        ),
        help=Text(zh="公布后填写数值；为零时写 0", en="write the value when it is published; write 0 for zero"),
        what=Text(
            zh="数据行写明了指标和时期，但没有数值。", en="A row names an indicator and a period but holds no value."
        ),
        why=Text(zh="空白不是 0。", en="A blank is not a zero."),
        bad="拱墅区,国家高新技术企业数量,2023,--",
        good="拱墅区,国家高新技术企业数量,2023,742",
    )
)


@CHECKS.entry(UNPUBLISHED_FIGURE.code)
def unpublished_figure(context: Context) -> Iterator[Finding]:
    """Figures of the plan's indicators whose cell says that there is no value."""
    for figure in context.selection.unpublished:
        yield UNPUBLISHED_FIGURE.at(
            figure.place, plan=context.plan.id, region=figure.region, period=figure.period.label, got=figure.indicator
        )
