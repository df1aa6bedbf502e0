"""Aggregations: functions that make one number of several, in a table to register in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from planck.model import Text
from planck.registry import Table
from planck.score.refusal import Bools, Codes, Floats, Refusal, first_reason

Parameters = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A mean as S = back(sum of w * to(x)), with the slope of `to`; all elementwise.

    least: the least x it takes, and whether x must be above it (`open_end`); -inf takes any.
    """

    to: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    least: float = -np.inf
    open_end: bool = False

    def outside(self, x: Floats) -> Bools:
        """Where x is nothing that the mean is defined for; a gap is not."""
        return np.asarray(x <= self.least if self.open_end else x < self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregation:
    """A way to make one number of several.

    combine: (x units x parts [x draws], weights parts [x draws], parameters) -> value and code of the reason, each
    units [x draws]. A part that is NaN is left out and the weights of the rest are scaled up.
    form: the same as a mean, from which contributions follow; None where there is none.
    parameters: its numbers by name with their defaults.
    """

    title: Text
    source: Text
    parameters: Parameters = field(default_factory=dict)
    combine: Callable[[Floats, Floats, Parameters], tuple[Floats, Codes]]
    form: Callable[[Parameters], Form] | None


AGGREGATIONS: Table[Aggregation] = Table("aggregation", home="planck.score.aggregate")


def identity(x: Floats) -> Floats:
    """The same."""
    return x


def ones(x: Floats) -> Floats:
    """1 everywhere."""
    return np.ones_like(x)


def weighted_sum(x: Floats, w: Floats) -> Floats:
    """Sum over parts of x times w: (units x parts [x draws]) and (parts [x draws]) -> units [x draws].

    Without draws the parts are added one after the other, so that the sum of a unit does not depend on its row.
    """
    if x.ndim == 2 and w.ndim == 2:
        return product(x, w)
    total = np.zeros(x.shape[:1] + x.shape[2:])
    for part in range(x.shape[1]):
        total += x[:, part] * w[part]
    return total


# OpenBLAS hands a product to its threads above 2 ** 18 multiplications; on a busy machine waiting for them costs more
# than they save, so that a product is cut into tiles below that size.
TILE = 2**18


def product(x: Floats, w: Floats) -> Floats:
    """Matrix product of (units x parts) and (parts x draws), in tiles of rows that one thread finishes."""
    rows = max(1, TILE // max(1, w.size))
    out = np.empty((x.shape[0], w.shape[1]))
    for start in range(0, x.shape[0], rows):
        np.matmul(x[start : start + rows], w, out=out[start : start + rows])
    return out


def mean(x: Floats, w: Floats, form: Form) -> tuple[Floats, Codes]:
    """The mean of a form over the parts that are there; refused where a part is too small for the form.

    A part without weight is no part: what it holds cannot refuse the mean.
    """
    if w.ndim == 1 and (w == 0).any():
        x, w = x[:, w != 0], w[w != 0]
    present = ~np.isnan(x)
    with np.errstate(all="ignore"):
        total = weighted_sum(np.where(present, form.to(x), 0.0), w)
        share = w.sum(axis=0) if present.all() else weighted_sum(present.astype(np.float64), w)
        value = form.back(total / share)
    blocked = np.asarray((present & form.outside(x)).any(axis=1))
    blocked = blocked if blocked.ndim == value.ndim else blocked[:, None]
    why = first_reason(
        value.shape,
        (np.broadcast_to(share == 0, value.shape), Refusal.NO_FIGURE),
        (blocked, Refusal.NOT_POSITIVE),
        (~np.isfinite(value), Refusal.TOO_LARGE),
    )
    return np.where(why == 0, value, np.nan) if why.any() else value, why
