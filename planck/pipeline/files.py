"""Files to plans and figures."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from msgspec.structs import replace

from planck.load.assume import assumed
from planck.load.columnar import SQL, by_columns
from planck.load.files import Document, Positions, collect, is_record, read, record_beside
from planck.load.plan.plan import load_plan
from planck.load.table.doors import open_table
from planck.load.table.figures import Source, load_figures
from planck.load.table.header import USUAL, Conventions, informed
from planck.load.tables import tables_beside
from planck.model import Finding, Input, Plan
from planck.model.table import Figures
from planck.record import Record

if TYPE_CHECKING:  # imported where revisions are on record, and where plans are scored
    from planck.model.change import RecordedReason
    from planck.model.scoring import ScoringModel

T = TypeVar("T")

MEBIBYTE = 1 << 20
PLAN_LIMIT = 2 * MEBIBYTE
FIGURES_LIMIT = 512 * MEBIBYTE


class Loaded(Record, kw_only=False):
    """What was read from the files, and what was wrong with them."""

    plans: tuple[Plan, ...]
    figures: Figures
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    recorded: "tuple[RecordedReason, ...]" = ()


def load(
    plans: Sequence[str],
    figures: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    assume: Sequence[str] = (),
    conventions: Conventions = USUAL,
) -> Loaded:
    """Every plan and every figure that can be read, with those that are only assumed (`ID@PERIOD=VALUE`)."""
    of_plans = load_plans(plans, conventions, stdin=stdin)
    sound = of_plans.plans
    figures = figures or figures_of(sound)
    scenario, option, wrong = assumed(assume, sound)
    conventions = informed(conventions, sound)
    own = tables_of_figures([path for path in figures if not is_record(path)], conventions, stdin)
    recorded = _recorded(_records(figures))
    unread_figures = own.unread
    for plan in sound:
        unread_figures = _where_named(plan, plan.figures, unread_figures)
    inputs = (*of_plans.inputs, *own.inputs, *((option,) if option else ()))
    return Loaded(
        plans=sound,
        figures=Figures.joined([own.figures, Figures.of(scenario)]),
        inputs=(*inputs, *recorded.inputs),
        findings=(*of_plans.findings, *unread_figures, *wrong, *recorded.findings, *own.findings),
        recorded=recorded.recorded,
    )


class TablesRead(Record):
    """The figures of some sources; `unread` is what is wrong with those that cannot be opened."""

    figures: Figures
    inputs: tuple[Input, ...]
    unread: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def tables_of_figures(paths: Sequence[str], conventions: Conventions, stdin: BinaryIO | None = None) -> TablesRead:
    """The figures of all sources, by rows or by columns as each asks for."""
    large = [path for path in paths if by_columns(path)]
    opened, unread = tables([path for path in paths if path not in large], conventions, stdin)
    read = [load_figures(table, conventions) for table in opened]
    columns, said, inputs = _by_columns(large, conventions)
    return TablesRead(
        figures=Figures.joined([*(table for table, _ in read), columns]),
        inputs=(*(document.input for document in opened), *inputs),
        unread=tuple(unread),
        findings=(*(finding for _, found in read for finding in found), *said),
    )


def figures_of(plans: Iterable[Plan]) -> list[str]:
    """The figures that plans name themselves, from their folders."""
    return [_beside(plan, path) for plan in plans for path in plan.figures]


def _beside(plan: Plan, path: str) -> str:
    """A path from the folder of a plan; a query is what it is."""
    return path if path.startswith(SQL) else str(PurePath(plan.place.file).parent / path)


def _where_named(plan: Plan, paths: Iterable[str], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings on whole files, those on one that a plan names at the place where it names it."""
    wholes = {_beside(plan, path): path for path in paths}
    found = tuple(findings)
    if not any(each.place and each.place.file in wholes and not each.place.line for each in found):
        return found
    from planck.load.yaml import read_nodes, scalars  # only for what is wrong

    document, _ = read(plan.place.file, limit=PLAN_LIMIT)
    root = collect(read_nodes(Positions.of(plan.place.file, document.text)))[0] if document else None
    places = {one.text: one.place for one in scalars(root)} if root else {}

    def named(each: Finding) -> Finding:
        path = wholes.get(each.place.file, "") if each.place and not each.place.line else ""
        return replace(each, place=places[path]) if path in places else each

    return tuple(map(named, found))


def _with_own_goals(
    plans: Sequence[Plan], conventions: Conventions
) -> tuple[tuple[Plan, ...], list[Input], list[Finding]]:
    """The plans with the goals that their regions have of their own, the tables of those, and what is wrong there."""
    if not any(plan.goals for plan in plans):
        return tuple(plans), [], []
    from planck.load.plan.goal import of_goals, own_goals

    inputs: list[Input] = []
    findings: list[Finding] = []
    complete: list[Plan] = []
    for plan in plans:
        due = of_goals(plan, conventions)
        sources, wrong = tables([_beside(plan, plan.goals)] if plan.goals else [], due, None)
        wrong = list(_where_named(plan, [plan.goals], wrong))
        read = [load_figures(source, due) for source in sources]
        goals, odd = own_goals(plan, Figures.joined([figures for figures, _ in read]))
        findings += [*wrong, *(finding for _, found in read for finding in found), *odd]
        inputs += [source.input for source in sources]
        complete.append(replace(plan, own_goals=goals))
    return tuple(complete), inputs, findings


def load_plans(plans: Sequence[str], conventions: Conventions, *, stdin: BinaryIO | None = None) -> Loaded:
    """Every plan that can be read, with the goals that its regions have of their own, and no figure."""
    files, unread = documents(plans, PLAN_LIMIT, stdin)
    beside: list[Input] = []
    read_plans = [load_plan(document, tables_beside(document, beside)) for document in files]
    complete, tables_of_goals, odd = _with_own_goals([plan for plan, _ in read_plans if plan is not None], conventions)
    return Loaded(
        plans=complete,
        figures=Figures.of(()),
        inputs=(*dict.fromkeys((*(document.input for document in files), *beside)), *tables_of_goals),
        findings=(*unread, *(finding for _, found in read_plans for finding in found), *odd),
    )


def with_models(loaded: Loaded) -> "tuple[Loaded, dict[str, ScoringModel]]":
    """The models of the plans by the plans' ids; the files that plans refer to become inputs like any other."""
    models = {plan.id: plan.scoring for plan in loaded.plans if plan.scoring and not isinstance(plan.scoring, str)}
    uses = {plan.id: plan for plan in loaded.plans if isinstance(plan.scoring, str)}
    if not uses:
        return loaded, models
    from planck.load.scoring.model import is_name, read_model

    inputs, findings = list(loaded.inputs), list(loaded.findings)
    for id_, plan in uses.items():
        use = str(plan.scoring)
        found, files, wrong = read_model(use if is_name(use) else _beside(plan, use))
        findings += _where_named(plan, [use], wrong)
        inputs += [one for one in files if one not in inputs]
        models |= {id_: found} if found else {}
    return replace(loaded, inputs=tuple(inputs), findings=tuple(findings)), models


def documents(paths: Sequence[str], limit: int, stdin: BinaryIO | None) -> tuple[list[Document], list[Finding]]:
    """The texts at the paths, and what is wrong with those that cannot be read."""
    return _opened(paths, lambda path: read(path, limit=limit, stdin=stdin))


def tables(
    paths: Sequence[str], conventions: Conventions, stdin: BinaryIO | None
) -> tuple[list[Document | Source], list[Finding]]:
    """The tables at the paths, and what is wrong with those that cannot be opened."""
    return _opened(paths, lambda path: open_table(path, conventions, limit=FIGURES_LIMIT, stdin=stdin))


def _opened(
    paths: Sequence[str], open_: Callable[[str], tuple[T | None, Sequence[Finding]]]
) -> tuple[list[T], list[Finding]]:
    opened = [open_(path) for path in dict.fromkeys(paths)]
    return [one for one, _ in opened if one], [finding for _, problems in opened for finding in problems]


def _by_columns(paths: Sequence[str], conventions: Conventions) -> tuple[Figures, list[Finding], tuple[Input, ...]]:
    """The figures of large tables, of columnar files and of queries; nothing is imported where there are none."""
    if not paths:
        return Figures.of(()), [], ()
    from planck.load.columnar.reader import Read

    reads = [Read(path, conventions) for path in dict.fromkeys(paths)]
    figures = Figures.joined([read.figures() for read in reads])
    return figures, [finding for read in reads for finding in read.findings], tuple(read.input for read in reads)


def _records(figures: Sequence[str]) -> tuple[str, ...]:
    """The records of revisions among the figure files and beside them."""
    beside = map(record_beside, (path for path in figures if path != "-"))
    return tuple(dict.fromkeys((*filter(is_record, figures), *filter(os.path.isfile, beside))))


def _recorded(paths: Sequence[str]) -> Loaded:
    """The revisions on record."""
    if not paths:
        return Loaded((), Figures.of(()), (), ())
    from planck.load.table.record import load_record

    files, findings = documents(paths, FIGURES_LIMIT, None)
    found = [load_record(document) for document in files]
    return Loaded(
        plans=(),
        figures=Figures.of(()),
        inputs=tuple(document.input for document in files),
        findings=(*findings, *(finding for _, problems in found for finding in problems)),
        recorded=tuple(row for rows, _ in found for row in rows),
    )
