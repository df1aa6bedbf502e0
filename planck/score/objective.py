"""Weights that a model leaves to the figures: made node by node from the points of the year, and then fixed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planck.model import Finding
from planck.model.scorecard import Weighing
from planck.model.scoring import ScoringModel
from planck.score import score_rules as rules
from planck.score.hierarchy import Node, Tree, aggregated, effective_weights
from planck.score.leaves import Layout, leaf_id
from planck.score.panel import Panel
from planck.score.points import Verdicts
from planck.score.refusal import REFUSALS, Floats
from planck.score.scored import scored
from planck.score.weighting import made as weights_made


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A layout whose nodes have all of their weights, which of them were made, and what refused to be."""

    made: Layout
    weighings: tuple[Weighing, ...] = ()
    findings: tuple[Finding, ...] = ()


def left_open(model: ScoringModel, made: Layout) -> tuple[str, ...]:
    """Per node of the tree the weighting that it is left to, empty where its weights are stated."""
    return (*(domain.weights for domain in made.domains), model.weights)


def weighed(model: ScoringModel, made: Layout, points: Floats) -> Weighed:
    """The layout with weights made of points (units x leaves), from the bottom up; a finding for each refusal."""
    values: list[Floats] = [points[:, leaf] for leaf in range(len(made.leaves))]
    nodes: list[Node] = []
    weighings: list[Weighing] = []
    findings: list[Finding] = []
    for node, method in zip(made.tree.nodes, left_open(model, made), strict=True):
        x = np.stack([values[part] for part in node.parts], axis=1)
        used = node
        if method:
            found = weights_made(method, x)
            if found.refused:
                reason = REFUSALS[found.refused]
                findings.append(rules.NO_WEIGHTS.at(model.place, target=node.name, method=method, reason=reason))
            else:
                used = replace(node, weights=tuple(map(float, found.value)))
                weighings.append(Weighing(id=node.name, method=method, parts=tuple(_shown(made, used))))
        nodes.append(used)
        values.append(aggregated(used, x, np.array(used.weights))[0])
    tree = Tree(leaves=made.tree.leaves, nodes=tuple(nodes))
    shares = tuple(map(float, effective_weights(tree)[: tree.leaves]))
    return Weighed(made=replace(made, tree=tree, shares=shares), weighings=tuple(weighings), findings=tuple(findings))


def settled(model: ScoringModel, made: Layout, panel: Panel, verdicts: Verdicts) -> Weighed:
    """The layout with the weights that are left to the figures made of those of the panel's year."""
    if not any(left_open(model, made)) or not made.leaves or not panel.units:
        return Weighed(made=made)
    return weighed(model, made, scored(model, made, panel, verdicts).filled)


def _shown(made: Layout, node: Node) -> Iterator[tuple[str, float]]:
    for part, share in zip(node.parts, node.weights, strict=True):
        at = part - made.tree.leaves
        yield leaf_id(made.leaves[part]) if at < 0 else made.domains[at].id, share
