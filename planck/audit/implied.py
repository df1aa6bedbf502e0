"""A012, A013: what the plan's numbers imply about a series that it does not print (amount / intensity = GDP)."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planck.assess.derive import is_percent
from planck.assess.rounding import Span, formula_span
from planck.audit import AUDITS
from planck.audit.printed import Printed, aim, in_percent, printed
from planck.checks import Context
from planck.model import (
    Amount,
    Expression,
    Finding,
    Identity,
    Indicator,
    Language,
    Measure,
    Period,
    Plan,
    Quantity,
    Rule,
    Series,
    Severity,
    Target,
    Text,
    indicators_in,
)
from planck.registry import rule

IMPLIED_GROWTH = rule(
    Rule(
        code="A012",
        name="implied-growth",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：由“{identity}”推得 {start} 年为 {first}、{end} 年为 {last}，年均 {rate:growth}"
            "（按所印数字的舍入，在 {low:growth} 至 {high:growth} 之间）",
            en="{name}: '{identity}' makes it {first} in {start} and {last} in {end}, {rate:growth} a year (with the "
            "printed rounding {low:growth} to {high:growth})",
        ),
        help=Text(
            zh="与公布的数据和同期规划对照", en="hold it against the published figures and the plan of the same years"
        ),
        what=Text(
            zh="规划印出的数字合在一起，意味着另一数据的水平和增速。",
            en="The numbers that a plan prints imply the level and the growth of another one that it does not print.",
        ),
        why=Text(
            zh="研发经费和研发强度同时写进规划，就等于写了生产总值。",
            en="A plan that prints R&D and its intensity has printed a GDP, whether it meant to or not.",
        ),
        bad="rd: {baseline: 20, goal: {at_least: 40}}\nshare: {baseline: 1.1, goal: {at_least: 1.5}}\n"
        "identities: {gdp: rd / share = gdp}   # 1818 to 2667, 7.96 % a year, and no goal says so",
        good="rd: {baseline: 20, goal: {at_least: 40}}\nshare: {baseline: 1.1, goal: {at_least: 1.5}}\n"
        "gdp: {baseline: 1818, goal: {at_least: 2667}}\nidentities: {gdp: rd / share = gdp}",
    )
)

IMPLAUSIBLE_GROWTH = rule(
    Rule(
        code="A013",
        name="implausible-growth",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：由“{identity}”推得 {start} 年为 {first}、{end} 年为 {last}，年均 {rate:growth}，超出常见范围"
            "（{least:%} 至 {most:%}，planck 自定；按所印数字的舍入，在 {low:growth} 至 {high:growth} 之间）",
            en="{name}: '{identity}' makes it {first} in {start} and {last} in {end}, {rate:growth} a year, outside "
            "what is plausible ({least:%} to {most:%}, planck's own borders; with the printed rounding {low:growth} to "
            "{high:growth})",
        ),
        help=Text(
            zh="核对各数的年份、口径和修订；多半有一个数属于另一年",
            en="check year, scope and vintage of each number; mostly one of them is of another year",
        ),
        what=Text(
            zh="规划数字所隐含的增速低于 0 或高于 12%（界限为 planck 自定）。",
            en="The growth that the plan's numbers imply is below 0 or above 12 % a year (planck's own borders).",
        ),
        why=Text(
            zh="总量和强度至少有一个不对，或者不是同一年、同一口径。",
            en="Amount and intensity do not belong together: one is wrong, of another year, or of another scope.",
        ),
        bad="rd: {baseline: 81, goal: {at_least: 97}, stated: {last_growth: 19.6%}}\n"
        "share: {baseline: 4.25, goal: {at_least: 4.4}, stated: {last_points: 0.15}}\n"
        "identities: {gdp: rd / share = gdp}   # up 15.4 % in a year",
        good="rd: {baseline: 81, goal: {at_least: 97}, stated: {last_growth: 12.6%}}\n"
        "share: {baseline: 4.25, goal: {at_least: 4.4}, stated: {last_points: 0.15}}\n"
        "identities: {gdp: rd / share = gdp}   # up 8.6 %",
    )
)

LEAST, MOST = 0.0, 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The unknown at one time: its central value and its span."""

    period: Period
    value: float
    span: Span


@AUDITS.entry(IMPLIED_GROWTH.code)
def implied_growth(context: Context) -> Iterator[Finding]:
    """What identities imply, where that is plausible."""
    return (finding for finding in _implied(context) if finding.code == IMPLIED_GROWTH.code)


@AUDITS.entry(IMPLAUSIBLE_GROWTH.code)
def implausible_growth(context: Context) -> Iterator[Finding]:
    """What identities imply, where that is not plausible."""
    return (finding for finding in _implied(context) if finding.code == IMPLAUSIBLE_GROWTH.code)


def _implied(context: Context) -> Iterator[Finding]:
    owners = {target.indicator: target for target in context.plan.targets if target.id == target.indicator}
    for identity in context.plan.identities:
        for unknown, known in ((identity.right, identity.left), (identity.left, identity.right)):
            if isinstance(unknown, Series) and unknown.indicator not in owners:
                indicator = context.plan.indicator(unknown.indicator)
                if indicator.measure in (Measure.FLOW, Measure.STOCK) and not is_percent(indicator.unit):
                    points = _points(context.plan, known, owners)
                    for first, last in pairwise(points):
                        yield from _finding(context.plan, identity, indicator, first, last)


def _points(plan: Plan, known: Expression, owners: Mapping[str, Target]) -> Sequence[Point]:
    """The unknown in the year before the baselines, in theirs and in that of the goals, where the plan prints all."""
    targets = [owners[id_] for id_ in sorted(indicators_in(known)) if id_ in owners]
    if not targets or len(targets) < len(indicators_in(known)):
        return ()
    periods = {target.baseline.period for target in targets if target.baseline}
    dues = {target.due for target in targets}
    if len(periods) != 1 or len(dues) != 1:
        return ()
    base, due = periods.pop(), dues.pop()
    spans = (
        (Period.year(base.end.year - 1), {target.indicator: _before(target) for target in targets}),
        (base, {target.indicator: _at_base(target) for target in targets}),
        (due, {target.indicator: _at_goal(target) for target in targets}),
    )
    return [point for period, found in spans if (point := _point(plan, known, period, found))]


def _point(plan: Plan, known: Expression, period: Period, found: Mapping[str, Printed | None]) -> Point | None:
    there = {id_: number for id_, number in found.items() if number is not None}
    if len(there) < len(found):
        return None
    indicators = {indicator.id: indicator for indicator in plan.indicators}
    value = formula_span(known, {id_: (number.value, number.value) for id_, number in there.items()}, indicators)
    span = formula_span(known, {id_: number.span for id_, number in there.items()}, indicators)
    if value is None or span is None or not 0 < span[0] <= span[1] < math.inf:
        return None
    return Point(period=period, value=value[0], span=span)


def _at_base(target: Target) -> Printed | None:
    start = target.baseline
    return printed(start.value, start.printed) if start and start.value is not None else None


def _at_goal(target: Target) -> Printed | None:
    return aim(target.goal, 0.0) if target.goal.quantity is Quantity.LEVEL else None


def _before(target: Target) -> Printed | None:
    """The number a year before the baseline, from how the plan says that the baseline stands to it."""
    start, stated = _at_base(target), target.stated
    if start is None or stated is None:
        return None
    texts = dict(stated.printed)
    if stated.last_points is not None:
        change = printed(stated.last_points, texts.get("last_points", ""))
        return Printed(value=start.value - change.value, slack=start.slack + change.slack, places=start.places)
    if stated.last_growth is None or stated.last_growth <= -1:
        return None
    growth = printed(in_percent(stated.last_growth), texts.get("last_growth", "")).slack / 100
    value = start.value / (1 + stated.last_growth)
    slack = start.slack / (1 + stated.last_growth) + abs(value) * growth / (1 + stated.last_growth)
    return Printed(value=value, slack=slack, places=start.places)


def _finding(plan: Plan, identity: Identity, indicator: Indicator, first: Point, last: Point) -> Iterator[Finding]:
    years = last.period.time - first.period.time
    if years <= 0:
        return

    def rate(start: float, end: float) -> float:
        return math.expm1((math.log(end) - math.log(start)) / years)

    found = rate(first.value, last.value)
    yield (IMPLIED_GROWTH if LEAST <= found <= MOST else IMPLAUSIBLE_GROWTH).at(
        identity.place,
        plan=plan.id,
        period=f"{first.period.label}-{last.period.label}",
        name=indicator.name,
        identity=_named(plan, identity.text),
        start=first.period.label,
        end=last.period.label,
        first=Amount(first.value, _places(first.value), indicator.unit),
        last=Amount(last.value, _places(last.value), indicator.unit),
        rate=found,
        low=rate(first.span[1], last.span[0]),
        high=rate(first.span[0], last.span[1]),
        least=LEAST,
        most=MOST,
    )


def _named(plan: Plan, text: str) -> Text:
    """The identity with the names of its indicators."""
    names = {indicator.id: indicator.name for indicator in plan.indicators}

    def put(language: Language) -> str:
        known = {id_: name.in_(language) for id_, name in names.items()}
        return re.sub("[a-z][a-z0-9_]*", lambda word: known.get(word[0], word[0]), text)

    return Text(zh=put(Language.ZH), en=put(Language.EN))


def _places(value: float) -> int:
    """Decimals of a computed level: as many as leave four digits."""
    return max(0, min(6, 3 - math.floor(math.log10(value))))
