"""Between the standards of two neighbouring bands, in a straight line."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, bands, number


def banded_efficacy(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * c between standards: full c_lo + (x - s_lo) / (s_hi - s_lo) (full c_hi - full c_lo); full times the
    highest coefficient above the best standard, 0 below the poorest.

    bands: pairs of a standard and its coefficient (0..1), the best first. Source: SASAC, comprehensive performance
    evaluation of central enterprises: basic points plus adjustment points between the standards of two bands.
    """
    full = number(settings, "full")
    best_first = bands(settings)
    # Less is better: the standards rise from the best to the poorest.
    order = sorted(best_first, key=lambda band: band[0])
    standards = np.array([standard for standard, _ in order])
    worth = np.array([coefficient * full for _, coefficient in order])
    points = np.interp(x, standards, worth)
    poorest = best_first[-1][0]
    below = x < poorest if direction > 0 else x > poorest
    return np.asarray(np.where(np.isnan(x), np.nan, np.where(below, 0.0, points)))


SHAPES.add(
    "banded_efficacy",
    Shape(
        title=Text(zh="分档功效系数（国资委）", en="efficacy between the standards of bands (SASAC)"),
        source=Text(
            zh="国务院国资委《中央企业综合绩效评价实施细则》：基础分加调整分",
            en="SASAC, rules for the performance evaluation of central enterprises: basic and adjustment points",
        ),
        defaults={"full": 100.0},
        points=banded_efficacy,
        ends=lambda settings: (0.0, number(settings, "full") * bands(settings)[0][1]),
    ),
)
