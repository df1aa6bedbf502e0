"""The table of figures to fill in, as an office keeps one: a row an indicator, a column a year."""

import csv
import io
from collections.abc import Iterable, Sequence

from planck.model import Indicator, Language
from planck.view.numbers import clean
from planck.words import Labels, say

# So that a spreadsheet takes it for UTF-8.
MARK = "\ufeff"
_HEADS = Labels("view.todo")


def table_to_fill_in(wanted: Iterable[tuple[str, Indicator, Sequence[int]]], language: Language) -> str:
    """The table as CSV: region, indicator and unit, and the years that the goals are about, empty."""
    rows = list(wanted)
    years = sorted({year for _, _, own in rows for year in own})
    head = [_HEADS[name].in_(language) for name in ("region", "indicator", "unit")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*head, *(say("view.todo.year", language, year=str(year)) for year in years)])
    for region, indicator, _ in rows:
        name = clean(indicator.name.in_(language)).strip() or indicator.id
        writer.writerow([region, name, indicator.unit, *([""] * len(years))])
    return MARK + out.getvalue()


def nothing_wanted(language: Language) -> str:
    """What is said where every target has a figure."""
    return say("view.todo.nothing", language)
