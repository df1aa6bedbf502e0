"""Scorecards: every number by hand or from the rule that is named."""

import math
from typing import Any

import numpy as np
import pytest

from planck.model import Period, Place, Text
from planck.model.scorecard import Unscored
from planck.model.scoring import Better, Grade, Rounding, ScoringModel
from planck.score.card import border_of, reaches
from planck.score.panel import Beyond
from planck.score.run import Wish, score, scoring
from planck.score.scored import apart, deducted, totals
from tests.scoring.building import by_region, card_of, codes, columns, model, number

AS_IS = "normalise: as_is\ndomains: {a: {weight: 60, indicators: {x: {}}}, b: {weight: 40, indicators: {y: {}}}}\n"
FULL = [("A", "x", 2020, 90), ("A", "y", 2020, 40), ("B", "x", 2020, 50), ("B", "y", 2020, 100), ("C", "x", 2020, 80)]


def test_weights_gaps_and_the_range_between_worst_and_best() -> None:
    body = "normalise: {method: goalposts, worst: 0, best: 100}\n" + AS_IS.partition("\n")[2]
    found = by_region(card_of(body, FULL))
    # 0.6 * 90 + 0.4 * 40 = 70; C has only x, of 60 % of the weight: 80, between 0.6 * 80 and 0.6 * 80 + 40.
    assert (found["A"].score, found["A"].low, found["A"].high, found["A"].coverage) == (70, 70, 70, 1)
    unit = found["C"]
    assert (unit.score, unit.low, unit.high) == (80, 48, 88)
    assert unit.coverage == pytest.approx(0.6)
    assert {name: unit.rank for name, unit in found.items()} == {"C": 1, "A": 2, "B": 2}
    assert [domain.score for domain in unit.domains] == [80, Unscored.NO_FIGURE]


def test_the_rules_for_missing_figures() -> None:
    def of_c(rule: str) -> object:
        return by_region(card_of(AS_IS + f"missing: {rule}\n", FULL))["C"].score

    assert of_c("{rule: zero}") == 48
    # The mean of 40 and 100 in the place of y.
    assert of_c("{rule: peer_mean}") == 76
    assert of_c("{rule: refuse}") is Unscored.GAP_REFUSED
    assert of_c("{threshold: 60%}") == 80
    assert of_c("{threshold: 61%}") is Unscored.LITTLE_COVERAGE


@pytest.mark.parametrize(
    ("given", "better", "shown", "decisive"),
    [
        # Of 59.94 with a bonus of 0.5, of 60 and of 64.96 less 3: bare, printed with a digit, and together below 61.
        ({}, Better.HIGHER, [60.44, 60, 61.96], [60.44, 60, 61.96]),
        ({"digits": 1}, Better.HIGHER, [60.4, 60, 62], [60.44, 60, 61.96]),
        ({"digits": 1, "before_ranks": True}, Better.HIGHER, [60.4, 60, 62], [60.4, 60, 62]),
        ({"below": 61.0}, Better.HIGHER, [60.44, 60, 61.96], [61 - 1e-6, 61 - 1e-6, 61.96]),
        ({"below": 60.0}, Better.HIGHER, [60.44, 60, 61.96], [60.44, 60, 61.96]),
        ({}, Better.LOWER, [60.44, 60, 61.96], [-60.44, -60, -61.96]),
    ],
)
def test_what_scores_are_printed_and_ranked_as(
    given: dict[str, Any], better: Better, shown: list[float], decisive: list[float]
) -> None:
    whole = ScoringModel(id="m", title=Text(), place=Place(""), rounding=Rounding(**given), better=better)
    made = totals(np.array([59.94, 60, 64.96]), np.array([0.5, 0, 0]), np.array([0.0, 0, 3]), whole)
    assert made.shown == pytest.approx(shown)
    assert made.decisive == pytest.approx(decisive, abs=1e-12)


def test_a_deduction_stops_at_nothing_and_adds_nothing() -> None:
    made = deducted(np.array([5.0, 2, -1, 2, 5]), np.array([3.0, 3, 3, 0, 0.5]))
    assert made.tolist() == [2, 0, -1, 2, 4.5]
    assert deducted(np.array([5.0]), np.array([0.5])).tolist() == [4.5]


def test_an_open_scale_leaves_the_range_open() -> None:
    unit = by_region(card_of(AS_IS, FULL))["C"]
    assert (unit.low, unit.high) == (Unscored.UNBOUNDED, Unscored.UNBOUNDED)


def test_older_figures_stand_in_only_as_far_as_the_model_allows() -> None:
    rows = [("A", "x", 2020, 90), ("A", "y", 2018, 40), ("B", "x", 2020, 1), ("B", "y", 2017, 2)]
    card = card_of(AS_IS + "missing: {carry: 2}\n", rows)
    found = by_region(card)
    assert (found["A"].coverage, found["B"].coverage) == (1, 0.6)
    assert card.carried == 1
    assert [one.arguments["got"] for one in card.findings if one.code == "G109"] == ["2018"]
    assert "G109" in codes(card)


def test_bonus_deductions_and_their_caps() -> None:
    items = (
        "bonus: {cap: 5, items: {p: {points: 2, per: 3, beyond: 1, cap: 4}, q: {points: 3}}}\n"
        "deductions: {items: {r: {points: 1}}}\n"
    )
    rows = [
        *FULL,
        ("A", "p", 2020, 4),
        ("A", "q", 2020, 1),
        ("A", "r", 2020, 2),
        ("B", "p", 2020, 100),
        ("B", "r", 2020, 500),
    ]
    found = by_region(card_of(AS_IS + items, rows))
    # A: (4 - 1) / 3 * 2 = 2, and 3; B: 4 at most; nothing goes below 0.
    assert (found["A"].bonus, found["A"].deduction, found["A"].score) == (5, 2, 73)
    assert (found["B"].bonus, found["B"].score) == (4, 0)
    # B has no figure for q, which could still bring the rest up to the cap of 5.
    unit = by_region(card_of(AS_IS + items.partition("\n")[0] + "\n", rows))["B"]
    assert (unit.low, unit.score, unit.high) == (74, 74, 75)


VETO = "grades: [{grade: a, at_least: 70}, {grade: b, at_least: 60}, {grade: c}]\nveto: {v: {at_least: 1, grade: b}}\n"


def test_a_veto_changes_the_grade_and_not_the_score() -> None:
    card = card_of(AS_IS + VETO, [*FULL, ("A", "v", 2020, 1), ("B", "v", 2020, 0)])
    found = by_region(card)
    assert (found["A"].score, found["A"].grade, found["A"].grade_before_veto, found["A"].vetoed) == (
        70,
        "b",
        "a",
        ("v",),
    )
    assert (found["B"].grade, found["B"].vetoed) == ("a", ())
    assert codes(card) == ["G111"]


@pytest.mark.parametrize(
    ("bound", "values"),
    [("at_least: 1", {1: True, 0: False}), ("more_than: 1", {1: False, 2: True}),
     ("at_most: 1", {1: True, 2: False}), ("less_than: 1", {1: False, 0: True})],
)  # fmt: skip
def test_bounds_of_a_veto(bound: str, values: dict[int, bool]) -> None:
    body = AS_IS + VETO.replace("at_least: 1,", bound + ",")
    for value, falls in values.items():
        card = card_of(body, [*FULL, ("A", "v", 2020, value)])
        assert (by_region(card)["A"].vetoed == ("v",)) is falls


def test_a_grade_is_reached_but_for_binary_noise_of_its_border() -> None:
    for border in (0.0, 70.0, 1e6):
        grade = Grade(id="a", at_least=border, place=Place(""))
        slack = 1e-9 * max(1, border)
        assert [reaches(grade, border + off * slack) for off in (-0.9, -1.1)] == [True, False]
        less = Grade(id="a", less_than=-border, place=Place(""))
        assert [reaches(less, border + off * slack) for off in (1.1, 0.9)] == [True, False]
        # The least score that draws count for it.
        assert (border_of(grade), border_of(less)) == (border, np.nextafter(border, math.inf))


def test_a_bound_is_known_of_the_level_in_the_unit_of_the_model() -> None:
    scale = "normalise: {method: goalposts, worst: 0, best: 100}"
    body = f"domains: {{a: {{indicators: {{x: {{unit: 亿元, {scale}}}, y: {{of: difference, {scale}}}}}}}}}\n"
    header = "region,indicator,period,value,unit"
    rows = [("A", "y", 2019, 5, ""), ("B", "x", 2020, 50, "亿元"), ("B", "y", 2019, 5, ""), ("B", "y", 2020, 30, "")]
    less, unknown = ("A", "x", 2020, "<200000", "万元"), ("A", "y", 2020, "<12", "")
    found = by_region(score(model(body), columns([*rows, less, unknown], header, noted=True)))["A"]
    # Below 20 亿元 are at most 20 points; what comes to less than 12 may have changed by anything.
    assert (found.low, found.high) == (0, (20 + 100) / 2)


def test_who_is_under_the_border_shares_all_the_ranks_that_are_left() -> None:
    body = "normalise: as_is\nround: {below: 50}\ndomains: {a: {indicators: {x: {}}}}\n"
    rows = [(name, "x", 2020, value) for name, value in (("A", 60), ("B", 40), ("C", 30), ("D", 50))]
    found = by_region(card_of(body, rows))
    assert {name: (one.rank, one.rank_to) for name, one in found.items()} == {
        "A": (1, None), "D": (2, None), "B": (3, 4), "C": (3, 4),
    }  # fmt: skip


def test_what_takes_its_points_from_the_places_of_all_cannot_be_scored_apart() -> None:
    rows = [("A", "x", 2020, 1), ("A", "y", 2020, 2), ("B", "x", 2020, 3), ("B", "y", 2020, 4)]
    for way, alone in (("places", False), ("min_max", True)):
        body = f"domains: {{a: {{indicators: {{x: {{normalise: {{method: {way}}}}}, y: {{}}}}}}}}\n"
        assert apart(scoring(model(body), columns(rows)).scene) is alone


def test_a_word_for_what_is_done_is_a_number_to_score() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\n"
    rows = [("A", "x", 2020, "完成"), ("B", "x", 2020, "未完成")]
    found = by_region(score(model(body), columns(rows, noted=True)))
    assert (found["A"].score, found["B"].score) == (1, 0)


def test_an_indicator_of_which_a_plan_tells_a_part_has_figures_for_the_other() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {parts: {level: 50%, completion: 50%}}}}}\n"
    (unit,) = card_of(body, [("A", "x", 2020, 12)]).units
    assert (unit.score, unit.coverage) == (12, 0.5)


def test_of_many_units_what_each_lacks_is_left_out() -> None:
    # Unless that is why there is no score.
    for count, threshold, told in ((50, 0, [1]), (51, 0, [0]), (51, 80, [1])):
        rows = [(f"R{unit}", name, 2020, unit) for unit in range(count) for name in "xy"]
        card = card_of(f"{AS_IS}missing: {{threshold: {threshold}%}}\n", rows[:-1])
        assert [unit.lacks for unit in card.units if unit.coverage < 1] == told


def test_of_an_indicator_of_which_less_is_better_the_figure_itself_is_taken_off() -> None:
    body = AS_IS.replace("{y: {}}", "{y: {better: lower}}")
    assert by_region(card_of(body, FULL))["A"].score == pytest.approx(0.6 * 90 - 0.4 * 40)


def test_a_grade_for_the_first_alone() -> None:
    body = AS_IS + "grades: [{grade: first, at_least: 70, rank: 1}, {grade: a, at_least: 70}]\n"
    found = by_region(card_of(body, FULL))
    assert {name: unit.grade for name, unit in found.items()} == {"A": "a", "B": "a", "C": "first"}
    assert card_of(body, [("A", "x", 2020, 1)]).units[0].grade == ""


def test_the_quota_goes_to_the_best_and_to_who_ties_with_the_last() -> None:
    body = AS_IS + "grades: [{grade: a, at_least: 60}, {grade: b}]\nquota: {count: 2, grades: [a]}\n"
    assert {name: unit.winner for name, unit in by_region(card_of(body, FULL)).items()} == dict.fromkeys("ABC", True)
    one = body.replace("count: 2", "count: 1")
    assert [name for name, unit in by_region(card_of(one, FULL)).items() if unit.winner] == ["C"]
    none = body.replace("at_least: 60", "at_least: 95")
    assert not any(unit.winner for unit in card_of(none, FULL).units)


@pytest.mark.parametrize(
    ("ties", "ranks"), [("min", (1, 2, 2)), ("max", (1, 3, 3)), ("mean", (1, 2.5, 2.5)), ("dense", (1, 2, 2))]
)
def test_ties(ties: str, ranks: tuple[float, ...]) -> None:
    assert tuple(unit.rank for unit in card_of(AS_IS + f"ties: {ties}\n", FULL).units) == ranks


def test_rounding_before_ranks_makes_ties_and_after_does_not() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\n"
    rows = [("A", "x", 2020, 1.24), ("B", "x", 2020, 1.21)]
    before = card_of(body + "round: {digits: 1, before_ranks: true}\n", rows)
    after = card_of(body + "round: {digits: 1}\n", rows)
    assert [(unit.score, unit.rank) for unit in before.units] == [(1.2, 1), (1.2, 1)]
    assert [(unit.score, unit.rank) for unit in after.units] == [(1.2, 1), (1.2, 2)]


def test_level_and_progress_in_a_stated_mix() -> None:
    parts = "{normalise: as_is, parts: {level: 40%, difference: 20%, growth: 40%}}"
    rows = [("A", "x", 2020, 12), ("A", "x", 2019, 10)]
    (unit,) = card_of(f"domains: {{a: {{indicators: {{x: {parts}}}}}}}\n", rows).units
    # 0.4 * 12 + 0.2 * 2 + 0.4 * 20 %.
    assert number(unit.score) == pytest.approx(13.2)
    zero = [("A", "x", 2020, 12), ("A", "x", 2019, 0)]
    assert card_of(f"domains: {{a: {{indicators: {{x: {parts}}}}}}}\n", zero).units[0].coverage == pytest.approx(0.6)


def test_level_and_progress_are_shown_apart() -> None:
    body = (
        "normalise: as_is\ndomains: {a: {indicators: {x: {parts: {level: 40%, difference: 60%}}, y: {},"
        " z: {of: growth}, p: {of: completion, normalise: as_is}}}}\n"
    )
    rows = [("A", "x", 2020, 12), ("A", "x", 2019, 10), ("A", "y", 2020, 26), ("A", "z", 2020, 1)]
    (unit,) = card_of(body, rows).units
    found = {one.id: one.score for one in unit.parts}
    # Level: 0.1 of 12 and 0.25 of 26; progress: only the change of x is there; no plan at all.
    assert number(found["level"]) == pytest.approx((0.1 * 12 + 0.25 * 26) / 0.35)
    assert found["progress"] == 2
    assert found["plan"] is Unscored.NO_FIGURE
    assert card_of(AS_IS, FULL).units[0].parts == ()


def test_classes_are_scored_by_their_own_indicators() -> None:
    body = (
        "normalise: as_is\nclasses: {sea: {regions: [A]}}\n"
        "domains: {a: {indicators: {x: {weight: 50}, y: {weight: 50, only: [sea]}}}}\n"
    )
    found = by_region(card_of(body, [*FULL[:2], ("B", "x", 2020, 50)]))
    assert (found["A"].score, found["B"].score, found["B"].coverage) == (65, 50, 1)


def test_only_the_regions_that_a_model_names_are_scored() -> None:
    card = card_of(AS_IS + "regions: [{name: 甲, aliases: [A]}]\n", FULL)
    assert [unit.region for unit in card.units] == ["甲"]


def test_refusals_with_a_reason() -> None:
    same = [("A", "x", 2020, 5), ("B", "x", 2020, 5), ("A", "y", 2020, 1), ("B", "y", 2020, 2)]
    card = card_of(AS_IS.replace("as_is", "min_max"), same)
    assert codes(card) == ["G106"]
    assert card.units[0].coverage == pytest.approx(0.4)
    geometric = card_of("aggregate: geometric\n" + AS_IS, [("A", "x", 2020, 0), ("A", "y", 2020, 1)])
    assert (geometric.units[0].score, codes(geometric)) == (Unscored.NOT_POSITIVE, ["G107"])
    nothing = card_of(AS_IS, [("A", "z", 2020, 0)])
    assert codes(nothing) == ["G103", "G112"]
    lower = "domains: {a: {indicators: {x: {better: lower, normalise: {method: index, base: 5}}}}}\n"
    assert codes(card_of(lower, [("A", "x", 2020, 0), ("B", "x", 2020, 5)])) == ["G106"]


def test_a_unit_twice_in_a_year() -> None:
    rows = [*FULL, ("A", "x", 2020, 91)]
    card = card_of(AS_IS, rows)
    assert codes(card) == ["G101"]
    assert by_region(card)["A"].coverage == pytest.approx(0.4)
    # Each is named where it stands last.
    twice = card_of(AS_IS, [*rows, ("B", "y", 2020, 91)]).findings
    places = [(one.target, one.region, one.place) for one in twice]
    assert places == [("x", "A", Place("figures.csv", 7, 1, 1)), ("y", "B", Place("figures.csv", 8, 1, 1))]
    # The same number twice contradicts nothing.
    assert codes(card_of(AS_IS, [*FULL, ("A", "x", 2020, 90)])) == []


def test_the_newest_vintage_counts() -> None:
    header = "region,indicator,period,value,status,published"
    rows = [
        ("A", "x", 2020, 1, "preliminary", "2021-02-01"),
        ("A", "x", 2020, 2, "final", "2021-09-01"),
        ("A", "x", 2020, 9, "assumed", "2022-01-01"),
        ("A", "y", 2020, 5, "assumed", ""),
        ("B", "y", 2020, 5, "preliminary", ""),
    ]
    text = [",".join(map(str, row)) for row in rows]
    card = score(model(AS_IS), columns([tuple(row.split(",")) for row in text], header))  # type: ignore[misc]
    assert number(by_region(card)["A"].score) == pytest.approx(0.6 * 2 + 0.4 * 5)
    assert (card.assumed, card.provisional) == (1, 1)
    assert "G110" in codes(card)


def test_units_of_measure_and_parts_of_a_year() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {unit: 亿元}}}}\n"
    header = "region,indicator,period,value,unit"
    rows = [
        ("A", "x", 2020, 1, "亿元"),
        ("B", "x", 2020, 10000, "吨"),
        ("C", "x", "2020-H1", 1, "亿元"),
        ("", "x", 2020, 1, ""),
    ]
    card = score(model(body), columns(rows, header, noted=True))  # type: ignore[arg-type]
    assert sorted(codes(card)) == ["G102", "G104"]
    assert [unit.region for unit in card.scored] == ["A"]


def test_a_figure_is_converted_as_for_a_plan_and_a_note_says_so() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {unit: 亿元}}}}\n"
    header = "region,indicator,period,value,unit"
    rows = [
        ("A", "x", 2020, 20.06, "亿元"),
        ("B", "x", 2020, 200600, "万元"),
        ("C", "x", 2020, 300700, " 万 元"),
        ("D", "x", 2020, "--", "万元"),
        ("E", "x", 2020, 1e305, "万亿元"),
    ]
    card = score(model(body), columns(rows, header))  # type: ignore[arg-type]
    assert {unit.region: unit.score for unit in card.scored} == {"A": 20.06, "B": 20.06, "C": 30.07}
    assert sorted(codes(card)) == ["G102", "L040", "L040"]
    note = next(one for one in card.findings if one.code == "L040")
    assert note.arguments["example"] == "200600 万元 = 20.06 亿元"


def test_a_converted_figure_and_one_in_the_unit_are_the_same_figure_or_contradict_each_other() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {unit: 亿元}}}}\n"
    header = "region,indicator,period,value,unit"
    same = [("A", "x", 2020, 20.06, "亿元"), ("A", "x", 2020, 200600, "万元")]
    assert codes(score(model(body), columns(same, header))) == ["L040"]
    torn = [("A", "x", 2020, 20.07, "亿元"), ("A", "x", 2020, 200600, "万元")]
    assert "G101" in codes(score(model(body), columns(torn, header)))


def test_what_was_not_published_is_in_no_unit() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {unit: 亿元}}}}\n"
    rows = [("A", "x", 2020, 1, "亿元"), ("B", "x", 2020, "--", "万元")]
    assert codes(score(model(body), columns(rows, "region,indicator,period,value,unit"))) == []  # type: ignore[arg-type]


def test_draws_move_a_converted_figure_by_the_digits_that_were_printed() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {unit: 亿元}}}}\n"

    def torn(unit: str, first: str, second: str) -> bool:
        rows = [("A", "x", 2020, first, unit), ("B", "x", 2020, second, unit)]
        figures = columns(rows, "region,indicator,period,value,unit")
        card = score(model(body), figures, (), Wish(draws=128, doubts=("rounding",)))
        assert card.uncertainty is not None
        return bool(card.uncertainty.pairs)

    assert torn("亿元", "20.06", "20.064")
    # Half of 1 万元 is far less than what is between these two, half of 1 亿元 far more.
    assert not torn("万元", "200600", "200640")
    # Half of 1 万亿元 is 5000 亿元.
    assert torn("万亿元", "20", "20.4")


def test_the_period_is_the_newest_or_the_one_asked_for() -> None:
    rows = [("A", "x", 2019, 1), ("A", "y", 2019, 1), ("A", "x", 2020, 2), ("A", "y", 2020, 2)]
    assert card_of(AS_IS, rows).units[0].score == 2
    card = card_of(AS_IS, rows, Wish(year=2019))
    assert (card.units[0].score, card.period and card.period.label) == (1, "2019")
    assert codes(card_of(AS_IS, rows, Wish(year=2010))) == ["G108", "G112"]
    # Neither what the model does not read nor a part of a year says which.
    for other in (("A", "z", 2021, 1), ("A", "x", "2021-H1", 1)):
        newest = card_of(AS_IS, [*rows, other])
        assert newest.period == Period.year(2020)
    assert card_of(AS_IS, [("A", "x", "2021-H1", 1)]).period is None
    refused = card_of("weights: entropy\nregions: [{name: A}, {name: B}]\n" + AS_IS.replace("weight: 60, ", "").replace("weight: 40, ", ""), [("C", "x", 2020, 1)])  # fmt: skip
    assert (refused.period, refused.units, "G113" in codes(refused)) == (None, (), True)


def test_nested_domains() -> None:
    body = "normalise: as_is\ndomains: {a: {domains: {b: {indicators: {x: {}}}, c: {aggregate: geometric, indicators: {y: {}, z: {}}}}}}\n"
    rows = [("A", "x", 2020, 10), ("A", "y", 2020, 4), ("A", "z", 2020, 9)]
    # Half of 10 and half of the root of 36.
    assert number(card_of(body, rows).units[0].score) == pytest.approx(8)
    # And where the inner ones weigh 1 and 3: (10 + 18) / 4.
    weighed = body.replace("b: {", "b: {weight: 25, ").replace("c: {", "c: {weight: 75, ")
    assert number(card_of(weighed, rows).units[0].score) == pytest.approx(7)


def test_a_unit_is_scored_on_the_scale_of_all_with_what_is_known_of_its_gaps() -> None:
    # B and C have 10 and 20, so that less than 12 is at most 20 points and at least -100; where one of all is below 0,
    # nobody knows.
    body = "normalise: min_max\ndomains: {a: {indicators: {x: {}, y: {}}}}\n"
    rows: list[tuple[str, str, int | str, float | str]] = [("A", "x", 2020, "<12"), ("A", "y", 2020, 15)]
    for negative, low in ((frozenset[str](), (50 - 100) / 2), (frozenset({"x"}), math.nan)):
        beyond = Beyond(year=2020, sample=np.array([[10.0, 10], [20, 20]]), negative=negative)
        made = scoring(model(body), columns(rows, noted=True), beyond=beyond).result
        assert made
        assert [made.low[0], made.high[0]] == pytest.approx([low, (50 + 20) / 2], nan_ok=True)


GEOMETRIC = (
    "normalise: {method: goalposts, worst: 0, best: 100}\n"
    "domains: {a: {aggregate: geometric, indicators: {x: {}, y: {}}}, b: {indicators: {z: {}}}}\n"
)
ZERO = [("A", "x", 2020, 0), ("A", "y", 2020, 50), ("A", "z", 2020, 90), ("B", "x", 2020, 40), ("B", "z", 2020, 40)]


def test_a_zero_in_a_geometric_domain_is_no_gap_whose_weight_goes_to_the_rest() -> None:
    card = card_of(GEOMETRIC, ZERO)
    found = by_region(card)
    # Without the domain A would have 90 and lead, by what should have kept it down.
    assert (found["A"].score, found["A"].low, found["A"].rank) == (Unscored.NOT_POSITIVE, Unscored.UNBOUNDED, None)
    assert "G107" in codes(card)
    # B lacks y: with 0 points for it there would be no score, and the range says so; at best (40 * 100) ** 0.5.
    assert (found["B"].score, found["B"].low) == (40, Unscored.UNBOUNDED)
    assert number(found["B"].high) == pytest.approx((4000**0.5 + 40) / 2)


def test_draws_over_a_geometric_mean_leave_out_ways_that_it_cannot_take() -> None:
    body = GEOMETRIC.replace("worst: 0", "worst: -100")
    rows = [(name, of, 2020, value) for name, *pair in (("A", 1, 9), ("B", 3, 5), ("C", 8, 2)) for of, value in zip("xyz", (*pair, 4), strict=True)]  # fmt: skip
    card = card_of(body, rows, Wish(draws=64, doubts=("normalisation",)))
    # The percentile rank of the last is 0; z-scores around 100 are not.
    assert card.uncertainty is not None
    assert len(card.uncertainty.spreads) == 3


def test_units_that_a_model_names_are_there_without_a_figure() -> None:
    body = "regions: [{name: B}, {name: A}]\ndomains: {a: {indicators: {x: {normalise: as_is}}}}\n"
    units = card_of(body, []).units
    assert {(unit.region, unit.score) for unit in units} == {("A", Unscored.NO_FIGURE), ("B", Unscored.NO_FIGURE)}


def test_a_figure_of_last_year_is_carried() -> None:
    rows = [("A", "x", 2020, 90), ("A", "y", 2019, 40), ("B", "x", 2020, 1), ("B", "y", 2020, 2)]
    card = card_of(AS_IS + "missing: {carry: 1}\n", rows)
    assert (card.carried, card.known, card.cells) == (1, 4, 4)


def test_scenarios_and_figures_that_are_not_final_are_counted() -> None:
    rows = [("A", "x", 2020, 9, "assumed"), ("A", "y", 2020, 4, "preliminary"), ("B", "x", 2020, 1, "estimated"), ("B", "y", 2020, 2, "final")]  # fmt: skip
    card = card_of(AS_IS, rows)
    assert (card.assumed, card.provisional) == (1, 2)


def test_the_grade_before_a_veto_is_told_where_it_was_another() -> None:
    found = by_region(card_of(AS_IS + VETO, [*FULL, ("A", "v", 2020, 1), ("B", "v", 2020, 0)]))
    assert {name: unit.grade_before_veto for name, unit in found.items()} == {"A": "a", "B": "", "C": ""}


def test_why_there_is_no_scale() -> None:
    body = "normalise: min_max\n" + AS_IS.partition("\n")[2]
    rows = [("A", "x", 2020, 90), ("A", "y", 2020, 40), ("B", "x", 2020, 50), ("B", "y", 2020, 40)]
    (same,) = [one.arguments["reason"] for one in card_of(body, rows).findings if one.code == "G106"]
    (alone,) = [one.arguments["reason"] for one in card_of(body, rows[:3]).findings if one.code == "G106"]
    assert isinstance(same, Text)
    assert isinstance(alone, Text)
    assert "only one unit" in alone.en
    assert "only one unit" not in same.en


def test_level_and_progress_are_told_apart_where_both_are_scored() -> None:
    whole = "domains: {a: {indicators: {x: {parts: {level: 75%, difference: 25%}, normalise: as_is}}}}\n"
    rows = [("A", "x", 2019, 10), ("A", "x", 2020, 14)]
    (unit,) = card_of(whole, rows).units
    assert [(part.id, part.weight, part.score) for part in unit.parts] == [("level", 0.75, 14), ("progress", 0.25, 4)]
    (unit,) = card_of("domains: {a: {indicators: {x: {normalise: as_is}}}}\n", rows).units
    assert unit.parts == ()


def test_one_node_that_is_left_to_the_figures_needs_all_units() -> None:
    for weights in ("", "weights: entropy, "):
        body = f"normalise: as_is\ndomains: {{a: {{{weights}indicators: {{x: {{}}, z: {{}}}}}}, b: {{indicators: {{y: {{}}}}}}}}\n"
        assert apart(scoring(model(body), columns(FULL)).scene) is (not weights)


def test_the_points_of_a_shape_without_full_marks_are_as_they_are() -> None:
    body = "domains: {a: {indicators: {x: {of: growth, normalise: {method: ratio_score}}}}}\n"
    rows = [("A", "x", 2019, 10), ("A", "x", 2020, 14)]
    (plain,) = card_of(body, rows).units
    (marked,) = card_of("full: 10\n" + body, rows).units
    # 40 % of growth is far above the 1.3 from which there are the most of these points.
    assert plain.score == marked.score == 5


def test_where_no_year_is_scored_what_has_no_figure_is_of_none() -> None:
    body = "regions: [{name: A}, {name: B}]\n" + AS_IS
    said = [one for one in card_of(body, [("A", "x", "2021-H1", 1)]).findings if one.code == "G108"]
    assert [(one.period, one.arguments["got"]) for one in said] == [("-", "x, y")]


def test_without_grades_draws_have_none() -> None:
    found = card_of(AS_IS, FULL, Wish(draws=64, doubts=("weights",))).uncertainty
    assert found is not None
    assert {spread.grades for spread in found.spreads} == {()}
