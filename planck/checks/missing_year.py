"""C005: a sum or a yearly goal lacks one of its years."""

from collections.abc import Iterator

from planck.checks import CHECKS, Context
from planck.model import Assessment, Finding, Missing, PeriodKind, Quantity, Rule, Severity, Text
from planck.registry import rule

MISSING_YEAR = rule(
    Rule(
        code="C005",
        name="missing-year",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：需要{base}之后每一年的数据，缺少{years}",
            en="{name}: wanted a figure for every year after {base}, lacking {years}",
        ),
        help=Text(zh="补充缺少的年份；当年没有发生时填 0", en="add the missing years; write 0 where nothing happened"),
        what=Text(
            zh="累计目标和每年都要达到的目标需要每一年的数据。",
            en="A goal on a sum, or one that binds every year, needs a figure for each year.",
        ),
        why=Text(
            zh="缺少的一年不能当作 0，也不能当作达标。",
            en="A year without a figure is neither 0 nor a year in which the goal was met.",
        ),
        bad="引进人才,2021,55\n引进人才,2023,70   # goal: {total: {at_least: 300}}",
        good="引进人才,2021,55\n引进人才,2022,61\n引进人才,2023,70",
    )
)


@CHECKS.entry(MISSING_YEAR.code)
def missing_year(context: Context) -> Iterator[Finding]:
    """Sums and yearly goals with a hole in their years."""
    for assessment in context.assessments:
        every_year = assessment.goal.quantity is Quantity.TOTAL or assessment.target.path == "hold"
        years = _missing_years(assessment) if every_year else ()
        if years:
            yield MISSING_YEAR.at(
                assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                base=assessment.baseline_period.label,
                years=", ".join(years),
            )


def _missing_years(assessment: Assessment) -> tuple[str, ...]:
    """The years between the baseline and the newest figure that no figure covers."""
    spans = [reading.period for reading in assessment.series if reading.period.end > assessment.baseline_period.end]
    if not spans or assessment.latest is Missing.NOT_COMPARABLE:
        return ()
    whole = {PeriodKind.YEAR, PeriodKind.YEARS}
    last = max(span.end.year for span in spans if span.kind in whole or span.end == max(s.end for s in spans))
    covered = {year for span in spans for year in range(span.start.year, span.end.year + 1)}
    return tuple(str(year) for year in range(assessment.baseline_period.end.year + 1, last + 1) if year not in covered)
