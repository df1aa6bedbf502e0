"""Judging a table case in one line, through the public functions of the engine."""

from dataclasses import dataclass
from typing import Any

from planck.engine.method import METHODS
from planck.engine.outcome import Outcome, course, series


@dataclass(frozen=True)
class Verdict:
    """Status, deciding rule and outcome of the first region."""

    status: str
    reason: str
    outcome: Outcome


def judge(points: dict[float, Any], *, as_of: float = 0.0, method: str = "schedule", **goal: Any) -> Verdict:
    """The verdict on `points` (time: value) for a course given by `base`, `due`, `baseline`, `low`, `high` ..."""
    found = Outcome(course(**goal), series(points), as_of or max(points, default=0.0))
    chosen = METHODS[method]
    verdicts = chosen.judge(found, chosen.with_borders({}))
    return Verdict(str(verdicts.status[0]), str(verdicts.reason[0]), found)
