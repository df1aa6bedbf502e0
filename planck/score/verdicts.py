"""The verdicts on plans as numbers that a model can score, by unit."""

from collections.abc import Sequence

import numpy as np

from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.engine.scoring.refusals import Floats
from planck.model import Assessment, Comparator, Missing, Nature
from planck.model.scoring import Of
from planck.score.layout import TargetLeaf

FULL = 100.0
# Statistics Canada puts this in the place of a zero, from which there is no growth rate.
_NO_ZERO = 0.001


def completion(assessment: Assessment) -> float | None:
    """The share of the way gone over the share that the path asks for by then, in per cent, never below 0.

    A goal that is met without a way to go counts as 100; one missed without a way as its fulfilment. None where there
    is no verdict.
    """
    ratio = assessment.pace_ratio
    if assessment.met is True:
        return max(FULL, FULL * ratio) if isinstance(ratio, float) else FULL
    if isinstance(ratio, float):
        return max(0.0, FULL * ratio)
    known = fulfilment(assessment) if assessment.status == "missed" else None
    return None if known is None else min(known, FULL)


def fulfilment(assessment: Assessment) -> float | None:
    """The figure over the goal in per cent, the goal over the figure where less is better; None without both.

    Only positive numbers have such a share.
    """
    judged, goal = assessment.judged, assessment.goal
    bound = goal.low if goal.low is not None else goal.high
    if not isinstance(judged, float) or bound is None or bound <= 0 or judged < 0:
        return FULL if assessment.met is True else None
    if goal.low is not None:
        return FULL * judged / bound
    return FULL * bound / judged if judged > 0 else None


def ratio(assessment: Assessment) -> float | None:
    """Growth achieved over growth required, both a year and from the baseline; None with a change of sign.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress.
    """
    start, latest, goal = assessment.baseline, assessment.latest, assessment.goal_value
    if isinstance(start, Missing) or isinstance(latest, Missing) or isinstance(goal, Missing):
        return None
    begin, now, end = (value or _NO_ZERO for value in (start, latest.value, goal))
    years = latest.period.time - assessment.baseline_period.time
    left = assessment.due.time - assessment.baseline_period.time
    if begin / now <= 0 or begin / end <= 0 or years <= 0 or left <= 0 or begin == end:
        return None
    down = assessment.goal.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.RANK)
    sign = (-1.0 if begin < 0 else 1.0) * (-1.0 if down else 1.0)
    achieved = (now / begin) ** (1 / years) - 1
    required = (end / begin) ** (1 / left) - 1
    return float(sign * achieved / abs(required))


def _missed_binding(assessments: Sequence[Assessment]) -> float | None:
    judged = [one for one in assessments if one.target.nature is Nature.BINDING]
    return float(sum(one.status == "missed" for one in judged)) if judged else None


def target_leaves(plans: Sequence[PlanResult]) -> tuple[TargetLeaf, ...]:
    """A leaf for every target of the plans."""
    return tuple(
        TargetLeaf(
            plan=plan.plan.id,
            id=target.id,
            name=target.name,
            unit=plan.plan.indicator(target.indicator).unit,
            binding=target.nature is Nature.BINDING,
        )
        for plan in plans
        for target in plan.plan.targets
    )


def verdicts(
    plans: Sequence[PlanResult], units: Sequence[str], threshold: float = 0.0
) -> dict[tuple[str, str], Floats]:
    """Per number and target (`plan/target`, empty for the plan as a whole) the values of the units, NaN where missing.

    Under `judged` stands 1 for a unit that a target is for. Of several plans for one unit the numbers of the whole are
    over all their targets; they are missing where a lesser share of the targets than `threshold` has a verdict.
    """
    place = {key(name): number for number, name in enumerate(units)}
    found: dict[tuple[str, str], Floats] = {}
    of_unit: dict[int, list[Assessment]] = {}
    for plan in plans:
        for one in plan.assessments:
            unit = place.get(key(one.region))
            if unit is None:
                continue
            of_unit.setdefault(unit, []).append(one)
            name = f"{plan.plan.id}/{one.target.id}"
            numbers = {
                "judged": 1.0,
                Of.COMPLETION.value: completion(one),
                Of.FULFILMENT.value: fulfilment(one),
                Of.RATIO.value: ratio(one),
            }
            for number, value in numbers.items():
                _put(found, (number, name), unit, value, len(units))
    for unit, assessments in of_unit.items():
        shares = [value for value in map(completion, assessments) if value is not None]
        enough = shares and len(shares) >= threshold * len(assessments)
        mean = sum(min(share, FULL) for share in shares) / len(shares) if enough else None
        _put(found, (Of.COMPLETION.value, ""), unit, mean, len(units))
        _put(found, (Of.MISSED_BINDING.value, ""), unit, _missed_binding(assessments), len(units))
    return found


def _put(
    found: dict[tuple[str, str], Floats], name: tuple[str, str], unit: int, value: float | None, units: int
) -> None:
    found.setdefault(name, np.full(units, np.nan))[unit] = np.nan if value is None else value


def regions_judged(plans: Sequence[PlanResult]) -> tuple[str, ...]:
    """The regions that plans have verdicts on, in the order of their first one."""
    return tuple(dict.fromkeys(one.region for plan in plans for one in plan.assessments))
