"""Rule L040: figures that were converted, for a plan or for a score."""

from planck.model import Severity
from planck.registry import rule

CONVERTED_UNIT = rule("L040", "converted-unit", Severity.NOTE)
