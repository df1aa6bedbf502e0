"""Rules G105 to G113: scores that could not be made, and what they rest on."""

from planck.model import Severity
from planck.registry import rule

LITTLE_COVERAGE = rule("G105", "too-little-coverage", Severity.WARNING)
CONSTANT = rule("G106", "indicator-without-scale", Severity.ERROR)
NOT_POSITIVE = rule("G107", "not-positive-in-mean", Severity.ERROR)
NO_UNIT_HAS = rule("G108", "indicator-without-figures", Severity.WARNING)
CARRIED = rule("G109", "older-figures", Severity.NOTE)
ASSUMED = rule("G110", "score-rests-on-assumed", Severity.WARNING)
VETO_UNCHECKED = rule("G111", "veto-not-checked", Severity.NOTE)
NOTHING_SCORED = rule("G112", "nothing-scored", Severity.ERROR)
NO_WEIGHTS = rule("G113", "weights-not-made", Severity.ERROR, blocking=True)

# Rules G101 to G104: figures that a scoring model cannot use.
UNIT_TWICE = rule("G101", "unit-twice", Severity.ERROR)
WRONG_UNIT = rule("G102", "scored-in-wrong-unit", Severity.ERROR)
UNMATCHED = rule("G103", "not-in-model", Severity.NOTE)
NOT_A_YEAR = rule("G104", "not-a-whole-year", Severity.NOTE)

# Rules G114 to G117: published scores and ranks that were held against the figures.
PUBLISHED = rule("G114", "published-does-not-follow", Severity.ERROR)
COMPARED = rule("G115", "published-compared", Severity.NOTE)
NO_SCORE_FOR_IT = rule("G117", "published-without-score", Severity.WARNING)
DOES_NOT_FIT = rule("G116", "row-does-not-fit-its-inputs", Severity.ERROR)

# Rules G121 to G124: a plan and the model that it is scored by.
UNKNOWN_DOMAIN = rule("G121", "domain-not-in-model", Severity.WARNING)
OUTSIDE = rule("G122", "targets-without-domain", Severity.NOTE)
NO_MODEL = rule("G123", "plan-without-model", Severity.ERROR, blocking=True)

NO_PLAN = rule("G124", "model-without-plan", Severity.ERROR, blocking=True)
