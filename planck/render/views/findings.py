"""Findings as blocks: each whole, or those of one rule together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from planck.assess.plan import Result
from planck.model import Finding, Input, Language, Severity
from planck.render.document import Code, Group, Item, Items, Line, Notice, Strong, items
from planck.view.message import help_text, message_text, place_text, snippet
from planck.view.numbers import clean
from planck.view.words import SEVERITIES, Tone
from planck.words import Label, say

MOST_PER_RULE = 5
MOST_ERRORS_PER_RULE = 10
TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.FAIR, Severity.NOTE: Tone.NONE}


def advice_label(language: Language) -> str:
    """What stands before what is to be done."""
    return say("render.findings.help", language)


def notice(finding: Finding, language: Language, inputs: Iterable[Input] = (), width: int = 76) -> Notice:
    """One finding whole, with the line that it points at where that was read."""
    return Notice(
        label=SEVERITIES[finding.severity].in_(language),
        tone=TONES[finding.severity],
        code=clean(finding.code),
        name=clean(finding.name),
        place=place_text(finding),
        text=message_text(finding, language),
        help=help_text(finding, language),
        help_label=advice_label(language),
        snippet=tuple(snippet(finding.place, inputs, width)),
    )


def errors(
    findings: Iterable[Finding], language: Language, inputs: Sequence[Input], width: int
) -> Iterator[Notice | Group]:
    """The errors in the order of their places; of one rule only the first, as a broken file breaks it in every line."""
    seen: Counter[str] = Counter()
    for finding in of(Severity.ERROR, findings):
        seen[finding.code] += 1
        if seen[finding.code] <= MOST_ERRORS_PER_RULE:
            yield notice(finding, language, inputs, width)
    for code, count in seen.items():
        left = count - MOST_ERRORS_PER_RULE
        if left > 0:
            text = Label("render.findings.left_more_errors_code_see").fill(left=left, code=code)
            yield Group(title=text.in_(language), tone=Tone.BAD, lines=())


def milder(findings: Iterable[Finding], language: Language) -> Iterator[Group]:
    """Warnings, then notes, those of one rule together."""
    listed = list(findings)
    for severity in (Severity.WARNING, Severity.NOTE):
        by_code = sorted(of(severity, listed), key=lambda finding: finding.code)
        for _, group in groupby(by_code, key=lambda finding: finding.code):
            yield _group(list(group), language)


def of(severity: Severity, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one severity."""
    return [finding for finding in findings if finding.severity is severity]


def _group(group: Sequence[Finding], language: Language) -> Group:
    """One rule: its findings with their places, its advice once; notes need none."""
    first, left = group[0], len(group) - MOST_PER_RULE
    count = say("render.findings.count", language, count=len(group)) if len(group) > 1 else ""
    more = say("render.common.and_left_more_see_other", language, left=left)
    advice = help_text(first, language) if first.severity is not Severity.NOTE else ""
    return Group(
        title=f"{SEVERITIES[first.severity].in_(language)} {clean(first.code)} {clean(first.name)}{count}",
        tone=TONES[first.severity],
        lines=tuple(f"{place_text(each)}: {message_text(each, language)}" for each in group[:MOST_PER_RULE]),
        more=more if left > 0 else "",
        help=advice_label(language) + advice if advice else "",
    )


def inputs_read(result: Result, language: Language, *before: Line) -> tuple[Items, ...]:
    """Some lines, and behind them the files that were read, with what they held."""
    label = say("render.common.input", language)
    return items((*before, *((label, Code(each.file), " SHA-256 ", Code(each.sha256)) for each in result.inputs)))


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first."""
    return sorted(findings, key=lambda finding: -finding.severity.rank)


def item(finding: Finding, language: Language, *, advice: bool = False) -> Item:
    """A finding as one entry of a list."""
    title = Strong(f"{SEVERITIES[finding.severity].in_(language)} {clean(finding.code)} {clean(finding.name)}")
    place = (" ", Code(place_text(finding))) if finding.place else ()
    text = help_text(finding, language) if advice else ""
    said = (advice_label(language) + text,) if text else ()
    return Item(text=(title, *place, f": {message_text(finding, language)}"), below=said)


# Which findings a change touches, so that those which stood before do not crowd it out; and those of one cause.

# The families of findings about a change.
OF_CHANGES = ("R", "T01", "G00")


def is_touched(result: Result) -> Callable[[Finding], bool]:
    """Whether a finding is about the change, or about a row, a target or a region that it changed; without a base every
    one is.
    """
    changes = result.changes
    if changes is None:
        return lambda finding: True
    places = [change.new.place for change in changes.figures if change.new]
    places += [change.place for change in changes.targets]
    places += [change.place for change in changes.series]
    rows = {(place.file, place.line) for place in places}
    verdicts = {(flip.plan, flip.target.id, flip.region) for flip in changes.flips}

    def touched(finding: Finding) -> bool:
        place = finding.place
        here = place is not None and (place.file, place.line) in rows
        about = (finding.plan, finding.target, finding.region) in verdicts
        return here or about or finding.code.startswith(OF_CHANGES)

    return touched


def changed_first(findings: Sequence[Finding], result: Result) -> tuple[Finding, ...]:
    """The findings, worst first; of each severity those about the change first, then those that it touches."""
    touched = is_touched(result)

    def rank(finding: Finding) -> tuple[int, bool, bool]:
        return -finding.severity.rank, not finding.code.startswith(OF_CHANGES), not touched(finding)

    return tuple(sorted(findings, key=rank))


def told_by_cause(result: Result, *, every: bool = False) -> Result:
    """The result as people read it: findings about a change that have one cause are one; `every`: all of one code."""
    if result.changes is None:
        return result
    from planck.gate.together import together  # only a run with a base pays for it

    return together(result, every=every)
