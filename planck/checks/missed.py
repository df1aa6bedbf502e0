"""T004: a target was missed."""

from collections.abc import Iterator

from planck.assess.opinions import level_of
from planck.checks import CHECKS, Context
from planck.model import Finding, Level, Nature, Rule, Severity, Text
from planck.registry import rule

MISSED = rule(
    Rule(
        code="T004",
        name="missed",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：未实现",
            en="{name}: missed",
        ),
        help=Text(
            zh="若目标已正式调整，用 revisions 记录；若已接受，写入 ignore 并说明理由",
            en="record a formal change of the goal under `revisions`, or accept it with an `ignore` and a reason",
        ),
        what=Text(
            zh="目标时点的数据未达到目标；约束性目标未实现列为错误。",
            en="The figure for the goal's date does not meet it. A missed binding goal is an error.",
        ),
        why=Text(
            zh="约束性指标未完成意味着问责和一票否决。",
            en="A missed binding goal is a responsibility, and a veto in most assessments.",
        ),
        bad="nature: binding, goal: {at_least: 3}   # figure for the date: 2.9",
        good="figure for the date: 3.06",
    )
)


@CHECKS.entry(MISSED.code)
def missed(context: Context) -> Iterator[Finding]:
    """Missed targets; a binding one is an error."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.MISSED:
            binding = assessment.target.nature is Nature.BINDING
            yield context.verdict(MISSED, assessment, Severity.ERROR if binding else None)
