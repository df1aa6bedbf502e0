"""E020 to E039: what can be wrong with a table as such: its quotes, its cells, its header."""

from planck.model import Severity
from planck.registry import rule

OTHER_DELIMITER = rule("E020", "other-delimiter", Severity.NOTE)

UNCLOSED_QUOTE = rule("E021", "unclosed-quote", Severity.ERROR)

TEXT_AFTER_QUOTE = rule("E022", "text-after-quote", Severity.ERROR)

TOO_LONG = rule("E023", "cell-too-long", Severity.ERROR)

NO_HEADER = rule("E030", "no-header", Severity.ERROR, blocking=True)

UNKNOWN_COLUMN = rule("E031", "unknown-column", Severity.WARNING)

UNNAMED_COLUMN = rule("E032", "unnamed-column", Severity.WARNING)

REPEATED_COLUMN = rule("E033", "repeated-column", Severity.ERROR)

MISSING_COLUMN = rule("E034", "missing-column", Severity.ERROR, blocking=True)

NO_FIGURES = rule("E035", "no-figures-in-sight", Severity.ERROR, blocking=True)
