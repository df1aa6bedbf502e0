"""`read` on one screen: tables, as they are understood, and what plans know of them."""

from collections.abc import Sequence
from typing import BinaryIO

from planck.assess.select import indicator_names, key, region_names
from planck.load.files import is_record
from planck.load.plan.plan import load_plan
from planck.load.table.doors import open_table
from planck.load.table.figures import read_table
from planck.load.table.header import USUAL, Conventions, informed
from planck.load.table.tables import TableRead, TablesRead
from planck.load.tables import tables_beside
from planck.model import Finding, Plan
from planck.model.table import Figures
from planck.pipeline.files import FIGURES_LIMIT, PLAN_LIMIT, documents
from planck.view.words import language_of_plans


def read_tables(
    files: Sequence[str],
    plans: Sequence[str] = (),
    *,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    conventions: Conventions = USUAL,
) -> TablesRead:
    """Every table, as it is understood by itself and by the names of the plans."""
    plan_files, unread = documents(plans, PLAN_LIMIT, stdin)
    loaded = [load_plan(document, tables_beside(document)) for document in plan_files]
    known = tuple(plan for plan, _ in loaded if plan)
    conventions = informed(conventions, known)
    tables = tuple(_table(file, conventions, known, stdin) for file in dict.fromkeys(files) if not is_record(file))
    wrong = (*problems, *unread, *(finding for _, findings in loaded for finding in findings if finding.blocking))
    language = language_of_plans(known, None)
    return TablesRead(tables=tables, with_plans=bool(known), findings=wrong, language=language)


def _table(file: str, conventions: Conventions, plans: tuple[Plan, ...], stdin: BinaryIO | None) -> TableRead:
    source, findings = open_table(file, conventions, limit=FIGURES_LIMIT, stdin=stdin)
    if source is None:
        return TableRead(file=file, input=None, layouts=(), figures=Figures.of(()), findings=findings, targets={})
    reading = read_table(source, conventions)
    return TableRead(
        file=source.input.file,
        input=source.input,
        layouts=reading.layouts,
        figures=reading.figures,
        findings=(*findings, *reading.findings),
        targets=_targets(reading.figures, plans),
        elsewhere=_elsewhere(reading.figures, plans),
    )


def _targets(figures: Figures, plans: tuple[Plan, ...]) -> dict[str, str]:
    """What the plans call the indicators that figures name."""
    names = {name: id_ for plan in plans for name, id_ in indicator_names(plan).items()}
    return {name: names.get(key(name), "") for name in figures.indicator.names}


def _elsewhere(figures: Figures, plans: tuple[Plan, ...]) -> frozenset[str]:
    """The regions of figures that no plan is about."""
    every = any(plan.region.every for plan in plans)
    known = {name for plan in plans for name in region_names(plan)}
    return frozenset(name for name in figures.region.names if name and not every and key(name) not in known)
