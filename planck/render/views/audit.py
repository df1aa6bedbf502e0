"""What the plan says about itself: target by target in its order, then what is about the plan as a whole."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from planck.assess.plan import PlanResult, Result
from planck.audit.stated_pace import stated_paces
from planck.model import Amount, Finding, Ignored, Language, Target, Text
from planck.pattern import pattern
from planck.record import Record
from planck.render import View
from planck.render.document import Block, Code, Document, Heading, Item, Line, Medium, items, paragraph, table
from planck.render.views.findings import MOST_PER_RULE, inputs_read
from planck.view.message import argument_text, help_text, message_text, place_text
from planck.view.numbers import clean
from planck.view.reader import Speaker
from planck.view.summary import severities_text
from planck.view.words import SEVERITIES, language_of, name_of, title_of
from planck.words import Label, say

TITLE = Label("render.audit.title")
WHOLE = Label("render.audit.whole")
FILES = Label("render.audit.files")
CONSISTENT = Label("render.audit.consistent")
ABOUT = Label("render.audit.about")
_IN_LINE = pattern(r"(,\s*)?\bline\s+(\d+)(?:,\s*column\s+(\d+))?")


class Section(Record):
    """What was found about one target, or about the whole plan where `target` is None."""

    title: str
    target: Target | None
    findings: tuple[Finding, ...]


def document(result: Result, view: View, medium: Medium) -> Document:
    """An audit; each plan in its own language where none was asked for."""
    teller = Teller(result=result, view=view, language=language_of(result, view.language))
    return Document(blocks=tuple(teller.blocks()))


def _on_page(blocks: Iterable[Block]) -> Iterator[Block]:
    return (each.on(Medium.PAGE) for each in blocks)


class Teller(Speaker):
    """Says an audit in one language."""

    result: Result
    view: View

    def of(self, plan: PlanResult) -> "Teller":
        """The same for one plan, in the language that it is told in."""
        return replace(self, language=self.view.language or plan.plan.language)

    def ended(self, text: str) -> str:
        """`text` as a sentence."""
        return text + self.say("render.marks.full_stop")

    def blocks(self) -> Iterator[Block]:
        """What is wrong with the files, each plan with its sentences grouped by target, and what was read."""
        yield from (each.on(Medium.TERMINAL) for each in self.files(MOST_PER_RULE))
        for plan in self.result.plans:
            yield from self.of(plan).plan(plan)
        if not self.result.plans:
            yield from _on_page([Heading(text=TITLE.in_(self.language), level=1)])
        yield from _on_page(self.files())
        yield from paragraph(audits_line(self.result, self.language), medium=Medium.TERMINAL)
        yield from _on_page(self.read())

    def read(self) -> Iterator[Block]:
        """What was run on which files."""
        yield Heading(text=self.say("render.audit.what_was_read"), level=2)
        counts = self.say("render.marks.colon") + audits_line(self.result, self.language)
        yield from inputs_read(self.result, self.language, f"planck {self.result.version}{counts}")

    def files(self, most: int = sys.maxsize) -> Iterator[Block]:
        """What is wrong with the files, of one rule no more than `most`, as a broken file breaks it in every line."""
        ordered = sorted(self.result.findings, key=lambda finding: (-finding.severity.rank, finding.code))
        if ordered:
            yield Heading(text=FILES.in_(self.language), level=2)
        for _, rule in groupby(ordered, key=lambda finding: finding.code):
            group = list(rule)
            yield from items(map(self.file_item, group[:most]))
            left = len(group) - most
            more = self.say("render.common.and_left_more_see_other", left=left) if left > 0 else ""
            yield from paragraph(more, indent=2)

    def file_item(self, finding: Finding) -> Line:
        """A finding about a file."""
        lead = f"{SEVERITIES[finding.severity].in_(self.language)} {clean(finding.code)} "
        return (
            lead,
            Code(place_text(finding)),
            f"{self.say('render.marks.colon')}{message_text(finding, self.language)}",
        )

    def plan(self, plan: PlanResult) -> Iterator[Block]:
        """One plan."""
        helped: set[str] = set()
        yield Heading(text=title_of(plan.plan, self.language), level=1)
        yield from _on_page([Heading(text=TITLE.in_(self.language), level=2)])
        yield from paragraph(self.ended(totals(plan, self.language)))
        yield from paragraph(ABOUT.in_(self.language), medium=Medium.PAGE)
        for section in sections(plan, self.language):
            where = f"  {place_text(section.findings[0])}" if section.target else ""
            yield Heading(text=section.title + where, level=3, medium=Medium.TERMINAL)
            yield Heading(text=section.title, level=3, medium=Medium.PAGE)
            yield from _on_page(self.about(section.target) if section.target else ())
            yield from items(
                self.item(finding, said(finding, section, self.language), helped) for finding in section.findings
            )
        yield from _on_page(self.paces(plan))
        quiet = consistent(plan, self.language)
        listed = self.say("render.marks.semicolon").join(quiet) or self.say("render.audit.none")
        yield from _on_page([Heading(text=CONSISTENT.in_(self.language), level=3), *paragraph(self.ended(listed))])
        ignored = ignored_line(plan.ignored, self.language)
        yield from paragraph(self.ended(ignored) if ignored else "")

    def item(self, finding: Finding, text: str, helped: set[str]) -> Item:
        """One finding as a sentence; the help of a rule stands once in a plan."""
        words = text[:1].upper() + text[1:] if self.language is Language.EN else text
        severity = SEVERITIES[finding.severity].in_(self.language)
        mark = self.say("render.audit.severity_code", severity=severity, code=clean(finding.code))
        advice = "" if finding.code in helped else help_text(finding, self.language)
        helped.add(finding.code)
        below = (self.say("render.audit.help") + self.ended(advice),) if advice else ()
        return Item(text=self.ended(words) + mark, below=below)

    def about(self, target: Target) -> Iterator[Block]:
        """What the plan prints of a target, and the note beside it, which is written in both languages or in one."""
        source = target.source
        printed = f"“{source.as_printed}”" if source.as_printed else ""
        parts = [clean(part) for part in (self.place(source.at), printed) if part]
        zh, _, en = target.note.partition(" / ")
        note = self.say(Text(zh=zh.strip(), en=(en or zh).strip()))
        yield from paragraph(
            self.say("render.audit.printed_in_plan") + self.say("render.marks.semicolon").join(parts) if parts else "",
            self.say("render.audit.note") + note if note else "",
        )

    def place(self, at: str) -> str:
        """A locator as a reader says it: 文本第23行第45列 for `line 23, column 45`."""
        if self.language is not Language.ZH:
            return at

        def told(match: re.Match[str]) -> str:
            comma, line, column = match.groups()
            words = Label("render.audit.line").fill(line=line)
            if column:
                words = Label("render.audit.line_column").fill(line=line, column=column)
            return (self.say("render.marks.comma") if comma else "") + self.say(words)

        semicolon = self.say("render.marks.semicolon")
        return semicolon.join(part.strip() for part in _IN_LINE.sub(told, at).split(";"))

    def paces(self, plan: PlanResult) -> Iterator[Block]:
        """The paces that the plan prints, those that agree too, beside what baseline and goal need."""
        rows = []
        for pace in stated_paces(plan.plan):
            start, goal = (Amount(end.value, end.places, pace.needed.unit) for end in (pace.way.start, pace.way.goal))
            numbers = (argument_text(each, self.language) for each in (start, goal, pace.stated, pace.needed))
            agrees = self.say("render.audit.agrees") if pace.agrees else self.say("render.audit.does_not_agree")
            rows.append([name_of(pace.target, self.language), *numbers, agrees])
        if rows:
            yield Heading(text=self.say("render.audit.yearly_paces_that_plan_prints"), level=3)
            yield from table(self.say("render.audit.target_baseline_goal_printed_needed"), rows, (0, 5))


def sections(plan: PlanResult, language: Language) -> Iterator[Section]:
    """A section for every target with findings, in the order of the plan, and one for the rest."""
    targets = {target.id: target for target in plan.plan.targets}
    for id_, target in targets.items():
        about = tuple(finding for finding in plan.findings if finding.target == id_)
        if about:
            yield Section(title=name_of(target, language), target=target, findings=about)
    rest = [finding for finding in plan.findings if finding.target not in targets]
    if rest:
        ordered = tuple(sorted(rest, key=lambda finding: (-finding.severity.rank, finding.code)))
        yield Section(title=WHOLE.in_(language), target=None, findings=ordered)


def said(finding: Finding, section: Section, language: Language) -> str:
    """The message, without the name that the section has for its title."""
    text = message_text(finding, language)
    colon = Label("render.marks.colon")
    for mark in (colon.zh, colon.en):
        text = text.removeprefix(f"{section.title}{mark}")
    return text


def consistent(plan: PlanResult, language: Language) -> list[str]:
    """The names of the targets that nothing was found about."""
    about = {finding.target for finding in (*plan.findings, *(each.finding for each in plan.ignored))}
    return [name_of(target, language) for target in plan.plan.targets if target.id not in about]


def counted(findings: Sequence[Finding], language: Language) -> str:
    """How many there are of each severity, in words."""
    return severities_text(findings, language) or say("render.audit.nothing_found", language)


def totals(plan: PlanResult, language: Language) -> str:
    """One line: how many targets, how many of them with findings, and how many of which severity."""
    targets, quiet = len(plan.plan.targets), len(consistent(plan, language))
    text, own = counted(plan.findings, language), targets - quiet
    return say("render.audit.targets_of_them_with_findings", language, targets=targets, own=own, text=text)


def audits_line(result: Result, language: Language) -> str:
    """What was held against what, and what came of it: `27 audits of 17 targets and 57 figures: 6 warnings.`"""
    targets = sum(len(plan.plan.targets) for plan in result.plans)
    text, figures = counted(result.all_findings, language), result.figure_count
    read = say("render.common.count_of_targets", language, targets=targets)
    if figures:
        read += say("render.audit.and_figures", language, figures=figures)
    return say("render.audit.audits_of", language, checks=len(result.checks), read=read, text=text)


def ignored_line(ignored: Sequence[Ignored], language: Language) -> str:
    """What the plan itself asks to leave out; empty where it asks for nothing."""
    codes = ", ".join(sorted({each.finding.code for each in ignored}))
    text = Label("render.common.count_ignored_as_plan_asks").fill(count=len(ignored), codes=codes)
    return text.in_(language) if ignored else ""
