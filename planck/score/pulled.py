"""Levers that hold: figures that lift a score, a grade or a rank, each of them scored again before it is printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planck.load.cells.units import is_counted
from planck.model.scorecard import Lever
from planck.model.scoring import Of, ScoringModel
from planck.score.leaves import Layout, Leaf
from planck.score.levers import levers
from planck.score.objective import settled
from planck.score.panel import Panel
from planck.score.points import Verdicts, shape_points
from planck.score.refusal import Floats
from planck.score.scored import Scored, number_of, scored
from planck.score.shapes import SHAPES
from planck.score.whole import grade_of, vetoed

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
