"""Statuses that are other ones now, each with the changes that it comes from.

Every change is made alone on the old state; what none does alone is put down to the smallest set that does. The trials
of all regions of a target are judged together, so that a round of them costs one pass of the engine.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.assess.firmness import conversion_of, slack
from planck.assess.select import Selection, Why, key, names_of
from planck.changes.both import Both, spans
from planck.changes.figures import NO_ROW, FigureDiff, Moved
from planck.changes.names import Naming
from planck.changes.side import (
    NOT_ASSESSED,
    Side,
    Trial,
    classes_between,
    status_of,
    statuses,
    with_target,
)
from planck.model import Assessment, Figure, Period, Plan, Reading, Target, series_in
from planck.model.change import Aspect, Attribution, Cause, Edit, FigureChange, Flip, FlipKind, Origin, TargetChange
from planck.model.table import Bools, Rows
from planck.record import Record
from planck.registry import grouped

# What lies between the two states of one verdict, cut into changes that can be made one by one.

# Changes tried one by one; more of one sort are then tried as one.
MOST_PARTS = 24

# Fields of a target that its verdict rests on, and the keys of the plan file that they are written under.
_JUDGED = ("indicator", "baseline", "goal", "due", "path", "milestones", "revisions", "method", "region")
_WRITTEN = {"schedule": "milestones"}

_ORIGINS = (
    (Aspect.RENAMED, Origin.RENAMING),
    (Aspect.UNIT, Origin.UNIT),
    (Aspect.CONTRADICTED, Origin.CONTRADICTION),
    (Aspect.REVISED, Origin.REVISION),
    (Aspect.REPUBLISHED, Origin.REVISION),
    (Aspect.REMOVED, Origin.REMOVAL),
    (Aspect.ADDED, Origin.NEW_FIGURE),
    (Aspect.STATUS, Origin.REVISION),
    (Aspect.PUBLISHED, Origin.REVISION),
)


class Part(Record):
    """One change: rows that go and come, fields of the target that take their new value, the rest of the plan, or the
    time of judgement.
    """

    cause: Cause
    gone: tuple[int, ...] = ()
    come: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    rest_of_plan: bool = False
    time: bool = False


Applied = tuple[Part, ...]


class Parts(Record, eq=False):
    """The changes between two states of one verdict, and what stays as it is: rows, and the newest other series."""

    region: str
    was: Assessment | None
    now: Assessment | None
    standing: Rows
    newest: tuple[Period | None, Period | None]
    parts: Applied

    def trial(self, made: Applied) -> Trial:
        """The verdict with only these changes made."""
        applied = set(map(id, made))
        rows = [row for part in self.parts for row in (part.come if id(part) in applied else part.gone)]
        moved = not any(part.time for part in self.parts) or any(part.time for part in made)
        return Trial(rows=np.array([*self.standing, *rows], dtype=np.int64), newest=self.newest[moved])


def target_of(plan: Plan, target: str) -> Target:
    """The target with this id. Raises StopIteration when the plan has none."""
    return next(one for one in plan.targets if one.id == target)


def origin_of(change: FigureChange) -> Origin | None:
    """What sort of change it is for a verdict; None for one that no verdict can rest on."""
    return next((origin for aspect, origin in _ORIGINS if aspect in change.aspects), None)


# Two states of a plan, laid out so that one verdict finds its own quickly.

# Rows, or places in a list, by region and by the name that figures use.
Laid = Mapping[tuple[int, int], list[int]]


class Between(Record, kw_only=False, eq=False):
    """Two states of a plan and what differs between them.

    standing: rows of the new state that no change is about. changes: places in `moved`. rest: what differs of the plan
    besides the target itself; empty where nothing does.
    """

    old: Side
    new: Side
    of: Both
    naming: Naming
    moved: tuple[Moved, ...]
    standing: Laid
    changes: Laid
    last: "tuple[Lasts, Lasts]"
    rest: str
    regions: dict[str, int] = field(default_factory=dict)


def between(old: Side, new: Side, diff: FigureDiff, naming: Naming) -> Between:
    """The states with what differs between them; `naming` tells which figures are one series."""
    of, moved = diff.of, tuple(each for each in diff.moved if origin_of(each.change))
    stands = of.is_new
    stands[[each.new for each in moved if each.new != NO_ROW]] = False
    return Between(
        old,
        new,
        of,
        naming,
        moved,
        _laid_out(of, stands),
        _laid_changes(of, moved),
        (lasts_of(old.selection), lasts_of(new.selection)),
        _rest(old.plan, new.plan),
        {name: place for place, name in enumerate(of.region.names)},
    )


def _laid_out(of: Both, wanted: Bools) -> Laid:
    rows = np.flatnonzero(wanted)
    names = max(len(of.table.indicator.names), 1)
    pair = of.region.codes[rows].astype(np.int64) * names + of.table.indicator.codes[rows]
    order = np.argsort(pair, kind="stable")
    return {divmod(number, names): span for number, span in spans(pair[order], rows[order])}


def _laid_changes(of: Both, moved: Sequence[Moved]) -> Laid:
    region, indicator = of.region.codes, of.table.indicator.codes
    rows = ([row for row in (each.old, each.new) if row != NO_ROW] for each in moved)
    pairs = (dict.fromkeys((int(region[row]), int(indicator[row])) for row in own) for own in rows)
    return grouped((pair, place) for place, own in enumerate(pairs) for pair in own)


# What of a plan, besides the target itself, its verdicts can rest on, and what an edit of it is called.
_PLAN_FIELDS = {"region": "region", "base": "period", "start": "period", "end": "period", "indicators": "indicator"}


def _rest(old: Plan, new: Plan) -> str:
    """What the first field is called that differs; empty where none does."""
    others = ([(target.indicator, target.baseline) for target in plan.targets] for plan in (old, new))
    found = [told for name, told in _PLAN_FIELDS.items() if getattr(old, name) != getattr(new, name)]
    found += ["baseline"] if next(others) != next(others) else []
    return next(iter([*found, *(["goals"] if old.own_goals.values != new.own_goals.values else [])]), "")


# The last figures of the series that count, the newest first: they move the time of judgement.


# Period, indicator and region of each.
Lasts = tuple[tuple[Period, str, str], ...]


def lasts_of(selection: Selection) -> Lasts:
    """The last figures of every series that counts."""
    # Rows that count stand by indicator, region and time.
    rows = selection.rows
    pair = selection.indicator[rows] * len(selection.places) + selection.region[rows]
    last = rows[np.flatnonzero(np.diff(pair, append=-1))]
    period = selection.table.period
    newest = np.lexsort((period.each(lambda one: -one.start.toordinal())[last], selection.table.ends[last]))[::-1]
    return tuple(
        (period[row], selection.sought[selection.indicator[row]].id, selection.places[selection.region[row]])
        for row in last[newest].tolist()
    )


def without(lasts: Lasts, indicators: set[str], region: str) -> Period | None:
    """The newest period of the series that are not of these indicators in this region."""
    return next((period for period, id_, where in lasts if id_ not in indicators or where != region), None)


# The parts of one verdict.


class _Reach:
    """Which figures the verdicts of a target rest on: of its indicator, and of what that is derived from."""

    def __init__(self, states: Between, target: str) -> None:
        plans = states.old.plan, states.new.plan
        self.ids = {id_ for plan in plans for id_ in _indicators(plan, target_of(plan, target))}
        known = (indicator for plan in plans for indicator in plan.indicators if indicator.id in self.ids)
        self._names = {key(name) for indicator in known for name in names_of(indicator)}
        raw = states.of.table.indicator.names
        self._raw = [place for place, name in enumerate(raw) if self._has(name, states.naming)]
        self._states = states

    def _has(self, name: str, naming: Naming) -> bool:
        return key(name) in self._names or naming.indicator(name) in self._names

    def of(self, laid: Laid, region: str) -> list[int]:
        """What is laid out for the names in a region; a figure without a region is of the plan's own."""
        spelled = [key(region), ""] if key(region) == key(self._states.new.plan.region.name) else [key(region)]
        places = (self._states.regions[name] for name in spelled if name in self._states.regions)
        return [one for place in places for raw in self._raw for one in laid.get((place, raw), ())]


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


def _parts_of(states: Between, reach: _Reach, region: str, edits: Sequence[Part], verdicts: "Verdicts") -> Parts:
    """The parts of the change of one verdict."""
    moved = [
        _here(states.moved[place], region, states.naming) for place in dict.fromkeys(reach.of(states.changes, region))
    ]
    newest = tuple(without(last, reach.ids, region) for last in states.last)
    time = [Part(cause=Cause(origin=Origin.TIME), time=True)] if _time_moves(states, newest) else []
    return Parts(
        region=region,
        was=verdicts[0],
        now=verdicts[1],
        standing=np.array(sorted(reach.of(states.standing, region)), dtype=np.int64),
        newest=(newest[0], newest[1]),
        parts=(*_figure_parts(moved), *edits, *time),
    )


Verdicts = tuple[Assessment | None, Assessment | None]


def _here(each: Moved, region: str, naming: Naming) -> Moved:
    """A change of a figure as a verdict on a region sees it: what goes by the name of another region is not its own."""
    old, new, here = each.change.old, each.change.new, naming.region(region)
    if not (old and new) or naming.region(old.region) == naming.region(new.region):
        return each
    was, now = (naming.region(side.region) == here for side in (old, new))
    return replace(each, old=each.old if was else NO_ROW, new=each.new if now else NO_ROW)


def _time_moves(states: Between, newest: Sequence[Period | None]) -> bool:
    """Whether the newest figures of other series move the time of judgement, and with it what is due."""
    return not states.new.as_of and newest[0] != newest[1]


def _figure_parts(moved: Sequence[Moved]) -> list[Part]:
    if len(moved) <= MOST_PARTS:
        return [_figure_part((each,)) for each in moved]
    sorts = grouped((origin_of(each.change), each) for each in moved)
    return [_figure_part(tuple(group)) for group in sorts.values()]


def _figure_part(moved: tuple[Moved, ...]) -> Part:
    origin = origin_of(moved[0].change)
    assert origin is not None
    return Part(
        cause=Cause(
            origin=origin,
            figure=moved[0].change if len(moved) == 1 else None,
            figures=tuple(each.change for each in moved),
        ),
        gone=tuple(each.old for each in moved if each.old != NO_ROW),
        come=tuple(each.new for each in moved if each.new != NO_ROW),
    )


def _plan_parts(edits: Sequence[Edit], rest: str) -> list[Part]:
    """The edits of a target, and the rest of the plan as one; `rest` is the first field of it that differs."""
    found: dict[str, Part] = {}
    for edit in edits:
        name = _WRITTEN.get(edit.field, edit.field)
        if name in _JUDGED:
            found[name] = Part(cause=Cause(origin=Origin.PLAN, edit=edit), fields=(name,))
    own = next((edit for edit in edits if edit.field == "goals"), Edit(field=rest, old="", new=""))
    whole = [Part(cause=Cause(origin=Origin.PLAN, edit=own), rest_of_plan=True)] if rest else []
    return [*found.values(), *whole]


# The trials: each verdict asks for statuses, and all of one target are answered together.

Found = tuple[tuple[Cause, ...], Attribution]
Asking = Generator[list[Applied], list[str], Found]


def _causes(parts: Applied, old: str, new: str) -> Asking:
    """Asks what changes lead to, and tells which of them the new status comes from."""
    if len(parts) < 2:
        return _of(parts), Attribution.ALONE
    answers = yield [(part,) for part in parts]
    alone = tuple(part for part, status in zip(parts, answers, strict=True) if status == new)
    if alone:
        return _of(alone), Attribution.ALONE
    enough = parts
    # What can be told without the time of judgement is told without it: it moves with the figures.
    for part in sorted(parts, key=lambda part: not part.time):
        [status] = yield [_without(enough, part)]
        if status == new:
            enough = _without(enough, part)
    left = yield [_without(enough, part) for part in enough]
    return _of(enough), Attribution.NEEDED if set(left) == {old} else Attribution.TOGETHER


def _without(parts: Applied, part: Part) -> Applied:
    return tuple(other for other in parts if other is not part)


def _of(parts: Iterable[Part]) -> tuple[Cause, ...]:
    return tuple(part.cause for part in parts)


class _Court:
    """Answers for one target: the states, and the plans that lie between them."""

    def __init__(self, states: Between, target: str) -> None:
        self._states, self._target = states, target

    def attributed(self, listed: Sequence[Parts]) -> list[Found]:
        """The causes of each flip, asked round by round."""
        asking = [_causes(parts.parts, status_of(parts.was), status_of(parts.now)) for parts in listed]
        found: dict[int, Found] = {}
        answers: dict[int, list[str]] = {place: [] for place in range(len(listed))}
        while answers:
            wanted: list[tuple[int, Applied]] = []
            for place, told in answers.items():
                try:
                    wanted += [(place, made) for made in (asking[place].send(told) if told else next(asking[place]))]
                except StopIteration as end:
                    found[place] = end.value
            answers = self._answers(listed, wanted)
        return [found[place] for place in range(len(listed))]

    def _answers(self, listed: Sequence[Parts], wanted: Sequence[tuple[int, Applied]]) -> dict[int, list[str]]:
        by_plan = grouped((_variant(made), number) for number, (_, made) in enumerate(wanted))
        told = [""] * len(wanted)
        for variant, numbers in by_plan.items():
            trials = [listed[wanted[number][0]].trial(wanted[number][1]) for number in numbers]
            for number, status in zip(numbers, self.statuses(variant, trials), strict=True):
                told[number] = status
        return grouped((place, status) for (place, _), status in zip(wanted, told, strict=True))

    def statuses(self, variant: tuple[bool, frozenset[str]], trials: Sequence[Trial]) -> tuple[str, ...]:
        """The statuses of trials by the old plan with some of its fields, or all the rest of it, as they are now."""
        return statuses(self._plan(*variant), self._target, self._states.of.table, trials, self._states.new)

    def _plan(self, rest: bool, fields: frozenset[str]) -> Plan:
        old, new = (target_of(side.plan, self._target) for side in (self._states.old, self._states.new))
        base = self._states.new.plan if rest else self._states.old.plan
        return with_target(base, self._target, **{n: getattr(new if n in fields else old, n) for n in _JUDGED})

    def rounded(self, listed: Sequence[Parts]) -> list[bool]:
        """Whether a value that would be printed like the newest figure still gives the old status."""
        trials = [(place, trial) for place, parts in enumerate(listed) for trial in _rounded(parts, self._states.of)]
        new = self._states.new
        told = statuses(new.plan, self._target, self._states.of.table, [trial for _, trial in trials], new)
        still = {
            place for (place, _), status in zip(trials, told, strict=True) if status == status_of(listed[place].was)
        }
        return [place in still for place in range(len(listed))]


def _variant(made: Applied) -> tuple[bool, frozenset[str]]:
    return any(part.rest_of_plan for part in made), frozenset(name for part in made for name in part.fields)


def _rounded(parts: Parts, of: Both) -> Iterator[Trial]:
    """The new state with its newest figure at either end of what is printed like it."""
    if NOT_ASSESSED in (status_of(parts.was), status_of(parts.now)) or parts.now is None:
        return
    latest = parts.now.latest
    if not isinstance(latest, Reading) or latest.derived or len(latest.figures) != 1:
        return
    [figure] = latest.figures
    half = slack(latest.text, conversion_of(latest)) if figure.converted or figure.value == latest.value else 0.0
    state = parts.trial(parts.parts)
    row = next((row for row in state.rows.tolist() if _is_at(of, row, figure)), None)
    if not half or row is None:
        return
    times = figure.converted.factor if figure.converted else 1.0
    for value in (latest.value - half, latest.value + half):
        yield Trial(rows=state.rows, newest=state.newest, at=row, value=value / times)


def _is_at(of: Both, row: int, figure: Figure) -> bool:
    table, place = of.table, figure.place
    here = (table.file[row], int(table.line[row]), int(table.column[row]), table.cell[row])
    return here == (place.file, place.line, place.column, place.cell) and table.period[row] == figure.period


# The flips.


Torn = set[tuple[str, str]]


def flips(old: Side, new: Side, diff: FigureDiff, edited: Iterable[TargetChange], naming: Naming) -> Iterator[Flip]:
    """The flips between two states of one plan, in the order of its targets. A target that is on one side only is
    added or removed, and flips nothing; of one whose figures contradict each other nothing else is asked.
    """
    moved = _moved_verdicts(old, new)
    if not moved:
        return
    edits = {change.target.id: change.edits for change in edited if change.target}
    states, torn = between(old, new, diff, naming), contradicted(new.selection)
    for target, verdicts in moved.items():
        reach, court = _Reach(states, target), _Court(states, target)
        own = _plan_parts(edits.get(target, ()), states.rest)
        listed = [
            _parts_of(states, reach, region, own, pair)
            for region, pair in verdicts.items()
            if not any((id_, region) in torn for id_ in reach.ids)
        ]
        yield from _by_contradiction(new.plan.id, verdicts, torn, reach.ids)
        told = zip(listed, court.attributed(listed), court.rounded(listed), strict=True)
        yield from (_flip(new.plan.id, (its.was, its.now), found, rounding=rounding) for its, found, rounding in told)


def _by_contradiction(plan: str, verdicts: Mapping[str, Verdicts], torn: Torn, ids: Iterable[str]) -> Iterator[Flip]:
    """The verdicts that moved because figures contradict each other, so that none of them counts."""
    causes = (Cause(origin=Origin.CONTRADICTION),)
    for region, pair in verdicts.items():
        if any((id_, region) in torn for id_ in ids):
            yield _flip(plan, pair, (causes, Attribution.ALONE))


def contradicted(selection: Selection) -> Torn:
    """The series, by indicator and region, that figures contradict each other in: no change explains their verdicts."""
    rows = np.flatnonzero(selection.why == Why.CONFLICT).tolist()
    return {(selection.sought[selection.indicator[row]].id, selection.places[selection.region[row]]) for row in rows}


def _moved_verdicts(old: Side, new: Side) -> dict[str, dict[str, Verdicts]]:
    """The verdicts of both sides that have other statuses, by target and region, in the order of the plan."""
    both = {target.id for target in old.plan.targets} & {target.id for target in new.plan.targets}
    before, after = old.verdicts, new.verdicts
    found: dict[str, dict[str, Verdicts]] = {}
    for target, region in dict.fromkeys((*after, *before)):
        pair = before.get((target, region)), after.get((target, region))
        if target in both and status_of(pair[0]) != status_of(pair[1]):
            found.setdefault(target, {})[region] = pair
    return found


def _flip(plan: str, verdicts: Verdicts, found: Found, *, rounding: bool = False) -> Flip:
    (was, now), (causes, attribution) = verdicts, found
    either = now or was
    assert either is not None
    classes = classes_between(now.method, was.status, now.status) if was and now and was.method == now.method else None
    return Flip(
        plan=plan,
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
        rounding=rounding,
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
