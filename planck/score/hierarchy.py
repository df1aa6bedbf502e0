"""Aggregation up a tree: indicators into domains, domains into an index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planck.score.aggregation import AGGREGATIONS
from planck.score.refusal import Bools, Codes, Floats, Refusal, code


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One aggregate. parts: numbers of what it is made of; below `Tree.leaves` an indicator (column), from there on
    `Tree.leaves` + the place of an earlier node. weights: one per part, in any unit; they are scaled to 1.

    availability: the least share (0..1) of its parts that must be there; fewer, and the node is refused.
    """

    name: str
    parts: tuple[int, ...]
    weights: tuple[float, ...]
    method: str = "arithmetic"
    given: Mapping[str, float] = field(default_factory=dict)
    availability: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Aggregates from the bottom to the top; the last node is the index. leaves: how many indicators there are."""

    leaves: int
    nodes: tuple[Node, ...]

    @property
    def top(self) -> int:
        """The number of the index among parts."""
        return self.leaves + len(self.nodes) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """Values of all parts, units x (indicators + nodes) [x draws]; NaN where missing, and the code of why for nodes."""

    value: Floats
    why: Codes

    @property
    def index(self) -> Floats:
        """The value of the last node per unit [x draws]."""
        return np.asarray(self.value[:, -1])

    @property
    def refused(self) -> Codes:
        """The code of why a unit has no index, 0 where it has one."""
        return np.asarray(self.why[:, -1])


def scarce(x: Floats, least: float) -> Bools:
    """Where less than the least share of parts is there: units x parts [x draws] -> units [x draws]."""
    return np.asarray((~np.isnan(x)).mean(axis=1) < least - 1e-12)


def aggregated(node: Node, x: Floats, w: Floats) -> tuple[Floats, Codes]:
    """The value of a node and the codes of why not, from its parts and their weights."""
    method = AGGREGATIONS[node.method]
    value, why = method.combine(x, w, {**method.parameters, **node.given})
    if node.availability <= 0:
        return value, why
    poor = scarce(x, node.availability)
    lacking = poor if poor.ndim == value.ndim else poor[:, None]
    short = np.broadcast_to(lacking, value.shape) & (why != code(Refusal.NO_FIGURE))
    why = np.where(short, code(Refusal.LITTLE_COVERAGE), why)
    return np.where(why == 0, value, np.nan), why


def beside(parts: Sequence[Floats]) -> Floats:
    """Parts side by side, units x parts [x draws]; a part that is the same in every draw is repeated."""
    if all(part.ndim == 1 for part in parts):
        return np.stack(parts, axis=1)
    wide = [part if part.ndim > 1 else part[:, None] for part in parts]
    return np.stack(np.broadcast_arrays(*wide), axis=1)


def climbed(marks: Floats, tree: Tree, weights: Sequence[Floats]) -> tuple[list[Floats], list[Codes]]:
    """Values of indicators and nodes, and the codes of the nodes, each units [x draws]."""
    parts: list[Floats] = [marks[:, leaf] for leaf in range(tree.leaves)]
    codes: list[Codes] = []
    for node, w in zip(tree.nodes, weights, strict=True):
        leaves_only = all(part < tree.leaves for part in node.parts)
        x = marks[:, list(node.parts)] if leaves_only else beside([parts[part] for part in node.parts])
        value, why = _inherited(aggregated(node, x, w), [codes[part - tree.leaves] for part in _nodes(node, tree, w)])
        parts.append(value)
        codes.append(why)
    return parts, codes


HARD = (code(Refusal.NOT_POSITIVE), code(Refusal.TOO_LARGE))
"""Refusals that are no gap: a node that has one takes the nodes above with it, or its weight would go to the rest."""


def _nodes(node: Node, tree: Tree, w: Floats) -> list[int]:
    """The parts of a node that are nodes and have a weight."""
    return [part for part, weight in zip(node.parts, w, strict=True) if part >= tree.leaves and np.any(weight != 0)]


def _inherited(made: tuple[Floats, Codes], below: Sequence[Codes]) -> tuple[Floats, Codes]:
    """The value of a node and its codes, refused where a node below was, and not for a gap."""
    value, why = made
    for codes in below:
        if codes.any() and np.isin(codes, HARD).any():
            # What is the same in every draw stands beside what is not.
            wide = [one if one.ndim == 2 or codes.ndim == value.ndim else one[:, None] for one in (value, why, codes)]
            bad = np.isin(wide[2], HARD)
            value, why = np.where(bad, np.nan, wide[0]), np.where(bad, wide[2], wide[1])
    return value, why


def weights_of(tree: Tree) -> tuple[Floats, ...]:
    """The tree's own weights, one array per node."""
    return tuple(np.array(node.weights, dtype=np.float64) for node in tree.nodes)


def rolled(marks: Floats, tree: Tree, weights: Sequence[Floats] | None = None) -> Rolled:
    """All levels of a tree from the marks of its indicators (units x indicators [x draws]).

    weights: per node, parts [x draws], in the place of the tree's own. A node that is missing is missing to the node
    above it like an indicator: the weights of the rest are scaled up, as far as availability allows.
    """
    parts, codes = climbed(marks, tree, weights_of(tree) if weights is None else weights)
    return Rolled(value=beside(parts), why=np.asarray(np.stack(np.broadcast_arrays(*codes), axis=1)))


def effective_weights(tree: Tree) -> Floats:
    """The share of each part (indicators, then nodes) in the index when nothing is missing; the index itself is 1.

    Source: COINr 1.1.14, effective weights: the product of the scaled weights on the way up.
    """
    share = np.zeros(tree.top + 1)
    share[tree.top] = 1.0
    for place in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[place]
        w = np.array(node.weights)
        np.add.at(share, list(node.parts), share[tree.leaves + place] * w / w.sum())
    return share


def coverage(marks: Floats, tree: Tree) -> Floats:
    """Per unit the share (0..1) of the index's weight whose indicators are there."""
    share = effective_weights(tree)[: tree.leaves]
    return np.asarray(((~np.isnan(marks)) * share).sum(axis=1) / share.sum())
