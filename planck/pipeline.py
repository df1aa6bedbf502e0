"""The whole program on one screen: load, assess, check."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from planck import __version__
from planck.assess.plan import assess_plan, newest_period
from planck.checks import CHECKS, RUN_CHECKS, Context, Run
from planck.checks.ignores import set_aside
from planck.checks.nothing_checked import NOTHING_CHECKED
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, read
from planck.load.source.paths import is_record, record_beside
from planck.load.table.figures import load_figures
from planck.model import Figure, Finding, Input, Period, Plan, PlanResult, Result

if TYPE_CHECKING:  # imported where there is something to compare or to hold against a bar
    from planck.gate.judge import Ask, Verdict
    from planck.model.baseline import Baseline
    from planck.model.change import RecordedReason

MEBIBYTE = 1 << 20
PLAN_LIMIT = 2 * MEBIBYTE
FIGURES_LIMIT = 512 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read from the files, and what was wrong with them."""

    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    recorded: "tuple[RecordedReason, ...]" = ()


def check(
    plans: Sequence[str],
    figures: Sequence[str] = (),
    *,
    as_of: Period | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    ask: "Ask | None" = None,
    baseline: "Baseline | None" = None,
) -> Result:
    """The result of judging the plan files by the figure files; `-` reads figures from `stdin`.

    `problems` are findings that the caller already has about its inputs; they become part of the result. `ask` says
    what to compare with and what to hold the score against, `baseline` which findings are known already.
    Bad input never raises: what is wrong with a file is a finding of the result, and the rest is judged.
    """
    loaded = load(plans, figures, stdin=stdin)
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures, recorded=loaded.recorded)
    verdict = _at_the_gate(contexts, loaded, ask)
    found = (finding for _, seek in RUN_CHECKS.items() for finding in seek(run))
    # An input that could not be read says more than that nothing was checked because of it.
    unread = any(finding.blocking for finding in (*problems, *loaded.findings))
    gated = verdict.findings if verdict else ((),) * len(contexts)
    dormant = _dormant(loaded.plans, verdict)
    judged = tuple(_judged(context, more, dormant) for context, more in zip(contexts, gated, strict=True))
    result = Result(
        plans=judged,
        findings=in_order(
            (*problems, *loaded.findings, *(one for one in found if not (unread and one.code == NOTHING_CHECKED.code)))
        ),
        inputs=loaded.inputs,
        as_of=as_of or newest_period(figure for plan in judged for figure in plan.figures),
        as_of_given=as_of is not None,
        figure_count=len(loaded.figures),
        checks=tuple(sorted((*CHECKS, *RUN_CHECKS, *(verdict.checks if verdict else ())))),
        version=__version__,
        changes=verdict.changes if verdict else None,
    )
    if baseline is None:
        return result
    from planck.checks.known_findings import without_known

    return without_known(result, baseline)


def _at_the_gate(contexts: tuple[Context, ...], loaded: Loaded, ask: "Ask | None") -> "Verdict | None":
    """What the gate says; None where nobody asks anything of it."""
    barred = any(bar is not None for each in contexts for bar in (each.plan.gate.min_score, each.plan.gate.max_drop))
    if ask is None and not barred:
        return None
    from planck.gate.judge import Ask, Present, at_the_gate

    present = Present(plans=loaded.plans, figures=loaded.figures, recorded=loaded.recorded)
    return at_the_gate(contexts, present, ask or Ask(), lambda context, figures: _result(context))


def load(plans: Sequence[str], figures: Sequence[str], *, stdin: BinaryIO | None = None) -> Loaded:
    """Every plan and every figure that can be read."""
    plan_files, unread = _documents(plans, PLAN_LIMIT, stdin)
    beside = map(record_beside, (path for path in figures if path != "-"))
    records = dict.fromkeys((*filter(is_record, figures), *filter(os.path.isfile, beside)))
    figure_files, unread_figures = _documents([path for path in figures if not is_record(path)], FIGURES_LIMIT, stdin)
    recorded = _recorded(tuple(records))
    read_plans = [load_plan(document) for document in plan_files]
    read_figures = [load_figures(document) for document in figure_files]
    findings = [*unread, *unread_figures, *recorded.findings]
    for found in (*read_plans, *read_figures):
        findings += found[1]
    return Loaded(
        plans=tuple(plan for plan, _ in read_plans if plan is not None),
        figures=tuple(figure for table, _ in read_figures for figure in table),
        inputs=(*(document.input for document in (*plan_files, *figure_files)), *recorded.inputs),
        findings=tuple(findings),
        recorded=recorded.recorded,
    )


def _recorded(paths: Sequence[str]) -> Loaded:
    """The revisions on record beside the figures."""
    if not paths:
        return Loaded((), (), (), ())
    from planck.load.table.record import load_record

    documents, findings = _documents(paths, FIGURES_LIMIT, None)
    found = [load_record(document) for document in documents]
    return Loaded(
        plans=(),
        figures=(),
        inputs=tuple(document.input for document in documents),
        findings=(*findings, *(finding for _, problems in found for finding in problems)),
        recorded=tuple(row for rows, _ in found for row in rows),
    )


def context_of(plan: Plan, figures: Iterable[Figure], as_of: Period | None) -> Context:
    """One plan, assessed, as the checks look at it."""
    found = assess_plan(plan, figures, as_of)
    return Context(plan=plan, selection=found.selection, assessments=found.assessments, when=found.as_of)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by place, then code; those without a place come first."""
    return tuple(sorted(findings, key=lambda finding: (*_place(finding), finding.code, finding.target, finding.period)))


def _place(finding: Finding) -> tuple[str, int, int]:
    place = finding.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def _documents(paths: Sequence[str], limit: int, stdin: BinaryIO | None) -> tuple[list[Document], list[Finding]]:
    documents: list[Document] = []
    findings: list[Finding] = []
    for path in dict.fromkeys(paths):
        document, problems = read(path, limit=limit, stdin=stdin)
        findings += problems
        documents += [document] if document else []
    return documents, findings


def _dormant(plans: Iterable[Plan], verdict: "Verdict | None") -> frozenset[str]:
    """The checks of changes, when there is nothing to compare with; asked for only where a plan ignores one."""
    families = {ignore.code[:1] for plan in plans for ignore in plan.ignores}
    if not families & {"R", "T", "G"} or (verdict and verdict.changes):
        return frozenset()
    from planck.gate import CHANGE_CHECKS, GATE_CHECKS

    return frozenset(CHANGE_CHECKS) | (frozenset() if verdict else frozenset(GATE_CHECKS))


def _judged(context: Context, more: tuple[Finding, ...], dormant: frozenset[str]) -> PlanResult:
    found = in_order((*(finding for _, seek in CHECKS.items() for finding in seek(context)), *more))
    kept, ignored = set_aside(context.plan, found, context.as_of, dormant)
    return replace(_result(context), findings=in_order(kept), ignored=ignored)


def _result(context: Context) -> PlanResult:
    """The plan's result before any check."""
    used = {
        id(figure): figure
        for assessment in context.assessments
        for reading in assessment.series
        for figure in reading.figures
    }
    return PlanResult(
        plan=context.plan,
        assessments=context.assessments,
        figures=tuple(used.values()),
        findings=(),
        as_of=context.as_of,
    )
