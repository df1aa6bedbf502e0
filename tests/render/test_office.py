"""The workbook and the document of a check, read back by other libraries."""

import io
import re
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import planck
from planck.cli.app import run
from planck.model import Language
from planck.pipeline.python import Checked
from planck.render import FORMATS, Kind, View
from planck.render.formats.docx import SIDES, TABLE_SIZE, TEXT_WIDTH
from planck.render.formats.table import COLUMNS, told_cells
from planck.render.formats.xlsx import told_number
from planck.view.brief import brief

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "targets/gongshu.yaml"
FIGURES = [ROOT / "seeds/later.csv", ROOT / "seeds/gongshu-scenario.csv"]
SHEETS = {
    Language.ZH: ["结论", "各项目标", "数据", "得分", "发现", "图表", "图表数据"],
    Language.EN: ["Answer", "Verdicts", "Figures", "Score", "Findings", "Charts", "Chart data"],
}
HOSTILE = [
    "=1+1",
    "<script>alert(1)</script>",
    "\u202e反",
    "{=A1}",
    "https://example.org",
    "+86",
    "长" * 40_000,
    "0012",
]


@pytest.fixture(scope="module")
def result() -> Checked:
    return planck.check(PLAN, FIGURES)


def made(form: str, result: Checked, language: Language) -> bytes:
    output = FORMATS[form].render(Kind.CHECK, result, View(language=language))
    assert isinstance(output, bytes)
    return output


def workbook(data: bytes) -> Any:
    with warnings.catch_warnings():
        # Of the bars the library knows an older form only.
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting|Sparkline Group) extension", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data))


def shown(cell: Any) -> str:
    """A cell as a spreadsheet shows it: the text, or the number under its format."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    form = cell.number_format.split(";")[0]
    value = cell.value * 100 if form.endswith("%") else cell.value
    decimals = len(re.search(r"0(?:\.(0+))?", form)[1] or "")  # type: ignore[index]
    digits = f"{value:{'+' * form.startswith('+')},.{decimals}f}" if "," in form else f"{value:.{decimals}f}"
    sign = "+" if form.startswith("+") and value > 0 and not digits.startswith("+") else ""
    behind = "".join(re.findall(r'"([^"]*)"', form)) or ("\u00a0%" if form.endswith("%") else "")
    return sign + digits + behind


def rows(sheet: Worksheet) -> list[list[str]]:
    return [[shown(cell).replace("\u00a0", " ") for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("language", Language)
def test_a_workbook_has_a_sheet_for_each_question(result: Checked, language: Language) -> None:
    book = workbook(made("xlsx", result, language))
    assert book.sheetnames == SHEETS[language]
    for name in (SHEETS[language][1], SHEETS[language][2], SHEETS[language][4]):
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref == book[name].dimensions


@pytest.mark.parametrize("language", Language)
def test_its_numbers_are_those_that_are_told(result: Checked, language: Language) -> None:
    sheet = workbook(made("xlsx", result, language))[SHEETS[language][1]]
    (plan,) = result.plans
    told = [[text.replace("\u00a0", " ") for text in told_cells(plan, each, language)] for each in plan.assessments]
    assert [row[: len(COLUMNS)] for row in rows(sheet)[1:]] == told
    numbers = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, float | int)]
    # Base, latest, path, both paces and where they lead, of fifteen that are judged, at the least.
    assert len(numbers) > 15 * 5


@pytest.mark.parametrize("language", Language)
def test_its_figures_are_read_back_to_the_same_verdicts(result: Checked, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(made("xlsx", result, language))
    again = planck.check(PLAN, f"{path}#{SHEETS[language][2]}")
    assert again.to_records() == result.to_records()
    # They stand in another file, and so in another order.
    assert sorted(each.code for each in again.all_findings) == sorted(each.code for each in result.all_findings)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_same_bytes_each_time(result: Checked, form: str) -> None:
    assert made(form, result, Language.ZH) == made(form, planck.check(PLAN, FIGURES), Language.ZH)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_others_wrote_stays_text(name: str, tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    table.write_text(f'region,indicator,period,value,note\n拱墅区,研发经费总额,2021,21,"{name}"\n', encoding="utf-8")
    told = planck.check(PLAN, table)
    book = workbook(made("xlsx", told, Language.EN))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    (note,) = [row[8] for row in book["Figures"].iter_rows(min_row=2, values_only=True)]
    assert note == brief_of(name)


def brief_of(name: str) -> str:
    """What a cell has room for, without what would turn the line round."""
    return name.replace("\u202e", "")[:32_767]


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_nothing_and_what_cannot_be_read_have_a_report_too(form: str, tmp_path: Path) -> None:
    broken = tmp_path / "plan.yaml"
    broken.write_text("targets: [", encoding="utf-8")
    for told in (planck.check([], []), planck.check(broken), planck.check(PLAN, [])):
        assert len(made(form, told, Language.EN)) > 1000


def test_a_sheet_that_is_full_says_how_many_are_left(result: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.render.formats.xlsx.MOST_ROWS", 3)
    sheet = workbook(made("xlsx", result, Language.EN))["Verdicts"]
    assert sheet.max_row == 5
    assert sheet["A5"].value == "14 more rows: a sheet has no room for them."


def test_the_answer_is_that_of_the_view(result: Checked) -> None:
    for language in Language:
        told = brief(result, View(language=language))
        texts = {text for row in rows(workbook(made("xlsx", result, language))[SHEETS[language][0]]) for text in row}
        assert {told.title, told.whole_answer.replace("\u00a0", " ")} <= texts


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("1,029.50*", 1029.5, '#,##0.00"*"'),
        ("0.30\u00a0%", 0.003, r"0.00\ %"),
        ("-0.071 点", -0.071, '0.000" 点"'),
        ("+4 家", 4.0, '+0" 家";-0" 家";0" 家"'),
        ("640", 640.0, "0"),
    ],
)
def test_a_told_number_is_a_number_with_its_form(text: str, value: float, form: str) -> None:
    number = told_number(text)
    assert number is not None
    assert (number.value, number.form) == (value, form)


@pytest.mark.parametrize(
    "text", ["≥40", "", "—", "2025年", "1234567890.1234567", "差 0.2", "12 of 15", '3 "x"', "1,2,3"]
)
def test_other_texts_are_no_numbers(text: str) -> None:
    assert told_number(text) is None


def texts(data: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """The paragraphs of a document, and the rows of its tables; a per cent sign does not stand alone on a line."""
    word = docx.Document(io.BytesIO(data))
    tables = [[[_spaced(cell.text) for cell in row.cells] for row in table.rows] for table in word.tables]
    return [_spaced(paragraph.text) for paragraph in word.paragraphs], tables


def _spaced(text: str) -> str:
    assert not re.search(r"\d %", text)
    return text.replace("\u00a0%", " %")


@pytest.mark.parametrize("language", Language)
def test_a_document_says_what_the_view_says(result: Checked, language: Language) -> None:
    paragraphs, (first, *others) = texts(made("docx", result, language))
    told = brief(result, View(language=language))
    assert paragraphs[0] == told.title
    assert told.attention in paragraphs
    assert told.whole_answer in paragraphs
    names = [each.label(language) for each in (*told.rows, *told.others)]
    assert [row[0] for row in first[1:]] == names
    assert [(row[3], row[6], row[7]) for row in first[1:]] == [
        (each.latest, each.made, each.needed) for each in (*told.rows, *told.others)
    ]
    assert len(others) > 17  # the score, and in the appendix the numbers of each target
    assert any(text.startswith({"zh": "附录", "en": "Appendix"}[language]) for text in paragraphs)


def test_titles_stand_on_every_page_and_rows_are_whole(result: Checked) -> None:
    word = docx.Document(io.BytesIO(made("docx", result, Language.ZH)))
    for table in word.tables:
        marks = [[part.tag.rpartition("}")[2] for part in row._tr.trPr] for row in table.rows]
        # The charts stand in a table without lines, which has no titles.
        assert marks[0] == ["cantSplit", *(["tblHeader"] if table.style and table.style.name == "Table Grid" else [])]
        assert all(mark == ["cantSplit"] for mark in marks[1:])


@pytest.mark.parametrize("language", list(Language))
def test_no_number_of_the_page_is_broken_and_its_table_fits_the_text(result: Checked, language: Language) -> None:
    word = docx.Document(io.BytesIO(made("docx", result, language)))
    table, letter, sides = word.tables[0], TABLE_SIZE / 2 * MM_OF_A_POINT, 2 * SIDES / 20 * MM_OF_A_POINT
    assert sum(column.width.mm for column in table.columns) <= TEXT_WIDTH + 0.5
    numbers = re.compile(r"[≥≤+-]?[\d,.~]+(?:\u00a0%)?[*#]?")
    for column in table.columns:
        found = [number for cell in column.cells[1:] for number in numbers.findall(cell.text)]
        assert letter * max(map(len, found), default=0) + sides <= column.width.mm


MM_OF_A_POINT = 25.4 / 72


def test_fonts_are_those_of_offices_with_others_in_their_place(result: Checked) -> None:
    with zipfile.ZipFile(io.BytesIO(made("docx", result, Language.ZH))) as file:
        fonts, styles = file.read("word/fontTable.xml").decode(), file.read("word/styles.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts
    assert {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"} <= set(re.findall(r'w:eastAsia="([^"]+)"', styles))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_others_wrote_stays_text_in_a_document(name: str, tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    table.write_text(
        f'region,indicator,period,value,note,source\n拱墅区,研发经费总额,2021,21,,"{name}"\n', encoding="utf-8"
    )
    data = made("docx", planck.check(PLAN, table), Language.EN)
    _, tables = texts(data)
    assert brief_of(name)[:100] in "".join(cell for rows in tables for row in rows for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert b"<script" not in file.read("word/document.xml")


def test_of_many_verdicts_there_is_no_appendix(result: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.render.formats.docx.MOST_VERDICTS", 16)
    paragraphs, _ = texts(made("docx", result, Language.EN))
    assert not any(text.startswith("Appendix") for text in paragraphs)


@pytest.mark.parametrize(("form", "library"), [("docx", "docx"), ("xlsx", "xlsxwriter")])
def test_a_library_that_is_not_there_is_said(
    form: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    path = tmp_path / f"report.{form}"
    assert run(["check", str(PLAN), *map(str, FIGURES), "-q", "--lang", "en", "--report", f"{form}={path}"]) == 2
    assert "'.[office]'" in capsys.readouterr().err
    assert not path.exists()


NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def charted(chart: bytes) -> list[list[float]]:
    """The values of the lines of a chart, as they are kept for those who do not read its workbook."""
    lines = ElementTree.fromstring(chart).findall(".//c:ser/c:yVal/c:numRef/c:numCache", NAMES)
    return [[float(point.findtext("c:v", "", NAMES)) for point in line.findall("c:pt", NAMES)] for line in lines]


def test_each_target_has_a_chart_that_a_workbook_draws(result: Checked) -> None:
    data = made("xlsx", result, Language.EN)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        charts = [charted(file.read(name)) for name in file.namelist() if name.startswith("xl/charts/chart")]
        sheets = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
    drawn = [each for each in result.plans[0].assessments if each.series]
    assert len(charts) == len(drawn) > 10
    # The sparklines of the verdicts.
    assert sum(text.count("<x14:sparkline>") for text in sheets) == len(drawn)
    measured: list[list[float]] = []
    for row in workbook(data)["Chart data"].iter_rows(values_only=True):
        if row[1] == "period":
            measured.append([])
        elif row[2] is not None:
            measured[-1].append(row[2])
    assert [values[-1] for values in measured] == [each.judged for each in drawn]
    assert sorted(lines[0] for lines in charts) == sorted(measured)


def test_a_document_has_charts_and_the_workbooks_to_edit_them(result: Checked) -> None:
    data = made("docx", result, Language.EN)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names, types = file.namelist(), file.read("[Content_Types].xml").decode()
        charts = [name for name in names if name.startswith("word/charts/chart")]
        document = ElementTree.fromstring(file.read("word/document.xml"))
        links = file.read("word/_rels/document.xml.rels").decode()
        assert len(charts) > 10
        for name in charts:
            number = re.findall(r"\d+", name)[0]
            text = file.read(name)
            assert b'<c:dispBlanksAs val="span"/>' in text
            assert b"<c:v></c:v>" not in text
            assert b'r:id="rId1"' in text
            assert f"embeddings/chart{number}.xlsx" in file.read(f"word/charts/_rels/chart{number}.xml.rels").decode()
            sheet = workbook(file.read(f"word/embeddings/chart{number}.xlsx"))["data"]
            lines = [
                [cell for cell in line[1:] if cell is not None] for line in sheet.iter_cols(min_col=3, values_only=True)
            ]
            assert charted(text) == lines
            assert f'PartName="/{name}"' in types
    shown = [each.get(f"{{{NAMES['r']}}}id", "") for each in document.iter(f"{{{NAMES['c']}}}chart")]
    assert len(shown) == len(set(shown)) == len(charts)
    assert all(f'Id="{name}"' in links for name in shown)
    words = [each.get("descr", "") for each in document.iter() if each.tag.endswith("}docPr")]
    assert all("latest" in text and "goal" in text for text in words)
