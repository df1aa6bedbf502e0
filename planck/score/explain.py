"""One unit's score taken apart, what changed since the year before, and what would lift it."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from planck.engine.scoring.contributions import change, contributions, rank_change, stood_in
from planck.engine.scoring.shapes import SHAPES
from planck.engine.scoring.ways import Floats, Refusal
from planck.load.cells.number import is_counted
from planck.model import Text
from planck.model.scorecard import Contribution, Explanation, Lever, Score, Unscored
from planck.model.scoring import Of, Ties
from planck.record import Record
from planck.score.card import grade_of, vetoed
from planck.score.layout import Leaf, leaf_id
from planck.score.scored import Scene, Scored, deducted, scored, weighed
from planck.words import Label


class Case(Record):
    """A scene, scored for this year and the one before."""

    scene: Scene
    now: Scored
    before: Scored


# Levers: figures that lift a score, a grade or a rank, each of them scored again with everything that follows from it.

MOST_LEVERS = 3
_LEAST, _FAR = 1e-6, 2.0**10
"""The furthest step that is tried, in standard deviations of the figure among units. Where less than the least one
does, as where all units are alike and any difference makes a scale, there is no figure to aim at.
"""
_PRECISION = 1e-10


class Aim(Record):
    """What is worth reaching: its id, and whether a unit is there."""

    id: str
    reached: Callable[[Scored], bool]


class Handle(Record):
    """One figure that can be moved, and everything scored again. `whole`: it only comes in whole numbers.

    step: a standard deviation among the units, towards the better. least: a figure that no step goes below.
    peaked: whether a figure can be too good, so that a step may go past what it looks for.
    """

    leaf: Leaf
    now: float
    step: float
    least: float
    whole: bool
    peaked: bool
    again: Callable[[float], Scored]

    def figure(self, effort: float) -> float:
        """The figure so many standard deviations from here."""
        return max(self.now + self.step * effort, self.least)

    def brackets(self, most: float) -> Iterator[tuple[float, float]]:
        """Ranges of effort in which to look for a step that does: all at once, or doubling from a small one."""
        near, far = 0.0, 2.0**-6 if self.peaked else most
        while far <= most:
            yield near, far
            near, far = far, 2 * far


def levers_of(case: Case, place: int) -> Iterator[Lever]:
    """Of each aim the cheapest changes of a single figure, counted in standard deviations among the units.

    A figure moves every part of its indicator, the level and the progress, and the scale where that follows the
    figures; so each one is the least figure at which the whole model, run again, reaches the aim.
    """
    handles = list(_handles(case, place))
    for aim in _aims(case, place):
        best: list[Lever] = []
        for handle in handles:
            # A figure that does not reach the aim with the effort of the last lever kept is not worth a search.
            most = best[-1].effort if len(best) == MOST_LEVERS else _FAR
            if lever := _pulled(handle, aim, most):
                best = sorted([*best, lever], key=lambda one: one.effort)[:MOST_LEVERS]
        yield from best


def _aims(case: Case, place: int) -> Iterator[Aim]:
    """A point more, the next grade unless a veto bars it, the next place."""
    model, rank = case.scene.model, float(case.now.rank[place])
    more = model.sign * float(case.now.total[place]) + model.full / 100 - 1e-9 * model.full
    yield Aim(id="point", reached=lambda found: bool(model.sign * found.total[place] >= more))
    yield from _next_grade(case, place)
    if (case.now.decisive > case.now.decisive[place]).any():
        yield Aim(id="rank", reached=lambda found: bool(found.rank[place] < rank))


def _next_grade(case: Case, place: int) -> Iterator[Aim]:
    order = [grade.id for grade in case.scene.model.grades]

    def grade(found: Scored) -> int:
        name = grade_of(case.scene.model.grades, float(found.decisive[place]), float(found.rank[place]))
        return order.index(name) if name else len(order)

    wanted = grade(case.now) - 1
    if wanted >= max(0, _barred(case, place, order)):
        yield Aim(id=f"grade:{order[wanted]}", reached=lambda found: grade(found) <= wanted)


def _barred(case: Case, place: int, order: Sequence[str]) -> int:
    """The place of the best grade that vetoes leave the unit, 0 where none fell."""
    best = 0
    for veto in case.scene.model.vetoes:
        if vetoed(veto, case.scene.number(veto.id, veto.of))[place]:
            best = max(best, order.index(veto.grade))
    return best


def _handles(case: Case, place: int) -> Iterator[Handle]:
    """The figures of a unit that count for its score and in which units differ, one of each indicator.

    A verdict on a plan is no figure: what would better it is the plan's own outlook.
    """
    leaves: dict[str, list[Leaf]] = {}
    for column, leaf in enumerate(case.scene.layout.leaves):
        own = case.now.sheet.applies[place, column] and not np.isnan(case.now.sheet.raw[place, column])
        if own and leaf.of_figures:
            leaves.setdefault(leaf.id, []).append(leaf)
    for leaf, *others in leaves.values():
        values, age = case.scene.panel.level(leaf.id, 0, case.scene.model.missing.carry if leaf.of is Of.LEVEL else 0)
        known = values[~np.isnan(values)]
        spread = float(np.nanstd(values))
        ways = [part.normalise.method for part in (leaf, *others)]
        if spread > 0:
            yield Handle(
                leaf=leaf,
                now=float(values[place]),
                step=case.scene.model.sign * leaf.direction * spread,
                # Less of what is never negative is at best next to nothing.
                least=float(known.min()) * 1e-6 if (known >= 0).all() else -np.inf,
                whole=is_counted(leaf.unit) and bool((known == np.rint(known)).all()),
                peaked=any(way in SHAPES and SHAPES[way].peaked for way in ways),
                again=_again(case, (case.scene.panel.series[leaf.id], int(age[place]), place)),
            )


def _again(case: Case, at: tuple[int, int, int]) -> Callable[[float], Scored]:
    """Everything scored with another figure in one cell of the panel."""

    def published(value: float) -> Scored:
        moved = case.scene.panel.values.copy()
        moved[at] = value
        return scored(weighed(replace(case.scene, panel=replace(case.scene.panel, values=moved))).scene)

    return published


def _pulled(handle: Handle, aim: Aim, most: float) -> Lever | None:
    """The least change, and no more than so many standard deviations, that reaches the aim; None where none does."""

    def reached(effort: float) -> bool:
        return aim.reached(handle.again(handle.figure(effort)))

    bracket = next((ends for ends in handle.brackets(most) if reached(ends[1])), None)
    if bracket is None:
        return None
    near, far = bracket
    while far - near > _PRECISION * far and far > _LEAST / 2:
        middle = near + (far - near) / 2
        near, far = (near, middle) if reached(middle) else (middle, far)
    needed, leaf = handle.figure(far), handle.leaf
    if handle.whole:
        # The next whole number towards the better that is no less than what it takes, and no less than one away.
        needed = handle.now + float(np.copysign(max(1.0, np.ceil(abs(needed - handle.now) - 1e-9)), handle.step))
    elif far < _LEAST:
        return None
    return Lever(
        aim=aim.id,
        id=leaf.id,
        name=leaf.name,
        unit=leaf.unit,
        now=handle.now,
        needed=needed,
        effort=abs(needed - handle.now) / abs(handle.step),
    )


# Contributions: what a score, its change and the change of a rank are made of.

BONUS = Label("score.explain.bonus")
DEDUCTION = Label("score.explain.deduction")
ROUNDING = Label("score.explain.rounding")


def explanation(case: Case, place: int) -> Explanation:
    """The explanation of the unit at `place`: contributions sum to its score, changes to the change of its score."""
    now, before = case.now, case.before
    had = before.why[place] is None
    have = now.why[place] is None
    return Explanation(
        region=case.scene.panel.units[place],
        contributions=tuple(_contributions(case, place)) if have else (),
        before=_score(before, place),
        rank_before=None if np.isnan(before.rank[place]) else float(before.rank[place]),
        changes=tuple(_changes(case, place)) if have and had else (),
        rank_changes=tuple(_rank_changes(case, place)),
        levers=tuple(levers_of(case, place)) if have else (),
    )


def _score(scored: Scored, place: int) -> Score:
    why = scored.why[place]
    return float(scored.total[place]) if why is None else why


def _contribution(case: Case, place: int, column: int, share: float) -> Contribution:
    leaf, now = case.scene.layout.leaves[column], case.now
    points = now.filled[place, column]
    value = now.sheet.raw[place, column]
    gap = Unscored.NO_FIGURE if now.sheet.applies[place, column] else Unscored.NOT_APPLICABLE
    return Contribution(
        id=leaf_id(leaf),
        name=leaf.name,
        domain=case.scene.layout.homes[column],
        weight=case.scene.layout.shares[column],
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
    found = contributions(now.parts.value[[place]], case.scene.layout.tree)
    if isinstance(found, Refusal):
        return
    for column in range(len(case.scene.layout.leaves)):
        yield _contribution(case, place, column, float(found[0, column]))
    yield from _domains_filled(case, place, found[0])
    yield from _beside(float(now.bonus[place]), float(now.deduction[place]), float(now.total[place] - now.base[place]))


def _domains_filled(case: Case, place: int, found: Floats) -> Iterator[Contribution]:
    """What domains give that have nothing of their own, as the mean of their peers stands in for them."""
    tree, values = case.scene.layout.tree, case.now.parts.value[[place]]
    for number, domain in enumerate(case.scene.layout.domains):
        if stood_in(tree.nodes[number], tree.leaves + number, values)[0]:
            yield _extra(domain.id, domain.name, float(found[tree.leaves + number]))


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
    split = change(before.parts.value[[place]], now.parts.value[[place]], case.scene.layout.tree)
    if isinstance(split, Refusal):
        return
    moved = split.own[0] + split.coverage[0]
    leaves = len(case.scene.layout.leaves)
    for column in range(leaves):
        yield _contribution(case, place, column, float(moved[column]))
    for number, domain in enumerate(case.scene.layout.domains):
        if moved[leaves + number]:
            yield _extra(domain.id, domain.name, float(moved[leaves + number]))
    total = (now.total - now.base - before.total + before.base)[place]
    bonus, deduction = (now.bonus - before.bonus)[place], (now.deduction - before.deduction)[place]
    yield from _beside(float(bonus), float(deduction), float(total))


def _rank_changes(case: Case, place: int) -> Iterator[tuple[str, float]]:
    """How many places each leaf moved the rank, bonus and deductions together (negative is up); not of dense ranks."""
    model, now, before = case.scene.model, case.now, case.before
    split = change(before.parts.value, now.parts.value, case.scene.layout.tree)
    if isinstance(split, Refusal) or model.ties is Ties.DENSE:
        return
    items = np.nan_to_num(_beside_base(now) - _beside_base(before))[:, None]
    moved = np.hstack([split.own + split.coverage, items])
    found = rank_change(place, (before.decisive, now.decisive), moved, model.ties)
    names = [leaf_id(leaf) for leaf in case.scene.layout.leaves] + [domain.id for domain in case.scene.layout.domains]
    for name, places in zip([*names, model.id, "items"], found.parts, strict=True):
        if abs(places) > 1e-12:
            yield name, float(places)
    if found.rounding:
        yield "rounding", found.rounding
    if found.entered:
        yield "entered", found.entered


def _beside_base(year: Scored) -> Floats:
    """What bonus and deductions come to, per unit."""
    return np.asarray(deducted(year.base + year.bonus, year.deduction) - year.base)
