"""Marks the number of units that are worse over the number of other units, times the scale."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, below, count, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def percentile_rank(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the number of units that are worse over the number of other units, times the scale.

    Source: COINr 1.1.14, n_prank.
    """
    z = x * direction
    under = below(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray(under(figures * direction) / (count(z) - 1) * given["scale"])

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(x.shape[1], few, same), (0.0, given["scale"]))


NORMALISATIONS.add(
    "percentile_rank",
    Normalisation(
        title=Text(zh="百分位名次", en="the share of the other units that are worse"),
        source=Text(
            zh="COINr 1.1.14，n_prank",
            en="COINr 1.1.14, n_prank",
        ),
        parameters={"scale": 100.0},
        fit=percentile_rank,
    ),
)
