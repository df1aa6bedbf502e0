"""What a plan is worth: six targets in three domains by hand, and what holds whatever the figures are."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.model import Period, Severity
from planck.model.scorecard import Prospect, Scorecard, UnitScore, Unscored
from planck.score.layout import laid_out
from planck.score.run import NO_WISH, Wish, plan_score, score
from planck.score.verdicts import target_leaves
from tests.scoring.building import Rows, codes, columns, judged, model, number

MODEL = """
missing: {threshold: 60%}
domains:
  inputs: {weight: 40, targets: {domain: inputs, binding: 2, parts: {attainment: 50%, completion: 50%}}}
  outputs: {weight: 30, targets: {domain: outputs, binding: 2, parts: {attainment: 50%, completion: 50%}}}
  environment: {weight: 30, targets: {domain: environment, binding: 2, parts: {attainment: 50%, completion: 50%}}}
bonus: {cap: 2, items: {over: {of: fulfilment, beyond: 100, per: 10, points: 0.5, cap: 1}}}
veto: {binding: {of: missed_binding, at_least: 1, grade: fair}}
grades: [{grade: excellent, at_least: 90}, {grade: good, at_least: 80}, {grade: fair, at_least: 60}, {grade: poor}]
"""
TARGETS = """
  share: {name: {zh: 研发强度}, measure: ratio, unit: "%", domain: inputs, baseline: 2.0, goal: {at_least: 3.0}, path: linear}
  money:
    name: {zh: 研发经费}
    measure: flow
    unit: 亿元
    domain: inputs
    nature: binding
    baseline: 100
    goal: {at_least: 200}
    path: compound
  patents: {name: {zh: 授权专利}, measure: flow, unit: 件, domain: outputs, goal: {total: {at_least: 50}}}
  accidents: {name: {zh: 事故}, measure: stock, unit: 起, domain: outputs, baseline: 20, goal: {at_most: 10}, path: linear}
  labs: {name: {zh: 实验室}, measure: stock, unit: 家, domain: environment, baseline: 4, goal: {at_least: 8}, path: linear}
  space: {name: {zh: 孵化面积}, measure: stock, unit: 万平方米, domain: environment, goal: {at_least: 60}}
"""
FIGURES: list[tuple[str, str, int | str, float | str]] = [
    ("甲", "share", 2023, 2.6),
    ("甲", "money", 2022, 121),
    ("甲", "patents", 2021, 8),
    ("甲", "patents", 2022, 12),
    ("甲", "patents", 2023, 16),
    ("甲", "accidents", 2023, 12),
    ("甲", "space", 2023, 66),
]
LONG = Wish(at_length=True)


def worth(
    rows: Rows = FIGURES, targets: str = TARGETS, wish: Wish = NO_WISH, by: str = MODEL
) -> tuple[Scorecard, UnitScore, Prospect]:
    """The card of the plan by the figures, its one unit and that unit's prospect."""
    rows = list(rows)
    card = plan_score(model(by), columns(rows), judged(targets, rows), wish)
    return card, card.units[0], card.prospects[0]


def domains(unit: UnitScore) -> dict[str, float]:
    return {domain.id: number(domain.score) for domain in unit.domains}


# By hand. Of ln 2 the money has gone ln 1.21 = 27.50 % where 40 % are asked for: 68.752; of its goal it has 60.5 %.
# At this pace, 10 % a year, it arrives at 161.051: 80.526 of the goal, 68.752 of the way.
WAY = 100 * math.log(1.21) / math.log(2) / 0.4
NOW = {
    # (86.667 + 100) / 2 once and (60.5 + 68.752) / 2 twice, as it is binding.
    "inputs": ((100 * 2.6 / 3 + 100) / 2 + 2 * (60.5 + WAY) / 2) / 3,
    # 36 of 50 patents where 30 are asked for; 12 accidents where 15.2 would do, the limit being 10.
    "outputs": ((72 + 100) / 2 + (1000 / 12 + 100) / 2) / 2,
    # The laboratories have no figure; 66 of 60, met.
    "environment": 100.0,
}
PACE = {"inputs": (100 + 2 * (80.5255 + WAY) / 2) / 3, "outputs": 100.0, "environment": 100.0}


def test_now() -> None:
    _, unit, prospect = worth()
    # Nobody has asked for more.
    assert (prospect.steps, prospect.history) == ((), ())
    assert domains(unit) == pytest.approx(NOW)
    assert pytest.approx({"inputs": 74.195032, "outputs": 88.833333, "environment": 100.0}) == NOW
    # The space is 10 % over its goal: half a point.
    assert unit.bonus == 0.5
    assert unit.score == pytest.approx(0.4 * 74.195032 + 0.3 * 88.833333 + 30 + 0.5)
    assert unit.coverage == pytest.approx(0.85)
    assert unit.grade == "good"
    # The laboratories at nothing, and at full marks with a bonus of their own.
    assert unit.low == pytest.approx(number(unit.score) - 15)
    assert unit.high == pytest.approx(number(unit.score) + 1)


def test_without_a_way_the_level_stands_alone_and_lacks_nothing() -> None:
    _, unit, _ = worth([*FIGURES[:-1], ("甲", "space", 2023, 45)])
    assert domains(unit)["environment"] == 75
    # The way of the space, a quarter of a domain of 30, is no part of the whole; the laboratories' half of it is missing.
    assert unit.coverage == pytest.approx((100 - 7.5 - 15) / (100 - 7.5))
    assert {one.id: one.weight for one in unit.lacking} == pytest.approx({"labs": 15 / (100 - 7.5)})


def test_at_this_pace() -> None:
    _, _, prospect = worth()
    pace = prospect.pace
    assert domains(pace) == pytest.approx(PACE)
    # 60 of 50 patents and 6.67 accidents at a limit of 10 are worth a point each, the cap of one; with the space 2.5,
    # and 2 is the cap of all.
    assert pace.bonus == 2
    assert pace.score == pytest.approx(0.4 * PACE["inputs"] + 60 + 2)
    # The binding money is missed, and no grade above fair is left.
    assert (pace.grade_before_veto, pace.grade, pace.vetoed) == ("excellent", "fair", ("binding",))


def test_if_every_goal_is_met() -> None:
    _, _, prospect = worth()
    assert domains(prospect.met) == {"inputs": 100, "outputs": 100, "environment": 100}
    assert (prospect.met.score, prospect.met.low, prospect.met.high) == (100.5, 100.5, 100.5)
    assert (prospect.met.coverage, prospect.met.grade) == (1, "excellent")


def test_a_public_standard_stands_in_for_the_goal() -> None:
    stated = "standard: {value: 4.0, name: {zh: 全省平均}, source: {document: 公报}}"
    text = TARGETS.replace("baseline: 2.0", f"{stated}, baseline: 2.0")
    card, unit, prospect = worth(targets=text)
    assert domains(unit)["inputs"] == pytest.approx(((65 + 100) / 2 + 60.5 + WAY) / 3)
    assert domains(prospect.met)["inputs"] == pytest.approx(((75 + 100) / 2 + 200) / 3)
    assert [(one.id, one.unit, one.standard.value) for one in card.held] == [("share", "%", 4.0)]
    # A model without levels has no use for it.
    assert worth(targets=text, by="domains: {a: {targets: {of: completion}}}\n")[0].held == ()


def test_what_lacks_most_and_what_would_bring_a_total() -> None:
    card, unit, prospect = worth(FIGURES[1:2])
    assert unit.score is Unscored.LITTLE_COVERAGE
    assert domains(replace(unit, domains=unit.domains[:1])) == {"inputs": pytest.approx((60.5 + WAY) / 2)}
    assert [domain.score for domain in unit.domains[1:]] == [Unscored.NO_FIGURE] * 2
    # Money is two thirds of 40 %; four targets of 15 % and one of 13.3 % are left.
    assert unit.lacks == 5
    assert [(one.id, round(one.weight, 3)) for one in unit.lacking] == [
        ("patents", 0.15),
        ("accidents", 0.15),
        ("labs", 0.15),
    ]
    assert [one.after for one in unit.lacking] == pytest.approx([0.8 / 3 + 0.15 * n for n in (1, 2, 3)])
    assert prospect.steps == ()
    assert codes(card) == []


def test_a_score_that_rests_on_a_scenario_says_so() -> None:
    rows = [(*row, "assumed" if row[1] == "space" else "") for row in FIGURES]
    table = columns(rows, "region,indicator,period,value,status")
    card = plan_score(model(MODEL), table, assess_plan(judged(TARGETS, FIGURES).plan, table, None))
    # Of five targets with a figure four have two numbers; the space has no baseline, and so only its level and what
    # follows from its being met.
    assert (card.known, card.assumed) == (10, 2)


def test_without_any_figure_the_plan_still_says_what_it_asks_for() -> None:
    _, unit, prospect = worth([("甲", "other", 2022, 1)])
    assert (unit.score, unit.coverage) == (Unscored.NO_FIGURE, 0)
    assert prospect.met.score == 100


# The cheapest points.


def test_each_step_is_scored_again() -> None:
    _, unit, prospect = worth(wish=LONG)
    assert len(prospect.steps) == 3
    for step in prospect.steps:
        latest = max((row for row in FIGURES if row[1] == step.id), key=lambda row: row[2])
        moved = float(latest[3]) + step.needed - step.now
        rows = [(*row[:3], moved) if row is latest else row for row in FIGURES]
        _, then, _ = worth(rows)
        assert number(then.score) - number(unit.score) == pytest.approx(step.gain)
        assert 0.95 < step.gain < 1.6
    assert all(a.effort / a.gain <= b.effort / b.gain for a, b in pairwise(prospect.steps))


def test_a_step_of_what_is_counted_is_whole_and_of_what_is_measured_short() -> None:
    by = "domains: {a: {targets: {parts: {attainment: 50%, completion: 50%}}}}\n"
    text = (
        "  firms: {name: {zh: 企业}, measure: stock, unit: 家, baseline: 400, goal: {at_least: 1000}, path: linear}\n"
        "  rate: {name: {zh: 率}, measure: ratio, unit: '%', baseline: 2, goal: {at_least: 4}, path: linear}\n"
        "  limit: {name: {zh: 限}, measure: stock, unit: 吨, baseline: 9, goal: {at_most: 5}, path: linear}\n"
        "  met: {name: {zh: 成}, measure: stock, unit: 家, goal: {at_least: 5}}\n"
        "  done: {name: {zh: 事}, measure: event, goal: {done: true}}\n"
        "  cap: {name: {zh: 总}, measure: flow, unit: 件, goal: {total: {at_most: 9}}}\n"
    )
    figures = {"firms": 500, "rate": 2.5, "limit": 8, "met": 6, "done": 0}
    rows: list[tuple[str, str, int | str, float | str]] = [("甲", name, 2023, value) for name, value in figures.items()]
    rows.append(("甲", "cap", 2021, 3))
    _, _, prospect = worth(rows, text, LONG, by)
    steps = {step.id: step for step in prospect.steps}
    # A sixth of the score each. A firm more brings (1/10 + 100/360) / 2 / 6: 32 bring a point, 31 do not.
    assert steps["firms"].needed == 532
    assert steps["firms"].effort == pytest.approx(32 / 600)
    # A point of rate brings (1/4 + 1/2/0.6) / 2 / 6: 0.1108 bring a point, in two digits 0.12.
    assert steps["rate"].needed == pytest.approx(2.62)
    assert steps["limit"].needed < 8
    assert set(steps) == {"firms", "rate", "limit"}


def test_a_step_beyond_a_goal_that_is_met_leads_to_the_standard() -> None:
    # 4 over 9 tons and over 8.8: 44.4 and 45.5 points.
    text = "  x: {name: {zh: 事故}, measure: stock, unit: 吨, goal: {at_most: 10}, standard: {value: 4, source: {document: d}}}\n"
    _, _, prospect = worth([("甲", "x", 2022, 9)], text, LONG, "domains: {a: {targets: {of: attainment}}}\n")
    (step,) = prospect.steps
    assert (step.needed, step.gain) == pytest.approx((8.8, 400 / 8.8 - 400 / 9))


def test_the_cheapest_is_the_least_effort_a_point() -> None:
    text = (
        "  near: {name: {zh: 近}, measure: stock, unit: 吨, weight: 0.1, goal: {at_least: 100}}\n"
        "  far: {name: {zh: 远}, measure: stock, unit: 吨, weight: 10, goal: {at_least: 100}}\n"
    )
    by = "domains: {a: {targets: {of: attainment}}}\n"
    _, _, prospect = worth([("甲", "near", 2022, 99), ("甲", "far", 2022, 50)], text, LONG, by)
    # 1 % of the near goal brings 0.01 points, 1.1 % of the far one 1.09.
    assert [(step.id, round(step.effort, 4)) for step in prospect.steps] == [("far", 0.011), ("near", 0.01)]


def test_what_brings_nothing_is_no_step() -> None:
    text = (
        "  ahead: {name: {zh: 快}, measure: stock, unit: 家, baseline: 0, goal: {at_least: 100}, path: linear}\n"
        "  none: {name: {zh: 零}, measure: stock, unit: 起, goal: {at_most: 0}}\n"
    )
    rows = [("甲", "ahead", 2022, 90), ("甲", "none", 2022, 5)]
    # All that its path asks for is done; and of nothing there is no share to step by.
    for of in ("completion", "attainment"):
        _, _, prospect = worth(rows, text, LONG, f"domains: {{a: {{targets: {{of: {of}}}}}}}\n")
        assert [step.id for step in prospect.steps] == (["ahead"] if of == "attainment" else [])


def test_a_place_that_no_target_is_for_has_no_score() -> None:
    card = score(model(MODEL + "regions: [{name: 乙}]\n"), columns(FIGURES), [judged(TARGETS, FIGURES)])
    assert (card.units[0].region, card.units[0].score) == ("乙", Unscored.NO_FIGURE)
    assert card.prospects[0].met.score is Unscored.NO_FIGURE


def test_the_years_by_the_figures_known_by_then() -> None:
    _, unit, prospect = worth(wish=LONG)
    assert [(year.year, round(year.unit.coverage, 3)) for year in prospect.history] == [
        (2021, 0.15),
        (2022, 0.417),
        (2023, 0.85),
    ]
    assert prospect.history[-1].unit.score == unit.score


# What a plan and a model say of each other.


def test_targets_without_a_domain_of_the_model_are_said() -> None:
    card, _, _ = worth(targets=TARGETS.replace("domain: outputs, baseline", "baseline"))
    assert [(one.code, one.severity) for one in card.findings] == [("G122", Severity.NOTE)]
    # A plan that is not scored at all is no small matter.
    card, _, _ = worth(targets=re.sub("domain: [a-z]+,?", "", TARGETS))
    assert [(one.code, one.severity) for one in card.findings] == [("G122", Severity.WARNING)]
    card, _, _ = worth(targets=TARGETS.replace("domain: outputs, baseline", "domain: output, baseline"))
    finding = next(one for one in card.findings if one.code == "G121")
    assert (finding.target, finding.arguments["got"]) == ("accidents", "output")


def test_a_model_inside_domains_and_one_of_all_targets() -> None:
    nested = "domains: {a: {domains: {b: {targets: {domain: inputs}}, c: {targets: {domain: outputs}}}}}\n"
    assert codes(worth(by=nested)[0]) == ["G121", "G121"]
    assert codes(worth(by="domains: {a: {targets: {}}}\n")[0]) == []


def test_a_place_of_the_plan_that_has_no_target_is_not_scored() -> None:
    text = "  x: {name: {zh: 数}, measure: stock, unit: 吨, goal: {at_least: 100}, region: {name: 乙}}\n"
    rows = [("乙", "x", 2022, 60)]
    card = score(model("domains: {a: {targets: {of: attainment}}}\n"), columns(rows), [judged(text, rows)])
    assert [(unit.region, unit.score) for unit in card.units] == [("乙", 60)]
    nested = "domains: {a: {domains: {b: {targets: {domain: b}}, c: {targets: {of: attainment}}}}}\n"
    assert score(model(nested), columns(rows), [judged(text, rows)]).units[0].score == 60
    # Nor is anything where the model has no place for any target.
    none = score(model("domains: {a: {targets: {domain: b}}}\n"), columns(rows), [judged(text, rows)])
    assert [unit.score for unit in none.units] == [Unscored.NO_DOMAIN]


def test_targets_beside_figures() -> None:
    by = "bonus: {items: {over: {of: fulfilment, beyond: 100, per: 10, points: 1}}}\ndomains: {a: {targets: {of: attainment}}, b: {series: {normalise: as_is}}}\n"
    text = "  x: {name: {zh: 数}, measure: stock, unit: 吨, goal: {at_least: 100}}\n"
    card = score(
        model(by), columns([("甲", "x", 2022, 110), ("甲", "b", 2022, 40)]), [judged(text, [("甲", "x", 2022, 110)])]
    )
    # (100 + 40) / 2, and a point for the ten beyond the goal. A target with one number is a part of its domain itself.
    assert card.units[0].score == pytest.approx(71)
    assert [one.id for one in card.units[0].domains] == ["a", "b"]
    leaves = target_leaves([judged(text, [])])
    assert [node.name for node in laid_out(model(by), leaves).tree.nodes] == ["a", "b", "test"]


def test_several_regions_and_a_target_that_is_for_one_of_them() -> None:
    text = TARGETS.replace("labs: {", "labs: {region: {name: 乙}, ")
    rows = [*FIGURES, ("乙", "labs", 2023, 6)]
    card = plan_score(model(MODEL), columns(rows), judged(text, rows), LONG)
    units = {unit.region: unit for unit in card.units}
    assert units["甲"].coverage == units["乙"].coverage == 1
    # What is for another place can bring no bonus either.
    assert all(unit.high == unit.low == unit.score for unit in units.values())
    # 6 of 8, and half of the way where 60 % is asked for.
    assert units["乙"].score == pytest.approx((75 + 100 * 0.5 / 0.6) / 2)
    assert {prospect.region for prospect in card.prospects} == {"甲", "乙"}
    assert [prospect.steps[0].id for prospect in card.prospects if prospect.region == "乙"] == ["labs"]


# Laws.

GOALS = {
    "share": ("measure: ratio, unit: '%', baseline: 20, goal: {at_least: 60}, path: linear", 1),
    "money": ("measure: stock, unit: 亿元, baseline: 20, goal: {at_least: 60}, path: compound", 1),
    "less": ("measure: stock, unit: 吨, baseline: 60, goal: {at_most: 20}, path: linear", -1),
    "none": ("measure: stock, unit: 家, goal: {at_least: 60}", 1),
    "reached": ("measure: stock, unit: 家, baseline: 70, goal: {at_least: 60}, path: linear", 1),
    "sum": ("measure: flow, unit: 件, goal: {total: {at_least: 60}}", 1),
    "held": ("measure: ratio, unit: '%', baseline: 50, goal: {at_least: 60}, path: hold", 1),
    "rank": ("measure: rank, goal: {rank: 5}, baseline: 60", -1),
    "standard": ("measure: stock, unit: 家, baseline: 20, goal: {at_least: 60}, standard: {value: 80, source: {document: d}}", 1),
    "growth": ("measure: stock, unit: 家, baseline: 20, goal: {growth: {at_least: 200%}}", 1),
}  # fmt: skip
LAW = "".join(f"  {name}: {{name: {{zh: {name}}}, domain: inputs, {goal}}}\n" for name, (goal, _) in GOALS.items())
cells = st.fixed_dictionaries({name: st.none() | st.integers(1, 120) for name in GOALS})
OF_LAW = MODEL.replace("threshold: 60%", "threshold: 0%")


def rows_of(figures: dict[str, int | None]) -> Rows:
    """Final, for a year of figures that are the plan's own goals is otherwise taken for them."""
    known = [("甲", name, 2021, value, "final") for name, value in figures.items() if value is not None]
    return [*known, ("甲", "other", 2021, 1, "final")]


def three(figures: dict[str, int | None]) -> tuple[UnitScore, UnitScore, UnitScore]:
    _, unit, prospect = worth(rows_of(figures), LAW, by=OF_LAW)
    return unit, prospect.pace, prospect.met


@settings(max_examples=60, deadline=None)
@given(figures=cells, at=st.sampled_from(list(GOALS)), more=st.integers(1, 60))
def test_a_better_figure_never_lowers_any_of_the_three_scores(
    figures: dict[str, int | None], at: str, more: int
) -> None:
    value, sign = figures[at], GOALS[at][1]
    assume(value is not None and value + sign * more >= 1)
    assert value is not None
    for before, after in zip(three(figures), three({**figures, at: value + sign * more}), strict=True):
        assert number(after.score) >= number(before.score) - 1e-9


@settings(max_examples=30, deadline=None)
@given(figures=cells)
def test_the_range_holds_the_score_and_is_none_where_nothing_is_missing(figures: dict[str, int | None]) -> None:
    for unit in three(figures):
        if unit.coverage == 1:
            assert unit.low == unit.high == unit.score
        elif not isinstance(unit.score, Unscored):
            assert number(unit.low) - 1e-9 <= unit.score <= number(unit.high) + 1e-9


def test_a_yearly_goal_once_missed_no_pace_mends() -> None:
    floor = "  floor: {name: {zh: 底线}, measure: stock, unit: 家, domain: inputs, nature: binding, baseline: 5, goal: {at_least: 4}, path: hold}\n"
    for lowest, fallen in ((3, ("binding",)), (4, ())):
        _, unit, prospect = worth([("甲", "floor", 2021, lowest), ("甲", "floor", 2022, 6)], floor)
        assert (unit.vetoed, prospect.pace.vetoed, prospect.met.vetoed) == (fallen, fallen, ())


def test_a_met_plan_scores_full_marks() -> None:
    met = [("甲", "share", 2025, 3.0), ("甲", "money", 2025, 200), ("甲", "accidents", 2025, 10),
           ("甲", "labs", 2025, 8), ("甲", "space", 2025, 60),
           *(("甲", "patents", year, 10) for year in range(2021, 2026))]  # fmt: skip
    # A year of figures that are the plan's own goals counts as results only where a status says so.
    _, unit, prospect = worth([(*row, "final") for row in met])
    assert [one.score for one in (unit, prospect.pace, prospect.met)] == [pytest.approx(100)] * 3
    assert unit.coverage == 1
    assert unit.vetoed == prospect.pace.vetoed == ()


def test_units_of_measure_change_nothing() -> None:
    _, unit, prospect = worth()
    rows = [(*row[:3], float(row[3]) * 10_000, "万元") if row[1] == "money" else (*row, "") for row in FIGURES]
    table = columns(rows, "region,indicator,period,value,unit")
    result = assess_plan(judged(TARGETS, FIGURES).plan, table, None)
    again = plan_score(model(MODEL), table, result)
    assert again.units[0].score == pytest.approx(number(unit.score))
    assert again.prospects[0].pace.score == pytest.approx(number(prospect.pace.score))


def test_contributions_add_up_to_the_score() -> None:
    card, unit, _ = worth(wish=Wish(explain=("甲",)))
    shares = [part.share for part in card.explanations[0].contributions]
    assert sum(shares) == pytest.approx(number(unit.score))


def test_as_of_an_earlier_year() -> None:
    result = judged(TARGETS, FIGURES, Period.year(2021))
    card = plan_score(model(MODEL), columns(FIGURES), result, LONG)
    assert [year.year for year in card.prospects[0].history] == [2021]


def test_without_a_score_there_is_no_step_and_no_year() -> None:
    _, _, prospect = worth([], wish=LONG)
    assert (prospect.steps, prospect.history) == ((), ())


@pytest.mark.parametrize(
    ("kind", "now", "needed"),
    [
        # Half of the level and half of the way: a firm more brings (1/10 + 100/360) / 2, so that 5.3 bring a point.
        ("measure: stock, unit: 家, baseline: 400, goal: {at_least: 1000}", 500, 506),
        ("measure: stock, unit: 家, baseline: 400, goal: {at_least: 1000}", 500.5, 505.8),
        ("measure: ratio, unit: '%', baseline: 2, goal: {at_least: 2.1}", 2.01, 2.0112),
        ("measure: stock, unit: 元, baseline: 40000, goal: {at_least: 100000}", 50000, 50530),
    ],
)
def test_a_step_is_told_in_as_many_digits_as_it_needs(kind: str, now: float, needed: float) -> None:
    by = "domains: {a: {targets: {parts: {attainment: 50%, completion: 50%}}}}\n"
    text = f"  x: {{name: {{zh: 数}}, {kind}, path: linear}}\n"
    _, _, prospect = worth([("甲", "x", 2023, now)], text, LONG, by)
    assert [step.needed for step in prospect.steps] == [pytest.approx(needed)]


def test_what_is_said_of_figures_of_a_model_stays_where_no_target_is_scored() -> None:
    by = "normalise: as_is\nmissing: {threshold: 60%}\ndomains: {a: {indicators: {share: {}, gone: {}}}}\n"
    card = plan_score(model(by), columns(FIGURES), judged(TARGETS, FIGURES))
    assert {"G105", "G108"} <= set(codes(card))
    assert not card.prospects


def test_what_a_plan_was_worth_last_year_is_not_known() -> None:
    card, unit, _ = worth(wish=Wish(explain=("甲",)))
    (found,) = card.explanations
    assert (found.before, found.changes) == (Unscored.NO_FIGURE, ())
    assert sum(part.share for part in found.contributions) == pytest.approx(number(unit.score))


def test_no_more_than_three_steps_are_told() -> None:
    text = "".join(
        f"  x{number}: {{name: {{zh: 数{number}}}, measure: stock, unit: 分, baseline: 40, goal: {{at_least: 80}}, path: linear}}\n"
        for number in range(5)
    )
    rows: Rows = [("甲", f"x{number}", 2023, 50) for number in range(5)]
    _, _, prospect = worth(rows, text, LONG, "domains: {a: {targets: {of: attainment}}}\n")
    assert [step.id for step in prospect.steps] == ["x0", "x1", "x2"]
