"""Every official verdict with planck's own beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from planck.assess.plan import PlanResult
from planck.load.cells.period import parse_period
from planck.model import Assessment
from planck.pipeline import check
from planck.words import Language, Text

ROOT = Path(__file__).parents[2]
# The statuses of planck that say the same as an official word.
SAME = {
    "met": {"achieved", "achieved_early"},
    "early": {"achieved", "achieved_early"},
    "ahead": {"ahead"},
    "on_schedule": {"on_schedule"},
    "behind": {"behind", "off_track", "reversing"},
    "missed": {"missed"},
    "open": {"ahead", "on_schedule", "behind", "off_track", "reversing"},
}
SILENT = "not_assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An official verdict and planck's; `official` is empty where no office was heard."""

    plan: PlanResult
    assessment: Assessment
    as_of: str
    official: str
    words: str
    source: str
    why: Text

    @property
    def silent(self) -> bool:
        """Whether planck has no figure, or no way, to judge by at that day."""
        return self.assessment.status == SILENT

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.assessment.status in SAME[self.official]

    def name(self, language: Language) -> str:
        """What the target is called."""
        return self.assessment.target.name.in_(language)


@lru_cache(maxsize=1)
def official() -> dict[str, Any]:
    """What seeds/official.yaml holds."""
    data: dict[str, Any] = yaml.safe_load((ROOT / "seeds" / "official.yaml").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=16)
def judged(plan: str, as_of: str) -> PlanResult:
    """The plan, judged by its figures as they were known on a day; by all where none is named."""
    figures = [str(ROOT / f"seeds/{name}.csv") for name in official()["figures"][plan]]
    [result] = check([str(ROOT / f"targets/{plan}.yaml")], figures, as_of=parse_period(as_of)).plans
    return result


def verdicts() -> tuple[Beside, ...]:
    """The official verdicts, in the order of the file."""
    return tuple(_beside(row) for row in official()["rows"])


def explained(part: str) -> tuple[Beside, ...]:
    """The targets of another part of the file: `alone`, on which no office was heard, or `changed`."""
    return tuple(_beside(row) for row in official()[part])


def missed(plan: str) -> Iterator[str]:
    """The targets of a plan that planck calls missed."""
    yield from (one.target.id for one in judged(plan, "").assessments if one.status == "missed")


def _beside(row: dict[str, Any]) -> Beside:
    as_of = str(row.get("as_of", ""))
    plan = judged(row["plan"], as_of)
    [assessment] = [one for one in plan.assessments if one.target.id == row["target"]]
    return Beside(
        plan=plan,
        assessment=assessment,
        as_of=as_of,
        official=row.get("official", ""),
        words=row.get("words", ""),
        source=row.get("source", ""),
        why=Text(**row.get("why", {})),
    )
