"""Trend, forecast and replay by hand calculation."""

import math
from typing import Any

import numpy as np
import pytest

from planck.engine.measured import Floats
from planck.engine.outcome import Outcome
from planck.engine.outlook import (
    LEVELS,
    Points,
    best_pace,
    best_quarter,
    one_a_time,
    pace_between,
    points_of,
    predicted,
    replay,
    score,
    theil_sen,
)
from planck.model import Missing
from tests.judging import course, series

NAN = math.nan
UP, OPEN = np.ones(1), np.full(1, math.inf)


def points(*values: float, times: list[float] | None = None, compound: bool = False) -> Points:
    start = [2016.0 + year for year in range(len(values))]
    return Points(times=np.array(times or start), values=np.array([values]), compound=compound)


def test_the_robust_trend_is_the_median_of_all_pairs() -> None:
    # Of the ten pairs of 0, 1, 2, 30, 4 six have a slope of 1, one is below it and three are above.
    assert theil_sen(points(0, 1, 2, 30, 4)).value[0] == 1.0
    # Of 0, 1, 3 the slopes are 1, 1.5 and 2.
    assert theil_sen(points(0, 1, 3)).value[0] == 1.5
    # An even number: 0, 0, 3, NaN, 4 has 0, 1.5, 1, 3, 4/3, 1/2: the middle two are 1 and 4/3.
    assert theil_sen(points(0, 0, 3, NAN, 4)).value[0] == pytest.approx(7 / 6)


def test_on_a_compound_path_the_trend_is_growth() -> None:
    # Doubling each year but for one figure out of line.
    assert theil_sen(points(1, 2, 4, 100, 16, compound=True)).value[0] == pytest.approx(1.0)


def test_a_trend_takes_three_points_and_a_scale() -> None:
    assert theil_sen(points(1, 2)).at(0) is Missing.TOO_FEW_POINTS
    assert theil_sen(points(1, 0, 2, 3, compound=True)).at(0) is Missing.ZERO_OR_SIGN_CHANGE


def test_the_best_pace_over_some_years() -> None:
    given = points(10, 12, 13, 17, 18)
    assert [found.tolist() for found in best_pace(given, 1.0, UP)] == [[4.0], [2019.0]]
    assert [found.tolist() for found in best_pace(given, 2.0, UP)] == [[2.5], [2019.0]]
    assert best_pace(given, 2.0, -UP)[0].tolist() == [1.5]
    assert math.isnan(best_pace(given, 7.0, UP)[0][0])
    assert best_pace(points(1, 3, 6, compound=True), 1.0, UP)[0] == pytest.approx([2.0])


def test_a_quarter_of_the_peers_is_at_least_as_good() -> None:
    paces = np.array([5.0, 1.0, 3.0, NAN, 2.0, 4.0])
    assert best_quarter(paces, 1.0) == 4.0
    assert best_quarter(paces, -1.0) == 2.0
    assert math.isnan(best_quarter(np.array([NAN]), 1.0))


def test_a_random_walk_with_drift_by_hand() -> None:
    # Steps 2, 1, 4, 1: drift 2, squares around it 0 + 1 + 4 + 1 = 6 over three degrees of freedom, so 2 a year.
    # Two years on: 18 + 4, variance 2 (2 + 4/4) = 6.
    found = predicted(points(10, 12, 13, 17, 18), 2022.0)
    assert found.centre.tolist() == [22.0]
    assert found.spread == pytest.approx([math.sqrt(6)])
    assert found.freedom.tolist() == [3]
    # Published quantiles of t with 3 degrees: 0.765 for 50 %, 1.638 for 80 %, 3.182 for 95 %.
    for level, t in ((0.5, 0.765), (0.8, 1.638), (0.95, 3.182)):
        low, high = found.interval(level)
        assert low.value[0] == pytest.approx(22 - t * math.sqrt(6), abs=2e-3)
        assert high.value[0] == pytest.approx(22 + t * math.sqrt(6), abs=2e-3)
    assert found.probability(np.array([22.0]), OPEN).value[0] == pytest.approx(0.5)
    assert found.probability(np.array([22 + 1.638 * math.sqrt(6)]), OPEN).value[0] == pytest.approx(0.1, abs=1e-4)
    assert found.probability(-OPEN, np.array([22 + 1.638 * math.sqrt(6)])).value[0] == pytest.approx(0.9, abs=1e-4)
    within = found.probability(np.array([22 - 0.765 * math.sqrt(6)]), np.array([22 + 0.765 * math.sqrt(6)]))
    assert within.value[0] == pytest.approx(0.5, abs=3e-4)


def test_steps_over_several_years_weigh_by_their_length() -> None:
    # Steps 1, 4 (two years), 1, 2: drift 8/5; 0.36 + 0.64/2 + 0.36 + 0.16 = 1.2 over 3; one year on 0.4 (1 + 1/5).
    given = points(0, 1, 5, 6, 8, times=[2015.0, 2016.0, 2018.0, 2019.0, 2020.0])
    found = predicted(given, 2021.0)
    assert found.centre == pytest.approx([9.6])
    assert found.spread**2 == pytest.approx([0.48])
    # A year without a figure is a step over two years.
    gap = predicted(points(0, 1, NAN, 5, 6, 8, times=[2015.0, 2016.0, 2017.0, 2018.0, 2019.0, 2020.0]), 2021.0)
    assert gap.spread == pytest.approx(found.spread)


def test_a_compound_path_is_predicted_in_logarithms() -> None:
    # In powers of two: 0, 1, 2, 4, 5; drift 1.25, squares 0.75 over 3; two years on 7.5, variance 0.25 (2 + 1).
    found = predicted(points(1, 2, 4, 16, 32, compound=True), 2022.0)
    assert found.median().value[0] == pytest.approx(2**7.5)
    low, high = found.interval(0.8)
    assert high.value[0] == pytest.approx(2 ** (7.5 + 1.6377 * math.sqrt(0.75)), rel=1e-4)
    assert low.value[0] * high.value[0] == pytest.approx(2**15)
    assert found.probability(np.array([2**7.5]), OPEN).value[0] == pytest.approx(0.5)
    assert found.probability(np.array([0.0]), OPEN).value[0] == 1.0
    assert found.probability(-OPEN, np.array([-1.0])).value[0] == 0.0


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (points(1, 2, 4, 3), Missing.TOO_FEW_POINTS),
        (points(1, 2, 3, 4, 5, 6), Missing.NO_VARIATION),
        (points(1, -2, 3, 4, 6, compound=True), Missing.ZERO_OR_SIGN_CHANGE),
        (points(NAN, NAN), Missing.NO_FIGURE),
        (points(1, 3, 2, 5, 4, times=[2018.0, 2019.0, 2020.0, 2021.0, 2022.0]), Missing.NO_TIME_LEFT),
    ],
)
def test_what_cannot_be_predicted_says_why(given: Points, reason: Missing) -> None:
    found = predicted(given, 2022.0)
    assert found.median().at(0) is reason
    assert found.interval(0.5)[0].at(0) is reason
    assert found.probability(np.zeros(1), OPEN).at(0) is reason


def test_how_small_the_numbers_are_is_no_lack_of_variation() -> None:
    one, tiny = (predicted(points(*(size * value for value in (10, 12, 13, 17, 18))), 2022.0) for size in (1, 1e-12))
    assert tiny.median().value == pytest.approx(1e-12 * one.median().value, rel=1e-6)


def test_a_goal_without_its_baseline_has_no_probability() -> None:
    found = predicted(points(10, 12, 13, 17, 18), 2022.0)
    assert found.probability(np.array([NAN]), OPEN).at(0) is Missing.NO_BASELINE


def found_points(given: dict[float, float], *, estimated: float = 0.0, **goal: Any) -> Points:
    way, figures = course(base=2020, due=2025, **goal), series(dict(given.items()))
    figures.estimated[:, figures.times == estimated] = True
    return points_of(way, figures, Outcome(way, figures, 2023))


def test_the_points_are_the_figures_and_the_baseline() -> None:
    got = found_points({2018.0: 30.0, 2021.0: 44.0, 2022.0: 50.0, 2026.0: 70.0}, baseline=40.0, low=60.0)
    assert got.times.tolist() == [2018.0, 2020.0, 2021.0, 2022.0, 2026.0]
    assert got.values[0].tolist()[:4] == [30.0, 40.0, 44.0, 50.0]
    # What came after the goal's date tells nothing of the way there.
    assert math.isnan(got.values[0, 4])


def test_a_figure_of_the_base_year_comes_before_the_plans_baseline() -> None:
    got = found_points({2020.0: 41.0, 2021.0: 44.0}, baseline=40.0, low=60.0)
    assert got.values[0].tolist() == [41.0, 44.0]


def test_a_value_made_from_a_part_of_its_year_is_no_point() -> None:
    got = found_points({2021.0: 44.0, 2022.0: 50.0}, estimated=2022.0, baseline=40.0, low=60.0)
    assert got.known[0].tolist() == [True, True, False]


def test_figures_whose_periods_end_together_are_one_point() -> None:
    # The second half and the whole year, where the one or the other is there.
    values = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, NAN]])
    got = one_a_time(np.array([2020.5, 2021.0, 2021.0]), values, compound=False)
    assert (got.times.tolist(), got.values.tolist()) == ([2020.5, 2021.0], [[1.0, 3.0], [1.0, 2.0]])
    later = one_a_time(np.array([2020.0, 2020.5, 2021.0, 2021.0]), np.array([[1.0, 2, 3, 4]]), compound=False)
    assert later.values.tolist() == [[1.0, 2, 4]]
    assert one_a_time(np.array([]), np.empty((2, 0)), compound=False).values.shape == (2, 0)


def test_the_pace_from_one_figure_to_another() -> None:
    assert pace_between(points(10, 14, 20), 0, 2).tolist() == [5.0]
    assert pace_between(points(10, 14, 40, compound=True), 0, 2) == pytest.approx([1.0])


def test_a_replay_hides_predicts_and_compares() -> None:
    # The first case of the forecast once more, one year on: 18 + 2, variance 2 (1 + 1/4).
    given = Points(
        times=np.arange(2016.0, 2022.0),
        values=np.array([[10, 12, 13, 17, 18, 22.5], [NAN, 1, 2, 3, 5, 6], [1.0, 2, 3, 4, 5, NAN]]),
        compound=False,
    )
    got = replay(given, 1)
    assert (got.row.tolist(), got.time.tolist(), got.ahead.tolist(), got.value.tolist()) == ([0], [2021], [1], [22.5])
    assert got.predicted.centre.tolist() == [20.0]
    # 22.5 is 1.58 spreads away: outside 0.765, within 1.638 and 3.182.
    assert [got.inside(level).mean() for level in LEVELS] == [0.0, 1.0, 1.0]
    # The second has four figures left, and so has the third, whose last figure is that of 2020.
    assert got.short == 2
    with pytest.raises(ValueError, match="hold_out: wanted at least 1, got 0"):
        replay(given, 0)


def test_a_replay_of_two_years_predicts_one_and_two_years_ahead() -> None:
    got = replay(points(10, 12, 13, 17, 18, 20, 29), 2)
    assert (got.ahead.tolist(), got.predicted.centre.tolist()) == ([1.0, 2.0], [20.0, 22.0])
    assert got.probability(np.array([20.0, 22.0]), np.full(2, math.inf)).tolist() == pytest.approx([0.5, 0.5])


def bits(*values: int) -> Floats:
    return np.array(values, dtype=np.float64)


def test_the_brier_score_and_its_skill() -> None:
    # (0.01 + 0.36 + 0.04 + 0) / 4 = 0.1025; three of four came true, 0.75 * 0.25 = 0.1875.
    got = score(np.array([0.1, 0.4, NAN, 0.8, 1.0]), bits(0, 1, 1, 1, 1).astype(bool))
    assert (got.count, got.base_rate) == (4, 0.75)
    assert got.brier == pytest.approx(0.1025)
    assert got.climatology == pytest.approx(0.1875)
    assert got.skill == pytest.approx(1 - 0.1025 / 0.1875)
    # A probability on a border belongs to the bin above it, 1 to the last.
    assert [(one.low, one.high, one.count, one.observed) for one in got.bins] == [
        (0.1, 0.2, 1, 0),
        (0.4, 0.5, 1, 1),
        (0.8, 0.9, 1, 1),
        (0.9, 1.0, 1, 1),
    ]


def test_the_table_of_calibration_counts_by_tenths() -> None:
    got = score(np.array([0.32, 0.38, 0.35, 0.71]), bits(1, 0, 0, 1).astype(bool))
    assert [(one.count, round(one.predicted, 9), one.observed) for one in got.bins] == [(3, 0.35, 1 / 3), (1, 0.71, 1)]


def test_a_score_that_means_nothing_is_none() -> None:
    nothing = score(np.array([NAN]), np.array([True]))
    assert (nothing.count, nothing.brier, nothing.skill, nothing.bins) == (0, None, None, ())
    assert score(np.array([0.9]), np.array([True])).skill is None
