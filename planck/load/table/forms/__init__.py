"""Tables in the forms in which offices and programs publish them: each form is one file that recognises and reads it.

What a form makes of a table goes through the same layouts and the same reader of rows as any other.
"""

from collections.abc import Callable

from planck.load.table.cells import Grid
from planck.load.table.forms import eurostat_tsv, levels, pandas_frame, sdmx
from planck.load.table.header import Conventions
from planck.record import Record

ENOUGH = 0.5


class Form(Record):
    """A form: how sure it is of a table, from 0 to 1, and the table as the layouts know it."""

    name: str
    recognised: Callable[[Grid], float]
    arranged: Callable[[Grid, Conventions], Grid]


FORMS = (
    Form(name="sdmx", recognised=sdmx.recognised, arranged=sdmx.arranged),
    Form(name="eurostat_tsv", recognised=eurostat_tsv.recognised, arranged=eurostat_tsv.arranged),
    Form(name="levels", recognised=levels.recognised, arranged=levels.arranged),
    Form(name="pandas_frame", recognised=pandas_frame.recognised, arranged=pandas_frame.arranged),
)


def scores(grid: Grid) -> dict[str, float]:
    """How sure each form is of a table, by its name, in the order in which they are asked."""
    return {form.name: form.recognised(grid) for form in FORMS}


def as_published(grid: Grid, conventions: Conventions) -> tuple[Form | None, Grid]:
    """The form that is surest of a table, and the table as that form reads it; itself where none is sure enough."""
    found = max(FORMS, key=lambda form: form.recognised(grid))
    if found.recognised(grid) < ENOUGH:
        return None, grid
    return found, found.arranged(grid, conventions)
