"""L008: a published figure differs from what the plan's formula gives."""

from collections.abc import Iterator

import numpy as np

from planck.assess.derive import derived_panel, is_percent
from planck.assess.rounding import half_unit
from planck.checks import CHECKS, Context
from planck.model import Figure, Finding, Indicator, Reading, Rule, Severity, Text
from planck.registry import rule

FORMULA_DISAGREES = rule(
    Rule(
        code="L008",
        name="formula-disagrees",
        severity=Severity.WARNING,
        message=Text(
            zh="数值：{name}（{period}）公布为 {got}，公式 {formula} 得 {wanted}；结论用公布值",
            en="value: {name} for {period} was published as {got}, the formula {formula} gives {wanted}; the published "
            "figure is used",
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

# What the rounding of the formula's inputs may add, as a share of the value: published growth has one decimal.
INPUT_ROUNDING = 0.005


@CHECKS.entry(FORMULA_DISAGREES.code)
def formula_disagrees(context: Context) -> Iterator[Finding]:
    """Published yearly figures of indicators with a formula that the formula does not bear out."""
    for indicator in context.plan.indicators:
        if indicator.formula is None:
            continue
        for region in context.selection.regions:
            derived = derived_panel(
                context.plan, context.selection, indicator.formula, (region,), percent=is_percent(indicator.unit)
            )
            by_period = {reading.period: reading for reading in derived.of(0)}
            for figure in context.selection.series.get((region, indicator.id), ()):
                if figure.period in by_period:
                    yield from _compare(context, indicator, figure, by_period[figure.period])


def _compare(context: Context, indicator: Indicator, figure: Figure, derived: Reading) -> Iterator[Finding]:
    assert figure.value is not None
    slack = half_unit(figure.text) + INPUT_ROUNDING * abs(derived.value)
    if np.abs(figure.value - derived.value) > slack:
        yield FORMULA_DISAGREES.at(
            figure.place,
            plan=context.plan.id,
            target=indicator.id,
            region=figure.region,
            period=figure.period.label,
            name=indicator.name,
            got=figure.text,
            formula=indicator.formula_text,
            wanted=derived.value,
        )
