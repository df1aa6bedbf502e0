"""The table of figures to fill in, as an office keeps one: a row an indicator, a column a year."""

import csv
import io
from collections.abc import Iterable, Sequence

from planck.model import Indicator, Language, Text
from planck.view.brief import unused_item
from planck.view.numbers import clean, text_cell
from planck.words import Label, Labels

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
    writer.writerow([*head, *(Label("view.todo.year").fill(year=str(year)).in_(language) for year in years)])
    for region, indicator, _ in rows:
        cells = map(text_cell, (region, _name(indicator, language), indicator.unit))
        writer.writerow([*cells, *([""] * len(years))])
    return MARK + out.getvalue()


def there_but_unused(wanted: Iterable[tuple[Indicator, Sequence[str]]], language: Language) -> str:
    """What is said of indicators whose figures are there and not used; empty where there are none."""
    listed = [unused_item(_name(indicator, language), codes, language) for indicator, codes in wanted if codes]
    told = Label("view.brief.unused").fill(count=len(listed), listed=listed, more=Text())
    return told.in_(language) if listed else ""


def _name(indicator: Indicator, language: Language) -> str:
    return clean(indicator.name.in_(language)).strip() or indicator.id


def undeclared_text(targets: Sequence[str], language: Language) -> str:
    """What a plan has to say before a figure of its base year counts as a baseline."""
    return Label("view.todo.undeclared").fill(targets=list(targets)).in_(language)


def nothing_wanted(language: Language) -> str:
    """What is said where every target has a figure."""
    return Label("view.todo.nothing").in_(language)
