"""L008: a published figure differs from what the plan's formula gives."""

from collections.abc import Iterator

from planck.assess.derive import PERCENT, is_percent
from planck.assess.rounding import Span, formula_span, half_unit
from planck.checks import CHECKS, Context
from planck.model import Figure, Finding, Indicator, Rule, Severity, Text, indicators_in
from planck.registry import rule

FORMULA_DISAGREES = rule(
    Rule(
        code="L008",
        name="formula-disagrees",
        severity=Severity.WARNING,
        message=Text(
            zh="数值：{name}（{period}）公布为 {got}，公式 {formula} 得 {low} 至 {high}；结论用公布值",
            en="value: {name} for {period} was published as {got}, the formula {formula} gives {low} to {high}; the "
            "published figure is used",
        ),
        help=Text(zh="核对公式和各数据的修订版本", en="check the formula and the vintages of its figures"),
        what=Text(
            zh="公布值与公式推算值之差超过印出精度和各输入的精度。",
            en="A published figure and the formula's value differ by more than rounding explains.",
        ),
        why=Text(zh="口径不同或某个输入已修订。", en="The scopes differ, or one of the inputs was revised."),
        bad="研发强度,2021,1.9   # formula: rd_expenditure / gdp gives 1.1",
        good="研发强度,2021,1.1",
    )
)


@CHECKS.entry(FORMULA_DISAGREES.code)
def formula_disagrees(context: Context) -> Iterator[Finding]:
    """Published yearly figures of indicators with a formula that the formula does not bear out.

    Formulas with functions read several years, whose rounding adds up in ways that this does not follow; they are not
    compared.
    """
    for indicator in context.plan.indicators:
        for region in context.selection.regions if indicator.formula else ():
            yield from _in_region(context, indicator, region)


def _in_region(context: Context, indicator: Indicator, region: str) -> Iterator[Finding]:
    assert indicator.formula is not None
    ids = sorted(indicators_in(indicator.formula))
    known = {id_: context.plan.indicator(id_) for id_ in ids}
    series = {id_: {figure.period: figure for figure in context.selection.series.get((region, id_), ())} for id_ in ids}
    for figure in context.selection.series.get((region, indicator.id), ()):
        inputs = {id_: figures[figure.period] for id_, figures in series.items() if figure.period in figures}
        if len(inputs) == len(ids):
            found = formula_span(indicator.formula, {id_: _span(one) for id_, one in inputs.items()}, known)
            scale = PERCENT if is_percent(indicator.unit) else 1
            if found and not _overlap(_span(figure), (found[0] * scale, found[1] * scale)):
                yield FORMULA_DISAGREES.at(
                    figure.place,
                    plan=context.plan.id,
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


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
