"""Points by bands, with a bonus for every step beyond the highest one."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, bands, number


def step_bands(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points of the highest band whose border x reaches, 0 below all; step_points more for every whole step beyond the
    highest border, at most bonus_cap. Less is better: a figure reaches a border from above.

    Source: 国发〔2007〕36号, the table of energy saving: 40/36/32/28/24/20/0 for 100/90/80/70/60/50 %, 3 points for
    every 10 % beyond, at most 9.
    """
    steps = bands(settings)
    sign = 1.0 if direction > 0 else -1.0
    points = np.zeros(x.shape)
    for border, worth in reversed(steps):
        # A share worked out from a goal may miss its border by the last binary digit.
        points = np.where(sign * (x - border) >= -1e-9 * abs(border), worth, points)
    step, each, cap = (number(settings, name) for name in ("step", "step_points", "bonus_cap"))
    beyond = np.maximum(sign * (x - steps[0][0]), 0.0)
    points = points + np.minimum(np.floor(beyond / step + 1e-9) * each, cap)
    return np.asarray(np.where(np.isnan(x), np.nan, points))


SHAPES.add(
    "step_bands",
    Shape(
        title=Text(zh="分档计分，超额按档加分", en="points by bands, a bonus for every step beyond"),
        source=Text(
            zh="国发〔2007〕36号 节能目标责任评价考核计分表",
            en="State Council document 36 of 2007, table for energy saving",
        ),
        defaults={"full": 100.0, "step": 10.0, "step_points": 0.0, "bonus_cap": 0.0},
        points=step_bands,
        ends=lambda settings: (0.0, bands(settings)[0][1] + number(settings, "bonus_cap")),
    ),
)
