"""By place: full marks for the first, the same step less for each one after."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, number


def places(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * (1 - step * (place - 1)), not below 0; equal figures share the better place.

    Source: assessments by place: the first has full marks and each place after it 5 % less.
    """
    full, step = number(settings, "full"), number(settings, "step")
    known = ~np.isnan(x)
    ranked = np.sort(-direction * x[known])
    place = np.searchsorted(ranked, -direction * x, side="left")
    return np.asarray(np.where(known, np.maximum(full * (1 - step * place), 0.0), np.nan))


SHAPES.add(
    "places",
    Shape(
        title=Text(zh="按名次计分，第一名满分", en="by place, full marks for the first"),
        source=Text(
            zh="名次计分的通行做法：第一名满分，每降一名减 5%",
            en="usual in assessments by place: full marks for the first, 5 % less for each place after",
        ),
        defaults={"full": 100.0, "step": 0.05},
        points=places,
        ends=lambda settings: (0.0, number(settings, "full")),
    ),
)
