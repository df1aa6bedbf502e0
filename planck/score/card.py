"""Figures and a model to a scorecard: what is decided about scores, and what is said about them."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from planck.engine.scoring.ways import REFUSALS, Bools, Floats, Ints, Refusal, reason_of
from planck.model import FigureStatus, Finding, Period, Text
from planck.model.scorecard import DomainScore, Lacking, Score, Scorecard, UnitScore, Unscored
from planck.model.scoring import Grade, Of, Quota, ScoringModel, Veto
from planck.score import score_rules as rules
from planck.score.layout import ASSUMED, Layout, leaf_id
from planck.score.panel import STATUSES, listed
from planck.score.scored import Scene, Scored, Sheet, behind, unscored
from planck.words import Label

# Kinds of numbers by id and name, with the leaves that are of each.
Kinds = Sequence[tuple[str, Text, Bools]]


def scorecard(scene: Scene, result: Scored, findings: Sequence[Finding] = ()) -> Scorecard:
    """The scorecard of a result, with `findings` before what is said about scores."""
    model = scene.model
    ranks = [None if np.isnan(rank) else float(rank) for rank in result.rank]
    fallen, unchecked = _vetoes(scene)
    before = [
        "" if np.isnan(score) else grade_of(model.grades, float(score), rank)
        for score, rank in zip(result.decisive, ranks, strict=True)
    ]
    grades = [_graded(model, grade, fell) for grade, fell in zip(before, fallen, strict=True)]
    won = winners(model.quota, ranks, grades) if model.quota else (False,) * len(grades)
    kinds = kinds_of(scene.layout)
    units = [
        _unit(scene, result, place, (before[place], grades[place], fallen[place], won[place]), kinds)
        for place in range(len(scene.panel.units))
    ]
    order = sorted(range(len(units)), key=lambda place: (np.isnan(result.rank[place]), result.rank[place], place))
    card = replace(_card(scene, result), units=tuple(units[place] for place in order))
    return replace(card, findings=(*findings, *said_of(card, scene, result), *unchecked))


def _vetoes(scene: Scene) -> tuple[list[tuple[tuple[str, str], ...]], list[Finding]]:
    """Per unit the vetoes that fell, with the grade that each leaves; and what is said about those not checked."""
    units = scene.panel.units
    fallen: list[list[tuple[str, str]]] = [[] for _ in units]
    said: list[Finding] = []
    for veto in scene.model.vetoes:
        value = scene.number(veto.id, veto.of)
        for place in np.flatnonzero(vetoed(veto, value)):
            fallen[place].append((veto.id, veto.grade))
        unknown = [units[place] for place in np.flatnonzero(np.isnan(value))]
        if unknown:
            got = listed(unknown)
            said.append(rules.VETO_UNCHECKED.at(veto.place, target=veto.id, count=len(unknown), got=got))
    return [tuple(vetoes) for vetoes in fallen], said


def _graded(model: ScoringModel, grade: str, fallen: tuple[tuple[str, str], ...]) -> str:
    for _, best in fallen:
        grade = lowered(model.grades, grade, best)
    return grade


def _score(value: float, why: Unscored | None) -> Score:
    if why is not None:
        return why
    return float(value) if np.isfinite(value) else Unscored.UNBOUNDED


def _unit(
    scene: Scene, result: Scored, place: int, decided: tuple[str, str, tuple[tuple[str, str], ...], bool], kinds: Kinds
) -> UnitScore:
    before, grade, fallen, won = decided
    why = result.why[place]
    told = why is Unscored.LITTLE_COVERAGE or len(scene.panel.units) <= MOST_TOLD
    lacks = _lacking(scene, result, place) if told and result.coverage[place] < 1 else ()
    return UnitScore(
        region=scene.panel.units[place],
        score=_score(result.total[place], why),
        base=_score(result.base[place], why),
        bonus=float(result.bonus[place]),
        deduction=float(result.deduction[place]),
        coverage=float(result.coverage[place]),
        low=_score(result.low[place], None),
        high=_score(result.high[place], None),
        rank=None if np.isnan(result.rank[place]) else float(result.rank[place]),
        rank_to=_rank_to(scene.model, result, place),
        grade=grade,
        grade_before_veto=before if before != grade else "",
        vetoed=tuple(id_ for id_, _ in fallen),
        winner=won,
        domains=tuple(_domains(scene.layout, result, place)),
        parts=tuple(_parts(scene.layout, result, place, kinds)),
        lacks=len(lacks),
        lacking=lacks[:MOST_LACKING],
    )


def _rank_to(model: ScoringModel, result: Scored, place: int) -> float | None:
    """The last of the ranks that a unit shares with all others under the border; None for one that is not."""
    below = model.rounding.below
    if below is None or not model.sign * result.decisive[place] < below:
        return None
    return float(result.rank[place] + np.count_nonzero(result.decisive == result.decisive[place]) - 1)


MOST_LACKING, MOST_TOLD = 3, 50
"""So many of what lacks a figure are told, of every unit where there are no more units than this."""


def _lacking(scene: Scene, result: Scored, place: int) -> tuple[Lacking, ...]:
    """What has no figure, the weightiest first, and the coverage with it and what comes before."""
    applies, raw = result.sheet.applies[place], result.sheet.raw[place]
    shares = np.where(applies, np.array(scene.layout.shares), 0.0)
    weights: dict[tuple[str, Text], float] = {}
    for column in np.flatnonzero(applies & np.isnan(raw)):
        leaf = scene.layout.leaves[column]
        weights[leaf.id, leaf.name] = weights.get((leaf.id, leaf.name), 0.0) + float(shares[column] / shares.sum())
    coverage, found = float(result.coverage[place]), []
    for (id_, name), weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        coverage += weight
        found.append(Lacking(id=id_, name=name, weight=weight, after=coverage))
    return tuple(found)


def _domains(layout: Layout, result: Scored, place: int) -> Iterator[DomainScore]:
    """The scores of the domains right below the whole."""
    whole = layout.tree.nodes[-1]
    total = sum(whole.weights)
    for part, weight in zip(whole.parts, whole.weights, strict=True):
        domain, at = layout.domains[part - layout.tree.leaves], part - layout.tree.leaves
        score = _score(result.parts.value[place, part], unscored(result.parts.why[place, at]))
        yield DomainScore(id=domain.id, name=domain.name, weight=weight / total, score=score)


PARTS = (
    ("level", Label("score.parts.level"), (Of.LEVEL, Of.ATTAINMENT)),
    ("progress", Label("score.parts.progress"), (Of.DIFFERENCE, Of.GROWTH)),
    ("plan", Label("score.parts.plan"), tuple(of for of in Of if of.of_plan and of is not Of.ATTAINMENT)),
)


def kinds_of(layout: Layout) -> Kinds:
    """Level, progress and plan, with the leaves that are of each; none where all are of one kind."""
    owned = ((id_, name, np.array([leaf.of in ofs for leaf in layout.leaves])) for id_, name, ofs in PARTS)
    kinds = [each for each in owned if each[2].any()]
    return kinds if len(kinds) > 1 else ()


def _parts(layout: Layout, result: Scored, place: int, kinds: Kinds) -> Iterator[DomainScore]:
    """Level, progress and plan apart, each the mean of its points by weight."""
    for id_, name, own in kinds:
        shares, points = np.array(layout.shares), result.filled[place]
        known = own & ~np.isnan(points)
        mean = float((points[known] * shares[known]).sum() / shares[known].sum()) if known.any() else None
        score = Unscored.NO_FIGURE if mean is None else mean
        yield DomainScore(id=id_, name=name, weight=float(shares[own].sum()), score=score)


def _card(scene: Scene, result: Scored) -> Scorecard:
    """The scorecard without its units."""
    panel, sheet = scene.panel, result.sheet
    known = ~np.isnan(sheet.raw) & sheet.applies
    statuses = _statuses(scene, sheet)
    counts = {status: int((statuses == at).sum()) for at, status in enumerate(STATUSES)}
    return Scorecard(
        model=scene.model,
        period=Period.year(panel.year) if panel.year else None,
        units=(),
        indicators=len(scene.layout.leaves),
        figures=panel.used,
        cells=int(sheet.applies.sum()),
        known=int(known.sum()),
        carried=int((known & (sheet.age > 0)).sum()),
        assumed=counts[FigureStatus.ASSUMED] + _assumed_verdicts(scene, known),
        provisional=counts[FigureStatus.PRELIMINARY] + counts[FigureStatus.ESTIMATED],
    )


def _assumed_verdicts(scene: Scene, known: Bools) -> int:
    """How many known cells are of verdicts on targets that rest on a scenario."""
    leaves = enumerate(scene.layout.leaves)
    own = [(column, scene.verdicts.get((ASSUMED, leaf.target.path))) for column, leaf in leaves if leaf.target]
    return sum(int((known[:, column] & (rests == 1)).sum()) for column, rests in own if rests is not None)


def _statuses(scene: Scene, sheet: Sheet) -> Ints:
    """The status code of the figure behind every known cell, -1 where there is none and for verdicts on plans."""
    statuses = np.full(sheet.raw.shape, -1)
    for column, leaf in enumerate(scene.layout.leaves):
        if leaf.of_figures:
            codes = behind(scene.panel, scene.panel.status, leaf, sheet.age[:, column])
            statuses[:, column] = np.where(np.isnan(sheet.raw[:, column]), -1, codes)
    return statuses


# What is decided about scores once they are made: vetoes, grades, the quota.


def vetoed(veto: Veto, value: Floats) -> Bools:
    """Where a veto falls; not where there is no figure."""
    with np.errstate(invalid="ignore"):
        if veto.low is not None:
            return np.asarray(value > veto.low if veto.strict else value >= veto.low)
        assert veto.high is not None
        return np.asarray(value < veto.high if veto.strict else value <= veto.high)


def grade_of(grades: Sequence[Grade], score: float, rank: float | None) -> str:
    """The first grade that the score (higher is better) reaches and whose places are not taken; else empty."""
    for grade in grades:
        in_places = grade.rank is None or (rank is not None and rank <= grade.rank)
        if in_places and reaches(grade, score):
            return grade.id
    return ""


def border_of(grade: Grade) -> float | None:
    """The least score that the grade takes, with higher as better; None where it takes any."""
    border = grade.border
    return border if border is None or grade.less_than is None else float(np.nextafter(border, np.inf))


def reaches(grade: Grade, score: float) -> bool:
    """Whether a score, of which higher is better, is enough for the grade but for binary noise."""
    border = grade.border
    if border is None:
        return True
    slack = 1e-9 * max(1.0, abs(border))
    return score > border + slack if grade.less_than is not None else score >= border - slack


def lowered(grades: Sequence[Grade], grade: str, best: str) -> str:
    """The worse of a grade and the best one that a veto leaves."""
    return max(grade, best, key=[one.id for one in grades].index) if grade else grade


def winners(quota: Quota, ranks: Sequence[float | None], grades: Sequence[str]) -> tuple[bool, ...]:
    """Who wins: the best `count` among those with a grade that counts, and who ties with the last of them."""
    able = [
        rank if rank is not None and (not quota.grades or grade in quota.grades) else None
        for rank, grade in zip(ranks, grades, strict=True)
    ]
    known = sorted(rank for rank in able if rank is not None)
    border = known[min(quota.count, len(known)) - 1] if known else 0.0
    return tuple(rank is not None and rank <= border for rank in able)


# What is said about scores: those that could not be made, and what those made rest on.


def said_of(card: Scorecard, scene: Scene, result: Scored) -> Iterator[Finding]:
    """What is said about scores that could not be made, and about what those made rest on."""
    yield from _unscaled(scene, result)
    yield from _unfigured(scene, result)
    model, panel = scene.model, scene.panel
    for rule, why in ((rules.LITTLE_COVERAGE, Unscored.LITTLE_COVERAGE), (rules.NOT_POSITIVE, Unscored.NOT_POSITIVE)):
        names = [unit for unit, reason in zip(panel.units, result.why, strict=True) if reason is why]
        if names:
            wanted = model.missing.threshold
            yield rule.at(model.place, target=model.id, count=len(names), got=listed(names), wanted=wanted)
    if card.carried:
        oldest = str(panel.year - int(result.sheet.age.max()))
        yield rules.CARRIED.at(model.place, target=model.id, count=card.carried, cells=card.known, got=oldest)
    if card.assumed:
        yield rules.ASSUMED.at(model.place, target=model.id, count=card.assumed, cells=card.known)
    if scene.layout.leaves and np.isnan(result.parts.value).all():
        yield rules.NOTHING_SCORED.at(model.place, target=model.id, count=len(panel.units), figures=panel.used)


def _unscaled(scene: Scene, result: Scored) -> Iterator[Finding]:
    """One finding for each cause and method, with everything that has no scale for it."""
    causes: dict[tuple[Text, str], list[str]] = {}
    for column, leaf in enumerate(scene.layout.leaves):
        reason = reason_of(result.marks.why[column])
        if reason is Refusal.NO_FIGURE:
            continue
        text = _why_said(reason, result, column) if reason else _lost(result, column)
        if text:
            causes.setdefault((text, leaf.normalise.method), []).append(leaf_id(leaf))
    for (text, method), names in causes.items():
        yield rules.CONSTANT.at(scene.model.place, target=listed(names), reason=text, method=method)


def _lost(result: Scored, column: int) -> Text | None:
    """What is said where a figure was there and no point came of it."""
    raw, points = result.sheet.raw[:, column], result.marks.value[:, column]
    if not (~np.isnan(raw) & np.isnan(points) & result.sheet.applies[:, column]).any():
        return None
    return Label("score.card.there_are_figures_that_method")


def _why_said(reason: Refusal, result: Scored, column: int) -> Text:
    """Why there is no scale: one figure alone is the same for all in a way that needs its own words."""
    if reason is Refusal.CONSTANT and np.count_nonzero(~np.isnan(result.sheet.figures[:, column])) == 1:
        return Label("score.card.only_one_unit_has_figure")
    return REFUSALS[reason]


def _unfigured(scene: Scene, result: Scored) -> Iterator[Finding]:
    empty: Bools = np.asarray(np.isnan(result.sheet.raw).all(axis=0))
    names = list(dict.fromkeys(leaf_id(scene.layout.leaves[column]) for column in np.flatnonzero(empty)))
    if names and scene.panel.units:
        model, period = scene.model, str(scene.panel.year) if scene.panel.year else "-"
        yield rules.NO_UNIT_HAS.at(model.place, target=model.id, period=period, count=len(names), got=listed(names))
