"""A plan held against itself: does what it prints agree? A file a theme: rules in a table, a function each.

An audit looks at the same `PlanResult` as a check, with or without figures, and never changes a verdict.
"""

from collections.abc import Callable, Iterator

from planck.assess.plan import PlanResult
from planck.model import Finding, Rule
from planck.registry import Table

Audit = Callable[[PlanResult], Iterator[Finding]]

AUDITS: Table[Audit] = Table("audit", home="planck.audit")
# What only a whole plan can tell: of one with errors, targets are left out, and with them what they use.
OF_WHOLE_PLANS = frozenset({"A026"})


def of_each(*rules: Rule) -> Callable[[Audit], Audit]:
    """Registers what finds several sorts of things at once as an audit of each."""

    def registered(seek: Audit) -> Audit:
        for rule in rules:
            AUDITS.add(rule.code, _only(rule, seek))
        return seek

    return registered


def _only(rule: Rule, seek: Audit) -> Audit:
    return lambda result: (finding for finding in seek(result) if finding.code == rule.code)
