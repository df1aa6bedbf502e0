"""`score` on one screen: load a model and figures, judge plans where there are some, score."""

from collections.abc import Sequence
from typing import BinaryIO

from planck import __version__
from planck.assess.plan import assess_plan
from planck.load.scoring.model import load_model
from planck.load.source.files import Document
from planck.load.table.figures import Source, load_figures
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding
from planck.model.scorecard import Scores
from planck.model.table import Figures
from planck.pipeline.files import PLAN_LIMIT, documents, load, tables
from planck.pipeline.verdicts import in_order
from planck.score.run import NO_WISH, Wish, compared_with
from planck.score.run import score as scored


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

    `published`: files of scores and ranks to hold against those made.
    Bad input never raises; a region to explain that is not scored raises UnknownRegionError.
    """
    files, unread = documents([model], PLAN_LIMIT, None)
    found, wrong = load_model(files[0]) if files else (None, ())
    if plans:
        loaded = load(plans, figures, stdin=stdin, conventions=conventions)
        judged = tuple(assess_plan(plan, loaded.figures, None) for plan in loaded.plans)
        table, inputs, more = loaded.figures, loaded.inputs, loaded.findings
    else:
        read, lost = tables(figures, conventions, stdin)
        table, said = _figures_in(read, conventions)
        judged, inputs, more = (), tuple(one.input for one in read), (*lost, *said)
    usable = found is not None and not any(finding.blocking for finding in more)
    card = scored(found, table, judged, wish or NO_WISH) if found and usable else None
    if published:
        printed_in, lost = tables(published, conventions, None)
        printed, said = _figures_in(printed_in, conventions)
        card, more = compared_with(printed, card, table, judged) if card else None, (*more, *lost, *said)
        inputs = (*inputs, *(one.input for one in printed_in))
    return Scores(
        card=card,
        inputs=(*(file.input for file in files), *inputs),
        findings=in_order((*problems, *unread, *wrong, *more)),
        version=__version__,
        figure_count=len(table),
        plans=tuple(one.plan.id for one in judged),
    )


def _figures_in(tables: Sequence[Document | Source], conventions: Conventions) -> tuple[Figures, tuple[Finding, ...]]:
    """The figures of all tables, and everything that is wrong with them."""
    read = [load_figures(table, conventions) for table in tables]
    return Figures.joined([figures for figures, _ in read]), tuple(finding for _, said in read for finding in said)
