"""Every verdict as a row for people with a spreadsheet: numbers as they are told, titles in their language."""

import csv
import io
from collections.abc import Iterator

from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Language, Reading
from planck.render import View, of_results
from planck.view.numbers import text_cell
from planck.view.row import Heads, Row, row
from planck.view.words import NATURES, language_of
from planck.words import Labels

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
