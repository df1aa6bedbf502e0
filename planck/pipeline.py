"""The whole program on one screen: load, assess, check."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from planck import __version__
from planck.assess.chosen import with_method
from planck.assess.plan import assess_plan, newest_period
from planck.audit import AUDITS, OF_WHOLE_PLANS
from planck.checks import CHECKS, RUN_CHECKS, Context, Run
from planck.checks.ignores import set_aside
from planck.checks.nothing_checked import NOTHING_CHECKED
from planck.load.assume import assumed
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, read
from planck.load.table.clean import columns_of
from planck.load.table.columns import folded
from planck.load.table.conventions import USUAL, Conventions
from planck.load.table.doors import open_table
from planck.load.table.figures import Source, load_figures
from planck.model import Figure, Finding, Input, Period, Plan, PlanResult, Result, Severity
from planck.model.scorecard import Scorecard, Scores
from planck.model.scoring import ScoringModel
from planck.registry import Table

if TYPE_CHECKING:
    from planck.score.run import Wish

Seen = TypeVar("Seen")
Held = TypeVar("Held")

MEBIBYTE = 1 << 20
PLAN_LIMIT = 2 * MEBIBYTE
FIGURES_LIMIT = 512 * MEBIBYTE
# The families of findings whose ignores a command answers for; the other command says when one of its own is unused.
AUDITED = frozenset("AP")
CHECKED = frozenset("AESCLRTGX")


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
    assume: Sequence[str] = (),
    method: str = "",
    conventions: Conventions = USUAL,
) -> Result:
    """The result of judging the plan files by the figure files; `-` reads figures from `stdin`.

    `conventions` say how tables of figures are written where that is not to be seen from them.
    `problems` are findings that the caller already has about its inputs; they become part of the result.
    `assume` are figures of a what-if question, each `ID@PERIOD=VALUE`. `method` is the status method to judge by; where
    it is empty, the plan's own.
    Bad input never raises: what is wrong with a file is a finding of the result, and the rest is judged.
    """
    loaded = load(plans, figures, stdin=stdin, assume=assume, conventions=conventions)
    loaded, models = with_models(loaded)
    contexts = tuple(context_of(with_method(plan, method), loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    found = (finding for _, seek in RUN_CHECKS.items() for finding in seek(run))
    # An input that could not be read says more than that nothing was checked because of it.
    unread = any(finding.blocking for finding in (*problems, *loaded.findings))
    judged = tuple(
        _judged(
            context,
            _scored(context, models.get(context.plan.id), loaded.figures),
            whole=_whole(context.plan, loaded.findings),
        )
        for context in contexts
    )
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
    conventions: Conventions = USUAL,
) -> Result:
    """The result of holding the plan files against themselves and, with `documents` (a folder), against their sources.

    Figures are optional: they say what was reached before a goal was set. Its findings are those about the files, the
    audits' and those about provenance, and no verdict's.
    """
    from planck.provenance import PROVENANCE, RUN_PROVENANCE, documents_in

    loaded = load(plans, figures, stdin=stdin, conventions=conventions)
    folder, read_too, unread = documents_in(documents, beside=(*plans, *figures))
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    audited = tuple(
        _held(
            context,
            (
                *audited_plan(context, whole=_whole(context.plan, loaded.findings)),
                *_found(PROVENANCE, context, folder),
            ),
            AUDITED,
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
        checks=tuple(sorted((*AUDITS, *PROVENANCE, *RUN_PROVENANCE))),
        version=__version__,
    )


def _found(table: Table[Callable[[Seen, Held], Iterator[Finding]]], seen: Seen, held: Held) -> Iterator[Finding]:
    """What every entry of a table finds in `seen`, held against something else."""
    return (finding for _, seek in table.items() for finding in seek(seen, held))


def audited_plan(context: Context, *, whole: bool) -> tuple[Finding, ...]:
    """What every audit finds in one plan; `whole`: nothing was left out of it for its errors."""
    audits = [seek for code, seek in AUDITS.items() if whole or code not in OF_WHOLE_PLANS]
    return tuple(finding for seek in audits for finding in seek(context))


def _whole(plan: Plan, findings: Iterable[Finding]) -> bool:
    return not any(one.blocking and one.place and one.place.file == plan.place.file for one in findings)


def score(
    model: str,
    figures: Sequence[str] = (),
    *,
    plans: Sequence[str] = (),
    wish: "Wish | None" = None,
    published: Sequence[str] = (),
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    conventions: Conventions = USUAL,
) -> Scores:
    """The scores that a model's file makes of the figure files and of the verdicts on the plans.

    published: files of scores and ranks to hold against those made.

    Bad input never raises; a region to explain that is not scored raises UnknownRegionError.
    """
    from planck.load.scoring.model import load_model
    from planck.score.read import columns_in, empty_columns
    from planck.score.run import NO_WISH, compared_with
    from planck.score.run import score as scored

    documents, unread = _documents([model], PLAN_LIMIT, None)
    found, wrong = load_model(documents[0]) if documents else (None, ())
    if plans:
        loaded = load(plans, figures, stdin=stdin, conventions=conventions)
        judged = tuple(_judged(context_of(plan, loaded.figures, None), whole=True) for plan in loaded.plans)
        columns, inputs, more = columns_of(loaded.figures), loaded.inputs, loaded.findings
    else:
        files, lost = _tables(figures, conventions, stdin)
        columns, said = columns_in(files, conventions) if files else (empty_columns(), ())
        judged, inputs, more = (), tuple(file.input for file in files), (*lost, *said)
    usable = found is not None and not any(finding.blocking for finding in more)
    card = scored(found, columns, judged, wish or NO_WISH) if found and usable else None
    if published:
        tables, lost = _tables(published, conventions, None)
        printed, said = columns_in(tables, conventions) if tables else (empty_columns(), ())
        card, more = compared_with(printed, card, columns, judged) if card else None, (*more, *lost, *said)
        inputs = (*inputs, *(table.input for table in tables))
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


def load(
    plans: Sequence[str],
    figures: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    assume: Sequence[str] = (),
    conventions: Conventions = USUAL,
) -> Loaded:
    """Every plan and every figure that can be read, with those that are only assumed (`ID@PERIOD=VALUE`)."""
    plan_files, unread = _documents(plans, PLAN_LIMIT, stdin)
    read_plans = [load_plan(document) for document in plan_files]
    sound = tuple(plan for plan, _ in read_plans if plan is not None)
    scenario, option, wrong = assumed(assume, sound)
    conventions = replace(conventions, regions=_regions(sound))
    figure_files, unread_figures = _tables(figures, conventions, stdin)
    read_figures = [load_figures(table, conventions) for table in figure_files]
    findings = [*unread, *unread_figures, *wrong]
    for found in (*read_plans, *read_figures):
        findings += found[1]
    return Loaded(
        plans=sound,
        figures=(*(figure for table, _ in read_figures for figure in table), *scenario),
        inputs=(*(document.input for document in (*plan_files, *figure_files)), *((option,) if option else ())),
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


def _judged(context: Context, card: Scorecard | None = None, *, whole: bool) -> PlanResult:
    found = [finding for _, seek in CHECKS.items() for finding in seek(context)]
    # What the plan says about itself is no verdict on the figures: here it is a note, `planck audit` weighs it.
    notes = [replace(finding, severity=Severity.NOTE) for finding in audited_plan(context, whole=whole)]
    judged = _held(context, (*found, *notes, *(card.findings if card else ())), CHECKED)
    return replace(judged, score=card)


def _held(context: Context, findings: Iterable[Finding], families: frozenset[str]) -> PlanResult:
    """One plan with its findings, those set aside that it ignores; ignores of other families are not in question."""
    ignores = tuple(ignore for ignore in context.plan.ignores if ignore.code[:1] in families)
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


def _scored(context: Context, model: ScoringModel | None, figures: Sequence[Figure]) -> Scorecard | None:
    """The plan's own score: of its regions alone, by the figures that are known at the time of judgement."""
    if model is None:
        return None
    from planck.score.run import plan_score

    by = context.as_of.end if context.as_of and context.when.given else None
    known = [figure for figure in figures if by is None or figure.known <= by]
    bare = PlanResult(plan=context.plan, assessments=context.assessments, figures=(), findings=())
    return plan_score(model, columns_of(known), bare)
