"""L010: a figure without a unit is taken to be in its indicator's."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

UNSTATED_UNIT = rule(
    Rule(
        code="L010",
        name="unstated-unit",
        severity=Severity.NOTE,
        message=Text(
            zh="单位：{name}（{period}）没有写单位，按规划的“{wanted}”处理",
            en="unit: none given for {name} in {period}; taken as the plan's '{wanted}'",
        ),
        help=Text(zh="在 unit 列写明单位", en="write the unit in the unit column"),
        what=Text(zh="数据没有单位，按指标的单位处理。", en="A figure without a unit is read in its indicator's."),
        why=Text(
            zh="单位不同的数据会因此混入，所以要说明。",
            en="A figure in another unit could slip in this way, so it is said.",
        ),
        bad="拱墅区,国家高新技术企业数量,2020,466,",
        good="拱墅区,国家高新技术企业数量,2020,466,家",
    )
)


@CHECKS.entry(UNSTATED_UNIT.code)
def unstated_unit(context: Context) -> Iterator[Finding]:
    """Figures that count without a unit of their own although the indicator has one."""
    for (region, id_), figures in context.selection.series.items():
        unit = context.plan.indicator(id_).unit
        for figure in figures:
            if unit and not figure.unit:
                yield UNSTATED_UNIT.at(
                    figure.place,
                    plan=context.plan.id,
                    target=id_,
                    region=region,
                    period=figure.period.label,
                    name=figure.indicator,
                    wanted=unit,
                )
