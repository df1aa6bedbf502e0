"""Weightings: functions that make weights, stated or out of the figures, in a table to register in."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planck.model import Text
from planck.registry import Table
from planck.score.normalisation import Floats, Refusal
from planck.words import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the columns that sum to 1, or the reason why there are none (the array is then empty)."""

    value: Floats
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """A way to make weights of marks (units x columns, higher is better).

    make: raw importance of the columns; it is scaled to sum to 1. needs_positive, needs_spread: which marks it takes.
    """

    title: Text
    source: Text
    make: Callable[[Floats], Floats]
    needs_positive: bool = False
    needs_spread: bool = True


WEIGHTINGS: Table[Weighting] = Table("weighting")


def refused(reason: Refusal) -> Weights:
    """No weights, and why."""
    return Weights(value=np.empty(0), refused=reason)


def given(weights: Floats, total: float | None = None) -> Weights:
    """Stated weights scaled to 1; refused when one is negative, all are 0, or they do not sum to the stated total."""
    if not np.isfinite(weights).all():
        return refused(Refusal.NOT_GIVEN)
    if (weights < 0).any():
        return refused(Refusal.NEGATIVE_WEIGHT)
    if not weights.sum() > 0:
        return refused(Refusal.NO_WEIGHT)
    if total is not None and abs(float(weights.sum()) - total) > 1e-9 * abs(total):
        return refused(Refusal.WEIGHTS_DO_NOT_SUM)
    return Weights(value=weights / weights.sum())


def made(name: str, marks: Floats) -> Weights:
    """Weights of the columns of marks by a weighting of the table.

    Rows with a gap are left out, because no formula has a place for one; refused where what is left does not do.
    """
    method = WEIGHTINGS[name]
    whole = marks[~np.isnan(marks).any(axis=1)]
    if method.needs_spread and len(whole) < 2:
        return refused(Refusal.FEW_UNITS)
    if method.needs_positive and not (whole > 0).all():
        return refused(Refusal.NOT_POSITIVE)
    if method.needs_spread and (whole.max(axis=0) == whole.min(axis=0)).any():
        return refused(Refusal.CONSTANT)
    return given(method.make(whole))


# CRITIC: spread times conflict with the other columns.


def critic(x: Floats) -> Floats:
    """Standard deviation of the min-max column times the sum over columns of 1 - correlation.

    Source: Diakoulaki, Mavrotas and Papayannakis, Computers and Operations Research 22 (1995).
    """
    z = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    centred = (z - z.mean(axis=0)) / z.std(axis=0)
    conflict = 1 - centred.T @ centred / len(z)
    return np.asarray(z.std(axis=0) * conflict.sum(axis=1))


WEIGHTINGS.add(
    "critic",
    Weighting(
        title=Label("score.weighting_titles.critic"),
        source=Label("score.weighting_sources.critic"),
        make=critic,
    ),
)


# Entropy: a column in which units differ more in their shares weighs more.


def entropy(x: Floats) -> Floats:
    """1 + sum of p ln p / ln n per column, with p = x / sum of x. Source: Shannon's entropy over ln n."""
    p = x / x.sum(axis=0)
    return np.asarray(1 + (p * np.log(p)).sum(axis=0) / np.log(len(x)))


WEIGHTINGS.add(
    "entropy",
    Weighting(
        title=Label("score.weighting_titles.entropy"),
        source=Label("score.weighting_sources.entropy"),
        make=entropy,
        needs_positive=True,
    ),
)


# The same weight for every column.


def equal(x: Floats) -> Floats:
    """1 for each column."""
    return np.ones(x.shape[1])


WEIGHTINGS.add(
    "equal",
    Weighting(
        title=Label("score.weighting_titles.equal"),
        source=Label("score.weighting_sources.equal"),
        make=equal,
        needs_spread=False,
    ),
)


# Gini: a column in which marks are more unequal weighs more.


def gini(x: Floats) -> Floats:
    """The Gini coefficient of each column: mean absolute difference of all pairs over twice the mean.

    Computed from the order statistics, sum of (2 i - n - 1) x(i) / (n sum of x), which is the same.
    """
    n = len(x)
    steps = (2 * np.arange(1, n + 1) - n - 1)[:, None]
    return np.asarray((steps * np.sort(x, axis=0)).sum(axis=0) / (n * x.sum(axis=0)))


WEIGHTINGS.add(
    "gini",
    Weighting(
        title=Label("score.weighting_titles.gini"),
        source=Label("score.weighting_sources.gini"),
        make=gini,
        needs_positive=True,
    ),
)


# MEREC: a column weighs what its removal would change.


def merec(x: Floats) -> Floats:
    """Sum over units of |ln(1 + mean of |ln n|) - the same without the column|, with n = min x / x.

    Source: Keshavarz-Ghorabaee et al., Symmetry 13 (2021).
    """
    shares = np.abs(np.log(x.min(axis=0) / x))
    total = shares.sum(axis=1, keepdims=True)
    whole, without = np.log1p(total / x.shape[1]), np.log1p((total - shares) / x.shape[1])
    return np.asarray(np.abs(without - whole).sum(axis=0))


WEIGHTINGS.add(
    "merec",
    Weighting(
        title=Label("score.weighting_titles.merec"),
        source=Label("score.weighting_sources.merec"),
        make=merec,
        needs_positive=True,
    ),
)


# Loadings of the first principal component.


def loadings(x: Floats) -> Floats:
    """The first principal component of standardised columns, its sum positive. Source: COINr 1.1.14, get_PCA."""
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    first = np.linalg.svd(z, full_matrices=False)[2][0]
    return np.asarray(first if first.sum() >= 0 else -first)


def pca(x: Floats) -> Floats:
    """The loadings; a negative one makes the weights refused, for it would punish a better mark."""
    return loadings(x)


WEIGHTINGS.add(
    "pca",
    Weighting(
        title=Label("score.weighting_titles.pca"),
        source=Label("score.weighting_sources.pca"),
        make=pca,
    ),
)


# Standard deviation: a column in which marks spread more weighs more.


def standard_deviation(x: Floats) -> Floats:
    """The standard deviation of each column."""
    return np.asarray(x.std(axis=0))


WEIGHTINGS.add(
    "standard_deviation",
    Weighting(
        title=Label("score.weighting_titles.standard_deviation"),
        source=Label("score.weighting_sources.standard_deviation"),
        make=standard_deviation,
    ),
)
