"""The arithmetic of one year: from the figures of a panel to totals and ranks."""

from dataclasses import dataclass, replace

import numpy as np

from planck.model.scorecard import Unscored
from planck.model.scoring import FillRule, Of, ScoringModel, Ties
from planck.score.hierarchy import Rolled, rolled
from planck.score.leaves import Layout
from planck.score.normalisation import Marks
from planck.score.panel import Panel
from planck.score.points import Sheet, Verdicts, points_of, sheet
from planck.score.ranks import levelled, rounded
from planck.score.refusal import Bools, Floats, Refusal, code, reason_of
from planck.score.whole import items_missing, items_points

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
