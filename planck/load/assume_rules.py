"""E060 to E062: what can be wrong with `--assume`."""

from planck.model import Severity
from planck.registry import rule

ASSUMPTION_FORM = rule("E060", "assumption-form", Severity.ERROR, blocking=True)

ASSUMPTION_TARGET = rule("E061", "assumption-target", Severity.ERROR, blocking=True)

ASSUMPTION_REGION = rule("E062", "assumption-region", Severity.ERROR, blocking=True)
