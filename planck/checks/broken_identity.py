"""Figures that break what must hold between them: equations, formulas, parts and wholes."""

from collections.abc import Iterator, Sequence

from planck.assess.firmness import Span, formula_span, half_unit, span
from planck.assess.panel import PERCENT, is_percent, panel
from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.checks import CHECKS, named
from planck.model import (
    Assessment,
    Expression,
    Figure,
    Finding,
    Identity,
    Indicator,
    Measure,
    Period,
    PeriodKind,
    Reading,
    Severity,
    indicators_in,
)
from planck.model.plan import baselines_in
from planck.registry import rule

FORMULA_BASELINE = rule("C010", "formula-baseline", Severity.WARNING)
BROKEN_IDENTITY = rule("L005", "broken-identity", Severity.WARNING)
PART_EXCEEDS_WHOLE = rule("L006", "part-exceeds-whole", Severity.ERROR)
FORMULA_DISAGREES = rule("L008", "formula-disagrees", Severity.WARNING)
PARTS_DISAGREE = rule("L011", "parts-disagree", Severity.WARNING)


@CHECKS.entry(BROKEN_IDENTITY.code)
def broken_identity(result: PlanResult) -> Iterator[Finding]:
    """Identities of the plan that fail in a period for which all of their figures are published."""
    for identity in result.plan.identities:
        ids = sorted(indicators_in(identity.left) | indicators_in(identity.right))
        for region in result.selection.regions:
            for period, readings in _complete(result, ids, region):
                yield from _compare(result, identity, region, period, readings)


def _complete(result: PlanResult, ids: list[str], region: str) -> Iterator[tuple[Period, dict[str, Reading]]]:
    """The years in which every indicator has a published figure."""
    year = Period.year(result.plan.end.end.year)
    series = {}
    for id_ in ids:
        found = panel(result.plan, result.selection, result.plan.indicator(id_), (region,), due=year)
        series[id_] = {reading.period: reading for reading in found.of(0) if not reading.derived}
    for period in sorted(set.intersection(*(set(readings) for readings in series.values()))) if series else ():
        yield period, {id_: readings[period] for id_, readings in series.items()}


def _compare(
    result: PlanResult, identity: Identity, region: str, period: Period, readings: dict[str, Reading]
) -> Iterator[Finding]:
    indicators = {id_: result.plan.indicator(id_) for id_ in readings}
    left, right = _side(identity.left, readings, indicators), _side(identity.right, readings, indicators)
    if left is None or right is None or (left[0] <= right[1] and right[0] <= left[1]):
        return
    figures: list[Figure] = [figure for reading in readings.values() for figure in reading.figures]
    yield BROKEN_IDENTITY.at(
        figures[-1].place,
        plan=result.plan.id,
        region=region,
        period=period.label,
        identity=identity.text,
        low=left[0],
        high=left[1],
        other_low=right[0],
        other_high=right[1],
    )


def _side(expression: Expression, readings: dict[str, Reading], indicators: dict[str, Indicator]) -> Span | None:
    spans = {id_: span(readings[id_]) for id_ in sorted(indicators_in(expression))}
    return formula_span(expression, spans, indicators)


@CHECKS.entry(FORMULA_BASELINE.code)
def formula_baseline(result: PlanResult) -> Iterator[Finding]:
    """Formulas that read a baseline which is lacking, of another year, or contradicted."""
    for indicator in result.plan.indicators:
        for id_ in sorted(baselines_in(indicator.formula)) if indicator.formula else ():
            if len(_given(result, id_)) != 1:
                yield FORMULA_BASELINE.at(
                    indicator.place,
                    plan=result.plan.id,
                    target=indicator.id,
                    name=indicator.name,
                    formula=indicator.formula_text,
                    got=id_,
                    base=result.plan.base.label,
                )


def _given(result: PlanResult, indicator: str) -> set[float]:
    """The different baselines of an indicator for the plan's base year."""
    starts = (target.baseline for target in result.plan.targets if target.indicator == indicator)
    return {start.value for start in starts if start and start.value is not None and start.period == result.plan.base}


@CHECKS.entry(FORMULA_DISAGREES.code)
def formula_disagrees(result: PlanResult) -> Iterator[Finding]:
    """Published yearly figures of indicators with a formula that the formula does not bear out.

    Formulas with functions read several years, whose rounding adds up in ways that this does not follow; they are not
    compared.
    """
    for indicator in result.plan.indicators:
        for region in result.selection.regions if indicator.formula else ():
            yield from _in_region(result, indicator, region)


def _in_region(result: PlanResult, indicator: Indicator, region: str) -> Iterator[Finding]:
    assert indicator.formula is not None
    ids = sorted(indicators_in(indicator.formula))
    known = {id_: result.plan.indicator(id_) for id_ in ids}
    series = {id_: {figure.period: figure for figure in result.selection.series.get((region, id_), ())} for id_ in ids}
    for figure in result.selection.series.get((region, indicator.id), ()):
        inputs = {id_: figures[figure.period] for id_, figures in series.items() if figure.period in figures}
        if len(inputs) == len(ids):
            found = formula_span(indicator.formula, {id_: _span(one) for id_, one in inputs.items()}, known)
            scale = PERCENT if is_percent(indicator.unit) else 1
            low, high = _span(figure)
            if found and (high < found[0] * scale or found[1] * scale < low):
                yield FORMULA_DISAGREES.at(
                    figure.place,
                    plan=result.plan.id,
                    target=indicator.id,
                    region=region,
                    period=figure.period.label,
                    name=indicator.name,
                    got=figure.text,
                    formula=indicator.formula_text,
                    low=found[0] * scale,
                    high=found[1] * scale,
                )


def _span(figure: Figure) -> Span:
    assert figure.value is not None
    return figure.value - half_unit(figure.text), figure.value + half_unit(figure.text)


@CHECKS.entry(PART_EXCEEDS_WHOLE.code)
def part_exceeds_whole(result: PlanResult) -> Iterator[Finding]:
    """Parts whose reading of a period is above that of their whole, where both are in one unit."""
    found = {target.target.id: target for target in result.targets}
    for part in result.targets:
        whole = found.get(part.target.part_of)
        if whole and key(whole.judged.case.indicator.unit) == key(part.judged.case.indicator.unit):
            for region in sorted({*part.regions} & {*whole.regions}):
                yield from _larger(result, part.of(region), whole.of(region))


def _larger(result: PlanResult, part: Assessment, whole: Assessment) -> Iterator[Finding]:
    levels = result.plan.indicator(part.target.indicator).measure.is_level
    wholes = {reading.period.end if levels else reading.period: reading for reading in whole.series}
    for reading in part.series:
        limit = wholes.get(reading.period.end if levels else reading.period)
        if limit is not None and reading.value > limit.value:
            yield PART_EXCEEDS_WHOLE.at(
                reading.figures[-1].place if reading.figures else part.target.place,
                **named(result, part),
                period=reading.period.label,
                whole=whole.target.name,
                got=_text(reading),
                limit=_text(limit),
            )


def _text(reading: Reading) -> str | float:
    return reading.text or reading.value


PARTS = {PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}


@CHECKS.entry(PARTS_DISAGREE.code)
def parts_disagree(result: PlanResult) -> Iterator[Finding]:
    """Years of flows whose complete parts add up to something else."""
    selection = result.selection
    if not any(period.kind in PARTS for period in selection.table.period.names):
        return
    flows = {one.id for one in result.plan.indicators if one.measure is Measure.FLOW}
    for (region, id_), figures in selection.series.items():
        for year in (figure for figure in figures if id_ in flows and figure.period.kind is PeriodKind.YEAR):
            yield from _compare_parts_disagree(result, region, year, figures)


def _compare_parts_disagree(
    result: PlanResult, region: str, year: Figure, figures: Sequence[Figure]
) -> Iterator[Finding]:
    assert year.value is not None
    for kind, count in PARTS.items():
        parts = [one for one in figures if one.period.kind is kind and one.period.end.year == year.period.end.year]
        total = sum(part.value for part in parts if part.value is not None)
        slack = half_unit(year.text) + sum(half_unit(part.text) for part in parts)
        if len(parts) == count and abs(total - year.value) > slack:
            yield PARTS_DISAGREE.at(
                year.place,
                plan=result.plan.id,
                region=region,
                period=year.period.label,
                name=year.indicator,
                got=year.text,
                kind=kind.value,
                wanted=float(total),
            )
