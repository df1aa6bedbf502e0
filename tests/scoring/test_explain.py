"""What a score is made of, what changed it, what would lift it, and how sure the ranking is."""

import math

import pytest

from planck.model.scorecard import Unscored
from planck.score.draws import DOUBTS, doubts_of
from planck.score.run import UnknownRegionError, Wish, score, scoring
from tests.scoring.building import Rows, by_region, card_of, columns, model, number

BODY = (
    "normalise: {{method: goalposts, worst: 0, best: 100}}\naggregate: {how}\nround: {{digits: 1, before_ranks: true}}\n"
    "grades: [{{grade: a, at_least: 75}}, {{grade: b}}]\n"
    "domains: {{a: {{weight: 60, indicators: {{x: {{}}, z: {{}}}}}}, b: {{weight: 40, indicators: {{y: {{}}}}}}}}\n"
)
ROWS = [
    ("A", "x", 2020, 90), ("A", "z", 2020, 70), ("A", "y", 2020, 41), ("A", "x", 2019, 50), ("A", "y", 2019, 40),
    ("B", "x", 2020, 50), ("B", "y", 2020, 100), ("B", "z", 2020, 83), ("B", "x", 2019, 80), ("B", "y", 2019, 95),
    ("C", "x", 2020, 80),
]  # fmt: skip


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "harmonic", "{method: generalised, power: 2}"])
def test_contributions_and_changes_add_up_whatever_the_mean(how: str) -> None:
    card = card_of(BODY.format(how=how), ROWS, Wish(explain=("A", "B", "C")))
    scores = by_region(card)
    for found in card.explanations:
        score = number(scores[found.region].score)
        assert math.fsum(part.share for part in found.contributions) == pytest.approx(score, abs=1e-9)
        if found.region == "C":
            assert found.before is Unscored.NO_FIGURE
            assert (found.rank_before, found.changes, found.rank_changes) == (None, (), ())
            continue
        before = number(found.before)
        assert math.fsum(part.share for part in found.changes) == pytest.approx(score - before, abs=1e-9)
        moved = (scores[found.region].rank or 0) - (found.rank_before or 0)
        # C enters the ranking, which is a part of its own.
        assert math.fsum(places for _, places in found.rank_changes) == pytest.approx(moved)


def test_the_change_of_a_change_needs_three_years() -> None:
    body = "domains: {a: {indicators: {x: {of: difference, normalise: as_is}}}}\n"
    rows = [("A", "x", 2018, 1), ("A", "x", 2019, 4), ("A", "x", 2020, 9)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    assert (found.before, [part.share for part in found.changes]) == (3, [2])


def test_bonus_and_rounding_are_contributions_too() -> None:
    body = BODY.format(how="arithmetic") + "bonus: {items: {p: {points: 1}}}\ndeductions: {items: {q: {points: 1}}}\n"
    rows = [*ROWS, ("A", "p", 2020, 3), ("A", "q", 2020, 1)]
    card = card_of(body, rows, Wish(explain=("A",)))
    (found,) = card.explanations
    extra = {part.id: part.share for part in found.contributions if not part.domain}
    # 0.6 * 80 + 0.4 * 41 = 64.4, 3 more and 1 less.
    assert extra == {"bonus": 3, "deductions": -1}
    assert {part.weight for part in found.contributions if not part.domain} == {0}
    assert math.fsum(part.share for part in found.contributions) == pytest.approx(66.4)
    assert math.fsum(part.share for part in found.changes) == pytest.approx(66.4 - number(found.before))


def test_a_bonus_moves_a_rank_too() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\nbonus: {items: {p: {points: 1}}}\n"
    rows = [("A", "x", 2019, 5), ("A", "x", 2020, 6), ("A", "p", 2020, 3), ("B", "x", 2019, 7), ("B", "x", 2020, 8)]
    card = card_of(body, rows, Wish(explain=("A",)))
    (found,) = card.explanations
    # A and B gain 1 each; what takes A past B is the bonus alone.
    assert (found.rank_before, by_region(card)["A"].rank) == (2, 1)
    assert dict(found.rank_changes) == {"items": -1}


def test_a_rank_moves_by_what_moved_and_by_what_came_to_weigh() -> None:
    # A goes from 40 to (44 + 80) / 2 = 62 and past B. Half way it is at 51: x moved 4 at a weight of 3/4, and lost half
    # of its weight at 9 below; y gained half of all at 29 above.
    rows = [("A", "x", 2019, 40), ("A", "x", 2020, 44), ("A", "y", 2020, 80)]
    rows += [("B", name, year, 50) for name in "xy" for year in (2019, 2020)]
    (found,) = card_of(
        "normalise: as_is\ndomains: {a: {indicators: {x: {}, y: {}}}}\n", rows, Wish(explain=("A",))
    ).explanations
    assert {part.id: part.share for part in found.changes} == pytest.approx({"x": 3 + 4.5, "y": 14.5})
    assert dict(found.rank_changes) == pytest.approx({"x": -7.5 / 22, "y": -14.5 / 22})


def test_a_copeland_score_has_no_contributions() -> None:
    card = card_of(BODY.format(how="copeland"), ROWS, Wish(explain=("A",)))
    assert card.explanations[0].contributions == ()
    assert card.explanations[0].changes == ()


@pytest.mark.parametrize("aim", ["point", "grade:a", "rank"])
def test_a_lever_pulled_does_what_it_says(aim: str) -> None:
    body = BODY.format(how="arithmetic").replace("round: {digits: 1, before_ranks: true}\n", "")
    card = card_of(body, ROWS, Wish(explain=("A",)))
    before = by_region(card)["A"]
    found = [lever for lever in card.explanations[0].levers if lever.aim == aim]
    assert found
    assert [lever.effort for lever in found] == sorted(lever.effort for lever in found)
    for lever in found:
        rows = [(*row[:3], lever.needed) if row[:3] == ("A", lever.id, 2020) else row for row in ROWS]
        after = by_region(card_of(body, rows))["A"]
        if aim == "point":
            assert number(after.score) == pytest.approx(number(before.score) + 1)
        elif aim == "rank":
            assert (after.rank or 0) < (before.rank or 0)
        else:
            assert after.grade == "a"


def test_a_lever_moves_the_progress_of_its_indicator_too_and_whole_things_stay_whole() -> None:
    body = (
        "domains: {a: {indicators: {x: {unit: 家, parts: {level: 50%, difference: 50%},"
        " normalise: {method: goalposts, worst: 0, best: 100}}}}}\n"
    )
    rows = [("A", "x", 2019, 7), ("A", "x", 2020, 10), ("B", "x", 2019, 30), ("B", "x", 2020, 34)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    # Half of the level and half of the step: one 家 more is one point, and 22.5 of them (19 points) would tie with B.
    assert [(lever.aim, lever.id, lever.needed) for lever in found.levers] == [("point", "x", 11), ("rank", "x", 23)]
    assert [part.id for part in found.contributions] == ["x", "x.difference"]


def test_a_lever_beyond_the_best_is_scored_on_the_scale_that_it_makes() -> None:
    body = "grades: [{grade: a, at_least: 70}, {grade: b}]\ndomains: {a: {indicators: {x: {}, y: {}}}}\n"
    rows = [("A", "x", 2020, 5), ("A", "y", 2020, 1), ("B", "x", 2020, 9), ("B", "y", 2020, 5), ("C", "x", 2020, 1)]
    rows += [("C", "y", 2020, 0)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    # 50 and 20 points: full marks in one and the other as it is make 60 and 75. On a scale that stood still x = 10.6
    # would do as well, but nobody gets 120 points.
    wanted = {lever.id: lever.needed for lever in found.levers if lever.aim == "grade:a"}
    assert wanted == {"y": pytest.approx(4.5)}


def test_the_lever_of_a_change_is_the_figure_behind_it() -> None:
    body = (
        "domains: {a: {indicators: {x: {of: difference, normalise: {method: goalposts, worst: 0, best: 10}},"
        " y: {of: growth, normalise: {method: goalposts, worst: 0, best: 100}}}}}\n"
    )
    rows = [("A", "x", 2019, 7), ("A", "x", 2020, 10), ("A", "y", 2019, 40), ("A", "y", 2020, 44)]
    rows += [("B", "x", 2019, 1), ("B", "x", 2020, 9), ("B", "y", 2019, 40), ("B", "y", 2020, 50)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    # A point is two of one part: a step of 3.2 in place of 3, 12 % in place of 10 %.
    wanted = {lever.id: lever.needed for lever in found.levers if lever.aim == "point"}
    assert wanted == {"x": pytest.approx(10.2), "y": pytest.approx(44.8)}


def test_a_veto_bars_the_way_to_a_better_grade() -> None:
    body = BODY.format(how="arithmetic") + "veto: {v: {at_least: 1, grade: b}}\n"
    (free,) = card_of(body, [*ROWS, ("A", "v", 2020, 0)], Wish(explain=("A",))).explanations
    (barred,) = card_of(body, [*ROWS, ("A", "v", 2020, 1)], Wish(explain=("A",))).explanations
    assert {lever.aim for lever in free.levers} - {lever.aim for lever in barred.levers} == {"grade:a"}


def test_a_figure_that_does_not_count_for_a_unit_is_no_lever_of_its() -> None:
    # B is not scored by y, although more of it there would make less of the marks of A.
    body = (
        "classes: {sea: {regions: [A, C]}}\ndomains: {a: {indicators: {"
        "x: {weight: 50, normalise: {method: goalposts, worst: 0, best: 100}}, y: {weight: 50, only: [sea]}}}}\n"
    )
    rows = [(name, of, 2020, value) for of, row in (("x", (60, 59, 10)), ("y", (50, 30, 10))) for name, value in zip("ABC", row, strict=True)]  # fmt: skip
    (found,) = card_of(body, rows, Wish(explain=("B",))).explanations
    assert {(lever.aim, lever.id) for lever in found.levers} == {("point", "x"), ("rank", "x")}
    assert {part.id: part.points for part in found.contributions} == {"x": 59, "y": Unscored.NOT_APPLICABLE}


def test_the_effort_of_a_change_is_counted_by_the_figures_of_its_year() -> None:
    # C has no figure of 2020, and that of 2019 is none of the change: 10 and 20 lie 5 from their mean.
    scale = "normalise: {method: goalposts, worst: 0, best: 100}"
    body = f"missing: {{carry: 1}}\ndomains: {{a: {{indicators: {{x: {{of: difference, {scale}}}}}}}}}\n"
    rows = [("A", "x", 2019, 5), ("A", "x", 2020, 10), ("B", "x", 2019, 5), ("B", "x", 2020, 20), ("C", "x", 2019, 900)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    (point,) = [lever for lever in found.levers if lever.aim == "point"]
    assert (point.needed, point.effort) == pytest.approx((11, 1 / 5))


def test_what_is_never_below_nothing_is_not_lowered_beyond_it() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {better: lower}}}}\n"
    # A point less than a half is none, and nothing at all is as good as B.
    rows = [("A", "x", 2020, 0.5), ("B", "x", 2020, 0), ("C", "x", 2020, 9)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    assert [(lever.aim, lever.needed) for lever in found.levers] == [("rank", 0)]
    (below,) = card_of(body, [*rows, ("D", "x", 2020, -20)], Wish(explain=("A",))).explanations
    assert {lever.aim: lever.needed for lever in below.levers}["point"] == pytest.approx(-0.5)


def test_what_is_counted_and_yet_no_whole_number_need_not_become_one() -> None:
    # A point is half a firm.
    body = "domains: {a: {indicators: {x: {unit: 家, normalise: {method: goalposts, worst: 0, best: 50}}}}}\n"
    rows = [("A", "x", 2020, 10.5), ("B", "x", 2020, 20), ("C", "x", 2020, 30)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    assert found.levers[0].needed == pytest.approx(11)


def test_levers_of_shapes_are_in_the_indicators_own_unit() -> None:
    body = (
        "domains: {a: {indicators: {x: {normalise: {method: interval, low: 10, high: 20, least: 0, most: 30}},"
        " y: {normalise: {method: step_bands, bands: [[100, 100], [50, 50]]}}}}}\n"
    )
    rows = [("A", "x", 2020, 5), ("A", "y", 2020, 60), ("B", "x", 2020, 12), ("B", "y", 2020, 100)]
    card = card_of(body, rows, Wish(explain=("A",)))
    found = {(lever.aim, lever.id): lever.needed for lever in card.explanations[0].levers}
    # A has (50 + 50) / 2; one point more is two of one part: 10 - 0.48 * 10 of the interval, or the next band.
    assert found[("point", "x")] == pytest.approx(5.2)
    assert found[("point", "y")] == pytest.approx(100)
    # Full marks for one part are not enough to pass B.
    assert ("rank", "x") not in found


def test_a_region_that_is_not_scored_cannot_be_explained() -> None:
    with pytest.raises(UnknownRegionError, match="got 'Hangzou'; did you mean Hangzhou"):
        card_of(BODY.format(how="arithmetic"), [("Hangzhou", "x", 2020, 1)], Wish(explain=("Hangzou",)))
    with pytest.raises(UnknownRegionError) as far:
        card_of(BODY.format(how="arithmetic"), [("Hangzhou", "x", 2020, 1)], Wish(explain=("Xi'an",)))
    assert "did you mean" not in far.value.text.en


MANY = [
    (f"R{unit}", name, 2020, f"{10 + (unit * prime) % 37 + unit}.{unit % 10}")
    for unit in range(12)
    for name, prime in (("x", 5), ("y", 11), ("z", 17))
]


def test_draws_are_replayed_from_the_seed() -> None:
    body = BODY.format(how="arithmetic").replace("goalposts, worst: 0, best: 100", "min_max, low: 1, high: 100")
    one, two, other = (card_of(body, MANY, Wish(draws=128, seed=seed)).uncertainty for seed in (1, 1, 2))
    assert one is not None
    assert one == two
    assert one != other
    assert one.doubts == ("weights", "normalisation", "rounding")
    assert {spread.region for spread in one.spreads} == {f"R{unit}" for unit in range(12)}
    for spread in one.spreads:
        assert 1 <= spread.low <= spread.median <= spread.high <= 12
        assert math.fsum(share for _, share in spread.ranks) == pytest.approx(1)
        assert math.fsum(share for _, share in spread.grades) == pytest.approx(1)
    assert [share.doubt for share in one.sensitivities] == ["weights", "normalisation", "rounding"]
    for better, worse, share in one.pairs:
        assert better != worse
        assert 0.1 < share < 0.9


def test_doubts_can_be_chosen_and_those_without_effect_are_none() -> None:
    body = BODY.format(how="arithmetic")
    found = card_of(body, MANY, Wish(draws=64, doubts=("weights",))).uncertainty
    assert found is not None
    assert (found.doubts, found.sensitivities) == (("weights",), ())
    assert card_of(body, MANY, Wish(draws=64, doubts=("preliminary",))).uncertainty is None
    assert card_of(body, ROWS[:3], Wish(draws=64)).uncertainty is None
    geometric = card_of(BODY.format(how="geometric"), MANY, Wish(draws=64, doubts=DOUBTS)).uncertainty
    assert geometric is not None
    assert "aggregation" in geometric.doubts
    positive = card_of(body, MANY, Wish(draws=64, doubts=("aggregation",))).uncertainty
    assert positive is not None
    assert positive.doubts == ("aggregation",)


@pytest.mark.parametrize(("how", "other"), [("arithmetic", "geometric"), ("geometric", "arithmetic")])
def test_the_mean_that_is_doubted_has_another_in_its_place(how: str, other: str) -> None:
    made = scoring(model(BODY.format(how=how)), columns(MANY))
    assert made.result
    own, doubted = doubts_of(made.scene, made.result, ("aggregation",)).trees
    assert how in {node.method for node in own.nodes}
    assert {node.method for node in doubted.nodes} == {other}


def test_doubts_about_changes_shapes_and_figures_that_are_not_final() -> None:
    body = (
        "domains: {a: {indicators: {x: {parts: {level: 50%, growth: 20%, difference: 30%}},"
        " y: {normalise: {method: interval, low: 10, high: 20, least: 0, most: 90}}}}}\n"
    )
    header = "region,indicator,period,value,status"
    rows = [
        (f"R{unit}", name, year, f"{10 + (unit * prime + year) % 37}.5", "preliminary" if unit == 3 else "final")
        for unit in range(6)
        for name, prime in (("x", 5), ("y", 11))
        for year in (2019, 2020)
    ]
    card = score(model(body), columns(rows, header), (), Wish(draws=64))
    assert card.uncertainty is not None
    assert card.uncertainty.doubts == ("weights", "normalisation", "rounding", "preliminary")
    assert card.provisional == 4
    shapes = body.replace("x: {parts: {level: 50%, growth: 20%, difference: 30%}},", "")
    only = score(model(shapes), columns(rows, header), (), Wish(draws=64, doubts=("normalisation", "rounding")))
    assert only.uncertainty is None


def test_an_item_without_a_cap_leaves_the_range_open() -> None:
    card = card_of(BODY.format(how="arithmetic") + "bonus: {items: {p: {points: 1}}}\n", ROWS)
    assert card.units[0].high is Unscored.UNBOUNDED


def test_a_sum_of_roundings_can_move_a_rank() -> None:
    body = "normalise: as_is\nround: {digits: 0, before_ranks: true}\ndomains: {a: {indicators: {x: {}}}}\n"
    rows = [("A", "x", 2019, 1.4), ("B", "x", 2019, 1.6), ("A", "x", 2020, 2.4), ("B", "x", 2020, 2.6)]
    rows += [("C", "x", 2019, 1.45), ("C", "x", 2020, 2.49)]
    card = card_of(body, rows, Wish(explain=("A", "B", "C")))
    units = by_region(card)
    for found in card.explanations:
        moved = (units[found.region].rank or 0) - (found.rank_before or 0)
        assert math.fsum(places for _, places in found.rank_changes) == pytest.approx(moved)


def test_rounding_alone_can_move_a_rank() -> None:
    # Both gain a quarter, and only one of them crosses a half.
    body = "normalise: as_is\nround: {digits: 0, before_ranks: true}\ndomains: {a: {indicators: {x: {}}}}\n"
    rows = [("A", "x", 2019, 1.25), ("B", "x", 2019, 1.125), ("A", "x", 2020, 1.5), ("B", "x", 2020, 1.375)]
    (found,) = card_of(body, rows, Wish(explain=("B",))).explanations
    assert found.rank_changes == (("rounding", 1.0),)


@pytest.mark.parametrize(("ties", "moved"), [("min", 1), ("mean", 0.5), ("max", 0), ("dense", None)])
def test_a_tie_undone_moves_a_rank_by_the_rule_for_ties(ties: str, moved: float | None) -> None:
    body = f"normalise: as_is\nties: {ties}\ndomains: {{a: {{indicators: {{x: {{}}}}}}}}\n"
    rows = [("A", "x", 2019, 1), ("B", "x", 2019, 1), ("A", "x", 2020, 3), ("B", "x", 2020, 2)]
    card = card_of(body, rows, Wish(explain=("B",)))
    (found,) = card.explanations
    # Behind A from a tie with it: from 1, 1.5 or 2 to 2. Dense ranks count no units and are not taken apart.
    assert math.fsum(places for _, places in found.rank_changes) == (moved or 0)
    assert by_region(card)["B"].rank == 2
    if moved is not None:
        assert 2 - (found.rank_before or 0) == moved


def test_the_points_of_an_indicator_can_be_rounded_by_rule() -> None:
    # Three units of 0, 1 and 3: a third of the way is 33.
    body = "domains: {a: {indicators: {x: {normalise: {method: min_max, digits: 0}}}}}\n"
    card = card_of(body, [("A", "x", 2020, 0), ("B", "x", 2020, 1), ("C", "x", 2020, 3)])
    assert [unit.score for unit in card.units] == [100, 33, 0]


def test_leaving_an_indicator_out() -> None:
    card = card_of(BODY.format(how="arithmetic"), ROWS, Wish(leave_one_out=True))
    found = {one.id: one for one in card.omissions}
    assert set(found) == {"x", "y", "z"}
    # Without y: A 80, B 66.5, C 80 instead of 64.4, 79.9, 80.
    assert found["y"].most >= 1
    assert [one.mean for one in card.omissions] == sorted((one.mean for one in card.omissions), reverse=True)


def test_a_doubt_that_was_not_asked_for_is_none() -> None:
    rows = [(*row, "preliminary") for row in MANY]
    for doubts in (("weights",), ("preliminary",), ("weights", "rounding")):
        found = card_of(BODY.format(how="arithmetic"), rows, Wish(draws=64, doubts=doubts)).uncertainty
        assert found is not None
        assert found.doubts == doubts
        # One doubt alone has nothing to share with.
        assert [share.doubt for share in found.sensitivities] == [*doubts][: len(doubts) // 2 * 2]
    # Marks below 1 are above nothing, and so have a geometric mean.
    small = [(*row[:3], float(row[3]) / 100) for row in MANY]
    found = card_of(BODY.format(how="arithmetic"), small, Wish(draws=64, doubts=("aggregation",))).uncertainty
    assert found is not None
    assert found.doubts == ("aggregation",)


def test_without_an_indicator_units_move_by_so_many_places() -> None:
    # x and y alone rank A, B, C and C, B, A; both together A 50, B 45, C 50.
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}, y: {}}}}\n"
    marks = {"A": (90, 10), "B": (50, 40), "C": (20, 80)}
    rows = [(name, of, 2020, value) for name, row in marks.items() for of, value in zip("xy", row, strict=True)]
    found = card_of(body, rows, Wish(leave_one_out=True)).omissions
    # By x, y, both: A 1, 3, 1; B 2, 2, 3; C 3, 1, 1.
    assert [(one.id, one.most, one.region) for one in found] == [("x", 2, "A"), ("y", 2, "C")]
    assert [one.mean for one in found] == pytest.approx([1, 1])


def test_a_unit_without_a_score_has_no_levers() -> None:
    body = BODY.format(how="arithmetic") + "missing: {threshold: 60%}\n"
    (found,) = card_of(body, [*ROWS, ("D", "y", 2020, 50)], Wish(explain=("D",))).explanations
    assert (found.levers, found.contributions) == ((), ())


def test_what_hardly_moves_anything_is_no_lever() -> None:
    # B is ahead by so little that no figure to aim at would say it.
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\n"
    rows: Rows = [("A", "x", 2020, 5), ("B", "x", 2020, "5.0000000001"), ("C", "x", 2020, 1)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    assert [lever.aim for lever in found.levers] == ["point"]


def test_a_lever_may_be_many_times_what_sets_units_apart() -> None:
    body = "normalise: {method: goalposts, worst: 0, best: 100}\ndomains: {a: {indicators: {x: {}}}}\n"
    rows: Rows = [("A", "x", 2020, 10), ("B", "x", 2020, "10.01")]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    # A deviation among the two is 0.005.
    (point,) = [lever for lever in found.levers if lever.aim == "point"]
    assert (point.needed, point.effort) == pytest.approx((11, 200))


def test_the_three_cheapest_levers_are_told_whatever_their_order() -> None:
    # The heavier, the less of it makes a point; each has the same deviation.
    names, weights = "xywz", (48, 24, 12, 16)
    inside = ", ".join(f"{name}: {{weight: {weight}}}" for name, weight in zip(names, weights, strict=True))
    body = f"normalise: {{method: goalposts, worst: 0, best: 100}}\ndomains: {{a: {{indicators: {{{inside}}}}}}}\n"
    rows = [(unit, name, 2020, value) for unit, value in (("A", 50), ("B", 60)) for name in names]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    assert [lever.id for lever in found.levers if lever.aim == "point"] == ["x", "y", "z"]


def test_a_figure_that_can_be_too_good_is_looked_for_from_near_by() -> None:
    level = "{method: interval, low: 10, high: 20, least: 0, most: 30}"
    change = "{method: goalposts, worst: -10, best: 10}"
    body = (
        "domains: {a: {indicators: {x: {parts: {"
        f"level: {{share: 50%, normalise: {level}}}, difference: {{share: 50%, normalise: {change}}}}}}}}}}}}}\n"
    )
    rows = [("A", "x", 2019, 5), ("A", "x", 2020, 5), ("B", "x", 2019, 12), ("B", "x", 2020, 14)]
    (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
    # (50 + 50) / 2 now; each 0.1 more is 1 point of the level and 0.5 of the change.
    (point,) = [lever for lever in found.levers if lever.aim == "point"]
    assert point.needed == pytest.approx(5 + 0.1 * 2 / 1.5)


def test_contributions_are_told_in_their_own_units() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {unit: 家, parts: {level: 50%, growth: 25%, difference: 25%}}}}}\n"
    (found,) = card_of(body, [("A", "x", 2019, 10), ("A", "x", 2020, 14)], Wish(explain=("A",))).explanations
    told = [(part.id, part.value, part.unit, part.points) for part in found.contributions]
    assert told == [
        ("x", 14, "家", 14),
        ("x.growth", pytest.approx(40), "%", pytest.approx(40)),
        ("x.difference", 4, "家", 4),
    ]


def test_a_bonus_that_was_there_before_moves_nothing_and_one_that_grew_its_part() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\nbonus: {items: {p: {points: 1}}}\n"
    for bonus, wanted in (((3, 3), {"x": -1}), ((0, 1), {"x": -2 / 3, "items": -1 / 3})):
        rows = [
            ("A", "x", 2019, 5),
            ("A", "x", 2020, 7),
            ("B", "x", 2019, 6 + bonus[0]),
            ("B", "x", 2020, 6 + bonus[0]),
        ]
        rows += [("A", "p", year, value) for year, value in zip((2019, 2020), bonus, strict=True)]
        (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
        assert dict(found.rank_changes) == pytest.approx(wanted)


def test_a_deduction_that_was_there_before_changes_nothing() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\ndeductions: {items: {q: {points: 1}}}\n"
    for before, wanted in ((2, {"x": 2}), (1, {"x": 2, "deductions": -1})):
        rows = [("A", "x", 2019, 5), ("A", "x", 2020, 7), ("A", "q", 2019, before), ("A", "q", 2020, 2)]
        (found,) = card_of(body, rows, Wish(explain=("A",))).explanations
        assert {part.id: part.share for part in found.changes} == pytest.approx(wanted)


def test_what_moves_nobody_moves_none_of_them() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}, y: {}}}}\n"
    rows = [(name, of, 2020, value) for name, value in (("A", 1), ("B", 2)) for of in "xy"]
    found = card_of(body, rows, Wish(leave_one_out=True)).omissions
    assert [(one.mean, one.most, one.region) for one in found] == [(0, 0, "")] * 2


def test_a_figure_that_is_not_final_may_be_a_twentieth_off() -> None:
    rows = [("A", "x", 2020, 40, "preliminary"), ("A", "y", 2020, 50, "final"), ("B", "x", 2020, 30, "estimated"), ("A", "z", 2020, 1, "final")]  # fmt: skip
    made = scoring(model(BODY.format(how="arithmetic")), columns(rows))
    assert made.result
    doubt = doubts_of(made.scene, made.result, ("preliminary", "weights")).doubt
    assert doubt.weights == 0.25
    assert doubt.preliminary is not None
    assert doubt.preliminary.tolist() == [[0.05, 0, 0], [0.05, 0, 0]]
