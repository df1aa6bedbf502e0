"""What many draws say: intervals of ranks, chances of ranks and grades, and pairs that cannot be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planck.score.draws import BLOCK, Setting, scores
from planck.score.ranks import quantile, rounded, rows_ranked
from planck.score.refusal import Floats

Places = NDArray[np.uint16] | NDArray[np.uint32]


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
    kind = np.uint16 if units < 2**16 else np.uint32
    ranks = np.empty((units, draws), dtype=kind)
    graded = np.zeros((units, len(borders) + 1), dtype=np.int64)
    for first in range(0, draws, BLOCK):
        last = min(first + BLOCK, draws)
        index = scores(known, seed, first, last)
        index = index if bonus is None else index + bonus
        decimals = known.recipe.decimals
        index = index if decimals is None else rounded(index, decimals)
        ranks[:, first:last] = rows_ranked(index).T
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


def rank_chances(found: Drawn, unit: int) -> dict[int, float]:
    """The share of draws in which a unit has each rank; ranks it never has are left out, 0 is no score."""
    which, times = np.unique(found.ranks[unit], return_counts=True)
    return {int(rank): float(count / found.ranks.shape[1]) for rank, count in zip(which, times, strict=True)}


def grade_chances(found: Drawn) -> Floats:
    """The share of draws in which each unit has each grade, units x grades."""
    return np.asarray(found.graded / found.ranks.shape[1])


def ahead(found: Drawn, one: int, other: int) -> float:
    """The share of draws in which one unit ranks before another; a tie counts half."""
    mine, yours = found.ranks[one], found.ranks[other]
    return float((mine < yours).mean() + 0.5 * (mine == yours).mean())


def indistinct(found: Drawn, order: Sequence[int], confidence: float = 0.9) -> list[tuple[int, int, float]]:
    """Pairs (better, worse, share of draws in which the better one is ahead) that the draws do not tell apart.

    order: units from the best rank. A pair is told apart when one is ahead in at least `confidence` of the draws. Units
    further apart are looked at until three in a row are told apart, so that thousands of units stay affordable.
    """
    pairs = []
    for place, one in enumerate(order):
        apart = 0
        for other in order[place + 1 :]:
            share = ahead(found, one, other)
            if 1 - confidence < share < confidence:
                pairs.append((one, other, share))
                apart = 0
            else:
                apart += 1
            if apart == 3:
                break
    return pairs
