"""X027: a recorded revision that the figures do not show."""

from collections.abc import Iterator

from planck.checks import RUN_CHECKS, Run
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

UNUSED_RECORD = rule(
    Rule(
        code="X027",
        name="unused-record",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：记录的修订为 {new}，数据中没有这个值",
            en="{name} for {period}: the record says it was revised to {new}, and no figure says so",
        ),
        help=Text(
            zh="核对指标、期间和新值；没有发生的修订应从记录中删去",
            en="check indicator, period and new value; delete the row if the revision never happened",
        ),
        what=Text(
            zh="revisions.csv 中一行的新值，既不是现在的数据，也没有被后来的一行改去。",
            en="The new value of a row in revisions.csv is neither the figure of now nor the old value of a later row.",
        ),
        why=Text(zh="留着它，将来会替另一次修订开脱。", en="Left standing, it would excuse another revision some day."),
        bad="研发强度,2021,2.44,2.34,final accounts   # the figure says 2.43",
        good="研发强度,2021,2.44,2.43,final accounts",
    )
)


@RUN_CHECKS.entry(UNUSED_RECORD.code)
def unused_record(run: Run) -> Iterator[Finding]:
    """Rows of the record whose outcome is nowhere to be seen."""
    if not run.recorded:
        return
    # Only a run with a record pays for the comparison of names.
    from planck.assess.names import key
    from planck.changes.names import naming

    names = naming(context.plan for context in run.contexts)

    def series(region: str, indicator: str, period: str) -> tuple[str, str, str]:
        place, name = key(region), key(indicator)
        return names.regions.get(place, place), names.indicators.get(name, name), period

    values = {(*series(one.region, one.indicator, one.period.label), one.value) for one in run.figures}
    there = {slot[:3] for slot in values if slot[3] is not None}
    superseded = {(*series(row.region, row.indicator, row.period), row.old) for row in run.recorded}
    for row in run.recorded:
        slot = series(row.region, row.indicator, row.period)
        holds = slot not in there if row.new is None else (*slot, row.new) in values
        if not holds and (*slot, row.new) not in superseded:
            new = Text(zh="撤回", en="withdrawn") if row.new is None else row.new
            yield UNUSED_RECORD.at(row.place, region=row.region, period=row.period, name=row.indicator, new=new)
