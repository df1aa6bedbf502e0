"""One run in five forms: the numbers that are taken out of each of them are the same."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

import planck
from planck.model import Language
from planck.pipeline.python import Checked
from planck.render import FORMATS, Kind, View
from planck.view.brief import brief
from planck.view.row import Row

from .test_html import Reading
from .test_office import SHEETS, rows, workbook

ROOT = Path(__file__).parents[2]
INPUTS = (ROOT / "targets/gongshu.yaml", [ROOT / "seeds/later.csv", ROOT / "seeds/gongshu-scenario.csv"])


@pytest.fixture(scope="module")
def result() -> Checked:
    return planck.check(*INPUTS)


def made(form: str, result: Checked, language: Language) -> Any:
    output = FORMATS[form].render(Kind.CHECK, result, View(language=language))
    return "".join(output) if isinstance(output, Iterator) else output


def spaced(texts: list[str]) -> list[str]:
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def of_markdown(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in lines[2:]]
    return [spaced([re.sub(r"\\(.)", r"\1", cell) for cell in row]) for row in cells]


class Rows(Reading):
    """The cells of the rows of the first table with cards."""

    def __init__(self, page: str) -> None:
        self.found: list[list[str]] = []
        self.inside = False
        super().__init__(page.partition('<table class="cards">')[2].partition("</table>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins."""
        if tag == "tr":
            self.found.append([])
        if tag in ("td", "th"):
            self.found[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Nothing is kept of it."""

    def handle_data(self, data: str) -> None:
        """The text of the cell that is open."""
        if self.found and self.found[-1]:
            self.found[-1][-1] += data


def of_html(text: str) -> list[list[str]]:
    return [spaced(row) for row in Rows(text).found if row][1:]


def of_docx(data: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(data)).tables[0]
    return [spaced([cell.text for cell in row.cells]) for row in table.rows][1:]


@pytest.mark.parametrize("language", list(Language))
def test_a_page_a_document_and_markdown_have_the_same_rows(result: Checked, language: Language) -> None:
    one = of_markdown(made("markdown", result, language))
    two, three = of_html(made("html", result, language)), of_docx(made("docx", result, language))
    count = len(brief(result, View(language=language)).rows) + len(brief(result, View(language=language)).others)
    assert len(one[:count]) == count > 10
    assert [row[:9] for row in two[:count]] == [row[:9] for row in one[:count]] == [row[:9] for row in three[:count]]


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_has_the_numbers_of_the_page(result: Checked, language: Language) -> None:
    head, *cells = rows(workbook(made("xlsx", result, language))[SHEETS[language][1]])
    sheet = {row[2]: dict(zip(head, spaced(row), strict=True)) for row in cells}
    told = brief(result, View(language=language))
    titles = {
        "zh": ("基期", "最新", "路径", "现年均", "须年均"),
        "en": ("base", "latest", "path", "made/yr", "need/yr"),
    }[language]
    for row in (*told.rows, *told.others):
        own = sheet[row.name]
        page = [row.base[0], row.latest, row.path, row.made, row.needed]
        assert [own[title] for title in titles] == spaced(page), row.name


def number(text: str) -> tuple[float, float] | None:
    """The number that a text begins with, and half a unit of its last digit."""
    found = re.match(r"[+-]?[\d,]+(?:\.(\d+))?", text)
    return (float(found[0].replace(",", "")), 0.5 * 10 ** -len(found[1] or "")) if found else None


def test_the_data_rounds_to_the_numbers_of_the_page(result: Checked) -> None:
    data = json.loads(made("json", result, Language.EN))
    by_target = {each["target"]: each for each in data["plans"][0]["verdicts"]}
    told = brief(result, View(language=Language.EN))
    compared = 0
    for row in (*told.rows, *told.others):
        verdict = by_target[row.target]
        for name, text in shown(row).items():
            given = number(text)
            if given is None:
                continue
            value, half = given
            # What is counted in whole ones is rounded away from the base.
            whole = 1.0 if half == 0.5 else half
            assert abs(verdict[name] - value) <= whole + 1e-9, (row.name, name)
            compared += 1
    assert compared > 50


def shown(row: Row) -> dict[str, str]:
    return {"baseline": row.base[0], "judged": row.latest, "path_value": row.path, "projection": row.leads}
