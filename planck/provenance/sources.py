"""What can be wrong with sources, and what is seen without a document: who does not say where numbers stand (P001)."""

from collections.abc import Iterator

from planck.assess.plan import PlanResult
from planck.checks import Run
from planck.model import Figure, FigureStatus, Finding, Severity, Source, Target, Text
from planck.registry import rule
from planck.words import Label

NO_SOURCE = rule("P001", "no-source", Severity.WARNING)

# P002, P003, P004, P010, P011, P013 to P016: numbers that were held against the documents.

NOT_QUOTED = rule("P002", "number-not-quoted", Severity.ERROR)
NOT_ENCODED = rule("P003", "quote-not-encoded", Severity.ERROR)
NOT_FOUND = rule("P004", "not-in-document", Severity.ERROR)
NOT_NAMED = rule("P010", "number-without-name", Severity.WARNING)
MOVED = rule("P011", "place-off", Severity.NOTE)
UNTRACED = rule("P013", "untraced", Severity.NOTE)
UNUSED_REASON = rule("P014", "unused-reason", Severity.WARNING)
UNPAIRED = rule("P016", "places-without-quotes", Severity.ERROR)
TRACED = rule("P015", "traced", Severity.NOTE)

# P005 to P009, P012, P017: the documents of a folder and their cards.

NOT_HELD = rule("P005", "document-not-held", Severity.NOTE)
UNREAD_FORM = rule("P006", "unread-form", Severity.WARNING)
OTHER_DOCUMENT = rule("P007", "other-document", Severity.ERROR)
NO_CARD = rule("P008", "no-card", Severity.NOTE)
BAD_CARD = rule("P009", "bad-card", Severity.ERROR)
NO_READER = rule("P012", "no-document-reader", Severity.ERROR, blocking=True)
SCENARIO = rule("P017", "scenario-not-traced", Severity.NOTE)


def targets_without_source(result: PlanResult) -> Iterator[Finding]:
    """One finding per target whose source is incomplete."""
    plan = result.plan
    for target in plan.targets:
        missing = [key for key, text in _parts(target, plan.source) if not text]
        if missing:
            yield NO_SOURCE.at(
                target.place, plan=plan.id, target=target.id, missing=", ".join(missing), got="", count=Text()
            )


def figures_without_source(run: Run) -> Iterator[Finding]:
    """One finding per file that has figures without a source, at the first of them."""
    bare: dict[str, list[Figure]] = {}
    for figure in run.figures:
        if not figure.source and figure.status is not FigureStatus.ASSUMED:
            bare.setdefault(figure.place.file, []).append(figure)
    for figures in bare.values():
        count = Label("provenance.sources.figures_count").fill(count=len(figures))
        yield NO_SOURCE.at(figures[0].place, missing="source", got="", count=count)


def _parts(target: Target, plan: Source) -> tuple[tuple[str, str], ...]:
    own = target.source
    return (
        ("document", own.document or own.url or plan.document or plan.url),
        ("at", own.at),
        ("as_printed", own.as_printed),
    )
