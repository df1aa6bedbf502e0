"""The share of the way from a stated start to a target."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, scale
from planck.score.refusal import Floats, Refusal, first_reason


def distance_to_target(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (x - start) / (target - start), times the scale, at most cap where one is given.

    The start must be stated: taken from the sample it would let a peer's figure move the progress of another unit.
    Source: COINr 1.1.14, n_dist2targ, whose start is the minimum of the sample.
    """
    start, target = given["start"], given["target"]

    def mark(figures: Floats) -> Floats:
        way = (figures - start) / (target - start)
        return np.asarray(np.fmin(way, np.where(np.isnan(figures), np.nan, given["cap"])) * given["scale"])

    wrong = (target - start) * direction < 0
    why = first_reason(x.shape[1], (start == target, Refusal.NO_SPAN), (wrong, Refusal.WRONG_WAY))
    return scale(mark, why, (0.0, given["cap"] * given["scale"]))


NORMALISATIONS.add(
    "distance_to_target",
    Normalisation(
        title=Text(zh="向目标值推进的程度", en="the share of the way from a start to a target"),
        source=Text(
            zh="COINr 1.1.14，n_dist2targ",
            en="COINr 1.1.14, n_dist2targ",
        ),
        parameters={"start": None, "target": None, "cap": np.nan, "scale": 100.0},
        fit=distance_to_target,
    ),
)
