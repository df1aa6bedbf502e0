"""Whether an edit of a target asks for less or for more than before."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from planck.model import Assessment, Goal, Nature, Target, Wording
from planck.model.change import Effect

Verdicts = tuple[Assessment | None, Assessment | None]
Bounds = tuple[float | None, float | None]

_BINARY_NOISE = 1e-9


def effect(field: str, old: Target, new: Target, verdicts: Verdicts) -> Effect:
    """What the edit of one field of a target (by its key in the plan file) does to what is asked for."""
    judge = _FIELDS.get(field)
    return judge(old, new, verdicts) if judge else Effect.CHANGED


def _goal(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    bounds = _bounds(verdicts)
    if bounds is None:
        if (old.goal.quantity, old.goal.series) != (new.goal.quantity, new.goal.series):
            return Effect.CHANGED
        bounds = (old.goal.low, old.goal.high), (new.goal.low, new.goal.high)
    was, now = bounds
    low, high = _looser(was[0], now[0], up=False), _looser(was[1], now[1], up=True)
    # Where one bound was all that was asked for, a new one on the other side is no amends for giving it up.
    if (was[1] is None and low == 1) or (was[0] is None and high == 1):
        return Effect.WEAKENED
    return _one_way({low, high, _strictness(old.goal, new.goal)})


def _bounds(verdicts: Verdicts) -> tuple[Bounds, Bounds] | None:
    """What both goals come to as levels, so that a goal put in another form can be compared with the first."""
    old, new = verdicts
    if old is None or new is None or old.unit != new.unit:
        return None
    was, now = (old.goal_low, old.goal_high), (new.goal_low, new.goal_high)
    return None if was == (None, None) or now == (None, None) else (was, now)


def _looser(old: float | None, new: float | None, *, up: bool) -> int:
    """1 when a bound leaves more room than before, -1 when less, 0 when as much. `up`: it bounds from above."""
    if old is None or new is None:
        return (new is None) - (old is None)
    if abs(new - old) <= _BINARY_NOISE * max(abs(new), abs(old)):
        return 0
    return 1 if (new > old) is up else -1


def _strictness(old: Goal, new: Goal) -> int:
    return int(old.strict) - int(new.strict)


def _one_way(moves: set[int]) -> Effect:
    found = moves - {0}
    if found == {1}:
        return Effect.WEAKENED
    return Effect.TIGHTENED if found == {-1} else Effect.CHANGED


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _due(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    return _one_way({_sign((new.due.end - old.due.end).days)})


def _wanted(goal: Goal) -> int:
    """1 for a goal that wants more, -1 for one that wants less, 0 for a range."""
    return (goal.low is not None and goal.high is None) - (goal.high is not None and goal.low is None)


def _baseline(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    """A start further from the goal makes the path ask for less at every time, and a growth goal for a lower level."""
    was, now = (target.baseline.value if target.baseline else None for target in (old, new))
    if was is None or now is None or not _wanted(new.goal):
        return Effect.CHANGED
    return _one_way({_sign((was - now) * _wanted(new.goal))})


def _milestones(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    before = {each.period: each.share if each.value is None else each.value for each in old.milestones}
    after = {each.period: each.share if each.value is None else each.value for each in new.milestones}
    wants = _wanted(new.goal)
    if before.keys() != after.keys() or not wants:
        return Effect.CHANGED
    # A share of the way is asked for, whichever way the goal leads.
    ways = {each.period: 1 if each.share is not None else wants for each in new.milestones}
    moves = {_sign(((before[period] or 0.0) - (after[period] or 0.0)) * way) for period, way in ways.items()}
    return _one_way(moves)


def _revisions(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    """The goal in force before and after, when a revision was added or edited."""
    return _goal(_in_force(old), _in_force(new), verdicts)


def _in_force(target: Target) -> Target:
    goal = target.revisions[-1].goal if target.revisions else target.goal
    return replace(target, goal=goal)


def _nature(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    return Effect.WEAKENED if new.nature is Nature.EXPECTED else Effect.TIGHTENED


def _wording(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    return Effect.WEAKENED if new.wording is Wording.SOFT else Effect.TIGHTENED


def _method(old: Target, new: Target, verdicts: Verdicts) -> Effect:
    """Lower borders give a better status for the same progress; two methods cannot be compared."""
    was, now = verdicts
    if was is None or now is None or was.method != now.method:
        return Effect.CHANGED
    before, after = dict(was.borders), dict(now.borders)
    return _one_way({_sign(before[name] - after[name]) for name in before.keys() & after.keys()})


_FIELDS: Mapping[str, Callable[[Target, Target, Verdicts], Effect]] = {
    "goal": _goal,
    "due": _due,
    "baseline": _baseline,
    "milestones": _milestones,
    "schedule": _milestones,
    "revisions": _revisions,
    "nature": _nature,
    "wording": _wording,
    "method": _method,
}
