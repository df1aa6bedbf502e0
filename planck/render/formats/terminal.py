"""The report for a terminal, the default: errors first, then the table and the reasons, the verdict last."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planck.assess.target import against
from planck.model import Assessment, Finding, Flag, Ignored, Input, Language, PlanResult, Result, Severity, Text
from planck.render import FORMATS, View
from planck.render.message import help_text, message_text, place_text, snippet
from planck.render.numbers import clean, wrap
from planck.render.sentence import because
from planck.render.summary import (
    as_of_text,
    assumed_line,
    checks_line,
    derived_line,
    headline,
    notes_text,
    nothing_checked_line,
    plan_score_lines,
    plural,
    split,
)
from planck.render.table import LEGEND, several_regions, targets_table
from planck.render.words import (
    NOT_ASSESSED,
    SEVERITIES,
    Tone,
    label_of,
    language_of,
    method_lines,
    status_word,
    title_of,
)

LEAST_WIDTH = 60
MOST_PER_RULE = 5
MOST_ERRORS_PER_RULE = 10

_CODES = {Tone.GOOD: "32", Tone.FAIR: "33", Tone.BAD: "31", Tone.NONE: "2"}
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.FAIR, Severity.NOTE: Tone.NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every section needs: the language, the width, whether to colour, and the inputs for the snippets."""

    language: Language
    width: int
    colour: bool
    inputs: tuple[Input, ...]

    def paint(self, text: str, tone: Tone) -> str:
        """`text` in the colour of its tone, where colours are wanted."""
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m" if self.colour and text.strip() else text

    def bold(self, text: str) -> str:
        """`text` in bold, where colours are wanted."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def say(self, zh: str, en: str) -> str:
        """The words in the page's language."""
        return Text(zh=zh, en=en).in_(self.language)


def _of(severity: Severity, findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is severity]


def _title(finding: Finding, page: Page) -> str:
    return f"{SEVERITIES[finding.severity].in_(page.language)} {clean(finding.code)} {clean(finding.name)}"


def _advice(finding: Finding, page: Page) -> list[str]:
    text = help_text(finding, page.language)
    return wrap(f"  {page.say('建议：', 'help: ')}{text}", page.width, "    ") if text else []


def _whole_finding(finding: Finding, page: Page) -> list[str]:
    # Code and place, message, the line with its caret, help.
    title = wrap(f"{_title(finding, page)}  {place_text(finding)}", page.width, "  ")
    pointed = snippet(finding.place, page.inputs, page.width - 4)
    return [
        *(page.paint(line, _TONES[finding.severity]) for line in title),
        *wrap(f"  {message_text(finding, page.language)}", page.width, "  "),
        *(f"    {line}" for line in pointed),
        *_advice(finding, page),
    ]


def _errors(findings: Iterable[Finding], page: Page) -> list[list[str]]:
    # In the order of their places; of one rule only the first ones, as a broken file breaks it in every line.
    seen: Counter[str] = Counter()
    blocks: list[list[str]] = []
    for finding in _of(Severity.ERROR, findings):
        seen[finding.code] += 1
        if seen[finding.code] <= MOST_ERRORS_PER_RULE:
            blocks.append(_whole_finding(finding, page))
    left = {code: count - MOST_ERRORS_PER_RULE for code, count in seen.items() if count > MOST_ERRORS_PER_RULE}
    more = [
        page.say(f"另有 {count} 个 {code} 错误，见其他输出格式", f"{count} more errors {code}, see the other formats")
        for code, count in left.items()
    ]
    return [*blocks, more] if more else blocks


def _group(group: Sequence[Finding], page: Page) -> list[str]:
    # One rule: its findings with their places, its advice once.
    first, shown = group[0], group[:MOST_PER_RULE]
    count = page.say(f"（{len(group)} 个）", f" ({len(group)})") if len(group) > 1 else ""
    lines = [page.paint(line, _TONES[first.severity]) for line in wrap(_title(first, page) + count, page.width, "  ")]
    for finding in shown:
        lines += wrap(f"  {place_text(finding)}: {message_text(finding, page.language)}", page.width, "    ")
    if len(group) > len(shown):
        left = len(group) - len(shown)
        lines.append(page.say(f"  另有 {left} 个，见其他输出格式", f"  and {left} more, see the other formats"))
    return lines if first.severity is Severity.NOTE else lines + _advice(first, page)


def _milder(findings: Iterable[Finding], page: Page) -> list[list[str]]:
    # Warnings, then notes, those of one rule together.
    blocks: list[list[str]] = []
    for severity in (Severity.WARNING, Severity.NOTE):
        by_code = sorted(_of(severity, findings), key=lambda finding: finding.code)
        groups = [list(group) for _, group in groupby(by_code, key=lambda finding: finding.code)]
        lines = [line for group in groups for line in _group(group, page)]
        blocks += [lines] if lines else []
    return blocks


def _heading(plan: PlanResult, result: Result, page: Page) -> list[str]:
    ids = {assessment.target.id for assessment in plan.assessments}
    as_of = as_of_text(plan.as_of, page.language, given=result.as_of_given)
    counts = page.say(
        f"{len(ids)} 项目标 - 使用 {len(plan.figures)} 个数据 - {as_of}",
        f"{plural(len(ids), 'target')} - {plural(len(plan.figures), 'figure')} used - {as_of}",
    )
    if result.changes:
        counts += page.say(" - 对比 ", " - base ") + clean(result.changes.base.label)
    title = wrap(f"{clean(plan.plan.id)}  {title_of(plan.plan, page.language)}", page.width, "  ")
    return [*map(page.bold, title), *wrap(f"  {counts}", page.width, "  ")]


# Flags that a reader of a good status has to know about; the others stand in the table or at the top.
_TELLING = frozenset(
    (Flag.MET_BUT_WORSENING, Flag.MET_THEN_LOST, Flag.REACHED_LATE, Flag.EXPIRED, Flag.REBASED, Flag.ANNUALISED)
)


def _plain(assessment: Assessment) -> bool:
    # A goal reached or well under way, with nothing to add to its row.
    well = status_word(assessment.status).tone is Tone.GOOD
    told = _TELLING.intersection(assessment.flags) or assessment.superseded or against(assessment)
    return well and not told


def _reasons(plan: PlanResult, page: Page) -> list[str]:
    regions = several_regions(plan.assessments)
    lines: list[str] = []
    for assessment in plan.assessments:
        if not _plain(assessment) and assessment.status != NOT_ASSESSED:
            status = status_word(assessment.status).words.in_(page.language)
            name = label_of(assessment, page.language, regions=regions)
            reason = because(assessment, page.language)
            lines += wrap(page.say(f"- {name}：{status}。{reason}", f"- {name}: {status}. {reason}"), page.width, "  ")
    return lines


def _unjudged(plan: PlanResult, page: Page) -> list[str]:
    # Those that share a reason stand in one line.
    regions = several_regions(plan.assessments)
    names: dict[str, list[str]] = {}
    for assessment in plan.assessments:
        if assessment.status == NOT_ASSESSED:
            reason = because(assessment, page.language)
            names.setdefault(reason, []).append(label_of(assessment, page.language, regions=regions))
    lines: list[str] = []
    for reason, group in names.items():
        text = page.say(f"- {'；'.join(group)}：未评。{reason}", f"- {'; '.join(group)}: not assessed. {reason}")
        lines += wrap(text, page.width, "  ")
    return lines


def _ignored(ignored: Sequence[Ignored], page: Page) -> list[str]:
    by_plan = [each for each in ignored if not each.known]
    codes = ", ".join(sorted({clean(each.finding.code) for each in by_plan}))
    text = page.say(f"按规划忽略了 {len(by_plan)} 个：{codes}", f"{len(by_plan)} ignored as the plan asks: {codes}")
    return wrap(text, page.width, "  ") if by_plan else []


def _plan(plan: PlanResult, result: Result, page: Page) -> list[list[str]]:
    table = targets_table(plan.assessments, page.language, page.width, page.paint)
    methods = [line for text in method_lines(plan.assessments, page.language) for line in wrap(text, page.width, "  ")]
    legend = wrap(LEGEND.in_(page.language), page.width, "  ") if table else []
    findings, notes = split(plan.findings)
    return [
        _heading(plan, result, page),
        *_errors(plan.findings, page),
        table,
        _reasons(plan, page) + _unjudged(plan, page),
        *_milder(findings, page),
        wrap(notes_text(plan, notes, page.language), page.width, "  ") if notes else [],
        _ignored(plan.ignored, page),
        [page.paint(line, Tone.NONE) for line in legend + methods],
    ]


def _verdict(plan: PlanResult, result: Result, page: Page) -> list[str]:
    of = f" {clean(plan.plan.id)}" if len(result.plans) > 1 else ""
    said = headline(plan.assessments, page.language)
    verdict = wrap(page.say(f"结论{of}：{said}", f"Verdict{of}: {said}"), page.width, "  ")
    return [page.bold(line) for line in (*verdict, *plan_score_lines(plan.score, page.width, page.language))]


def _page(language: Language, view: View, result: Result) -> Page:
    return Page(language=language, width=max(LEAST_WIDTH, view.width), colour=view.colour, inputs=result.inputs)


def _banner(plans: Sequence[PlanResult], page: Page) -> list[str]:
    assumed = wrap(assumed_line(plans, page.language), page.width, "  ") if assumed_line(plans, page.language) else []
    derived = wrap(derived_line(plans, page.language), page.width, "  ") if derived_line(plans, page.language) else []
    return [*(page.paint(line, Tone.BAD) for line in assumed), *derived]


MOST_CHANGES = 10


def _changed(result: Result, page: Page) -> list[str]:
    if result.changes is None:
        return []
    from planck.render.diff.terminal import change_lines  # only a run with a base pays for it

    return change_lines(result.changes, page.language, page.width, MOST_CHANGES)


def _closing(result: Result, page: Page) -> list[str]:
    nothing = wrap(nothing_checked_line(page.language), page.width) if result.nothing_checked else []
    return [*nothing, *wrap(checks_line(result, page.language), page.width, "  ")]


@FORMATS.entry("terminal")
def terminal(result: Result, view: View) -> str:
    """Text for a terminal: findings, table, reasons, verdict; never wider than the view."""
    page = _page(language_of(result, view.language), view, result)
    blocks = [_banner(result.plans, page), *_errors(result.findings, page)]
    pages = [_page(view.language or plan.plan.language, view, result) for plan in result.plans]
    for plan, own in zip(result.plans, pages, strict=True):
        blocks += _plan(plan, result, own)
    blocks += _milder(result.findings, page)
    blocks += [_changed(result, page)]
    blocks += [_verdict(plan, result, own) for plan, own in zip(result.plans, pages, strict=True)]
    blocks += [_closing(result, page)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
