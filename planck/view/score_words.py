"""What scores, ranks and models are called."""

from collections.abc import Iterable, Iterator, Sequence

from planck.model import Language, Text
from planck.model.scorecard import Contribution, DomainScore, Omission, Prospect, Score, Scorecard, UnitScore, Unscored
from planck.model.scoring import Domain, Quota, ScoringModel
from planck.view.numbers import NOTHING, clean, exact, fixed, number, percent, with_unit
from planck.view.words import named
from planck.words import Label, Labels, say

UNSCORED = Labels("render.unscored")
STANDINGS = Labels("render.standings")
WHOSE = Labels("render.whose_in_short")
FILLS = Labels("render.fills")
TIES = Labels("render.ties")
WEIGHTINGS = Labels("render.weightings")
DOUBTS = Labels("render.doubts")


def scored(value: Score | None, language: Language, digits: int = 2) -> str:
    """A score in figures, or why there is none."""
    if value is None:
        return NOTHING
    if isinstance(value, Unscored):
        return UNSCORED[value].in_(language)
    return fixed(exact(value), digits)


def ranged(low: Score, high: Score, digits: int, language: Language) -> str:
    """What the score could be; one number when nothing is missing."""
    ends = [scored(end, language, digits) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} ~ {ends[1]}"


def unscored_line(card: Scorecard, unit: UnitScore, language: Language) -> str:
    """Why a unit that was to be explained has no score, and what is left to say."""
    why, between = scored(unit.score, language), ranged(unit.low, unit.high, digits_of(card.model), language)
    words = {"region": clean(unit.region), "why": why, "cover": percent(unit.coverage), "between": between}
    return say("render.score_words.region_no_score_to_take", language, **words)


def standing_lines(card: Scorecard, unit: UnitScore, language: Language) -> list[str]:
    """A unit among others: its score and rank with what stands beside them, its domains, what is lacking."""
    if isinstance(unit.score, Unscored):
        return [unscored_line(card, unit, language), lacking_text(card, unit, language)]
    line = say(
        "render.score.score_and_rank",
        language,
        region=" ".join([clean(unit.region), *([card.period.label] if card.period else [])]),
        score=_amount(card, unit, language),
        rank=ranking(unit.rank, unit.rank_to),
    )
    several = unit.domains if len(unit.domains) > 1 else ()
    named_ones = zip(several, domain_scores(several, digits_of(card.model)), strict=True)
    listed = [f"{domain_name(one, language)} {score}" for one, score in named_ones]
    return [line, say("render.score.of_domains", language, listed=listed) if listed else ""]


def weighing_lines(card: Scorecard, language: Language) -> list[str]:
    """The weights that were made of the figures, domain by domain."""
    names = {leaf.id: leaf.name for leaf in card.model.leaves()} | {one.id: one.name for one in _domains(card.model)}
    lines = []
    for one in card.weighings:
        listed = say("render.marks.comma", language).join(
            f"{named(id_.partition('.')[0], names.get(id_.partition('.')[0], Text()), language)} {percent(share)}"
            for id_, share in one.parts
        )
        own = one.id == card.model.id
        of = say("render.score_words.domains", language) if own else named(one.id, names[one.id], language)
        title = WEIGHTINGS[one.method].in_(language)
        lines.append(
            say("render.score_words.weights_made_of_figures_title", language, title=title, of=of, listed=listed)
        )
    return lines


def _domains(model: ScoringModel) -> list[Domain]:
    found = list(model.domains)
    for domain in found:
        found += domain.domains
    return found


def quota_line(card: Scorecard, quota: Quota, language: Language) -> str:
    """Who leads within the quota."""
    name = clean(quota.name.in_(language)).strip() or say("render.score_words.quota", language)
    winners = say("render.marks.list_comma", language).join(clean(unit.region) for unit in card.units if unit.winner)
    return say("render.score_words.name_winners", language, name=name, winners=winners)


def ranking(rank: float | None, last: float | None = None) -> str:
    """A rank; means of ties have a half. `last`: the end of the ranks that several share."""
    if rank is None:
        return NOTHING
    return f"{rank:g}" if last is None or last == rank else f"{rank:g}–{last:g}"


def unit_score(unit: UnitScore, model: ScoringModel, language: Language) -> str:
    """The score of a unit as the model prints it: <5 where it is under the border."""
    if unit.rank_to is not None and model.rounding.below is not None:
        return f"<{model.rounding.below:g}"
    return scored(unit.score, language, digits_of(model))


def domain_name(domain: DomainScore | Domain, language: Language) -> str:
    """The name of a domain."""
    return named(domain.id, domain.name, language)


def part_name(part: Contribution | Omission, language: Language) -> str:
    """The name of a leaf, with the number of it that is scored where that is not the level."""
    kind = part.id.partition(".")[2]
    suffix = {
        "difference": Label("render.score_words.change"),
        "growth": Label("render.score_words.growth"),
        "attainment": Label("render.score_words.level"),
        "completion": Label("render.score_words.progress"),
    }.get(kind, Text())
    return named(part.id.partition(".")[0], part.name, language) + suffix.in_(language)


def grade_name(model: ScoringModel, id_: str, language: Language) -> str:
    """The name of a grade."""
    found = next((grade for grade in model.grades if grade.id == id_), None)
    return named(found.id, found.name, language) if found else NOTHING


def digits_of(model: ScoringModel) -> int:
    """How many decimals scores are shown with: those that the model rounds to, else enough for its scale."""
    if model.rounding.digits is not None:
        return model.rounding.digits
    return 2 if model.full >= 10 else 4


def rules_line(model: ScoringModel, language: Language, *, ranked: bool = True) -> str:
    """The rules of the model that a reader of a ranking has to know, or of one score that stands alone."""
    missing = FILLS[model.missing.rule].in_(language)
    threshold, carry = percent(model.missing.threshold), model.missing.carry
    rounds = model.rounding.digits
    before = model.rounding.before_ranks
    coverage = Label("render.score_words.no_score_below_coverage").fill(threshold=threshold)
    older: Text = Label("render.score_words.no_older_figures_stand_in")
    if carry:
        older = Label("render.score_words.figures_up_to_years_old").fill(carry=carry)
    rounding: Text = Label("render.score_words.no_rounding")
    if rounds is not None and before:
        rounding = Label("render.score_words.rounded_before_ranks").fill(rounds=rounds)
    elif rounds is not None:
        rounding = Label("render.score_words.rounded_after_ranks").fill(rounds=rounds)
    told = (coverage, older, rounding, TIES[model.ties]) if ranked else (coverage,)
    rules = [missing, *(text.in_(language) for text in told)]
    return say("render.score_words.rules", language, rules=rules)


def notices(model: ScoringModel, language: Language) -> list[str]:
    """What every output says about a model: its standing, and its own notice."""
    own = clean(model.notice.in_(language)).strip()
    return [STANDINGS[model.standing].in_(language), *([own] if own else [])]


def counts_line(card: Scorecard, language: Language) -> str:
    """How many units and indicators, and how many of the cells have figures."""
    of_older = Label("render.score_words.of_them_of_earlier_years").fill(carried=card.carried)
    counts = {"units": len(card.units), "scored": len(card.scored), "older": of_older if card.carried else ""}
    counts |= {name: getattr(card, name) for name in ("indicators", "cells", "known")}
    return say("render.score_words.units_indicators_of_figures_units", language, **counts)


def assumed_line(card: Scorecard, language: Language) -> str:
    """The statement that scores rest on a scenario; empty when they do not."""
    text = Label("render.score_words.attention_assumed_of_known_figures").fill(known=card.known, assumed=card.assumed)
    return text.in_(language) if card.assumed else ""


def weights_text(domains: Sequence[Domain], language: Language) -> str:
    """The weights of the domains as written: `科技投入 25，科技产出 20`; those of none are all the same."""
    if all(one.weight is None for one in domains):
        return say("render.score_words.same_for_all_domains", language)
    parts = (domain_name(one, language) + ("" if one.weight is None else f" {one.weight:g}") for one in domains)
    return say("render.marks.comma", language).join(parts)


# What a plan is worth.

# Lines of so many units; a ranking has all of them.
MOST_UNITS = 3
_LACKING_MOST = Label("render.plan_score.lacking_most")
_WOULD_SCORE = Label("render.plan_score.would_score")
_FIRST_OF_LACKING = Label("render.plan_score.first_of_lacking")
_WHOSE = Labels("render.whose")


def plan_texts(card: Scorecard, language: Language) -> list[str]:
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


def model_line(card: Scorecard, language: Language, *, own: bool = True) -> str:
    """What the score is modelled on, and what of it is planck's own; `own`: with the notice of the model's author."""
    title = named(card.model.id, card.model.title, language)
    told = notices(card.model, language)
    said = ("" if language is Language.ZH else " ").join(told if own else told[:1])
    return say("render.summary.scored_by_title", language, title=title) + said


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
    return _WHOSE[card.model.standing].fill(title=named(card.model.id, card.model.title, language)).in_(language)


def worth_line(card: Scorecard, unit: UnitScore, language: Language, *, several: bool) -> str:
    """One unit: the three scores; what keeps both now and later from a total is said once."""
    if unit.score is Unscored.NO_DOMAIN:
        wanted = card.model.target_domains
        return say("render.plan_score.no_domain", language, first=wanted[0], wanted=wanted)
    prospect = prospect_of(card, unit)
    now, pace = _amount(card, unit, language), _amount(card, prospect.pace, language)
    alike = (unit.score, unit.coverage) == (prospect.pace.score, prospect.pace.coverage)
    if isinstance(unit.score, Unscored) and alike:
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
    absent = [domain_name(domain, language) for domain in card.model.domains if there and domain.id not in there]
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
