"""Rules S060 to S066: what a goal asks for."""

from planck.model import Rule, Severity, Text
from planck.registry import rule


def _goal(goal: str, *, measure: str = "stock", unit: str = "家", baseline: str = "466") -> str:
    start = f"    baseline: {baseline}\n" if baseline else ""
    head = f"targets:\n  firms:\n    name: {{zh: 企业数}}\n    measure: {measure}\n    unit: '{unit}'\n"
    return f"{head}{start}    goal: {goal}\n"


ONE_COMPARATOR = rule(
    Rule(
        code="S060",
        name="one-comparator",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应恰有一个比较方式，实有 {count} 个（{got}）",
            en="{field}: wanted exactly one comparator, got {count} ({got})",
        ),
        help=Text(
            zh="写其中一个：at_least、at_most、more_than、less_than、about、between、above_series、below_series、rank、done；"
            "增长、累计等再套一层，如 growth。",
            en="Write one of at_least, at_most, more_than, less_than, about, between, above_series, below_series, "
            "rank, done; growth, total and their kin hold one of the first six.",
        ),
        what=Text(zh="目标没有比较方式，或有好几个。", en="A goal has no comparator, or several."),
        why=Text(
            zh="目标的方向只由比较方式决定，planck 从不猜方向。",
            en="The direction of a goal follows from its comparator alone; planck never guesses it.",
        ),
        bad=_goal("{at_least: 800, at_most: 1000}"),
        good=_goal("{between: [800, 1000]}"),
    )
)

TOLERANCE = rule(
    Rule(
        code="S061",
        name="tolerance",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为 about 的容差（不小于零），实为“{got}”",
            en="{field}: wanted a tolerance of about, zero or more, got '{got}'",
        ),
        help=Text(
            zh="tolerance 只与 about 同用：5% 是该值的百分之五，10 是十个单位（百分数则为百分点）。",
            en="tolerance goes with about only: 5% is five per cent of the value, 10 is ten units (or points).",
        ),
        what=Text(zh="容差为负，或不与 about 同用。", en="A tolerance is negative, or stands without about."),
        why=Text(zh="“左右”有多宽由计划的读者写明。", en="How wide 左右 is has to be said."),
        bad=_goal("{about: 500, tolerance: -5}"),
        good=_goal("{about: 500, tolerance: 5}"),
    )
)

REVERSED = rule(
    Rule(
        code="S062",
        name="bounds-reversed",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应先写下限再写上限，实为 {got}", en="{field}: wanted the lower bound first, got {got}"
        ),
        help=Text(zh="交换两个数；-4.5 小于 -4.0。", en="Swap the two numbers; -4.5 is less than -4.0."),
        what=Text(zh="between 的下限大于上限。", en="The lower bound of between is above the upper one."),
        why=Text(zh="这样的区间里没有任何值。", en="No value lies in such a range."),
        bad=_goal("{between: [105, 95]}"),
        good=_goal("{between: [95, 105]}"),
    )
)

PERCENT_IN_UNIT = rule(
    Rule(
        code="S063",
        name="percent-of-what",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为不带百分号的数（单位“{unit}”），实为“{got}”",
            en="{field}: wanted a number without a percent sign (in '{unit}'), got '{got}'",
        ),
        help=Text(
            zh="单位是百分比时写 unit: '%'；指相对增减时用 growth 或 reduction；百分点直接写数。",
            en="For percentages write unit: '%', for a relative change growth or reduction; points have no sign.",
        ),
        what=Text(
            zh="指标的单位不是百分比，或所求是增减的单位数或百分点，却写了百分号。",
            en="The indicator is not in per cent, or the goal is about units or points, and yet there is a % sign.",
        ),
        why=Text(
            zh="“1.5%”是水平还是增长，只有单位和写法说得清。",
            en="Only the unit and the form tell a level of 1.5% from a growth.",
        ),
        bad=_goal("{at_least: 15%}"),
        good=_goal("{at_least: 15%}", measure="ratio", unit="%", baseline="12"),
    )
)

GOAL_MEASURE = rule(
    Rule(
        code="S064",
        name="goal-measure",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：“{got}”不能用于 {measure} 指标（可用于：{wanted}）",
            en="{field}: wanted a goal that a {measure} can have, got '{got}' (for: {wanted})",
        ),
        help=Text(
            zh="累计（total）只用于流量；位次写 rank: N；事件写 done: true。",
            en="A total is of flows; a rank is written rank: N; an event is written done: true.",
        ),
        what=Text(
            zh="目标的写法与指标的性质不合。", en="The form of the goal does not fit what the indicator measures."
        ),
        why=Text(
            zh="存量不能累加，位次没有增长率；性质决定哪些运算有意义。",
            en="Stocks are not added up and ranks do not grow: the measure decides which arithmetic has a meaning.",
        ),
        bad=_goal("{total: {at_least: 300}}"),
        good=_goal("{total: {at_least: 300}}", measure="flow"),
    )
)

GOAL_NEEDS_BASELINE = rule(
    Rule(
        code="S065",
        name="goal-needs-baseline",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：“{got}”相对于基期，而目标没有 baseline", en="{field}: wanted a baseline for '{got}', got none"
        ),
        help=Text(
            zh="写上基期值；计划没有印出时写 baseline: from_figures，从数据中取。",
            en="Write the baseline; if the plan prints none, write baseline: from_figures to take it from the figures.",
        ),
        what=Text(
            zh="增长、降低、增加、减少类目标没有基期值。",
            en="A goal of growth, reduction, increase or decrease has no baseline.",
        ),
        why=Text(zh="没有起点，就不知道要达到多少。", en="Without a start there is no telling where the goal is."),
        bad=_goal("{growth: {at_least: 100%}}", baseline=""),
        good=_goal("{growth: {at_least: 100%}}", baseline="from_figures"),
    )
)

GOAL_SIGN = rule(
    Rule(
        code="S066",
        name="goal-sign",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：{wanted}，实为“{got}”", en="{field}: wanted {wanted}, got '{got}'"),
        help=Text(
            zh="减少和降低写正数；要增加就用 increase 或 growth。",
            en="Write decreases and reductions as positive amounts; to go up use increase or growth.",
        ),
        what=Text(
            zh="decrease 或 reduction 写了负数，或降幅、跌幅超过 100%。",
            en="A decrease or reduction is negative, or something is to fall by more than 100%.",
        ),
        why=Text(zh="“减少 -5”可以理解成两个相反的方向。", en="A decrease of -5 can be read in two opposite ways."),
        bad=_goal("{decrease: {at_least: -5}}"),
        good=_goal("{decrease: {at_least: 5}}"),
    )
)
