"""How sure a ranking is: draws over all that is doubtful, and the ranking without each indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from planck.assess.rounding import half_unit
from planck.load.table.columnar import Columns
from planck.model import FigureStatus
from planck.model.scorecard import Omission, Sensitivity, Spread, Uncertainty
from planck.model.scoring import FillRule, Of, ScoringModel
from planck.score.draws import Doubt, Setting, setting
from planck.score.hierarchy import Tree, rolled
from planck.score.leaves import Layout
from planck.score.normalisation import Marking
from planck.score.panel import Panel
from planck.score.rank_change import leave_one_out
from planck.score.recipe import Recipe
from planck.score.refusal import Floats, Refusal
from planck.score.scored import Scored
from planck.score.shapes import SHAPES
from planck.score.sobol import rank_shift, sensitivity
from planck.score.sureness import drawn, grade_chances, indistinct, rank_chances, rank_quantiles

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
    from planck.score.ranks import ranks

    digits = scene.model.rounding.digits if scene.model.rounding.before_ranks else None
    return np.asarray(ranks(scene.found.base, digits), dtype=np.float64)
