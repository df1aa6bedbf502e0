"""Every kind of finding that planck can make, for documentation and for formats that list them all."""

from collections.abc import Mapping

from planck.model import Rule
from planck.registry import RULES, discover


def every_rule() -> Mapping[str, Rule]:
    """All rules by code, those of the loaders and those of the checks, whether they were needed so far or not."""
    import planck.checks
    import planck.load

    discover(planck.load)
    discover(planck.checks)
    return dict(RULES.items())
