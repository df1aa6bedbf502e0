"""Decimal numbers as text."""

from decimal import Decimal


def decimal_text(number: Decimal) -> str:
    """The number without an exponent, and without zeros behind its fraction.

    >>> decimal_text(Decimal("1.50")), decimal_text(Decimal("1E+3"))
    ('1.5', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
