"""A011: the plan's own words or pace point one way, the goal the other."""

from collections.abc import Iterator

from planck.audit import AUDITS
from planck.audit.printed import way
from planck.checks import Context
from planck.model import Comparator, Finding, Quantity, Rule, Severity, Target, Text
from planck.registry import rule

WRONG_SIDE = rule(
    Rule(
        code="A011",
        name="wrong-side",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划写的是{told}（{said}），目标却是{wanted}",
            en="{name}: the plan speaks of {told} ({said}), the goal asks for {wanted}",
        ),
        help=Text(
            zh="核对 at_least 与 at_most、增减方向和基期数",
            en="check at_least against at_most, the sign and the baseline",
        ),
        what=Text(
            zh="规划的用词或所印速度的方向，与目标的比较方式或与基期数到目标数的方向相反。",
            en="The words or the printed pace point one way; the comparator, or baseline and goal, the other.",
        ),
        why=Text(
            zh="方向写反的目标，越差越像完成。",
            en="A goal encoded the wrong way round looks the better kept the worse things get.",
        ),
        bad="baseline: 12\ngoal: {at_least: 10}\nsource: {as_printed: 下降到10}",
        good="baseline: 12\ngoal: {at_most: 10}\nsource: {as_printed: 下降到10}",
    )
)

UP = ("增长", "提高", "提升", "上升", "增加", "翻番", "倍增")
DOWN = ("下降", "降低", "降至", "降到", "减少", "压减", "控制在", "缩短")
MORE = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
LESS = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)
WORDS = {1: Text(zh="上升", en="a rise"), -1: Text(zh="下降", en="a fall")}


@AUDITS.entry(WRONG_SIDE.code)
def wrong_side(context: Context) -> Iterator[Finding]:
    """Targets whose words and pace have one direction, and whose goal has the other."""
    for target in context.plan.targets:
        told, said = _told(target)
        wanted = _wanted(target)
        if told and wanted and told != wanted:
            yield WRONG_SIDE.at(
                target.goal.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                told=WORDS[told],
                said=said,
                wanted=WORDS[wanted],
            )
        elif told and (found := way(target)) and (found.goal.value - found.start.value) * told < 0:
            yield WRONG_SIDE.at(
                target.goal.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                told=WORDS[told],
                said=said,
                wanted=WORDS[-told],
            )


def _told(target: Target) -> tuple[int, str]:
    """+1 for up, -1 for down, 0 where nothing is said or both are; and what says so."""
    stated, text = target.stated, target.source.as_printed
    paces = [pace for pace in (stated.growth, stated.points, stated.units) if pace] if stated else []
    texts = dict(stated.printed) if stated else {}
    words = [word for word in (*UP, *DOWN) if word in text]
    signs = {1 if pace > 0 else -1 for pace in paces} | {1 if word in UP else -1 for word in words}
    said = ", ".join((*words, *(text for key, text in texts.items() if key in ("growth", "points", "units"))))
    return (signs.pop(), said) if len(signs) == 1 else (0, "")


def _wanted(target: Target) -> int:
    comparator = target.goal.comparator
    sign = 1 if comparator in MORE else -1 if comparator in LESS else 0
    return -sign if target.goal.quantity in FALLING else sign
