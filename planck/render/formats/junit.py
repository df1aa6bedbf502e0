"""JUnit XML: one suite a plan and one for the inputs, one case for each check that ran, passes included."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planck.assess.plan import Result
from planck.model import Finding, Language
from planck.pattern import pattern
from planck.render import View, of_results
from planck.render.views.explain import every_rule
from planck.view.message import help_text, message_text, place_text
from planck.view.numbers import REPLACED, clean
from planck.view.words import language_of

# What no document may hold, not even escaped. Source: W3C, Extensible Markup Language (XML) 1.0, 2.2.
_NOT_XML = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _name(code: str, findings: Sequence[Finding]) -> str:
    rule = every_rule().get(code)
    name = findings[0].name if findings else rule.name if rule else ""
    return f"{code} {name}".rstrip()


def _lines(findings: Iterable[Finding], language: Language) -> str:
    lines = []
    for finding in findings:
        lines.append(f"{place_text(finding)}: {finding.severity.value}: {message_text(finding, language)}")
        lines += [f"  {advice}"] if (advice := help_text(finding, language)) else []
    return "\n".join(lines)


def _case(suite: Element, code: str, findings: Sequence[Finding], view: View, language: Language) -> None:
    case = SubElement(suite, "testcase", classname=suite.get("name", ""), name=clean(_name(code, findings)))
    failing = [finding for finding in findings if finding.severity.rank >= view.fail_on.rank]
    others = [finding for finding in findings if finding not in failing]
    if failing:
        # What could not be evaluated is an error, what was and is not as it should be a failure.
        kind = "error" if any(finding.blocking for finding in failing) else "failure"
        said = SubElement(case, kind, message=message_text(failing[0], language), type=failing[0].severity.value)
        said.text = _lines(failing, language)
    if others:
        SubElement(case, "system-out").text = _lines(others, language)


def _suite(name: str, codes: Iterable[str], findings: Sequence[Finding], view: View, language: Language) -> Element:
    suite = Element("testsuite", name=clean(name))
    for code in sorted({*codes, *(finding.code for finding in findings)}):
        _case(suite, code, [finding for finding in findings if finding.code == code], view, language)
    for count, path in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        suite.set(count, str(len(suite.findall(path))))
    suite.set("skipped", "0")
    return suite


@of_results("junit")
def junit(result: Result, view: View) -> str:
    """Cases that fail are those with a finding as severe as the gate stops at; other findings are their output."""
    language = language_of(result, view.language)
    suites = [_suite("inputs", (), result.findings, view, language)] if result.findings else []
    suites += [
        _suite(plan.plan.id, result.checks, plan.findings, view, view.language or plan.plan.language)
        for plan in result.plans
    ]
    root = Element("testsuites", name="planck")
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    text = _NOT_XML.sub(REPLACED, tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
