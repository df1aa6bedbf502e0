"""Two states of plans and figures to everything that changed, as a whole and plan by plan."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import field
from msgspec.structs import replace

from planck.assess.select import indicator_names, key, region_names
from planck.changes.both import SeriesOf, series_of
from planck.changes.figures import FigureDiff, compare_figures, renamed_regions
from planck.changes.flips import flips
from planck.changes.names import Naming, SeriesKey, naming
from planck.changes.plans import Followed, compare_models, compare_plans, followed, whole_plan
from planck.changes.scores import Scores, score_moves
from planck.changes.side import NOT_ASSESSED, Side, side_of
from planck.model import Assessment, Figure, Plan
from planck.model.change import (
    Base,
    Changes,
    Coverage,
    FigureChange,
    Flip,
    Origin,
    RecordedReason,
    SeriesChange,
    TargetChange,
    TargetEvent,
)
from planck.model.plan import OwnGoals
from planck.model.scoring import ScoringModel
from planck.model.table import Figures
from planck.record import Record
from planck.registry import grouped


class State(Record, eq=False):
    """Everything of one side, as it was read. models: what its plans are scored by, by their ids."""

    plans: tuple[Plan, ...]
    figures: Figures
    models: Mapping[str, ScoringModel] = field(default_factory=dict)


Reasons = Mapping[tuple[SeriesKey, str], Sequence[RecordedReason]]


class Comparison(Record, eq=False):
    """One plan, compared with what it was: what a check of changes looks at.

    old: None for a plan that is new. figures, series: the changes of what the plan knows. old_series, new_series: the
    figures that have a value, by series and rising in time, of each side. caused: flips by the identity of the changes
    that they come from; torn: those for which figures contradict each other, which their own check tells. reasons:
    revisions on record, by series and period. files: present names of old files. given: the paths of the run as the
    caller named them. old_model: what the plan was scored by.
    """

    base: Base
    old: Side | None
    new: Side
    naming: Naming
    figures: tuple[FigureChange, ...] = ()
    series: tuple[SeriesChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    flips: tuple[Flip, ...] = ()
    torn: tuple[Flip, ...] = ()
    coverage: Coverage
    old_series: SeriesOf
    new_series: SeriesOf
    caused: Mapping[int, Sequence[Flip]] = field(default_factory=dict)
    reasons: Reasons = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    old_model: ScoringModel | None = None

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.new.plan


class Compared(Record, eq=False):
    """The changes of a run, the comparisons of its plans in their order, and the targets of plans that are gone."""

    changes: Changes
    plans: tuple[Comparison, ...]
    gone: tuple[TargetChange, ...] = ()


class Known(Record):
    """What helps to compare and to tell of it: present names of old files, revisions on record, the paths as given, and
    the files of plans that are there, so that one which cannot be read is not taken to be gone.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    recorded: tuple[RecordedReason, ...] = ()
    given: tuple[str, ...] = ()
    there: frozenset[str] = frozenset()


class _Run(Record, kw_only=False, eq=False):
    """What the comparisons of all plans share. called: the present names of regions that had another, by its key.
    of_series: the changes of series that follow from no region's new name.
    """

    base: Base
    diff: FigureDiff
    regions: tuple[SeriesChange, ...]
    of_series: tuple[SeriesChange, ...]
    naming: Naming
    known: Known
    old_series: SeriesOf
    new_series: SeriesOf
    reasons: Reasons
    called: Mapping[str, str]


def compare(base: Base, old: State, sides: Sequence[Side], new: State, known: Known | None = None) -> Compared:
    """What changed from `old` to `new`; `sides` are the plans of `new` as they were judged, in their order."""
    known = known or Known()
    names = naming((*old.plans, *new.plans))
    # A region that a plan names is that one alone; where it goes by another name, its series are told to be renamed.
    kept = {name for plan in (*old.plans, *new.plans) for name in region_names(plan)}
    regions = renamed_regions(old.figures, new.figures, names)
    called = {was: one.new for one in regions if (was := names.region(one.old)) not in kept}
    names = replace(names, regions={**names.regions, **{was: key(now) for was, now in called.items()}})
    diff = compare_figures(old.figures, new.figures, names, files=known.files, recorded=known.recorded)
    told = {one.was[0] for one in regions}
    run = _Run(
        base=base,
        diff=diff,
        regions=regions,
        of_series=tuple(one for one in diff.series if not (one.was[0] in told and one.was[0] != one.region)),
        naming=names,
        known=known,
        old_series=series_of(diff.of, new=False),
        new_series=series_of(diff.of, new=True),
        reasons=_by_slot(known, names),
        called=called,
    )
    states = _with_regions(old, called), new
    before = _plans_before(old.plans, [side.plan for side in sides], known.files)
    plans = tuple(_plan_compare(run, before.get(side.plan.id), states, side) for side in sides)
    left = (plan for plan in old.plans if not any(plan is one for one in before.values()))
    gone = [plan for plan in left if known.files.get(plan.place.file, plan.place.file) not in known.there]
    removed = tuple(change for plan in gone for change in whole_plan(TargetEvent.REMOVED, plan))
    changes = Changes(
        base=base,
        figures=diff.figures,
        series=(*regions, *run.of_series),
        targets=(*(change for plan in plans for change in plan.targets), *removed),
        flips=tuple(flip for plan in plans for flip in (*plan.flips, *plan.torn)),
        coverage=tuple(plan.coverage for plan in plans),
        come=diff.of.periods_only(new=True),
        gone=diff.of.periods_only(new=False),
    )
    return Compared(changes=changes, plans=plans, gone=removed)


# A plan is another one under a new id when this share of what either calls its targets is in both.
SAME_PLAN = 0.5


def _plans_before(old: Iterable[Plan], new: Iterable[Plan], files: Mapping[str, str]) -> dict[str, Plan]:
    """What each plan was, by its id now: the one of that id, else the one of its file, else one with its targets."""
    new, by_id = tuple(new), {plan.id: plan for plan in old}
    ids = {plan.id for plan in new}
    left = {files.get(plan.place.file, plan.place.file): plan for plan in by_id.values() if plan.id not in ids}
    found: dict[str, Plan] = {}
    for plan in new:
        was = by_id.get(plan.id) or left.pop(plan.place.file, None)
        found |= {plan.id: was} if was else {}
    for plan in new if left else ():
        alike = max(left, key=lambda file: _alike(left[file], plan), default="")
        if plan.id not in found and left and _alike(left[alike], plan) >= SAME_PLAN:
            found[plan.id] = left.pop(alike)
    return found


def _alike(one: Plan, other: Plan) -> float:
    """The share of what the plan with the fewer targets calls them that the other one has too; of one region alone."""
    shared = one.calls & other.calls if one.region.name == other.region.name else ()
    return len(shared) / max(min(len(one.calls), len(other.calls)), 1)


def _with_regions(state: State, called: Mapping[str, str]) -> State:
    """The state with its regions under other names, by their keys."""
    if not called:
        return state
    region = state.figures.region.renamed(lambda name: called.get(key(name), name))
    return replace(state, figures=replace(state.figures, region=region))


def _own_goals(plan: Plan, called: Mapping[str, str]) -> Plan:
    """The plan with the goals of regions under the names that these have now."""
    values = {
        target: {called.get(key(region), region): goal for region, goal in goals.items()}
        for target, goals in plan.own_goals.values.items()
    }
    return replace(plan, own_goals=OwnGoals(values=values))


def _plan_compare(run: _Run, plan: Plan | None, states: tuple[State, State], new: Side) -> Comparison:
    before = followed(_own_goals(plan, run.called), new.plan) if plan else None
    old = side_of(before.plan, states[0].figures, new.as_of, new.today) if before else None
    known_by = [_Known.of(side.plan) for side in (old, new) if side]
    models = states[0].models.get(plan.id) if plan else None, states[1].models.get(new.plan.id)
    edited = (*_edited(before, old, new), *compare_models(new.plan, *models))
    every = tuple(flips(old, new, run.diff, edited, run.naming)) if old else ()
    found = tuple(flip for flip in every if flip.origin is not Origin.CONTRADICTION)
    return Comparison(
        base=run.base,
        old=old,
        new=new,
        naming=run.naming,
        figures=tuple(change for change in run.diff.figures if _concerns(known_by, change.old, change.new)),
        series=(
            *(change for change in run.regions if any(key(change.old) in known.regions for known in known_by)),
            *(change for change in run.of_series if _names_series(known_by, change)),
        ),
        targets=edited,
        flips=found,
        torn=tuple(flip for flip in every if flip.origin is Origin.CONTRADICTION),
        coverage=Coverage(
            plan=new.plan.id, old=_assessed(old.assessments) if old else None, new=_assessed(new.assessments)
        ),
        old_series=run.old_series if old else SeriesOf(run.diff.of, {}),
        new_series=run.new_series,
        caused=_caused(found),
        reasons=run.reasons,
        files=run.known.files,
        given=run.known.given,
        old_model=models[0],
    )


def _caused(found: Sequence[Flip]) -> Mapping[int, Sequence[Flip]]:
    """The flips by the identity of each change that they come from."""
    changes = ({id(change) for cause in flip.causes for change in cause.figures} for flip in found)
    return grouped((change, flip) for flip, own in zip(found, changes, strict=True) for change in own)


def _by_slot(known: Known, names: Naming) -> Reasons:
    """The revisions on record by series and period; one that names no region may be of any."""
    regions = (names.region(row.region) if row.region else "" for row in known.recorded)
    of_rows = zip(regions, known.recorded, strict=True)
    return grouped((((region, names.indicator(row.indicator)), row.period), row) for region, row in of_rows)


def _edited(before: Followed | None, old: Side | None, new: Side) -> tuple[TargetChange, ...]:
    if before is None or old is None:
        return whole_plan(TargetEvent.ADDED, new.plan)
    return compare_plans(before, new.plan, old.assessments, new.assessments)


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
    names = change.was, (change.region, change.new)
    return any(known.has(region, name) for known in plans for region, name in names if name)


def with_scores(compared: Compared, scores: Mapping[str, tuple[Scores, Scores]]) -> Compared:
    """The same with the moves of the scores of each plan (old and new, by its id)."""
    moves = tuple(move for plan, (old, new) in scores.items() for move in score_moves(plan, old, new))
    return replace(compared, changes=replace(compared.changes, scores=moves))
