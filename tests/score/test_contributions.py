"""What scores, changes and ranks are made of: worked by hand, and sums that must be exact."""

import math

import msgspec
import numpy as np
import pytest

from planck.engine.scoring.aggregate import Tree, rolled
from planck.engine.scoring.contributions import Change, change, contributions, rank_change
from planck.engine.scoring.ranks import rounded
from planck.engine.scoring.ways import Floats, Refusal
from planck.model.scoring import FillRule, Rescale
from planck.score.draws import leave_one_out
from tests.score.building import flat, standing_in, two_domains, units

NAN = math.nan


def split(before: Floats, after: Floats, tree: Tree) -> tuple[Change, Floats, Floats]:
    old, new = rolled(before, tree), rolled(after, tree)
    made = change(old.value, new.value, tree)
    assert not isinstance(made, Refusal)
    return made, old.index, new.index


def parts_of(figures: Floats, tree: Tree) -> Floats:
    made = contributions(rolled(figures, tree).value, tree)
    assert not isinstance(made, Refusal)
    return made


def test_contributions_by_hand() -> None:
    # Effective weights 0.1, 0.3, 0.3, 0.3 of marks 4, 8, 2, 6; domains 0.4 * 7 and 0.6 * 4.
    assert parts_of(units((4, 8, 2, 6)), two_domains()).tolist() == [pytest.approx([0.4, 2.4, 0.6, 1.8, 2.8, 2.4, 5.2])]
    # A geometric mean gives each part its weight of the result: 4 ** 0.5 * 9 ** 0.5 = 6 in halves.
    assert parts_of(units((4, 9)), flat(1, 1, method="geometric")).tolist() == [pytest.approx([3, 3, 6])]
    # Harmonic: 2 / (1/2 + 1/6) = 3; x times slope is S ** 2 w / x = 9/4 and 3/4.
    assert parts_of(units((2, 6)), flat(1, 1, method="harmonic")).tolist() == [pytest.approx([2.25, 0.75, 3])]
    # Quadratic: sqrt((1 + 49) / 2) = 5; x ** 2 w / S = 0.1 and 4.9.
    assert parts_of(units((1, 7)), flat(1, 1, method="generalised", power=2.0)).tolist() == [
        pytest.approx([0.1, 4.9, 5])
    ]


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic"])
@pytest.mark.parametrize("top", ["arithmetic", "geometric", "harmonic"])
def test_the_parts_of_every_level_sum_to_what_it_gives(method: str, top: str) -> None:
    figures, tree = units((4, 8, 2, 6), (9, 1, 5, 5)), two_domains(method, top)
    made, values = parts_of(figures, tree), rolled(figures, tree).value
    assert made[:, 6] == pytest.approx(values[:, 6])
    assert made[:, 4] + made[:, 5] == pytest.approx(values[:, 6])
    assert made[:, :2].sum(axis=1) == pytest.approx(made[:, 4])
    assert made[:, 2:4].sum(axis=1) == pytest.approx(made[:, 5])


def test_gaps_and_refused_units_contribute_nothing() -> None:
    made = parts_of(units((4, NAN, 2, 6), (NAN, NAN, NAN, NAN)), two_domains())
    assert made.tolist() == [pytest.approx([1.6, 0, 0.6, 1.8, 1.6, 2.4, 4]), [0] * 7]
    assert parts_of(units((0, 0)), flat(1, 1, method="generalised", power=2.0)).tolist() == [[0, 0, 0]]


def test_a_method_that_is_no_mean_has_no_parts() -> None:
    tree, figures = flat(1, 1, method="copeland"), units((1, 2), (2, 1))
    values = rolled(figures, tree).value
    assert contributions(values, tree) == Refusal.NOT_A_MEAN
    assert change(values, values, tree) == Refusal.NOT_A_MEAN


def test_the_change_of_a_geometric_mean_by_hand() -> None:
    # From (4, 9) to (16, 9): 6 to 12, all of it by the first; from (4, 4) to (16, 1): no change, two parts that cancel.
    made, old, new = split(units((4, 9), (4, 4)), units((16, 9), (16, 1)), flat(1, 1, method="geometric"))
    assert (new - old).tolist() == pytest.approx([6, 0])
    assert made.own[0].tolist() == pytest.approx([6, 0, 0])
    # Between equal results the slope is the result itself: 4 * 0.5 * ln(4) each way.
    assert made.own[1].tolist() == pytest.approx([2 * math.log(4), -2 * math.log(4), 0])
    assert not made.coverage.any()


@pytest.mark.parametrize(
    ("method", "given", "moved"),
    [
        # By hand, the index alike: a part moves it by its weight times the change of f(x) over the slope of f there.
        ("harmonic", {}, 1.5),
        ("geometric", {}, math.sqrt(12) * math.log(3) / 2),
        ("generalised", {"power": 2.0}, 32 / 4 / math.sqrt(20)),
        ("arithmetic", {}, 2),
    ],
)
def test_two_parts_that_change_places(method: str, given: dict[str, float], moved: float) -> None:
    made, old, new = split(units((2, 6)), units((6, 2)), flat(1, 1, method=method, **given))
    assert (new - old).tolist() == [pytest.approx(0, abs=1e-12)]
    assert made.own.tolist() == [pytest.approx([moved, -moved, 0])]
    # Parts that do not move take the slope itself.
    still, _, _ = split(units((4, 4)), units((4, 4)), flat(1, 3, method=method, **given))
    assert still.per_mark.tolist() == [pytest.approx([0.25, 0.75, 1])]


@pytest.mark.parametrize("size", [1e-4, 1, 1e6])
@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic"])
def test_the_parts_of_a_change_are_exact_whatever_the_size(method: str, size: float) -> None:
    made, old, new = split(size * units((1, 2)), size * units((1.3, 2.1)), flat(1, 3, method=method))
    assert made.own[:, :2].sum(axis=1) == pytest.approx(new - old, rel=1e-9)


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "sum"])
def test_a_factor_over_the_index_is_over_its_parts(method: str) -> None:
    plain, tripled = (flat(1, 3, method=method) for _ in range(2))
    node = msgspec.structs.replace(tripled.nodes[0], rescale=Rescale(times=6.0, over=2.0))
    tripled = msgspec.structs.replace(tripled, nodes=(node,))
    figures, later = units((2, 6), (5, 5)), units((3, 4), (5, NAN))
    assert parts_of(figures, tripled) == pytest.approx(parts_of(figures, plain) * [1, 1, 3] * [3, 3, 1])
    one, many = (split(figures, later, tree)[0] for tree in (plain, tripled))
    for name in ("own", "coverage"):
        assert getattr(many, name) == pytest.approx(3 * getattr(one, name))


def test_an_indicator_that_appears_moves_the_score_by_its_distance_to_it() -> None:
    # Before only the first of two (mark 40); then the second appears with 80: 40 to 60, nothing moved of itself.
    made, _, _ = split(units((40, NAN)), units((40, 80)), flat(1, 1))
    assert made.own.tolist() == [[0, 0, 0]]
    assert made.coverage.tolist() == [pytest.approx([5, 15, 0])]
    # And with the first moving from 40 to 60: its weight falls from 1 to 1/2, so that 3/4 of its 20 points are its own.
    made, _, _ = split(units((40, NAN)), units((60, 80)), flat(1, 1))
    assert made.own.tolist() == [pytest.approx([15, 0, 0])]
    assert made.coverage.tolist() == [pytest.approx([2.5, 12.5, 0])]
    # A unit without an index in one of the years has no change to explain.
    made, _, _ = split(units((NAN, NAN)), units((40, 80)), flat(1, 1))
    assert np.isnan(made.own).all()


@pytest.mark.parametrize("turned", [False, True])
def test_a_domain_that_something_stands_in_for_in_one_year_moves_by_itself(turned: bool) -> None:
    # The first unit's input is 7 by its parts in one year, and 10, as of its peer, in the other.
    full, gap = units((4, 8, 2, 6), (10, 10, 2, 6)), units((NAN, NAN, 2, 6), (10, 10, 2, 6))
    tree = msgspec.structs.replace(two_domains(), fill=standing_in(FillRule.PEER_MEAN, 2), applies=np.ones((2, 2), dtype=np.bool_))  # fmt: skip
    made, old, new = split(*((gap, full) if turned else (full, gap)), tree)
    assert (new - old).tolist() == pytest.approx([-1.2 if turned else 1.2, 0])
    assert made.own[0].tolist() == pytest.approx([0, 0, 0, 0, -1.2 if turned else 1.2, 0, 0])
    assert not made.coverage.any()


def test_a_change_of_rank_by_whom_was_passed_and_by_what() -> None:
    before, after = units((50, 50), (60, 60), (10, 10)), units((60, 70), (60, 60), (10, 90))
    made, old, new = split(before, after, flat(1, 1))
    found = rank_change(0, (old, new), made.own + made.coverage)
    # 50 to 65 passes the second unit, which stayed at 60: 5 points by the first indicator, 10 by the second.
    assert (found.overtook, found.overtaken_by, found.rounding) == ((1,), (), 0)
    assert found.parts.tolist() == pytest.approx([-1 / 3, -2 / 3, 0])
    lost = rank_change(1, (old, new), made.own + made.coverage)
    assert (lost.overtook, lost.overtaken_by) == ((), (0,))
    assert lost.parts.tolist() == pytest.approx([1 / 3, 2 / 3, 0])


def test_a_change_of_rank_that_only_rounding_makes() -> None:
    # Both gain 0.2, and only one of them crosses a half: 10.4 and 10.2 were both 10, then are 11 and 10.
    made, old, new = split(units((10.4,), (10.2,)), units((10.6,), (10.4,)), flat(1))
    assert rank_change(1, (old, new), made.own + made.coverage).parts.tolist() == [0, 0]
    alike = np.full((2, 1), 0.25)
    for after, places, by in (([10.75, 10.5], 0.0, ()), ([10.5, 10.25], 1.0, (0,))):
        found = rank_change(1, (rounded([10.25, 10.0], 0), rounded(after, 0)), alike)
        assert (found.rounding, found.overtaken_by) == (places, by)


def test_units_that_enter_or_leave_the_ranking() -> None:
    # The third enters above both others, the fourth leaves from between them.
    gone, _, _ = split(units((5,), (4,), (3,)), units((5,), (NAN,), (NAN,)), flat(1))
    left = rank_change(2, (np.array([5.0, 4, 3]), np.array([5.0, NAN, NAN])), gone.own + gone.coverage)
    assert (left.entered, left.overtook, left.overtaken_by) == (0, (), ())
    made, old, new = split(units((5,), (3,), (NAN,), (4,)), units((5,), (3,), (9,), (NAN,)), flat(1))
    first, second, third = (rank_change(unit, (old, new), made.own + made.coverage) for unit in range(3))
    assert (first.parts.tolist(), first.entered) == ([0, 0], 1)
    assert (second.parts.tolist(), second.entered, second.overtook) == ([0, 0], 0, ())
    assert (third.parts.tolist(), third.entered, third.overtook) == ([0, 0], 0, ())


def test_leaving_one_out() -> None:
    assert leave_one_out(units((1, 9), (2, 2), (3, 3)), flat(1, 1)).T.tolist() == [[1, 3, 2], [3, 2, 1]]
    assert np.isnan(leave_one_out(units((1,), (2,)), flat(1))).all()
