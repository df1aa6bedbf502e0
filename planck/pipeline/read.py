"""`read` on one screen: tables, as they are understood, and what plans know of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from planck.assess.plan import PlanResult, assess_plan, unused
from planck.assess.select import indicator_names, key, region_names
from planck.load.files import is_record
from planck.load.plan.plan import load_plan
from planck.load.table.doors import open_table
from planck.load.table.figures import read_table
from planck.load.table.header import USUAL, Conventions, informed
from planck.load.table.tables import TableRead, TablesRead
from planck.load.tables import tables_beside
from planck.model import Assessment, Finding, Indicator, Language, Missing, Plan, Target
from planck.model.plan import series_in
from planck.model.table import Figures
from planck.pipeline.files import FIGURES_LIMIT, PLAN_LIMIT, documents, load
from planck.record import Record
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


# `todo` on one screen: which figures the targets still wait for.

_ABSENT = (Missing.NO_FIGURE, Missing.NO_FIGURE_AFTER_BASELINE)


class Wanted(Record):
    """An indicator without a figure in a region, and the years that a goal on it is about.

    codes: what says why figures of it that are there are not used.
    """

    region: str
    indicator: Indicator
    years: tuple[int, ...]
    codes: tuple[str, ...] = ()


class Todo(Record):
    """What is wanted, what is wrong with the files, and the language of the first plan.

    undeclared: the targets for which a baseline is wanted that the plan has yet to say it takes from the figures.
    """

    wanted: tuple[Wanted, ...]
    undeclared: tuple[Target, ...]
    findings: tuple[Finding, ...]
    language: Language


def todo(
    plans: Sequence[str],
    figures: Sequence[str] = (),
    *,
    stdin: BinaryIO | None = None,
    conventions: Conventions = USUAL,
) -> Todo:
    """What is to be published or found for the targets that have no figure yet.

    Of an indicator that a formula makes, what the formula reads is wanted.
    """
    loaded = load(plans, figures, stdin=stdin, conventions=conventions)
    results = [assess_plan(plan, loaded.figures, None) for plan in loaded.plans]
    wanted = {(each.region, each.indicator.id): each for result in results for each in _wanted(result, loaded.findings)}
    language = loaded.plans[0].language if loaded.plans else Language.ZH
    return Todo(
        wanted=tuple(wanted.values()),
        undeclared=tuple({target.id: target for target in _undeclared(results)}.values()),
        findings=loaded.findings,
        language=language,
    )


def _startless(each: Assessment) -> bool:
    """Whether nothing but a baseline is lacking for a verdict."""
    return each.reason.numbers.get("missing") == Missing.NO_BASELINE


def _undeclared(results: Iterable[PlanResult]) -> Iterator[Target]:
    """The targets whose baseline is wanted, of plans that do not ask to take it from the figures."""
    for result in results:
        for each in result.assessments:
            if _startless(each) and not each.target.baseline:
                yield each.target


def _wanted(result: PlanResult, findings: Sequence[Finding]) -> Iterator[Wanted]:
    codes = unused(result, findings)
    for each in result.assessments:
        base, lacks = each.baseline_period.end.year, each.latest in _ABSENT
        for indicator in _read(result, each.target.indicator, set()) if lacks or _startless(each) else ():
            there = _years_there(result, indicator, each)
            years: tuple[int, ...] = (base,) if _startless(each) and base not in there else ()
            if lacks and max(there, default=base) <= base:
                years += tuple(range(base + 1, each.due.end.year + 1))
            if years:
                why = codes.get(indicator.id, ()) if lacks else ()
                yield Wanted(region=each.region, indicator=indicator, years=years, codes=why)


def _read(result: PlanResult, id_: str, seen: set[str]) -> Iterator[Indicator]:
    """The indicator, or those that its formula reads, each once."""
    indicator = result.plan.indicator(id_)
    if id_ in seen:
        return
    seen.add(id_)
    if indicator.formula is None:
        yield indicator
    else:
        for other in sorted(series_in(indicator.formula)):
            yield from _read(result, other, seen)


def _years_there(result: PlanResult, indicator: Indicator, assessment: Assessment) -> set[int]:
    """The years in which figures of the region that count end."""
    selection = result.selection
    rows = map(int, selection.of(indicator.id))
    here = (row for row in rows if selection.places[selection.region[row]] == assessment.region)
    return {selection.figure(row).period.end.year for row in here}
