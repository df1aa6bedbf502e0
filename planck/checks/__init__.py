"""Plan, figures and assessments to findings. One file per check, each with its rule and one function."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypedDict

from planck.assess.select import Selection
from planck.assess.target import AsOf
from planck.model import Assessment, Figure, Finding, Period, Plan, Reading, Rule, Severity
from planck.model.table import Figures
from planck.record import Record
from planck.registry import Table

if TYPE_CHECKING:
    from planck.model.change import RecordedReason


class Coordinates(TypedDict):
    """Which verdict a finding is about."""

    plan: str
    target: str
    region: str


class Context(Record):
    """One plan, judged: what a check looks at."""

    plan: Plan
    selection: Selection
    assessments: tuple[Assessment, ...]
    when: AsOf

    @property
    def as_of(self) -> Period | None:
        """The period of judgement."""
        return self.when.period

    def about(self, assessment: Assessment) -> Coordinates:
        """The coordinates of a finding about an assessment."""
        return {"plan": self.plan.id, "target": assessment.target.id, "region": assessment.region}

    def verdict(self, rule: Rule, assessment: Assessment, severity: Severity | None = None) -> Finding:
        """A finding about a verdict, at the figure that decided or, without one, at the target."""
        figures = _deciding(assessment)
        place = figures[-1].place if figures else assessment.target.place
        return rule.at(
            place,
            **self.about(assessment),
            period=assessment.due.label,
            severity=severity,
            name=assessment.target.name,
            due=assessment.due.label,
        )


def _deciding(assessment: Assessment) -> tuple[Figure, ...]:
    """The figures of the period that decided: the newest, or the one that broke a yearly goal."""
    period = assessment.reason.numbers.get("period")
    broke = [reading.figures for reading in assessment.series if reading.period.label == period]
    latest = assessment.latest.figures if isinstance(assessment.latest, Reading) else ()
    return broke[0] if broke else latest


class Run(Record):
    """All plans of a run and all figures that were read, for what no single plan can tell.

    recorded: the reasons on record beside the figures.
    """

    contexts: tuple[Context, ...]
    figures: Figures
    recorded: "tuple[RecordedReason, ...]" = ()


Check = Callable[[Context], Iterator[Finding]]
RunCheck = Callable[[Run], Iterator[Finding]]

CHECKS: Table[Check] = Table("check", home="planck.checks")
RUN_CHECKS: Table[RunCheck] = Table("check of the run", home="planck.checks")
