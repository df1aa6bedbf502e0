"""Figures in the unit of their indicator: by a declared conversion, or not at all."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from planck.assess.names import key
from planck.load.cells.number import is_event_word
from planck.load.cells.units import factor
from planck.model import Conversion, Figure, Indicator, Measure

_LARGEST = 10**300


def in_unit(figure: Figure, indicator: Indicator) -> Figure | None:
    """The figure in its indicator's unit, itself where that is the same or unstated; None when it cannot be.

    A word such as 完成 is a number for an event alone.
    """
    if indicator.measure is not Measure.EVENT and is_event_word(figure.text):
        return None
    if not figure.unit or not indicator.unit or key(figure.unit) == key(indicator.unit):
        return figure
    times = factor(figure.unit, indicator.unit)
    if times is None or figure.value is None:
        return None if times is None else figure
    value = scaled(figure.value, times)
    if value is None:
        return None
    conversion = Conversion(figure.text, figure.unit, float(times))
    return replace(figure, value=float(value), text=decimal_text(value), unit=indicator.unit, converted=conversion)


def scaled(value: float, times: Fraction) -> Fraction | None:
    """The number as it is printed, multiplied exactly; None beyond what a float holds safely."""
    made = Fraction(repr(value)) * times
    return None if abs(made) > _LARGEST else made


def decimal_text(value: Fraction) -> str:
    """The number without an exponent: exact where it ends, else as many digits as a float holds."""
    digits = Decimal(value.numerator) / Decimal(value.denominator)
    exact = Fraction(digits) == value
    text = format(digits if exact else Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
