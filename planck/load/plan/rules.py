"""Rules S030 to S033, S040 and S041: what a plan says of itself and of its indicators."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

_TARGET = "targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    goal: {at_least: 1000}\n"

PERIOD_ORDER = rule(
    Rule(
        code="S030",
        name="period-order",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为 base < start <= end，实为 {got}", en="{field}: wanted base < start <= end, got {got}"
        ),
        help=Text(
            zh="base 是基期年份，通常是规划第一年的前一年。",
            en="base is the year of the baselines, usually the one before the first year of the plan.",
        ),
        what=Text(zh="规划期的三个年份前后颠倒或重合。", en="The three years of the plan are out of order."),
        why=Text(
            zh="基期与目标年相同，就没有时间可走，也没有年均速度。",
            en="A base year equal to the goal's leaves no time to go, and no yearly rate.",
        ),
        bad="period: {base: 2025, start: 2021, end: 2025}\n",
        good="period: {base: 2020, start: 2021, end: 2025}\n",
    )
)

NOT_A_PERIOD = rule(
    Rule(
        code="S031",
        name="not-a-period",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为期间，如 2025、2017-H2、2023-Q3、2017-08 或 2017-08-31，实为“{got}”",
            en="{field}: wanted a period such as 2025, 2017-H2, 2023-Q3, 2017-08 or 2017-08-31, got '{got}'",
        ),
        help=Text(
            zh="年份在 1900 至 2199 之间，日期要实有；不能写几年的跨度。",
            en="The year is from 1900 to 2199 and the day exists; a span of several years cannot stand here.",
        ),
        what=Text(
            zh="期限、节点或基期不是一个能读懂的期间。",
            en="A due date, a milestone or a base is not a period that can be read.",
        ),
        why=Text(zh="不知道何时，就无法评判进度。", en="Without a time there is no progress to judge."),
        bad=_TARGET + "    due: 2025-13\n",
        good=_TARGET + "    due: 2025-12\n",
    )
)

NOT_A_DATE = rule(
    Rule(
        code="S032",
        name="not-a-date",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为实有的日期，如 2024-12-31，实为“{got}”",
            en="{field}: wanted a day that exists, such as 2024-12-31, got '{got}'",
        ),
        help=Text(
            zh="按 年-月-日 写，年份在 1900 至 2199 之间。", en="Write year-month-day, with a year from 1900 to 2199."
        ),
        what=Text(zh="日期在日历上不存在。", en="The day is not in the calendar."),
        why=Text(
            zh="不存在的日期到不了，忽略就会永远有效。",
            en="A day that never comes would keep an ignore in force for ever.",
        ),
        bad="ignore: [{code: L002, reason: 数据口径调整, until: 2024-02-30}]\n" + _TARGET,
        good="ignore: [{code: L002, reason: 数据口径调整, until: 2024-02-29}]\n" + _TARGET,
    )
)

NO_TARGETS = rule(
    Rule(
        code="S033",
        name="no-targets",
        severity=Severity.NOTE,
        message=Text(zh="{field}：没有任何目标", en="{field}: wanted at least one target, got none"),
        help=Text(
            zh="把规划的指标写在 targets 下；只有数据的地区不需要计划。",
            en="Write the plan's goals under targets; a place that only has figures needs no plan.",
        ),
        what=Text(zh="计划里没有目标。", en="The plan has no targets."),
        why=Text(
            zh="没有目标的计划什么也检查不了，不能算作通过。",
            en="A plan without targets checks nothing, which is not the same as passing.",
        ),
        bad="targets: {}\n",
        good=_TARGET,
    )
)

RATIO_WITHOUT_UNIT = rule(
    Rule(
        code="S040",
        name="ratio-without-unit",
        severity=Severity.WARNING,
        message=Text(zh="{field}：比率没有写单位", en="{field}: wanted a unit for the ratio, got none"),
        help=Text(
            zh="百分比写 unit: '%'；不是百分比就写出单位，如 件/万人。",
            en="Write unit: '%' for percentages; else the unit itself, such as 件/万人.",
        ),
        what=Text(zh="measure 是 ratio，却没有 unit。", en="The measure is ratio and there is no unit."),
        why=Text(
            zh="1.5 是 1.5% 还是 1.5 倍，只有单位说得清。",
            en="Only the unit tells 1.5 per cent from one and a half times.",
        ),
        bad="targets:\n  intensity: {name: {zh: 研发强度}, measure: ratio, goal: {at_least: 3}}\n",
        good="targets:\n  intensity: {name: {zh: 研发强度}, measure: ratio, unit: '%', goal: {at_least: 3}}\n",
    )
)

QUOTED_UNIT = rule(
    Rule(
        code="S044",
        name="quoted-unit",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：单位里有引号：{got}", en="{field}: wanted a unit without quotes, got {got}"),
        help=Text(
            zh='用英文引号把单位括起来，如 unit: "%"，不要用“”。',
            en='Put straight quotes around the unit, as in unit: "%", not typographic ones.',
        ),
        what=Text(zh="中文引号成了单位的一部分。", en="Typographic quotes have become part of the unit."),
        why=Text(
            zh="“%”不再是百分号，公式的结果会差一百倍。",
            en="“%” is no per cent sign, and formulas come out a hundredfold off.",
        ),
        bad="targets:\n  intensity:\n    name: {zh: 研发强度}\n    unit: “%”\n    measure: ratio\n"
        "    goal: {at_least: 3}\n",
        good='targets:\n  intensity:\n    name: {zh: 研发强度}\n    unit: "%"\n    measure: ratio\n'
        "    goal: {at_least: 3}\n",
    )
)

PART_OF_SHARE = rule(
    Rule(
        code="S043",
        name="part-of-a-share",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：只有流量可以按部分折算，应为 refuse 或 as_is，得到“{got}”",
            en="{field}: wanted refuse or as_is, as only a flow can be made up from its parts, got '{got}'",
        ),
        help=Text(
            zh="比率和指数写 partial_year: as_is（按原值比较）或不写；流量把 measure 改为 flow。",
            en="Write `partial_year: as_is` for a ratio or an index, or leave it out; a flow has measure: flow.",
        ),
        what=Text(
            zh="比率、指数等不能按时间折算成全年值。",
            en="A ratio, an index or a level of part of a year cannot be blown up to the year.",
        ),
        why=Text(zh="上半年的 40 % 折成全年的 80 % 没有意义。", en="40 % in half a year is not 80 % in a year."),
        bad='targets:\n  intensity:\n    name: {zh: 研发强度}\n    unit: "%"\n    measure: ratio\n'
        "    partial_year: pro_rata\n    goal: {at_least: 3}\n",
        good='targets:\n  intensity:\n    name: {zh: 研发强度}\n    unit: "%"\n    measure: ratio\n'
        "    partial_year: as_is\n    goal: {at_least: 3}\n",
    )
)

PART_OF_YEAR = rule(
    Rule(
        code="S041",
        name="part-of-year",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为一年的一部分，如 H1、Q3、06 或 01/09，占比在 0% 至 100% 之间，实为“{got}”",
            en="{field}: wanted a part of the year such as H1, Q3, 06 or 01/09 with a share of 0% to 100%, got '{got}'",
        ),
        help=Text(
            zh="上半年写 H1，三季度写 Q3，6 月写 06，1-9 月写 01/09。",
            en="Write H1 for the first half, Q3 for the third quarter, 06 for June, 01/09 for January to September.",
        ),
        what=Text(zh="partial_year 里的期间名称或份额不对。", en="partial_year names no part of a year, or no share."),
        why=Text(
            zh="份额说明全年的流量到那时应完成多少。",
            en="The share says how much of the year's flow is expected by then.",
        ),
        bad="targets:\n  rd:\n    name: {zh: 研发经费}\n    measure: flow\n    goal: {at_least: 40}\n"
        "    partial_year: {上半年: 45%}\n",
        good="targets:\n  rd:\n    name: {zh: 研发经费}\n    measure: flow\n    goal: {at_least: 40}\n"
        "    partial_year: {H1: 45%}\n",
    )
)
