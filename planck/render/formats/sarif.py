"""SARIF 2.1.0, for code scanning. Source: OASIS, "Static Analysis Results Interchange Format Version 2.1.0"."""

from collections.abc import Sequence
from urllib.parse import quote

from planck.assess.plan import Result
from planck.model import Finding, Ignored, Language, Place, Rule, Severity
from planck.pattern import pattern
from planck.render import View, of_results
from planck.render.data import Json, indented
from planck.render.views.explain import every_rule
from planck.view.message import help_text, message_text
from planck.view.words import language_of
from planck.words import rule as rule_words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
# What looks like a link is one in a message, unless its brackets are escaped (3.11.6).
_LINK = pattern(r"\[([^\[\]]*)\]\(")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def _artifact(file: str) -> Json:
    uri = quote(file.encode("utf-8", "surrogateescape").replace(b"\\", b"/"), safe="/")
    return {"uri": uri} if file.startswith("/") else {"uri": uri, "uriBaseId": ROOT}


def _location(place: Place | None) -> list[Json]:
    if place is None or not place.file:
        return []
    physical: dict[str, Json] = {"artifactLocation": _artifact(place.file)}
    if place.line:
        start = max(1, place.column)
        physical["region"] = {"startLine": place.line, "startColumn": start, "endColumn": max(start, place.end)}
    return [{"physicalLocation": physical}]


def _rule(rule: Rule, language: Language) -> Json:
    words = rule_words(rule.code)
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": words.what.in_(language)},
        "help": {"text": f"{words.why.in_(language)}\n\n{words.help.in_(language)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, codes: Sequence[str], language: Language, reason: str | None = None) -> Json:
    words = (message_text(finding, language), help_text(finding, language))
    found: dict[str, Json] = {"ruleId": finding.code}
    if finding.code in codes:
        found["ruleIndex"] = codes.index(finding.code)
    found |= {
        "level": _LEVELS[finding.severity],
        "message": {"text": _LINK.sub(r"\\[\1\\](", "\n".join(word for word in words if word))},
        "locations": _location(finding.place),
        "partialFingerprints": {"planck/v1": finding.fingerprint},
    }
    if reason is not None:
        found["suppressions"] = [{"kind": "external", "justification": reason}]
    return found


def _run(result: Result, language: Language) -> Json:
    rules = every_rule()
    codes, told = list(rules), [_rule(rule, language) for rule in rules.values()]
    ignored: list[Ignored] = [one for plan in result.plans for one in plan.ignored]
    return {
        "tool": {"driver": {"name": "planck", "version": result.version, "rules": told}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not result.not_evaluated}],
        "artifacts": [{"location": _artifact(read.file), "hashes": {"sha-256": read.sha256}} for read in result.inputs],
        "results": [
            *(_result(finding, codes, language) for finding in result.all_findings),
            *(_result(one.finding, codes, language, one.reason) for one in ignored),
        ],
    }


@of_results("sarif")
def sarif(result: Result, view: View) -> str:
    """Every finding with its rule and place; those that were set aside come along as suppressed, with the reason."""
    runs = [_run(result, language_of(result, view.language))]
    return indented({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})
