"""The goal of a target that is in force: after a revision the revised one, as for the verdicts."""

from dataclasses import replace

from planck.checks import Context
from planck.model import Target


def in_force(context: Context, target: Target) -> Target:
    """The target with the goal and the date that decide at the time of judgement, and the place where they stand."""
    current = next((one for one in context.assessments if one.target.id == target.id), None)
    if current is None or not target.revisions:
        return target
    places = [revision.place for revision in target.revisions if revision.goal == current.goal]
    return replace(target, goal=current.goal, due=current.due, place=places[-1] if places else target.place)
