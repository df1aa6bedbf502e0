"""L005: figures break an equation that must hold between them."""

from collections.abc import Iterator

from planck.assess.derive import panel
from planck.assess.rounding import Span, formula_span, span
from planck.checks import CHECKS, Context
from planck.model import (
    Expression,
    Figure,
    Finding,
    Identity,
    Indicator,
    Period,
    Reading,
    Rule,
    Severity,
    Text,
    indicators_in,
)
from planck.registry import rule

BROKEN_IDENTITY = rule(
    Rule(
        code="L005",
        name="broken-identity",
        severity=Severity.WARNING,
        message=Text(
            zh="{period}：{identity} 不成立：左边为 {low} 至 {high}，右边为 {other_low} 至 {other_high}",
            en="{identity} does not hold for {period}: the left side is {low} to {high}, the right {other_low} to "
            "{other_high}",
        ),
        help=Text(
            zh="核对各数据的口径、单位和修订版本；四舍五入已计入区间",
            en="check scope, unit and vintage of each figure; the printed rounding is already in the ranges",
        ),
        what=Text(
            zh="数据之间应当成立的等式在印出精度内不成立。",
            en="An equation that must hold between figures fails by more than their printed rounding.",
        ),
        why=Text(
            zh="至少有一个数据是错的、口径不同或未同步修订。",
            en="At least one figure is wrong, of another scope, or of another vintage.",
        ),
        bad="R&D 81, intensity 4.25, GDP 2300   # rd / intensity = gdp gives 1906",
        good="R&D 81, intensity 4.25, GDP 1904.2",
    )
)


@CHECKS.entry(BROKEN_IDENTITY.code)
def broken_identity(context: Context) -> Iterator[Finding]:
    """Identities of the plan that fail in a period for which all of their figures are published."""
    for identity in context.plan.identities:
        ids = sorted(indicators_in(identity.left) | indicators_in(identity.right))
        for region in context.selection.regions:
            for period, readings in _complete(context, ids, region):
                yield from _compare(context, identity, region, period, readings)


def _complete(context: Context, ids: list[str], region: str) -> Iterator[tuple[Period, dict[str, Reading]]]:
    """The years in which every indicator has a published figure."""
    year = Period.year(context.plan.end.end.year)
    series = {}
    for id_ in ids:
        found = panel(context.plan, context.selection, context.plan.indicator(id_), (region,), due=year)
        series[id_] = {reading.period: reading for reading in found.of(0) if not reading.derived}
    for period in sorted(set.intersection(*(set(readings) for readings in series.values()))) if series else ():
        yield period, {id_: readings[period] for id_, readings in series.items()}


def _compare(
    context: Context, identity: Identity, region: str, period: Period, readings: dict[str, Reading]
) -> Iterator[Finding]:
    indicators = {id_: context.plan.indicator(id_) for id_ in readings}
    left, right = _side(identity.left, readings, indicators), _side(identity.right, readings, indicators)
    if left is None or right is None or (left[0] <= right[1] and right[0] <= left[1]):
        return
    figures: list[Figure] = [figure for reading in readings.values() for figure in reading.figures]
    yield BROKEN_IDENTITY.at(
        figures[-1].place,
        plan=context.plan.id,
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
