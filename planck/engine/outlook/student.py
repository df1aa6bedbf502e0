"""Student's t with whole degrees of freedom: closed forms, so that no statistics library has to be loaded."""

from functools import lru_cache
from math import cos, pi, sin, sqrt, tan
from typing import TypeVar

import numpy as np

from planck.engine.measured import Floats

Number = TypeVar("Number", float, Floats)


def student_cdf(t: Floats, freedom: int) -> Floats:
    """The probability that a t-distributed number is below `t`; exact but for rounding, of the shape of `t`.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 (odd) and 26.7.4 (even).
    Raises ValueError below one degree of freedom.
    """
    if freedom < 1:
        raise ValueError(f"freedom: wanted at least 1, got {freedom}")
    angle = np.arctan(np.asarray(t, dtype=np.float64) / sqrt(freedom))
    return np.asarray(np.clip((1 + _within(angle, np.sin(angle), np.cos(angle), freedom)) / 2, 0.0, 1.0))


@lru_cache(maxsize=1024)
def student_quantile(probability: float, freedom: int) -> float:
    """The number that a t-distributed one is below with `probability`, strictly between 0 and 1.

    Raises ValueError for a probability outside: there the quantile is not finite.
    """
    if not 0 < probability < 1:
        raise ValueError(f"probability: wanted between 0 and 1, got {probability}")
    if probability < 0.5:
        return -student_quantile(1 - probability, freedom)
    low, high = 0.0, pi / 2
    # Until no number lies between the two.
    while low < (middle := (low + high) / 2) < high:
        below = (1 + _within(middle, sin(middle), cos(middle), freedom)) / 2 < probability
        low, high = (middle, high) if below else (low, middle)
    return sqrt(freedom) * tan(low)


def _within(angle: Number, sine: Number, cosine: Number, freedom: int) -> Number:
    # A(t) of the source, for negative angles with its sign turned.
    odd = freedom % 2
    total = 0 * cosine
    term = cosine if odd else total + 1
    for power in range(odd, freedom - 1, 2):
        total = total + term
        term = term * cosine**2 * (power + 1) / (power + 2)
    return 2 / pi * (angle + sine * total) if odd else sine * total
