"""Every kind of finding that planck can make, for documentation and for formats that list them all."""

from collections.abc import Mapping

from planck.model import Rule
from planck.registry import RULES, discover


def every_rule() -> Mapping[str, Rule]:
    """All rules by code, those of the loaders, the checks and the audits, whether they were needed so far or not."""
    import planck.audit
    import planck.checks
    import planck.gate
    import planck.load
    import planck.provenance
    import planck.score

    for package in (planck.load, planck.checks, planck.audit, planck.provenance, planck.score, planck.gate):
        discover(package)
    return dict(RULES.items())
