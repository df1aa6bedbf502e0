"""E024 to E026, E036 to E038: what was done to read a table that is not one plain row of names and rows of figures."""

from planck.model import Severity
from planck.registry import rule

OTHER_SHEETS = rule("E024", "other-sheets", Severity.NOTE)

CORNER = rule("E025", "unnamed-first-column", Severity.NOTE)

STATED_ONCE = rule("E026", "stated-once", Severity.NOTE)

ROWS_ABOVE = rule("E036", "rows-above", Severity.NOTE)

ROWS_ASIDE = rule("E037", "rows-set-aside", Severity.NOTE)

STACKED_HEADER = rule("E038", "header-of-several-rows", Severity.NOTE)
