"""Cases of Eurostat, UNSD, Germany, ESCAP, UNICEF and of bands: all of the golden folder, some typed in with sources."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan, with_method
from planck.engine.measured import cagr, floats
from planck.engine.method import METHODS, Track
from planck.engine.methods.aarr import reduction
from planck.engine.methods.escap import status_index
from planck.engine.outcome import LEVELS, Outcome
from planck.model import Comparator, Language, Missing, Quantity
from planck.view.outlook import measured_text
from tests.building import figure, indicator, plan, target
from tests.building import goal as goal_of
from tests.golden.bands import BANDS, within
from tests.golden.folder import golden
from tests.golden.measures import mean_class, parity_index, rate_of_slope
from tests.golden.tracks import by, growing, tracks, with_ratio
from tests.judging import course, series, track


def _group(name: str) -> Any:
    return golden("progress.json")["groups"][name]["cases"]


# EUSTAT-DES/data, scripts/build_data.py.
EUROSTAT = [
    ({"cagr_in_desired_direction": 0.011}, {"status": "significant_progress"}),
    ({"ratio_actual_to_required": 0.95}, {"status": "moderate_progress"}),
    ({"ratio_actual_to_required": 0.6}, {"status": "moderate_deterioration"}),
    ({"ratio_actual_to_required": 0.6}, {"score": 0}),
    ({"mean_score": -2.51}, {"status": "significant_deterioration"}),
]


def _eurostat(given: dict[str, float], wanted: dict[str, Any]) -> None:
    if "mean_score" in given:
        assert mean_class(given["mean_score"])[0] == wanted["status"]
        return
    of = with_ratio(given["ratio_actual_to_required"]) if "ratio_actual_to_required" in given else growing(
        given["cagr_in_desired_direction"]
    )  # fmt: skip
    found = by("eurostat_eustat", of)
    if "status" in wanted:
        assert found.status[0] == wanted["status"]
    else:
        assert found.score is not None
        assert found.score.value[0] == pytest.approx(wanted["score"], abs=1e-9)


@pytest.mark.parametrize(("given", "wanted"), EUROSTAT)
def test_eurostat_as_coded(given: dict[str, float], wanted: dict[str, Any]) -> None:
    _eurostat(given, wanted)


def test_eurostat_group() -> None:
    cases = _group("eurostat_as_coded_by_eustat")
    assert len(cases) == 18
    for case in cases:
        _eurostat(case["in"], case["out"])


def test_eurostat_in_its_own_words() -> None:
    # The same borders; what lies between 0 and 0.6 of the growth needed is insufficient progress.
    found = [str(by("eurostat", with_ratio(ratio)).status[0]) for ratio in (0.96, 0.95, 0.6, 0.0, -0.01)]
    assert found == [
        "significant_progress", "moderate_progress", "insufficient_progress", "insufficient_progress", "movement_away",
    ]  # fmt: skip


# EUSTAT-DES/data, indicators 1-2-2, 3-4-1 and 4-1-E1: status as published, ratio by hand.
UNSD: list[tuple[dict[str, Any], str, float | None]] = [
    ({"base_year": 2016, "base_value": 20.6, "current_year": 2022, "current_value": 19.5, "target": 11.3, "target_year": 2030, "direction": "decrease"}, "fair_progress", 0.266),
    ({"base_year": 2015, "base_value": 9.6, "current_year": 2020, "current_value": 8.0, "target": 6.4, "target_year": 2030, "direction": "decrease"}, "met_or_on_track", 1.264),
    ({"base_year": 2015, "base_value": 0.0, "current_year": 2024, "current_value": 0.0, "target": 70, "target_year": 2030, "direction": "decrease"}, "met_or_on_track", None),
]  # fmt: skip


def _unsd(case: dict[str, Any], status: str, ratio: float | None) -> None:
    found = by("unsd", tracks([case]))
    assert found.status[0] == status
    if ratio is not None:
        assert found.quantity is not None
        assert found.quantity.value[0] == pytest.approx(ratio, abs=5e-4)


@pytest.mark.parametrize(("case", "status", "ratio"), UNSD)
def test_unsd(case: dict[str, Any], status: str, ratio: float | None) -> None:
    _unsd(case, status, ratio)


def test_unsd_group() -> None:
    cases = _group("unsd2023_published_by_eustat")
    assert len(cases) == 5
    for case in cases:
        _unsd(case["in"], case["out"]["status"].replace(" ", "_"), case["out"]["ratio"])


def test_unsd_within_a_point_of_all() -> None:
    # Hand: 99.2 % of a goal of 100 % counts as met from any start, also from none; 99.2 of 100 firms does not.
    points = {"start_time": 2015, "start": 0.0, "time": 2024, "value": 99.2, "goal": 100.0, "due": 2030, "direction": 1}
    share, count = track(**points, percent=True), track(**points)
    assert by("unsd", share).status[0] == "met_or_on_track"
    assert by("unsd", share).quantity.at(0) is Missing.ZERO_OR_SIGN_CHANGE  # type: ignore[union-attr]
    assert by("unsd", count).status[0] == "not_assessed"


# EUSTAT-DES/site, metodologia.md: growth a year without a goal.
UNSD_TREND = [
    (0.02, "increase", 3), (0.0199, "increase", 2), (0.0049, "increase", 1),
    (-0.02, "decrease", 3), (-0.005, "decrease", 2), (-0.0049, "decrease", 1),
]  # fmt: skip


def test_unsd_without_a_goal() -> None:
    for rate, direction, score in UNSD_TREND:
        assert by("unsd", growing(rate, direction)).score.value[0] == score  # type: ignore[union-attr]
    cases = _group("unsd2023_thresholds_no_target")
    assert [(one["in"]["cagr"], one["in"]["direction"], one["out"]["score"]) for one in cases] == UNSD_TREND


# cwtravisyip/unsd_global_database, int_func.py; the class below -0.1 is deterioration there.
CR = [(0.951, "substantial/on track"), (0.94, "fair"), (0.49, "limited or none"), (-0.1, "limited or none")]
CR_CLASSES = {
    "substantial/on track": "substantial_or_on_track",
    "fair": "fair_progress",
    "limited or none": "limited_or_no_progress",
}


def test_unsd_of_2022() -> None:
    for ratio, wanted in CR:
        assert by("unsd_2022", with_ratio(ratio)).status[0] == CR_CLASSES[wanted]
    assert by("unsd_2022", with_ratio(-0.11)).status[0] == "deterioration"
    assert [(case["in"]["cr"], case["out"]["status"]) for case in _group("unsd2022_cr")] == CR


# dns-indikatoren.de/en/status: the last six values, goal, years left; symbol, missed share of the remaining gap.
WEATHER = [
    ([50, 52, 54, 56, 58, 60], 72, 6, "sun", 0.0),
    ([50, 52, 54, 56, 58, 60], 72.5, 6, "sun", 0.04),
    ([50, 52, 54, 56, 58, 60], 76, 6, "cloud", 0.25),
    ([55, 55, 55, 55, 55, 55], 75, 6, "thunder", 1.0),
    ([100, 90, 80, 70, 60, 50], 20, 3, "sun", 0.0),
]


def _yearly(values: list[float], *, goal: float = np.nan, left: float = np.nan, direction: float = 1.0) -> Track:
    """A track of yearly values of which the last is judged."""
    last = len(values) - 1
    ends = track(
        start_time=0.0, start=values[0], time=last, value=values[-1], goal=goal, due=last + left, direction=direction
    )
    return replace(ends, times=np.arange(len(values), dtype=np.float64)[None], values=floats(values)[None])


def _weather(values: list[float], goal: float, left: float, symbol: str, missed: float) -> None:
    found = by("dns", _yearly(values, goal=goal, left=left, direction=np.sign(goal - values[0])))
    assert found.quantity is not None
    assert (str(found.status[0]), max(0.0, 1 - found.quantity.value[0])) == (symbol, pytest.approx(missed, abs=1e-9))


@pytest.mark.parametrize(("values", "goal", "left", "symbol", "missed"), WEATHER)
def test_weather(values: list[float], goal: float, left: float, symbol: str, missed: float) -> None:
    _weather(values, goal, left, symbol, missed)


UP, DOWN = [50.0, 52, 54, 56, 58, 60], [60.0, 58, 56, 54, 52, 50]


def _symbol(of: Track) -> str:
    return str(by("dns", of).status[0])


def _words(case: str, wanted: Any) -> None:
    match case:
        case "target already met before its year, average change not worsening":
            assert _symbol(_yearly(UP, goal=58, left=4)) == wanted["symbol"]
        case "target already met, average change worsening":
            assert _symbol(_yearly(DOWN, goal=48, left=4)) == wanted["symbol"]
        case "yearly ceiling missed, average change not improving":
            # A ceiling of 40 that binds every year, through the plan's own form of it: the path is to hold.
            held = course(base=0, due=9, baseline=np.nan, high=40.0, path="hold")
            figures = series({float(year + 1): value for year, value in enumerate(UP)})
            chosen = METHODS["dns"]
            found = chosen.judge(Outcome(held, figures, 6), chosen.with_borders({}))
            assert (str(found.status[0]), str(found.reason[0])) == (wanted["symbol"], "hold_broken")
        case "direction only: average right, last change right":
            assert _symbol(_yearly(UP)) == wanted["symbol"]
        case "direction only: average wrong or zero, last right":
            assert _symbol(_yearly([60, 55, 52, 50, 49, 51])) == wanted["symbol"]
        case "direction only: both wrong":
            assert _symbol(_yearly(DOWN)) == wanted["symbol"]
        case "several targets in different years":
            # A milestone of 66 three years on is on its way at two a year; the goal of 90 six years on is not.
            staged = course(base=0, due=11, baseline=50.0, low=90.0, milestones={8.0: 66.0})
            figures = series({float(year): value for year, value in enumerate(UP)})
            chosen = METHODS["dns"]
            found = chosen.judge(Outcome(staged, figures, 5), chosen.with_borders({}))
            assert (str(found.status[0]), found.quantity.value[0]) == ("sun", pytest.approx(1.0))  # type: ignore[union-attr]
            plain = Outcome(course(base=0, due=11, baseline=50.0, low=90.0), figures, 5)
            assert str(chosen.judge(plain, chosen.with_borders({})).status[0]) == "cloud"
        case _:
            assert case == "target interval"
            # Of 70 to 80 the lower bound is the weaker demand from below: twelve of ten points missing are made.
            ranged = course(base=0, due=10, baseline=50.0, low=70.0, high=80.0)
            figures = series({float(year): value for year, value in enumerate(UP)})
            chosen = METHODS["dns"]
            assert str(chosen.judge(Outcome(ranged, figures, 5), chosen.with_borders({})).status[0]) == "sun"


def test_weather_group() -> None:
    cases = _group("germany_dns_weather")
    assert len(cases) == 14
    for case in cases:
        given, wanted = case["in"], case["out"]
        if isinstance(given, dict):
            _weather(given["last_six"], given["target"], given["years_left"], wanted["symbol"], wanted["missed_share"])
        else:
            _words(given, wanted)


def test_weather_needs_four_figures() -> None:
    found = by("dns", _yearly([50, 52, 54], goal=72, left=6))
    assert (found.status[0], found.quantity.at(0)) == ("not_assessed", Missing.TOO_FEW_FIGURES)  # type: ignore[union-attr]
    assert _symbol(_yearly([50, 52, 54, 56], goal=72, left=8)) == "sun"


def test_weather_of_a_mere_direction_that_turned() -> None:
    assert _symbol(_yearly([50, 52, 54, 56, 58, 57])) == "sun_cloud"


# UNICEF 2007 and shanlong-who/DSIR, tests/testthat/test-aarr.R.
def test_reduction_by_regression() -> None:
    years = np.arange(2000, 2016)
    assert reduction(years, 100 * 0.976 ** (years - 2000.0)).value[0] == pytest.approx(0.024, abs=1e-12)
    rough = reduction([2000, 2005, 2010, 2015], [120, 100, 70, 55])
    assert rough.value[0] == pytest.approx(0.05251390001315803, abs=1e-12)


def _years(text: str) -> np.ndarray[Any, Any]:
    first, last = map(int, text.split(".."))
    return np.arange(first, last + 1)


def test_reduction_group() -> None:
    cases = _group("aarr")
    assert len(cases) == 7
    for case in cases:
        given, wanted = case["in"], case["out"]
        if "slope" in given:
            assert rate_of_slope(given["slope"]) == pytest.approx(wanted["exact"], abs=1e-12)
            # The source prints one digit of it, cut and not rounded.
            assert int(rate_of_slope(given["slope"]) * 1000) / 10 == wanted["aarr_percent_printed"]
            continue
        if given.get("method") == "endpoint":
            continue
        years, values = given["years"], given["values"]
        if isinstance(years, str):
            years = _years(years)
            start, factor = values.split("*")[0], values.split("*")[1].split("^")[0]
            values = float(start) * float(factor) ** (years - float(years[0]))
        else:
            values = [float(str(value).lower()) for value in values]
        found = reduction(years, values)
        expected = np.nan if wanted["aarr"] is None else wanted["aarr"]
        assert found.value[0] == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_reduction_that_has_no_meaning_says_why() -> None:
    assert reduction([2000, 2001, 2002], [100, np.inf, 80]).at(0) is Missing.ZERO_OR_SIGN_CHANGE
    assert reduction([2020], [55]).at(0) is Missing.TOO_FEW_FIGURES


def test_current_against_required_reduction() -> None:
    # Hand: 4 % a year fall so far; from 81.54 to 66.48 in five years needs 4 %, to 60 it needs 5.95 %.
    values = [100 * 0.96**year for year in range(6)]
    of = _yearly(values, goal=values[-1] * 0.96**5, left=5, direction=-1)
    assert by("aarr", of).quantity.value[0] == pytest.approx(1.0)  # type: ignore[union-attr]
    assert by("aarr", of).status[0] == "rate_sufficient"
    assert by("aarr", _yearly(values, goal=60, left=5, direction=-1)).status[0] == "rate_insufficient"
    assert by("aarr", _yearly(values[::-1], goal=60, left=5, direction=-1)).status[0] == "rate_wrong_way"


# gpw13/billionaiRe, tests/testthat: test_aroc_scenarios, test_percent_scenarios.
def test_scenario_paths() -> None:
    assert cagr(68, 99, 7).value[0] == pytest.approx(0.055124614382972226, abs=1e-12)
    assert cagr(68, 3, 7).value[0] == pytest.approx(-0.35971520047811967, abs=1e-12)
    cases = _group("billionaire_paths")
    assert len(cases) == 6
    for case in cases:
        given, wanted = case["in"], case["out"]
        if isinstance(given, str):
            assert (given, wanted) == ("projection above natural upper limit 100", "trimmed to 100")
            assert within([95.33, 104.2], high=100).tolist() == [95.33, 100.0]
        elif "values_2017_2018" in given:
            found = Outcome(
                course(base=2017, due=2025, baseline=87.0, low=99.0, path="compound"), series({2018.0: 88.0}), 2018
            )
            assert found.projection.value[0] == pytest.approx(wanted["value"], abs=1e-9)
        elif "percent_change" in given:
            level = LEVELS[Quantity.GROWTH](
                floats(given["percent_change"] / 100), floats(np.inf), floats(float(given["base"])), 7
            )
            assert level[0][0] == pytest.approx(wanted["value"], abs=1e-9)
        else:
            way = course(base=given["base_year"], due=given["target_year"], baseline=given["base"],
                         low=given["target"], path="compound")  # fmt: skip
            found = Outcome(way, series({2020.0: 70.0}), 2020)
            rate = cagr(given["base"], given["target"], given["target_year"] - given["base_year"])
            assert rate.value[0] == pytest.approx(wanted["rate"], abs=1e-12)
            assert given["base"] * (1 + rate.value[0]) ** 7 == pytest.approx(wanted["at_2025"])
            if given["target"] > given["base"]:
                assert found.required_from_baseline.value[0] == pytest.approx(wanted["rate"], abs=1e-12)


def test_bands_as_printed() -> None:
    # SDG India Index: 49 aspirant, 60 performer, 99 front runner, 100 achiever.
    assert BANDS["sdg_india"].of([49, 60, 99, 100, np.nan]).tolist() == [
        "aspirant", "performer", "front_runner", "achiever", "not_assessed",
    ]  # fmt: skip
    # SDSN: a mean trend of 1.5 is stagnating, 2.5 moderately improving.
    assert BANDS["sdsn_goal_trend"].of([0.5, 1.5, 2.5, 3]).tolist() == [
        "decreasing", "stagnating", "moderately_improving", "on_track",
    ]  # fmt: skip


# Elimination of a disease, by the unit of its rate (IHME, attainment of the health-related goals).
ELIMINATED = {"%": 0.5, "per 1000": 0.005, "per 100000": 0.5}


def _eliminated(unit: str, value: float) -> bool | Missing:
    wants = goal_of(Comparator.AT_MOST, high=ELIMINATED[unit])
    of = plan(target(wants=wants, baseline=9.0), indicators=(indicator(unit=unit),))
    [found] = assess_plan(of, [figure(2025, value, unit=unit)], None).assessments
    return found.met


@pytest.mark.parametrize("unit", ELIMINATED)
def test_elimination_by_unit_through_a_plan(unit: str) -> None:
    border = ELIMINATED[unit]
    assert [_eliminated(unit, value) for value in (border, border * 1.02, 0.0)] == [True, False, True]


@pytest.mark.parametrize(("value", "met"), [(0.97, True), (1.0, True), (1.03, True), (0.969, False), (1.031, False)])
def test_parity_through_a_plan(value: float, met: bool) -> None:
    # Open SDG: parity counts as met from 0.97 to 1.03.
    of = plan(target(wants=goal_of(Comparator.BETWEEN, low=0.97, high=1.03), baseline=0.8))
    [found] = assess_plan(of, [figure(2025, value)], None).assessments
    assert found.met is met


def _healthy(share_of_change: float) -> str:
    """The class of a share of the targeted change, from 100 to 200."""
    of = track(
        start_time=2010, start=100, time=2015, value=100 + 100 * share_of_change, goal=200, due=2020, direction=1
    )
    return str(by("healthy_people", of).status[0])


def _band(given: Any, wanted: Any) -> None:
    if isinstance(given, str):
        unit = given.removeprefix("elimination, ")
        assert wanted == f"met if <= {ELIMINATED[unit]}"
    elif "india_score" in given:
        assert BANDS["sdg_india"].of(given["india_score"])[0] == wanted.lower().replace(" ", "_")
    elif "sdsn_goal_trend_mean" in given:
        assert BANDS["sdsn_goal_trend"].of(given["sdsn_goal_trend_mean"])[0] == wanted.replace(" ", "_")
    elif "relative" in given:
        share = {"reduce by one third": 1 / 3, "halve": 0.5}[given["relative"]]
        level = LEVELS[Quantity.REDUCTION](floats(share), floats(np.inf), floats(given["base"]), 15)
        assert level[1][0] == pytest.approx(wanted["target"])
    elif "away" in given:
        assert _healthy(-given["percent_from_baseline"] / 100) == "little_or_no_change"
        assert wanted == "little or no detectable change"
    else:
        words = {"improved": "improved", "little or no detectable change": "little_or_no_change"}
        assert _healthy(given["share_of_targeted_change"] / 100) == words[wanted]


def test_bands_group() -> None:
    cases = _group("bands")
    assert len(cases) == 13
    for case in cases:
        _band(case["in"], case["out"])
    assert (_healthy(-0.1), _healthy(1.0), _healthy(1.2)) == ("got_worse", *("target_met_or_exceeded",) * 2)


# UNICEF MENARO's script: start, value, goal, direction and index.
ESCAP = [(20, 35, 50, "increase", 5.0), (50, 60, 20, "decrease", -10 / 3)]


def test_status_index() -> None:
    for start, value, goal, direction, index in ESCAP:
        case = {"base_year": 0, "base_value": start, "current_year": 1, "current_value": value,
                "target": goal, "target_year": 2, "direction": direction}  # fmt: skip
        assert status_index(tracks([case])).value[0] == pytest.approx(index, abs=1e-12)
    cases = _group("escap_csi")
    assert [(*case["in"].values(), pytest.approx(case["out"], abs=1e-12)) for case in cases] == ESCAP
    # Hand: parity from 0.8 to 0.9 of 1 is half the way; from 1.2 to 1.1 as well.
    assert parity_index(floats([0.8, 1.2]), floats([0.9, 1.1]), floats([1.0, 1.0])).value.tolist() == pytest.approx(
        [5, 5]
    )


def test_escap_against_the_time_gone() -> None:
    # Hand: half of the time gone, so 5 of 10 are asked for.
    points: dict[str, Any] = {"start_time": 0, "start": 20, "time": 5, "goal": 50, "due": 10, "direction": 1}
    found = by("escap", track(**points, value=[35, 34, 19, 51]))
    assert found.status.tolist() == ["maintain", "accelerate", "reverse", "maintain"]


def test_sdsn_recent_growth() -> None:
    # Hand: two a year are needed from 50 to 70 in ten; the newest four years made 2, 1.5, 0.9 and -0.1 a year.
    def arrow(values: list[float]) -> str:
        return str(by("sdsn", _yearly(values, goal=70, left=6)).status[0])

    assert arrow([50, 52, 54, 56, 58]) == "on_track_or_maintaining"
    assert arrow([50, 52, 53, 55, 56.5]) == "moderately_improving"
    assert arrow([50, 52, 53, 54, 54.7]) == "stagnating"
    assert arrow([50, 52, 52, 52, 51.7]) == "decreasing"
    few = by("sdsn", _yearly([50, 52, 54], goal=70, left=6))
    assert few.quantity.at(0) is Missing.TOO_FEW_FIGURES  # type: ignore[union-attr]


PUBLISHED = [name for name, method in METHODS.items() if method.judge_track and not method.needs]
LOST = [
    {
        "base_year": 2015,
        "base_value": 68.5534591194968,
        "current_year": 2023,
        "current_value": 46.7336683417085,
        "target": 55.0,
        "target_year": 2026,
        "direction": "increase",
    },
    {
        "base_year": 2016,
        "base_value": 7.8,
        "current_year": 2025,
        "current_value": 13.5,
        "target": 10.0,
        "target_year": 2028,
        "direction": "decrease",
    },
]


@pytest.mark.parametrize("name", PUBLISHED)
def test_series_that_were_met_and_lost_fool_no_method(name: str) -> None:
    # cif 14-2-1 and 3-13-1 (July 2026): a plain ratio of growth made to growth needed is 2.36 and 3.00, "on track".
    method, found = METHODS[name], by(name, tracks(LOST))
    if name == "dns":
        # Two points are no trend; with the years between them drawn straight it is thunder.
        lost = by("dns", _yearly(list(np.linspace(68.55, 46.73, 9)), goal=55, left=3))
        assert (lost.status[0], lost.reason[0]) == ("thunder", "lost")
        return
    assert found.reason.tolist() == ["lost", "lost"]
    assert {method.level(str(status), str(why)) for status, why in zip(found.status, found.reason, strict=True)} == {
        "reversing"
    }


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_expired_goal_is_never_in_progress(name: str) -> None:
    # Hand: 97 of 100 at the date would be on track by most ratios; it is missed, and 100 is met.
    found = by(name, track(start_time=0, start=50, time=10, value=[97, 100], goal=100, due=10, direction=1))
    assert found.status[0] == "missed"
    assert METHODS[name].level(str(found.status[1]), str(found.reason[1])).yes is True


def test_what_zero_and_signs_do_to_growth_is_said() -> None:
    # Traps: 5 to 0.5 with goal 0 and 0 to 1 with goal 50. With 0.001 in the place of 0 the source gives 0.4747 and 0.9415.
    points: dict[str, Any] = {"start_time": 2015, "time": 2025, "due": 2030}
    for start, value, goal, direction in ((5, 0.5, 0, -1), (0, 1, 50, 1), (-5, -4, 2, 1)):
        of = track(start=start, value=value, goal=goal, direction=direction, **points)
        for name in ("statcan", "eurostat", "unsd_2022"):
            found = by(name, of)
            assert (found.status[0], found.quantity.at(0)) == ("not_assessed", Missing.ZERO_OR_SIGN_CHANGE)  # type: ignore[union-attr]
        assert by("escap", of).status[0] == ("maintain" if goal == 0 else "accelerate")
    replaced = [
        track(start=5, value=0.5, goal=0.001, direction=-1, **points),
        track(start=0.001, value=1, goal=50, direction=1, **points),
    ]
    assert [by("statcan", of).quantity.value[0] for of in replaced] == pytest.approx([0.4747, 0.9415], abs=5e-3)  # type: ignore[union-attr]


# Healthy People 2020, final progress table: share of the targeted change, class.
@pytest.mark.parametrize(
    ("start", "value", "goal", "status"),
    [
        (50.0, 70.0, 70.0, "target_met_or_exceeded"),
        (50.0, 52.0, 70.0, "improved"),
        (50.0, 51.9, 70.0, "little_or_no_change"),
        (50.0, 45.1, 70.0, "little_or_no_change"),
        (50.0, 45.0, 70.0, "got_worse"),
        (10.0, 11.0, 8.0, "got_worse"),
        (10.0, 9.8, 8.0, "improved"),
    ],
)
def test_healthy_people(start: float, value: float, goal: float, status: str) -> None:
    of = track(
        start_time=2010, start=start, time=2015, value=value, goal=goal, due=2020, direction=np.sign(goal - start)
    )
    assert by("healthy_people", of).status[0] == status


def test_a_mere_direction_is_held_against_borders_of_growth() -> None:
    # Hand: from 10 to 12 in two years is 9.5 % a year, above the 1.5 % of `statcan` and the 1 % of `eurostat`.
    of = plan(target(wants=goal_of(Comparator.UP), baseline=10.0))
    for name, border in (("statcan", 0.015), ("eurostat", 0.01), ("dns", 0.95)):
        [found] = assess_plan(with_method(of, name), [figure(2022, 12)], None).assessments
        assert found.borders[0][1] == border
    [found] = assess_plan(with_method(of, "statcan"), [figure(2022, 12)], None).assessments
    assert measured_text(found, Language.EN).endswith("growth a year in the wanted direction: 0.09545 (at least 0.015)")
    assert {one.method: one.borders[0][1] for one in found.opinions}["eurostat"] == 0.01


def test_a_natural_limit_of_a_target_counts_by_statcan() -> None:
    # Hand: from 90 % to 91.8 % in two years is 0.995 % a year; near 100 C is 1 - 0.9 ** 4.44 = 0.374, so that 1.5 C is met.
    for limit, status in ((100.0, "substantial_progress"), (None, "moderate_progress")):
        of = plan(target(wants=goal_of(Comparator.UP), baseline=90.0, limit=limit))
        [found] = assess_plan(with_method(of, "statcan"), [figure(2022, 91.8)], None).assessments
        assert found.status == status
