"""E017 to E019: what can be wrong with a workbook before its cells are looked at."""

from planck.model import Severity
from planck.registry import rule

BAD_WORKBOOK = rule("E017", "unreadable-workbook", Severity.ERROR, blocking=True)

TOO_LARGE_WORKBOOK = rule("E018", "workbook-too-large", Severity.ERROR, blocking=True)

NO_SHEET = rule("E019", "no-such-sheet", Severity.ERROR, blocking=True)
