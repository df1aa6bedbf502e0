"""Full marks less points for every unit missed."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, number


def unit_deduction(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full - points * (from - x) / per where x falls short of `from`, down to 0; where less is better, where x
    goes beyond it.

    Source: deduction by units missed, down to zero, as in assessments of yearly tasks.
    """
    full, start, each, per = (number(settings, name) for name in ("full", "from", "points", "per"))
    short = np.maximum((start - x) * direction, 0.0)
    return np.asarray(np.maximum(full - each * short / per, 0.0))


SHAPES.add(
    "unit_deduction",
    Shape(
        title=Text(zh="每差一个单位扣分，扣完为止", en="points off for every unit missed, down to zero"),
        source=Text(zh="年度任务考核的扣分做法", en="deduction rules of yearly assessments"),
        defaults={"full": 100.0, "from": 0.0, "per": 1.0},
        points=unit_deduction,
        ends=lambda settings: (0.0, number(settings, "full")),
    ),
)
