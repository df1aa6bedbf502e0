"""One unit's score taken apart, what changed since the year before, and what would lift it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planck.load.cells.number import is_counted
from planck.model import Finding, Text
from planck.model.scorecard import Contribution, Explanation, Lever, Score, Unscored, Weighing
from planck.model.scoring import Of, ScoringModel, Ties
from planck.score import score_rules
from planck.score.aggregation import Change, Node, Tree, aggregated, change, contributions, effective_weights
from planck.score.doubts import rank_change
from planck.score.levers import levers
from planck.score.normalisation import REFUSALS, Floats, Refusal
from planck.score.scored import (
    Layout,
    Leaf,
    Panel,
    Scored,
    Verdicts,
    deducted,
    grade_of,
    leaf_id,
    number_of,
    scored,
    shape_points,
    vetoed,
)
from planck.score.shapes import SHAPES
from planck.score.weighting import made as weights_made
from planck.words import Label

# Weights that a model leaves to the figures: made node by node from the points of the year, and then fixed.


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A layout whose nodes have all of their weights, which of them were made, and what refused to be."""

    made: Layout
    weighings: tuple[Weighing, ...] = ()
    findings: tuple[Finding, ...] = ()


def left_open(model: ScoringModel, made: Layout) -> tuple[str, ...]:
    """Per node of the tree the weighting that it is left to, empty where its weights are stated."""
    return (*(domain.weights for domain in made.domains), model.weights)


def weighed(model: ScoringModel, made: Layout, points: Floats) -> Weighed:
    """The layout with weights made of points (units x leaves), from the bottom up; a finding for each refusal."""
    values: list[Floats] = [points[:, leaf] for leaf in range(len(made.leaves))]
    nodes: list[Node] = []
    weighings: list[Weighing] = []
    findings: list[Finding] = []
    for node, method in zip(made.tree.nodes, left_open(model, made), strict=True):
        x = np.stack([values[part] for part in node.parts], axis=1)
        used = node
        if method:
            found = weights_made(method, x)
            if found.refused:
                reason = REFUSALS[found.refused]
                findings.append(score_rules.NO_WEIGHTS.at(model.place, target=node.name, method=method, reason=reason))
            else:
                used = replace(node, weights=tuple(map(float, found.value)))
                weighings.append(Weighing(id=node.name, method=method, parts=tuple(_shown(made, used))))
        nodes.append(used)
        values.append(aggregated(used, x, np.array(used.weights))[0])
    tree = Tree(leaves=made.tree.leaves, nodes=tuple(nodes))
    shares = tuple(map(float, effective_weights(tree)[: tree.leaves]))
    return Weighed(made=replace(made, tree=tree, shares=shares), weighings=tuple(weighings), findings=tuple(findings))


def settled(model: ScoringModel, made: Layout, panel: Panel, verdicts: Verdicts) -> Weighed:
    """The layout with the weights that are left to the figures made of those of the panel's year."""
    if not any(left_open(model, made)) or not made.leaves or not panel.units:
        return Weighed(made=made)
    return weighed(model, made, scored(model, made, panel, verdicts).filled)


def _shown(made: Layout, node: Node) -> Iterator[tuple[str, float]]:
    for part, share in zip(node.parts, node.weights, strict=True):
        at = part - made.tree.leaves
        yield leaf_id(made.leaves[part]) if at < 0 else made.domains[at].id, share


# Levers that hold: figures that lift a score, a grade or a rank, each of them scored again before it is printed.

MOST_LEVERS, MOST_TRIED = 3, 6
_DOUBLINGS, _HALVINGS = 6, 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A model with its layout, panel and the verdicts on plans, scored for this year and the one before.

    free: the layout before the weights that are left to the figures were made.
    """

    model: ScoringModel
    free: Layout
    made: Layout
    panel: Panel
    verdicts: Verdicts
    now: Scored
    before: Scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is worth reaching: its id, the score that it takes, and whether a unit is there."""

    id: str
    score: float
    reached: Callable[[Scored], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """One figure that can be moved, and everything scored again. `whole`: it only comes in whole numbers."""

    leaf: Leaf
    now: float
    spread: float
    whole: bool
    again: Callable[[float], Scored]


def levers_of(case: Case, place: int) -> Iterator[Lever]:
    """Of each aim the cheapest changes of a single figure, counted in standard deviations among the units.

    A figure moves every part of its indicator, the level and the progress, and the scale where that follows the
    figures; so each one is the least figure at which the whole model, run again, reaches the aim.
    """
    for aim in _aims(case, place):
        made = [lever for handle, guess in _tried(case, place, aim) if (lever := _pulled(handle, guess, aim))]
        yield from sorted(made, key=lambda lever: lever.effort)[:MOST_LEVERS]


def _aims(case: Case, place: int) -> Iterator[Aim]:
    """A point more, the next grade unless a veto bars it, the next place."""
    total, rank = float(case.now.total[place]), float(case.now.rank[place])
    more = total + case.model.full / 100
    yield Aim(id="point", score=more, reached=lambda found: bool(found.total[place] >= more - 1e-9 * case.model.full))
    yield from _next_grade(case, place)
    better = case.now.total[case.now.total > total]
    if len(better):
        # To pass the next one and not to tie with it.
        above = float(np.nextafter(np.nanmin(better), np.inf)) + case.model.full * 1e-9
        yield Aim(id="rank", score=above, reached=lambda found: bool(found.rank[place] < rank))


def _next_grade(case: Case, place: int) -> Iterator[Aim]:
    order = [grade.id for grade in case.model.grades]

    def grade(found: Scored) -> int:
        name = grade_of(case.model.grades, float(found.total[place]), float(found.rank[place]))
        return order.index(name) if name else len(order)

    wanted = grade(case.now) - 1
    if wanted < 0 or wanted < _barred(case, place, order):
        return
    # Only the last grade has no border, and it is never the one above.
    border = case.model.grades[wanted].at_least or 0.0
    yield Aim(id=f"grade:{order[wanted]}", score=border, reached=lambda found: grade(found) <= wanted)


def _barred(case: Case, place: int, order: Sequence[str]) -> int:
    """The place of the best grade that vetoes leave the unit, 0 where none fell."""
    best = 0
    for veto in case.model.vetoes:
        value = number_of(veto.id, veto.of, case.panel, case.verdicts, 0, case.model.missing.carry)
        if vetoed(veto, value)[place]:
            best = max(best, order.index(veto.grade))
    return best


def _tried(case: Case, place: int, aim: Aim) -> list[tuple[Handle, float]]:
    """The figures worth a try and a first guess at each: in closed form, as if the scale stood still."""
    now = case.now
    beside = float(now.bonus[place] - now.deduction[place])
    plan = (now.sheet.markings, case.made.tree)
    guesses: dict[str, tuple[Handle, float]] = {}
    for one in levers(now.sheet.figures, place, now.parts.value, plan, aim.score - beside).levers:
        leaf = case.made.leaves[one.indicator]
        # A verdict on a plan is no figure: what would better it is the plan's own outlook.
        own = None if leaf.of.of_plan or leaf.target else _raw(case, place, one.indicator, one.figure)
        handle = None if own is None else _handle(case, place, leaf)
        if own is None or handle is None:
            continue
        guess, known = _level(case, place, leaf, own), guesses.get(leaf.id)
        if known is None or abs(guess - handle.now) < abs(known[1] - handle.now):
            guesses[leaf.id] = handle, guess
    ordered = sorted(guesses.values(), key=lambda pair: abs(pair[1] - pair[0].now) / pair[0].spread)
    return ordered[:MOST_TRIED]


def _level(case: Case, place: int, leaf: Leaf, number: float) -> float:
    """The figure of the year behind a difference or a growth rate."""
    if leaf.of is Of.LEVEL:
        return number
    before = float(case.panel.values[case.panel.series[leaf.id], 1, place])
    return before + number if leaf.of is Of.DIFFERENCE else before * (1 + number / 100)


def _handle(case: Case, place: int, leaf: Leaf) -> Handle | None:
    """What moves a leaf; None where all units are the same in it, and no step has a size."""
    panel = case.panel
    series, carry = panel.series[leaf.id], case.model.missing.carry if leaf.of is Of.LEVEL else 0
    values, age = panel.level(leaf.id, 0, carry)
    at = (series, int(age[place]), place)

    def published(value: float) -> Scored:
        moved = panel.values.copy()
        moved[at] = value
        other = replace(panel, values=moved)
        made = settled(case.model, case.free, other, case.verdicts).made
        return scored(case.model, made, other, case.verdicts)

    known = values[~np.isnan(values)]
    # Half a laboratory is no way to a point.
    whole = is_counted(leaf.unit) and bool((known == np.rint(known)).all())
    return _sized(Handle(leaf=leaf, now=float(values[place]), spread=0.0, whole=whole, again=published), values)


def _sized(handle: Handle, values: Floats) -> Handle | None:
    spread = float(np.nanstd(values))
    return replace(handle, spread=spread) if spread > 0 else None


def _pulled(handle: Handle, guess: float, aim: Aim) -> Lever | None:
    """The least change that reaches the aim when everything is scored again; None where none does."""

    def reached(value: float) -> bool:
        return aim.reached(handle.again(value))

    near, far = handle.now, guess
    for _ in range(_DOUBLINGS):
        if reached(far):
            break
        near, far = far, handle.now + 2 * (far - handle.now)
    else:
        return None
    for _ in range(_HALVINGS):
        middle = near + (far - near) / 2
        near, far = (near, middle) if reached(middle) else (middle, far)
    if handle.whole:
        far = float(np.ceil(far - 1e-9) if far > handle.now else np.floor(far + 1e-9))
    leaf = handle.leaf
    return Lever(
        aim=aim.id,
        id=leaf.id,
        name=leaf.name,
        unit=leaf.unit,
        now=handle.now,
        needed=far,
        effort=abs(far - handle.now) / handle.spread,
    )


def _raw(case: Case, place: int, column: int, figure: float) -> float | None:
    """The number behind one that the arithmetic works with; None where none would do it."""
    leaf = case.made.leaves[column]
    if leaf.normalise.method in SHAPES:
        return _shaped(leaf, case, column, float(case.now.sheet.raw[place, column]), figure)
    return figure


def _shaped(leaf: Leaf, case: Case, column: int, raw: float, points: float) -> float | None:
    """A number at which the shape of a leaf gives so many points, found by doubling; the rest is found by scoring."""
    others = case.now.sheet.raw[:, column]
    step = leaf.direction * max(abs(raw), 1.0) * 1e-3
    for power in range(60):
        row = np.append(others, raw + step * 2**power)
        if shape_points(leaf.normalise, row, leaf.direction, case.model.full)[-1] >= points - 1e-9:
            return float(raw + step * 2**power)
    return None


BONUS = Label("score.explain.bonus")
DEDUCTION = Label("score.explain.deduction")
ROUNDING = Label("score.explain.rounding")


def explanation(case: Case, place: int) -> Explanation:
    """The explanation of the unit at `place`: contributions sum to its score, changes to the change of its score."""
    now, before = case.now, case.before
    had = before.why[place] is None
    have = now.why[place] is None
    return Explanation(
        region=case.panel.units[place],
        contributions=tuple(_contributions(case, place)) if have else (),
        before=_score(before, place),
        rank_before=float(before.rank[place]) if had and not np.isnan(before.rank[place]) else None,
        changes=tuple(_changes(case, place)) if have and had else (),
        rank_changes=tuple(_rank_changes(case, place)) if have and had else (),
        levers=tuple(levers_of(case, place)) if have else (),
    )


def _score(scored: Scored, place: int) -> Score:
    why = scored.why[place]
    return float(scored.total[place]) if why is None else why


def _contribution(case: Case, place: int, column: int, share: float) -> Contribution:
    leaf, now = case.made.leaves[column], case.now
    points = now.filled[place, column]
    value = now.sheet.raw[place, column]
    gap = Unscored.NO_FIGURE if now.sheet.applies[place, column] else Unscored.NOT_APPLICABLE
    return Contribution(
        id=leaf_id(leaf),
        name=leaf.name,
        domain=case.made.homes[column],
        weight=case.made.shares[column],
        value=None if np.isnan(value) else float(value),
        unit=leaf.unit if leaf.of is Of.LEVEL else "%" if leaf.of is Of.GROWTH else leaf.unit,
        points=gap if np.isnan(points) else float(points),
        share=share,
        age=int(now.sheet.age[place, column]),
    )


def _extra(id_: str, name: Text, share: float) -> Contribution:
    return Contribution(id=id_, name=name, domain="", weight=0.0, value=None, unit="", points=share, share=share)


def _contributions(case: Case, place: int) -> Iterator[Contribution]:
    """Every leaf, bonus, deductions and rounding."""
    now = case.now
    found = contributions(now.parts.value[place : place + 1], case.made.tree)
    if isinstance(found, Refusal):
        return
    for column in range(len(case.made.leaves)):
        yield _contribution(case, place, column, float(found[0, column]))
    yield from _beside(float(now.bonus[place]), float(now.deduction[place]), float(now.total[place] - now.base[place]))


def _beside(bonus: float, deduction: float, total: float) -> Iterator[Contribution]:
    """What comes to the base score, as far as it is not nothing."""
    if bonus:
        yield _extra("bonus", BONUS, bonus)
    if deduction:
        yield _extra("deductions", DEDUCTION, -deduction)
    rest = total - bonus + deduction
    if abs(rest) > 1e-12:
        yield _extra("rounding", ROUNDING, rest)


def _changes(case: Case, place: int) -> Iterator[Contribution]:
    """What each leaf moved since the year before: by its points, and by its coming, going or gaining weight."""
    now, before = case.now, case.before
    split = change(before.parts.value[place : place + 1], now.parts.value[place : place + 1], case.made.tree)
    if isinstance(split, Refusal):
        return
    moved = split.own[0] + split.coverage[0]
    leaves = len(case.made.leaves)
    for column in range(leaves):
        yield _contribution(case, place, column, float(moved[column]))
    for number, domain in enumerate(case.made.domains):
        if moved[leaves + number]:
            yield _extra(domain.id, domain.name, float(moved[leaves + number]))
    total = (now.total - now.base - before.total + before.base)[place]
    bonus, deduction = (now.bonus - before.bonus)[place], (now.deduction - before.deduction)[place]
    yield from _beside(float(bonus), float(deduction), float(total))


def _rank_changes(case: Case, place: int) -> Iterator[tuple[str, float]]:
    """How many places each leaf moved the rank, bonus and deductions together (negative is up); not of dense ranks."""
    model, now, before = case.model, case.now, case.before
    split = change(before.parts.value, now.parts.value, case.made.tree)
    if isinstance(split, Refusal) or model.ties is Ties.DENSE:
        return
    ends = tuple(deducted(one.base + one.bonus, one.deduction) for one in (before, now))
    items = np.nan_to_num((ends[1] - now.base) - (ends[0] - before.base))[:, None]
    none = np.zeros_like(items)
    wide = Change(
        per_mark=np.hstack([split.per_mark, none]),
        own=np.hstack([split.own, items]),
        coverage=np.hstack([split.coverage, none]),
    )
    digits = model.rounding.digits if model.rounding.before_ranks else None
    found = rank_change(place, (ends[0], ends[1]), wide, digits, model.ties)
    names = [leaf_id(leaf) for leaf in case.made.leaves] + [domain.id for domain in case.made.domains]
    for name, places in zip([*names, model.id, "items"], found.parts, strict=True):
        if abs(places) > 1e-12:
            yield name, float(places)
    if found.rounding:
        yield "rounding", found.rounding
    if found.entered:
        yield "entered", found.entered
