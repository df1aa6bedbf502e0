"""The score of Statistics Canada for an indicator with a goal."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape


def ratio_score(x: Floats, direction: float, settings: Settings) -> Floats:
    """Score 7.1429 R - 4.2857 from R = 0.6 and 4.1667 R - 2.5 below, held to -5..5, with R growth achieved over growth
    required.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress; the coefficients as published.
    """
    return np.asarray(np.clip(np.where(x >= 0.6, 7.1429 * x - 4.2857, 4.1667 * x - 2.5), -5.0, 5.0))


SHAPES.add(
    "ratio_score",
    Shape(
        title=Text(zh="目标进度得分（-5 至 5）", en="progress towards a goal, -5 to 5"),
        source=Text(
            zh="加拿大统计局《加拿大指标框架》进展测算",
            en="Statistics Canada, Canadian Indicator Framework, measuring progress",
        ),
        points=ratio_score,
        ends=lambda settings: (-5.0, 5.0),
    ),
)
