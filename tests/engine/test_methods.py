"""Published methods on plans: facts before ratios, what does not suit them, and what every entry of the table holds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planck.engine.method import FACTS, METHODS, Method, Track, Verdicts, growth_rate, together, track_of, wanted_growth
from planck.engine.methods.aarr import reduction, required
from planck.engine.outcome import Outcome
from planck.model import Level, Missing, Quantity, Text
from tests.judging import Verdict, course, judge, series, track

PUBLISHED = [(name, method) for name, method in METHODS.items() if method.judge_track]
TWO_END_POINTS = ("statcan", "eurostat", "eurostat_eustat", "unsd", "unsd_2022", "escap")
NAMES = [*(name for name, method in PUBLISHED if not method.needs), "pacing", "pacing_within_ten"]
WORST = list(Level)


def on_tracks(method: Method, of: Track) -> Verdicts:
    assert method.judge_track is not None
    return method.judge_track(of, method.with_borders({}))


def level(method: str, verdict: Verdict) -> Level:
    return METHODS[method].level(verdict.status, verdict.reason)


@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_every_entry_is_complete(name: str, method: Method) -> None:
    # A border is where its class begins, so that it has words; classes stand best first; facts have their level.
    assert set(method.borders) <= set(method.statuses)
    assert set(method.trend) <= set(method.statuses)
    for borders in (method.borders, method.trend):
        assert sorted(borders.values(), reverse=True) == list(borders.values())
    order = [WORST.index(found) for found in method.levels.values()]
    assert order == sorted(order)
    assert method.levels["not_assessed"] is Level.NOT_ASSESSED
    for text in (method.title, method.source, method.quantity):
        assert text.zh != text.en
        assert Text() != text
    assert (method.worst_counts, method.final) == (name == "dns", name == "healthy_people")
    assert (method.judge_track is None) is (method.read_track is None)
    assert not method.variant_of or method.variant_of in METHODS
    assert method.level(method.statuses[0], "missed") is Level.MISSED


def test_facts_have_one_level_by_every_method() -> None:
    assert FACTS["met_early"] is FACTS["met_at_due"] is Level.ACHIEVED
    assert FACTS["lost"] is Level.REVERSING
    assert (Level.ON_TRACK.yes, Level.BEHIND.yes, Level.NOT_ASSESSED.yes) == (True, False, None)


STRAIGHT = {float(year): 40.0 + 2 * (year - 2020) for year in range(2014, 2024)}
LINEAR: dict[str, Any] = {"base": 2020.0, "due": 2025.0, "baseline": 40.0}


@pytest.mark.parametrize("name", NAMES)
def test_facts_come_first(name: str) -> None:
    assert level(name, judge({2023: 61}, method=name, low=60.0, **LINEAR)) is Level.ACHIEVED
    assert level(name, judge({2025: 60}, method=name, low=60.0, **LINEAR)) is Level.ACHIEVED
    assert judge({2025: 59}, method=name, low=60.0, **LINEAR).reason == "missed"
    # Met by the start and lost since (yearly figures, for those that look at changes).
    fallen = {float(year): 74.0 - 2 * (year - 2014) for year in range(2014, 2024)}
    assert judge(fallen, method=name, low=60.0, **{**LINEAR, "baseline": 62.0}).reason == "lost"
    assert judge({}, method=name, low=60.0, **LINEAR).status == "not_assessed"


@pytest.mark.parametrize("name", [*NAMES, "schedule"])
def test_a_date_that_passed_without_its_figure_leaves_the_newest_verdict(name: str) -> None:
    points = {float(year): value for year, value in STRAIGHT.items() if year <= 2023}
    before, after = (judge(points, method=name, as_of=when, low=60.0, **LINEAR) for when in (2023.0, 2026.0))
    assert (after.status, after.reason) == (before.status, before.reason)
    assert before.status != "not_assessed"
    assert after.outcome.expired[0]
    # A figure of a later year only says nothing of the goal's own.
    assert judge({2026: 65}, method=name, as_of=2026.0, low=60.0, **LINEAR).status == "not_assessed"


@pytest.mark.parametrize("name", NAMES[:-2])
def test_a_track_and_a_plan_agree(name: str) -> None:
    # Two figures; met in between and lost again, met by the start, after the date only.
    of = METHODS[name]
    for start, value, year in ((40.0, 55.0, 2023), (62.0, 55.0, 2023), (40.0, 61.0, 2026), (40.0, 58.0, 2025)):
        ends = track(start_time=2020, start=start, time=year, value=value, goal=60, due=2025, direction=1)
        wanted = on_tracks(of, ends)
        points = {2021.0: 61.0, float(year): value} if name in TWO_END_POINTS else {float(year): value}
        if year > 2025:
            points = {float(year): value}
        found = judge(points, method=name, as_of=2026.0, low=60.0, **{**LINEAR, "baseline": start})
        assert (found.status, found.reason) == (wanted.status[0], wanted.reason[0])


@pytest.mark.parametrize("name", NAMES[:-2])
def test_goals_without_an_end_point_to_approach(name: str) -> None:
    capped: dict[str, Any] = {"base": 2020.0, "due": 2025.0, "high": 100.0, "quantity": Quantity.TOTAL}
    assert level(name, judge({2022: 110}, method=name, **capped)) is Level.MISSED
    assert judge({2022: 20}, method=name, **capped).status == "not_assessed"
    held: dict[str, Any] = {"base": 2020.0, "due": 2025.0, "low": 50.0, "path": "hold", "baseline": np.nan}
    assert level(name, judge({2021: 49, 2022: 48}, method=name, **held)) in (Level.MISSED, Level.NOT_ASSESSED)
    if name != "dns":
        assert judge({2021: 49, 2022: 51}, method=name, **held).reason == "hold_broken"
        assert judge({2021: 52, 2022: 51}, method=name, **held).status == "not_assessed"
        # A year without a figure leaves a yearly goal open at its date.
        gap = judge({2021: 52, 2025: 51}, method=name, **held)
        assert gap.status == "not_assessed"
    ranged: dict[str, Any] = {**LINEAR, "low": 50.0, "high": 55.0}
    through = judge({2021.0: 44.0, 2022.0: 58.0}, method=name, **ranged)
    assert through.status == "not_assessed"


@pytest.mark.parametrize("name", ["pacing", "pacing_within_ten"])
def test_a_ceiling_kept_to_the_end_is_met_by_pacing(name: str) -> None:
    capped: dict[str, Any] = {"base": 2020.0, "due": 2025.0, "high": 100.0, "quantity": Quantity.TOTAL}
    assert level(name, judge({2025: 90}, method=name, **capped)) is Level.ACHIEVED
    assert level(name, judge({2025: 110}, method=name, **capped)) is Level.MISSED


def test_weather_of_a_goal_that_binds_every_year() -> None:
    held: dict[str, Any] = {"base": 2014.0, "due": 2025.0, "low": 50.0, "path": "hold", "baseline": np.nan}
    rising = {float(year): 44.0 + 2 * (year - 2014) for year in range(2015, 2024)}
    falling = {float(year): 70.0 - 2 * (year - 2014) for year in range(2015, 2024)}
    assert judge({year: value for year, value in rising.items() if value >= 50}, method="dns", **held).status == "sun"
    assert judge(falling, method="dns", **held).status == "sun_cloud"
    below = {year: value - 30 for year, value in rising.items()}
    assert (judge(below, method="dns", **held).status, judge(below, method="dns", **held).reason) == (
        "cloud",
        "hold_broken",
    )


@pytest.mark.parametrize(
    ("share", "status"),
    [(0.96, "sun"), (0.94, "sun_cloud"), (0.801, "sun_cloud"), (0.799, "cloud"), (0.01, "cloud"), (-0.5, "thunder")],
)
@pytest.mark.parametrize(("direction", "unit"), [(1, 1.0), (-1, 1.0), (1, 0.001)])
def test_weather_by_the_part_of_the_gap_that_the_pace_closes(
    share: float, status: str, direction: int, unit: float
) -> None:
    # By hand: two a year are 20 until 2030, which is so much of the gap; the wrong way round where it is negative.
    pace = 2 * (1 if share > 0 else -1)
    points = {2020.0 - year: unit * (100.0 - direction * pace * year) for year in range(6)}
    goal = unit * (100 + direction * 20 / abs(share))
    bound = {"low": goal} if direction > 0 else {"high": goal}
    found = judge(points, method="dns", base=2014.0, due=2030.0, baseline=np.nan, **bound)
    assert (found.status, found.reason) == (status, "measured")


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((1, 2, 3, 4, 5, 6), "sun"), ((1, 3, 4, 5, 6, 5), "sun_cloud"), ((6, 5, 4, 3, 1, 2), "cloud"),
        ((6, 5, 4, 3, 2, 1), "thunder"), ((1, 2, 3, 4, 5, 5), "sun_cloud"), ((9, 1, 2, 3, 4, 5, 6), "sun"),
        ((1, 2, 3), "not_assessed"), ((3e8, 3e8, 3e8, 3e8, 3e8 + 1e-7), "thunder"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", [1.0, -1.0])
def test_weather_of_a_mere_direction(values: tuple[int, ...], status: str, heading: float) -> None:
    # By the mean change of the last six figures and the last step.
    way = replace(course(base=2010.0, due=2030.0, low=np.nan, high=np.nan), heading=heading)
    found = Outcome(way, series({2015.0 + year: heading * value for year, value in enumerate(values)}), 2022.0)
    assert found.direction.tolist() == [heading]
    chosen = METHODS["dns"]
    assert chosen.judge(found, chosen.with_borders({})).status.tolist() == [status]


def test_weather_of_the_last_year_before_the_date() -> None:
    # Two a year, and 2.1 are left: 95.2 % of them.
    points = {2019.0 + year: 90.0 + 2 * year for year in range(6)}
    assert judge(points, method="dns", base=2014.0, due=2025.0, baseline=np.nan, low=102.1).status == "sun"


@pytest.mark.parametrize(
    ("stones", "status"), [((101.5, 110), "sun"), ((104, 110), "cloud"), ((90, 110), "cloud"), ((90, 103), "sun")]
)
def test_weather_asks_for_the_next_goal_in_time(stones: tuple[float, float], status: str) -> None:
    # Two a year from 100 in 2023: 102 by 2024 and 106 by 2026; 108 would be reached in 2027, long before 200.
    points = {2018.0 + year: 90.0 + 2 * year for year in range(6)}
    goals = dict(zip((2024.0, 2026.0) if stones[0] > 100 else (2022.0, 2026.0), stones, strict=True))
    found = judge(points, method="dns", base=2014.0, due=2030.0, baseline=np.nan, low=200.0, milestones=goals)
    assert found.status == status


def test_weather_asks_for_shares_of_the_way_in_their_years() -> None:
    # From 80 to 120 the way has 55 % at 102, which two a year reach by 2024, and 75 % at 110, which they do by 2028.
    points: dict[float, object] = {2018.0 + year: 90.0 + 2 * year for year in range(6)}
    stones: dict[float, float] = {2024.0: np.nan, 2028.0: np.nan}
    way = course(base=2014.0, due=2030.0, baseline=80.0, low=120.0, milestones=stones)
    chosen = METHODS["dns"]
    for shares, status in (((0.55, 0.9), "sun"), ((0.6, 0.55), "cloud")):
        asked = replace(way, milestones=replace(way.milestones, shares=np.array(shares)))
        assert chosen.judge(Outcome(asked, series(points), 2023.0), chosen.borders).status.tolist() == [status]


@pytest.mark.parametrize(("form", "status"), [({}, "yellow"), ({"path": "hold"}, "not_assessed")])
def test_colours_are_of_goals_with_a_way(form: dict[str, Any], status: str) -> None:
    # 7 is 70 % of the way from red at 0 to the goal of 10.
    found = Outcome(course(base=2020.0, due=2025.0, baseline=5.0, low=10.0, **form), series({2022.0: 7.0}), 2022.0)
    assert METHODS["sdsn_colours"].judge(found, {"red": 0.0}).status.tolist() == [status]


def test_weather_counts_changes_from_before_the_plan() -> None:
    # Two a year for the last five years, from 46 with four years of two left: 54 of 60 are reached, 8 of 14.
    points = {year: value for year, value in STRAIGHT.items() if year <= 2021}
    found = judge(points, method="dns", low=60.0, **LINEAR)
    assert found.status == "cloud"
    read = track_of(found.outcome)
    assert read.at(np.array([2016.0]))[0] == 32.0
    assert np.isnan(read.at(np.array([2013.0]))[0])


def test_a_goal_needs_time_and_a_direction() -> None:
    with pytest.raises(ValueError, match="due: wanted a time after the start"):
        track(start_time=2020, start=1, time=2021, value=2, goal=3, due=2020, direction=1)


def test_aarr_takes_the_figures_since_the_start_only() -> None:
    # Hand: 10 % a year down since 2020, whatever went on before.
    points = {2015.0: 10.0, 2020.0: 100.0, 2021.0: 90.0, 2022.0: 81.0}
    found = judge(points, method="aarr", base=2020.0, due=2024.0, baseline=100.0, high=81 * 0.81)
    assert found.status == "rate_sufficient"


@pytest.mark.parametrize(("pace", "status"), [(0.0001, "rate_insufficient"), (-0.0001, "rate_wrong_way")])
def test_any_reduction_is_one_of_the_right_way(pace: float, status: str) -> None:
    points = {2020.0 + year: 100 * (1 - pace) ** year for year in range(3)}
    assert judge(points, method="aarr", base=2020.0, due=2024.0, baseline=100.0, high=50).status == status


def test_less_of_a_negative_amount_is_growth() -> None:
    ends = track(start_time=2015, start=-100, time=2020, value=-100 * 0.99**5, direction=[1, -1])
    assert wanted_growth(ends).value == pytest.approx([0.01, -0.01])


def test_aarr_of_amounts_below_one() -> None:
    # Hand: from 0.5 to 0.25 in two years takes a reduction of 1 - sqrt(1/2) a year.
    assert required(*(np.array([number]) for number in (0.5, 0.25, 2.0))).value[0] == pytest.approx(1 - 0.5**0.5)
    assert reduction([2020, 2021, 2022], [0.5, 0.25, 0.125]).value == pytest.approx([0.5])
    # A year without a figure is a gap and no more.
    assert reduction([2000, 2001, 2002, 2003], [100, np.nan, 81, 72.9]).value == pytest.approx([0.1])
    assert reduction([2020, 2021], [1, 0]).at(0) is Missing.ZERO_OR_SIGN_CHANGE
    assert reduction([2020, 2021], [5, np.nan]).at(0) is Missing.TOO_FEW_FIGURES


def test_growth_to_nothing_is_a_loss_of_all() -> None:
    found = growth_rate(*(np.array(numbers) for numbers in ([1.0, 5, 2, 0], [0.0, 1, 2, 0], [1.0, 1, 1, 1])))
    assert found.value[:3].tolist() == pytest.approx([-1, -0.8, 0])
    assert found.at(3) is Missing.ZERO_OR_SIGN_CHANGE


# Borders as the source of each method prints them: a number, the class from there on and the one below.
Borders = dict[str, list[tuple[float, str, str]]]
WITHOUT_GOAL: Borders = {
    "statcan": [(0.015, "substantial_progress", "moderate_progress"), (0.005, "moderate_progress", "limited_progress"),
                (0, "limited_progress", "deterioration")],
    "eurostat": [(0.01, "significant_progress", "moderate_progress"), (0.001, "moderate_progress", "no_progress"),
                 (-0.001, "no_progress", "moderate_deterioration"),
                 (-0.01, "moderate_deterioration", "significant_deterioration")],
    "unsd": [(0.02, "met_or_on_track", "fair_progress"), (0.005, "fair_progress", "stagnation_or_regression")],
    "unsd_2022": [(0.01, "substantial_or_on_track", "fair_progress"),
                  (0.005, "fair_progress", "limited_or_no_progress"), (-0.01, "limited_or_no_progress", "deterioration")],
}  # fmt: skip
# By growth made over growth needed, by linear growth over that needed, by the share projected for the date.
BY_GROWTH: Borders = {
    "statcan": [(0.95, "substantial_progress", "moderate_progress"), (0.6, "moderate_progress", "limited_progress"),
                (0, "limited_progress", "deterioration")],
    "eurostat": [(0.95, "significant_progress", "moderate_progress"), (0.6, "moderate_progress", "insufficient_progress"),
                 (0, "insufficient_progress", "movement_away")],
    "unsd_2022": [(0.95, "substantial_or_on_track", "fair_progress"), (0.5, "fair_progress", "limited_or_no_progress"),
                  (-0.1, "limited_or_no_progress", "deterioration")],
}  # fmt: skip
LINEARLY: Borders = {
    "sdsn": [(1, "on_track_or_maintaining", "moderately_improving"), (0.5, "moderately_improving", "stagnating"),
             (0, "stagnating", "decreasing")],
    "escap": [(1, "maintain", "accelerate"), (0, "accelerate", "reverse")],
}  # fmt: skip
PROJECTED: Borders = {
    "unsd": [(0.95, "met_or_on_track", "fair_progress"), (0.1, "fair_progress", "stagnation_or_regression")]
}


def borders(table: Borders) -> list[tuple[str, float, str, str]]:
    return [(name, *row) for name, rows in table.items() for row in rows]


def classed(name: str, value: float, **of: float) -> str:
    """The class of a series from 100 in 2015 to a value in 2020, five years of the fifteen to 2030."""
    ends = track(start_time=2015, start=100, time=2020, value=value, due=2030, **of)
    return str(on_tracks(METHODS[name], ends).status[0])


@pytest.mark.parametrize(("name", "border", "above", "below"), borders(WITHOUT_GOAL))
@pytest.mark.parametrize("direction", [1, -1])
def test_growth_without_a_goal_against_the_published_borders(
    name: str, border: float, above: str, below: str, direction: int
) -> None:
    for by, status in ((2e-5, above), (-2e-5, below)):
        assert classed(name, 100 * (1 + direction * (border + by)) ** 5, direction=direction) == status


@pytest.mark.parametrize(("name", "border", "above", "below"), borders(BY_GROWTH))
@pytest.mark.parametrize("direction", [1, -1])
def test_growth_with_a_goal_against_the_published_borders(
    name: str, border: float, above: str, below: str, direction: int
) -> None:
    # 4 % a year are needed.
    needed = direction * 0.04
    for by, status in ((1e-3, above), (-1e-3, below)):
        value = 100 * (1 + (border + by) * needed) ** 5
        assert classed(name, value, goal=100 * (1 + needed) ** 15, direction=direction) == status


@pytest.mark.parametrize(("name", "border", "above", "below"), borders(LINEARLY))
@pytest.mark.parametrize("direction", [1, -1])
def test_linear_growth_against_the_published_borders(
    name: str, border: float, above: str, below: str, direction: int
) -> None:
    # One a year is needed.
    for by, status in ((1e-3, above), (-1e-3, below)):
        value = 100 + direction * 5 * (border + by)
        assert classed(name, value, goal=100 + direction * 15, direction=direction) == status


@pytest.mark.parametrize(("name", "border", "above", "below"), borders(PROJECTED))
@pytest.mark.parametrize("goal", [180, 60])
def test_the_share_projected_against_the_published_borders(
    name: str, border: float, above: str, below: str, goal: float
) -> None:
    for by, status in ((1e-3, above), (-1e-3, below)):
        growth = (1 + (border + by) * (goal / 100 - 1)) ** (1 / 15)
        assert classed(name, 100 * growth**5, goal=goal, direction=1 if goal > 100 else -1) == status


def score_of(name: str, value: float, **of: float) -> float:
    """The score of the same series."""
    ends = track(start_time=2015, start=100, time=2020, value=value, due=2030, **of)
    score = on_tracks(METHODS[name], ends).score
    assert score
    return float(score.value[0])


# Statistics Canada's coefficients as published, and the pieces of the scale that Eustat codes.
@pytest.mark.parametrize(
    ("name", "growth", "score"),
    [
        ("statcan", -0.001, -2.625), ("statcan", 0.0048, -0.1), ("statcan", 0.0052, 0.05), ("statcan", 0.0148, 2.45),
        ("statcan", 0.0155, 2.75), ("statcan", 0.03, 5), ("eurostat", 0.01, 2.5), ("eurostat", -0.005, -1.25),
        ("eurostat", 0.03, 5), ("unsd", 0.03, 3), ("unsd", 0.01, 2), ("unsd", 0.001, 1),
    ],
)  # fmt: skip
def test_scores_without_a_goal(name: str, growth: float, score: float) -> None:
    assert score_of(name, 100 * (1 + growth) ** 5, direction=1) == pytest.approx(score)


def test_at_a_limit_it_is_enough_to_stay_there() -> None:
    scores = [score_of("statcan", value, direction=1, limit=100) for value in (100.0, 100 * 0.999**5)]
    assert scores == pytest.approx([5, -2.625])


@pytest.mark.parametrize(
    ("name", "ratio", "score"),
    [
        ("statcan", 0.58, -0.083314), ("statcan", 0.62, 0.142898), ("statcan", -1, -5), ("eurostat", 0.3, -1.25),
        ("eurostat", 0.95, 2.5), ("eurostat", -2, -5),
    ],
)  # fmt: skip
def test_scores_with_a_goal(name: str, ratio: float, score: float) -> None:
    value = 100 * (1 + ratio * 0.04) ** 5
    assert score_of(name, value, goal=100 * 1.04**15, direction=1) == pytest.approx(score, abs=1e-6)


def test_near_a_limit_less_growth_is_asked_for() -> None:
    # By hand: half way to the limit C is 1 - 0.5 ** 4.44, and so is it from one and a half times the limit down.
    scale = 1 - 0.5**4.44
    for limit, direction, by in ((200, 1, scale), (200, -1, 1), (100 / 1.5, -1, scale), (100 / 1.5, 1, 1), (40, -1, 1)):
        for off, status in ((1e-5, "substantial_progress"), (-1e-5, "moderate_progress")):
            value = 100 * (1 + direction * (0.015 * by + off)) ** 5
            assert classed("statcan", value, direction=direction, limit=limit) == status


@pytest.mark.parametrize(("value", "status"), [(99.0, "met_or_on_track"), (98.9, "stagnation_or_regression")])
def test_a_goal_of_all_is_near_within_a_point(value: float, status: str) -> None:
    ends = track(start_time=2015, start=99.5, time=2020, value=value, goal=100, due=2030, direction=1, percent=True)
    found = on_tracks(METHODS["unsd"], ends)
    assert found.status[0] == status
    # 99 falls to 98.0075 by 2030, three times the half point in the wrong direction.
    assert found.quantity
    assert value != 99 or found.quantity.value[0] == pytest.approx((99 * (99 / 99.5) ** 2 - 99.5) / 0.5)


amounts = st.floats(1, 1000).map(lambda value: round(value, 3))


@st.composite
def cases(draw: st.DrawFn) -> Track:
    """Some series with years of their own, with a goal or without."""
    count = draw(st.integers(1, 4))

    def column(values: st.SearchStrategy[float]) -> list[float]:
        return draw(st.lists(values, min_size=count, max_size=count))

    begun = column(st.integers(2010, 2015).map(float))
    return track(
        start_time=begun,
        start=column(amounts),
        time=[year + 6 for year in begun],
        value=column(amounts),
        goal=column(amounts | st.just(np.nan)),
        due=2030.0,
        direction=column(st.sampled_from((1.0, -1.0))),
    )


@settings(max_examples=25, deadline=None)
@given(cases())
def test_one_call_or_many_is_the_same(of: Track) -> None:
    for _, method in PUBLISHED:
        whole = on_tracks(method, of)
        doubled = on_tracks(method, together([of, of]))
        assert doubled.status.tolist() == [*whole.status.tolist(), *whole.status.tolist()]
        assert set(whole.status.tolist()) <= set(method.statuses)
        assert whole.quantity is not None
        assert np.isfinite(whole.quantity.value[whole.quantity.known]).all()
        # A class without a number is a fact or comes from a rule that needs none.
        judged = whole.reason == "measured"
        assert whole.quantity.known[judged].all()


def test_series_of_any_length_are_judged_together() -> None:
    short = track_of(judge({2021: 44.0}, low=60.0, **LINEAR).outcome)
    long = track_of(judge(STRAIGHT, low=60.0, **LINEAR).outcome)
    for _, method in PUBLISHED:
        apart = [str(on_tracks(method, one).status[0]) for one in (short, long, short)]
        assert on_tracks(method, together([short, long, short])).status.tolist() == apart


@settings(max_examples=25, deadline=None)
@given(amounts, amounts, amounts, st.sampled_from((1.0, -1.0)), st.sampled_from((0.001, 10.0, 4096.0)))
def test_another_unit_changes_no_status(start: float, value: float, goal: float, direction: float, unit: float) -> None:
    years: dict[str, Any] = {"start_time": 2015, "time": 2021, "due": 2030, "direction": direction}
    for name, method in PUBLISHED:
        one = on_tracks(method, track(start=start, value=value, goal=goal, **years))
        other = on_tracks(method, track(start=start * unit, value=value * unit, goal=goal * unit, **years))
        assert one.quantity is not None
        near = [abs(one.quantity.value[0] - border) < 1e-6 for border in method.borders.values()]
        assert any(near) or one.status[0] == other.status[0], name


@settings(max_examples=25, deadline=None)
@given(amounts, amounts, st.floats(1, 2), amounts, st.sampled_from((1.0, -1.0)))
def test_a_better_figure_never_worsens_a_level(
    start: float, value: float, factor: float, goal: float, direction: float
) -> None:
    years: dict[str, Any] = {
        "start_time": 2015,
        "time": 2021,
        "due": 2030,
        "direction": direction,
        "start": start,
        "goal": goal,
    }
    for name, method in PUBLISHED:
        levels = []
        for figure in (value, value * factor**direction):
            found = on_tracks(method, track(value=figure, **years))
            levels.append(method.level(str(found.status[0]), str(found.reason[0])))
        if Level.NOT_ASSESSED not in levels:
            assert WORST.index(levels[1]) <= WORST.index(levels[0]), name


def test_a_figure_of_part_of_a_year_settles_nothing() -> None:
    made = series({2023.0: 61.0})
    estimated = replace(made, estimated=np.array([[True]]))
    found = Outcome(course(low=60.0, **LINEAR), estimated, 2023.0)
    chosen = METHODS["statcan"]
    verdicts = chosen.judge(found, chosen.with_borders({}))
    assert verdicts.reason[0] == "measured"
    assert track_of(found).met.tolist() == [False]


def test_missing_numbers_say_why() -> None:
    found = judge({2023: 50}, method="statcan", low=60.0, base=2020.0, due=2025.0)
    chosen = METHODS["statcan"]
    quantity = chosen.judge(found.outcome, chosen.with_borders({})).quantity
    assert quantity is not None
    assert quantity.at(0) in (Missing.NO_BASELINE, Missing.NO_FIGURE)
