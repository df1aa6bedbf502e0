"""A019, A020: sums under one year, flows that are called stocks."""

from collections.abc import Iterator

from planck.assess.names import names_of
from planck.audit import AUDITS
from planck.audit.printed import aim, unit_of
from planck.checks import Context
from planck.model import (
    Amount,
    Argument,
    Finding,
    Indicator,
    Measure,
    Period,
    PeriodKind,
    Quantity,
    Rule,
    Severity,
    Text,
)
from planck.registry import rule

SUM_UNDER_ONE_YEAR = rule(
    Rule(
        code="A019",
        name="sum-under-one-year",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：{goal}印在 {column} 年一栏，实为 {first} 至 {last} 年合计，平均每年 {mean}；若读作 {column} 年"
            "一年的数，就是其 {years} 倍",
            en="{name}: {goal} is printed under {column} but is a sum over {first} to {last}, on average {mean} a "
            "year; read as the figure for {column} it would ask for {years} times as much",
        ),
        help=Text(zh="在表中注明“五年累计”", en="say in the table that it is a sum over the years"),
        what=Text(
            zh="五年合计的目标印在某一年的栏目下。", en="A sum over several years is printed in the column of one year."
        ),
        why=Text(
            zh="照栏目读，会把合计当成当年数或年末存量。",
            en="Whoever reads the column takes the sum for that year's figure or for a stock at its end.",
        ),
        bad="talents: {measure: flow, goal: {total: {at_least: 300}}, stated: {column: 2025}}",
        good="talents: {measure: flow, goal: {total: {at_least: 300}}, stated: {column: 2021-2025}}",
    )
)

STOCK_OR_FLOW = rule(
    Rule(
        code="A020",
        name="stock-or-flow",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：按{measure}处理，名称“{got}”却是{other}的说法（“{word}”）",
            en="{name}: taken for a {measure}, but the name '{got}' speaks of a {other} ('{word}')",
        ),
        help=Text(
            zh="改正 measure，或把该名称从 aliases 移到另一个指标",
            en="correct `measure`, or move the alias to another indicator",
        ),
        what=Text(
            zh="存量指标用了“新增、新认定”的名称，流量指标用了“累计、总数”的名称，或存量与累计认定混用。",
            en="A stock goes by a name of additions (新增), a flow by one of a total (累计), or a stock by "
            "names of both a stock and a gross total (累计认定).",
        ),
        why=Text(
            zh="当年新增、年末存量和累计认定是三个数，混在一个序列里什么也判断不了。",
            en="This year's additions, what there is, and all ever recognised are three numbers; one series of them "
            "tells nothing.",
        ),
        bad="firms: {measure: stock, aliases: [新增国高企]}",
        good="firms: {measure: stock, aliases: [国高企累计]}\nnew_firms: {measure: flow, aliases: [新增国高企]}",
    )
)

# All that were ever counted, those that are gone among them; a number of its own.
GROSS = ("累计认定", "累计新增", "累计引进", "累计培育", "累计新认定")
OF_A_FLOW = ("新增", "新认定", "新引进", "新建", "新培育")
OF_A_STOCK = ("累计", "总数", "总量", "拥有量", "保有量")
MEASURES = {
    Measure.STOCK: (OF_A_FLOW, Measure.FLOW),
    Measure.FLOW: (OF_A_STOCK, Measure.STOCK),
}


@AUDITS.entry(SUM_UNDER_ONE_YEAR.code)
def sum_under_one_year(context: Context) -> Iterator[Finding]:
    """Sums over several years that stand under one of them."""
    for target in context.plan.targets:
        column = target.stated.column if target.stated else None
        goal = aim(target.goal, 0.0)
        years = _years(context.plan.base if target.baseline is None else target.baseline.period, target.due)
        if target.goal.quantity is Quantity.TOTAL and _one_year(column) and years > 1 and goal and column:
            unit = unit_of(context.plan, target)
            yield SUM_UNDER_ONE_YEAR.at(
                target.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                goal=Amount(goal.value, goal.places, unit),
                column=column.label,
                first=str(target.due.end.year - years + 1),
                last=str(target.due.end.year),
                mean=Amount(goal.value / years, goal.places if goal.value % years == 0 else goal.places + 1, unit),
                years=years,
            )


def _one_year(column: Period | None) -> bool:
    return column is not None and column.kind is PeriodKind.YEAR


def _years(base: Period, due: Period) -> int:
    return due.end.year - base.end.year


@AUDITS.entry(STOCK_OR_FLOW.code)
def stock_or_flow(context: Context) -> Iterator[Finding]:
    """Indicators with a name of the other measure; the first such name of each."""
    for indicator in context.plan.indicators:
        odd = _odd_name(indicator)
        if odd:
            name, word, other = odd
            yield STOCK_OR_FLOW.at(
                indicator.place,
                plan=context.plan.id,
                target=indicator.id if any(target.id == indicator.id for target in context.plan.targets) else "",
                name=indicator.name,
                measure=indicator.measure,
                other=other,
                got=name,
                word=word,
            )


def _odd_name(indicator: Indicator) -> tuple[str, str, Argument] | None:
    """A name that does not go with the measure, the word in it, and what it speaks of; None where all names do."""
    names = names_of(indicator)
    gross = [(name, word) for name in names for word in GROSS if word in name]
    words, other = MEASURES.get(indicator.measure, ((), indicator.measure))
    for name in names:
        rest = name
        for word in GROSS if indicator.measure is Measure.STOCK else ():
            rest = rest.replace(word, "")
        if found := next((word for word in words if word in rest), ""):
            return name, found, other
    # A stock by gross names alone may be meant; one with names of both kinds mixes two series.
    net = [name for name in names if not any(word in name for word in GROSS) and _chinese(name)]
    if indicator.measure is Measure.STOCK and gross and net:
        return (*gross[0], Text(zh="毛累计（退出的不减）", en="gross total, from which nothing is taken off"))
    return None


def _chinese(name: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in name)
