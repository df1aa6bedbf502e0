"""One of the two states that are compared."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from planck.assess.plan import judged_at
from planck.assess.select import Selection, select
from planck.assess.target import judge_target
from planck.engine.method import METHODS
from planck.model import AsOf, Assessment, Figure, Period, Plan, Target
from planck.record import Record

NOT_ASSESSED = "not_assessed"


class Side(Record):
    """A plan judged by the figures of its state. `as_of`: the period of judgement that the caller gave, if any."""

    plan: Plan
    figures: tuple[Figure, ...]
    selection: Selection
    when: AsOf
    assessments: Sequence[Assessment]
    as_of: Period | None = None

    @property
    def verdicts(self) -> Mapping[tuple[str, str], Assessment]:
        """The assessments by target and region."""
        return {(found.target.id, found.region): found for found in self.assessments}


def status_of(assessment: Assessment | None) -> str:
    """The status; that of a target without an assessment is that it is not assessed."""
    return assessment.status if assessment else NOT_ASSESSED


def judged(
    plan: Plan, target: str, region: str, figures: tuple[Figure, ...], as_of: Period | None
) -> Assessment | None:
    """One target in one region by these figures; None where the plan or the figures do not have it."""
    selection = select(plan, figures, as_of)
    wanted = next((one for one in plan.targets if one.id == target), None)
    # A target of one state may stand on an indicator that the other state does not have.
    if wanted is None or not _needs(wanted) <= {one.id for one in plan.indicators}:
        return None
    found = judge_target(plan, wanted, selection, judged_at(selection, as_of))
    return found.at(found.regions.index(region)) if region in found.regions else None


def _needs(target: Target) -> set[str]:
    """The indicators that a target and its goals stand on."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    return {target.indicator, *(goal.series for goal in goals if goal.series)}


# At its date a goal is met or not; for the distance between two statuses these stand beside the class before it.
_FINAL = {"achieved": "achieved_early", "missed": "off_track"}


def classes_between(method: str, old: str, new: str) -> int | None:
    """Steps towards the worse from one status of a method to another; None where either is no class of it."""
    statuses = METHODS[method].statuses
    places = {status: place for place, status in enumerate(statuses) if status != NOT_ASSESSED}
    was, now = (places.get(_FINAL.get(one, one), places.get(one)) for one in (old, new))
    return None if was is None or now is None else now - was


def with_target(plan: Plan, target: str, **fields: object) -> Plan:
    """The plan with some fields of one of its targets replaced."""
    targets = tuple(replace(one, **fields) if one.id == target else one for one in plan.targets)
    return replace(plan, targets=targets)
