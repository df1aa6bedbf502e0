"""One of the two states that are compared, and the one door through which the comparison asks for verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from msgspec.structs import replace

from planck.assess.case import case_of, judgement_of
from planck.assess.plan import PlanResult, assess_plan
from planck.assess.select import Selection, select
from planck.assess.target import goal_in_force
from planck.engine.method import METHODS
from planck.model import AsOf, Assessment, Period, Plan, Region, Target
from planck.model.table import Coded, Figures, Rows
from planck.record import Record

NOT_ASSESSED = "not_assessed"


class Side(Record, eq=False):
    """A plan judged by the figures of its state. `as_of`: the period of judgement that the caller gave, if any."""

    result: PlanResult
    figures: Figures
    as_of: Period | None = None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.result.plan

    @property
    def today(self) -> date | None:
        """The day by which revisions of goals are in force."""
        return self.result.when.today

    @property
    def selection(self) -> Selection:
        """Which figures count for it."""
        return self.result.selection

    @property
    def assessments(self) -> Sequence[Assessment]:
        """The verdicts."""
        return self.result.assessments

    @property
    def verdicts(self) -> Mapping[tuple[str, str], Assessment]:
        """The assessments by target and region."""
        return {(found.target.id, found.region): found for found in self.assessments}


def side_of(plan: Plan, figures: Figures, as_of: Period | None, today: date | None = None) -> Side:
    """The plan judged by the figures."""
    return Side(result=assess_plan(plan, figures, as_of, today), figures=figures, as_of=as_of)


def status_of(assessment: Assessment | None) -> str:
    """The status; that of a target without an assessment is that it is not assessed."""
    return assessment.status if assessment else NOT_ASSESSED


# Verdicts on trial: many states of one target in one pass, each as if it were a region of its own.


class Trial(Record, eq=False):
    """The rows of a table that a verdict would rest on; `value` stands in place of that of row `at` among them.

    newest: the newest period of all series that it has no rows of, which may move the time of judgement on.
    """

    rows: Rows
    newest: Period | None
    at: int = -1
    value: float = 0.0


def statuses(plan: Plan, target: str, table: Figures, trials: Sequence[Trial], by: Side) -> tuple[str, ...]:
    """The status of the target in each trial, judged when a side is; not assessed where the plan does not have what it
    stands on.
    """
    as_of = by.as_of
    wanted = next((one for one in plan.targets if one.id == target), None)
    found = [NOT_ASSESSED] * len(trials)
    # A target of one state may stand on an indicator that the other state does not have.
    if wanted is None or not _needs(wanted) <= {one.id for one in plan.indicators} or not trials:
        return tuple(found)
    alone = replace(wanted, region=Region(every=True))
    selection = select(replace(plan, targets=(alone,)), _laid_out(table, trials), as_of)
    places = np.array([int(place) for place in selection.places], dtype=np.int64)
    times = [AsOf(period=as_of, given=True)] * len(trials) if as_of else _times(selection, places, trials, by.today)
    for when in dict.fromkeys(times):
        for region, status in _statuses(plan, alone, selection, when):
            if times[int(region)] == when:
                found[int(region)] = status
    return tuple(found)


def _needs(target: Target) -> set[str]:
    """The indicators that a target and its goals stand on."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    return {target.indicator, *(goal.series for goal in goals if goal.series)}


def _laid_out(table: Figures, trials: Sequence[Trial]) -> Figures:
    """The rows of all trials one below the other, the number of the trial in place of the region."""
    lengths = [len(trial.rows) for trial in trials]
    made = table.take(np.concatenate([trial.rows for trial in trials]))
    number = np.repeat(np.arange(len(trials), dtype=np.int32), lengths)
    value = made.value.copy()
    for start, trial in zip(np.cumsum([0, *lengths]).tolist(), trials, strict=False):
        if trial.at >= 0:
            value[start + int(np.flatnonzero(trial.rows == trial.at)[0])] = trial.value
    return replace(made, value=value, region=Coded(number, tuple(map(str, range(len(trials))))))


def _statuses(plan: Plan, target: Target, selection: Selection, when: AsOf) -> Iterable[tuple[str, str]]:
    goal, due = goal_in_force(target, when)
    case = case_of(plan, target, selection, goal=goal, due=due)
    if not case.panel.regions:
        return ()
    found = judgement_of(plan, selection, case, when).verdicts
    return zip(case.panel.regions, map(str, found.status.tolist()), strict=True)


def _times(selection: Selection, places: Rows, trials: Sequence[Trial], today: date | None) -> list[AsOf]:
    """When each trial is judged: at the newest of its own figures that count and of the others."""
    periods = selection.table.period
    order = sorted({*periods.names, *(trial.newest for trial in trials if trial.newest)}, key=_newness)
    rank: dict[Period | None, int] = {period: place for place, period in enumerate(order)}
    newest = np.array([rank.get(trial.newest, -1) for trial in trials])
    rows = selection.rows
    np.maximum.at(newest, places[selection.region[rows]], periods.each(rank.__getitem__)[rows])
    return [AsOf(period=order[place] if place >= 0 else None, today=today) for place in newest.tolist()]


def _newness(period: Period) -> tuple[int, int]:
    """The later end is newer; of periods that end together the longest."""
    return period.end.toordinal(), -period.start.toordinal()


# At its date a goal is met or not; for the distance between two statuses these stand beside the class before it.
_FINAL = {"achieved": "achieved_early", "missed": "off_track"}


def classes_between(method: str, old: str, new: str) -> int | None:
    """Steps towards the worse from one status of a method to another; None where either is no class of it."""
    classes = METHODS[method].statuses
    places = {status: place for place, status in enumerate(classes) if status != NOT_ASSESSED}
    was, now = (places.get(_FINAL.get(one, one), places.get(one)) for one in (old, new))
    return None if was is None or now is None else now - was


def with_target(plan: Plan, target: str, **fields: object) -> Plan:
    """The plan with some fields of one of its targets replaced."""
    targets = tuple(replace(one, **fields) if one.id == target else one for one in plan.targets)
    return replace(plan, targets=targets)
