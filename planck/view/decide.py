"""What somebody has to decide: for the targets that need it most, what would have to happen and whether it ever has."""

from collections.abc import Iterator, Sequence

from planck.model import Assessment, Language, Missing, Number, Text
from planck.view.answer import Verdict
from planck.view.row import Heads, Row, pace_text, row
from planck.view.shown import shown
from planck.words import Label, say

MOST = 5


def decisions(acting: Sequence[Verdict], heads: Heads, language: Language, *, regions: bool) -> Iterator[str]:
    """A sentence for each of the most urgent targets."""
    for each in acting[:MOST]:
        told = row(each.assessment, each.plan.plan.id, heads, language, regions=regions)
        yield _decision(shown(each.assessment, language), told, language).in_(language)


def _decision(assessment: Assessment, told: Row, language: Language) -> Text:
    needed, made = assessment.required_from_now, assessment.achieved
    words = {
        "name": told.name,
        "binding": Label("view.row.binding") if told.binding else Text(),
        "status": told.status,
        "leads": say("render.marks.comma", language).join(text for text in (told.leads, told.miss) if text),
        "needed": pace_text(needed, assessment, assessment.unit, language),
        "made": pace_text(made, assessment, assessment.unit, language),
    }
    if told.symbol == "✘":
        return Label("view.page.missed").fill(**words)
    if isinstance(needed, Missing):
        return Label("view.page.no_pace").fill(**words)
    best = _best_year(assessment)
    if isinstance(best, Missing) or not (needed > best if needed > 0 else needed < best):
        return Label("view.page.faster").fill(**words)
    best_text = pace_text(best, assessment, assessment.unit, language)
    return Label("view.page.out_of_reach").fill(**words, best=best_text)


def _best_year(assessment: Assessment) -> Number:
    """The pace of its best single year; missing where there was but one."""
    outlook = assessment.outlook
    if outlook is None or len(outlook.trend.changes) < 2:
        return Missing.NO_SPAN
    return outlook.feasibility.best_year
