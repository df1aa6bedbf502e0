"""A006, A007: milestones that go back, and milestones far from the path that the plan declares."""

import math
from collections.abc import Iterator

from planck.audit import AUDITS
from planck.audit.printed import Way, kind_of, places_for, plain, printed, unit_of, way
from planck.checks import Context
from planck.model import Amount, Difference, Finding, Milestone, RateKind, Rule, Severity, Target, Text
from planck.registry import rule

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
