"""T002: a target is off track."""

from collections.abc import Iterator

from planck.assess.opinions import level_of
from planck.checks import CHECKS, Context
from planck.model import Finding, Level, Rule, Severity, Text
from planck.registry import rule

OFF_TRACK = rule(
    Rule(
        code="T002",
        name="off-track",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：严重滞后于路径要求",
            en="{name}: far behind what its path asks for",
        ),
        help=Text(
            zh="看报告中的“今后年速”；若目标已调整，用 revisions 记录",
            en="see the pace needed from now; if the goal was changed, record it under `revisions`",
        ),
        what=Text(zh="进度远低于路径要求。", en="Progress is far below what the path asks for."),
        why=Text(zh="按目前速度无法达到目标。", en="At this pace the goal is out of reach."),
        bad="way 0.02 of 0.20 asked",
        good="way 0.20 of 0.20 asked",
    )
)


@CHECKS.entry(OFF_TRACK.code)
def off_track(context: Context) -> Iterator[Finding]:
    """Targets whose status comes to off track, by whatever method."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.OFF_TRACK:
            yield context.verdict(OFF_TRACK, assessment)
