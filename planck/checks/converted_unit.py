"""L040: figures were converted into their indicator's unit."""

from collections.abc import Iterator

from planck.assess.unit_rules import CONVERTED_UNIT
from planck.checks import CHECKS, Context
from planck.model import Figure, Finding


@CHECKS.entry(CONVERTED_UNIT.code)
def converted_unit(context: Context) -> Iterator[Finding]:
    """One finding per series and unit, at its first figure."""
    for (region, id_), figures in context.selection.series.items():
        converted: dict[str, list[Figure]] = {}
        for figure in figures:
            if figure.converted:
                converted.setdefault(figure.converted.unit, []).append(figure)
        for unit, group in converted.items():
            first = group[0]
            yield CONVERTED_UNIT.at(
                first.place,
                plan=context.plan.id,
                target=id_,
                region=region,
                period=first.period.label,
                name=first.indicator,
                wanted=first.unit,
                got=unit,
                example=_equation(first),
                count=len(group),
            )


def _equation(figure: Figure) -> str:
    made = figure.converted
    assert made is not None
    return f"{made.text} {made.unit} = {figure.text} {figure.unit}"
