"""A008, A009, A010: goals that ask for less than there is, or for what there is; of a revised goal the new one."""

from collections.abc import Iterator

import numpy as np

from planck.audit import AUDITS
from planck.audit.in_force import in_force
from planck.audit.printed import Printed, aim, plain, printed, unit_of
from planck.checks import Context
from planck.engine.goals import meets
from planck.model import (
    Amount,
    Assessment,
    Comparator,
    Difference,
    Finding,
    Goal,
    Quantity,
    Reading,
    Rule,
    Severity,
    Target,
    Text,
)
from planck.registry import rule

GOAL_BEHIND_BASELINE = rule(
    Rule(
        code="A008",
        name="goal-behind-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：目标 {goal}比 {base} 年的 {got}{side} {gap}",
            en="{name}: the goal {goal} asks for {gap} {side} than the {got} of {base}",
        ),
        help=Text(
            zh="调整目标，或在备注中写明为何低于上年（例如口径变化、有意减少）",
            en="change the goal, or say in a note why it asks for less (another scope, fewer on purpose)",
        ),
        what=Text(
            zh="基期数已经好于目标数。", en="The baseline is better than the goal, which is met before the plan begins."
        ),
        why=Text(
            zh="这样的目标不用做任何事就算完成，会抬高完成率。",
            en="Such a goal is kept by doing nothing, and lifts the share of goals that were kept.",
        ),
        bad="patents: {baseline: 30280, goal: {at_least: 28500}}",
        good="patents: {baseline: 30280, goal: {at_least: 32000}}",
    )
)

GOAL_EQUALS_BASELINE = rule(
    Rule(
        code="A009",
        name="goal-equals-baseline",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：{base} 年的 {got}已满足目标 {goal}，保持即可完成",
            en="{name}: the level of {base} ({got}) meets the goal {goal} already; keeping it is enough",
        ),
        help=Text(
            zh="若本意就是保持，写 path: hold；否则核对目标",
            en="write `path: hold` if that is meant, else check the goal",
        ),
        what=Text(
            zh="目标数等于基期数，或基期数已在目标区间内。",
            en="The goal is the baseline itself, or the baseline lies in its range.",
        ),
        why=Text(
            zh="保持与增长是两种目标，读者应能分清。",
            en="To keep and to grow are two kinds of goals, and readers should see which.",
        ),
        bad="bases: {baseline: 6, goal: {at_least: 6}}",
        good="bases: {baseline: 6, goal: {at_least: 6}, path: hold}",
    )
)

GOAL_ALREADY_REACHED = rule(
    Rule(
        code="A010",
        name="goal-already-reached",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：目标 {goal}（{due} 年）在 {period} 年的数据中已经达到（{got}）",
            en="{name}: the goal {goal} for {due} is reached in the figures of {period} already ({got})",
        ),
        help=Text(
            zh="基期已达到的，调整目标；规划期内提前达到的，可在中期评估时提高",
            en="change a goal that was reached before the plan began; one reached early may be raised at the review",
        ),
        what=Text(
            zh="目标到期之前的公布数据已达到目标；基期或更早就达到的为警告。",
            en="A figure reaches the goal before its year; a warning when that was in the base year or before.",
        ),
        why=Text(
            zh="规划可能引用了旧数据，或者目标定得过低。",
            en="The plan may have been written from older figures, or the goal asks for too little.",
        ),
        bad="share: {goal: {at_least: 3}}   # figures: 2020,3.01; the plan begins in 2021",
        good="share: {goal: {at_least: 3.3}}",
    )
)

REPEATING = "hold"


@AUDITS.entry(GOAL_BEHIND_BASELINE.code)
def goal_behind_baseline(context: Context) -> Iterator[Finding]:
    """Goals that the printed baseline is better than."""
    return (finding for finding in _baselines(context) if finding.code == GOAL_BEHIND_BASELINE.code)


@AUDITS.entry(GOAL_EQUALS_BASELINE.code)
def goal_equals_baseline(context: Context) -> Iterator[Finding]:
    """Goals that are the printed baseline."""
    return (finding for finding in _baselines(context) if finding.code == GOAL_EQUALS_BASELINE.code)


@AUDITS.entry(GOAL_ALREADY_REACHED.code)
def goal_already_reached(context: Context) -> Iterator[Finding]:
    """Goals on the level that a figure before their year reaches although the printed baseline does not.

    Figures of a scenario are none: nobody has published them. A plan for every region has no figures of its own.
    """
    for one in (one for one in context.assessments if not one.target.region.every):
        start = one.target.baseline
        met_at_start = start is not None and start.value is not None and _met(one.goal, start.value)
        first = None if met_at_start or not _on_level(one.goal) else _first(one)
        if first:
            yield _reached(context, one, first)


def _first(one: Assessment) -> Reading | None:
    early = (reading for reading in one.series if reading.period.end < one.due.start)
    published = (reading for reading in early if all(figure.status != "assumed" for figure in reading.figures))
    return next((reading for reading in published if _met(one.goal, reading.value)), None)


def _reached(context: Context, one: Assessment, first: Reading) -> Finding:
    target = in_force(context, one.target)
    before = first.period.end <= context.plan.base.end
    return GOAL_ALREADY_REACHED.at(
        target.place,
        **context.about(one),
        period=first.period.label,
        severity=Severity.WARNING if before else Severity.NOTE,
        name=one.target.name,
        goal=_shown(one.goal, first.value, one.unit),
        due=one.due.label,
        got=Amount(first.value, printed(first.value, first.text).places, one.unit),
    )


def _baselines(context: Context) -> Iterator[Finding]:
    for target in (in_force(context, target) for target in context.plan.targets):
        start = target.baseline
        if start is None or start.value is None or target.path == REPEATING or not _on_level(target.goal):
            continue
        goal = aim(target.goal, start.value)
        if goal and _met(target.goal, start.value):
            yield _met_at_start(context, target, printed(start.value, start.printed), goal)


def _met_at_start(context: Context, target: Target, start: Printed, goal: Printed) -> Finding:
    assert target.baseline is not None
    unit, gap = unit_of(context.plan, target), abs(goal.value - start.value)
    even = gap <= 1e-9 * max(abs(goal.value), abs(start.value))
    inside = target.goal.comparator in (Comparator.ABOUT, Comparator.BETWEEN)
    found = GOAL_EQUALS_BASELINE if even or inside else GOAL_BEHIND_BASELINE
    return found.at(
        target.place,
        plan=context.plan.id,
        target=target.id,
        name=target.name,
        base=target.baseline.period.label,
        goal=_shown(target.goal, start.value, unit),
        got=Amount(start.value, start.places, unit),
        gap=Difference(gap, max(goal.places, start.places), unit),
        side=Text(zh="少", en="less") if goal.value < start.value else Text(zh="多", en="more"),
    )


def _shown(goal: Goal, start: float, unit: str) -> Amount | Text:
    """A goal as it is to be read: its number, or its range."""
    if goal.low is not None and goal.high is not None:
        low, high = plain(goal.low), plain(goal.high)
        return Text(zh=f"{low} 至 {high} {unit}", en=f"{low} to {high} {unit}")
    number = aim(goal, start)
    assert number is not None
    return Amount(number.value, number.places, unit)


def _on_level(goal: Goal) -> bool:
    return goal.quantity is Quantity.LEVEL and goal.comparator is not Comparator.DONE


def _met(goal: Goal, value: float) -> bool:
    if goal.low is None and goal.high is None:
        return False
    low = -np.inf if goal.low is None else goal.low
    high = np.inf if goal.high is None else goal.high
    return bool(meets(np.array([value]), np.array([low]), np.array([high]), strict=goal.strict)[0])
