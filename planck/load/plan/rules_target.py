"""Rules S050 to S057: how a target is to be reached, and by when."""

from planck.model import Severity
from planck.registry import rule

BASELINE_BESIDE_SERIES = rule("S058", "baseline-beside-series", Severity.WARNING)

DUE_BEFORE_BASE = rule("S050", "due-not-after-base", Severity.ERROR, blocking=True)

MILESTONE_OUTSIDE = rule("S051", "milestone-outside", Severity.ERROR, blocking=True)

REPEATED_TIME = rule("S052", "repeated-time", Severity.ERROR, blocking=True)

SCHEDULE_SHARE = rule("S053", "schedule-share", Severity.ERROR, blocking=True)

TWO_INDICATORS = rule("S054", "indicator-and-own", Severity.ERROR, blocking=True)

COMPOUND = rule("S055", "no-growth-from-here", Severity.ERROR, blocking=True)

UNKNOWN_BORDER = rule("S056", "unknown-border", Severity.ERROR, blocking=True)

BORDERS_RISE = rule("S057", "borders-not-falling", Severity.ERROR, blocking=True)
