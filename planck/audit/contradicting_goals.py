"""A003, A004: two goals on one indicator, and meeting the first exactly fails the other."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from planck.assess.rounding import Span
from planck.audit import AUDITS
from planck.audit.printed import levels, pace, places_for, printed, unit_of
from planck.checks import Context
from planck.engine.goals import meets
from planck.model import (
    Amount,
    Argument,
    Comparator,
    Difference,
    Finding,
    Goal,
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
