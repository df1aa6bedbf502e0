"""T001: a target is behind its path."""

from collections.abc import Iterator

from planck.assess.opinions import level_of
from planck.checks import CHECKS, Context
from planck.model import Finding, Level, Rule, Severity, Text
from planck.registry import rule

BEHIND = rule(
    Rule(
        code="T001",
        name="behind",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：滞后于路径要求",
            en="{name}: behind what its path asks for",
        ),
        help=Text(
            zh="看报告中的“今后年速”；若目标已调整，用 revisions 记录",
            en="see the pace needed from now; if the goal was changed, record it under `revisions`",
        ),
        what=Text(
            zh="进度低于路径要求，但差距不大。",
            en="Progress is below what the path asks for, within the border of being off track.",
        ),
        why=Text(zh="还来得及，但今后每年需要更快。", en="There is time, but every year from now must do more."),
        bad="way 0.45 of 0.60 asked",
        good="way 0.60 of 0.60 asked",
    )
)


@CHECKS.entry(BEHIND.code)
def behind(context: Context) -> Iterator[Finding]:
    """Targets whose status comes to behind, by whatever method."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.BEHIND:
            yield context.verdict(BEHIND, assessment)
