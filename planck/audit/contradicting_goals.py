"""Goals, milestones, parts and names that contradict each other."""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.case import rate_kind
from planck.assess.firmness import Span
from planck.assess.plan import PlanResult
from planck.assess.select import key, names_of
from planck.audit import AUDITS, of_each
from planck.audit.stated_pace import (
    Printed,
    Way,
    aim,
    at_base,
    in_force,
    levels,
    pace,
    places_for,
    plain,
    printed,
    unit_of,
    way,
)
from planck.engine.outcome import meets
from planck.model import (
    Amount,
    Argument,
    Difference,
    Finding,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Names,
    PeriodKind,
    Plan,
    Quantity,
    RateKind,
    Rule,
    Severity,
    Target,
    Text,
)
from planck.registry import grouped, rule
from planck.words import Label, Labels, joined

CONTRADICTING_GOALS = rule("A003", "contradicting-goals", Severity.WARNING)
GOAL_MISSES_RATE = rule("A004", "goal-misses-rate", Severity.WARNING)
PARTS_EXCEED_WHOLE = rule("A005", "parts-exceed-whole", Severity.WARNING)
MILESTONE_ORDER = rule("A006", "milestones-out-of-order", Severity.WARNING)
OFF_PATH = rule("A007", "milestone-off-path", Severity.NOTE)
TWO_DENOMINATORS = rule("A014", "two-denominators", Severity.WARNING)
SUM_UNDER_ONE_YEAR = rule("A019", "sum-under-one-year", Severity.WARNING)
STOCK_OR_FLOW = rule("A020", "stock-or-flow", Severity.WARNING)
FLOWS_EXCEED_STOCK = rule("A021", "flows-exceed-stock", Severity.WARNING)
FLOW_SHORT_OF_STOCK = rule("A025", "flow-short-of-stock", Severity.WARNING)


@of_each(CONTRADICTING_GOALS, GOAL_MISSES_RATE)
def _failures(result: PlanResult) -> Iterator[Finding]:
    """Goals that fail when another goal on their indicator is met exactly.

    The one with the indicator's own id is what the plan commits itself to, else the first; a weaker restatement (twice
    466 beside 1000) follows from it and is no contradiction.
    """
    groups = grouped(
        ((target.indicator, target.region, target.due, target.goal.quantity is Quantity.TOTAL), target)
        for target in result.plan.targets
    )
    for group in groups.values():
        main = next((target for target in group if target.id == target.indicator), group[0])
        yield from _against(result, main, [target for target in group if target is not main])


def _against(result: PlanResult, main: Target, others: Sequence[Target]) -> Iterator[Finding]:
    own = levels(main)
    for other in others if own else ():
        wanted = levels(other)
        failed = _failed(own, wanted, strict=other.goal.strict) if own and wanted else None
        if failed:
            yield _finding(result, main, other, *failed)


def _failed(own: Span, wanted: Span, *, strict: bool) -> Span | None:
    """The bound of `own` that does not meet `wanted`, and the bound of `wanted` that it misses."""
    for bound in own:
        low, high = np.array([wanted[0]]), np.array([wanted[1]])
        if math.isfinite(bound) and not meets(np.array([bound]), low, high, strict=strict)[0]:
            return bound, min(filter(math.isfinite, wanted), key=lambda end: abs(end - bound))
    return None


def _finding(result: PlanResult, main: Target, other: Target, bound: float, missed: float) -> Finding:
    unit = unit_of(result.plan, main)
    gap = abs(missed - bound)
    start = other.baseline
    relative = start is not None and start.value is not None and other.goal.quantity is not Quantity.LEVEL
    least = printed(start.value or 0.0, start.printed).places if start and relative else 0
    places = places_for(gap, max(least, printed(bound, main.goal.printed).places))
    said: dict[str, Argument] = {
        "name": main.name,
        "level": Amount(bound, printed(bound, main.goal.printed).places, unit),
        "other": other.name,
        "printed": _asked(other.goal),
        "wanted": Amount(missed, places, unit),
        "gap": Difference(gap, places, unit),
    }
    needed = _rate(main, other, bound)
    found = GOAL_MISSES_RATE if needed else CONTRADICTING_GOALS
    said |= {"needed": needed} if needed else {}
    return replace(found.at(other.place, plan=result.plan.id, target=other.id), arguments=said)


ASKED = Labels("audit.asked")


def _asked(goal: Goal) -> Text:
    return joined(ASKED.get(goal.comparator, Text()), goal.printed)


def _rate(main: Target, other: Target, bound: float) -> Argument | None:
    """The average growth that `bound` comes to, where the other goal is about that."""
    start = other.baseline
    if other.goal.quantity is not Quantity.AVERAGE_GROWTH or start is None or start.value is None:
        return None
    return pace(RateKind.GROWTH, start.value, bound, main.due.time - start.period.time, "")


@AUDITS.entry(FLOWS_EXCEED_STOCK.code)
def flows_exceed_stock(result: PlanResult) -> Iterator[Finding]:
    """Flows whose base year and goal come to more than the total they add to, where that has no baseline."""
    for flow, stock, added, goal in _pairs(result):
        before = at_base(flow)
        if stock.baseline is None and before and flow.goal.quantity is Quantity.LEVEL:
            yield from _beyond(result, FLOWS_EXCEED_STOCK, flow, stock, (before, added, goal))


@AUDITS.entry(FLOW_SHORT_OF_STOCK.code)
def flow_short_of_stock(result: PlanResult) -> Iterator[Finding]:
    """Flows that do not take the printed stock to its goal."""
    for flow, stock, added, goal in _pairs(result):
        before = at_base(stock)
        # Whether the flow's goal covers every year from the base on.
        whole = flow.goal.quantity is Quantity.TOTAL or flow.due.end.year == result.plan.base.end.year + 1
        if before and whole:
            yield from _beyond(result, FLOW_SHORT_OF_STOCK, flow, stock, (before, added, goal))


def _pairs(result: PlanResult) -> Iterator[tuple[Target, Target, Printed, Printed]]:
    targets = {target.id: target for target in result.plan.targets}
    for flow in result.plan.targets:
        stock = targets.get(flow.adds_to)
        if stock is None or stock is flow or unit_of(result.plan, stock) != unit_of(result.plan, flow):
            continue
        added, goal = aim(flow.goal, 0.0), aim(stock.goal, 0.0)
        if added and goal and flow.due == stock.due and stock.goal.quantity is Quantity.LEVEL:
            yield flow, stock, added, goal


def _beyond(
    result: PlanResult, found: Rule, flow: Target, stock: Target, numbers: tuple[Printed, Printed, Printed]
) -> Iterator[Finding]:
    before, added, goal = numbers
    total, slack = before.value + added.value, before.slack + added.slack
    over = total - goal.value if found is FLOWS_EXCEED_STOCK else goal.value - total
    if over <= slack:
        return
    unit, places = unit_of(result.plan, stock), max(number.places for number in numbers)
    yield found.at(
        flow.place,
        **result.named(flow),
        stock=stock.name,
        base=result.plan.base.label,
        before=Amount(before.value, before.places, unit),
        flow=Amount(added.value, added.places, unit),
        sum=Amount(total, places, unit),
        goal=Amount(goal.value, goal.places, unit),
        gap=Difference(over, places, unit),
    )


# Of the whole way; planck's own border.
TOLERATED = 0.1
EVEN = ("linear", "compound")


@of_each(MILESTONE_ORDER, OFF_PATH)
def _milestones(result: PlanResult) -> Iterator[Finding]:
    """What is odd about milestones with a value, one after the other."""
    for target in result.plan.targets:
        found = way(target)
        stones = [stone for stone in target.milestones if stone.value is not None]
        before = found.start.value if found else math.nan
        for stone in stones if found and found.goal.value != found.start.value else ():
            assert found is not None
            assert stone.value is not None
            if _astray(before, stone.value, found):
                yield _order(result, target, found, stone, before)
            elif target.path in EVEN:
                yield from _off(result, target, found, stone)
            before = stone.value


def _astray(before: float, value: float, found: Way) -> bool:
    onward = math.copysign(1.0, found.goal.value - found.start.value)
    return (value - before) * onward < 0 or (value - found.goal.value) * onward > 0


def _order(result: PlanResult, target: Target, found: Way, stone: Milestone, before: float) -> Finding:
    unit = unit_of(result.plan, target)
    return MILESTONE_ORDER.at(
        stone.place,
        **result.named(target),
        period=stone.period.label,
        got=_amount(stone.value or 0.0, unit),
        before=_amount(before, unit),
        goal=_amount(found.goal.value, unit),
    )


def _amount(value: float, unit: str) -> Amount:
    return Amount(value, printed(value, plain(value)).places, unit)


def _off(result: PlanResult, target: Target, found: Way, stone: Milestone) -> Iterator[Finding]:
    assert target.baseline is not None
    assert stone.value is not None
    share = (stone.period.time - target.baseline.period.time) / found.years
    start, goal, unit = found.start.value, found.goal.value, unit_of(result.plan, target)
    even = start + (goal - start) * share
    if rate_kind(target, result.plan.indicator(target.indicator)) is RateKind.GROWTH:
        if start <= 0 or goal <= 0:
            return
        even = start * math.exp(math.log(goal / start) * share)
    gap = abs(stone.value - even)
    if gap > TOLERATED * abs(goal - start):
        places = places_for(gap, found.goal.places)
        yield OFF_PATH.at(
            stone.place,
            **result.named(target),
            period=stone.period.label,
            got=_amount(stone.value, unit),
            baseline=_amount(start, unit),
            goal=_amount(goal, unit),
            even=Amount(even, places, unit),
            gap=Difference(gap, places, unit),
        )


SCALES = {
    "百万": 1e6, "千万": 1e7, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2,
}  # fmt: skip
Number = tuple[Target, Printed]


@AUDITS.entry(PARTS_EXCEED_WHOLE.code)
def parts_exceed_whole(result: PlanResult) -> Iterator[Finding]:
    """Wholes whose parts are printed larger, goals with goals and baselines with baselines, in one unit."""
    targets = [in_force(result, target) for target in result.plan.targets]
    for whole in targets:
        parts = [part for part in targets if part.part_of == whole.id and part.region == whole.region]
        for number, what in _NUMBERS:
            if own := number(whole):
                printed_of = [(part, value) for part in parts if (value := number(part))]
                yield from _compare(result, (whole, own), printed_of, what)


_NUMBERS: tuple[tuple[Callable[[Target], Printed | None], Label], ...] = (
    (lambda target: aim(target.goal, 0.0), Label("audit.contradicting_goals.goal")),
    (at_base, Label("audit.contradicting_goals.baseline")),
)


def scale(unit: str) -> tuple[float, str]:
    """What a unit counts in, and what it counts: 万元 is 10,000 of 元."""
    name = key(unit)
    found = next((word for word in SCALES if name.startswith(word) and name != word), "")
    return SCALES.get(found, 1.0), name[len(found) :]


def _compare(result: PlanResult, whole: Number, parts: Sequence[Number], what: Text) -> Iterator[Finding]:
    like = [part for part in parts if _alike(result.plan, whole[0], part[0])]
    factor, _ = scale(unit_of(result.plan, whole[0]))
    values = [part[1].value * scale(unit_of(result.plan, part[0]))[0] / factor for part in like]
    slack = sum(part[1].slack * scale(unit_of(result.plan, part[0]))[0] / factor for part in like)
    total = sum(values)
    if like and total > whole[1].value + (whole[1].slack + slack if len(like) > 1 else 1e-9 * abs(total)):
        unit = unit_of(result.plan, whole[0])
        places = places_for(total - whole[1].value, max(number.places for _, number in (whole, *like)))
        yield PARTS_EXCEED_WHOLE.at(
            whole[0].place,
            plan=result.plan.id,
            target=whole[0].id,
            name=whole[0].name,
            what=what,
            parts=Names(tuple(part.name for part, _ in like)),
            got=Amount(whole[1].value, whole[1].places, unit),
            sum=Amount(total, places, unit),
            gap=Difference(total - whole[1].value, places, unit),
        )


def _alike(plan: Plan, whole: Target, part: Target) -> bool:
    units = scale(unit_of(plan, whole))[1], scale(unit_of(plan, part))[1]
    return units[0] == units[1] and whole.goal.quantity is part.goal.quantity and whole.due == part.due


# All that were ever counted, those that are gone among them; a number of its own.
GROSS = ("累计认定", "累计新增", "累计引进", "累计培育", "累计新认定")
OF_A_FLOW = ("新增", "新认定", "新引进", "新建", "新培育")
CUMULATED = "累计"
OF_A_STOCK = (CUMULATED, "总数", "总量", "拥有量", "保有量")
MEASURES = {Measure.STOCK: (OF_A_FLOW, Measure.FLOW), Measure.FLOW: (OF_A_STOCK, Measure.STOCK)}


@AUDITS.entry(SUM_UNDER_ONE_YEAR.code)
def sum_under_one_year(result: PlanResult) -> Iterator[Finding]:
    """Sums over several years that stand under one of them."""
    for target in result.plan.targets:
        column = target.stated.column if target.stated else None
        goal = aim(target.goal, 0.0)
        base = result.plan.base if target.baseline is None else target.baseline.period
        years = target.due.end.year - base.end.year
        of_one_year = column is not None and column.kind is PeriodKind.YEAR
        if target.goal.quantity is Quantity.TOTAL and of_one_year and years > 1 and goal and column:
            unit = unit_of(result.plan, target)
            yield SUM_UNDER_ONE_YEAR.at(
                target.place,
                **result.named(target),
                goal=Amount(goal.value, goal.places, unit),
                column=column.label,
                first=str(target.due.end.year - years + 1),
                last=str(target.due.end.year),
                mean=Amount(goal.value / years, goal.places if goal.value % years == 0 else goal.places + 1, unit),
                years=years,
            )


@AUDITS.entry(STOCK_OR_FLOW.code)
def stock_or_flow(result: PlanResult) -> Iterator[Finding]:
    """Indicators with a name of the other measure; the first such name of each."""
    for indicator in result.plan.indicators:
        totals = [
            target.goal.quantity is Quantity.TOTAL for target in result.plan.targets if target.indicator == indicator.id
        ]
        odd = _odd_name(indicator, summed=bool(totals) and all(totals))
        if odd:
            name, word, other = odd
            yield STOCK_OR_FLOW.at(
                indicator.place,
                plan=result.plan.id,
                target=indicator.id if any(target.id == indicator.id for target in result.plan.targets) else "",
                name=indicator.name,
                measure=indicator.measure,
                other=other,
                got=name,
                word=word,
            )


def _odd_name(indicator: Indicator, *, summed: bool) -> tuple[str, str, Argument] | None:
    """A name that does not go with the measure, the word in it, and what it speaks of; None where all names do.

    summed: its goals are sums over the plan, of which the name may speak.
    """
    names = names_of(indicator)
    gross = [(name, word) for name in names for word in GROSS if word in name]
    words, other = MEASURES.get(indicator.measure, ((), indicator.measure))
    for name in names:
        rest = name
        for word in GROSS if indicator.measure is Measure.STOCK else (CUMULATED,) if summed else ():
            rest = rest.replace(word, "")
        if found := next((word for word in words if word in rest), ""):
            return name, found, other
    # A stock by gross names alone may be meant; one with names of both kinds mixes two series.
    net = [name for name in names if not any(word in name for word in GROSS) and _chinese(name)]
    if indicator.measure is Measure.STOCK and gross and net:
        return (*gross[0], Label("audit.contradicting_goals.gross_total_from_which_nothing"))
    return None


def _chinese(name: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in name)


@AUDITS.entry(TWO_DENOMINATORS.code)
def two_denominators(result: PlanResult) -> Iterator[Finding]:
    """Shares that the plan calls shares of another whole as well."""
    for target in result.plan.targets:
        other = target.stated.denominator if target.stated else ""
        own = result.plan.indicator(target.indicator).denominator
        if other and key(other) != key(own):
            shown, unit = at_base(target), unit_of(result.plan, target)
            yield TWO_DENOMINATORS.at(
                target.place,
                **result.named(target),
                value=Amount(shown.value, shown.places, unit) if shown else Label("audit.contradicting_goals.share"),
                denominator=own or Label("audit.contradicting_goals.whole_that_it_does_not"),
                other=other,
            )
