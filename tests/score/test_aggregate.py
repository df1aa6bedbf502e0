"""Aggregations, gaps and weights by hand and from publications, and what each refuses."""

import math
from dataclasses import replace

import numpy as np
import pytest

from planck.score.aggregation import AGGREGATIONS, FILLS, Peers, coverage, effective_weights, rolled
from planck.score.doubts import Recipe, evaluate
from planck.score.normalisation import Marking, Refusal, reasons, rounded
from planck.score.weighting import WEIGHTINGS, given, made
from tests.score.building import flat, two_domains, units

NAN = math.nan


@pytest.mark.parametrize(
    ("method", "parameters", "expected"),
    [
        ("arithmetic", {}, 7.25),
        ("geometric", {}, (2 * 9**3) ** 0.25),
        ("harmonic", {}, 4 / (1 / 2 + 3 / 9)),
        ("generalised", {"p": 2.0}, math.sqrt((4 + 3 * 81) / 4)),
        ("generalised", {"p": 0.0}, (2 * 9**3) ** 0.25),
        ("generalised", {"p": 1.0}, 7.25),
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
    assert rolled(units(parts), flat(1, 1, method=method)).index.tolist() == pytest.approx([index], rel=1e-12)


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
    deep = np.stack([figures, figures[::-1]], axis=2)
    assert rolled(deep, tree, [np.array([3.0, 1.0])]).index.T.tolist() == [[2, 0, -2], [-2, 0, 2]]
    assert np.isnan(rolled(np.full((2, 2, 2), NAN), tree).index).all()


def test_a_gap_scales_the_other_weights_up() -> None:
    figures = units((4, NAN, 2, 6), (4, NAN, NAN, NAN), (NAN, NAN, NAN, NAN))
    parts = rolled(figures, two_domains())
    assert parts.index.tolist() == pytest.approx([0.4 * 4 + 0.6 * 4, 4, NAN], nan_ok=True)
    assert coverage(figures, two_domains()).tolist() == pytest.approx([0.7, 0.1, 0])
    assert reasons(parts.why[2]) == (Refusal.NO_FIGURE,) * 3


def test_too_little_coverage_is_refused() -> None:
    tree = flat(1, 1, 1, availability=0.66)
    parts = rolled(units((1, 2, NAN), (1, NAN, NAN), (NAN, NAN, NAN)), tree)
    assert reasons(parts.refused) == (None, Refusal.LITTLE_COVERAGE, Refusal.NO_FIGURE)
    assert parts.index.tolist() == pytest.approx([1.5, NAN, NAN], nan_ok=True)
    assert rolled(units((1, NAN)), flat(1, 1, availability=0.5)).index.tolist() == [1]


@pytest.mark.parametrize("method", ["geometric", "harmonic"])
@pytest.mark.parametrize("low", [0.0, -1.0])
def test_zero_and_negative_are_refused_where_a_mean_needs_positive_parts(method: str, low: float) -> None:
    parts = rolled(units((low, 4), (2, 2), (low, NAN)), flat(1, 1, method=method))
    assert reasons(parts.refused) == (Refusal.NOT_POSITIVE, None, Refusal.NOT_POSITIVE)
    assert parts.index.tolist() == pytest.approx([NAN, 2, NAN], nan_ok=True)
    assert rolled(units((low, 4)), flat(0, 1, method=method)).index.tolist() == pytest.approx([4])


def test_a_power_above_zero_takes_zero_but_nothing_below() -> None:
    parts = rolled(units((0, 4), (-1, 4)), flat(1, 1, method="generalised", p=2.0))
    assert reasons(parts.refused) == (None, Refusal.NOT_POSITIVE)
    assert reasons(rolled(units((0, 4)), flat(1, 1, method="generalised", p=-2.0)).refused) == (Refusal.NOT_POSITIVE,)
    assert reasons(rolled(units((1e300, 4)), flat(1, 1, method="generalised", p=2.0)).refused) == (Refusal.TOO_LARGE,)


def test_stated_weights_that_do_not_do_are_refused() -> None:
    assert given(np.array([30.0, 70.0]), 100).value.tolist() == [0.3, 0.7]
    assert given(np.array([30.0, 69.0]), 100).refused == Refusal.WEIGHTS_DO_NOT_SUM
    assert given(np.array([1.0, 3.0])).value.tolist() == [0.25, 0.75]
    assert given(np.array([1.5, -0.5]), 1).refused == Refusal.NEGATIVE_WEIGHT
    assert given(np.array([0.0, 0.0])).refused == Refusal.NO_WEIGHT
    assert given(np.array([NAN, 1.0])).refused == Refusal.NOT_GIVEN


def test_objective_weights_that_the_figures_do_not_give_are_refused() -> None:
    for name in WEIGHTINGS:
        if name == "equal":
            assert made(name, units((1, 1))).value.tolist() == [0.5, 0.5]
        else:
            assert made(name, units((1, 2), (1, 3))).refused == Refusal.CONSTANT
            assert made(name, units((1, 2), (NAN, 3))).refused == Refusal.FEW_UNITS
    for name in ("entropy", "gini", "merec"):
        assert made(name, units((0, 2), (1, 3))).refused == Refusal.NOT_POSITIVE


def test_weights_by_hand() -> None:
    x = units((1, 1), (3, 2))
    assert made("standard_deviation", x).value.tolist() == pytest.approx([2 / 3, 1 / 3])
    # Gini of (1, 3) is (3 - 1) / (2 * 4) = 1/4, of (1, 2) it is 1 / (2 * 3) = 1/6.
    assert made("gini", x).value.tolist() == pytest.approx([0.6, 0.4])
    # Entropy of shares (1/4, 3/4) in bits 0.811278, of (1/3, 2/3) 0.918296.
    assert made("entropy", x).value.tolist() == pytest.approx([0.188722 / 0.270426, 0.081704 / 0.270426], abs=1e-5)
    # Two columns that agree have no conflict, and CRITIC has nothing to weigh.
    assert made("critic", units((1, 1), (3, 3))).refused == Refusal.NO_WEIGHT
    assert made("critic", units((1, 3), (3, 1))).value.tolist() == pytest.approx([0.5, 0.5])
    assert made("pca", units((1, 1), (2, 3), (3, 5))).value.tolist() == pytest.approx([0.5, 0.5])
    assert made("pca", units((1, 5), (2, 3), (3, 1))).refused == Refusal.NEGATIVE_WEIGHT
    # MEREC: n = ((1, 1), (1/3, 1/2)); logs 1.098612, 0.693147; ln(1 + 0.895880) less ln(1 + 0.346574) and ln(1 + 0.549306).
    a, b = math.log(1.8958797 / 1.3465736), math.log(1.8958797 / 1.5493061)
    assert made("merec", x).value.tolist() == pytest.approx([a / (a + b), b / (a + b)], abs=1e-6)


RECIPE = Recipe(markings=[Marking(method="goalposts", given={"worst": 0, "best": 10})] * 2, tree=flat(1, 3))


@pytest.mark.parametrize(
    ("fill", "expected"),
    [("none", 20.0), ("zero", 0.25 * 20), ("peer_mean", 0.25 * 20 + 0.75 * 60), ("last_value", 0.25 * 20 + 0.75 * 50)],
)
def test_what_stands_in_for_a_gap(fill: str, expected: float) -> None:
    assert set(FILLS) == {"none", "zero", "peer_mean", "last_value"}
    figures, last = units((2, NAN), (4, 6)), units((1, 5), (1, 1))
    found = evaluate(figures, replace(RECIPE, fill=fill), Peers(last=last))
    assert found.parts.index[0] == pytest.approx(expected)
    assert found.filled.tolist() == [[False, fill != "none"], [False, False]]
    # What is not there stays not there: coverage and range do not depend on what stands in.
    assert found.coverage.tolist() == pytest.approx([0.25, 1])
    assert (found.low[0], found.high[0]) == pytest.approx((5, 80))
    assert (found.low[1], found.high[1]) == pytest.approx((55, 55))
    assert found.rank.tolist() == [2, 1]


def test_peers_are_those_of_the_group_and_may_have_nothing_either() -> None:
    figures = units((2, NAN), (4, 6), (8, 2), (1, NAN))
    recipe = replace(RECIPE, fill="peer_mean")
    found = evaluate(figures, recipe, Peers(groups=np.array(["a", "a", "b", "c"])))
    assert found.figures[:, 1].tolist() == pytest.approx([6, 6, 2, NAN], nan_ok=True)
    assert evaluate(figures, replace(RECIPE, fill="last_value")).parts.index[3] == pytest.approx(10)


def test_the_range_takes_marks_seen_where_a_scale_has_no_ends() -> None:
    recipe = Recipe(markings=[Marking(method="as_is")] * 2, tree=flat(1, 1))
    found = evaluate(units((2, NAN), (4, 6), (8, 2)), recipe)
    assert (found.low[0], found.high[0]) == (2, 4)
    nobody = evaluate(units((2, NAN), (4, NAN)), recipe)
    assert (nobody.low.tolist(), nobody.high.tolist()) == ([2, 4], [2, 4])


def test_a_refused_indicator_is_missing_to_everybody() -> None:
    recipe = Recipe(markings=[Marking(), Marking()], tree=flat(1, 1), fill="zero")
    found = evaluate(units((1, 5), (2, 5)), recipe)
    assert reasons(found.marks.why) == (None, Refusal.CONSTANT)
    assert found.parts.index.tolist() == [0, 100]
    assert found.coverage.tolist() == [0.5, 0.5]


def test_every_entry_names_its_source() -> None:
    for table in (AGGREGATIONS, WEIGHTINGS):
        for name in table:
            assert table[name].source.zh
            assert table[name].title.zh != table[name].title.en
