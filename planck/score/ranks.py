"""Ranks, groups of ranks, rounding before ranking, and quantiles."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.model.scoring import Ties
from planck.score.refusal import Floats, Ints


def _printed(value: float, step: Decimal) -> float:
    return float(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP))


def rounded(values: ArrayLike, decimals: int) -> Floats:
    """Values rounded half up (away from zero) on their shortest decimal text, as a person rounds what is printed.

    171.45 gives 171.5 with one decimal, where binary rounding gives 171.4. NaN stays.
    """
    given = np.atleast_1d(np.asarray(values, dtype=np.float64))
    power = 10.0**decimals
    size = np.abs(given) * power
    made = np.copysign(np.floor(size + 0.5) / power, given)
    # Only next to a half can binary noise decide, and there the decimal text does.
    near = (np.abs(size - np.floor(size) - 0.5) < 1e-6) | (size > 2**40)
    step = Decimal(1).scaleb(-decimals)
    made[near] = [_printed(float(one), step) for one in given[near]]
    return np.asarray(made)


NOISE = 1e-12
"""Scores nearer than this share of themselves are equal: the same sum taken in another order differs by less."""


def levelled(scores: Floats) -> Floats:
    """Scores with those that differ by binary noise only put level; NaN stays."""
    order = np.argsort(scores)
    ordered = scores[order]
    with np.errstate(invalid="ignore"):
        same = np.diff(ordered) <= NOISE * np.maximum(1, np.abs(ordered[1:]))
    first = np.maximum.accumulate(np.where(np.append(False, same), 0, np.arange(len(order))))
    made = np.empty_like(scores)
    made[order] = ordered[first]
    return made


def ranks(scores: Floats, decimals: int | None = None) -> Ints:
    """Ranks from 1 for the highest score; ties share the better rank; 0 where there is no score.

    Scores that differ by binary noise only are ties. decimals: scores are rounded half up to so many decimals first,
    as UNDP does. Source of the tie rule: COINr 1.1.14, rank with ties "min"; UNDP, Human Development Report 2023-24.
    """
    used = levelled(scores if decimals is None else rounded(scores, decimals))
    known = ~np.isnan(used)
    ordered = np.sort(used[known])
    found = np.zeros(used.shape, dtype=np.int64)
    found[known] = ordered.size - np.searchsorted(ordered, used[known], side="right") + 1
    return found


def group_ranks(scores: Floats, groups: NDArray[np.str_], decimals: int | None = None) -> Ints:
    """Ranks inside each group of units."""
    found = np.zeros(scores.shape, dtype=np.int64)
    for group in np.unique(groups):
        inside = groups == group
        found[inside] = ranks(scores[inside], decimals)
    return found


def quantile(values: NDArray[Any], shares: ArrayLike) -> Floats:
    """R's type 7 quantile along the first axis: linear between order statistics h = (n - 1) p.

    Source: Hyndman and Fan, Sample quantiles in statistical packages, American Statistician 50 (1996).
    """
    ordered = np.sort(values, axis=0)
    place = (len(values) - 1) * np.atleast_1d(np.asarray(shares, dtype=np.float64))
    under = np.floor(place).astype(np.int64)
    over = np.minimum(under + 1, len(values) - 1)
    part = (place - under).reshape((-1,) + (1,) * (values.ndim - 1))
    return np.asarray(ordered[under] + part * (ordered[over] - ordered[under]))


def rows_ranked(scores: Floats) -> Ints:
    """Ranks along each row (draws x units) as `ranks` gives them; 0 where there is no score."""
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    place = np.broadcast_to(np.arange(1, scores.shape[1] + 1), scores.shape)
    tied = ordered[:, :-1] - ordered[:, 1:] <= NOISE * np.maximum(1, np.abs(ordered[:, 1:]))
    if tied.any():
        place = place.copy()
        place[:, 1:][tied] = 0
        place = np.maximum.accumulate(place, axis=1)
    found = np.empty(scores.shape, dtype=np.int64)
    for row, at, places in zip(found, order, place, strict=True):
        row[at] = places
    # Gaps sort to the end, so that the last column tells whether there are any.
    return np.where(np.isnan(scores), 0, found) if np.isnan(ordered[:, -1:]).any() else found


def rows_tied(scores: Floats, ties: Ties) -> Floats | Ints:
    """Ranks along each row (draws x units) by a rule for ties; 0 where there is no score."""
    least = rows_ranked(scores)
    if ties is Ties.MIN:
        return least
    if ties is Ties.DENSE:
        return np.stack([_dense(row) for row in least])
    known = least > 0
    most = np.where(known, known.sum(axis=1, keepdims=True) + 1 - rows_ranked(-scores), 0)
    return most if ties is Ties.MAX else np.asarray((least + most) / 2)


def _dense(row: Ints) -> Ints:
    found = np.zeros_like(row)
    found[row > 0] = np.unique(row[row > 0], return_inverse=True)[1] + 1
    return found
