"""Targets: goals with their baselines and their ways."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planck.load.plan import rules_goal as goal_rules
from planck.load.plan import rules_target as rules
from planck.load.plan.field import Field
from planck.load.plan.goal import SINCE_BASELINE, goal
from planck.load.plan.growth import COMPOUND, growth_faults
from planck.load.plan.header import Header, names, region, source
from planck.load.plan.indicator import OWN_KEYS
from planck.load.plan.method import method
from planck.load.plan.stated import stated
from planck.load.plan.target_schema import IN_PERCENT
from planck.load.plan.way import baseline, due, milestones, revisions
from planck.load.source.checked import Checked
from planck.model import Finding, Goal, Indicator, Nature, Target, Wording


def target(field: Field, header: Header, indicators: Mapping[str, Indicator]) -> Checked[Target | None]:
    """The target; None when it has no goal that can be read."""
    yield from _own_keys(field)
    about = field.string("indicator") or field.key
    indicator = None if field.has("indicator") and not field.string("indicator") else indicators.get(about)
    wanted = field.get("goal")
    start = yield from baseline(field.get("baseline"), header.base, indicator)
    base = start.period if start else header.base
    end = yield from due(field.get("due"), base, header.end)
    began = field.get("baseline")
    if start and began and not field.has("due") and start.period.time >= end.time:
        yield began.finding(rules.DUE_BEFORE_BASE, start.place, base=start.period.label, got=end.label)
        start = None
    first = (yield from goal(wanted, indicator)) if wanted else None
    steps = yield from milestones(field, base, end, indicator)
    revised = yield from revisions(field, base, indicator)
    chosen = yield from method(field.get("method"))
    if first is None or wanted is None:
        return None
    if began and first.series and all(revision.goal.series for revision in revised):
        yield began.finding(rules.BASELINE_BESIDE_SERIES)
    place = field.get("region")
    found = Target(
        id=field.key,
        name=names(field.get("name")),
        indicator=about,
        nature=Nature(field.string("nature") or Nature.EXPECTED),
        wording=Wording(field.string("wording") or Wording.FIRM),
        baseline=start,
        goal=_named(first, indicators),
        due=end,
        path=field.string("path") or _usual_path(first),
        milestones=steps,
        revisions=tuple(replace(each, goal=_named(each.goal, indicators)) for each in revised),
        part_of=field.string("part_of"),
        adds_to=field.string("adds_to"),
        stated=(yield from stated(field.get("stated"))),
        method=chosen or header.method,
        region=region(place) if place else header.region,
        source=source(field.get("source")),
        note=field.string("note"),
        place=field.label,
    )
    yield from _needs_baseline(field, found)
    yield from growth_faults(field, found)
    return found


def _named(found: Goal, indicators: Mapping[str, Indicator]) -> Goal:
    """The goal with the name of the other series that it is compared with."""
    other = indicators.get(found.series)
    return replace(found, series_name=other.name) if other else found


def _own_keys(field: Field) -> Iterator[Finding]:
    """A finding for each key of an indicator in a target that refers to one."""
    other = field.get("indicator")
    for part in field.parts():
        if other and part.key in OWN_KEYS:
            yield field.finding(rules.TWO_INDICATORS, part.label, indicator=other.text, got=part.key)


def _usual_path(goal: Goal) -> str:
    return COMPOUND if goal.quantity in IN_PERCENT else "linear"


def _needs_baseline(field: Field, found: Target) -> Iterator[Finding]:
    """A finding for each goal that is counted from a baseline when there is none."""
    if field.has("baseline"):
        return
    for goal_ in (found.goal, *(revision.goal for revision in found.revisions)):
        if goal_.quantity in SINCE_BASELINE:
            yield field.finding(goal_rules.GOAL_NEEDS_BASELINE, goal_.place, got=goal_.quantity.value)
