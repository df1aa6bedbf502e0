"""CRITIC: spread times conflict with the other columns."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def critic(x: Floats) -> Floats:
    """Standard deviation of the min-max column times the sum over columns of 1 - correlation.

    Source: Diakoulaki, Mavrotas and Papayannakis, Computers and Operations Research 22 (1995).
    """
    z = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    centred = (z - z.mean(axis=0)) / z.std(axis=0)
    conflict = 1 - centred.T @ centred / len(z)
    return np.asarray(z.std(axis=0) * conflict.sum(axis=1))


WEIGHTINGS.add(
    "critic",
    Weighting(
        title=Text(zh="CRITIC 法", en="CRITIC"),
        source=Text(
            zh="Diakoulaki 等，Computers and Operations Research 22（1995）",
            en="Diakoulaki et al., Computers and Operations Research 22 (1995)",
        ),
        make=critic,
    ),
)
