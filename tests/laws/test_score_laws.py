"""Laws of scores: their range, what a better figure does, what units of measure and the order of rows do."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.score.aggregation import Node, Tree, change, contributions, rolled
from planck.score.doubts import Doubt, Recipe, evaluate, rank_change, scores, setting
from planck.score.levers import levers
from planck.score.normalisation import NORMALISATIONS, Floats, Marking, Refusal, marks_of

MEANS: Mapping[str, dict[str, float]] = {"arithmetic": {}, "geometric": {}, "harmonic": {}, "generalised": {"p": 3.0}}
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
    found = evaluate(figures, Recipe(markings=MARKS, tree=tree))
    known = ~np.isnan(found.parts.index)
    assert (known == ~np.isnan(found.marks.value).all(axis=1)).all()
    index = found.parts.index[known]
    assert (index >= 1 - 1e-9).all()
    assert (index <= 100 + 1e-9).all()
    assert (found.low[known] <= index + 1e-9).all()
    assert (found.high[known] >= index - 1e-9).all()
    assert ((found.coverage >= 0) & (found.coverage <= 1 + 1e-12)).all()
    assert ((found.rank > 0) == known).all()


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
    recipe = Recipe(markings=MARKS, tree=tree, fill="peer_mean")
    one, other = evaluate(figures, recipe), evaluate(figures[order], recipe)
    assert np.allclose(one.parts.value[order], other.parts.value, rtol=1e-12, atol=1e-12, equal_nan=True)
    copeland = Tree(leaves=4, nodes=(Node(name="c", parts=(0, 1, 2, 3), weights=(1, 2, 3, 4), method="copeland"),))
    votes = rolled(figures, copeland).index
    assert np.array_equal(votes[order], rolled(figures[order], copeland).index, equal_nan=True)


@settings(max_examples=80, deadline=None)
@given(tables(gaps=True), tables(gaps=True), trees())
def test_contributions_sum_to_the_score_and_to_its_change(before: Floats, after: Floats, tree: Tree) -> None:
    recipe = Recipe(markings=MARKS, tree=tree)
    old, new = evaluate(before, recipe), evaluate(after, recipe)
    parts = contributions(old.parts.value, tree)
    assert not isinstance(parts, Refusal)
    known = ~np.isnan(old.parts.index)
    assert np.abs(parts[known, : tree.leaves].sum(axis=1) - old.parts.index[known]).max(initial=0) < 1e-9
    for place, node in enumerate(tree.nodes):
        assert np.abs(parts[:, list(node.parts)].sum(axis=1) - parts[:, tree.leaves + place]).max() < 1e-9
    split = change(old.parts.value, new.parts.value, tree)
    assert not isinstance(split, Refusal)
    step = new.parts.index - old.parts.index
    both = ~np.isnan(step)
    moved = (split.own + split.coverage).sum(axis=1)
    assert np.abs(moved[both] - step[both]).max(initial=0) < 1e-9
    assert (np.isnan(moved) == ~both).all()
    for unit in np.flatnonzero(both).tolist():
        why = rank_change(unit, (old.parts.index, new.parts.index), split)
        told = why.parts.sum() + why.rounding + why.entered
        assert abs(told - (new.rank[unit] - old.rank[unit])) < 1e-9


@settings(max_examples=15, deadline=None)
@given(tables(gaps=True), trees(), st.integers(0, 2**32), st.integers(1, 99))
def test_draws_are_the_same_in_any_pieces(figures: Floats, tree: Tree, seed: int, cut: int) -> None:
    doubt = Doubt(weights=0.3, aggregations=("geometric",), rounding=np.full(figures.shape, 0.05))
    known = setting(figures, Recipe(markings=MARKS, tree=tree), doubt)
    whole = scores(known, seed, 0, 100)
    pieces = np.concatenate([scores(known, seed, 0, cut), scores(known, seed, cut, 100)])
    assert whole.tobytes() == pieces.tobytes()


@settings(max_examples=40, deadline=None)
@given(tables(), trees(), st.integers(1, 200))
def test_a_lever_does_what_it_says_and_nothing_less_does(figures: Floats, tree: Tree, tenths: int) -> None:
    markings = [Marking(method="goalposts", given={"worst": -10.0, "best": 2000.0})] * COLUMNS
    values = evaluate(figures, Recipe(markings=markings, tree=tree)).parts.value
    target = values[0, tree.top] + tenths / 10
    for lever in levers(figures, 0, values, (markings, tree), target).levers:
        changed = figures.copy()
        changed[0, lever.indicator] = lever.figure
        assert evaluate(changed, Recipe(markings=markings, tree=tree)).parts.index[0] >= target - 1e-7
        changed[0, lever.indicator] = figures[0, lever.indicator] + 0.99 * lever.step
        assert evaluate(changed, Recipe(markings=markings, tree=tree)).parts.index[0] < target
