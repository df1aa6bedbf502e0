"""What many draws say: intervals of ranks, chances of ranks and grades, and pairs that cannot be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planck.model.scoring import Ties
from planck.score.draws import BLOCK, Setting, scores
from planck.score.ranks import quantile, rounded, rows_tied
from planck.score.refusal import Floats

Places = NDArray[np.uint16] | NDArray[np.uint32] | NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """ranks: units x draws, 1 is best, 0 where a draw gave the unit no score. graded: units x grades, how many draws
    gave each grade, the highest first. seed: what replays it.
    """

    ranks: Places
    graded: NDArray[np.int64]
    seed: int


def drawn(known: Setting, draws: int, seed: int, borders: Sequence[float] = (), bonus: Floats | None = None) -> Drawn:
    """Ranks and grades in so many draws. borders: the least scores of the grades, falling; the last grade has none.

    bonus: points per unit that are added to every index. A recipe that rounds before ranking rounds here too.
    """
    units = known.figures.shape[0]
    kind = np.float32 if known.recipe.ties is Ties.MEAN else np.uint16 if units < 2**16 else np.uint32
    ranks = np.empty((units, draws), dtype=kind)
    graded = np.zeros((units, len(borders) + 1), dtype=np.int64)
    for first in range(0, draws, BLOCK):
        last = min(first + BLOCK, draws)
        index = scores(known, seed, first, last)
        index = index if bonus is None else index + bonus
        decimals = known.recipe.decimals
        index = index if decimals is None else rounded(index, decimals)
        ranks[:, first:last] = rows_tied(index, known.recipe.ties).T
        graded += _graded(index, borders)
    return Drawn(ranks=ranks, graded=graded, seed=seed)


def _graded(index: Floats, borders: Sequence[float]) -> NDArray[np.int64]:
    reached = np.stack([(index >= border).sum(axis=0) for border in (*borders, -np.inf)], axis=1)
    return np.diff(reached, axis=1, prepend=0)


def rank_quantiles(found: Drawn, shares: Sequence[float]) -> Floats:
    """Quantiles of the rank of each unit (R's type 7), shares x units; NaN for a unit that some draw left unscored."""
    # Whole small numbers sort several times faster than floats, and a slice of units at a time stays in the cache.
    made = np.concatenate(
        [quantile(part.T, shares) for part in np.array_split(found.ranks, -(-len(found.ranks) // 256))], axis=1
    )
    return np.where((found.ranks == 0).any(axis=1), np.nan, made)


def rank_chances(found: Drawn, unit: int) -> dict[float, float]:
    """The share of draws in which a unit has each rank; ranks it never has are left out, 0 is no score."""
    # Ranks in halves are counted as wholes: counting is many times faster than sorting.
    scale = 2 if found.ranks.dtype == np.float32 else 1
    times = np.bincount((found.ranks[unit] * scale).astype(np.int64))
    which = np.flatnonzero(times)
    return dict(
        zip((which / 2 if scale == 2 else which).tolist(), (times[which] / found.ranks.shape[1]).tolist(), strict=True)
    )


def grade_chances(found: Drawn) -> Floats:
    """The share of draws in which each unit has each grade, units x grades."""
    return np.asarray(found.graded / found.ranks.shape[1])


def ahead(found: Drawn, one: int, other: int) -> float:
    """The share of draws in which one unit ranks before another; a tie counts half."""
    mine, yours = found.ranks[one], found.ranks[other]
    wins, losses = np.count_nonzero(mine < yours), np.count_nonzero(mine > yours)
    return float(0.5 + 0.5 * (wins - losses) / mine.size)


def indistinct(
    found: Drawn, order: Sequence[int], confidence: float = 0.9, most: int = 1000
) -> tuple[list[tuple[int, int, float]], int]:
    """Pairs (better, worse, share of draws in which the better one is ahead) that the draws do not tell apart.

    And how many places apart the furthest pairs are that were looked at, 0 when there can be no others.

    order: units from the best rank. A pair is told apart when one is ahead in at least `confidence` of the draws.
    Neighbours come first, then pairs ever further apart, until three distances in a row have none. Thousands of units
    have pairs without end: no further distance is looked at once there are `most` pairs.
    """
    units, pairs, none, looked = np.asarray(order, dtype=np.int64), [], 0, 0
    for distance in range(1, len(units)):
        near, far = units[:-distance], units[distance:]
        share = np.array([ahead(found, one, other) for one, other in zip(near, far, strict=True)])
        open_ = np.flatnonzero((share > 1 - confidence) & (share < confidence))
        pairs += [(int(at), int(at) + distance, float(share[at])) for at in open_]
        none = 0 if open_.size else none + 1
        if none == 3:
            break
        if len(pairs) >= most and distance + 1 < len(units):
            looked = distance
            break
    return [(int(units[one]), int(units[other]), share) for one, other, share in sorted(pairs)], looked
