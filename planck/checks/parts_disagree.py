"""L011: the parts of a year do not add up to the year."""

from collections.abc import Iterator, Sequence

from planck.assess.rounding import half_unit
from planck.checks import CHECKS, Context
from planck.model import Figure, Finding, Measure, PeriodKind, Rule, Severity, Text
from planck.registry import rule

PARTS_DISAGREE = rule(
    Rule(
        code="L011",
        name="parts-disagree",
        severity=Severity.WARNING,
        message=Text(
            zh="数值：{name}（{period}）全年为 {got}，各{kind}合计为 {wanted}；按全年数使用",
            en="value: {name} is {got} for {period}, its parts ({kind}) add up to {wanted}; the year's figure is used",
        ),
        help=Text(zh="核对口径，或是否有一期已修订", en="check the scope, and whether one of the parts was revised"),
        what=Text(
            zh="半年、季度或月度流量之和与全年数不符，超出印出精度。",
            en="The halves, quarters or months of a flow do not add up to its year, by more than their rounding.",
        ),
        why=Text(
            zh="至少有一个数据不对，累计目标会因此偏差。",
            en="At least one of the figures is wrong, and a goal on a sum would be judged by it.",
        ),
        bad="引进人才,2021-H1,50\n引进人才,2021-H2,40\n引进人才,2021,120",
        good="引进人才,2021-H1,50\n引进人才,2021-H2,70\n引进人才,2021,120",
    )
)

PARTS = {PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}


@CHECKS.entry(PARTS_DISAGREE.code)
def parts_disagree(context: Context) -> Iterator[Finding]:
    """Years of flows whose complete parts add up to something else."""
    for (region, id_), figures in context.selection.series.items():
        if context.plan.indicator(id_).measure is Measure.FLOW:
            for year in (figure for figure in figures if figure.period.kind is PeriodKind.YEAR):
                yield from _compare(context, region, year, figures)


def _compare(context: Context, region: str, year: Figure, figures: Sequence[Figure]) -> Iterator[Finding]:
    assert year.value is not None
    for kind, count in PARTS.items():
        parts = [one for one in figures if one.period.kind is kind and one.period.end.year == year.period.end.year]
        total = sum(part.value for part in parts if part.value is not None)
        slack = half_unit(year.text) + sum(half_unit(part.text) for part in parts)
        if len(parts) == count and abs(total - year.value) > slack:
            yield PARTS_DISAGREE.at(
                year.place,
                plan=context.plan.id,
                region=region,
                period=year.period.label,
                name=year.indicator,
                got=year.text,
                kind=kind.value,
                wanted=float(total),
            )
