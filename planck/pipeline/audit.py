"""`audit` on one screen: load, assess, hold the plans against themselves and against their sources."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, TypeVar

from planck import __version__
from planck.assess.target import newest_period
from planck.audit import AUDITS
from planck.checks import Run
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding, Period, Result
from planck.pipeline.files import load
from planck.pipeline.verdicts import audited_plan, context_of, held, in_order, is_whole
from planck.provenance import PROVENANCE, RUN_PROVENANCE, documents_in
from planck.registry import RULES, Table

Seen = TypeVar("Seen")
Held = TypeVar("Held")

# The families of findings whose ignores this command answers for; the check answers for those of audits as well.
AUDITED = frozenset("AP")
# Of the audits, the one that nothing is found by without figures, and of the traces the one that needs no documents.
OF_FIGURES = frozenset({"A010"})
WITHOUT_DOCUMENTS = frozenset({"P001"})


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
    loaded = load(plans, figures, stdin=stdin, conventions=conventions)
    folder, read_too, unread = documents_in(documents, beside=(*plans, *figures))
    contexts = tuple(context_of(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(contexts=contexts, figures=loaded.figures)
    idle = _idle(figures=bool(loaded.figures), documents=folder is not None)
    audited = tuple(
        held(
            context,
            (
                *audited_plan(context, whole=is_whole(context.plan, loaded.findings)),
                *_found(PROVENANCE, context, folder),
            ),
            AUDITED,
            dormant=idle,
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
    # The rules of a table are known once it is asked for its entries.
    traced = {*PROVENANCE, *(code for code in RULES if code.startswith("P"))} - WITHOUT_DOCUMENTS
    return frozenset((set() if figures else OF_FIGURES) | (set() if documents else traced))


def _audits_run(*, traced: bool) -> tuple[str, ...]:
    """The codes of the audits; without documents those that trace numbers in them had nothing to look at."""
    return tuple(sorted({*AUDITS, *WITHOUT_DOCUMENTS, *((*PROVENANCE, *RUN_PROVENANCE) if traced else ())}))


def _found(table: Table[Callable[[Seen, Held], Iterator[Finding]]], seen: Seen, against: Held) -> Iterator[Finding]:
    """What every entry of a table finds in `seen`, held against something else."""
    return (finding for _, seek in table.items() for finding in seek(seen, against))
