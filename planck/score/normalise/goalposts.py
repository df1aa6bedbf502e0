"""Between two fixed ends, cut off beyond them."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, ends, scale
from planck.score.refusal import Floats


def goalposts(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (z - worst) / (best - worst) held to 0..1, times the scale. Worst and best are in the indicator's unit.

    Source: UNDP, Human Development Report 2023-24, technical note 1; COINr 1.1.14, n_goalposts.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        return np.asarray(np.clip((figures * direction - low) / (high - low), 0, 1) * given["scale"])

    return scale(mark, why, (0.0, given["scale"]))


NORMALISATIONS.add(
    "goalposts",
    Normalisation(
        title=Text(zh="上下限标准化（超出部分截断）", en="between two fixed ends, cut off beyond them"),
        source=Text(
            zh="UNDP《人类发展报告 2023-24》技术说明 1；COINr 1.1.14，n_goalposts",
            en="UNDP, Human Development Report 2023-24, technical note 1; COINr 1.1.14, n_goalposts",
        ),
        parameters={"worst": None, "best": None, "scale": 100.0},
        fit=goalposts,
    ),
)
