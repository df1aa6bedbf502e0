"""What `planck check` says: the answer on one screen, and the page that a planning officer sends on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.model import Assessment, Language, Severity, Text
from planck.render import View
from planck.render.document import (
    Block,
    Cell,
    Code,
    Column,
    Document,
    Heading,
    Line,
    Medium,
    Strong,
    Table,
    items,
    paragraph,
    shrinking,
)
from planck.render.views.findings import OF_CHANGES, errors, inputs_read, milder, told_by_cause
from planck.view.answer import verdicts
from planck.view.brief import Brief, Found, Tally, brief, most_urgent
from planck.view.goal import shown
from planck.view.message import help_parts, help_text, place_text
from planck.view.numbers import clean, cut, width, wrap
from planck.view.reader import LONGEST, Speaker, command
from planck.view.row import Field, Heads, Row, name_in, row, title_of
from planck.view.sentence import because
from planck.view.summary import checks_line
from planck.view.words import NOT_ASSESSED, SEVERITIES, Tone, method_lines, need_regions, several_regions
from planck.words import Label, Labels, say

# A screen, and what of it several findings may take.
HEIGHT = 35
MANY = 100
MOST_CAUSES, MOST_FOUND, MOST_AGAINST, MOST_FLIPS, MOST_TALLIES = 4, 2, 2, 3, 20
MOST_SCORES, MANY_SCORES = 3, 6
# The most lines of a call; a longer one names no files.
CALL = 2
# What a row of counts needs beside its name.
COUNTS = 38


def document(result: Result, view: View, medium: Medium) -> Document:
    """The answer for one medium: a screen, more of it with `view.detail`, or a page."""
    result = told_by_cause(result)
    if medium is Medium.TERMINAL and view.detail > 1:
        from planck.render.views import full  # the usual call shows a screen

        return full.document(result, view)
    told = brief(result, view)
    teller = Teller(result=result, view=view, told=told, medium=medium, language=told.language)
    if medium is not Medium.TERMINAL:
        return Document(blocks=tuple(teller.page()))
    if view.detail < 0:
        return Document(blocks=paragraph(told.verdict))
    return Document(blocks=tuple(teller.screen()), height=0 if view.detail else HEIGHT)


class Teller(Speaker):
    """Lays out what is told of a result."""

    result: Result
    view: View
    told: Brief
    medium: Medium = Medium.PAGE

    def screen(self) -> Iterator[Block]:
        """The answer first, then what needs action, the rest in a line each, and whether it passes."""
        told = self.told
        yield from self.title()
        yield from paragraph(told.attention, tone=Tone.BAD)
        yield from paragraph(*self.causes(), tone=Tone.BAD)
        yield from shrinking(map(Strong, told.answer), map(Strong, told.short_answer))
        yield from self.tallies()
        yield from rows_table(told.rows, told.heads, told.language, told.more, self.lefts["rows"])
        yield from shrinking(*(self.rest(lines) for lines in (3, 2, 1)))
        graver = any(each.finding.severity is Severity.ERROR for each in told.found)
        found = shrinking(self.found(advise=True), self.found(), self.found(lines=2), spare=not graver)
        yield from self.details() if self.view.detail else found
        yield from shrinking(self.changes(), self.changes(most=1, lines=2), self.changes(most=1, lines=1))
        in_short, now = (tuple(self.scores(every)) for every in (told.score_in_short, told.score_now))
        yield from shrinking(
            (*self.against(), *(told.score if self.view.detail or len(told.score) <= MANY_SCORES else in_short)),
            *((*self.against(lines=lines), *in_short) for lines in (2, 1)),
            (*self.against(lines=1), *(cut(line, self.view.width) for line in now)),
        )
        counts = told.verdict_counts and not self.view.detail
        last = self.say("view.verdict.details", verdict=told.verdict) if counts else told.verdict
        yield from paragraph(Strong(last))

    def title(self) -> Iterator[Block]:
        """The plan, and how far the figures go; on one line where both fit."""
        *lines, last = wrap(self.told.title, self.view.width, "  ")
        room = self.view.width - width(last) - width(self.told.when)
        if room > 1:
            lines.append(f"{last}{' ' * room}{self.told.when}")
        else:
            lines += [last, f"  {self.told.when}"]
        yield from paragraph(*map(Strong, lines)) if self.told.title else ()

    def causes(self) -> Iterator[str]:
        """Why inputs could not be evaluated, each with its cure."""
        for each in self.told.causes[:MOST_CAUSES]:
            yield self.found_line(each, Label("view.brief.of_a_file"))
            yield self.advice(each)
        yield self.left(self.lefts["found"], len(self.told.causes) - MOST_CAUSES)

    def found(self, lines: int = MANY, *, advise: bool = False) -> Iterator[str]:
        """Findings that stand nowhere else, one of each rule, the errors with their cure.

        advise: those about a change as well.
        """
        for each in self.told.found[:MOST_FOUND]:
            yield self.fitted(self.found_line(each, Label("view.brief.of_a_kind")), lines)
            of_change = advise and each.finding.code.startswith(OF_CHANGES)
            yield self.advice(each) if of_change or each.finding.severity is Severity.ERROR else ""
        yield self.left(self.lefts["found"], len(self.told.found) - MOST_FOUND)

    @property
    def lefts(self) -> Labels:
        """What says how many were left out, and where they are: a page has no options."""
        if self.medium is not Medium.TERMINAL:
            return _LEFT_ON_PAGE
        return _LEFT_IN_DETAIL if self.view.detail else _LEFT

    def fitted(self, text: str, lines: int) -> str:
        """A text cut to so many lines of the screen."""
        room = lines * (self.view.width - 3)
        while len(wrap(cut(text, room), self.view.width, "  ")) > lines:
            room -= 2
        return cut(text, room)

    def found_line(self, each: Found, kinds: Label) -> str:
        """A finding on one line: how grave, its code, its place, how many of its kind, and what it says."""
        its = each.finding
        severity, place = SEVERITIES[its.severity], place_text(its)
        of_it = kinds.fill(count=each.count) if each.count > 1 else Text()
        words = {"severity": severity, "code": clean(its.code), "place": place, "kinds": of_it, "text": each.text}
        return self.say("view.brief.found", **words)

    def advice(self, each: Found) -> str:
        """What is to be done about a finding."""
        text = help_text(each.finding, self.told.language)
        return f"  {self.say('render.findings.help')}{text}" if text else ""

    def left(self, told: Label, left: int) -> str:
        """How many were left out; empty where none were."""
        return self.say(told.fill(left=left)) if left > 0 else ""

    def tallies(self) -> Iterator[Table]:
        """Of many verdicts, how many of each plan or target stand where."""
        kind = Label("view.tallies.plan") if self.told.by_plan else Label("view.tallies.target")
        names = (kind, *(_TALLIES[name] for name in ("met", "on_way", "act", "unknown")))
        columns = tuple(Column(title=self.say(name), number=at > 0) for at, name in enumerate(names))
        room = self.view.width - COUNTS if self.medium is Medium.TERMINAL else LONGEST
        rows = tuple(_tally_cells(each, room) for each in self.told.tallies[:MOST_TALLIES])
        left = max(0, len(self.told.tallies) - MOST_TALLIES)
        if rows:
            yield Table(columns=columns, rows=rows, left=left, more=self.say(self.lefts["tallies"]))

    def rest(self, lines: int) -> Iterator[str]:
        """What the marks mean, those that need no action, and what makes the table to fill in."""
        line = self.view.width - 4
        yield self.say(_SEMICOLON).join(self.told.marks)
        yield self.told.fine(line * lines)
        yield self.told.without_verdict(line * lines)
        yield from self.told.lacking(line * lines)
        if self.told.no_figure or self.told.unused:
            call = f"-> {command('todo', self.view, '> missing.csv', columns=CALL * self.view.width)}"
            told = self.say("view.brief.to_fill_in", command=call)
            yield told if width(told) <= self.view.width else call

    def changes(self, most: int = MOST_FLIPS, lines: int = MANY) -> Iterator[str]:
        """What differs from the base, and the statuses that it moves, as many as that of each."""
        changes = self.result.changes
        if changes is None:
            return
        from planck.render.views.changes import cause_lines, flip_line, summary_line  # only a run with a base pays

        yield summary_line(changes, self.told.language)
        if len(changes.flips) > MOST_FLIPS:
            told = islice(cause_lines(changes, self.told.language), most)
            yield from (self.fitted(f"- {line}", lines) for line in told)
        for flip in changes.flips[:most]:
            yield self.fitted(f"- {self.plan(flip.plan)}{flip_line(flip, self.told.language)}", lines)
        yield self.left(Label("render.changes.and_left_more"), len(changes.flips) - most)

    def against(self, lines: int = 2) -> Iterator[str]:
        """The worst that the plan says against itself, and what shows all of it."""
        every = self.told.against
        if not every:
            return
        few = len(every) <= MOST_AGAINST
        head = self.say(Label("view.brief.against_few") if few else Label("view.brief.against").fill(count=len(every)))
        yield head + command("audit", self.view, plans=True, columns=CALL * self.view.width)
        for each in every[:MOST_AGAINST]:
            of_plan = self.plan(each.finding.plan)
            yield self.fitted(f"  {clean(each.finding.code)} {of_plan}{self.first_clause(each)}", lines)

    def scores(self, every: Sequence[str]) -> Iterator[str]:
        """What the first of the plans or regions are worth."""
        yield from every[:MOST_SCORES]
        yield self.left(self.lefts["scores"], len(every) - MOST_SCORES)

    def plan(self, plan: str) -> str:
        """The id of a plan before what is said of it, where there are several."""
        return self.say("view.row.in_plan", plan=clean(plan)) if self.told.by_plan else ""

    def first_clause(self, each: Found) -> str:
        """What a finding says before it goes into details."""
        return each.text.partition(self.say(_SEMICOLON))[0]

    # The page.

    def page(self) -> Iterator[Block]:
        """One page: the answer, the table, what has to be decided, data and method, sources."""
        told = self.told
        yield Heading(text=told.title or "planck", level=1)
        yield from paragraph(Strong(told.attention), *self.causes(), Strong(told.whole_answer))
        yield from paragraph("" if told.passes else told.verdict)
        yield from self.tallies()
        rows = (*told.rows, *told.others)
        yield from page_table(rows, told.heads, told.language, told.more, self.lefts["rows"])
        yield from paragraph(*told.marks, told.without_verdict(LONGEST), *told.lacking(LONGEST))
        yield from paragraph(*self.changes())
        yield from self.part(Label("view.page.decide"), items(self.decisions(), ordered=True))
        yield from self.worth()
        yield from self.part(Label("view.page.data"), paragraph(*self.method()))
        yield from self.part(Label("view.page.sources"), self.sources())

    def sources(self) -> tuple[Block, ...]:
        """Where everything in full is, what made the page, and the files with what they held."""
        told, colon = self.told, self.say(_COLON)
        call = command("check", self.view, "--report", "markdown-full=FILE.md")
        more = (self.say("view.page.appendix"), Code(call))
        tool = f"planck {self.result.version}{colon}{checks_line(self.result, told.language)}"
        return inputs_read(self.result, told.language, more, tool)

    def worth(self) -> Iterator[Block]:
        """What the targets make of each plan: its domains with a bar each, where its model has domains of targets."""
        cards = [plan.score for plan in self.result.plans if plan.score and plan.score.prospects]
        if cards:
            from planck.render.views.worth import worth_on_page  # most plans have no score

            blocks = (block for card in cards for block in worth_on_page(card, self.told.language))
            yield from self.part(Label("view.page.score"), tuple(blocks))

    def part(self, title: Label, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """A part of the page under its heading; nothing where it has nothing to say."""
        if blocks:
            yield Heading(text=self.say(title), level=2)
            yield from blocks

    def decisions(self) -> Iterator[Line]:
        """What has to be decided on the most urgent targets, on findings, and on what the plan itself says."""
        from planck.view.brief import decisions  # a page alone asks for it

        told = self.told
        every = [] if told.causes and not told.answer else most_urgent(verdicts(self.result))
        heads = Heads(plans=told.by_plan)
        yield from decisions(every, heads, told.language, regions=need_regions(self.result))
        # What is only a warning about figures or files is for who keeps them, and stands with the findings.
        grave = [each for each in told.found if each.finding.severity is Severity.ERROR]
        yield from map(self.found_with_advice, grave[:MOST_FOUND])
        yield from (self.plan(each.finding.plan) + each.text + self.code(each) for each in told.against[:MOST_AGAINST])

    def found_with_advice(self, each: Found) -> Line:
        """An error with what is to be done about it."""
        text = self.found_line(each, Label("view.brief.of_a_kind"))
        before, call, after = help_parts(each.finding, self.told.language)
        if not (before or call):
            return text
        stop, help_ = self.say(Label("render.marks.semicolon")), self.say(Label("render.findings.help"))
        return (f"{text}{stop}{help_}{before}", *((Code(text=call), after) if call else ()))

    def code(self, each: Found) -> str:
        """The code of a finding, in brackets."""
        return self.say("render.check.code", code=clean(each.finding.code))

    def method(self) -> Iterator[str]:
        """What was used, how a pace is told, where the borders come from, and the score."""
        told, plans = self.told, self.result.plans
        figures = sum(len(plan.figures) for plan in plans)
        yield self.say("view.page.figures", figures=figures, when=told.when)
        yield self.say("view.page.pace_is")
        yield from method_lines([each for plan in plans for each in plan.assessments], told.language)
        yield from () if any(plan.score and plan.score.prospects for plan in self.result.plans) else told.score

    # More of it, with -v.

    def details(self) -> Iterator[Block]:
        """Why each target is judged as it is, and every finding with its place."""
        language = self.told.language
        for plan in self.result.plans:
            regions = several_regions(plan.assessments)
            told = (shown(each, language) for each in plan.assessments if self.has_reason(plan.plan.id, each))
            named = ((name_in(each, language, regions=regions), each) for each in told)
            yield from items(f"{name}{self.say(_COLON)}{because(each, language)}" for name, each in named)
        for findings in (self.result.findings, *(plan.findings for plan in self.result.plans)):
            yield from errors(findings, language, self.result.inputs, self.view.width - 4)
            yield from milder(findings, language)
        every = [each for plan in self.result.plans for each in plan.assessments]
        pace = self.say("view.page.pace_is") if self.told.rows else ""
        yield from paragraph(pace, *method_lines(every, language), checks_line(self.result, language), tone=Tone.NONE)

    def has_reason(self, plan: str, each: Assessment) -> bool:
        """Whether it is told why a target is judged as it is: of many verdicts, of those that have a row."""
        if self.told.tallies and (plan, each.target.id, each.region) not in self.told.keys:
            return False
        return each.status != NOT_ASSESSED


_TALLIES = Labels("view.tallies")
_LEFT, _LEFT_IN_DETAIL = Labels("view.left"), Labels("view.left_in_detail")
_LEFT_ON_PAGE = Labels("view.left_on_page")
_COLON, _SEMICOLON = Label("render.marks.colon"), Label("render.marks.semicolon")
_LISTED = Label("render.marks.list_comma")


def _tally_cells(tally: Tally, room: int) -> tuple[Cell, ...]:
    counts = (tally.met, tally.on_way, tally.act, tally.unknown)
    return (Cell(pieces=(cut(tally.name, room),)), *(Cell(pieces=(f"{count:,}",)) for count in counts))


# Rows of targets as tables: for a screen, for a page, and each whole with its parts under it.

Outline = tuple[tuple[int, Assessment], ...]
Key = tuple[str, str]
DEEPEST = 3


def _key(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.id


def _whole(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.part_of


def _parts(assessments: Sequence[Assessment]) -> tuple[list[int], dict[Key, list[int]]]:
    """Indices of those that stand for themselves, and of the parts of each whole."""
    present = {_key(assessment) for assessment in assessments}
    alone: list[int] = []
    parts: dict[Key, list[int]] = defaultdict(list)
    for index, assessment in enumerate(assessments):
        is_part = assessment.target.part_of and _whole(assessment) in present
        (parts[_whole(assessment)] if is_part else alone).append(index)
    return alone, parts


def outline(assessments: Sequence[Assessment]) -> Outline:
    """Every assessment once with its depth (0 for a whole); parts follow their whole, otherwise the order is kept."""
    alone, parts = _parts(assessments)
    depths: dict[int, int] = {}
    # The second round shows what is only part of itself, round a circle.
    for start in (*alone, *range(len(assessments))):
        waiting = [(start, 0)]
        while waiting:
            index, depth = waiting.pop()
            if index not in depths:
                depths[index] = depth
                below = reversed(parts[_key(assessments[index])])
                waiting.extend((part, depth + 1) for part in below)
    return tuple((depth, assessments[index]) for index, depth in depths.items())


# When room is given out, goal and latest come first, where a second line is most common.
_TURNS = {Field.LATEST: 1, Field.AHEAD: 1, Field.GOAL: 2, Field.LEVEL: 2, Field.STATUS: 3}
_NUMBERS = (Field.BASE, Field.LATEST, Field.PATH, Field.GOAL, Field.MADE, Field.NEEDED)
ON_SCREEN = (*(Field.LEVEL if each is Field.GOAL else each for each in _NUMBERS), Field.AHEAD)
ON_PAGE = (Field.STATUS, *_NUMBERS, Field.LEADS, Field.MISS)
IN_FULL = (*_NUMBERS, Field.STATUS)


def rows_table(rows: Sequence[Row], heads: Heads, language: Language, left: int, more: Text) -> tuple[Table, ...]:
    """The rows that need action, for a screen: their symbol before the name; `left` more are left out, `more` says."""
    names = [Cell(pieces=(each.label(language),), mark=each.symbol) for each in rows]
    title, apart = say("view.heads.action", language), (_COLON.in_(language), _LISTED.in_(language))
    tables = _table(title, names, rows, heads, language, columns=ON_SCREEN, left=left, more=more)
    return tuple(replace(each, names=tuple(row.name for row in rows), apart=apart) for each in tables)


def page_table(rows: Sequence[Row], heads: Heads, language: Language, left: int, more: Text) -> tuple[Table, ...]:
    """Rows for a page, each with its status."""
    title = say("view.heads.target", language)
    names = [Cell(pieces=(each.label(language),)) for each in rows]
    return _table(title, names, rows, heads, language, columns=ON_PAGE, left=left, more=more)


def targets_table(assessments: Sequence[Assessment], plan: str, language: Language) -> tuple[Table, ...]:
    """Every target, each whole with its parts under it."""
    regions, heads, ordered = several_regions(assessments), Heads.of(assessments), outline(assessments)
    rows = [row(each, plan, heads, language, regions=regions) for _, each in ordered]
    depths = (min(depth, DEEPEST) for depth, _ in ordered)
    names = [Cell(pieces=(each.label(language),), depth=depth) for each, depth in zip(rows, depths, strict=True)]
    return _table(say("view.heads.target", language), names, rows, heads, language, columns=IN_FULL)


def _table(
    title: str,
    names: Sequence[Cell],
    rows: Sequence[Row],
    heads: Heads,
    language: Language,
    *,
    columns: Sequence[Field],
    left: int = 0,
    more: Text | None = None,
) -> tuple[Table, ...]:
    if not rows:
        return ()
    numbers = (
        Column(title=title_of(each, heads, language), number=each is not Field.STATUS, turn=_TURNS.get(each, 4))
        for each in columns
    )
    cells = tuple(
        (name, *(Cell(pieces=each.pieces(column)) for column in columns))
        for name, each in zip(names, rows, strict=True)
    )
    part = say("view.page.of_which", language)
    told = more.in_(language) if more and (left or columns is ON_SCREEN) else ""
    return (Table(columns=(Column(title=title, number=False), *numbers), rows=cells, left=left, more=told, part=part),)
