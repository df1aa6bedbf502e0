"""The arithmetic of one year: from the figures of a panel to points, totals and ranks."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.select import key
from planck.engine.scoring.aggregate import (
    Fill,
    Node,
    Rolled,
    Tree,
    aggregated,
    effective_weights,
    falling,
    filled,
    one_way,
    pinned,
    rolled,
    weights_made,
)
from planck.engine.scoring.normalise import NORMALISATIONS, Marking, Marks, marks_of, scale_of
from planck.engine.scoring.ranks import ranks, rounded
from planck.engine.scoring.shapes import SHAPES, Settings
from planck.engine.scoring.ways import REFUSALS, Bools, Floats, Ints, Refusal, code, reason_of
from planck.model import Finding
from planck.model.scorecard import Unscored, Weighing
from planck.model.scoring import FillRule, Item, Items, Normalisation, Of, ScoringModel, UnitClass
from planck.model.table import Codes
from planck.record import Record
from planck.score import score_rules
from planck.score.layout import JUDGED, WAYLESS, Layout, Leaf, TargetLeaf, leaf_id
from planck.score.panel import Beyond, Panel

# From the figures of a panel to points: the matrix of leaves, and how each of its columns is marked.

# Settings of normalisations that are scores, and so follow the model's full marks unless they are given.
_FULL = ("high", "scale", "cap")
Verdicts = Mapping[tuple[str, str], Floats]


class Scene(Record):
    """All that scores follow from: a model with its layout, the figures, and verdicts on plans by number and target.

    free: the layout before the weights that are left to the figures were made. beyond: what is to be known of all units
    where these are some of them.
    """

    model: ScoringModel
    layout: Layout
    free: Layout
    panel: Panel
    verdicts: Verdicts
    beyond: Beyond | None = None

    def number(self, id_: str, of: Of, back: int = 0) -> Floats:
        """The number of an item or a veto per unit, NaN where there is none."""
        if of.of_plan:
            return self.verdict(of, "", back)
        return self.panel.of(id_, of, back, self.model.missing.carry)[0]

    def verdict(self, of: Of, target: str, back: int) -> Floats:
        """A number of the verdicts on plans per unit; last year's would need the plan judged a second time."""
        missing = np.full(len(self.panel.units), np.nan)
        return self.verdicts.get((of.value, target), missing) if back == 0 else missing

    def targets(self) -> tuple[TargetLeaf, ...]:
        """The targets that are scored, each once."""
        return tuple(dict.fromkeys(leaf.target for leaf in self.layout.leaves if leaf.target))


class Sheet(Record):
    """Figures of leaves (units x leaves) as the markings take them: shapes have made points of theirs already.

    raw: the figures themselves. age: how many years older than the period. applies: whether a unit is scored by a leaf
    at all. low, high: the ends of the scale of leaves whose points come of a shape, NaN for others. least, most: what a
    figure lies between that was printed as a bound, NaN where none was. sample: the figures that scales are fitted to
    where these are not all.
    """

    raw: Floats
    figures: Floats
    age: Ints
    applies: Bools
    markings: tuple[Marking, ...]
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    sample: Floats | None = None


def sheet_of(scene: Scene, back: int = 0) -> Sheet:
    """The sheet of the panel's year, or of `back` years before it."""
    model, leaves = scene.model, scene.layout.leaves
    shape = len(scene.panel.units), len(leaves)
    raw, age = np.full(shape, np.nan), np.zeros(shape, dtype=np.int64)
    for column, leaf in enumerate(leaves):
        raw[:, column], age[:, column] = value_of(scene, leaf, back)
    figures, low, high = raw.copy(), np.full(len(leaves), np.nan), np.full(len(leaves), np.nan)
    for column, leaf in enumerate(leaves):
        if leaf.normalise.method in SHAPES:
            figures[:, column] = shape_points(leaf.normalise, raw[:, column], leaf.direction, model.full)
            low[column], high[column] = _ends(leaf, model.full)
    return Sheet(
        raw=raw,
        figures=figures,
        age=age,
        applies=_applies(scene),
        markings=tuple(marking(leaf, model.full) for leaf in leaves),
        low=low,
        high=high,
        sample=scene.beyond.sample if scene.beyond else None,
        **_bounds(scene, raw, back),
    )


def _bounds(scene: Scene, raw: Floats, back: int) -> dict[str, Floats]:
    """What figures lie between that were printed as bounds, of leaves that score the level and have no number."""
    panel, least, most = scene.panel, np.full(raw.shape, np.nan), np.full(raw.shape, np.nan)
    for column, leaf in enumerate(scene.layout.leaves):
        if leaf.of is Of.LEVEL and leaf.of_figures:
            gap, at = np.isnan(raw[:, column]), panel.series[leaf.id]
            least[gap, column], most[gap, column] = panel.least[at, back, gap], panel.most[at, back, gap]
    return {"least": least, "most": most}


class Ends(Record):
    """The least and the most that something may be, of one shape; NaN where nothing is known."""

    low: Floats
    high: Floats


def point_ends(scene: Scene, sheet: Sheet, raw: Ends) -> Ends:
    """The least and the most points between two raw figures (units x leaves), whichever way they are better."""
    one, other = (_points_at(scene, sheet, end) for end in (raw.low, raw.high))
    return Ends(low=np.fmin(one, other), high=np.fmax(one, other))


def _points_at(scene: Scene, sheet: Sheet, raw: Floats) -> Floats:
    """Points of other raw figures on the scale of those that are there, held to its ends where it has some."""
    figures = raw.copy()
    for column, leaf in enumerate(scene.layout.leaves):
        if leaf.normalise.method in SHAPES:
            figures[:, column] = shape_points(leaf.normalise, figures[:, column], leaf.direction, scene.model.full)
    return scale_of(sheet.figures if sheet.sample is None else sheet.sample, sheet.markings).mark(figures)


def value_of(scene: Scene, leaf: Leaf, back: int) -> tuple[Floats, Ints]:
    """The number that a leaf scores, per unit, and how old it is."""
    if leaf.target or leaf.of.of_plan:
        name = leaf.target.path if leaf.target else ""
        return scene.verdict(leaf.of, name, back), np.zeros(len(scene.panel.units), dtype=np.int64)
    return scene.panel.of(leaf.id, leaf.of, back, scene.model.missing.carry)


def behind(panel: Panel, codes: Codes, leaf: Leaf, age: Ints) -> Ints:
    """Of `codes` by series, year and unit (such as statuses) those of the figures that a leaf scores, per unit."""
    return np.asarray(codes[panel.series[leaf.id]][age, np.arange(len(panel.units))], dtype=np.int64)


def points_of(sheet: Sheet) -> Marks:
    """Points of every leaf for every unit, none where a leaf does not apply."""
    marks = marks_of(sheet.figures, sheet.markings, sheet.sample)
    return replace(
        marks,
        value=np.where(sheet.applies, marks.value, np.nan),
        lowest=np.where(np.isnan(sheet.low), marks.lowest, sheet.low),
        highest=np.where(np.isnan(sheet.low), marks.highest, sheet.high),
    )


def marking(leaf: Leaf, full: float) -> Marking:
    """How the arithmetic marks a leaf; the points of a shape are marks already."""
    way = leaf.normalise
    if way.method in SHAPES:
        return Marking(method="as_is")
    given = {name: float(value) for name, value in way.settings if isinstance(value, float)}
    known = NORMALISATIONS[way.method].parameters
    usual = {name: full for name in _FULL if name in known and known[name].default == 100.0 and full != 100.0}
    return Marking(method=way.method, direction=leaf.direction, given={**usual, **given})


def shape_points(way: Normalisation, figures: Floats, direction: float, full: float) -> Floats:
    """The points of a shape, out of the model's full marks."""
    shape, settings = SHAPES[way.method], settings_of(way)
    return np.asarray(shape.points(figures, direction, settings) * _scale(settings, full))


def settings_of(way: Normalisation) -> Settings:
    """The settings of a shape with its defaults."""
    return SHAPES[way.method].complete(dict(way.settings))


def _scale(settings: Settings, full: float) -> float:
    whole = settings.get("full")
    return full / whole if isinstance(whole, float) else 1.0


def _ends(leaf: Leaf, full: float) -> tuple[float, float]:
    settings = settings_of(leaf.normalise)
    low, high = SHAPES[leaf.normalise.method].ends(settings)
    scale = _scale(settings, full)
    return low * scale, high * scale


def _applies(scene: Scene) -> Bools:
    """Which unit is scored by which leaf: class by class, and a target of a plan only where that plan has a verdict."""
    applies = np.ones((len(scene.panel.units), len(scene.layout.leaves)), dtype=np.bool_)
    members = {class_.id: _members(class_, scene.panel.units) for class_ in scene.model.classes}
    for column, leaf in enumerate(scene.layout.leaves):
        if leaf.only:
            applies[:, column] = False
            for name in leaf.only:
                applies[members[name], column] = True
        if leaf.target:
            applies[:, column] &= _applies_of(scene, leaf, leaf.target)
    return applies


def fill_of(model: ScoringModel, units: Sequence[str], rule: FillRule) -> Fill:
    """A rule with the peers of each unit: those of the first class that it is in, else all that are in none."""
    groups = np.zeros(len(units), dtype=np.int64)
    for number, class_ in reversed(list(enumerate(model.classes, start=1))):
        groups[_members(class_, units)] = number
    return Fill(rule=rule, groups=groups)


def with_fill(scene: Scene) -> Scene:
    """The scene with what stands in for domains without anything, where the model says so."""
    model, tree = scene.model, scene.layout.tree
    if model.missing.domains is FillRule.REWEIGHT or not scene.layout.leaves:
        return scene
    fill = fill_of(model, scene.panel.units, model.missing.domains)
    standing = replace(tree, fill=fill, applies=_scored_by(tree, _applies(scene)))
    return replace(scene, layout=replace(scene.layout, tree=standing), free=replace(scene.free, tree=standing))


def _scored_by(tree: Tree, applies: Bools) -> Bools:
    """Which unit is scored by anything in which node below the index: units x nodes."""
    parts = list(applies.T)
    for node in tree.nodes:
        parts.append(np.any([parts[part] for part in node.parts], axis=0))
    return np.stack(parts[tree.leaves :], axis=1)[:, :-1]


def _applies_of(scene: Scene, leaf: Leaf, target: TargetLeaf) -> Bools:
    """Where a target has a verdict, and for its completion a way; without one its level stands alone."""
    own = scene.verdicts.get((JUDGED, target.path))
    if own is None:
        return np.zeros(len(scene.panel.units), dtype=np.bool_)
    way = leaf.alone or leaf.of is not Of.COMPLETION
    return np.asarray((own == 1.0) if way else (own == 1.0) & (scene.verdicts[WAYLESS, target.path] != 1.0))


def _members(class_: UnitClass, units: Sequence[str]) -> list[int]:
    """The places of the units of a class."""
    names = set(map(key, class_.regions))
    return [place for place, unit in enumerate(units) if key(unit) in names]


# Bonus and deductions: points for what a figure goes beyond.


class Extra(Record):
    """Points beside the score per unit, and those that missing figures could still bring, infinite without a cap."""

    points: Floats
    still: Floats


def item_points(item: Item, value: Floats) -> Floats:
    """Points of one item per unit: points for every `per` units beyond `beyond`, 0..cap; none without a figure."""
    points = np.maximum(value - item.beyond, 0.0) / item.per * item.points
    held = points if item.cap is None else np.minimum(points, item.cap)
    return np.asarray(np.where(np.isnan(value), 0.0, held))


def items_points(items: Items, values: Mapping[str, Floats], units: int) -> Extra:
    """Points of all items per unit, capped together. `values` are by the item's id."""
    points, still = np.zeros(units), np.zeros(units)
    for item in items.items:
        points += item_points(item, values[item.id])
        still += np.where(np.isnan(values[item.id]), np.inf if item.cap is None else item.cap, 0.0)
    if items.cap is not None:
        points = np.minimum(points, items.cap)
        still = np.minimum(still, items.cap - points)
    return Extra(points=points, still=still)


def _extra(scene: Scene, items: Items, back: int) -> Extra:
    every = tuple(one for item in items.items for one in _each(scene, item, back))
    each = Items(cap=items.cap, items=tuple(item for item, _ in every))
    return items_points(each, {item.id: value for item, value in every}, len(scene.panel.units))


def _each(scene: Scene, item: Item, back: int) -> Iterator[tuple[Item, Floats]]:
    """The item with its number; of a number that targets have, once for every target that is scored."""
    if not item.of.of_each_target:
        yield item, scene.number(item.id, item.of, back)
        return
    for target in scene.targets():
        value = scene.verdict(item.of, target.path, back)
        own = scene.verdicts.get((JUDGED, target.path))
        # A target that is not the unit's brings it nothing, now or later.
        yield (
            replace(item, id=f"{item.id}/{target.path}"),
            np.where(own == 1.0, value, item.beyond) if own is not None else np.full(len(value), item.beyond),
        )


# From points to scores.


class Totals(Record):
    """Scores with bonus and deductions, units [x draws]: as printed, and what ranks and grades go by.

    decisive: higher is better, also where less of the score is.
    """

    shown: Floats
    decisive: Floats


TOGETHER = 1e-6
"""How far under their border scores that are ranked together count, all of them."""


def totals(base: Floats, bonus: Floats, deduction: Floats, model: ScoringModel) -> Totals:
    """The scores that base, bonus and deductions come to; ranks and grades go by those printed if the model says so."""
    rounding = model.rounding
    exact = deducted(base + bonus, deduction)
    shown = exact if rounding.digits is None else rounded(exact, rounding.digits)
    decisive = shown if rounding.before_ranks else exact
    if rounding.below is not None:
        # They share their ranks, whatever they are.
        decisive = np.where(decisive < rounding.below, rounding.below - TOGETHER, decisive)
    return Totals(shown=shown, decisive=decisive if model.sign > 0 else -decisive)


def deducted(score: Floats, deduction: Floats) -> Floats:
    """The score after a deduction, which never takes it below 0."""
    if not (deduction > 0).any():
        return score
    return np.asarray(np.where(deduction > 0, np.maximum(score - deduction, np.minimum(score, 0.0)), score))


class Scored(Record):
    """The arithmetic of one year: the sheet, the points before and after the fill, all levels, and the totals.

    base: the score before bonus and deductions, NaN where there is none, and `why` not. total: the score as printed.
    decisive: what ranks and grades go by, higher is better.
    """

    sheet: Sheet
    marks: Marks
    filled: Floats
    parts: Rolled
    coverage: Floats
    low: Floats
    high: Floats
    base: Floats
    why: tuple[Unscored | None, ...]
    bonus: Floats
    deduction: Floats
    total: Floats
    decisive: Floats
    rank: Floats


def scored(scene: Scene, back: int = 0, *, ranged: bool = True) -> Scored:
    """The scores of the panel's year, or of `back` years before it; without the ranges unless they are wanted."""
    model, layout = scene.model, scene.layout
    sheet = sheet_of(scene, back)
    marks = points_of(sheet)
    known = ~np.isnan(marks.value)
    points = filled(marks.value, sheet.applies, fill_of(model, scene.panel.units, model.missing.rule))
    parts = rolled(points, layout.tree) if layout.leaves else _nothing(len(scene.panel.units))
    coverage = _coverage(known, sheet.applies, np.array(layout.shares))
    why: tuple[Unscored | None, ...] = (Unscored.NO_DOMAIN,) * len(scene.panel.units)
    if layout.leaves:
        why = _why(model, layout.tree, parts, coverage, known, sheet.applies)
    base = np.where([reason is None for reason in why], parts.index, np.nan)
    bonus, less = (_extra(scene, items, back) for items in (model.bonus, model.deductions))
    total = totals(base, bonus.points, less.points, model)
    low, high = _range(layout, marks, sheet.applies, _known_ends(scene, sheet)) if ranged else (base, base)
    return Scored(
        sheet=sheet,
        marks=marks,
        filled=points,
        parts=parts,
        coverage=coverage,
        low=deducted(low + bonus.points, less.points + less.still),
        high=deducted(high + bonus.points + bonus.still, less.points),
        base=base,
        why=why,
        bonus=bonus.points,
        deduction=less.points,
        total=total.shown,
        decisive=total.decisive,
        rank=ranks(total.decisive, model.ties),
    )


def _nothing(units: int) -> Rolled:
    """The levels of a model without a leaf, as one of a plan is whose targets are in no domain."""
    return Rolled(value=np.full((units, 1), np.nan), why=np.full((units, 1), code(Refusal.NO_FIGURE)))


def _coverage(known: Bools, applies: Bools, shares: Floats) -> Floats:
    whole = (applies * shares).sum(axis=1)
    have = (known * shares).sum(axis=1)
    return np.asarray(np.divide(have, whole, out=np.zeros_like(have), where=whole > 0))


_SHARED = {one.value: one for one in Unscored}


def unscored(refused: int | np.integer) -> Unscored | None:
    """Why there is no score, by the code of the arithmetic's reason; None for 0."""
    reason = reason_of(refused)
    return _SHARED.get(reason.value, Unscored.NO_SCALE) if reason else None


def _why(
    model: ScoringModel, tree: Tree, parts: Rolled, coverage: Floats, known: Bools, applies: Bools
) -> tuple[Unscored | None, ...]:
    why = [unscored(refused) if refused else None for refused in parts.refused.tolist()]
    gaps: Bools = np.asarray((~known & applies).any(axis=1)) & (model.missing.rule is FillRule.REFUSE)
    # A domain that has nothing, of those that score the unit at all.
    empty = np.isnan(parts.value[:, known.shape[1] : -1]) & _scored_by(tree, applies)
    gaps |= empty.any(axis=1) & (model.missing.domains is FillRule.REFUSE)
    for holds, reason in (
        (coverage < model.missing.threshold - 1e-12, Unscored.LITTLE_COVERAGE),
        (gaps, Unscored.GAP_REFUSED),
        (coverage == 0, Unscored.NO_FIGURE),
    ):
        for unit in np.flatnonzero(holds):
            why[unit] = reason
    return tuple(why)


def _known_ends(scene: Scene, sheet: Sheet) -> Ends:
    """The points that figures printed as bounds have at least and at most, NaN for all others."""
    if np.isnan(sheet.least).all():
        return Ends(low=sheet.least, high=sheet.most)
    return point_ends(scene, sheet, Ends(low=sheet.least, high=sheet.most))


def _range(layout: Layout, marks: Marks, applies: Bools, ends: Ends) -> tuple[Floats, Floats]:
    """The score with every missing part at the worst and at the best that it may be, infinite where that has no end."""
    gap = np.isnan(marks.value) & applies
    if not layout.leaves:
        unknown = np.full(len(applies), np.nan)
        return unknown, unknown
    if not gap.any():
        index = rolled(marks.value, layout.tree).index
        return index, index
    least, most = (
        np.where(np.isnan(own), end, own) for own, end in ((ends.low, marks.lowest), (ends.high, marks.highest))
    )
    falls = falling(layout.tree)[: layout.tree.leaves]
    least, most = np.where(falls, most, least), np.where(falls, least, most)
    worst = rolled(np.where(gap, least, marks.value), layout.tree).index
    best = rolled(np.where(gap, most, marks.value), layout.tree).index
    # A part whose scale has no end is left open, and so is the score.
    open_low, open_high = ((gap & np.isnan(end)).any(axis=1) for end in (least, most))
    return np.where(open_low, -np.inf, worst), np.where(open_high, np.inf, best)


# Weights that a model leaves to the figures: made node by node from the points of the year, and then fixed.


class Weighed(Record):
    """A scene whose nodes have all of their weights, which of them were made, and what refused to be."""

    scene: Scene
    weighings: tuple[Weighing, ...] = ()
    findings: tuple[Finding, ...] = ()


def weighed(scene: Scene) -> Weighed:
    """The scene with the weights and scales that are left to the figures made of those of the panel's year."""
    methods = _methods(scene)
    sampled = any(node.rescale and node.rescale.sampled for node in scene.free.tree.nodes)
    if not (any(methods) or sampled) or not scene.free.leaves or not scene.panel.units:
        return Weighed(scene=scene)
    return _weighed(scene, methods, scored(replace(scene, layout=scene.free)).filled)


def _methods(scene: Scene) -> tuple[str, ...]:
    """Per node of the tree the weighting that it is left to, empty where its weights are stated."""
    return (*(domain.weighting for domain in scene.free.domains), scene.model.weighting)


def apart(scene: Scene) -> bool:
    """Whether units can be scored some at a time, with only scales and ranks taken of all.

    Not where a unit is named, or anything is made of the points of others.
    """
    model = scene.model
    peers = FillRule.PEER_MEAN in (model.missing.rule, model.missing.domains)
    places = any(leaf.normalise.method in SHAPES and SHAPES[leaf.normalise.method].of_all for leaf in scene.free.leaves)
    whole = peers or places or model.regions or model.quota or model.rounding.below is not None
    return not (whole or any(_methods(scene))) and all(map(one_way, scene.free.tree.nodes))


def _weighed(scene: Scene, methods: Sequence[str], points: Floats) -> Weighed:
    """The scene with weights and scales made of points (units x leaves), from the bottom up; a finding for a refusal.

    methods: per node of the tree the weighting that it is left to, empty where its weights are stated.
    """
    layout, place = scene.free, scene.model.place
    values: list[Floats] = [points[:, leaf] for leaf in range(len(layout.leaves))]
    nodes: list[Node] = []
    weighings: list[Weighing] = []
    findings: list[Finding] = []
    for node, method in zip(layout.tree.nodes, methods, strict=True):
        x, used = np.stack([values[part] for part in node.parts], axis=1), node
        weights = weights_made(method, x) if method else None
        if isinstance(weights, Refusal):
            reason = REFUSALS[weights]
            findings.append(score_rules.NO_WEIGHTS.at(place, target=node.name, method=method, reason=reason))
        elif weights is not None:
            used = replace(node, weights=tuple(map(float, weights)))
            weighings.append(Weighing(id=node.name, method=method, parts=tuple(_shown(layout, used))))
        nodes.append(used)
        values.append(aggregated(used, x, np.array(used.weights))[0])
    tree = pinned(points, replace(layout.tree, nodes=tuple(nodes)))
    shares = tuple(map(float, effective_weights(tree)[: tree.leaves]))
    settled = replace(scene, layout=replace(layout, tree=tree, shares=shares))
    return Weighed(scene=settled, weighings=tuple(weighings), findings=tuple(findings))


def _shown(layout: Layout, node: Node) -> Iterator[tuple[str, float]]:
    for part, share in zip(node.parts, node.weights, strict=True):
        at = part - layout.tree.leaves
        yield leaf_id(layout.leaves[part]) if at < 0 else layout.domains[at].id, share
