"""What the comparison needs to know of a score, whoever makes it."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from planck.model import PlanResult
from planck.model.change import ScoreMove


@runtime_checkable
class Score(Protocol):
    """The score of one region: a total, its place among the regions where there are several, and its parts.

    The parts are points of the total by the name of a domain or a target; `total` None: it could not be given.
    """

    @property
    def total(self) -> float | None:
        """The points."""

    @property
    def rank(self) -> int | None:
        """1 is the first."""

    @property
    def parts(self) -> Mapping[str, float]:
        """Points of the total, by name."""


Scores = Mapping[str, Score]


def scores_of(result: PlanResult | None) -> Scores:
    """The scores of a plan by region; none where it has no scoring."""
    score = getattr(result, "score", None)
    if isinstance(score, Score):
        return {result.plan.region.name if result else "": score}
    return dict(score) if isinstance(score, Mapping) else {}


def score_moves(plan: str, old: Scores, new: Scores) -> tuple[ScoreMove, ...]:
    """The scores and ranks that are other ones now, with the parts that moved, the largest first."""
    moves = (_move(plan, region, old.get(region), new.get(region)) for region in dict.fromkeys((*new, *old)))
    return tuple(move for move in moves if (move.old, move.old_rank) != (move.new, move.new_rank))


def _move(plan: str, region: str, old: Score | None, new: Score | None) -> ScoreMove:
    was, now = (dict(score.parts) if score else {} for score in (old, new))
    parts = {name: now.get(name, 0.0) - was.get(name, 0.0) for name in dict.fromkeys((*now, *was))}
    moved = sorted(((name, by) for name, by in parts.items() if by), key=lambda part: (-abs(part[1]), part[0]))
    return ScoreMove(
        plan=plan,
        region=region,
        old=old.total if old else None,
        new=new.total if new else None,
        old_rank=old.rank if old else None,
        new_rank=new.rank if new else None,
        parts=tuple(moved),
    )
