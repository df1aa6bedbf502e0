"""Standard deviations from the mean of the sample."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, count, highest, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def z_score(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks mean + sd (z - mean of z) / (standard deviation of z), with z = direction times figure, divisor n - 1.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
    """
    z = x * direction
    number = np.maximum(count(z), 1)
    with np.errstate(all="ignore"):
        centre = np.nansum(z, axis=0) / number
        spread = np.sqrt(np.nansum((z - centre) ** 2, axis=0) / (number - 1))

    def mark(figures: Floats) -> Floats:
        return np.asarray((figures * direction - centre) / spread * given["sd"] + given["mean"])

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(spread.shape, few, same, (given["sd"] <= 0, Refusal.NO_SPAN)), (np.nan, np.nan))


NORMALISATIONS.add(
    "z_score",
    Normalisation(
        title=Text(zh="标准差标准化（Z 分数）", en="standard deviations from the mean"),
        source=Text(
            zh="OECD/JRC《综合指标编制手册》（2008）第 5 节",
            en="OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5",
        ),
        parameters={"mean": 50.0, "sd": 10.0},
        fit=z_score,
    ),
)
