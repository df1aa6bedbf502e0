"""X005: no target met a figure."""

from collections.abc import Iterator

from planck.checks import RUN_CHECKS, Run
from planck.model import Finding, Place, Severity
from planck.registry import rule
from planck.words import Label

NOTHING_CHECKED = rule("X005", "nothing-checked", Severity.ERROR)


@RUN_CHECKS.entry(NOTHING_CHECKED.code)
def nothing_checked(run: Run) -> Iterator[Finding]:
    """One finding when every target of every plan is without a figure."""
    targets = [target for result in run.plans for target in result.targets]
    if not any(target.seen.any() for target in targets):
        place: Place | None = run.plans[0].plan.place if run.plans else None
        yield NOTHING_CHECKED.at(place, plans=len(run.plans), targets=sum(map(len, targets)), figures=len(run.figures))


# X006: two plans of a run have one id.

REPEATED_PLAN = rule("X006", "repeated-plan", Severity.ERROR)


@RUN_CHECKS.entry(REPEATED_PLAN.code)
def repeated_plan(run: Run) -> Iterator[Finding]:
    """One finding per plan whose id an earlier one has."""
    first: dict[str, Place] = {}
    for result in run.plans:
        plan = result.plan
        if plan.id in first:
            yield REPEATED_PLAN.at(plan.place, plan=plan.id, got=plan.id, first=first[plan.id].file)
        first.setdefault(plan.id, plan.place)


# X027: a recorded revision that the figures do not show.

UNUSED_RECORD = rule("X027", "unused-record", Severity.WARNING)


@RUN_CHECKS.entry(UNUSED_RECORD.code)
def unused_record(run: Run) -> Iterator[Finding]:
    """Rows of the record whose outcome is nowhere to be seen."""
    if not run.recorded:
        return
    # Only a run with a record pays for the comparison of names.
    from planck.assess.select import key
    from planck.changes.names import naming

    names = naming(result.plan for result in run.plans)

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
            new = Label("checks.nothing_checked.withdrawn") if row.new is None else row.new
            yield UNUSED_RECORD.at(row.place, region=row.region, period=row.period, name=row.indicator, new=new)
