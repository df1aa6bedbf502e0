"""G006: the plan ignores findings that it did not ignore in the base."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Gated
from planck.model import Finding, Ignore, Severity
from planck.registry import rule

NEW_IGNORE = rule("G006", "new-ignore", Severity.WARNING)


@GATE_CHECKS.entry(NEW_IGNORE.code)
def new_ignore(gated: Gated) -> Iterator[Finding]:
    """Ignores that came with the change; an error where one of the gate's own findings names no single one of them and
    something changed beside it. What is said of other findings is theirs to fail: a note.
    """
    comparison = gated.comparison
    for ignore in _new(comparison) if comparison else ():
        loose = _is_loose(ignore) and comparison and (comparison.figures or comparison.flips)
        yield NEW_IGNORE.at(
            ignore.place,
            plan=gated.plan.id,
            target=ignore.target,
            period=ignore.period,
            severity=Severity.ERROR if loose else None if _is_of_changes(ignore) else Severity.NOTE,
            got=ignore.code,
            reason=ignore.reason,
        )


def barred(comparison: Comparison) -> tuple[Ignore, ...]:
    """The ignores that do not count yet: new ones of the gate's own findings that name no single one."""
    return tuple(ignore for ignore in _new(comparison) if _is_loose(ignore))


def of_earlier_changes(comparison: Comparison) -> tuple[Ignore, ...]:
    """The ignores of single findings of the gate that the base has too: what they were for has been merged."""
    new = _new(comparison)
    return tuple(one for one in comparison.plan.ignores if _is_of_changes(one) and one.fingerprint and one not in new)


def _is_of_changes(ignore: Ignore) -> bool:
    return ignore.code in CHANGE_CHECKS or ignore.code in GATE_CHECKS


def _is_loose(ignore: Ignore) -> bool:
    return _is_of_changes(ignore) and not ignore.fingerprint


def _new(comparison: Comparison) -> tuple[Ignore, ...]:
    """The ignores that none of the base covers; a plan that is new has none."""
    if comparison.old is None:
        return ()
    before = comparison.old.plan.ignores
    return tuple(ignore for ignore in comparison.plan.ignores if not any(_covers(old, ignore) for old in before))


def _covers(old: Ignore, new: Ignore) -> bool:
    """Whether the old ignore set aside all that the new one does, and for as long."""
    same = old.code == new.code and all(
        getattr(old, name) in ("", getattr(new, name)) for name in ("target", "period", "fingerprint")
    )
    return same and (old.until is None or (new.until is not None and new.until <= old.until))
