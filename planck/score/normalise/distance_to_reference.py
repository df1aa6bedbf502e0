"""How near a reference, the worst of the sample being 0."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def distance_to_reference(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 - (reference - z) / (reference - min z), times the scale, at most cap where one is given.

    The reference is in the unit of the indicator. Source: COINr 1.1.14, n_dist2ref.
    """
    z = x * direction
    low, reference = lowest(z), given["reference"] * direction

    def mark(figures: Floats) -> Floats:
        near = 1 - (reference - figures * direction) / (reference - low)
        return np.asarray(np.fmin(near, np.where(np.isnan(figures), np.nan, given["cap"])) * given["scale"])

    same, under = (reference == low, Refusal.NO_SPAN), (reference < low, Refusal.WRONG_WAY)
    return scale(mark, first_reason(low.shape, same, under), (0.0, given["cap"] * given["scale"]))


NORMALISATIONS.add(
    "distance_to_reference",
    Normalisation(
        title=Text(zh="与参照值的距离", en="how near a reference"),
        source=Text(
            zh="COINr 1.1.14，n_dist2ref",
            en="COINr 1.1.14, n_dist2ref",
        ),
        parameters={"reference": None, "cap": np.nan, "scale": 100.0},
        fit=distance_to_reference,
    ),
)
