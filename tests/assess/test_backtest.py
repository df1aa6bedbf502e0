"""The forecast tried on a plan's own figures, by hand."""

import pytest

from planck.assess.outlook import backtest
from planck.model import Comparator, Figure, FigureStatus, Measure, Period
from tests.building import figure, goal, indicator, plan, target

YEARS = (10, 12, 13, 17, 18, 20)


def years(*values: float, first: int = 2016, status: FigureStatus = FigureStatus.UNSTATED) -> list[Figure]:
    return [figure(first + step, value, status=status) for step, value in enumerate(values)]


def test_the_event_is_what_the_path_asks_for_in_the_hidden_year() -> None:
    # From 18 in 2020 to 20.5 in 2025 the path asks for 18.5 in 2021; predicted 20 with a variance of 2.5.
    of = plan(target(baseline=18.0, wants=goal(low=20.5)))
    found = backtest([of], years(*YEARS), 1)
    assert (found.series, found.short, found.predictions, found.score.count) == (1, 0, 1, 1)
    # t = 1.5 / sqrt(2.5) = 0.949 with 3 degrees of freedom: above 0.765 (75 %), below 1.638 (90 %).
    assert 0.75 < found.score.bins[0].predicted < 0.90
    assert found.score.base_rate == 1.0


def test_where_less_is_wanted_the_event_is_to_be_below() -> None:
    of = plan(target(baseline=18.0, wants=goal(Comparator.AT_MOST, high=15.5)))
    assert backtest([of], years(*YEARS), 1).score.base_rate == 0.0
    # What is exactly asked for is enough: from 19 to 24 it is 20.
    assert backtest([plan(target(baseline=19.0, wants=goal(low=24.0)))], years(*YEARS), 1).score.base_rate == 1.0
    # From 21 to 19 the path asks for 20.6 in 2021, and 20 is below.
    falling = plan(target(baseline=21.0, wants=goal(Comparator.AT_MOST, high=19.0)))
    assert backtest([falling], years(*YEARS), 1).score.base_rate == 1.0


def test_before_the_plan_the_goal_itself_is_the_event() -> None:
    of = plan(target(baseline=None, wants=goal(low=20.0)), base=Period.year(2030))
    assert backtest([of], years(*YEARS), 1).predictions == 0
    later = plan(target(baseline=None, wants=goal(low=20.0)), base=Period.year(2015))
    found = backtest([later], years(*YEARS), 1)
    assert found.score.count == 1
    assert found.score.bins[0].predicted == pytest.approx(0.5)


def test_a_series_counts_once_and_scenarios_never() -> None:
    twice = plan(target("a", indicator="firms", baseline=18.0), target("b", indicator="firms", baseline=18.0))
    assert backtest([twice], years(*YEARS), 1).series == 1
    scenario = years(*YEARS, status=FigureStatus.ASSUMED)
    assert backtest([twice], scenario, 1).series == 0


def test_what_has_no_way_is_not_tried() -> None:
    ranks = plan(
        target(wants=goal(Comparator.RANK, high=3.0), baseline=8.0), indicators=(indicator(measure=Measure.RANK),)
    )
    done = plan(
        target(wants=goal(Comparator.DONE, low=1.0), baseline=None), indicators=(indicator(measure=Measure.EVENT),)
    )
    assert backtest([ranks, done], years(*YEARS), 1).series == 0


def test_short_series_are_counted() -> None:
    found = backtest([plan(target())], years(1, 2, 3), 1)
    assert (found.series, found.short, found.score.count) == (0, 1, 0)
    assert [share for _, share in found.coverage] == [None, None, None]


def test_hiding_nothing_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="hold_out"):
        backtest([plan(target())], years(*YEARS), 0)
