"""`check --as-of` and `score --period` with several times on one screen: load once, then judge or score at each."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from planck import __version__
from planck.assess.plan import PlanResult, assess_plan, with_method
from planck.assess.target import level_of
from planck.load.table.header import USUAL, Conventions
from planck.model import Assessment, Finding, Language, Missing, Period, Plan, Reading
from planck.model.change import History, Line, Moment
from planck.model.scorecard import Scorecard, Scores, UnitScore
from planck.model.table import Figures
from planck.pipeline.files import load
from planck.pipeline.verdicts import in_order

# The years of more verdicts are no table that anybody reads.
MOST_VERDICTS = 300


def history(
    plans: Sequence[str],
    figures: Sequence[str],
    times: Sequence[Period],
    *,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    method: str = "",
    conventions: Conventions = USUAL,
) -> History:
    """The verdicts on the plans at each of the times, by the figures that were known by then.

    Statuses alone, without outlook, checks and audits. Bad input never raises: it is a finding, and the rest is judged.
    """
    loaded = load(plans, figures, stdin=stdin, conventions=conventions)
    order = sorted(times, key=lambda when: when.end)
    lines = [line for plan in loaded.plans for line in _lines(with_method(plan, method), loaded.figures, order)]
    return History(
        times=tuple(when.label for when in order),
        lines=tuple(lines),
        inputs=loaded.inputs,
        findings=in_order((*problems, *loaded.findings)),
        version=__version__,
        language=next((plan.language for plan in loaded.plans), Language.ZH),
    )


def by_year(judged: PlanResult) -> History:
    """The verdicts on a plan at the end of each of its years up to the time of judgement, by what was known then."""
    plan, until = judged.plan, judged.as_of
    last = min(until.end.year, plan.end.end.year) if until else plan.start.start.year - 1
    years = [Period.year(year) for year in range(plan.start.start.year, last + 1)]
    return History(
        times=tuple(when.label for when in years),
        lines=tuple(_lines(plan, judged.selection.table, years)) if len(judged.assessments) <= MOST_VERDICTS else (),
        inputs=(),
        findings=(),
        version=__version__,
        language=plan.language,
    )


def _lines(plan: Plan, figures: Figures, times: Sequence[Period]) -> Iterator[Line]:
    """A line for every target and region that is judged at any of the times, in the order of the plan."""
    by_time = [_assessed(plan, figures, when) for when in times]
    for target in plan.targets:
        regions = dict.fromkeys(region for found in by_time for id_, region in found if id_ == target.id)
        for region in regions:
            moments = [
                _moment(when.label, found.get((target.id, region))) for when, found in zip(times, by_time, strict=True)
            ]
            unit = plan.indicator(target.indicator).unit
            yield Line(of=plan.id, id=target.id, name=target.name, region=region, unit=unit, moments=tuple(moments))


def _assessed(plan: Plan, figures: Figures, when: Period) -> dict[tuple[str, str], Assessment]:
    return {(one.target.id, one.region): one for one in assess_plan(plan, figures, when).assessments}


def _moment(when: str, found: Assessment | None) -> Moment:
    if found is None:
        return Moment(when=when, status="not_assessed")
    judged, latest = found.judged, found.latest
    return Moment(
        when=when,
        status=found.status,
        level=level_of(found),
        number=None if isinstance(judged, Missing) else judged,
        period=latest.period.label if isinstance(latest, Reading) else "",
        flags=tuple(flag.value for flag in found.flags),
    )


# Scores of several years.


def of_scores(runs: Sequence[Scores]) -> History:
    """The scores of runs of one model, the oldest first."""
    order = sorted(runs, key=lambda run: _label(run.card))
    cards = [run.card for run in order if run.card]
    # The same finding about two years is two; one about the files is told once.
    findings = {(one.code, one.fingerprint, str(one.arguments)): one for run in order for one in run.all_findings}
    return History(
        times=tuple(map(_label, cards)),
        lines=tuple(_of_units(cards)),
        inputs=order[-1].inputs if order else (),
        findings=in_order(findings.values()),
        version=__version__,
        digits=_digits(cards[-1]) if cards else DIGITS,
        language=cards[-1].model.language if cards else Language.ZH,
    )


DIGITS = 2


def _digits(card: Scorecard) -> int:
    own = card.model.rounding.digits
    return DIGITS if own is None else own


def _label(card: Scorecard | None) -> str:
    return card.period.label if card and card.period else ""


def _of_units(cards: Sequence[Scorecard]) -> Iterator[Line]:
    by_year = [{unit.region: unit for unit in card.units} for card in cards]
    for region in sorted({region for units in by_year for region in units}):
        moments = [_scored(_label(card), units.get(region)) for card, units in zip(cards, by_year, strict=True)]
        model = cards[0].model
        yield Line(of=model.id, id="", name=model.title, region=region, unit="", moments=tuple(moments))


def _scored(when: str, unit: UnitScore | None) -> Moment:
    if unit is None or not isinstance(unit.score, float):
        return Moment(when=when, status="")
    return Moment(when=when, status=unit.grade, number=unit.score, rank=unit.rank)
