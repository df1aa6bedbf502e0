"""How sure a ranking is: draws over all that is doubtful, and the ranking without each indicator."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from msgspec.structs import replace
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from planck.assess.firmness import half_unit
from planck.engine.scoring.aggregate import Fill, Tree, climbed, filled, rolled, weights_of
from planck.engine.scoring.normalise import Marking, marks_of
from planck.engine.scoring.ranks import quantile, ranks, rounded
from planck.engine.scoring.shapes import SHAPES
from planck.engine.scoring.ways import Floats, Ints
from planck.model import FigureStatus
from planck.model.scorecard import Omission, Sensitivity, Spread, Uncertainty
from planck.model.scoring import Of, ScoringModel, Ties
from planck.record import Record
from planck.score.card import border_of
from planck.score.layout import Leaf, leaf_id
from planck.score.panel import STATUSES, Panel
from planck.score.scored import Scene, Scored, Sheet, Totals, behind, fill_of, totals

# Draws: weights, methods and figures drawn again and again, replayable from a seed.

BLOCK = 64
"""Draws that share a generator: a draw is replayed from the seed and its block, whatever is drawn before it."""


class Doubt(Record):
    """What is uncertain. weights: each weight is multiplied by 1 + u, u even in -weights..weights, at every node.

    normalisations, aggregations: alternatives to those of the recipe, all equally likely with its own.
    rounding: half of the last printed step of each figure (units x indicators), in its unit.
    preliminary: how far each figure may still be revised, as a share (units x indicators), 0 for a final one.
    """

    weights: float = 0.0
    normalisations: Sequence[Sequence[Marking]] = ()
    aggregations: Sequence[str] = ()
    rounding: Floats | None = None
    preliminary: Floats | None = None

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of what is uncertain here, in their fixed order."""
        there = {
            "weights": self.weights > 0,
            "normalisation": bool(self.normalisations),
            "aggregation": bool(self.aggregations),
            "rounding": self.rounding is not None,
            "preliminary": self.preliminary is not None,
        }
        return tuple(name for name, used in there.items() if used)


FACTORS = ("weights", "normalisation", "aggregation", "rounding", "preliminary")

State = Mapping[str, Floats]
"""Per factor the even numbers of one block, with draws as the last axis."""


class Base(Record):
    """What is drawn around: figures (units x leaves), which of them apply, how they are marked and put together.

    beside: bonus and deductions of each unit, the same in every draw. rows: the units that are ranked; the others are
    there for the scale alone.
    """

    model: ScoringModel
    figures: Floats
    applies: NDArray[np.bool_]
    markings: Sequence[Marking]
    tree: Tree
    beside: tuple[Floats, Floats]
    rows: Ints
    fill: Fill


class Setting(Record):
    """A base and its doubt, with all alternatives: points of every normalisation of the figures as they are, and the
    trees of every aggregation.
    """

    base: Base
    doubt: Doubt
    markings: tuple[Sequence[Marking], ...]
    points: tuple[Floats, ...]
    trees: tuple[Tree, ...]


def prepared(base: Base, doubt: Doubt) -> Setting:
    """What every block needs, made once."""
    markings = (base.markings, *doubt.normalisations)
    nodes = base.tree.nodes
    others = ([replace(node, method=name, given={}) for node in nodes] for name in doubt.aggregations)
    return Setting(
        base=base,
        doubt=doubt,
        markings=markings,
        points=tuple(_points(base, way, base.figures) for way in markings),
        trees=(base.tree, *(replace(base.tree, nodes=tuple(other)) for other in others)),
    )


def _points(base: Base, markings: Sequence[Marking], figures: Floats) -> Floats:
    """The points of figures (units x leaves [x draws]), with what stands in for missing ones."""
    applies = base.applies if figures.ndim == 2 else base.applies[:, :, None]
    points = np.where(applies, marks_of(figures, markings).value, np.nan)
    return filled(points, applies, base.fill)


def sizes(setting: Setting) -> dict[str, tuple[int, ...]]:
    """How many even numbers each factor takes for one draw."""
    shape = setting.base.figures.shape
    weights = (sum(len(node.parts) for node in setting.base.tree.nodes),)
    full = {"weights": weights, "rounding": shape, "preliminary": shape}
    return {name: full.get(name, (1,)) for name in setting.doubt.factors}


def state(setting: Setting, seed: int, block: int, stream: int = 0) -> dict[str, Floats]:
    """The even numbers (0..1) of one block; each factor has a generator of its own, so that one can be exchanged."""
    numbers = {}
    for name, size in sizes(setting).items():
        key = (stream, FACTORS.index(name), block)
        numbers[name] = Generator(PCG64(SeedSequence(seed, spawn_key=key))).random((*size, BLOCK))
    return numbers


def _weights(setting: Setting, even: State) -> tuple[Floats, ...]:
    own = weights_of(setting.base.tree)
    if "weights" not in even:
        return tuple(np.repeat(w[:, None], BLOCK, axis=1) for w in own)
    noise = 1 + setting.doubt.weights * (2 * even["weights"] - 1)
    ends = np.cumsum([w.size for w in own])[:-1]
    return tuple(w[:, None] * part for w, part in zip(own, np.split(noise, ends), strict=True))


def _choice(even: State, name: str, number: int) -> Ints:
    if name not in even:
        return np.zeros(BLOCK, dtype=np.int64)
    return np.asarray((even[name][0] * number).astype(np.int64))


def _figures(setting: Setting, even: State, draws: Ints) -> Floats:
    """Figures of some draws, units x indicators x draws, as they might be before rounding and after revision."""
    x = setting.base.figures[:, :, None]
    if setting.doubt.preliminary is not None:
        x = x * (1 + setting.doubt.preliminary[:, :, None] * (2 * even["preliminary"][:, :, draws] - 1))
    if setting.doubt.rounding is not None:
        x = x + setting.doubt.rounding[:, :, None] * (2 * even["rounding"][:, :, draws] - 1)
    return x


PIECE = 2**20
"""Figures that are marked at once: more of them would not stay in the cache. It decides no bit of the result."""


def drawn_totals(setting: Setting, even: State) -> Totals:
    """The score of every ranked unit in every draw of a block, units x draws."""
    weights = _weights(setting, even)
    normalised = _choice(even, "normalisation", len(setting.markings))
    combined = _choice(even, "aggregation", len(setting.trees))
    moving = bool({"rounding", "preliminary"} & set(even))
    base = setting.base
    index = np.empty((len(base.rows), BLOCK))
    for which, how in sorted(set(zip(normalised.tolist(), combined.tolist(), strict=True))):
        draws = np.flatnonzero((normalised == which) & (combined == how))
        pieces = -(-base.figures.size * draws.size // PIECE) if moving else 1
        for some in np.array_split(draws, min(pieces, draws.size)):
            points = setting.points[which]
            if moving:
                points = _points(base, setting.markings[which], _figures(setting, even, some))
            own = weights if some.size == BLOCK else [w[:, some] for w in weights]
            index[:, some] = _index(base, points, setting.trees[how], own)
    bonus, deduction = (extra[base.rows, None] for extra in base.beside)
    return totals(index, bonus, deduction, base.model)


def _index(base: Base, points: Floats, tree: Tree, weights: Sequence[Floats]) -> Floats:
    """The index of the ranked units; of all units where peers stand in for domains."""
    if tree.fill is None:
        return climbed(points[base.rows], tree, weights)[0][-1]
    return climbed(points, tree, weights)[0][-1][base.rows]


def scores(setting: Setting, seed: int, first: int, last: int) -> Floats:
    """The scores that ranks and grades go by in the draws from `first` up to `last`, draws x units.

    They are the same however the draws are cut in pieces: every block is made whole, because the last bits of a matrix
    product depend on its width.
    """
    blocks = range(first // BLOCK, -(-last // BLOCK))
    whole = [drawn_totals(setting, state(setting, seed, block)).decisive.T for block in blocks]
    begin = first - blocks.start * BLOCK
    joined = whole[0] if len(whole) == 1 else np.concatenate(whole)
    return np.ascontiguousarray(joined[begin : begin + last - first])


# Which doubt moves the result: first- and total-order Sobol indices with intervals.

BOOTSTRAP = 9
"""The stream of the resampling; the two samples are streams 0 and 1."""

RESAMPLES = 400


def estimates(a: Floats, b: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """First and total order per factor: a, b (n [x r]) results of two samples, mixed (factors x n [x r]) those of a
    with one factor from b.

    Source: COINr 1.1.14, SA_estimate, after Saltelli et al., Computer Physics Communications 181 (2010).
    """
    variance = np.var(np.concatenate([a, b]), axis=0, ddof=1)
    first = (b * (mixed - a)).mean(axis=1) / variance
    total = ((a - mixed) ** 2).mean(axis=1) / (2 * variance)
    return np.asarray(first), np.asarray(total)


def shares(names: Sequence[str], a: Floats, b: Floats, mixed: Floats, seed: int = 0) -> tuple[Sensitivity, ...]:
    """The share of the variance of a result that each doubt makes, alone (first) and with all others (total).

    With the middle 95 % of the estimates over resamples. None where the result never moves: it has no parts.
    """
    if np.ptp(np.concatenate([a, b])) == 0:
        return ()
    generator = Generator(PCG64(SeedSequence(seed, spawn_key=(BOOTSTRAP,))))
    picks = generator.integers(a.size, size=(a.size, RESAMPLES))
    # The spread of the first estimator grows with the mean of the result, which says nothing: it is taken off first.
    centre = np.concatenate([a, b]).mean()
    a, b, mixed = a - centre, b - centre, mixed - centre
    first, total = estimates(a, b, mixed)
    with np.errstate(all="ignore"):
        again = [np.nan_to_num(one) for one in estimates(a[picks], b[picks], mixed[:, picks])]
    of_first, of_total = (quantile(estimate.T, (0.025, 0.975)) for estimate in again)
    columns = np.column_stack([first, of_first.T, total, of_total.T]).tolist()
    fields = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    return tuple(
        Sensitivity(doubt=name, **dict(zip(fields, row, strict=True))) for name, row in zip(names, columns, strict=True)
    )


def rank_shift(scores: Floats, nominal: Floats) -> Floats:
    """Mean absolute shift of ranks against the nominal scores (units), per draw; scores are units x draws.

    Units without a score in a draw, or without a nominal one, are left out of the mean.

    Source: Saisana, Saltelli and Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    shift = np.abs(ranks(scores) - ranks(nominal)[:, None])
    return np.asarray(np.nansum(shift, axis=0) / np.maximum((~np.isnan(shift)).sum(axis=0), 1))


def sensitivity(setting: Setting, draws: int, seed: int, result: Callable[[Floats], Floats]) -> tuple[Sensitivity, ...]:
    """Shares of the factors of a doubt in a result: scores (units x draws) -> one number a draw.

    `draws` is rounded up to whole blocks; (factors + 2) times as many evaluations are made. One factor alone is
    nothing to share with: it has all of the variance.
    """
    names = setting.doubt.factors
    if len(names) < 2:
        return ()
    rows: list[list[Floats]] = []
    for block in range(-(-draws // BLOCK)):
        one, other = state(setting, seed, block, 0), state(setting, seed, block, 1)
        mixes = ({**one, name: other[name]} for name in names)
        rows.append([result(drawn_totals(setting, even).decisive) for even in (one, other, *mixes)])
    a, b, *mixed = (np.concatenate(column) for column in zip(*rows, strict=True))
    return shares(names, a, b, np.stack(mixed), seed)


# What many draws say: intervals of ranks, chances of ranks and grades, and pairs that cannot be told apart.

Places = NDArray[np.unsignedinteger] | NDArray[np.float32]


class Drawn(Record):
    """ranks: units x draws, 1 is best, 0 where a draw gave the unit no score. graded: units x grades, how many draws
    gave each grade, the highest first.
    """

    ranks: Places
    graded: NDArray[np.int64]


# Sorting, which takes most of the time, leaves the interpreter to others meanwhile.
THREADS = 2


def ranks_drawn(setting: Setting, draws: int, seed: int, borders: Sequence[float] = ()) -> Drawn:
    """Ranks and grades in so many draws. borders: the least scores of the grades, falling; the last grade has none."""
    units, ties = len(setting.base.rows), setting.base.model.ties
    places = np.empty((units, draws), dtype=np.float32 if ties is Ties.MEAN else np.min_scalar_type(units))

    def block(first: int) -> NDArray[np.int64]:
        last = min(first + BLOCK, draws)
        made = scores(setting, seed, first, last).T
        ranked = ranks(made, ties)
        places[:, first:last] = np.where(np.isnan(ranked), 0, ranked)
        return _graded(made, borders)

    # Each block is drawn by itself and has its own columns, so that it does not matter which thread makes it.
    with ThreadPoolExecutor(THREADS) as pool:
        graded = sum(pool.map(block, range(0, draws, BLOCK)), np.zeros((units, len(borders) + 1), dtype=np.int64))
    return Drawn(ranks=places, graded=graded)


def _graded(scores: Floats, borders: Sequence[float]) -> NDArray[np.int64]:
    reached = np.stack([(scores >= border).sum(axis=1) for border in (*borders, -np.inf)], axis=1)
    return np.diff(reached, axis=1, prepend=0)


def rank_quantiles(drawn: Drawn, shares: Sequence[float]) -> Floats:
    """Quantiles of the rank of each unit (R's type 7), shares x units; NaN for a unit that some draw left unscored."""
    # Whole small numbers sort several times faster than floats, and a slice of units at a time stays in the cache.
    made = np.concatenate(
        [quantile(part.T, shares) for part in np.array_split(drawn.ranks, -(-len(drawn.ranks) // 256))], axis=1
    )
    return np.where((drawn.ranks == 0).any(axis=1), np.nan, made)


def rank_chances(drawn: Drawn, unit: int) -> dict[float, float]:
    """The share of draws in which a unit has each rank; ranks it never has are left out, 0 is no score."""
    # Ranks in halves are counted as wholes: counting is many times faster than sorting.
    scale = 2 if drawn.ranks.dtype == np.float32 else 1
    times = np.bincount((drawn.ranks[unit] * scale).astype(np.int64))
    which = np.flatnonzero(times)
    return dict(
        zip((which / 2 if scale == 2 else which).tolist(), (times[which] / drawn.ranks.shape[1]).tolist(), strict=True)
    )


def grade_chances(drawn: Drawn) -> Floats:
    """The share of draws in which each unit has each grade, units x grades."""
    return np.asarray(drawn.graded / drawn.ranks.shape[1])


def ahead(drawn: Drawn, one: Ints, other: Ints) -> Floats:
    """The share of draws in which each of some units ranks before the other beside it; a tie counts half."""
    # As many at once as stay in the cache.
    pieces = max(1, drawn.ranks.shape[1] * len(one) // PIECE)
    found = [
        np.count_nonzero(drawn.ranks[mine] < drawn.ranks[yours], axis=1)
        - np.count_nonzero(drawn.ranks[mine] > drawn.ranks[yours], axis=1)
        for mine, yours in zip(np.array_split(one, pieces), np.array_split(other, pieces), strict=True)
    ]
    return np.asarray(0.5 + 0.5 * np.concatenate(found) / drawn.ranks.shape[1])


def indistinct(
    drawn: Drawn, order: Sequence[int], confidence: float = 0.9, most: int = 1000
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
        share = ahead(drawn, near, far)
        open_ = np.flatnonzero((share > 1 - confidence) & (share < confidence))
        pairs += [(int(at), int(at) + distance, float(share[at])) for at in open_]
        none = 0 if open_.size else none + 1
        if none == 3:
            break
        if len(pairs) >= most and distance + 1 < len(units):
            looked = distance
            break
    return [(int(units[one]), int(units[other]), share) for one, other, share in sorted(pairs)], looked


# What is doubted of a model and its figures.

# Planck's own: weights up to a quarter off, figures that are not final up to 5 % off. Every output says so.
WEIGHTS, REVISION = 0.25, 0.05
DOUBTS = FACTORS
_MOST_FOR_SHARES = 500
_PROVISIONAL = (FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED, FigureStatus.ASSUMED)


def doubts_of(scene: Scene, result: Scored, doubts: Sequence[str] = DOUBTS) -> Setting:
    """The units that have a score, with those doubts that can move something."""
    sheet, rows = result.sheet, np.flatnonzero(~np.isnan(result.total))
    base = Base(
        model=scene.model,
        figures=sheet.figures,
        applies=sheet.applies,
        markings=sheet.markings,
        tree=scene.layout.tree,
        beside=(result.bonus, result.deduction),
        rows=rows,
        fill=fill_of(scene.model, scene.panel.units, scene.model.missing.rule),
    )
    doubt = Doubt(
        weights=WEIGHTS if "weights" in doubts else 0.0,
        normalisations=_other_markings(sheet.markings) if "normalisation" in doubts else (),
        rounding=_moving(printed_halves(scene, sheet), rows) if "rounding" in doubts else None,
        preliminary=_moving(_revision(scene, sheet), rows) if "preliminary" in doubts else None,
    )
    points = prepared(base, doubt).points
    sound = [way for way, own in zip(doubt.normalisations, points[1:], strict=True) if _holds(base, own)]
    doubt = replace(doubt, normalisations=tuple(sound))
    other = "geometric" if _arithmetic(base.tree) else "arithmetic"
    # A geometric mean has no meaning where a mark is zero or below.
    positive = all(float(np.nanmin(own[rows], initial=np.inf)) > 0 for own in prepared(base, doubt).points)
    if "aggregation" in doubts and (other == "arithmetic" or positive):
        doubt = replace(doubt, aggregations=(other,))
    return prepared(base, doubt)


def _moving(doubt: Floats, rows: Ints) -> Floats | None:
    """A doubt that can move nothing is none."""
    return doubt if doubt[rows].any() else None


def _holds(base: Base, points: Floats) -> bool:
    """Whether other points leave every unit its index: a geometric mean takes no place that counts as 0."""
    return not np.isnan(_index(base, points, base.tree, weights_of(base.tree))).any()


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


def printed_halves(scene: Scene, sheet: Sheet) -> Floats:
    """Half of the last printed digit of each figure, in its unit; 0 for points of a shape and for growth."""
    half = np.zeros(sheet.raw.shape)
    for column, leaf in _doubtful(scene):
        if leaf.of is not Of.GROWTH:
            rows = behind(scene.panel, scene.panel.row, leaf, sheet.age[:, column])
            printed = np.array([_half_unit(scene.panel, row) for row in rows.tolist()])
            half[:, column] = np.where(np.isnan(sheet.raw[:, column]), 0.0, printed)
    return half


def _doubtful(scene: Scene) -> Iterator[tuple[int, Leaf]]:
    """The leaves that are scored by figures as they are, with their columns."""
    for column, leaf in enumerate(scene.layout.leaves):
        if leaf.of_figures and leaf.normalise.method not in SHAPES:
            yield column, leaf


def _half_unit(panel: Panel, row: int) -> float:
    """Half of the last digit that was printed, which for a converted figure was in another unit; 0 without a row."""
    return half_unit(panel.text[row]) * float(panel.times[row]) if row >= 0 else 0.0


def _revision(scene: Scene, sheet: Sheet) -> Floats:
    """How far figures that are not final may be off, as a share; 0 for final ones and for points of a shape."""
    codes = [place for place, status in enumerate(STATUSES) if status in _PROVISIONAL]
    share = np.zeros(sheet.raw.shape)
    for column, leaf in _doubtful(scene):
        statuses = behind(scene.panel, scene.panel.status, leaf, sheet.age[:, column])
        share[:, column] = np.where(np.isin(statuses, codes), REVISION, 0.0)
    return share


def uncertainty(scene: Scene, result: Scored, setting: Setting, draws: int, seed: int) -> Uncertainty | None:
    """What so many draws over the doubts say; None where fewer than two units have a score or nothing is in doubt."""
    rows, doubts, grades = setting.base.rows, setting.doubt.factors, scene.model.grades
    if len(rows) < 2 or not doubts:
        return None
    borders = [border for grade in grades if grade.rank is None and (border := border_of(grade)) is not None]
    drawn = ranks_drawn(setting, draws, seed, borders)
    names = [*(grade.id for grade in grades if grade.rank is None), ""][: len(borders) + 1] if borders else []
    units = [scene.panel.units[row] for row in rows]
    order = np.argsort(result.rank[rows], kind="stable").tolist()
    nominal = result.decisive[rows]
    close, looked = indistinct(drawn, order)
    return Uncertainty(
        draws=draws,
        seed=seed,
        doubts=doubts,
        spreads=tuple(spreads_of(drawn, units, order, names)),
        pairs=tuple((units[better], units[worse], share) for better, worse, share in close),
        pairs_within=looked,
        sensitivities=sensitivity(
            setting, min(draws, _MOST_FOR_SHARES), seed, lambda scores: rank_shift(scores, nominal)
        ),
    )


_MOST_WITH_CHANCES = 300
"""Of more units nobody reads how often each has each of its ranks, which would be most of what is counted and told."""


def spreads_of(drawn: Drawn, units: Sequence[str], order: Sequence[int], grades: Sequence[str]) -> Iterator[Spread]:
    """What the draws make of each unit, the best first; of those alone that every draw gave a score."""
    few = len(order) <= _MOST_WITH_CHANCES
    quantiles, chances = rank_quantiles(drawn, (0.05, 0.5, 0.95)), grade_chances(drawn)
    for place in order:
        low, median, high = map(float, quantiles[:, place])
        if not np.isnan(median):
            yield Spread(
                region=units[place],
                low=low,
                median=median,
                high=high,
                ranks=tuple(rank_chances(drawn, place).items()) if few else (),
                grades=tuple(zip(grades, map(float, chances[place]), strict=True)) if grades else (),
            )


# The ranking without one of the parts.


def leave_one_out(points: Floats, tree: Tree, decimals: int | None = None, sign: float = 1.0) -> Floats:
    """Ranks of each unit without each part (units x indicators and nodes but the index), NaN where there is none.

    The part has no weight then, and the rest takes it over; sign: -1 where less is better. Source: COINr 1.1.14,
    remove_elements.
    """
    return np.stack([_ranked(sign * _without(points, tree, part), decimals) for part in range(tree.top)], axis=1)


def _without(points: Floats, tree: Tree, part: int) -> Floats:
    weights = [np.where(np.array(node.parts) == part, 0.0, np.array(node.weights)) for node in tree.nodes]
    return rolled(points, tree, weights).index


def _ranked(index: Floats, decimals: int | None) -> Floats:
    return ranks(index if decimals is None else rounded(index, decimals))


def omissions(scene: Scene, result: Scored) -> tuple[Omission, ...]:
    """The ranking without each indicator, those that move it most first."""
    rounding, base = scene.model.rounding, scene.model.sign * result.base
    digits = rounding.digits if rounding.before_ranks else None
    points = np.where(np.isnan(base)[:, None], np.nan, result.filled)
    shift = np.abs(leave_one_out(points, scene.layout.tree, digits, scene.model.sign) - _ranked(base, digits)[:, None])
    found = [_omission(leaf, shift[:, column], scene.panel.units) for column, leaf in enumerate(scene.layout.leaves)]
    return tuple(sorted(found, key=lambda omission: (-omission.mean, -omission.most, omission.id)))


def _omission(leaf: Leaf, shift: Floats, units: Sequence[str]) -> Omission:
    """What leaving an indicator out does: how far units move, and which of them furthest."""
    known, moved = int((~np.isnan(shift)).sum()), np.nan_to_num(shift)
    region = units[int(np.argmax(moved))] if moved.any() else ""
    mean, most = float(moved.sum() / max(known, 1)), float(moved.max(initial=0))
    return Omission(id=leaf_id(leaf), name=leaf.name, mean=mean, most=most, region=region)
