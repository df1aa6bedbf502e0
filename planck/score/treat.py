"""Outliers held in before marks are made: a few extreme figures drawn in, or the logarithm where that is not enough."""

from dataclasses import dataclass

import numpy as np

from planck.score.normalisation import Floats

MOST, SKEW, KURTOSIS = 5, 2.0, 3.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """One indicator after treatment: how many figures were drawn in, and whether the logarithm was taken instead."""

    value: Floats
    drawn_in: int = 0
    logarithm: bool = False


def skew_and_kurtosis(x: Floats) -> tuple[float, float]:
    """Sample skewness G1 and excess kurtosis G2 of the figures that are there; NaN below four or without spread.

    Source: Joanes and Gill, Journal of the Royal Statistical Society D 47 (1998), type 2.
    """
    known = x[~np.isnan(x)]
    n = known.size
    if n < 4 or np.ptp(known) == 0:
        return float("nan"), float("nan")
    m2, m3, m4 = (float(((known - known.mean()) ** power).mean()) for power in (2, 3, 4))
    skew = m3 / m2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (m4 / m2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return float(skew), float(kurtosis)


def even(x: Floats) -> bool:
    """Whether a column needs no treatment: skewness within 2 or kurtosis below 3.5, or too little to tell."""
    skew, kurtosis = skew_and_kurtosis(x)
    return np.isnan(skew) or abs(skew) < SKEW or kurtosis < KURTOSIS


def drawn_in(x: Floats, count: int) -> Floats:
    """The most extreme figures, on the side of the skew, put level with the next one."""
    known = np.sort(x[~np.isnan(x)])
    if skew_and_kurtosis(x)[0] > 0:
        return np.asarray(np.minimum(x, known[-1 - count]))
    return np.asarray(np.maximum(x, known[count]))


def logarithm(x: Floats) -> Floats:
    """ln(x - min + 0.01 (max - min)), which takes figures of any sign."""
    low, high = np.nanmin(x), np.nanmax(x)
    return np.asarray(np.log(x - low + 0.01 * (high - low)))


def treated(x: Floats) -> Treated:
    """A column after treatment: as few of its figures drawn in as make it even, at most five, else its logarithm.

    Ranks of units that are not drawn in stay as they are. Source: COINr 1.1.14, qTreat.
    """
    if even(x):
        return Treated(value=x)
    for count in range(1, MOST + 1):
        made = drawn_in(x, count)
        if even(made):
            return Treated(value=made, drawn_in=count)
    return Treated(value=logarithm(x), logarithm=True)
