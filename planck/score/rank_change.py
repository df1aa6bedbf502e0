"""Why a rank changed, and what the ranks are without one of the parts."""

from dataclasses import dataclass

import numpy as np

from planck.model.scoring import Ties
from planck.score.contributions import Change
from planck.score.hierarchy import Tree, rolled
from planck.score.ranks import levelled, ranks, rounded
from planck.score.refusal import Floats, Ints

TIED = {Ties.MIN: 0.0, Ties.MEAN: 0.5, Ties.MAX: 1.0, Ties.DENSE: 0.0}
NOTHING = 1e-6
"""Movements that cancel each other out but for this share of them have no parts: they would be noise, blown up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
    """Why the rank of a unit changed, in places, negative is up; parts, rounding and entered sum to the change.

    parts: per indicator and node. rounding: what the rounding before ranking has made, or movements that cancel each
    other out but for noise. entered: what better units did by entering the ranking (or leaving it, negative).
    overtook, overtaken_by: the units whose order to this one changed; a tie made or undone counts.
    """

    parts: Floats
    rounding: float
    entered: float
    overtook: tuple[int, ...]
    overtaken_by: tuple[int, ...]


def rank_change(
    unit: int, ends: tuple[Floats, Floats], split: Change, decimals: int | None = None, ties: Ties = Ties.MIN
) -> RankChange:
    """The change of a unit's rank, split by whom it passed and, for each of them, by what moved the distance.

    A tie counts as nothing, half a place or a place by its rule; dense ranks, which are no count of units, are taken
    by that of the better rank.

    ends: the index of all units in the two years (before, after). Everything is 0 for a unit that lacks one of them.
    """
    shown = [levelled(one if decimals is None else rounded(one, decimals)) for one in ends]
    there = [~np.isnan(one) for one in shown]
    both = there[0] & there[1] & bool(there[0][unit] & there[1][unit])
    with np.errstate(invalid="ignore"):
        before, after = ((one > one[unit]) + TIED[ties] * (one == one[unit]) for one in shown)
    step = (after - before) * both
    entered = (after * ~there[0]).sum() - (before * ~there[1]).sum() if both[unit] else 0
    parts, rounding = np.zeros(split.own.shape[1]), 0.0
    moved = split.own + split.coverage
    for other in np.flatnonzero(step):
        apart = moved[other] - moved[unit]
        total = apart.sum()
        if abs(total) <= NOTHING * np.abs(apart).sum():
            rounding += float(step[other])
        else:
            parts += step[other] * apart / total
    return RankChange(
        parts=parts,
        rounding=rounding,
        entered=float(entered),
        overtook=tuple(np.flatnonzero(step < 0).tolist()),
        overtaken_by=tuple(np.flatnonzero(step > 0).tolist()),
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
