"""A008, A009, A010: goals that ask for less than there is, or for what there is; of a revised goal the new one."""

from collections.abc import Iterator

import numpy as np

from planck.assess.case import rate_kind
from planck.assess.plan import PlanResult
from planck.audit import AUDITS, of_each
from planck.audit.left_blank import names
from planck.audit.stated_pace import Printed, aim, in_force, pace, plain, printed, unit_of, way
from planck.engine.outcome import meets
from planck.model import (
    Amount,
    Assessment,
    Comparator,
    Difference,
    Finding,
    Goal,
    Quantity,
    Reading,
    Severity,
    Target,
    Text,
)
from planck.registry import rule
from planck.words import Label

GOAL_BEHIND_BASELINE = rule("A008", "goal-behind-baseline", Severity.WARNING)
GOAL_EQUALS_BASELINE = rule("A009", "goal-equals-baseline", Severity.NOTE)
GOAL_ALREADY_REACHED = rule("A010", "goal-already-reached", Severity.NOTE)

REPEATING = "hold"


@AUDITS.entry(GOAL_ALREADY_REACHED.code)
def goal_already_reached(result: PlanResult) -> Iterator[Finding]:
    """Goals on the level that a figure before their year reaches although the printed baseline does not.

    Figures of a scenario are none: nobody has published them. A plan for every region has no figures of its own.
    """
    for one in result.where(lambda target: np.full(len(target), not target.target.region.every)):
        start = one.target.baseline
        met_at_start = start is not None and start.value is not None and _met(one.goal, start.value)
        first = None if met_at_start or not _on_level(one.goal) else _first(one)
        if first:
            yield _reached(result, one, first)


def _first(one: Assessment) -> Reading | None:
    early = (reading for reading in one.series if reading.period.end < one.due.start)
    published = (reading for reading in early if all(figure.status != "assumed" for figure in reading.figures))
    return next((reading for reading in published if _met(one.goal, reading.value)), None)


def _reached(result: PlanResult, one: Assessment, first: Reading) -> Finding:
    target = in_force(result, one.target)
    before = first.period.end <= result.plan.base.end
    return GOAL_ALREADY_REACHED.at(
        target.place,
        **result.about(one),
        period=first.period.label,
        severity=Severity.WARNING if before else Severity.NOTE,
        name=one.target.name,
        goal=_shown(one.goal, first.value, one.unit),
        due=one.due.label,
        got=Amount(first.value, printed(first.value, first.text).places, one.unit),
    )


@of_each(GOAL_BEHIND_BASELINE, GOAL_EQUALS_BASELINE)
def _baselines(result: PlanResult) -> Iterator[Finding]:
    for target in (in_force(result, target) for target in result.plan.targets):
        start = target.baseline
        if start is None or start.value is None or target.path == REPEATING or not _on_level(target.goal):
            continue
        goal = aim(target.goal, start.value)
        if goal and _met(target.goal, start.value):
            yield _met_at_start(result, target, printed(start.value, start.printed), goal)


def _met_at_start(result: PlanResult, target: Target, start: Printed, goal: Printed) -> Finding:
    assert target.baseline is not None
    unit, gap = unit_of(result.plan, target), abs(goal.value - start.value)
    even = gap <= 1e-9 * max(abs(goal.value), abs(start.value))
    inside = target.goal.comparator in (Comparator.ABOUT, Comparator.BETWEEN)
    found = GOAL_EQUALS_BASELINE if even or inside else GOAL_BEHIND_BASELINE
    return found.at(
        target.place,
        **result.named(target),
        base=target.baseline.period.label,
        goal=_shown(target.goal, start.value, unit),
        got=Amount(start.value, start.places, unit),
        gap=Difference(gap, max(goal.places, start.places), unit),
        side=Label("audit.already_met.less") if goal.value < start.value else Label("audit.already_met.more"),
    )


def _shown(goal: Goal, start: float, unit: str) -> Amount | Text:
    """A goal as it is to be read: its number, or its range."""
    if goal.low is not None and goal.high is not None:
        low, high = plain(goal.low), plain(goal.high)
        return Label("audit.already_met.low_to_high_unit").fill(low=low, high=high, unit=unit)
    number = aim(goal, start)
    assert number is not None
    return Amount(number.value, number.places, unit)


def _on_level(goal: Goal) -> bool:
    return goal.quantity is Quantity.LEVEL and goal.comparator is not Comparator.DONE


def _met(goal: Goal, value: float) -> bool:
    if goal.low is None and goal.high is None:
        return False
    low = -np.inf if goal.low is None else goal.low
    high = np.inf if goal.high is None else goal.high
    return bool(meets(np.array([value]), np.array([low]), np.array([high]), strict=goal.strict)[0])


# A022, A023: figures that come late, so that the year of a goal can be read in two ways.

DATA_YEAR = rule("A022", "data-year", Severity.WARNING)
LATE_FIGURES = rule("A023", "late-figures", Severity.NOTE)


@AUDITS.entry(DATA_YEAR.code)
def data_year(result: PlanResult) -> Iterator[Finding]:
    """Late indicators whose baseline is older than the plan's base, so that two readings of the goal's year exist."""
    for target in result.plan.targets:
        if _lag(result, target) and target.baseline and target.baseline.period.time < result.plan.base.time:
            yield from _readings(result, target)


def _lag(result: PlanResult, target: Target) -> int:
    return result.plan.indicator(target.indicator).lag


def _readings(result: PlanResult, target: Target) -> Iterator[Finding]:
    found, lag = way(target), _lag(result, target)
    if found is None or target.baseline is None:
        return
    indicator = result.plan.indicator(target.indicator)
    kind = rate_kind(target, indicator)
    needed = pace(kind, found.start.value, found.goal.value, found.years, indicator.unit)
    sooner = pace(kind, found.start.value, found.goal.value, found.years - lag, indicator.unit)
    if needed and sooner:
        yield DATA_YEAR.at(
            target.place,
            **result.named(target),
            base=target.baseline.period.label,
            due=target.due.label,
            seen=str(target.due.end.year - lag),
            lag=lag,
            needed=needed,
            sooner=sooner,
        )


@AUDITS.entry(LATE_FIGURES.code)
def late_figures(result: PlanResult) -> Iterator[Finding]:
    """Targets due in the last year of the plan whose figures come after it, in one finding."""
    late = [target for target in result.plan.targets if _lag(result, target) and target.due == result.plan.end]
    if late:
        yield LATE_FIGURES.at(late[0].place, plan=result.plan.id, count=len(late), names=names(late))


# A011: the plan's own words or pace point one way, the goal the other.

WRONG_SIDE = rule("A011", "wrong-side", Severity.WARNING)

UP = ("增长", "提高", "提升", "上升", "增加", "翻番", "倍增")
DOWN = ("下降", "降低", "降至", "降到", "减少", "压减", "控制在", "缩短")
MORE = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
LESS = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)
WORDS = {1: Label("audit.already_met.rise"), -1: Label("audit.already_met.fall")}


@AUDITS.entry(WRONG_SIDE.code)
def wrong_side(result: PlanResult) -> Iterator[Finding]:
    """Targets whose words and pace have one direction, and whose goal has the other."""
    for target in result.plan.targets:
        told, said = _told(target)
        wanted, found = _wanted(target), way(target)
        leads_away = found is not None and (found.goal.value - found.start.value) * told < 0
        if told and (leads_away or wanted == -told):
            yield WRONG_SIDE.at(
                target.goal.place, **result.named(target), told=WORDS[told], said=said, wanted=WORDS[-told]
            )


def _told(target: Target) -> tuple[int, str]:
    """+1 for up, -1 for down, 0 where nothing is said or both are; and what says so."""
    stated, text = target.stated, target.source.as_printed
    paces = [pace for pace in (stated.growth, stated.points, stated.units) if pace] if stated else []
    texts = dict(stated.printed) if stated else {}
    words = [word for word in (*UP, *DOWN) if word in text]
    signs = {1 if pace > 0 else -1 for pace in paces} | {1 if word in UP else -1 for word in words}
    said = ", ".join((*words, *(text for key, text in texts.items() if key in ("growth", "points", "units"))))
    return (signs.pop(), said) if len(signs) == 1 else (0, "")


def _wanted(target: Target) -> int:
    comparator = target.goal.comparator
    sign = 1 if comparator in MORE else -1 if comparator in LESS else 0
    return -sign if target.goal.quantity in FALLING else sign
