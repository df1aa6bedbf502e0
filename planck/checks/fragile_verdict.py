"""T007: a verdict that rests on rounding, on the last figure alone, or on a preliminary figure."""

from collections.abc import Iterator
from dataclasses import replace

from planck.checks import CHECKS, Context
from planck.model import Argument, Finding, Missing, Rule, Severity, Text
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
            zh="在印出位数的舍入范围内、去掉最后一个数据，或按以往的幅度修订初步数据，状态会改变。",
            en="Within the rounding of the printed figures, without the last figure, or with a preliminary figure "
            "revised as far as usual, the status would be another one.",
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
    "last_figure": Text(zh="最后一个数据", en="the last figure alone"),
    "revision": Text(zh="尚未定案的初步数据", en="a preliminary figure"),
}


@CHECKS.entry(FRAGILE_VERDICT.code)
def fragile_verdict(context: Context) -> Iterator[Finding]:
    """One finding for a verdict that is not firm, with its first cause and the worst status it could be."""
    for assessment in context.assessments:
        if assessment.outlook is None or not assessment.outlook.fragility.causes:
            continue
        firm = assessment.outlook.fragility
        cause = firm.causes[0]
        others = {"rounding": firm.rounding, "last_figure": firm.dropped, "revision": firm.revision}[cause]
        assert not isinstance(others, Missing)
        found = context.verdict(FRAGILE_VERDICT, assessment)
        told: dict[str, Argument] = {"status": assessment.status, "cause": CAUSES[cause], "other": others[-1]}
        yield replace(found, arguments={**found.arguments, **told})
