"""L009: a figure was published again, and the newer one counts."""

from collections.abc import Iterator

from planck.assess.names import indicator_names, key
from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

SUPERSEDED_FIGURE = rule(
    Rule(
        code="L009",
        name="superseded-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="数值：{name}（{period}）的 {got} 已有更新或更可靠的公布，未使用",
            en="value: {got} of {name} for {period} has a newer or firmer publication and was not used",
        ),
        help=Text(
            zh="无需处理；用 --as-of 可查看当时的结论", en="nothing to do; --as-of shows the verdict of the time"
        ),
        what=Text(
            zh="同一数据公布过不止一次，采用判断时点之前最新的一次；情景假设让位于公布数据。",
            en="A figure has several vintages: the newest known counts, and a scenario gives way to a publication.",
        ),
        why=Text(zh="修订会改变结论，应当看得见。", en="A revision can change a verdict, so it is shown."),
        bad="余杭区,新增孵化载体,2022,42   # published 2022-12-02, year to date",
        good="余杭区,新增孵化载体,2022,53   # published 2023-03-02",
    )
)


@CHECKS.entry(SUPERSEDED_FIGURE.code)
def superseded_figure(context: Context) -> Iterator[Finding]:
    """Figures of older vintages, and scenario values that a publication has overtaken."""
    names = indicator_names(context.plan)
    for figure in context.selection.outdated:
        yield SUPERSEDED_FIGURE.at(
            figure.place,
            plan=context.plan.id,
            target=names[key(figure.indicator)],
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            got=figure.text,
        )
