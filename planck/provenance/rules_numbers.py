"""P002, P003, P004, P010, P011, P013, P014, P016: numbers that were held against the documents."""

from planck.model import Severity
from planck.registry import rule

NOT_QUOTED = rule("P002", "number-not-quoted", Severity.ERROR)
NOT_ENCODED = rule("P003", "quote-not-encoded", Severity.ERROR)
NOT_FOUND = rule("P004", "not-in-document", Severity.ERROR)
NOT_NAMED = rule("P010", "number-without-name", Severity.WARNING)
MOVED = rule("P011", "place-off", Severity.NOTE)
UNTRACED = rule("P013", "untraced", Severity.NOTE)
UNUSED_REASON = rule("P014", "unused-reason", Severity.WARNING)
UNPAIRED = rule("P016", "places-without-quotes", Severity.ERROR)
TRACED = rule("P015", "traced", Severity.NOTE)


# P005 to P009, P012, P017: the documents of a folder and their cards.

NOT_HELD = rule("P005", "document-not-held", Severity.NOTE)
UNREAD_FORM = rule("P006", "unread-form", Severity.WARNING)
OTHER_DOCUMENT = rule("P007", "other-document", Severity.ERROR)
NO_CARD = rule("P008", "no-card", Severity.NOTE)
BAD_CARD = rule("P009", "bad-card", Severity.ERROR)
NO_READER = rule("P012", "no-document-reader", Severity.ERROR, blocking=True)
SCENARIO = rule("P017", "scenario-not-traced", Severity.NOTE)


# P001: targets and figures that do not say where their numbers stand.

NO_SOURCE = rule("P001", "no-source", Severity.WARNING)
