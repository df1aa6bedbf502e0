"""Plans at the gate: what changed since the base, and what the checks of families R, T and G say of it."""

import os
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.changes.compare import Compared, Comparison, Known, State, compare, with_scores
from planck.changes.scores import Scores, scores_of
from planck.changes.side import Side, side_of
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.gate.changed_status import drops, removed_targets
from planck.gate.new_ignore import barred, of_earlier_changes
from planck.gate.revised_figure import is_doubtful
from planck.gate.telling import may_pass, owes_for_plan, with_cure
from planck.load.before import Before
from planck.model import Finding, Ignore, Period, Plan
from planck.model.change import Changes, RecordedReason
from planck.model.scoring import ScoringModel
from planck.model.table import Figures
from planck.record import Record


class Ask(Record):
    """What the caller asks of a change. before: what to compare with. bar: beats what the plans ask of their scores."""

    before: Before | None = None
    bar: Bar = field(default_factory=Bar)


class Present(Record):
    """What was read of the state that is judged. unread: files of which something could not be read."""

    plans: tuple[Plan, ...]
    figures: Figures
    recorded: tuple[RecordedReason, ...] = ()
    models: Mapping[str, ScoringModel] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


class Verdict(Record):
    """Findings by plan, in the order of the plans; the ignores of each that do not count yet, and those of changes that
    were merged; findings about plans that are gone; the changes, None without a base; and the checks that ran.
    """

    findings: tuple[tuple[Finding, ...], ...]
    barred: tuple[tuple[Ignore, ...], ...]
    merged: tuple[tuple[Ignore, ...], ...]
    of_gone: tuple[Finding, ...]
    changes: Changes | None
    checks: tuple[str, ...]


Judge = Callable[[PlanResult, Figures, ScoringModel | None], PlanResult]


def at_the_gate(results: Sequence[PlanResult], present: Present, ask: Ask, judge: Judge) -> Verdict:
    """The verdict on these plans. `judge` makes the result of a plan by figures, with its score by a model."""
    compared = _compared(results, present, ask.before) if ask.before else None
    comparisons: Sequence[Comparison | None] = compared.plans if compared else [None] * len(results)
    gated = [
        _gated(result, comparison, ask.bar, judge, present)
        for result, comparison in zip(results, comparisons, strict=True)
    ]
    changes = replace(_with_scores(compared, gated).changes, partly=bool(present.unread)) if compared else None
    return Verdict(
        findings=tuple(tuple(_findings(one)) for one in gated),
        barred=tuple(barred(one.comparison) if one.comparison else () for one in gated),
        merged=tuple(of_earlier_changes(one.comparison) if one.comparison else () for one in gated),
        of_gone=tuple(removed_targets(compared.gone, compared.changes.base)) if compared else (),
        changes=changes,
        checks=tuple(sorted((*(CHANGE_CHECKS if compared else ()), *GATE_CHECKS))),
    )


def _compared(results: Sequence[PlanResult], present: Present, before: Before) -> Compared:
    plans = [_as_far_as_read(plan, present, before.files) for plan in before.plans]
    figures = _figures_as_far_as_read(Figures.of(before.figures), present, before.files)
    old = State(
        plans=(*plans, *(plan for plan in present.plans if plan.place.file in before.unchanged)),
        figures=Figures.joined([figures, _unchanged(present.figures, before.unchanged)]),
        models={**present.models, **before.models},
    )
    known = Known(files=before.files, recorded=present.recorded, given=before.given, there=before.there)
    new = State(plans=present.plans, figures=present.figures, models=present.models)
    return compare(before.base, old, [_judged_side(one, present.figures) for one in results], new, known)


# What could not be read is not gone: that it could not be read is said, and nothing of what follows from it.


def _as_far_as_read(plan: Plan, present: Present, files: Mapping[str, str]) -> Plan:
    """An earlier plan without those targets that may stand in a part of its file that cannot be read now."""
    file = files.get(plan.place.file, plan.place.file)
    if file not in present.unread:
        return plan
    ids = {target.id for one in present.plans if one.place.file == file for target in one.targets}
    return replace(plan, targets=tuple(target for target in plan.targets if target.id in ids))


def _figures_as_far_as_read(old: Figures, present: Present, files: Mapping[str, str]) -> Figures:
    """The earlier figures without those that may stand in a part of their file that cannot be read now."""
    unread = old.file.each(lambda name: files.get(name, name) in present.unread) == 1
    if not unread.any():
        return old
    there = {_slot(present.figures, row) for row in range(len(present.figures))}
    stays = [row for row in range(len(old)) if not unread[row] or _slot(old, row) in there]
    return old.take(np.array(stays, dtype=np.int64))


def _slot(figures: Figures, row: int) -> tuple[str, str, Period]:
    return key(figures.region[row]), key(figures.indicator[row]), figures.period[row]


def _unchanged(figures: Figures, files: frozenset[str]) -> Figures:
    """The present figures that belong to the earlier state as well."""
    return figures.take(np.flatnonzero(figures.file.each(lambda name: name in files) == 1)) if files else Figures.of(())


def _judged_side(result: PlanResult, figures: Figures) -> Side:
    """A plan that was judged for a run, as a side of a comparison."""
    return Side(result=result, figures=figures, as_of=result.when.period if result.when.given else None)


def _gated(result: PlanResult, comparison: Comparison | None, bar: Bar, judge: Judge, present: Present) -> Gated:
    own, old = result.plan.gate, comparison.old if comparison else None
    model = present.models.get(result.plan.id)
    was = (comparison and comparison.old_model) or model
    gated = Gated(
        plan=result.plan,
        assessments=result.assessments,
        bar=Bar(
            min_score=own.min_score if bar.min_score is None else bar.min_score,
            max_drop=own.max_drop if bar.max_drop is None else bar.max_drop,
        ),
        scores=scores_of(judge(result, present.figures, model)),
        old_scores=scores_of(judge(old.result, old.figures, was)) if old else {},
        comparison=comparison,
        unread=bool(present.unread),
    )
    if comparison is None or old is None or not any(True for _ in drops(gated)):
        return gated
    side, by = _by_what_may_pass(comparison, old), was if owes_for_plan(comparison) else model
    return replace(gated, due_scores=scores_of(judge(side.result, side.figures, by)))


def _by_what_may_pass(comparison: Comparison, old: Side) -> Side:
    """The old state with no other changes than those that owe nothing."""
    passing, of = may_pass(comparison, is_doubtful), comparison.new_series.of
    row_of = {id(figure): row for row, figure in of.views.items()}
    stays = np.ones(of.old_rows, dtype=bool)
    stays[[row_of[id(change.old)] for change in passing if change.old]] = False
    come = np.array([row_of[id(change.new)] for change in passing if change.new], dtype=np.int64)
    figures = Figures.joined([old.figures.take(np.flatnonzero(stays)), of.table.take(come)])
    return side_of(old.plan if owes_for_plan(comparison) else comparison.plan, figures, old.as_of, old.today)


def _with_scores(compared: Compared, gated: Sequence[Gated]) -> Compared:
    scores: Mapping[str, tuple[Scores, Scores]] = {
        one.plan.id: (one.old_scores, one.scores) for one in gated if one.comparison and one.comparison.old
    }
    return with_scores(compared, scores)


def _findings(gated: Gated) -> list[Finding]:
    found = [finding for _, seek in GATE_CHECKS.items() for finding in seek(gated)]
    if gated.comparison:
        said = (finding for _, seek in CHANGE_CHECKS.items() for finding in seek(gated.comparison))
        found += [with_cure(finding, gated.comparison) for finding in said]
    return found


# Two states that were read, compared without any check.


def _present_names(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """What the files of one side are called on the other, by their paths.

    Where no path is on both sides, they are counted from different folders: then the end of a path tells, where it
    tells one file. A single file has no path and may have any name.
    """
    shown = {path: name for name, path in new.items()}
    if any(path in shown for path in old.values()):
        return {name: shown.get(path, path) for name, path in old.items()}
    ends = {name: [now for now, path in new.items() if _same_end(was, path or now)] for name, was in old.items() if was}
    return {name: found[0] if len(found) == 1 else old[name] for name, found in ends.items()}


def _same_end(one: str, other: str) -> bool:
    """Whether one path is the end of the other."""
    parts = [path.replace(os.sep, "/").split("/") for path in (one, other)]
    count = min(map(len, parts))
    return parts[0][-count:] == parts[1][-count:]


def compared(old: Before, new: Before, as_of: Period | None) -> Changes:
    """What changed from one state to the other. A plan that only one side has stands for both."""
    before, after = ({plan.id: plan for plan in state.plans} for state in (old, new))
    plans = tuple(after.values()) or tuple(before.values())
    olds = tuple(before.values()) or plans
    figures = Figures.of(new.figures)
    sides = [side_of(plan, figures, as_of) for plan in plans]
    files = _present_names(old.files, new.files)
    was = State(plans=olds, figures=Figures.of(old.figures), models=old.models)
    now = State(plans=plans, figures=figures, models=new.models)
    return compare(old.base, was, sides, now, Known(files=files)).changes
