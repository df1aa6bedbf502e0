"""A plan held against itself: does what it prints agree? One file per audit, each with its rules and one function.

An audit looks at the same `PlanResult` as a check, with or without figures, and never changes a verdict.
"""

from collections.abc import Callable, Iterator

from planck.assess.plan import PlanResult
from planck.model import Finding
from planck.registry import Table

Audit = Callable[[PlanResult], Iterator[Finding]]

AUDITS: Table[Audit] = Table("audit", home="planck.audit")
# What only a whole plan can tell: of one with errors, targets are left out, and with them what they use.
OF_WHOLE_PLANS = frozenset({"A026"})
