"""Verdicts on plans as numbers."""

import math

import numpy as np
import pytest

from planck.assess.plan import PlanResult
from planck.engine.scoring.attained import Moment, reached
from planck.score.verdicts import ratio, standing, target_leaves, verdicts
from tests.scoring.building import judged

FIRMS = "  x: {name: {zh: 甲数}, measure: stock, unit: 家, baseline: 100, goal: {at_least: 200}, path: linear}\n"


def one(goal: str, value: float | None, year: int = 2022, moment: Moment = Moment.NOW) -> tuple[float, ...]:
    """Attainment, fulfilment and completion of one target with one figure."""
    rows = [] if value is None else [("甲", "x", year, value)]
    result = judged(f"  x: {{name: {{zh: 数}}, measure: stock, unit: 家, {goal}}}\n", rows)
    found = standing(result.targets[0], moment)
    return tuple(float(number[0]) for number in (found.attainment, found.fulfilment, found.completion))


# Figures of 2022, two of five years: 40 % of the way asked for on a linear path.
@pytest.mark.parametrize(
    ("goal", "value", "attainment", "completion"),
    [
        ("baseline: 100, goal: {at_least: 200}", 120, 60, 50),
        ("baseline: 100, goal: {at_least: 200}", 90, 45, 0),
        ("baseline: 100, goal: {at_least: 200}", 240, 120, 350),
        ("baseline: 100, goal: {at_least: 200}", -5, 0, 0),
        ("baseline: 100, goal: {at_least: 90}", 95, 95 / 0.9, 100),
        ("baseline: 100, goal: {at_least: 90}", 80, 80 / 0.9, math.nan),
        ("goal: {at_least: 200}", 150, 75, math.nan),
        ("goal: {at_least: 200}", 200, 100, 100),
        # Less is better: the limit over the figure above it, linearly beyond.
        ("baseline: 20, goal: {at_most: 10}", 16, 62.5, 100),
        ("baseline: 20, goal: {at_most: 10}", 5, 150, 375),
        ("baseline: 20, goal: {at_most: 10}", 0, 200, 500),
        ("baseline: 1, goal: {at_most: 0.5}", 0.25, 150, 375),
        ("baseline: 1, goal: {at_most: 0.5}", 0.75, 200 / 3, 125),
        ("goal: {at_least: 0.5}", 0.25, 50, math.nan),
        ("baseline: 20, goal: {at_most: 0}", 10, 0, 125),
        ("baseline: 20, goal: {at_most: 0}", 0, 100, 250),
        # A range is reached or approached, never exceeded; bounds that are not positive have no share.
        ("goal: {between: [90, 110]}", 100, 100, 100),
        ("goal: {between: [90, 110]}", 45, 50, math.nan),
        ("goal: {between: [90, 110]}", 220, 50, math.nan),
        ("goal: {at_least: -5}", -8, math.nan, math.nan),
        # From -10 to -5 two of five units are gone, and two of five years.
        ("baseline: -10, goal: {at_least: -5}", -8, 40, 100),
        ("baseline: -10, goal: {at_least: 0}, path: linear", -12, 0, 0),
        ("goal: {at_least: -5}", -5, 100, 100),
        # Growth goals are levels: 100 % more than 100 is 200; the path is compound, ln 1.44 / ln 2 of 40 %.
        ("baseline: 100, goal: {growth: {at_least: 100%}}", 144, 72, 100 * math.log(1.44) / math.log(2) / 0.4),
        ("goal: {done: true}", 0, 0, math.nan),
        ("goal: {done: true}", 1, 100, 100),
        # Nothing is due before the first milestone: whoever is not behind has done all that was asked.
        ("baseline: 100, goal: {at_least: 200}, path: steps", 100, 50, 100),
        ("baseline: 100, goal: {at_least: 200}, path: steps", 90, 45, 0),
        ("baseline: 100, goal: {at_least: 200}, standard: {value: 400, source: {document: d}}", 120, 30, 50),
        ("baseline: 20, goal: {at_most: 10}, standard: {value: 4, source: {document: d}}", 16, 25, 100),
    ],
)
def test_what_of_a_goal_and_of_its_way_is_reached(
    goal: str, value: float, attainment: float, completion: float
) -> None:
    measure = ", measure: event" if "done" in goal else ""
    text = f"  x: {{name: {{zh: 数}}{measure or ', measure: stock, unit: 分'}, {goal}}}\n"
    found = standing(judged(text, [("甲", "x", 2022, value)]).targets[0])
    assert found.attainment[0] == pytest.approx(attainment, nan_ok=True)
    assert found.completion[0] == pytest.approx(completion, nan_ok=True)


def test_without_a_figure_nothing_is_known_but_what_the_plan_asks_for() -> None:
    assert all(math.isnan(number) for number in one("baseline: 100, goal: {at_least: 200}", None))
    assert all(math.isnan(number) for number in one("baseline: 100, goal: {at_least: 200}", None, moment=Moment.PACE))
    assert one("baseline: 100, goal: {at_least: 200}", None, moment=Moment.MET) == (100, 100, 100)
    assert one("goal: {at_least: 200}", 240, moment=Moment.MET) == (120, 120, 100)
    above = "goal: {at_least: 200}, standard: {value: 400, source: {document: d}}"
    assert one(above, None, moment=Moment.MET) == (50, 100, 100)


@pytest.mark.parametrize(
    ("goal", "rows", "fulfilment"),
    [
        # From 100 to 120 in two years: 150 after five.
        ("baseline: 100, goal: {at_least: 200}", [(2022, 120)], 75),
        # 21 % in two years is 10 % a year, 61.051 % in five.
        ("baseline: 100, goal: {at_least: 200}, path: compound", [(2022, 121)], 80.5255),
        # Without a baseline the pace is that since the first figure: 10 a year, 150 in 2025.
        ("goal: {at_least: 200}", [(2021, 110), (2023, 130)], 75),
        # One figure has no pace; met, it stays.
        ("goal: {at_least: 200}", [(2022, 150)], math.nan),
        ("goal: {at_least: 200}", [(2022, 220)], 110),
        # To nothing there is no growth rate; the figure stays.
        ("baseline: 100, goal: {at_least: 200}, path: compound", [(2022, 0)], 0),
        ("baseline: 100, goal: {at_least: 200}", [(2025, 190)], 95),
    ],
)
def test_at_this_pace(goal: str, rows: list[tuple[int, float]], fulfilment: float) -> None:
    text = f"  x: {{name: {{zh: 数}}, measure: stock, unit: 家, {goal}}}\n"
    found = standing(judged(text, [("甲", "x", year, value, "final") for year, value in rows]).targets[0], Moment.PACE)
    assert found.fulfilment[0] == pytest.approx(fulfilment, nan_ok=True)


def test_sums() -> None:
    text = "  x: {name: {zh: 数}, measure: flow, unit: 家, goal: {total: {%s: 50}}}\n"
    rows = [("甲", "x", 2021, 8), ("甲", "x", 2022, 12), ("甲", "x", 2023, 16)]
    result = judged(text % "at_least", rows).targets[0]
    now, pace = standing(result), standing(result, Moment.PACE)
    # 36 of 50 after three of five years, 60 at this pace.
    assert (now.attainment[0], now.completion[0]) == (pytest.approx(72), pytest.approx(120))
    assert pace.fulfilment[0] == pytest.approx(120)
    # A limit on a sum: kept so far brings nothing beyond full marks, and is kept for good at the end alone.
    limit = judged(text % "at_most", rows).targets[0]
    assert standing(limit).fulfilment[0] == 100
    assert standing(limit).completion[0] == pytest.approx(100 * 0.6 / 0.72)
    assert standing(limit, Moment.PACE).fulfilment[0] == pytest.approx(100 * 50 / 60)


def test_a_goal_missed_without_a_way_counts_by_its_level() -> None:
    assert one("goal: {at_least: 10}", 8, 2025) == (80, 80, 80)


def test_a_comparison_with_another_series_is_kept_or_not() -> None:
    text = (
        "  x: {name: {zh: 数}, measure: ratio, unit: '%', goal: {above_series: y}}\n"
        "  y: {name: {zh: 另}, measure: ratio, unit: '%', goal: {at_least: 1}}\n"
    )
    for value, wanted in ((3, 100), (1, 0)):
        result = judged(text, [("甲", "x", 2022, value), ("甲", "y", 2022, 2)]).targets[0]
        assert standing(result).fulfilment[0] == standing(result, Moment.PACE).fulfilment[0] == wanted


def test_bounds_without_a_share() -> None:
    values = np.array([5.0, -5.0, np.nan])
    assert reached(values, np.array(-np.inf), np.array(-1.0)).tolist()[1] == 100
    assert np.isnan(reached(values, np.array(-np.inf), np.array(-1.0))[[0, 2]]).all()
    assert reached(np.zeros(1), np.array(0.0), np.array(np.inf)).tolist() == [100]


def test_ratio_of_growth_achieved_to_growth_required() -> None:
    # From 100 to 121 in two years is 10 % a year, to 161.051 in five as well.
    def value(goal: str, rows: list[tuple[int, float]]) -> float:
        text = f"  x: {{name: {{zh: 数}}, measure: stock, unit: 分, {goal}}}\n"
        return float(ratio(judged(text, [("甲", "x", year, figure) for year, figure in rows]).targets[0])[0])

    assert value("baseline: 100, goal: {at_least: 161.051}", [(2022, 121)]) == pytest.approx(1)
    assert value("baseline: 100, goal: {at_least: 161.051}", [(2021, 110)]) == pytest.approx(1)
    assert value("baseline: 100, goal: {at_most: 161.051}", [(2022, 121)]) == pytest.approx(-1)
    assert value("baseline: -100, goal: {at_least: -59.049}", [(2022, -81)]) == pytest.approx(1)
    # From 1 as from any other number; from nothing as from a thousandth.
    assert value("baseline: 1, goal: {at_least: 1.61051}", [(2022, 1.21)]) == pytest.approx(1)
    assert value("baseline: 0, goal: {at_least: 0.00161051}", [(2022, 0.00121)]) == pytest.approx(1)
    assert math.isnan(value("goal: {at_least: 161}", [(2022, 121)]))
    assert math.isnan(value("baseline: -100, goal: {at_least: 161}", [(2022, 121)]))
    # A year alone would have a rate through the change of sign.
    assert math.isnan(value("baseline: -100, goal: {at_least: -59}", [(2021, 121)]))
    assert math.isnan(value("baseline: 100, goal: {at_least: 161}", []))


WHOLE = (
    "  good: {name: {zh: 好}, measure: stock, unit: 家, baseline: 100, goal: {at_least: 200}, path: linear}\n"
    "  none: {name: {zh: 无}, measure: stock, unit: 家, goal: {at_least: 200}}\n"
    "  late: {name: {zh: 迟}, measure: stock, unit: 家, baseline: 100, goal: {at_least: 200}, nature: binding}\n"
)


def whole() -> PlanResult:
    return judged(WHOLE, [("甲", "good", 2022, 152), ("甲", "none", 2022, 50), ("甲", "late", 2025, 190)])


def test_the_whole_plan_counts_only_when_enough_of_it_has_a_verdict() -> None:
    # What is ahead counts as 100 and makes nothing else good.
    for threshold, wanted in ((0.6, 95.0), (0.7, math.nan)):
        found = verdicts([whole()], ["甲", "elsewhere"], threshold)
        assert found["completion", ""][0] == pytest.approx(wanted, nan_ok=True)
        assert math.isnan(found["completion", ""][1])
    assert found["missed_binding", ""][0] == 1
    assert verdicts([whole()], ["elsewhere"]) == {}


def test_a_goal_that_is_met_has_the_ratio_that_it_asks_for_or_more() -> None:
    # 152 after two of five years, for 200: 23.3 % a year where 14.9 % are asked for.
    now, met = (verdicts([whole()], ["甲"], moment=moment) for moment in (Moment.NOW, Moment.MET))
    assert now["ratio", "plan/good"][0] == met["ratio", "plan/good"][0] == pytest.approx((1.52**0.5 - 1) / (2**0.2 - 1))
    assert (math.isnan(now["ratio", "plan/none"][0]), met["ratio", "plan/none"][0]) == (True, 1)


def test_binding_targets_that_the_pace_misses() -> None:
    assert verdicts([whole()], ["甲"], moment=Moment.PACE)["missed_binding", ""][0] == 1
    assert verdicts([whole()], ["甲"], moment=Moment.MET)["missed_binding", ""][0] == 0


def test_a_target_says_its_domain_and_weight() -> None:
    leaf = target_leaves([judged(FIRMS.replace("path", "domain: a, weight: 3, path"), [])])[0]
    assert (leaf.domain, leaf.weight, leaf.path) == ("a", 3, "plan/x")


def test_one_target_of_many_is_enough_where_nothing_is_asked_for() -> None:
    text = (
        WHOLE.splitlines()[0]
        + "\n"
        + "".join(
            f"  none{number}: {{name: {{zh: 无{number}}}, measure: stock, unit: 家, goal: {{at_least: 200}}}}\n"
            for number in range(11)
        )
    )
    assert verdicts([judged(text, [("甲", "good", 2022, 130)])], ["甲"])["completion", ""][0] == pytest.approx(75)


def test_half_of_the_plan_is_enough_where_half_is_asked_for() -> None:
    two = "".join(line + "\n" for line in WHOLE.splitlines()[:2])
    result = judged(two, [("甲", "good", 2022, 130)])
    # 30 of 40 that the way asks for.
    for threshold, wanted in ((0.5, 75.0), (0.51, math.nan)):
        assert verdicts([result], ["甲"], threshold)["completion", ""][0] == pytest.approx(wanted, nan_ok=True)


def test_a_goal_that_is_met_by_then_has_the_best_progress_score() -> None:
    # 30 % of the way from 100 to 200 where 40 % are asked for, and one that was there from the start.
    result = judged(WHOLE, [("甲", "good", 2022, 121), ("甲", "late", 2022, 100)])
    now, pace, met = (verdicts([result], ["甲"], moment=moment) for moment in (Moment.NOW, Moment.PACE, Moment.MET))
    assert now["progress_score", "plan/good"][0] == pace["progress_score", "plan/good"][0] != 5
    assert met["progress_score", "plan/good"][0] == met["progress_score", "plan/late"][0] == 5
    ahead = judged(WHOLE, [("甲", "good", 2022, 210)])
    assert verdicts([ahead], ["甲"], moment=Moment.PACE)["progress_score", "plan/good"][0] == 5
