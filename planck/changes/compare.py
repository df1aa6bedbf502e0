"""Two states of plans and figures to everything that changed, as a whole and plan by plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planck.assess.names import indicator_names, key, region_names
from planck.assess.plan import assess_plan
from planck.changes.figures import FigureDiff, compare_figures
from planck.changes.flips import flips
from planck.changes.names import Naming, SeriesKey, naming
from planck.changes.plans import compare_plans
from planck.changes.scores import Scores, score_moves
from planck.changes.side import NOT_ASSESSED, Side
from planck.model import Assessment, Figure, Period, Plan
from planck.model.change import Base, Changes, Coverage, FigureChange, Flip, RecordedReason, SeriesChange, TargetChange


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything of one side, as it was read."""

    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]


Series = Mapping[SeriesKey, tuple[Figure, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The changes of a run, and the comparisons of its plans in their order."""

    changes: Changes
    plans: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
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
        _plan(base, _side(before.get(side.plan.id), old.figures, side.as_of), side, diff, names, known)
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
        when=found.as_of,
        assessments=found.assessments,
        as_of=as_of,
    )


def _plan(base: Base, old: Side | None, new: Side, diff: FigureDiff, names: Naming, known: Known) -> Comparison:
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


@dataclass(frozen=True, slots=True)
class _Known:
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
