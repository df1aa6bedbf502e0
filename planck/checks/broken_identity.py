"""L005: figures break an equation that must hold between them."""

from collections.abc import Iterator, Sequence

from planck.assess.course import PERCENT, is_percent, panel
from planck.assess.select import key
from planck.assess.target import Span, formula_span, half_unit, span
from planck.checks import CHECKS, Context
from planck.model import (
    Assessment,
    Binary,
    Call,
    Expression,
    Figure,
    Finding,
    Identity,
    Indicator,
    Measure,
    Period,
    PeriodKind,
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


# C010: a formula starts from a baseline that the plan does not give.

FORMULA_BASELINE = rule(
    Rule(
        code="C010",
        name="formula-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：公式 {formula} 需要 {got} 在基期{base}的唯一基期值，规划没有给出，公式不起作用",
            en="{name}: the formula {formula} wants one baseline of {got} for {base}, which the plan does not give, "
            "so the formula gives nothing",
        ),
        help=Text(
            zh="给该指标的目标写上基期年的 baseline；同一指标有几个目标时，基期值应一致",
            en="write a baseline for the base year on the indicator's target, the same on all if there are several",
        ),
        what=Text(
            zh="baseline(x) 读取规划在基期年的基期值；没有、年份不同或互相矛盾时，公式没有结果。",
            en="baseline(x) reads the plan's baseline for its base year. Without one, with one of another year or with "
            "several that differ, the formula has no value.",
        ),
        why=Text(
            zh="从别的年份起算，推算值会差一年的增长。",
            en="Chained from another year, every value would be off by the growth of the years between.",
        ),
        bad="rd: {baseline: {value: 20, period: 2018}, formula: baseline(rd) * chain(growth), ...}   # base: 2020",
        good="rd: {baseline: 20, formula: baseline(rd) * chain(growth), ...}",
    )
)


@CHECKS.entry(FORMULA_BASELINE.code)
def formula_baseline(context: Context) -> Iterator[Finding]:
    """Formulas that read a baseline which is lacking, of another year, or contradicted."""
    for indicator in context.plan.indicators:
        for id_ in sorted(_baselines_in(indicator.formula)) if indicator.formula else ():
            if len(_given(context, id_)) != 1:
                yield FORMULA_BASELINE.at(
                    indicator.place,
                    plan=context.plan.id,
                    target=indicator.id,
                    name=indicator.name,
                    formula=indicator.formula_text,
                    got=id_,
                    base=context.plan.base.label,
                )


def _given(context: Context, indicator: str) -> set[float]:
    """The different baselines of an indicator for the plan's base year."""
    starts = (target.baseline for target in context.plan.targets if target.indicator == indicator)
    return {start.value for start in starts if start and start.value is not None and start.period == context.plan.base}


def _baselines_in(expression: Expression) -> frozenset[str]:
    if isinstance(expression, Binary):
        return _baselines_in(expression.left) | _baselines_in(expression.right)
    if isinstance(expression, Call) and expression.function == "baseline":
        return frozenset((expression.indicator,))
    return frozenset()


# L008: a published figure differs from what the plan's formula gives.

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


# L006: a part is larger than its whole.

PART_EXCEEDS_WHOLE = rule(
    Rule(
        code="L006",
        name="part-exceeds-whole",
        severity=Severity.ERROR,
        message=Text(
            zh="{name}（{period}）为 {got}，超过其总体“{whole}”的 {limit}",
            en="{name} is {got} for {period}, more than its whole '{whole}', {limit}",
        ),
        help=Text(zh="核对两者的口径和时期", en="check the scope and the period of both"),
        what=Text(zh="“其中”项大于总体。", en="An 'of which' figure is larger than the figure it is a part of."),
        why=Text(
            zh="两个数据至少有一个不对，或者不是同一口径。",
            en="One of the two is wrong, or they are not of the same scope.",
        ),
        bad="引进人才,2023,55\n其中国家级,2023,60   # part_of: talents",
        good="引进人才,2023,75\n其中国家级,2023,60",
    )
)


@CHECKS.entry(PART_EXCEEDS_WHOLE.code)
def part_exceeds_whole(context: Context) -> Iterator[Finding]:
    """Parts whose reading of a period is above that of their whole, where both are in one unit."""
    found = {(assessment.target.id, assessment.region): assessment for assessment in context.assessments}
    for (_, region), part in found.items():
        whole = found.get((part.target.part_of, region))
        if whole and key(whole.unit) == key(part.unit):
            yield from _larger(context, part, whole)


def _larger(context: Context, part: Assessment, whole: Assessment) -> Iterator[Finding]:
    levels = context.plan.indicator(part.target.indicator).measure.is_level
    wholes = {reading.period.end if levels else reading.period: reading for reading in whole.series}
    for reading in part.series:
        limit = wholes.get(reading.period.end if levels else reading.period)
        if limit is not None and reading.value > limit.value:
            yield PART_EXCEEDS_WHOLE.at(
                reading.figures[-1].place if reading.figures else part.target.place,
                **context.about(part),
                period=reading.period.label,
                name=part.target.name,
                whole=whole.target.name,
                got=_text(reading),
                limit=_text(limit),
            )


def _text(reading: Reading) -> str | float:
    return reading.text or reading.value


# L011: the parts of a year do not add up to the year.

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
                yield from _compare_parts_disagree(context, region, year, figures)


def _compare_parts_disagree(
    context: Context, region: str, year: Figure, figures: Sequence[Figure]
) -> Iterator[Finding]:
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
