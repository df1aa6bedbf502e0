"""R003, R004: a series is gone, or goes by another name."""

from collections.abc import Iterator
from dataclasses import replace

from planck.assess.names import indicator_names, key
from planck.changes.compare import Comparison, knows
from planck.gate import CHANGE_CHECKS
from planck.gate.about import with_flips
from planck.model import Argument, Finding, Rule, Severity, Text
from planck.model.change import Flip, Origin, SeriesChange, SeriesEvent
from planck.registry import rule

VANISHED_SERIES = rule(
    Rule(
        code="R003",
        name="vanished-series",
        severity=Severity.WARNING,
        message=Text(zh="{got}：全部 {count} 个数据都不见了", en="{got}: all of its {count} figures are gone"),
        help=Text(
            zh="恢复这些行；若已改名，在规划的 aliases 中加上新名",
            en="put the rows back; if the series was renamed, add its new name to `aliases` in the plan",
        ),
        what=Text(zh="一个指标的数据整个消失。", en="A whole series is no longer in the figures."),
        why=Text(
            zh="没有数据的目标会变成“未评”，看起来像是没有问题。",
            en="Its targets become 'not assessed', which looks like nothing to worry about.",
        ),
        bad="# no row of 专利授权量 is left",
        good="专利授权量,2022,1250",
    )
)

RENAMED_SERIES = rule(
    Rule(
        code="R004",
        name="renamed-series",
        severity=Severity.WARNING,
        message=Text(
            zh="{got} 改名为 {new}（{count} 个数据中 {shared} 个相同）{known}",
            en="{got} is now called {new} ({shared} of {count} figures are the same){known}",
        ),
        help=Text(
            zh="用回原名，或在规划的 aliases 中加上新名",
            en="use the old name, or add the new one to `aliases` in the plan",
        ),
        what=Text(
            zh="一个指标换了名称。规划认得新名时只作提示。",
            en="A series goes by another name. A note where the plan knows the new one.",
        ),
        why=Text(
            zh="规划不认得的名称等于没有数据，加拿大统计局的一个指标就这样变成“未评”。",
            en="A name that the plan does not know is no figure at all: a national site lost an indicator that way.",
        ),
        bad="国家高企,2022,742   # was 国家高新技术企业, and the plan does not know 国家高企",
        good="aliases: [国家高企]   # in the plan",
    )
)


@CHANGE_CHECKS.entry(VANISHED_SERIES.code)
def vanished_series(comparison: Comparison) -> Iterator[Finding]:
    """Series of the plan that have no figure any more."""
    for change in comparison.series:
        if change.event is SeriesEvent.VANISHED:
            flips = _flips(comparison, change.old, Origin.REMOVAL)
            yield with_flips(_finding(VANISHED_SERIES, comparison, change, flips, change.old), flips)


@CHANGE_CHECKS.entry(RENAMED_SERIES.code)
def renamed_series(comparison: Comparison) -> Iterator[Finding]:
    """Series of the plan that have another name."""
    for change in comparison.series:
        if change.event is SeriesEvent.RENAMED:
            yield from _renamed(comparison, change)


_KNOWN = Text(zh="，规划认得新名", en=", which the plan knows")
_UNKNOWN = Text(zh="，规划不认得新名", en=", which the plan does not know")


def _renamed(comparison: Comparison, change: SeriesChange) -> Iterator[Finding]:
    known = knows(comparison.plan, change.region, change.new)
    flips = () if known else _flips(comparison, change.old, Origin.RENAMING)
    finding = _finding(RENAMED_SERIES, comparison, change, flips, change.old)
    told: dict[str, Argument] = {"new": change.new, "shared": change.shared, "known": _KNOWN if known else _UNKNOWN}
    severity = Severity.NOTE if known else finding.severity
    yield with_flips(replace(finding, severity=severity, arguments={**finding.arguments, **told}), flips)


def _finding(rule_: Rule, comparison: Comparison, change: SeriesChange, flips: tuple[Flip, ...], name: str) -> Finding:
    here = change.place.file in {figure.place.file for figure in comparison.new.figures}
    return rule_.at(
        change.place if here else comparison.plan.place,
        plan=comparison.plan.id,
        target=_indicator(comparison, name) or name,
        region=change.region or comparison.plan.region.name,
        severity=Severity.ERROR if flips else None,
        got=name,
        count=change.count,
    )


def _indicator(comparison: Comparison, name: str) -> str:
    for side in (comparison.new, comparison.old):
        found = indicator_names(side.plan).get(key(name)) if side else None
        if found:
            return found
    return ""


def _flips(comparison: Comparison, name: str, origin: Origin) -> tuple[Flip, ...]:
    """The flips by figures of a series that are gone or renamed."""
    return tuple(
        flip
        for flip in comparison.flips
        if any(
            cause.origin in (origin, Origin.REMOVAL)
            and (cause.figure is None or (cause.figure.old and key(cause.figure.old.indicator) == key(name)))
            for cause in flip.causes
        )
    )
