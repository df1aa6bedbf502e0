"""One row for each unit: English column names, numbers unrounded but for the model's own rounding."""

import csv
import io

from planck.model import Language
from planck.model.scorecard import Score, Scores, Unscored
from planck.render import View
from planck.render.formats.csv import text_cell
from planck.render.score import SCORE_FORMATS
from planck.render.score.words import notices

FIXED = (
    "region", "rank", "score", "score_missing", "base", "bonus", "deduction", "coverage", "low", "high", "grade",
    "grade_before_veto", "vetoed", "winner", "rank_low", "rank_median", "rank_high",
)  # fmt: skip


def _number(value: Score | None) -> str:
    return "" if value is None or isinstance(value, Unscored) else repr(float(value))


@SCORE_FORMATS.entry("csv")
def csv_table(scores: Scores, view: View) -> str:
    """A table of the units, RFC 4180 with line feeds; the same in every language, and it says what the model is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    card = scores.card
    first = card.units[0] if card and card.units else None
    domains = [f"domain_{one.id}" for one in first.domains] if first else []
    parts = [f"part_{one.id}" for one in first.parts] if first else []
    writer.writerow((*FIXED, *domains, *parts, "model", "standing", "notice"))
    if card is None:
        return out.getvalue()
    spreads = {one.region: one for one in card.uncertainty.spreads} if card.uncertainty else {}
    said = " ".join(notices(card.model, Language.EN))
    ending = (card.model.id, card.model.standing.value, text_cell(said))
    for unit in card.units:
        spread = spreads.get(unit.region)
        interval = (repr(spread.low), repr(spread.median), repr(spread.high)) if spread else ("", "", "")
        why = unit.score.value if isinstance(unit.score, Unscored) else ""
        writer.writerow(
            (
                text_cell(unit.region),
                "" if unit.rank is None else f"{unit.rank:g}",
                _number(unit.score),
                why,
                _number(unit.base),
                repr(unit.bonus),
                repr(unit.deduction),
                repr(unit.coverage),
                _number(unit.low),
                _number(unit.high),
                unit.grade,
                unit.grade_before_veto,
                " ".join(unit.vetoed),
                str(unit.winner).lower(),
                *interval,
                *(_number(domain.score) for domain in (*unit.domains, *unit.parts)),
                *ending,
            )
        )
    return out.getvalue()
