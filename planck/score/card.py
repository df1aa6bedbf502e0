"""Figures and a model to a scorecard."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from planck.model import FigureStatus, Finding, Period
from planck.model.scorecard import DomainScore, Score, Scorecard, UnitScore, Unscored
from planck.model.scoring import Of, ScoringModel
from planck.score import score_rules as rules
from planck.score.normalisation import Floats, reason_of
from planck.score.scored import (
    WHY,
    Layout,
    Panel,
    Scored,
    Sheet,
    Verdicts,
    grade_of,
    listed,
    lowered,
    number_of,
    said_of,
    scored,
    vetoed,
    winners,
)
from planck.words import Label


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


def _vetoes(
    model: ScoringModel, panel: Panel, verdicts: Verdicts
) -> tuple[list[tuple[tuple[str, str], ...]], list[Finding]]:
    """Per unit the vetoes that fell, with the grade that each leaves; and what is said about those not checked."""
    fallen: list[list[tuple[str, str]]] = [[] for _ in panel.units]
    said: list[Finding] = []
    for veto in model.vetoes:
        value = number_of(veto.id, veto.of, panel, verdicts, 0, model.missing.carry)
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
        parts=tuple(_parts(made, found, place)),
    )


def _domains(made: Layout, found: Scored, place: int) -> Iterator[DomainScore]:
    """The scores of the domains right below the whole."""
    whole = made.tree.nodes[-1]
    total = sum(whole.weights)
    for part, weight in zip(whole.parts, whole.weights, strict=True):
        domain, at = made.domains[part - made.tree.leaves], part - made.tree.leaves
        refused = found.parts.why[place, at]
        why = WHY.get(reason_of(refused), Unscored.NO_SCALE) if refused else None
        yield DomainScore(
            id=domain.id,
            name=domain.name,
            weight=weight / total,
            score=_score(found.parts.value[place, part], why),
        )


PARTS = (
    ("level", Label("score.parts.level"), (Of.LEVEL,)),
    ("progress", Label("score.parts.progress"), (Of.DIFFERENCE, Of.GROWTH)),
    ("plan", Label("score.parts.plan"), tuple(of for of in Of if of.of_plan)),
)


def _parts(made: Layout, found: Scored, place: int) -> Iterator[DomainScore]:
    """Level, progress and plan apart, each the mean of its points by weight; none where all is of one kind."""
    kinds = {of: id_ for id_, _, ofs in PARTS for of in ofs}
    if len({kinds[leaf.of] for leaf in made.leaves}) < 2:
        return
    shares, points = np.array(made.shares), found.filled[place]
    for id_, name, ofs in PARTS:
        own = np.array([leaf.of in ofs for leaf in made.leaves])
        known = own & ~np.isnan(points)
        if own.any():
            mean = float((points[known] * shares[known]).sum() / shares[known].sum()) if known.any() else None
            score = Unscored.NO_FIGURE if mean is None else mean
            yield DomainScore(id=id_, name=name, weight=float(shares[own].sum()), score=score)


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
