"""Between the worst and the best of the sample."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def min_max(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks a + (b - a) (z - min z) / (max z - min z), with z = direction times figure.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
    """
    z = x * direction
    low, high = lowest(z), highest(z)
    a, b = given["low"], given["high"]

    def mark(figures: Floats) -> Floats:
        return np.asarray((figures * direction - low) / (high - low) * (b - a) + a)

    return scale(mark, first_reason(low.shape, (low == high, Refusal.CONSTANT), (a >= b, Refusal.NO_SPAN)), (a, b))


NORMALISATIONS.add(
    "min_max",
    Normalisation(
        title=Text(zh="极差标准化", en="between the worst and the best of the sample"),
        source=Text(
            zh="OECD/JRC《综合指标编制手册》（2008）第 5 节",
            en="OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5",
        ),
        parameters={"low": 0.0, "high": 100.0},
        fit=min_max,
    ),
)
