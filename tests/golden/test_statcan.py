"""Statistics Canada's published statuses and scores: all of the golden folder, and some typed in with their source."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planck.assess.plan import assess_plan, with_method
from planck.cli.app import run
from planck.load.plan.plan import load_plan
from planck.load.scoring.model import load_model
from planck.model import Assessment, Missing, Plan
from planck.model.scorecard import Unscored
from planck.score.run import Wish, score
from tests.golden.folder import golden
from tests.golden.measures import aggregate, from_ideal, from_ratio, without_zero
from tests.golden.tracks import SIGN, by, growing, tracks, with_ratio
from tests.judging import track
from tests.scoring.building import card_of, columns, document, judged, model, table
from tests.scoring.building import number as number_of

# sdg-data-canada-odd-donnees, published July 2026: series, its points, goal, direction, limit; ratio or growth, score.
PUBLISHED: list[tuple[dict[str, Any], str, float | None, float]] = [
    (
        {
            "base_year": 2015,
            "base_value": 14.5,
            "current_year": 2023,
            "current_value": 10.4,
            "target": 7.25,
            "target_year": 2030,
            "direction": "decrease",
        },
        "moderate_progress",
        0.9010899546976208,
        2.1506954374096354,
    ),
    (
        {"base_year": 2015, "base_value": 178.8, "current_year": 2025, "current_value": 173.3, "direction": "decrease"},
        "limited_progress",
        0.003119490847657058,
        -0.9402545761714709,
    ),
    # To zero: a total loss, which a rate can say, and the goal is met.
    (
        {
            "base_year": 2015,
            "base_value": 0.79,
            "current_year": 2024,
            "current_value": 0.0,
            "target": 0.5,
            "target_year": 2030,
            "direction": "decrease",
        },
        "target_achieved",
        33.2948132017689,
        5.0,
    ),
    # Met at the start and lost again: a plain ratio of growth would be on track in both.
    (
        {
            "base_year": 2015,
            "base_value": 68.5534591194968,
            "current_year": 2023,
            "current_value": 46.7336683417085,
            "target": 55.0,
            "target_year": 2026,
            "direction": "increase",
        },
        "deterioration",
        -2.3587220377696703,
        -5.0,
    ),
    (
        {
            "base_year": 2016,
            "base_value": 7.8,
            "current_year": 2025,
            "current_value": 13.5,
            "target": 10.0,
            "target_year": 2028,
            "direction": "decrease",
        },
        "deterioration",
        -3.0040533889075847,
        -5.0,
    ),
    # The goal stands at the start: no growth is needed, so there is no ratio, and it is met.
    (
        {
            "base_year": 2015,
            "base_value": 2.5,
            "current_year": 2023,
            "current_value": 2.5,
            "target": 2.5,
            "target_year": 2030,
            "direction": "decrease",
        },
        "target_achieved",
        None,
        5.0,
    ),
]


def _agrees(case: dict[str, Any], wanted: tuple[str, float | None, float | None]) -> None:
    verdicts = by("statcan", tracks([case]))
    assert str(verdicts.status[0]) == wanted[0]
    assert verdicts.quantity
    assert verdicts.score
    for number, expected in ((verdicts.quantity, wanted[1]), (verdicts.score, wanted[2])):
        assert number.value[0] == pytest.approx(np.nan if expected is None else expected, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(("case", "status", "value", "score"), PUBLISHED)
def test_published_series(case: dict[str, Any], status: str, value: float | None, score: float) -> None:
    _agrees(case, (status, value, score))


def test_190_of_the_190_series_as_tracks() -> None:
    cases = golden("progress.json")["groups"]["statcan_published_series"]["cases"]
    assert len(cases) == 190
    verdicts = by("statcan", tracks([case["in"] for case in cases]))
    assert verdicts.quantity
    assert verdicts.score
    # What the source calls not available, planck calls not assessed, and says why.
    assert [status.replace("not_assessed", "not_available") for status in verdicts.status.tolist()] == [
        case["out"]["status"] for case in cases
    ]
    for number, key in ((verdicts.quantity, "value"), (verdicts.score, "score")):
        wanted = [np.nan if case["out"][key] is None else case["out"][key] for case in cases]
        np.testing.assert_allclose(number.value, wanted, rtol=0, atol=1e-9)
    why = {verdicts.quantity.at(int(row)) for row in np.flatnonzero(verdicts.status == "not_assessed")}
    assert why == {Missing.NO_FIGURE_AFTER_BASELINE, Missing.NO_FIGURE}


# The same series as a plan with a table of targets: goals, base years and natural limits of their own, 79 with a goal.

HEAD = """planck: 1
plan: canada
title: {en: Canada}
region: {name: Canada}
period: {base: 2000, start: 2001, end: 2035}
method: statcan
targets: targets.csv
"""
Points = list[tuple[str, str, int, float]]
# Methods that look at two end points, so that what lies between them plays no part.
OF_TWO_POINTS = ("statcan", "eurostat", "eurostat_eustat", "unsd", "unsd_2022", "escap", "healthy_people")


def _cell(value: object) -> str:
    return "" if value is None else repr(value)


def _table_of(cases: Sequence[Mapping[str, Any]], *, typed: bool = True, unit: str = "") -> str:
    """A row a series; without its baseline typed, it is the figure of its base year."""
    lines = ["id,goal,direction,due,baseline,base,limit" + ",unit" * bool(unit)]
    for number, given in enumerate(cases):
        way = "down" if given.get("direction") == "decrease" else "up"
        base = None if given.get("base_value") is None else given["base_year"]
        start = given.get("base_value") if typed else None
        cells = (given.get("target"), way, given.get("target_year") or 2035, start, base)
        shown = [way if cell is way else _cell(cell) for cell in (*cells, given.get("limit"))]
        lines.append(",".join((f"s{number}", *shown, *([unit] if unit else []))))
    return "\n".join(lines) + "\n"


def _plan_of(cases: Sequence[Mapping[str, Any]], *, typed: bool = True, unit: str = "") -> Plan:
    targets = document(_table_of(cases, typed=typed, unit=unit), "targets.csv")
    found, findings = load_plan(document(HEAD, "plan.yaml"), lambda _: targets)
    assert found is not None
    assert [one.code for one in findings if one.blocking] == []
    return found


def _ends(cases: Sequence[Mapping[str, Any]]) -> Points:
    pairs = [("base_year", "base_value"), ("current_year", "current_value")]
    return list(
        dict.fromkeys(
            ("", f"s{number}", int(given[year]), float(given[value]))
            for number, given in enumerate(cases)
            for year, value in pairs
            if given.get(value) is not None
        )
    )


def _between(cases: Sequence[Mapping[str, Any]]) -> Points:
    """Figures of every year between, on this side of the goal and on that one in turn."""
    return [
        (
            "",
            f"s{number}",
            year,
            min(
                (given.get("target") or given["base_value"]) * (1.3 if year % 2 else 0.7),
                given.get("limit") or math.inf,
            ),
        )
        for number, given in enumerate(cases)
        if given.get("base_value") is not None and given.get("current_value") is not None
        for year in range(int(given["base_year"]) + 1, int(given["current_year"]))
    ]


def _through(of: Plan, points: Points) -> list[Assessment]:
    return list(assess_plan(of, columns(points), None).assessments)


def test_190_of_the_190_series_through_a_plan() -> None:
    cases = golden("progress.json")["groups"]["statcan_published_series"]["cases"]
    given = [case["in"] for case in cases]
    assert len([case for case in given if case.get("target") is not None]) == 79
    wanted = [case["out"]["status"].replace("not_available", "not_assessed") for case in cases]
    found = _through(_plan_of(given), _ends(given))
    assert [one.status for one in found] == wanted
    values = [
        (one.reason.numbers.get("quantity"), case["out"]["value"]) for one, case in zip(found, cases, strict=True)
    ]
    assert all(
        made == pytest.approx(number) for made, number in values if isinstance(made, float) and number is not None
    )
    # With starts from the figures one is refused: 103 beside a goal of 0.1 looks like another unit (cif 6-1-1).
    found = _through(_plan_of(given, typed=False), _ends(given))
    others = [at for at, one in enumerate(found) if one.status != wanted[at]]
    assert [(cases[at]["id"], found[at].status) for at in others] == [("cif/6-1-1#0", "not_assessed")]


def test_190_of_the_190_scores_through_planck_score() -> None:
    cases = golden("progress.json")["groups"]["statcan_published_series"]["cases"]
    given = [case["in"] for case in cases]
    figures = columns(_ends(given))
    text = (Path(__file__).parents[2] / "targets" / "models" / "sdg-score.yaml").read_text(encoding="utf-8")
    of, findings = load_model(document(text))
    assert of is not None, findings
    card = score(of, figures, [assess_plan(_plan_of(given), figures, None)], Wish(explain=("Canada",)))
    made = {one.id: one.points for one in card.explanations[0].contributions}
    wanted = {f"s{number}": case["out"]["score"] for number, case in enumerate(cases)}
    assert {name: None if isinstance(points, Unscored) else points for name, points in made.items()} == {
        name: published if published is None else pytest.approx(published, abs=1e-9)
        for name, published in wanted.items()
    }
    published = [number for number in wanted.values() if number is not None]
    assert card.units[0].score == pytest.approx(sum(published) / len(published))
    # A series without figures leaves the score a range.
    assert -5 < number_of(card.units[0].low) < number_of(card.units[0].score) < number_of(card.units[0].high) < 5


@pytest.mark.parametrize("name", OF_TWO_POINTS)
def test_figures_between_change_no_class_by_any_road(name: str) -> None:
    given = [case["in"] for case in golden("progress.json")["groups"]["statcan_published_series"]["cases"]]
    of = with_method(_plan_of(given), name)
    two, full = _through(of, _ends(given)), _through(of, _ends(given) + _between(given))
    assert [one.status for one in two] == by(name, tracks(given)).status.tolist()
    assert [one.status for one in full] == [one.status for one in two]
    # What planck knows better stands beside the class.
    assert sum("met_then_lost" in one.flags for one in full) == 55


def _changed(case: Mapping[str, Any], **by: Callable[[float], float]) -> dict[str, Any]:
    """A case with what is there of some of its parts changed."""
    return {**case, **{name: change(case[name]) for name, change in by.items() if case.get(name) is not None}}


YEARS, AMOUNTS = ("base_year", "current_year", "target_year"), ("base_value", "current_value", "target", "limit")
# Copies of the published series: what is changed in them, and in what unit their figures come (of the plan: 亿元).
COPIES: Mapping[str, tuple[Callable[[Mapping[str, Any]], dict[str, Any]], str]] = {
    "as published": (dict, "亿元"),
    "seven years later": (lambda case: _changed(case, **dict.fromkeys(YEARS, lambda year: year + 7)), "亿元"),
    "a hundred times as large": (lambda case: _changed(case, **dict.fromkeys(AMOUNTS, lambda x: x * 100)), "亿元"),
    "figures in another unit": (dict, "万元"),
    "a year earlier": (lambda case: _changed(case, current_year=lambda year: year - 1), "亿元"),
    # A figure beyond its natural limit is none that a plan takes.
    "a tenth more": (
        lambda case: _changed(case, current_value=lambda value: min(value * 1.1, case.get("limit") or math.inf)),
        "亿元",
    ),
    "a goal far off": (lambda case: _changed(case, target=lambda value: value * 3), "亿元"),
    "below zero": (
        lambda case: {**_changed(case, **dict.fromkeys(AMOUNTS, lambda value: -value)), "limit": None},
        "亿元",
    ),
    "from zero": (lambda case: _changed(case, base_value=lambda _: 0.0), "亿元"),
}
SAME = ("as published", "seven years later", "a hundred times as large", "figures in another unit")


@pytest.mark.parametrize("name", OF_TWO_POINTS)
@pytest.mark.parametrize("copy", COPIES)
def test_a_plan_and_a_track_agree_on_copies_of_every_series(copy: str, name: str) -> None:
    change, unit = COPIES[copy]
    published = [case["in"] for case in golden("progress.json")["groups"]["statcan_published_series"]["cases"]]
    given = [change(case) for case in published]
    times = 10_000 if unit == "万元" else 1
    rows = [("", at, year, value * times, unit) for _, at, year, value in _ends(given)]
    figures = columns(rows, "region,indicator,period,value,unit", noted=True)
    of = with_method(_plan_of(given, unit="亿元"), name)
    found = [one.status for one in assess_plan(of, figures, None).assessments]
    assert found == by(name, tracks(given)).status.tolist()
    if copy in SAME:
        assert found == by(name, tracks(published)).status.tolist()


# Which scores belong to one sub-indicator; the golden file says only that there are groups.
GROUPS = {"gif/16-3-1": [0, 0, 1], "gif/9-c-1": [0, 1, 0, 2]}
BORDERS = (("substantial_progress", 2.5), ("moderate_progress", 0), ("limited_progress", -2.5), ("deterioration", -5))
GRADES = "grades: [" + ", ".join(f"{{grade: {name}, at_least: {border}}}" for name, border in BORDERS) + "]\n"


def _model_of(groups: Sequence[int]) -> str:
    """A model whose domains are the sub-indicators; a series that is none of several stands for itself."""
    domains: dict[int, str] = {}
    for number, group in enumerate(groups):
        domains[group] = domains.get(group, "") + f"s{number}: {{normalise: as_is}}, "
    parts = "".join(f"  g{group}: {{indicators: {{{own}}}}}\n" for group, own in domains.items())
    return f"full: 5\n{GRADES}domains:\n{parts}"


def test_16_of_the_16_aggregates_shown() -> None:
    # Two of them need a second level: a mean of sub-indicators, each the mean of its series.
    cases = golden("progress.json")["groups"]["statcan_published_aggregate"]["cases"]
    assert len(cases) == 16
    for case in cases:
        assert case["in"]["nested_groups"] is (case["id"] in GROUPS)
        scores = case["in"]["series_scores"]
        rows: Points = [("A", f"s{at}", 2025, score) for at, score in enumerate(scores) if score is not None]
        [unit] = card_of(_model_of(GROUPS.get(case["id"], list(range(len(scores))))), rows).units
        assert unit.score == pytest.approx(case["out"]["score"], abs=1e-9)
        assert unit.grade == case["out"]["status"]


def test_a_plan_has_sub_indicators_as_domains() -> None:
    # Hand: growth made over needed is 1 (2.857), 0.6 (0) and 0 (-2.5); the first two are one sub-indicator.
    def one(name: str, domain: str) -> str:
        return f"  {name}: {{name: {{zh: {name}}}, measure: stock, unit: 件, domain: {domain}, baseline: 100, goal: {{at_least: 200}}, path: compound}}\n"

    body = "full: 5\ndomains: {x: {targets: {domain: x, of: progress_score}}, y: {targets: {domain: y, of: ratio}}}\n"
    rows: Points = [
        ("甲", "a", 2022, 100 * 2**0.4),
        ("甲", "b", 2022, 100 * (1 + 0.6 * (2**0.2 - 1)) ** 2),
        ("甲", "c", 2022, 100.0),
    ]
    result = judged(one("a", "x") + one("b", "x") + one("c", "y"), rows)
    [unit] = score(model(body), columns(rows), [result]).units
    scores = [domain.score for domain in unit.domains]
    assert scores == pytest.approx([(2.8572 + 0) / 2, -2.5], abs=2e-4)
    assert unit.score == pytest.approx((scores[0] + scores[1]) / 2)  # type: ignore[operator]


def test_some_aggregates_as_published() -> None:
    # cif/11-7-1 and gif/8-a-1: two series that pull apart read as moderate, which planck says is mixed.
    low = aggregate([-3.842343121245121, -3.7120450615348832])
    assert low
    assert low.score == pytest.approx(-3.777194091390002, abs=1e-12)
    assert (low.status, low.mixed) == ("deterioration", False)
    apart = aggregate([-5.0, 5.0])
    assert apart
    assert (apart.score, apart.status, apart.worst, apart.mixed) == (0.0, "moderate_progress", "deterioration", True)
    # Target achieved needs every series to have met its goal, whatever the mean is.
    every, one = aggregate([5.0, 5.0], met=[True, True]), aggregate([5.0, 5.0], met=[True, False])
    assert every
    assert one
    assert (every.status, one.status) == ("target_achieved", "substantial_progress")
    assert aggregate([None, None]) is None


# The goals of the flipped series that have one, from the published list; those of 3-4-1 are two thirds of the start as
# it was first published, with two decimals.
GOALS = {
    "8-6-1": (244715.0, 2026),
    "12-1-1": (60.0, 2030),
    "4-6-1": (100.0, 2030),
    "1-4-1": (100.0, 2030),
    "3-4-1 / Cerebrovascular": (25.67, 2030),
    "3-4-1 / Diseases": (95.87, 2030),
}
LIMITED = ("4-a-1", "3-5-1")
STARTS = {"3-3-1": 2011, "4-6-1": 2012, "12-2-1": 2018, "11-4-1": 2023}


def _side(series: str, side: dict[str, Any]) -> dict[str, Any]:
    name = series.split(" ")[0]
    start = STARTS.get(name, 2015)
    growth = (side["value"] / side["base"]) - 1
    case = {
        "base_year": start, "base_value": side["base"], "current_year": side["year"], "current_value": side["value"],
        "limit": 100 if name in LIMITED else None,
    }  # fmt: skip
    goal, due = next((goal for of, goal in GOALS.items() if series.startswith(of)), (None, None))
    wanted = "increase" if (growth >= 0) == (side["progress"] >= 0) else "decrease"
    return {**case, "target": goal, "target_year": due, "direction": wanted}


def test_published_flips_of_status() -> None:
    group = golden("progress.json")["groups"]["statcan_status_flips"]
    seen = 0
    for case in group["cases"]:
        for side in (case["before"], case["after"]):
            if side["progress"] is None:
                assert side["status"] == "not_available"
                continue
            given = _side(case["series"], side)
            verdicts = by("statcan", tracks([given]))
            if case["series"].startswith("7-3-1"):
                # Its goal is not among the published ones: the one that the published ratio implies.
                rate = (side["value"] / side["base"]) ** (1 / (side["year"] - 2015)) - 1
                given |= {"target": side["base"] * (1 + rate / side["progress"]) ** 15, "target_year": 2030}
                verdicts = by("statcan", tracks([given]))
            assert verdicts.quantity
            assert verdicts.quantity.value[0] == pytest.approx(side["progress"], abs=1e-9), case["series"]
            assert str(verdicts.status[0]) == side["status"], case["series"]
            seen += 1
        assert case["before"]["status"] != case["after"]["status"]
    assert (len(group["cases"]), seen) == (26, 45)


def _stated(case: dict[str, Any]) -> bool:
    """Whether both vintages have a number; the goal of 7-3-1 is not among the published ones."""
    both = (case["before"]["progress"], case["after"]["progress"])
    return None not in both and not case["series"].startswith("7-3-1")


def test_19_of_the_19_flips_through_planck_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = list(filter(_stated, golden("progress.json")["groups"]["statcan_status_flips"]["cases"]))
    sides = {name: [_side(case["series"], case[name]) for case in cases] for name in ("before", "after")}
    for name, given in sides.items():
        (tmp_path / f"{name}.csv").write_text(table(_ends(given)), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "targets.csv").write_text(_table_of(sides["before"], typed=False), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("before.csv", "after.csv", "plan.yaml")]
    run(["diff", *files[:2], "--with", files[2], "--output-format", "json"])
    flips = json.loads(capsys.readouterr().out)["changes"]["flips"]
    assert {one["target"]: (one["old"], one["new"]) for one in flips} == {
        f"s{number}": (case["before"]["status"], case["after"]["status"]) for number, case in enumerate(cases)
    }
    assert len(flips) == 19


def test_a_flip_that_was_a_partial_year_published_as_a_whole() -> None:
    # sdg-data-canada-odd-donnees, commit 33c31ddd9: 14.63 in 2024, then 8.88 in 2025 with quarters missing; goal 60.
    points = {"base_year": 2015, "base_value": 0.37, "target": 60, "target_year": 2030, "direction": "increase"}
    found = by(
        "statcan",
        tracks(
            [
                {**points, "current_year": 2024, "current_value": 14.63},
                {**points, "current_year": 2025, "current_value": 8.88},
            ]
        ),
    )
    assert found.status.tolist() == ["substantial_progress", "moderate_progress"]
    assert found.quantity
    assert found.quantity.value.tolist() == pytest.approx([1.249622415033452, 0.9262871793838086], abs=1e-12)


ACCEPTANCE = {"Deterioration": "deterioration", "On track": "substantial_progress"}


def test_acceptance_cases_of_open_sdg() -> None:
    # tests/features/ProgressStatus.feature: base 10, then 30 with goal 1; base 5, then 6 with goal 9.
    up, down = {"direction": "increase"}, {"direction": "decrease"}
    years = {"base_year": 2015, "current_year": 2016, "target_year": 2030}
    typed = [
        ({**years, **down, "base_value": 10, "current_value": 30, "target": 1, "limit": 1}, "Deterioration"),
        ({**years, **up, "base_value": 5, "current_value": 6, "target": 9, "limit": 9}, "On track"),
    ]
    for case, wanted in typed:
        assert str(by("statcan", tracks([case])).status[0]) == ACCEPTANCE[wanted]
    given = golden("progress.json")["groups"]["open_sdg_acceptance"]["cases"]
    assert [(case["in"], case["out"]["status"]) for case in given] == typed


def _score(given: dict[str, float]) -> float:
    if "ratio" in given:
        return float(by("statcan", with_ratio(given["ratio"])).score.value[0])  # type: ignore[union-attr]
    assert given["C"] == 1
    return float(by("statcan", growing(given["cagr"])).score.value[0])  # type: ignore[union-attr]


# Figures 1 and 2 of docs/progress-methodology.md.
SCORES: list[tuple[dict[str, float], float]] = [
    ({"cagr": -0.02, "C": 1}, -5), ({"cagr": 0, "C": 1}, -2.5), ({"cagr": 0.015, "C": 1}, 2.5), ({"cagr": 0.02, "C": 1}, 5),
    ({"cagr": 0.05, "C": 1}, 5), ({"ratio": -0.6}, -5), ({"ratio": 1.3}, 5), ({"ratio": -2}, -5),
]  # fmt: skip


def test_score_map() -> None:
    for given, wanted in SCORES:
        # The published coefficients are rounded: 1.3 comes to 5.00007 and is held to 5, -0.6 to -5.00002.
        assert _score(given) == pytest.approx(wanted, abs=1e-4)
    cases = golden("progress.json")["groups"]["statcan_score_map"]["cases"]
    assert [(case["in"], case["out"]["score"]) for case in cases] == SCORES


def _published_rule(given: object, wanted: object) -> None:
    if given == "target 0 or base 0":
        assert wanted == "replaced by 0.001"
        assert without_zero([0.0, 5.0]).tolist() == [0.001, 5.0]
    elif given == "2015 missing":
        # The caller's start is the first year that has a figure; every series has years of its own.
        late = track(start_time=[2015, 2016], start=[100, 100], time=2020, value=110, direction=1)
        assert by("statcan", late).quantity.value.tolist() == pytest.approx([1.1**0.2 - 1, 1.1**0.25 - 1])  # type: ignore[union-attr]
    elif given == "fewer than 2 years":
        assert (
            by("statcan", track(start_time=2020, start=5, time=2020, value=5, direction=1)).status[0] == "not_assessed"
        )
    elif given == "mixed signs":
        mixed = by("statcan", track(start_time=2015, start=-5, time=2020, value=4, direction=1))
        assert (mixed.status[0], mixed.quantity.at(0)) == ("not_assessed", Missing.ZERO_OR_SIGN_CHANGE)  # type: ignore[union-attr]
    elif isinstance(given, str):
        assert given.startswith("base == limit")
        at_limit = track(start_time=2015, start=100, time=2020, value=[100, 101, 99], limit=100, direction=1)
        found = by("statcan", at_limit)
        assert found.status.tolist() == ["substantial_progress", "substantial_progress", "deterioration"]
        assert found.score.value.tolist()[:2] == [5, 5]  # type: ignore[union-attr]
    elif isinstance(given, dict) and "goldilocks_ratio" in given:
        assert from_ratio([given["goldilocks_ratio"], given["also"]]).tolist() == [2.0, 2.0]
    else:
        assert isinstance(given, dict)
        assert isinstance(wanted, dict)
        value = given["share"] if "share" in given else given["budget"]
        assert from_ideal([value], given["ideal"]).tolist() == [wanted["transformed"]]


def test_published_rules() -> None:
    cases = golden("progress.json")["groups"]["statcan_rules"]["cases"]
    assert len(cases) == 8
    for case in cases:
        _published_rule(case["in"], case["out"])


def test_all_negative_amounts_turn_the_direction_round() -> None:
    # Hand: -5 to -4 with more wanted is progress, although the size shrinks by a fifth.
    found = by("statcan", track(start_time=0, start=-5, time=1, value=[-4, -6], direction=1))
    assert found.status.tolist() == ["substantial_progress", "deterioration"]


def test_a_limit_counts_only_in_the_wanted_direction() -> None:
    # Hand: from 90 near a ceiling of 100 one per cent a year is much (C = 1 - 0.9 ** 4.44 = 0.374), downwards it is not.
    up = track(start_time=0, start=90, time=1, value=90 * 1.01, limit=100, direction=1)
    down = track(start_time=0, start=90, time=1, value=90 * 0.99, limit=100, direction=-1)
    floor = track(start_time=0, start=[110.0, 250.0], time=1, value=[110 * 0.99, 250 * 0.99], limit=100, direction=-1)
    assert by("statcan", up).status[0] == "substantial_progress"
    assert by("statcan", down).status[0] == "moderate_progress"
    assert by("statcan", floor).status.tolist() == ["substantial_progress", "moderate_progress"]


def test_above_a_floor_the_scale_is_that_of_the_distance_to_it() -> None:
    # Hand: C = 1 - ((2 * 100 - 110) / 100) ** 4.44 = 0.373622. A fall of 0.15 % a year is 0.401 % by that scale, below the
    # 0.5 % of moderate progress: score 500 * 0.00401475 - 2.5. One of 0.2 % is 0.535 %: score 250 * 0.00535301 - 1.25.
    floor = track(start_time=0, start=110, time=1, value=[110 * 0.9985, 110 * 0.998], limit=100, direction=-1)
    found = by("statcan", floor)
    assert found.status.tolist() == ["limited_progress", "moderate_progress"]
    assert found.score is not None
    assert found.score.value.tolist() == pytest.approx([-0.492627, 0.088252], abs=1e-5)


def test_directions_are_never_guessed() -> None:
    with pytest.raises(ValueError, match="direction"):
        track(start_time=2015, start=5, time=2020, value=6, direction=0)
    assert SIGN["decrease"] == -1
