"""The one value that a run makes; every output is a view of it."""

from typing import TYPE_CHECKING

from planck.model.assessment import Assessment, Reading
from planck.model.figures import Figure, Input
from planck.model.finding import Finding
from planck.model.period import Period
from planck.model.plan import Plan
from planck.record import Record

if TYPE_CHECKING:
    from planck.model.scorecard import Scorecard

if TYPE_CHECKING:  # a usual run has no base, and making its nouns would cost it
    from planck.model.change import Changes


class Ignored(Record):
    """A finding that was set aside, and why."""

    finding: Finding
    reason: str


class PlanResult(Record):
    """One plan, judged. `figures` are those that its verdicts rest on, `as_of` the period of judgement."""

    plan: Plan
    assessments: tuple[Assessment, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...] = ()
    as_of: Period | None = None
    score: "Scorecard | None" = None

    @property
    def assumed(self) -> tuple[Figure, ...]:
        """The figures of a scenario among those used; a report that has any says so at its top."""
        return tuple(figure for figure in self.figures if figure.status == "assumed")


class Result(Record):
    """Everything a run found: plans judged, what was wrong with the inputs, and what was run.

    `as_of` is the newest period of judgement among the plans; `as_of_given` whether the caller set it.
    `figure_count` counts the data rows that were read, used or not. `changes`: what differs from the base, None
    without one. `ignored`: findings about the inputs that were set aside. `audited`: plans were held against
    themselves, and no verdict was asked for.
    """

    plans: tuple[PlanResult, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]
    as_of: Period | None
    as_of_given: bool
    figure_count: int
    checks: tuple[str, ...]
    version: str
    changes: "Changes | None" = None
    ignored: tuple[Ignored, ...] = ()
    audited: bool = False

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings about the inputs and about every plan, in the order of their places."""
        return self.findings + tuple(finding for plan in self.plans for finding in plan.findings)

    @property
    def nothing_checked(self) -> bool:
        """Whether no target met a figure, so that there is no verdict at all; of an audit, whether it had no target."""
        if self.audited:
            return not any(plan.plan.targets for plan in self.plans)
        return not any(isinstance(one.latest, Reading) for plan in self.plans for one in plan.assessments)

    @property
    def not_evaluated(self) -> bool:
        """Whether an input as a whole could not be evaluated, so that what was judged is not all that was asked."""
        return any(finding.blocking for finding in self.all_findings)
