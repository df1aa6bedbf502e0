"""The scores of two states, and how they moved."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import field

from planck.assess.plan import PlanResult
from planck.model.change import ScoreMove
from planck.record import Record

if TYPE_CHECKING:  # most plans have no score
    from planck.model.scorecard import UnitScore


class Score(Record):
    """The score of one region: points (None: it could not be given), rank, and the points of its domains."""

    total: float | None
    rank: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


Scores = Mapping[str, Score]


def scores_of(result: PlanResult | None) -> Scores:
    """The scores of a plan by region; none where it has no scoring."""
    return {unit.region: _score(unit) for unit in result.score.units} if result and result.score else {}


def _score(unit: "UnitScore") -> Score:
    parts = {part.id: points for part in unit.domains if (points := _points(part.score)) is not None}
    return Score(total=_points(unit.score), rank=unit.rank, parts=parts)


def _points(score: object) -> float | None:
    return float(score) if isinstance(score, int | float) else None


def score_moves(plan: str, old: Scores, new: Scores) -> tuple[ScoreMove, ...]:
    """The scores and ranks that are other ones now, with the domains that moved, the largest first."""
    moves = (_move(plan, region, old.get(region), new.get(region)) for region in dict.fromkeys((*new, *old)))
    return tuple(move for move in moves if (move.old, move.old_rank) != (move.new, move.new_rank))


def _move(plan: str, region: str, old: Score | None, new: Score | None) -> ScoreMove:
    was, now = (score.parts if score else {} for score in (old, new))
    parts = [(name, now[name] - was[name]) for name in now if name in was and now[name] != was[name]]
    return ScoreMove(
        plan=plan,
        region=region,
        old=old.total if old else None,
        new=new.total if new else None,
        old_rank=old.rank if old else None,
        new_rank=new.rank if new else None,
        parts=tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0]))),
    )
