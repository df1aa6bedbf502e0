"""R002: the newest year of a series is older than it was."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.changes.names import SeriesKey
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of, weight, with_flips
from planck.gate.reasons import flips_by, reason_of
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Aspect, FigureChange
from planck.registry import rule

LATEST_YEAR_BACK = rule(
    Rule(
        code="R002",
        name="latest-year-back",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：最新一期由 {was} 退回 {now}，{was} 的 {got} 不见了",
            en="{name}: the newest figure was for {was} and is now for {now}; {got} for {was} is gone",
        ),
        help=Text(
            zh="恢复这一行；确实撤回时写明理由：planck revise FIGURES 指标 期间 --withdrawn --reason ...",
            en="put the row back; if it was withdrawn, say why: planck revise FIGURES INDICATOR PERIOD --withdrawn "
            "--reason ...",
        ),
        what=Text(
            zh="一个指标最新的数据比原来的旧。", en="The newest figure of a series is of an earlier period than before."
        ),
        why=Text(
            zh="多半是装错了文件或漏了行；结论退回到从前，却没有人察觉。",
            en="Mostly an old file was loaded or rows were lost; the verdict goes back in time and nobody notices.",
        ),
        bad="指标,2022,98.98   # 2023 was there and is gone",
        good="指标,2022,98.98\n指标,2023,86.81",
    )
)


@CHANGE_CHECKS.entry(LATEST_YEAR_BACK.code)
def latest_year_back(comparison: Comparison) -> Iterator[Finding]:
    """Removed figures that were the newest of a series which still has others."""
    for change in _newest_gone(comparison):
        left = comparison.new_series.get(comparison.naming.series(change.figure), ())
        if left and max(one.period.end for one in left) < change.figure.period.end:
            yield _finding(comparison, change, left[-1].period.label)


def _newest_gone(comparison: Comparison) -> list[FigureChange]:
    """Of every series the newest figure that was removed."""
    found: dict[SeriesKey, FigureChange] = {}
    for change in comparison.figures:
        if Aspect.REMOVED in change.aspects and change.old and change.new is None:
            series = comparison.naming.series(change.old)
            if series not in found or found[series].figure.period < change.figure.period:
                found[series] = change
    return list(found.values())


def _finding(comparison: Comparison, change: FigureChange, now: str) -> Finding:
    reason, flips = reason_of(comparison, change), flips_by(comparison, change)
    finding = LATEST_YEAR_BACK.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(flips, reason),
        name=name_of(comparison, change.figure),
        was=change.figure.period.label,
        now=now,
        got=change.figure.text,
    )
    return with_flips(finding, flips)
