"""Every kind of finding that planck can make, for documentation and for formats that list them all."""

from collections.abc import Mapping
from importlib import import_module

from planck.model import Rule
from planck.registry import RULES, discover

_ROOMS = ("load", "checks", "audit", "provenance", "score", "gate")


def every_rule() -> Mapping[str, Rule]:
    """All rules by code, those of the loaders, the checks and the audits, whether they were needed so far or not."""
    for room in _ROOMS:
        discover(import_module(f"planck.{room}"))
    return dict(RULES.items())
