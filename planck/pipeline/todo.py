"""`todo` on one screen: which figures the targets still wait for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from planck.assess.plan import PlanResult, assess_plan, unused
from planck.load.table.header import USUAL, Conventions
from planck.model import Assessment, Finding, Indicator, Language, Missing
from planck.model.plan import series_in
from planck.pipeline.files import load
from planck.record import Record

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
    undeclared: tuple[str, ...]
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
        undeclared=tuple(dict.fromkeys(_undeclared(results))),
        findings=loaded.findings,
        language=language,
    )


def _startless(each: Assessment) -> bool:
    """Whether nothing but a baseline is lacking for a verdict."""
    return each.reason.numbers.get("missing") == Missing.NO_BASELINE


def _undeclared(results: Iterable[PlanResult]) -> Iterator[str]:
    """The targets whose baseline is wanted, of plans that do not ask to take it from the figures."""
    for result in results:
        yield from (each.target.id for each in result.assessments if _startless(each) and not each.target.baseline)


def _wanted(result: PlanResult, findings: Sequence[Finding]) -> Iterator[Wanted]:
    codes = unused(result, findings)
    for each in result.assessments:
        base = each.baseline_period.end.year
        lacks = each.latest in _ABSENT
        years: tuple[int, ...] = (base,) if _startless(each) else ()
        years += tuple(range(base + 1, each.due.end.year + 1)) if lacks else ()
        for indicator in _read(result, each.target.indicator, set()) if years else ():
            if not lacks or not _has_figure(result, indicator, each):
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


def _has_figure(result: PlanResult, indicator: Indicator, assessment: Assessment) -> bool:
    """Whether a figure of the region counts that is newer than the baseline."""
    selection, base = result.selection, assessment.baseline_period.end
    rows = [int(row) for row in selection.of(indicator.id)]
    here = (row for row in rows if selection.places[selection.region[row]] == assessment.region)
    return any(selection.figure(row).period.end > base for row in here)
