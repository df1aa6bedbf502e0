"""Entropy: a column in which units differ more in their shares weighs more."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def entropy(x: Floats) -> Floats:
    """1 + sum of p ln p / ln n per column, with p = x / sum of x. Source: Shannon's entropy over ln n."""
    p = x / x.sum(axis=0)
    return np.asarray(1 + (p * np.log(p)).sum(axis=0) / np.log(len(x)))


WEIGHTINGS.add(
    "entropy",
    Weighting(
        title=Text(zh="熵权法", en="entropy"),
        source=Text(
            zh="Shannon 熵；与 scikit-criteria 0.10、pymcdm 1.4.0 结果一致",
            en="Shannon entropy; agrees with scikit-criteria 0.10 and pymcdm 1.4.0",
        ),
        make=entropy,
        needs_positive=True,
    ),
)
