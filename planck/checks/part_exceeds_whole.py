"""L006: a part is larger than its whole."""

from collections.abc import Iterator

from planck.assess.names import key
from planck.checks import CHECKS, Context
from planck.model import Assessment, Finding, Reading, Rule, Severity, Text
from planck.registry import rule

PART_EXCEEDS_WHOLE = rule(
    Rule(
        code="L006",
        name="part-exceeds-whole",
        severity=Severity.ERROR,
        message=Text(
            zh="{name}（{period}）为 {got}，超过其总体“{whole}”的 {limit}",
            en="{name} is {got} for {period}, more than its whole '{whole}', {limit}",
        ),
        help=Text(zh="核对两者的口径和时期", en="check the scope and the period of both"),
        what=Text(zh="“其中”项大于总体。", en="An 'of which' figure is larger than the figure it is a part of."),
        why=Text(
            zh="两个数据至少有一个不对，或者不是同一口径。",
            en="One of the two is wrong, or they are not of the same scope.",
        ),
        bad="引进人才,2023,55\n其中国家级,2023,60   # part_of: talents",
        good="引进人才,2023,75\n其中国家级,2023,60",
    )
)


@CHECKS.entry(PART_EXCEEDS_WHOLE.code)
def part_exceeds_whole(context: Context) -> Iterator[Finding]:
    """Parts whose reading of a period is above that of their whole, where both are in one unit."""
    found = {(assessment.target.id, assessment.region): assessment for assessment in context.assessments}
    for (_, region), part in found.items():
        whole = found.get((part.target.part_of, region))
        if whole and key(whole.unit) == key(part.unit):
            yield from _larger(context, part, whole)


def _larger(context: Context, part: Assessment, whole: Assessment) -> Iterator[Finding]:
    levels = context.plan.indicator(part.target.indicator).measure.is_level
    wholes = {reading.period.end if levels else reading.period: reading for reading in whole.series}
    for reading in part.series:
        limit = wholes.get(reading.period.end if levels else reading.period)
        if limit is not None and reading.value > limit.value:
            yield PART_EXCEEDS_WHOLE.at(
                reading.figures[-1].place if reading.figures else part.target.place,
                **context.about(part),
                period=reading.period.label,
                name=part.target.name,
                whole=whole.target.name,
                got=_text(reading),
                limit=_text(limit),
            )


def _text(reading: Reading) -> str | float:
    return reading.text or reading.value
