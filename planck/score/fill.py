"""Missing figures: what may stand in for them, in a table to register in, and what the score could be without."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planck.model import Text
from planck.registry import Table
from planck.score.hierarchy import Tree, rolled
from planck.score.normalisation import Marks
from planck.score.refusal import Floats

Groups = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """What a fill may look at: last year's figures (units x indicators), and the group of each unit."""

    last: Floats | None = None
    groups: Groups | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What stands in for a missing figure, or for a missing mark."""

    title: Text
    figures: Callable[[Floats, Peers], Floats]
    marks: Callable[[Floats], Floats]


FILLS: Table[Fill] = Table("fill")


def _kept(x: Floats, _: Peers | None = None) -> Floats:
    return x


def _means(x: Floats) -> Floats:
    known = ~np.isnan(x)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, x, 0).sum(axis=0) / known.sum(axis=0))


def peer_means(x: Floats, peers: Peers) -> Floats:
    """Missing figures (units x indicators) as the mean of those of the unit's group; NaN where the group has none."""
    groups = np.zeros(len(x), dtype=np.str_) if peers.groups is None else peers.groups
    filled = x.copy()
    for group in np.unique(groups):
        inside = groups == group
        filled[inside] = np.where(np.isnan(x[inside]), _means(x[inside]), x[inside])
    return filled


def last_values(x: Floats, peers: Peers) -> Floats:
    """Missing figures as those of last year; NaN where there was none."""
    return x if peers.last is None else np.where(np.isnan(x), peers.last, x)


def zeros(marks: Floats) -> Floats:
    """A missing mark as 0."""
    return np.where(np.isnan(marks), 0.0, marks)


FILLS.add("none", Fill(title=Text(zh="其余权重放大", en="the other weights are scaled up"), figures=_kept, marks=_kept))
FILLS.add("zero", Fill(title=Text(zh="计零分", en="counts as no points"), figures=_kept, marks=zeros))
FILLS.add("peer_mean", Fill(title=Text(zh="同类平均值", en="mean of its peers"), figures=peer_means, marks=_kept))
FILLS.add("last_value", Fill(title=Text(zh="上年数值", en="last year's figure"), figures=last_values, marks=_kept))


def _end(marks: Marks, stated: Floats, seen: Floats) -> Floats:
    known = np.where(np.isfinite(stated), stated, np.where(np.isfinite(seen), seen, np.nan))
    return np.where(np.isnan(marks.value), known, marks.value)


def span(marks: Marks, tree: Tree) -> tuple[Floats, Floats]:
    """The index per unit with every missing mark at its worst, and at its best.

    The ends are those of the scale, or the worst and best mark seen where the scale has no ends.
    """
    known = ~np.isnan(marks.value)
    worst = np.min(marks.value, axis=0, where=known, initial=np.inf)
    best = np.max(marks.value, axis=0, where=known, initial=-np.inf)
    low, high = _end(marks, marks.lowest, worst), _end(marks, marks.highest, best)
    return rolled(low, tree).index, rolled(high, tree).index
