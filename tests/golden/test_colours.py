"""Threshold colours of European cities: every shown one through a plan of 56 targets for 45 cities."""

import csv
from collections import Counter

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.assess.target import level_of
from planck.engine.method import METHODS
from planck.model import Assessment, Comparator, Level, MethodChoice, Missing, Period, Region, Target
from tests.building import figure, goal, indicator, plan, target
from tests.golden.folder import shared
from tests.judging import track

EVERY = Region(every=True)


def _target(name: str, green: float, red: float) -> Target:
    wants = goal(Comparator.AT_MOST, high=green) if green < red else goal(low=green)
    choice = MethodChoice(name="sdsn_colours", borders=(("red", red),))
    return target(name, wants=wants, due=2030, baseline=None, method=choice, region=EVERY)


def test_colours_1139_of_the_1139_shown() -> None:
    with shared("golden/published/eu_cities/shown_colours.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    thresholds = {row["indicator"]: (float(row["green_threshold"]), float(row["red_threshold"])) for row in rows}
    of = plan(
        *(_target(name, *ends) for name, ends in thresholds.items()),
        indicators=tuple(indicator(name, unit="") for name in thresholds),
        base=Period.year(2015),
        region=EVERY,
    )
    figures = [figure(2018, float(row["value"]), row["indicator"], region=row["city"], unit="") for row in rows]
    found = {
        (one.region, one.target.id): one.status
        for one in assess_plan(of, figures, None).assessments
        if one.status != "not_assessed"
    }
    wrong = [row for row in rows if found[row["city"], row["indicator"]] != row["published_colour"]]
    assert (len(rows), wrong) == (1139, [])


# European cities 2019: poverty (green to 15, red from 33), doctors (green from 300, red below 175).
@pytest.mark.parametrize(
    ("green", "red", "colours"),
    [
        (15.0, 33.0, {15.0: "green", 15.1: "yellow", 24.0: "yellow", 24.1: "orange", 33.0: "orange", 33.1: "red"}),
        (
            300.0,
            175.0,
            {300.0: "green", 299.0: "yellow", 237.5: "yellow", 237.0: "orange", 175.0: "orange", 174: "red"},
        ),
    ],
)
def test_borders_belong_to_the_better_colour(green: float, red: float, colours: dict[float, str]) -> None:
    of = plan(_target("firms", green, red), region=EVERY)
    for value, colour in colours.items():
        [found] = assess_plan(of, [figure(2022, value)], None).assessments
        assert found.status == colour
        assert {one.method: one.status for one in found.opinions}["sdsn_colours"] == colour


def _one(of: Target, value: float, year: int = 2022) -> Assessment:
    return assess_plan(plan(of, region=EVERY), [figure(year, value)], None).assessments[0]


def test_what_a_colour_does_not_know() -> None:
    # The date brings no class of its own, and is said beside the colour.
    missed = _one(replace(_target("firms", 15.0, 33.0), due=Period.year(2022)), 20.0)
    assert (missed.status, missed.reason.key, level_of(missed)) == ("yellow", "missed", Level.MISSED)
    # Without the border of red, or with one on the wrong side, there is none.
    for borders in ((), (("red", 10.0),)):
        choice = MethodChoice(name="sdsn_colours", borders=borders)
        none = _one(replace(_target("firms", 15.0, 33.0), method=choice), 20.0)
        assert (none.status, none.reason.numbers["missing"]) == ("not_assessed", "no_border")
    # Where no target is judged by it, it is no opinion.
    assert "sdsn_colours" not in {one.method for one in _one(target(region=EVERY), 50.0).opinions}


def test_colours_of_tracks() -> None:
    of = track(
        start_time=2015, start=0, time=2018, value=[2.0, 9.0, 12.0, 13.0, float("nan")], direction=-1, goal=4, due=2030
    )
    method = METHODS["sdsn_colours"]
    assert method.judge_track is not None
    found = method.judge_track(of, method.with_borders({"red": 12.0}))
    assert Counter(found.status.tolist()) == {"green": 1, "orange": 2, "red": 1, "not_assessed": 1}
    assert found.quantity is not None
    assert found.quantity.at(4) is Missing.NO_FIGURE
