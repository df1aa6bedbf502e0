"""From where and by when: baselines, milestones, schedules, revisions."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from planck.load.plan import rules_target as rules
from planck.load.plan.field import Field
from planck.load.plan.goal import goal
from planck.load.plan.header import day, key_period, period, source
from planck.load.plan.number import finite, level
from planck.load.source.checked import Checked
from planck.model import Baseline, Finding, Indicator, Milestone, Period, Revision

FROM_FIGURES = "from_figures"


def baseline(field: Field | None, base: Period, indicator: Indicator | None) -> Checked[Baseline | None]:
    """Where the plan starts from, at the plan's `base` unless it says otherwise."""
    if field is None:
        return None
    if field.text == FROM_FIGURES:
        return Baseline(value=None, period=base, place=field.node.place)
    number = field if field.text else field.get("value")
    own = field.get("period")
    when = (yield from period(own)) if own else base
    value = (yield from level(number, indicator)) if number else None
    if number is None or value is None:
        return None
    exact = yield from finite(number, value)
    return Baseline(value=exact, period=when or base, printed=number.text, place=number.node.place)


def due(field: Field | None, base: Period, otherwise: Period) -> Checked[Period]:
    """When a goal is due, `otherwise` when nothing usable says so."""
    found = (yield from period(field)) if field else None
    if field and found and found.time <= base.time:
        yield field.finding(rules.DUE_BEFORE_BASE, base=base.label, got=found.label)
        return otherwise
    return found or otherwise


def milestones(target: Field, base: Period, end: Period, indicator: Indicator | None) -> Checked[tuple[Milestone, ...]]:
    """The milestones and the steps of the schedule of a target, in the order of their times."""
    found: list[tuple[Field, Milestone]] = []
    for field in (*target.under("milestones"), *target.under("schedule")):
        milestone = yield from _milestone(field, indicator)
        if milestone is None:
            continue
        if not base.time < milestone.period.time < end.time:
            when = milestone.period.label
            yield field.finding(rules.MILESTONE_OUTSIDE, field.label, base=base.label, due=end.label, got=when)
            continue
        found.append((field, milestone))
    found.sort(key=lambda pair: pair[1].period.time)
    yield from _repeated((milestone.period.time, milestone.period.label, field) for field, milestone in found)
    yield from _falling(found)
    return tuple(milestone for _, milestone in found)


def _milestone(field: Field, indicator: Indicator | None) -> Checked[Milestone | None]:
    value = share = None
    if field.path[-2] == "schedule":
        share = float(field.share)
        if not 0 <= share <= 1:
            yield field.finding(rules.SCHEDULE_SHARE)
    elif (exact := (yield from level(field, indicator))) is not None:
        value = yield from finite(field, exact)
    when = yield from key_period(field)
    return Milestone(period=when, value=value, share=share, place=field.label) if when else None


def _falling(found: list[tuple[Field, Milestone]]) -> Iterator[Finding]:
    shares = [(field, milestone.share) for field, milestone in found if milestone.share is not None]
    for (_, earlier), (field, later) in pairwise(shares):
        if later < earlier:
            yield field.finding(rules.SCHEDULE_SHARE)


def _repeated(timed: Iterable[tuple[object, str, Field]]) -> Iterator[Finding]:
    """A finding for each field of a time that an earlier one has already."""
    first: dict[object, Field] = {}
    for time, label, field in timed:
        known = first.setdefault(time, field)
        if known is not field:
            yield field.finding(rules.REPEATED_TIME, field.label, got=label, line=known.label.line)


def revisions(target: Field, base: Period, indicator: Indicator | None) -> Checked[tuple[Revision, ...]]:
    """The goals that replaced the first one, in the order of their days."""
    found: list[tuple[Field, Revision]] = []
    for field in target.under("revisions"):
        revision = yield from _revision(field, base, indicator)
        if revision:
            found.append((field, revision))
    found.sort(key=lambda pair: pair[1].on)
    yield from _repeated((revision.on, revision.on.isoformat(), field) for field, revision in found)
    return tuple(revision for _, revision in found)


def _revision(field: Field, base: Period, indicator: Indicator | None) -> Checked[Revision | None]:
    on, wanted, when = field.get("on"), field.get("goal"), field.get("due")
    changed = (yield from day(on)) if on else None
    new = (yield from goal(wanted, indicator)) if wanted else None
    until = (yield from due(when, base, base)) if when else None
    if changed is None or new is None:
        return None
    return Revision(
        on=changed,
        goal=new,
        due=until,
        reason=field.string("reason"),
        source=source(field.get("source")),
        place=field.node.place,
    )
