"""X020 to X024 and X030: what a run is compared with."""

from planck.model import Severity
from planck.registry import rule

NO_BASE = rule("X020", "no-base", Severity.NOTE)

BASE_REQUIRED = rule("X021", "base-required", Severity.ERROR, blocking=True)

UNKNOWN_BASE = rule("X022", "unknown-base", Severity.ERROR, blocking=True)

UNREADABLE_BEFORE = rule("X023", "unreadable-before", Severity.WARNING)

UNVERSIONED = rule("X024", "unversioned-file", Severity.NOTE)

UNKNOWN_SIDE = rule("X030", "unknown-side", Severity.ERROR, blocking=True)
