"""Published rates, by the functions that compute them. Every expected number is printed in its source."""

import numpy as np
import pytest

from planck.engine.measured import cagr, slope
from planck.model import Missing
from tests.golden.measures import chained, over_fulfilment

# Gongshu, outline of the 14th plan, table of indicators (document 003_6d906ad2a4f0f1c2): baseline, goal; rates by hand.
PLAN_RATES = [(466, 1000, 16.50), (1285, 2600, 15.14), (20, 40, 14.87)]
PLAN_STEPS = [(1.1, 1.5, 0.08), (81.5, 82, 0.1), (40, 60, 4)]

# Qinghai bureau of statistics, 2009: energy use per unit of GDP, -1.51 % ... of a goal of 17 % less in five years.
QINGHAI_YEARS = [0.0151, -0.022, -0.0418]


@pytest.mark.parametrize(("baseline", "goal", "percent"), PLAN_RATES)
def test_required_growth_of_the_gongshu_plan(baseline: float, goal: float, percent: float) -> None:
    assert cagr(baseline, goal, 5).value[0] * 100 == pytest.approx(percent, abs=0.005)


@pytest.mark.parametrize(("baseline", "goal", "step"), PLAN_STEPS)
def test_required_step_of_the_gongshu_plan(baseline: float, goal: float, step: float) -> None:
    assert slope(baseline, goal, 5).value[0] == pytest.approx(step, abs=1e-12)


def test_qinghai_cumulative_and_average_change() -> None:
    cumulative = chained(QINGHAI_YEARS)
    assert cumulative * 100 == pytest.approx(-4.87, abs=0.005)
    assert cagr(1, 1 + cumulative, 3).value[0] * 100 == pytest.approx(-1.65, abs=0.005)


def test_qinghai_what_is_left_of_a_goal_of_17_per_cent_after_4_87() -> None:
    # Printed: 12.75 % in all and 6.59 % a year for the two years left; 3.66 % a year was the pace of the plan.
    assert cagr(1 - 0.0487, 1 - 0.17, 1.0).value[0] * 100 == pytest.approx(-12.75, abs=0.005)
    assert cagr(1 - 0.0487, 1 - 0.17, 2).value[0] * 100 == pytest.approx(-6.59, abs=0.005)
    assert cagr(1, 1 - 0.17, 5).value[0] * 100 == pytest.approx(-3.66, abs=0.005)


def test_mid_term_report_of_the_12th_plan_co2() -> None:
    # 6.6 % of 17 % reached with three years left: 3.9 % a year is needed.
    assert cagr(1 - 0.066, 1 - 0.17, 3).value[0] * 100 == pytest.approx(-3.9, abs=0.05)


@pytest.mark.parametrize(
    ("goal", "over", "percent"),
    [(20, 6.59, 32.95), (20, 1.0, 5.0)],
    ids=["Beijing 2010", "Tianjin 2010"],
)
def test_over_fulfilment_is_linear(goal: float, over: float, percent: float) -> None:
    assert over_fulfilment(goal + over, goal).value[0] * 100 == pytest.approx(percent, abs=0.005)


@pytest.mark.parametrize(("end", "percent"), [(227.05, 9.54), (292.15, 12.65)])
def test_yangtze_delta_index_growth_over_nine_years(end: float, percent: float) -> None:
    assert cagr(100, end, 9).value[0] * 100 == pytest.approx(percent, abs=0.005)


@pytest.mark.parametrize(("current", "more", "percent"), [(27956.3, 3563.2, 14.6), (30782.9, 2826.6, 10.1)])
def test_national_rd_growth(current: float, more: float, percent: float) -> None:
    # National bulletins on R&D spending of 2021 and 2022: amount, increase and growth are all printed.
    assert cagr(current - more, current, 1.0).value[0] * 100 == pytest.approx(percent, abs=0.05)


@pytest.mark.parametrize(
    ("start", "end", "years", "reason"),
    [
        (0, 5, 3, Missing.ZERO_OR_SIGN_CHANGE),
        (5, 0, 3, Missing.ZERO_OR_SIGN_CHANGE),
        (-5, 4, 3, Missing.ZERO_OR_SIGN_CHANGE),
        (5, 4, 0, Missing.NO_TIME_LEFT),
        (5, 4, -1, Missing.NO_TIME_LEFT),
        (np.nan, 4, 1, Missing.NO_FIGURE),
        (5, np.nan, 1, Missing.NO_FIGURE),
        (1e-300, 1e300, 1e-3, Missing.TOO_LARGE),
    ],
)
def test_a_rate_without_meaning_is_missing_with_its_reason(
    start: float, end: float, years: float, reason: Missing
) -> None:
    assert cagr(start, end, years).at(0) is reason


def test_two_negative_amounts_have_a_rate() -> None:
    assert cagr(-5, -4, 1).at(0) == pytest.approx(-0.2)


def test_over_fulfilment_of_nothing_is_missing() -> None:
    assert over_fulfilment(5, 0).at(0) is Missing.ZERO_OR_SIGN_CHANGE
    assert over_fulfilment(np.nan, 1).at(0) is Missing.NO_FIGURE


def test_rates_are_columns() -> None:
    rates = cagr([466, 1285, 0], [1000, 2600, 5], 5)
    assert rates.value[:2] * 100 == pytest.approx([16.50, 15.14], abs=0.005)
    assert rates.at(2) is Missing.ZERO_OR_SIGN_CHANGE
    assert list(rates.known) == [True, True, False]
