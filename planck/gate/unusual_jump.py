"""R006: a new figure is beyond all that the series did before."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from planck.assess.names import key
from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of, weight, with_flips
from planck.gate.reasons import figures_of, flips_by, reason_of
from planck.model import Figure, Finding, Rule, Severity, Text
from planck.model.change import Aspect, FigureChange
from planck.registry import rule

# With this many steps or more a series has a habit; a step this many times its spread from the middle breaks it.
LEAST_STEPS, MOST_SPREADS = 4, 6.0
# 1.4826 times the median deviation is the standard deviation of a normal distribution.
TO_STANDARD = 1.4826
# The least spread a year that a series is granted: printed figures of a flat series differ by that much.
LEAST_SPREAD = 0.02
# With fewer steps: as little as half of the lowest, or twice the highest.
FACTOR = 2.0

UNUSUAL_JUMP = rule(
    Rule(
        code="R006",
        name="unusual-jump",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：{got} 超出以往（{first} 至 {last} 年在 {low} 与 {high} 之间）的变动幅度",
            en="{name} for {period}: {got} is out of line with {first} to {last}, when it was between {low} and {high}",
        ),
        help=Text(
            zh="核对单位、行和来源；无误时用 planck accept {fingerprint} 说明",
            en="check the unit, the row and the source; if it is right, say so with `planck accept {fingerprint}`",
        ),
        what=Text(
            zh="新数据的变动超出这一指标自己的历史：有四次以上变动时，偏离其中位数 6 个稳健标准差；"
            "不足四次时，不到最低值的一半或超过最高值的两倍。",
            en="A new figure moves further than its own history: six robust standard deviations from the median yearly "
            "step where there are four steps or more, else below half of the lowest or above twice the highest figure.",
        ),
        why=Text(
            zh="装错行、错一位小数、万与亿混淆，都表现为跳变。加拿大统计局曾装错行，23 分钟后才改正。",
            en="Wrong rows, a shifted decimal point and mixed units all show as a jump; a national site loaded wrong "
            "rows and corrected them 23 minutes later.",
        ),
        bad="体力活动达标率,2024,13.6   # 41.8 and 49.2 before",
        good="体力活动达标率,2024,46.2",
    )
)


@CHANGE_CHECKS.entry(UNUSUAL_JUMP.code)
def unusual_jump(comparison: Comparison) -> Iterator[Finding]:
    """New and revised figures that the rest of their series does not lead to expect."""
    for change in comparison.figures:
        figure = change.new
        if figure and (Aspect.ADDED in change.aspects or change.is_revision):
            past = _before(comparison, figure)
            if len(past) > 1 and figure.value is not None and is_jump(past, figure):
                yield _finding(comparison, change, past)


def _before(comparison: Comparison, figure: Figure) -> list[Figure]:
    """The figures for earlier periods of the same kind, in the same unit: 360000人 is no jump from 34.6万人."""
    kind = figure.period.kind, figure.period.part
    unit = key(figure.unit)
    return [
        one
        for one in figures_of(comparison, figure)
        if (one.period.kind, one.period.part) == kind
        and one.period < figure.period
        and one.value is not None
        and key(one.unit) == unit
    ]


def is_jump(past: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure is out of line with those before it, rising in time and at least two."""
    values = [one.value for one in past if one.value is not None]
    assert figure.value is not None
    if min(*values, figure.value) <= 0:
        return False
    steps = [_step(one, other) for one, other in pairwise(past)]
    if len(steps) < LEAST_STEPS:
        return not min(values) / FACTOR <= figure.value <= max(values) * FACTOR
    middle = median(steps)
    spread = max(LEAST_SPREAD, TO_STANDARD * median(abs(step - middle) for step in steps))
    return abs(_step(past[-1], figure) - middle) > MOST_SPREADS * spread


def _step(one: Figure, other: Figure) -> float:
    """The yearly growth, as the difference of logarithms."""
    assert one.value is not None
    assert other.value is not None
    return (math.log(other.value) - math.log(one.value)) / max(1.0, other.period.time - one.period.time)


def _finding(comparison: Comparison, change: FigureChange, past: list[Figure]) -> Finding:
    by_value = sorted(past, key=lambda one: one.value or 0.0)
    flips = flips_by(comparison, change)
    finding = UNUSUAL_JUMP.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(flips, reason_of(comparison, change)),
        name=name_of(comparison, change.figure),
        got=change.figure.text,
        first=past[0].period.label,
        last=past[-1].period.label,
        low=by_value[0].text,
        high=by_value[-1].text,
    )
    return with_flips(finding, flips)
