"""Which findings a change touches, so that those which stood before do not crowd it out; and those of one cause."""

from collections.abc import Callable, Sequence

from planck.assess.plan import Result
from planck.model import Finding

# The families of findings about a change.
OF_CHANGES = ("R", "T01", "G00")


def is_touched(result: Result) -> Callable[[Finding], bool]:
    """Whether a finding is about the change, or about a row, a target or a region that it changed; without a base every
    one is.
    """
    changes = result.changes
    if changes is None:
        return lambda finding: True
    places = [change.new.place for change in changes.figures if change.new]
    places += [change.place for change in changes.targets]
    places += [change.place for change in changes.series]
    rows = {(place.file, place.line) for place in places}
    verdicts = {(flip.plan, flip.target.id, flip.region) for flip in changes.flips}

    def touched(finding: Finding) -> bool:
        place = finding.place
        here = place is not None and (place.file, place.line) in rows
        about = (finding.plan, finding.target, finding.region) in verdicts
        return here or about or finding.code.startswith(OF_CHANGES)

    return touched


def changed_first(findings: Sequence[Finding], result: Result) -> tuple[Finding, ...]:
    """The findings, worst first; of each severity those about the change first, then those that it touches."""
    touched = is_touched(result)

    def rank(finding: Finding) -> tuple[int, bool, bool]:
        return -finding.severity.rank, not finding.code.startswith(OF_CHANGES), not touched(finding)

    return tuple(sorted(findings, key=rank))


def told_by_cause(result: Result, *, every: bool = False) -> Result:
    """The result as people read it: findings about a change that have one cause are one; `every`: all of one code."""
    if result.changes is None:
        return result
    from planck.gate.together import together  # only a run with a base pays for it

    return together(result, every=every)
