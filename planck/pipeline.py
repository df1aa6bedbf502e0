"""The whole program on one screen: load, assess, check."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, TypeVar

from planck import __version__
from planck.assess.plan import assess_plan, newest_period
from planck.audit import AUDITS, OF_WHOLE_PLANS
from planck.checks import CHECKS, RUN_CHECKS, Context, Run
from planck.checks.ignores import set_aside
from planck.checks.nothing_checked import NOTHING_CHECKED
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, read
from planck.load.table.figures import load_figures
from planck.model import Figure, Finding, Input, Period, Plan, PlanResult, Result, Severity
from planck.registry import RULES, Table

Seen = TypeVar("Seen")
Held = TypeVar("Held")

MEBIBYTE = 1 << 20
PLAN_LIMIT = 2 * MEBIBYTE
FIGURES_LIMIT = 512 * MEBIBYTE
# The families of findings whose ignores a command answers for; the other command says when one of its own is unused.
AUDITED = frozenset("AP")
CHECKED = frozenset("AESCLRTGX")
# Of the audits, the one that nothing is found by without figures, and of the traces the one that needs no documents.
OF_FIGURES = frozenset({"A010"})
WITHOUT_DOCUMENTS = frozenset({"P001"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read from the files, and what was wrong with them."""

    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]


def check(
    plans: Sequence[str],
    figures: Sequence[str] = (),
    *,
    as_of: Period | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
) -> Result:
    """The result of judging the plan files by the figure files; `-` reads figures from `stdin`.

    `problems` are findings that the caller already has about its inputs; they become part of the result.
    Bad input never raises: what is wrong with a file is a finding of the result, and the rest is judged.
    """
    loaded = load(plans, figures, stdin=stdin)
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    found = (finding for _, seek in RUN_CHECKS.items() for finding in seek(run))
    # An input that could not be read says more than that nothing was checked because of it.
    unread = any(finding.blocking for finding in (*problems, *loaded.findings))
    judged = tuple(_judged(context, whole=_whole(context.plan, loaded.findings)) for context in contexts)
    return Result(
        plans=judged,
        findings=in_order(
            (*problems, *loaded.findings, *(one for one in found if not (unread and one.code == NOTHING_CHECKED.code)))
        ),
        inputs=loaded.inputs,
        as_of=as_of or newest_period(figure for plan in judged for figure in plan.figures),
        as_of_given=as_of is not None,
        figure_count=len(loaded.figures),
        checks=tuple(sorted((*CHECKS, *RUN_CHECKS, *AUDITS))),
        version=__version__,
    )


def audit(
    plans: Sequence[str],
    figures: Sequence[str] = (),
    *,
    documents: str = "",
    as_of: Period | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
) -> Result:
    """The result of holding the plan files against themselves and, with `documents` (a folder), against their sources.

    Figures are optional: they say what was reached before a goal was set. Its findings are those about the files, the
    audits' and those about provenance, and no verdict's.
    """
    from planck.provenance import PROVENANCE, RUN_PROVENANCE, documents_in

    loaded = load(plans, figures, stdin=stdin)
    folder, read_too, unread = documents_in(documents, beside=(*plans, *figures))
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    idle = _idle(figures=bool(loaded.figures), documents=folder is not None)
    audited = tuple(
        _held(
            context,
            (
                *audited_plan(context, whole=_whole(context.plan, loaded.findings)),
                *_found(PROVENANCE, context, folder),
            ),
            AUDITED,
            idle=idle,
        )
        for context in contexts
    )
    return Result(
        plans=audited,
        findings=in_order((*problems, *loaded.findings, *unread, *_found(RUN_PROVENANCE, run, folder))),
        inputs=(*loaded.inputs, *read_too),
        as_of=as_of or newest_period(figure for plan in audited for figure in plan.figures),
        as_of_given=as_of is not None,
        figure_count=len(loaded.figures),
        checks=_audits_run(traced=folder is not None),
        version=__version__,
        audited=True,
    )


def _idle(*, figures: bool, documents: bool) -> frozenset[str]:
    """The codes that nothing could be found for, so that an ignore of one of them is not unused."""
    from planck.provenance import PROVENANCE

    # The rules of a table are known once it is asked for its entries.
    traced = {*PROVENANCE, *(code for code in RULES if code.startswith("P"))} - WITHOUT_DOCUMENTS
    return frozenset((set() if figures else OF_FIGURES) | (set() if documents else traced))


def _audits_run(*, traced: bool) -> tuple[str, ...]:
    """The codes of the audits; without documents those that trace numbers in them had nothing to look at."""
    from planck.provenance import PROVENANCE, RUN_PROVENANCE

    return tuple(sorted({*AUDITS, *WITHOUT_DOCUMENTS, *((*PROVENANCE, *RUN_PROVENANCE) if traced else ())}))


def _found(table: Table[Callable[[Seen, Held], Iterator[Finding]]], seen: Seen, held: Held) -> Iterator[Finding]:
    """What every entry of a table finds in `seen`, held against something else."""
    return (finding for _, seek in table.items() for finding in seek(seen, held))


def audited_plan(context: Context, *, whole: bool) -> tuple[Finding, ...]:
    """What every audit finds in one plan; `whole`: nothing was left out of it for its errors."""
    audits = [seek for code, seek in AUDITS.items() if whole or code not in OF_WHOLE_PLANS]
    return tuple(finding for seek in audits for finding in seek(context))


def _whole(plan: Plan, findings: Iterable[Finding]) -> bool:
    return not any(one.blocking and one.place and one.place.file == plan.place.file for one in findings)


def load(plans: Sequence[str], figures: Sequence[str], *, stdin: BinaryIO | None = None) -> Loaded:
    """Every plan and every figure that can be read."""
    plan_files, unread = _documents(plans, PLAN_LIMIT, stdin)
    figure_files, unread_figures = _documents(figures, FIGURES_LIMIT, stdin)
    read_plans = [load_plan(document) for document in plan_files]
    read_figures = [load_figures(document) for document in figure_files]
    findings = [*unread, *unread_figures]
    for found in (*read_plans, *read_figures):
        findings += found[1]
    return Loaded(
        plans=tuple(plan for plan, _ in read_plans if plan is not None),
        figures=tuple(figure for table, _ in read_figures for figure in table),
        inputs=tuple(document.input for document in (*plan_files, *figure_files)),
        findings=tuple(findings),
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


def _judged(context: Context, *, whole: bool) -> PlanResult:
    found = [finding for _, seek in CHECKS.items() for finding in seek(context)]
    # What the plan says about itself is no verdict on the figures: here it is a note, `planck audit` weighs it.
    notes = [replace(finding, severity=Severity.NOTE) for finding in audited_plan(context, whole=whole)]
    return _held(context, (*found, *notes), CHECKED)


def _held(
    context: Context, findings: Iterable[Finding], families: frozenset[str], *, idle: frozenset[str] = frozenset()
) -> PlanResult:
    """One plan with its findings, those set aside that it ignores.

    Ignores of other families are not in question, nor are those of `idle` codes.
    """
    asked = (ignore for ignore in context.plan.ignores if ignore.code[:1] in families)
    ignores = tuple(ignore for ignore in asked if ignore.code not in idle)
    kept, ignored = set_aside(replace(context.plan, ignores=ignores), in_order(findings), context.as_of)
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
        findings=in_order(kept),
        ignored=ignored,
        as_of=context.as_of,
    )
