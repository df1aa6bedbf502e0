"""Laws of the outlook, over all goals and series that hypothesis can think of."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.assess.plan import assess_plan
from planck.engine.outlook import LEVELS, Points, predicted, student_cdf, student_quantile, theil_sen
from planck.model import Assessment, Comparator, FigureStatus, Flip, Measure, Missing, Number
from tests.building import figure, goal, indicator, plan, target

# What is further from the plan than this, or its own goal without a word of being a result, is set aside and not judged.
WHOLE = st.integers(min_value=0, max_value=250)
FINAL = FigureStatus.FINAL
VALUES = st.lists(st.floats(min_value=0.1, max_value=1e5), min_size=5, max_size=9)


@st.composite
def judged(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    """A plan of one target on whole numbers, and figures of it."""
    low, high = sorted((draw(WHOLE), draw(WHOLE)))
    wants = draw(
        st.sampled_from(
            [
                goal(low=float(low)),
                goal(Comparator.AT_MOST, high=float(high)),
                goal(Comparator.BETWEEN, low=float(low), high=float(high)),
            ]
        )
    )
    path = draw(st.sampled_from(["linear", "compound", "steps", "hold"]))
    of = plan(target(wants=wants, baseline=float(draw(WHOLE)), path=path), indicators=(indicator(unit="万元"),))
    years = draw(st.dictionaries(st.integers(2019, 2026), WHOLE, min_size=1, max_size=5))
    return of, [figure(year, value, unit="万元", status=FINAL) for year, value in sorted(years.items())]


def assessed(of: Any, figures: list[Any]) -> Assessment:
    return assess_plan(of, figures, None).assessments[0]


@given(judged())
@settings(max_examples=60, deadline=None)
def test_a_flip_flips_and_one_step_less_does_not(case: tuple[Any, list[Any]]) -> None:
    of, figures = case
    found = assessed(of, figures)
    assert found.outlook
    if isinstance(found.latest, Missing):
        return
    period = found.latest.period

    def status(value: float) -> str:
        other = figure(period.label, value, unit="万元", status=FINAL)
        return assessed(of, [other if one.period == period else one for one in figures]).status

    for flip in (found.outlook.fragility.up, found.outlook.fragility.down):
        if isinstance(flip, Flip):
            assert status(flip.value) == flip.status != found.status
            assert status(flip.keeps) == found.status
            assert abs(flip.value - flip.keeps) == 1
            assert flip.value - found.latest.value == flip.change


@given(judged())
@settings(max_examples=60, deadline=None)
def test_every_number_of_an_outlook_is_there_or_says_why_not(case: tuple[Any, list[Any]]) -> None:
    outlook = assessed(*case).outlook
    assert outlook
    numbers: list[Number] = [
        outlook.trend.pace,
        outlook.trend.peer_pace,
        *(change for _, change in outlook.trend.changes),
        outlook.forecast.central,
        outlook.forecast.probability,
        *(bound for one in outlook.forecast.intervals for bound in (one.low, one.high)),
        outlook.feasibility.needed,
        outlook.feasibility.best,
        outlook.feasibility.best_year,
        outlook.feasibility.share_of_peers,
        outlook.fragility.usual_revision,
    ]
    for number in numbers:
        assert isinstance(number, Missing) or math.isfinite(number)


@given(values=VALUES, compound=st.booleans(), ahead=st.integers(1, 5))
@settings(deadline=None)
def test_intervals_nest_and_a_harder_goal_is_less_likely(values: list[float], compound: bool, ahead: int) -> None:
    points = Points(times=np.arange(float(len(values))), values=np.array([values]), compound=compound)
    found = predicted(points, len(values) - 1.0 + ahead)
    if not found.present.known[0]:
        assert found.present.at(0) is Missing.NO_VARIATION
        return
    spans = [tuple(bound.value[0] for bound in found.interval(level)) for level in LEVELS]
    for (low, high), (wider_low, wider_high) in pairwise(spans):
        if not np.isnan([low, high, wider_low, wider_high]).any():
            assert wider_low <= low <= high <= wider_high
    goals = [float(goal_) for goal_ in np.linspace(0.05, 2e5, 40)]
    chances = [found.probability(np.array([one]), np.array([math.inf])).value[0] for one in goals]
    assert all(0 <= chance <= 1 for chance in chances)
    assert all(easier >= harder for easier, harder in pairwise(chances))
    # Reaching a bound and staying below it exclude each other and leave nothing else.
    below = found.probability(np.array([-math.inf]), np.array([goals[20]])).value[0]
    assert math.isclose(below + chances[20], 1.0, abs_tol=1e-9)


@given(values=VALUES, factor=st.floats(0.01, 100.0), shift=st.floats(-100.0, 100.0))
def test_the_robust_trend_moves_with_the_unit(values: list[float], factor: float, shift: float) -> None:
    times = np.arange(float(len(values)))
    own = theil_sen(Points(times=times, values=np.array([values]), compound=False)).value[0]
    other = theil_sen(Points(times=times, values=np.array([values]) * factor + shift, compound=False)).value[0]
    assert math.isclose(other, own * factor, rel_tol=1e-6, abs_tol=1e-6 * factor * max(values))


@given(freedom=st.integers(1, 200), probability=st.floats(0.0001, 0.9999))
def test_quantile_and_distribution_undo_each_other(freedom: int, probability: float) -> None:
    t = student_quantile(probability, freedom)
    assert math.isclose(student_cdf(np.array([t]), freedom)[0], probability, abs_tol=1e-9)


@given(judged(), st.lists(WHOLE, min_size=1, max_size=3))
@settings(max_examples=30, deadline=None)
def test_peers_change_nothing_but_what_is_said_of_peers(case: tuple[Any, list[Any]], others: list[int]) -> None:
    of, figures = case
    there = [figure(2021 + step, value, region="别处", unit="万元") for step, value in enumerate(others)]
    alone, among = assessed(of, figures), assessed(of, [*figures, *there])
    assert alone.outlook
    assert among.outlook
    assert alone.status == among.status
    assert alone.outlook.fragility == among.outlook.fragility
    assert alone.outlook.forecast == among.outlook.forecast


def test_the_measure_decides_whether_a_figure_may_go_below_zero() -> None:
    # From 10 down to at most -5: a stock cannot get there, growth can.
    of = plan(target(wants=goal(Comparator.AT_MOST, high=-5.0), baseline=10.0))
    assert assessed(of, [figure(2023, 0)]).outlook.fragility.down is Missing.NO_FLIP  # type: ignore[union-attr]
    growth = plan(
        target(wants=goal(Comparator.AT_MOST, high=-5.0), baseline=10.0),
        indicators=(indicator(measure=Measure.RATIO, unit="%"),),
    )
    assert isinstance(assessed(growth, [figure(2023, 0, unit="%")]).outlook.fragility.down, Flip)  # type: ignore[union-attr]
