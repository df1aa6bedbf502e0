"""Two states of a plan to the targets that were added, removed or edited, field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planck.changes.effects import effect
from planck.load.plan.dump import indicator_data, plan_data, target_data
from planck.load.yaml.text import Data, flat_text
from planck.model import Assessment, Place, Plan, Target, Text
from planck.model.change import Edit, TargetChange, TargetEvent

Verdicts = Mapping[str, Assessment]


def compare_plans(
    old: Plan, new: Plan, before: Iterable[Assessment] = (), after: Iterable[Assessment] = ()
) -> tuple[TargetChange, ...]:
    """What was edited: the plan as such, its indicators, its targets in the new plan's order, then those removed.

    The assessments of both sides tell whether a goal that is put in another form asks for more or less.
    """
    verdicts = _first(before), _first(after)
    olds = {target.id: target for target in old.targets}
    targets = [_target(target, olds.get(target.id), (old, new), verdicts) for target in new.targets]
    kept = {target.id for target in new.targets}
    removed = [_whole(TargetEvent.REMOVED, target, old) for target in old.targets if target.id not in kept]
    return (*_plan(old, new), *_indicators(old, new), *(change for change in targets if change), *removed)


def _first(assessments: Iterable[Assessment]) -> Verdicts:
    """The verdict of the first region on each target: the plan's goals are the same in all of them."""
    found: dict[str, Assessment] = {}
    for assessment in assessments:
        found.setdefault(assessment.target.id, assessment)
    return found


def _whole(event: TargetEvent, target: Target, plan: Plan) -> TargetChange:
    return TargetChange(plan=plan.id, event=event, name=target.name, target=target, place=target.place)


def _plan(old: Plan, new: Plan) -> Iterator[TargetChange]:
    edits = tuple(_edits(plan_data(old), plan_data(new)))
    if edits:
        yield _edited(new, new.title, edits, new.place)


def _edited(
    plan: Plan, name: Text, edits: tuple[Edit, ...], place: Place, target: Target | None = None
) -> TargetChange:
    return TargetChange(plan=plan.id, event=TargetEvent.EDITED, name=name, target=target, edits=edits, place=place)


def _indicators(old: Plan, new: Plan) -> Iterator[TargetChange]:
    olds = {indicator.id: indicator for indicator in old.indicators}
    for indicator in new.indicators:
        if indicator.id in olds:
            edits = tuple(_edits(indicator_data(olds[indicator.id]), indicator_data(indicator)))
            if edits:
                yield _edited(new, indicator.name, edits, indicator.place)


def _target(
    target: Target, old: Target | None, plans: tuple[Plan, Plan], verdicts: tuple[Verdicts, Verdicts]
) -> TargetChange | None:
    if old is None:
        return _whole(TargetEvent.ADDED, target, plans[1])
    was, now = (found.get(target.id) for found in verdicts)
    fields = _edits(target_data(old, plans[0]), target_data(target, plans[1]))
    edits = tuple(
        Edit(field=edit.field, old=edit.old, new=edit.new, effect=effect(edit.field, old, target, (was, now)))
        for edit in fields
    )
    return _edited(plans[1], target.name, edits, target.place, target) if edits else None


def _edits(old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Edit]:
    for field in dict.fromkeys((*old, *new)):
        was, now = _text(old.get(field)), _text(new.get(field))
        if was != now:
            yield Edit(field=field, old=was, new=now)


def _text(value: Data | None) -> str:
    if value is None or (isinstance(value, Mapping | Sequence) and not value):
        return ""
    return flat_text(value)
