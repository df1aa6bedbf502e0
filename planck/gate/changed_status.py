"""T010, T011, T014: a status is another one than in the base."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.flipped import newly_bad, told
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import FlipKind
from planck.registry import rule

CHANGED_STATUS = rule(
    Rule(
        code="T010",
        name="changed-status",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：由“{old:status}”变为“{new:status}”，原因：{cause}",
            en="{name}: from {old:status} to {new:status}, by {cause}",
        ),
        help=Text(zh="无需处理；核对原因是否属实", en="nothing to do, if the cause is as it should be"),
        what=Text(zh="与比较的版本相比，目标的状态变了。", en="A target has another status than in the base."),
        why=Text(zh="每一次变化都要看得见，连同原因。", en="Every change of a verdict is shown, with its cause."),
        bad="behind > on_schedule, by a revision for 2021",
        good="behind > on_schedule, by a new figure for 2022",
    )
)

NEWLY_OFF_TRACK = rule(
    Rule(
        code="T011",
        name="newly-off-track",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：由“{old:status}”变为“{new:status}”，原因：{cause}",
            en="{name}: from {old:status} to {new:status}, by {cause}",
        ),
        help=Text(
            zh="数据属实时，看报告中今后所需的速度",
            en="if the figures are right, see the report for the pace needed from now",
        ),
        what=Text(
            zh="目标新近变为严重滞后、有风险、逆转或未实现。",
            en="A target is newly off track, at risk, reversing or missed.",
        ),
        why=Text(
            zh="坏消息要及时看到。它不是错误：真实的数据不应因为不好看而被拦下。",
            en="Bad news should be seen at once. It is no error: no true figure must be held back for being bad.",
        ),
        bad="behind > off_track",
        good="behind > behind",
    )
)

NO_LONGER_ASSESSED = rule(
    Rule(
        code="T014",
        name="no-longer-assessed",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：原为“{old:status}”，现在无法评判，原因：{cause}",
            en="{name}: was {old:status} and can no longer be judged, by {cause}",
        ),
        help=Text(
            zh="补上数据，或说明不再公布的理由", en="put the figures back, or say why they are no longer published"
        ),
        what=Text(zh="原来有结论的目标变成“未评”。", en="A target that had a verdict is not assessed now."),
        why=Text(
            zh="“未评”看起来没有坏消息，其实是没有消息。", en="'Not assessed' looks like no bad news; it is no news."
        ),
        bad="on_schedule > not_assessed, by a renamed series",
        good="on_schedule > behind, by a new figure",
    )
)


@CHANGE_CHECKS.entry(CHANGED_STATUS.code)
def changed_status(comparison: Comparison) -> Iterator[Finding]:
    """Flips that neither end badly nor lose the verdict."""
    for flip in comparison.flips:
        if flip.kind is not FlipKind.NO_LONGER_ASSESSED and not newly_bad(flip):
            yield told(CHANGED_STATUS, flip)


@CHANGE_CHECKS.entry(NEWLY_OFF_TRACK.code)
def newly_off_track(comparison: Comparison) -> Iterator[Finding]:
    """Flips from a status that calls for nothing, or from none, to one that calls for action."""
    for flip in comparison.flips:
        if newly_bad(flip):
            yield told(NEWLY_OFF_TRACK, flip)


@CHANGE_CHECKS.entry(NO_LONGER_ASSESSED.code)
def no_longer_assessed(comparison: Comparison) -> Iterator[Finding]:
    """Flips to no verdict."""
    for flip in comparison.flips:
        if flip.kind is FlipKind.NO_LONGER_ASSESSED:
            yield told(NO_LONGER_ASSESSED, flip)
