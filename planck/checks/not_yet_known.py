"""C009: figures published after the time of judgement."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

NOT_YET_KNOWN = rule(
    Rule(
        code="C009",
        name="not-yet-known",
        severity=Severity.NOTE,
        message=Text(
            zh="判断时点为{as_of}：{count}个数据在此之后才公布，未使用",
            en="not known as of {as_of}, and not used: figures published later, {count} in number",
        ),
        help=Text(zh="要使用它们，把 --as-of 推后或去掉", en="move --as-of on, or leave it out, to use them"),
        what=Text(
            zh="判断时点之后公布的数据不影响结论。", en="Figures published after the judgement date change nothing."
        ),
        why=Text(zh="这样才能重现当时的结论。", en="So that a verdict of the past can be reproduced."),
        bad="--as-of 2022   # figure published 2023-05-11",
        good="--as-of 2023-05-11",
    )
)


@CHECKS.entry(NOT_YET_KNOWN.code)
def not_yet_known(context: Context) -> Iterator[Finding]:
    """One finding for all figures of the plan that were not known yet, at the first of them."""
    later = context.selection.unknown
    if later and context.as_of:
        yield NOT_YET_KNOWN.at(later[0].place, plan=context.plan.id, as_of=context.as_of.label, count=len(later))
