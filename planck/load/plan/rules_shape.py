"""Rules S020 to S027: keys and values that are not those of the plan format."""

from planck.model import Severity
from planck.registry import rule

VERSION = rule("S020", "unsupported-version", Severity.ERROR, blocking=True)

UNKNOWN_KEY = rule("S021", "unknown-key", Severity.ERROR, blocking=True)

MISSING_KEY = rule("S022", "missing-key", Severity.ERROR, blocking=True)

WRONG_VALUE = rule("S023", "wrong-value", Severity.ERROR, blocking=True)

UNKNOWN_WORD = rule("S024", "unknown-word", Severity.ERROR, blocking=True)

UNREADABLE_NUMBER = rule("S025", "unreadable-number", Severity.ERROR, blocking=True)

FULL_WIDTH = rule("S026", "full-width-number", Severity.ERROR, blocking=True)

PERCENT_SIGN = rule("S027", "percent-sign-missing", Severity.ERROR, blocking=True)
