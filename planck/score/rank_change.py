"""Why a rank changed, and what the ranks are without one of the parts."""

from dataclasses import dataclass

import numpy as np

from planck.score.contributions import Change
from planck.score.hierarchy import Tree, rolled
from planck.score.ranks import ranks, rounded
from planck.score.refusal import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
    """Why the rank of a unit changed. parts: per indicator and node, in places (negative is up), summing to the change.

    overtook, overtaken_by: the units whose order to this one changed; a tie made or undone counts. rounding: places
    that only the rounding before ranking has made.
    """

    parts: Floats
    rounding: float
    overtook: tuple[int, ...]
    overtaken_by: tuple[int, ...]


def rank_change(unit: int, ends: tuple[Floats, Floats], split: Change, decimals: int | None = None) -> RankChange:
    """The change of a unit's rank, split by whom it passed and, for each of them, by what moved the distance.

    ends: the index of all units in the two years (before, after). A unit that enters or leaves the ranking moves others
    for no reason of theirs, so that only units with an index in both years are ranked here.
    """
    both = ~np.isnan(ends[0] + ends[1])
    shown = [np.where(both, one if decimals is None else rounded(one, decimals), -np.inf) for one in ends]
    before, after = (one > one[unit] for one in shown)
    step = after.astype(int) - before.astype(int)
    parts, rounding = np.zeros(split.own.shape[1]), 0.0
    moved = split.own + split.coverage
    for other in np.flatnonzero(step):
        apart = moved[other] - moved[unit]
        total = apart.sum()
        if total == 0:
            rounding += float(step[other])
        else:
            parts += step[other] * apart / total
    passed, passing = np.flatnonzero(step < 0), np.flatnonzero(step > 0)
    return RankChange(
        parts=parts, rounding=rounding, overtook=tuple(passed.tolist()), overtaken_by=tuple(passing.tolist())
    )


def without(marks: Floats, tree: Tree, part: int) -> Floats:
    """The index of each unit when a part (indicator or node) has no weight and the rest takes it over."""
    weights = [np.where(np.array(node.parts) == part, 0.0, np.array(node.weights)) for node in tree.nodes]
    return rolled(marks, tree, weights).index


def leave_one_out(marks: Floats, tree: Tree, decimals: int | None = None) -> tuple[Ints, Floats]:
    """Ranks of each unit without each part (units x parts, the index itself left out), and their mean shift per part.

    Source: COINr 1.1.14, remove_elements. A unit without a rank has 0 and is left out of the mean.
    """
    nominal = ranks(rolled(marks, tree).index, decimals)
    found = np.stack([ranks(without(marks, tree, part), decimals) for part in range(tree.top)], axis=1)
    known = (nominal[:, None] > 0) & (found > 0)
    shift = np.abs(found - nominal[:, None]) * known
    return found, np.asarray(shift.sum(axis=0) / np.maximum(known.sum(axis=0), 1))
