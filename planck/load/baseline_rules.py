"""X029: a baseline file that cannot be used."""

from planck.model import Severity
from planck.registry import rule

BAD_BASELINE = rule("X029", "bad-baseline", Severity.ERROR, blocking=True)
