"""The whole program on one screen: load, assess, check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from planck import __version__
from planck.assess.plan import assess_plan, newest_period
from planck.checks import CHECKS, RUN_CHECKS, Context, Run
from planck.checks.ignores import set_aside
from planck.checks.nothing_checked import NOTHING_CHECKED
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, read
from planck.load.table.columns import columns_of
from planck.load.table.figures import load_figures
from planck.model import Figure, Finding, Input, Period, Plan, PlanResult, Result
from planck.model.scorecard import Scorecard, Scores
from planck.model.scoring import ScoringModel

if TYPE_CHECKING:
    from planck.score.run import Wish

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
) -> Result:
    """The result of judging the plan files by the figure files; `-` reads figures from `stdin`.

    `problems` are findings that the caller already has about its inputs; they become part of the result.
    Bad input never raises: what is wrong with a file is a finding of the result, and the rest is judged.
    """
    loaded = load(plans, figures, stdin=stdin)
    loaded, models = with_models(loaded)
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    found = (finding for _, seek in RUN_CHECKS.items() for finding in seek(run))
    # An input that could not be read says more than that nothing was checked because of it.
    unread = any(finding.blocking for finding in (*problems, *loaded.findings))
    judged = tuple(_judged(context, models.get(context.plan.id), loaded.figures) for context in contexts)
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


def score(
    model: str,
    figures: Sequence[str] = (),
    *,
    plans: Sequence[str] = (),
    wish: "Wish | None" = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
) -> Scores:
    """The scores that a model's file makes of the figure files and of the verdicts on the plans.

    Bad input never raises; a region to explain that is not scored raises UnknownRegionError.
    """
    from planck.load.scoring.model import load_model
    from planck.score.read import columns_in, empty_columns
    from planck.score.run import NO_WISH
    from planck.score.run import score as scored

    documents, unread = _documents([model], PLAN_LIMIT, None)
    found, wrong = load_model(documents[0]) if documents else (None, ())
    if plans:
        loaded = load(plans, figures, stdin=stdin)
        judged = tuple(_judged(context_of(plan, loaded.figures, None), None, ()) for plan in loaded.plans)
        columns, inputs, more = columns_of(loaded.figures), loaded.inputs, loaded.findings
    else:
        files, lost = _documents(figures, FIGURES_LIMIT, stdin)
        columns, said = columns_in(files) if files else (empty_columns(), ())
        judged, inputs, more = (), tuple(file.input for file in files), (*lost, *said)
    usable = found is not None and not any(finding.blocking for finding in more)
    card = scored(found, columns, judged, wish or NO_WISH) if found and usable else None
    return Scores(
        card=card,
        inputs=(*(document.input for document in documents), *inputs),
        findings=in_order((*problems, *unread, *wrong, *more)),
        version=__version__,
        figure_count=len(columns),
        plans=tuple(one.plan.id for one in judged),
    )


def with_models(loaded: Loaded) -> tuple[Loaded, dict[str, ScoringModel]]:
    """The models of the plans by the plans' ids; the files that plans refer to become inputs like any other."""
    models = {plan.id: plan.scoring for plan in loaded.plans if isinstance(plan.scoring, ScoringModel)}
    uses = {plan.id: plan for plan in loaded.plans if isinstance(plan.scoring, str)}
    if not uses:
        return loaded, models
    from planck.load.scoring.model import load_model

    inputs, findings = list(loaded.inputs), list(loaded.findings)
    for id_, plan in uses.items():
        path = str(PurePath(plan.place.file).parent / str(plan.scoring))
        documents, unread = _documents([path], PLAN_LIMIT, None)
        findings += unread
        for document in documents:
            found, wrong = load_model(document)
            findings += wrong
            inputs += [] if document.input in inputs else [document.input]
            models |= {id_: found} if found else {}
    return replace(loaded, inputs=tuple(inputs), findings=tuple(findings)), models


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


def _judged(context: Context, model: ScoringModel | None, figures: Sequence[Figure]) -> PlanResult:
    card = _scored(context, model, figures) if model else None
    said = card.findings if card else ()
    found = in_order((*(finding for _, seek in CHECKS.items() for finding in seek(context)), *said))
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
        score=card,
    )


def _scored(context: Context, model: ScoringModel, figures: Sequence[Figure]) -> Scorecard:
    """The plan's own score: of its regions alone, by the figures that are known at the time of judgement."""
    from planck.score.run import plan_score

    by = context.as_of.end if context.as_of and context.when.given else None
    known = [figure for figure in figures if by is None or figure.known <= by]
    bare = PlanResult(plan=context.plan, assessments=context.assessments, figures=(), findings=())
    return plan_score(model, columns_of(known), bare)
