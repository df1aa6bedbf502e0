"""T005: a goal is met while the figures get worse."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Flag, Rule, Severity, Text
from planck.registry import rule

MET_BUT_WORSENING = rule(
    Rule(
        code="T005",
        name="met-but-worsening",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：仍达到目标，但比基期更差",
            en="{name}: met, but worse than at the baseline",
        ),
        help=Text(
            zh="查看走势，考虑设定更高的目标",
            en="look at the trend, and consider a goal that still asks for something",
        ),
        what=Text(zh="目标已达到，但走向相反。", en="The goal is met, and the indicator moves the other way."),
        why=Text(zh="“已达到”会掩盖恶化。", en="Met alone would hide the deterioration."),
        bad="7.05 at the baseline, 12.58 now, goal: at_most 70",
        good="7.05 at the baseline, 6.9 now, goal: at_most 70",
    )
)


@CHECKS.entry(MET_BUT_WORSENING.code)
def met_but_worsening(context: Context) -> Iterator[Finding]:
    """Met targets whose figures are worse than their baseline."""
    for assessment in context.assessments:
        if Flag.MET_BUT_WORSENING in assessment.flags:
            yield context.verdict(MET_BUT_WORSENING, assessment)
