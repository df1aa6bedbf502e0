"""Formulas on arrays."""

import numpy as np
import pytest

from planck.engine.formula import FUNCTIONS, Columns, evaluate
from planck.model import Binary, Call, Constant, Expression, Operator, Series

COLUMNS = Columns(
    times=np.array([2020.0, 2021.0, 2022.0, 2024.0]),
    values={
        "rd": np.array([[20.0, 20.06, 24.0, 30.0]]),
        "gdp": np.array([[1818.0, np.nan, 0.0, 2400.0]]),
        "growth": np.array([[np.nan, 0.003, 0.10, 0.2]]),
    },
    baselines={"rd": np.array([20.0])},
    base_time=2020.0,
)


def close(expression: Expression, *expected: float) -> None:
    assert evaluate(expression, COLUMNS)[0] == pytest.approx(expected, nan_ok=True)


def test_a_ratio_is_missing_where_an_operand_is_or_the_divisor_is_zero() -> None:
    close(Binary(Operator.DIVIDE, Series("rd"), Series("gdp")), 20 / 1818, np.nan, np.nan, 30 / 2400)


def test_the_four_operations() -> None:
    close(Binary(Operator.ADD, Series("rd"), Constant(1)), 21, 21.06, 25, 31)
    close(Binary(Operator.SUBTRACT, Series("rd"), Constant(1)), 19, 19.06, 23, 29)
    close(Binary(Operator.MULTIPLY, Series("rd"), Constant(2)), 40, 40.12, 48, 60)


def test_previous_is_the_year_before() -> None:
    close(Call("previous", "rd"), np.nan, 20, 20.06, np.nan)


def test_chain_stops_at_the_first_year_without_growth() -> None:
    close(Call("chain", "growth"), 1, 1.003, 1.003 * 1.10, np.nan)


def test_the_amount_follows_from_the_baseline_and_published_growth() -> None:
    # Gongshu: 20 in 2020, +0.3 % in 2021 gives 20.06.
    amount = Binary(Operator.MULTIPLY, Call("baseline", "rd"), Call("chain", "growth"))
    assert evaluate(amount, COLUMNS)[0, 1] == pytest.approx(20.06)


def test_every_function_says_what_it_gives() -> None:
    assert set(FUNCTIONS) == {"previous", "chain", "baseline"}
    assert all(function.__doc__ for _, function in FUNCTIONS.items())
