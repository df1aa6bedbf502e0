"""R007: the figure of a target's base year was revised."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, place_of, targets_of, values, weight, with_flips
from planck.gate.reasons import flips_by, reason_of
from planck.model import Finding, Rule, Severity, Target, Text
from planck.model.change import FigureChange
from planck.registry import rule

REVISED_BASELINE = rule(
    Rule(
        code="R007",
        name="revised-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：基期 {period} 的数据由 {old} 改为 {new}，{scope}",
            en="{name}: the figure of the base year {period} goes from {old} to {new}, {scope}",
        ),
        help=Text(
            zh="核对规划中的基期值是否仍然适用；整条序列换了口径时，各年应一起修订",
            en="check whether the plan's baseline still holds; if the series changed its scope, all its years should "
            "be revised together",
        ),
        what=Text(
            zh="目标基期的数据被修订（换基）。", en="The figure of a target's base year was revised (a rebasing)."
        ),
        why=Text(
            zh="基期一变，进度和所需速度都变；只改基期而不改以后各年，增长就失真。",
            en="A moved start moves progress and the required rate; moved alone, growth is taken across two vintages.",
        ),
        bad="研发投入,2020,45   # was 40; 2021 and 2022 are as before",
        good="研发投入,2020,45\n研发投入,2021,49.5   # was 44\n研发投入,2022,54   # was 48",
    )
)


@CHANGE_CHECKS.entry(REVISED_BASELINE.code)
def revised_baseline(comparison: Comparison) -> Iterator[Finding]:
    """Revised figures of the period that a target starts from."""
    for change in comparison.figures:
        if change.is_revision:
            for target in targets_of(comparison, change.figure):
                base = target.baseline.period if target.baseline else comparison.plan.base
                if base.end == change.figure.period.end:
                    yield _finding(comparison, change, target)


def _finding(comparison: Comparison, change: FigureChange, target: Target) -> Finding:
    series = comparison.naming.series(change.figure)
    others = sum(
        other.is_revision and other is not change and comparison.naming.series(other.figure) == series
        for other in comparison.figures
    )
    alone = Text(zh="其他年份没有改", en="and no other year with it")
    together = Text(zh=f"同时改了其他 {others} 期", en=f"and {others} other periods with it")
    flips = flips_by(comparison, change)
    finding = REVISED_BASELINE.at(
        place_of(comparison, change),
        plan=comparison.plan.id,
        target=target.id,
        region=about(comparison, change.figure)["region"],
        period=change.figure.period.label,
        severity=weight(flips, reason_of(comparison, change)),
        **values(change),
        name=target.name,
        scope=together if others else alone,
    )
    return with_flips(finding, flips)
