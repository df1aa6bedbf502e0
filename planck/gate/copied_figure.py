"""R010: a new figure is the one of the year before."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, indicator_of, name_of, place_of, weight, with_flips
from planck.gate.reasons import figures_of, flips_by, reason_of
from planck.model import Figure, Finding, Measure, Rule, Severity, Text
from planck.model.change import Aspect
from planck.registry import rule

# Shorter numbers repeat by chance: 1.7 after 1.7 is no sign of anything.
TELLING_DIGITS = 4

COPIED_FIGURE = rule(
    Rule(
        code="R010",
        name="copied-figure",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：{got} 与 {previous} 的数据完全相同",
            en="{name} for {period}: {got} is exactly the figure of {previous}",
        ),
        help=Text(
            zh="核对是否抄了上一年的数；确实相同时用 planck accept {fingerprint} 说明",
            en="check that it was not copied from the year before; if they are equal, `planck accept {fingerprint}`",
        ),
        what=Text(
            zh=f"新一年的数据与上一年逐位相同，且不少于 {TELLING_DIGITS} 位数字。",
            en=f"A new figure has the {TELLING_DIGITS} or more digits of the year before.",
        ),
        why=Text(
            zh="先抄上年数占位，过后忘了改，是数据表里常见的错误。",
            en="Last year's figure is a popular placeholder, and placeholders get published.",
        ),
        bad="研发投入,2022,20.06\n研发投入,2023,20.06",
        good="研发投入,2022,20.06\n研发投入,2023,21.35",
    )
)


@CHANGE_CHECKS.entry(COPIED_FIGURE.code)
def copied_figure(comparison: Comparison) -> Iterator[Finding]:
    """New figures that repeat the figure before them, in a series that is no rank and no event."""
    for change in comparison.figures:
        figure = change.new
        previous = _previous(comparison, figure) if figure and Aspect.ADDED in change.aspects else None
        if figure and previous and previous.value == figure.value and _digits(figure) >= TELLING_DIGITS:
            flips = flips_by(comparison, change)
            finding = COPIED_FIGURE.at(
                place_of(comparison, change),
                **about(comparison, figure),
                severity=weight(flips, reason_of(comparison, change)),
                name=name_of(comparison, figure),
                got=figure.text,
                previous=previous.period.label,
            )
            yield with_flips(finding, flips)


def _previous(comparison: Comparison, figure: Figure) -> Figure | None:
    indicator = indicator_of(comparison, figure)
    if indicator is None or indicator.measure in (Measure.RANK, Measure.EVENT):
        return None
    earlier = [one for one in figures_of(comparison, figure) if one.period < figure.period]
    same = [one for one in earlier if one.period.kind is figure.period.kind]
    return same[-1] if same else None


def _digits(figure: Figure) -> int:
    """Digits that say something: without zeros in front, and of a whole number without those at its end."""
    text = figure.text if "." in figure.text else figure.text.rstrip("0")
    return len("".join(character for character in text if character.isdigit()).lstrip("0"))
