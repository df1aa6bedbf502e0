"""Which doubt moves the result: first- and total-order Sobol indices with intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from planck.score.draws import BLOCK, Setting, index_of, state
from planck.score.ranks import quantile, rows_ranked
from planck.score.refusal import Floats, Refusal

BOOTSTRAP = 9
"""The stream of the resampling; the two samples are streams 0 and 1."""

RESAMPLES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share of the variance of a result that a factor makes alone (first) and with all others (total).

    first_range, total_range: the middle 95 % of the estimates over resamples.
    """

    factor: str
    first: float
    total: float
    first_range: tuple[float, float]
    total_range: tuple[float, float]


def estimates(a: Floats, b: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """First and total order per factor: a, b (n [x r]) results of two samples, mixed (factors x n [x r]) those of a
    with one factor from b.

    Source: COINr 1.1.14, SA_estimate, after Saltelli et al., Computer Physics Communications 181 (2010).
    """
    variance = np.var(np.concatenate([a, b]), axis=0, ddof=1)
    first = (b * (mixed - a)).mean(axis=1) / variance
    total = ((a - mixed) ** 2).mean(axis=1) / (2 * variance)
    return np.asarray(first), np.asarray(total)


def shares(names: Sequence[str], a: Floats, b: Floats, mixed: Floats, seed: int = 0) -> tuple[Share, ...] | Refusal:
    """The share of each factor with its interval, or why there is none: a result that never moves has no parts."""
    if np.ptp(np.concatenate([a, b])) == 0:
        return Refusal.CONSTANT
    generator = Generator(PCG64(SeedSequence(seed, spawn_key=(BOOTSTRAP,))))
    picks = generator.integers(a.size, size=(a.size, RESAMPLES))
    # The spread of the first estimator grows with the mean of the result, which says nothing: it is taken off first.
    centre = np.concatenate([a, b]).mean()
    a, b, mixed = a - centre, b - centre, mixed - centre
    first, total = estimates(a, b, mixed)
    with np.errstate(all="ignore"):
        again = [np.nan_to_num(one) for one in estimates(a[picks], b[picks], mixed[:, picks])]
    ends = [quantile(one.T, (0.025, 0.975)) for one in again]
    return tuple(
        Share(
            factor=name,
            first=float(first[at]),
            total=float(total[at]),
            first_range=(float(ends[0][0, at]), float(ends[0][1, at])),
            total_range=(float(ends[1][0, at]), float(ends[1][1, at])),
        )
        for at, name in enumerate(names)
    )


def rank_shift(index: Floats, nominal: Floats) -> Floats:
    """Mean absolute shift of ranks against the nominal index (units), per draw; index is units x draws.

    Units without a score in a draw, or without a nominal one, are left out of the mean.

    Source: Saisana, Saltelli and Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    ranked = rows_ranked(np.ascontiguousarray(index.T))
    base = rows_ranked(nominal[None, :])
    both = (ranked > 0) & (base > 0)
    return np.asarray((np.abs(ranked - base) * both).sum(axis=1) / np.maximum(both.sum(axis=1), 1))


def sensitivity(
    known: Setting, draws: int, seed: int, result: Callable[[Floats], Floats]
) -> tuple[Share, ...] | Refusal:
    """Shares of the factors of a doubt in a result: index (units x draws) -> one number a draw.

    `draws` is rounded up to whole blocks; (factors + 2) times as many evaluations are made. One factor alone is
    refused, because it has all of the variance.
    """
    names = known.doubt.factors
    if len(names) < 2:
        return Refusal.CONSTANT
    rows: list[list[Floats]] = []
    for block in range(-(-draws // BLOCK)):
        one, other = state(known, seed, block, 0), state(known, seed, block, 1)
        mixes = ({**one, name: other[name]} for name in names)
        rows.append([result(index_of(known, drawn)) for drawn in (one, other, *mixes)])
    a, b, *mixed = (np.concatenate(column) for column in zip(*rows, strict=True))
    return shares(names, a, b, np.stack(mixed), seed)
