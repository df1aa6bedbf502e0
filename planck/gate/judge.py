"""Plans at the gate: what changed since the base, and what the checks of families R, T and G say of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from planck.changes.compare import Compared, Comparison, Known, State, compare, with_scores
from planck.changes.scores import Scores, scores_of
from planck.changes.side import Side
from planck.checks import Context
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.load.before import Before
from planck.model import Figure, Finding, Plan, PlanResult
from planck.model.change import Changes, RecordedReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the caller asks of a change. before: what to compare with. bar: beats what the plans ask of their scores."""

    before: Before | None = None
    bar: Bar = field(default_factory=Bar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What was read of the state that is judged."""

    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]
    recorded: tuple[RecordedReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Findings by plan, in the order of the plans; the changes, None without a base; and the checks that ran."""

    findings: tuple[tuple[Finding, ...], ...]
    changes: Changes | None
    checks: tuple[str, ...]


Judge = Callable[[Context, Sequence[Figure]], PlanResult]


def at_the_gate(contexts: Sequence[Context], present: Present, ask: Ask, judge: Judge) -> Verdict:
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


@dataclass(frozen=True, slots=True)
class _Judging:
    """How a plan is judged as a whole, and the figures of now."""

    judge: Judge
    figures: Sequence[Figure]


def _compared(contexts: Sequence[Context], present: Present, before: Before) -> Compared:
    same = before.unchanged
    old = State(
        plans=(*before.plans, *(plan for plan in present.plans if plan.place.file in same)),
        figures=(*before.figures, *(figure for figure in present.figures if figure.place.file in same)),
    )
    known = Known(files=before.files, recorded=present.recorded)
    new = State(plans=present.plans, figures=present.figures)
    return compare(before.base, old, [side_of(one, present.figures) for one in contexts], new, known)


def side_of(context: Context, figures: tuple[Figure, ...]) -> Side:
    """A plan that was judged for a run, as a side of a comparison."""
    return Side(
        plan=context.plan,
        figures=figures,
        selection=context.selection,
        when=context.when,
        assessments=context.assessments,
        as_of=context.when.period if context.when.given else None,
    )


def _gated(context: Context, comparison: Comparison | None, bar: Bar, judging: "_Judging") -> Gated:
    own, old = context.plan.gate, comparison.old if comparison else None
    return Gated(
        plan=context.plan,
        assessments=context.assessments,
        bar=Bar(
            min_score=own.min_score if bar.min_score is None else bar.min_score,
            max_drop=own.max_drop if bar.max_drop is None else bar.max_drop,
        ),
        scores=scores_of(judging.judge(context, judging.figures)),
        old_scores=scores_of(judging.judge(_context(old), old.figures)) if old else {},
        comparison=comparison,
    )


def _context(side: Side) -> Context:
    return Context(plan=side.plan, selection=side.selection, assessments=side.assessments, when=side.when)


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
