"""L004: the figures hold another value for the base year than the plan."""

from collections.abc import Iterator
from dataclasses import replace

from planck.assess.target import assess_target
from planck.checks import CHECKS, Context
from planck.model import Assessment, Finding, Flag, Reading, Rule, Severity, Text
from planck.registry import rule

REBASED_BASELINE = rule(
    Rule(
        code="L004",
        name="rebased-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划的基期值为 {baseline}，数据中{base}为 {got}；结论用规划值（{status:status}），"
            "用数据值则为：{other:status}",
            en="{name}: the plan starts from {baseline}, the figures hold {got} for {base}; judged by the plan's value "
            "({status:status}), by the other it would be: {other:status}",
        ),
        help=Text(
            zh="核对两者；要以数据为准，写 baseline: from_figures",
            en="check both; to start from the figures instead, write `baseline: from_figures`",
        ),
        what=Text(
            zh="数据中的基期值与规划印出的不同，多因修订或口径调整。",
            en="The figures' value of the base year is not the plan's, mostly after a revision or a change of scope.",
        ),
        why=Text(zh="基期一变，需要的速度和进度都变。", en="A moved start moves the required rate and the progress."),
        bad="baseline: 466   # figures: 2020,468",
        good="baseline: from_figures",
    )
)


@CHECKS.entry(REBASED_BASELINE.code)
def rebased_baseline(context: Context) -> Iterator[Finding]:
    """Assessments whose baseline differs from the figures', with the status that the other one would give."""
    for assessment in context.assessments:
        if Flag.REBASED in assessment.flags:
            held = _held(assessment)
            yield REBASED_BASELINE.at(
                held.figures[-1].place if held.figures else assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                baseline=float(assessment.baseline),
                got=held.text or held.value,
                base=assessment.baseline_period.label,
                status=assessment.status,
                other=_status_from(context, assessment, held.value),
            )


def _held(assessment: Assessment) -> Reading:
    """The figures' own value of the base year."""
    end = assessment.baseline_period.end
    return next(one for one in assessment.series if one.period.end == end and not one.annualised)


def _status_from(context: Context, assessment: Assessment, value: float) -> str:
    baseline = assessment.target.baseline
    assert baseline is not None
    moved = replace(assessment.target, baseline=replace(baseline, value=value))
    found = assess_target(context.plan, moved, context.selection, context.when)
    return next(other.status for other in found if other.region == assessment.region)
