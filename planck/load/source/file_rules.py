"""E001 to E007, E013 and E014: what can be wrong with a file or folder before its bytes are looked at."""

from planck.model import Severity
from planck.registry import rule

MISSING_FILE = rule("E001", "missing-file", Severity.ERROR, blocking=True)

NOT_A_FILE = rule("E002", "not-a-file", Severity.ERROR, blocking=True)

NO_PERMISSION = rule("E003", "no-permission", Severity.ERROR, blocking=True)

TOO_LARGE = rule("E004", "file-too-large", Severity.ERROR, blocking=True)

UNREADABLE = rule("E005", "unreadable-file", Severity.ERROR, blocking=True)

CHANGED = rule("E006", "changed-while-read", Severity.ERROR, blocking=True)

EMPTY = rule("E007", "empty-file", Severity.ERROR, blocking=True)

NO_FILES = rule("E013", "no-files-in-folder", Severity.ERROR, blocking=True)

TOO_MANY_ENTRIES = rule("E014", "folder-too-large", Severity.ERROR, blocking=True)
