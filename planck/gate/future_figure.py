"""R009: a figure is about a time that has not come."""

from collections.abc import Iterator
from datetime import date

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of, weight, with_flips
from planck.gate.reasons import flips_by, reason_of
from planck.model import Figure, FigureStatus, Finding, Rule, Severity, Text
from planck.model.change import Aspect
from planck.registry import rule

FUTURE_FIGURE = rule(
    Rule(
        code="R009",
        name="future-figure",
        severity=Severity.WARNING,
        message=Text(zh="{name}：{got} 是 {period} 的数据，而 {why}", en="{name}: {got} is for {period}, but {why}"),
        help=Text(
            zh="改正年份；若是预计，把状态写成 assumed",
            en="correct the year; if it is a forecast, make its status `assumed`",
        ),
        what=Text(zh="新增的数据属于尚未到来的时期。", en="A new figure is for a period that has not ended yet."),
        why=Text(
            zh="年份多打一位，整个规划的判断时点就跟着往后移。",
            en="One mistyped year moves the time of judgement of the whole plan.",
        ),
        bad="企业数,2032,742",
        good="企业数,2023,742",
    )
)

# A figure may be this many years ahead of all others before it looks mistyped.
AHEAD = 1


@CHANGE_CHECKS.entry(FUTURE_FIGURE.code)
def future_figure(comparison: Comparison) -> Iterator[Finding]:
    """New figures that are no scenario, and end after the day of the commit or more than a year ahead of all others."""
    newest = _newest_before(comparison)
    for change in comparison.figures:
        figure = change.new
        if figure and Aspect.ADDED in change.aspects and figure.status is not FigureStatus.ASSUMED:
            why = _why(figure, comparison.base.tip, newest)
            if why:
                flips = flips_by(comparison, change)
                finding = FUTURE_FIGURE.at(
                    place_of(comparison, change),
                    **about(comparison, figure),
                    severity=weight(flips, reason_of(comparison, change)),
                    name=name_of(comparison, figure),
                    got=figure.text,
                    why=why,
                )
                yield with_flips(finding, flips)


def _newest_before(comparison: Comparison) -> date | None:
    """The end of the newest period among the figures of the base that are no scenario."""
    figures = comparison.old.selection.figures if comparison.old else ()
    return max((one.period.end for one in figures if one.status is not FigureStatus.ASSUMED), default=None)


def _why(figure: Figure, tip: date | None, newest: date | None) -> Text | None:
    if tip and figure.period.end > tip:
        day = tip.isoformat()
        return Text(zh=f"这次提交在 {day}", en=f"the commit was made on {day}")
    if newest and figure.period.end.year > newest.year + AHEAD:
        return Text(zh=f"此前最新的数据到 {newest.year} 年", en=f"the newest figure so far was for {newest.year}")
    return None
