"""G006: the plan ignores findings of the gate that it did not ignore in the base."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Gated
from planck.model import Finding, Ignore, Severity
from planck.registry import rule

NEW_IGNORE = rule("G006", "new-ignore", Severity.WARNING)


@GATE_CHECKS.entry(NEW_IGNORE.code)
def new_ignore(gated: Gated) -> Iterator[Finding]:
    """Ignores that came with the change; an error where one names no single finding and something changed beside it."""
    comparison = gated.comparison
    for ignore in _new(comparison) if comparison else ():
        loose = not ignore.fingerprint and comparison and (comparison.figures or comparison.flips)
        yield NEW_IGNORE.at(
            ignore.place,
            plan=gated.plan.id,
            target=ignore.target,
            period=ignore.period,
            severity=Severity.ERROR if loose else None,
            got=ignore.code,
            reason=ignore.reason,
        )


def barred(comparison: Comparison) -> tuple[Ignore, ...]:
    """The ignores that do not count yet: new ones that name no single finding."""
    return tuple(ignore for ignore in _new(comparison) if not ignore.fingerprint)


def _new(comparison: Comparison) -> tuple[Ignore, ...]:
    """The ignores of findings of the gate that none of the base covers; a plan that is new has none."""
    if comparison.old is None:
        return ()
    before = comparison.old.plan.ignores
    return tuple(
        ignore
        for ignore in comparison.plan.ignores
        if (ignore.code in CHANGE_CHECKS or ignore.code in GATE_CHECKS)
        and not any(_covers(old, ignore) for old in before)
    )


def _covers(old: Ignore, new: Ignore) -> bool:
    """Whether the old ignore set aside all that the new one does, and for as long."""
    same = old.code == new.code and all(
        getattr(old, name) in ("", getattr(new, name)) for name in ("target", "period", "fingerprint")
    )
    return same and (old.until is None or (new.until is not None and new.until <= old.until))
