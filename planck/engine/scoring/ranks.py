"""Ranks, rounding before ranking, and quantiles."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.engine.scoring.ways import Bools, Floats
from planck.model.scoring import Ties


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
    made[near] = [float(Decimal(repr(one)).quantize(step, rounding=ROUND_HALF_UP)) for one in given[near].tolist()]
    return np.asarray(made)


NOISE = 1e-12
"""Scores nearer than this share of themselves are equal: the same sum taken in another order differs by less."""


def ranks(scores: Floats, ties: Ties = Ties.MIN) -> Floats:
    """Ranks of units [x draws] from 1 for the highest score, NaN where there is none; ties as their rule says.

    Scores that differ by binary noise only are ties. Source of the usual rule, the better rank for all: COINr 1.1.14,
    rank with ties "min"; UNDP, Human Development Report 2023-24.
    """
    if not len(scores):
        return scores.copy()
    # Draw by draw in one piece of memory each, the best first and gaps last.
    rows = np.ascontiguousarray(scores.T)
    order = np.argsort(-rows, axis=-1)
    ordered = np.take_along_axis(rows, order, axis=-1)
    with np.errstate(invalid="ignore"):
        steps = ordered[..., :-1] - ordered[..., 1:] > NOISE * np.maximum(1, np.abs(ordered[..., 1:]))
    gaps = np.isnan(ordered) if np.isnan(ordered[..., -1]).any() else None
    if gaps is not None:
        steps |= gaps[..., 1:]
    places = _places(steps, ties)
    if gaps is not None:
        places[gaps] = np.nan
    found = np.empty(rows.shape)
    for row, at, own in zip(*(part.reshape(-1, len(scores)) for part in (found, order, places)), strict=True):
        row[at] = own
    return np.asarray(found.T)


def _places(steps: Bools, ties: Ties) -> Floats:
    """The places in an order of which `steps` says where the score falls, along the last axis."""
    end = np.ones((*steps.shape[:-1], 1), dtype=np.bool_)
    number = np.arange(1.0, steps.shape[-1] + 2)
    if steps.all():
        return np.broadcast_to(number, (*steps.shape[:-1], len(number))).copy()
    first = np.concatenate([end, steps], axis=-1)
    if ties is Ties.DENSE:
        return np.asarray(np.cumsum(first, axis=-1, dtype=np.float64))
    least = np.maximum.accumulate(np.where(first, number, 1), axis=-1)
    if ties is Ties.MIN:
        return np.asarray(least)
    last = np.where(np.concatenate([steps, end], axis=-1), number, number[-1])
    most = np.minimum.accumulate(last[..., ::-1], axis=-1)[..., ::-1]
    return np.asarray(most if ties is Ties.MAX else (least + most) / 2)


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
