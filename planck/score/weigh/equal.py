"""The same weight for every column."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def equal(x: Floats) -> Floats:
    """1 for each column."""
    return np.ones(x.shape[1])


WEIGHTINGS.add(
    "equal",
    Weighting(
        title=Text(zh="等权", en="equal weights"),
        source=Text(zh="不从数据求得", en="not made from figures"),
        make=equal,
        needs_spread=False,
    ),
)
