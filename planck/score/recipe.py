"""The whole way from figures to ranks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planck.model.scoring import Ties
from planck.score.fill import FILLS, Peers, span
from planck.score.hierarchy import Rolled, Tree, coverage, rolled
from planck.score.normalisation import Marking, Marks, marks_of
from planck.score.ranks import ranks
from planck.score.refusal import Bools, Floats, Ints

NO_PEERS = Peers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How scores are made. markings: one per indicator (column). fill: a name of `FILLS`.

    decimals: places to which the index is rounded before ranking, None for not at all. ties: which rank equals share.
    """

    markings: Sequence[Marking]
    tree: Tree
    fill: str = "none"
    decimals: int | None = None
    ties: Ties = Ties.MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Everything between figures and ranks, over units.

    filled: which figures (units x indicators) were made by the fill. coverage: share of the weight (0..1) that has
    figures of its own. low, high: the index with every missing figure at its worst and at its best.
    """

    figures: Floats
    filled: Bools
    marks: Marks
    parts: Rolled
    coverage: Floats
    low: Floats
    high: Floats
    rank: Ints


def marked(figures: Floats, recipe: Recipe, peers: Peers = NO_PEERS) -> tuple[Floats, Marks]:
    """Figures after the fill, and their marks after the fill (units x indicators)."""
    fill = FILLS[recipe.fill]
    used = fill.figures(figures, peers)
    marks = marks_of(used, recipe.markings)
    return used, replace(marks, value=np.where(marks.why == 0, fill.marks(marks.value), np.nan))


def evaluate(figures: Floats, recipe: Recipe, peers: Peers = NO_PEERS) -> Evaluated:
    """Scores and ranks of units from their figures (units x indicators, NaN where missing).

    A refused indicator is missing to everybody. The range takes missing figures as missing, whatever the fill.
    """
    used, marks = marked(figures, recipe, peers)
    parts = rolled(marks.value, recipe.tree)
    own = replace(marks, value=np.where(np.isnan(figures), np.nan, marks.value))
    low, high = span(own, recipe.tree)
    return Evaluated(
        figures=used,
        filled=np.isnan(figures) & ~np.isnan(marks.value),
        marks=marks,
        parts=parts,
        coverage=coverage(own.value, recipe.tree),
        low=low,
        high=high,
        rank=ranks(parts.index, recipe.decimals),
    )
