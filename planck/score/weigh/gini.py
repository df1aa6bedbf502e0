"""Gini: a column in which marks are more unequal weighs more."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def gini(x: Floats) -> Floats:
    """The Gini coefficient of each column: mean absolute difference of all pairs over twice the mean.

    Computed from the order statistics, sum of (2 i - n - 1) x(i) / (n sum of x), which is the same.
    """
    n = len(x)
    steps = (2 * np.arange(1, n + 1) - n - 1)[:, None]
    return np.asarray((steps * np.sort(x, axis=0)).sum(axis=0) / (n * x.sum(axis=0)))


WEIGHTINGS.add(
    "gini",
    Weighting(
        title=Text(zh="基尼系数法", en="Gini coefficient"),
        source=Text(
            zh="Gini；与 scikit-criteria 0.10、pymcdm 1.4.0 结果一致",
            en="Gini; agrees with scikit-criteria 0.10 and pymcdm 1.4.0",
        ),
        make=gini,
        needs_positive=True,
    ),
)
