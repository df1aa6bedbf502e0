"""What was edited in a plan, field by field, and whether it asks for less than before."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.assess.select import key, names_of
from planck.load.plan.dump import indicator_data, plan_data, target_data
from planck.load.yaml import Data, flat_text
from planck.model import (
    Assessment,
    Gate,
    Goal,
    Measure,
    Nature,
    Place,
    Plan,
    Quantity,
    Region,
    Severity,
    Source,
    Target,
    Text,
    Wording,
)
from planck.model.change import Edit, Effect, TargetChange, TargetEvent
from planck.model.plan import OwnGoals
from planck.model.scoring import ScoringModel
from planck.record import Record

# Whether an edit of a target asks for less or for more than before.

VerdictPair = tuple[Assessment | None, Assessment | None]
Bounds = tuple[float | None, float | None]

_BINARY_NOISE = 1e-9


def effect(field: str, old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    """What the edit of one field of a target (by its key in the plan file) does to what is asked for."""
    judge = _FIELDS.get(field)
    return judge(old, new, verdicts) if judge else Effect.CHANGED


def _goal(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
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
    return _one_way({low, high, int(old.goal.strict) - int(new.goal.strict)})


def _bounds(verdicts: VerdictPair) -> tuple[Bounds, Bounds] | None:
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


def _one_way(moves: set[int]) -> Effect:
    found = moves - {0}
    if found == {1}:
        return Effect.WEAKENED
    return Effect.TIGHTENED if found == {-1} else Effect.CHANGED


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _due(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    return _one_way({_sign((new.due.end - old.due.end).days)})


def _wanted(goal: Goal) -> int:
    """1 for a goal that wants more, -1 for one that wants less, 0 for a range."""
    return (goal.low is not None and goal.high is None) - (goal.high is not None and goal.low is None)


def _baseline(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    """A start further from the goal makes the path ask for less at every time, and a growth goal for a lower level."""
    was, now = (target.baseline.value if target.baseline else None for target in (old, new))
    if was is None or now is None or not _wanted(new.goal):
        return Effect.CHANGED
    return _one_way({_sign((was - now) * _wanted(new.goal))})


def _milestones(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    before = {each.period: each.share if each.value is None else each.value for each in old.milestones}
    after = {each.period: each.share if each.value is None else each.value for each in new.milestones}
    wants = _wanted(new.goal)
    if before.keys() != after.keys() or not wants:
        return Effect.CHANGED
    # A share of the way is asked for, whichever way the goal leads.
    ways = {each.period: 1 if each.share is not None else wants for each in new.milestones}
    moves = {_sign(((before[period] or 0.0) - (after[period] or 0.0)) * way) for period, way in ways.items()}
    return _one_way(moves)


def _revisions(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    """The goal and the date in force before and after, when a revision was added or edited."""
    was, now = _in_force(old), _in_force(new)
    # A verdict says what a goal comes to where it is the one that decides, and no later one is still to come.
    decides = all(one is None or one.goal == goal for one, goal in zip(verdicts, (was.goal, now.goal), strict=True))
    effects = {_goal(was, now, verdicts if decides else (None, None)), _due(was, now, verdicts)} - {Effect.CHANGED}
    return Effect.WEAKENED if Effect.WEAKENED in effects else next(iter(effects), Effect.CHANGED)


def _goals_told(edit: Edit, old: Target, new: Target) -> Edit:
    """The edit of a goal by its bound, of a revision with its day and document, where both bound the same side."""
    goals = [target.goal if edit.field == "goal" else _in_force(target).goal for target in (old, new)]
    first, last = ((_wanted(goal), goal.quantity, goal.strict, goal.series) for goal in goals)
    was, now = (_plain(goal.high if goal.low is None else goal.low, goal) for goal in goals)
    if edit.field not in ("goal", "revisions") or first != last or was == now or not _wanted(goals[0]):
        return edit
    if edit.field == "goal":
        return replace(edit, old=was, new=now)
    revision = next(reversed(new.revisions), None)
    source = revision.source if revision else Source()
    by = next(filter(None, (source.document, source.issuer, source.url, revision.reason if revision else "")), "")
    parts = (revision.on.isoformat() if revision else "", by)
    return replace(edit, old=was, new=f"{now} ({', '.join(filter(None, parts))})" if any(parts) else now)


def _in_force(target: Target) -> Target:
    last = target.revisions[-1] if target.revisions else None
    return replace(target, goal=last.goal, due=last.due or target.due) if last else target


def _method(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    """Lower borders give a better status for the same progress; two methods cannot be compared."""
    was, now = verdicts
    if was is None or now is None or was.method != now.method:
        return Effect.CHANGED
    before, after = dict(was.borders), dict(now.borders)
    return _one_way({_sign(before[name] - after[name]) for name in before.keys() & after.keys()})


# So many regions are named whose own goal is another one.
MOST_REGIONS = 3


def _own_goals(old: Target, new: Target, plans: tuple[Plan, Plan]) -> Iterator[Edit]:
    """The goals that regions have of their own in place of the target's, where they are other ones."""
    was, now = (_bounds_of(*each) for each in zip((old, new), plans, strict=True))
    both = {region: (was.get(region, was[""]), now.get(region, now[""])) for region in {**was, **now} if region}
    up = new.goal.low is None
    # Those that ask for less first, by which the whole is judged.
    moves = sorted((-_looser(*pair, up=up), region) for region, pair in both.items() if _looser(*pair, up=up))
    if moves:
        named = [region for _, region in moves[:MOST_REGIONS]]
        rest = " …" if len(moves) > len(named) else ""
        told = (
            "; ".join(f"{region} {_plain(both[region][side], new.goal)}" for region in named) + rest for side in (0, 1)
        )
        first = Effect.WEAKENED if moves[0][0] < 0 else Effect.TIGHTENED
        yield Edit(field="goals", old=next(told), new=next(told), effect=first)


def _bounds_of(target: Target, plan: Plan) -> dict[str, float | None]:
    """The bound of each region with a goal of its own; that of all others without a name."""
    goal = target.goal
    own = plan.own_goals.values.get(target.id, {})
    return {"": goal.high if goal.low is None else goal.low, **own}


def _plain(bound: float | None, goal: Goal) -> str:
    if bound is None:
        return "-"
    return f"{bound:g}" if goal.quantity is Quantity.LEVEL else f"{100 * bound:g}%"


_FIELDS: Mapping[str, Callable[[Target, Target, VerdictPair], Effect]] = {
    "goal": _goal,
    "due": _due,
    "baseline": _baseline,
    "milestones": _milestones,
    "schedule": _milestones,
    "revisions": _revisions,
    "nature": lambda old, new, _: Effect.WEAKENED if new.nature is Nature.EXPECTED else Effect.TIGHTENED,
    "wording": lambda old, new, _: Effect.WEAKENED if new.wording is Wording.SOFT else Effect.TIGHTENED,
    "method": _method,
    "region": lambda old, new, _: _of_region(old.region, new.region),
}


# Whether an edit of the plan as such asks for less.


def _of_gate(old: Gate, new: Gate) -> Effect:
    """Lower bars, a fall that may be larger, and findings that fail no more let more through."""
    # No bar is the lowest bar, and the largest fall.
    lowest, largest = float("-inf"), float("inf")
    moves = {
        _sign(_or(old.min_score, lowest) - _or(new.min_score, lowest)) if old.min_score != new.min_score else 0,
        _sign(_or(new.max_drop, largest) - _or(old.max_drop, largest)) if old.max_drop != new.max_drop else 0,
        _sign((new.fail_on or Severity.ERROR).rank - (old.fail_on or Severity.ERROR).rank),
    }
    return Effect.WEAKENED if 1 in moves else _one_way(moves)


def _or(bar: float | None, otherwise: float) -> float:
    return otherwise if bar is None else bar


def _of_region(old: Region, new: Region) -> Effect:
    """Of one region less is asked for than of all."""
    if old.every is new.every:
        return Effect.CHANGED
    return Effect.WEAKENED if old.every else Effect.TIGHTENED


def _of_plan(field: str, old: Plan, new: Plan) -> Effect:
    if field == "gate":
        return _of_gate(old.gate, new.gate)
    if field == "region":
        return _of_region(old.region, new.region)
    return Effect.WEAKENED if field == "scoring" and new.scoring is None else Effect.CHANGED


# The plan of before under the ids of now, so that a new name hides nothing.


class Followed(Record, kw_only=False):
    """The plan of before with its ids as they are now, and what those of its targets were called that have another."""

    plan: Plan
    was_called: Mapping[str, str]


def followed(old: Plan, new: Plan) -> Followed:
    """The old plan, its targets that have another id now called by that: they share an indicator or a name, else ask
    for the same, else stand in the same place and are in the same unit.
    """
    kept = {target.id for target in new.targets} & {target.id for target in old.targets}
    called: dict[str, str] = {}
    for marks in (_names, _asks, _stands):
        come = {one.id: marks(new, one, kept) for one in new.targets if one.id not in (*kept, *called.values())}
        for target in old.targets if come else ():
            own = marks(old, target, kept) if target.id not in (*kept, *called) else set()
            now = next((id_ for id_, its in come.items() if own & its), None)
            if now:
                called[target.id] = now
                del come[now]
    targets = tuple(replace(target, id=called.get(target.id, target.id)) for target in old.targets)
    own_goals = OwnGoals(values={called.get(id_, id_): goals for id_, goals in old.own_goals.values.items()})
    plan = replace(old, id=new.id, targets=targets, own_goals=own_goals)
    return Followed(plan, {now: was for was, now in called.items()})


Marks = set[object]


def _names(plan: Plan, target: Target, kept: Collection[str]) -> Marks:
    """What the target and its indicator are called."""
    names = (target.name.zh, target.name.en, *names_of(plan.indicator(target.indicator)))
    return {key(name) for name in names if name}


def _asks(plan: Plan, target: Target, kept: Collection[str]) -> Marks:
    """What the target asks for, of what, by when and from where."""
    start = target.baseline and target.baseline.value
    return {(*_measured(plan, target), target.goal.quantity, target.goal.low, target.goal.high, target.due, start)}


def _stands(plan: Plan, target: Target, kept: Collection[str]) -> Marks:
    """Where the target stands, counted from the last one before it that is in both plans, and what it measures."""
    ids = [one.id for one in plan.targets]
    place = ids.index(target.id)
    last = next((at for at in range(place, -1, -1) if ids[at] in kept), -1)
    return {(*_measured(plan, target), plan.end, ids[last] if last >= 0 else "", place - last)}


def _measured(plan: Plan, target: Target) -> tuple[str, Measure]:
    indicator = plan.indicator(target.indicator)
    return key(indicator.unit), indicator.measure


# Two states of a plan to the targets that were added, removed or edited, field by field.

Verdicts = Mapping[str, Assessment]


def compare_plans(
    before: Followed, new: Plan, was: Iterable[Assessment] = (), now: Iterable[Assessment] = ()
) -> tuple[TargetChange, ...]:
    """What was edited: the plan as such, its indicators, its targets in the new plan's order, then those removed.

    The assessments of both sides tell whether a goal that is put in another form asks for more or less.
    """
    old, verdicts = before.plan, (_first_plans(was), _first_plans(now))
    olds = {target.id: target for target in old.targets}
    targets = [_target(target, olds.get(target.id), (before, new), verdicts) for target in new.targets]
    kept = {target.id for target in new.targets}
    removed = [
        _whole_plans(TargetEvent.REMOVED, target, old, _beside(target, old, new))
        for target in old.targets
        if target.id not in kept
    ]
    edited = [change for change in targets if change]
    return (*_plan(old, new), *_indicators(old, new, edited), *edited, *removed)


def compare_models(plan: Plan, old: ScoringModel | None, new: ScoringModel | None) -> tuple[TargetChange, ...]:
    """What was edited in the file of a plan's model; a model that stands in the plan is told with the plan."""
    if old is None or new is None or not isinstance(plan.scoring, str):
        return ()
    from planck.load.scoring.keys import model_data

    edits = tuple(_deep("scoring", model_data(old), model_data(new)))
    return (_edited(plan, plan.title, edits, plan.place),) if edits else ()


def _deep(name: str, old: Data | None, new: Data | None) -> Iterator[Edit]:
    """The edits below a key, each under the path that leads to it."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key_ in dict.fromkeys((*old, *new)):
            yield from _deep(f"{name}.{key_}", old.get(key_), new.get(key_))
    elif _text(old) != _text(new):
        yield Edit(field=name, old=_text(old), new=_text(new))


def whole_plan(event: TargetEvent, plan: Plan) -> tuple[TargetChange, ...]:
    """The targets of a plan that came or is gone as a whole."""
    return tuple(_whole_plans(event, target, plan, target.place) for target in plan.targets)


def _beside(gone: Target, old: Plan, new: Plan) -> Place:
    """Where a target stood: at the last one before it that is still there, else at the plan."""
    before = {target.id for target in old.targets[: old.targets.index(gone)]}
    return next((target.place for target in reversed(new.targets) if target.id in before), new.place)


def _first_plans(assessments: Iterable[Assessment]) -> Verdicts:
    """The verdict of the first region on each target: the plan's goals are the same in all of them."""
    found: dict[str, Assessment] = {}
    for assessment in assessments:
        found.setdefault(assessment.target.id, assessment)
    return found


def _whole_plans(event: TargetEvent, target: Target, plan: Plan, place: Place) -> TargetChange:
    return TargetChange(plan=plan.id, event=event, name=target.name, target=target, place=place)


def _plan(old: Plan, new: Plan) -> Iterator[TargetChange]:
    edits = tuple(
        replace(edit, effect=_of_plan(edit.field, old, new)) for edit in _edits(plan_data(old), plan_data(new))
    )
    if edits:
        yield _edited(new, new.title, edits, new.place)


def _edited(
    plan: Plan, name: Text, edits: tuple[Edit, ...], place: Place, target: Target | None = None
) -> TargetChange:
    return TargetChange(plan=plan.id, event=TargetEvent.EDITED, name=name, target=target, edits=edits, place=place)


def _indicators(old: Plan, new: Plan, edited: Iterable[TargetChange]) -> Iterator[TargetChange]:
    """The indicators that were edited; an edit that their target has too is told of that."""
    olds = {indicator.id: indicator for indicator in old.indicators}
    told = {(change.target.indicator, edit) for change in edited if change.target for edit in change.edits}
    for indicator in new.indicators:
        if indicator.id in olds:
            edits = _edits(indicator_data(olds[indicator.id]), indicator_data(indicator))
            own = tuple(edit for edit in edits if (indicator.id, edit) not in told)
            if own:
                yield _edited(new, indicator.name, own, indicator.place)


def _target(
    target: Target, old: Target | None, plans: tuple[Followed, Plan], verdicts: tuple[Verdicts, Verdicts]
) -> TargetChange | None:
    before, new = plans
    if old is None:
        return _whole_plans(TargetEvent.ADDED, target, new, target.place)
    was, now = (found.get(target.id) for found in verdicts)
    called = before.was_called.get(target.id)
    edits = [Edit(field="id", old=called, new=target.id)] if called else []
    fields = _edits(target_data(old, before.plan), target_data(target, new))
    told = (_goals_told(edit, old, target) for edit in fields)
    edits += [replace(edit, effect=effect(edit.field, old, target, (was, now))) for edit in told]
    edits += _own_goals(old, target, (before.plan, new))
    return _edited(new, target.name, tuple(edits), _place(edits, target), target) if edits else None


def _place(edits: Sequence[Edit], target: Target) -> Place:
    """Where the edit stands that asks for less, else the first of them."""
    worst_first = sorted(edits, key=lambda edit: edit.effect is not Effect.WEAKENED)
    parts = {
        "goal": target.goal,
        "baseline": target.baseline,
        "milestones": next(iter(target.milestones), None),
        "schedule": next(iter(target.milestones), None),
        "revisions": next(reversed(target.revisions), None),
    }
    part = parts.get(worst_first[0].field)
    return part.place if part else target.place


def _edits(old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Edit]:
    for name in dict.fromkeys((*old, *new)):
        was, now = _text(old.get(name)), _text(new.get(name))
        if was != now:
            yield Edit(field=name, old=was, new=now)


def _text(value: Data | None) -> str:
    if value is None or (isinstance(value, Mapping | Sequence) and not value):
        return ""
    return value if isinstance(value, str) else flat_text(value)
