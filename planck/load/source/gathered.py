"""The findings of one file, bounded: the gravest are kept, the rest are counted."""

from planck.load.source.text_rules import MORE_FINDINGS
from planck.model import Finding, Place, Severity

MOST_FINDINGS = 200

_GRAVEST_FIRST = sorted(Severity, key=lambda severity: -severity.rank)


class Gathered:
    """Collects the findings of one file while it is read.

    Ask `wants` before making a finding: in a file of junk most are only counted, and making them is what costs.
    """

    def __init__(self, file: str) -> None:
        """`file` is the name that the finding about the rest will carry."""
        self._file = file
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self._seen = dict.fromkeys(Severity, 0)

    def wants(self, severity: Severity) -> bool:
        """Whether another finding of this severity would be listed; counts it either way."""
        self.count(severity)
        return self._seen[severity] <= MOST_FINDINGS

    def count(self, severity: Severity, number: int = 1) -> None:
        """Count findings of this severity, those that will be listed among them."""
        self._seen[severity] += number

    def keep(self, finding: Finding) -> None:
        """List `finding`, which is already counted."""
        self._kept[finding.severity].append(finding)

    def findings(self) -> tuple[Finding, ...]:
        """At most `MOST_FINDINGS` in the order of their places, then one that counts the rest."""
        gravest = [finding for severity in _GRAVEST_FIRST for finding in self._kept[severity]]
        listed = sorted(gravest[:MOST_FINDINGS], key=_place)
        return (*listed, *self._rest(listed))

    def _rest(self, listed: list[Finding]) -> tuple[Finding, ...]:
        left = dict(self._seen)
        for finding in listed:
            left[finding.severity] -= 1
        out = sum(left.values())
        if not out:
            return ()
        gravest = next(severity for severity in _GRAVEST_FIRST if left[severity])
        return (MORE_FINDINGS.at(Place(self._file), severity=gravest, limit=MOST_FINDINGS, got=out),)


def _place(finding: Finding) -> Place:
    return finding.place or Place("")
