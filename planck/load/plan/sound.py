"""What is left of a plan when its errors are taken out: nothing in it refers to what is not there."""

from collections.abc import Iterable
from dataclasses import replace

from planck.model import Finding, Indicator, Plan, Severity, Target, indicators_in, series_in


def sound(plan: Plan, findings: Iterable[Finding]) -> Plan:
    """The plan without the targets that have errors, and without what refers to nothing."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return plan
    indicators = _computable(plan.indicators)
    known = frozenset(indicator.id for indicator in indicators)
    bad = frozenset(finding.target for finding in errors)
    targets = _whole(tuple(target for target in plan.targets if target.id not in bad and _about(target) <= known))
    identities = tuple(
        identity
        for identity in plan.identities
        if indicators_in(identity.left) | indicators_in(identity.right) <= known
    )
    return replace(plan, indicators=indicators, targets=targets, identities=identities)


def _computable(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """Those that need no indicator that is missing, nor themselves."""
    while True:
        known = _reached(indicators)
        kept = tuple(each for each in indicators if each.id in known and _needs(each) <= known)
        if len(kept) == len(indicators):
            return kept
        indicators = kept


def _reached(indicators: tuple[Indicator, ...]) -> frozenset[str]:
    """Those that are published, and those whose formulas read the figures of reached ones only."""
    known: frozenset[str] = frozenset()
    while True:
        more = frozenset(each.id for each in indicators if not each.formula or series_in(each.formula) <= known)
        if more == known:
            return known
        known = more


def _needs(indicator: Indicator) -> frozenset[str]:
    return indicators_in(indicator.formula) if indicator.formula else frozenset()


def _about(target: Target) -> frozenset[str]:
    """The indicators that a target needs."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    return frozenset((target.indicator, *(goal.series for goal in goals if goal.series)))


def _whole(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Those that are part of nothing, or of a target that is there."""
    while True:
        ids = frozenset(("", *(target.id for target in targets)))
        kept = tuple(target for target in targets if target.part_of in ids and target.adds_to in ids)
        if len(kept) == len(targets):
            return kept
        targets = kept
