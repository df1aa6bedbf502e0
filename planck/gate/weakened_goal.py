"""G004: a target asks for less than before, or is gone."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Edit, Effect, TargetChange, TargetEvent
from planck.registry import rule

WEAKENED_GOAL = rule(
    Rule(
        code="G004",
        name="weakened-goal",
        severity=Severity.WARNING,
        message=Text(zh="{name}：{what}{beside}", en="{name}: {what}{beside}"),
        help=Text(
            zh="保留原目标，用 revisions 记录调整（日期、理由）；目标与数据分开提交",
            en="keep the goal and record the change under `revisions` with its day and reason; change goals and "
            "figures apart",
        ),
        what=Text(
            zh="目标值降低、期限推后、基期或路径放宽、约束性改为预期性，或目标被删去。与该目标的数据在同一次改动中时为错误。",
            en="A goal is lower, due later, starts or leads there more easily, is no longer binding, or was removed. "
            "An error when figures of the same target change with it.",
        ),
        why=Text(
            zh="一边报数一边降目标，结论就失去意义。",
            en="Who moves the goal while reporting the figure reports nothing.",
        ),
        bad="goal: {at_least: 900}   # was 1000; the same change adds the figure of 2023",
        good="goal: {at_least: 1000}\nrevisions: [{on: 2023-06-30, goal: {at_least: 900}, reason: ...}]",
    )
)

_FIELDS = {
    "goal": Text(zh="目标", en="goal"),
    "due": Text(zh="期限", en="due date"),
    "baseline": Text(zh="基期值", en="baseline"),
    "milestones": Text(zh="节点", en="milestones"),
    "schedule": Text(zh="进度安排", en="schedule"),
    "revisions": Text(zh="目标修订", en="revision"),
    "nature": Text(zh="性质", en="nature"),
    "wording": Text(zh="措辞", en="wording"),
    "method": Text(zh="评判方法", en="method"),
}
_REMOVED = Text(zh="目标被删去", en="the target was removed")
_BESIDE = Text(zh="，同一次改动也改了它的数据", en=", in the same change as its figures")
# These do not lower what is asked for; they say how firmly it is meant.
_MILDER = frozenset(("wording",))


@CHANGE_CHECKS.entry(WEAKENED_GOAL.code)
def weakened_goal(comparison: Comparison) -> Iterator[Finding]:
    """Targets that were removed, and edits that ask for less."""
    for change in comparison.targets:
        if change.target and change.event is TargetEvent.REMOVED:
            yield _finding(comparison, change, _REMOVED)
        weaker = [edit for edit in change.edits if edit.effect is Effect.WEAKENED]
        # A revision with its reason is how a goal is meant to be changed; the goal in force is then said once.
        if change.target and weaker:
            yield _finding(
                comparison, change, _words(weaker), recorded={edit.field for edit in weaker} == {"revisions"}
            )


def _words(edits: list[Edit]) -> Text:
    zh = "；".join(f"{_FIELDS[edit.field].zh}放宽（{edit.old or '无'} 改为 {edit.new or '无'}）" for edit in edits)
    en = "; ".join(f"weaker {_FIELDS[edit.field].en} ({edit.old or 'none'} to {edit.new or 'none'})" for edit in edits)
    return Text(zh=zh, en=en)


def _finding(comparison: Comparison, change: TargetChange, what: Text, *, recorded: bool = False) -> Finding:
    assert change.target is not None
    beside = _has_figures(comparison, change)
    severity = Severity.ERROR if beside else Severity.WARNING
    if recorded or (
        all(edit.field in _MILDER for edit in change.edits if edit.effect is Effect.WEAKENED) and change.edits
    ):
        severity = Severity.NOTE
    gone = change.event is TargetEvent.REMOVED
    return WEAKENED_GOAL.at(
        comparison.plan.place if gone else change.place,
        plan=change.plan,
        target=change.target.id,
        severity=severity,
        name=change.name,
        what=what,
        beside=_BESIDE if beside else Text(),
    )


def _has_figures(comparison: Comparison, change: TargetChange) -> bool:
    assert change.target is not None
    return any(comparison.naming.series(one.figure)[1] == change.target.indicator for one in comparison.figures)
