"""Workflow commands of GitHub Actions: each finding as an annotation at its line.

Source: docs.github.com, "Workflow commands for GitHub Actions"; the platform shows ten annotations of a level and
drops the rest without a word, so planck stops before that and says how many it left out.
"""

from planck.assess.plan import Result
from planck.model import Finding, Language, Severity
from planck.render import View, of_results
from planck.render.views.findings import changed_first
from planck.view.message import help_text, message_text
from planck.view.numbers import clean
from planck.view.words import language_of
from planck.words import say

SHOWN = 9
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _properties(finding: Finding) -> str:
    place = finding.place
    named: dict[str, str] = {}
    if place and place.file:
        named["file"] = place.file
    if place and place.line:
        named |= {"line": str(place.line), "col": str(place.column), "endColumn": str(max(place.end, place.column))}
    named["title"] = clean(f"{finding.code} {finding.name}")
    return ",".join(f"{name}={_escaped(value, ':,')}" for name, value in named.items())


def _annotation(finding: Finding, language: Language) -> str:
    words = [message_text(finding, language), help_text(finding, language)]
    message = _escaped("\n".join(word for word in words if word))
    return f"::{_COMMANDS[finding.severity]} {_properties(finding)}::{message}"


def _left_out(counts: dict[Severity, int], language: Language) -> str:
    listed = ", ".join(f"{count} {severity.value}" for severity, count in counts.items())
    text = say("render.github.findings_left_out_here_report", language, listed=listed)
    return f"::notice title=planck::{text}"


@of_results("github")
def annotations(result: Result, view: View) -> str:
    """At most nine annotations, worst first and those on changed lines before others, and a notice of how many more."""
    language = language_of(result, view.language)
    listed = changed_first(result.all_findings, result)
    lines: list[str] = []
    rest: dict[Severity, int] = {}
    for severity in reversed(Severity):
        found = [finding for finding in listed if finding.severity is severity]
        room = SHOWN - len(lines)
        lines += [_annotation(finding, language) for finding in found[:room]]
        if len(found) > room:
            rest[severity] = len(found) - room
    text = "".join(f"{line}\n" for line in [*lines, *([_left_out(rest, language)] if rest else [])])
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
