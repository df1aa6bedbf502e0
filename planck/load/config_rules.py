"""X010 to X012: the settings of a project, `[tool.planck]` in its pyproject.toml."""

from planck.model import Severity
from planck.registry import rule

UNKNOWN_SETTING = rule("X010", "unknown-setting", Severity.ERROR)

BAD_SETTING = rule("X011", "bad-setting", Severity.ERROR)

UNREADABLE_SETTINGS = rule("X012", "unreadable-settings", Severity.ERROR)
