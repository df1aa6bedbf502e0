"""How sure a ranking is: draws over all that is doubtful, and the ranking without each indicator."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from planck.assess.target import half_unit
from planck.load.table.columnar import Columns
from planck.model import FigureStatus
from planck.model.scorecard import Omission, Sensitivity, Spread, Uncertainty
from planck.model.scoring import FillRule, Of, ScoringModel, Ties
from planck.score.aggregation import FILLS, Change, Peers, Rolled, Tree, climbed, coverage, rolled, span, weights_of
from planck.score.normalisation import (
    Bools,
    Floats,
    Ints,
    Marking,
    Marks,
    Refusal,
    levelled,
    marks_of,
    quantile,
    ranks,
    rounded,
    rows_ranked,
    rows_tied,
)
from planck.score.scored import Layout, Panel, Scored
from planck.score.shapes import SHAPES

# The whole way from figures to ranks.

NO_PEERS = Peers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How scores are made. markings: one per indicator (column). fill: a name of `FILLS`.

    decimals: places to which the index is rounded before ranking, None for not at all. ties: which rank equals share.
    """

    markings: Sequence[Marking]
    tree: Tree
    fill: str = "none"
    decimals: int | None = None
    ties: Ties = Ties.MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Everything between figures and ranks, over units.

    filled: which figures (units x indicators) were made by the fill. coverage: share of the weight (0..1) that has
    figures of its own. low, high: the index with every missing figure at its worst and at its best.
    """

    figures: Floats
    filled: Bools
    marks: Marks
    parts: Rolled
    coverage: Floats
    low: Floats
    high: Floats
    rank: Ints


def marked(figures: Floats, recipe: Recipe, peers: Peers = NO_PEERS) -> tuple[Floats, Marks]:
    """Figures after the fill, and their marks after the fill (units x indicators)."""
    fill = FILLS[recipe.fill]
    used = fill.figures(figures, peers)
    marks = marks_of(used, recipe.markings)
    return used, replace(marks, value=np.where(marks.why == 0, fill.marks(marks.value), np.nan))


def evaluate(figures: Floats, recipe: Recipe, peers: Peers = NO_PEERS) -> Evaluated:
    """Scores and ranks of units from their figures (units x indicators, NaN where missing).

    A refused indicator is missing to everybody. The range takes missing figures as missing, whatever the fill.
    """
    used, marks = marked(figures, recipe, peers)
    parts = rolled(marks.value, recipe.tree)
    own = replace(marks, value=np.where(np.isnan(figures), np.nan, marks.value))
    low, high = span(own, recipe.tree)
    return Evaluated(
        figures=used,
        filled=np.isnan(figures) & ~np.isnan(marks.value),
        marks=marks,
        parts=parts,
        coverage=coverage(own.value, recipe.tree),
        low=low,
        high=high,
        rank=ranks(parts.index, recipe.decimals),
    )


# How sure scores and ranks are: weights, methods and figures drawn again and again, replayable from a seed.

BLOCK = 64
"""Draws that share a generator: a draw is replayed from the seed and its block, whatever is drawn before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is uncertain. weights: each weight is multiplied by 1 + u, u even in -weights..weights, at every node.

    normalisations, aggregations: alternatives to those of the recipe, all equally likely with its own.
    rounding: half of the last printed step of each figure (units x indicators), in its unit.
    revision: how far each figure may still be revised, as a share (units x indicators), 0 for a final one.
    """

    weights: float = 0.0
    normalisations: Sequence[Sequence[Marking]] = ()
    aggregations: Sequence[str] = ()
    rounding: Floats | None = None
    revision: Floats | None = None

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of what is uncertain here, in their fixed order."""
        there = {
            "weights": self.weights > 0,
            "normalisation": bool(self.normalisations),
            "aggregation": bool(self.aggregations),
            "rounding": self.rounding is not None,
            "revision": self.revision is not None,
        }
        return tuple(name for name, used in there.items() if used)


FACTORS = ("weights", "normalisation", "aggregation", "rounding", "revision")

State = Mapping[str, Floats]
"""Per factor the even numbers of one block, with draws as the last axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Figures, recipe and doubt, with the marks of every normalisation where the figures themselves are certain."""

    figures: Floats
    recipe: Recipe
    doubt: Doubt
    marks: tuple[Floats, ...]
    trees: tuple[Tree, ...]
    markings: tuple[Sequence[Marking], ...]


def setting(figures: Floats, recipe: Recipe, doubt: Doubt, peers: Peers = NO_PEERS) -> Setting:
    """What every block needs, made once: figures after the fill, marks, and the trees of all aggregations."""
    markings = (recipe.markings, *doubt.normalisations)
    used, _ = marked(figures, recipe, peers)
    made = (marked(figures, replace(recipe, markings=one), peers)[1].value for one in markings)
    nodes = recipe.tree.nodes
    others = ([replace(node, method=name, given={}) for node in nodes] for name in doubt.aggregations)
    return Setting(
        figures=used,
        recipe=recipe,
        doubt=doubt,
        marks=tuple(made),
        trees=(recipe.tree, *(replace(recipe.tree, nodes=tuple(one)) for one in others)),
        markings=markings,
    )


def sizes(known: Setting) -> dict[str, tuple[int, ...]]:
    """How many even numbers each factor takes for one draw."""
    weights = (sum(len(node.parts) for node in known.recipe.tree.nodes),)
    full = {"weights": weights, "rounding": known.figures.shape, "revision": known.figures.shape}
    return {name: full.get(name, (1,)) for name in known.doubt.factors}


def state(known: Setting, seed: int, block: int, stream: int = 0) -> dict[str, Floats]:
    """The even numbers (0..1) of one block; each factor has a generator of its own, so that one can be exchanged."""
    made = {}
    for name, size in sizes(known).items():
        key = (stream, FACTORS.index(name), block)
        made[name] = Generator(PCG64(SeedSequence(seed, spawn_key=key))).random((*size, BLOCK))
    return made


def _weights(known: Setting, drawn: State) -> tuple[Floats, ...]:
    own = weights_of(known.recipe.tree)
    if "weights" not in drawn:
        return tuple(np.repeat(w[:, None], BLOCK, axis=1) for w in own)
    noise = 1 + known.doubt.weights * (2 * drawn["weights"] - 1)
    ends = np.cumsum([w.size for w in own])[:-1]
    return tuple(w[:, None] * part for w, part in zip(own, np.split(noise, ends), strict=True))


def _choice(drawn: State, name: str, number: int) -> Ints:
    if name not in drawn:
        return np.zeros(BLOCK, dtype=np.int64)
    return np.asarray((drawn[name][0] * number).astype(np.int64))


def _figures(known: Setting, drawn: State, draws: Ints) -> Floats:
    """Figures of some draws, units x indicators x draws, as they might be before rounding and after revision."""
    x = known.figures[:, :, None]
    if known.doubt.revision is not None:
        x = x * (1 + known.doubt.revision[:, :, None] * (2 * drawn["revision"][:, :, draws] - 1))
    if known.doubt.rounding is not None:
        x = x + known.doubt.rounding[:, :, None] * (2 * drawn["rounding"][:, :, draws] - 1)
    return x


def _marks(known: Setting, which: int, x: Floats) -> Floats:
    """Marks by one normalisation of figures that differ between draws, units x indicators x draws."""
    units, indicators, draws = x.shape
    each = [one for one in known.markings[which] for _ in range(draws)]
    marks = marks_of(x.reshape(units, indicators * draws), each)
    value = np.where(marks.why == 0, FILLS[known.recipe.fill].marks(marks.value), np.nan)
    return np.asarray(value.reshape(x.shape))


PIECE = 2**20
"""Figures that are marked at once: more of them would not stay in the cache. It decides no bit of the result."""


def index_of(known: Setting, drawn: State) -> Floats:
    """The index of every unit in every draw of a block, units x draws."""
    weights = _weights(known, drawn)
    normalised = _choice(drawn, "normalisation", len(known.markings))
    combined = _choice(drawn, "aggregation", len(known.trees))
    moving = bool({"rounding", "revision"} & set(drawn))
    index = np.empty((known.figures.shape[0], BLOCK))
    for which, how in sorted(set(zip(normalised.tolist(), combined.tolist(), strict=True))):
        draws = np.flatnonzero((normalised == which) & (combined == how))
        pieces = -(-known.figures.size * draws.size // PIECE) if moving else 1
        for some in np.array_split(draws, min(pieces, draws.size)):
            marks = _marks(known, which, _figures(known, drawn, some)) if moving else known.marks[which]
            own = weights if some.size == BLOCK else [w[:, some] for w in weights]
            index[:, some] = climbed(marks, known.trees[how], own)[0][-1]
    return index


def scores(known: Setting, seed: int, first: int, last: int) -> Floats:
    """The index in the draws from `first` up to `last`, draws x units; the same however the draws are cut in pieces.

    Every block is made whole, because the last bits of a matrix product depend on its width.
    """
    blocks = range(first // BLOCK, -(-last // BLOCK))
    made = [index_of(known, state(known, seed, block)).T for block in blocks]
    begin = first - blocks.start * BLOCK
    return np.ascontiguousarray(np.concatenate(made)[begin : begin + last - first])


# Why a rank changed, and what the ranks are without one of the parts.

TIED = {Ties.MIN: 0.0, Ties.MEAN: 0.5, Ties.MAX: 1.0, Ties.DENSE: 0.0}
NOTHING = 1e-6
"""Movements that cancel each other out but for this share of them have no parts: they would be noise, blown up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
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


def rank_change(
    unit: int, ends: tuple[Floats, Floats], split: Change, decimals: int | None = None, ties: Ties = Ties.MIN
) -> RankChange:
    """The change of a unit's rank, split by whom it passed and, for each of them, by what moved the distance.

    A tie counts as nothing, half a place or a place by its rule; dense ranks, which are no count of units, are taken
    by that of the better rank.

    ends: the index of all units in the two years (before, after). Everything is 0 for a unit that lacks one of them.
    """
    shown = [levelled(one if decimals is None else rounded(one, decimals)) for one in ends]
    there = [~np.isnan(one) for one in shown]
    both = there[0] & there[1] & bool(there[0][unit] & there[1][unit])
    with np.errstate(invalid="ignore"):
        before, after = ((one > one[unit]) + TIED[ties] * (one == one[unit]) for one in shown)
    step = (after - before) * both
    entered = (after * ~there[0]).sum() - (before * ~there[1]).sum() if both[unit] else 0
    parts, rounding = np.zeros(split.own.shape[1]), 0.0
    moved = split.own + split.coverage
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


def without(marks: Floats, tree: Tree, part: int) -> Floats:
    """The index of each unit when a part (indicator or node) has no weight and the rest takes it over."""
    weights = [np.where(np.array(node.parts) == part, 0.0, np.array(node.weights)) for node in tree.nodes]
    return rolled(marks, tree, weights).index


def leave_one_out(marks: Floats, tree: Tree, decimals: int | None = None) -> tuple[Ints, Floats]:
    """Ranks of each unit without each part (units x parts, the index itself left out), and their mean shift per part.

    Source: COINr 1.1.14, remove_elements. A unit without a rank has 0 and is left out of the mean.
    """
    nominal = ranks(rolled(marks, tree).index, decimals)
    found = np.stack([ranks(without(marks, tree, part), decimals) for part in range(tree.top)], axis=1)
    known = (nominal[:, None] > 0) & (found > 0)
    shift = np.abs(found - nominal[:, None]) * known
    return found, np.asarray(shift.sum(axis=0) / np.maximum(known.sum(axis=0), 1))


# Which doubt moves the result: first- and total-order Sobol indices with intervals.

BOOTSTRAP = 9
"""The stream of the resampling; the two samples are streams 0 and 1."""

RESAMPLES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share of the variance of a result that a factor makes alone (first) and with all others (total).

    first_range, total_range: the middle 95 % of the estimates over resamples.
    """

    factor: str
    first: float
    total: float
    first_range: tuple[float, float]
    total_range: tuple[float, float]


def estimates(a: Floats, b: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """First and total order per factor: a, b (n [x r]) results of two samples, mixed (factors x n [x r]) those of a
    with one factor from b.

    Source: COINr 1.1.14, SA_estimate, after Saltelli et al., Computer Physics Communications 181 (2010).
    """
    variance = np.var(np.concatenate([a, b]), axis=0, ddof=1)
    first = (b * (mixed - a)).mean(axis=1) / variance
    total = ((a - mixed) ** 2).mean(axis=1) / (2 * variance)
    return np.asarray(first), np.asarray(total)


def shares(names: Sequence[str], a: Floats, b: Floats, mixed: Floats, seed: int = 0) -> tuple[Share, ...] | Refusal:
    """The share of each factor with its interval, or why there is none: a result that never moves has no parts."""
    if np.ptp(np.concatenate([a, b])) == 0:
        return Refusal.CONSTANT
    generator = Generator(PCG64(SeedSequence(seed, spawn_key=(BOOTSTRAP,))))
    picks = generator.integers(a.size, size=(a.size, RESAMPLES))
    # The spread of the first estimator grows with the mean of the result, which says nothing: it is taken off first.
    centre = np.concatenate([a, b]).mean()
    a, b, mixed = a - centre, b - centre, mixed - centre
    first, total = estimates(a, b, mixed)
    with np.errstate(all="ignore"):
        again = [np.nan_to_num(one) for one in estimates(a[picks], b[picks], mixed[:, picks])]
    ends = [quantile(one.T, (0.025, 0.975)) for one in again]
    return tuple(
        Share(
            factor=name,
            first=float(first[at]),
            total=float(total[at]),
            first_range=(float(ends[0][0, at]), float(ends[0][1, at])),
            total_range=(float(ends[1][0, at]), float(ends[1][1, at])),
        )
        for at, name in enumerate(names)
    )


def rank_shift(index: Floats, nominal: Floats) -> Floats:
    """Mean absolute shift of ranks against the nominal index (units), per draw; index is units x draws.

    Units without a score in a draw, or without a nominal one, are left out of the mean.

    Source: Saisana, Saltelli and Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    ranked = rows_ranked(np.ascontiguousarray(index.T))
    base = rows_ranked(nominal[None, :])
    both = (ranked > 0) & (base > 0)
    return np.asarray((np.abs(ranked - base) * both).sum(axis=1) / np.maximum(both.sum(axis=1), 1))


def sensitivity(
    known: Setting, draws: int, seed: int, result: Callable[[Floats], Floats]
) -> tuple[Share, ...] | Refusal:
    """Shares of the factors of a doubt in a result: index (units x draws) -> one number a draw.

    `draws` is rounded up to whole blocks; (factors + 2) times as many evaluations are made. One factor alone is
    refused, because it has all of the variance.
    """
    names = known.doubt.factors
    if len(names) < 2:
        return Refusal.CONSTANT
    rows: list[list[Floats]] = []
    for block in range(-(-draws // BLOCK)):
        one, other = state(known, seed, block, 0), state(known, seed, block, 1)
        mixes = ({**one, name: other[name]} for name in names)
        rows.append([result(index_of(known, drawn)) for drawn in (one, other, *mixes)])
    a, b, *mixed = (np.concatenate(column) for column in zip(*rows, strict=True))
    return shares(names, a, b, np.stack(mixed), seed)


# What many draws say: intervals of ranks, chances of ranks and grades, and pairs that cannot be told apart.

Places = NDArray[np.uint16] | NDArray[np.uint32] | NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """ranks: units x draws, 1 is best, 0 where a draw gave the unit no score. graded: units x grades, how many draws
    gave each grade, the highest first. seed: what replays it.
    """

    ranks: Places
    graded: NDArray[np.int64]
    seed: int


def drawn(known: Setting, draws: int, seed: int, borders: Sequence[float] = (), bonus: Floats | None = None) -> Drawn:
    """Ranks and grades in so many draws. borders: the least scores of the grades, falling; the last grade has none.

    bonus: points per unit that are added to every index. A recipe that rounds before ranking rounds here too.
    """
    units = known.figures.shape[0]
    kind = np.float32 if known.recipe.ties is Ties.MEAN else np.uint16 if units < 2**16 else np.uint32
    ranks = np.empty((units, draws), dtype=kind)
    graded = np.zeros((units, len(borders) + 1), dtype=np.int64)
    for first in range(0, draws, BLOCK):
        last = min(first + BLOCK, draws)
        index = scores(known, seed, first, last)
        index = index if bonus is None else index + bonus
        decimals = known.recipe.decimals
        index = index if decimals is None else rounded(index, decimals)
        ranks[:, first:last] = rows_tied(index, known.recipe.ties).T
        graded += _graded(index, borders)
    return Drawn(ranks=ranks, graded=graded, seed=seed)


def _graded(index: Floats, borders: Sequence[float]) -> NDArray[np.int64]:
    reached = np.stack([(index >= border).sum(axis=0) for border in (*borders, -np.inf)], axis=1)
    return np.diff(reached, axis=1, prepend=0)


def rank_quantiles(found: Drawn, shares: Sequence[float]) -> Floats:
    """Quantiles of the rank of each unit (R's type 7), shares x units; NaN for a unit that some draw left unscored."""
    # Whole small numbers sort several times faster than floats, and a slice of units at a time stays in the cache.
    made = np.concatenate(
        [quantile(part.T, shares) for part in np.array_split(found.ranks, -(-len(found.ranks) // 256))], axis=1
    )
    return np.where((found.ranks == 0).any(axis=1), np.nan, made)


def rank_chances(found: Drawn, unit: int) -> dict[float, float]:
    """The share of draws in which a unit has each rank; ranks it never has are left out, 0 is no score."""
    # Ranks in halves are counted as wholes: counting is many times faster than sorting.
    scale = 2 if found.ranks.dtype == np.float32 else 1
    times = np.bincount((found.ranks[unit] * scale).astype(np.int64))
    which = np.flatnonzero(times)
    return dict(
        zip((which / 2 if scale == 2 else which).tolist(), (times[which] / found.ranks.shape[1]).tolist(), strict=True)
    )


def grade_chances(found: Drawn) -> Floats:
    """The share of draws in which each unit has each grade, units x grades."""
    return np.asarray(found.graded / found.ranks.shape[1])


def ahead(found: Drawn, one: int, other: int) -> float:
    """The share of draws in which one unit ranks before another; a tie counts half."""
    mine, yours = found.ranks[one], found.ranks[other]
    wins, losses = np.count_nonzero(mine < yours), np.count_nonzero(mine > yours)
    return float(0.5 + 0.5 * (wins - losses) / mine.size)


def indistinct(
    found: Drawn, order: Sequence[int], confidence: float = 0.9, most: int = 1000
) -> tuple[list[tuple[int, int, float]], int]:
    """Pairs (better, worse, share of draws in which the better one is ahead) that the draws do not tell apart.

    And how many places apart the furthest pairs are that were looked at, 0 when there can be no others.

    order: units from the best rank. A pair is told apart when one is ahead in at least `confidence` of the draws.
    Neighbours come first, then pairs ever further apart, until three distances in a row have none. Thousands of units
    have pairs without end: no further distance is looked at once there are `most` pairs.
    """
    units, pairs, none, looked = np.asarray(order, dtype=np.int64), [], 0, 0
    for distance in range(1, len(units)):
        near, far = units[:-distance], units[distance:]
        share = np.array([ahead(found, one, other) for one, other in zip(near, far, strict=True)])
        open_ = np.flatnonzero((share > 1 - confidence) & (share < confidence))
        pairs += [(int(at), int(at) + distance, float(share[at])) for at in open_]
        none = 0 if open_.size else none + 1
        if none == 3:
            break
        if len(pairs) >= most and distance + 1 < len(units):
            looked = distance
            break
    return [(int(units[one]), int(units[other]), share) for one, other, share in sorted(pairs)], looked


# Planck's own: weights up to a quarter off, figures that are not final up to 5 % off. Every output says so.
WEIGHTS, REVISION = 0.25, 0.05
DOUBTS = ("weights", "normalisation", "aggregation", "rounding", "preliminary")
_ITS_NAME = {"preliminary": "revision"}
_MOST_FOR_SHARES = 500
_PROVISIONAL = (FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED, FigureStatus.ASSUMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A model with its layout, its panel, the columns that it came from, and the scores."""

    model: ScoringModel
    made: Layout
    panel: Panel
    columns: Columns
    found: Scored


def uncertainty(scene: Scene, draws: int, seed: int, doubts: Sequence[str] = DOUBTS) -> Uncertainty | None:
    """What so many draws over the doubts say; None where no unit has a score or nothing is in doubt."""
    rows = np.flatnonzero(~np.isnan(scene.found.total))
    known = _setting(scene, rows, doubts) if len(rows) > 1 else None
    if known is None or not known.doubt.factors:
        return None
    borders = [grade.at_least for grade in scene.model.grades if grade.at_least is not None and grade.rank is None]
    extra = (scene.found.bonus - scene.found.deduction)[rows]
    found = drawn(known, draws, seed, borders, extra)
    quantiles = rank_quantiles(found, (0.05, 0.5, 0.95))
    chances = grade_chances(found)
    names = [grade.id for grade in scene.model.grades if grade.rank is None]
    names = [*names, ""][: len(borders) + 1]
    units = [scene.panel.units[row] for row in rows]
    order = np.argsort(scene.found.rank[rows], kind="stable")
    spreads = tuple(
        Spread(
            region=units[place],
            low=float(quantiles[0, place]),
            median=float(quantiles[1, place]),
            high=float(quantiles[2, place]),
            ranks=tuple(rank_chances(found, int(place)).items()),
            grades=tuple(zip(names, map(float, chances[place]), strict=True)) if borders else (),
        )
        for place in order
        if not np.isnan(quantiles[:, place]).any()
    )
    close, looked = indistinct(found, order.tolist())
    pairs = tuple((units[one], units[other], share) for one, other, share in close)
    return Uncertainty(
        draws=draws,
        seed=seed,
        doubts=tuple(name for name in DOUBTS if _ITS_NAME.get(name, name) in known.doubt.factors),
        spreads=spreads,
        pairs=pairs,
        pairs_within=looked,
        sensitivities=_sensitivities(known, scene.found.total[rows], min(draws, _MOST_FOR_SHARES), seed),
    )


def _sensitivities(known: Setting, nominal: Floats, draws: int, seed: int) -> tuple[Sensitivity, ...]:
    shares = sensitivity(known, draws, seed, partial(_shift, nominal=nominal))
    if isinstance(shares, Refusal):
        return ()
    names = {value: name for name, value in _ITS_NAME.items()}
    return tuple(
        Sensitivity(
            doubt=names.get(one.factor, one.factor),
            first=one.first,
            first_low=one.first_range[0],
            first_high=one.first_range[1],
            total=one.total,
            total_low=one.total_range[0],
            total_high=one.total_range[1],
        )
        for one in shares
    )


def _shift(index: Floats, nominal: Floats) -> Floats:
    return rank_shift(index, nominal)


def _setting(scene: Scene, rows: np.ndarray[tuple[int], np.dtype[np.int64]], doubts: Sequence[str]) -> Setting:
    sheet, model = scene.found.sheet, scene.model
    figures = np.where(sheet.applies, sheet.figures, np.nan)[rows]
    recipe = Recipe(
        markings=sheet.markings,
        tree=scene.made.tree,
        fill={FillRule.ZERO: "zero", FillRule.PEER_MEAN: "peer_mean"}.get(model.missing.rule, "none"),
        decimals=model.rounding.digits if model.rounding.before_ranks else None,
        ties=model.ties,
    )
    doubt = Doubt(
        weights=WEIGHTS if "weights" in doubts else 0.0,
        normalisations=_other_markings(sheet.markings) if "normalisation" in doubts else (),
        rounding=_rounding(scene)[rows] if "rounding" in doubts else None,
        revision=_revision(scene)[rows] if "preliminary" in doubts else None,
    )
    # A doubt that can move nothing is none.
    doubt = replace(
        doubt,
        rounding=doubt.rounding if doubt.rounding is not None and doubt.rounding.any() else None,
        revision=doubt.revision if doubt.revision is not None and doubt.revision.any() else None,
    )
    known = setting(figures, recipe, doubt)
    sound = tuple(one for one, marks in zip(doubt.normalisations, known.marks[1:], strict=True) if _holds(known, marks))
    if len(sound) < len(doubt.normalisations):
        doubt = replace(doubt, normalisations=sound)
        known = setting(figures, recipe, doubt)
    other = "geometric" if _arithmetic(scene.made.tree) else "arithmetic"
    # A geometric mean has no meaning where a mark is zero or below.
    positive = all(float(np.nanmin(marks, initial=np.inf)) > 0 for marks in known.marks)
    if "aggregation" in doubts and (other == "arithmetic" or positive):
        return setting(figures, recipe, replace(doubt, aggregations=(other,)))
    return known


def _holds(known: Setting, marks: Floats) -> bool:
    """Whether other marks leave every unit its index: a geometric mean takes no place that counts as 0."""
    return not np.isnan(rolled(marks, known.recipe.tree).index).any()


def _arithmetic(tree: Tree) -> bool:
    return all(node.method == "arithmetic" for node in tree.nodes)


def _other_markings(markings: Sequence[Marking]) -> tuple[tuple[Marking, ...], ...]:
    """The same indicators by standard scores and by percentile ranks; points of a shape stay as they are."""
    if all(one.method == "as_is" for one in markings):
        return ()
    return tuple(
        tuple(one if one.method == "as_is" else Marking(method=name, direction=one.direction) for one in markings)
        for name in ("z_score", "percentile_rank")
    )


def _rounding(scene: Scene) -> Floats:
    """Half of the last printed digit of each figure, in its unit; 0 for points of a shape and for growth."""
    sheet, panel = scene.found.sheet, scene.panel
    half = np.zeros(sheet.raw.shape)
    everybody = np.arange(len(panel.units))
    for column, leaf in enumerate(scene.made.leaves):
        if leaf.of not in (Of.LEVEL, Of.DIFFERENCE) or leaf.target or leaf.normalise.method in SHAPES:
            continue
        rows = panel.row[panel.series[leaf.id]][sheet.age[:, column], everybody]
        printed = np.array([_half_unit(scene.columns, row) for row in rows.tolist()])
        half[:, column] = np.where(np.isnan(sheet.raw[:, column]), 0.0, printed)
    return half


def _half_unit(columns: Columns, row: int) -> float:
    """Half of the last digit that was printed, which for a converted figure was in another unit; 0 without a row."""
    if row < 0:
        return 0.0
    return half_unit(columns.texts[row]) * (1.0 if columns.factor is None else float(columns.factor[row]))


def _revision(scene: Scene) -> Floats:
    """How far figures that are not final may be off, as a share; 0 for final ones and for points of a shape."""
    sheet, panel = scene.found.sheet, scene.panel
    codes = [place for place, one in enumerate(panel.statuses) if one in _PROVISIONAL]
    share = np.zeros(sheet.raw.shape)
    everybody = np.arange(len(panel.units))
    for column, leaf in enumerate(scene.made.leaves):
        if leaf.of.of_plan or leaf.target or leaf.normalise.method in SHAPES:
            continue
        status = panel.status[panel.series[leaf.id]][sheet.age[:, column], everybody]
        share[:, column] = np.where(np.isin(status, codes), REVISION, 0.0)
    return share


def omissions(scene: Scene) -> tuple[Omission, ...]:
    """The ranking without each indicator, those that move it most first."""
    digits = scene.model.rounding.digits if scene.model.rounding.before_ranks else None
    value = np.where(np.isnan(scene.found.base)[:, None], np.nan, scene.found.filled)
    ranks, mean = leave_one_out(value, scene.made.tree, digits)
    nominal = leave_nothing(scene)
    found = []
    for column, leaf in enumerate(scene.made.leaves):
        known = (ranks[:, column] > 0) & (nominal > 0)
        shift = np.abs(ranks[:, column] - nominal) * known
        most = int(np.argmax(shift)) if len(shift) else 0
        id_ = leaf.id if leaf.of is Of.LEVEL else f"{leaf.id}.{leaf.of.value}"
        region = scene.panel.units[most] if shift.any() else ""
        found.append(
            Omission(id=id_, name=leaf.name, mean=float(mean[column]), most=float(shift.max(initial=0)), region=region)
        )
    return tuple(sorted(found, key=lambda one: (-one.mean, -one.most, one.id)))


def leave_nothing(scene: Scene) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The ranks of the base score, 0 where there is none."""
    from planck.score.normalisation import ranks

    digits = scene.model.rounding.digits if scene.model.rounding.before_ranks else None
    return np.asarray(ranks(scene.found.base, digits), dtype=np.float64)
