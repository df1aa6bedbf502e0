"""The code quality report of GitLab. Source: docs.gitlab.com, "Code Quality", section on importing results."""

from collections import Counter
from hashlib import sha256

from planck.assess.plan import Result
from planck.model import Finding, Severity
from planck.render import View, of_results
from planck.render.data import Json, indented
from planck.view.message import message_text
from planck.view.words import language_of

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def _fingerprints(findings: list[Finding]) -> list[str]:
    """One for each finding, and no two the same: of twins the second and later have their number worked in."""
    seen: Counter[str] = Counter()
    unique = []
    for finding in findings:
        own = finding.fingerprint
        unique.append(own if not seen[own] else sha256(f"{own}/{seen[own]}".encode()).hexdigest()[: len(own)])
        seen[own] += 1
    return unique


def _path(finding: Finding, result: Result) -> str:
    # The format wants a path for everything: what has no place of its own is said of the first file that was read.
    if finding.place and finding.place.file:
        return finding.place.file
    return result.inputs[0].file if result.inputs else "planck"


@of_results("gitlab")
def code_quality(result: Result, view: View) -> str:
    """Every finding as one entry of a code quality report."""
    language = language_of(result, view.language)
    findings = list(result.all_findings)
    entries: list[Json] = [
        {
            "description": message_text(finding, language),
            "check_name": f"{finding.code} {finding.name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": _path(finding, result),
                "lines": {"begin": max(1, finding.place.line if finding.place else 1)},
            },
        }
        for finding, fingerprint in zip(findings, _fingerprints(findings), strict=True)
    ]
    return indented(entries)
