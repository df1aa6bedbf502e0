"""R005: a year that looks like only a part of one stands where whole years stood."""

from collections.abc import Iterator
from itertools import pairwise

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, indicator_of, name_of, place_of, weight, with_flips
from planck.gate.reasons import figures_of, flips_by, reason_of
from planck.model import Figure, Finding, Measure, PeriodKind, Rule, Severity, Text
from planck.model.change import Aspect, FigureChange
from planck.registry import rule

# A year of which a quarter or more is lacking has at most this share of the year before, unless the series shrinks so.
WHOLE = 0.8

PARTIAL_AS_WHOLE = rule(
    Rule(
        code="R005",
        name="partial-as-whole",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：{got} 只有 {previous} 年 {other} 的 {share:%}，以往从未降这么多；全年数据是否完整",
            en="{name} for {period}: {got} is {share:%} of the {other} of {previous}, a fall that it never had; is the "
            "year complete",
        ),
        help=Text(
            zh="不满一年的数写成 {period}-01/09 这样的期间；确是全年时用 planck accept {fingerprint} 说明",
            en="write a part of a year as a period such as {period}-01/09; if it is the whole year, say so with "
            "`planck accept {fingerprint}`",
        ),
        what=Text(zh="最新一年的流量像是缺了几个月。", en="The newest year of a flow looks as if months were missing."),
        why=Text(
            zh="把不满一年的数当作全年公布，是状态误变的常见原因。",
            en="A year published before it was complete is a known cause of a wrong status.",
        ),
        bad="零排放车辆,2025,8.88   # 14.63 in 2024; two quarters are not in yet",
        good="零排放车辆,2025-H1,8.88",
    )
)


@CHANGE_CHECKS.entry(PARTIAL_AS_WHOLE.code)
def partial_as_whole(comparison: Comparison) -> Iterator[Finding]:
    """New newest years of flows, or of ratios made of flows, that fall further than the series ever did."""
    for change in comparison.figures:
        figure = change.new
        if figure and Aspect.ADDED in change.aspects and figure.period.kind is PeriodKind.YEAR:
            earlier = _years_before(comparison, figure)
            if earlier and _accumulates(comparison, figure) and _too_low(figure, earlier):
                yield _finding(comparison, change, figure, earlier[-1])


def _accumulates(comparison: Comparison, figure: Figure) -> bool:
    indicator = indicator_of(comparison, figure)
    return indicator is not None and indicator.measure in (Measure.FLOW, Measure.RATIO)


def _years_before(comparison: Comparison, figure: Figure) -> list[Figure]:
    """The whole years before it; none when a later one follows, so that it is not the newest."""
    years = [one for one in figures_of(comparison, figure) if one.period.kind is PeriodKind.YEAR]
    return (
        [] if any(one.period > figure.period for one in years) else [one for one in years if one.period < figure.period]
    )


def _too_low(figure: Figure, earlier: list[Figure]) -> bool:
    values = [one.value for one in earlier if one.value is not None]
    if figure.value is None or len(values) < len(earlier) or min(*values, figure.value, values[0]) <= 0:
        return False
    lowest = min((after / before for before, after in pairwise(values)), default=1.0)
    return figure.value / values[-1] < min(WHOLE, lowest)


def _finding(comparison: Comparison, change: FigureChange, figure: Figure, last: Figure) -> Finding:
    assert figure.value is not None
    assert last.value is not None
    flips = flips_by(comparison, change)
    finding = PARTIAL_AS_WHOLE.at(
        place_of(comparison, change),
        **about(comparison, figure),
        severity=weight(flips, reason_of(comparison, change)),
        name=name_of(comparison, figure),
        got=figure.text,
        other=last.text,
        previous=last.period.label,
        share=figure.value / last.value,
    )
    return with_flips(finding, flips)
