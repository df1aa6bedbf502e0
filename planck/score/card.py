"""Figures and a model to a scorecard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planck.model import FigureStatus, Finding, Period
from planck.model.scorecard import DomainScore, Score, Scorecard, UnitScore, Unscored
from planck.model.scoring import FillRule, Of, ScoringModel, Ties
from planck.score import score_rules as rules
from planck.score.hierarchy import Rolled, rolled
from planck.score.leaves import Layout
from planck.score.normalisation import Marks
from planck.score.panel import Panel
from planck.score.points import Sheet, Verdicts, points_of, sheet
from planck.score.ranks import rounded
from planck.score.refusal import Bools, Floats, Refusal, code, reason_of
from planck.score.said import listed, said_of
from planck.score.whole import grade_of, items_missing, items_points, lowered, vetoed, winners

_WHY: dict[Refusal | None, Unscored] = {
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
    exact = _less(base + bonus, deduction)
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
        low=_less(low + bonus, deduction + less),
        high=_less(high + bonus + more, deduction),
        base=base,
        why=why,
        bonus=bonus,
        deduction=deduction,
        total=total,
        rank=ranked(total if model.rounding.before_ranks else exact, model.ties),
    )


def scorecard(
    model: ScoringModel, made: Layout, panel: Panel, verdicts: Verdicts, findings: Sequence[Finding] = ()
) -> tuple[Scorecard, Scored]:
    """The scorecard, and the arithmetic behind it."""
    found = scored(model, made, panel, verdicts)
    ranks = [None if np.isnan(rank) else float(rank) for rank in found.rank]
    fallen, unchecked = _vetoes(model, panel, verdicts)
    before = [
        "" if np.isnan(score) else grade_of(model.grades, float(score), rank)
        for score, rank in zip(found.total, ranks, strict=True)
    ]
    grades = [_graded(model, grade, fell) for grade, fell in zip(before, fallen, strict=True)]
    won = winners(model.quota, ranks, grades) if model.quota else (False,) * len(grades)
    units = [
        _unit(model, made, panel, found, place, (before[place], grades[place], fallen[place], won[place]))
        for place in range(len(panel.units))
    ]
    order = sorted(range(len(units)), key=lambda place: (np.isnan(found.rank[place]), found.rank[place], place))
    card = _card(model, made, panel, found)
    said = (*findings, *said_of(card, made, panel, found), *unchecked)
    return replace(card, units=tuple(units[place] for place in order), findings=said), found


def ranked(scores: Floats, ties: Ties) -> Floats:
    """Ranks from 1 for the best, NaN without a score; equal scores (but for the last binary digits) share one."""
    known = ~np.isnan(scores)
    # Sums of the same parts in another order differ in the last digits, which must not decide a rank.
    same = np.array([float(f"{score:.12g}") for score in scores[known]])
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


def _less(score: Floats, deduction: Floats) -> Floats:
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
            reasons.append(_WHY.get(reason_of(refused), Unscored.NO_SCALE) if refused else None)
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
    return {item.id: _number(item.id, item.of, panel, verdicts, back, model.missing.carry) for item in holder.items}


def _number(id_: str, of: Of, panel: Panel, verdicts: Verdicts, back: int, carry: int) -> Floats:
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


def _vetoes(
    model: ScoringModel, panel: Panel, verdicts: Verdicts
) -> tuple[list[tuple[tuple[str, str], ...]], list[Finding]]:
    """Per unit the vetoes that fell, with the grade that each leaves; and what is said about those not checked."""
    fallen: list[list[tuple[str, str]]] = [[] for _ in panel.units]
    said: list[Finding] = []
    for veto in model.vetoes:
        value = _number(veto.id, veto.of, panel, verdicts, 0, model.missing.carry)
        for place in np.flatnonzero(vetoed(veto, value)):
            fallen[place].append((veto.id, veto.grade))
        unknown = [panel.units[place] for place in np.flatnonzero(np.isnan(value))]
        if unknown:
            got = listed(unknown)
            said.append(rules.VETO_UNCHECKED.at(veto.place, target=veto.id, count=len(unknown), got=got))
    return [tuple(one) for one in fallen], said


def _graded(model: ScoringModel, grade: str, fallen: tuple[tuple[str, str], ...]) -> str:
    for _, best in fallen:
        grade = lowered(model.grades, grade, best)
    return grade


def _score(value: float, why: Unscored | None) -> Score:
    if why is not None:
        return why
    return float(value) if np.isfinite(value) else Unscored.UNBOUNDED


def _unit(
    model: ScoringModel,
    made: Layout,
    panel: Panel,
    found: Scored,
    place: int,
    decided: tuple[str, str, tuple[tuple[str, str], ...], bool],
) -> UnitScore:
    before, grade, fallen, won = decided
    why = found.why[place]
    return UnitScore(
        region=panel.units[place],
        score=_score(found.total[place], why),
        base=_score(found.base[place], why),
        bonus=float(found.bonus[place]),
        deduction=float(found.deduction[place]),
        coverage=float(found.coverage[place]),
        low=_score(found.low[place], None),
        high=_score(found.high[place], None),
        rank=None if np.isnan(found.rank[place]) else float(found.rank[place]),
        grade=grade,
        grade_before_veto=before if before != grade else "",
        vetoed=tuple(id_ for id_, _ in fallen),
        winner=won,
        domains=tuple(_domains(made, found, place)),
    )


def _domains(made: Layout, found: Scored, place: int) -> Iterator[DomainScore]:
    """The scores of the domains right below the whole."""
    whole = made.tree.nodes[-1]
    total = sum(whole.weights)
    for part, weight in zip(whole.parts, whole.weights, strict=True):
        domain, at = made.domains[part - made.tree.leaves], part - made.tree.leaves
        refused = found.parts.why[place, at]
        why = _WHY.get(reason_of(refused), Unscored.NO_SCALE) if refused else None
        yield DomainScore(
            id=domain.id,
            name=domain.name,
            weight=weight / total,
            score=_score(found.parts.value[place, part], why),
        )


def _card(model: ScoringModel, made: Layout, panel: Panel, found: Scored) -> Scorecard:
    """The scorecard without its units."""
    known, paper = ~np.isnan(found.sheet.raw) & found.sheet.applies, found.sheet
    read = [column for column, leaf in enumerate(made.leaves) if not leaf.of.of_plan and not leaf.target]
    statuses = _statuses(made, panel, paper, read)
    return Scorecard(
        model=model,
        period=Period.year(panel.year) if panel.year else None,
        units=(),
        indicators=len(made.leaves),
        figures=panel.used,
        cells=int(paper.applies.sum()),
        known=int(known.sum()),
        carried=int((known & (paper.age > 0)).sum()),
        assumed=int(
            sum((statuses == at).sum() for at, one in enumerate(panel.statuses) if one is FigureStatus.ASSUMED)
        ),
        provisional=int(
            sum(
                (statuses == at).sum()
                for at, one in enumerate(panel.statuses)
                if one in (FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED)
            )
        ),
    )


def _statuses(made: Layout, panel: Panel, paper: Sheet, columns: Sequence[int]) -> Floats:
    """The status code of the figure behind every known cell of these leaves, -1 where there is none."""
    found = np.full(paper.raw.shape, -1)
    everybody = np.arange(len(panel.units))
    for column in columns:
        cube = panel.status[panel.series[made.leaves[column].id]]
        found[:, column] = np.where(np.isnan(paper.raw[:, column]), -1, cube[paper.age[:, column], everybody])
    return found
