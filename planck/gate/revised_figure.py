"""R001: a published figure is another one now."""

from collections.abc import Iterator
from dataclasses import replace

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of, values, weight, with_flips
from planck.gate.reasons import expected, flips_by, reason_of
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Aspect, FigureChange
from planck.registry import rule

REVISED_FIGURE = rule(
    Rule(
        code="R001",
        name="revised-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：由 {old} 改为 {new}（{difference:+}，{relative:%}），{said}",
            en="{name} for {period}: {old} is now {new} ({difference:+}, {relative:%}), {said}",
        ),
        help=Text(
            zh="改错了就改回；改对了就写明理由：planck revise FIGURES 指标 期间 --reason ...",
            en="put it back if it is wrong; if it is right, record why: planck revise FIGURES INDICATOR PERIOD "
            "--reason ...",
        ),
        what=Text(
            zh="已公布的数据被改动。没有理由且改变了状态时为错误；新一次公布或初步数转为最终数，只作提示。",
            en="A figure that stood was changed. An error when a status flips by it and no reason is recorded; a new "
            "vintage beside the old one, or a preliminary figure that becomes final, is a note.",
        ),
        why=Text(
            zh="悄悄改动的数据会悄悄改变结论。加拿大统计局的 263 次数据更新中，有 8 次状态变化只因为修订。",
            en="A figure that moves in silence moves verdicts in silence: of 263 updates of one national site, 8 "
            "flipped a status by a revision alone.",
        ),
        bad="研发强度,2021,2.43   # was 2.44, and nobody says why",
        good="研发强度,2021,2.43   # and in revisions.csv: 研发强度,2021,2.44,2.43,final accounts",
    )
)


@CHANGE_CHECKS.entry(REVISED_FIGURE.code)
def revised_figure(comparison: Comparison) -> Iterator[Finding]:
    """Figures with another value than in the base; what turned out to be a change of units says so elsewhere."""
    for change in comparison.figures:
        if change.is_revision and Aspect.UNIT not in change.aspects:
            yield _finding(comparison, change)


def _finding(comparison: Comparison, change: FigureChange) -> Finding:
    reason, flips = reason_of(comparison, change), flips_by(comparison, change)
    severity = weight(flips, reason)
    if expected(change):
        severity = min(severity, Severity.WARNING if flips else Severity.NOTE, key=lambda one: one.rank)
    assert change.difference is not None
    finding = REVISED_FIGURE.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=severity,
        **values(change),
        name=name_of(comparison, change.figure),
        difference=change.difference,
        relative=_share(change.relative),
        said=Text(zh=f"理由：{reason}", en=f"reason: {reason}") if reason else _unsaid(change),
    )
    return with_flips(_with_usual(finding, change), flips)


def _unsaid(change: FigureChange) -> Text:
    if expected(change):
        return Text(zh="属于新一次公布", en="as a later publication")
    return Text(zh="没有记录理由", en="with no reason recorded")


def _share(share: float | None) -> float | Text:
    return Text(zh="原为零", en="from zero") if share is None else abs(share)


# What is said besides where it is known how large revisions of the series are.
_USUAL = Text(
    zh="；这一指标以往的修订一般为 {usual:%}（{usual_of} 次）",
    en="; revisions of this series are usually {usual:%} (of {usual_of})",
)


def _with_usual(finding: Finding, change: FigureChange) -> Finding:
    if change.usual is None:
        return finding
    message = Text(zh=finding.message.zh + _USUAL.zh, en=finding.message.en + _USUAL.en)
    arguments = {**finding.arguments, "usual": change.usual, "usual_of": change.usual_of}
    return replace(finding, message=message, arguments=arguments)
