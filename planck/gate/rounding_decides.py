"""T013: the printed digits of the newest figure decide a flip."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.flipped import told
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

ROUNDING_DECIDES = rule(
    Rule(
        code="T013",
        name="rounding-decides",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：变为“{new:status}”只取决于四舍五入，在印出的精度内仍可能是“{old:status}”",
            en="{name}: {new:status} by rounding alone; within the printed digits it could still be {old:status}",
        ),
        help=Text(zh="有更多位数时用更多位数", en="use more digits where they are published"),
        what=Text(
            zh="最新数据按印出的位数上下浮动半个单位，状态就会回到原来。",
            en="Half a unit of the last printed digit of the newest figure would give the old status.",
        ),
        why=Text(zh="这样的变化说明不了任何事情。", en="Such a change of status says nothing about the place."),
        bad="研发强度,2022,1.4   # behind below 1.38",
        good="研发强度,2022,1.37",
    )
)


@CHANGE_CHECKS.entry(ROUNDING_DECIDES.code)
def rounding_decides(comparison: Comparison) -> Iterator[Finding]:
    """Flips that half a printed unit would take back."""
    for flip in comparison.flips:
        if flip.rounding:
            yield told(ROUNDING_DECIDES, flip)
