"""A whole plan, assessed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planck.assess.opinions import with_opinions
from planck.assess.peers import elsewhere
from planck.assess.select import Selection, select
from planck.assess.target import AsOf, judge_target
from planck.model import Assessment, Figure, FigureStatus, Period, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The figures that count, the time of judgement, and the assessments in the plan's order."""

    selection: Selection
    as_of: AsOf
    assessments: tuple[Assessment, ...]


def newest_period(figures: Iterable[Figure]) -> Period | None:
    """The period that ends last, of the kind that most people would name (a year before its last month)."""
    return max(
        (figure.period for figure in figures),
        key=lambda period: (period.end, -period.start.toordinal()),
        default=None,
    )


def assess_plan(plan: Plan, figures: Iterable[Figure], as_of: Period | None) -> Assessed:
    """The plan judged by the figures that are known at the end of `as_of`.

    Without `as_of` every figure in the files counts, and the plan is judged as of the newest period among those that
    it uses, so that the same files give the same verdict on any day.
    """
    selection = select(plan, figures, as_of)
    selection = replace(selection, peers=elsewhere(plan, selection, as_of))
    when = judged_at(selection, as_of)
    judged = [judge_target(plan, target, selection, when) for target in plan.targets]
    return Assessed(selection=selection, as_of=when, assessments=with_opinions(judged))


def judged_at(selection: Selection, as_of: Period | None) -> AsOf:
    """The time of judgement: the one given, else the newest period among the figures that count."""
    if as_of:
        return AsOf(period=as_of, given=True)
    published = newest_period(figure for figure in selection.figures if figure.status is not FigureStatus.ASSUMED)
    newest = newest_period(selection.figures)
    beyond = newest is not None and (published is None or newest.end > published.end)
    return AsOf(period=newest, assumed=beyond)
