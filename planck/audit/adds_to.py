"""A021, A025: additions (新增) that do not go together with the total (累计) that they add to."""

from collections.abc import Iterator

from planck.audit import AUDITS
from planck.audit.printed import Printed, aim, printed, unit_of
from planck.checks import Context
from planck.model import Amount, Difference, Finding, Quantity, Rule, Severity, Target, Text
from planck.registry import rule

FLOWS_EXCEED_STOCK = rule(
    Rule(
        code="A021",
        name="flows-exceed-stock",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：{base} 年新增 {before}，加上目标 {flow}已是 {sum}，超过“{stock}”的累计目标 {goal}，多 {gap}；"
            "累计从何时算起不明",
            en="{name}: {before} in {base} and the goal of {flow} already make {sum}, {gap} more than the goal {goal} "
            "for '{stock}'; from when that one counts is unclear",
        ),
        help=Text(zh="写明累计的起算年份和口径", en="say from which year the total counts, and of what"),
        what=Text(
            zh="基期年的新增加上新增目标，已经超过累计目标。",
            en="The additions of two years exceed the goal for the total.",
        ),
        why=Text(
            zh="累计不可能小于其中两年的新增：口径或起算年份不同。",
            en="A total cannot be less than what two of its years add: scope or start of the count differ.",
        ),
        bad="new_firms: {adds_to: firms, baseline: 413, goal: {at_least: 300}}\nfirms: {goal: {at_least: 700}}   # 713",
        good="new_firms: {adds_to: firms, baseline: 413, goal: {at_least: 300}}\nfirms: {goal: {at_least: 1200}}",
    )
)

FLOW_SHORT_OF_STOCK = rule(
    Rule(
        code="A025",
        name="flow-short-of-stock",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：基期存量 {before}加目标 {flow}只有 {sum}，达不到“{stock}”的目标 {goal}，差 {gap}",
            en="{name}: {before} at the base and the goal of {flow} make {sum}, {gap} short of the goal {goal} for "
            "'{stock}'",
        ),
        help=Text(
            zh="提高新增目标，或核对存量口径", en="raise the goal for the additions, or check the scope of the stock"
        ),
        what=Text(
            zh="新增目标恰好完成时，存量目标达不到。",
            en="With the additions met exactly, the goal for the stock is not reached.",
        ),
        why=Text(
            zh="两个目标来自同一份规划，却不能同时恰好完成；还没有计入退出的。",
            en="Both stand in one plan and cannot both be met exactly, even if nothing closes.",
        ),
        bad="labs: {baseline: 40, goal: {at_least: 60}}\nnew_labs: {adds_to: labs, goal: {total: {at_least: 10}}}",
        good="labs: {baseline: 40, goal: {at_least: 60}}\nnew_labs: {adds_to: labs, goal: {total: {at_least: 20}}}",
    )
)


@AUDITS.entry(FLOWS_EXCEED_STOCK.code)
def flows_exceed_stock(context: Context) -> Iterator[Finding]:
    """Flows whose base year and goal come to more than the total they add to, where that has no baseline."""
    for flow, stock, added, goal in _pairs(context):
        start = flow.baseline
        if stock.baseline is None and start and start.value is not None and flow.goal.quantity is Quantity.LEVEL:
            before = printed(start.value, start.printed)
            yield from _beyond(context, FLOWS_EXCEED_STOCK, flow, stock, (before, added, goal))


@AUDITS.entry(FLOW_SHORT_OF_STOCK.code)
def flow_short_of_stock(context: Context) -> Iterator[Finding]:
    """Flows that do not take the printed stock to its goal."""
    for flow, stock, added, goal in _pairs(context):
        start = stock.baseline
        if start and start.value is not None and _whole_way(context, flow):
            before = printed(start.value, start.printed)
            yield from _beyond(context, FLOW_SHORT_OF_STOCK, flow, stock, (before, added, goal))


def _whole_way(context: Context, flow: Target) -> bool:
    """Whether the flow's goal covers every year from the base on."""
    return flow.goal.quantity is Quantity.TOTAL or flow.due.end.year == context.plan.base.end.year + 1


def _pairs(context: Context) -> Iterator[tuple[Target, Target, Printed, Printed]]:
    targets = {target.id: target for target in context.plan.targets}
    for flow in context.plan.targets:
        stock = targets.get(flow.adds_to)
        if stock is None or stock is flow or unit_of(context.plan, stock) != unit_of(context.plan, flow):
            continue
        added, goal = aim(flow.goal, 0.0), aim(stock.goal, 0.0)
        if added and goal and flow.due == stock.due and stock.goal.quantity is Quantity.LEVEL:
            yield flow, stock, added, goal


def _beyond(
    context: Context, found: Rule, flow: Target, stock: Target, numbers: tuple[Printed, Printed, Printed]
) -> Iterator[Finding]:
    before, added, goal = numbers
    total, slack = before.value + added.value, before.slack + added.slack
    over = total - goal.value if found is FLOWS_EXCEED_STOCK else goal.value - total
    if over <= slack:
        return
    unit, places = unit_of(context.plan, stock), max(number.places for number in numbers)
    yield found.at(
        flow.place,
        plan=context.plan.id,
        target=flow.id,
        name=flow.name,
        stock=stock.name,
        base=context.plan.base.label,
        before=Amount(before.value, before.places, unit),
        flow=Amount(added.value, added.places, unit),
        sum=Amount(total, places, unit),
        goal=Amount(goal.value, goal.places, unit),
        gap=Difference(over, places, unit),
    )
