"""R013: a figure that stood is gone."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of, weight, with_flips
from planck.gate.reasons import flips_by, reason_of
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Aspect, FigureChange
from planck.registry import rule

WITHDRAWN_FIGURE = rule(
    Rule(
        code="R013",
        name="withdrawn-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：原有的 {got} 不见了", en="{name} for {period}: {got} stood there and is gone"
        ),
        help=Text(
            zh="恢复这一行；确实撤回时写明理由：planck revise FIGURES 指标 期间 --withdrawn --reason ...",
            en="put the row back; if it was withdrawn, say why: planck revise FIGURES INDICATOR PERIOD --withdrawn "
            "--reason ...",
        ),
        what=Text(zh="已公布的一个数据被删去。", en="A published figure was removed, and its series has others left."),
        why=Text(zh="删去不利的一年，也是一种修订。", en="To leave out an awkward year is a revision too."),
        bad="专利授权量,2021,1180\n专利授权量,2023,1310   # 2022 is gone",
        good="专利授权量,2021,1180\n专利授权量,2022,1125\n专利授权量,2023,1310",
    )
)


@CHANGE_CHECKS.entry(WITHDRAWN_FIGURE.code)
def withdrawn_figure(comparison: Comparison) -> Iterator[Finding]:
    """Removed figures of series that still have later ones; a newest one that is gone is a year that went back."""
    naming = comparison.naming
    ends = {series: max(one.period.end for one in figures) for series, figures in comparison.new_series.items()}
    for change in comparison.figures:
        last = ends.get(naming.series(change.figure))
        if Aspect.REMOVED in change.aspects and last and last >= change.figure.period.end:
            yield _finding(comparison, change)


def _finding(comparison: Comparison, change: FigureChange) -> Finding:
    assert change.old is not None
    flips = flips_by(comparison, change)
    finding = WITHDRAWN_FIGURE.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(flips, reason_of(comparison, change)),
        name=name_of(comparison, change.figure),
        got=change.old.text,
    )
    return with_flips(finding, flips)
