"""One line for each finding, for editors and scripts, and one line at the end."""

from planck.assess.plan import Result
from planck.model import Finding, Language
from planck.render import View, of_results
from planck.view.message import message_text, place_text
from planck.view.numbers import clean
from planck.view.summary import assumed_line, checks_line, nothing_checked_line, plan_score_texts
from planck.view.words import language_of


def _line(finding: Finding, language: Language) -> str:
    what = f"{clean(finding.code)} {finding.severity.value} {clean(finding.name)}"
    return f"{place_text(finding)}: {what}: {message_text(finding, language)}"


@of_results("concise")
def concise(result: Result, view: View) -> str:
    """One line per finding, `file:line:column: CODE severity name: message`, and a line that counts them."""
    language = language_of(result, view.language)
    lines = [f"{clean(plan.plan.id)}: {assumed_line((plan,), language)}" for plan in result.plans if plan.assumed]
    lines += [_line(finding, language) for finding in result.findings]
    for plan in result.plans:
        own = view.language or plan.plan.language
        lines += [_line(finding, own) for finding in plan.findings]
        lines += [f"{clean(plan.plan.id)}: {text}" for text in plan_score_texts(plan.score, own)]
    if result.changes:
        from planck.render.views.changes import summary_line  # only a run with a base pays for it

        lines.append(summary_line(result.changes, language))
    lines += [nothing_checked_line(language)] if result.nothing_checked and not result.audited else []
    return "\n".join([*lines, _counts(result, language)]) + "\n"


def _counts(result: Result, language: Language) -> str:
    if result.audited:
        from planck.render.views.audit import audits_line

        return audits_line(result, language)
    return checks_line(result, language)
