"""Findings about a run as a whole, and findings set aside by a plan."""

from collections.abc import Iterable, Iterator
from datetime import date

from planck.checks import RUN_CHECKS, Run
from planck.model import Finding, Ignore, Ignored, Period, Place, Plan, Severity
from planck.registry import RULES, rule
from planck.words import Label

UNUSED_IGNORE = rule("X001", "unused-ignore", Severity.WARNING)
EXPIRED_IGNORE = rule("X002", "expired-ignore", Severity.WARNING)
UNKNOWN_IGNORE = rule("X003", "unknown-ignore", Severity.ERROR)
NOTHING_CHECKED = rule("X005", "nothing-checked", Severity.ERROR)
REPEATED_PLAN = rule("X006", "repeated-plan", Severity.ERROR)
UNUSED_RECORD = rule("X027", "unused-record", Severity.WARNING)

# What an ignore must not silence: wrong and new ignores themselves, and that nothing was checked.
ALWAYS_SHOWN = frozenset({"X001", "X002", "X003", "X005", "G006"})


def set_aside(
    plan: Plan, findings: Iterable[Finding], as_of: Period | None, dormant: frozenset[str] = frozenset()
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """The findings that stay, those that the plan's ignores take away, and what is wrong with the ignores.

    `dormant` are checks that did not run, so that nothing follows from an ignore of theirs that found no use.
    """
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[Ignore] = set()
    active = [ignore for ignore in plan.ignores if not _expired(ignore, as_of)]
    for finding in findings:
        by = next((ignore for ignore in active if _matches(ignore, finding)), None)
        if by is None:
            kept.append(finding)
        else:
            used.add(by)
            ignored.append(Ignored(finding=finding, reason=by.reason))
    for ignore in plan.ignores:
        used_up = ignore in used or ignore.code in dormant
        kept += _wrong(plan, ignore, used=used_up, expired=_expired(ignore, as_of))
    return tuple(kept), tuple(ignored)


def _wrong(plan: Plan, ignore: Ignore, *, used: bool, expired: bool) -> list[Finding]:
    got = " ".join(part for part in (ignore.code, ignore.target, ignore.period) if part)
    if ignore.code not in RULES:
        return [UNKNOWN_IGNORE.at(ignore.place, plan=plan.id, got=ignore.code)]
    if expired:
        until = ignore.until.isoformat() if ignore.until else ""
        return [EXPIRED_IGNORE.at(ignore.place, plan=plan.id, got=got, until=until)]
    return [] if used else [UNUSED_IGNORE.at(ignore.place, plan=plan.id, got=got)]


def _matches(ignore: Ignore, finding: Finding) -> bool:
    return (
        ignore.code == finding.code
        and finding.code not in ALWAYS_SHOWN
        and ignore.target in ("", finding.target)
        and ignore.period in ("", finding.period)
        and ignore.fingerprint in ("", finding.fingerprint)
    )


def _expired(ignore: Ignore, as_of: Period | None) -> bool:
    today: date | None = as_of.end if as_of else None
    return bool(ignore.until and today and today > ignore.until)


@RUN_CHECKS.entry(NOTHING_CHECKED.code)
def nothing_checked(run: Run) -> Iterator[Finding]:
    """One finding when every target of every plan is without a figure."""
    targets = [target for result in run.plans for target in result.targets]
    if not any(target.seen.any() for target in targets):
        place: Place | None = run.plans[0].plan.place if run.plans else None
        yield NOTHING_CHECKED.at(place, plans=len(run.plans), targets=sum(map(len, targets)), figures=len(run.figures))


@RUN_CHECKS.entry(REPEATED_PLAN.code)
def repeated_plan(run: Run) -> Iterator[Finding]:
    """One finding per plan whose id an earlier one has."""
    first: dict[str, Place] = {}
    for result in run.plans:
        plan = result.plan
        if plan.id in first:
            yield REPEATED_PLAN.at(plan.place, plan=plan.id, got=plan.id, first=first[plan.id].file)
        first.setdefault(plan.id, plan.place)


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
