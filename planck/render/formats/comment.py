"""The comment on a pull request, in Markdown: what the change does to the verdicts, for a reviewer with a minute.

It begins with a mark that no reader sees, so that the next run finds its comment and writes it anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Finding, Severity
from planck.model.change import Changes, FigureChange, Flip, ScoreMove
from planck.pattern import pattern
from planck.record import Record
from planck.render import View, of_results
from planck.render.views.findings import changed_first, is_touched, told_by_cause
from planck.view.answer import plan_answer
from planck.view.brief import failing
from planck.view.goal import shown
from planck.view.message import help_parts, message_text, place_text
from planck.view.numbers import clean, code, cut, markdown, row
from planck.view.outlook import margin
from planck.view.reader import Speaker
from planck.view.sentence import because
from planck.view.summary import assumed_line, checks_line, nothing_checked_line, plan_score_lines
from planck.view.words import NOT_ASSESSED, SEVERITIES, language_of, title_of

MARK = "<!-- planck -->"
# Whoever merges an `ignore`, a goal on record or a setting that came with the change should have seen it.
NEW_IGNORE, WEAKENED_GOAL, WEAKENED_SETTING = "G006", "G004", "X013"
# Who reads that nothing changed should know what was not compared.
NOT_COMPARED = ("X023", "X024")
# GitHub takes 65,536 characters; what stands open has room for the lines below.
LIMIT, FOLDED_LIMIT = 60_000, 30_000
# Lines that stand open.
MOST_OPEN = 40
# Lines of each sort in what is folded.
MOST_FOLDED = 40
# Columns of one cell, and of one line of a list.
CELL, LINE = 240, 600

# Who is called in the name of a source is not asked to read along.
# A Chinese character before it makes it none the less a mention.
_MENTION = pattern(r"(?<![A-Za-z0-9_])@(?=\w)")


class Sizes(Record, kw_only=False):
    """How many items stand open of each list: causes, flips, scores, findings that fail, findings for review."""

    causes: int
    flips: int
    scores: int
    failing: int
    review: int


# The first with which the whole is short enough; with the last it always is.
SIZES = (Sizes(6, 4, 3, 6, 4), Sizes(5, 3, 2, 6, 2), Sizes(3, 3, 2, 3, 0))


class Note(Speaker):
    """What every part needs: the run, the language, and how much of it stands open."""

    result: Result
    view: View
    sizes: Sizes = SIZES[0]

    def text(self, text: str, columns: int = LINE) -> str:
        """`text` as one piece of Markdown that obeys nothing and calls nobody."""
        return _MENTION.sub("@\u200b", markdown(cut(clean(text), columns)))

    def listed(self, lines: Iterable[str], most: int) -> list[str]:
        """The first lines as a list, and how many there are besides."""
        found = [f"- {line}" for line in lines]
        more = len(found) - most
        left = [self.say("render.comment.and_more_items", more=more)] if more > 0 else []
        return [*found[:most], *left]


def _title(note: Note, stopping: Sequence[Finding]) -> str:
    if note.result.not_evaluated:
        said = note.say("render.comment.could_not_be_evaluated")
    elif note.result.nothing_checked:
        said = note.say("render.comment.nothing_was_checked")
    elif stopping:
        said = note.say("render.comment.does_not_pass", findings=len(stopping))
    else:
        said = note.say("render.comment.passes")
    return f"## planck {said}"


def _what_changed(changes: Changes, note: Note) -> list[str]:
    """What changed, a line a cause."""
    from planck.render.views.changes import cause_lines, series_lines, summary_line, target_lines

    causes = [*cause_lines(changes, note.language)]
    if len(changes.figures) == 1:
        causes = [text + _publisher(changes.figures[0], note) for text in causes]
    lines = [*series_lines(changes.series, note.language), *causes]
    lines = [*target_lines(changes.targets, note.language), *lines]
    listed = note.listed(map(note.text, lines), note.sizes.causes)
    return [note.text(summary_line(changes, note.language)), "", *([*listed, ""] if listed else [])]


def _publisher(change: FigureChange, note: Note) -> str:
    """Who published the one figure that changed, as far as that is stated."""
    figure = change.figure
    parts = [figure.source, figure.published.isoformat() if figure.published else ""]
    source = note.say("render.marks.comma").join(part for part in parts if part)
    return note.say("render.comment.published_by", source=source) if source else ""


def _statuses(changes: Changes, note: Note) -> list[str]:
    """The flips, one a row; of those from one status to another by one sort of cause one row where there are many."""
    from planck.render.views.changes import consequences, tells_of_statuses

    if not changes.flips:
        return [note.say("render.comment.no_status_depends_on_what"), ""]
    headers = note.say("render.comment.target_status_why").split("|")
    rows, most = list(_flip_rows(changes.flips, note)), note.sizes.flips
    cells = [row([note.text(text, CELL) for text in each]) for each in rows[:most]]
    more = len(rows) - most
    left = [note.say("render.comment.and_more_items", more=more)] if more > 0 else []
    counted = (
        consequences(changes.flips, note.language)
        if not (len(changes.flips) == 1 or tells_of_statuses(changes))
        else ""
    )
    told = [note.text(counted), ""] if counted else []
    return [*told, row(headers), row(["---"] * len(headers)), *cells, *(["", *left] if left else []), ""]


def _flip_rows(flips: Sequence[Flip], note: Note) -> Iterator[list[str]]:
    from planck.gate.telling import ORIGINS, causes_text
    from planck.render.views.changes import ARROW, by_cause, named, status_text

    several = len(note.result.plans) > 1
    for group in by_cause(flips):
        flip = group[0]
        names = note.say("render.change_causes.names", names=[named(one) for one in group[:3]])
        if len(group) > 1:
            names = note.say("render.change_causes.of_many", count=len(group), names=names)
        statuses = ARROW.join(status_text(status, note.language) for status in (flip.old, flip.new))
        rounding = note.say("render.common.by_rounding_alone") if flip.rounding else ""
        why = causes_text(flip).in_(note.language) + rounding if len(group) == 1 else note.say(ORIGINS[flip.origin])
        wanted = _true(flip.after, note) if len(group) == 1 else ""
        yield [f"{flip.plan}: {names}" if several else names, statuses, why, wanted]


def _true(assessment: Assessment | None, note: Note) -> str:
    """What the newest figure would have to be, or why there is no verdict."""
    if assessment is None or assessment.status == NOT_ASSESSED:
        return because(shown(assessment, note.language), note.language) if assessment else ""
    return margin(shown(assessment, note.language), note.language)


def _scores(note: Note) -> list[str]:
    """The verdicts, the score and the coverage of each plan; before and after where they moved."""
    from planck.render.views.changes import coverage_line, score_line

    lines: list[str] = []
    changes = note.result.changes
    for plan in note.result.plans:
        about = f"{plan.plan.id}: " if len(note.result.plans) > 1 else ""
        verdicts = plan_answer(plan, note.language)
        colon = note.say("render.marks.colon")
        lines += [f"{title_of(plan.plan, note.language)}{colon}{verdicts}"] if verdicts else []
        moves = sorted((move for move in changes.scores if move.plan == plan.plan.id), key=_size) if changes else []
        own = [score_line(move, note.language) for move in moves] if changes else _score_now(plan, note)
        judged = [one for one in changes.coverage if one.plan == plan.plan.id] if changes else []
        own += [coverage_line(one, note.language) for one in judged]
        lines += [about + text for text in own if text]
    return [*note.listed(map(note.text, lines), note.sizes.scores), ""] if lines else []


def _size(move: ScoreMove) -> float:
    """The largest moves first, those to or from no score before them."""
    return float("-inf") if move.old is None or move.new is None else -abs(move.new - move.old)


def _score_now(plan: PlanResult, note: Note) -> list[str]:
    if plan.score is None or not plan.score.units:
        return []
    return list(plan_score_lines(plan.score, note.language))


def _to_pass(stopping: Sequence[Finding], note: Note) -> list[str]:
    if not stopping:
        return []
    heading = note.say("render.comment.to_pass")
    return [heading, "", *note.listed((_finding(each, note, advice=True) for each in stopping), note.sizes.failing), ""]


def _decided(stopping: Sequence[Finding], note: Note) -> list[Finding]:
    """What passes and yet somebody decided: ignores that came with the change, goals weakened, figures revised."""
    told = {id(finding) for finding in stopping}
    findings = changed_first(note.result.all_findings, note.result) if note.result.changes else ()
    return [finding for finding in findings if id(finding) not in told and _is_decision(finding)]


def _for_review(review: Sequence[Finding], note: Note) -> list[str]:
    if not review:
        return []
    if not note.sizes.review:
        return [note.say("render.comment.to_review_folded", count=len(review)), ""]
    listed = note.listed((_finding(each, note, advice=False) for each in review), note.sizes.review)
    return [note.say("render.comment.to_review"), "", *listed, ""]


def _is_decision(finding: Finding) -> bool:
    """Whether a finding is about what somebody did to figures, to a plan or to its ignores.

    Notes are what is on record or as it should be; those that weaken a goal or move a status are shown all the same.
    """
    weighty = finding.severity is not Severity.NOTE or "flip_name" in finding.arguments
    always = (NEW_IGNORE, WEAKENED_GOAL, WEAKENED_SETTING, *NOT_COMPARED)
    return (finding.code.startswith(("R", "G00")) and weighty) or finding.code in always


def _finding(finding: Finding, note: Note, *, advice: bool) -> str:
    severity = SEVERITIES[finding.severity].in_(note.language)
    lead = f"{severity} **{note.text(finding.code)}** {note.text(finding.name)} {code(place_text(finding))}"
    text = f"{lead}: {note.text(message_text(finding, note.language))}"
    help_ = _advice(finding, note) if advice else ""
    return f"{text} **{note.say('render.comment.help')}** {help_}" if help_ else text


def _advice(finding: Finding, note: Note) -> str:
    """What to do; a call in it is shown as code, as it is to be typed, and never cut."""
    before, call, after = help_parts(finding, note.language)
    return note.text(before) + (f" {code(call)}" if call else "") + note.text(after)


def _standing(stopping: Sequence[Finding], note: Note) -> list[str]:
    """How many findings the change does not touch."""
    told, touched = {id(finding) for finding in stopping}, is_touched(note.result)
    standing = sum(id(finding) not in told and not touched(finding) for finding in note.result.all_findings)
    return [note.say("render.comment.standing", count=standing), ""] if standing else []


def _folded(stopping: Sequence[Finding], note: Note) -> list[str]:
    """What a reader may want to look up: every flip, every changed figure, the other findings about the change."""
    from planck.render.views.changes import figure_line, flip_line

    open_ones = [*stopping, *_decided(stopping, note)[: note.sizes.review]]
    changes, told = note.result.changes, {id(finding) for finding in open_ones}
    touched = is_touched(note.result)
    others = [finding for finding in note.result.all_findings if id(finding) not in told and touched(finding)]
    flips = [note.text(flip_line(flip, note.language)) for flip in changes.flips] if changes else []
    figures = [note.text(figure_line(change, note.language)) for change in changes.figures] if changes else []
    findings = [_finding(finding, note, advice=False) for finding in others]
    heading = note.say("render.comment.other_findings", count=len(others))
    parts = [note.listed(flips, MOST_FOLDED), note.listed(figures, MOST_FOLDED)]
    parts += [[heading, "", *note.listed(findings, MOST_FOLDED)]] if findings else []
    lines = _fitting([line for part in parts if part for line in (*part, "")])
    if not lines:
        return []
    summary = note.say("render.comment.details")
    return [f"<details><summary>{summary}</summary>", "", *lines, "</details>", ""]


def _fitting(lines: Sequence[str]) -> list[str]:
    """As many of the lines as there is room for behind what stands open."""
    sizes = accumulate(len(line) + 1 for line in lines)
    return [line for line, size in zip(lines, sizes, strict=True) if size < FOLDED_LIMIT]


@of_results("comment")
def comment(result: Result, view: View) -> str:
    """At most 40 lines open and 60,000 characters: pass or not, what changed, what it does, what is to be done."""
    result = told_by_cause(result, every=True)
    note = Note(result=result, language=language_of(result, view.language), view=view)
    stopping = changed_first(failing(result, view), result)
    standing = _standing(stopping, note)
    # What is folded is one line and a blank one to whoever does not open it; the last line counts the findings.
    room = MOST_OPEN - len(standing) - 3
    each = (replace(note, sizes=sizes) for sizes in SIZES)
    note = next((sized for sized in each if len(_opened(stopping, sized)) <= room), replace(note, sizes=SIZES[-1]))
    last = f"planck {clean(result.version)}: {checks_line(result, note.language)}"
    return "\n".join([*_opened(stopping, note), *standing, *_folded(stopping, note), last]) + "\n"


def _opened(stopping: Sequence[Finding], note: Note) -> list[str]:
    """What stands open."""
    result = note.result
    lines = [MARK, _title(note, stopping), ""]
    if assumed := assumed_line(result.plans, note.language):
        lines += [f"**{assumed}**", ""]
    if result.changes:
        lines += _what_changed(result.changes, note)
        lines += [] if result.changes.nothing else _statuses(result.changes, note)
    elif not result.audited:
        lines += [note.say("render.comment.there_is_no_base_to"), ""]
    if result.nothing_checked:
        lines += [nothing_checked_line(note.language), ""]
    # An audit gives no verdict on figures.
    lines += [] if result.audited else _scores(note)
    return [*lines, *_to_pass(stopping, note), *_for_review(_decided(stopping, note), note)]
