"""The numbers that a plan and the figures encode, each as the amounts that a document may print for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from planck.model import Comparator, Figure, Goal, Indicator, Measure, Place, Quantity, Stated, Target, Text
from planck.provenance.amounts import Amount, amount_of
from planck.provenance.folding import fold

PERCENT = "%"
POINTS = "百分点"
TIMES = "倍"

_IN_PERCENT = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)
_STEPS = (Quantity.INCREASE, Quantity.DECREASE, Quantity.AVERAGE_INCREASE)

GOAL = Text(zh="目标值", en="goal")
TOLERANCE = Text(zh="容差", en="tolerance")
BASELINE = Text(zh="基期数", en="baseline")
MILESTONE = Text(zh="节点目标", en="milestone")
SCHEDULE = Text(zh="进度", en="schedule")
STATED = Text(zh="所印速度", en="stated")
FIGURE = Text(zh="数据", en="figure")


@dataclass(frozen=True, slots=True)
class Claim:
    """One encoded number: what it is, how it reads, the amounts that say it, and where it stands in the file."""

    what: Text
    shown: str
    amounts: tuple[Amount, ...]
    place: Place


def claims_of(target: Target, indicator: Indicator) -> Iterator[Claim]:
    """The numbers of a target but for its dates and its revisions, which have their own sources."""
    if indicator.measure is Measure.EVENT:
        return
    yield from goal_claims(target.goal, indicator)
    if target.baseline and target.baseline.value is not None:
        yield _claim(BASELINE, _decimal(target.baseline.value), indicator.unit, target.baseline.place)
    for milestone in target.milestones:
        if milestone.value is not None:
            yield _claim(MILESTONE, _decimal(milestone.value), indicator.unit, milestone.place)
        if milestone.share is not None:
            yield _claim(SCHEDULE, _percent(milestone.share), PERCENT, milestone.place)
    if target.stated:
        yield from _stated(target.stated, indicator, target.place)


def goal_claims(goal: Goal, indicator: Indicator) -> Iterator[Claim]:
    """The numbers of one goal: its bounds, or its middle and its tolerance."""
    if goal.comparator is Comparator.ABOUT and goal.low is not None and goal.high is not None:
        low, high = _decimal(goal.low), _decimal(goal.high)
        middle = (low + high) / 2
        yield _goal(GOAL, middle, goal, indicator)
        yield _tolerance(middle, (high - low) / 2, goal, indicator)
        return
    if goal.comparator is Comparator.DONE:
        return
    for bound in (goal.low, goal.high):
        if bound is not None:
            yield _goal(GOAL, _decimal(bound), goal, indicator)


def figure_claim(figure: Figure) -> Claim | None:
    """The number of a figure; None when it has none."""
    if figure.value is None:
        return None
    return _claim(FIGURE, _decimal(figure.value), figure.unit, figure.place)


def _goal(what: Text, bound: Decimal, goal: Goal, indicator: Indicator) -> Claim:
    if goal.quantity in _IN_PERCENT:
        return _claim(what, bound.scaleb(2), PERCENT, goal.place)
    if goal.quantity in _STEPS and indicator.unit == PERCENT:
        return _claim(what, bound, POINTS, goal.place)
    return _claim(what, bound, "位" if goal.comparator is Comparator.RANK else indicator.unit, goal.place)


def _tolerance(middle: Decimal, width: Decimal, goal: Goal, indicator: Indicator) -> Claim:
    """The tolerance, which the plan may give as a share or in the unit."""
    relative = width / abs(middle) * 100 if middle else Decimal(0)
    absolute = _goal(TOLERANCE, width, goal, indicator)
    percent = _claim(TOLERANCE, round(relative, 6), PERCENT, goal.place)
    return Claim(TOLERANCE, percent.shown, (*percent.amounts, *absolute.amounts), goal.place)


def _stated(stated: Stated, indicator: Indicator, place: Place) -> Iterator[Claim]:
    shares = (stated.growth, stated.last_growth)
    points = (stated.points, stated.last_points)
    yield from (_claim(STATED, _percent(share), PERCENT, place) for share in shares if share is not None)
    yield from (_claim(STATED, _decimal(point), POINTS, place) for point in points if point is not None)
    if stated.units is not None:
        yield _claim(STATED, _decimal(stated.units), indicator.unit, place)
    if stated.times is not None:
        yield _claim(STATED, _decimal(stated.times), TIMES, place)


def _claim(what: Text, number: Decimal, unit: str, place: Place) -> Claim:
    plain = f"{number.normalize():f}"
    shown = plain + unit if unit == PERCENT else " ".join(filter(None, (plain, unit)))
    return Claim(what, shown, (amount_of(number, fold(unit)),), place)


def _percent(share: float) -> Decimal:
    return _decimal(share).scaleb(2)


def _decimal(number: float) -> Decimal:
    """The number as it was typed: the shortest decimal that is this float."""
    return Decimal(repr(number))
