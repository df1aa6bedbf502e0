"""X025, X026: rows of the record of revisions that cannot be used."""

from planck.model import Severity
from planck.registry import rule

BAD_RECORD = rule("X025", "bad-record", Severity.ERROR)

NO_REASON = rule("X026", "reasonless-record", Severity.ERROR)
