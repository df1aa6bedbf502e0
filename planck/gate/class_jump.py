"""T012: a status moves by two classes or more at once."""

from collections.abc import Iterator
from dataclasses import replace

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.flipped import told
from planck.gate.reasons import reason_of
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Flip
from planck.registry import rule

CLASS_JUMP = rule(
    Rule(
        code="T012",
        name="class-jump",
        severity=Severity.ERROR,
        message=Text(
            zh="{name}：由“{old:status}”一下变为“{new:status}”，跨 {classes} 级，原因：{cause}",
            en="{name}: from {old:status} to {new:status}, {classes} classes at once, by {cause}",
        ),
        help=Text(
            zh="核对所列的数据；属实时写明理由（planck revise），或用 planck accept {fingerprint} 接受",
            en="check the figures; if they are right, record why (planck revise) or `planck accept {fingerprint}`",
        ),
        what=Text(
            zh="状态一次变动两级以上。到期时的“已实现”“未实现”分别按“提前实现”“严重滞后”计级。",
            en="A status moves by two classes or more. At the goal's date, achieved counts as achieved early and "
            "missed as off track.",
        ),
        why=Text(
            zh="一年之内少有这样的变化：加拿大统计局的 263 次数据更新中只有 12 次，多是装错行、缺季度、改定义。",
            en="A year seldom does that: of 263 updates of one national site 12 did, mostly by wrong rows, missing "
            "quarters or a changed definition.",
        ),
        bad="ahead > off_track, by a new figure for 2024",
        good="ahead > on_schedule, by a new figure for 2024",
    )
)

MOST_CLASSES = 1


@CHANGE_CHECKS.entry(CLASS_JUMP.code)
def class_jump(comparison: Comparison) -> Iterator[Finding]:
    """Flips by two classes or more; a note where every figure behind it has its reason on record."""
    for flip in comparison.flips:
        if flip.classes is not None and abs(flip.classes) > MOST_CLASSES:
            finding = told(CLASS_JUMP, flip, Severity.NOTE if _explained(comparison, flip) else None)
            yield replace(finding, arguments={**finding.arguments, "classes": abs(flip.classes)})


def _explained(comparison: Comparison, flip: Flip) -> bool:
    return bool(flip.causes) and all(cause.figure and reason_of(comparison, cause.figure) for cause in flip.causes)
