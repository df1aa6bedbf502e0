"""The score of Statistics Canada for an indicator without a goal."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, number


def growth_score(x: Floats, direction: float, settings: Settings) -> Floats:
    """Score of a yearly growth rate R (a share) in the wanted direction: 125 R - 2.5 below 0, 500 R/C - 2.5 up to
    0.5 % C, 250 R/C - 1.25 up to 1.5 % C, 500 R/C - 5 above, held to -5..5. `factor` is C, 1 far from a limit.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress.
    """
    rate, factor = x * direction, number(settings, "factor")
    scaled = rate / factor
    score = np.select(
        [rate < 0, scaled < 0.005, scaled < 0.015],
        [125 * rate - 2.5, 500 * scaled - 2.5, 250 * scaled - 1.25],
        500 * scaled - 5,
    )
    return np.asarray(np.clip(np.where(np.isnan(x), np.nan, score), -5.0, 5.0))


SHAPES.add(
    "growth_score",
    Shape(
        title=Text(zh="增长率得分（-5 至 5）", en="growth without a goal, -5 to 5"),
        source=Text(
            zh="加拿大统计局《加拿大指标框架》进展测算",
            en="Statistics Canada, Canadian Indicator Framework, measuring progress",
        ),
        defaults={"factor": 1.0},
        points=growth_score,
        ends=lambda settings: (-5.0, 5.0),
    ),
)
