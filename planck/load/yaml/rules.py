"""Rules S001 to S010: what YAML text a plan may be written in."""

from planck.model import Severity
from planck.registry import rule

SYNTAX = rule("S001", "yaml-syntax", Severity.ERROR, blocking=True)

CHARACTER = rule("S002", "yaml-character", Severity.ERROR, blocking=True)

TOO_LARGE = rule("S003", "plan-too-large", Severity.ERROR, blocking=True)

UNKNOWN_ANCHOR = rule("S004", "unknown-anchor", Severity.ERROR, blocking=True)

ALIAS_OF_ITSELF = rule("S005", "alias-of-itself", Severity.ERROR, blocking=True)

TAG = rule("S006", "yaml-tag", Severity.ERROR, blocking=True)

MERGE_KEY = rule("S007", "merge-key", Severity.ERROR, blocking=True)

REPEATED_KEY = rule("S008", "repeated-key", Severity.ERROR, blocking=True)

KEY = rule("S009", "key-not-text", Severity.ERROR, blocking=True)

DOCUMENTS = rule("S010", "one-document", Severity.ERROR, blocking=True)
