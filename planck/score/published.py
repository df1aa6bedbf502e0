"""Scores and ranks that somebody has published, held against those that follow from the figures."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from planck.assess.select import key
from planck.model import Finding, Place, Rule
from planck.model.scorecard import Scorecard, UnitScore, Unscored
from planck.model.table import Figures
from planck.record import Record
from planck.score import score_rules as rules
from planck.score.card import listed

SCORE = frozenset(map(key, ("score", "得分", "总分", "综合得分", "评分", "total")))
RANK = frozenset(map(key, ("rank", "名次", "排名", "位次", "排序")))
# So many units are left out one by one at most, each time with everything scored again.
MOST_TRIED = 500
Again = Callable[[str], Scorecard]


class Printed(Record):
    """A published score (`of_rank`: a rank) of a unit, and where it stands."""

    region: str
    of_rank: bool
    text: str
    number: Decimal
    place: Place


def compared(card: Scorecard, published: Figures, again: Again) -> Scorecard:
    """The scorecard with a finding for each published score or rank that the figures do not lead to.

    Read are the rows of the card's year whose indicator is called score or rank; a score agrees when it rounds to the
    digits printed. Where all scores agree once one unit is left out, that unit is named instead: its figures move the
    scale of everybody. again: the scorecard without a unit.
    """
    rows, alone = _rows(card, published)
    wrong = [one for one in rows if not _agrees(card, one)]
    odd = next(_odd(card, rows, again), None) if wrong else None
    findings = [_odd_one(card, rows, odd)] if odd else [_finding(card, one, rules.PUBLISHED) for one in wrong]
    note = rules.COMPARED.at(
        card.model.place,
        target=card.model.id,
        count=len(rows),
        agreed=len(rows) - len(wrong),
        got=listed(list(dict.fromkeys(alone))) or "-",
    )
    return replace(card, findings=(*card.findings, *findings, note))


def _rows(card: Scorecard, published: Figures) -> tuple[list[Printed], list[str]]:
    """The rows that can be held against a number of the card, and names for the others."""
    spelled = {key(other): region.name for region in card.model.regions for other in (region.name, *region.aliases)}
    units = {key(unit.region): unit for unit in card.units}
    rows: list[Printed] = []
    alone: list[str] = []
    for figure in published:
        region, name = figure.region, figure.indicator
        unit, number = units.get(key(spelled.get(key(region), region))), _number(figure.text)
        timely = figure.period == card.period
        if unit is None or number is None or not timely or key(name) not in SCORE | RANK:
            alone.append(f"{region} {name}".strip())
            continue
        place = Place(figure.place.file, figure.place.line, 1, 1)
        of_rank = key(name) in RANK
        rows.append(Printed(region=unit.region, of_rank=of_rank, text=figure.text, number=number, place=place))
    return rows, alone


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _made(card: Scorecard, one: Printed) -> float | None:
    unit: UnitScore = next(unit for unit in card.units if unit.region == one.region)
    made = unit.rank if one.of_rank else unit.score
    return None if isinstance(made, Unscored) else made


def _step(printed: Decimal) -> Decimal:
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def _agrees(card: Scorecard, one: Printed) -> bool:
    """Whether a number rounds to the one printed, whichever way a half goes; no number agrees with none."""
    made = _made(card, one)
    return made is not None and abs(Decimal(repr(made)) - one.number) <= _step(one.number) / 2 + Decimal("1e-9")


def _odd(card: Scorecard, rows: list[Printed], again: Again) -> Iterator[str]:
    """The units without which the published scores of all others follow; there must be three others."""
    scores = [one for one in rows if not one.of_rank]
    if len(scores) > MOST_TRIED:
        return
    for odd in dict.fromkeys(one.region for one in scores):
        rest = [one for one in scores if one.region != odd]
        if len(rest) >= 3 and all(_agrees(again(odd), one) for one in rest):
            yield odd


def _odd_one(card: Scorecard, rows: list[Printed], odd: str) -> Finding:
    return _finding(card, next(one for one in rows if one.region == odd and not one.of_rank), rules.DOES_NOT_FIT)


def _finding(card: Scorecard, one: Printed, rule: Rule) -> Finding:
    """A finding about one row, with the number made to one digit more than was printed."""
    made = _made(card, one)
    shown = "—" if made is None else f"{Decimal(repr(made)).quantize(_step(one.number) / 10).normalize():f}"
    period = card.period.label if card.period else ""
    return rule.at(one.place, region=one.region, period=period, target=card.model.id, got=one.text, made=shown)
