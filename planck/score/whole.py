"""What is decided about scores once they are made: bonus, deductions, vetoes, grades, the quota."""

from collections.abc import Mapping, Sequence

import numpy as np

from planck.model.scoring import Grade, Item, Items, Quota, Veto
from planck.score.refusal import Bools, Floats

Values = Mapping[str, Floats]


def item_points(item: Item, value: Floats) -> Floats:
    """Points of one item per unit: points for every `per` units beyond `beyond`, 0..cap; none without a figure."""
    points = np.maximum(value - item.beyond, 0.0) / item.per * item.points
    held = points if item.cap is None else np.minimum(points, item.cap)
    return np.asarray(np.where(np.isnan(value), 0.0, held))


def items_points(items: Items, values: Values, units: int) -> Floats:
    """Points of all items per unit, capped together. `values` are by the item's id."""
    total = np.zeros(units)
    for item in items.items:
        total += item_points(item, values[item.id])
    return total if items.cap is None else np.minimum(total, items.cap)


def items_missing(items: Items, values: Values, units: int) -> Floats:
    """The points that missing figures could still bring, per unit; infinite where an item has no cap."""
    total = np.zeros(units)
    for item in items.items:
        total += np.where(np.isnan(values[item.id]), np.inf if item.cap is None else item.cap, 0.0)
    have = items_points(items, values, units)
    return total if items.cap is None else np.minimum(total, items.cap - have)


def vetoed(veto: Veto, value: Floats) -> Bools:
    """Where a veto falls; not where there is no figure."""
    with np.errstate(invalid="ignore"):
        if veto.low is not None:
            return np.asarray(value > veto.low if veto.strict else value >= veto.low)
        assert veto.high is not None
        return np.asarray(value < veto.high if veto.strict else value <= veto.high)


def grade_of(grades: Sequence[Grade], score: float, rank: float | None) -> str:
    """The first grade that the score reaches and whose places are not taken; empty where there is none."""
    for grade in grades:
        in_places = grade.rank is None or (rank is not None and rank <= grade.rank)
        if in_places and (grade.at_least is None or score >= grade.at_least - 1e-9 * max(1.0, abs(grade.at_least))):
            return grade.id
    return ""


def lowered(grades: Sequence[Grade], grade: str, best: str) -> str:
    """The worse of a grade and the best one that a veto leaves."""
    order = [one.id for one in grades]
    return max(grade, best, key=order.index) if grade else grade


def winners(quota: Quota, ranks: Sequence[float | None], grades: Sequence[str]) -> tuple[bool, ...]:
    """Who wins: the best `count` among those with a grade that counts, and who ties with the last of them."""
    able = [
        rank if rank is not None and (not quota.grades or grade in quota.grades) else None
        for rank, grade in zip(ranks, grades, strict=True)
    ]
    known = sorted(rank for rank in able if rank is not None)
    border = known[min(quota.count, len(known)) - 1] if known else 0.0
    return tuple(rank is not None and rank <= border for rank in able)
