"""Draws: they replay, and what they say about ranks is counted right."""

import math
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from planck.engine.scoring.aggregate import filled, rolled
from planck.engine.scoring.normalise import Marking, marks_of
from planck.engine.scoring.ranks import quantile, ranks, rounded
from planck.engine.scoring.ways import Floats
from planck.model.scoring import FillRule, MissingData, Rounding, Ties
from planck.score import draws as drawing
from planck.score.draws import (
    BLOCK,
    Base,
    Doubt,
    Drawn,
    Setting,
    _figures,
    _graded,
    _weights,
    ahead,
    grade_chances,
    indistinct,
    prepared,
    rank_chances,
    rank_quantiles,
    rank_shift,
    ranks_drawn,
    scores,
    sensitivity,
    shares,
    spreads_of,
    state,
)
from planck.score.run import Wish
from tests.score.building import base, flat, levels, standing_in, two_domains, units
from tests.scoring.building import card_of

NAN = math.nan
FIGURES = units((4, 8, 2, 6), (9, 1, 7, 3), (5, 5, 5, 5), (1, 9, 9, 1), (7, 2, 3, 8))
MARKINGS = [Marking(given={"low": 1.0})] * 4
BASE = base(FIGURES, MARKINGS, two_domains())
ALL = Doubt(
    weights=0.25,
    normalisations=([Marking(method="z_score")] * 4,),
    aggregations=("geometric",),
    rounding=np.full(FIGURES.shape, 0.5),
    preliminary=np.full(FIGURES.shape, 0.02),
)
DOUBTS = {
    "weights": Doubt(weights=0.25),
    "normalisation": Doubt(normalisations=ALL.normalisations),
    "aggregation": Doubt(aggregations=("geometric", "harmonic")),
    "rounding": Doubt(rounding=ALL.rounding),
    "preliminary": Doubt(preliminary=ALL.preliminary),
    "all": ALL,
}


def known(doubt: Doubt = ALL, around: Base = BASE) -> Setting:
    return prepared(around, doubt)


def nominal() -> Floats:
    return levels(FIGURES, MARKINGS, two_domains()).index


@pytest.mark.parametrize("name", DOUBTS)
def test_draws_replay_in_pieces_of_any_size(name: str) -> None:
    here = known(DOUBTS[name])
    whole = scores(here, 7, 0, 150)
    for cuts in ([0, 1, 150], [0, 63, 64, 65, 128, 150], [0, 149, 150]):
        pieces = [scores(here, 7, first, last) for first, last in pairwise(cuts)]
        assert np.concatenate(pieces).tobytes() == whole.tobytes()
    assert scores(known(DOUBTS[name]), 7, 0, 150).tobytes() == whole.tobytes()
    assert scores(here, 8, 0, 150).tobytes() != whole.tobytes()
    assert np.ptp(whole, axis=0).max() > 0


def test_the_numbers_behind_a_seed_do_not_change() -> None:
    # NumPy promises that PCG64 and its spawned seeds never change: the first numbers of two factors of one seed.
    even = state(known(), 2024, 3)
    assert [even["weights"][0, 0], even["weights"][1, 0], even["rounding"][0, 0, 0]] == SEEDED


SEEDED = [0.8893390650907762, 0.4049059907598178, 0.9150248230127879]


def test_no_doubt_gives_the_score_itself() -> None:
    tiny = Doubt(rounding=np.zeros(FIGURES.shape), preliminary=np.zeros(FIGURES.shape))
    for doubt in (Doubt(), tiny):
        assert scores(known(doubt), 1, 0, 2).tolist() == pytest.approx(np.stack([nominal(), nominal()]))


def test_the_size_of_pieces_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scores(known(), 7, 0, 64)
    monkeypatch.setattr("planck.score.draws.PIECE", 100)
    assert scores(known(), 7, 0, 64).tobytes() == whole.tobytes()


def test_alternatives_give_the_scores_of_their_own() -> None:
    made = scores(known(Doubt(normalisations=ALL.normalisations, aggregations=("geometric",))), 3, 0, 64)
    markings = (MARKINGS, [Marking(method="z_score")] * 4)
    trees = (two_domains(), two_domains("geometric", "geometric"))
    expected = [levels(FIGURES, m, t).index for m in markings for t in trees]
    found = [next((n for n, one in enumerate(expected) if np.allclose(one, row)), -1) for row in made]
    assert set(found) == {0, 1, 2, 3}


def test_weights_stay_within_their_doubt() -> None:
    # One unit with marks 100 and 0: the index is 100 w1 / (w1 + w2), and each weight lies within a quarter of 1.
    around = base(units((100, 0)), [Marking(method="as_is")] * 2, flat(1, 1))
    index = scores(prepared(around, Doubt(weights=0.25)), 5, 0, 4096)
    assert 37.5 <= index.min() < 38.5
    assert 61.5 < index.max() <= 62.5
    assert index.mean() == pytest.approx(50, abs=0.3)


def test_figures_stay_within_rounding_and_preliminary() -> None:
    around = base(units((100,)), [Marking(method="as_is")], flat(1))
    index = scores(prepared(around, Doubt(rounding=units((0.5,)))), 5, 0, 2048)
    assert 99.5 <= index.min() < 99.51
    assert 100.49 < index.max() <= 100.5
    index = scores(prepared(around, Doubt(preliminary=units((0.02,)))), 5, 0, 2048)
    assert 98 <= index.min() < 98.1
    assert 101.9 < index.max() <= 102


def test_what_stands_in_for_a_gap_stands_in_in_every_draw() -> None:
    figures, applies = FIGURES.copy(), np.ones(FIGURES.shape, dtype=np.bool_)
    figures[:2, 0], applies[1, 0] = math.nan, False
    marks = marks_of(figures, MARKINGS).value
    for rule in FillRule:
        expected = rolled(filled(marks, applies, standing_in(rule, len(marks))), two_domains()).index
        around = base(figures, MARKINGS, two_domains(), applies=applies, missing=MissingData(rule=rule))
        for doubt in (Doubt(), Doubt(rounding=np.zeros(figures.shape))):
            assert scores(prepared(around, doubt), 1, 0, 1)[0].tolist() == pytest.approx(expected)


def test_what_stands_in_for_a_domain_stands_in_in_every_draw() -> None:
    figures = FIGURES.copy()
    figures[0, :2] = math.nan
    peers = standing_in(FillRule.PEER_MEAN, len(figures))
    tree = replace(two_domains(), fill=peers, applies=np.ones((len(figures), 2), dtype=np.bool_))
    expected = levels(figures, MARKINGS, tree).index
    assert not np.isnan(expected).any()
    for rows in ([0, 1, 2, 3, 4], [3, 0]):
        around = replace(base(figures, MARKINGS, tree), rows=np.array(rows))
        assert scores(prepared(around, Doubt()), 1, 0, 1)[0].tolist() == pytest.approx(expected[rows])


def test_units_without_a_rank_are_there_for_the_scale_alone() -> None:
    whole = scores(known(Doubt(weights=0.25)), 3, 0, 10)
    some = scores(prepared(replace(BASE, rows=np.array([3, 1])), Doubt(weights=0.25)), 3, 0, 10)
    assert some == pytest.approx(whole[:, [3, 1]])


def test_bonus_and_deductions_are_the_same_in_every_draw() -> None:
    plain = scores(known(Doubt(weights=0.25)), 3, 0, 10)
    bonus, less = np.array([5.0, 0, 0, 0, 0]), np.array([0.0, 1, 0, 0, 1000])
    made = scores(prepared(replace(BASE, beside=(bonus, less)), Doubt(weights=0.25)), 3, 0, 10)
    assert made == pytest.approx(np.maximum(plain + bonus - less, 0))


COUNTED = Drawn(
    ranks=np.array([[1, 1, 2, 1], [2, 2, 1, 2], [3, 3, 3, 3], [0, 4, 4, 4]], dtype=np.uint16),
    graded=np.array([[4, 0], [1, 3], [0, 4], [0, 3]]),
)


def test_ranks_are_counted() -> None:
    assert rank_chances(COUNTED, 0) == {1: 0.75, 2: 0.25}
    assert rank_chances(COUNTED, 3) == {0: 0.25, 4: 0.75}
    assert grade_chances(COUNTED)[1].tolist() == [0.25, 0.75]
    # Order statistics 1, 1, 1, 2: type 7 puts the 90 % quantile at 0.7 of the way from the third to the fourth.
    made = rank_quantiles(COUNTED, (0.5, 0.9))
    assert made.T.tolist()[:3] == [pytest.approx([1, 1.7]), pytest.approx([2, 2]), [3, 3]]
    assert np.isnan(made[:, 3]).all()


def test_of_many_units_the_chances_of_each_rank_are_left_out() -> None:
    for count, told in ((300, ((1.0, 1.0),)), (301, ())):
        drawn = Drawn(ranks=np.ones((count, 2), dtype=np.uint16), graded=np.ones((count, 1), dtype=np.int64))
        first = next(spreads_of(drawn, [f"u{place}" for place in range(count)], range(count), ()))
        assert (first.ranks, first.median) == (told, 1)


def test_pairs_that_cannot_be_told_apart() -> None:
    assert ahead(COUNTED, np.array([0, 0]), np.array([1, 2])).tolist() == [0.75, 1]
    assert indistinct(COUNTED, [0, 1, 2])[0] == [(0, 1, 0.75)]
    assert indistinct(COUNTED, [0, 1, 2], confidence=0.75)[0] == []
    assert indistinct(COUNTED, [1, 0, 2], confidence=0.75)[0] == []
    tied = replace(COUNTED, ranks=np.array([[1, 1], [1, 1]], dtype=np.uint16))
    assert indistinct(tied, [0, 1])[0] == [(0, 1, 0.5)]
    apart = replace(COUNTED, ranks=np.arange(1, 7, dtype=np.uint16)[:, None])
    assert indistinct(apart, range(6))[0] == []
    # Three units that are tied all over: two pairs of neighbours are enough when no more are wanted.
    same = replace(COUNTED, ranks=np.ones((3, 2), dtype=np.uint16))
    assert indistinct(same, [2, 1, 0])[0] == [(2, 1, 0.5), (2, 0, 0.5), (1, 0, 0.5)]
    assert indistinct(same, [2, 1, 0], most=2) == ([(2, 1, 0.5), (1, 0, 0.5)], 1)
    assert indistinct(same, [2, 1, 0], most=3)[1] == 0
    # Three distances without any are enough, whatever comes after them.
    late = replace(COUNTED, ranks=np.array([1, 2, 3, 4, 1, 6], dtype=np.uint16)[:, None])
    assert indistinct(late, range(6))[0] == []
    assert indistinct(replace(late, ranks=late.ranks[[0, 1, 2, 4]]), range(4))[0] == [(0, 3, 0.5)]


def test_grades_and_ranks_of_draws_are_those_of_their_scores() -> None:
    index = scores(known(), 11, 0, 100)
    found = ranks_drawn(known(), 100, 11, borders=(60, 45))
    assert found.ranks.T.tolist() == [ranks(row).tolist() for row in index]
    expected = [[(one >= 60).sum(), ((one >= 45) & (one < 60)).sum(), (one < 45).sum()] for one in index.T]
    assert found.graded.tolist() == expected
    rough = base(FIGURES, MARKINGS, two_domains(), rounding=Rounding(digits=0, before_ranks=True))
    plain = scores(known(Doubt(weights=0.25)), 11, 0, 70)
    made = ranks_drawn(prepared(rough, Doubt(weights=0.25)), 70, 11)
    assert made.ranks.T.tolist() == [ranks(rounded(row, 0)).tolist() for row in plain]


def test_rows_are_ranked_as_single_rows_are() -> None:
    rows = units((3, 5, 5, math.nan, 1), (1, 1, 1, 1, 1), (1, 2, 3, 4, 5))
    for ties in Ties:
        assert np.array_equal(ranks(rows.T, ties), np.stack([ranks(row, ties) for row in rows]).T, equal_nan=True)
    assert quantile(np.array([1.0, 2, 3, 4]), 0.25).tolist() == [1.75]
    columns = np.array([[1.0, 30], [3, 10], [2, 20]])
    assert quantile(columns, [0.5, 0.25, 0.75]).tolist() == [[2, 20], [1.5, 15], [2.5, 25]]
    assert quantile(np.array([4.0, 1, 2]), [0, 0.5, 0.75, 1]).tolist() == [1, 2, 3, 4]


def test_each_factor_has_the_part_of_the_variance_that_it_makes() -> None:
    # y = 3 a + b: variance shares 9/10 and 1/10, first and total order alike.
    a = np.random.default_rng(1).random((4, 4096))
    one, other = 3 * a[0] + a[1], 3 * a[2] + a[3]
    mixed = np.stack([3 * a[2] + a[1], 3 * a[0] + a[3]])
    made = shares(["a", "b"], one, other, mixed)
    assert [share.doubt for share in made] == ["a", "b"]
    for share, expected in zip(made, (0.9, 0.1), strict=True):
        assert share.first == pytest.approx(expected, abs=0.03)
        assert share.total == pytest.approx(expected, abs=0.03)
        assert share.first_low < expected < share.first_high
        assert share.total_low < expected < share.total_high


def test_shares_of_a_doubt_replay_and_are_refused_where_there_are_none() -> None:
    here = known()
    made = sensitivity(here, 2 * BLOCK, 3, lambda index: rank_shift(index, nominal()))
    assert [one.doubt for one in made] == ["weights", "normalisation", "aggregation", "rounding", "preliminary"]
    assert made == sensitivity(here, 2 * BLOCK - 5, 3, lambda index: rank_shift(index, nominal()))
    assert sensitivity(known(Doubt(weights=0.1)), 10, 3, lambda index: index[0]) == ()
    flat_out = sensitivity(here, 10, 3, lambda index: np.zeros(index.shape[1]))
    assert flat_out == ()


def test_the_shift_of_ranks_leaves_out_units_without_a_score() -> None:
    usual = np.array([3.0, 2.0, 1.0, math.nan])
    index = np.array([[3.0, 1.0], [2.0, 2.0], [1.0, math.nan], [9.0, math.nan]])
    # Draw 1: unit 4 leads, all others one lower; draw 2: units 1 and 2 swap.
    assert rank_shift(index, usual).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("ties", "wanted"),
    [
        (Ties.MIN, [[1, 2, 2, 4, NAN], [1, 1, 3, 4, 5]]),
        (Ties.MAX, [[1, 3, 3, 4, NAN], [2, 2, 3, 4, 5]]),
        (Ties.MEAN, [[1, 2.5, 2.5, 4, NAN], [1.5, 1.5, 3, 4, 5]]),
        (Ties.DENSE, [[1, 2, 2, 3, NAN], [1, 1, 2, 3, 4]]),
    ],
)
def test_draws_rank_by_the_rule_for_ties(ties: Ties, wanted: list[list[float]]) -> None:
    rows = np.array([[9, 7, 7, 1, np.nan], [9.0, 9, 7, 6, 5]])
    assert np.array_equal(ranks(rows.T, ties).T, np.array(wanted), equal_nan=True)


def test_means_of_ties_keep_their_half_in_draws() -> None:
    level = np.array([[5.0], [5], [3]])
    around = base(level, [Marking(method="as_is")], flat(1), ties=Ties.MEAN)
    found = ranks_drawn(prepared(around, Doubt(weights=0.25)), 64, 1)
    assert rank_chances(found, 0) == {1.5: 1}
    assert rank_quantiles(found, (0.5,)).tolist() == [[1.5, 1.5, 3]]


def test_a_unit_that_some_draw_left_without_a_score_has_no_interval() -> None:
    drawn = Drawn(ranks=np.array([[1, 1, 1], [2, 0, 2]], dtype=np.uint16), graded=np.array([[3], [2]]))
    [spread] = spreads_of(drawn, ("A", "B"), (0, 1), ("good",))
    assert (spread.region, spread.low, spread.median, spread.high) == ("A", 1.0, 1.0, 1.0)
    assert (spread.ranks, spread.grades) == (((1.0, 1.0),), (("good", 1.0),))


def test_a_weight_is_multiplied_by_what_was_drawn() -> None:
    setting = known(Doubt(weights=0.25), base(FIGURES, MARKINGS, flat(1, 2, 3, 4)))
    for even, times in ((0.0, 0.75), (0.5, 1.0), (1.0, 1.25)):
        (made,) = _weights(setting, {"weights": np.full((4, BLOCK), even)})
        assert made[:, 0].tolist() == [own * times for own in (1, 2, 3, 4)]


def test_pairs_far_apart_are_looked_for_until_three_distances_have_none() -> None:
    # Neighbours, then two distances without any, then the first and the last.
    drawn = replace(COUNTED, ranks=np.array([[1, 9], [3, 4], [10, 10], [11, 11], [5, 5]], dtype=np.uint16))
    assert indistinct(drawn, range(5))[0] == [(0, 1, 0.5), (0, 4, 0.5)]


@pytest.mark.parametrize("count", [2, 255, 256])
def test_the_last_of_many_units_keeps_its_rank(count: int) -> None:
    around = base(units(*((float(count - unit),) for unit in range(count))), [Marking(method="as_is")], flat(1))
    drawn = ranks_drawn(prepared(around, Doubt(weights=0.25)), BLOCK, 1)
    assert set(drawn.ranks[-1].tolist()) == {count}
    assert rank_chances(drawn, count - 1) == {count: 1.0}


def test_a_figure_is_revised_and_rounded_by_what_was_drawn() -> None:
    doubt = Doubt(preliminary=np.full(FIGURES.shape, 0.02), rounding=np.full(FIGURES.shape, 0.5))
    for even, wanted in ((0.0, 9 * 0.98 - 0.5), (0.5, 9), (1.0, 9 * 1.02 + 0.5)):
        drawn = np.full((*FIGURES.shape, BLOCK), even)
        made = _figures(known(doubt), {"preliminary": drawn, "rounding": drawn}, np.array([0, 3]))
        assert made[1, 0].tolist() == pytest.approx([wanted, wanted])


def test_a_score_on_the_border_has_the_grade() -> None:
    # Three units in two draws: grades from 60 and from 50, and the last one.
    made = _graded(np.array([[60, 59.9], [50, 49.9], [0, 80]]), [60, 50])
    assert made.tolist() == [[1, 1, 0], [0, 1, 1], [1, 0, 1]]


def test_a_draw_without_a_score_has_no_rank() -> None:
    # A geometric mean has no place for a 0.
    around = base(units((1, 0), (2, 2)), [Marking(method="as_is")] * 2, flat(1, 1, method="geometric"))
    assert ranks_drawn(prepared(around, Doubt(weights=0.1)), BLOCK, 1).ranks[:, 0].tolist() == [0, 1]


def test_of_two_rankings_the_units_count_that_both_have() -> None:
    # The first is second among two, and the only one that had a rank.
    assert rank_shift(np.array([[1.0], [2.0]]), np.array([5.0, NAN])).tolist() == [1.0]


def test_nine_tenths_of_the_draws_lie_between_the_ends() -> None:
    drawn = Drawn(ranks=np.arange(1, 22, dtype=np.uint16)[None], graded=np.array([[21]]))
    (spread,) = spreads_of(drawn, ["A"], [0], [])
    assert (spread.low, spread.median, spread.high, spread.grades) == (2, 11, 20, ())


def test_each_doubt_of_a_score_has_the_part_of_its_variance_that_it_makes() -> None:
    # Marks of 100 and 0: the index is 50 + 25 (u - v) for weights 1 + u and 1 + v, and half of what the figure moves.
    # Of even numbers within 1/4 the variance is 1/48, so that of the index 1250/48; within r it is r r / 12, a fourth of it.
    around = base(units((100, 0)), [Marking(method="as_is")] * 2, flat(1, 1))
    doubt = Doubt(weights=0.25, rounding=units(((12 * 1250 / 48 / 4) ** 0.5, 0)))
    made = sensitivity(prepared(around, doubt), 8192, 3, lambda index: index[0])
    assert [(one.doubt, round(one.first, 1), round(one.total, 1)) for one in made] == [
        ("weights", 0.8, 0.8),
        ("rounding", 0.2, 0.2),
    ]


def test_as_many_draws_are_shared_out_as_there_are_and_no_more_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(setting: Setting, draws: int, *_: object) -> tuple[()]:
        asked.append(draws)
        return ()

    monkeypatch.setattr(drawing, "sensitivity", counted)
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}, y: {}}}}\n"
    rows = [(name, of, 2020, value) for name, value in (("A", 1), ("B", 2)) for of in "xy"]
    for draws in (64, 640):
        assert card_of(body, rows, Wish(draws=draws, doubts=("weights",))).uncertainty
    assert asked == [64, 500]
