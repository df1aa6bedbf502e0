"""What scores, ranks and models are called."""

from collections.abc import Sequence

from planck.model import Language, Text
from planck.model.scorecard import Contribution, DomainScore, Omission, Score, Scorecard, UnitScore, Unscored
from planck.model.scoring import Domain, Quota, ScoringModel
from planck.view.numbers import NOTHING, clean, exact, fixed, percent
from planck.words import Label, Labels, say

UNSCORED = Labels("render.unscored")
STANDINGS = Labels("render.standings")
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
    cover = percent(unit.coverage)
    return say(
        "render.score_words.region_no_score_to_take",
        language,
        region=clean(unit.region),
        why=why,
        cover=cover,
        between=between,
    )


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


def named(id_: str, name: Text, language: Language) -> str:
    """A name, the id where there is none."""
    return clean(name.in_(language)).strip() or clean(id_)


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
    older = Text()
    if card.carried:
        older = Label("render.score_words.of_them_of_earlier_years").fill(carried=card.carried)
    return say(
        "render.score_words.units_indicators_of_figures_units",
        language,
        units=len(card.units),
        indicators=card.indicators,
        cells=card.cells,
        known=card.known,
        older=older,
        scored=len(card.scored),
    )


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
