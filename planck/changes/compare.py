"""Two states of plans and figures to everything that changed, as a whole and plan by plan."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import isclose
from statistics import median
from typing import Protocol, runtime_checkable

from msgspec import field
from msgspec.structs import replace

from planck.assess.plan import PlanResult, assess_plan
from planck.assess.select import indicator_names, key, region_names
from planck.changes.flips import flips
from planck.changes.names import Naming, SeriesKey, Slot, naming
from planck.changes.side import NOT_ASSESSED, Side
from planck.load.cells.number import factor
from planck.load.plan.dump import indicator_data, plan_data, target_data
from planck.load.yaml.text import Data, flat_text
from planck.model import Assessment, Figure, Goal, Nature, Period, Place, Plan, Target, Text, Wording
from planck.model.change import (
    Aspect,
    Base,
    Changes,
    Coverage,
    Edit,
    Effect,
    FigureChange,
    Flip,
    RecordedReason,
    ScoreMove,
    SeriesChange,
    SeriesEvent,
    TargetChange,
    TargetEvent,
)
from planck.record import Record

# Series that are gone, new, or the same under another name.

# A series that is gone and one that is new are one under another name when this share of their figures agrees.
SAME_SERIES = 0.6
LEAST_SHARED = 2
# Fewer figures than that agree by chance, unless they are long numbers.
TELLING_DIGITS = 4

Values = dict[SeriesKey, dict[Period, Figure]]


class Renaming(Record, kw_only=False):
    """The old key of a series, and how many of its figures are the same under the new one."""

    old: SeriesKey
    shared: int


def values_of(figures: Iterable[Figure], naming: Naming) -> Values:
    """The figures that have a value, by series and period; of several vintages the last in the files."""
    found: Values = {}
    for figure in figures:
        if figure.value is not None:
            found.setdefault(naming.series(figure), {})[figure.period] = figure
    return found


def renamings(old: Values, new: Values) -> dict[SeriesKey, Renaming]:
    """For every new series that is an old one under another name: which, and how much of it is the same."""
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    pairs = [
        (_shared(old[one], new[other]), one, other) for one in gone for other in come if _one_name_differs(one, other)
    ]
    found: dict[SeriesKey, Renaming] = {}
    taken: set[SeriesKey] = set()
    for shared, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in taken and other not in found and _is_one(shared, old[one], new[other]):
            found[other] = Renaming(one, shared)
            taken.add(one)
    return found


def _one_name_differs(one: SeriesKey, other: SeriesKey) -> bool:
    return (one[0] == other[0]) != (one[1] == other[1])


def _shared(old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> int:
    return sum(period in new and new[period].value == figure.value for period, figure in old.items())


def _is_one(shared: int, old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> bool:
    if shared >= LEAST_SHARED:
        return shared >= SAME_SERIES * min(len(old), len(new))
    [telling] = [old[period].text for period in old if period in new] or [""] if len(old) == len(new) == 1 else [""]
    return shared == 1 and sum(character.isdigit() for character in telling) >= TELLING_DIGITS


def series_changes(old: Values, new: Values, renamed: Mapping[SeriesKey, Renaming]) -> tuple[SeriesChange, ...]:
    """Series renamed (also from one name that the plans know to another), gone and new, by their names."""
    found = [_kept(old[key], new[key]) for key in sorted(old.keys() & new.keys())]
    found += [_renamed(old[one.old], new[other], one) for other, one in sorted(renamed.items())]
    replaced = {renaming.old for renaming in renamed.values()}
    found += [_whole(SeriesEvent.VANISHED, old[key]) for key in sorted(old.keys() - new.keys() - replaced)]
    found += [_whole(SeriesEvent.APPEARED, new[key]) for key in sorted(new.keys() - old.keys() - set(renamed))]
    return tuple(change for change in found if change)


def _kept(old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> SeriesChange | None:
    """A series that goes by another of its known names in every one of its figures."""
    names, others = ({_name(figure) for figure in series.values()} for series in (old, new))
    if names & others:
        return None
    return _renamed(old, new, Renaming(("", ""), _shared(old, new)))


def _renamed(old: Mapping[Period, Figure], new: Mapping[Period, Figure], renaming: Renaming) -> SeriesChange:
    was, now = _first(old), _first(new)
    return SeriesChange(
        event=SeriesEvent.RENAMED,
        region=now.region,
        old=_name(was, beside=now),
        new=_name(now, beside=was),
        count=len(old),
        shared=renaming.shared,
        place=now.place,
    )


def _whole(event: SeriesEvent, series: Mapping[Period, Figure]) -> SeriesChange:
    first = _first(series)
    name = first.indicator
    old, new = (name, "") if event is SeriesEvent.VANISHED else ("", name)
    return SeriesChange(event=event, region=first.region, old=old, new=new, count=len(series), place=first.place)


def _first(series: Mapping[Period, Figure]) -> Figure:
    return series[min(series)]


def _name(figure: Figure, beside: Figure | None = None) -> str:
    """The indicator, with the region where that is what differs."""
    same_region = beside is None or beside.region == figure.region
    return figure.indicator if same_region else f"{figure.region} {figure.indicator}".strip()


# How large the revisions of a series usually are, as far as vintages and the record of revisions tell.


class PastRevision(Record, kw_only=False):
    """One revision of the past: of which period, to which value, and its size as a share (0..1) of the old value."""

    period: str
    new: float
    size: float


Past = Mapping[SeriesKey, tuple[PastRevision, ...]]


def past_revisions(old: Iterable[Figure], recorded: Iterable[RecordedReason], naming: Naming) -> Past:
    """The revisions between the vintages of the old figures, and those on record, by series."""
    found: dict[SeriesKey, set[PastRevision]] = {}
    vintages: dict[tuple[SeriesKey, Period], list[Figure]] = {}
    for figure in old:
        if figure.value is not None and figure.published:
            vintages.setdefault(naming.slot(figure), []).append(figure)
    for (series, period), figures in vintages.items():
        for one, other in pairwise(sorted(figures, key=lambda figure: figure.known)):
            _add(found, series, period.label, one.value, other.value)
    for row in recorded:
        region, name = key(row.region), key(row.indicator)
        series = naming.regions.get(region, region), naming.indicators.get(name, name)
        _add(found, series, row.period, row.old, row.new)
    return {series: tuple(sorted(sizes, key=lambda past: (past.period, past.new))) for series, sizes in found.items()}


def _add(
    found: dict[SeriesKey, set[PastRevision]], series: SeriesKey, period: str, old: float | None, new: float | None
) -> None:
    if old and new is not None and old != new:
        found.setdefault(series, set()).add(PastRevision(period, new, abs(new - old) / abs(old)))


def with_usual(change: FigureChange, series: SeriesKey, past: Past) -> FigureChange:
    """The change beside the median of the other revisions of its series."""
    figure = change.new
    if figure is None or not change.is_revision:
        return change
    this = (figure.period.label, figure.value)
    sizes = [other.size for other in past.get(series, ()) if (other.period, other.new) != this]
    return replace(change, usual=median(sizes), usual_of=len(sizes)) if sizes else change


# Two sets of figures to the changes between them, figure by figure.

Grouped = dict[Slot, list[Figure]]
Files = Mapping[str, str]


class FigureDiff(Record, kw_only=False):
    """The changes of single figures, and of whole series."""

    figures: tuple[FigureChange, ...]
    series: tuple[SeriesChange, ...]


def compare_figures(
    old: tuple[Figure, ...],
    new: tuple[Figure, ...],
    naming: Naming,
    *,
    files: Files | None = None,
    recorded: Iterable[RecordedReason] = (),
) -> FigureDiff:
    """What changed from `old` to `new`, in the order of the new figures, then of those that are gone.

    `files` gives the present name of every file of the old side for which it can be told; a figure has moved when it
    stands in another file than that. `recorded` are revisions of the past, which say what size is usual.
    """
    values = values_of(old, naming), values_of(new, naming)
    renamed = renamings(*values)
    came_from = {renaming.old: now for now, renaming in renamed.items()}
    before, after = _grouped(old, naming), _grouped(new, naming)
    moved = {((came_from.get(series, series)), period): found for (series, period), found in before.items()}
    past = past_revisions(old, recorded, naming)
    found = [
        with_usual(change, slot[0], past)
        for slot in (*after, *(slot for slot in moved if slot not in after))
        for change in _slot(moved.get(slot, []), after.get(slot, []), files or {}, renamed=slot[0] in renamed)
    ]
    return FigureDiff(figures=tuple(found), series=series_changes(*values, renamed))


def _grouped(figures: Iterable[Figure], naming: Naming) -> Grouped:
    grouped: Grouped = {}
    for figure in figures:
        grouped.setdefault(naming.slot(figure), []).append(figure)
    return grouped


def _slot(old: list[Figure], new: list[Figure], files: Files, *, renamed: bool) -> Iterator[FigureChange]:
    """The changes of what is about one series and period: vintages are told apart by their day of publication."""
    pairs, gone, come = _paired(old, new)
    for one, other in pairs:
        aspects = _aspects(one, other, files, renamed=renamed)
        if aspects:
            yield FigureChange(old=one, new=other, aspects=aspects)
    standing = [figure for figure in old if figure.value is not None]
    for figure in come:
        if figure.value is not None:
            previous = max(standing, key=lambda vintage: vintage.known, default=None)
            aspect = Aspect.REPUBLISHED if previous and figure.value != previous.value else Aspect.ADDED
            yield FigureChange(old=None, new=figure, aspects=(aspect,), previous=previous)
    yield from (
        FigureChange(old=figure, new=None, aspects=(Aspect.REMOVED,)) for figure in gone if figure.value is not None
    )


Pairs = list[tuple[Figure, Figure]]


def _paired(old: list[Figure], new: list[Figure]) -> tuple[Pairs, list[Figure], list[Figure]]:
    """Figures of both sides that are one: first those that say the same, then by vintage, then by their order."""
    pairs: Pairs = []
    gone, come = list(old), list(new)
    for alike in (_all_of_it, _vintage):
        left: list[Figure] = []
        for figure in gone:
            other = next((one for one in come if alike(one) == alike(figure)), None)
            if other is None:
                left.append(figure)
            else:
                pairs.append((figure, other))
                come.remove(other)
        gone = left
    # What is left over on both sides was published again in its place.
    replaced = min(len(gone), len(come))
    pairs += zip(gone[:replaced], come[:replaced], strict=True)
    return pairs, gone[replaced:], come[replaced:]


def _all_of_it(figure: Figure) -> object:
    return figure.value, figure.published, figure.status, figure.source, key(figure.unit)


def _vintage(figure: Figure) -> object:
    return figure.published


def _differ(old: Figure, new: Figure) -> bool:
    """Whether two values are not the same amount: 36.0万人 and 360000人 are."""
    if old.value is None or new.value is None:
        return False
    times = factor(old.unit, new.unit) if old.unit and new.unit and key(old.unit) != key(new.unit) else None
    if times is None:
        return old.value != new.value
    return not isclose(old.value * float(times), new.value, rel_tol=1e-9)


def _aspects(old: Figure, new: Figure, files: Files, *, renamed: bool) -> tuple[Aspect, ...]:
    found = {
        Aspect.ADDED: old.value is None and new.value is not None,
        Aspect.REMOVED: old.value is not None and new.value is None,
        Aspect.REVISED: _differ(old, new),
        Aspect.RENAMED: renamed,
        Aspect.MOVED: files.get(old.place.file, new.place.file) != new.place.file,
        Aspect.UNIT: bool(old.unit and new.unit) and key(old.unit) != key(new.unit),
        Aspect.SOURCE: bool(old.source) and key(old.source) != key(new.source),
        Aspect.STATUS: old.status is not new.status,
        Aspect.PUBLISHED: bool(old.published) and old.published != new.published,
    }
    return tuple(aspect for aspect, holds in found.items() if holds)


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
    return _one_way({low, high, _strictness(old.goal, new.goal)})


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


def _strictness(old: Goal, new: Goal) -> int:
    return int(old.strict) - int(new.strict)


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
    """The goal in force before and after, when a revision was added or edited."""
    return _goal(_in_force(old), _in_force(new), verdicts)


def _in_force(target: Target) -> Target:
    goal = target.revisions[-1].goal if target.revisions else target.goal
    return replace(target, goal=goal)


def _nature(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    return Effect.WEAKENED if new.nature is Nature.EXPECTED else Effect.TIGHTENED


def _wording(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    return Effect.WEAKENED if new.wording is Wording.SOFT else Effect.TIGHTENED


def _method(old: Target, new: Target, verdicts: VerdictPair) -> Effect:
    """Lower borders give a better status for the same progress; two methods cannot be compared."""
    was, now = verdicts
    if was is None or now is None or was.method != now.method:
        return Effect.CHANGED
    before, after = dict(was.borders), dict(now.borders)
    return _one_way({_sign(before[name] - after[name]) for name in before.keys() & after.keys()})


_FIELDS: Mapping[str, Callable[[Target, Target, VerdictPair], Effect]] = {
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


# Two states of a plan to the targets that were added, removed or edited, field by field.

Verdicts = Mapping[str, Assessment]


def compare_plans(
    old: Plan, new: Plan, before: Iterable[Assessment] = (), after: Iterable[Assessment] = ()
) -> tuple[TargetChange, ...]:
    """What was edited: the plan as such, its indicators, its targets in the new plan's order, then those removed.

    The assessments of both sides tell whether a goal that is put in another form asks for more or less.
    """
    verdicts = _first_plans(before), _first_plans(after)
    olds = {target.id: target for target in old.targets}
    targets = [_target(target, olds.get(target.id), (old, new), verdicts) for target in new.targets]
    kept = {target.id for target in new.targets}
    removed = [_whole_plans(TargetEvent.REMOVED, target, old) for target in old.targets if target.id not in kept]
    return (*_plan(old, new), *_indicators(old, new), *(change for change in targets if change), *removed)


def _first_plans(assessments: Iterable[Assessment]) -> Verdicts:
    """The verdict of the first region on each target: the plan's goals are the same in all of them."""
    found: dict[str, Assessment] = {}
    for assessment in assessments:
        found.setdefault(assessment.target.id, assessment)
    return found


def _whole_plans(event: TargetEvent, target: Target, plan: Plan) -> TargetChange:
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
        return _whole_plans(TargetEvent.ADDED, target, plans[1])
    was, now = (found.get(target.id) for found in verdicts)
    fields = _edits(target_data(old, plans[0]), target_data(target, plans[1]))
    edits = tuple(
        Edit(field=edit.field, old=edit.old, new=edit.new, effect=effect(edit.field, old, target, (was, now)))
        for edit in fields
    )
    return _edited(plans[1], target.name, edits, target.place, target) if edits else None


def _edits(old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Edit]:
    for name in dict.fromkeys((*old, *new)):
        was, now = _text(old.get(name)), _text(new.get(name))
        if was != now:
            yield Edit(field=name, old=was, new=now)


def _text(value: Data | None) -> str:
    if value is None or (isinstance(value, Mapping | Sequence) and not value):
        return ""
    return flat_text(value)


# What the comparison needs to know of a score, whoever makes it.


class ScoredPart(Protocol):
    """A domain and its score; anything but a number says why there is none."""

    @property
    def id(self) -> str:
        """The domain."""

    @property
    def score(self) -> object:
        """Points on the scale of the model."""


class ScoredUnit(Protocol):
    """A region and its score, its place among the regions, and its domains."""

    @property
    def region(self) -> str:
        """The region."""

    @property
    def score(self) -> object:
        """Points; anything but a number says why there are none."""

    @property
    def rank(self) -> float | None:
        """1 is the best; None without a score."""

    @property
    def domains(self) -> Sequence[ScoredPart]:
        """The domains of the model."""


@runtime_checkable
class Card(Protocol):
    """What a result carries as its `score`."""

    @property
    def units(self) -> Sequence[ScoredUnit]:
        """The regions that the model is applied to."""


class Score(Record):
    """The score of one region: points (None: it could not be given), rank, and the points of its domains."""

    total: float | None
    rank: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


Scores = Mapping[str, Score]


def scores_of(result: PlanResult | None) -> Scores:
    """The scores of a plan by region; none where it has no scoring."""
    card = getattr(result, "score", None)
    return {unit.region: _score(unit) for unit in card.units} if isinstance(card, Card) else {}


def _score(unit: ScoredUnit) -> Score:
    parts = {part.id: points for part in unit.domains if (points := _points(part.score)) is not None}
    return Score(total=_points(unit.score), rank=unit.rank, parts=parts)


def _points(score: object) -> float | None:
    return float(score) if isinstance(score, int | float) else None


def score_moves(plan: str, old: Scores, new: Scores) -> tuple[ScoreMove, ...]:
    """The scores and ranks that are other ones now, with the domains that moved, the largest first."""
    moves = (_move(plan, region, old.get(region), new.get(region)) for region in dict.fromkeys((*new, *old)))
    return tuple(move for move in moves if (move.old, move.old_rank) != (move.new, move.new_rank))


def _move(plan: str, region: str, old: Score | None, new: Score | None) -> ScoreMove:
    was, now = (score.parts if score else {} for score in (old, new))
    parts = [(name, now[name] - was[name]) for name in now if name in was and now[name] != was[name]]
    return ScoreMove(
        plan=plan,
        region=region,
        old=old.total if old else None,
        new=new.total if new else None,
        old_rank=old.rank if old else None,
        new_rank=new.rank if new else None,
        parts=tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0]))),
    )


class State(Record):
    """Everything of one side, as it was read."""

    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]


Series = Mapping[SeriesKey, tuple[Figure, ...]]


class Comparison(Record):
    """One plan, compared with what it was: what a check of changes looks at.

    old: None for a plan that is new. figures, series: the changes of what the plan knows. old_series, new_series: the
    figures that have a value, by series and rising in time, of each side.
    """

    base: Base
    old: Side | None
    new: Side
    naming: Naming
    figures: tuple[FigureChange, ...] = ()
    series: tuple[SeriesChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    flips: tuple[Flip, ...] = ()
    coverage: Coverage
    recorded: tuple[RecordedReason, ...] = ()
    old_series: Series = field(default_factory=dict)
    new_series: Series = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.new.plan


class Compared(Record):
    """The changes of a run, and the comparisons of its plans in their order."""

    changes: Changes
    plans: tuple[Comparison, ...]


class Known(Record):
    """What helps to compare: present names of old files, and revisions on record."""

    files: Mapping[str, str] = field(default_factory=dict)
    recorded: tuple[RecordedReason, ...] = ()


def compare(base: Base, old: State, sides: Sequence[Side], new: State, known: Known | None = None) -> Compared:
    """What changed from `old` to `new`; `sides` are the plans of `new` as they were judged, in their order."""
    known = known or Known()
    names = naming((*old.plans, *new.plans))
    diff = compare_figures(old.figures, new.figures, names, files=known.files, recorded=known.recorded)
    before = {plan.id: plan for plan in old.plans}
    plans = tuple(
        _plan_compare(base, _side(before.get(side.plan.id), old.figures, side.as_of), side, diff, names, known)
        for side in sides
    )
    changes = Changes(
        base=base,
        figures=diff.figures,
        series=diff.series,
        targets=tuple(change for plan in plans for change in plan.targets),
        flips=tuple(flip for plan in plans for flip in plan.flips),
        coverage=tuple(plan.coverage for plan in plans),
    )
    return Compared(changes=changes, plans=plans)


def _side(plan: Plan | None, figures: tuple[Figure, ...], as_of: Period | None) -> Side | None:
    if plan is None:
        return None
    found = assess_plan(plan, figures, as_of)
    return Side(
        plan=plan,
        figures=figures,
        selection=found.selection,
        when=found.when,
        assessments=found.assessments,
        as_of=as_of,
    )


def _plan_compare(base: Base, old: Side | None, new: Side, diff: FigureDiff, names: Naming, known: Known) -> Comparison:
    known_by = [_Known.of(side.plan) for side in (old, new) if side]
    figures = tuple(change for change in diff.figures if _concerns(known_by, change.old, change.new))
    edited = compare_plans(old.plan, new.plan, old.assessments, new.assessments) if old else ()
    return Comparison(
        base=base,
        old=old,
        new=new,
        naming=names,
        figures=figures,
        series=tuple(change for change in diff.series if _names_series(known_by, change)),
        targets=edited,
        flips=tuple(flips(old, new, figures, edited, names)) if old else (),
        coverage=Coverage(
            plan=new.plan.id, old=_assessed(old.assessments) if old else None, new=_assessed(new.assessments)
        ),
        recorded=known.recorded,
        old_series=_series(old, names),
        new_series=_series(new, names),
    )


def _series(side: Side | None, names: Naming) -> Series:
    found: dict[SeriesKey, list[Figure]] = {}
    for figure in side.figures if side else ():
        if figure.value is not None:
            found.setdefault(names.series(figure), []).append(figure)
    return {key_: tuple(sorted(figures, key=lambda one: one.period)) for key_, figures in found.items()}


def _assessed(assessments: Iterable[Assessment]) -> tuple[int, int]:
    statuses = [assessment.status for assessment in assessments]
    return sum(status != NOT_ASSESSED for status in statuses), len(statuses)


class _Known(Record, kw_only=False):
    """The names that a plan has for its regions and indicators; every region where it is for all."""

    every: bool
    regions: frozenset[str]
    indicators: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> "_Known":
        return cls(plan.region.every, frozenset(region_names(plan)), frozenset(indicator_names(plan)))

    def has(self, region: str, indicator: str) -> bool:
        here = not region or self.every or key(region) in self.regions
        return here and key(indicator) in self.indicators


def knows(plan: Plan, region: str, indicator: str) -> bool:
    """Whether the plan has an indicator and a region by these names."""
    return _Known.of(plan).has(region, indicator)


def _concerns(plans: Iterable[_Known], *figures: Figure | None) -> bool:
    return any(known.has(figure.region, figure.indicator) for known in plans for figure in figures if figure)


def _names_series(plans: Iterable[_Known], change: SeriesChange) -> bool:
    return any(known.has(change.region, name) for known in plans for name in (change.old, change.new) if name)


def with_scores(compared: Compared, scores: Mapping[str, tuple[Scores, Scores]]) -> Compared:
    """The same with the moves of the scores of each plan (old and new, by its id)."""
    moves = tuple(move for plan, (old, new) in scores.items() for move in score_moves(plan, old, new))
    return replace(compared, changes=replace(compared.changes, scores=moves))
