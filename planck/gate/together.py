"""Findings of one cause, told together: for people, while machines have each of them at its place."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.gate.telling import with_cure_of
from planck.model import Argument, Finding, Names, Text
from planck.registry import grouped
from planck.words import Label

T = TypeVar("T")

# So many of one cause are told one by one.
SINGLY = 3
# What tells causes apart where it is not the period.
_CAUSES: Mapping[str, tuple[str, ...]] = {
    "R003": ("count",),
    "R004": ("new",),
    "R008": ("field", "old", "new"),
    "R014": ("old", "new"),
    "R012": ("got", "usual"),
    "G006": ("got", "reason"),
}
_FAMILIES = frozenset("RTG")


def gathered(findings: Iterable[Finding], *, every: bool = False) -> tuple[Finding, ...]:
    """The findings, those of one check with one cause as one: the first, how many more, and some of them.

    every: those that are about no change too, all of one check together.
    """
    groups = by_cause_and_period((_cause_key(finding, every=every), finding) for finding in findings)
    return tuple(told for group in groups for told in _told_together(group))


def by_cause_and_period(told: Iterable[tuple[tuple[object, object], T]]) -> list[list[T]]:
    """Those of one cause and period together; where a cause reaches over many periods, those of all of them."""
    causes = grouped((cause, (period, each)) for (cause, period), each in told)
    groups = (list(grouped(of_cause).values()) for of_cause in causes.values())
    return [group for periods in groups for group in (periods if len(periods) <= SINGLY else [list(chain(*periods))])]


def _cause_key(finding: Finding, *, every: bool) -> tuple[object, str]:
    """What findings of one cause share, and the period of those that are told period by period."""
    of_changes = finding.code[:1] in _FAMILIES and not finding.code.startswith("T00")
    if not finding.plan or not (of_changes or every):
        return id(finding), ""
    names = _CAUSES.get(finding.code, ())
    cause = [str(finding.arguments.get(name)) for name in names]
    return (finding.code, finding.severity, finding.plan, *cause), finding.period if of_changes and not names else ""


def _told_together(group: Sequence[Finding]) -> Iterable[Finding]:
    if len(group) <= SINGLY:
        return group
    first = group[0]
    examples = _examples([_name(one) for one in group]) or _examples([Text(en=one.period) for one in group])
    told: dict[str, Argument] = {"likewise": len(group) - 1, "examples": Names(texts=examples)}
    # The message is that of the first one, whatever the others are about.
    own = {name: getattr(first, name) for name in ("target", "region", "period")}
    common = {
        name: getattr(first, name) if len({getattr(one, name) for one in group}) == 1 else ""
        for name in ("target", "region", "period")
    }
    also = (*first.also, (_LIKEWISE if examples else _LIKEWISE_ONLY).key)
    made = replace(first, **common, arguments={**own, **first.arguments, **told}, also=also, members=tuple(group))
    return (with_cure_of(made),)


def _name(finding: Finding) -> Text:
    """What a finding is about; of a series, `got` is its name."""
    got = finding.arguments.get("got")
    series = got if finding.code in _OF_SERIES else None
    name = next(filter(None, (finding.arguments.get("name"), series, finding.region, got, finding.target)), "")
    return name if isinstance(name, Text) else Text(en=str(name))


def _examples(names: Sequence[Text]) -> tuple[Text, ...]:
    """Some of the names, each once and without that of the first."""
    others: list[Text] = []
    for name in names:
        # Of thousands of names the first few are enough.
        if len(others) == SINGLY:
            break
        others += [name] if (name.zh or name.en) and name not in (names[0], *others) else []
    return tuple(others)


_OF_SERIES = ("R003", "R004")
_LIKEWISE, _LIKEWISE_ONLY = Label("gate.judge.likewise"), Label("gate.judge.likewise_only")


def together(result: Result, *, every: bool = False) -> Result:
    """The result with the findings of each plan told by cause, where it was compared with a base."""
    if result.changes is None:
        return result
    plans = (replace(plan, findings=gathered(plan.findings, every=every)) for plan in result.plans)
    return replace(result, plans=tuple(plans))
