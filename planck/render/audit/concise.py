"""An audit with one line for each finding, for editors and scripts."""

from planck.model import Finding, Language, Result
from planck.render import View
from planck.render.audit import AUDIT_FORMATS
from planck.render.audit.sections import audits_line
from planck.render.message import message_text, place_text
from planck.render.numbers import clean
from planck.render.words import language_of


def _line(finding: Finding, language: Language) -> str:
    what = f"{clean(finding.code)} {finding.severity.value} {clean(finding.name)}"
    return f"{place_text(finding)}: {what}: {message_text(finding, language)}"


@AUDIT_FORMATS.entry("concise")
def concise(result: Result, view: View) -> str:
    """One line per finding, `file:line:column: CODE severity name: message`, and a line that counts them."""
    language = language_of(result, view.language)
    lines = [_line(finding, language) for finding in result.findings]
    for plan in result.plans:
        own = view.language or plan.plan.language
        lines += [_line(finding, own) for finding in plan.findings]
    return "\n".join([*lines, audits_line(result, language)]) + "\n"
