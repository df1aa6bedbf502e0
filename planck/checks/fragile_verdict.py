"""T007: a verdict that rests on rounding or on a preliminary figure: on a difference that the figures cannot tell."""

from collections.abc import Iterator
from dataclasses import replace

from planck.checks import CHECKS, Context
from planck.model import Argument, Finding, Flag, Missing, Rule, Severity, Text
from planck.registry import rule

FRAGILE_VERDICT = rule(
    Rule(
        code="T007",
        name="fragile-verdict",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：“{status:status}”取决于{cause}，否则可能为“{other:status}”",
            en="{name}: '{status:status}' rests on {cause}; it could as well be '{other:status}'",
        ),
        help=Text(
            zh="引用这一结论时说明它不稳；能取得更精确的数据时改用更精确的",
            en="say so wherever the verdict is quoted, and use a figure with more digits where there is one",
        ),
        what=Text(
            zh="在印出位数的舍入范围内，或按以往的幅度修订初步数据，状态会改变。只靠最后一个数据的结论另在报告中写明。",
            en="Within the rounding of the printed figures, or with a preliminary figure revised as far as usual, the "
            "status would be another one. What rests on the last figure alone is said in the reports.",
        ),
        why=Text(
            zh="这样的结论由数据本身分不清的差别决定，不宜据以奖惩。",
            en="A difference decides that the figures cannot tell, which is too little to reward or blame anybody by.",
        ),
        bad="rd_intensity,2023,1.2   # anything from 1.15, off track, to 1.249, behind",
        good="rd_intensity,2023,1.20   # and 1.10 for the base year, with its digits",
    )
)

CAUSES = {
    "rounding": Text(zh="四舍五入", en="rounding"),
    "revision": Text(zh="尚未定案的初步数据", en="a preliminary figure"),
}


@CHECKS.entry(FRAGILE_VERDICT.code)
def fragile_verdict(context: Context) -> Iterator[Finding]:
    """One finding for a verdict that is not firm, with its first cause and the worst status it could be.

    None for one that a newer figure has just changed, as figures do, and none for a scenario, which no office rounded.
    """
    for assessment in context.assessments:
        if assessment.outlook is None or Flag.ASSUMED in assessment.flags:
            continue
        firm = assessment.outlook.fragility
        cause, others = ("rounding", firm.rounding) if "rounding" in firm.causes else ("revision", firm.revision)
        if isinstance(others, Missing) or not others:
            continue
        found = context.verdict(FRAGILE_VERDICT, assessment)
        told: dict[str, Argument] = {"status": assessment.status, "cause": CAUSES[cause], "other": others[-1]}
        yield replace(found, arguments={**found.arguments, **told})
