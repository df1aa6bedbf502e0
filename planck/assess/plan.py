"""A whole plan, assessed."""

from collections.abc import Iterable

from planck.assess.select import Selection, select
from planck.assess.target import assess_target
from planck.model import Assessment, Figure, Period, Plan


def newest_period(figures: Iterable[Figure]) -> Period | None:
    """The period that ends last, of the kind that most people would name (a year before its last month)."""
    return max(
        (figure.period for figure in figures), key=lambda period: (period.end, -period.start.toordinal()), default=None
    )


def assess_plan(
    plan: Plan, figures: Iterable[Figure], as_of: Period | None
) -> tuple[Selection, Period | None, tuple[Assessment, ...]]:
    """The figures that count, the period of judgement, and the assessments in the plan's order.

    Without `as_of` every figure in the files counts, and the plan is judged as of the newest period among those that
    it uses, so that the same files give the same verdict on any day.
    """
    selection = select(plan, figures, as_of)
    judged = as_of or newest_period(selection.figures)
    assessments = (assess_target(plan, target, selection, judged) for target in plan.targets)
    return selection, judged, tuple(assessment for found in assessments for assessment in found)
