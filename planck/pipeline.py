"""The whole program on one screen: load, assess, check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from planck import __version__
from planck.assess.plan import assess_plan, newest_period
from planck.checks import CHECKS, RUN_CHECKS, Context, Run
from planck.checks.ignores import set_aside
from planck.checks.nothing_checked import NOTHING_CHECKED
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, read
from planck.load.table.columns import folded
from planck.load.table.conventions import USUAL, Conventions
from planck.load.table.doors import open_table
from planck.load.table.figures import Source, load_figures
from planck.model import Figure, Finding, Input, Period, Plan, PlanResult, Result

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


def check(
    plans: Sequence[str],
    figures: Sequence[str] = (),
    *,
    as_of: Period | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    conventions: Conventions = USUAL,
) -> Result:
    """The result of judging the plan files by the figure files; `-` reads figures from `stdin`.

    `conventions` say how tables of figures are written where that is not to be seen from them.
    `problems` are findings that the caller already has about its inputs; they become part of the result.
    Bad input never raises: what is wrong with a file is a finding of the result, and the rest is judged.
    """
    loaded = load(plans, figures, stdin=stdin, conventions=conventions)
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    found = (finding for _, seek in RUN_CHECKS.items() for finding in seek(run))
    # An input that could not be read says more than that nothing was checked because of it.
    unread = any(finding.blocking for finding in (*problems, *loaded.findings))
    judged = tuple(_judged(context) for context in contexts)
    return Result(
        plans=judged,
        findings=in_order(
            (*problems, *loaded.findings, *(one for one in found if not (unread and one.code == NOTHING_CHECKED.code)))
        ),
        inputs=loaded.inputs,
        as_of=as_of or newest_period(figure for plan in judged for figure in plan.figures),
        as_of_given=as_of is not None,
        figure_count=len(loaded.figures),
        checks=tuple(sorted((*CHECKS, *RUN_CHECKS))),
        version=__version__,
    )


def load(
    plans: Sequence[str],
    figures: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    conventions: Conventions = USUAL,
) -> Loaded:
    """Every plan and every figure that can be read."""
    plan_files, unread = _documents(plans, PLAN_LIMIT, stdin)
    read_plans = [load_plan(document) for document in plan_files]
    conventions = replace(conventions, regions=_regions(plan for plan, _ in read_plans if plan is not None))
    figure_files, unread_figures = _tables(figures, conventions, stdin)
    read_figures = [load_figures(table, conventions) for table in figure_files]
    findings = [*unread, *unread_figures]
    for found in (*read_plans, *read_figures):
        findings += found[1]
    return Loaded(
        plans=tuple(plan for plan, _ in read_plans if plan is not None),
        figures=tuple(figure for table, _ in read_figures for figure in table),
        inputs=tuple(document.input for document in (*plan_files, *figure_files)),
        findings=tuple(findings),
    )


def _regions(plans: Iterable[Plan]) -> frozenset[str]:
    """What the plans call their regions, as the loader of figures compares names."""
    regions = (region for plan in plans for region in (plan.region, *(target.region for target in plan.targets)))
    return frozenset(folded(name) for region in regions for name in (region.name, *region.aliases) if name)


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


def _tables(
    paths: Sequence[str], conventions: Conventions, stdin: BinaryIO | None
) -> tuple[list[Document | Source], list[Finding]]:
    tables: list[Document | Source] = []
    findings: list[Finding] = []
    for path in dict.fromkeys(paths):
        table, problems = open_table(path, conventions, limit=FIGURES_LIMIT, stdin=stdin)
        findings += problems
        tables += [table] if table else []
    return tables, findings


def _judged(context: Context) -> PlanResult:
    found = in_order(finding for _, seek in CHECKS.items() for finding in seek(context))
    kept, ignored = set_aside(context.plan, found, context.as_of)
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
