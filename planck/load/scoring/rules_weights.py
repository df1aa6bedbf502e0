"""Rule S113: weights that are to be made of the figures where they cannot be."""

from planck.model import Severity
from planck.registry import rule

WEIGHTS_TWICE = rule("S113", "weights-stated-and-made", Severity.ERROR, blocking=True)
