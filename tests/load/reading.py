"""Documents from texts, and findings as one line each."""

from collections.abc import Iterable

from planck.load.files import Document, split_lines
from planck.model import Finding, Input


def document(text: str, file: str = "figures.csv") -> Document:
    return Document(Input(file, "", split_lines(text)), text)


def lines(findings: Iterable[Finding]) -> list[str]:
    """`CODE line:column` of each, or the code alone where the place is the whole file."""
    return [f"{one.code}{_where(one)}" for one in findings]


def _where(finding: Finding) -> str:
    place = finding.place
    assert place is not None
    assert place.end >= place.column
    return f" {place.line}:{place.column}" if place.line else ""
