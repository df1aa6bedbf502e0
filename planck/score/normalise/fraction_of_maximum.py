"""The fraction of the best of the sample."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def fraction_of_maximum(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks x / max x, and min x / x for an indicator of which less is better; times the scale.

    Source: COINr 1.1.14, n_fracmax, which divides by the best for less-is-better too, so that worse figures get more.
    """
    less = direction < 0
    low, high = lowest(x), highest(x)

    def mark(figures: Floats) -> Floats:
        return np.asarray(np.where(less, low / figures, figures / high) * given["scale"])

    base = np.where(less, low, high)
    why = first_reason(x.shape[1], (base <= 0, Refusal.NOT_POSITIVE), (low == high, Refusal.CONSTANT))
    return scale(mark, why, (np.nan, given["scale"]))


NORMALISATIONS.add(
    "fraction_of_maximum",
    Normalisation(
        title=Text(zh="与最优值之比", en="the fraction of the best of the sample"),
        source=Text(
            zh="COINr 1.1.14，n_fracmax",
            en="COINr 1.1.14, n_fracmax",
        ),
        parameters={"scale": 100.0},
        fit=fraction_of_maximum,
    ),
)
