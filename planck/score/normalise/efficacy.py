"""The efficacy coefficient 功效系数."""

import numpy as np

from planck.model import Text
from planck.score.normalisation import NORMALISATIONS, Given, Normalisation, Scale, ends, scale
from planck.score.refusal import Floats


def efficacy(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (x - worst) / (best - worst) * span + base, with a floor only where one is given.

    Worst 不允许值 and best 满意值 are in the indicator's unit, or those of the sample. Source: the usual form of the
    coefficient, C = 40 and D = 60; worked example of an examination: 5.81 between 6 and 12 gives 58.73, below the base.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        marks = (figures * direction - low) / (high - low) * given["span"] + given["base"]
        return np.asarray(np.fmax(marks, np.where(np.isnan(figures), np.nan, given["floor"])))

    lowest_mark = np.fmax(given["base"], given["floor"])
    return scale(mark, why, (lowest_mark, given["base"] + given["span"]))


NORMALISATIONS.add(
    "efficacy",
    Normalisation(
        title=Text(zh="功效系数法", en="efficacy coefficient"),
        source=Text(
            zh="功效系数法通用公式；算例：5.81 介于 6 与 12 之间得 58.73 分",
            en="common formula of the efficacy coefficient; worked example: 5.81 with 6 and 12 gives 58.73",
        ),
        parameters={"worst": np.nan, "best": np.nan, "span": 40.0, "base": 60.0, "floor": np.nan},
        fit=efficacy,
    ),
)
