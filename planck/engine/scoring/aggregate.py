"""Weightings and aggregations: functions that make weights, and one number of several, in tables to register in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.engine.scoring.ways import MUST, Bools, Codes, Floats, Ints, Refusal, Way, code, first_reason
from planck.model.scoring import FillRule, Rescale
from planck.record import Record
from planck.registry import Table
from planck.words import Labels

Given = Mapping[str, float]
Combine = Callable[[Floats, Floats], tuple[Floats, Codes]]


class Form(Record):
    """A mean as S = back(sum of w * to(x)), with the slope of `to`; all elementwise.

    least: the least x it takes, and whether x must be above it (`open_end`); -inf takes any. total: the weights stand
    as they are, so that it is their sum times the mean.
    """

    to: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    least: float = -np.inf
    open_end: bool = False
    total: bool = False

    def outside(self, x: Floats) -> Bools:
        """Where x is nothing that the mean is defined for; a gap is not."""
        return np.asarray(x <= self.least if self.open_end else x < self.least)


class Aggregation(Way):
    """A way to make one number of several: a mean of some form, or a function of its own.

    form: parameters -> the form of the mean, from which contributions follow; None where it is no mean, and then
    combine: (x units x parts [x draws], weights parts [x draws]) -> value and code of the reason, each units [x draws].
    A part that is NaN is left out and the weights of the rest are scaled up. parts: how many it takes, 0: any.
    one_way: it never falls when a part rises, as no mean does, but for the parts that it falls in (`falling`).
    """

    titles: ClassVar = Labels("engine.aggregation_titles")
    sources: ClassVar = Labels("engine.aggregation_sources")

    form: Callable[[Given], Form] | None = None
    combine: Combine | None = None
    parts: int = 0
    one_way: bool = False
    falling: tuple[int, ...] = ()


AGGREGATIONS: Table[Aggregation] = Table("aggregation")


def _register(name: str, **fields: Any) -> None:
    AGGREGATIONS.add(name, Aggregation(name=name, **fields))


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
        value = form.back(total / share) * (w.sum(axis=0) if form.total else 1.0)
    blocked = np.asarray((present & form.outside(x)).any(axis=1))
    blocked = blocked if blocked.ndim == value.ndim else blocked[:, None]
    why = first_reason(
        value.shape,
        (np.broadcast_to(share == 0, value.shape), Refusal.NO_FIGURE),
        (blocked, Refusal.NOT_POSITIVE),
        (~np.isfinite(value), Refusal.TOO_LARGE),
    )
    return np.where(why == 0, value, np.nan) if why.any() else value, why


# The means. In an arithmetic one a loss in one part is made up for by a gain of the same size in another; in a
# geometric one a weak part cannot be made up for by points of the same number elsewhere; a harmonic one is held down
# most by its weakest part.

ARITHMETIC = Form(to=identity, back=identity, slope=ones)
SUM = Form(to=identity, back=identity, slope=ones, total=True)
GEOMETRIC = Form(to=np.log, back=np.exp, slope=np.reciprocal, least=0.0, open_end=True)
HARMONIC = Form(to=np.reciprocal, back=np.reciprocal, slope=lambda x: np.asarray(-1 / x**2), least=0.0, open_end=True)


def generalised(given: Given) -> Form:
    """The form of the mean of some power, (sum of w x^p / sum of w) ^ (1/p); 0 is its limit, the geometric mean.

    Below 0 it needs parts above 0, between that and 1 or above 1 parts that are not negative.
    """
    power = float(given["power"])
    if power == 0:
        return GEOMETRIC
    return Form(
        to=lambda x: np.asarray(np.power(x, power)),
        back=lambda x: np.asarray(np.power(x, 1 / power)),
        slope=lambda x: np.asarray(power * np.power(x, power - 1)),
        least=-np.inf if power == 1 else 0.0,
        open_end=power < 0,
    )


_register("arithmetic", form=lambda _: ARITHMETIC)
_register("sum", form=lambda _: SUM)
_register("geometric", form=lambda _: GEOMETRIC)
_register("harmonic", form=lambda _: HARMONIC)
_register("generalised", parameters={"power": MUST}, form=generalised)


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


def copeland(x: Floats, w: Floats) -> tuple[Floats, Codes]:
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


_register("copeland", combine=copeland)


# One part over another, as an index of development of women over that of men.


def ratio(x: Floats, w: Floats) -> tuple[Floats, Codes]:
    """The first part over the second; none without both, and none where the second is not above 0.

    Source: UNDP, Human Development Report 2023-24, technical note 3: the index of women over that of men.
    """
    first, second = x[:, 0], x[:, 1]
    with np.errstate(all="ignore"):
        value = first / second
    gap = np.isnan(first) | np.isnan(second)
    why = first_reason(value.shape, (gap, Refusal.NO_FIGURE), (second <= 0, Refusal.NOT_POSITIVE))
    return np.where(why == 0, value, np.nan), why


_register("ratio", combine=ratio, parts=2, one_way=True, falling=(1,))


# The worst of several goals of one indicator that are in force together.


def worst(x: Floats, w: Floats) -> tuple[Floats, Codes]:
    """The lowest of the parts that are there, whatever they weigh.

    Source: German Federal Statistical Office, dns-indikatoren.de/en/status.
    """
    value = np.fmin.reduce(x, axis=1)
    return value, first_reason(value.shape, (np.isnan(value), Refusal.NO_FIGURE))


_register("worst", combine=worst, one_way=True)


# What stands in for missing parts: of indicators, and of nodes on the way up.


class Fill(Record):
    """What stands in for a missing part: by what rule, and the peers of each unit.

    groups: (units,), the number of the class of each unit; the mean of peers is that of its own class.
    """

    rule: FillRule
    groups: Ints


def filled(points: Floats, applies: Bools, fill: Fill) -> Floats:
    """Points (units x parts [x draws]) with what stands in for missing ones; none where one does not apply."""
    gap = np.isnan(points) & applies
    if fill.rule is FillRule.ZERO:
        return np.where(gap, 0.0, points)
    if fill.rule is FillRule.PEER_MEAN and gap.any():
        return np.where(gap, _means_of_peers(points, fill.groups), points)
    return points


def _means_of_peers(points: Floats, groups: Ints) -> Floats:
    """The mean of the known points of the units of the same class, NaN where none of them has any."""
    means = np.full(points.shape, np.nan)
    for group in np.unique(groups):
        own = points[groups == group]
        known = (~np.isnan(own)).sum(axis=0)
        with np.errstate(invalid="ignore"):
            means[groups == group] = np.where(known > 0, np.nansum(own, axis=0) / np.maximum(known, 1), np.nan)
    return means


# Aggregation up a tree: indicators into domains, domains into an index.


class Node(Record):
    """One aggregate. parts: numbers of what it is made of; below `Tree.leaves` an indicator (column), from there on
    `Tree.leaves` + the place of an earlier node. weights: one per part, in any unit; they are scaled to 1.
    rescale: what becomes of the mean.
    """

    name: str
    parts: tuple[int, ...]
    weights: tuple[float, ...]
    method: str = "arithmetic"
    given: Mapping[str, float] = field(default_factory=dict)
    rescale: Rescale | None = None


class Tree(Record):
    """Aggregates from the bottom to the top; the last node is the index. leaves: how many indicators there are.

    fill: what stands in for a node that has nothing, before the nodes above it are made; applies: (units x nodes),
    whether a unit is scored by anything in it. The index itself is never filled.
    """

    leaves: int
    nodes: tuple[Node, ...]
    fill: Fill | None = None
    applies: Bools | None = None

    @property
    def top(self) -> int:
        """The number of the index among parts."""
        return self.leaves + len(self.nodes) - 1


class Rolled(Record):
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


def form_of(node: Node) -> Form | None:
    """The form of the mean that a node is, but for a factor; None where it is no mean, or shifted or raised."""
    form, way = AGGREGATIONS[node.method].form, node.rescale
    return form(node.given) if form and not (way and way.factor is None) else None


def one_way(node: Node) -> bool:
    """Whether each part moves a node one way only, as in a mean, and on a scale that no unit moves."""
    entry = AGGREGATIONS[node.method]
    return (entry.form is not None or entry.one_way) and not (node.rescale and node.rescale.sampled)


def aggregated(node: Node, x: Floats, w: Floats) -> tuple[Floats, Codes]:
    """The value of a node and the codes of why not, from its parts and their weights."""
    entry = AGGREGATIONS[node.method]
    if entry.form:
        value, why = mean(x, w, entry.form(node.given))
    else:
        assert entry.combine is not None
        value, why = entry.combine(x, w)
    return rescaled(node.rescale, value, why) if node.rescale else (value, why)


def scale_made(rescale: Rescale, value: Floats) -> tuple[float, float]:
    """The shift and the divisor of a rescaling, with what the values of a node (units [x draws]) give them."""
    there = value[~np.isnan(value)]
    shift = rescale.shift if isinstance(rescale.shift, float) else -float(np.min(there, initial=np.inf))
    over = rescale.over if isinstance(rescale.over, float) else float(np.max(there, initial=-np.inf)) + shift
    return shift, over


def rescaled(rescale: Rescale, value: Floats, why: Codes) -> tuple[Floats, Codes]:
    """Values (units [x draws]) rescaled; none where the divisor is not above 0, or a root would be of less than 0."""
    (shift, over), power = scale_made(rescale, value), rescale.exponent
    with np.errstate(all="ignore"):
        scaled = (value + shift) / over
        made = (scaled if power == 1 else np.power(scaled, power)) * rescale.times
    below = ~np.isnan(value) & ((over <= 0) | ((power != 1) & (scaled < 0)))
    reasons = (below, Refusal.NOT_POSITIVE), (~below & ~np.isnan(value) & ~np.isfinite(made), Refusal.TOO_LARGE)
    codes = np.where(why == 0, first_reason(value.shape, *reasons), why)
    return np.where(codes == 0, made, np.nan), codes


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
        value, why = _stood_in(tree, len(codes), value, why)
        parts.append(value)
        codes.append(why)
    return parts, codes


def _stood_in(tree: Tree, place: int, value: Floats, why: Codes) -> tuple[Floats, Codes]:
    """The value of a node below the index with what stands in for a gap, which is then none."""
    if tree.fill is None or place == len(tree.nodes) - 1:
        return value, why
    assert tree.applies is not None
    gap = (why == code(Refusal.NO_FIGURE)) & (tree.applies[:, place] if value.ndim == 1 else tree.applies[:, [place]])
    stand_in = filled(value[:, None], gap[:, None], tree.fill)[:, 0]
    return stand_in, np.where(gap & ~np.isnan(stand_in), np.int8(0), why)


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
    above it like an indicator: the weights of the rest are scaled up.
    """
    parts, codes = climbed(marks, tree, weights_of(tree) if weights is None else weights)
    return Rolled(value=beside(parts), why=np.asarray(np.stack(np.broadcast_arrays(*codes), axis=1)))


def pinned(marks: Floats, tree: Tree) -> Tree:
    """The tree with every scale that follows from the units as these marks (units x indicators) make it."""
    nodes = list(tree.nodes)
    for place, node in enumerate(tree.nodes):
        if node.rescale and node.rescale.sampled:
            nodes[place] = replace(node, rescale=None)
            value = rolled(marks, replace(tree, nodes=tuple(nodes))).value[:, tree.leaves + place]
            shift, over = scale_made(node.rescale, value)
            nodes[place] = replace(node, rescale=replace(node.rescale, shift=shift, over=over))
    return replace(tree, nodes=tuple(nodes))


def falling(tree: Tree) -> Bools:
    """The parts (indicators, then nodes) whose rise makes the index fall, such as what it is divided by."""
    falls = np.zeros(tree.top + 1, dtype=np.bool_)
    for place in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[place]
        turned = AGGREGATIONS[node.method].falling
        for at, part in enumerate(node.parts):
            falls[part] = falls[tree.leaves + place] ^ (at in turned)
    return falls


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


# Weights, stated or made of the figures.


Make = Callable[[Floats], Floats]


class Weighting(Way):
    """A way to make weights of marks (units x columns, higher is better).

    make: raw importance of the columns; it is scaled to sum to 1. positive: whether it takes marks above 0 alone.
    """

    titles: ClassVar = Labels("engine.weighting_titles")
    sources: ClassVar = Labels("engine.weighting_sources")

    make: Make
    positive: bool = False


WEIGHTINGS: Table[Weighting] = Table("weighting")


def weighting(*, positive: bool = False) -> Callable[[Make], Make]:
    """A decorator that registers a function as the weighting of its name."""

    def register(make: Make) -> Make:
        WEIGHTINGS.add(make.__name__, Weighting(name=make.__name__, make=make, positive=positive))
        return make

    return register


def weights_made(name: str, marks: Floats) -> Floats | Refusal:
    """Weights of the columns of marks by a weighting of the table, which sum to 1; or why there are none.

    Rows with a gap are left out, because no formula has a place for one; refused where what is left does not do.
    """
    method = WEIGHTINGS[name]
    whole = marks[~np.isnan(marks).any(axis=1)]
    if len(whole) < 2:
        return Refusal.FEW_UNITS
    if method.positive and not (whole > 0).all():
        return Refusal.NOT_POSITIVE
    if (whole.max(axis=0) == whole.min(axis=0)).any():
        return Refusal.CONSTANT
    return scaled_to_one(method.make(whole))


def scaled_to_one(importance: Floats) -> Floats | Refusal:
    """Weights in any unit as shares; refused when one is no number or negative, or all are 0."""
    if not np.isfinite(importance).all():
        return Refusal.NOT_GIVEN
    if (importance < 0).any():
        return Refusal.NEGATIVE_WEIGHT
    if not importance.sum() > 0:
        return Refusal.NO_WEIGHT
    return np.asarray(importance / importance.sum())


@weighting(positive=True)
def entropy(x: Floats) -> Floats:
    """1 + sum of p ln p / ln n per column, with p = x / sum of x. Source: Shannon's entropy over ln n.

    A column in which units differ more in their shares weighs more.
    """
    p = x / x.sum(axis=0)
    return np.asarray(1 + (p * np.log(p)).sum(axis=0) / np.log(len(x)))


@weighting()
def critic(x: Floats) -> Floats:
    """Standard deviation of the min-max column times the sum over columns of 1 - correlation: spread times conflict.

    Source: Diakoulaki, Mavrotas and Papayannakis, Computers and Operations Research 22 (1995).
    """
    z = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    centred = (z - z.mean(axis=0)) / z.std(axis=0)
    conflict = 1 - centred.T @ centred / len(z)
    return np.asarray(z.std(axis=0) * conflict.sum(axis=1))


@weighting()
def pca(x: Floats) -> Floats:
    """The first principal component of standardised columns, its sum positive. Source: COINr 1.1.14, get_PCA.

    A negative loading makes the weights refused, for it would punish a better mark.
    """
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    first = np.linalg.svd(z, full_matrices=False)[2][0]
    return np.asarray(first if first.sum() >= 0 else -first)
