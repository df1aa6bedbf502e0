"""T003: a target moves away from its goal."""

from collections.abc import Iterator

from planck.assess.opinions import level_of
from planck.checks import CHECKS, Context
from planck.model import Finding, Level, Rule, Severity, Text
from planck.registry import rule

REVERSING = rule(
    Rule(
        code="T003",
        name="reversing",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：正在背离目标",
            en="{name}: moving away from its goal",
        ),
        help=Text(
            zh="核对数据；若口径变化，重设基期",
            en="check the figures; after a change of scope, reset the baseline",
        ),
        what=Text(
            zh="指标比基期更差，或曾达到目标后又跌回。",
            en="The indicator is worse than at the baseline, or it had met the goal and lost it again.",
        ),
        why=Text(zh="方向错了，速度就没有意义。", en="With the wrong direction, a pace means nothing."),
        bad="68.6 at the baseline, 46.7 now, goal: at_least 55",
        good="68.6 at the baseline, 60.2 now, goal: at_least 55",
    )
)


@CHECKS.entry(REVERSING.code)
def reversing(context: Context) -> Iterator[Finding]:
    """Targets whose status comes to reversing, by whatever method."""
    for assessment in context.assessments:
        if level_of(assessment) is Level.REVERSING:
            yield context.verdict(REVERSING, assessment)
