"""The share of a goal that was reached, with what goes beyond it capped."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, number


def completion_ratio(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * x / goal, at most full + cap and never below 0; full * goal / x where less is better.

    Source: 常州市武进区 2010 assessment: weight times completion, the bonus at most 4 points.
    """
    full, goal, cap = (number(settings, name) for name in ("full", "goal", "cap"))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / goal if direction > 0 else np.where(x > 0, goal / x, np.nan)
    return np.asarray(np.clip(full * share, 0.0, full + cap))


SHAPES.add(
    "completion_ratio",
    Shape(
        title=Text(zh="完成率计分，超额加分封顶", en="share of the goal reached, the bonus for more capped"),
        source=Text(
            zh="常州市武进区 2010 年考核：权重乘完成率，加分最高 4 分",
            en="assessment of Wujin, 2010: weight times completion, bonus of at most 4 points",
        ),
        defaults={"goal": 1.0, "cap": 0.0, "full": 100.0},
        points=completion_ratio,
        ends=lambda settings: (0.0, number(settings, "full") + number(settings, "cap")),
    ),
)
