"""Findings of one cause, told together: for people, while machines have each of them at its place."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.gate.telling import with_cure_of
from planck.model import Argument, Finding, Names, Text
from planck.words import Label

# So many of one cause are told one by one.
SINGLY = 3
# What tells causes apart where it is not the period.
_CAUSES: Mapping[str, tuple[str, ...]] = {
    "R003": ("count",),
    "R004": ("new",),
    "R008": ("field", "old", "new"),
    "R014": ("old", "new"),
    "R012": ("got", "usual"),
}
_FAMILIES = frozenset("RTG")


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those of one check with one cause as one: the first, how many more, and some of them."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_cause_key(finding), []).append(finding)
    return tuple(told for group in groups.values() for told in _told_together(group))


def _cause_key(finding: Finding) -> object:
    if finding.code[:1] not in _FAMILIES or not finding.plan or finding.code.startswith("T00"):
        return id(finding)
    names = _CAUSES.get(finding.code)
    cause = [str(finding.arguments.get(name)) for name in names] if names else [finding.period]
    return finding.code, finding.severity, finding.plan, *cause


def _told_together(group: Sequence[Finding]) -> Iterable[Finding]:
    if len(group) <= SINGLY:
        return group
    first = group[0]
    said = ((one.arguments.get("name"), one.region, one.arguments.get("got"), one.target) for one in group)
    names = (next(filter(None, each), "") for each in list(said)[1 : SINGLY + 1])
    told: dict[str, Argument] = {
        "likewise": len(group) - 1,
        "examples": Names(texts=tuple(name if isinstance(name, Text) else Text(en=str(name)) for name in names)),
    }
    common = {
        name: getattr(first, name) if len({getattr(one, name) for one in group}) == 1 else ""
        for name in ("target", "region", "period")
    }
    also = (*first.also, _LIKEWISE.key)
    made = replace(first, **common, arguments={**first.arguments, **told}, also=also, members=tuple(group))
    return (with_cure_of(made),)


_LIKEWISE = Label("gate.judge.likewise")


def together(result: Result) -> Result:
    """The result with the findings of each plan told by cause, where it was compared with a base."""
    if result.changes is None:
        return result
    plans = (replace(plan, findings=gathered(plan.findings)) for plan in result.plans)
    return replace(result, plans=tuple(plans))
