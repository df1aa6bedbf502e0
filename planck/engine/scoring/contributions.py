"""What a score and a change of score are made of; the parts add up exactly."""

import numpy as np

from planck.engine.scoring.aggregate import Form, Node, Tree, form_of
from planck.engine.scoring.ranks import ranks
from planck.engine.scoring.ways import Bools, Floats, Refusal
from planck.model.scoring import Ties
from planck.record import Record

NEAR = 1e-6
"""Values nearer than this share of themselves take the slope between them: their difference is mostly noise."""


def forms(tree: Tree) -> list[Form] | Refusal:
    """The form of every node; refused when one of them is no mean."""
    means = [form for node in tree.nodes if (form := form_of(node))]
    return means if len(means) == len(tree.nodes) else Refusal.NOT_A_MEAN


def shares_of(node: Node, values: Floats) -> Floats:
    """The weights of the parts that are there, scaled to 1: units x parts; 0 for one that is not."""
    there = ~np.isnan(values[:, list(node.parts)]) * np.array(node.weights)
    with np.errstate(all="ignore"):
        return np.asarray(np.nan_to_num(there / there.sum(axis=1, keepdims=True)))


def gain(node: Node, form: Form) -> float:
    """What the mean of a node is multiplied by: its factor, and the sum of its weights where they stand as they are."""
    factor = (node.rescale.factor if node.rescale else None) or 1.0
    return factor * (sum(node.weights) if form.total else 1.0)


def stood_in(node: Node, place: int, values: Floats) -> Bools:
    """Where a node has a value and none of its parts, so that something stands in for it."""
    return np.asarray(np.isnan(values[:, list(node.parts)]).all(axis=1) & ~np.isnan(values[:, place]))


def _quotient(over: Floats, under: Floats, otherwise: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return np.asarray(np.where(under == 0, otherwise, over / under))


def contributions(values: Floats, tree: Tree) -> Floats | Refusal:
    """What each part gives to the index of each unit, units x (indicators + nodes), of the values of `rolled`.

    The indicators sum to the index, and the parts of a node to what the node gives: x times the slope of the index in
    x, by Euler's theorem, because every mean here doubles when its parts do. In an arithmetic mean that is weight times
    mark. A gap gives 0; a unit without an index gives 0 everywhere. What stands in for a node is that node's own.
    """
    means = forms(tree)
    if isinstance(means, Refusal):
        return means
    slope = np.zeros(values.shape)
    slope[:, tree.top] = 1.0
    for place in range(len(tree.nodes) - 1, -1, -1):
        node, form = tree.nodes[place], means[place]
        times = gain(node, form)
        own, parts = values[:, [tree.leaves + place]] / times, values[:, list(node.parts)]
        with np.errstate(all="ignore"):
            down = shares_of(node, values) * _quotient(form.slope(parts), form.slope(own), np.ones_like(parts)) * times
        slope[:, list(node.parts)] += slope[:, [tree.leaves + place]] * np.nan_to_num(down)
    return np.nan_to_num(values) * slope * ~np.isnan(values[:, [tree.top]])


class Change(Record):
    """What moved the index of each unit from one year to the next, all units x (indicators + nodes).

    per_mark: points of the index per point of the part. own: points through the change of the part (indicators, and
    nodes that something stood in for; per_mark times the change of the mark). coverage: points through its coming,
    going or gaining weight as others do.
    Over a unit own and coverage sum to the change of its index; NaN where one of the two years has no index.
    """

    per_mark: Floats
    own: Floats
    coverage: Floats


def _steepness(form: Form, before: Floats, after: Floats) -> Floats:
    """(f(after) - f(before)) / (after - before), the slope where the two are as good as equal."""
    step = after - before
    close = np.abs(step) <= NEAR * np.maximum(np.abs(before), np.abs(after))
    with np.errstate(all="ignore"):
        secant = (form.to(after) - form.to(before)) / step
        return np.asarray(np.where(close, form.slope((before + after) / 2), secant))


def _node_change(node: Node, form: Form, place: int, ends: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Points of the node per point of each part, and points by change of the part's weight: units x parts, twice."""
    times = gain(node, form)
    before, after = (values.copy() for values in ends)
    before[:, place] /= times
    after[:, place] /= times
    old, new = before[:, list(node.parts)], after[:, list(node.parts)]
    weights = shares_of(node, before), shares_of(node, after)
    # A part that is there in one year only has not moved: all that it does, it does by coming or going.
    old, new = np.where(np.isnan(old), new, old), np.where(np.isnan(new), old, new)
    back = _quotient(np.ones(len(old)), _steepness(form, before[:, place], after[:, place]), np.zeros(len(old)))[
        :, None
    ]
    with np.errstate(all="ignore"):
        level = (form.to(before[:, [place]]) + form.to(after[:, [place]])) / 2
        distance = (form.to(old) + form.to(new)) / 2 - level
        per_part = back * (weights[0] + weights[1]) / 2 * _steepness(form, old, new)
        weighed = back * (weights[1] - weights[0]) * distance
    # What stands in for a node has no parts that could have moved it.
    whole = ~(stood_in(node, place, before) | stood_in(node, place, after))[:, None] * times
    return np.nan_to_num(per_part) * whole, np.nan_to_num(weighed) * whole


def change(before: Floats, after: Floats, tree: Tree) -> Change | Refusal:
    """The change of the index split exactly, from the values of `rolled` of two years over the same units.

    Source: for geometric means the logarithmic mean Divisia index I (Ang, Energy Policy 32, 2004); the other means have
    the divided difference of their own form in its place.
    """
    means = forms(tree)
    if isinstance(means, Refusal):
        return means
    per, coverage = np.zeros(before.shape), np.zeros(before.shape)
    per[:, tree.top] = 1.0
    for place in range(len(tree.nodes) - 1, -1, -1):
        node, at = tree.nodes[place], tree.leaves + place
        per_part, weighed = _node_change(node, means[place], at, (before, after))
        per[:, list(node.parts)] += per[:, [at]] * per_part
        coverage[:, list(node.parts)] += per[:, [at]] * weighed
    own = per * np.nan_to_num(after - before) * _movable(before, after, tree)
    unknown = np.isnan(after[:, [tree.top]] - before[:, [tree.top]])
    return Change(
        per_mark=np.where(unknown, np.nan, per),
        own=np.where(unknown, np.nan, own),
        coverage=np.where(unknown, np.nan, coverage),
    )


def _movable(before: Floats, after: Floats, tree: Tree) -> Bools:
    """The parts that move by themselves: indicators, and nodes that something stood in for."""
    nodes = [
        stood_in(node, tree.leaves + place, before) | stood_in(node, tree.leaves + place, after)
        for place, node in enumerate(tree.nodes)
    ]
    return np.concatenate([np.ones((len(before), tree.leaves), dtype=np.bool_), np.stack(nodes, axis=1)], axis=1)


TIED = {Ties.MIN: 0.0, Ties.MEAN: 0.5, Ties.MAX: 1.0, Ties.DENSE: 0.0}
NOTHING = 1e-6
"""Movements that cancel each other out but for this share of them have no parts: they would be noise, blown up."""


class RankChange(Record):
    """Why the rank of a unit changed, in places, negative is up; parts, rounding and entered sum to the change.

    parts: per indicator and node. rounding: what the rounding before ranking has made, or movements that cancel each
    other out but for noise. entered: what better units did by entering the ranking (or leaving it, negative).
    overtook, overtaken_by: the units whose order to this one changed; a tie made or undone counts.
    """

    parts: Floats
    rounding: float
    entered: float
    overtook: tuple[int, ...]
    overtaken_by: tuple[int, ...]


def rank_change(unit: int, ends: tuple[Floats, Floats], moved: Floats, ties: Ties = Ties.MIN) -> RankChange:
    """The change of a unit's rank, split by whom it passed and, for each of them, by what moved the distance.

    A tie counts as nothing, half a place or a place by its rule; dense ranks, which are no count of units, are taken
    by that of the better rank.

    ends: what all units were ranked by in the two years (before, after). moved: units x parts, points that each part
    moved. Everything is 0 for a unit that lacks one of the years.
    """
    there = [~np.isnan(scores) for scores in ends]
    both = there[0] & there[1] & bool(there[0][unit] & there[1][unit])
    with np.errstate(invalid="ignore"):
        before, after = ((place < place[unit]) + TIED[ties] * (place == place[unit]) for place in map(ranks, ends))
    step = (after - before) * both
    entered = (after * ~there[0]).sum() - (before * ~there[1]).sum() if both[unit] else 0
    parts, rounding = np.zeros(moved.shape[1]), 0.0
    for other in np.flatnonzero(step):
        apart = moved[other] - moved[unit]
        total = apart.sum()
        if abs(total) <= NOTHING * np.abs(apart).sum():
            rounding += float(step[other])
        else:
            parts += step[other] * apart / total
    return RankChange(
        parts=parts,
        rounding=rounding,
        entered=float(entered),
        overtook=tuple(np.flatnonzero(step < 0).tolist()),
        overtaken_by=tuple(np.flatnonzero(step > 0).tolist()),
    )
