"""`score` on one screen: load a model and figures, judge plans where there are some, score."""

from collections.abc import Sequence
from typing import BinaryIO

from msgspec.structs import replace

from planck import __version__
from planck.assess.plan import assess_plan
from planck.load.scoring.model import holds_plan, read_model
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding, Period
from planck.model.scorecard import Scores
from planck.pipeline.files import load, tables_of_figures, with_models
from planck.pipeline.verdicts import in_order
from planck.score.run import NO_WISH, Wish, compared_with, plan_score
from planck.score.run import score as scored
from planck.score.score_rules import NO_MODEL, NO_PLAN


def score(
    model: str,
    figures: Sequence[str] = (),
    *,
    plans: Sequence[str] = (),
    wish: Wish | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    conventions: Conventions = USUAL,
    published: Sequence[str] = (),
) -> Scores:
    """The scores that a model's file makes of the figure files and of the verdicts on the plans.

    A plan in the place of the model is scored by the model that it names.
    `published`: files of scores and ranks to hold against those made.
    Bad input never raises; a region to explain that is not scored raises UnknownRegionError.
    """
    if holds_plan(model):
        return _own(model, figures, wish or NO_WISH, stdin, problems, conventions)
    found, files, wrong = read_model(model)
    if plans:
        loaded = load(plans, figures, stdin=stdin, conventions=conventions)
        judged = tuple(assess_plan(plan, loaded.figures, None) for plan in loaded.plans)
        table, inputs, more = loaded.figures, loaded.inputs, loaded.findings
    else:
        read = tables_of_figures(figures, conventions, stdin)
        table, judged, inputs, more = read.figures, (), read.inputs, (*read.unread, *read.findings)
    if found and found.of_plan and not plans and not any(found.leaves()):
        more = (*more, NO_PLAN.at(found.place, target=found.id))
    usable = found is not None and not any(finding.blocking for finding in more)
    card = scored(found, table, judged, wish or NO_WISH) if found and usable else None
    if published:
        printed = tables_of_figures(published, conventions)
        card = compared_with(printed.figures, card, table, judged) if card else None
        inputs, more = (*inputs, *printed.inputs), (*more, *printed.unread, *printed.findings)
    return Scores(
        card=card,
        inputs=(*files, *inputs),
        findings=in_order((*problems, *wrong, *more)),
        version=__version__,
        figure_count=len(table),
        plans=tuple(one.plan.id for one in judged),
    )


def _own(
    path: str,
    figures: Sequence[str],
    wish: Wish,
    stdin: BinaryIO | None,
    problems: tuple[Finding, ...],
    conventions: Conventions,
) -> Scores:
    """The score of a plan by its own model, at length."""
    loaded, models = with_models(load([path], figures, stdin=stdin, conventions=conventions))
    plan = next(iter(loaded.plans), None)
    model = models.get(plan.id) if plan else None
    unscored = plan and plan.scoring is None and not any(finding.blocking for finding in loaded.findings)
    said = (NO_MODEL.at(plan.place, target=plan.id),) if plan and unscored else ()
    findings = (*problems, *loaded.findings, *said)
    usable = plan and model and not any(finding.blocking for finding in loaded.findings)
    card = None
    if usable and plan and model:
        judged = assess_plan(plan, loaded.figures, Period.year(wish.year) if wish.year else None)
        card = plan_score(model, loaded.figures, judged, replace(wish, at_length=True))
    return Scores(
        card=card,
        inputs=loaded.inputs,
        findings=in_order(findings),
        version=__version__,
        figure_count=len(loaded.figures),
        plans=(plan.id,) if plan else (),
    )
