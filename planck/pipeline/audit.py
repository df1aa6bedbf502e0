"""`audit` on one screen: load, assess, hold the plans against themselves and against their sources."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from planck import __version__
from planck.assess.plan import PlanResult, Result, assess_plan, newest_of
from planck.audit import AUDITS
from planck.checks import Run
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding, Input, Period
from planck.pipeline.files import load
from planck.pipeline.verdicts import audited_plan, held, in_order
from planck.provenance.documents import NO_SOURCE, NOT_FOUND, figures_without_source, targets_without_source
from planck.registry import RULES

if TYPE_CHECKING:  # imported where there are documents
    from planck.provenance.documents import Documents

# The families of findings whose ignores this command answers for; the check answers for those of audits as well.
AUDITED = frozenset("AP")
# Of the audits, the one that nothing is found by without figures.
OF_FIGURES = frozenset({"A010"})


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
    folder, read_too, unread = _documents(documents, (*plans, *figures))
    results = tuple(assess_plan(plan, loaded.figures, as_of) for plan in loaded.plans)
    run = Run(plans=results, figures=loaded.figures)
    idle = _idle(figures=bool(loaded.figures), documents=folder is not None)
    audited = tuple(
        held(result, (*audited_plan(result, loaded), *of_plan(result, folder)), AUDITED, dormant=idle)
        for result in results
    )
    return Result(
        plans=audited,
        findings=in_order((*problems, *loaded.findings, *unread, *of_run(run, folder))),
        inputs=(*loaded.inputs, *read_too),
        as_of=as_of or newest_of(audited),
        as_of_given=as_of is not None,
        figure_count=len(loaded.figures),
        # Without documents those that trace numbers in them had nothing to look at.
        checks=tuple(sorted({*AUDITS, NO_SOURCE.code, *([] if folder is None else [NOT_FOUND.code])})),
        version=__version__,
        audited=True,
    )


def _documents(folder: str, beside: Sequence[str]) -> "tuple[Documents | None, tuple[Input, ...], tuple[Finding, ...]]":
    if not folder:
        return None, (), ()
    from planck.provenance.documents import documents_in

    return documents_in(folder, beside)


def of_plan(result: PlanResult, documents: "Documents | None") -> tuple[Finding, ...]:
    """What is to be said of the sources of a plan's numbers."""
    sourceless = tuple(targets_without_source(result))
    if documents is None:
        return sourceless
    from planck.provenance.trace import untraced_targets

    return (*sourceless, *untraced_targets(result, documents))


def of_run(run: Run, documents: "Documents | None") -> tuple[Finding, ...]:
    """What is to be said of the sources of the figures, and of the documents."""
    sourceless = tuple(figures_without_source(run))
    if documents is None:
        return sourceless
    from planck.provenance.trace import untraced_figures

    return (*sourceless, *untraced_figures(run, documents))


def _idle(*, figures: bool, documents: bool) -> frozenset[str]:
    """The codes that nothing could be found for, so that an ignore of one of them is not unused."""
    traced = {code for code in RULES if code.startswith("P")} - {NO_SOURCE.code}
    return frozenset((set() if figures else OF_FIGURES) | (set() if documents else traced))
