"""T001: a target is behind its path."""

from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.assess.target import TargetResult
from planck.checks import CHECKS, verdict
from planck.model import Argument, Finding, Flag, Level, Missing, Nature, Reading, Severity
from planck.model.table import Bools
from planck.registry import rule
from planck.words import Labels

BEHIND = rule("T001", "behind", Severity.WARNING)


@CHECKS.entry(BEHIND.code)
def behind(result: PlanResult) -> Iterator[Finding]:
    """Targets whose status comes to behind, by whatever method."""
    for assessment in result.where(lambda target: target.is_at(Level.BEHIND)):
        yield verdict(result, BEHIND, assessment)


# T007: a verdict that rests on rounding or on a preliminary figure: on a difference that the figures cannot tell.

FRAGILE_VERDICT = rule("T007", "fragile-verdict", Severity.NOTE)

CAUSES = Labels("checks.causes")


@CHECKS.entry(FRAGILE_VERDICT.code)
def fragile_verdict(result: PlanResult) -> Iterator[Finding]:
    """One finding for a verdict that is not firm, with its first cause and the worst status it could be.

    None for one that a newer figure has just changed, as figures do, and none for a scenario, which no office rounded.
    """
    for target in result.targets:
        for region in np.flatnonzero(target.flags[Flag.FRAGILE] & ~target.flags[Flag.ASSUMED]).tolist():
            rounding = target.firm.rounding[region]
            by_rounding = bool(rounding) and not isinstance(rounding, Missing)
            others = rounding if by_rounding else target.firm.revision[region]
            if isinstance(others, Missing) or not others:
                continue
            found = verdict(result, FRAGILE_VERDICT, target.at(region))
            told: dict[str, Argument] = {
                "status": str(target.status[region]),
                "cause": CAUSES["rounding" if by_rounding else "revision"],
                "other": others[-1],
            }
            yield replace(found, arguments={**found.arguments, **told})


# C011: a goal is met by a figure that nobody has counted yet.

EXPECTED_RESULT = rule("C011", "expected-result", Severity.WARNING)


@CHECKS.entry(EXPECTED_RESULT.code)
def expected_result(result: PlanResult) -> Iterator[Finding]:
    """Goals that are met by expected figures."""
    for assessment in result.where(lambda target: target.flags[Flag.ESTIMATED] & ~target.flags[Flag.ASSUMED]):
        if assessment.met is True and isinstance(assessment.latest, Reading):
            found = verdict(result, EXPECTED_RESULT, assessment)
            told: dict[str, Argument] = {"got": assessment.latest.text or assessment.latest.value}
            yield replace(found, period=assessment.latest.period.label, arguments={**found.arguments, **told})


# T005: a goal is met while the figures get worse.

MET_BUT_WORSENING = rule("T005", "met-but-worsening", Severity.NOTE)


@CHECKS.entry(MET_BUT_WORSENING.code)
def met_but_worsening(result: PlanResult) -> Iterator[Finding]:
    """Met targets whose figures are worse than their baseline."""
    for assessment in result.where(lambda target: target.flags[Flag.MET_BUT_WORSENING]):
        yield verdict(result, MET_BUT_WORSENING, assessment)


# T008: a goal was met and lost again, which a method of two end points does not see.

MET_THEN_LOST = rule("T008", "met-then-lost", Severity.WARNING)


@CHECKS.entry(MET_THEN_LOST.code)
def met_then_lost(result: PlanResult) -> Iterator[Finding]:
    """Goals that were met and are not any more, where the status says neither reversing nor missed."""
    for assessment in result.where(_lost_and_open):
        found = verdict(result, MET_THEN_LOST, assessment)
        told: dict[str, Argument] = {"when": assessment.reason.numbers["when"], "status": assessment.status}
        yield replace(found, arguments={**found.arguments, **told})


def _lost_and_open(target: TargetResult) -> Bools:
    decided = target.is_at(Level.REVERSING) | target.is_at(Level.MISSED)
    return np.asarray(target.flags[Flag.MET_THEN_LOST] & ~decided)


# T004: a target was missed.

MISSED = rule("T004", "missed", Severity.WARNING)


@CHECKS.entry(MISSED.code)
def missed(result: PlanResult) -> Iterator[Finding]:
    """Missed targets; a binding one is an error."""
    for assessment in result.where(lambda target: target.is_at(Level.MISSED)):
        binding = assessment.target.nature is Nature.BINDING
        yield verdict(result, MISSED, assessment, Severity.ERROR if binding else None)


# C002: a target has no baseline, so no path and no rate.

NO_BASELINE = rule("C002", "no-baseline", Severity.NOTE)


@CHECKS.entry(NO_BASELINE.code)
def no_baseline(result: PlanResult) -> Iterator[Finding]:
    """Targets whose required rate is missing because the plan gives no baseline."""
    for assessment in result.where(
        lambda target: target.judged.found.required_from_baseline.lacks(Missing.NO_BASELINE)
    ):
        yield NO_BASELINE.at(
            assessment.target.place,
            **result.about(assessment),
            name=assessment.target.name,
            base=assessment.baseline_period.label,
        )


# C001: a target has no figure to be judged by.

NO_FIGURE = rule("C001", "no-figure", Severity.WARNING)

ABSENT = frozenset({Missing.NO_FIGURE, Missing.NO_FIGURE_AFTER_BASELINE, Missing.NO_FIGURE_FOR_DUE})


@CHECKS.entry(NO_FIGURE.code)
def no_figure(result: PlanResult) -> Iterator[Finding]:
    """Targets without any figure after the baseline and up to the goal's date."""
    for assessment in result.where(lambda target: ~target.seen):
        if assessment.latest in ABSENT:
            yield NO_FIGURE.at(
                assessment.target.place,
                **result.about(assessment),
                name=assessment.target.name,
                base=assessment.baseline_period.label,
                due=assessment.due.label,
            )


# T002: a target is off track.

OFF_TRACK = rule("T002", "off-track", Severity.WARNING)


@CHECKS.entry(OFF_TRACK.code)
def off_track(result: PlanResult) -> Iterator[Finding]:
    """Targets whose status comes to off track, by whatever method."""
    for assessment in result.where(lambda target: target.is_at(Level.OFF_TRACK)):
        yield verdict(result, OFF_TRACK, assessment)


# C003: a figure for part of a year stands where a year is wanted.

PARTIAL_YEAR = rule("C003", "partial-year", Severity.WARNING)


@CHECKS.entry(PARTIAL_YEAR.code)
def partial_year(result: PlanResult) -> Iterator[Finding]:
    """Figures after the baseline that a target's goal cannot be compared with."""
    for target in result.targets:
        for region, figure in target.judged.case.panel.refused:
            assessment = target.at(region)
            if assessment.baseline_period.end < figure.period.end <= assessment.due.end:
                yield PARTIAL_YEAR.at(
                    figure.place,
                    **result.about(assessment),
                    name=assessment.target.name,
                    period=figure.period.label,
                    due=assessment.due.label,
                )


# T003: a target moves away from its goal.

REVERSING = rule("T003", "reversing", Severity.WARNING)


@CHECKS.entry(REVERSING.code)
def reversing(result: PlanResult) -> Iterator[Finding]:
    """Targets whose status comes to reversing, by whatever method."""
    for assessment in result.where(lambda target: target.is_at(Level.REVERSING)):
        yield verdict(result, REVERSING, assessment)


# C004: the newest figure is older than the indicator's usual lag.

STALE_FIGURE = rule("C004", "stale-figure", Severity.WARNING)


@CHECKS.entry(STALE_FIGURE.code)
def stale_figure(result: PlanResult) -> Iterator[Finding]:
    """Assessments whose latest figure is older than the time of judgement minus the indicator's lag."""
    if result.as_of is None:
        return
    for target in result.targets:
        lag = result.plan.indicator(target.target.indicator).lag
        judged = min(result.as_of.end, target.judged.case.due.end).year
        ends = np.array([period.end.year for period in target.judged.case.panel.periods] or [judged])
        old = target.seen & (judged - ends[target.judged.found.column] > lag)
        for assessment in map(target.at, np.flatnonzero(old).tolist()):
            latest = assessment.latest
            assert isinstance(latest, Reading)
            yield STALE_FIGURE.at(
                latest.figures[-1].place if latest.figures else assessment.target.place,
                **result.about(assessment),
                name=assessment.target.name,
                latest=latest.period.label,
                as_of=result.as_of.label,
                lag=lag,
            )
