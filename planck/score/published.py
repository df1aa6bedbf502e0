"""Scores and ranks that somebody has published, held against those that follow from the figures as printed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

import numpy as np
from msgspec.structs import replace

from planck.assess.select import key
from planck.engine.scoring.aggregate import Rolled, falling, filled, one_way, rolled
from planck.engine.scoring.ways import Floats
from planck.load.cells.number import bounds_of
from planck.model import Finding, Place, Rule
from planck.model.scorecard import Scorecard, UnitScore
from planck.model.table import Figures
from planck.record import Record
from planck.score import score_rules as rules
from planck.score.draws import printed_halves
from planck.score.panel import listed
from planck.score.scored import Ends, Scene, Scored, deducted, fill_of, point_ends


class Spans(Record):
    """Per unit the least and the most unrounded score, and those of every part (units x parts of the tree)."""

    score: Ends
    parts: Ends


def spans_of(scene: Scene, result: Scored) -> Spans:
    """The spans of a result: every figure half a unit of its last printed digit either way, a bound at its ends.

    The scale and the weights stay. Where a node is no mean, nothing is known but the value itself.
    """
    sheet = result.sheet
    half = printed_halves(scene, sheet)
    low, high = (
        np.where(np.isnan(end), sheet.raw + way * half, end) for way, end in ((-1, sheet.least), (1, sheet.most))
    )
    ends = point_ends(scene, sheet, Ends(low=low, high=high))
    if not scene.layout.leaves or not all(map(one_way, scene.layout.tree.nodes)):
        own = Ends(low=result.parts.value, high=result.parts.value)
        return Spans(score=_scores(result, result.parts, result.parts), parts=own)
    falls = falling(scene.layout.tree)
    turned = falls[: scene.layout.tree.leaves]
    least = _parts(scene, result, np.where(turned, ends.high, ends.low))
    most = _parts(scene, result, np.where(turned, ends.low, ends.high))
    return Spans(
        score=_scores(result, least, most),
        # What makes the index least is the most of what it falls in.
        parts=Ends(low=np.where(falls, most.value, least.value), high=np.where(falls, least.value, most.value)),
    )


def _parts(scene: Scene, result: Scored, points: Floats) -> Rolled:
    own = np.where(result.sheet.applies, points, np.nan)
    fill = fill_of(scene.model, scene.panel.units, scene.model.missing.rule)
    return rolled(filled(own, result.sheet.applies, fill), scene.layout.tree)


def _scores(result: Scored, low: Rolled, high: Rolled) -> Ends:
    least, most = (deducted(parts.index + result.bonus, result.deduction) for parts in (low, high))
    return Ends(low=least, high=most)


# What was published.


SCORE = frozenset(map(key, ("score", "得分", "总分", "综合得分", "评分", "total")))
RANK = frozenset(map(key, ("rank", "名次", "排名", "位次", "排序")))
# So many units are left out one by one at most, each time with everything scored again, once.
MOST_TRIED = 500
Span = tuple[float, float]


class Printed(Record):
    """A published number of a unit, and where it stands: its score, its rank, or the score of a domain (`of` its id).

    low, high: what it may have been before it was rounded, or the bound that it states.
    """

    region: str
    of: str
    text: str
    low: float
    high: float
    place: Place


class Verdict(Enum):
    """How a published number stands to the figures: it follows, also for what their rounding hides, or it does not."""

    FOLLOWS = auto()
    WITHIN_ROUNDING = auto()
    NO_SCORE = auto()
    DOES_NOT = auto()


class Evidence(Record):
    """What published numbers are held against: the card, by region and domain what the printed figures could mean, and
    the scores of all others without some units.
    """

    card: Scorecard
    spans: Mapping[tuple[str, str], Span]
    without: Callable[[Collection[str]], Mapping[str, float | None]]


def compared(evidence: Evidence, published: Figures) -> Scorecard:
    """The scorecard with a finding for each published score or rank that the figures do not lead to.

    Read are the rows of the card's year whose indicator is called score or rank, or like a domain; a score agrees when
    it rounds to the digits printed. Where all scores agree once one unit is left out, that unit is named instead: its
    figures move the scale of everybody.
    """
    card = evidence.card
    rows, alone = _rows(card, published)
    verdicts = [_verdict(evidence, one) for one in rows]
    wrong = [one for one, verdict in zip(rows, verdicts, strict=True) if verdict is Verdict.DOES_NOT]
    odd = next(_odd(evidence, rows, [one for one in wrong if one.of == SCORE_ID]), None)
    findings = [_finding(card, one, rules.PUBLISHED) for one in wrong]
    if odd:
        row = next(one for one in rows if one.region == odd and one.of == SCORE_ID)
        findings = [_finding(card, row, rules.DOES_NOT_FIT)]
    none = [one for one, verdict in zip(rows, verdicts, strict=True) if verdict is Verdict.NO_SCORE]
    if none:
        names = list(dict.fromkeys(one.region for one in none))
        findings.append(
            rules.NO_SCORE_FOR_IT.at(none[0].place, target=card.model.id, count=len(none), got=listed(names))
        )
    note = rules.COMPARED.at(
        card.model.place,
        target=card.model.id,
        year=card.period.label if card.period else "-",
        count=len(rows),
        agreed=verdicts.count(Verdict.FOLLOWS),
        within=verdicts.count(Verdict.WITHIN_ROUNDING),
        got=listed(list(dict.fromkeys(alone))) or "-",
    )
    return replace(card, findings=(*card.findings, *findings, note))


# Reading it.

RANK_ID, SCORE_ID = "rank", ""


def _rows(card: Scorecard, published: Figures) -> tuple[list[Printed], list[str]]:
    """The rows that can be held against a number of the card, and names for the others."""
    spelled = {key(other): region.name for region in card.model.regions for other in (region.name, *region.aliases)}
    units = {key(unit.region): unit for unit in card.units}
    kinds = _kinds(card)
    rows: list[Printed] = []
    alone: list[str] = []
    for figure in published:
        region, name = figure.region, figure.indicator
        unit, ends = units.get(key(spelled.get(key(region), region))), _ends(figure.text)
        of = kinds.get(key(name))
        if unit is None or ends is None or of is None:
            alone.append(f"{region} {name}".strip())
            continue
        if figure.period != card.period:
            # Many rows may be of other years, which are named once each.
            alone.append(figure.period.label)
            continue
        place = Place(figure.place.file, figure.place.line, 1, 1)
        rows.append(Printed(region=unit.region, of=of, text=figure.text, low=ends[0], high=ends[1], place=place))
    return rows, alone


def _kinds(card: Scorecard) -> Mapping[str, str]:
    """What the name of an indicator is about: a score, a rank, a domain by its id or name."""
    domains = {
        key(name): domain.id
        for domain in card.model.domains
        for name in (domain.id, domain.name.zh, domain.name.en)
        if name
    }
    return {**domains, **dict.fromkeys(SCORE, SCORE_ID), **dict.fromkeys(RANK, RANK_ID)}


def _ends(text: str) -> Span | None:
    """What a printed number may have been: half a unit of its last digit either way, or up to its bound."""
    if bound := bounds_of(text):
        return bound
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    half = _step(found) / 2 + Decimal("1e-9")
    return (float(found - half), float(found + half)) if found.is_finite() else None


def _step(printed: Decimal) -> Decimal:
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


# Holding it against the figures.


def _made(card: Scorecard, one: Printed) -> float | None:
    unit: UnitScore = next(unit for unit in card.units if unit.region == one.region)
    if one.of == RANK_ID:
        return unit.rank
    made = unit.score if one.of == SCORE_ID else next((each.score for each in unit.domains if each.id == one.of), None)
    return made if isinstance(made, float) else None


def _fits(one: Printed, low: float, high: float) -> bool:
    """Whether what is printed has a value in common with a span; a bound itself is outside of it."""
    bound = bounds_of(one.text)
    if bound:
        return low < bound[1] and high > bound[0]
    return low <= one.high and high >= one.low


def _verdict(evidence: Evidence, one: Printed) -> Verdict:
    """How a row stands, whichever way a half goes."""
    made = _made(evidence.card, one)
    if made is not None and _fits(one, made, made):
        return Verdict.FOLLOWS
    span = evidence.spans.get((one.region, one.of))
    if span and _fits(one, *span):
        return Verdict.WITHIN_ROUNDING
    return Verdict.NO_SCORE if made is None else Verdict.DOES_NOT


def _odd(evidence: Evidence, rows: Sequence[Printed], wrong: Sequence[Printed]) -> Iterator[str]:
    """The units without which the published scores of all others follow; there must be three others."""
    scores = [one for one in rows if one.of == SCORE_ID]
    if not wrong or len(scores) > MOST_TRIED:
        return
    for odd in _suspects(evidence, scores, wrong):
        rest = [one for one in scores if one.region != odd]
        made = evidence.without({odd}) if len(rest) >= 3 else {}
        numbers = [made.get(one.region) for one in rest]
        if made and all(
            number is not None and _fits(one, number, number) for one, number in zip(rest, numbers, strict=True)
        ):
            yield odd


def _suspects(evidence: Evidence, scores: Sequence[Printed], wrong: Sequence[Printed]) -> list[str]:
    """The units that may be the odd one: any, or where nobody moves a wrong score, its unit alone."""
    regions = list(dict.fromkeys(one.region for one in scores))
    units = {unit.region for unit in evidence.card.units}
    for one in wrong[:2]:
        alone, made = evidence.without(units - {one.region}).get(one.region), _made(evidence.card, one)
        if alone is not None and alone == made:
            regions = [region for region in regions if region == one.region]
    return regions


def _finding(card: Scorecard, one: Printed, rule: Rule) -> Finding:
    """A finding about one row, with the number made to one digit more than was printed."""
    made = _made(card, one)
    digits = "".join(sign for sign in one.text if sign.isdigit() or sign == ".") or "0"
    step = _step(Decimal(digits)) / 10
    shown = "—" if made is None else f"{Decimal(repr(made)).quantize(step).normalize():f}"
    period = card.period.label if card.period else ""
    return rule.at(one.place, region=one.region, period=period, target=card.model.id, got=one.text, made=shown)
