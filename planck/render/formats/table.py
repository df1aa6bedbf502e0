"""Every verdict as a row for people with a spreadsheet: numbers as they are told, titles in their language."""

import csv
import io
from collections.abc import Iterator

from planck.assess.plan import PlanResult, Result
from planck.model import Assessment, Language, Reading
from planck.render import View, of_results
from planck.render.formats.csv import text_cell
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
    writer.writerow(_TITLES[name].in_(language) for name in COLUMNS)
    for plan in result.plans:
        writer.writerows(map(text_cell, cells) for cells in _rows(plan, language))
    return MARK + out.getvalue()


def _rows(plan: PlanResult, language: Language) -> Iterator[list[str]]:
    for each in plan.assessments:
        told = row(each, plan.plan.id, _own(each), language, regions=False)
        yield [_cell(told, each, name, language) for name in COLUMNS]


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
    # A spreadsheet takes what begins with a plus for a formula.
    return (value if isinstance(value, str) else " ".join(value)).removeprefix("+")
