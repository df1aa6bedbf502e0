"""T006: the goal's date has come without its figure."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Flag, Reading, Rule, Severity, Text
from planck.registry import rule

EXPIRED = rule(
    Rule(
        code="T006",
        name="expired",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：目标时点{due}已过，没有该时点的数据",
            en="{name}: its date {due} has come, its figure has not",
        ),
        help=Text(
            zh="补充目标时点的数据",
            en="add the figure for the goal's date",
        ),
        what=Text(
            zh="目标时点已过，但没有该时点的数据，不能说实现或未实现。",
            en="The date of the goal has passed, and without its figure nobody can say met or missed.",
        ),
        why=Text(
            zh="过期的目标不能继续当作“进行中”。", en="An expired goal must not go on reading as one in progress."
        ),
        bad="due: 2025   # newest figure 2024, judged as of 2026",
        good="指标,2025,1012",
    )
)


@CHECKS.entry(EXPIRED.code)
def expired(context: Context) -> Iterator[Finding]:
    """Targets whose date has passed without a figure for it."""
    for assessment in context.assessments:
        if Flag.EXPIRED in assessment.flags and isinstance(assessment.latest, Reading):
            yield context.verdict(EXPIRED, assessment)
