"""A002: a goal that the plan calls a multiple of its baseline (翻番) is none."""

from collections.abc import Iterator

from planck.audit import AUDITS
from planck.audit.printed import places_for, printed, unit_of, way
from planck.checks import Context
from planck.model import Amount, Difference, Finding, Rule, Severity, Text
from planck.registry import rule

STATED_MULTIPLE = rule(
    Rule(
        code="A002",
        name="stated-multiple",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划写为基期的 {times} 倍，{baseline}到 {goal}是 {found} 倍；{times} 倍为 {gives}，相差 {gap}",
            en="{name}: the plan says {times} times the baseline, but {baseline} to {goal} is {found} times; {times} "
            "times is {gives}, a difference of {gap}",
        ),
        help=Text(zh="核对基期数、目标数和倍数", en="check baseline, goal and multiple"),
        what=Text(
            zh="规划所说的倍数（翻番即 2 倍）与基期数、目标数不符。",
            en="The multiple that the plan names (翻番 is twice) is not what leads from its baseline to its goal.",
        ),
        why=Text(
            zh="目标恰好达到时，“翻番”并没有实现。",
            en="With the goal met exactly, the doubling that was announced has not happened.",
        ),
        bad="firms:\n  baseline: 466\n  goal: {at_least: 900}\n  stated: {times: 2}   # twice is 932",
        good="firms:\n  baseline: 466\n  goal: {at_least: 1000}\n  stated: {times: 2}",
    )
)


@AUDITS.entry(STATED_MULTIPLE.code)
def stated_multiple(context: Context) -> Iterator[Finding]:
    """Goals short of the multiple that is printed for them, or beyond one that is printed with decimals.

    A bare 2 is a word (翻番), which more than doubling keeps; 2.1 is a computed number, which has a span.
    """
    for target in context.plan.targets:
        found, times = way(target), target.stated.times if target.stated else None
        if found is None or times is None or found.start.span[0] <= 0:
            continue
        told = printed(times, dict(target.stated.printed).get("times", "") if target.stated else "")
        slack = told.slack if told.places else 0.0
        least, most = found.span[0] / found.start.span[1], found.span[1] / found.start.span[0]
        if most < times - slack or (told.places and least > times + slack):
            unit = unit_of(context.plan, target)
            gap = abs(times * found.start.value - found.goal.value)
            places = places_for(gap, found.goal.places)
            yield STATED_MULTIPLE.at(
                target.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                times=Amount(times, told.places),
                found=Amount(found.goal.value / found.start.value, 2),
                baseline=Amount(found.start.value, found.start.places, unit),
                goal=Amount(found.goal.value, found.goal.places, unit),
                gives=Amount(times * found.start.value, places, unit),
                gap=Difference(gap, places, unit),
            )
