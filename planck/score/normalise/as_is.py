"""Figures that are marks already."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, scale
from planck.score.refusal import Floats


def as_is(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the figure itself, with its sign turned where less is better."""
    del given

    def mark(figures: Floats) -> Floats:
        return np.asarray(figures * direction)

    return scale(mark, np.zeros(x.shape[1], dtype=np.int8), (np.nan, np.nan))


NORMALISATIONS.add(
    "as_is",
    Normalisation(
        title=Text(zh="原值（已是得分）", en="the figure itself, which is a mark already"),
        source=Text(
            zh="不作换算",
            en="no conversion",
        ),
        fit=as_is,
    ),
)
