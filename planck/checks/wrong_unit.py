"""L003: a figure is in another unit than its indicator."""

from collections.abc import Iterator

from planck.assess.names import indicator_names, key
from planck.checks import CHECKS, Context
from planck.load.cells.number import is_event_word
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

WRONG_UNIT = rule(
    Rule(
        code="L003",
        name="wrong-unit",
        severity=Severity.ERROR,
        message=Text(
            zh="单位：{name}应为“{wanted}”，得到“{got}”；该数据未使用",
            en="unit: wanted '{wanted}' for {name}, got '{got}'; the figure was not used",
        ),
        help=Text(
            zh="把数值换算成“{wanted}”，或改正单位",
            en="convert the value to '{wanted}', or correct the unit",
        ),
        what=Text(zh="数据的单位与指标的单位不同。", en="A figure's unit differs from its indicator's."),
        why=Text(
            zh="单位之间没有确定的换算时，不能猜。",
            en="Where no conversion between the two is declared, none is guessed.",
        ),
        bad="拱墅区,研发经费总额,2021,20.06,亿美元   # unit: 亿元",
        good="拱墅区,研发经费总额,2021,20.06,亿元",
    )
)


@CHECKS.entry(WRONG_UNIT.code)
def wrong_unit(context: Context) -> Iterator[Finding]:
    """Figures left out because of their unit."""
    names = indicator_names(context.plan)
    for figure in context.selection.wrong_unit:
        indicator = context.plan.indicator(names[key(figure.indicator)])
        yield WRONG_UNIT.at(
            figure.place,
            plan=context.plan.id,
            target=indicator.id,
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            wanted=indicator.unit or Text(zh="数字", en="a number"),
            got=figure.unit if not is_event_word(figure.text) else figure.text,
        )
