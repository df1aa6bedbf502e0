"""One target, judged: the engine's arrays turned into assessments."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planck.assess.course import Case, at_time, case_of, rate_kind
from planck.assess.select import Selection
from planck.engine.measured import Measured
from planck.engine.method import METHODS, Method, Verdicts
from planck.engine.outcome import Outcome, outcome
from planck.model import (
    Assessment,
    FigureStatus,
    Flag,
    Goal,
    Missing,
    Number,
    Period,
    Plan,
    Reading,
    Reason,
    Target,
)


def assess_target(plan: Plan, target: Target, selection: Selection, as_of: Period | None) -> tuple[Assessment, ...]:
    """The assessments of a target, one a region. The goal in force at `as_of` decides; earlier ones come along."""
    versions = [_judge(plan, target, selection, as_of, version) for version in _versions(target, as_of)]
    *earlier, current = versions
    return tuple(
        replace(assessment, superseded=tuple(version[region] for version in earlier))
        for region, assessment in enumerate(current)
    )


def _versions(target: Target, as_of: Period | None) -> list[tuple[Goal, Period]]:
    revised = [revision for revision in target.revisions if as_of is None or revision.on <= as_of.end]
    return [(target.goal, target.due), *((revision.goal, revision.due or target.due) for revision in revised)]


def _judge(
    plan: Plan, target: Target, selection: Selection, as_of: Period | None, version: tuple[Goal, Period]
) -> list[Assessment]:
    case = case_of(plan, target, selection, goal=version[0], due=version[1])
    found = outcome(case.course, case.series, as_of.time if as_of else -np.inf)
    method = METHODS[target.method.name]
    borders = method.with_borders(dict(target.method.borders))
    verdicts = method.judge(found, borders)
    return [_assessment(case, found, method, verdicts, region) for region in range(len(case.panel.regions))]


def _assessment(case: Case, found: Outcome, method: Method, verdicts: Verdicts, region: int) -> Assessment:
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
        pace=progress.ratio.at(region),
        projection=pace.projection.at(region),
        reach=pace.reach.at(region),
        status=str(verdicts.status[region]),
        method=case.target.method.name,
        borders=tuple(borders.items()),
        flags=tuple(sorted(set(_flags(case, found, latest, region)))),
        reason=_reason(case, found, str(verdicts.reason[region]), latest, region),
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
    refused = {figure.region for figure in case.panel.refused if figure.period.end > case.base.end}
    return Missing.NOT_COMPARABLE if refused else absent


def _flags(case: Case, found: Outcome, latest: Reading | Missing, region: int) -> Iterator[Flag]:
    past, aim = found.history, found.aim
    if aim.met_at_baseline[region]:
        yield Flag.MET_AT_BASELINE
    if past.lost[region]:
        yield Flag.MET_THEN_LOST
    if past.worsening[region] and aim.met[region]:
        yield Flag.MET_BUT_WORSENING
    if past.reached_late[region]:
        yield Flag.REACHED_LATE
    if past.expired[region]:
        yield Flag.EXPIRED
    if case.goal is not case.target.goal:
        yield Flag.REVISED_GOAL
    if _rebased(case, found, region):
        yield Flag.REBASED
    if isinstance(latest, Reading):
        yield from _reading_flags(case, found, latest, region)


def _reading_flags(case: Case, found: Outcome, latest: Reading, region: int) -> Iterator[Flag]:
    if latest.derived:
        yield Flag.DERIVED
    if latest.annualised:
        yield Flag.ANNUALISED
    by_status = {
        FigureStatus.PRELIMINARY: Flag.PRELIMINARY,
        FigureStatus.ESTIMATED: Flag.ESTIMATED,
        FigureStatus.ASSUMED: Flag.ASSUMED,
    }
    # A sum and a yearly goal rest on every figure, and so does a goal that was met before; others on the newest.
    every = case.course.running or case.course.path == "hold" or bool(found.history.lost[region])
    for reading in case.panel.of(region) if every else (latest,):
        for figure in reading.figures:
            if figure.status in by_status:
                yield by_status[figure.status]


def _rebased(case: Case, found: Outcome, region: int) -> bool:
    if case.course.running or case.target.baseline is None or case.target.baseline.value is None:
        return False
    held = at_time(case.panel, case.base)[region]
    return bool(not np.isnan(held) and held != found.aim.baseline[region])


def _reason(case: Case, found: Outcome, key: str, latest: Reading | Missing, region: int) -> Reason:
    if key == "not_assessed":
        return Reason(key=key, numbers={"missing": str(_why(found, latest, region))})
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
    ratio = found.progress.ratio.at(region)
    return ratio if isinstance(ratio, Missing) else Missing.NO_PATH


def _last_met(case: Case, found: Outcome, region: int) -> str:
    """The label of the newest period in which the goal was met."""
    values, aim = case.series.values[region], found.aim
    met = [
        period.label
        for period, value in zip(case.panel.periods, values, strict=True)
        if period.end < case.due.end and aim.low[region] <= value <= aim.high[region]
    ]
    return met[-1] if met else case.base.label


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _number(value: float, reason: Missing) -> Number:
    return reason if np.isnan(value) else float(value)


def _on_path(path_value: Measured, on_path: bool, region: int) -> bool | Missing:
    asked = path_value.at(region)
    return asked if isinstance(asked, Missing) else on_path
