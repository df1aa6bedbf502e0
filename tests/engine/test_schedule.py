"""Statuses by the schedule method: the rules of the facts, the borders of the ratio, the known traps of other tools."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from planck.engine.method import METHODS
from planck.engine.outcome import Outcome, meets
from planck.model import Missing, Quantity
from tests.judging import course, judge, series


@pytest.mark.parametrize(
    ("value", "status"),
    # 0 to 100 in ten years, linear, judged after four: the path asks for 40.
    [
        (42, "ahead"),
        (41.99, "on_schedule"),
        (38, "on_schedule"),
        (37.99, "behind"),
        (24, "behind"),
        (23.99, "off_track"),
        (0, "off_track"),
        (-0.01, "reversing"),
        (100, "achieved_early"),
        (99.99, "ahead"),
    ],
)
def test_borders_of_the_ratio(value: float, status: str) -> None:
    assert judge({2024: value}, base=2020, due=2030, baseline=0, low=100).status == status


def test_qinghai_progress_of_a_reduction_is_logarithmic() -> None:
    # Printed: 26.8 % of the way after 4.87 % of a reduction of 17 %.
    found = judge(
        {2008: 1 - 0.0487},
        base=2005,
        due=2010,
        baseline=1,
        high=0.17,
        low=0.17,
        path="compound",
        quantity=Quantity.REDUCTION,
    ).outcome
    assert found.way.value[0] * 100 == pytest.approx(26.8, abs=0.05)


def test_gongshu_rd_grew_by_0_3_per_cent_in_2021() -> None:
    # 20 in 2020, 40 wanted by 2025, 20 * 1.003 = 20.06 in 2021: (40 / 20.06) ** (1 / 4) - 1 = 18.83 % a year.
    verdict = judge({2021: 20.06}, base=2020, due=2025, baseline=20, low=40, path="compound")
    assert verdict.status == "off_track"
    assert verdict.outcome.required_from_now.value[0] == pytest.approx(0.1883, abs=5e-5)
    assert verdict.outcome.achieved.value[0] == pytest.approx(0.003)
    assert verdict.outcome.path_value.value[0] == pytest.approx(20 * 2 ** (1 / 5))


def test_goal_of_zero_is_reached_on_a_linear_path() -> None:
    # 90 % of the way at 67 % of the time; a rate to zero does not exist, and a small number in its place is wrong.
    verdict = judge({2025: 0.5}, base=2015, due=2030, baseline=5, high=0)
    assert verdict.status == "ahead"
    assert verdict.outcome.way.value[0] == pytest.approx(0.9)
    assert (
        judge({2025: 0.5}, base=2015, due=2030, baseline=5, high=0, path="compound").outcome.required_from_baseline.at(
            0
        )
        is Missing.ZERO_OR_SIGN_CHANGE
    )


def test_baseline_of_zero() -> None:
    verdict = judge({2025: 1}, base=2015, due=2030, baseline=0, low=50)
    assert verdict.status == "off_track"
    assert verdict.outcome.way.value[0] == pytest.approx(0.02)


def test_through_a_change_of_sign_on_a_linear_path() -> None:
    verdict = judge({2022: -4}, base=2020, due=2030, baseline=-5, low=2)
    assert verdict.outcome.way.value[0] == pytest.approx(1 / 7)
    assert verdict.status == "behind"


def test_met_and_then_lost_is_reversing() -> None:
    # cif 2026-07: the goal of at least 55 stood met at 68.55 and was lost at 46.73; a plain ratio calls it on track.
    verdict = judge({2023: 46.7336683417085}, base=2015, due=2026, baseline=68.5534591194968, low=55)
    assert (verdict.status, verdict.reason) == ("reversing", "lost")
    assert verdict.outcome.lost[0]
    assert verdict.outcome.way.at(0) is Missing.BASELINE_MEETS_GOAL


def test_met_but_worse_says_both() -> None:
    # gif 3-1-1: 12.58 against at most 70, up from 7.05.
    verdict = judge({2023: 12.58}, base=2015, due=2030, baseline=7.05, high=70)
    assert verdict.status == "achieved_early"
    assert verdict.outcome.worsening[0]


def test_baseline_equal_to_the_goal_divides_by_nothing() -> None:
    verdict = judge({2022: 5}, base=2020, due=2025, baseline=5, low=5)
    assert verdict.status == "achieved_early"
    assert verdict.outcome.way.at(0) is Missing.BASELINE_MEETS_GOAL
    assert judge({2022: 4}, base=2020, due=2025, baseline=5, low=5).status == "reversing"


def test_direction_follows_from_the_goal_not_from_the_baseline() -> None:
    # 150 new firms wanted where 311 came the year before (Hangzhou 2016): more is still better.
    verdict = judge({2016: 149}, base=2015, due=2016, baseline=311, low=150)
    assert verdict.status == "missed"
    assert verdict.outcome.direction[0] == 1


def test_a_goal_date_equal_to_the_base_is_refused() -> None:
    with pytest.raises(ValueError, match="after the base"):
        course(base=2015, due=2015, baseline=1, low=2)


def test_equality_meets_a_goal_and_binary_noise_does_not_prevent_it() -> None:
    assert judge({2025: 1.5}, base=2020, due=2025, baseline=1.1, low=1.5).status == "achieved"
    assert judge({2025: 1.1 + 4 * 0.1}, base=2020, due=2025, baseline=1.1, low=1.5).status == "achieved"
    assert judge({2025: 0.0}, base=2020, due=2025, baseline=1, low=0.0, strict=True).status == "missed"
    assert judge({2025: 14.6}, base=2020, due=2025, baseline=10, low=15).status == "missed"


@pytest.mark.parametrize(
    ("points", "as_of", "status", "reason"),
    [
        ({}, 2022, "not_assessed", "not_assessed"),
        ({2025: 60}, 2025, "achieved", "met_at_due"),
        ({2025: 59}, 2025, "missed", "missed"),
        ({2024: 55}, 2026, "behind", "pace"),
        ({2026: 65}, 2026, "not_assessed", "not_assessed"),
        ({2024: 61}, 2026, "achieved_early", "met_early"),
        ({2024: 61, 2025: 59}, 2025, "missed", "missed"),
        ({2023: 61, 2024: 59}, 2024, "ahead", "pace"),
        ({2025: 59, 2026: 61}, 2026, "missed", "missed"),
    ],
)
def test_facts_come_before_the_ratio(points: dict[float, float], as_of: float, status: str, reason: str) -> None:
    verdict = judge(points, as_of=as_of, base=2020, due=2025, baseline=40, low=60)
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_figure_after_the_date_is_only_a_flag() -> None:
    late = judge({2025: 59, 2026: 61}, base=2020, due=2025, baseline=40, low=60).outcome
    assert late.reached_late[0]
    assert late.value[0] == 59


def test_an_expired_goal_says_that_its_figure_is_missing() -> None:
    assert judge({2024: 55}, as_of=2026, base=2020, due=2025, baseline=40, low=60).outcome.expired[0]


def test_a_range_is_approached_from_either_side() -> None:
    below = judge({2022: 92}, base=2020, due=2025, baseline=90, low=95, high=105).outcome
    above = judge({2022: 108}, base=2020, due=2025, baseline=110, low=95, high=105).outcome
    assert below.way.value[0] == pytest.approx(0.4)
    assert above.way.value[0] == pytest.approx(0.4)
    assert (below.on_path.tolist(), above.on_path.tolist()) == ([True], [True])
    assert judge({2022: 100}, base=2020, due=2025, baseline=90, low=95, high=105).status == "achieved_early"
    assert judge({2022: 107}, base=2020, due=2025, baseline=100, low=95, high=105).status == "reversing"


def test_about_20_per_cent_was_met_by_19_1() -> None:
    # 左右 with a tolerance of one point, which the plan has to state.
    assert judge({2010: 19.1}, base=2005, due=2010, baseline=0, low=19, high=21).status == "achieved"


def test_a_goal_that_binds_every_year() -> None:
    every_year: dict[str, Any] = {"base": 2020, "due": 2023, "low": 7.0, "path": "hold"}
    assert judge({2021: 7.2, 2022: 7.0}, **every_year).status == "on_schedule"
    assert judge({2021: 7.2, 2022: 7.0, 2023: 8}, **every_year).status == "achieved"
    broken = judge({2021: 6.9, 2022: 9}, **every_year)
    assert (broken.status, broken.reason) == ("missed", "hold_broken")
    assert broken.outcome.broken[0] == 0
    assert judge({2021: 7.2, 2023: 8}, **every_year).status == "not_assessed"
    assert judge({}, **every_year).status == "not_assessed"
    late = judge({2021: 7.2}, as_of=2024, **every_year)
    assert (late.status, late.outcome.expired[0]) == ("on_schedule", True)


@pytest.mark.parametrize(("value", "met", "strictly"), [(59, 0, 0), (60, 1, 0), (61, 1, 1), (80, 1, 0), (81, 0, 0)])
@pytest.mark.parametrize("noise", [-1e-12, 0, 1e-12])
def test_bounds_are_kept_but_for_noise(value: float, met: bool, strictly: bool, noise: float) -> None:
    given = np.array([value * (1 + noise)]), np.array([60.0]), np.array([80.0])
    assert meets(*given).tolist() == [met]
    assert meets(*given, strict=True).tolist() == [strictly]


@pytest.mark.parametrize(
    ("points", "baseline", "lost"),
    [
        ({2022: 44}, 40, False), ({2021: 61, 2022: 44}, 40, True), ({2022: 44}, 62, True), ({2022: 61}, 62, False),
        ({2021: 61, 2022: 62}, 40, False), ({}, 62, False), ({2021: 59, 2022: 44}, np.nan, False),
    ],
)  # fmt: skip
def test_a_goal_is_lost_where_it_was_met_and_is_no_longer(
    points: dict[float, float], baseline: float, lost: bool
) -> None:
    assert judge(points, base=2020, due=2025, baseline=baseline, low=60).outcome.lost.tolist() == [lost]


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"done": True}, Missing.NO_PATH),
        ({"relative": True}, Missing.NO_PATH),
        ({"heading": 1.0, "low": np.full(1, np.nan), "high": np.full(1, np.nan)}, Missing.ONLY_DIRECTION),
    ],
)
def test_what_has_no_way_says_why(form: dict[str, Any], reason: Missing) -> None:
    way = replace(course(base=2020, due=2025, baseline=0, low=1), **form)
    found = Outcome(way, series({2022: 0.5}), 2022)
    assert [number.at(0) for number in (found.way, found.asked, found.path_value)] == [reason] * 3
    assert found.required_from_baseline.at(0) is Missing.NO_RATE_FOR_GOAL
    assert found.achieved.at(0) == (0.25 if found.aimless else Missing.NO_RATE_FOR_GOAL)


def test_the_bound_of_a_strict_goal_is_not_on_the_wrong_side_of_it() -> None:
    found = judge({2022: 60}, base=2020, due=2025, baseline=70, low=60, strict=True).outcome
    assert (found.met.tolist(), found.on_path.tolist()) == ([False], [True])


def test_what_the_path_asks_for_up_to_its_end() -> None:
    # 20 more in five years, by hand; from the goal's date on the goal.
    for time, asked in ((2021, 44), (2024, 56), (2025, 60)):
        for path in ("linear", "hold"):
            found = judge({time: 41}, base=2020, due=2025, baseline=40, low=60, path=path).outcome
            assert found.path_value.value == pytest.approx([60 if path == "hold" else asked])
    # Also where no growth leads there.
    grown = judge({2025: 41}, base=2020, due=2025, baseline=-40, low=60, path="compound").outcome
    assert grown.path_value.value == pytest.approx([60])
    bent = judge({2025: 41}, base=2020, due=2025, baseline=40, low=60, milestones={2022: 50}).outcome
    assert bent.path_value.value == pytest.approx([60])


def test_a_ceiling_on_a_sum_is_met_only_at_the_end() -> None:
    ceiling: dict[str, Any] = {"base": 2020, "due": 2025, "high": 100, "quantity": Quantity.TOTAL}
    assert judge({2021: 10, 2022: 30}, **ceiling).status == "ahead"
    assert judge({2021: 20, 2022: 41}, **ceiling).status == "on_schedule"
    assert judge({2021: 20, 2022: 50}, **ceiling).status == "behind"
    assert judge({2021: 20, 2022: 101}, **ceiling).reason == "cap_exceeded"
    assert judge({2021: 20, 2025: 99}, **ceiling).status == "achieved"
    # What is over by binary noise alone is not over.
    noisy = judge({2021: 4e5, 2022: 1e6 + 1e-7}, **{**ceiling, "high": 1e6})
    assert (noisy.reason == "cap_exceeded", noisy.outcome.value[0] > 1e6) == (False, True)


def test_a_sum_that_has_to_fall_below_zero_is_on_its_way_until_it_has() -> None:
    falling: dict[str, Any] = {"base": 2020, "due": 2025, "high": -10, "quantity": Quantity.TOTAL}
    # Two a year: by hand, four in two years are the way asked for, three are three quarters of it.
    assert judge({2021: -2, 2022: -4}, **falling).status == "on_schedule"
    assert judge({2021: -2, 2022: -3}, **falling).status == "behind"
    assert judge({2021: -2, 2022: -6}, **falling).outcome.projection.value == pytest.approx([-15])
    assert judge({2023: -10}, **falling).status == "achieved_early"
    assert judge({2025: -9}, **falling).status == "missed"


def test_steps_ask_for_nothing_before_their_date() -> None:
    steps: dict[str, Any] = {
        "base": 2020,
        "due": 2025,
        "baseline": 10,
        "low": 50,
        "path": "steps",
        "milestones": {2023: 30},
    }
    assert judge({2022: 10}, **steps).reason == "nothing_due_yet"
    assert judge({2022: 9}, **steps).status == "reversing"
    assert judge({2023: 30}, **steps).status == "on_schedule"
    assert judge({2023: 20}, **steps).status == "off_track"
    assert judge({2024: 30}, **steps).outcome.path_value.value[0] == 30
    # All of the way before the date of the goal.
    way = course(base=2020, due=2025, baseline=10, low=50, path="steps", milestones={2023: np.nan})
    whole = replace(way, milestones=replace(way.milestones, shares=np.ones(1)))
    assert [Outcome(whole, series({year: 10}), year).path_value.at(0) for year in (2022, 2024)] == [10, 50]


def test_without_a_baseline_only_the_level_is_judged() -> None:
    verdict = judge({2022: 40}, base=2020, due=2025, low=50)
    assert verdict.status == "not_assessed"
    assert verdict.outcome.required_from_baseline.at(0) is Missing.NO_BASELINE
    assert verdict.outcome.required_from_now.value[0] == pytest.approx(10 / 3)
    assert judge({2022: 51}, base=2020, due=2025, low=50).status == "achieved_early"
    assert judge({2025: 49}, base=2020, due=2025, low=50).status == "missed"


def test_without_a_baseline_the_pace_is_that_since_the_first_figure() -> None:
    # 40 in 2021 and 46 in 2024 are 2 a year: 48 in 2025, 50 in 2026; growth of 10 % a year from 100 and 121 is 146.41.
    found = judge({2021: 40, 2024: 46}, base=2020, due=2025, low=50).outcome
    told = found.achieved, found.projection, found.reach, found.pace_ratio
    assert [number.at(0) for number in told] == [2.0, 48.0, 2026.0, Missing.NO_BASELINE]
    grown = judge({2021: 100, 2023: 121}, base=2020, due=2025, low=150, path="compound").outcome
    assert grown.projection.at(0) == pytest.approx(146.41)
    beside = Outcome(
        course(base=2020, due=2025, baseline=[40, np.nan], low=50), series({2021: 42, 2022: [44, 46]}), 2022
    )
    assert beside.achieved.value.tolist() == [2, 4]
    alone = judge({2021: 40}, base=2020, due=2025, low=50).outcome
    assert (alone.achieved.at(0), alone.projection.at(0)) == (Missing.NO_BASELINE, Missing.NO_BASELINE)


def test_a_compound_path_from_a_fall_to_zero_is_a_retreat() -> None:
    verdict = judge({2022: 0}, base=2020, due=2025, baseline=10, low=20, path="compound")
    assert verdict.status == "reversing"
    assert verdict.outcome.way.at(0) is Missing.ZERO_OR_SIGN_CHANGE


@pytest.mark.parametrize(
    ("quantity", "low", "high", "level"),
    [
        (Quantity.INCREASE, 20, np.inf, 60),
        (Quantity.DECREASE, 5, np.inf, 35),
        (Quantity.GROWTH, 1.0, np.inf, 80),
        (Quantity.REDUCTION, 0.25, np.inf, 30),
        (Quantity.AVERAGE_GROWTH, 0.5, np.inf, 90),
        (Quantity.AVERAGE_INCREASE, 4, np.inf, 48),
        (Quantity.AVERAGE_GROWTH, -np.inf, 0.5, 90),
    ],
)
def test_every_quantity_becomes_a_level(quantity: Quantity, low: float, high: float, level: float) -> None:
    # From 40, over two years, by hand.
    found = judge({2021: 41}, base=2020, due=2022, baseline=40, low=low, high=high, quantity=quantity).outcome
    assert found.goal.value[0] == pytest.approx(level)


def test_growth_from_nothing_has_no_level() -> None:
    for baseline, reason in ((0, Missing.ZERO_OR_SIGN_CHANGE), (np.nan, Missing.NO_BASELINE)):
        found = judge({2021: 1}, base=2020, due=2022, baseline=baseline, low=1.0, quantity=Quantity.GROWTH)
        assert found.outcome.goal.at(0) is reason
        assert found.status == "not_assessed"


@pytest.mark.parametrize("quantity", [Quantity.GROWTH, Quantity.INCREASE])
@pytest.mark.parametrize("path", ["linear", "compound", "hold"])
@pytest.mark.parametrize("method", METHODS)
def test_a_goal_of_which_nobody_knows_where_it_lies_is_neither_met_nor_missed(
    method: str, path: str, quantity: Quantity
) -> None:
    # Counted from a baseline that is not there, or from which no growth leads anywhere; also in its own year.
    for baseline, reason in ((np.nan, Missing.NO_BASELINE), (0.0, Missing.ZERO_OR_SIGN_CHANGE)):
        if quantity is Quantity.INCREASE and baseline == 0:
            continue
        goal: dict[str, Any] = {"baseline": baseline, "low": 1.0, "quantity": quantity, "path": path, "method": method}
        for last in (2023, 2024, 2025):
            points = {float(year): float(year - 2015) for year in range(2021, last + 1)}
            found = judge(points, base=2020, due=2024, **goal)
            assert (found.status, found.reason) == ("not_assessed", "not_assessed"), last
            told = found.outcome
            for number in (told.goal, told.way, told.asked, told.path_value, told.pace_ratio, told.reach):
                assert number.at(0) is reason or last == 2025
            assert last == 2025 or path == "hold" or told.required_from_now.at(0) is reason


def test_regions_are_judged_as_columns_and_independently() -> None:
    goal = course(base=2020, due=2025, baseline=[40, 40, np.nan], low=60)
    found = Outcome(goal, series({2022: [48, np.nan, 59], 2023: [np.nan, np.nan, 60]}), 2023)
    assert found.value[[0, 2]] == pytest.approx([48, 60])
    assert found.pace_ratio.at(0) == pytest.approx(1)
    assert found.pace_ratio.at(1) is Missing.NO_FIGURE
    assert found.met.tolist() == [False, False, True]


def test_the_baseline_year_is_a_start_and_not_progress() -> None:
    found = judge({2020: 40}, base=2020, due=2025, baseline=40, low=60).outcome
    assert found.present.at(0) is Missing.NO_FIGURE_AFTER_BASELINE


def test_reach_and_projection() -> None:
    pace = judge({2022: 48}, base=2020, due=2025, baseline=40, low=60).outcome
    assert pace.projection.value[0] == pytest.approx(60)
    assert pace.reach.value[0] == pytest.approx(2025)
    # 18 in four years, and 2 are left; 44 % in two years, and 20 %.
    soon = judge({2024: 58}, base=2020, due=2025, baseline=40, low=60).outcome
    assert soon.reach.value[0] == pytest.approx(2024 + 2 / 4.5)
    soon = judge({2022: 144}, base=2020, due=2025, baseline=100, low=150, path="compound").outcome
    assert soon.reach.value[0] == pytest.approx(2022 + np.log(150 / 144) / np.log(1.2))
    away = judge({2022: 39}, base=2020, due=2025, baseline=40, low=60).outcome
    assert away.reach.at(0) is Missing.NEVER_AT_THIS_PACE
    still = judge({2022: 40}, base=2020, due=2025, baseline=40, low=60).outcome
    assert still.reach.at(0) is Missing.NEVER_AT_THIS_PACE
    crawl = judge({2022: 40.001}, base=2020, due=2025, baseline=40, low=60).outcome
    assert crawl.reach.at(0) is Missing.NEVER_AT_THIS_PACE


def test_a_plan_may_set_borders_that_the_method_has() -> None:
    method = METHODS["schedule"]
    assert method.with_borders({"behind": 0.8}) == {"ahead": 1.05, "on_schedule": 0.95, "behind": 0.8, "off_track": 0.0}
    with pytest.raises(KeyError, match="beyond"):
        method.with_borders({"beyond": 2.0})


def test_a_range_that_was_overshot_is_not_ahead() -> None:
    through = judge({2021: 110}, base=2020, due=2025, baseline=90, low=95, high=105)
    assert (through.status, through.reason) == ("off_track", "overshot")
    assert through.outcome.way.at(0) is Missing.OVERSHOT
    # From now the bound that is violated counts: 5 down in four years.
    assert through.outcome.required_from_now.value[0] == pytest.approx(-1.25)
    assert judge({2021: 90}, base=2020, due=2025, baseline=110, low=95, high=105).reason == "overshot"
    for method, status in (("pacing", "at_risk"), ("pacing_within_ten", "behind")):
        assert judge({2021: 110}, base=2020, due=2025, baseline=90, low=95, high=105, method=method).status == status


def test_a_hold_counts_years_and_not_figures() -> None:
    every_year: dict[str, Any] = {"base": 2020, "due": 2023, "low": 7.0, "path": "hold"}
    assert judge({2020.5: 8, 2021: 8, 2021.25: 8, 2021.5: 8, 2023: 8}, **every_year).status == "achieved"
    assert judge({2020.25: 8, 2020.5: 8, 2020.75: 8, 2023: 8}, **every_year).status == "not_assessed"


def test_nothing_used_of_a_limit_is_better_than_something() -> None:
    ceiling: dict[str, Any] = {"base": 2020, "due": 2025, "high": 100, "quantity": Quantity.TOTAL}
    assert judge({2021: 0}, **ceiling).status == "ahead"
    assert judge({2021: 1}, **ceiling).status == "ahead"


def test_there_is_no_pace_from_now_when_the_time_is_over() -> None:
    late = judge({2024: 55}, as_of=2026, base=2020, due=2025, baseline=40, low=60).outcome
    assert late.required_from_now.at(0) is Missing.NO_TIME_LEFT
    assert judge({2024: 55}, base=2020, due=2025, baseline=40, low=60).outcome.required_from_now.value[0] == 5


def test_numbers_at_the_end_of_floats_are_missing_and_raise_no_warning() -> None:
    huge = judge({2021: 1e308}, base=2020, due=2025, baseline=-1e308, low=1e308, high=1.5e308)
    assert huge.outcome.projection.at(0) is Missing.TOO_LARGE


@pytest.mark.parametrize(
    ("quantity", "low", "high", "bounds"),
    [
        (Quantity.GROWTH, 0.10, 0.20, (110, 120)),
        (Quantity.REDUCTION, 0.10, 0.20, (80, 90)),
        (Quantity.INCREASE, 2, 5, (102, 105)),
        (Quantity.DECREASE, 2, 5, (95, 98)),
        (Quantity.AVERAGE_INCREASE, 1, 2, (102, 104)),
        (Quantity.AVERAGE_GROWTH, 0.10, 0.20, (121, 144)),
    ],
)
def test_both_bounds_of_a_quantity_become_levels(
    quantity: Quantity, low: float, high: float, bounds: tuple[float, float]
) -> None:
    # From 100, over two years, by hand.
    aim = judge({2021: 100}, base=2020, due=2022, baseline=100, low=low, high=high, quantity=quantity).outcome
    assert (aim.low[0], aim.high[0]) == pytest.approx(bounds)


def test_reached_late_is_a_miss_that_a_later_figure_made_good() -> None:
    to_60: dict[str, Any] = {"base": 2020, "due": 2025, "baseline": 40, "low": 60}
    cases: list[dict[float, Any]] = [
        {2025: 61, 2026: 62},
        {2025: 59, 2026: 59.5},
        {2024: 59, 2026: 61},
        {2024: 61, 2025: 59},
    ]
    for points in cases:
        assert not judge(points, **to_60).outcome.reached_late[0], points


def test_a_goal_expires_on_its_own_day() -> None:
    to_60: dict[str, Any] = {"base": 2020, "due": 2025, "baseline": 40, "low": 60}
    on_the_day = judge({2024: 50}, as_of=2025, **to_60).outcome
    assert on_the_day.expired[0]
    assert on_the_day.required_from_now.at(0) is Missing.NO_TIME_LEFT
    assert not judge({2024: 50}, as_of=2024.9, **to_60).outcome.expired[0]


def test_a_sum_that_has_come_together_does_not_expire_and_a_limit_does() -> None:
    total: dict[str, Any] = {"base": 2020, "due": 2025, "quantity": Quantity.TOTAL}
    assert not judge({2023: 300}, as_of=2026, low=300, **total).outcome.expired[0]
    assert judge({2023: 30}, as_of=2026, high=100, **total).outcome.expired[0]


def test_as_good_as_the_baseline_is_not_worse() -> None:
    assert not judge({2022: 70}, base=2020, due=2025, baseline=70, low=60).outcome.worsening[0]


def test_where_the_pace_leads_on_a_compound_path_and_for_a_limit() -> None:
    # ln(742/466) / 3 is 0.155054 a year; ln(1000/742) is 0.298406, which takes 1.9245 years more.
    growing = judge({2023: 742}, base=2020, due=2025, baseline=466, low=1000, path="compound").outcome
    assert growing.reach.value[0] == pytest.approx(2024.9245, abs=5e-4)
    shrinking = judge({2023: 400}, base=2020, due=2025, baseline=466, low=1000, path="compound").outcome
    assert shrinking.reach.at(0) is Missing.NEVER_AT_THIS_PACE
    still = judge({2023: 466}, base=2020, due=2025, baseline=466, low=1000, path="compound").outcome
    assert still.reach.at(0) is Missing.NEVER_AT_THIS_PACE
    limit = judge({2022: 50}, base=2020, due=2025, high=100, quantity=Quantity.TOTAL).outcome
    assert limit.reach.value[0] == pytest.approx(2024)


def test_a_broken_yearly_goal_is_not_on_its_path() -> None:
    every_year: dict[str, Any] = {"base": 2020, "due": 2023, "low": 7.0, "path": "hold"}
    assert not judge({2021: 6}, **every_year).outcome.on_path[0]
    assert judge({2021: 7}, **every_year).outcome.on_path[0]


def test_a_region_without_any_figure_says_so_beside_one_with_only_the_base_year() -> None:
    goal = course(base=2020, due=2025, baseline=[40, 40], low=60)
    found = Outcome(goal, series({2020: [40, np.nan], 2021: [np.nan, np.nan]}), 2021)
    assert found.present.at(0) is Missing.NO_FIGURE_AFTER_BASELINE
    assert found.present.at(1) is Missing.NO_FIGURE


@pytest.mark.parametrize(
    ("method", "met", "missed"), [("pacing", "on_track", "at_risk"), ("pacing_within_ten", "ahead", "behind")]
)
def test_facts_in_the_words_of_other_methods(method: str, met: str, missed: str) -> None:
    to_60: dict[str, Any] = {"base": 2020, "due": 2025, "baseline": 40, "low": 60, "method": method}
    assert judge({2022: 61}, **to_60).status == met
    assert judge({2025: 59.9}, **to_60).status == missed
    assert judge({}, **to_60).status == "not_assessed"
    assert judge({2022: 41}, base=2020, due=2025, low=60, method=method).status == "not_assessed"
