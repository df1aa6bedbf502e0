"""E063: figures whose form `--fix` does not repair."""

from planck.model import Severity
from planck.registry import rule
from planck.words import Label

WORKBOOK = Label("load.repair_rules.workbook")
ENCODING = Label("load.repair_rules.encoding")
NOT_THE_SAME = Label("load.repair_rules.not_the_same")

LEFT_UNREPAIRED = rule("E063", "left-unrepaired", Severity.NOTE)
