"""Aggregations, gaps and weights by hand and from publications, and what each refuses."""

import math

import msgspec
import numpy as np
import pytest

from planck.engine.scoring import aggregate
from planck.engine.scoring.aggregate import (
    AGGREGATIONS,
    WEIGHTINGS,
    effective_weights,
    filled,
    product,
    rescaled,
    rolled,
    scaled_to_one,
    weights_made,
)
from planck.engine.scoring.normalise import Marking, marks_of
from planck.engine.scoring.ranks import rounded
from planck.engine.scoring.ways import Floats, Refusal
from planck.model.scoring import FillRule, Rescale
from tests.score.building import flat, reasons, standing_in, two_domains, units

NAN = math.nan


@pytest.mark.parametrize(
    ("method", "parameters", "expected"),
    [
        ("arithmetic", {}, 7.25),
        ("geometric", {}, (2 * 9**3) ** 0.25),
        ("harmonic", {}, 4 / (1 / 2 + 3 / 9)),
        ("generalised", {"power": 2.0}, math.sqrt((4 + 3 * 81) / 4)),
        ("generalised", {"power": 0.0}, (2 * 9**3) ** 0.25),
        ("generalised", {"power": 1.0}, 7.25),
        ("generalised", {"power": 0.5}, ((math.sqrt(2) + 9) / 4) ** 2),
        ("generalised", {"power": -1.0}, 4 / (1 / 2 + 3 / 9)),
    ],
)
def test_means_by_hand(method: str, parameters: dict[str, float], expected: float) -> None:
    tree = flat(1, 3, method=method, **parameters)
    assert rolled(units((2, 9)), tree).index.tolist() == pytest.approx([expected])


# COINr 1.1.14, ASEM index: two dimensions, equal weights (Switzerland of the results, Australia of the aggregations).
@pytest.mark.parametrize(
    ("method", "parts", "index"),
    [
        ("arithmetic", (62.787961718068345, 73.979486758615081), 68.383724238341713),
        ("geometric", (38.981160247123064, 53.636009833766941), 45.725199773717108),
        ("harmonic", (7.24375279853676, 11.129203823790146), 8.775637258741412),
        ("generalised", (50.12483778761451, 60.182185870746423), 55.382284439230823),
    ],
)
def test_published_means_of_the_asem_index(method: str, parts: tuple[float, ...], index: float) -> None:
    given = {"power": 2.0} if method == "generalised" else {}
    assert rolled(units(parts), flat(1, 1, method=method, **given)).index.tolist() == pytest.approx([index], rel=1e-12)


def test_levels_by_hand() -> None:
    # Domains (4 + 3 * 8) / 4 = 7 and (2 + 6) / 2 = 4; index 0.4 * 7 + 0.6 * 4 = 5.2.
    parts = rolled(units((4, 8, 2, 6)), two_domains())
    assert parts.value.tolist() == [[4, 8, 2, 6, 7, 4, pytest.approx(5.2)]]
    assert effective_weights(two_domains()).tolist() == pytest.approx([0.1, 0.3, 0.3, 0.3, 0.4, 0.6, 1])


# Published totals of China's innovation index: four domains, equal weights, printed half up.
@pytest.mark.parametrize(
    ("domains", "total"),
    [
        ((144.0, 152.2, 164.2, 132.4), 148.2),
        ((203.6, 182.8, 236.5, 162.2), 196.3),
        ((296.2, 219.0, 353.6, 189.5), 264.6),
        ((186.0, 162.6, 215.8, 132.4), 174.2),
    ],
)
def test_published_totals_of_the_innovation_index(domains: tuple[float, ...], total: float) -> None:
    assert rounded(rolled(units(domains), flat(1, 1, 1, 1)).index, 1).tolist() == [total]


def test_copeland_by_hand_and_in_any_order_of_rows() -> None:
    # a beats b on two of three, b beats c, c beats a on the only two that both have.
    figures = units((3, 2, 1, NAN), (2, 1, 3, NAN), (NAN, 3, 2, 1))
    tree = flat(1, 1, 1, 1, method="copeland")
    scores = rolled(figures, tree).index
    assert scores.tolist() == [0.0, -1.0, 1.0]
    for order in ([2, 0, 1], [1, 2, 0], [2, 1, 0]):
        assert rolled(figures[order], tree).index.tolist() == scores[order].tolist()
    assert rolled(units((NAN,), (1,)), flat(1, method="copeland")).value[:, 1].tolist() == pytest.approx(
        [NAN, 0], nan_ok=True
    )


def test_copeland_counts_a_tie_for_nobody() -> None:
    assert rolled(units((1, 2), (2, 1), (0, 0)), flat(1, 1, method="copeland")).index.tolist() == [1, 1, -2]


def test_copeland_over_draws_is_copeland_of_each_draw() -> None:
    figures, tree = units((3, 2), (2, 3), (1, 1)), flat(1, 1, method="copeland")
    weights = np.array([[3.0, 1.0], [1.0, 3.0]])
    assert rolled(figures, tree, [weights]).index.T.tolist() == [[2, 0, -2], [0, 2, -2]]
    deep = np.stack([figures, figures[::-1], figures], axis=2)
    assert rolled(deep, tree, [np.array([3.0, 1.0])]).index.T.tolist() == [[2, 0, -2], [-2, 0, 2], [2, 0, -2]]
    assert np.isnan(rolled(np.full((2, 2, 2), NAN), tree).index).all()


def test_a_gap_scales_the_other_weights_up() -> None:
    figures = units((4, NAN, 2, 6), (4, NAN, NAN, NAN), (NAN, NAN, NAN, NAN))
    parts = rolled(figures, two_domains())
    assert parts.index.tolist() == pytest.approx([0.4 * 4 + 0.6 * 4, 4, NAN], nan_ok=True)
    assert reasons(parts.why[2]) == (Refusal.NO_FIGURE,) * 3


@pytest.mark.parametrize("method", ["geometric", "harmonic"])
@pytest.mark.parametrize("low", [0.0, -1.0])
def test_zero_and_negative_are_refused_where_a_mean_needs_positive_parts(method: str, low: float) -> None:
    parts = rolled(units((low, 4), (2, 2), (low, NAN)), flat(1, 1, method=method))
    assert reasons(parts.refused) == (Refusal.NOT_POSITIVE, None, Refusal.NOT_POSITIVE)
    assert parts.index.tolist() == pytest.approx([NAN, 2, NAN], nan_ok=True)
    for weight in (1, 2):
        assert rolled(units((low, 4)), flat(0, weight, method=method)).index.tolist() == pytest.approx([4])


def test_a_domain_without_weight_cannot_refuse_the_index() -> None:
    tree = two_domains("geometric")
    figures = units((0, 8, 2, 6))
    assert reasons(rolled(figures, tree).refused) == (Refusal.NOT_POSITIVE,)
    top = msgspec.structs.replace(tree.nodes[-1], weights=(0, 60))
    light = msgspec.structs.replace(tree, nodes=(*tree.nodes[:-1], top))
    assert rolled(figures, light).index.tolist() == pytest.approx([math.sqrt(12)])


def test_a_power_above_zero_takes_zero_but_nothing_below() -> None:
    parts = rolled(units((0, 4), (-1, 4)), flat(1, 1, method="generalised", power=2.0))
    assert reasons(parts.refused) == (None, Refusal.NOT_POSITIVE)
    # (sqrt 0 + sqrt 4) / 2 squared; and a power of one takes anything.
    assert rolled(units((0, 4)), flat(1, 1, method="generalised", power=0.5)).index.tolist() == pytest.approx([1])
    assert rolled(units((-1, 4)), flat(1, 1, method="generalised", power=1.0)).index.tolist() == pytest.approx([1.5])
    assert reasons(rolled(units((0, 4)), flat(1, 1, method="generalised", power=-2.0)).refused) == (
        Refusal.NOT_POSITIVE,
    )
    assert reasons(rolled(units((1e300, 4)), flat(1, 1, method="generalised", power=2.0)).refused) == (
        Refusal.TOO_LARGE,
    )


def test_importance_that_makes_no_weights_is_refused() -> None:
    assert made(scaled_to_one(np.array([1.0, 3.0]))) == [0.25, 0.75]
    assert scaled_to_one(np.array([1.5, -0.5])) == Refusal.NEGATIVE_WEIGHT
    assert scaled_to_one(np.array([0.0, 0.0])) == Refusal.NO_WEIGHT
    assert scaled_to_one(np.array([NAN, 1.0])) == Refusal.NOT_GIVEN


def made(weights: Floats | Refusal) -> list[float]:
    """Weights that were not refused."""
    assert not isinstance(weights, Refusal)
    return [float(weight) for weight in weights]


def test_objective_weights_that_the_figures_do_not_give_are_refused() -> None:
    for name in WEIGHTINGS:
        assert weights_made(name, units((1, 2), (1, 3))) == Refusal.CONSTANT
        assert weights_made(name, units((1, 2), (NAN, 3))) == Refusal.FEW_UNITS
    assert weights_made("entropy", units((0, 2), (1, 3))) == Refusal.NOT_POSITIVE
    assert {name for name in WEIGHTINGS if WEIGHTINGS[name].positive} == {"entropy"}


def test_weights_by_hand() -> None:
    # Entropy of shares (1/4, 3/4) in bits 0.811278, of (1/3, 2/3) 0.918296.
    entropy = made(weights_made("entropy", units((1, 1), (3, 2))))
    assert entropy == pytest.approx([0.188722 / 0.270426, 0.081704 / 0.270426], abs=1e-5)
    # Two columns that agree have no conflict, and CRITIC has nothing to weigh.
    assert weights_made("critic", units((1, 1), (3, 3))) == Refusal.NO_WEIGHT
    assert made(weights_made("critic", units((1, 3), (3, 1)))) == pytest.approx([0.5, 0.5])
    assert made(weights_made("pca", units((1, 1), (2, 3), (3, 5)))) == pytest.approx([0.5, 0.5])
    assert weights_made("pca", units((1, 5), (2, 3), (3, 1))) == Refusal.NEGATIVE_WEIGHT


@pytest.mark.parametrize(
    ("rule", "expected"), [(FillRule.REWEIGHT, NAN), (FillRule.ZERO, 0.0), (FillRule.PEER_MEAN, 60.0)]
)
def test_what_stands_in_for_a_gap(rule: FillRule, expected: float) -> None:
    points, applies = units((20, NAN, NAN), (40, 60, NAN)), np.array([[True, True, False], [True, True, True]])
    found = filled(points, applies, standing_in(rule, 2))
    assert found[:, 1].tolist() == pytest.approx([expected, 60], nan_ok=True)
    # Where an indicator does not apply nothing stands in, and the mean of nobody is none.
    assert np.isnan(found[0, 2])
    assert np.isnan(found[1, 2]) == (rule is not FillRule.ZERO)
    draws = np.repeat(points[:, :, None], 2, axis=2)
    assert np.array_equal(filled(draws, applies[:, :, None], standing_in(rule, 2))[:, :, 1], found, equal_nan=True)


def test_what_stands_in_for_a_domain_does_so_where_it_scores_anything_and_has_nothing() -> None:
    # The first unit lacks the first domain, the second is not scored by it, in the third its mean is refused.
    figures = units((NAN, NAN, 2, 6), (NAN, NAN, 2, 6), (0, 8, 2, 6))
    applies = np.array([[True, True], [False, True], [True, True]])
    tree = msgspec.structs.replace(two_domains("geometric", "arithmetic"), applies=applies)
    zero = msgspec.structs.replace(tree, fill=standing_in(FillRule.ZERO, 3))
    parts = rolled(figures, zero)
    assert parts.value[:, 4].tolist() == pytest.approx([0, NAN, NAN], nan_ok=True)
    assert parts.index.tolist() == pytest.approx([0.6 * math.sqrt(12), math.sqrt(12), NAN], nan_ok=True)
    # The same in every draw.
    draws = rolled(figures, zero, [np.ones((2, 3)), np.ones((2, 3)), np.full((2, 3), 0.5)])
    assert draws.index[:, 1].tolist() == pytest.approx([0.5 * math.sqrt(12), math.sqrt(12), NAN], nan_ok=True)


def test_a_refusal_counts_in_draws_in_which_its_node_has_a_weight() -> None:
    weights = [np.ones((2, 2)), np.ones((2, 2)), np.array([[1.0, 0.0], [1.0, 1.0]])]
    parts = rolled(units((0, 8, 2, 6)), two_domains("geometric"), weights)
    assert reasons(parts.refused)[0] is Refusal.NOT_POSITIVE


def test_a_root_of_nothing_is_nothing_and_of_less_there_is_none() -> None:
    root = Rescale(shift=-10.0, over=10.0, exponent=0.5)
    made, why = rescaled(root, np.array([10.0, 20, 5, 12.5]), np.zeros(4, dtype=np.int8))
    assert made.tolist() == pytest.approx([0, 1, NAN, 0.5], nan_ok=True)
    assert reasons(why) == (None, None, Refusal.NOT_POSITIVE, None)


def test_a_product_in_tiles_is_that_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    x, w = np.arange(21.0).reshape(7, 3), np.arange(6.0).reshape(3, 2)
    for tile in (1, 6, 13, 2**18):
        monkeypatch.setattr(aggregate, "TILE", tile)
        assert product(x, w).tolist() == (x @ w).tolist()


def test_a_refused_indicator_is_missing_to_everybody() -> None:
    marks = marks_of(units((1, 5), (2, 5)), [Marking(), Marking()])
    assert reasons(marks.why) == (None, Refusal.CONSTANT)
    assert rolled(marks.value, flat(1, 1)).index.tolist() == [0, 100]


def test_every_entry_names_its_source() -> None:
    for table in (AGGREGATIONS, WEIGHTINGS):
        for name in table:
            assert table[name].source.zh
            assert table[name].title.zh != table[name].title.en
