"""Laws of scores: their range, what a better figure does, what units of measure and the order of rows do."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.engine.scoring.aggregate import Node, Tree, filled, rolled
from planck.engine.scoring.contributions import change, contributions, rank_change
from planck.engine.scoring.normalise import NORMALISATIONS, Marking, marks_of
from planck.engine.scoring.ranks import ranks
from planck.engine.scoring.ways import Floats, Refusal
from planck.model.scoring import FillRule
from planck.score.draws import Doubt, prepared, scores
from tests.score.building import base, levels, standing_in

MEANS: Mapping[str, dict[str, float]] = {
    "arithmetic": {},
    "geometric": {},
    "harmonic": {},
    "generalised": {"power": 3.0},
}
GIVEN: Mapping[str, dict[str, float]] = {
    "goalposts": {"worst": 10, "best": 900},
    "log_goalposts": {"worst": 10, "best": 900},
    "scaled": {"worst": 10, "best": 900},
    "standard": {"standard": 500},
    "distance_to_target": {"start": 10, "target": 900},
    "distance_to_reference": {"reference": 1001},
}
COLUMNS = 4
UNITS_OF_MEASURE = [name for name in NORMALISATIONS if name != "as_is"]


def tables(rows: int = 5, gaps: bool = False) -> st.SearchStrategy[Floats]:
    """Figures of some units and four indicators, each a whole number of tenths between 1 and 1000."""
    cell: st.SearchStrategy[float] = st.integers(10, 10000).map(lambda tenths: tenths / 10)
    cell = st.one_of(cell, st.just(math.nan)) if gaps else cell
    return st.lists(st.lists(cell, min_size=COLUMNS, max_size=COLUMNS), min_size=rows, max_size=rows).map(np.array)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Two domains under an index, each with a mean of its own and any weights."""
    methods = [draw(st.sampled_from(sorted(MEANS))) for _ in range(3)]
    weights = [tuple(float(draw(st.integers(1, 50))) for _ in range(2)) for _ in range(3)]
    parts = ((0, 1), (2, 3), (4, 5))
    return Tree(
        leaves=COLUMNS,
        nodes=tuple(
            Node(name=str(n), parts=parts[n], weights=weights[n], method=methods[n], given=MEANS[methods[n]])
            for n in range(3)
        ),
    )


MARKS = [Marking(given={"low": 1.0}), Marking(direction=-1, given={"low": 1.0})] * 2


@settings(max_examples=60, deadline=None)
@given(tables(gaps=True), trees())
def test_scores_lie_within_the_range_of_their_marks(figures: Floats, tree: Tree) -> None:
    index = levels(figures, MARKS, tree).index
    known = ~np.isnan(index)
    assert (known == ~np.isnan(marks_of(figures, MARKS).value).all(axis=1)).all()
    assert (index[known] >= 1 - 1e-9).all()
    assert (index[known] <= 100 + 1e-9).all()
    assert (~np.isnan(ranks(index)) == known).all()


@pytest.mark.parametrize("method", list(NORMALISATIONS))
@settings(max_examples=15, deadline=None)
@given(tables(), trees(), st.sampled_from([1, -1]), st.integers(1, 5000))
def test_a_better_figure_never_lowers_a_score(
    method: str, figures: Floats, tree: Tree, direction: int, step: int
) -> None:
    stated = dict(GIVEN.get(method, {}))
    if direction < 0 and "worst" in stated:
        stated = {"worst": stated["best"], "best": stated["worst"]}
    if direction < 0 and "target" in stated:
        stated = {"start": stated["target"], "target": stated["start"]}
    if direction < 0 and "reference" in stated:
        stated = {"reference": 0.5}
    markings = [Marking(method=method, direction=direction, given=stated)] * COLUMNS
    better = figures.copy()
    better[0, 0] = max(better[0, 0] + direction * step / 10, 0.1)
    first, second = marks_of(figures, markings), marks_of(better, markings)
    if first.why.any() or second.why.any():
        return
    # Shifted above 0, so that every mean takes them.
    lift = 1 - min(float(first.value.min()), float(second.value.min()))
    before, after = (rolled(one.value + lift, tree).index[0] for one in (first, second))
    assert after >= before - 1e-9 * max(1.0, abs(before))


@pytest.mark.parametrize("method", UNITS_OF_MEASURE)
@settings(max_examples=15, deadline=None)
@given(tables(gaps=True), st.sampled_from([1e-4, 0.5, 1e4]), st.permutations(range(5)))
def test_units_of_measure_and_the_order_of_rows_change_nothing(
    method: str, figures: Floats, factor: float, order: list[int]
) -> None:
    stated = GIVEN.get(method, {})
    tied = {name: value * factor for name, value in stated.items()}
    one = marks_of(figures, [Marking(method=method, given=stated)] * COLUMNS)
    other = marks_of((figures * factor)[order], [Marking(method=method, given=tied)] * COLUMNS)
    assert one.why.tolist() == other.why.tolist()
    assert np.allclose(one.value[order], other.value, rtol=1e-9, atol=1e-7, equal_nan=True)


@settings(max_examples=40, deadline=None)
@given(tables(gaps=True), trees(), st.permutations(range(5)))
def test_the_order_of_rows_changes_no_score_and_no_rank(figures: Floats, tree: Tree, order: list[int]) -> None:
    one, other = (marks_of(rows, MARKS).value for rows in (figures, figures[order]))
    everywhere = np.ones(figures.shape, dtype=np.bool_)
    one, other = (
        rolled(filled(marks, everywhere, standing_in(FillRule.PEER_MEAN, len(marks))), tree).value
        for marks in (one, other)
    )
    assert np.allclose(one[order], other, rtol=1e-12, atol=1e-12, equal_nan=True)
    copeland = Tree(leaves=4, nodes=(Node(name="c", parts=(0, 1, 2, 3), weights=(1, 2, 3, 4), method="copeland"),))
    votes = rolled(figures, copeland).index
    assert np.array_equal(votes[order], rolled(figures[order], copeland).index, equal_nan=True)


@settings(max_examples=80, deadline=None)
@given(tables(gaps=True), tables(gaps=True), trees())
def test_contributions_sum_to_the_score_and_to_its_change(before: Floats, after: Floats, tree: Tree) -> None:
    old, new = levels(before, MARKS, tree), levels(after, MARKS, tree)
    parts = contributions(old.value, tree)
    assert not isinstance(parts, Refusal)
    known = ~np.isnan(old.index)
    assert np.abs(parts[known, : tree.leaves].sum(axis=1) - old.index[known]).max(initial=0) < 1e-9
    for place, node in enumerate(tree.nodes):
        assert np.abs(parts[:, list(node.parts)].sum(axis=1) - parts[:, tree.leaves + place]).max() < 1e-9
    split = change(old.value, new.value, tree)
    assert not isinstance(split, Refusal)
    step = new.index - old.index
    both = ~np.isnan(step)
    moved = (split.own + split.coverage).sum(axis=1)
    assert np.abs(moved[both] - step[both]).max(initial=0) < 1e-9
    assert (np.isnan(moved) == ~both).all()
    for unit in np.flatnonzero(both).tolist():
        why = rank_change(unit, (old.index, new.index), split.own + split.coverage)
        told = why.parts.sum() + why.rounding + why.entered
        assert abs(told - (ranks(new.index)[unit] - ranks(old.index)[unit])) < 1e-9


@settings(max_examples=15, deadline=None)
@given(tables(gaps=True), trees(), st.integers(0, 2**32), st.integers(1, 99))
def test_draws_are_the_same_in_any_pieces(figures: Floats, tree: Tree, seed: int, cut: int) -> None:
    doubt = Doubt(weights=0.3, aggregations=("geometric",), rounding=np.full(figures.shape, 0.05))
    known = prepared(base(figures, MARKS, tree), doubt)
    whole = scores(known, seed, 0, 100)
    pieces = np.concatenate([scores(known, seed, 0, cut), scores(known, seed, cut, 100)])
    assert whole.tobytes() == pieces.tobytes()
