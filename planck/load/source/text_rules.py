"""E008 to E012 and E015: what can be wrong with the text of a file, whatever it is about."""

from planck.model import Severity
from planck.registry import rule

NOT_UTF8 = rule("E008", "not-utf8", Severity.ERROR, blocking=True)

OTHER_ENCODING = rule("E009", "other-encoding", Severity.ERROR, blocking=True)

NUL_CHARACTER = rule("E010", "nul-character", Severity.ERROR)

ODD_CHARACTER = rule("E011", "odd-character", Severity.WARNING)

TOO_MANY_LINES = rule("E012", "too-many-lines", Severity.ERROR, blocking=True)

MORE_FINDINGS = rule("E015", "more-findings", Severity.ERROR)

GUESSED_ENCODING = rule("E016", "guessed-encoding", Severity.NOTE)
