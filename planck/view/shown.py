"""An assessment as it is told: its unit in the language, and whole numbers where things are counted one by one."""

import math

from msgspec.structs import replace

from planck.load.cells.number import is_counted
from planck.model import Assessment, Comparator, Language, Missing, Number, Quantity, Text
from planck.view.numbers import number
from planck.view.units import unit_in
from planck.words import Label

# Beyond this a float has no digits behind the point.
LARGEST = 1e15
_NOISE = 1e-9


def shown(assessment: Assessment, language: Language) -> Assessment:
    """The assessment with the unit of the language; what is counted is whole, and no better than it is."""
    whole = _whole(assessment) if _is_count(assessment) else {}
    return replace(assessment, unit=unit_in(assessment.unit, language), **whole)


def is_rank(assessment: Assessment) -> bool:
    """Whether the goal is a place in an order, which is better the smaller it is."""
    return assessment.goal.comparator is Comparator.RANK


def place_words(amount: float) -> Text:
    """A number of places in an order: `1 位`, `0.5 places`."""
    told = Label("view.ranks.place") if abs(amount) == 1 else Label("view.ranks.places")
    return told.fill(amount=number(abs(amount)))


def _is_count(assessment: Assessment) -> bool:
    goal = assessment.goal
    bounds = (goal.low, goal.high) if goal.quantity in (Quantity.LEVEL, Quantity.TOTAL) else ()
    known = (assessment.judged, assessment.baseline, *bounds)
    numbers = [value for value in known if isinstance(value, float)]
    whole = all(abs(value) < LARGEST and value == int(value) for value in numbers)
    return whole and (is_counted(assessment.unit) or is_rank(assessment))


def _whole(assessment: Assessment) -> dict[str, Number]:
    """The computed values as whole numbers: what has to be reached away from the base, what will be towards it."""
    low, high = assessment.goal_low, assessment.goal_high
    if (low is None) is (high is None):
        return {}
    up = low is not None
    path, judged = _stepped(assessment.path_value, up=up), assessment.judged
    numbers = {
        "goal_value": _stepped(assessment.goal_value, up=up),
        "path_value": path,
        "projection": _stepped(assessment.projection, up=not up),
    }
    if isinstance(path, Missing) or isinstance(judged, Missing):
        return numbers
    share = assessment.gap_share if isinstance(assessment.gap_share, Missing) or not path else (judged - path) / path
    return {**numbers, "gap": judged - path, "gap_share": share}


def _stepped(value: Number, *, up: bool) -> Number:
    if isinstance(value, Missing) or not abs(value) < LARGEST:
        return value
    slack = _NOISE * max(1.0, abs(value))
    return float(math.ceil(value - slack) if up else math.floor(value + slack))
