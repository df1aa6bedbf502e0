"""Marks 1 for the worst figure, 1 more for every unit that is worse."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, below, count, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def rank(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 for the worst figure, 1 more for every unit that is worse; ties share the lower mark.

    Source: COINr 1.1.14, n_rank.
    """
    z = x * direction
    under = below(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray(under(figures * direction) + 1)

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(x.shape[1], few, same), (1.0, count(z)))


NORMALISATIONS.add(
    "rank",
    Normalisation(
        title=Text(zh="名次分（越好越大）", en="the place counted from the worst, which is 1"),
        source=Text(
            zh="COINr 1.1.14，n_rank",
            en="COINr 1.1.14, n_rank",
        ),
        fit=rank,
    ),
)
