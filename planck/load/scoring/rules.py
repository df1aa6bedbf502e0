"""Rules S100 to S112: what is wrong with a scoring model."""

from planck.model import Severity
from planck.registry import rule

WEIGHTS_SUM = rule("S100", "weights-do-not-sum", Severity.ERROR, blocking=True)

WEIGHTS_PARTLY = rule("S101", "weight-missing", Severity.ERROR, blocking=True)

SHARES_SUM = rule("S102", "shares-do-not-sum", Severity.ERROR, blocking=True)

UNKNOWN_SETTING = rule("S103", "unknown-score-setting", Severity.ERROR, blocking=True)

MISSING_SETTING = rule("S104", "setting-missing", Severity.ERROR, blocking=True)

SETTINGS_ORDER = rule("S105", "settings-out-of-order", Severity.ERROR, blocking=True)

ONE_KIND_OF_PARTS = rule("S106", "one-kind-of-parts", Severity.ERROR, blocking=True)

GRADES_FALL = rule("S107", "grades-do-not-fall", Severity.ERROR, blocking=True)

UNKNOWN_GRADE = rule("S108", "unknown-grade", Severity.ERROR, blocking=True)

UNKNOWN_CLASS = rule("S109", "unknown-class", Severity.ERROR, blocking=True)

NAME_TWICE = rule("S110", "scored-name-twice", Severity.ERROR, blocking=True)

USE_ALONE = rule("S111", "use-stands-alone", Severity.ERROR, blocking=True)

ONE_BOUND = rule("S112", "veto-needs-a-bound", Severity.ERROR, blocking=True)
