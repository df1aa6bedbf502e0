"""The weighted generalised mean: p = 1 is arithmetic, towards 0 geometric, -1 harmonic."""

from functools import partial

import numpy as np

from planck.model import Text
from planck.score.aggregate.geometric import FORM as GEOMETRIC
from planck.score.aggregation import AGGREGATIONS, Aggregation, Form, Parameters, mean
from planck.score.refusal import Codes, Floats


def _power(x: Floats, p: float) -> Floats:
    return np.asarray(np.power(x, p))


def _slope(x: Floats, p: float) -> Floats:
    return np.asarray(p * np.power(x, p - 1))


def form(given: Parameters) -> Form:
    """The form of the mean of power p; p = 0 is its limit, the geometric mean.

    Below 0 it needs parts above 0, between that and 1 or above 1 parts that are not negative.
    """
    p = float(given["p"])
    if p == 0:
        return GEOMETRIC
    return Form(
        to=partial(_power, p=p),
        back=partial(_power, p=1 / p),
        slope=partial(_slope, p=p),
        least=-np.inf if p == 1 else 0.0,
        open_end=p < 0,
    )


def generalised(x: Floats, w: Floats, given: Parameters) -> tuple[Floats, Codes]:
    """(Sum of w x^p / sum of w) ^ (1/p). Source: COINr 1.1.14, a_genmean."""
    return mean(x, w, form(given))


AGGREGATIONS.add(
    "generalised",
    Aggregation(
        title=Text(zh="加权幂平均（指数 p）", en="weighted generalised mean of power p"),
        source=Text(zh="COINr 1.1.14，a_genmean", en="COINr 1.1.14, a_genmean"),
        parameters={"p": 2.0},
        combine=generalised,
        form=form,
    ),
)
