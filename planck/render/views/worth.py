"""What a plan is worth: the three scores, its domains with a bar each, the cheapest way up, the years."""

from collections.abc import Iterator

from planck.model import Language
from planck.model.scorecard import DomainScore, Prospect, Scorecard, Step, UnitScore, Unscored, YearScore
from planck.render.document import Block, Heading, Medium, Meter, items, paragraph, table
from planck.view.numbers import clean, exact, fixed, number, percent, unit_in
from planck.view.score_words import MOST_UNITS as MOST_TOLD
from planck.view.score_words import (
    absent_text,
    assumed_text,
    digits_of,
    domain_name,
    domain_scores,
    held_text,
    history_text,
    lacking_text,
    model_line,
    more_text,
    prospect_of,
    ranged,
    three_scores,
    worth_line,
)
from planck.view.words import named
from planck.words import Label, say

_BAR = 10


def worth_at_length(card: Scorecard, unit: UnitScore, language: Language, level: int) -> Iterator[Block]:
    """One unit: the three scores, its domains with a bar each, the cheapest points, the years."""
    prospect = prospect_of(card, unit)
    yield from _worth(card, unit, prospect, language)
    yield from steps(card, unit, language, level)
    yield from () if unit.score is Unscored.NO_DOMAIN else _history(card, prospect, language, level)


def worth_on_page(card: Scorecard, language: Language) -> Iterator[Block]:
    """The score of a plan on the page of its report: its domains with a bar each, and what the model is."""
    yield from paragraph(assumed_text(card, language))
    for unit in card.units[:MOST_TOLD]:
        yield from _worth(card, unit, prospect_of(card, unit), language)
    yield from paragraph(more_text(card, language), model_line(card, language))


def _worth(card: Scorecard, unit: UnitScore, prospect: Prospect, language: Language) -> Iterator[Block]:
    lines = (
        worth_line(card, unit, language, several=len(card.units) > 1),
        held_text(card, language),
        absent_text(card, unit, language),
        lacking_text(card, unit, language),
    )
    yield from paragraph(*lines)
    yield from _domain_table(card, unit, prospect, language)


def _domain_table(card: Scorecard, unit: UnitScore, prospect: Prospect, language: Language) -> Iterator[Block]:
    rows: list[list[str | Meter]] = [
        [domain_name(one, language), percent(one.weight, digits=0), *three, _bar(card, one)]
        for one, three in three_scores(card, unit, prospect)
    ]
    yield from table(say("render.plan_score.titles", language), rows, (0, 5))


def _bar(card: Scorecard, domain: DomainScore) -> Meter:
    """A bar of ten for the score now."""
    share = 0.0 if isinstance(domain.score, Unscored) else max(0.0, min(1.0, domain.score / card.model.full))
    filled = round(share * _BAR)
    return Meter("█" * filled + "·" * (_BAR - filled), share)


def steps(card: Scorecard, unit: UnitScore, language: Language, level: int) -> Iterator[Block]:
    """The cheapest points; without a total none can be told, and what is wanted first."""
    prospect = prospect_of(card, unit)
    if not prospect.steps:
        lacks = isinstance(unit.score, Unscored) and unit.lacking
        yield from paragraph(say("render.plan_score.no_steps", language) if lacks else "")
        return
    yield Heading(text=say("render.plan_score.cheapest", language), level=level)
    told = (Label("render.plan_score.step").fill(**_step(card, step, language)) for step in prospect.steps)
    yield from items((text.in_(language) for text in told), medium=Medium.TERMINAL)
    titles = say("render.plan_score.step_titles", language)
    rows = [list(_step(card, step, language).values()) for step in prospect.steps]
    yield from (block.on(Medium.PAGE) for block in table(titles, rows, (0,)))
    yield from paragraph(say("render.plan_score.cheapest_note", language), medium=Medium.PAGE)


def _step(card: Scorecard, step: Step, language: Language) -> dict[str, str]:
    unit = say("render.common.points", language) if step.unit == "%" else unit_in(clean(step.unit), language)
    sign = "+" if step.needed > step.now else "−"
    return {
        "name": named(step.id, step.name, language),
        "figure": f"{number(step.now)} → {number(step.needed)}",
        "change": f"{sign}{number(float(f'{abs(step.needed - step.now):.6g}'))} {unit}".rstrip(),
        "gain": f"+{fixed(exact(step.gain), max(digits_of(card.model), 1) + 1)}",
        "way": percent(step.effort, digits=0),
    }


def _history(card: Scorecard, prospect: Prospect, language: Language, level: int) -> Iterator[Block]:
    if not prospect.history:
        return
    yield from paragraph(history_text(card, prospect, language), medium=Medium.TERMINAL)
    yield Heading(text=say("render.plan_score.years", language), level=level, medium=Medium.PAGE)
    titles = say("render.plan_score.year_titles", language).split("|")
    names = [domain_name(domain, language) for domain in prospect.history[-1].unit.domains]
    digits = digits_of(card.model)
    rows = [[*_year(one, language, digits), *domain_scores(one.unit.domains, digits)] for one in prospect.history]
    yield from (block.on(Medium.PAGE) for block in table([*titles, *names], rows, (0,)))


def _year(year: YearScore, language: Language, digits: int) -> list[str]:
    """A year with its score, range and coverage."""
    unit = year.unit
    return [
        str(year.year),
        *domain_scores([unit], digits),
        ranged(unit.low, unit.high, digits, language),
        percent(unit.coverage, digits=0),
    ]
