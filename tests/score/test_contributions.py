"""What scores, changes and ranks are made of: worked by hand, and sums that must be exact."""

import math

import numpy as np
import pytest

from planck.score.aggregation import Change, Tree, change, contributions, mark_changes, rolled
from planck.score.doubts import Recipe, evaluate, leave_one_out, rank_change
from planck.score.levers import levers, marks_needed
from planck.score.normalisation import Floats, Marking, Refusal
from tests.score.building import flat, two_domains, units

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
    assert parts_of(units((1, 7)), flat(1, 1, method="generalised")).tolist() == [pytest.approx([0.1, 4.9, 5])]


def test_gaps_and_refused_units_contribute_nothing() -> None:
    made = parts_of(units((4, NAN, 2, 6), (NAN, NAN, NAN, NAN)), two_domains())
    assert made.tolist() == [pytest.approx([1.6, 0, 0.6, 1.8, 1.6, 2.4, 4]), [0] * 7]
    assert parts_of(units((0, 0)), flat(1, 1, method="generalised")).tolist() == [[0, 0, 0]]


def test_a_method_that_is_no_mean_has_no_parts() -> None:
    tree, figures = flat(1, 1, method="copeland"), units((1, 2), (2, 1))
    values = rolled(figures, tree).value
    assert contributions(values, tree) == Refusal.NOT_A_MEAN
    assert change(values, values, tree) == Refusal.NOT_A_MEAN
    assert marks_needed(values[0], tree, 1.0) == Refusal.NOT_A_MEAN
    made = levers(figures, 0, values, ([Marking()] * 2, tree), 1.0)
    assert made.refused == {0: Refusal.NOT_A_MEAN, 1: Refusal.NOT_A_MEAN}


def test_the_change_of_a_geometric_mean_by_hand() -> None:
    # From (4, 9) to (16, 9): 6 to 12, all of it by the first; from (4, 4) to (16, 1): no change, two parts that cancel.
    made, old, new = split(units((4, 9), (4, 4)), units((16, 9), (16, 1)), flat(1, 1, method="geometric"))
    assert (new - old).tolist() == pytest.approx([6, 0])
    assert made.own[0].tolist() == pytest.approx([6, 0, 0])
    # Between equal results the slope is the result itself: 4 * 0.5 * ln(4) each way.
    assert made.own[1].tolist() == pytest.approx([2 * math.log(4), -2 * math.log(4), 0])
    assert not made.coverage.any()


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


def test_own_figure_and_the_scale_of_the_peers() -> None:
    # First unit stands still at 5 between 0 and 10; then the best falls to 5: 50 to 100, all by its peers.
    own, scale = mark_changes(units((5,), (0,), (10,)), units((5,), (0,), (5,)), [Marking()])
    assert (own[0, 0], scale[0, 0]) == (0, 50)
    # It rises to 8 within an unchanged scale: all its own.
    own, scale = mark_changes(units((5,), (0,), (10,)), units((8,), (0,), (10,)), [Marking()])
    assert (own[0, 0], scale[0, 0]) == (pytest.approx(30), pytest.approx(0))


def test_a_change_of_rank_by_whom_was_passed_and_by_what() -> None:
    before, after = units((50, 50), (60, 60), (10, 10)), units((60, 70), (60, 60), (10, 90))
    made, old, new = split(before, after, flat(1, 1))
    found = rank_change(0, (old, new), made)
    # 50 to 65 passes the second unit, which stayed at 60: 5 points by the first indicator, 10 by the second.
    assert (found.overtook, found.overtaken_by, found.rounding) == ((1,), (), 0)
    assert found.parts.tolist() == pytest.approx([-1 / 3, -2 / 3, 0])
    lost = rank_change(1, (old, new), made)
    assert (lost.overtook, lost.overtaken_by) == ((), (0,))
    assert lost.parts.tolist() == pytest.approx([1 / 3, 2 / 3, 0])


def test_a_change_of_rank_that_only_rounding_makes() -> None:
    # Both gain 0.2, and only one of them crosses a half: 10.4 and 10.2 were both 10, then are 11 and 10.
    made, old, new = split(units((10.4,), (10.2,)), units((10.6,), (10.4,)), flat(1))
    assert rank_change(1, (old, new), made).parts.tolist() == [0, 0]
    found = rank_change(1, (np.array([10.25, 10.0]), np.array([10.75, 10.5])), replace_own(made), decimals=0)
    assert found.rounding == 0
    found = rank_change(1, (np.array([10.25, 10.0]), np.array([10.5, 10.25])), replace_own(made), decimals=0)
    assert (found.rounding, found.overtaken_by) == (1.0, (0,))


def replace_own(made: Change) -> Change:
    """The same change for everybody, exactly."""
    return Change(per_mark=made.per_mark, own=np.full(made.own.shape, 0.25), coverage=np.zeros(made.own.shape))


def test_units_that_enter_or_leave_the_ranking() -> None:
    # The third enters above both others, the fourth leaves from between them.
    made, old, new = split(units((5,), (3,), (NAN,), (4,)), units((5,), (3,), (9,), (NAN,)), flat(1))
    first, second, third = (rank_change(unit, (old, new), made) for unit in range(3))
    assert (first.parts.tolist(), first.entered) == ([0, 0], 1)
    assert (second.parts.tolist(), second.entered, second.overtook) == ([0, 0], 0, ())
    assert (third.parts.tolist(), third.entered, third.overtook) == ([0, 0], 0, ())


def test_leaving_one_out() -> None:
    found, shift = leave_one_out(units((1, 9), (2, 2), (3, 3)), flat(1, 1))
    assert found.T.tolist() == [[1, 3, 2], [3, 2, 1]]
    # Nominal ranks 1, 3, 2.
    assert shift.tolist() == pytest.approx([0, (2 + 1 + 1) / 3])
    only, _ = leave_one_out(units((1,), (2,)), flat(1))
    assert only.tolist() == [[0], [0]]


POSTS = Marking(method="goalposts", given={"worst": 0.0, "best": 10.0})
LESS = Marking(method="goalposts", direction=-1, given={"worst": 10.0, "best": 0.0})


def test_levers_by_hand() -> None:
    # Marks 40 and 60 with weights 1 and 3 give 55; a point more needs 4 points of the first mark, 4/3 of the second.
    figures = units((4, 4), (5, 3), (6, 2))
    recipe = Recipe(markings=[POSTS, LESS], tree=flat(1, 3))
    values = evaluate(figures, recipe).parts.value
    made = levers(figures, 0, values, (recipe.markings, recipe.tree), 56)
    second, first = made.levers
    assert (first.indicator, second.indicator) == (0, 1)
    assert (first.figure, first.mark, first.step) == pytest.approx((4.4, 44, 0.4))
    assert (second.figure, second.mark, second.step) == pytest.approx((4 - 2 / 15, 60 + 4 / 3, -2 / 15))
    spread = math.sqrt(2 / 3)
    assert (second.effort, first.effort) == pytest.approx((2 / 15 / spread, 0.4 / spread))
    assert not first.beyond
    assert not second.beyond
    assert made.refused == {}


def test_levers_that_do_not_reach_say_so() -> None:
    figures = units((4, 4, NAN), (5, 3, 1), (6, 2, 2))
    recipe = Recipe(markings=[POSTS, LESS, POSTS], tree=flat(1, 3, 1))
    values = evaluate(figures, recipe).parts.value
    made = levers(figures, 0, values, (recipe.markings, recipe.tree), 80)
    # 80 needs a mark of 140 of the first; the second gets there with 93.3, better than anybody's.
    assert [(one.indicator, one.beyond) for one in made.levers] == [(1, True)]
    assert made.refused == {0: Refusal.OUT_OF_REACH, 2: Refusal.NO_FIGURE}
    assert levers(figures, 0, values, (recipe.markings, recipe.tree), 50).levers == ()


def test_a_unit_without_an_index_has_no_levers() -> None:
    figures = units((NAN, NAN), (5, 3), (6, 2))
    recipe = Recipe(markings=[POSTS, LESS], tree=flat(1, 3))
    made = levers(figures, 0, evaluate(figures, recipe).parts.value, (recipe.markings, recipe.tree), 50)
    assert made.refused == {0: Refusal.NO_FIGURE, 1: Refusal.NO_FIGURE}


def test_a_lever_of_a_mean_that_cannot_be_reached_by_one_part() -> None:
    # The harmonic mean of (1, x) stays below 2 however large x is; that of (1.5, 3) is 2.
    tree = flat(1, 1, method="harmonic")
    none, one = marks_needed(np.array([1, 1, 1.0]), tree, 3.0), marks_needed(np.array([1, 3, 1.5]), tree, 2.0)
    assert not isinstance(none, Refusal)
    assert not isinstance(one, Refusal)
    assert np.isnan(none).all()
    assert one.tolist() == pytest.approx([1.5, NAN], nan_ok=True)


def test_a_lever_through_ranks_is_the_first_figure_that_passes() -> None:
    figures = units((1,), (5,), (9,))
    recipe = Recipe(markings=[Marking(method="rank")], tree=flat(1))
    made = levers(figures, 0, evaluate(figures, recipe).parts.value, (recipe.markings, recipe.tree), 3)
    assert made.levers[0].figure == pytest.approx(5)
    assert made.levers[0].figure > 5
