"""Everything that a check has to say: each target with its numbers and sources, and every finding."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Figure, Finding, Flag, Ignored, Source
from planck.render import View
from planck.render.document import Block, Code, Document, Heading, Line, Strong, items, paragraph, table
from planck.render.views.check import outline, targets_table
from planck.render.views.findings import by_weight, inputs_read, notice
from planck.view.answer import plan_answer
from planck.view.goal import shown
from planck.view.message import message_text, place_text
from planck.view.numbers import clean, given, period_words, with_unit
from planck.view.outlook import FIRM_HEADERS, firm_cells, outlook_pairs
from planck.view.reader import Speaker
from planck.view.sentence import conversion_text, details, sentence
from planck.view.summary import (
    as_of_text,
    assumed_line,
    checks_line,
    derived_line,
    nothing_checked_line,
    plan_score_texts,
    split,
)
from planck.view.words import (
    FIGURE_STATUSES,
    NOT_ASSESSED,
    label_of,
    language_of,
    method_lines,
    several_regions,
    title_of,
)

PAGE_WIDTH = 100
MOST_CHANGES = 100


def document(result: Result, view: View) -> Document:
    """The whole report; each plan in its own language where none was asked for."""
    teller = Teller(result=result, view=view, language=language_of(result, view.language))
    return Document(blocks=tuple(teller.page()))


class Teller(Speaker):
    """Says a result in one language; `level` is that of the headings within a plan."""

    result: Result
    view: View
    level: int = 2

    def heading(self, text: Line, deeper: int = 0) -> Heading:
        """A heading within a plan."""
        return Heading(text=text, level=self.level + deeper)

    def of(self, plan: PlanResult) -> "Teller":
        """The same for one plan, in the language that it is told in."""
        level = 2 if len(self.result.plans) == 1 else 3
        return replace(self, language=self.view.language or plan.plan.language, level=level)

    def page(self) -> Iterator[Block]:
        """Blocks of the report: banner, what was run, then each plan with all its numbers and sources."""
        yield Heading(text=self.title(), level=1)
        yield from paragraph(Strong(assumed_line(self.result.plans, self.language)))
        yield from paragraph(Strong(derived_line(self.result.plans, self.language)))
        yield from paragraph(nothing_checked_line(self.language) if self.result.nothing_checked else "")
        yield from self.run()
        for plan in self.result.plans:
            yield from self.of(plan).plan_page(plan)
        if self.result.findings:
            yield self.heading(self.say("render.check.findings"))
            yield from self.notices(self.result.findings)
        if self.result.changes:
            from planck.render.views.changes import change_blocks  # only a run with a base pays for it

            yield from change_blocks(self.result.changes, self.language, MOST_CHANGES, level=2)

    def title(self) -> str:
        """The title of the plan, or how many there are."""
        plans = self.result.plans
        if len(plans) == 1:
            return title_of(plans[0].plan, self.language)
        return self.say("render.check.planck_report_on_count_plans", count=len(plans))

    def run(self) -> Iterator[Block]:
        """What was run, on which files."""
        counts = self.say("render.marks.colon") + checks_line(self.result, self.language)
        yield from inputs_read(self.result, self.language, f"planck {self.result.version}{counts}")

    def plan_page(self, plan: PlanResult) -> Iterator[Block]:
        """One plan of the report."""
        findings, notes = split(plan.findings)
        if len(self.result.plans) > 1:
            yield Heading(text=title_of(plan.plan, self.language), level=2)
        yield from items(self.about(plan))
        yield self.heading(self.say("render.check.verdict"))
        yield from paragraph(plan_answer(plan, self.language), *plan_score_texts(plan.score, self.language))
        yield self.heading(self.say("render.common.targets"))
        yield from targets_table(plan.assessments, plan.plan.id, self.language)
        yield from paragraph(self.say("view.page.pace_is"))
        yield from self.firmness(plan)
        yield self.heading(self.say("render.check.target_by_target"))
        regions = several_regions(plan.assessments)
        for _, each in outline(plan.assessments):
            yield from self.target(shown(each, self.language), regions=regions)
        yield self.heading(self.say("render.check.method_and_borders"))
        yield from items(method_lines(plan.assessments, self.language))
        yield self.heading(self.say("render.check.findings"))
        yield from self.notices(findings) if findings else paragraph(self.say("render.check.none"))
        yield from self.plan_notes(notes)
        yield from self.ignored(plan.ignored)

    def about(self, plan: PlanResult) -> Iterator[Line]:
        """What the plan says of itself."""
        own, given_, colon = plan.plan, self.result.as_of_given, self.say("render.marks.colon")
        base = self.say("render.check.from_base", base=own.base.label)
        yield (self.say("render.check.plan") + colon, Code(own.id), f" {title_of(own, self.language)}")
        yield self.say("render.check.region") + f"{colon}{own.region.name} {own.region.code}".rstrip()
        yield self.say("render.check.period") + f"{colon}{own.start.label}-{own.end.label}{base}"
        yield self.say("render.check.judged") + colon + as_of_text(plan.as_of, self.language, given=given_)
        if source := _source(own.source):
            yield self.say("render.check.source") + colon + source

    def firmness(self, plan: PlanResult) -> Iterator[Block]:
        """What each verdict rests on."""
        regions = several_regions(plan.assessments)
        rows = [
            [label_of(each, self.language, regions=regions), *firm_cells(each, self.language)]
            for each in (shown(each, self.language) for each in plan.assessments)
            if each.status != NOT_ASSESSED and each.outlook
        ]
        titles = [header.in_(self.language) for header in FIRM_HEADERS]
        yield self.heading(self.say("render.check.how_firm_verdicts_are"))
        yield from table(titles, rows, range(len(titles))) or paragraph(self.say("render.check.there_is_no_verdict"))

    def target(self, each: Assessment, *, regions: bool) -> Iterator[Block]:
        """One target: the sentence, the numbers, what they mean for the years ahead, the figures with their sources."""
        mark = self.say("render.check.assumed") if Flag.ASSUMED in each.flags else ""
        pairs = [*details(each, self.language), *outlook_pairs(each, self.language)]
        pairs += [(self.say("render.check.source_in_plan"), source)] if (source := _source(each.target.source)) else []
        pairs += [(self.say("render.check.note"), each.target.note)] if each.target.note else []
        yield self.heading(label_of(each, self.language, regions=regions) + mark, 1)
        yield from paragraph(sentence(each, self.language))
        yield from table(self.say("render.check.item_and_value"), pairs, (0, 1))
        yield from self.figures(each)

    def figures(self, each: Assessment) -> Iterator[Block]:
        """The figures of a target, with where they come from."""
        figures = dict.fromkeys(figure for reading in each.series for figure in reading.figures)
        titles = self.say("render.check.period_value_status_published_source")
        yield from table(titles, map(self.figure, figures), range(8))

    def figure(self, figure: Figure) -> list[str | Code]:
        """One figure as a row."""
        value = given(figure.value, figure.text) if figure.value is not None else figure.text
        place = figure.place
        unstated = self.say("render.check.not_stated")
        return [
            period_words(figure.period, self.language),
            conversion_text(figure) or with_unit(value, figure.unit),
            FIGURE_STATUSES[figure.status].in_(self.language),
            figure.published.isoformat() if figure.published else unstated,
            *(clean(text) or unstated for text in (figure.source, figure.at, figure.as_printed)),
            Code(f"{place.file}!{place.cell}" if place.cell else f"{place.file}:{place.line}"),
        ]

    def notices(self, findings: Sequence[Finding]) -> Iterator[Block]:
        """Findings in full, the gravest first."""
        for finding in by_weight(findings):
            yield notice(finding, self.language, self.result.inputs, PAGE_WIDTH)

    def plan_notes(self, notes: Sequence[Finding]) -> Iterator[Block]:
        """What the plan says about itself."""
        if notes:
            yield self.heading(self.say("render.check.what_plan_says_about_itself"))
            yield from items(
                message_text(note, self.language) + self.say("render.check.code", code=note.code) for note in notes
            )

    def ignored(self, ignored: Sequence[Ignored]) -> Iterator[Block]:
        """What the plan asks to leave out, with its reasons."""
        if ignored:
            yield self.heading(self.say("render.check.ignored_findings"))
            yield from items(map(self.ignored_item, ignored))

    def ignored_item(self, each: Ignored) -> Line:
        """One finding left out, and why."""
        said = f": {message_text(each.finding, self.language)} {self.say('render.check.reason')}{each.reason}"
        return (f"{each.finding.code} ", Code(place_text(each.finding)), said)


def _source(source: Source) -> str:
    printed = f"“{source.as_printed}”" if source.as_printed else ""
    parts = (source.issuer, source.issued, source.document, source.at, printed, source.url)
    return "; ".join(clean(part) for part in parts if part)
