"""Between two fixed ends on a logarithmic scale, cut off beyond them."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def log_goalposts(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (ln x - ln worst) / (ln best - ln worst) held to 0..1, times the scale.

    Source: UNDP, Human Development Report 2023-24, technical note 1: income between 100 and 75,000.
    """
    worst, best = given["worst"], given["best"]
    with np.errstate(all="ignore"):
        low, high = np.log(worst), np.log(best)

    def mark(figures: Floats) -> Floats:
        return np.asarray(np.clip((np.log(figures) - low) / (high - low), 0, 1) * given["scale"])

    improper = (np.fmin(worst, best) <= 0) | (lowest(x) <= 0)
    wrong = (best - worst) * direction < 0
    reasons = (improper, Refusal.NOT_POSITIVE), (worst == best, Refusal.NO_SPAN), (wrong, Refusal.WRONG_WAY)
    return scale(mark, first_reason(x.shape[1], *reasons), (0.0, given["scale"]))


NORMALISATIONS.add(
    "log_goalposts",
    Normalisation(
        title=Text(
            zh="对数上下限标准化（超出部分截断）", en="between two fixed ends of the logarithm, cut off beyond them"
        ),
        source=Text(
            zh="UNDP《人类发展报告 2023-24》技术说明 1",
            en="UNDP, Human Development Report 2023-24, technical note 1",
        ),
        parameters={"worst": None, "best": None, "scale": 100.0},
        fit=log_goalposts,
    ),
)
