"""Printed rounding: the span of true values that a printed number stands for."""

from decimal import Decimal, InvalidOperation
from itertools import product

import numpy as np

from planck.assess.derive import is_percent
from planck.assess.names import key
from planck.engine.formula import Columns, evaluate
from planck.model import Expression, Indicator, Reading

Span = tuple[float, float]
PERCENT = 100.0


def half_unit(text: str) -> float:
    """Half a unit of the last printed digit: 0.05 for 1.5; 0 where the text is no plain number."""
    try:
        exponent = Decimal(key(text).replace(",", "").rstrip("%")).as_tuple().exponent
    except InvalidOperation:
        return 0.0
    return 0.5 * 10.0**exponent if isinstance(exponent, int) else 0.0


def span(reading: Reading) -> Span:
    """The values that would be printed like this reading."""
    slack = half_unit(reading.text)
    return reading.value - slack, reading.value + slack


def formula_span(expression: Expression, spans: dict[str, Span], indicators: dict[str, Indicator]) -> Span | None:
    """The least and the greatest value of a formula of `+ - * /` while its inputs move within their rounding.

    Each input is taken at both ends: the formulas are monotone in every input as long as no divisor changes sign.
    None when no value exists.
    """
    names = list(spans)
    corners = np.array(list(product(*(spans[name] for name in names))), dtype=np.float64)
    values = {
        name: corners[:, index : index + 1] / (PERCENT if is_percent(indicators[name].unit) else 1.0)
        for index, name in enumerate(names)
    }
    columns = Columns(times=np.zeros(1), values=values, baselines={}, base_time=0.0)
    found = evaluate(expression, columns)
    return None if np.isnan(found).any() else (float(found.min()), float(found.max()))
