"""Rules S030 to S033, S040 and S041: what a plan says of itself and of its indicators."""

from planck.model import Severity
from planck.registry import rule

PERIOD_ORDER = rule("S030", "period-order", Severity.ERROR, blocking=True)

NOT_A_PERIOD = rule("S031", "not-a-period", Severity.ERROR, blocking=True)

NOT_A_DATE = rule("S032", "not-a-date", Severity.ERROR, blocking=True)

NO_TARGETS = rule("S033", "no-targets", Severity.NOTE)

RATIO_WITHOUT_UNIT = rule("S040", "ratio-without-unit", Severity.WARNING)

QUOTED_UNIT = rule("S044", "quoted-unit", Severity.ERROR, blocking=True)

PART_OF_SHARE = rule("S043", "part-of-a-share", Severity.ERROR, blocking=True)

PART_OF_YEAR = rule("S041", "part-of-year", Severity.ERROR, blocking=True)
