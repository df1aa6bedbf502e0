"""An audit for a terminal: target by target, what was found with its computation, and the counts last."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from planck.model import Finding, Language, PlanResult, Result
from planck.render import View
from planck.render.audit import AUDIT_FORMATS
from planck.render.audit.sections import FILES, Section, audits_line, ignored_line, said, sections, totals
from planck.render.formats.terminal import LEAST_WIDTH, MOST_PER_RULE, Page
from planck.render.message import help_text, message_text, place_text
from planck.render.numbers import clean, wrap
from planck.render.words import SEVERITIES, Tone, language_of, title_of

_TONES = {"error": Tone.BAD, "warning": Tone.FAIR, "note": Tone.NONE}


def _said(finding: Finding, text: str, page: Page, helped: set[str]) -> list[str]:
    # The help of a rule stands once, at its first finding; notes need none.
    severity = SEVERITIES[finding.severity].in_(page.language)
    lines = wrap(f"  {severity} {clean(finding.code)}  {text}", page.width, "    ")
    lines[0] = page.paint(lines[0], _TONES[finding.severity]) if finding.severity != "note" else lines[0]
    if finding.severity == "note" or finding.code in helped:
        return lines
    helped.add(finding.code)
    advice = page.say("建议：", "help: ") + help_text(finding, page.language)
    return [*lines, *wrap(f"    {advice}", page.width, "      ")]


def _section(section: Section, page: Page, helped: set[str]) -> list[str]:
    where = place_text(section.findings[0])
    label = f"{section.title}  {where}" if section.target else section.title
    lines = [page.bold(line) for line in wrap(label, page.width, "  ")]
    for finding in section.findings:
        lines += _said(finding, said(finding, section, page.language), page, helped)
    return lines


def _plan(plan: PlanResult, page: Page) -> list[list[str]]:
    title = wrap(f"{clean(plan.plan.id)}  {title_of(plan.plan, page.language)}", page.width, "  ")
    helped: set[str] = set()
    head = [*map(page.bold, title), *wrap(f"  {totals(plan, page.language)}", page.width, "  ")]
    ignored = ignored_line(plan.ignored, page.language)
    return [
        head,
        *(_section(section, page, helped) for section in sections(plan, page.language)),
        wrap(ignored, page.width, "  ") if ignored else [],
    ]


def _files(findings: Iterable[Finding], page: Page) -> list[str]:
    # Of one rule only the first: a broken file, or a document that cannot be traced, breaks it in every line.
    lines: list[str] = []
    ordered = sorted(findings, key=lambda finding: (-finding.severity.rank, finding.code))
    for _, group in groupby(ordered, key=lambda finding: finding.code):
        lines += _rule(list(group), page)
    return [page.bold(FILES.in_(page.language)), *lines] if lines else []


def _rule(group: Sequence[Finding], page: Page) -> list[str]:
    lines: list[str] = []
    helped: set[str] = set()
    for finding in group[:MOST_PER_RULE]:
        lines += _said(finding, f"{place_text(finding)}: {message_text(finding, page.language)}", page, helped)
    left = len(group) - MOST_PER_RULE
    more = page.say(f"  另有 {left} 个，见其他输出格式", f"  and {left} more, see the other formats")
    return [*lines, more] if left > 0 else lines


@AUDIT_FORMATS.entry("terminal")
def terminal(result: Result, view: View) -> str:
    """Text for a terminal: what is wrong with the files, then each plan target by target; never wider than the view."""
    pages = [_page(result, view, view.language or plan.plan.language) for plan in result.plans]
    page = _page(result, view, language_of(result, view.language))
    blocks = [_files(result.findings, page)]
    for plan, own in zip(result.plans, pages, strict=True):
        blocks += _plan(plan, own)
    blocks += [wrap(audits_line(result, page.language), page.width, "  ")]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _page(result: Result, view: View, language: Language) -> Page:
    return Page(language=language, width=max(LEAST_WIDTH, view.width), colour=view.colour, inputs=result.inputs)
