"""What the plan itself prints about a target besides its goal, for the audit."""

from planck.load.plan.field import Field
from planck.load.plan.header import period
from planck.load.source.checked import Checked
from planck.model import Cell, Stated

SHARES = ("growth", "last_growth")
AMOUNTS = ("points", "units", "times", "last_points")


def stated(field: Field | None) -> Checked[Stated | None]:
    """What stands under `stated`, None when nothing does."""
    if field is None:
        return None
    column = field.get("column")
    numbers = {
        key: (part, float(part.share if key in SHARES else part.amount))
        for key in (*SHARES, *AMOUNTS)
        if (part := field.get(key))
    }
    return Stated(
        **{key: value for key, (_, value) in numbers.items()},
        denominator=field.string("denominator"),
        column=(yield from period(column, spans=True)) if column else None,
        blank=tuple(Cell(part.text) for part in field.under("blank")),
        printed=tuple((key, part.text) for key, (part, _) in numbers.items()),
    )
