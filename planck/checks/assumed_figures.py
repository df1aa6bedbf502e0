"""X004: a verdict rests on a scenario."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Finding, Flag, Rule, Severity, Text
from planck.registry import rule

ASSUMED_FIGURES = rule(
    Rule(
        code="X004",
        name="assumed-figures",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项结论以情景假设为依据，不是公布数据",
            en="verdicts that rest on assumed figures, not on published ones: {count}",
        ),
        help=Text(zh="有公布数据后，去掉情景文件", en="leave the scenario out once figures are published"),
        what=Text(zh="状态为 assumed 的数据参与了结论。", en="Figures of status `assumed` decided verdicts."),
        why=Text(
            zh="情景不是事实，凡以其为依据的输出都必须写明。",
            en="A scenario is not a fact, and every output that rests on one says so.",
        ),
        bad="planck check plan.yaml scenario.csv   # read as if published",
        good="planck check plan.yaml actuals.csv",
    )
)


@CHECKS.entry(ASSUMED_FIGURES.code)
def assumed_figures(context: Context) -> Iterator[Finding]:
    """One finding for a plan any of whose verdicts used an assumed figure."""
    resting = [assessment for assessment in context.assessments if Flag.ASSUMED in assessment.flags]
    if resting:
        yield ASSUMED_FIGURES.at(context.plan.place, plan=context.plan.id, count=len(resting))
