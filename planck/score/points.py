"""From the figures of a panel to points: the matrix of leaves, and how each of its columns is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planck.assess.names import key
from planck.model.scoring import Normalisation, ScoringModel, UnitClass
from planck.score.leaves import Layout, Leaf
from planck.score.normalisation import NORMALISATIONS, Marking, Marks, marks_of
from planck.score.panel import Panel
from planck.score.ranks import rounded
from planck.score.refusal import Bools, Floats, Ints
from planck.score.shapes import SHAPES, Settings

# Settings of normalisations that are scores, and so follow the model's full marks unless they are given.
_FULL = ("high", "scale", "cap")
Verdicts = Mapping[tuple[str, str], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Figures of leaves (units x leaves) as the markings take them: shapes have made points of theirs already.

    raw: the figures themselves. age: how many years older than the period. applies: whether a unit is scored by a leaf
    at all. low, high: the ends of the scale of leaves whose points come of a shape, NaN for others. digits: decimals to
    which the points of a leaf are rounded, None where they are not.
    """

    raw: Floats
    figures: Floats
    age: Ints
    applies: Bools
    markings: tuple[Marking, ...]
    low: Floats
    high: Floats
    digits: tuple[int | None, ...]


def sheet(model: ScoringModel, made: Layout, panel: Panel, verdicts: Verdicts, back: int = 0) -> Sheet:
    """The sheet of the panel's year, or of `back` years before it. `verdicts`: those on plans, by number and target."""
    units, leaves = len(panel.units), len(made.leaves)
    raw, age = np.full((units, leaves), np.nan), np.zeros((units, leaves), dtype=np.int64)
    for column, leaf in enumerate(made.leaves):
        raw[:, column], age[:, column] = value_of(leaf, panel, verdicts, back, model.missing.carry)
    figures, low, high = raw.copy(), np.full(leaves, np.nan), np.full(leaves, np.nan)
    for column, leaf in enumerate(made.leaves):
        if leaf.normalise.method in SHAPES:
            figures[:, column] = shape_points(leaf.normalise, raw[:, column], leaf.direction, model.full)
            low[column], high[column] = _ends(leaf, model.full)
    return Sheet(
        raw=raw,
        figures=figures,
        age=age,
        applies=_applies(model.classes, made.leaves, panel, verdicts),
        markings=tuple(marking(leaf, model.full) for leaf in made.leaves),
        low=low,
        high=high,
        digits=tuple(_digits(leaf.normalise) for leaf in made.leaves),
    )


def value_of(leaf: Leaf, panel: Panel, verdicts: Verdicts, back: int, carry: int) -> tuple[Floats, Ints]:
    """The number that a leaf scores, per unit, and how old it is."""
    if leaf.target or leaf.of.of_plan:
        name = f"{leaf.target.plan}/{leaf.target.id}" if leaf.target else ""
        missing = np.full(len(panel.units), np.nan)
        # Last year's verdicts would need the plan judged a second time.
        return (verdicts.get((leaf.of.value, name), missing) if back == 0 else missing), np.zeros(len(missing), int)
    return panel.of(leaf.id, leaf.of, back, carry)


def points_of(paper: Sheet) -> Marks:
    """Points of every leaf for every unit."""
    marks = marks_of(paper.figures, paper.markings)
    value = marks.value.copy()
    for column, digits in enumerate(paper.digits):
        if digits is not None:
            value[:, column] = rounded(value[:, column], digits)
    shaped = ~np.isnan(paper.low) | ~np.isnan(paper.high)
    return Marks(
        value=value,
        why=marks.why,
        lowest=np.where(shaped, paper.low, marks.lowest),
        highest=np.where(shaped, paper.high, marks.highest),
    )


def marking(leaf: Leaf, full: float) -> Marking:
    """How the arithmetic marks a leaf; the points of a shape are marks already."""
    way = leaf.normalise
    if way.method in SHAPES:
        return Marking(method="as_is")
    given = {name: float(value) for name, value in way.settings if isinstance(value, float) and name != "digits"}
    defaults = NORMALISATIONS[way.method].parameters
    usual = {name: full for name in _FULL if name in defaults and defaults[name] == 100.0 and full != 100.0}
    return Marking(method=way.method, direction=leaf.direction, given={**usual, **given})


def shape_points(way: Normalisation, figures: Floats, direction: float, full: float) -> Floats:
    """The points of a shape, out of the model's full marks."""
    shape, settings = SHAPES[way.method], settings_of(way)
    return np.asarray(shape.points(figures, direction, settings) * _scale(settings, full))


def settings_of(way: Normalisation) -> Settings:
    """The settings of a shape with its defaults."""
    return {**SHAPES[way.method].defaults, **dict(way.settings)}


def _scale(settings: Settings, full: float) -> float:
    whole = settings.get("full")
    return full / whole if isinstance(whole, float) else 1.0


def _ends(leaf: Leaf, full: float) -> tuple[float, float]:
    settings = settings_of(leaf.normalise)
    low, high = SHAPES[leaf.normalise.method].ends(settings)
    scale = _scale(settings, full)
    return low * scale, high * scale


def _digits(way: Normalisation) -> int | None:
    found = dict(way.settings).get("digits")
    return int(found) if isinstance(found, float) else None


def _applies(classes: Sequence[UnitClass], leaves: Sequence[Leaf], panel: Panel, verdicts: Verdicts) -> Bools:
    """Which unit is scored by which leaf: class by class, and a target of a plan only where that plan has a verdict."""
    units = {key(name): place for place, name in enumerate(panel.units)}
    members: dict[str, list[int]] = {
        one.id: [units[key(name)] for name in one.regions if key(name) in units] for one in classes
    }
    applies = np.ones((len(panel.units), len(leaves)), dtype=np.bool_)
    for column, leaf in enumerate(leaves):
        if leaf.only:
            applies[:, column] = False
            for name in leaf.only:
                applies[members[name], column] = True
        if leaf.target:
            judged = verdicts.get(("judged", f"{leaf.target.plan}/{leaf.target.id}"))
            applies[:, column] &= np.asarray(judged == 1.0) if judged is not None else False
    return applies
