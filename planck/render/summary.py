"""What a result comes to: counts, the worst, and the lines that say so. Never an average.

An average would let one target achieved and one reversing read as moderate, so the headline counts and names the worst.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from planck.model import Assessment, Finding, Language, Period, PlanResult, Result, Severity, Text
from planck.record import Record
from planck.render.document import Tone
from planck.render.numbers import clean, percent
from planck.render.views.targets import several_regions
from planck.render.words import NOT_ASSESSED, SEVERITIES, label_of, name_of, status_rank, status_word
from planck.words import Label

if TYPE_CHECKING:
    from planck.model.scorecard import Scorecard, UnitScore


MOST_NAMES = 3


class Summary(Record):
    """Verdicts counted. counts: statuses that occur, best first; worst: the worst status among those judged."""

    targets: int
    verdicts: int
    judged: int
    met: int
    counts: tuple[tuple[str, int], ...]
    worst: str
    worst_of: tuple[Assessment, ...]
    regions: bool

    @property
    def met_share(self) -> float | None:
        """Met among judged; None when nothing was judged."""
        return self.met / self.judged if self.judged else None


def summarise(assessments: Sequence[Assessment]) -> Summary:
    """The counts of `assessments`. Met are those judged whose goal is met now."""
    judged = [assessment for assessment in assessments if assessment.status != NOT_ASSESSED]
    counts = Counter(assessment.status for assessment in assessments)
    worst = max((assessment.status for assessment in judged), key=_rank, default="")
    return Summary(
        targets=len({assessment.target.id for assessment in assessments}),
        verdicts=len(assessments),
        judged=len(judged),
        met=sum(assessment.met is True for assessment in judged),
        counts=tuple(sorted(counts.items(), key=lambda count: _rank(count[0]))),
        worst=worst,
        worst_of=tuple(assessment for assessment in judged if assessment.status == worst),
        regions=several_regions(assessments),
    )


def _rank(status: str) -> tuple[int, str]:
    return status_rank(status), status


def plural(count: int, noun: str) -> str:
    """The count and an English noun in its number."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def counted(count: int, noun: str) -> Text:
    """A count that stands before its noun: in English with it, in its number; Chinese has the noun in the sentence."""
    return Text(zh=str(count), en=plural(count, noun))


def counts_text(summary: Summary, language: Language) -> str:
    """The counts in words, best first: `提前实现 1，滞后 2，未评 5`."""
    counted = (f"{status_word(status).words.zh} {count}" for status, count in summary.counts)
    listed = (f"{count} {status_word(status).words.en}" for status, count in summary.counts)
    return "，".join(counted) if language is Language.ZH else ", ".join(listed)


def worst_text(summary: Summary, language: Language) -> str:
    """The worst status and the targets that have it, at most three by name; empty where all is well."""
    if not summary.worst or status_word(summary.worst).tone is Tone.GOOD:
        return ""
    names = [label_of(each, language, regions=summary.regions) for each in summary.worst_of[:MOST_NAMES]]
    more = len(summary.worst_of) - len(names)
    status = status_word(summary.worst).words.in_(language)
    if language is Language.ZH:
        return f"最差为{status}：{'；'.join(names)}" + (f"等 {len(summary.worst_of)} 项" if more else "")
    return f"worst: {status} ({'; '.join(names)}" + (f" and {more} more)" if more else ")")


def headline(assessments: Sequence[Assessment], language: Language) -> str:
    """One sentence: how many targets, judged how, the worst by name, and how many goals are met."""
    summary = summarise(assessments)
    if not summary.verdicts:
        return Label("render.summary.there_are_no_targets").in_(language)
    over = summary.verdicts if summary.verdicts != summary.targets else 0
    if language is Language.ZH:
        subject = f"{summary.targets} 项目标" + (f"（{over} 个结论）" if over else "")
        if not summary.judged:
            return f"{subject}均未评。"
        met = f"已评 {summary.judged}，其中达到目标 {summary.met}"
        worst = worst_text(summary, language)
        return f"{subject}：{counts_text(summary, language)}。" + (f"{worst}。" if worst else "") + f"{met}。"
    subject = plural(summary.targets, "target") + (f" ({over} verdicts)" if over else "")
    if not summary.judged:
        return f"{subject}, none assessed."
    met = f"Met: {summary.met} of {summary.judged} judged."
    worst = worst_text(summary, language)
    named = f"{worst[:1].upper()}{worst[1:]}. " if worst else ""
    return f"{subject}: {counts_text(summary, language)}. {named}{met}"


def severity_counts(findings: Iterable[Finding]) -> tuple[tuple[Severity, int], ...]:
    """How many findings of each severity, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return tuple((severity, counts[severity]) for severity in reversed(Severity))


def checks_line(result: Result, language: Language) -> str:
    """What was run on how much, and what came of it: `27 checks on 41 figures: all passed.`"""
    found = [(severity, count) for severity, count in severity_counts(result.all_findings) if count]
    if language is Language.ZH:
        listed = "，".join(f"{count} 个{SEVERITIES[severity].zh}" for severity, count in found) or "全部通过"
        return f"{len(result.checks)} 项检查，{result.figure_count} 个数据：{listed}。"
    listed = ", ".join(plural(count, SEVERITIES[severity].en) for severity, count in found) or "all passed"
    return f"{plural(len(result.checks), 'check')} on {plural(result.figure_count, 'figure')}: {listed}."


def nothing_checked_line(language: Language) -> str:
    """What a report says when no target met a figure."""
    return Label("render.summary.nothing_was_checked_no_target").in_(language)


def assumed_line(plans: Sequence[PlanResult], language: Language) -> str:
    """The statement at the top of a report that rests on assumed figures; empty when none does."""
    assumed = [figure for plan in plans for figure in plan.assumed]
    used = sum(len(plan.figures) for plan in plans)
    text = Text(
        zh=f"注意：本报告使用的 {used} 个数据中有 {len(assumed)} 个是假设（情景），不是公布的数据；"
        "标有“假设”的结论只在这些假设成立时成立。",
        en=f"ATTENTION: {len(assumed)} of the {used} figures used here {'is' if len(assumed) == 1 else 'are'} assumed "
        "(a scenario), not published; verdicts marked 'assumed' hold only if they do.",
    )
    return text.in_(language) if assumed else ""


def derived_line(plans: Sequence[PlanResult], language: Language) -> str:
    """The statement that some values are results of formulas; empty when none is."""
    derived = {
        (plan.plan.id, assessment.target.id)
        for plan in plans
        for assessment in plan.assessments
        if any(reading.derived for reading in assessment.series)
    }
    text = Text(
        zh=f"有 {len(derived)} 项目标的数值由公式算出，不是直接公布的数据。",
        en=f"The values of {plural(len(derived), 'target')} are derived by formula, not published as such.",
    )
    return text.in_(language) if derived else ""


def as_of_text(as_of: Period | None, language: Language, *, given: bool) -> str:
    """The period of judgement in words, and where it comes from."""
    if as_of is None:
        return Label("render.summary.no_figures").in_(language)
    newest = Label("render.summary.newest_in_figures").in_(language)
    return Label("render.summary.as_of").in_(language) + as_of.label + ("" if given else newest)


# What a check says about the plan itself, in few words: `planck audit` shows the computations.

MOST_LISTED = 3
FAMILY = "A"


def split(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings of the checks, and the notes of the audits among them."""
    every = list(findings)
    notes = [finding for finding in every if _is_note(finding)]
    return [finding for finding in every if not _is_note(finding)], notes


def _is_note(finding: Finding) -> bool:
    return finding.code.startswith(FAMILY) and finding.severity is Severity.NOTE


def notes_text(plan: PlanResult, notes: Sequence[Finding], language: Language) -> str:
    """One paragraph: how many there are, and of each rule which targets it is about."""
    ordered = sorted(notes, key=lambda finding: finding.code)
    rules = [_rule(list(group), plan, language) for _, group in groupby(ordered, key=lambda finding: finding.code)]
    head = Label("render.summary.note_on_plan_itself_count").fill(count=len(notes))
    return head.in_(language) + Label("render.marks.semicolon").in_(language).join(rules)


def _rule(group: Sequence[Finding], plan: PlanResult, language: Language) -> str:
    known = {target.id: name_of(target, language) for target in plan.plan.targets}
    names = list(dict.fromkeys(known[finding.target] for finding in group if finding.target in known))
    label = f"{clean(group[0].code)} {clean(group[0].name)}"
    if not names:
        return label
    more = Text(zh=f"等 {len(names)} 项", en=f" and {len(names) - MOST_NAMES} more").in_(language)
    listed = Label("render.marks.list_comma").in_(language).join(names[:MOST_LISTED])
    return f"{label} {listed}{more if len(names) > MOST_NAMES else ''}"


# A plan's own score, in the reports of `planck check`.


def plan_score_texts(card: "Scorecard | None", language: Language) -> list[str]:
    """The score of each region of the plan, with coverage, range and grade, and what the model is."""
    if card is None or not card.units:
        return []
    # Most plans have no score, and need not wait for what puts one into words.
    from planck.render.views.score_words import assumed_line, notices

    several = len(card.units) > 1
    lines = [_unit(card, unit, language, several=several) for unit in card.units]
    title = clean(card.model.title.in_(language)).strip() or clean(card.model.id)
    lead = Label("render.summary.scored_by_title").fill(title=title).in_(language)
    said = ("" if language is Language.ZH else " ").join(notices(card.model, language))
    assumed = assumed_line(card, language)
    return [*([assumed] if assumed else []), *lines, lead + said]


def _unit(card: "Scorecard", unit: "UnitScore", language: Language, *, several: bool) -> str:
    from planck.model.scorecard import Unscored
    from planck.render.views.score_words import digits_of, grade_name, ranged, scored

    digits = digits_of(card.model)
    of = f" {clean(unit.region)}" if several else ""
    between = ranged(unit.low, unit.high, digits, language)
    cover = percent(unit.coverage)
    if isinstance(unit.score, Unscored):
        why = scored(unit.score, language)
        return (
            Label("render.summary.score_of_none_why_coverage")
            .fill(of=of, why=why, cover=cover, between=between)
            .in_(language)
        )
    grade = grade_name(card.model, unit.grade, language) if unit.grade else ""
    veto = Label("render.common.veto").in_(language) if unit.vetoed else ""
    graded = Label("render.summary.grade_grade_veto").fill(grade=grade, veto=veto).in_(language) if grade else ""
    open_ = Label("render.summary.could_be_between").fill(between=between).in_(language) if unit.coverage < 1 else ""
    shown = scored(unit.score, language, digits)
    return Label("render.summary.score_of_shown").fill(of=of, shown=shown).in_(language) + Label(
        "render.summary.coverage_cover_graded_open"
    ).fill(cover=cover, graded=graded, open=open_).in_(language)
