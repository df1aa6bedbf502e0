"""How the forecast did on figures that were hidden from it."""

from collections.abc import Iterator

from planck.assess.backtest import Backtest
from planck.model import Language
from planck.render import View
from planck.render.document import Block, Document, Heading, Medium, paragraph, table
from planck.view.numbers import percent
from planck.words import Label, say

NOTHING = Label("render.backtest.nothing")
MODEL = Label("render.backtest.model")
FEW = 30
TOO_FEW = Label("render.backtest.too_few")


def document(tried: Backtest, view: View, medium: Medium) -> Document:
    """Counts, the two tables and the score."""
    return Document(blocks=tuple(_blocks(tried, view.language or Language.ZH)))


def _blocks(tried: Backtest, language: Language) -> Iterator[Block]:
    yield Heading(text=say("render.backtest.back_test_of_forecast", language), level=1, medium=Medium.PAGE)
    hold, count = tried.hold_out, tried.predictions
    yield from paragraph(
        say(
            "render.backtest.last_hold_hidden_in_each",
            language,
            hold=hold,
            series=tried.series,
            count=count,
            short=tried.short,
        )
    )
    if not count:
        yield from paragraph(NOTHING.in_(language).format(hold=hold))
        return
    rows = [[percent(level), percent(share)] for level, share in tried.coverage if share is not None]
    yield from table(say("render.backtest.interval_came_within", language).split("|"), rows)
    bins = [
        [f"{each.low:.0%}-{each.high:.0%}", str(each.count), percent(each.predicted), percent(each.observed)]
        for each in tried.score.bins
    ]
    titles = say("render.backtest.predicted_count_mean_came_true", language).split("|")
    yield from table(titles, bins)
    yield from paragraph(_score(tried, language))
    few = TOO_FEW.in_(language).format(count=tried.score.count) if tried.score.count < FEW else ""
    yield from paragraph(few)
    yield from paragraph(MODEL.in_(language))


def _score(tried: Backtest, language: Language) -> str:
    score = tried.score
    if score.brier is None or score.base_rate is None or score.climatology is None:
        return say("render.backtest.there_is_no_probability_to", language)
    skill = say("render.backtest.undefined", language) if score.skill is None else f"{score.skill:.3f}"
    rate = percent(score.base_rate)
    return say(
        "render.backtest.brier_score_brier_always_predicting",
        language,
        brier=score.brier,
        rate=rate,
        climatology=score.climatology,
        skill=skill,
    )
