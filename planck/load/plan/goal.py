"""Goals: what is compared with what."""

from collections.abc import Mapping
from decimal import Decimal

from planck.load.plan import rules_goal as rules
from planck.load.plan.field import Field
from planck.load.plan.number import finite, level, step
from planck.load.plan.target_schema import IN_PERCENT, WRAPPING
from planck.load.source.checked import Checked
from planck.load.source.excerpt import excerpt
from planck.model import Comparator, Goal, Indicator, Measure, Quantity, Text

# Growth and its kin, and steps: all that is counted from a baseline.
SINCE_BASELINE = tuple(quantity for quantity in WRAPPING if quantity is not Quantity.TOTAL)
_STRICT = (Comparator.MORE_THAN, Comparator.LESS_THAN)
_SERIES = (Comparator.ABOVE_SERIES, Comparator.BELOW_SERIES)
_SHARES_AND_INDICES = tuple(quantity for quantity in Quantity if quantity is not Quantity.TOTAL)
_ALL_BUT_RANK_AND_DONE = tuple(name for name in Comparator if name not in (Comparator.RANK, Comparator.DONE))

_QUANTITIES: Mapping[Measure, tuple[Quantity, ...]] = {
    Measure.STOCK: _SHARES_AND_INDICES,
    Measure.FLOW: tuple(Quantity),
    Measure.RATIO: _SHARES_AND_INDICES,
    Measure.INDEX: _SHARES_AND_INDICES,
    Measure.RANK: (Quantity.LEVEL, Quantity.INCREASE, Quantity.DECREASE),
    Measure.EVENT: (Quantity.LEVEL,),
}
# Of levels. A rank is better the smaller it is, so that "at least 3" would be read both ways.
_COMPARATORS: Mapping[Measure, tuple[Comparator, ...]] = {
    Measure.STOCK: _ALL_BUT_RANK_AND_DONE,
    Measure.FLOW: _ALL_BUT_RANK_AND_DONE,
    Measure.RATIO: _ALL_BUT_RANK_AND_DONE,
    Measure.INDEX: _ALL_BUT_RANK_AND_DONE,
    Measure.RANK: (Comparator.RANK, Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.ABOUT, Comparator.BETWEEN),
    Measure.EVENT: (Comparator.DONE,),
}

Bounds = tuple[float | None, float | None]


def goal(field: Field, indicator: Indicator | None) -> Checked[Goal | None]:
    """The goal, None when it cannot be read; `indicator` None: it is not known what the goal is about."""
    outer = yield from _only(field)
    if outer is None:
        return None
    wrapped = outer.key in WRAPPING
    quantity = Quantity(outer.key) if wrapped else Quantity.LEVEL
    holder = outer if wrapped else field
    compared = (yield from _only(holder)) if wrapped else outer
    if compared is None:
        return None
    comparator = Comparator(compared.key)
    yield from _fits(outer, quantity, comparator, indicator)
    low, high = yield from _bounds(holder, compared, quantity, indicator)
    return Goal(
        quantity=quantity,
        comparator=comparator,
        low=low,
        high=high,
        strict=comparator in _STRICT,
        series=compared.text if comparator in _SERIES else "",
        printed=compared.text or ", ".join(part.text for part in compared.parts()),
        place=field.node.place,
    )


def _only(field: Field) -> Checked[Field | None]:
    """The one comparator or quantity in it."""
    found = [part for part in field.parts() if part.key != "tolerance"]
    if field.damaged:
        return None
    if len(found) != 1:
        got = excerpt(", ".join(part.key for part in found)) or Text(zh="没有", en="none")
        yield field.finding(rules.ONE_COMPARATOR, got=got, count=len(found))
        return None
    tolerance = field.get("tolerance")
    if tolerance and found[0].key != Comparator.ABOUT:
        yield tolerance.finding(rules.TOLERANCE)
    return found[0]


def _fits(field: Field, quantity: Quantity, comparator: Comparator, indicator: Indicator | None) -> Checked[None]:
    """A finding when an indicator of this measure cannot have such a goal."""
    if indicator is None:
        return
    of_levels = quantity is Quantity.LEVEL
    can = [
        measure.value
        for measure in Measure
        if (comparator in _COMPARATORS[measure] if of_levels else quantity in _QUANTITIES[measure])
    ]
    if indicator.measure not in can:
        measure = indicator.measure.value
        yield field.finding(rules.GOAL_MEASURE, field.label, got=field.key, measure=measure, wanted=", ".join(can))


def _bounds(holder: Field, compared: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[Bounds]:
    """Low and high, None where the goal is open."""
    match Comparator(compared.key):
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return (yield from _bound(compared, quantity, indicator)), None
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return None, (yield from _bound(compared, quantity, indicator))
        case Comparator.BETWEEN:
            return (yield from _between(compared, quantity, indicator))
        case Comparator.ABOUT:
            return (yield from _about(compared, holder.get("tolerance"), quantity, indicator))
        case Comparator.RANK:
            return None, float(compared.amount)
        case Comparator.DONE:
            return 1.0, None
        case _:
            return None, None


def _bound(field: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[float | None]:
    value = yield from _amount(field, quantity, indicator)
    return None if value is None else (yield from finite(field, value))


def _between(field: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[Bounds]:
    lower, upper = [*field.parts(), None, None][:2]
    low = (yield from _bound(lower, quantity, indicator)) if lower else None
    high = (yield from _bound(upper, quantity, indicator)) if upper else None
    if low is not None and high is not None and low > high:
        yield field.finding(rules.REVERSED, got=", ".join(part.text for part in field.parts()))
    return low, high


def _about(field: Field, tolerance: Field | None, quantity: Quantity, indicator: Indicator | None) -> Checked[Bounds]:
    value = yield from _amount(field, quantity, indicator)
    if value is None or tolerance is None:
        return None, None
    width = _width(value, tolerance, quantity)
    if width < 0:
        yield tolerance.finding(rules.TOLERANCE)
    low = yield from finite(tolerance, value - width)
    high = yield from finite(tolerance, value + width)
    return low, high


def _width(value: Decimal, tolerance: Field, quantity: Quantity) -> Decimal:
    """Half the width of the range: a share of the value, or absolute, in points where the value is a percentage."""
    if tolerance.in_percent:
        return abs(value) * tolerance.share
    return tolerance.share if quantity in IN_PERCENT else tolerance.amount


def _amount(field: Field, quantity: Quantity, indicator: Indicator | None) -> Checked[Decimal | None]:
    """The number of a comparator: a share for growth and its kin, else in the indicator's unit."""
    if quantity in IN_PERCENT:
        value: Decimal | None = field.share
    elif quantity in (Quantity.LEVEL, Quantity.TOTAL):
        value = yield from level(field, indicator)
    else:
        value = yield from step(field, indicator)
    if value is not None and (wanted := _wrong_sign(value, quantity)):
        yield field.finding(rules.GOAL_SIGN, wanted=wanted)
        return None
    return value


def _wrong_sign(value: Decimal, quantity: Quantity) -> Text | None:
    """What is wanted instead of a number that says the opposite of its quantity, or more than all."""
    if quantity in (Quantity.DECREASE, Quantity.REDUCTION) and value < 0:
        return Text(zh="应为正数", en="a positive amount")
    if quantity is Quantity.REDUCTION and value > 1:
        return Text(zh="应为不超过 100% 的降幅", en="a reduction of at most 100%")
    if quantity in (Quantity.GROWTH, Quantity.AVERAGE_GROWTH) and value < -1:
        return Text(zh="应为不低于 -100% 的增幅", en="a growth of at least -100%")
    return None
