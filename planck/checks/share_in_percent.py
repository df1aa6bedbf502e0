"""L041: a value in per cent that looks like a share beside the others."""

from collections.abc import Iterator

from planck.assess.derive import is_percent
from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

SHARE_IN_PERCENT = rule(
    Rule(
        code="L041",
        name="share-in-percent",
        severity=Severity.WARNING,
        message=Text(
            zh="数值：{name}的单位是 %，“{got}”与同一指标的“{other}”相差约一百倍，像是小数",
            en="value: wanted per cent for {name}, got '{got}', about a hundredth of its '{other}': it looks like a share",
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

# A hundredth, give or take what a series may move between its figures.
LEAST, MOST = 30.0, 300.0


@CHECKS.entry(SHARE_IN_PERCENT.code)
def share_in_percent(context: Context) -> Iterator[Finding]:
    """Values of at most 1 that are about a hundredth of the others or of the baseline."""
    baselines = {
        target.indicator: target.baseline.value
        for target in context.plan.targets
        if target.baseline and target.baseline.value
    }
    for (region, id_), figures in context.selection.series.items():
        if not is_percent(context.plan.indicator(id_).unit):
            continue
        known = [(figure, abs(figure.value)) for figure in figures if figure.value]
        sizes = sorted([size for _, size in known] + [abs(baselines[id_])] * (id_ in baselines))
        for figure, size in known:
            beside = min((other for other in sizes if other >= LEAST * size), default=0.0)
            if size <= 1 and beside and beside <= MOST * size:
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
