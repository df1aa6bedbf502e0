"""Numbers of a plan, kept exact until they are done: levels, shares, and amounts without a percent sign."""

import math
from decimal import Decimal

from planck.load.plan import rules_goal as rules
from planck.load.plan import rules_shape as shape
from planck.load.plan.field import Field
from planck.load.source.checked import Checked
from planck.model import Indicator

PERCENT_UNITS = ("%", "％")


def level(field: Field, indicator: Indicator | None) -> Checked[Decimal | None]:
    """A value of the indicator: in a unit % the sign may stand behind it, 1.5% is 1.5."""
    if field.in_percent and indicator and indicator.unit not in PERCENT_UNITS:
        yield field.finding(rules.PERCENT_IN_UNIT, unit=indicator.unit)
        return None
    return field.amount


def step(field: Field, indicator: Indicator | None) -> Checked[Decimal | None]:
    """A number of units or points, without a percent sign."""
    if field.in_percent:
        yield field.finding(rules.PERCENT_IN_UNIT, unit=indicator.unit if indicator else "")
        return None
    return field.amount


def finite(field: Field, value: Decimal) -> Checked[float | None]:
    """The number as a float; a finding where none is large enough."""
    number = float(value)
    if math.isinf(number):
        yield field.finding(shape.UNREADABLE_NUMBER, got=str(value))
        return None
    return number
