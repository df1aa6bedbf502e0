"""A003, A004: two goals on one indicator, and meeting the first exactly fails the other."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from planck.assess.select import key, names_of
from planck.assess.target import Span
from planck.audit import AUDITS
from planck.audit.stated_pace import (
    Printed,
    Way,
    aim,
    in_force,
    kind_of,
    levels,
    pace,
    places_for,
    plain,
    printed,
    unit_of,
    way,
)
from planck.checks import Context
from planck.engine.outcome import meets
from planck.model import (
    Amount,
    Argument,
    Comparator,
    Difference,
    Finding,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Names,
    Period,
    PeriodKind,
    Plan,
    Quantity,
    RateKind,
    Rule,
    Severity,
    Target,
    Text,
)
from planck.registry import rule

CONTRADICTING_GOALS = rule(
    Rule(
        code="A003",
        name="contradicting-goals",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：恰好为 {level}时不满足同一指标的另一目标“{other}”（{printed}，折合 {wanted}），相差 {gap}",
            en="{name}: met exactly at {level} it fails the other goal on the same indicator, '{other}' ({printed}, "
            "which is {wanted}), by {gap}",
        ),
        help=Text(zh="两处改成一致，或写明以哪一处为准", en="make the two agree, or say which of them holds"),
        what=Text(
            zh="同一指标、同一期限有两个目标，恰好达到其中一个就达不到另一个。",
            en="An indicator has two goals for one date, and meeting one of them exactly fails the other.",
        ),
        why=Text(
            zh="正文与表格不一致时，完成与否取决于引用哪一处。",
            en="Where text and table differ, whether the plan was kept depends on which of them is quoted.",
        ),
        bad="labs: {baseline: 5, goal: {at_least: 8}}\n"
        "labs_in_the_text: {indicator: labs, baseline: 5, goal: {increase: {at_least: 5}}}",
        good="labs: {baseline: 5, goal: {at_least: 10}}\n"
        "labs_in_the_text: {indicator: labs, baseline: 5, goal: {increase: {at_least: 5}}}",
    )
)

GOAL_MISSES_RATE = rule(
    Rule(
        code="A004",
        name="goal-misses-rate",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：恰好为 {level}即年均 {needed}，达不到规划另处所说的“{other}”{printed}；照该速度为 {wanted}，"
            "相差 {gap}",
            en="{name}: {level} met exactly is {needed} a year, while the plan also asks for {printed} ('{other}'); "
            "that rate gives {wanted}, a difference of {gap}",
        ),
        help=Text(zh="调高目标数或放低速度，使两处一致", en="raise the goal or lower the rate so that the two agree"),
        what=Text(
            zh="规划另处要求的年均增速，恰好达到目标数时并未达到。",
            en="With the goal met exactly, the average growth that the plan asks for elsewhere is not reached.",
        ),
        why=Text(
            zh="“年均增长 15% 以上”与总量目标若不一致，考核时会各执一词。",
            en="If '15 % a year or more' and the amount disagree, both sides of a review can quote the plan.",
        ),
        bad="rd: {baseline: 20, goal: {at_least: 40}}\n"
        "rd_growth: {indicator: rd, baseline: 20, goal: {average_growth: {at_least: 15%}}}   # 40.23",
        good="rd: {baseline: 20, goal: {at_least: 40.3}}\n"
        "rd_growth: {indicator: rd, baseline: 20, goal: {average_growth: {at_least: 15%}}}",
    )
)


@AUDITS.entry(CONTRADICTING_GOALS.code)
def contradicting_goals(context: Context) -> Iterator[Finding]:
    """Goals on an indicator that the goal which owns it, met exactly, would fail."""
    return (finding for finding in _failures(context) if finding.code == CONTRADICTING_GOALS.code)


@AUDITS.entry(GOAL_MISSES_RATE.code)
def goal_misses_rate(context: Context) -> Iterator[Finding]:
    """Average growth rates that the amount which the plan wants, met exactly, would fail."""
    return (finding for finding in _failures(context) if finding.code == GOAL_MISSES_RATE.code)


def _failures(context: Context) -> Iterator[Finding]:
    """Goals that fail when another goal on their indicator is met exactly.

    The one with the indicator's own id is what the plan commits itself to, else the first; a weaker restatement (twice
    466 beside 1000) follows from it and is no contradiction.
    """
    groups: dict[tuple[object, ...], list[Target]] = {}
    for target in context.plan.targets:
        summed = target.goal.quantity is Quantity.TOTAL
        groups.setdefault((target.indicator, target.region, target.due, summed), []).append(target)
    for group in groups.values():
        main = next((target for target in group if target.id == target.indicator), group[0])
        yield from _against(context, main, [target for target in group if target is not main])


def _against(context: Context, main: Target, others: Sequence[Target]) -> Iterator[Finding]:
    own = levels(main)
    for other in others if own else ():
        wanted = levels(other)
        failed = _failed(own, wanted, strict=other.goal.strict) if own and wanted else None
        if failed:
            yield _finding(context, main, other, *failed)


def _failed(own: Span, wanted: Span, *, strict: bool) -> Span | None:
    """The bound of `own` that does not meet `wanted`, and the bound of `wanted` that it misses."""
    for bound in own:
        low, high = np.array([wanted[0]]), np.array([wanted[1]])
        if math.isfinite(bound) and not meets(np.array([bound]), low, high, strict=strict)[0]:
            return bound, min(filter(math.isfinite, wanted), key=lambda end: abs(end - bound))
    return None


def _finding(context: Context, main: Target, other: Target, bound: float, missed: float) -> Finding:
    unit = unit_of(context.plan, main)
    gap = abs(missed - bound)
    start = other.baseline
    relative = start is not None and start.value is not None and other.goal.quantity is not Quantity.LEVEL
    least = printed(start.value or 0.0, start.printed).places if start and relative else 0
    places = places_for(gap, max(least, printed(bound, main.goal.printed).places))
    said: dict[str, Argument] = {
        "name": main.name,
        "level": Amount(bound, printed(bound, main.goal.printed).places, unit),
        "other": other.name,
        "printed": _asked(other.goal),
        "wanted": Amount(missed, places, unit),
        "gap": Difference(gap, places, unit),
    }
    needed = _rate(main, other, bound)
    found = GOAL_MISSES_RATE if needed else CONTRADICTING_GOALS
    said |= {"needed": needed} if needed else {}
    return replace(found.at(other.place, plan=context.plan.id, target=other.id), arguments=said)


ASKED = {
    Comparator.AT_LEAST: Text(zh="不低于", en="at least "),
    Comparator.MORE_THAN: Text(zh="高于", en="more than "),
    Comparator.AT_MOST: Text(zh="不高于", en="at most "),
    Comparator.LESS_THAN: Text(zh="低于", en="less than "),
    Comparator.ABOUT: Text(zh="约", en="about "),
}


def _asked(goal: Goal) -> Text:
    words = ASKED.get(goal.comparator, Text())
    return Text(zh=words.zh + goal.printed, en=words.en + goal.printed)


def _rate(main: Target, other: Target, bound: float) -> Argument | None:
    """The average growth that `bound` comes to, where the other goal is about that."""
    start = other.baseline
    if other.goal.quantity is not Quantity.AVERAGE_GROWTH or start is None or start.value is None:
        return None
    return pace(RateKind.GROWTH, start.value, bound, main.due.time - start.period.time, "")


# A021, A025: additions (新增) that do not go together with the total (累计) that they add to.

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


# A006, A007: milestones that go back, and milestones far from the path that the plan declares.

MILESTONE_ORDER = rule(
    Rule(
        code="A006",
        name="milestones-out-of-order",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：{period} 年的节点 {got}与方向相反：此前为 {before}，目标为 {goal}",
            en="{name}: the milestone {got} for {period} goes the wrong way: {before} comes before it, the goal is "
            "{goal}",
        ),
        help=Text(zh="核对节点的年份和数值", en="check the years and the values of the milestones"),
        what=Text(
            zh="节点值退回到前一个节点（或基期）之前，或越过了目标。",
            en="A milestone lies behind the one before it (or the baseline), or beyond the goal.",
        ),
        why=Text(
            zh="按节点推进的单位会先进后退，多半是年份或数值写错。",
            en="Whoever follows the milestones would have to go back; mostly a year or a value is mistyped.",
        ),
        bad="baseline: 466\nmilestones: {2022: 700, 2023: 650}\ngoal: {at_least: 1000}",
        good="baseline: 466\nmilestones: {2022: 650, 2023: 700}\ngoal: {at_least: 1000}",
    )
)

OFF_PATH = rule(
    Rule(
        code="A007",
        name="milestone-off-path",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：{period} 年的节点为 {got}，由 {baseline}到 {goal}的路径当时为 {even}，相差 {gap}",
            en="{name}: the milestone for {period} is {got}, where the path from {baseline} to {goal} has {even}, a "
            "difference of {gap}",
        ),
        help=Text(
            zh="若有意前缓后急或前急后缓，不必改；否则核对节点",
            en="leave it if the pace is meant to change on the way, else check the milestone",
        ),
        what=Text(
            zh="节点离规划所写路径超过全程的一成。",
            en="A milestone is more than a tenth of the whole way from the path that the plan declares.",
        ),
        why=Text(
            zh="节点偏低，后几年就要加速补回；偏高则前几年要快得多。",
            en="A low milestone leaves more to the last years than the path says, a high one to the first.",
        ),
        bad="baseline: 466\npath: linear\nmilestones: {2023: 600}   # the path has 786\ngoal: {at_least: 1000}",
        good="baseline: 466\npath: linear\nmilestones: {2023: 790}\ngoal: {at_least: 1000}",
    )
)

# Of the whole way; planck's own border.
TOLERATED = 0.1
EVEN = ("linear", "compound")


@AUDITS.entry(MILESTONE_ORDER.code)
def milestones_out_of_order(context: Context) -> Iterator[Finding]:
    """Milestones that lead away from the goal, or beyond it."""
    return (finding for finding in _milestones(context) if finding.code == MILESTONE_ORDER.code)


@AUDITS.entry(OFF_PATH.code)
def milestone_off_path(context: Context) -> Iterator[Finding]:
    """Milestones in order that lie far from the path."""
    return (finding for finding in _milestones(context) if finding.code == OFF_PATH.code)


def _milestones(context: Context) -> Iterator[Finding]:
    """What is odd about milestones with a value, one after the other."""
    for target in context.plan.targets:
        found = way(target)
        stones = [stone for stone in target.milestones if stone.value is not None]
        before = found.start.value if found else math.nan
        for stone in stones if found and found.goal.value != found.start.value else ():
            assert found is not None
            assert stone.value is not None
            if _astray(before, stone.value, found):
                yield _order(context, target, found, stone, before)
            elif target.path in EVEN:
                yield from _off(context, target, found, stone)
            before = stone.value


def _astray(before: float, value: float, found: Way) -> bool:
    onward = math.copysign(1.0, found.goal.value - found.start.value)
    return (value - before) * onward < 0 or (value - found.goal.value) * onward > 0


def _order(context: Context, target: Target, found: Way, stone: Milestone, before: float) -> Finding:
    unit = unit_of(context.plan, target)
    return MILESTONE_ORDER.at(
        stone.place,
        plan=context.plan.id,
        target=target.id,
        period=stone.period.label,
        name=target.name,
        got=_amount(stone.value or 0.0, unit),
        before=_amount(before, unit),
        goal=_amount(found.goal.value, unit),
    )


def _amount(value: float, unit: str) -> Amount:
    return Amount(value, printed(value, plain(value)).places, unit)


def _off(context: Context, target: Target, found: Way, stone: Milestone) -> Iterator[Finding]:
    assert target.baseline is not None
    assert stone.value is not None
    share = (stone.period.time - target.baseline.period.time) / found.years
    start, goal, unit = found.start.value, found.goal.value, unit_of(context.plan, target)
    even = start + (goal - start) * share
    if kind_of(target, context.plan.indicator(target.indicator)) is RateKind.GROWTH:
        if start <= 0 or goal <= 0:
            return
        even = start * math.exp(math.log(goal / start) * share)
    gap = abs(stone.value - even)
    if gap > TOLERATED * abs(goal - start):
        places = places_for(gap, found.goal.places)
        yield OFF_PATH.at(
            stone.place,
            plan=context.plan.id,
            target=target.id,
            period=stone.period.label,
            name=target.name,
            got=_amount(stone.value, unit),
            baseline=_amount(start, unit),
            goal=_amount(goal, unit),
            even=Amount(even, places, unit),
            gap=Difference(gap, places, unit),
        )


# A005: parts above their whole, one of them or all together.

PARTS_EXCEED_WHOLE = rule(
    Rule(
        code="A005",
        name="parts-exceed-whole",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：{what}为 {got}，其中项（{parts}）为 {sum}，多 {gap}",
            en="{name}: its {what} is {got}, but its parts ({parts}) come to {sum}, {gap} more",
        ),
        help=Text(zh="核对口径；部分有重叠的，不要都写 part_of", en="check the scope; parts that overlap are no parts"),
        what=Text(
            zh="“其中”各项的目标或基期之和大于总体。",
            en="The goals or the baselines of the parts of a target add up to more than the target's own.",
        ),
        why=Text(
            zh="各部分都完成时总体必然超额，总体目标就没有意义；或者口径不同。",
            en="If every part is kept, the whole is exceeded and asks for nothing; or the scopes differ.",
        ),
        bad="talents: {goal: {total: {at_least: 300}}}\nchosen: {part_of: talents, goal: {total: {at_least: 360}}}",
        good="talents: {goal: {total: {at_least: 300}}}\nchosen: {part_of: talents, goal: {total: {at_least: 60}}}",
    )
)

SCALES = {
    "百万": 1e6,
    "千万": 1e7,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
    "亿": 1e8,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
}
Number = tuple[Target, Printed]


@AUDITS.entry(PARTS_EXCEED_WHOLE.code)
def parts_exceed_whole(context: Context) -> Iterator[Finding]:
    """Wholes whose parts are printed larger, goals with goals and baselines with baselines, in one unit."""
    targets = [in_force(context, target) for target in context.plan.targets]
    for whole in targets:
        parts = [part for part in targets if part.part_of == whole.id and part.region == whole.region]
        yield from _compare(context, _goal(whole), [_goal(part) for part in parts], Text(zh="目标", en="goal"))
        yield from _compare(context, _start(whole), [_start(part) for part in parts], Text(zh="基期数", en="baseline"))


def _goal(target: Target) -> Number | None:
    found = aim(target.goal, 0.0)
    return (target, found) if found else None


def _start(target: Target) -> Number | None:
    start = target.baseline
    return (target, printed(start.value, start.printed)) if start and start.value is not None else None


def scale(unit: str) -> tuple[float, str]:
    """What a unit counts in, and what it counts: 万元 is 10,000 of 元."""
    name = key(unit)
    found = next((word for word in SCALES if name.startswith(word) and name != word), "")
    return SCALES.get(found, 1.0), name[len(found) :]


def _compare(context: Context, whole: Number | None, parts: Sequence[Number | None], what: Text) -> Iterator[Finding]:
    there = [part for part in parts if part is not None]
    if whole is None:
        return
    like = [part for part in there if _alike(context.plan, whole[0], part[0])]
    factor, _ = scale(unit_of(context.plan, whole[0]))
    values = [part[1].value * scale(unit_of(context.plan, part[0]))[0] / factor for part in like]
    slack = sum(part[1].slack * scale(unit_of(context.plan, part[0]))[0] / factor for part in like)
    total = sum(values)
    if like and total > whole[1].value + (whole[1].slack + slack if len(like) > 1 else 1e-9 * abs(total)):
        unit = unit_of(context.plan, whole[0])
        places = places_for(total - whole[1].value, max(number.places for _, number in (whole, *like)))
        yield PARTS_EXCEED_WHOLE.at(
            whole[0].place,
            plan=context.plan.id,
            target=whole[0].id,
            name=whole[0].name,
            what=what,
            parts=Names(tuple(part.name for part, _ in like)),
            got=Amount(whole[1].value, whole[1].places, unit),
            sum=Amount(total, places, unit),
            gap=Difference(total - whole[1].value, places, unit),
        )


def _alike(plan: Plan, whole: Target, part: Target) -> bool:
    units = scale(unit_of(plan, whole))[1], scale(unit_of(plan, part))[1]
    return units[0] == units[1] and whole.goal.quantity is part.goal.quantity and whole.due == part.due


# A019, A020: sums under one year, flows that are called stocks.

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


# A014: one share, printed as a share of two wholes.

TWO_DENOMINATORS = rule(
    Rule(
        code="A014",
        name="two-denominators",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：同一个 {value} 一处写作占{denominator}，另一处写作占{other}；两者不是同一口径，除非相等，"
            "其中一处不是 {value}",
            en="{name}: the same {value} is printed as a share of {denominator} and elsewhere of {other}; unless the "
            "two are equal, one of the shares is not {value}",
        ),
        help=Text(
            zh="查明数据属于哪个口径，目标与公布数据用同一口径",
            en="find out which of them the figure is of, and judge the goal by figures of the same",
        ),
        what=Text(
            zh="规划把同一个比重说成占两个不同的总体（如工业、规上工业）。",
            en="The plan calls one and the same share one of two different wholes (industry, industry above scale).",
        ),
        why=Text(
            zh="口径不同的比重相差可达几个百分点，而目标只提高零点几个百分点。",
            en="Shares of the two differ by points, while the goal is a few tenths of one.",
        ),
        bad="denominator: 工业增加值\nbaseline: 81.5\nstated: {denominator: 规上工业增加值}",
        good="denominator: 规上工业增加值\nbaseline: 81.5",
    )
)


@AUDITS.entry(TWO_DENOMINATORS.code)
def two_denominators(context: Context) -> Iterator[Finding]:
    """Shares that the plan calls shares of another whole as well."""
    for target in context.plan.targets:
        other = target.stated.denominator if target.stated else ""
        own = context.plan.indicator(target.indicator).denominator
        if other and key(other) != key(own):
            start, unit = target.baseline, unit_of(context.plan, target)
            shown = printed(start.value, start.printed) if start and start.value is not None else None
            yield TWO_DENOMINATORS.at(
                target.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                value=Amount(shown.value, shown.places, unit) if shown else Text(zh="比重", en="share"),
                denominator=own or Text(zh="未注明的总体", en="a whole that it does not name"),
                other=other,
            )
