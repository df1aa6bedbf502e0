"""Levers: the single figures whose change would lift a score to a wanted one, the cheapest first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planck.score.aggregation import Form, Tree, forms, shares_of
from planck.score.normalisation import Bools, Floats, Marking, Refusal, Scale, highest, lowest, scale_of

DOUBLINGS, HALVINGS = 80, 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One figure that alone would do it, all else unchanged and the scale as it is.

    figure, mark: what they would have to be. step: figure less the one there is. effort: the size of the step over the
    standard deviation of the figure among units, which makes steps of different indicators comparable.
    beyond: whether no unit has a figure as good.
    """

    indicator: int
    figure: float
    mark: float
    step: float
    effort: float
    beyond: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """What would do it, the least effort first, and why the other indicators would not."""

    levers: tuple[Lever, ...]
    refused: dict[int, Refusal]


def _needed(target: float, values: Floats, at: int, shares: Floats, form: Form) -> float:
    """What one part of a node must be for the node to reach a target, the other parts as they are; NaN if nothing."""
    with np.errstate(all="ignore"):
        known = np.where(shares > 0, form.to(values), 0.0)
        rest = float((known * shares).sum() - known[at] * shares[at])
        goal = float(form.to(np.array([target]))[0])
        need = np.array([(goal - rest) / shares[at]])
        made = form.back(need)
        # A power has two roots, and only the one that leads back counts.
        again = form.to(made)
    usable = np.isfinite(made) & ~form.outside(made) & np.isclose(again, need, rtol=1e-6)
    return float(made[0]) if usable[0] else float("nan")


def marks_needed(values: Floats, tree: Tree, target: float) -> Floats | Refusal:
    """The mark that each indicator alone must have for the index to reach a target: indicators, NaN where none does.

    values: one unit's values of all parts, as `rolled` gives them. In closed form, node by node from the top.
    """
    means = forms(tree)
    if isinstance(means, Refusal):
        return means
    needed = np.full(values.size, np.nan)
    needed[tree.top] = target
    for place in range(len(tree.nodes) - 1, -1, -1):
        node, goal = tree.nodes[place], float(needed[tree.leaves + place])
        shares, parts = shares_of(node, values[None, :])[0], values[list(node.parts)]
        for at in np.flatnonzero(shares > 0):
            needed[node.parts[at]] = _needed(goal, parts, int(at), shares, means[place])
    return needed[: tree.leaves]


def figures_needed(scale: Scale, figures: Floats, directions: Floats, wanted: Floats, first: Floats) -> Floats:
    """The least improvement of each figure (indicators) whose mark reaches what is wanted; NaN where none does.

    first: the size of the first step tried; steps double until the mark is reached, and halving finds the least.
    """

    def reached(x: Floats) -> Bools:
        with np.errstate(invalid="ignore"):
            return np.asarray(scale.mark(x[None, :])[0] >= wanted)

    near, step = figures.copy(), directions * first
    far = figures + step
    for _ in range(DOUBLINGS):
        open_ = ~reached(far)
        near, far = np.where(open_, far, near), np.where(open_, figures + 2 * (far - figures), far)
    found = reached(far) & np.isfinite(far)
    for _ in range(HALVINGS):
        middle = near + (far - near) / 2
        enough = reached(middle)
        near, far = np.where(enough, near, middle), np.where(enough, middle, far)
    return np.where(found, far, np.nan)


def _spread(figures: Floats) -> Floats:
    known = ~np.isnan(figures)
    number = np.maximum(known.sum(axis=0), 1)
    centre = np.where(known, figures, 0).sum(axis=0) / number
    return np.asarray(np.sqrt((np.where(known, figures - centre, 0) ** 2).sum(axis=0) / number))


def levers(figures: Floats, unit: int, values: Floats, plan: tuple[Sequence[Marking], Tree], target: float) -> Levers:
    """Single figures of a unit that would lift its index to a target, the least effort first.

    figures: all units x indicators, to which the scale is fitted and stays fitted. values: of all units, as `rolled`
    gives them. plan: how indicators are marked, and the tree. A unit that is there already needs none.
    """
    markings, tree = plan
    index = values[unit, tree.top]
    if np.isnan(index) or index >= target:
        reason = {} if index >= target else dict.fromkeys(range(tree.leaves), Refusal.NO_FIGURE)
        return Levers(levers=(), refused=reason)
    wanted = marks_needed(values[unit], tree, target)
    if isinstance(wanted, Refusal):
        return Levers(levers=(), refused=dict.fromkeys(range(tree.leaves), wanted))
    directions, spread = np.array([one.direction for one in markings]), _spread(figures)
    first = np.where(spread > 0, spread, np.maximum(np.abs(figures[unit]), 1.0)) * 1e-3
    needed = figures_needed(scale_of(figures, markings), figures[unit], directions, wanted, first)
    best = np.where(directions > 0, highest(figures), lowest(figures))
    step = needed - figures[unit]
    with np.errstate(all="ignore"):
        effort = np.abs(step) / spread
    there = [k for k in range(tree.leaves) if np.isfinite(needed[k]) and np.isfinite(effort[k])]
    why = {k: Refusal.NO_FIGURE if np.isnan(figures[unit, k]) else Refusal.OUT_OF_REACH for k in range(tree.leaves)}
    found = (
        Lever(
            indicator=k,
            figure=float(needed[k]),
            mark=float(wanted[k]),
            step=float(step[k]),
            effort=float(effort[k]),
            beyond=bool((needed[k] - best[k]) * directions[k] > 0),
        )
        for k in there
    )
    ordered = sorted(found, key=lambda lever: (lever.effort, lever.indicator))
    return Levers(levers=tuple(ordered), refused={k: reason for k, reason in why.items() if k not in there})
