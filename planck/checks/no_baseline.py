"""C002: a target has no baseline, so no path and no rate."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Missing, Rule, Severity, Text
from planck.registry import rule

NO_BASELINE = rule(
    Rule(
        code="C002",
        name="no-baseline",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：没有{base}年基期值，无法计算年均速度和路径",
            en="{name}: no baseline for {base}, so there is no required rate and no path",
        ),
        help=Text(
            zh="规划中有基期值时写 baseline;愿意采用数据中的基期值时写 baseline: from_figures",
            en="write the plan's baseline, or `baseline: from_figures` to take the one that the figures hold",
        ),
        what=Text(
            zh="目标没有基期值。只能判断是否达到，不能判断进度。",
            en="The target has no baseline: whether it is met can be judged, whether it is on its way cannot.",
        ),
        why=Text(
            zh="没有起点就没有路程，任何进度结论都是猜测。",
            en="Without a start there is no way to measure along, and a verdict on progress would be a guess.",
        ),
        bad="patents_per_10000: {goal: {at_least: 50.5}}",
        good="patents_per_10000: {baseline: {value: 35.2, period: 2020}, goal: {at_least: 50.5}}",
    )
)


@CHECKS.entry(NO_BASELINE.code)
def no_baseline(context: Context) -> Iterator[Finding]:
    """Targets whose required rate is missing because the plan gives no baseline."""
    for assessment in context.assessments:
        if assessment.required_from_baseline is Missing.NO_BASELINE:
            yield NO_BASELINE.at(
                assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                base=assessment.baseline_period.label,
            )
