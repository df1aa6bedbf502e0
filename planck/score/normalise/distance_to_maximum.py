"""How near the best of the sample."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def distance_to_maximum(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 - (max z - z) / (max z - min z), times the scale, with z = direction times figure.

    Source: COINr 1.1.14, n_dist2max.
    """
    z = x * direction
    low, high = lowest(z), highest(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray((1 - (high - figures * direction) / (high - low)) * given["scale"])

    return scale(mark, first_reason(low.shape, (low == high, Refusal.CONSTANT)), (0.0, given["scale"]))


NORMALISATIONS.add(
    "distance_to_maximum",
    Normalisation(
        title=Text(zh="与最优值的距离", en="how near the best of the sample"),
        source=Text(
            zh="COINr 1.1.14，n_dist2max",
            en="COINr 1.1.14, n_dist2max",
        ),
        parameters={"scale": 100.0},
        fit=distance_to_maximum,
    ),
)
