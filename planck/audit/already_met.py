"""A008, A009, A010: goals that ask for less than there is, or for what there is; of a revised goal the new one."""

from collections.abc import Iterator

import numpy as np

from planck.audit import AUDITS
from planck.audit.left_blank import names
from planck.audit.stated_pace import Printed, aim, in_force, kind_of, pace, plain, printed, unit_of, way
from planck.checks import Context
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
    Rule,
    Severity,
    Target,
    Text,
)
from planck.registry import rule

GOAL_BEHIND_BASELINE = rule(
    Rule(
        code="A008",
        name="goal-behind-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：目标 {goal}比 {base} 年的 {got}{side} {gap}",
            en="{name}: the goal {goal} asks for {gap} {side} than the {got} of {base}",
        ),
        help=Text(
            zh="调整目标，或在备注中写明为何低于上年（例如口径变化、有意减少）",
            en="change the goal, or say in a note why it asks for less (another scope, fewer on purpose)",
        ),
        what=Text(
            zh="基期数已经好于目标数。", en="The baseline is better than the goal, which is met before the plan begins."
        ),
        why=Text(
            zh="这样的目标不用做任何事就算完成，会抬高完成率。",
            en="Such a goal is kept by doing nothing, and lifts the share of goals that were kept.",
        ),
        bad="patents: {baseline: 30280, goal: {at_least: 28500}}",
        good="patents: {baseline: 30280, goal: {at_least: 32000}}",
    )
)

GOAL_EQUALS_BASELINE = rule(
    Rule(
        code="A009",
        name="goal-equals-baseline",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：{base} 年的 {got}已满足目标 {goal}，保持即可完成",
            en="{name}: the level of {base} ({got}) meets the goal {goal} already; keeping it is enough",
        ),
        help=Text(
            zh="若本意就是保持，写 path: hold；否则核对目标",
            en="write `path: hold` if that is meant, else check the goal",
        ),
        what=Text(
            zh="目标数等于基期数，或基期数已在目标区间内。",
            en="The goal is the baseline itself, or the baseline lies in its range.",
        ),
        why=Text(
            zh="保持与增长是两种目标，读者应能分清。",
            en="To keep and to grow are two kinds of goals, and readers should see which.",
        ),
        bad="bases: {baseline: 6, goal: {at_least: 6}}",
        good="bases: {baseline: 6, goal: {at_least: 6}, path: hold}",
    )
)

GOAL_ALREADY_REACHED = rule(
    Rule(
        code="A010",
        name="goal-already-reached",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：目标 {goal}（{due} 年）在 {period} 年的数据中已经达到（{got}）",
            en="{name}: the goal {goal} for {due} is reached in the figures of {period} already ({got})",
        ),
        help=Text(
            zh="基期已达到的，调整目标；规划期内提前达到的，可在中期评估时提高",
            en="change a goal that was reached before the plan began; one reached early may be raised at the review",
        ),
        what=Text(
            zh="目标到期之前的公布数据已达到目标；基期或更早就达到的为警告。",
            en="A figure reaches the goal before its year; a warning when that was in the base year or before.",
        ),
        why=Text(
            zh="规划可能引用了旧数据，或者目标定得过低。",
            en="The plan may have been written from older figures, or the goal asks for too little.",
        ),
        bad="share: {goal: {at_least: 3}}   # figures: 2020,3.01; the plan begins in 2021",
        good="share: {goal: {at_least: 3.3}}",
    )
)

REPEATING = "hold"


@AUDITS.entry(GOAL_BEHIND_BASELINE.code)
def goal_behind_baseline(context: Context) -> Iterator[Finding]:
    """Goals that the printed baseline is better than."""
    return (finding for finding in _baselines(context) if finding.code == GOAL_BEHIND_BASELINE.code)


@AUDITS.entry(GOAL_EQUALS_BASELINE.code)
def goal_equals_baseline(context: Context) -> Iterator[Finding]:
    """Goals that are the printed baseline."""
    return (finding for finding in _baselines(context) if finding.code == GOAL_EQUALS_BASELINE.code)


@AUDITS.entry(GOAL_ALREADY_REACHED.code)
def goal_already_reached(context: Context) -> Iterator[Finding]:
    """Goals on the level that a figure before their year reaches although the printed baseline does not.

    Figures of a scenario are none: nobody has published them. A plan for every region has no figures of its own.
    """
    for one in (one for one in context.assessments if not one.target.region.every):
        start = one.target.baseline
        met_at_start = start is not None and start.value is not None and _met(one.goal, start.value)
        first = None if met_at_start or not _on_level(one.goal) else _first(one)
        if first:
            yield _reached(context, one, first)


def _first(one: Assessment) -> Reading | None:
    early = (reading for reading in one.series if reading.period.end < one.due.start)
    published = (reading for reading in early if all(figure.status != "assumed" for figure in reading.figures))
    return next((reading for reading in published if _met(one.goal, reading.value)), None)


def _reached(context: Context, one: Assessment, first: Reading) -> Finding:
    target = in_force(context, one.target)
    before = first.period.end <= context.plan.base.end
    return GOAL_ALREADY_REACHED.at(
        target.place,
        **context.about(one),
        period=first.period.label,
        severity=Severity.WARNING if before else Severity.NOTE,
        name=one.target.name,
        goal=_shown(one.goal, first.value, one.unit),
        due=one.due.label,
        got=Amount(first.value, printed(first.value, first.text).places, one.unit),
    )


def _baselines(context: Context) -> Iterator[Finding]:
    for target in (in_force(context, target) for target in context.plan.targets):
        start = target.baseline
        if start is None or start.value is None or target.path == REPEATING or not _on_level(target.goal):
            continue
        goal = aim(target.goal, start.value)
        if goal and _met(target.goal, start.value):
            yield _met_at_start(context, target, printed(start.value, start.printed), goal)


def _met_at_start(context: Context, target: Target, start: Printed, goal: Printed) -> Finding:
    assert target.baseline is not None
    unit, gap = unit_of(context.plan, target), abs(goal.value - start.value)
    even = gap <= 1e-9 * max(abs(goal.value), abs(start.value))
    inside = target.goal.comparator in (Comparator.ABOUT, Comparator.BETWEEN)
    found = GOAL_EQUALS_BASELINE if even or inside else GOAL_BEHIND_BASELINE
    return found.at(
        target.place,
        plan=context.plan.id,
        target=target.id,
        name=target.name,
        base=target.baseline.period.label,
        goal=_shown(target.goal, start.value, unit),
        got=Amount(start.value, start.places, unit),
        gap=Difference(gap, max(goal.places, start.places), unit),
        side=Text(zh="少", en="less") if goal.value < start.value else Text(zh="多", en="more"),
    )


def _shown(goal: Goal, start: float, unit: str) -> Amount | Text:
    """A goal as it is to be read: its number, or its range."""
    if goal.low is not None and goal.high is not None:
        low, high = plain(goal.low), plain(goal.high)
        return Text(zh=f"{low} 至 {high} {unit}", en=f"{low} to {high} {unit}")
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

DATA_YEAR = rule(
    Rule(
        code="A022",
        name="data-year",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：基期数是 {base} 年的，数据晚 {lag} 年公布；{due} 年的目标若指 {due} 年的数据，每年需 {needed}，"
            "若指当年能见到的 {seen} 年数据，每年需 {sooner}",
            en="{name}: the baseline is of {base} and figures come with a lag of {lag}; if the goal for {due} means "
            "the figure of {due}, it needs {needed} a year, if that of {seen}, which is known by then, {sooner}",
        ),
        help=Text(
            zh="写明目标所指的数据年份；若指上一年的数据，写 due",
            en="say which data year the goal means; if it is the earlier one, write `due`",
        ),
        what=Text(
            zh="指标滞后公布，目标年份可以读成数据年份，也可以读成公布年份。",
            en="The indicator is published late, so a goal's year can be that of the data or of its publication.",
        ),
        why=Text(
            zh="两种读法所需的速度可以相差一倍。",
            en="The pace that is needed can differ by a factor of two between the two readings.",
        ),
        bad="period: {base: 2022, end: 2023}\nrd: {lag: 1, baseline: {value: 81, period: 2021}, goal: {at_least: 89}}",
        good="rd: {lag: 1, baseline: {value: 81, period: 2021}, goal: {at_least: 89}, due: 2022}",
    )
)

LATE_FIGURES = rule(
    Rule(
        code="A023",
        name="late-figures",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项目标的数据晚于其年份公布，到期当年还无法判断：{names}",
            en="targets whose figures come after the year they are due in ({count}): {names}",
        ),
        help=Text(zh="安排评估时按公布时间计", en="plan the review for when the figures are out"),
        what=Text(
            zh="指标的数据晚一年或更久公布。",
            en="The figures of the indicator are published a year or more after the year they are of.",
        ),
        why=Text(
            zh="期末评估若在到期当年进行，这些目标只能引用更早的数据。",
            en="A review in the last year of the plan has to quote an earlier figure for them.",
        ),
        bad="rd_intensity: {lag: 1, goal: {at_least: 1.5}, due: 2025}   # the plan ends in 2025",
        good="rd_intensity: {lag: 1, goal: {at_least: 1.5}, due: 2024}",
    )
)


@AUDITS.entry(DATA_YEAR.code)
def data_year(context: Context) -> Iterator[Finding]:
    """Late indicators whose baseline is older than the plan's base, so that two readings of the goal's year exist."""
    for target in context.plan.targets:
        if _lag(context, target) and target.baseline and target.baseline.period.time < context.plan.base.time:
            yield from _readings(context, target)


def _lag(context: Context, target: Target) -> int:
    return context.plan.indicator(target.indicator).lag


def _readings(context: Context, target: Target) -> Iterator[Finding]:
    found, lag = way(target), _lag(context, target)
    if found is None or target.baseline is None:
        return
    indicator = context.plan.indicator(target.indicator)
    kind = kind_of(target, indicator)
    needed = pace(kind, found.start.value, found.goal.value, found.years, indicator.unit)
    sooner = pace(kind, found.start.value, found.goal.value, found.years - lag, indicator.unit)
    if needed and sooner:
        yield DATA_YEAR.at(
            target.place,
            plan=context.plan.id,
            target=target.id,
            name=target.name,
            base=target.baseline.period.label,
            due=target.due.label,
            seen=str(target.due.end.year - lag),
            lag=lag,
            needed=needed,
            sooner=sooner,
        )


@AUDITS.entry(LATE_FIGURES.code)
def late_figures(context: Context) -> Iterator[Finding]:
    """Targets due in the last year of the plan whose figures come after it, in one finding."""
    late = [target for target in context.plan.targets if _lag(context, target) and target.due == context.plan.end]
    if late:
        yield LATE_FIGURES.at(late[0].place, plan=context.plan.id, count=len(late), names=names(late))


# A011: the plan's own words or pace point one way, the goal the other.

WRONG_SIDE = rule(
    Rule(
        code="A011",
        name="wrong-side",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划写的是{told}（{said}），目标却是{wanted}",
            en="{name}: the plan speaks of {told} ({said}), the goal asks for {wanted}",
        ),
        help=Text(
            zh="核对 at_least 与 at_most、增减方向和基期数",
            en="check at_least against at_most, the sign and the baseline",
        ),
        what=Text(
            zh="规划的用词或所印速度的方向，与目标的比较方式或与基期数到目标数的方向相反。",
            en="The words or the printed pace point one way; the comparator, or baseline and goal, the other.",
        ),
        why=Text(
            zh="方向写反的目标，越差越像完成。",
            en="A goal encoded the wrong way round looks the better kept the worse things get.",
        ),
        bad="baseline: 12\ngoal: {at_least: 10}\nsource: {as_printed: 下降到10}",
        good="baseline: 12\ngoal: {at_most: 10}\nsource: {as_printed: 下降到10}",
    )
)

UP = ("增长", "提高", "提升", "上升", "增加", "翻番", "倍增")
DOWN = ("下降", "降低", "降至", "降到", "减少", "压减", "控制在", "缩短")
MORE = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
LESS = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)
WORDS = {1: Text(zh="上升", en="a rise"), -1: Text(zh="下降", en="a fall")}


@AUDITS.entry(WRONG_SIDE.code)
def wrong_side(context: Context) -> Iterator[Finding]:
    """Targets whose words and pace have one direction, and whose goal has the other."""
    for target in context.plan.targets:
        told, said = _told(target)
        wanted = _wanted(target)
        if told and wanted and told != wanted:
            yield WRONG_SIDE.at(
                target.goal.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                told=WORDS[told],
                said=said,
                wanted=WORDS[wanted],
            )
        elif told and (found := way(target)) and (found.goal.value - found.start.value) * told < 0:
            yield WRONG_SIDE.at(
                target.goal.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                told=WORDS[told],
                said=said,
                wanted=WORDS[-told],
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
