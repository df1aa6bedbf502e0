"""Where a goal or a path asks for growth that does not exist: from zero, through zero, or of a sum."""

from collections.abc import Callable, Iterator, Mapping

from planck.load.plan import rules_target as rules
from planck.load.plan.field import Field
from planck.load.plan.target_schema import IN_PERCENT
from planck.model import Finding, Goal, Place, Quantity, Target, Text

COMPOUND = "compound"

_NOT_A_SUM = Text(zh="累计数应走等量的路径", en="a linear path for a total")
_ABOVE_ZERO = Text(zh="增长类目标的基期值应大于零", en="a baseline above zero for a goal of growth")
_NOT_ZERO = Text(zh="等速增长的基期值应不为零", en="a baseline other than zero for a compound path")
_SAME_SIGN = Text(
    zh="等速增长的每个值应与基期值同号且不为零", en="values of the baseline's sign, not zero, for a compound path"
)

# The level that a bound comes to, as far as its sign goes: an average over years has the sign of one year's.
_LEVEL: Mapping[Quantity, Callable[[float, float], float]] = {
    Quantity.LEVEL: lambda base, bound: bound,
    Quantity.INCREASE: lambda base, bound: base + bound,
    Quantity.DECREASE: lambda base, bound: base - bound,
    Quantity.GROWTH: lambda base, bound: base * (1 + bound),
    Quantity.REDUCTION: lambda base, bound: base * (1 - bound),
    Quantity.AVERAGE_GROWTH: lambda base, bound: base * (1 + bound),
}


def growth_faults(field: Field, target: Target) -> Iterator[Finding]:
    """What stands in the way of the growth that a target asks for."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    if target.path == COMPOUND and any(goal.quantity is Quantity.TOTAL for goal in goals):
        path = field.get("path") or field
        yield path.finding(rules.COMPOUND, wanted=_NOT_A_SUM)
        return
    start = target.baseline
    if start is None or start.value is None:
        return
    if start.value <= 0 and any(goal.quantity in IN_PERCENT for goal in goals):
        yield field.finding(rules.COMPOUND, start.place, wanted=_ABOVE_ZERO, got=f"{start.value:g}")
    elif start.value == 0 and target.path == COMPOUND:
        yield field.finding(rules.COMPOUND, start.place, wanted=_NOT_ZERO, got="0")
    elif target.path == COMPOUND:
        for place, value in _values(target, start.value):
            if value * start.value <= 0:
                yield field.finding(rules.COMPOUND, place, wanted=_SAME_SIGN, got=f"{value:g}")


def _values(target: Target, base: float) -> Iterator[tuple[Place, float]]:
    """Every value that the path leads through or to, with its place."""
    for milestone in target.milestones:
        if milestone.value is not None:
            yield milestone.place, milestone.value
    for goal in (target.goal, *(revision.goal for revision in target.revisions)):
        for bound in _bounds(goal):
            if goal.quantity in _LEVEL:
                yield goal.place, _LEVEL[goal.quantity](base, bound)


def _bounds(goal: Goal) -> tuple[float, ...]:
    return tuple(bound for bound in (goal.low, goal.high) if bound is not None)
