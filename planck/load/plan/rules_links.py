"""Rules S034 to S039 and S042: how the parts of a plan refer to each other."""

from planck.model import Severity
from planck.registry import rule

ID_CLASH = rule("S034", "id-clash", Severity.ERROR, blocking=True)

NAME_CLASH = rule("S035", "name-clash", Severity.ERROR, blocking=True)

UNKNOWN_REFERENCE = rule("S036", "unknown-reference", Severity.ERROR, blocking=True)

PART_OF_CYCLE = rule("S037", "part-of-cycle", Severity.ERROR, blocking=True)

FORMULA = rule("S038", "formula-error", Severity.ERROR, blocking=True)

FORMULA_CYCLE = rule("S039", "formula-cycle", Severity.ERROR, blocking=True)

FORMULA_DEPTH = rule("S042", "formula-depth", Severity.ERROR, blocking=True)
