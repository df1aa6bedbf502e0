"""E060 to E062: what can be wrong with `--assume`."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

_WHY = Text(
    zh="假设改变结论；看不懂的假设不能猜，也不能当作没有给出。",
    en="An assumption changes verdicts; one that cannot be read is neither guessed at nor left out in silence.",
)
_GOOD = "--assume national_high_tech_firms@2023=742"

ASSUMPTION_FORM = rule(
    Rule(
        code="E060",
        name="assumption-form",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="--assume：应为 指标@期间=数值，其中{part}得到“{got}”",
            en="--assume: wanted ID@PERIOD=VALUE, got '{got}' for {part}",
        ),
        help=Text(
            zh="例如 --assume national_high_tech_firms@2023=742；其他地区写作 地区/指标@期间=数值。",
            en="Write --assume national_high_tech_firms@2023=742, or REGION/ID@PERIOD=VALUE for another region.",
        ),
        what=Text(zh="假设的写法不对。", en="An assumption is not written in its form."),
        why=_WHY,
        bad="--assume national_high_tech_firms:2023=742",
        good=_GOOD,
    )
)

ASSUMPTION_TARGET = rule(
    Rule(
        code="E061",
        name="assumption-target",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="--assume：应为规划中的目标或指标，而没有“{got}”",
            en="--assume: wanted a target of the plan, got '{got}'",
        ),
        help=Text(zh="{advice}（目标的 id 见规划文件）", en="{advice} (the ids of targets stand in the plan)"),
        what=Text(
            zh="假设的对象不在任何规划中。",
            en="An assumption is about something that no plan has a target or indicator for.",
        ),
        why=_WHY,
        bad="--assume national_hightech_firms@2023=742",
        good=_GOOD,
    )
)

ASSUMPTION_REGION = rule(
    Rule(
        code="E062",
        name="assumption-region",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="--assume：规划针对每个地区，应为 地区/指标@期间=数值，得到“{got}”",
            en="--assume: the plan is about every region: wanted REGION/ID@PERIOD=VALUE, got '{got}'",
        ),
        help=Text(zh="在指标前写明地区和“/”。", en="Put the region and a slash before the id."),
        what=Text(
            zh="规划针对每个地区，假设没有写明是哪一个。",
            en="The plan is about every region, the assumption names none.",
        ),
        why=_WHY,
        bad="--assume firms@2023=742   # plan with region: all",
        good="--assume 拱墅区/firms@2023=742",
    )
)
