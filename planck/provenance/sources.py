"""P001: targets and figures that do not say where their numbers stand. No document is needed to see that."""

from collections.abc import Iterator

from planck.assess.plan import PlanResult
from planck.checks import Run
from planck.model import Figure, FigureStatus, Finding, Source, Target, Text
from planck.provenance.rules_numbers import NO_SOURCE
from planck.words import Label


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
