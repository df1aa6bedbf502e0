"""Standard deviation: a column in which marks spread more weighs more."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def standard_deviation(x: Floats) -> Floats:
    """The standard deviation of each column."""
    return np.asarray(x.std(axis=0))


WEIGHTINGS.add(
    "standard_deviation",
    Weighting(
        title=Text(zh="标准差法", en="standard deviation"),
        source=Text(
            zh="与 scikit-criteria 0.10、pymcdm 1.4.0 结果一致", en="agrees with scikit-criteria 0.10 and pymcdm 1.4.0"
        ),
        make=standard_deviation,
    ),
)
