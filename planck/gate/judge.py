"""Plans at the gate: what changed since the base, and what the checks of families R, T and G say of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from msgspec import field
from msgspec.structs import replace

from planck.assess.opinions import level_of
from planck.assess.plan import PlanResult, assess_plan
from planck.assess.select import key
from planck.changes.compare import Compared, Comparison, Known, Scores, State, compare, scores_of, with_scores
from planck.changes.names import Naming
from planck.changes.side import Side
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.load.before import Before
from planck.model import (
    Argument,
    Assessment,
    Figure,
    FigureStatus,
    Finding,
    Indicator,
    Level,
    Period,
    Place,
    Plan,
    Reading,
    Rule,
    Severity,
    Target,
    Text,
)
from planck.model.change import Aspect, Cause, Changes, FigureChange, Flip, RecordedReason
from planck.record import Record
from planck.words import Label, Labels


class Ask(Record):
    """What the caller asks of a change. before: what to compare with. bar: beats what the plans ask of their scores."""

    before: Before | None = None
    bar: Bar = field(default_factory=Bar)


class Present(Record):
    """What was read of the state that is judged."""

    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]
    recorded: tuple[RecordedReason, ...] = ()


class Verdict(Record):
    """Findings by plan, in the order of the plans; the changes, None without a base; and the checks that ran."""

    findings: tuple[tuple[Finding, ...], ...]
    changes: Changes | None
    checks: tuple[str, ...]


Judge = Callable[[PlanResult, Sequence[Figure]], PlanResult]


def at_the_gate(contexts: Sequence[PlanResult], present: Present, ask: Ask, judge: Judge) -> Verdict:
    """The verdict on these plans. `judge` makes the result of a plan by figures, with its score."""
    compared = _compared(contexts, present, ask.before) if ask.before else None
    comparisons: Sequence[Comparison | None] = compared.plans if compared else [None] * len(contexts)
    gated = [
        _gated(context, comparison, ask.bar, _Judging(judge, present.figures))
        for context, comparison in zip(contexts, comparisons, strict=True)
    ]
    changes = _with_scores(compared, gated).changes if compared else None
    return Verdict(
        findings=tuple(tuple(_findings(one)) for one in gated),
        changes=changes,
        checks=tuple(sorted((*(CHANGE_CHECKS if compared else ()), *GATE_CHECKS))),
    )


class _Judging(Record, kw_only=False):
    """How a plan is judged as a whole, and the figures of now."""

    judge: Judge
    figures: Sequence[Figure]


def _compared(contexts: Sequence[PlanResult], present: Present, before: Before) -> Compared:
    same = before.unchanged
    old = State(
        plans=(*before.plans, *(plan for plan in present.plans if plan.place.file in same)),
        figures=(*before.figures, *(figure for figure in present.figures if figure.place.file in same)),
    )
    known = Known(files=before.files, recorded=present.recorded)
    new = State(plans=present.plans, figures=present.figures)
    return compare(before.base, old, [side_of(one, present.figures) for one in contexts], new, known)


def side_of(context: PlanResult, figures: tuple[Figure, ...]) -> Side:
    """A plan that was judged for a run, as a side of a comparison."""
    return Side(
        plan=context.plan,
        figures=figures,
        selection=context.selection,
        when=context.when,
        assessments=context.assessments,
        as_of=context.when.period if context.when.given else None,
    )


def _gated(context: PlanResult, comparison: Comparison | None, bar: Bar, judging: "_Judging") -> Gated:
    own, old = context.plan.gate, comparison.old if comparison else None
    return Gated(
        plan=context.plan,
        assessments=context.assessments,
        bar=Bar(
            min_score=own.min_score if bar.min_score is None else bar.min_score,
            max_drop=own.max_drop if bar.max_drop is None else bar.max_drop,
        ),
        scores=scores_of(judging.judge(context, judging.figures)),
        old_scores=scores_of(judging.judge(_result(old), old.figures)) if old else {},
        comparison=comparison,
    )


def _result(side: Side) -> PlanResult:
    return PlanResult(plan=side.plan, selection=side.selection, assessments=side.assessments, when=side.when)


def _with_scores(compared: Compared, gated: Sequence[Gated]) -> Compared:
    scores: Mapping[str, tuple[Scores, Scores]] = {
        one.plan.id: (one.old_scores, one.scores) for one in gated if one.comparison and one.comparison.old
    }
    return with_scores(compared, scores)


def _findings(gated: Gated) -> list[Finding]:
    found = [finding for _, seek in GATE_CHECKS.items() for finding in seek(gated)]
    if gated.comparison:
        found += [finding for _, seek in CHANGE_CHECKS.items() for finding in seek(gated.comparison)]
    return found


# Where a finding about a change points, and what it says of it.


class Values(TypedDict):
    """Two values as printed."""

    old: str
    new: str


class Coordinates(TypedDict):
    """What a finding is about."""

    plan: str
    target: str
    region: str
    period: str


def indicator_of(comparison: Comparison, figure: Figure) -> Indicator | None:
    """The plan's indicator that the figure is about, now or in the base."""
    for side in (comparison.new, comparison.old):
        id_ = comparison.naming.series(figure)[1]
        found = next((one for one in side.plan.indicators if one.id == id_), None) if side else None
        if found:
            return found
    return None


def targets_of(comparison: Comparison, figure: Figure) -> tuple[Target, ...]:
    """The targets on the figure's indicator."""
    indicator = indicator_of(comparison, figure)
    return tuple(target for target in comparison.plan.targets if indicator and target.indicator == indicator.id)


def about(comparison: Comparison, figure: Figure) -> Coordinates:
    """The coordinates of a finding about a figure: its only target, else its indicator."""
    targets, indicator = targets_of(comparison, figure), indicator_of(comparison, figure)
    id_ = targets[0].id if len(targets) == 1 else indicator.id if indicator else figure.indicator
    region = figure.region or comparison.plan.region.name
    return {"plan": comparison.plan.id, "target": id_, "region": region, "period": figure.period.label}


def name_of(comparison: Comparison, figure: Figure) -> Text:
    """What the plan calls the figure's series, else what the figures call it."""
    targets, indicator = targets_of(comparison, figure), indicator_of(comparison, figure)
    found = targets[0].name if len(targets) == 1 else indicator.name if indicator else Text()
    return found if found.zh or found.en else Text(zh=figure.indicator, en=figure.indicator)


def place_of(comparison: Comparison, change: FigureChange) -> Place:
    """The changed row; for one that is gone, the series' last row, else its target, else the plan."""
    if change.new:
        return change.new.place
    left = comparison.new_series.get(comparison.naming.series(change.figure), ())
    if left:
        return left[-1].place
    targets = targets_of(comparison, change.figure)
    return targets[0].place if targets else comparison.plan.place


def weight(flips: tuple[Flip, ...], explained: str, usual: Severity = Severity.WARNING) -> Severity:
    """An error where a verdict flips and nobody says why; a note where somebody does; else the usual severity."""
    if explained:
        return Severity.NOTE
    return Severity.ERROR if flips else usual


def values(change: FigureChange) -> Values:
    """Old and new value as printed."""
    before = change.old or change.previous
    return {"old": before.text if before else "", "new": change.new.text if change.new else ""}


# What is said besides when a verdict flips by what the finding is about.
_FLIPPED = Label("gate.judge.flipped")


def with_flips(finding: Finding, flips: tuple[Flip, ...]) -> Finding:
    """The finding, its message continued by what flips because of it."""
    if not flips:
        return finding
    first, more = flips[0], len(flips) - 1
    others = Label("gate.judge.and_more").fill(more=more) if more else Text()
    told: dict[str, Argument] = {
        "flip_name": first.target.name,
        "flip_old": first.old,
        "flip_new": first.new,
        "flip_more": others,
    }
    return replace(finding, also=(*finding.also, _FLIPPED.key), arguments={**finding.arguments, **told})


# Two states that were read, compared without any check.


def compared(old: Before, new: Before, as_of: Period | None) -> Changes:
    """What changed from one state to the other. A plan that only one side has stands for both."""
    before, after = ({plan.id: plan for plan in state.plans} for state in (old, new))
    plans = tuple(after.values()) or tuple(before.values())
    olds = tuple(before.values()) or plans
    sides = [_side(plan, new, as_of) for plan in plans]
    shown = {path: name for name, path in new.files.items()}
    files = {name: shown.get(path, path) for name, path in old.files.items()}
    was, now = State(plans=olds, figures=old.figures), State(plans=plans, figures=new.figures)
    return compare(old.base, was, sides, now, Known(files=files)).changes


def _side(plan: Plan, state: Before, as_of: Period | None) -> Side:
    found = assess_plan(plan, state.figures, as_of)
    return Side(
        plan=plan,
        figures=state.figures,
        selection=found.selection,
        when=found.when,
        assessments=found.assessments,
        as_of=as_of,
    )


# What the checks of family T share: how a flip is told.

# What calls for action, whichever method says it.
BAD = frozenset((Level.OFF_TRACK, Level.REVERSING, Level.MISSED))

_ORIGINS = Labels("gate.origins")
_ATTRIBUTIONS = Labels("gate.attributions")


def newly_bad(flip: Flip) -> bool:
    """Whether a flip leads from a status that calls for nothing, or from none, to one that calls for action."""
    before, after = (side and level_of(side) in BAD for side in (flip.before, flip.after))
    return bool(after and not before)


def told(rule: Rule, flip: Flip, severity: Severity | None = None) -> Finding:
    """A finding of this rule about a flip, at the figure or the target that it comes from."""
    return rule.at(
        place_of_flip(flip),
        plan=flip.plan,
        target=flip.target.id,
        region=flip.region,
        period=_period(flip.after or flip.before),
        severity=severity,
        name=flip.target.name,
        old=flip.old,
        new=flip.new,
        cause=causes_text(flip),
    )


def _period(assessment: Assessment | None) -> str:
    latest = assessment.latest if assessment else None
    return latest.period.label if isinstance(latest, Reading) else ""


def place_of_flip(flip: Flip) -> Place:
    """The new row of its first cause that has one, else the target."""
    rows = [cause.figure.new.place for cause in flip.causes if cause.figure and cause.figure.new]
    return rows[0] if rows else flip.target.place


# The causes named in one line; the JSON output has them all.
MOST_CAUSES = 2


def _period_of(cause: Cause) -> date:
    return cause.figure.figure.period.end if cause.figure else date.min


def causes_text(flip: Flip) -> Text:
    """The causes in words: a revision of 2021 (2.44 > 2.43); how sure that is where there are several."""
    if not flip.causes:
        return Label("gate.judge.unknown_cause")
    newest_first = sorted(flip.causes, key=_period_of, reverse=True)
    named = [_cause(cause) for cause in newest_first[:MOST_CAUSES]]
    more = len(flip.causes) - len(named)
    causes = Label("gate.judge.causes").fill(causes=named)
    if more > 0:
        causes = Label("gate.judge.causes_and_more").fill(causes=causes, all=len(flip.causes), more=more)
    if len(flip.causes) > 1:
        how = _ATTRIBUTIONS[flip.attribution]
        return Label("gate.judge.causes_how").fill(causes=causes, how=how)
    return causes


def _cause(cause: Cause) -> Text:
    origin = _ORIGINS[cause.origin]
    if cause.edit:
        return Label("gate.judge.origin_field").fill(origin=origin, field=cause.edit.field)
    if cause.figure is None:
        return origin
    change = cause.figure
    before = change.old or change.previous
    values = " > ".join(one.text for one in (before, change.new) if one)
    label = change.figure.period.label
    if label.isdigit():
        return Label("gate.judge.for_year").fill(label=label, origin=origin, values=values)
    return Label("gate.judge.for_period").fill(label=label, origin=origin, values=values)


# Whether somebody has said why a figure was changed.


def reason_of(comparison: Comparison, change: FigureChange) -> str:
    """The reason on record beside the figures, else a note that came with the change; empty when there is none."""
    for row in comparison.recorded:
        if _about(row, change, comparison.naming):
            return row.reason
    old_note = change.old.note if change.old else ""
    note = change.new.note if change.new else ""
    return note if note and note != old_note and change.before is not None else ""


def _about(row: RecordedReason, change: FigureChange, naming: Naming) -> bool:
    figure = change.figure
    region = figure.region if not row.region else row.region
    series = naming.regions.get(key(region), key(region)), naming.indicators.get(key(row.indicator), key(row.indicator))
    new = change.new.value if change.new else None
    same = series == naming.series(figure) and row.period == figure.period.label
    return same and (row.old, row.new) == (change.before, new)


def expected(change: FigureChange) -> bool:
    """Whether the revision is of the usual kind: a new vintage beside the old one, or one that is final now."""
    new = change.new
    final = new is not None and new.status is FigureStatus.FINAL and Aspect.STATUS in change.aspects
    return Aspect.REPUBLISHED in change.aspects or final


def flips_by(comparison: Comparison, *changes: FigureChange) -> tuple[Flip, ...]:
    """The flips that come from any of these changes."""
    ids = {id(change) for change in changes}
    return tuple(
        flip for flip in comparison.flips if any(cause.figure and id(cause.figure) in ids for cause in flip.causes)
    )


def unexplained(comparison: Comparison, change: FigureChange) -> bool:
    """Whether a verdict flips by this change and nobody says why."""
    return bool(flips_by(comparison, change)) and not reason_of(comparison, change)


def figures_of(comparison: Comparison, figure: Figure, *, old: bool = False) -> tuple[Figure, ...]:
    """The figures of the same series, of now or of the base, rising in time; of several vintages each."""
    series = comparison.old_series if old else comparison.new_series
    return series.get(comparison.naming.series(figure), ())
