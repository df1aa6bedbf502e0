"""Plan, figures and assessments to findings. A file a theme: its rules in a table, a function each."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from planck.assess.plan import PlanResult
from planck.model import Argument, Assessment, Figure, Finding, Reading, Rule, Severity, Text
from planck.model.table import Figures
from planck.record import Record
from planck.registry import Table
from planck.words import Label

if TYPE_CHECKING:
    from planck.model.change import RecordedReason


def verdict(
    result: PlanResult, rule: Rule, assessment: Assessment, severity: Severity | None = None, **told: Argument
) -> Finding:
    """A finding about a verdict, at the figure that decided or, without one, at the target."""
    figures = _deciding(assessment)
    return rule.at(
        figures[-1].place if figures else assessment.target.place,
        **result.about(assessment),
        period=assessment.due.label,
        severity=severity,
        name=_called(assessment),
        due=assessment.due.label,
        **told,
    )


def named(result: PlanResult, assessment: Assessment) -> dict[str, Any]:
    """The coordinates of a finding about an assessment, and what it is called."""
    return {**result.about(assessment), "name": _called(assessment)}


def _called(assessment: Assessment) -> Text:
    return in_region(assessment.target.name, assessment.region, several=assessment.target.region.every)


def in_region(name: Text, region: str, *, several: bool) -> Text:
    """The name of a series or a target, with the region where a plan has several."""
    return Label("checks.names.in_region").fill(name=name, region=region) if several and region else name


def _deciding(assessment: Assessment) -> tuple[Figure, ...]:
    """The figures of the period that decided: the newest, or the one that broke a yearly goal."""
    period = assessment.reason.numbers.get("period")
    broke = [one.figures for one in assessment.series if one.period.label == period] if period else []
    latest = assessment.latest.figures if isinstance(assessment.latest, Reading) else ()
    return broke[0] if broke else latest


class Run(Record):
    """All plans of a run and all figures that were read, for what no single plan can tell.

    recorded: the reasons on record beside the figures.
    """

    plans: tuple[PlanResult, ...]
    figures: Figures
    recorded: "tuple[RecordedReason, ...]" = ()


Check = Callable[[PlanResult], Iterator[Finding]]
RunCheck = Callable[[Run], Iterator[Finding]]

CHECKS: Table[Check] = Table("check", home="planck.checks")
RUN_CHECKS: Table[RunCheck] = Table("check of the run", home="planck.checks")
