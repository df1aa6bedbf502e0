"""L041: a value in per cent that looks like a share beside the others."""

from collections.abc import Iterator

from planck.assess.derive import is_percent
from planck.checks import CHECKS, Context
from planck.model import Figure, Finding, Rule, Severity, Text
from planck.registry import rule

SHARE_IN_PERCENT = rule(
    Rule(
        code="L041",
        name="share-in-percent",
        severity=Severity.WARNING,
        message=Text(
            zh="数值：{name}的单位是 %，“{got}”与同一指标的“{other}”相差约一百倍，像是小数",
            en="value: wanted per cent for {name}, got '{got}', a hundredth of its '{other}', as a share would be",
        ),
        help=Text(
            zh="若是小数，改成百分数，或把单位改成“比例”；若确实如此，可以忽略此项。",
            en="if it is a share write it in per cent, or 'share' into the unit; if it is right, ignore this finding",
        ),
        what=Text(
            zh="百分数的指标里，有一个值与其余的值相差约一百倍（0.015 与 1.5）。",
            en="One value of an indicator in per cent is about a hundredth of the others (0.015 beside 1.5).",
        ),
        why=Text(
            zh="电子表格把 1.5% 存成 0.015；混在一列里，结论就错一百倍。",
            en="A spreadsheet keeps 1.5 % as 0.015; in one column with the other form a verdict is wrong by a hundred.",
        ),
        bad="拱墅区,研发强度,2021,1.5,%\n拱墅区,研发强度,2022,0.016,%",
        good="拱墅区,研发强度,2021,1.5,%\n拱墅区,研发强度,2022,1.6,%",
    )
)

# A hundred times the value is within these of what stands beside it.
NEAR, FAR = 0.5, 2.0
# A share of less than one is printed with its decimals; 0.3 beside 25 is a small rate of growth.
LEAST_DECIMALS = 2


@CHECKS.entry(SHARE_IN_PERCENT.code)
def share_in_percent(context: Context) -> Iterator[Finding]:
    """Values below 1 that are about a hundredth of all the others, the baseline among them."""
    baselines: dict[str, float] = {
        target.indicator: abs(target.baseline.value)
        for target in context.plan.targets
        if target.baseline and target.baseline.value
    }
    for (region, id_), figures in context.selection.series.items():
        if not is_percent(context.plan.indicator(id_).unit):
            continue
        for figure in figures:
            beside = _beside(figure, figures, baselines.get(id_))
            if beside is not None:
                yield SHARE_IN_PERCENT.at(
                    figure.place,
                    plan=context.plan.id,
                    target=id_,
                    region=region,
                    period=figure.period.label,
                    name=figure.indicator,
                    got=figure.text,
                    other=beside,
                )


def _beside(figure: Figure, figures: tuple[Figure, ...], baseline: float | None) -> float | None:
    """The size that a figure is a hundredth of, None where it looks like a percentage as the others do."""
    size = abs(figure.value or 0.0)
    others = [abs(one.value) for one in figures if one.value and abs(one.value) > FAR * size]
    others += [baseline] if baseline and baseline > FAR * size else []
    if not 0 < size < 1 or not others or len(figure.text.partition(".")[2]) < LEAST_DECIMALS:
        return None
    return min(others) if NEAR * min(others) <= 100 * size <= FAR * max(others) else None
