"""A026: an indicator that nothing in the plan uses."""

from collections.abc import Iterator

from planck.audit import AUDITS
from planck.checks import Context
from planck.model import Finding, Plan, Rule, Severity, Text, indicators_in
from planck.registry import rule

UNUSED_INDICATOR = rule(
    Rule(
        code="A026",
        name="unused-indicator",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：没有目标、公式或恒等式用到这一指标",
            en="{name}: no target, formula or identity uses this indicator",
        ),
        help=Text(
            zh="删去，或写出用到它的目标、公式或恒等式",
            en="remove it, or write the target, formula or identity that uses it",
        ),
        what=Text(zh="indicators 中的一项没有被用到。", en="An entry under `indicators` is not used by anything."),
        why=Text(
            zh="多半是漏写了目标，或公式里写成了别的名字。",
            en="Mostly a target was left out, or a formula names something else.",
        ),
        bad="firms: {goal: {at_least: 60}}\nindicators: {staff: {name: {zh: 从业人员}, unit: 人, measure: stock}}",
        good="firms: {goal: {at_least: 60}, formula: staff / 50}\n"
        "indicators: {staff: {name: {zh: 从业人员}, unit: 人, measure: stock}}",
    )
)


@AUDITS.entry(UNUSED_INDICATOR.code)
def unused_indicator(context: Context) -> Iterator[Finding]:
    """Indicators that the plan never comes back to."""
    used = _used(context.plan)
    for indicator in context.plan.indicators:
        if indicator.id not in used:
            yield UNUSED_INDICATOR.at(indicator.place, plan=context.plan.id, name=indicator.name, got=indicator.id)


def _used(plan: Plan) -> frozenset[str]:
    # A formula may name its own indicator, as baseline(x) does; that is no use of it.
    own = ((one.id, indicators_in(one.formula)) for one in plan.indicators if one.formula)
    parts = (id_ for owner, ids in own for id_ in ids if id_ != owner)
    sides = (side for identity in plan.identities for side in (identity.left, identity.right))
    goals = (goal for target in plan.targets for goal in (target.goal, *(one.goal for one in target.revisions)))
    return frozenset(
        (
            *(target.indicator for target in plan.targets),
            *(goal.series for goal in goals),
            *parts,
            *(id_ for side in sides for id_ in indicators_in(side)),
            *_scored(plan),
        )
    )


def _scored(plan: Plan) -> Iterator[str]:
    """The indicators that a scoring model in the plan reads, where plans have one."""
    for domain in getattr(getattr(plan, "scoring", None), "domains", ()):
        yield from (leaf.id for leaf in domain.leaves())
