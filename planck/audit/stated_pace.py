"""A001: the pace that a plan prints does not lead from its baseline to its goal."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planck.assess.rounding import Span
from planck.audit import AUDITS
from planck.audit.printed import Printed, Way, gives, in_percent, pace, places_for, printed, unit_of, way
from planck.checks import Context
from planck.model import Amount, Difference, Finding, Pace, Plan, RateKind, Rule, Severity, Stated, Target, Text
from planck.registry import rule

STATED_PACE = rule(
    Rule(
        code="A001",
        name="stated-pace",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划写每年 {stated}，由 {baseline}到 {goal}需每年 {needed}；照所写速度为 {gives}，"
            "比目标{side} {gap}",
            en="{name}: the plan prints {stated} a year, but {baseline} to {goal} needs {needed} a year; the printed "
            "pace gives {gives}, {gap} {side} the goal",
        ),
        help=Text(
            zh="核对基期数、目标数和速度，三者至少一个要改；所印数字的舍入已计入",
            en="check baseline, goal and pace: one of the three has to change; the printed rounding is allowed for",
        ),
        what=Text(
            zh="规划印出的年均速度与基期数、目标数推算的速度不符，超出所印数字的舍入。",
            en="The yearly pace that the plan prints is not the one that leads from its baseline to its goal, by more "
            "than the rounding of the printed numbers.",
        ),
        why=Text(
            zh="按印出的速度推进会错过目标，而各年任务往往按速度分解。",
            en="Whoever keeps the printed pace misses the goal, and yearly tasks are often set by that pace.",
        ),
        bad="firms:\n  baseline: 466\n  goal: {at_least: 1000}\n  stated: {growth: 15%}   # gives 937, 63 short",
        good="firms:\n  baseline: 466\n  goal: {at_least: 1000}\n  stated: {growth: 16.5%}",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPace:
    """A pace that a plan prints, and the one that its baseline and goal need. `gives`: where the printed one leads."""

    target: Target
    way: Way
    stated: Pace
    needed: Pace
    gives: float
    agrees: bool


@AUDITS.entry(STATED_PACE.code)
def stated_pace(context: Context) -> Iterator[Finding]:
    """Printed paces that no numbers printed as baseline and goal are allow."""
    return (_finding(context.plan, found) for found in stated_paces(context.plan) if not found.agrees)


def stated_paces(plan: Plan) -> Iterator[StatedPace]:
    """Every pace that the plan prints for a way that has one, in the order of its targets."""
    for target in plan.targets:
        found = way(target)
        for kind, told in _told(target.stated) if found and target.stated else ():
            assert found is not None
            unit = unit_of(plan, target)
            needed = pace(kind, found.start.value, found.goal.value, found.years, unit)
            reached = gives(kind, found.start.value, told.value, found.years)
            low, high = _needed(kind, found)
            if needed and math.isfinite(reached):
                yield StatedPace(
                    target=target,
                    way=found,
                    stated=Pace(told.value, kind.value, unit, told.places),
                    needed=needed,
                    gives=reached,
                    agrees=not (told.span[1] < low or told.span[0] > high),
                )


def _told(stated: Stated) -> Iterator[tuple[RateKind, Printed]]:
    texts = dict(stated.printed)
    if stated.growth is not None:
        found = printed(in_percent(stated.growth), texts.get("growth", ""))
        yield RateKind.GROWTH, Printed(value=stated.growth, slack=found.slack / 100, places=found.places)
    for kind, value in ((RateKind.POINTS, stated.points), (RateKind.UNITS, stated.units)):
        if value is not None:
            yield kind, printed(value, texts.get(kind.value, ""))


def _needed(kind: RateKind, found: Way) -> Span:
    """The least and the greatest pace that the printed numbers can mean; NaN where there is none."""
    slowest = pace(kind, found.start.span[1], found.span[0], found.years, "")
    fastest = pace(kind, found.start.span[0], found.span[1], found.years, "")
    return (slowest.value if slowest else math.nan), (fastest.value if fastest else math.nan)


def _finding(plan: Plan, found: StatedPace) -> Finding:
    start, goal, unit = found.way.start, found.way.goal, found.needed.unit
    gap = found.gives - goal.value
    places = places_for(gap, goal.places)
    return STATED_PACE.at(
        found.target.place,
        plan=plan.id,
        target=found.target.id,
        name=found.target.name,
        stated=found.stated,
        needed=found.needed,
        baseline=Amount(start.value, start.places, unit),
        goal=Amount(goal.value, goal.places, unit),
        gives=Amount(found.gives, places, unit),
        gap=Difference(abs(gap), places, unit),
        side=Text(zh="少", en="short of") if gap < 0 else Text(zh="多", en="above"),
    )
