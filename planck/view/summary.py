"""What a result comes to: the lines that say so, in counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from planck.assess.plan import PlanResult, Result
from planck.model import Finding, Language, Period, Severity
from planck.registry import grouped
from planck.view.numbers import NOTHING, clean, percent
from planck.words import Label, Labels, say

if TYPE_CHECKING:
    from planck.model.scorecard import Scorecard, UnitScore


def severity_counts(findings: Iterable[Finding]) -> tuple[tuple[Severity, int], ...]:
    """How many findings of each severity, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return tuple((severity, counts[severity]) for severity in reversed(Severity))


_COUNTED = Labels("render.counted")


def severities_text(findings: Iterable[Finding], language: Language) -> str:
    """How many findings of each severity, in words: `2 warnings, 1 note`; empty where there is none."""
    return counted_text(severity_counts(findings), language)


def counted_text(counts: Iterable[tuple[Severity, int]], language: Language) -> str:
    """Counts by severity in words, those left out of which there is none."""
    counted = (_COUNTED[severity].fill(count=count) for severity, count in counts if count)
    return say("render.marks.comma", language).join(text.in_(language) for text in counted)


def checks_line(result: Result, language: Language) -> str:
    """What was run on how much, and what came of it: `27 checks on 41 figures: all passed.`"""
    listed = severities_text(result.all_findings, language) or say("render.summary.all_passed", language)
    counts = {"checks": len(result.checks), "figures": result.figure_count}
    return say("render.summary.checks_on_figures", language, **counts, listed=listed)


def nothing_checked_line(language: Language) -> str:
    """What a report says when no target met a figure."""
    return say("render.summary.nothing_was_checked_no_target", language)


def assumed_line(plans: Sequence[PlanResult], language: Language) -> str:
    """The statement at the top of a report that rests on assumed figures; empty when none does."""
    assumed = [figure for plan in plans for figure in plan.assumed]
    if not assumed:
        return ""
    used = sum(len(plan.figures) for plan in plans)
    text = Label("render.summary.attention_of_figures_used_here").fill(used=used, assumed=len(assumed))
    if len(assumed) == 1:
        text = Label("render.summary.attention_1_of_figures_used").fill(used=used)
    return text.in_(language)


def derived_line(plans: Sequence[PlanResult], language: Language) -> str:
    """The statement that some values are results of formulas; empty when none is."""
    derived = {
        (plan.plan.id, assessment.target.id)
        for plan in plans
        for assessment in plan.assessments
        if any(reading.derived for reading in assessment.series)
    }
    text = Label("render.summary.values_of_targets_are_derived").fill(derived=len(derived))
    return text.in_(language) if derived else ""


def as_of_text(as_of: Period | None, language: Language, *, given: bool) -> str:
    """The period of judgement in words, and where it comes from."""
    if as_of is None:
        return say("render.summary.no_figures", language)
    newest = say("render.summary.newest_in_figures", language)
    return say("render.summary.as_of", language) + as_of.label + ("" if given else newest)


# What a check says about the plan itself, in few words: `planck audit` shows the computations.

FAMILY = "A"


def split(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings of the checks, and the notes of the audits among them."""
    of_kind = grouped((one.code.startswith(FAMILY) and one.severity is Severity.NOTE, one) for one in findings)
    return of_kind.get(False, []), of_kind.get(True, [])


# A plan's own score, in the reports of `planck check`.


def plan_score_texts(card: "Scorecard | None", language: Language) -> list[str]:
    """The score of each region of the plan, with coverage, range and grade, and what the model is."""
    if card is None or not card.units:
        return []
    # Most plans have no score, and need not wait for what puts one into words.
    from planck.view.score_words import assumed_line, model_line, plan_texts

    if card.prospects:
        return plan_texts(card, language)
    assumed, lines = assumed_line(card, language), plan_score_lines(card, language)
    return [*([assumed] if assumed else []), *lines, model_line(card, language)]


MOST_UNITS = 3


def plan_score_lines(
    card: "Scorecard | None", language: Language, plan: str = "", *, short: bool = False, tight: bool = False
) -> list[str]:
    """The score of each region with its domains on one line; of many regions only how far they reach.

    plan: its id, where there are several. short: without what is lacking, and of several plans without the domains.
    tight: the domains on one line, with their scores now.
    """
    if card is None or not card.units:
        return []
    from planck.view.score_words import digits_of, domain_name, scored, unit_lines, whose_line

    digits = digits_of(card.model)
    if card.prospects and len(card.units) <= MOST_UNITS:
        several = len(card.units) > 1
        tell = partial(_in_short, plan=plan, tight=tight) if short else unit_lines
        told = [line for unit in card.units for line in tell(card, unit, language, several=several)]
        return told if short else [*told, whose_line(card, language)]
    if len(card.units) > MOST_UNITS:
        scores = sorted(unit.score for unit in card.scored if isinstance(unit.score, float))
        ends = [scored(end, language, digits) for end in (scores[:1] + scores[-1:])] or [NOTHING] * 2
        text = Label("view.brief.score_of_many")
        of = _of("", plan, language)
        return [text.fill(of=of, units=len(card.units), low=ends[0], high=ends[1]).in_(language)]
    comma, colon = say("render.marks.comma", language), say("render.marks.colon", language)
    told = []
    for unit in card.units:
        domains = [f"{domain_name(each, language)} {scored(each.score, language, digits)}" for each in unit.domains]
        line = _unit(card, unit, language, _of(unit.region if len(card.units) > 1 else "", plan, language))
        told.append(line + (colon + comma.join(domains) if len(domains) > 1 else ""))
    return told


def _of(region: str, plan: str, language: Language) -> str:
    """Of which region and which plan a score is, where there are several."""
    of = f" {clean(region)}" if region else ""
    return of + (say("view.score.of_plan", language, plan=clean(plan)) if plan else "")


def _in_short(
    card: "Scorecard", unit: "UnitScore", language: Language, *, plan: str, several: bool, tight: bool
) -> Iterator[str]:
    """The three scores and whose they are, and the two of each domain; those domains together that have none."""
    from planck.model.scorecard import Unscored
    from planck.view.score_words import WHOSE, digits_of, domain_name, prospect_of, ranged, scored, three_scores

    digits, prospect = digits_of(card.model), prospect_of(card, unit)
    told = Label("view.score.open") if isinstance(unit.score, Unscored) else Label("view.score.short")
    three = (unit, prospect.pace, prospect.met)
    now, pace, met = (ranged(each.low, each.high, digits, language) for each in three)
    whose = say("render.marks.comma", language).join(filter(None, (plan, WHOSE[card.model.standing].in_(language))))
    fields = {"of": _of(unit.region if several else "", whose, language), "now": now, "pace": pace, "met": met}
    score, cover = scored(unit.score, language, digits), percent(unit.coverage, digits=0)
    yield told.fill(**fields, score=score, cover=cover).in_(language)
    named = [(domain_name(domain, language), scores) for domain, scores in three_scores(card, unit, prospect)]
    listed = [
        f"{name} {' / '.join(scores[: 1 if tight else 2])}" for name, scores in named if scores[:2] != [NOTHING] * 2
    ]
    absent = [name for name, scores in named if scores[:2] == [NOTHING] * 2]
    without = Label("view.score.without").fill(names=absent) if absent else ""
    if listed and not (plan or several):
        domains = Label("view.score.domains_now") if tight else Label("view.score.domains")
        yield domains.fill(listed=listed, without=without).in_(language)


def _unit(card: "Scorecard", unit: "UnitScore", language: Language, of: str) -> str:
    from planck.model.scorecard import Unscored
    from planck.view.score_words import digits_of, grade_name, ranged, scored

    digits = digits_of(card.model)
    between = ranged(unit.low, unit.high, digits, language)
    cover = percent(unit.coverage)
    if isinstance(unit.score, Unscored):
        why = scored(unit.score, language)
        return say("render.summary.score_of_none_why_coverage", language, of=of, why=why, cover=cover, between=between)
    grade = grade_name(card.model, unit.grade, language) if unit.grade else ""
    veto = say("render.common.veto", language) if unit.vetoed else ""
    graded = say("render.summary.grade", language, grade=grade, veto=veto) if grade else ""
    open_ = say("render.summary.could_be_between", language, between=between) if unit.coverage < 1 else ""
    shown = scored(unit.score, language, digits)
    return say("render.summary.score_of_shown", language, of=of, shown=shown) + say(
        "render.summary.coverage_cover_graded_open", language, cover=cover, graded=graded, open=open_
    )
