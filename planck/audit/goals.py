"""Goals one by one: what is left blank, worded otherwise, already met, or leads the wrong way."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.case import rate_kind
from planck.assess.plan import PlanResult
from planck.audit import AUDITS, of_each
from planck.audit.stated_pace import Printed, aim, in_force, pace, plain, printed, unit_of, way
from planck.engine.outcome import meets
from planck.model import (
    Amount,
    Assessment,
    Cell,
    Comparator,
    Difference,
    Finding,
    Goal,
    Measure,
    Names,
    Plan,
    Quantity,
    Reading,
    Rule,
    Severity,
    Target,
    Text,
    Wording,
    indicators_in,
)
from planck.record import Record
from planck.registry import rule
from planck.words import Label

GOAL_BEHIND_BASELINE = rule("A008", "goal-behind-baseline", Severity.WARNING)
GOAL_EQUALS_BASELINE = rule("A009", "goal-equals-baseline", Severity.NOTE)
GOAL_ALREADY_REACHED = rule("A010", "goal-already-reached", Severity.NOTE)
WRONG_SIDE = rule("A011", "wrong-side", Severity.WARNING)
BASELINE_LEFT_BLANK = rule("A015", "baseline-left-blank", Severity.WARNING)
BASELINES_MISSING = rule("A016", "baselines-missing", Severity.NOTE)
UNITS_MISSING = rule("A017", "units-missing", Severity.NOTE)
DEADLINES_MISSING = rule("A018", "deadlines-missing", Severity.NOTE)
DATA_YEAR = rule("A022", "data-year", Severity.WARNING)
LATE_FIGURES = rule("A023", "late-figures", Severity.NOTE)
WORDING = rule("A024", "wording", Severity.WARNING)
UNUSED_INDICATOR = rule("A026", "unused-indicator", Severity.NOTE)

UNITLESS = (Measure.EVENT, Measure.RANK, Measure.INDEX)


def _blank(target: Target, cell: Cell) -> bool:
    return target.stated is not None and cell in target.stated.blank


@AUDITS.entry(BASELINE_LEFT_BLANK.code)
def baseline_left_blank(result: PlanResult) -> Iterator[Finding]:
    """Targets whose baseline has a cell in the plan's table with nothing in it."""
    for target in result.plan.targets:
        goal = aim(target.goal, 0.0)
        if _blank(target, Cell.BASELINE) and goal:
            yield BASELINE_LEFT_BLANK.at(
                target.place, **result.named(target), goal=Amount(goal.value, goal.places, unit_of(result.plan, target))
            )


@AUDITS.entry(BASELINES_MISSING.code)
def baselines_missing(result: PlanResult) -> Iterator[Finding]:
    """Goals on the level without a baseline, in one finding; those with an empty cell have their own."""
    without = [
        target
        for target in result.plan.targets
        if target.baseline is None
        and target.goal.quantity is Quantity.LEVEL
        and target.goal.comparator not in (Comparator.DONE, Comparator.ABOVE_SERIES, Comparator.BELOW_SERIES)
        and not target.goal.comparator.is_direction
        and not _blank(target, Cell.BASELINE)
    ]
    return _listed(result, BASELINES_MISSING, without)


@AUDITS.entry(UNITS_MISSING.code)
def units_missing(result: PlanResult) -> Iterator[Finding]:
    """Targets whose unit the plan leaves blank, or that have none, in one finding."""
    without = [
        target
        for target in result.plan.targets
        if _blank(target, Cell.UNIT)
        or not (unit_of(result.plan, target) or result.plan.indicator(target.indicator).measure in UNITLESS)
    ]
    return _listed(result, UNITS_MISSING, without)


@AUDITS.entry(DEADLINES_MISSING.code)
def deadlines_missing(result: PlanResult) -> Iterator[Finding]:
    """Targets for which the plan prints no date, in one finding."""
    without = [target for target in result.plan.targets if _blank(target, Cell.DUE)]
    return _listed(result, DEADLINES_MISSING, without)


def _listed(result: PlanResult, found: Rule, targets: list[Target]) -> Iterator[Finding]:
    if targets:
        yield found.at(
            targets[0].place, plan=result.plan.id, count=len(targets), names=names(targets), end=result.plan.end.label
        )


def names(targets: Iterable[Target]) -> Names:
    """The names of targets, to be listed."""
    return Names(tuple(target.name for target in targets))


@AUDITS.entry(UNUSED_INDICATOR.code)
def unused_indicator(result: PlanResult) -> Iterator[Finding]:
    """Indicators that the plan never comes back to."""
    used = _used(result.plan)
    for indicator in result.plan.indicators:
        if indicator.id not in used:
            yield UNUSED_INDICATOR.at(indicator.place, plan=result.plan.id, name=indicator.name, got=indicator.id)


def _used(plan: Plan) -> frozenset[str]:
    # A formula may name its own indicator, as baseline(x) does; that is no use of it.
    own = ((one.id, indicators_in(one.formula)) for one in plan.indicators if one.formula)
    parts = (id_ for owner, ids in own for id_ in ids if id_ != owner)
    sides = (side for identity in plan.identities for side in (identity.left, identity.right))
    goals = (goal for target in plan.targets for goal in (target.goal, *(one.goal for one in target.revisions)))
    return frozenset(
        (
            *(target.indicator for target in plan.targets),
            *(goal.series for goal in goals),
            *parts,
            *(id_ for side in sides for id_ in indicators_in(side)),
            *_scored(plan),
        )
    )


def _scored(plan: Plan) -> Iterator[str]:
    """The indicators that a scoring model in the plan reads, where plans have one."""
    for domain in getattr(getattr(plan, "scoring", None), "domains", ()):
        yield from (leaf.id for leaf in domain.leaves())


AT_LEAST = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
LESS = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES)
AT_MOST = (*LESS, Comparator.RANK)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)


class Meaning(Record, kw_only=False):
    """Words with one meaning, and the comparators that say it."""

    words: Sequence[str]
    meant: Text
    comparators: Sequence[Comparator]


MEANINGS = (
    Meaning(("左右", "上下", "约", "大约"), Label("audit.meanings.about"), (Comparator.ABOUT, Comparator.BETWEEN)),
    Meaning(("以上", "不低于", "不少于", "至少", "不小于"), Label("audit.meanings.at_least"), AT_LEAST),
    Meaning(("以下", "以内", "不超过", "不高于", "不大于", "控制在"), Label("audit.meanings.at_most"), AT_MOST),
)
SOFT = ("力争", "争取", "努力", "预计", "有望")


@AUDITS.entry(WORDING.code)
def wording(result: PlanResult) -> Iterator[Finding]:
    """Targets whose `as_printed` has a word that their goal or wording does not say.

    What stands before 以上 may be 县级以上 or 市级以上, a scope and no comparator; such words are left out.
    """
    for target in result.plan.targets:
        text = _without_scopes(target.source.as_printed)
        for meaning in MEANINGS:
            word = next((word for word in meaning.words if word in text), "")
            if word and not _says(target, meaning):
                yield _finding(result, target, word, meaning.meant, target.goal.comparator.value)
        soft = next((word for word in SOFT if word in text), "")
        if soft and target.wording is Wording.FIRM:
            yield _finding(result, target, soft, Label("audit.left_blank.striving"), "wording: firm")


def _without_scopes(text: str) -> str:
    for scope in ("级以上", "规模以上", "高中以上", "以上企业"):
        text = text.replace(scope, "")
    return text


def _says(target: Target, meaning: Meaning) -> bool:
    if meaning.comparators in (AT_LEAST, AT_MOST) and target.goal.comparator is Comparator.BETWEEN:
        return True
    if target.goal.quantity in FALLING and meaning.comparators is AT_MOST:
        return target.goal.comparator in (*AT_LEAST, *AT_MOST)
    return target.goal.comparator in meaning.comparators or (meaning is MEANINGS[0] and bool(target.goal.tolerance))


def _finding(result: PlanResult, target: Target, word: str, meant: Text, encoded: str) -> Finding:
    found = WORDING.at(target.goal.place, **result.named(target), word=word, meant=meant, encoded=encoded)
    return replace(found, about=word)


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
        return Label("audit.already_met.low_to_high_unit").fill(low=low, high=f"{high} {unit}".rstrip())
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


UP = ("增长", "提高", "提升", "上升", "增加", "翻番", "倍增")
DOWN = ("下降", "降低", "降至", "降到", "减少", "压减", "控制在", "缩短")
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
    sign = 1 if comparator in AT_LEAST else -1 if comparator in LESS else 0
    return -sign if target.goal.quantity in FALLING else sign
