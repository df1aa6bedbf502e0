"""A005: parts above their whole, one of them or all together."""

from collections.abc import Iterator, Sequence

from planck.assess.names import key
from planck.audit import AUDITS
from planck.audit.in_force import in_force
from planck.audit.printed import Printed, aim, places_for, printed, unit_of
from planck.checks import Context
from planck.model import Amount, Difference, Finding, Names, Plan, Rule, Severity, Target, Text
from planck.registry import rule

PARTS_EXCEED_WHOLE = rule(
    Rule(
        code="A005",
        name="parts-exceed-whole",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：{what}为 {got}，其中项（{parts}）为 {sum}，多 {gap}",
            en="{name}: its {what} is {got}, but its parts ({parts}) come to {sum}, {gap} more",
        ),
        help=Text(zh="核对口径；部分有重叠的，不要都写 part_of", en="check the scope; parts that overlap are no parts"),
        what=Text(
            zh="“其中”各项的目标或基期之和大于总体。",
            en="The goals or the baselines of the parts of a target add up to more than the target's own.",
        ),
        why=Text(
            zh="各部分都完成时总体必然超额，总体目标就没有意义；或者口径不同。",
            en="If every part is kept, the whole is exceeded and asks for nothing; or the scopes differ.",
        ),
        bad="talents: {goal: {total: {at_least: 300}}}\nchosen: {part_of: talents, goal: {total: {at_least: 360}}}",
        good="talents: {goal: {total: {at_least: 300}}}\nchosen: {part_of: talents, goal: {total: {at_least: 60}}}",
    )
)

SCALES = {
    "百万": 1e6,
    "千万": 1e7,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
    "亿": 1e8,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
}
Number = tuple[Target, Printed]


@AUDITS.entry(PARTS_EXCEED_WHOLE.code)
def parts_exceed_whole(context: Context) -> Iterator[Finding]:
    """Wholes whose parts are printed larger, goals with goals and baselines with baselines, in one unit."""
    targets = [in_force(context, target) for target in context.plan.targets]
    for whole in targets:
        parts = [part for part in targets if part.part_of == whole.id and part.region == whole.region]
        yield from _compare(context, _goal(whole), [_goal(part) for part in parts], Text(zh="目标", en="goal"))
        yield from _compare(context, _start(whole), [_start(part) for part in parts], Text(zh="基期数", en="baseline"))


def _goal(target: Target) -> Number | None:
    found = aim(target.goal, 0.0)
    return (target, found) if found else None


def _start(target: Target) -> Number | None:
    start = target.baseline
    return (target, printed(start.value, start.printed)) if start and start.value is not None else None


def scale(unit: str) -> tuple[float, str]:
    """What a unit counts in, and what it counts: 万元 is 10,000 of 元."""
    name = key(unit)
    found = next((word for word in SCALES if name.startswith(word) and name != word), "")
    return SCALES.get(found, 1.0), name[len(found) :]


def _compare(context: Context, whole: Number | None, parts: Sequence[Number | None], what: Text) -> Iterator[Finding]:
    there = [part for part in parts if part is not None]
    if whole is None:
        return
    like = [part for part in there if _alike(context.plan, whole[0], part[0])]
    factor, _ = scale(unit_of(context.plan, whole[0]))
    values = [part[1].value * scale(unit_of(context.plan, part[0]))[0] / factor for part in like]
    slack = sum(part[1].slack * scale(unit_of(context.plan, part[0]))[0] / factor for part in like)
    total = sum(values)
    if like and total > whole[1].value + (whole[1].slack + slack if len(like) > 1 else 1e-9 * abs(total)):
        unit = unit_of(context.plan, whole[0])
        places = places_for(total - whole[1].value, max(number.places for _, number in (whole, *like)))
        yield PARTS_EXCEED_WHOLE.at(
            whole[0].place,
            plan=context.plan.id,
            target=whole[0].id,
            name=whole[0].name,
            what=what,
            parts=Names(tuple(part.name for part, _ in like)),
            got=Amount(whole[1].value, whole[1].places, unit),
            sum=Amount(total, places, unit),
            gap=Difference(total - whole[1].value, places, unit),
        )


def _alike(plan: Plan, whole: Target, part: Target) -> bool:
    units = scale(unit_of(plan, whole))[1], scale(unit_of(plan, part))[1]
    return units[0] == units[1] and whole.goal.quantity is part.goal.quantity and whole.due == part.due
