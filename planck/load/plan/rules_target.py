"""Rules S050 to S057: how a target is to be reached, and by when."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

_TARGET = (
    "targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    baseline: 466\n    goal: {at_least: 1000}\n"
)

BASELINE_BESIDE_SERIES = rule(
    Rule(
        code="S058",
        name="baseline-beside-series",
        severity=Severity.WARNING,
        message=Text(
            zh="{field}：与另一指标比较的目标用不到基期值 {got}",
            en="{field}: a goal that is compared with another series has no use for the baseline {got}",
        ),
        help=Text(zh="删去 baseline。", en="Leave the baseline out."),
        what=Text(
            zh="above_series 和 below_series 只比较同一期的两个数。",
            en="above_series and below_series compare two figures of one period.",
        ),
        why=Text(zh="写了却不用的数会让人以为它起作用。", en="A number that is not used reads as one that is."),
        bad="indicators:\n  gdp: {name: {zh: 增速}, measure: index}\ntargets:\n  services:\n"
        "    name: {zh: 服务业增速}\n    measure: index\n    baseline: 5\n    goal: {above_series: gdp}\n",
        good="indicators:\n  gdp: {name: {zh: 增速}, measure: index}\ntargets:\n  services:\n"
        "    name: {zh: 服务业增速}\n    measure: index\n    goal: {above_series: gdp}\n",
    )
)

DUE_BEFORE_BASE = rule(
    Rule(
        code="S050",
        name="due-not-after-base",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：期限应晚于基期 {base}，实为 {got}",
            en="{field}: wanted a time after the base {base}, got {got}",
        ),
        help=Text(
            zh="改正期限，或者给基期值写上它自己的期间。",
            en="Correct the time, or give the baseline a period of its own.",
        ),
        what=Text(zh="目标的期限不晚于它的基期。", en="A goal is due no later than its baseline."),
        why=Text(
            zh="基期与目标年相同时没有年均速度，进度也没有意义。",
            en="When the base year is the goal's year there is no yearly rate, and progress means nothing.",
        ),
        bad=_TARGET + "    due: 2020\n",
        good=_TARGET + "    due: 2025\n",
    )
)

MILESTONE_OUTSIDE = rule(
    Rule(
        code="S051",
        name="milestone-outside",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：节点应在基期 {base} 与期限 {due} 之间，实为 {got}",
            en="{field}: wanted a time between the base {base} and the due date {due}, got {got}",
        ),
        help=Text(
            zh="到期的值由 goal 给出，期限那一期不写节点。",
            en="The goal gives the value at its due date; leave that period out.",
        ),
        what=Text(
            zh="milestones 或 schedule 的节点不在基期与期限之间。",
            en="A milestone or a step of the schedule is not between the base and the due date.",
        ),
        why=Text(zh="路径从基期走到期限，之外的点不在路上。", en="The way leads from the base to the due date."),
        bad=_TARGET + "    milestones: {2025: 900}\n",
        good=_TARGET + "    milestones: {2023: 700}\n",
    )
)

REPEATED_TIME = rule(
    Rule(
        code="S052",
        name="repeated-time",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：{got} 已在第 {line} 行写过",
            en="{field}: wanted another time, got {got}, which stands at line {line}",
        ),
        help=Text(zh="删去其中一个。", en="Delete one of them."),
        what=Text(
            zh="两个节点在同一时间（包括 milestones 与 schedule 之间），或两次修订在同一天。",
            en="Two milestones are of one time (one may be of schedule), or two revisions of one day.",
        ),
        why=Text(zh="同一时间只能有一个要求。", en="One time can ask for one value only."),
        bad=_TARGET + "    milestones: {2023: 700}\n    schedule: {2023: 60%}\n",
        good=_TARGET + "    milestones: {2023: 700}\n    schedule: {2024: 80%}\n",
    )
)

SCHEDULE_SHARE = rule(
    Rule(
        code="S053",
        name="schedule-share",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：进度应在 0% 至 100% 之间且逐步不减，实为 {got}",
            en="{field}: wanted a share from 0% to 100% that does not fall, got {got}",
        ),
        help=Text(
            zh="写到那时应完成的全程份额，如 20%、40%、60%。",
            en="Write the share of the whole way that is to be gone by then, such as 20%, 40%, 60%.",
        ),
        what=Text(
            zh="schedule 的份额超出 0% 至 100%，或后面的比前面的小。",
            en="A share of the schedule is out of 0% to 100%, or smaller than an earlier one.",
        ),
        why=Text(
            zh="份额是累计的进度，不是当年的增量。", en="Shares are cumulative progress, not the steps of each year."
        ),
        bad=_TARGET + "    schedule: {2022: 40%, 2023: 20%}\n",
        good=_TARGET + "    schedule: {2022: 40%, 2023: 60%}\n",
    )
)

TWO_INDICATORS = rule(
    Rule(
        code="S054",
        name="indicator-and-own",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：引用了指标 {indicator} 的目标不再写“{got}”",
            en="{field}: wanted no '{got}' in a target that is about the indicator {indicator}",
        ),
        help=Text(
            zh="把 {got} 写到那个指标里；或删去 indicator，让目标有自己的指标。",
            en="Write {got} in that indicator, or delete the key indicator so that the target has one of its own.",
        ),
        what=Text(
            zh="目标既引用指标，又写了指标自己的内容（unit、measure、aliases 等）。",
            en="A target refers to an indicator and also has keys of an indicator (unit, measure, aliases and so on).",
        ),
        why=Text(
            zh="两处写法不同时，无从知道哪个算数。", en="When the two differ there is no telling which one counts."
        ),
        bad="indicators:\n  all_firms: {name: {zh: 全部企业}, measure: stock}\n"
        "targets:\n  firms: {name: {zh: 企业数}, indicator: all_firms, unit: 家, goal: {at_least: 1000}}\n",
        good="indicators:\n  all_firms: {name: {zh: 全部企业}, measure: stock, unit: 家}\n"
        "targets:\n  firms: {name: {zh: 企业数}, indicator: all_firms, goal: {at_least: 1000}}\n",
    )
)

COMPOUND = rule(
    Rule(
        code="S055",
        name="no-growth-from-here",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：{wanted}，实为“{got}”", en="{field}: wanted {wanted}, got '{got}'"),
        help=Text(
            zh="增长率不能从零算起，也不能跨过零：改用 path: linear，或用 increase、decrease。",
            en="No growth rate starts from zero or passes through it: use path: linear, or increase or decrease.",
        ),
        what=Text(
            zh="等速增长的路径或增长类目标，其基期值、节点或目标值为零或正负号不同；或对累计数用等速增长的路径。",
            en="A compound path or a growth goal has a baseline, a milestone or a goal of zero or of another sign; or "
            "a total has a compound path.",
        ),
        why=Text(
            zh="零的百分比增长没有意义，从负到正也没有增长率。",
            en="Per cent of zero is nothing, and there is no growth rate from below zero to above it.",
        ),
        bad="targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    baseline: 0\n    path: compound\n"
        "    goal: {at_least: 1000}\n",
        good="targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    baseline: 0\n    path: linear\n"
        "    goal: {at_least: 1000}\n",
    )
)

UNKNOWN_BORDER = rule(
    Rule(
        code="S056",
        name="unknown-border",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：方法 {method} 的边界应为 {wanted} 之一，实为“{got}”",
            en="{field}: wanted a border of the method {method} ({wanted}), got '{got}'",
        ),
        help=Text(zh="换成这个方法的边界，或换方法。", en="Use a border of this method, or another method."),
        what=Text(zh="所选的评判方法没有这个边界。", en="The method that is chosen has no such border."),
        why=Text(
            zh="没有用上的边界会让人误以为改了标准。",
            en="A border that is not used looks like a standard that was changed.",
        ),
        bad=_TARGET + "    method: {name: pacing, ahead: 1.1}\n",
        good=_TARGET + "    method: {name: pacing, on_track: 0.9}\n",
    )
)

BORDERS_RISE = rule(
    Rule(
        code="S057",
        name="borders-not-falling",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：边界应逐级下降，实为 {got}",
            en="{field}: wanted borders that fall from class to class, got {got}",
        ),
        help=Text(
            zh="没有写的边界用默认值；从最好的等级写到最差的等级，数值要越来越小。",
            en="Borders left out have their defaults; from the best class to the worst the numbers must fall.",
        ),
        what=Text(
            zh="评判方法的边界（含默认值）不是逐级下降。",
            en="The borders of the method, defaults included, do not fall.",
        ),
        why=Text(zh="边界交错时有的等级永远得不到。", en="With crossed borders some classes can never be given."),
        bad=_TARGET + "    method: {name: schedule, ahead: 0.9}\n",
        good=_TARGET + "    method: {name: schedule, ahead: 0.98}\n",
    )
)
