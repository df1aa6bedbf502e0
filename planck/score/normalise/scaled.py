"""Between two fixed ends, not cut off beyond them."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, ends, scale
from planck.score.refusal import Floats


def scaled(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (z - worst) / (best - worst), times the scale. Worst and best are in the indicator's unit.

    Source: COINr 1.1.14, n_scaled.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        return np.asarray((figures * direction - low) / (high - low) * given["scale"])

    return scale(mark, why, (0.0, given["scale"]))


NORMALISATIONS.add(
    "scaled",
    Normalisation(
        title=Text(zh="上下限标准化（不截断）", en="between two fixed ends, not cut off beyond them"),
        source=Text(
            zh="COINr 1.1.14，n_scaled",
            en="COINr 1.1.14, n_scaled",
        ),
        parameters={"worst": None, "best": None, "scale": 100.0},
        fit=scaled,
    ),
)
