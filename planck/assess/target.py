"""One target, judged: the engine's arrays turned into assessments."""

from dataclasses import dataclass, replace

import numpy as np

from planck.assess.course import Case, case_of, rate_kind
from planck.assess.flags import flags_of
from planck.assess.outlook import Judgement, outlooks
from planck.assess.select import Selection
from planck.engine.goals import meets
from planck.engine.measured import Measured
from planck.engine.method import METHODS, Method, Verdicts
from planck.engine.outcome import Outcome, outcome
from planck.model import (
    Assessment,
    Flag,
    Goal,
    Missing,
    Number,
    Outlook,
    Period,
    Plan,
    Reading,
    Reason,
    Target,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The time of judgement. given: the caller set it, so that what came later is not known; else the newest period
    among the figures used. assumed: only a scenario reaches that far. period None: there is no figure at all.
    """

    period: Period | None
    given: bool = False
    assumed: bool = False

    @property
    def time(self) -> float:
        """On the axis of years."""
        return self.period.time if self.period else -np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A target, judged: one assessment a region, and the outcome that they were made from."""

    found: Outcome
    assessments: tuple[Assessment, ...]


def assess_target(plan: Plan, target: Target, selection: Selection, as_of: AsOf) -> tuple[Assessment, ...]:
    """The assessments of a target, one a region: statuses and numbers, without outlook and opinions.

    For trials: what a verdict would be if something were otherwise.
    """
    return _current(plan, target, selection, as_of, ahead=False).assessments


def judge_target(plan: Plan, target: Target, selection: Selection, as_of: AsOf) -> Judged:
    """A target, judged. The goal in force at `as_of` decides; earlier ones come along, without an outlook.

    Where the time of judgement was not given, every revision in the plan is in force, as every figure counts.
    """
    current = _current(plan, target, selection, as_of, ahead=True)
    superseded = [
        _judge(plan, target, selection, as_of, version, ahead=False).assessments
        for version in _versions(target, as_of)[:-1]
    ]
    assessments = tuple(
        replace(assessment, superseded=tuple(earlier[region] for earlier in superseded))
        for region, assessment in enumerate(current.assessments)
    )
    return Judged(found=current.found, assessments=assessments)


def _current(plan: Plan, target: Target, selection: Selection, as_of: AsOf, *, ahead: bool) -> Judged:
    """A target, judged by the goal in force."""
    return _judge(plan, target, selection, as_of, _versions(target, as_of)[-1], ahead=ahead)


def _versions(target: Target, as_of: AsOf) -> list[tuple[Goal, Period]]:
    day = as_of.period.end if as_of.given and as_of.period else None
    revised = [revision for revision in target.revisions if day is None or revision.on <= day]
    return [(target.goal, target.due), *((revision.goal, revision.due or target.due) for revision in revised)]


def _judge(
    plan: Plan, target: Target, selection: Selection, as_of: AsOf, version: tuple[Goal, Period], *, ahead: bool
) -> Judged:
    """A target, judged by one version of its goal; `ahead`: with an outlook."""
    case = case_of(plan, target, selection, goal=version[0], due=version[1])
    found = outcome(case.course, case.series, as_of.time)
    method = METHODS[target.method.name]
    borders = method.with_borders(dict(target.method.borders))
    verdicts = method.judge(found, borders)
    assessments = tuple(
        _assessment(case, found, method, verdicts, region, assumed=as_of.assumed)
        for region in range(len(case.panel.regions))
    )
    if not ahead:
        return Judged(found=found, assessments=assessments)
    judgement = Judgement(
        plan=plan,
        selection=selection,
        case=case,
        found=found,
        as_of=as_of.time,
        method=method,
        borders=borders,
        status=verdicts.status,
    )
    firm = tuple(_firm(one, outlook) for one, outlook in zip(assessments, outlooks(judgement), strict=True))
    return Judged(found=found, assessments=firm)


def _firm(assessment: Assessment, outlook: Outlook) -> Assessment:
    fragile = {Flag.FRAGILE} if outlook.fragility.causes else set()
    return replace(assessment, outlook=outlook, flags=tuple(sorted({*assessment.flags, *fragile})))


def _assessment(
    case: Case, found: Outcome, method: Method, verdicts: Verdicts, region: int, *, assumed: bool
) -> Assessment:
    latest = _latest(case, found, region)
    borders = method.with_borders(dict(case.target.method.borders))
    judged, aim, progress, pace = found.judged, found.aim, found.progress, found.pace
    return Assessment(
        target=case.target,
        region=case.panel.regions[region],
        unit=case.indicator.unit,
        goal=case.goal,
        due=case.due,
        goal_value=aim.goal.at(region),
        goal_low=_finite(aim.low[region]),
        goal_high=_finite(aim.high[region]),
        baseline=_number(aim.baseline[region], Missing.NO_BASELINE),
        baseline_period=case.base,
        series=case.panel.of(region),
        latest=latest,
        judged=latest if isinstance(latest, Missing) else float(judged.value[region]),
        met=latest if isinstance(latest, Missing) else bool(aim.met[region]),
        on_path=_on_path(progress.path_value, bool(progress.on_path[region]), region),
        elapsed=progress.elapsed.at(region),
        way=progress.way.at(region),
        asked=progress.asked.at(region),
        path_value=progress.path_value.at(region),
        gap=progress.gap.at(region),
        gap_share=progress.gap_share.at(region),
        rate_kind=rate_kind(case.target, case.indicator),
        required_from_baseline=pace.required_from_baseline.at(region),
        achieved=pace.achieved.at(region),
        required_from_now=pace.required_from_now.at(region),
        pace_ratio=progress.pace_ratio.at(region),
        projection=pace.projection.at(region),
        reach=pace.reach.at(region),
        status=str(verdicts.status[region]),
        method=case.target.method.name,
        borders=tuple(borders.items()),
        flags=tuple(sorted(set(flags_of(case, found, region, assumed=assumed)))),
        reason=_reason(case, found, verdicts, latest, region),
    )


def _latest(case: Case, found: Outcome, region: int) -> Reading | Missing:
    column = int(found.judged.column[region])
    if column >= 0:
        return case.panel.readings[region, column]
    absent = found.judged.present.at(region)
    assert isinstance(absent, Missing)
    after_base = case.panel.times > case.base.time
    if (~np.isnan(case.panel.values[region]) & after_base & np.isnan(case.series.values[region])).any():
        return Missing.GAP_IN_SUM
    refused = (of == region and figure.period.end > case.base.end for of, figure in case.panel.refused)
    return Missing.NOT_COMPARABLE if any(refused) else absent


def _reason(case: Case, found: Outcome, verdicts: Verdicts, latest: Reading | Missing, region: int) -> Reason:
    key, quantity = str(verdicts.reason[region]), verdicts.quantity
    number = None if quantity is None else quantity.at(region)
    if key == "not_assessed":
        # What the method lacks, unless there is nothing to judge by any method.
        lacks = isinstance(number, Missing) and not isinstance(latest, Missing) and not found.history.expired[region]
        return Reason(key=key, numbers={"missing": str(number if lacks else _why(found, latest, region))})
    if key == "measured" and isinstance(number, float):
        return Reason(key=key, numbers={"quantity": number})
    if key == "hold_broken":
        column = int(found.history.broken[region])
        return Reason(
            key=key,
            numbers={"period": case.panel.periods[column].label, "value": float(case.series.values[region, column])},
        )
    if key == "lost":
        return Reason(key=key, numbers={"when": _last_met(case, found, region)})
    return Reason(key=key)


def _why(found: Outcome, latest: Reading | Missing, region: int) -> Missing:
    """The reason for no verdict: of several, the one nearest to the figures."""
    if isinstance(latest, Missing):
        return latest
    if found.judged.at_due[region] and found.history.gaps[region]:
        return Missing.GAP_IN_YEARS
    if found.history.expired[region]:
        return Missing.NO_FIGURE_FOR_DUE
    ratio = found.progress.pace_ratio.at(region)
    return ratio if isinstance(ratio, Missing) else Missing.NO_PATH


def _last_met(case: Case, found: Outcome, region: int) -> str:
    """The label of the newest period in which the goal was met."""
    values, aim = case.series.values[region], found.aim
    met = meets(values, aim.low[region], aim.high[region], strict=aim.strict) & found.judged.counted[region]
    return case.panel.periods[np.flatnonzero(met)[-1]].label if met.any() else case.base.label


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _number(value: float, reason: Missing) -> Number:
    return reason if np.isnan(value) else float(value)


def _on_path(path_value: Measured, on_path: bool, region: int) -> bool | Missing:
    asked = path_value.at(region)
    return asked if isinstance(asked, Missing) else on_path
