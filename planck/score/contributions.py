"""What a score and a change of score are made of; the parts add up exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planck.score.aggregation import AGGREGATIONS, Form
from planck.score.hierarchy import Node, Tree
from planck.score.normalisation import Marking, scale_of
from planck.score.refusal import Floats, Refusal

NEAR = 1e-6
"""Values nearer than this share of themselves take the slope between them: their difference is mostly noise."""


def forms(tree: Tree) -> list[Form] | Refusal:
    """The form of every node; refused when one of them is no mean."""
    methods = [(AGGREGATIONS[node.method], node.given) for node in tree.nodes]
    if any(method.form is None for method, _ in methods):
        return Refusal.NOT_A_MEAN
    return [method.form({**method.parameters, **given}) for method, given in methods if method.form is not None]


def shares_of(node: Node, values: Floats) -> Floats:
    """The weights of the parts that are there, scaled to 1: units x parts; 0 for one that is not."""
    there = ~np.isnan(values[:, list(node.parts)]) * np.array(node.weights)
    with np.errstate(all="ignore"):
        return np.asarray(np.nan_to_num(there / there.sum(axis=1, keepdims=True)))


def _quotient(over: Floats, under: Floats, otherwise: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return np.asarray(np.where(under == 0, otherwise, over / under))


def contributions(values: Floats, tree: Tree) -> Floats | Refusal:
    """What each part gives to the index of each unit, units x (indicators + nodes), of the values of `rolled`.

    The indicators sum to the index, and the parts of a node to what the node gives: x times the slope of the index in
    x, by Euler's theorem, because every mean here doubles when its parts do. In an arithmetic mean that is weight times
    mark. A gap gives 0; a unit without an index gives 0 everywhere.
    """
    means = forms(tree)
    if isinstance(means, Refusal):
        return means
    slope = np.zeros(values.shape)
    slope[:, tree.top] = 1.0
    for place in range(len(tree.nodes) - 1, -1, -1):
        node, form = tree.nodes[place], means[place]
        own, parts = values[:, [tree.leaves + place]], values[:, list(node.parts)]
        with np.errstate(all="ignore"):
            down = shares_of(node, values) * _quotient(form.slope(parts), form.slope(own), np.ones_like(parts))
        slope[:, list(node.parts)] += slope[:, [tree.leaves + place]] * np.nan_to_num(down)
    return np.nan_to_num(values) * slope * ~np.isnan(values[:, [tree.top]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What moved the index of each unit from one year to the next, all units x (indicators + nodes).

    per_mark: points of the index per point of the part. own: points through the change of the part (indicators only;
    per_mark times the change of the mark). coverage: points through its coming, going or gaining weight as others do.
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
    before, after = ends
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
    return np.nan_to_num(per_part), np.nan_to_num(weighed)


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
    step = np.nan_to_num(after - before)
    own = per * step * (np.arange(before.shape[1]) < tree.leaves)
    unknown = np.isnan(after[:, [tree.top]] - before[:, [tree.top]])
    return Change(
        per_mark=np.where(unknown, np.nan, per),
        own=np.where(unknown, np.nan, own),
        coverage=np.where(unknown, np.nan, coverage),
    )


def mark_changes(before: Floats, after: Floats, markings: Sequence[Marking]) -> tuple[Floats, Floats]:
    """The change of each mark through the unit's own figure, and through the scale that its peers set.

    The two sum to the change of the mark. Each is the mean over the two orders in which figure and scale can change.
    """
    then, now = scale_of(before, markings), scale_of(after, markings)
    own = (now.mark(after) - now.mark(before) + then.mark(after) - then.mark(before)) / 2
    return own, now.mark(after) - then.mark(before) - own
