"""X001, X002, X003: findings set aside by the plan, and ignores that no longer do their work."""

from collections.abc import Iterable, Iterator
from datetime import date

from planck.assess.plan import PlanResult
from planck.checks import CHECKS, verdict
from planck.model import Finding, Flag, Ignore, Ignored, Period, Plan, Severity
from planck.registry import RULES, rule

UNUSED_IGNORE = rule("X001", "unused-ignore", Severity.WARNING)

EXPIRED_IGNORE = rule("X002", "expired-ignore", Severity.WARNING)

UNKNOWN_IGNORE = rule("X003", "unknown-ignore", Severity.ERROR)

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


# T006: the goal's date has come without its figure.

EXPIRED = rule("T006", "expired", Severity.WARNING)


@CHECKS.entry(EXPIRED.code)
def expired(result: PlanResult) -> Iterator[Finding]:
    """Targets whose date has passed without a figure for it."""
    for assessment in result.where(lambda target: target.flags[Flag.EXPIRED] & target.seen):
        yield verdict(result, EXPIRED, assessment)
