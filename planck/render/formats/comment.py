"""The comment on a pull request, in Markdown: what the change does to the verdicts, for a reviewer with a minute.

It begins with a mark that no reader sees, so that the next run finds its comment and writes it anew.
"""

from collections.abc import Iterable, Iterator, Sequence

from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Finding, Language, Place, Text
from planck.model.change import Changes, FigureChange, Flip
from planck.pattern import pattern
from planck.record import Record
from planck.render import View, of_results
from planck.render.message import help_text, message_text, place_text
from planck.render.numbers import clean, code, cut, markdown, row
from planck.render.sentence import because, margin
from planck.render.summary import assumed_line, checks_line, headline, nothing_checked_line, plan_score_lines
from planck.render.views.targets import several_regions
from planck.render.words import NOT_ASSESSED, SEVERITIES, label_of, language_of, title_of
from planck.words import Label

MARK = "<!-- planck -->"
# GitHub takes 65,536 characters.
LIMIT = 60_000
MOST_FIGURES = MOST_TARGETS = MOST_FINDINGS = 20
# Columns of one cell, and of one line of a list.
CELL, LINE = 240, 600

# Who is called in the name of a source is not asked to read along.
_MENTION = pattern(r"(?<!\w)@(?=\w)")


class Note(Record):
    """What every part needs: the run, the language, and what fails it."""

    result: Result
    language: Language
    view: View

    def say(self, words: Text) -> str:
        """The words in the language of the comment."""
        return words.in_(self.language)

    def text(self, text: str, columns: int = LINE) -> str:
        """`text` as one piece of Markdown that obeys nothing and calls nobody."""
        return _MENTION.sub("@\u200b", markdown(cut(clean(text), columns)))

    def listed(self, lines: Iterable[str], most: int) -> list[str]:
        """The first lines as a list, and how many there are besides."""
        found = [f"- {line}" for line in lines]
        more = len(found) - most
        left = [self.say(Label("render.comment.and_more_items").fill(more=more))] if more > 0 else []
        return [*found[:most], *left]


def failing(result: Result, view: View) -> tuple[Finding, ...]:
    """The findings that fail the run: at `fail_on`, or what a plan has set for itself where nobody says otherwise."""
    found = [finding for finding in result.findings if finding.severity.rank >= view.fail_on.rank]
    for plan in result.plans:
        least = view.fail_on if view.fail_on_given else plan.plan.gate.fail_on or view.fail_on
        found += [finding for finding in plan.findings if finding.severity.rank >= least.rank]
    return tuple(found)


def _title(note: Note, stopping: Sequence[Finding]) -> str:
    if note.result.not_evaluated:
        said = note.say(Label("render.comment.could_not_be_evaluated"))
    elif note.result.nothing_checked:
        said = note.say(Label("render.comment.nothing_was_checked"))
    elif stopping:
        said = note.say(Label("render.comment.does_not_pass").fill(findings=len(stopping)))
    else:
        said = note.say(Label("render.comment.passes"))
    return f"## planck {said}"


def _what_changed(changes: Changes, note: Note) -> list[str]:
    from planck.render.views.changes import series_line, summary_line, target_line, told_singly

    singly = list(told_singly(changes))
    lines = [note.text(series_line(change, note.language)) for change in changes.series]
    lines += [note.text(target_line(change, note.language)) for change in changes.targets]
    return [
        note.text(summary_line(changes, note.language)),
        "",
        *note.listed((_figure(change, note) for change in singly), MOST_FIGURES),
        *note.listed(lines, MOST_FIGURES),
        "",
    ]


def _figure(change: FigureChange, note: Note) -> str:
    from planck.render.views.changes import figure_line

    figure = change.figure
    source = figure.source or note.say(Label("render.comment.no_source_stated"))
    published = figure.published.isoformat() if figure.published else note.say(Label("render.comment.no_date_stated"))
    by = note.say(Label("render.comment.published_by_source_published").fill(source=source, published=published))
    place = f"{figure.place.file}:{figure.place.cell or figure.place.line}"
    return f"{note.text(figure_line(change, note.language))}{note.text(by)} {code(cut(clean(place), CELL))}"


class _Row(Record, kw_only=False):
    """A target whose status or figures changed; flip None: its status is what it was."""

    plan: PlanResult | None
    assessment: Assessment
    flip: Flip | None


def _rows(changes: Changes, plans: Sequence[PlanResult]) -> Iterator[_Row]:
    """The flips first, then the targets whose figures changed and whose status did not."""
    by_id = {plan.plan.id: plan for plan in plans}
    for flip in changes.flips:
        either = flip.after or flip.before
        assert either is not None
        yield _Row(by_id.get(flip.plan), either, flip)
    flipped = {(flip.plan, flip.target.id, flip.region) for flip in changes.flips}
    moved = {change.new.place for change in changes.figures if change.new}
    for plan in plans:
        for each in plan.assessments:
            if (plan.plan.id, each.target.id, each.region) not in flipped and moved & _places(each):
                yield _Row(plan, each, None)


def _places(assessment: Assessment) -> set[Place]:
    return {figure.place for reading in assessment.series for figure in reading.figures}


def _statuses(changes: Changes, note: Note) -> list[str]:
    found = list(_rows(changes, note.result.plans))
    if not found:
        return [note.say(Label("render.comment.no_status_depends_on_what")), ""]
    headers = note.say(Label("render.comment.target_status_why_what_would")).split("|")
    cells = [[note.text(text, CELL) for text in _cells(each, note)] for each in found[:MOST_TARGETS]]
    more = len(found) - MOST_TARGETS
    left = [note.say(Label("render.comment.and_more_flips").fill(more=more)), ""] if more > 0 else []
    return [row(headers), row(["---"] * len(headers)), *map(row, cells), "", *left]


def _cells(each: _Row, note: Note) -> list[str]:
    from planck.gate.judge import causes_text
    from planck.render.views.changes import ARROW, status_text

    assessment, flip = each.assessment, each.flip
    several = len(note.result.plans) > 1 and each.plan is not None
    regions = each.plan is not None and several_regions(each.plan.assessments)
    name = label_of(assessment, note.language, regions=regions)
    own = f"{each.plan.plan.id}: {name}" if several and each.plan else name
    if flip is None:
        same = note.say(Label("render.comment.as_before"))
        return [own, status_text(assessment.status, note.language) + same, "", _true(assessment, note)]
    statuses = ARROW.join(status_text(status, note.language) for status in (flip.old, flip.new))
    rounding = note.say(Label("render.common.by_rounding_alone")) if flip.rounding else ""
    return [own, statuses, causes_text(flip).in_(note.language) + rounding, _true(flip.after, note)]


def _true(assessment: Assessment | None, note: Note) -> str:
    """What the newest figure would have to be, or why there is no verdict."""
    if assessment is None or assessment.status == NOT_ASSESSED:
        return because(assessment, note.language) if assessment else ""
    return margin(assessment, note.language)


def _scores(note: Note) -> list[str]:
    """The score and the coverage of each plan, before and after."""
    from planck.render.views.changes import coverage_line, score_line

    lines: list[str] = []
    changes = note.result.changes
    for plan in note.result.plans:
        about = f"{plan.plan.id}: " if len(note.result.plans) > 1 else ""
        moves = [move for move in changes.scores if move.plan == plan.plan.id] if changes else []
        if moves:
            lines += [about + score_line(move, note.language) for move in moves]
        else:
            lines += [about + text for text in _score_now(plan, note)]
        coverages = [one for one in changes.coverage if one.plan == plan.plan.id] if changes else []
        lines += [about + text for text in (coverage_line(one, note.language) for one in coverages) if text]
    return [*note.listed(map(note.text, lines), MOST_TARGETS), ""]


def _score_now(plan: PlanResult, note: Note) -> list[str]:
    if plan.score is None or not plan.score.units:
        return [note.say(Label("render.comment.score_none_plan_names_no"))]
    same = note.say(Label("render.comment.as_in_base")) if note.result.changes else ""
    return [text + same for text in plan_score_lines(plan.score, note.language)]


def _verdicts(note: Note) -> list[str]:
    return note.listed(
        (
            f"{note.text(title_of(plan.plan, note.language))}{note.say(Label('render.marks.colon'))}{note.text(text)}"
            for plan in note.result.plans
            if (text := headline(plan.assessments, note.language))
        ),
        MOST_TARGETS,
    )


def _to_pass(stopping: Sequence[Finding], note: Note) -> list[str]:
    if not stopping:
        return []
    heading = note.say(Label("render.comment.to_pass"))
    worst = sorted(stopping, key=lambda finding: -finding.severity.rank)
    return [heading, "", *note.listed((_finding(each, note, advice=True) for each in worst), MOST_FINDINGS), ""]


def _others(stopping: Sequence[Finding], note: Note) -> list[str]:
    told = {id(finding) for finding in stopping}
    others = [finding for finding in note.result.all_findings if id(finding) not in told]
    worst = sorted(others, key=lambda finding: -finding.severity.rank)
    room = max(0, MOST_FINDINGS - len(stopping))
    if not worst:
        return []
    heading = note.say(Label("render.comment.other_findings_count").fill(count=len(worst)))
    return [heading, "", *note.listed((_finding(each, note, advice=False) for each in worst), room), ""]


def _finding(finding: Finding, note: Note, *, advice: bool) -> str:
    severity = SEVERITIES[finding.severity].in_(note.language)
    lead = f"{severity} **{note.text(finding.code)}** {note.text(finding.name)} {code(place_text(finding))}"
    text = f"{lead}: {note.text(message_text(finding, note.language))}"
    help_ = help_text(finding, note.language) if advice else ""
    return f"{text} **{note.say(Label('render.comment.help'))}** {note.text(help_)}" if help_ else text


def _fitting(lines: Sequence[str], note: Note) -> str:
    """The lines, or as many of the first as fit and one that counts the others."""
    whole = "\n".join(lines).rstrip() + "\n"
    if len(whole) <= LIMIT:
        return whole
    kept, size = 0, 200
    while size + len(lines[kept]) < LIMIT:
        size += len(lines[kept]) + 1
        kept += 1
    left = len(lines) - kept
    return (
        "\n".join([*lines[:kept], "", note.say(Label("render.comment.left_more_lines_are_left").fill(left=left))])
        + "\n"
    )


@of_results("comment")
def comment(result: Result, view: View) -> str:
    """At most 60,000 characters: pass or not, what changed, the statuses and scores it moves, what is to be done."""
    note = Note(result=result, language=language_of(result, view.language), view=view)
    stopping = failing(result, view)
    lines = [MARK, _title(note, stopping), ""]
    if assumed := assumed_line(result.plans, note.language):
        lines += [f"**{assumed}**", ""]
    if result.changes:
        lines += [*_what_changed(result.changes, note), *_statuses(result.changes, note)]
    elif not result.audited:
        lines += [note.say(Label("render.comment.there_is_no_base_to")), ""]
    if result.nothing_checked:
        lines += [nothing_checked_line(note.language), ""]
    # An audit gives no verdict on figures.
    lines += [] if result.audited else [*_verdicts(note), *_scores(note)]
    lines += [*_to_pass(stopping, note), *_others(stopping, note)]
    return _fitting([*lines, f"planck {clean(result.version)}: {checks_line(result, note.language)}"], note)
