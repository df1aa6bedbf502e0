"""Published progress cases: a few typed in with their sources, the whole groups from the golden folder when present."""

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from planck.engine.outcome import Outcome
from planck.engine.paths import LINEAR, path_value
from planck.model import Missing
from tests.golden.folder import golden
from tests.judging import course, judge, series

# PyPSA-Ariadne, pull request 91: German emissions as a share of 1990, projection against the climate law's path.
ARIADNE = [
    (2020, 0.61, 0.728, True),
    (2025, 0.557, 0.573, True),
    (2035, 0.268, 0.265, False),
    (2040, 0.177, 0.135, False),
]


def _law() -> dict[str, Any]:
    # The law turns negative in 2045, so no compound rate exists; lower is better.
    return {
        "base": 1990.0,
        "due": 2045.0,
        "baseline": 1.0,
        "high": -0.02,
        "milestones": {year: law for year, _, law, _ in ARIADNE},
    }


@pytest.mark.parametrize(("year", "projection", "law", "met"), ARIADNE)
def test_staged_path_with_a_negative_end(year: int, projection: float, law: float, met: bool) -> None:
    progress = judge({float(year): projection}, **_law()).outcome
    assert progress.path_value.value[0] == pytest.approx(law)
    assert progress.gap.value[0] == pytest.approx(projection - law)
    assert bool(progress.on_path[0]) is met


def test_the_typed_cases_are_the_golden_ones() -> None:
    cases = golden("progress.json")["groups"]["staged_path_negative_end"]["cases"]
    assert [(case["year"], case["projection"], case["law"], case["met"]) for case in cases] == ARIADNE
    for case in cases:
        progress = judge({float(case["year"]): case["projection"]}, **_law()).outcome
        assert progress.gap.value[0] == pytest.approx(case["gap"], abs=5e-4)


def test_okr_ahead_and_behind_as_planview_prints_them() -> None:
    # success.planview.com, OKR Health: 60 % done where 50 % was expected is ahead; 20 % where 40 % was is behind.
    halfway: dict[str, Any] = {"base": 0.0, "due": 1.0, "baseline": 0.0, "low": 100.0, "method": "pacing_within_ten"}
    assert judge({0.5: 60}, **halfway).status == "ahead"
    assert judge({0.4: 20}, **halfway).status == "behind"


def test_okr_confidence_as_upraise_prints_it() -> None:
    # amoeboids.atlassian.net: on track from 0.95 of the ideal progress, at risk below 0.75.
    for actual, status in ((0.95, "on_track"), (0.94, "falling_behind"), (0.74, "at_risk")):
        ideal = judge({0.5: 50 * actual}, base=0.0, due=1.0, baseline=0.0, low=100.0, method="pacing")
        assert ideal.status == status


def test_okr_group_of_the_golden_folder() -> None:
    done = set()
    for case in golden("progress.json")["groups"]["okr_pacing"]["cases"]:
        given, wanted = case["in"], case["out"]
        if "progress" in given:
            time = given["expected"] / 100
            verdict = judge(
                {time: given["progress"]}, base=0.0, due=1.0, baseline=0.0, low=100.0, method="pacing_within_ten"
            )
            assert verdict.status == wanted["status"]
        elif "actual_over_ideal" in given:
            verdict = judge(
                {0.5: 50 * given["actual_over_ideal"]}, base=0.0, due=1.0, baseline=0.0, low=100.0, method="pacing"
            )
            assert verdict.status == wanted["status"].replace(" ", "_")
        elif "elapsed_share" in given:
            found = Outcome(
                course(base=0, due=1, baseline=given["min"], low=given["max"]), series({given["elapsed_share"]: 1.0}), 0
            )
            assert found.path_value.value[0] == wanted["expected"]
        else:
            # Planview's average of on-track targets, rounded to a whole number.
            assert round(sum(given["mean_of"]) / len(given["mean_of"])) == wanted["value"]
        done.add(next(iter(given)))
    assert done == {"progress", "mean_of", "actual_over_ideal", "min"}


def test_traps_of_the_golden_folder() -> None:
    cases = golden("progress.json")["groups"]["traps"]["cases"]
    judged = 0
    for case in cases:
        given = case["in"]
        if isinstance(given, dict) and {"base", "current", "target"} <= set(given):
            judged += 1
            _trap(given, case["out"])
        else:
            assert str(given) in ELSEWHERE
    assert judged == 7


# The group of every published case, and the test that holds it.
HELD = {
    "statcan_published_series": "test_statcan.test_190_of_the_190_series_as_tracks",
    "statcan_published_aggregate": "test_statcan.test_16_of_the_16_aggregates_shown",
    "statcan_status_flips": "test_statcan.test_published_flips_of_status",
    "open_sdg_acceptance": "test_statcan.test_acceptance_cases_of_open_sdg",
    "statcan_score_map": "test_statcan.test_score_map",
    "statcan_rules": "test_statcan.test_published_rules",
    "eurostat_as_coded_by_eustat": "test_published.test_eurostat_group",
    "unsd2023_published_by_eustat": "test_published.test_unsd_group",
    "unsd2023_thresholds_no_target": "test_published.test_unsd_without_a_goal",
    "unsd2022_cr": "test_published.test_unsd_of_2022",
    "germany_dns_weather": "test_published.test_weather_group",
    "aarr": "test_published.test_reduction_group",
    "billionaire_paths": "test_published.test_scenario_paths",
    "okr_pacing": "test_progress.test_okr_group_of_the_golden_folder",
    "bands": "test_published.test_bands_group",
    "escap_csi": "test_published.test_status_index",
    "traps": "test_progress.test_traps_of_the_golden_folder",
    "staged_path_negative_end": "test_progress.test_the_typed_cases_are_the_golden_ones",
}


def test_every_golden_group_has_its_test() -> None:
    assert set(golden("progress.json")["groups"]) == set(HELD)
    for name, where in HELD.items():
        module, test = where.split(".")
        source = inspect.getsource(getattr(importlib.import_module(f"tests.golden.{module}"), test))
        # The test itself reads the group, by a name in quotes.
        assert f'"{name}"' in source, name


# Traps that are no series of figures, and the test that holds each.
ELSEWHERE = {
    "{'achievement': 14.6, 'threshold': 15}": "render/test_numbers.py: two numbers that would print alike",
    "baseline equal to target": "engine/test_schedule.py: test_baseline_equal_to_the_goal_divides_by_nothing",
    "{'series_scores': [5, -5]}": "test_statcan.py: test_some_aggregates_as_published; render/test_summary.py names the worst",
    "direction omitted for a target above the baseline": "the goal's form gives the direction: load/test_plan_goal.py",
    "{'base_year': 2015, 'target_year': 2015}": "engine/test_schedule.py: test_a_goal_date_equal_to_the_base_is_refused",
}


def _trap(given: dict[str, Any], wanted: object) -> None:
    down = given.get("direction", "increase" if given["target"] >= given["base"] else "decrease") == "decrease"
    base, due = float(given.get("base_year", 0)), float(given.get("target_year", 3))
    bound: dict[str, Any] = {"high" if down else "low": given["target"]}
    found = judge(
        {float(given.get("current_year", 2)): given["current"]}, base=base, due=due, baseline=given["base"], **bound
    )
    way: Any = found.outcome.way.at(0)
    if isinstance(wanted, dict):
        assert not isinstance(way, Missing)
        assert way * 100 == pytest.approx(wanted["progress_percent"])
    elif str(wanted).startswith("on track"):
        assert (found.status, way) == ("ahead", pytest.approx(0.9))
    elif str(wanted).startswith("far off track"):
        assert (found.status, way) == ("off_track", pytest.approx(0.02))
    elif str(wanted).startswith("assessable"):
        assert (found.status, way) == ("off_track", pytest.approx(1 / 7))
    elif str(wanted).startswith("was met"):
        assert (found.status, found.reason) == ("reversing", "lost")
    else:
        assert str(wanted).startswith("met, but up 78 %")
        assert found.status == "achieved_early"
        assert found.outcome.worsening[0]


def test_linear_path_between_milestones() -> None:
    import numpy as np

    knots = np.array([[0.0, 10.0, 30.0]])
    times = np.array([0.0, 1.0, 2.0])
    assert path_value(LINEAR, np.array([1.5]), times, knots)[0] == 20
    assert np.isnan(path_value(LINEAR, np.array([-1.0]), times, knots)[0])


COUNTS = re.compile(r"def test_\w*?(\d+)_of_the_(\d+)_")
ROW = re.compile(r"^\|[^|]+\| ([\d,]+) \| ([\d,]+) \|", re.MULTILINE)


def test_every_row_of_the_table_of_published_results_is_a_test() -> None:
    # The table says cases and matched, the name of a test matched of cases.
    root = Path(__file__).parents[2]
    told = [
        tuple(number.replace(",", "") for number in row) for row in ROW.findall((root / "README.md").read_text("utf-8"))
    ]
    tests = [
        path.read_text("utf-8") for room in ("golden", "score") for path in (root / "tests" / room).glob("test_*.py")
    ]
    held = [(cases, matched) for text in tests for matched, cases in COUNTS.findall(text)]
    assert len(told) > 10
    assert sorted(told) == sorted(held)
