"""Against a standard value, capped."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, lowest, scale
from planck.score.refusal import Floats, Refusal, first_reason


def standard(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks min(cap, 100 x / standard); 100 standard / x for an indicator of which less is better.

    Source: 全国科技进步统计监测, monitoring value over standard, at most 100.
    """
    less, standard = direction < 0, given["standard"]

    def mark(figures: Floats) -> Floats:
        share = np.where(less, standard / figures, figures / standard) * 100
        return np.asarray(np.fmin(share, np.where(np.isnan(figures), np.nan, given["cap"])))

    improper = (standard <= 0) | (less & (lowest(x) <= 0))
    return scale(mark, first_reason(x.shape[1], (improper, Refusal.NOT_POSITIVE)), (0.0, given["cap"]))


NORMALISATIONS.add(
    "standard",
    Normalisation(
        title=Text(zh="与标准值之比（封顶）", en="against a standard value, capped"),
        source=Text(
            zh="全国科技进步统计监测：监测值与标准值之比，最高 100",
            en="national monitoring of science and technology progress: value over standard, at most 100",
        ),
        parameters={"standard": None, "cap": 100.0},
        fit=standard,
    ),
)
