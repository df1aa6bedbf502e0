"""Every form of goal, read to its bounds."""

import pytest

from planck.model import Comparator, Goal, Quantity, Text
from tests.load.plan_text import described, goal_of, load_fragment, target_text

Bounds = tuple[float | None, float | None]
C, Q = Comparator, Quantity


def parts(goal: Goal) -> tuple[Quantity, Comparator, Bounds, bool]:
    return goal.quantity, goal.comparator, (goal.low, goal.high), goal.strict


@pytest.mark.parametrize(
    ("text", "comparator", "bounds", "strict", "printed"),
    [
        ("{at_least: 1000}", C.AT_LEAST, (1000, None), False, "1000"),
        ("{at_most: 3}", C.AT_MOST, (None, 3), False, "3"),
        ("{more_than: 0}", C.MORE_THAN, (0, None), True, "0"),
        ("{less_than: 5}", C.LESS_THAN, (None, 5), True, "5"),
        ("{between: [95, 105]}", C.BETWEEN, (95, 105), False, "95, 105"),
        ("{between: [-4.5, -4.0]}", C.BETWEEN, (-4.5, -4.0), False, "-4.5, -4.0"),
        ("{between: [5, 5]}", C.BETWEEN, (5, 5), False, "5, 5"),
        ("{about: 500, tolerance: 5%}", C.ABOUT, (475, 525), False, "500"),
        ("{at_least: 500, tolerance: 5%}", C.AT_LEAST, (475, None), False, "500"),
        ("{at_most: 500, tolerance: 10}", C.AT_MOST, (None, 510), False, "500"),
        ("{tolerance: 10, about: 500}", C.ABOUT, (490, 510), False, "500"),
        ("{about: 500, tolerance: 0}", C.ABOUT, (500, 500), False, "500"),
        # Relative to the magnitude, and exact in decimals: 0.3 - 0.1 is 0.2 here.
        ("{about: -500, tolerance: 5%}", C.ABOUT, (-525, -475), False, "-500"),
        ("{about: 0.3, tolerance: 0.1}", C.ABOUT, (0.2, 0.4), False, "0.3"),
        # As typed: with its zeros, its sign, its base.
        ("{at_least: 1.50}", C.AT_LEAST, (1.5, None), False, "1.50"),
        ("{at_least: 010}", C.AT_LEAST, (10, None), False, "010"),
        ("{at_least: 1e3}", C.AT_LEAST, (1000, None), False, "1e3"),
        ("{at_least: 0x1F}", C.AT_LEAST, (31, None), False, "0x1F"),
        ("{at_least: 0o17}", C.AT_LEAST, (15, None), False, "0o17"),
        ("{at_least: +.5}", C.AT_LEAST, (0.5, None), False, "+.5"),
    ],
)
def test_goals_on_the_level(text: str, comparator: Comparator, bounds: Bounds, strict: bool, printed: str) -> None:
    goal = goal_of(text)
    assert parts(goal) == (Q.LEVEL, comparator, bounds, strict)
    assert goal.printed == printed


@pytest.mark.parametrize(
    ("text", "quantity", "bounds"),
    [
        ("{total: {at_least: 300}}", Q.TOTAL, (300, None)),
        ("{total: {about: 300, tolerance: 10%}}", Q.TOTAL, (270, 330)),
        ("{increase: {at_least: 20}}", Q.INCREASE, (20, None)),
        ("{increase: {at_least: -20}}", Q.INCREASE, (-20, None)),
        ("{decrease: {between: [1, 2]}}", Q.DECREASE, (1, 2)),
        ("{decrease: {at_most: 0}}", Q.DECREASE, (None, 0)),
        ("{growth: {at_least: 100%}}", Q.GROWTH, (1, None)),
        ("{growth: {more_than: 0%}}", Q.GROWTH, (0, None)),
        ("{growth: {at_least: -5.5%}}", Q.GROWTH, (-0.055, None)),
        ("{reduction: {at_least: 17%}}", Q.REDUCTION, (0.17, None)),
        ("{reduction: {at_least: 99.9%}}", Q.REDUCTION, (0.999, None)),
        ("{average_growth: {at_least: 15%}}", Q.AVERAGE_GROWTH, (0.15, None)),
        ("{average_growth: {between: [8%, 8.5%]}}", Q.AVERAGE_GROWTH, (0.08, 0.085)),
        # 5 % of 15 % is 0.75 points; a bare tolerance is in points.
        ("{average_growth: {about: 15%, tolerance: 5%}}", Q.AVERAGE_GROWTH, (0.1425, 0.1575)),
        ("{growth: {at_least: 5%, tolerance: 5%}}", Q.GROWTH, (0.0475, None)),
        ("{average_growth: {about: 15%, tolerance: 2}}", Q.AVERAGE_GROWTH, (0.13, 0.17)),
        ("{average_increase: {at_least: 4}}", Q.AVERAGE_INCREASE, (4, None)),
    ],
)
def test_goals_on_other_quantities(text: str, quantity: Quantity, bounds: Bounds) -> None:
    goal = goal_of(text, measure="flow")
    assert (goal.quantity, (goal.low, goal.high)) == (quantity, bounds)


@pytest.mark.parametrize(
    ("text", "measure", "comparator", "bounds", "printed"),
    [
        ("{rank: 3}", "rank", C.RANK, (None, 3), "3"),
        ("{rank: 3.0}", "rank", C.RANK, (None, 3), "3.0"),
        ("{at_most: 3}", "rank", C.AT_MOST, (None, 3), "3"),
        ("{done: true}", "event", C.DONE, (1, None), "true"),
        ("{above_series: gdp}", "ratio", C.ABOVE_SERIES, (None, None), "gdp"),
        ("{below_series: gdp}", "index", C.BELOW_SERIES, (None, None), "gdp"),
    ],
)
def test_goals_that_are_no_numbers(
    text: str, measure: str, comparator: Comparator, bounds: Bounds, printed: str
) -> None:
    indicators = "indicators:\n  gdp: {name: {zh: 生产总值}, measure: flow}\n"
    plan, findings = load_fragment(indicators + target_text(text, measure=measure, baseline=""))
    assert described(findings) == []
    assert plan is not None
    goal = plan.targets[0].goal
    assert parts(goal) == (Q.LEVEL, comparator, bounds, False)
    assert goal.printed == printed
    assert goal.series == (printed if printed == "gdp" else "")


@pytest.mark.parametrize("unit", ["%", "％"])
def test_a_percent_sign_changes_nothing_where_the_unit_is_per_cent(unit: str) -> None:
    with_sign = goal_of("{at_least: 1.5%}", measure="ratio", unit=unit, baseline="1.1%")
    assert with_sign == goal_of("{at_least: 1.5}", measure="ratio", unit=unit, baseline="1.1")
    assert with_sign.low == 1.5


def test_a_goal_may_stand_in_lines_of_its_own() -> None:
    assert goal_of("\n      growth:\n        at_least: 100%") == goal_of("{growth: {at_least: 100%}}")


# `goal:` is on line 11 and its value starts at column 11.
@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("{}", ["S060 11:11-13"]),
        ("{at_least: 1, at_most: 2}", ["S060 11:11-36"]),
        ("{at_least: 1, growth: {at_least: 1%}}", ["S060 11:11-48"]),
        ("{growth: {}}", ["S060 11:20-22"]),
        ("{growth: {at_least: 1%, at_most: 2%}}", ["S060 11:20-47"]),
        ("{tolerance: 5}", ["S060 11:11-25"]),
        ("{growth: {growth: {at_least: 1%}}}", ["S021 11:21-27"]),
        ("{growth: {rank: 1}}", ["S021 11:21-25"]),
        ("{more_than: 1, tolerance: 5}", ["S061 11:37-38"]),
        ("{at_least: 1, tolerance: -5}", ["S061 11:36-38"]),
        ("{about: 1, tolerance: -0.5}", ["S061 11:33-37"]),
        ("{about: 1, tolerance: -5%}", ["S061 11:33-36"]),
        ("{about: 1}", ["S022 11:5-9"]),
        ("{growth: {about: 1%}}", ["S022 11:12-18"]),
        ("{between: [2, 1]}", ["S062 11:21-27"]),
        ("{growth: {between: [2%, 1%]}}", ["S062 11:30-38"]),
        ("{between: [1]}", ["S023 11:21-24"]),
        ("{between: [1, 2, 3]}", ["S023 11:21-30"]),
        ("{between: 1}", ["S023 11:21-22"]),
        ("{between: [1, x]}", ["S023 11:25-26"]),
        ("{at_least: abc}", ["S023 11:22-25"]),
        ("{at_least: '5'}", ["S023 11:22-25"]),
        ("{at_least: }", ["S023 11:22-22"]),
        ("{at_least: true}", ["S023 11:22-26"]),
        ("{at_least: [1]}", ["S023 11:22-25"]),
        ("{at_least: 1 000}", ["S023 11:22-27"]),
        ('{at_least: "1,000"}', ["S023 11:22-29"]),
        ("{at_least: 12_000}", ["S023 11:22-28"]),
        ("{at_least: 1000家}", ["S023 11:22-27"]),
        ("{at_least: .inf}", ["S025 11:22-26"]),
        ("{at_least: .nan}", ["S025 11:22-26"]),
        ("{at_least: 1e400}", ["S025 11:22-27"]),
        ("{about: 1e308, tolerance: 1.5e308}", ["S025 11:37-44"]),
        ("{at_least: １０００}", ["S026 11:22-26"]),
        ("{at_least: －５％}", ["S026 11:22-25"]),
        ("{growth: {at_least: 15}}", ["S027 11:31-33"]),
        ("{growth: {at_least: 0.15}}", ["S027 11:31-35"]),
        ("{growth: {at_least: １５％}}", ["S026 11:31-34"]),
        ("{growth: {at_least: fast}}", ["S023 11:31-35"]),
        ("{at_least: 15%}", ["S063 11:22-25"]),
        ("{between: [1, 2%]}", ["S063 11:25-27"]),
        ("{increase: {at_least: 15%}}", ["S063 11:33-36"]),
        ("{average_increase: {at_most: 15%}}", ["S063 11:40-43"]),
        ("{about: 15%, tolerance: 1}", ["S063 11:19-22"]),
        ("{total: {at_least: 5}}", ["S064 11:12-17"]),
        ("{rank: 3}", ["S064 11:12-16"]),
        ("{done: true}", ["S064 11:12-16"]),
        ("{rank: 0}", ["S023 11:18-19"]),
        ("{rank: 1.5}", ["S023 11:18-21"]),
        ("{rank: first}", ["S023 11:18-23"]),
        ("{done: false}", ["S023 11:18-23"]),
        ("{done: 1}", ["S023 11:18-19"]),
        ("{above_series: GDP}", ["S023 11:26-29"]),
        ("{above_series: gdp}", ["S036 11:26-29", "S058 12:15-18"]),
        ("{decrease: {at_least: -5}}", ["S066 11:33-35"]),
        ("{decrease: {between: [-5, 5]}}", ["S066 11:33-35"]),
        ("{reduction: {about: -5%, tolerance: 1}}", ["S066 11:31-34"]),
        ("{reduction: {at_most: 101%}}", ["S066 11:33-37"]),
        ("{growth: {at_least: -101%}}", ["S066 11:31-36"]),
        ("{average_growth: {at_least: -100.1%}}", ["S066 11:39-46"]),
        ("{at_leest: 5}", ["S021 11:12-20"]),
        ("{at_leest: 5, at_most: 6}", ["S021 11:12-20"]),
        ("1000", ["S023 11:11-15"]),
        ("[at_least, 5]", ["S023 11:11-24"]),
        ("", ["S023 11:10-10"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_goal(goal: str, found: list[str]) -> None:
    plan, findings = load_fragment(target_text(goal))
    assert described(findings) == found
    assert {finding.target for finding in findings} == {"firms"}
    # A target with an error is left out, the plan stays.
    assert plan is not None
    assert plan.targets == ()


@pytest.mark.parametrize(
    ("goal", "measure", "fits"),
    [
        ("{at_least: 3}", "rank", False),
        ("{more_than: 3}", "rank", False),
        ("{between: [1, 3]}", "rank", True),
        ("{less_than: 4}", "rank", True),
        ("{decrease: {at_least: 3}}", "rank", True),
        ("{growth: {at_least: 3%}}", "rank", False),
        ("{average_increase: {at_least: 3}}", "rank", False),
        ("{total: {at_least: 3}}", "rank", False),
        ("{at_least: 1}", "event", False),
        ("{growth: {at_least: 3%}}", "event", False),
        ("{increase: {at_least: 3}}", "event", False),
        ("{done: true}", "flow", False),
        ("{rank: 1}", "index", False),
        ("{rank: 1}", "event", False),
        ("{done: true}", "rank", False),
        ("{total: {at_least: 3}}", "ratio", False),
        ("{total: {at_least: 3}}", "index", False),
        ("{reduction: {at_least: 3%}}", "ratio", True),
        ("{increase: {at_least: 3}}", "ratio", True),
    ],
)
def test_the_measure_decides_which_goals_there_are(goal: str, measure: str, fits: bool) -> None:
    findings = load_fragment(target_text(goal, measure=measure))[1]
    assert [finding.code for finding in findings] == ([] if fits else ["S064"])


@pytest.mark.parametrize(
    ("goal", "got", "count"), [("{}", "none", 0), ("{at_least: 1, at_most: 2}", "at_least, at_most", 2)]
)
def test_the_comparators_that_stand_there_are_named(goal: str, got: str, count: int) -> None:
    arguments = load_fragment(target_text(goal))[1][0].arguments
    found = arguments["got"]
    assert (found.en if isinstance(found, Text) else found, arguments["count"]) == (got, count)


def test_what_a_goal_can_be_for_is_said() -> None:
    finding = load_fragment(target_text("{rank: 3}"))[1][0]
    assert finding.arguments == {
        "field": "targets.firms.goal.rank",
        "got": "rank",
        "measure": "stock",
        "wanted": "rank",
    }
