"""Every verdict as a row for people with a spreadsheet: numbers as they are told, titles in their language."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Indicator, Language, Reading, Target, Text
from planck.render import View, of_results
from planck.view.brief import unused_item
from planck.view.numbers import text_cell, wrap
from planck.view.row import Heads, Row, row
from planck.view.words import NATURES, language_of, named
from planck.words import Label, Labels

# So that a spreadsheet takes it for UTF-8.
MARK = "\ufeff"
COLUMNS = (
    "plan", "region", "target", "unit", "binding", "status", "base_period", "base", "latest_period", "latest", "path",
    "goal", "due", "made", "needed", "leads", "miss",
)  # fmt: skip
_TITLES = Labels("view.heads")


@of_results("table")
def table(result: Result, view: View) -> str:
    """A row a verdict for people with a spreadsheet: rounded numbers, titles in the language, and a mark of UTF-8."""
    language, out = language_of(result, view.language), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(titles(language))
    for plan in result.plans:
        writer.writerows(map(text_cell, cells) for cells in _rows(plan, language))
    return MARK + out.getvalue()


def titles(language: Language) -> list[str]:
    """The titles of the columns."""
    return [_TITLES[name].in_(language) for name in COLUMNS]


def _rows(plan: PlanResult, language: Language) -> Iterator[list[str]]:
    for each in plan.assessments:
        # A spreadsheet takes what begins with a plus for a formula.
        yield [text.removeprefix("+") for text in told_cells(plan, each, language)]


def told_cells(plan: PlanResult, assessment: Assessment, language: Language) -> list[str]:
    """A verdict as it is told, under the names of `COLUMNS`."""
    told = row(assessment, plan.plan.id, _own(assessment), language, regions=False)
    return [_cell(told, assessment, name, language) for name in COLUMNS]


def _own(each: Assessment) -> Heads:
    """Its own periods, which have columns of their own."""
    latest = each.latest.period.label if isinstance(each.latest, Reading) else ""
    return Heads(base=each.baseline_period.label, latest=latest, due=each.due.label)


def _cell(told: Row, each: Assessment, name: str, language: Language) -> str:
    if name == "target":
        return told.name
    if name == "binding":
        return NATURES[each.target.nature].in_(language)
    value: str | tuple[str, ...] = getattr(told, name)
    return value if isinstance(value, str) else " ".join(value)


# The table to fill in.

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
        cells = map(text_cell, (region, named(indicator.id, indicator.name, language), indicator.unit))
        writer.writerow([*cells, *([""] * len(years))])
    return MARK + out.getvalue()


def there_but_unused(wanted: Iterable[tuple[Indicator, Sequence[str]]], language: Language) -> str:
    """What is said of indicators whose figures are there and not used; empty where there are none."""
    listed = [
        unused_item(named(indicator.id, indicator.name, language), codes, language)
        for indicator, codes in wanted
        if codes
    ]
    told = Label("view.brief.unused").fill(count=len(listed), listed=listed, more=Text())
    return told.in_(language) if listed else ""


def undeclared_text(targets: Sequence[Target], language: Language, width: int) -> str:
    """What a plan has to say before a figure of its base year counts as a baseline, in lines of that width."""
    named = [f"{target.name.in_(language)} ({target.id})" for target in targets]
    return "\n".join(wrap(Label("view.todo.undeclared").fill(targets=named).in_(language), width))


def nothing_wanted(language: Language) -> str:
    """What is said where every target has a figure."""
    return Label("view.todo.nothing").in_(language)
