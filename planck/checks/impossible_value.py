"""L007: a value that its indicator cannot have."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Figure, Finding, Measure, Rule, Severity, Text
from planck.registry import rule

IMPOSSIBLE_VALUE = rule(
    Rule(
        code="L007",
        name="impossible-value",
        severity=Severity.ERROR,
        message=Text(
            zh="数值：{name}应为{wanted}，得到“{got}”",
            en="value: wanted {wanted} for {name}, got '{got}'",
        ),
        help=Text(zh="核对原文；或改正规划中的 measure", en="check the source, or correct the plan's `measure`"),
        what=Text(
            zh="数值不可能属于这一类指标：名次应为正整数，事件应为 0 或 1，存量不为负。",
            en="The measure rules the value out: a rank is a whole number from 1, an event 0 or 1, a stock is not "
            "negative.",
        ),
        why=Text(zh="多半是列错位或录入错误。", en="Mostly a shifted column or a slip of typing."),
        bad="西湖区,科技投入指数排名,2022,0",
        good="西湖区,科技投入指数排名,2022,4",
    )
)

WANTED = {
    Measure.RANK: Text(zh="从 1 开始的整数", en="a whole number from 1"),
    Measure.EVENT: Text(zh="0（未完成）或 1（已完成）", en="0 (not done) or 1 (done)"),
    Measure.STOCK: Text(zh="不小于 0 的数", en="a number not below 0"),
}


@CHECKS.entry(IMPOSSIBLE_VALUE.code)
def impossible_value(context: Context) -> Iterator[Finding]:
    """Figures that the measure of their indicator rules out."""
    for (region, id_), figures in context.selection.series.items():
        measure = context.plan.indicator(id_).measure
        for figure in figures:
            if not _possible(measure, figure):
                yield IMPOSSIBLE_VALUE.at(
                    figure.place,
                    plan=context.plan.id,
                    region=region,
                    target=id_,
                    period=figure.period.label,
                    name=figure.indicator,
                    wanted=WANTED[measure],
                    got=figure.text,
                )


def _possible(measure: Measure, figure: Figure) -> bool:
    value = figure.value
    assert value is not None
    match measure:
        case Measure.RANK:
            return value >= 1 and value == int(value)
        case Measure.EVENT:
            return value in (0, 1)
        case Measure.STOCK:
            return value >= 0
    return True
