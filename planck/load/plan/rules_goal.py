"""Rules S060 to S066: what a goal asks for."""

from planck.model import Severity
from planck.registry import rule

ONE_COMPARATOR = rule("S060", "one-comparator", Severity.ERROR, blocking=True)

TOLERANCE = rule("S061", "tolerance", Severity.ERROR, blocking=True)

REVERSED = rule("S062", "bounds-reversed", Severity.ERROR, blocking=True)

PERCENT_IN_UNIT = rule("S063", "percent-of-what", Severity.ERROR, blocking=True)

GOAL_MEASURE = rule("S064", "goal-measure", Severity.ERROR, blocking=True)

GOAL_NEEDS_BASELINE = rule("S065", "goal-needs-baseline", Severity.ERROR, blocking=True)

GOAL_SIGN = rule("S066", "goal-sign", Severity.ERROR, blocking=True)
