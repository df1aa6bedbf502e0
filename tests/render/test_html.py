"""The page: it stands alone, shows what others wrote as text, and says the numbers of the view model."""

import contextlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from planck.assess.plan import Result
from planck.cli.app import run
from planck.model import Language, Text
from planck.render import View
from planck.view.brief import brief
from planck.view.row import Field
from tests.rendering import FORMATS

from .samples import no_baseline, note, off_track, plan_result, result, talents, target, warning

HOSTILE = '<script>alert(1)</script>|\u202e"onload=\'x\' style="y" {{ 7*7 }} &amp;'
ROOT = Path(__file__).parents[2]
VOID = {"meta", "br"}


class Reading(HTMLParser):
    """Elements, attributes and texts of a page; elements that are not closed in their order are kept as faults."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.faults: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without contents."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """The texts with single spaces."""
        return re.sub(r"\s+", " ", " ".join(self.texts))


def page(shown: Result, language: Language = Language.ZH) -> str:
    return FORMATS["html"](shown, View(language=language))


def hostile() -> Result:
    """A plan whose names, notes and reasons were written to do harm."""
    evil = replace(off_track(), target=target(HOSTILE, HOSTILE, HOSTILE), unit=HOSTILE)
    judged = plan_result(assessments=(evil, *talents()), findings=(warning(name=HOSTILE),))
    return result(replace(judged, plan=replace(judged.plan, title=Text(zh=HOSTILE, en=HOSTILE))))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "shown", [result(), hostile(), result(plan_result(assessments=()))], ids=["usual", "hostile", "none"]
)
def test_the_page_stands_alone(shown: Result, language: Language) -> None:
    read = Reading(page(shown, language))
    assert read.faults == []
    assert read.open == []
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form"}
    for tag, attributes in read.elements:
        assert not any(name == "style" or name.startswith("on") for name in attributes), tag
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in page(shown, language)
    assert "@import" not in page(shown, language)


def test_what_others_wrote_is_text() -> None:
    text = page(hostile())
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in Reading(text).text


@pytest.mark.parametrize("language", list(Language))
def test_every_number_is_that_of_the_view_model(language: Language) -> None:
    shown = result(plan_result(assessments=(off_track(), no_baseline(), *talents()), findings=(warning(), note())))
    model, text = brief(shown, View(language=language)), Reading(page(shown, language)).text
    for line in (model.title, *model.answer, model.verdict, *model.marks):
        assert line in text
    for row in (*model.rows, *model.others):
        for field in (
            Field.BASE,
            Field.LATEST,
            Field.PATH,
            Field.GOAL,
            Field.MADE,
            Field.NEEDED,
            Field.LEADS,
            Field.MISS,
        ):
            assert " ".join(row.pieces(field)) in text


@pytest.mark.parametrize("language", list(Language))
def test_a_card_says_the_year_of_its_own_figure(language: Language) -> None:
    told = brief(result(), View(language=language))
    rows = (*told.rows, *told.others)
    assert any(row.older for row in rows)
    for row in rows:
        label = row.older or told.heads.latest
        assert f'<td class="latest" data-label="{label}"><span>{row.latest}</span>' in page(result(), language), (
            row.name
        )


def test_the_language_is_said_and_kept() -> None:
    assert '<html lang="zh-Hans">' in page(result())
    english = page(result(), Language.EN)
    assert '<html lang="en">' in english
    assert "总体结论" not in english


def test_every_chart_has_words_and_a_table() -> None:
    read = Reading(page(result()))
    pictures = [attributes for tag, attributes in read.elements if tag == "svg"]
    assert all(each.get("aria-label") or each.get("aria-hidden") for each in pictures)
    charts = [each for each in pictures if each.get("class") == "chart"]
    assert charts
    assert page(result()).count("<details>") >= len(charts)


def test_the_same_result_makes_the_same_page() -> None:
    assert page(result()) == page(result())


def test_a_score_is_drawn_beside_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["score", "targets/models/innovation-ding.yaml", "seeds/counties-scenario.csv", "--explain", "甲县"]
    with contextlib.chdir(ROOT):
        run([*asked, "--draws", "50", "--seed", "1", "--output-format", "html", "--lang", "en"])
        text = capsys.readouterr().out
        run([*asked, "--draws", "50", "--seed", "1", "--output-format", "markdown", "--lang", "en"])
        markdown = capsys.readouterr().out
    read = Reading(text)
    assert (read.faults, read.open) == ([], [])
    bars = [attributes.get("class") for tag, attributes in read.elements if tag == "rect"]
    # Ten counties: where their rank and their score lie.
    assert bars.count("span") == 20
    # Their five domains each, then points and shares of the indicators of one, and levers.
    assert bars.count("fill") > 50 + 2 * 19
    cells = [cell.strip() for line in markdown.splitlines() if line.startswith("|") for cell in line.split("|")[1:-1]]
    numbers = [cell.replace("\\~", "~") for cell in cells if re.fullmatch(r"[\d.,]+( \\~ [\d.,]+)?", cell)]
    assert len(numbers) > 100
    assert [each for each in numbers if each not in read.text] == []
