"""Plans from fragments of text, and findings as one line each."""

from collections.abc import Iterable

from planck.load.plan.plan import load_plan
from planck.model import Finding, Goal, Plan, Target
from tests.load.reading import document

HEADER = {
    "planck": "planck: 1\n",
    "plan": "plan: gongshu-14fyp\n",
    "title": "title: {zh: 拱墅区科技规划}\n",
    "region": "region: {name: 拱墅区}\n",
    "period": "period: {base: 2020, start: 2021, end: 2025}\n",
}
# Behind the five lines of the header a fragment starts at line 6.
FIRST = len(HEADER) + 1


def complete(fragment: str) -> str:
    """The fragment below the lines of the header that it does not have itself."""
    given = {line.partition(":")[0] for line in fragment.splitlines()}
    return "".join(line for key, line in HEADER.items() if key not in given) + fragment


def target_text(goal: str, *, measure: str = "stock", unit: str = "家", baseline: str = "466", more: str = "") -> str:
    """One target, each of its keys on a line: name 8, measure 9, unit 10, goal 11, then baseline and what comes more."""
    start = f"    baseline: {baseline}\n" if baseline else ""
    keys = f"    measure: {measure}\n    unit: '{unit}'\n    goal: {goal}\n{start}{more}"
    return f"targets:\n  firms:\n    name: {{zh: 企业数}}\n{keys}"


def load(text: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan of a whole text, and its findings."""
    return load_plan(document(text, "plan.yaml"))


def load_fragment(fragment: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan of a fragment below the header, and its findings."""
    return load(complete(fragment))


def sound_target(fragment: str) -> Target:
    """The first target of a fragment without findings."""
    plan, findings = load_fragment(fragment)
    assert described(findings) == []
    assert plan is not None
    return plan.targets[0]


def goal_of(goal: str, *, measure: str = "stock", unit: str = "家", baseline: str = "466") -> Goal:
    """The goal of a target without findings."""
    return sound_target(target_text(goal, measure=measure, unit=unit, baseline=baseline)).goal


def described(findings: Iterable[Finding]) -> list[str]:
    """`CODE line:column-end` of each."""
    return [f"{one.code} {where(one)}" for one in findings]


def where(finding: Finding) -> str:
    """`line:column-end`, or `file` where the place is the whole file."""
    place = finding.place
    assert place is not None
    assert place.file == "plan.yaml"
    return f"{place.line}:{place.column}-{place.end}" if place.line else "file"
