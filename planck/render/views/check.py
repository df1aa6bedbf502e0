"""What `planck check` says: a screen for a terminal, and the report that a planning officer sends on."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from planck.assess.opinions import against
from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Figure, Finding, Flag, Ignored, Language, Source, Text
from planck.record import Record
from planck.render import View
from planck.render.document import (
    Block,
    Code,
    Document,
    Heading,
    Line,
    Medium,
    Strong,
    Tone,
    items,
    paragraph,
    table,
)
from planck.render.message import message_text, place_text
from planck.render.numbers import clean, given, period_words, with_unit
from planck.render.sentence import (
    FIRM_HEADERS,
    because,
    conversion_text,
    details,
    firm_cells,
    not_computed,
    outlook_pairs,
    sentence,
)
from planck.render.summary import (
    as_of_text,
    assumed_line,
    checks_line,
    derived_line,
    headline,
    notes_text,
    nothing_checked_line,
    plan_score_texts,
    split,
)
from planck.render.views.findings import by_weight, errors, milder, notice
from planck.render.views.targets import LEGEND, outline, several_regions, targets_table
from planck.render.words import (
    FIGURE_STATUSES,
    NOT_ASSESSED,
    label_of,
    language_of,
    method_lines,
    status_word,
    title_of,
)
from planck.words import Label

PAGE_WIDTH = 100
MOST_CHANGES, MOST_CHANGES_ON_PAGE = 10, 100
# Flags that a reader of a good status has to know about; the others stand in the table or at the top.
_TELLING = frozenset(
    (Flag.MET_BUT_WORSENING, Flag.MET_THEN_LOST, Flag.REACHED_LATE, Flag.EXPIRED, Flag.REBASED, Flag.ANNUALISED)
)


def document(result: Result, view: View, medium: Medium) -> Document:
    """The result for one medium; each plan in its own language where none was asked for."""
    teller = Teller(result=result, view=view, language=language_of(result, view.language))
    blocks = teller.screen() if medium is Medium.TERMINAL else teller.page()
    return Document(blocks=tuple(blocks))


class Teller(Record):
    """Says a result in one language; `level` is that of the headings within a plan."""

    result: Result
    view: View
    language: Language
    level: int = 2

    def say(self, words: Text) -> str:
        """The words in the language of the reader."""
        return words.in_(self.language)

    def heading(self, text: Line, deeper: int = 0) -> Heading:
        """A heading within a plan."""
        return Heading(text=text, level=self.level + deeper)

    def of(self, plan: PlanResult) -> "Teller":
        """The same for one plan, in the language that it is told in."""
        level = 2 if len(self.result.plans) == 1 else 3
        return replace(self, language=self.view.language or plan.plan.language, level=level)

    # The screen: errors first, then the table and the reasons, the verdict last.

    def screen(self) -> Iterator[Block]:
        """Blocks for a terminal."""
        yield from paragraph(assumed_line(self.result.plans, self.language), tone=Tone.BAD)
        yield from paragraph(derived_line(self.result.plans, self.language))
        yield from errors(self.result.findings, self.language, self.result.inputs, self.view.width - 4)
        for plan in self.result.plans:
            yield from self.of(plan).plan_screen(plan)
        yield from milder(self.result.findings, self.language)
        yield from self.changes(MOST_CHANGES)
        for plan in self.result.plans:
            yield from self.of(plan).verdict(plan)
        yield from paragraph(nothing_checked_line(self.language) if self.result.nothing_checked else "")
        yield from paragraph(checks_line(self.result, self.language))

    def plan_screen(self, plan: PlanResult) -> Iterator[Block]:
        """One plan for a terminal."""
        findings, notes = split(plan.findings)
        yield from self.counts(plan)
        yield from errors(plan.findings, self.language, self.result.inputs, self.view.width - 4)
        yield from targets_table(plan.assessments, self.language)
        yield from items((*self.reasons(plan), *self.unjudged(plan)))
        yield from milder(findings, self.language)
        yield from paragraph(notes_text(plan, notes, self.language) if notes else "")
        yield from paragraph(self.ignored_line(plan.ignored))
        legend = [LEGEND.in_(self.language)] if plan.assessments else []
        yield from paragraph(*legend, *method_lines(plan.assessments, self.language), tone=Tone.NONE)

    def counts(self, plan: PlanResult) -> Iterator[Block]:
        """Which plan it is, and how much it was judged by."""
        targets, figures = len({each.target.id for each in plan.assessments}), len(plan.figures)
        as_of = as_of_text(plan.as_of, self.language, given=self.result.as_of_given)
        fields = {"targets": targets, "figures": figures, "as_of": as_of}
        line = self.say(Label("render.check.counts").fill(**fields))
        if self.result.changes:
            line += self.say(Label("render.check.base")) + clean(self.result.changes.base.label)
        yield Heading(text=f"{clean(plan.plan.id)}  {title_of(plan.plan, self.language)}", level=1)
        yield from paragraph(line, indent=2)

    def reasons(self, plan: PlanResult) -> Iterator[str]:
        """Why each target is judged as it is, where a good status does not say it all."""
        regions = several_regions(plan.assessments)
        for each in plan.assessments:
            if each.status != NOT_ASSESSED and not _plain(each):
                status = status_word(each.status).words.in_(self.language)
                name, reason = label_of(each, self.language, regions=regions), because(each, self.language)
                yield self.say(Label("render.check.name_status_reason").fill(name=name, status=status, reason=reason))

    def unjudged(self, plan: PlanResult) -> Iterator[str]:
        """Those without a verdict; they stand in one line where they share the reason."""
        regions = several_regions(plan.assessments)
        names: dict[str, list[str]] = {}
        for each in plan.assessments:
            if each.status == NOT_ASSESSED:
                names.setdefault(because(each, self.language), []).append(
                    label_of(each, self.language, regions=regions)
                )
        for reason, group in names.items():
            listed = self.say(Label("render.marks.semicolon")).join(group)
            yield self.say(Label("render.check.unjudged").fill(names=listed, reason=reason))

    def ignored_line(self, ignored: Sequence[Ignored]) -> str:
        """How many findings the plan asks to leave out; empty where none."""
        codes = ", ".join(sorted({clean(each.finding.code) for each in ignored}))
        text = self.say(Label("render.common.count_ignored_as_plan_asks").fill(count=len(ignored), codes=codes))
        return text if ignored else ""

    def verdict(self, plan: PlanResult) -> Iterator[Block]:
        """The counts of the statuses, and the score."""
        of = f" {clean(plan.plan.id)}" if len(self.result.plans) > 1 else ""
        said = headline(plan.assessments, self.language)
        verdict = self.say(Label("render.check.verdict_of_said").fill(of=of, said=said))
        yield from paragraph(Strong(verdict), *map(Strong, plan_score_texts(plan.score, self.language)))

    def changes(self, most: int) -> Iterator[Block]:
        """What differs from the base; nothing without one."""
        if self.result.changes:
            from planck.render.views.changes import change_blocks  # only a run with a base pays for it

            yield from change_blocks(self.result.changes, self.language, most, level=2)

    # The page: everything in words, for readers without a terminal.

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
            yield self.heading(self.say(Label("render.check.findings")))
            yield from self.notices(self.result.findings)
        yield from self.changes(MOST_CHANGES_ON_PAGE)

    def title(self) -> str:
        """The title of the plan, or how many there are."""
        plans = self.result.plans
        if len(plans) == 1:
            return title_of(plans[0].plan, self.language)
        return self.say(Label("render.check.planck_report_on_count_plans").fill(count=len(plans)))

    def run(self) -> Iterator[Block]:
        """What was run, on which files."""
        counts = self.say(Label("render.marks.colon")) + checks_line(self.result, self.language)
        tool = f"planck {self.result.version}{counts}"
        label = self.say(Label("render.common.input"))
        yield from items(
            (tool, *((label, Code(read.file), " SHA-256 ", Code(read.sha256)) for read in self.result.inputs))
        )

    def worth(self, plan: PlanResult) -> Iterator[Block]:
        """The counts of the statuses, and the score; of one that the targets make the domains in a table."""
        said = headline(plan.assessments, self.language)
        if plan.score is None or not plan.score.prospects:
            yield from paragraph(said, *plan_score_texts(plan.score, self.language))
            return
        from planck.render.views import plan_score  # most plans have no score

        yield from paragraph(said)
        yield from plan_score.page(plan.score, self.language)

    def plan_page(self, plan: PlanResult) -> Iterator[Block]:
        """One plan of the report."""
        findings, notes = split(plan.findings)
        if len(self.result.plans) > 1:
            yield Heading(text=title_of(plan.plan, self.language), level=2)
        yield from items(self.about(plan))
        yield self.heading(self.say(Label("render.check.verdict")))
        yield from self.worth(plan)
        yield self.heading(self.say(Label("render.common.targets")))
        yield from targets_table(plan.assessments, self.language)
        yield from paragraph(LEGEND.in_(self.language) + self.say(Label("render.marks.full_stop")))
        yield from self.firmness(plan)
        yield self.heading(self.say(Label("render.check.target_by_target")))
        regions = several_regions(plan.assessments)
        for _, each in outline(plan.assessments):
            yield from self.target(each, regions=regions)
        yield self.heading(self.say(Label("render.check.method_and_borders")))
        yield from items(method_lines(plan.assessments, self.language))
        yield self.heading(self.say(Label("render.check.findings")))
        yield from self.notices(findings) if findings else paragraph(self.say(Label("render.check.none")))
        yield from self.plan_notes(notes)
        yield from self.ignored(plan.ignored)
        yield from self.not_computed(plan)

    def about(self, plan: PlanResult) -> Iterator[Line]:
        """What the plan says of itself."""
        own, given_, colon = plan.plan, self.result.as_of_given, self.say(Label("render.marks.colon"))
        base = self.say(Label("render.check.from_base").fill(base=own.base.label))
        yield (self.say(Label("render.check.plan")) + colon, Code(own.id), f" {title_of(own, self.language)}")
        yield self.say(Label("render.check.region")) + f"{colon}{own.region.name} {own.region.code}".rstrip()
        yield self.say(Label("render.check.period")) + f"{colon}{own.start.label}-{own.end.label}{base}"
        yield self.say(Label("render.check.judged")) + colon + as_of_text(plan.as_of, self.language, given=given_)
        if source := _source(own.source):
            yield self.say(Label("render.check.source")) + colon + source

    def firmness(self, plan: PlanResult) -> Iterator[Block]:
        """What each verdict rests on."""
        regions = several_regions(plan.assessments)
        rows = [
            [label_of(each, self.language, regions=regions), *firm_cells(each, self.language)]
            for each in plan.assessments
            if each.status != NOT_ASSESSED and each.outlook
        ]
        titles = [header.in_(self.language) for header in FIRM_HEADERS]
        yield self.heading(self.say(Label("render.check.how_firm_verdicts_are")))
        yield from table(titles, rows, range(len(titles))) or paragraph(
            self.say(Label("render.check.there_is_no_verdict"))
        )

    def target(self, each: Assessment, *, regions: bool) -> Iterator[Block]:
        """One target: the sentence, the numbers, what they mean for the years ahead, the figures with their sources."""
        mark = self.say(Label("render.check.assumed")) if Flag.ASSUMED in each.flags else ""
        pairs = [*details(each, self.language), *outlook_pairs(each, self.language)]
        pairs += (
            [(self.say(Label("render.check.source_in_plan")), source)]
            if (source := _source(each.target.source))
            else []
        )
        pairs += [(self.say(Label("render.check.note")), each.target.note)] if each.target.note else []
        yield self.heading(label_of(each, self.language, regions=regions) + mark, 1)
        yield from paragraph(sentence(each, self.language))
        yield from table([self.say(Label("render.check.item")), self.say(Label("render.check.value"))], pairs, (0, 1))
        yield from self.figures(each)

    def figures(self, each: Assessment) -> Iterator[Block]:
        """The figures of a target, with where they come from."""
        figures = dict.fromkeys(figure for reading in each.series for figure in reading.figures)
        titles = self.say(Label("render.check.period_value_status_published_source")).split(" ")
        yield from table(titles, map(self.figure, figures), range(len(titles)))

    def figure(self, figure: Figure) -> list[str | Code]:
        """One figure as a row."""
        value = given(figure.value, figure.text) if figure.value is not None else figure.text
        place = figure.place
        unstated = self.say(Label("render.check.not_stated"))
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
            yield self.heading(self.say(Label("render.check.what_plan_says_about_itself")))
            yield from items(
                message_text(note, self.language) + self.say(Label("render.check.code").fill(code=note.code))
                for note in notes
            )

    def ignored(self, ignored: Sequence[Ignored]) -> Iterator[Block]:
        """What the plan asks to leave out, with its reasons."""
        if ignored:
            yield self.heading(self.say(Label("render.check.ignored_findings")))
            yield from items(map(self.ignored_item, ignored))

    def ignored_item(self, each: Ignored) -> Line:
        """One finding left out, and why."""
        said = f": {message_text(each.finding, self.language)} {self.say(Label('render.check.reason'))}{each.reason}"
        return (f"{each.finding.code} ", Code(place_text(each.finding)), said)

    def not_computed(self, plan: PlanResult) -> Iterator[Block]:
        """What has no number, and why."""
        regions = several_regions(plan.assessments)
        rows = [
            [
                label_of(each, self.language, regions=regions),
                self.say(Label("render.marks.list_comma")).join(labels),
                reason,
            ]
            for each in plan.assessments
            for reason, labels in not_computed(each, self.language).items()
        ]
        titles = [
            self.say(Label("render.common.target")),
            self.say(Label("render.common.not_computed")),
            self.say(Label("render.check.why")),
        ]
        yield self.heading(self.say(Label("render.check.what_was_not_computed_and")))
        yield from table(titles, rows, range(3)) or paragraph(self.say(Label("render.check.nothing")))


def _plain(assessment: Assessment) -> bool:
    """Whether the goal is reached or well under way, with nothing to add to its row."""
    well = status_word(assessment.status).tone is Tone.GOOD
    return well and not (_TELLING.intersection(assessment.flags) or assessment.superseded or against(assessment))


def _source(source: Source) -> str:
    printed = f"“{source.as_printed}”" if source.as_printed else ""
    parts = (source.issuer, source.issued, source.document, source.at, printed, source.url)
    return "; ".join(clean(part) for part in parts if part)
