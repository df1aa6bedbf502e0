"""Printed rounding: the span of true values that a printed number stands for."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from planck.assess.panel import PERCENT, is_percent
from planck.assess.select import key
from planck.load.cells.number import PREFIXES
from planck.model import Binary, Call, Constant, Conversion, Expression, Indicator, Operator, Reading

Span = tuple[float, float]


@lru_cache(maxsize=65536)
def half_unit(text: str) -> float:
    """Half a unit of the last printed digit: 0.05 for 1.5, 500 for 3.5万; 0 where the text is no plain number."""
    digits = key(text).replace(",", "").rstrip("%")
    number = digits.rstrip("十百千万亿")
    power = PREFIXES.get(digits[len(number) :], Fraction(1))
    try:
        exponent = Decimal(number).as_tuple().exponent
    except InvalidOperation:
        return 0.0
    return 0.5 * 10.0**exponent * float(power) if isinstance(exponent, int) else 0.0


def span(reading: Reading) -> Span:
    """The values that would be printed like this reading."""
    half = slack(reading.text, conversion_of(reading))
    return reading.value - half, reading.value + half


def conversion_of(reading: Reading) -> Conversion | None:
    """How the one figure of a reading came into its unit; None where it was in it, or there are several."""
    return reading.figures[0].converted if len(reading.figures) == 1 else None


def slack(text: str, conversion: Conversion | None) -> float:
    """Half a unit of the last digit that was printed, which for a converted figure was in another unit."""
    return half_unit(conversion.text) * conversion.factor if conversion else half_unit(text)


def formula_span(expression: Expression, spans: Mapping[str, Span], indicators: Mapping[str, Indicator]) -> Span | None:
    """A span that holds every value of a formula while its inputs move within theirs (interval arithmetic).

    It may be wider than need be where an input stands twice, never narrower. None where a divisor may be zero, and for
    functions, which read more than one period.
    """
    if isinstance(expression, Constant):
        return expression.value, expression.value
    if isinstance(expression, Call):
        return None
    if not isinstance(expression, Binary):
        scale = PERCENT if is_percent(indicators[expression.indicator].unit) else 1
        low, high = spans[expression.indicator]
        return low / scale, high / scale
    left = formula_span(expression.left, spans, indicators)
    right = formula_span(expression.right, spans, indicators)
    return None if left is None or right is None else _combined(expression.operator, left, right)


def _combined(operator: Operator, left: Span, right: Span) -> Span | None:
    if operator is Operator.ADD:
        return left[0] + right[0], left[1] + right[1]
    if operator is Operator.SUBTRACT:
        return left[0] - right[1], left[1] - right[0]
    if operator is Operator.DIVIDE:
        if right[0] <= 0 <= right[1]:
            return None
        right = 1 / right[1], 1 / right[0]
    corners = [a * b for a in left for b in right]
    return min(corners), max(corners)
