"""Full marks inside a range, less the farther outside it."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, number


def interval(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full inside [low, high]; full * (1 - (low - x) / d) below and full * (1 - (x - high) / d) above, with
    d = max(low - least, most - high), not below 0. The direction does not matter.

    Source: the moderate-indicator standardisation of multi-indicator evaluation in Chinese statistics.
    """
    full, low, high, least, most = (number(settings, name) for name in ("full", "low", "high", "least", "most"))
    outside = np.maximum(np.maximum(low - x, x - high), 0.0)
    return np.asarray(np.maximum(full * (1 - outside / max(low - least, most - high)), 0.0))


SHAPES.add(
    "interval",
    Shape(
        title=Text(zh="适度区间计分", en="full marks inside a range"),
        source=Text(
            zh="多指标综合评价中适度指标的标准化公式",
            en="standardisation of moderate indicators in multi-indicator evaluation",
        ),
        defaults={"full": 100.0},
        points=interval,
        ends=lambda settings: (0.0, number(settings, "full")),
    ),
)
