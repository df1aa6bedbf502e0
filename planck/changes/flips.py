"""Statuses that are other ones now, each with the changes that it comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from planck.assess.rounding import conversion_of, slack
from planck.assess.select import SeriesKey, key, names_of
from planck.changes.names import Naming
from planck.changes.side import NOT_ASSESSED, Side, classes_between, judged, status_of, with_target
from planck.model import Assessment, Figure, FigureStatus, Plan, Reading, Target, series_in
from planck.model.change import Aspect, Attribution, Cause, Edit, FigureChange, Flip, FlipKind, Origin, TargetChange
from planck.record import Record

# What lies between the two states of one verdict, cut into changes that can be made one by one.

T = TypeVar("T")
Newest = tuple[list[Figure], list[Figure]]

# Changes tried one by one; more of one sort are then tried as one.
MOST_PARTS = 24

# Fields of a target that its verdict rests on, and the keys of the plan file that they are written under.
_JUDGED = ("indicator", "baseline", "goal", "due", "path", "milestones", "revisions", "method", "region")
_WRITTEN = {"schedule": "milestones"}

_ORIGINS = (
    (Aspect.RENAMED, Origin.RENAMING),
    (Aspect.UNIT, Origin.UNIT),
    (Aspect.REVISED, Origin.REVISION),
    (Aspect.REPUBLISHED, Origin.REVISION),
    (Aspect.REMOVED, Origin.REMOVAL),
    (Aspect.ADDED, Origin.NEW_FIGURE),
    (Aspect.STATUS, Origin.REVISION),
    (Aspect.PUBLISHED, Origin.REVISION),
)


class Part(Record):
    """One change: figures that go and come, fields of the target that take their new value, or the rest of the plan."""

    cause: Cause
    gone: tuple[Figure, ...] = ()
    come: tuple[Figure, ...] = ()
    fields: tuple[str, ...] = ()
    rest_of_plan: bool = False


class Parts(Record):
    """The changes between two states of one verdict, and what stays as it is."""

    old: Side
    new: Side
    target: str
    region: str
    standing: tuple[Figure, ...]
    parts: tuple[Part, ...]

    def status(self, applied: Iterable[Part]) -> str:
        """The status with only these changes made."""
        made = tuple(applied)
        figures = list(self.standing)
        for part in self.parts:
            figures += part.come if any(part is one for one in made) else part.gone
        plan = self._plan(made)
        return status_of(judged(plan, self.target, self.region, tuple(figures), self.new.as_of))

    def _plan(self, made: tuple[Part, ...]) -> Plan:
        base = self.new.plan if any(part.rest_of_plan for part in made) else self.old.plan
        names = {name for part in made for name in part.fields}
        old, new = target_of(self.old.plan, self.target), target_of(self.new.plan, self.target)
        return with_target(
            base, self.target, **{name: getattr(new if name in names else old, name) for name in _JUDGED}
        )


def target_of(plan: Plan, target: str) -> Target:
    """The target with this id. Raises StopIteration when the plan has none."""
    return next(one for one in plan.targets if one.id == target)


def origin_of(change: FigureChange) -> Origin | None:
    """What sort of change it is for a verdict; None for one that no verdict can rest on."""
    return next((origin for aspect, origin in _ORIGINS if aspect in change.aspects), None)


class Between(Record, kw_only=False):
    """Two states of a plan and the changes between them, laid out so that one verdict finds its own quickly.

    standing and changes are by region, then by the key of the name that figures use and the key of the series; newest
    are the figures of both states that the time of judgement can follow from.
    """

    old: Side
    new: Side
    naming: Naming
    standing: Mapping[str, Mapping[SeriesKey, list[Figure]]]
    changes: Mapping[str, Mapping[SeriesKey, list[FigureChange]]]
    newest: tuple[Newest, Newest]


def between(old: Side, new: Side, changes: Iterable[FigureChange], naming: Naming) -> Between:
    """The states with what differs between them; `naming` tells which figures are one series."""
    moving = [change for change in changes if origin_of(change)]
    changed = {id(change.new) for change in moving}
    standing: dict[str, dict[SeriesKey, list[Figure]]] = {}
    for figure in new.figures:
        if id(figure) not in changed:
            region, name = naming.series(figure)
            standing.setdefault(region, {}).setdefault((key(figure.indicator), name), []).append(figure)
    by_region: dict[str, dict[SeriesKey, list[FigureChange]]] = {}
    for change in moving:
        keys = {(*naming.series(one), key(one.indicator)) for one in (change.old, change.new) if one}
        for region, name, raw in sorted(keys):
            by_region.setdefault(region, {}).setdefault((raw, name), []).append(change)
    return Between(old, new, naming, standing, by_region, (_newest(old), _newest(new)))


def parts_of(states: Between, verdict: SeriesKey, edits: Iterable[Edit]) -> Parts:
    """The parts of the change of one verdict (target id and region)."""
    target, region = verdict
    old, new = states.old, states.new
    reach = _Reach(old.plan, new.plan, target, region, states.naming)
    own = {id(change): change for change in reach.of(states.changes)}
    parts = [
        *_figure_parts(list(own.values())),
        *_edit_parts(edits),
        *_rest(old.plan, new.plan),
        *_time(states, reach),
    ]
    standing = tuple(reach.of(states.standing))
    return Parts(old=old, new=new, target=target, region=region, standing=standing, parts=tuple(parts))


class _Reach:
    """Which figures a verdict rests on: those of its region, of its indicator, and of what that is derived from."""

    def __init__(self, old: Plan, new: Plan, target: str, region: str, naming: Naming) -> None:
        ids = {id_ for plan in (old, new) for id_ in _indicators(plan, target_of(plan, target))}
        known = (indicator for plan in (old, new) for indicator in plan.indicators if indicator.id in ids)
        self._names = {key(name) for indicator in known for name in names_of(indicator)}
        self._regions = {key(region), ""} if key(region) == key(new.region.name) else {key(region)}
        self._naming = naming

    def holds(self, figure: Figure) -> bool:
        region, name = self._naming.series(figure)
        return region in self._regions and (key(figure.indicator) in self._names or name in self._names)

    def of(self, laid_out: Mapping[str, Mapping[SeriesKey, list[T]]]) -> Iterator[T]:
        """What is laid out for the region and the names."""
        for region in sorted(self._regions):
            for (raw, name), found in laid_out.get(region, {}).items():
                if raw in self._names or name in self._names:
                    yield from found


def _indicators(plan: Plan, target: Target) -> set[str]:
    """The ids of the indicators that a target's verdict reads."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    waiting = [target.indicator, *(goal.series for goal in goals if goal.series)]
    formulas = {indicator.id: indicator.formula for indicator in plan.indicators}
    found: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        formula = formulas.get(id_)
        if id_ not in found:
            found.add(id_)
            waiting += sorted(series_in(formula)) if formula else ()
    return found


def _figure_parts(changes: list[FigureChange]) -> list[Part]:
    parts = [_figure_part((change,)) for change in changes]
    if len(parts) <= MOST_PARTS:
        return parts
    sorts: dict[Origin | None, list[FigureChange]] = {}
    for change in changes:
        sorts.setdefault(origin_of(change), []).append(change)
    return [_figure_part(tuple(group)) for group in sorts.values()]


def _figure_part(changes: tuple[FigureChange, ...]) -> Part:
    origin = origin_of(changes[0])
    assert origin is not None
    return Part(
        cause=Cause(origin=origin, figure=changes[0] if len(changes) == 1 else None),
        gone=tuple(change.old for change in changes if change.old),
        come=tuple(change.new for change in changes if change.new),
    )


def _edit_parts(edits: Iterable[Edit]) -> list[Part]:
    found: dict[str, Part] = {}
    for edit in edits:
        name = _WRITTEN.get(edit.field, edit.field)
        if name in _JUDGED:
            found[name] = Part(cause=Cause(origin=Origin.PLAN, edit=edit), fields=(name,))
    return list(found.values())


# What of a plan, besides the target itself, its verdicts can rest on.
_PLAN_FIELDS = ("region", "base", "start", "end", "indicators")


def _rest(old: Plan, new: Plan) -> list[Part]:
    baselines = [[(target.indicator, target.baseline) for target in plan.targets] for plan in (old, new)]
    same = all(getattr(old, name) == getattr(new, name) for name in _PLAN_FIELDS) and baselines[0] == baselines[1]
    return [] if same else [Part(cause=Cause(origin=Origin.PLAN), rest_of_plan=True)]


def _time(states: Between, reach: _Reach) -> list[Part]:
    """What the newest figures of other series do: they move the time of judgement, and with it what is due."""
    before, after = (_newest_others(newest, reach) for newest in states.newest)
    if states.new.as_of or [one.period for one in before] == [one.period for one in after]:
        return []
    return [Part(cause=Cause(origin=Origin.TIME), gone=before, come=after)]


def _newest_others(newest: Newest, reach: _Reach) -> tuple[Figure, ...]:
    firsts = (next((figure for figure in ranked if not reach.holds(figure)), None) for ranked in newest)
    return tuple(figure for figure in firsts if figure)


def _newest(side: Side) -> Newest:
    """The last figure of every series that counts, the newest first: of publications, and of scenarios."""
    found: list[list[Figure]] = []
    for assumed in (False, True):
        lasts = (_last(figures, assumed=assumed) for figures in side.selection.series.values())
        ranked = sorted((one for one in lasts if one), key=_newness, reverse=True)
        found.append(ranked)
    return found[0], found[1]


def _newness(figure: Figure) -> tuple[date, int]:
    return figure.period.end, -figure.period.start.toordinal()


def _last(figures: tuple[Figure, ...], *, assumed: bool) -> Figure | None:
    return next((one for one in reversed(figures) if (one.status is FigureStatus.ASSUMED) is assumed), None)


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
    half = (
        slack(now.latest.text, conversion_of(now.latest))
        if figure.converted or figure.value == now.latest.value
        else 0.0
    )
    side, present = parts.new, parts.standing + tuple(one for part in parts.parts for one in part.come)
    for value in (now.latest.value - half, now.latest.value + half) if half else ():
        moved = tuple(replace(one, value=value) if _is_one(one, figure) else one for one in present)
        if status_of(judged(side.plan, parts.target, parts.region, moved, side.as_of)) == was.status:
            return True
    return False


def _is_one(one: Figure, other: Figure) -> bool:
    """Whether both are views of one figure."""
    return one.place == other.place and one == other
