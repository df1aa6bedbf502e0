"""MEREC: a column weighs what its removal would change."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def merec(x: Floats) -> Floats:
    """Sum over units of |ln(1 + mean of |ln n|) - the same without the column|, with n = min x / x.

    Source: Keshavarz-Ghorabaee et al., Symmetry 13 (2021).
    """
    shares = np.abs(np.log(x.min(axis=0) / x))
    total = shares.sum(axis=1, keepdims=True)
    whole, without = np.log1p(total / x.shape[1]), np.log1p((total - shares) / x.shape[1])
    return np.asarray(np.abs(without - whole).sum(axis=0))


WEIGHTINGS.add(
    "merec",
    Weighting(
        title=Text(zh="MEREC 法", en="MEREC"),
        source=Text(
            zh="Keshavarz-Ghorabaee 等，Symmetry 13（2021）", en="Keshavarz-Ghorabaee et al., Symmetry 13 (2021)"
        ),
        make=merec,
        needs_positive=True,
    ),
)
