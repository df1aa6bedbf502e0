"""A table of goals that regions have of their own, by target and region."""

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import factor
from planck.load.source.files import excerpt
from planck.load.table.header import Column, Conventions
from planck.load.table.vocabulary import folded
from planck.model import Figure, Finding, Plan, Quantity, Target
from planck.model.plan import OwnGoals
from planck.model.table import Figures

SHARES = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)
PERCENT = 100.0


def of_goals(plan: Plan, conventions: Conventions) -> Conventions:
    """How the table is read: it says no period, each goal is due when the plan says."""
    return replace(conventions, defaults={**conventions.defaults, Column.PERIOD: plan.end.label})


def own_goals(plan: Plan, rows: Figures) -> tuple[OwnGoals, tuple[Finding, ...]]:
    """The goals that rows of a table give to regions, and a finding for each row that is for no target."""
    targets = {folded(name): target for target in plan.targets for name in _names(plan, target)}
    goals: dict[str, dict[str, float]] = {}
    findings: list[Finding] = []
    # Where the targets could not be read, that is what is wrong.
    for row in rows if targets else ():
        target = targets.get(folded(row.indicator))
        bound = _bound(plan, target, row) if target else None
        if target is None or bound is None:
            got = " ".join(filter(None, (row.indicator, row.text, row.unit)))
            findings.append(rules.OWN_GOAL.at(row.place, plan=plan.id, region=row.region, got=excerpt(got)))
        else:
            goals.setdefault(target.id, {})[row.region or plan.region.name] = bound
    return OwnGoals(values=goals), tuple(findings)


def _names(plan: Plan, target: Target) -> tuple[str, ...]:
    indicator = plan.indicator(target.indicator)
    return tuple(filter(None, (target.id, target.name.zh, target.name.en, indicator.id, *indicator.aliases)))


def _bound(plan: Plan, target: Target, row: Figure) -> float | None:
    """The number in the unit of the goal, shares as such; None where it cannot be one of this goal."""
    goal = target.goal
    if row.value is None or (goal.low is None) == (goal.high is None):
        return None
    if goal.quantity in SHARES:
        return row.value / PERCENT if row.unit in ("", "%") else None
    unit = plan.indicator(target.indicator).unit
    times = 1 if not row.unit or folded(row.unit) == folded(unit) else factor(row.unit, unit)
    return None if times is None else float(row.value * times)
