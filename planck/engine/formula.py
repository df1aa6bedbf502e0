"""Derived indicators: formulas evaluated on arrays of figures."""

from collections.abc import Callable, Mapping

import numpy as np

from planck.engine.measured import Floats
from planck.engine.outcome import SAME_TIME
from planck.model import Call, Constant, Expression, Operator, Series
from planck.record import Record
from planck.registry import Table


class Columns(Record):
    """What a formula can read: yearly values (R, P) by indicator id, at `times` (P, rising), and baselines (R,).

    Indicators in % are shares here, so that 100 * (1 + growth) means what it says.
    """

    times: Floats
    values: Mapping[str, Floats]
    baselines: Mapping[str, Floats]
    base_time: float


Function = Callable[[Columns, str], Floats]
FUNCTIONS: Table[Function] = Table("formula function")

_OPERATIONS: dict[Operator, Callable[[Floats, Floats], Floats]] = {
    Operator.ADD: np.add,
    Operator.SUBTRACT: np.subtract,
    Operator.MULTIPLY: np.multiply,
    Operator.DIVIDE: np.divide,
}


def evaluate(expression: Expression, columns: Columns) -> Floats:
    """The value of a formula per region and period, (R, P); NaN where an operand is missing or a divisor is zero."""
    with np.errstate(all="ignore"):
        value = _value(expression, columns)
    return np.where(np.isfinite(value), value, np.nan)


def _value(expression: Expression, columns: Columns) -> Floats:
    if isinstance(expression, Constant):
        return np.array([[expression.value]])
    if isinstance(expression, Series):
        return columns.values[expression.indicator]
    if isinstance(expression, Call):
        return FUNCTIONS[expression.function](columns, expression.indicator)
    return _OPERATIONS[expression.operator](_value(expression.left, columns), _value(expression.right, columns))


@FUNCTIONS.entry("previous")
def previous(columns: Columns, indicator: str) -> Floats:
    """The value one year earlier."""
    values = columns.values[indicator]
    earlier = np.full(values.shape, np.nan)
    for column, source in enumerate(_year_before(columns.times)):
        if source >= 0:
            earlier[:, column] = values[:, source]
    return earlier


@FUNCTIONS.entry("chain")
def chain(columns: Columns, indicator: str) -> Floats:
    """The product of (1 + yearly growth) since the base year: 1 there, missing after the first year without one."""
    factors = 1 + columns.values[indicator]
    chained = np.full(factors.shape, np.nan)
    for column, source in enumerate(_year_before(columns.times)):
        if abs(columns.times[column] - columns.base_time) <= SAME_TIME:
            chained[:, column] = 1.0
        elif abs(columns.times[column] - columns.base_time - 1) <= SAME_TIME:
            chained[:, column] = factors[:, column]
        elif source >= 0:
            chained[:, column] = chained[:, source] * factors[:, column]
    return chained


@FUNCTIONS.entry("baseline")
def baseline(columns: Columns, indicator: str) -> Floats:
    """The plan's baseline of the indicator, the same in every period."""
    return columns.baselines[indicator][:, None]


def _year_before(times: Floats) -> list[int]:
    """For each column the column of one year earlier, -1 where there is none."""
    return [
        next((index for index, other in enumerate(times) if abs(time - 1 - other) <= SAME_TIME), -1) for time in times
    ]
