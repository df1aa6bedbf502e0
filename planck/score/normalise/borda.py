"""Marks the number of units that are worse."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, below, count, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def borda(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the number of units that are worse: 0 for the worst figure.

    Source: COINr 1.1.14, n_borda.
    """
    z = x * direction
    under = below(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray(under(figures * direction))

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(x.shape[1], few, same), (0.0, count(z) - 1))


NORMALISATIONS.add(
    "borda",
    Normalisation(
        title=Text(zh="Borda 分", en="the number of units that are worse"),
        source=Text(
            zh="COINr 1.1.14，n_borda",
            en="COINr 1.1.14, n_borda",
        ),
        fit=borda,
    ),
)
