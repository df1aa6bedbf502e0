"""E040 to E059: what can be wrong with a row of figures and its cells."""

from planck.model import Severity
from planck.registry import rule

TOO_FEW_CELLS = rule("E040", "too-few-cells", Severity.WARNING)

TOO_MANY_CELLS = rule("E041", "too-many-cells", Severity.ERROR)

NO_INDICATOR = rule("E042", "no-indicator", Severity.ERROR)

BAD_PERIOD = rule("E043", "bad-period", Severity.ERROR)

BAD_NUMBER = rule("E044", "bad-number", Severity.ERROR)

NORMALISED_NUMBER = rule("E045", "normalised-number", Severity.NOTE)

BAD_STATUS = rule("E046", "bad-status", Severity.ERROR)

BAD_PUBLISHED = rule("E047", "bad-published", Severity.ERROR)

PUBLISHED_EARLY = rule("E048", "published-early", Severity.WARNING)

ERROR_VALUE = rule("E049", "error-value", Severity.ERROR)

YEAR_OF_DAY = rule("E050", "year-of-day", Severity.NOTE)
