"""Findings that were there when planck was taken up."""

from collections.abc import Mapping
from dataclasses import dataclass

from planck.model.finding import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """A known finding: its fingerprint, how often it occurs, and what tells people which one it is."""

    fingerprint: str
    times: int
    code: str
    plan: str = ""
    target: str = ""
    region: str = ""
    period: str = ""
    place: Place

    @property
    def about(self) -> str:
        """Its code and what it is about, in one line."""
        return " ".join(part for part in (self.code, self.plan, self.target, self.region, self.period) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The known findings, by fingerprint, and the file that they stand in."""

    file: str
    entries: Mapping[str, KnownFinding]
