"""`score` on one screen: load a model and figures, judge plans where there are some, score."""

from collections.abc import Sequence
from typing import BinaryIO

from planck import __version__
from planck.load.scoring.model import load_model
from planck.load.table.columnar import columns_in, columns_of, empty_columns
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding
from planck.model.scorecard import Scores
from planck.pipeline.files import PLAN_LIMIT, documents, load, tables
from planck.pipeline.verdicts import bare, context_of, in_order
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
        judged = tuple(bare(context_of(plan, loaded.figures, None)) for plan in loaded.plans)
        columns, inputs, more = columns_of(loaded.figures), loaded.inputs, loaded.findings
    else:
        read, lost = tables(figures, conventions, stdin)
        columns, said = columns_in(read, conventions) if read else (empty_columns(), ())
        judged, inputs, more = (), tuple(table.input for table in read), (*lost, *said)
    usable = found is not None and not any(finding.blocking for finding in more)
    card = scored(found, columns, judged, wish or NO_WISH) if found and usable else None
    if published:
        printed_in, lost = tables(published, conventions, None)
        printed, said = columns_in(printed_in, conventions) if printed_in else (empty_columns(), ())
        card, more = compared_with(printed, card, columns, judged) if card else None, (*more, *lost, *said)
        inputs = (*inputs, *(table.input for table in printed_in))
    return Scores(
        card=card,
        inputs=(*(file.input for file in files), *inputs),
        findings=in_order((*problems, *unread, *wrong, *more)),
        version=__version__,
        figure_count=len(columns),
        plans=tuple(one.plan.id for one in judged),
    )
