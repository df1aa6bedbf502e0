"""How sure scores and ranks are: weights, methods and figures drawn again and again, replayable from a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from planck.score.fill import FILLS, Peers
from planck.score.hierarchy import Tree, climbed, weights_of
from planck.score.normalisation import Marking, marks_of
from planck.score.recipe import NO_PEERS, Recipe, marked
from planck.score.refusal import Floats, Ints

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
