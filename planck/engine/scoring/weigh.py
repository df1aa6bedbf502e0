"""Weightings: functions that make weights, stated or out of the figures, in a table to register in."""

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from planck.engine.scoring.ways import Floats, Refusal, Way
from planck.registry import Table
from planck.words import Labels

Make = Callable[[Floats], Floats]


class Weighting(Way):
    """A way to make weights of marks (units x columns, higher is better).

    make: raw importance of the columns; it is scaled to sum to 1. positive: whether it takes marks above 0 alone.
    """

    titles: ClassVar = Labels("engine.weighting_titles")
    sources: ClassVar = Labels("engine.weighting_sources")

    make: Make
    positive: bool = False


WEIGHTINGS: Table[Weighting] = Table("weighting")


def weighting(*, positive: bool = False) -> Callable[[Make], Make]:
    """A decorator that registers a function as the weighting of its name."""

    def register(make: Make) -> Make:
        WEIGHTINGS.add(make.__name__, Weighting(name=make.__name__, make=make, positive=positive))
        return make

    return register


def weights_made(name: str, marks: Floats) -> Floats | Refusal:
    """Weights of the columns of marks by a weighting of the table, which sum to 1; or why there are none.

    Rows with a gap are left out, because no formula has a place for one; refused where what is left does not do.
    """
    method = WEIGHTINGS[name]
    whole = marks[~np.isnan(marks).any(axis=1)]
    if len(whole) < 2:
        return Refusal.FEW_UNITS
    if method.positive and not (whole > 0).all():
        return Refusal.NOT_POSITIVE
    if (whole.max(axis=0) == whole.min(axis=0)).any():
        return Refusal.CONSTANT
    return scaled_to_one(method.make(whole))


def scaled_to_one(importance: Floats) -> Floats | Refusal:
    """Weights in any unit as shares; refused when one is no number or negative, or all are 0."""
    if not np.isfinite(importance).all():
        return Refusal.NOT_GIVEN
    if (importance < 0).any():
        return Refusal.NEGATIVE_WEIGHT
    if not importance.sum() > 0:
        return Refusal.NO_WEIGHT
    return np.asarray(importance / importance.sum())


@weighting(positive=True)
def entropy(x: Floats) -> Floats:
    """1 + sum of p ln p / ln n per column, with p = x / sum of x. Source: Shannon's entropy over ln n.

    A column in which units differ more in their shares weighs more.
    """
    p = x / x.sum(axis=0)
    return np.asarray(1 + (p * np.log(p)).sum(axis=0) / np.log(len(x)))


@weighting()
def critic(x: Floats) -> Floats:
    """Standard deviation of the min-max column times the sum over columns of 1 - correlation: spread times conflict.

    Source: Diakoulaki, Mavrotas and Papayannakis, Computers and Operations Research 22 (1995).
    """
    z = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    centred = (z - z.mean(axis=0)) / z.std(axis=0)
    conflict = 1 - centred.T @ centred / len(z)
    return np.asarray(z.std(axis=0) * conflict.sum(axis=1))


@weighting()
def pca(x: Floats) -> Floats:
    """The first principal component of standardised columns, its sum positive. Source: COINr 1.1.14, get_PCA.

    A negative loading makes the weights refused, for it would punish a better mark.
    """
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    first = np.linalg.svd(z, full_matrices=False)[2][0]
    return np.asarray(first if first.sum() >= 0 else -first)
