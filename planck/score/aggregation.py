"""Aggregations: functions that make one number of several, in a table to register in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from planck.model import Text
from planck.registry import Table
from planck.score.normalisation import Bools, Codes, Floats, Marking, Marks, Refusal, code, first_reason, scale_of
from planck.words import Label

Parameters = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A mean as S = back(sum of w * to(x)), with the slope of `to`; all elementwise.

    least: the least x it takes, and whether x must be above it (`open_end`); -inf takes any.
    """

    to: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    least: float = -np.inf
    open_end: bool = False

    def outside(self, x: Floats) -> Bools:
        """Where x is nothing that the mean is defined for; a gap is not."""
        return np.asarray(x <= self.least if self.open_end else x < self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregation:
    """A way to make one number of several.

    combine: (x units x parts [x draws], weights parts [x draws], parameters) -> value and code of the reason, each
    units [x draws]. A part that is NaN is left out and the weights of the rest are scaled up.
    form: the same as a mean, from which contributions follow; None where there is none.
    parameters: its numbers by name with their defaults.
    """

    title: Text
    source: Text
    parameters: Parameters = field(default_factory=dict)
    combine: Callable[[Floats, Floats, Parameters], tuple[Floats, Codes]]
    form: Callable[[Parameters], Form] | None


AGGREGATIONS: Table[Aggregation] = Table("aggregation")


def identity(x: Floats) -> Floats:
    """The same."""
    return x


def ones(x: Floats) -> Floats:
    """1 everywhere."""
    return np.ones_like(x)


def weighted_sum(x: Floats, w: Floats) -> Floats:
    """Sum over parts of x times w: (units x parts [x draws]) and (parts [x draws]) -> units [x draws].

    Without draws the parts are added one after the other, so that the sum of a unit does not depend on its row.
    """
    if x.ndim == 2 and w.ndim == 2:
        return product(x, w)
    total = np.zeros(x.shape[:1] + x.shape[2:])
    for part in range(x.shape[1]):
        total += x[:, part] * w[part]
    return total


# OpenBLAS hands a product to its threads above 2 ** 18 multiplications; on a busy machine waiting for them costs more
# than they save, so that a product is cut into tiles below that size.
TILE = 2**18


def product(x: Floats, w: Floats) -> Floats:
    """Matrix product of (units x parts) and (parts x draws), in tiles of rows that one thread finishes."""
    rows = max(1, TILE // max(1, w.size))
    out = np.empty((x.shape[0], w.shape[1]))
    for start in range(0, x.shape[0], rows):
        np.matmul(x[start : start + rows], w, out=out[start : start + rows])
    return out


def mean(x: Floats, w: Floats, form: Form) -> tuple[Floats, Codes]:
    """The mean of a form over the parts that are there; refused where a part is too small for the form.

    A part without weight is no part: what it holds cannot refuse the mean.
    """
    if w.ndim == 1 and (w == 0).any():
        x, w = x[:, w != 0], w[w != 0]
    present = ~np.isnan(x)
    with np.errstate(all="ignore"):
        total = weighted_sum(np.where(present, form.to(x), 0.0), w)
        share = w.sum(axis=0) if present.all() else weighted_sum(present.astype(np.float64), w)
        value = form.back(total / share)
    blocked = np.asarray((present & form.outside(x)).any(axis=1))
    blocked = blocked if blocked.ndim == value.ndim else blocked[:, None]
    why = first_reason(
        value.shape,
        (np.broadcast_to(share == 0, value.shape), Refusal.NO_FIGURE),
        (blocked, Refusal.NOT_POSITIVE),
        (~np.isfinite(value), Refusal.TOO_LARGE),
    )
    return np.where(why == 0, value, np.nan) if why.any() else value, why


# The weighted arithmetic mean: a loss in one part is made up for by a gain of the same size in another.

ARITHMETIC = Form(to=identity, back=identity, slope=ones)


def arithmetic(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Sum of w x / sum of w. Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 6."""
    return mean(x, w, ARITHMETIC)


AGGREGATIONS.add(
    "arithmetic",
    Aggregation(
        title=Label("score.aggregation_titles.arithmetic"),
        source=Label("score.aggregation_sources.arithmetic"),
        combine=arithmetic,
        form=lambda _: ARITHMETIC,
    ),
)


# Copeland: how many units a unit beats in pairwise votes of the parts, less how many it loses to.

EVEN = 1e-12
"""Votes nearer than this share of each other are a draw: binary noise in sums of weights decides no pair."""


def _margins(x: Floats, w: Floats, row: int) -> Floats:
    """Sum of weights for this row less that against it, over the parts that both rows have, for every other row."""
    both = ~np.isnan(x) & ~np.isnan(x[row])
    sides = np.where(both, np.sign(x[row] - x), 0.0)
    return np.asarray((sides * w).sum(axis=1) / np.maximum((both * w).sum(axis=1), np.finfo(np.float64).tiny))


def _wins(x: Floats, w: Floats) -> Floats:
    """Pairs won less pairs lost, per unit."""
    margins = (_margins(x, w, row) for row in range(x.shape[0]))
    return np.array([float((one > EVEN).sum() - (one < -EVEN).sum()) for one in margins])


def copeland(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Wins less losses. Each pair votes with the parts that both have, so that the order of rows plays no part.

    Source: COINr 1.1.14, a_copeland; the handling of gaps is planck's own (there it depends on the order of rows).
    """
    absent = np.asarray(np.isnan(x).all(axis=1))
    if x.ndim == 2 and w.ndim == 1:
        value = _wins(x, w)
    else:
        draws = w.shape[-1] if w.ndim == 2 else x.shape[-1]
        pick = [(x[..., d] if x.ndim == 3 else x, w[..., d] if w.ndim == 2 else w) for d in range(draws)]
        value = np.stack([_wins(figures, weights) for figures, weights in pick], axis=1)
        absent = absent if absent.ndim == 2 else np.repeat(absent[:, None], draws, axis=1)
    return np.where(absent, np.nan, value), first_reason(value.shape, (absent, Refusal.NO_FIGURE))


AGGREGATIONS.add(
    "copeland",
    Aggregation(
        title=Label("score.aggregation_titles.copeland"),
        source=Label("score.aggregation_sources.copeland"),
        combine=copeland,
        form=None,
    ),
)


# The weighted geometric mean: a weak part cannot be made up for by points of the same number elsewhere.

GEOMETRIC = Form(to=np.log, back=np.exp, slope=np.reciprocal, least=0.0, open_end=True)


def geometric(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Product of x ** (w / sum of w); every x above 0.

    Source: UNDP, Human Development Report 2023-24, technical note 1; OECD/JRC handbook (2008), section 6.
    """
    return mean(x, w, GEOMETRIC)


AGGREGATIONS.add(
    "geometric",
    Aggregation(
        title=Label("score.aggregation_titles.geometric"),
        source=Label("score.aggregation_sources.geometric"),
        combine=geometric,
        form=lambda _: GEOMETRIC,
    ),
)


# The weighted generalised mean: p = 1 is arithmetic, towards 0 geometric, -1 harmonic.


def _power(x: Floats, p: float) -> Floats:
    return np.asarray(np.power(x, p))


def _slope(x: Floats, p: float) -> Floats:
    return np.asarray(p * np.power(x, p - 1))


def form(given: Parameters) -> Form:
    """The form of the mean of power p; p = 0 is its limit, the geometric mean.

    Below 0 it needs parts above 0, between that and 1 or above 1 parts that are not negative.
    """
    p = float(given["p"])
    if p == 0:
        return GEOMETRIC
    return Form(
        to=partial(_power, p=p),
        back=partial(_power, p=1 / p),
        slope=partial(_slope, p=p),
        least=-np.inf if p == 1 else 0.0,
        open_end=p < 0,
    )


def generalised(x: Floats, w: Floats, given: Parameters) -> tuple[Floats, Codes]:
    """(Sum of w x^p / sum of w) ^ (1/p). Source: COINr 1.1.14, a_genmean."""
    return mean(x, w, form(given))


AGGREGATIONS.add(
    "generalised",
    Aggregation(
        title=Label("score.aggregation_titles.generalised"),
        source=Label("score.aggregation_sources.generalised"),
        parameters={"p": 2.0},
        combine=generalised,
        form=form,
    ),
)


# The weighted harmonic mean: the weakest part holds the score down most.


def _slope_harmonic(x: Floats) -> Floats:
    return np.asarray(-1 / x**2)


HARMONIC = Form(to=np.reciprocal, back=np.reciprocal, slope=_slope_harmonic, least=0.0, open_end=True)


def harmonic(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Sum of w / sum of (w / x); every x above 0. Source: COINr 1.1.14, a_hmean."""
    return mean(x, w, HARMONIC)


AGGREGATIONS.add(
    "harmonic",
    Aggregation(
        title=Label("score.aggregation_titles.harmonic"),
        source=Label("score.aggregation_sources.harmonic"),
        combine=harmonic,
        form=lambda _: HARMONIC,
    ),
)


# Aggregation up a tree: indicators into domains, domains into an index.


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


# What a score and a change of score are made of; the parts add up exactly.

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


# Missing figures: what may stand in for them, in a table to register in, and what the score could be without.

Groups = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """What a fill may look at: last year's figures (units x indicators), and the group of each unit."""

    last: Floats | None = None
    groups: Groups | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What stands in for a missing figure, or for a missing mark."""

    title: Text
    figures: Callable[[Floats, Peers], Floats]
    marks: Callable[[Floats], Floats]


FILLS: Table[Fill] = Table("fill")


def _kept(x: Floats, _: Peers | None = None) -> Floats:
    return x


def _means(x: Floats) -> Floats:
    known = ~np.isnan(x)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, x, 0).sum(axis=0) / known.sum(axis=0))


def peer_means(x: Floats, peers: Peers) -> Floats:
    """Missing figures (units x indicators) as the mean of those of the unit's group; NaN where the group has none."""
    groups = np.zeros(len(x), dtype=np.str_) if peers.groups is None else peers.groups
    filled = x.copy()
    for group in np.unique(groups):
        inside = groups == group
        filled[inside] = np.where(np.isnan(x[inside]), _means(x[inside]), x[inside])
    return filled


def last_values(x: Floats, peers: Peers) -> Floats:
    """Missing figures as those of last year; NaN where there was none."""
    return x if peers.last is None else np.where(np.isnan(x), peers.last, x)


def zeros(marks: Floats) -> Floats:
    """A missing mark as 0."""
    return np.where(np.isnan(marks), 0.0, marks)


FILLS.add("none", Fill(title=Label("score.fill_titles.none"), figures=_kept, marks=_kept))
FILLS.add("zero", Fill(title=Label("score.fill_titles.zero"), figures=_kept, marks=zeros))
FILLS.add("peer_mean", Fill(title=Label("score.fill_titles.peer_mean"), figures=peer_means, marks=_kept))
FILLS.add("last_value", Fill(title=Label("score.fill_titles.last_value"), figures=last_values, marks=_kept))


def _end(marks: Marks, stated: Floats, seen: Floats) -> Floats:
    known = np.where(np.isfinite(stated), stated, np.where(np.isfinite(seen), seen, np.nan))
    return np.where(np.isnan(marks.value), known, marks.value)


def span(marks: Marks, tree: Tree) -> tuple[Floats, Floats]:
    """The index per unit with every missing mark at its worst, and at its best.

    The ends are those of the scale, or the worst and best mark seen where the scale has no ends.
    """
    known = ~np.isnan(marks.value)
    worst = np.min(marks.value, axis=0, where=known, initial=np.inf)
    best = np.max(marks.value, axis=0, where=known, initial=-np.inf)
    low, high = _end(marks, marks.lowest, worst), _end(marks, marks.highest, best)
    return rolled(low, tree).index, rolled(high, tree).index
