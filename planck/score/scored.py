"""The arithmetic of one year: from the figures of a panel to totals and ranks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planck.assess.select import key
from planck.load.table.columnar import Columns
from planck.model import (
    Assessment,
    Comparator,
    FigureStatus,
    Finding,
    Missing,
    Nature,
    PeriodKind,
    Place,
    PlanResult,
    Text,
)
from planck.model.scorecard import Scorecard, Unscored
from planck.model.scoring import (
    Better,
    Domain,
    FillRule,
    Grade,
    Item,
    Items,
    Normalisation,
    Of,
    Part,
    Quota,
    ScoredIndicator,
    ScoringModel,
    Ties,
    UnitClass,
    Veto,
)
from planck.score import score_rules
from planck.score import score_rules as figure_rules
from planck.score.aggregation import Node, Rolled, Tree, effective_weights, rolled
from planck.score.normalisation import (
    NORMALISATIONS,
    REFUSALS,
    Bools,
    Floats,
    Ints,
    Marking,
    Marks,
    Refusal,
    code,
    levelled,
    marks_of,
    reason_of,
    rounded,
)
from planck.score.shapes import SHAPES, Settings
from planck.words import Label

# A scoring model laid out as leaves and a tree, as the arithmetic wants them.


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLeaf:
    """A target of a plan that is scored by itself."""

    plan: str
    id: str
    name: Text
    unit: str
    binding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One column of the arithmetic: one number of one indicator, or of one target of a plan."""

    id: str
    name: Text
    unit: str
    of: Of
    normalise: Normalisation
    direction: float
    only: tuple[str, ...] = ()
    target: TargetLeaf | None = None


def leaf_id(leaf: Leaf) -> str:
    """The id of an indicator, with what of it is scored where that is not its level."""
    return leaf.id if leaf.of is Of.LEVEL or leaf.target else f"{leaf.id}.{leaf.of.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The leaves, the tree over them, the domains in the order of the tree's nodes (the last node is the whole).

    shares: of every leaf in the whole when nothing is missing, summing to 1. homes: the domain of each leaf.
    """

    leaves: tuple[Leaf, ...]
    tree: Tree
    domains: tuple[Domain, ...]
    homes: tuple[str, ...]
    top: tuple[int, ...]
    shares: tuple[float, ...] = field(default=())


def layout(model: ScoringModel, targets: Sequence[TargetLeaf] = ()) -> Layout:
    """The layout of a model, with a leaf for each of `targets` in every domain that scores the targets of the plan."""
    builder = _Builder(targets)
    top = [(builder.domain(domain), domain.weight) for domain in model.domains]
    kept = [(place, weight) for place, weight in top if place is not None]
    leaves = tuple(leaf for leaf, _ in builder.leaves)
    nodes = [_raised(node, len(leaves)) for node in builder.nodes]
    parts = tuple(len(leaves) + place for place, _ in kept)
    whole = Node(
        name=model.id,
        parts=parts,
        weights=_weights([weight for _, weight in kept]),
        method=model.aggregate.method,
        given=_power(model.aggregate.power),
    )
    tree = Tree(leaves=len(leaves), nodes=(*nodes, whole))
    shares = tuple(map(float, effective_weights(tree)[: len(leaves)])) if parts else ()
    homes = tuple(home for _, home in builder.leaves)
    return Layout(leaves=leaves, tree=tree, domains=tuple(builder.domains), homes=homes, top=parts, shares=shares)


def _raised(node: Node, leaves: int) -> Node:
    """The node with the numbers that its parts have once all leaves are counted; nodes were numbered below zero."""
    parts = tuple(part if part >= 0 else leaves - part - 1 for part in node.parts)
    return Node(name=node.name, parts=parts, weights=node.weights, method=node.method, given=node.given)


def _power(power: float | None) -> Mapping[str, float]:
    return {} if power is None else {"p": power}


def _weights(given: Sequence[float | None]) -> tuple[float, ...]:
    return tuple(1.0 if weight is None else weight for weight in given)


class _Builder:
    """Numbers leaves and nodes while it walks down a model; a domain without parts is left out."""

    def __init__(self, targets: Sequence[TargetLeaf]) -> None:
        self.leaves: list[tuple[Leaf, str]] = []
        self.nodes: list[Node] = []
        self.domains: list[Domain] = []
        self._targets = targets

    def domain(self, domain: Domain) -> int | None:
        """The number of the domain's node, None when nothing is in it."""
        parts, weights = self._parts(domain)
        if not parts:
            return None
        method, given = domain.aggregate.method, _power(domain.aggregate.power)
        self.nodes.append(Node(name=domain.id, parts=parts, weights=weights, method=method, given=given))
        self.domains.append(domain)
        return len(self.nodes) - 1

    def _parts(self, domain: Domain) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """The numbers of a domain's parts, those of nodes below zero, and their weights."""
        inner = [(self.domain(part), part.weight) for part in domain.domains]
        kept = [(-place - 1, 1.0 if weight is None else weight) for place, weight in inner if place is not None]
        for leaf, weight in (*_scored(domain), *self._each(domain)):
            kept.append((len(self.leaves), weight))
            self.leaves.append((leaf, domain.id))
        return tuple(place for place, _ in kept), tuple(weight for _, weight in kept)

    def _each(self, domain: Domain) -> Iterator[tuple[Leaf, float]]:
        each = domain.targets
        for target in self._targets if each else ():
            assert each is not None
            leaf = Leaf(
                id=target.id,
                name=target.name,
                unit="%" if each.of in (Of.COMPLETION, Of.FULFILMENT) else "",
                of=each.of,
                normalise=each.normalise,
                direction=1.0,
                target=target,
            )
            yield leaf, each.binding if target.binding else 1.0


def _scored(domain: Domain) -> Iterator[tuple[Leaf, float]]:
    for indicator in domain.indicators:
        whole = 1.0 if indicator.weight is None else indicator.weight
        for part in indicator.parts:
            yield _leaf(indicator, part), whole * part.share


def _leaf(indicator: ScoredIndicator, part: Part) -> Leaf:
    return Leaf(
        id=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        of=part.of,
        normalise=part.normalise,
        direction=1.0 if indicator.better is Better.HIGHER else -1.0,
        only=indicator.only,
    )


# Figures in columns laid out by what a model scores: series, years and units.

Named = ScoredIndicator | Item | Veto
_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Values by series, year and unit (S, Y, R), NaN where there is none; years fall from `year`.

    status: the place of the figure's status in `statuses`, row: the row it came from; both -1 where there is no value.
    """

    year: int
    series: Mapping[str, int]
    units: tuple[str, ...]
    values: Floats
    status: Ints
    statuses: tuple[FigureStatus, ...]
    row: Ints
    used: int

    def level(self, series: str, back: int, carry: int) -> tuple[Floats, Ints]:
        """The value of each unit `back` years before `year`, or up to `carry` years older, and how old it is."""
        cube = self.values[self.series[series]]
        value, age = cube[back].copy(), np.zeros(len(self.units), dtype=np.int64)
        for older in range(1, carry + 1):
            gap = np.isnan(value) & ~np.isnan(cube[back + older])
            value[gap], age[gap] = cube[back + older][gap], older
        return value, age

    def of(self, series: str, of: Of, back: int, carry: int) -> tuple[Floats, Ints]:
        """One of the numbers of a series per unit, and how old it is; changes are between neighbouring years."""
        if of is Of.LEVEL:
            return self.level(series, back, carry)
        now, before = (self.values[self.series[series]][at] for at in (back, back + 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            change = now - before if of is Of.DIFFERENCE else (now / before - 1) * 100
        # A growth rate from zero or below has no meaning.
        sound = np.isfinite(change) & ((of is Of.DIFFERENCE) | (before > 0))
        return np.where(sound, change, np.nan), np.zeros(len(self.units), dtype=np.int64)


def series_of(model: ScoringModel) -> dict[str, tuple[Named, ...]]:
    """The series that a model reads, by id, with everything in it that reads them."""
    found: dict[str, tuple[Named, ...]] = {}
    readers: tuple[Named, ...] = (*model.leaves(), *model.bonus.items, *model.deductions.items, *model.vetoes)
    for one in readers:
        ofs = {part.of for part in one.parts} if isinstance(one, ScoredIndicator) else {one.of}
        if any(not of.of_plan for of in ofs):
            found[one.id] = (*found.get(one.id, ()), one)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Per row of the columns: series, unit and year, -1 where the row has none that is scored."""

    series: Ints
    unit: Ints
    year: Ints


def panel(
    model: ScoringModel, columns: Columns, year: int | None, spelled: Mapping[str, str]
) -> tuple[Panel, tuple[Finding, ...]]:
    """The panel of the newest year with a figure that the model reads, or of `year`; and what is wrong with figures.

    spelled: the names of further units, by the keys of all their spellings.
    """
    series = series_of(model)
    number = {name: place for place, name in enumerate(series)}
    of_row = codes_of(series, columns)[columns.indicator]
    regions, units = _units(model, columns, of_row, spelled)
    rows = _Rows(
        series=of_row,
        unit=regions[columns.region],
        year=_years(columns)[columns.period],
    )
    findings = list(_aside(model, columns, rows))
    right = _right_units(series, columns, rows)
    findings += _wrong_units(series, columns, rows, right)
    counts = (rows.series >= 0) & (rows.unit >= 0) & (rows.year >= 0) & right & ~np.isnan(columns.value)
    newest = int(rows.year[counts].max()) if counts.any() else 0
    wanted = newest if year is None else year
    depth = model.missing.carry + 3
    back = wanted - rows.year
    picked = np.flatnonzero(counts & (back >= 0) & (back < depth))
    shape = (len(series), depth, len(units))
    cell = (rows.series[picked] * depth + back[picked]) * len(units) + rows.unit[picked]
    kept, cells, clashes = _newest(picked, cell, columns)
    findings += _twice(columns, clashes)
    values, status, row = np.full(shape, np.nan), np.full(shape, -1), np.full(shape, -1)
    values.ravel()[cells] = columns.value[kept]
    status.ravel()[cells] = columns.status[kept]
    row.ravel()[cells] = kept
    made = Panel(
        year=wanted,
        series=number,
        units=units,
        values=values,
        status=status,
        statuses=columns.statuses,
        row=row,
        used=len(kept),
    )
    return made, tuple(findings)


def codes_of(series: Mapping[str, Sequence[Named]], columns: Columns) -> Ints:
    """The place of the series behind every indicator name of the columns, -1 for names that the model does not know."""
    names = {
        key(name): place
        for place, (id_, readers) in enumerate(series.items())
        for one in readers
        for name in (id_, one.name.zh, one.name.en, *one.aliases)
        if name
    }
    return np.array([names.get(key(name), -1) for name in columns.indicators], dtype=np.int64)


def _units(
    model: ScoringModel, columns: Columns, series: Ints, spelled: Mapping[str, str]
) -> tuple[Ints, tuple[str, ...]]:
    """The unit behind every region name of the columns, -1 for those that are not scored, and the units' names.

    Unless the model names its units they are those of which it reads a figure, in the order of their names, so that the
    order of rows and files decides nothing.
    """
    if model.regions:
        known = {key(name): place for place, one in enumerate(model.regions) for name in (one.name, *one.aliases)}
        found = [known.get(key(name), -1) for name in columns.regions]
        return np.array(found, dtype=np.int64), tuple(one.name for one in model.regions)
    read = np.bincount(columns.region[series >= 0], minlength=len(columns.regions)) > 0
    names = dict(spelled)
    for name in sorted(name for name, used in zip(columns.regions, read, strict=True) if used and name):
        names.setdefault(key(name), name)
    units = tuple(sorted(set(names.values())))
    place = {name: number for number, name in enumerate(units)}
    numbers = [place[names[key(name)]] if key(name) in names else -1 for name in columns.regions]
    return np.array(numbers, dtype=np.int64), units


def _years(columns: Columns) -> Ints:
    """The year of every period, -1 for those that are no year."""
    years = (period.start.year if period.kind is PeriodKind.YEAR else -1 for period in columns.periods)
    return np.array(list(years), dtype=np.int64)


def _place(columns: Columns, row: int) -> Place:
    return Place(columns.files[columns.file[row]], int(columns.line[row]), 1, 1)


def _aside(model: ScoringModel, columns: Columns, rows: _Rows) -> Iterator[Finding]:
    """What is said about rows that the model has no use for."""
    unmatched = np.flatnonzero(rows.series < 0)
    if len(unmatched):
        names = [columns.indicators[code] for code in np.unique(columns.indicator[unmatched])]
        yield figure_rules.UNMATCHED.at(None, target=model.id, count=len(unmatched), got=_listed(names))
    parts = np.flatnonzero((rows.series >= 0) & (rows.unit >= 0) & (rows.year < 0))
    if len(parts):
        names = [columns.periods[code].label for code in np.unique(columns.period[parts])]
        yield figure_rules.NOT_A_YEAR.at(
            _place(columns, int(parts[0])), target=model.id, count=len(parts), got=_listed(names)
        )


def _listed(names: Sequence[str]) -> str:
    some = ", ".join(sorted(names)[:_LISTED])
    return f"{some}, …" if len(names) > _LISTED else some


def _right_units(series: Mapping[str, Sequence[Named]], columns: Columns, rows: _Rows) -> Bools:
    """Whether each row is in the unit that the model wants, or says nothing of its unit."""
    wanted = np.ones((len(series) + 1, len(columns.units)), dtype=np.bool_)
    for place, readers in enumerate(series.values()):
        stated = {key(one.unit) for one in readers if one.unit}
        for number, unit in enumerate(columns.units):
            wanted[place, number] = not unit or not stated or key(unit) in stated
    # The last row of the table, which -1 leads to, is for what the model does not read.
    return np.asarray(wanted[rows.series, columns.unit])


def _wrong_units(
    series: Mapping[str, Sequence[Named]], columns: Columns, rows: _Rows, right: Bools
) -> Iterator[Finding]:
    wrong = np.flatnonzero(~right & (rows.series >= 0) & (rows.unit >= 0))
    names = list(series)
    for place, unit in dict.fromkeys(zip(rows.series[wrong], columns.unit[wrong], strict=True)):
        same = wrong[(rows.series[wrong] == place) & (columns.unit[wrong] == unit)]
        id_ = names[place]
        wanted = next(one.unit for one in series[id_] if one.unit)
        yield figure_rules.WRONG_UNIT.at(
            _place(columns, int(same[0])), target=id_, wanted=wanted, got=columns.units[unit], count=len(same)
        )


def _newest(picked: Ints, cell: Ints, columns: Columns) -> tuple[Ints, Ints, Ints]:
    """Of each cell the row of the newest vintage, the cell, and the rows of cells that contradict themselves."""
    if not len(cell) or np.bincount(cell).max() == 1:
        return picked, cell, picked[:0]
    order = np.lexsort((columns.vintage[picked], cell))
    rows, cells = picked[order], cell[order]
    last = np.append(cells[1:] != cells[:-1], True)
    # Rows of the same cell and vintage as the newest one, with another value.
    same = (cells[1:] == cells[:-1]) & (columns.vintage[rows[1:]] == columns.vintage[rows[:-1]])
    differ = np.flatnonzero(same & (columns.value[rows[1:]] != columns.value[rows[:-1]]))
    newest = dict(zip(cells[last].tolist(), columns.vintage[rows[last]].tolist(), strict=True)) if len(differ) else {}
    torn = {int(cells[at]) for at in differ if columns.vintage[rows[at]] == newest[int(cells[at])]}
    keep = last & ~np.isin(cells, list(torn))
    clashes = rows[np.flatnonzero(last & np.isin(cells, list(torn)))] if torn else rows[:0]
    return rows[keep], cells[keep], clashes


def _twice(columns: Columns, clashes: Ints) -> Iterator[Finding]:
    for row in clashes.tolist():
        yield figure_rules.UNIT_TWICE.at(
            _place(columns, row),
            target=columns.indicators[columns.indicator[row]],
            region=columns.regions[columns.region[row]],
            period=columns.periods[columns.period[row]].label,
            got=columns.texts[row],
        )


# From the figures of a panel to points: the matrix of leaves, and how each of its columns is marked.

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


# What is decided about scores once they are made: bonus, deductions, vetoes, grades, the quota.

Values = Mapping[str, Floats]


def item_points(item: Item, value: Floats) -> Floats:
    """Points of one item per unit: points for every `per` units beyond `beyond`, 0..cap; none without a figure."""
    points = np.maximum(value - item.beyond, 0.0) / item.per * item.points
    held = points if item.cap is None else np.minimum(points, item.cap)
    return np.asarray(np.where(np.isnan(value), 0.0, held))


def items_points(items: Items, values: Values, units: int) -> Floats:
    """Points of all items per unit, capped together. `values` are by the item's id."""
    total = np.zeros(units)
    for item in items.items:
        total += item_points(item, values[item.id])
    return total if items.cap is None else np.minimum(total, items.cap)


def items_missing(items: Items, values: Values, units: int) -> Floats:
    """The points that missing figures could still bring, per unit; infinite where an item has no cap."""
    total = np.zeros(units)
    for item in items.items:
        total += np.where(np.isnan(values[item.id]), np.inf if item.cap is None else item.cap, 0.0)
    have = items_points(items, values, units)
    return total if items.cap is None else np.minimum(total, items.cap - have)


def vetoed(veto: Veto, value: Floats) -> Bools:
    """Where a veto falls; not where there is no figure."""
    with np.errstate(invalid="ignore"):
        if veto.low is not None:
            return np.asarray(value > veto.low if veto.strict else value >= veto.low)
        assert veto.high is not None
        return np.asarray(value < veto.high if veto.strict else value <= veto.high)


def grade_of(grades: Sequence[Grade], score: float, rank: float | None) -> str:
    """The first grade that the score reaches and whose places are not taken; empty where there is none."""
    for grade in grades:
        in_places = grade.rank is None or (rank is not None and rank <= grade.rank)
        if in_places and (grade.at_least is None or score >= grade.at_least - 1e-9 * max(1.0, abs(grade.at_least))):
            return grade.id
    return ""


def lowered(grades: Sequence[Grade], grade: str, best: str) -> str:
    """The worse of a grade and the best one that a veto leaves."""
    order = [one.id for one in grades]
    return max(grade, best, key=order.index) if grade else grade


def winners(quota: Quota, ranks: Sequence[float | None], grades: Sequence[str]) -> tuple[bool, ...]:
    """Who wins: the best `count` among those with a grade that counts, and who ties with the last of them."""
    able = [
        rank if rank is not None and (not quota.grades or grade in quota.grades) else None
        for rank, grade in zip(ranks, grades, strict=True)
    ]
    known = sorted(rank for rank in able if rank is not None)
    border = known[min(quota.count, len(known)) - 1] if known else 0.0
    return tuple(rank is not None and rank <= border for rank in able)


WHY: dict[Refusal | None, Unscored] = {
    Refusal.NO_FIGURE: Unscored.NO_FIGURE,
    Refusal.CONSTANT: Unscored.CONSTANT,
    Refusal.NOT_POSITIVE: Unscored.NOT_POSITIVE,
    Refusal.FEW_UNITS: Unscored.FEW_UNITS,
    Refusal.LITTLE_COVERAGE: Unscored.LITTLE_COVERAGE,
    Refusal.TOO_LARGE: Unscored.TOO_LARGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The arithmetic of one year: the sheet, the points before and after the fill, all levels, and the totals.

    base: the score before bonus and deductions, NaN where there is none, and `why` not. total: the score, rounded.
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
    rank: Floats


def scored(model: ScoringModel, made: Layout, panel: Panel, verdicts: Verdicts, back: int = 0) -> Scored:
    """The scores of the panel's year, or of `back` years before it."""
    paper = sheet(model, made, panel, verdicts, back)
    marks = points_of(paper)
    known = ~np.isnan(marks.value) & paper.applies
    value = np.where(known, marks.value, np.nan)
    filled = _filled(model.missing.rule, value, paper.applies)
    parts = rolled(filled, made.tree) if made.leaves else _nothing(len(panel.units))
    coverage = _coverage(known, paper.applies, np.array(made.shares))
    why = _why(model, parts, coverage, known, paper.applies)
    base = np.where([reason is None for reason in why], parts.index, np.nan)
    bonus, deduction = (_items(model, panel, verdicts, back, which) for which in ("bonus", "deductions"))
    exact = deducted(base + bonus, deduction)
    digits = model.rounding.digits
    total = exact if digits is None else rounded(exact, digits)
    low, high = _range(made, replace(marks, value=value), paper.applies)
    more, less = (_open(model, panel, verdicts, back, which) for which in ("bonus", "deductions"))
    return Scored(
        sheet=paper,
        marks=replace(marks, value=value),
        filled=filled,
        parts=parts,
        coverage=coverage,
        low=deducted(low + bonus, deduction + less),
        high=deducted(high + bonus + more, deduction),
        base=base,
        why=why,
        bonus=bonus,
        deduction=deduction,
        total=total,
        rank=ranked(total if model.rounding.before_ranks else exact, model.ties),
    )


def ranked(scores: Floats, ties: Ties) -> Floats:
    """Ranks from 1 for the best, NaN without a score; equal scores (but for the last binary digits) share one."""
    known = ~np.isnan(scores)
    same = levelled(scores[known])
    ordered = np.sort(same)
    above = len(same) - np.searchsorted(ordered, same, side="right")
    ranks = np.full(scores.shape, np.nan)
    if ties is Ties.DENSE:
        distinct = np.unique(same)
        ranks[known] = len(distinct) - np.searchsorted(distinct, same)
        return ranks
    equal = np.searchsorted(ordered, same, side="right") - np.searchsorted(ordered, same, side="left")
    shift = {Ties.MIN: 0.0, Ties.MAX: 1.0, Ties.MEAN: 0.5}[ties]
    ranks[known] = above + 1 + (equal - 1) * shift
    return ranks


def _nothing(units: int) -> Rolled:
    """The levels of a model without a leaf, as one of a plan is without the plan."""
    return Rolled(value=np.full((units, 1), np.nan), why=np.full((units, 1), code(Refusal.NO_FIGURE)))


def deducted(score: Floats, deduction: Floats) -> Floats:
    """The score after a deduction, which never takes it below 0."""
    return np.asarray(np.where(deduction > 0, np.maximum(score - deduction, np.minimum(score, 0.0)), score))


def _filled(rule: FillRule, value: Floats, applies: Bools) -> Floats:
    """Points with what stands in for missing ones; where a leaf does not apply, there are none."""
    gap = np.isnan(value) & applies
    if rule is FillRule.ZERO:
        return np.where(gap, 0.0, value)
    if rule is FillRule.PEER_MEAN:
        count = (~np.isnan(value)).sum(axis=0)
        mean = np.nansum(value, axis=0) / np.maximum(count, 1)
        return np.where(gap & (count > 0), mean, value)
    return value


def _coverage(known: Bools, applies: Bools, shares: Floats) -> Floats:
    whole = (applies * shares).sum(axis=1)
    have = (known * shares).sum(axis=1)
    return np.asarray(np.divide(have, whole, out=np.zeros_like(have), where=whole > 0))


def _why(
    model: ScoringModel, parts: Rolled, coverage: Floats, known: Bools, applies: Bools
) -> tuple[Unscored | None, ...]:
    gaps: Bools = np.asarray((~known & applies).any(axis=1))
    reasons: list[Unscored | None] = []
    for refused, cover, gap in zip(parts.refused, coverage, gaps, strict=True):
        if cover == 0:
            reasons.append(Unscored.NO_FIGURE)
        elif model.missing.rule is FillRule.REFUSE and gap:
            reasons.append(Unscored.GAP_REFUSED)
        elif cover < model.missing.threshold - 1e-12:
            reasons.append(Unscored.LITTLE_COVERAGE)
        else:
            reasons.append(WHY.get(reason_of(refused), Unscored.NO_SCALE) if refused else None)
    return tuple(reasons)


def _range(made: Layout, marks: Marks, applies: Bools) -> tuple[Floats, Floats]:
    """The score with every missing part at the worst and at the best of its scale, infinite where that has no end."""
    gap = np.isnan(marks.value) & applies
    if not made.leaves:
        unknown = np.full(len(applies), np.nan)
        return unknown, unknown
    if not gap.any():
        index = rolled(marks.value, made.tree).index
        return index, index
    worst = rolled(np.where(gap, marks.lowest, marks.value), made.tree).index
    best = rolled(np.where(gap, marks.highest, marks.value), made.tree).index
    # A part whose scale has no end is left open, and so is the score.
    open_low, open_high = ((gap & np.isnan(end)).any(axis=1) for end in (marks.lowest, marks.highest))
    return np.where(open_low, -np.inf, worst), np.where(open_high, np.inf, best)


def _values(model: ScoringModel, panel: Panel, verdicts: Verdicts, back: int, which: str) -> dict[str, Floats]:
    holder = model.bonus if which == "bonus" else model.deductions
    return {item.id: number_of(item.id, item.of, panel, verdicts, back, model.missing.carry) for item in holder.items}


def number_of(id_: str, of: Of, panel: Panel, verdicts: Verdicts, back: int, carry: int) -> Floats:
    """The number of an item or a veto per unit, NaN where there is none."""
    if of.of_plan:
        missing = np.full(len(panel.units), np.nan)
        return verdicts.get((of.value, ""), missing) if back == 0 else missing
    return panel.of(id_, of, back, carry)[0]


def _items(model: ScoringModel, panel: Panel, verdicts: Verdicts, back: int, which: str) -> Floats:
    holder = model.bonus if which == "bonus" else model.deductions
    return items_points(holder, _values(model, panel, verdicts, back, which), len(panel.units))


def _open(model: ScoringModel, panel: Panel, verdicts: Verdicts, back: int, which: str) -> Floats:
    holder = model.bonus if which == "bonus" else model.deductions
    return items_missing(holder, _values(model, panel, verdicts, back, which), len(panel.units))


# What is said about scores: those that could not be made, and what those made rest on.

LISTED = 5


def listed(names: Sequence[str]) -> str:
    """The first few of them."""
    some = ", ".join(names[:LISTED])
    return f"{some}, …" if len(names) > LISTED else some


def said_of(card: Scorecard, made: Layout, panel: Panel, found: "Scored") -> Iterator[Finding]:
    """What is said about scores that could not be made, and about what those made rest on."""
    yield from _unscaled(card.model.place, made, found)
    yield from _unfigured(card, made, panel, found)
    model = card.model
    for rule, why in (
        (score_rules.LITTLE_COVERAGE, Unscored.LITTLE_COVERAGE),
        (score_rules.NOT_POSITIVE, Unscored.NOT_POSITIVE),
    ):
        names = [panel.units[place] for place, one in enumerate(found.why) if one is why]
        if names:
            wanted = model.missing.threshold
            yield rule.at(model.place, target=model.id, count=len(names), got=listed(names), wanted=wanted)
    if card.carried:
        oldest = panel.year - int(found.sheet.age.max())
        yield score_rules.CARRIED.at(
            model.place, target=model.id, count=card.carried, cells=card.known, got=str(oldest)
        )
    if card.assumed:
        yield score_rules.ASSUMED.at(model.place, target=model.id, count=card.assumed, cells=card.known)
    if np.isnan(found.total).all():
        yield score_rules.NOTHING_SCORED.at(model.place, target=model.id, count=len(panel.units), figures=panel.used)


def _unscaled(place: Place, made: Layout, found: "Scored") -> Iterator[Finding]:
    for column, leaf in enumerate(made.leaves):
        reason = reason_of(found.marks.why[column])
        if reason and reason is not Refusal.NO_FIGURE:
            yield score_rules.CONSTANT.at(
                place, target=leaf_id(leaf), reason=_why_said(reason, found, column), method=leaf.normalise.method
            )
        elif not reason and _lost(leaf, found, column):
            text = Label("score.scored.there_are_figures_that_method")
            yield score_rules.CONSTANT.at(place, target=leaf_id(leaf), reason=text, method=leaf.normalise.method)


def _lost(leaf: Leaf, found: "Scored", column: int) -> bool:
    """Whether a figure was there and no point came of it."""
    raw, points = found.sheet.raw[:, column], found.marks.value[:, column]
    return bool((~np.isnan(raw) & np.isnan(points) & found.sheet.applies[:, column]).any())


def _why_said(reason: Refusal, found: "Scored", column: int) -> Text:
    """Why there is no scale: one figure alone is the same for all in a way that needs its own words."""
    if reason is Refusal.CONSTANT and np.count_nonzero(~np.isnan(found.sheet.figures[:, column])) == 1:
        return Label("score.scored.only_one_unit_has_figure")
    return REFUSALS[reason]


def _unfigured(card: Scorecard, made: Layout, panel: Panel, found: "Scored") -> Iterator[Finding]:
    empty: Bools = np.asarray(np.isnan(found.sheet.raw).all(axis=0))
    names = dict.fromkeys(leaf_id(leaf) for leaf, none in zip(made.leaves, empty, strict=True) if none)
    if names and len(panel.units):
        period, place = str(panel.year) if panel.year else "-", card.model.place
        got = listed(list(names))
        yield score_rules.NO_UNIT_HAS.at(place, target=card.model.id, period=period, count=len(names), got=got)


# The verdicts on plans as numbers that a model can score, by unit.

FULL = 100.0
# Statistics Canada puts this in the place of a zero, from which there is no growth rate.
_NO_ZERO = 0.001


def completion(assessment: Assessment) -> float | None:
    """The share of the way gone over the share that the path asks for by then, in per cent, never below 0.

    A goal that is met without a way to go counts as 100; one missed without a way as its fulfilment. None where there
    is no verdict.
    """
    ratio = assessment.pace_ratio
    if assessment.met is True:
        return max(FULL, FULL * ratio) if isinstance(ratio, float) else FULL
    if isinstance(ratio, float):
        return max(0.0, FULL * ratio)
    known = fulfilment(assessment) if assessment.status == "missed" else None
    return None if known is None else min(known, FULL)


def fulfilment(assessment: Assessment) -> float | None:
    """The figure over the goal in per cent, the goal over the figure where less is better; None without both.

    Only positive numbers have such a share.
    """
    judged, goal = assessment.judged, assessment.goal
    bound = goal.low if goal.low is not None else goal.high
    if not isinstance(judged, float) or bound is None or bound <= 0 or judged < 0:
        return FULL if assessment.met is True else None
    if goal.low is not None:
        return FULL * judged / bound
    return FULL * bound / judged if judged > 0 else None


def ratio(assessment: Assessment) -> float | None:
    """Growth achieved over growth required, both a year and from the baseline; None with a change of sign.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress.
    """
    start, latest, goal = assessment.baseline, assessment.latest, assessment.goal_value
    if isinstance(start, Missing) or isinstance(latest, Missing) or isinstance(goal, Missing):
        return None
    begin, now, end = (value or _NO_ZERO for value in (start, latest.value, goal))
    years = latest.period.time - assessment.baseline_period.time
    left = assessment.due.time - assessment.baseline_period.time
    if begin / now <= 0 or begin / end <= 0 or years <= 0 or left <= 0 or begin == end:
        return None
    down = assessment.goal.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.RANK)
    sign = (-1.0 if begin < 0 else 1.0) * (-1.0 if down else 1.0)
    achieved = (now / begin) ** (1 / years) - 1
    required = (end / begin) ** (1 / left) - 1
    return float(sign * achieved / abs(required))


def _missed_binding(assessments: Sequence[Assessment]) -> float | None:
    judged = [one for one in assessments if one.target.nature is Nature.BINDING]
    return float(sum(one.status == "missed" for one in judged)) if judged else None


def target_leaves(plans: Sequence[PlanResult]) -> tuple[TargetLeaf, ...]:
    """A leaf for every target of the plans."""
    return tuple(
        TargetLeaf(
            plan=plan.plan.id,
            id=target.id,
            name=target.name,
            unit=plan.plan.indicator(target.indicator).unit,
            binding=target.nature is Nature.BINDING,
        )
        for plan in plans
        for target in plan.plan.targets
    )


def verdicts(
    plans: Sequence[PlanResult], units: Sequence[str], threshold: float = 0.0
) -> dict[tuple[str, str], Floats]:
    """Per number and target (`plan/target`, empty for the plan as a whole) the values of the units, NaN where missing.

    Under `judged` stands 1 for a unit that a target is for. Of several plans for one unit the numbers of the whole are
    over all their targets; they are missing where a lesser share of the targets than `threshold` has a verdict.
    """
    place = {key(name): number for number, name in enumerate(units)}
    found: dict[tuple[str, str], Floats] = {}
    of_unit: dict[int, list[Assessment]] = {}
    for plan in plans:
        for one in plan.assessments:
            unit = place.get(key(one.region))
            if unit is None:
                continue
            of_unit.setdefault(unit, []).append(one)
            name = f"{plan.plan.id}/{one.target.id}"
            numbers = {
                "judged": 1.0,
                Of.COMPLETION.value: completion(one),
                Of.FULFILMENT.value: fulfilment(one),
                Of.RATIO.value: ratio(one),
            }
            for number, value in numbers.items():
                _put(found, (number, name), unit, value, len(units))
    for unit, assessments in of_unit.items():
        shares = [value for value in map(completion, assessments) if value is not None]
        enough = shares and len(shares) >= threshold * len(assessments)
        mean = sum(min(share, FULL) for share in shares) / len(shares) if enough else None
        _put(found, (Of.COMPLETION.value, ""), unit, mean, len(units))
        _put(found, (Of.MISSED_BINDING.value, ""), unit, _missed_binding(assessments), len(units))
    return found


def _put(
    found: dict[tuple[str, str], Floats], name: tuple[str, str], unit: int, value: float | None, units: int
) -> None:
    found.setdefault(name, np.full(units, np.nan))[unit] = np.nan if value is None else value


def regions_judged(plans: Sequence[PlanResult]) -> tuple[str, ...]:
    """The regions that plans have verdicts on, in the order of their first one."""
    return tuple(dict.fromkeys(one.region for plan in plans for one in plan.assessments))
