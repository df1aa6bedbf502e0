"""Statuses that are other ones now, each with the changes that it comes from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planck.assess.rounding import slack
from planck.changes.names import Naming
from planck.changes.parts import Part, Parts, between, parts_of
from planck.changes.side import NOT_ASSESSED, Side, classes_between, judged, status_of
from planck.model import Assessment, Reading
from planck.model.change import Attribution, Cause, FigureChange, Flip, FlipKind, TargetChange


def flips(
    old: Side, new: Side, changes: Sequence[FigureChange], edited: Iterable[TargetChange], naming: Naming
) -> Iterator[Flip]:
    """The flips between two states of one plan, in the order of its targets. A target that is on one side only is
    added or removed, and flips nothing.
    """
    edits = {change.target.id: change.edits for change in edited if change.target}
    before, after = old.verdicts, new.verdicts
    states = between(old, new, changes, naming)
    both = {target.id for target in old.plan.targets} & {target.id for target in new.plan.targets}
    for target, region in dict.fromkeys((*after, *before)):
        was, now = before.get((target, region)), after.get((target, region))
        if target in both and status_of(was) != status_of(now):
            yield _flip(parts_of(states, (target, region), edits.get(target, ())), was, now)


def _flip(parts: Parts, was: Assessment | None, now: Assessment | None) -> Flip:
    causes, attribution = _causes(parts, status_of(was), status_of(now))
    either = now or was
    assert either is not None
    classes = classes_between(now.method, was.status, now.status) if was and now and was.method == now.method else None
    return Flip(
        plan=parts.new.plan.id,
        target=either.target,
        region=either.region,
        before=was,
        after=now,
        old=status_of(was),
        new=status_of(now),
        kind=_kind(was, now, classes),
        classes=classes,
        causes=causes,
        attribution=attribution,
        rounding=_by_rounding(parts, was, now),
    )


def _kind(was: Assessment | None, now: Assessment | None, classes: int | None) -> FlipKind:
    if status_of(was) == NOT_ASSESSED:
        return FlipKind.NEWLY_ASSESSED
    if status_of(now) == NOT_ASSESSED:
        return FlipKind.NO_LONGER_ASSESSED
    if classes is None:
        return FlipKind.OTHER_METHOD
    # Missed after reversing is no step in classes; the goal's date has decided against it.
    return FlipKind.WORSE if classes > 0 or (classes == 0 and status_of(now) == "missed") else FlipKind.BETTER


def _causes(parts: Parts, old: str, new: str) -> tuple[tuple[Cause, ...], Attribution]:
    alone = [part for part in parts.parts if parts.status((part,)) == new]
    if alone:
        return _of(alone), Attribution.ALONE
    enough = parts.parts
    for part in parts.parts:
        if parts.status(_without(enough, part)) == new:
            enough = _without(enough, part)
    needed = all(parts.status(_without(enough, part)) == old for part in enough)
    return _of(enough), Attribution.NEEDED if needed else Attribution.TOGETHER


def _without(parts: tuple[Part, ...], part: Part) -> tuple[Part, ...]:
    return tuple(other for other in parts if other is not part)


def _of(parts: Iterable[Part]) -> tuple[Cause, ...]:
    return tuple(part.cause for part in parts)


def _by_rounding(parts: Parts, was: Assessment | None, now: Assessment | None) -> bool:
    """Whether a value that would be printed like the newest figure still gives the old status."""
    if was is None or now is None or NOT_ASSESSED in (was.status, now.status) or not isinstance(now.latest, Reading):
        return False
    figures = now.latest.figures
    if len(figures) != 1 or now.latest.derived:
        return False
    [figure] = figures
    half = slack(now.latest) if figure.converted or figure.value == now.latest.value else 0.0
    side, present = parts.new, parts.standing + tuple(one for part in parts.parts for one in part.come)
    for value in (now.latest.value - half, now.latest.value + half) if half else ():
        moved = tuple(replace(one, value=value) if one is figure else one for one in present)
        if status_of(judged(side.plan, parts.target, parts.region, moved, side.as_of)) == was.status:
            return True
    return False
