"""What a plan is worth, in words: now, at this pace and if every goal is met, by domain, and what is lacking."""

from collections.abc import Iterable, Iterator

from planck.model import Language
from planck.model.scorecard import DomainScore, Prospect, Scorecard, UnitScore, Unscored
from planck.view.numbers import NOTHING, clean, exact, fixed, number, percent, with_unit
from planck.view.score_words import assumed_line, digits_of, domain_name, grade_name, named, notices, ranged, scored
from planck.words import Label, Labels, say

# Lines of so many units; a ranking has all of them.
MOST_UNITS = 3
_LACKING_MOST = Label("render.plan_score.lacking_most")
_WOULD_SCORE = Label("render.plan_score.would_score")
_FIRST_OF_LACKING = Label("render.plan_score.first_of_lacking")
_WHOSE = Labels("render.whose")


def plan_score_texts(card: Scorecard, language: Language) -> list[str]:
    """The score of a plan in few lines, the last of which says what the model is."""
    shown, several = card.units[:MOST_UNITS], len(card.units) > 1
    lines = [line for unit in shown for line in unit_lines(card, unit, language, several=several)]
    said = (assumed_text(card, language), *lines, more_text(card, language), model_line(card, language))
    return [line for line in said if line]


def assumed_text(card: Scorecard, language: Language) -> str:
    """That the score rests on a scenario, where it is made of more than the targets: of those the report says it."""
    return assumed_line(card, language) if any(card.model.leaves()) else ""


def more_text(card: Scorecard, language: Language) -> str:
    """How many regions have no line of their own."""
    left = len(card.units) - MOST_UNITS
    return say("render.plan_score.more_units", language, left=left) if left > 0 else ""


def model_line(card: Scorecard, language: Language) -> str:
    """What the score is modelled on, and what of it is planck's own."""
    title = _title(card, language)
    said = ("" if language is Language.ZH else " ").join(notices(card.model, language))
    return say("render.summary.scored_by_title", language, title=title) + said


def _title(card: Scorecard, language: Language) -> str:
    return clean(card.model.title.in_(language)).strip() or clean(card.model.id)


def unit_lines(card: Scorecard, unit: UnitScore, language: Language, *, several: bool) -> Iterator[str]:
    """One unit: the three scores, the domains, what figures are lacking, and whose model it is."""
    prospect = prospect_of(card, unit)
    lines = (
        worth_line(card, unit, language, several=several),
        _domains_text(card, unit, prospect, language),
        absent_text(card, unit, language),
        lacking_text(card, unit, language),
    )
    yield from filter(None, lines)


def whose_line(card: Scorecard, language: Language) -> str:
    """What model made the score, and whose its weights are."""
    return _WHOSE[card.model.standing].fill(title=_title(card, language)).in_(language)


def worth_line(card: Scorecard, unit: UnitScore, language: Language, *, several: bool) -> str:
    """One unit: the three scores; what keeps both now and later from a total is said once."""
    prospect = prospect_of(card, unit)
    now, pace = _amount(card, unit, language), _amount(card, prospect.pace, language)
    if isinstance(unit.score, Unscored) and (unit.score, unit.coverage) == (
        prospect.pace.score,
        prospect.pace.coverage,
    ):
        pace = ranged(prospect.pace.low, prospect.pace.high, digits_of(card.model), language)
    worth = {
        "of": f" {clean(unit.region)}" if several else "",
        "now": now,
        "pace": pace,
        "met": _amount(card, prospect.met, language),
    }
    return say("render.plan_score.three_scores", language, **worth)


def prospect_of(card: Scorecard, unit: UnitScore) -> Prospect:
    """The scores of a unit at this pace and if every goal is met."""
    return next(prospect for prospect in card.prospects if prospect.region == unit.region)


def _amount(card: Scorecard, unit: UnitScore, language: Language) -> str:
    """A score with its grade, and the range and coverage where figures are missing."""
    digits, beside = digits_of(card.model), []
    between, cover = ranged(unit.low, unit.high, digits, language), percent(unit.coverage, digits=0)
    if isinstance(unit.score, Unscored):
        why = scored(unit.score, language)
        return say("render.plan_score.only_range", language, why=why, between=between, cover=cover)
    if unit.grade:
        veto = say("render.common.veto", language) if unit.vetoed else ""
        beside.append(grade_name(card.model, unit.grade, language) + veto)
    bonus = fixed(exact(unit.bonus), digits)
    if float(bonus):
        beside.append(say("render.plan_score.bonus", language, bonus=bonus))
    if unit.coverage < 1:
        beside.append(say("render.plan_score.could_be", language, between=between, cover=cover))
    said = say("render.marks.comma", language).join(beside)
    bracket = say("render.plan_score.beside", language, said=said) if said else ""
    return scored(unit.score, language, digits) + bracket


def domain_scores(scored_ones: Iterable[DomainScore | UnitScore], digits: int) -> list[str]:
    """Scores of domains or units as they are printed, with a dash for none."""
    return [NOTHING if isinstance(one.score, Unscored) else fixed(exact(one.score), digits) for one in scored_ones]


def three_scores(card: Scorecard, unit: UnitScore, prospect: Prospect) -> Iterator[tuple[DomainScore, list[str]]]:
    """The domains with their three scores."""
    digits = digits_of(card.model)
    for now, pace, met in zip(unit.domains, prospect.pace.domains, prospect.met.domains, strict=True):
        yield now, domain_scores((now, pace, met), digits)


def _domains_text(card: Scorecard, unit: UnitScore, prospect: Prospect, language: Language) -> str:
    """The domains with their three scores; of those without one now the names, as they have nothing to compare."""
    domains = list(three_scores(card, unit, prospect))
    if len(domains) < 2:
        return ""
    empty = [domain_name(one, language) for one, _ in domains if isinstance(one.score, Unscored)]
    told = [
        f"{domain_name(one, language)} {' / '.join(three)}"
        for one, three in domains
        if not isinstance(one.score, Unscored)
    ]
    without = [say("render.plan_score.without", language, names=empty)] if empty else []
    if not told:
        return ""
    listed = say("render.marks.comma", language).join(told)
    told_of = say("render.marks.semicolon", language).join([listed, *without])
    return say("render.plan_score.domains", language, listed=told_of)


def absent_text(card: Scorecard, unit: UnitScore, language: Language) -> str:
    """The domains of the model in which the plan has no target."""
    there = {domain.id for domain in unit.domains}
    absent = [domain_name(domain, language) for domain in card.model.domains if domain.id not in there]
    return say("render.plan_score.no_target_in", language, names=absent) if absent else ""


def history_text(card: Scorecard, prospect: Prospect, language: Language) -> str:
    """The score at the end of each year on one line, with its range where figures were missing then."""
    years = (f"{one.year} {_in_short(card, one.unit, language)}" for one in prospect.history)
    listed = say("render.marks.semicolon", language).join(years)
    return say("render.plan_score.by_year", language, listed=listed)


def _in_short(card: Scorecard, unit: UnitScore, language: Language) -> str:
    """A score with its range, the range alone, or that there was no figure."""
    digits = digits_of(card.model)
    if not unit.coverage:
        return scored(Unscored.NO_FIGURE, language)
    between = ranged(unit.low, unit.high, digits, language)
    if isinstance(unit.score, Unscored):
        return between
    said = say("render.plan_score.beside", language, said=between) if unit.coverage < 1 else ""
    return scored(unit.score, language, digits) + said


def held_text(card: Scorecard, language: Language) -> str:
    """Which levels are held against a public value, as one below it can be worth less than full marks when met."""
    listed = [
        say(
            "render.plan_score.one_held",
            language,
            name=named(one.id, one.name, language),
            value=with_unit(number(one.standard.value), one.unit),
            of=clean(one.standard.name.in_(language)).strip(),
            source=clean(one.standard.source.document or one.standard.source.url),
        )
        for one in card.held
    ]
    return say("render.plan_score.held", language, listed=listed) if listed else ""


def lacking_text(card: Scorecard, unit: UnitScore, language: Language) -> str:
    """Which figures would bring a score over the threshold, or weigh most of those that are lacking."""
    if not unit.lacking:
        return ""
    threshold, lacking = card.model.missing.threshold, unit.lacking
    enough = next((place for place, one in enumerate(lacking, 1) if one.after >= threshold - 1e-9), None)
    used = lacking[:enough] if unit.score is Unscored.LITTLE_COVERAGE else lacking
    fields = {
        "names": [named(one.id, one.name, language) for one in used],
        "cover": percent(used[-1].after, digits=0),
        "wanted": percent(threshold, digits=0),
        "count": unit.lacks,
    }
    words = _LACKING_MOST
    if unit.score is Unscored.LITTLE_COVERAGE:
        words = _WOULD_SCORE if enough else _FIRST_OF_LACKING
    return words.fill(**fields).in_(language)
