"""C010: a formula starts from a baseline that the plan does not give."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Binary, Call, Expression, Finding, Rule, Severity, Text
from planck.registry import rule

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
