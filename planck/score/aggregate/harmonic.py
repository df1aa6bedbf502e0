"""The weighted harmonic mean: the weakest part holds the score down most."""

import numpy as np

from planck.model import Text
from planck.score.aggregation import AGGREGATIONS, Aggregation, Form, Parameters, mean
from planck.score.refusal import Codes, Floats


def _slope(x: Floats) -> Floats:
    return np.asarray(-1 / x**2)


FORM = Form(to=np.reciprocal, back=np.reciprocal, slope=_slope, least=0.0, open_end=True)


def harmonic(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Sum of w / sum of (w / x); every x above 0. Source: COINr 1.1.14, a_hmean."""
    return mean(x, w, FORM)


AGGREGATIONS.add(
    "harmonic",
    Aggregation(
        title=Text(zh="加权调和平均", en="weighted harmonic mean"),
        source=Text(zh="COINr 1.1.14，a_hmean", en="COINr 1.1.14, a_hmean"),
        combine=harmonic,
        form=lambda _: FORM,
    ),
)
