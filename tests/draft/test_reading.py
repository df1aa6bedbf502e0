"""Documents of every form, sound and hostile."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.table import _Cell

from planck.draft.draft import draft_of
from planck.draft.reading import read_source, text_of_page, told_apart
from tests.draft.drafting import source_of, told

TEXT = "2026年某省政府工作报告\n三、2026年重点工作\n城镇新增就业86万人以上。\n"
SAYS = ["goal 城镇新增就业 total at_least 86 万人 2026"]


def says(path: Path) -> list[str]:
    return [told(statement) for statement in draft_of(source_of(path)).statements]


def word(path: Path) -> None:
    document = docx.Document()
    document.add_heading("2026年某省政府工作报告", 0)
    document.add_heading("三、2026年重点工作", 1)
    document.add_paragraph("城镇新增就业86万人以上。")
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate((("指标", "单位", "2026年目标"), ("粮食产量", "亿斤", "760"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(str(path))


def pdf(*pages: str) -> bytes:
    """Pages with a content stream each, in a font that every reader has."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for index, page in enumerate(pages):
        resources = f"/Contents {5 + 2 * index} 0 R/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{resources}>>".encode())
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(page), page.encode()))
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + trailer % (size, table, size, len(data))


def at(left: float, height: float, text: str) -> str:
    """A text at a place of a page."""
    return f"BT /F1 10 Tf {left} {height} Td ({text}) Tj ET\n"


def under_each_other(lines: list[str], left: float = 40, top: float = 700) -> str:
    return "".join(at(left, top - 12 * index, line) for index, line in enumerate(lines))


def ruled(edges: list[int], levels: list[int], rows: list[list[str]]) -> str:
    """A table with a line around every cell."""
    level = "".join(f"{edges[0]} {height} m {edges[-1]} {height} l S\n" for height in levels)
    upright = "".join(f"{edge} {levels[-1]} m {edge} {levels[0]} l S\n" for edge in edges)
    cells = (
        at(edge + 3, height - 13, text)
        for height, row in zip(levels, rows, strict=False)
        for edge, text in zip(edges, row, strict=False)
    )
    return level + upright + "".join(cells)


def test_text_in_two_encodings(tmp_path: Path) -> None:
    for name, encoding in (("a.txt", "utf-8"), ("b.md", "gb18030")):
        (tmp_path / name).write_text(TEXT, encoding=encoding)
        assert says(tmp_path / name) == SAYS


def test_a_page_keeps_the_places_of_its_file(tmp_path: Path) -> None:
    html = "<html><h1>2026年某省政府工作报告</h1>\n<h2>三、2026年重点工作</h2>\n<p>城镇新增就业<b>86</b>万人以上。</p></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    source = source_of(tmp_path / "a.html")
    (found,) = draft_of(source).statements
    assert told(found) == SAYS[0]
    assert html.splitlines()[found.spot.line - 1][found.spot.column - 1 :].startswith("86")
    assert len(text_of_page(html)) == len(html)


def test_a_title_is_no_part_of_the_paragraph_below_it(tmp_path: Path) -> None:
    title = "碧溪市国民经济和社会发展第十五个五年规划纲要（征求意见稿）"
    (tmp_path / "a.txt").write_text(
        f"{title}\n到2030年，{'经济结构更加优化，' * 5}城镇化率达到60%。\n", encoding="utf-8"
    )
    assert says(tmp_path / "a.txt") == ["goal 城镇化率 level equal 60 % 2030"]


def test_what_stands_around_a_page_is_no_title(tmp_path: Path) -> None:
    html = "<nav><a>首页</a> | <a>公开</a></nav><h1>2026年某省政府工作报告</h1><h2>三、2026年重点工作</h2><p>城镇新增就业86万人以上。</p>"
    (tmp_path / "a.html").write_text(f"{html}<footer>版权所有2020</footer>", encoding="utf-8")
    assert says(tmp_path / "a.html") == SAYS


def test_the_rows_of_a_page_are_rows(tmp_path: Path) -> None:
    rows = "<tr><th>指标</th><th>单位</th><th>2026年目标</th></tr><tr><td>粮食\n产量</td><td>亿斤</td><td>760</td></tr>"
    (tmp_path / "a.htm").write_text(f"<table>{rows}</table>", encoding="utf-8")
    assert says(tmp_path / "a.htm") == ["goal 粮食 产量 level equal 760 亿斤 2026"]


def test_paragraphs_and_tables_of_word(tmp_path: Path) -> None:
    word(tmp_path / "a.docx")
    assert says(tmp_path / "a.docx") == [*SAYS, "goal 粮食产量 level equal 760 亿斤 2026"]
    source = source_of(tmp_path / "a.docx")
    assert source.read_from.splitlines()[2] == "城镇新增就业86万人以上。"


HEADER = ("指标", "单位", "2025年", "2030年")
WITHIN = {"生态": (HEADER, ("森林覆盖率", "%", "50", "55")), "农业": (HEADER, ("粮食产量", "万吨", "100", "120"))}
SAYS_WITHIN = [
    "result 森林覆盖率 level equal 50 % 2025",
    "goal 森林覆盖率 level equal 55 % 2030 <- 50 2025",
    "result 粮食产量 level equal 100 万吨 2025",
    "goal 粮食产量 level equal 120 万吨 2030 <- 100 2025",
]


@pytest.mark.parametrize("header", [["领域", "指标"], []])
def test_tables_in_the_cells_of_a_table_are_read(header: list[str], tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某市“十五五”规划")
    outer = document.add_table(0, 2)
    page = row_of_page(header) if header else ""
    if header:
        fill(outer.add_row().cells, header)
    for field, rows in WITHIN.items():
        cells = outer.add_row().cells
        cells[0].text = field
        inner = cells[1].add_table(0, len(HEADER))
        for row in rows:
            fill(inner.add_row().cells, row)
        page += row_of_page([field, f"<table>{''.join(map(row_of_page, rows))}</table>"])
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "a.html").write_text(f"<h1>某市“十五五”规划</h1><table>{page}</table>", encoding="utf-8")
    assert says(tmp_path / "a.docx") == SAYS_WITHIN
    assert says(tmp_path / "a.html") == SAYS_WITHIN


def row_of_page(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def fill(cells: Iterable[_Cell], texts: Iterable[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


TITLE = ["Report on the Work of the Government", "March 5, 2024", "II. Main targets for 2024"]


def says_of_pages(folder: Path, *pages: str) -> list[str]:
    (folder / "a.pdf").write_bytes(pdf(*pages))
    return says(folder / "a.pdf")


def test_the_pages_of_a_pdf_are_named(tmp_path: Path) -> None:
    lines = [*TITLE, "GDP growth of around 5 percent", "- 1 -"]
    assert says_of_pages(tmp_path, under_each_other(lines)) == ["goal GDP growth growth about 5 % 2024"]
    (found,) = draft_of(source_of(tmp_path / "a.pdf")).statements
    assert found.spot.where == "page 1"


LEFT = [
    "The economy has kept its pace through a year",
    "in which much was against it. We will keep to the",
    "course that was set, and the unemployment rate",
    "will be no more than 5 percent this year.",
    "Grain output will be 650 million tons, as it has",
    "been before, and more than half of it is rice.",
]
RIGHT = [
    "Cities will grow, and with them what they build.",
    "We will create over 12 million jobs in towns and",
    "cities, more than in any of the years behind us.",
    "Exports will rise by 6 percent, which is as much",
    "as was reached last year against all that was said",
    "of it. Prices will rise by 2 percent.",
]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = under_each_other(TITLE) + under_each_other(LEFT, top=640) + under_each_other(RIGHT, left=320, top=640)
    found = says_of_pages(tmp_path, page)
    assert "goal unemployment rate level at_most 5 % 2024" in found
    assert [each for each in found if "Exports" in each or "Prices" in each] == [
        "goal Exports growth equal 6 % 2024",
        "goal Prices growth equal 2 % 2024",
    ]
    text = source_of(tmp_path / "a.pdf").read_from
    assert "We will keep to the course that was set, and the unemployment rate will be no more" in text


def test_ruled_tables_have_cells_also_over_two_pages(tmp_path: Path) -> None:
    edges = [40, 240, 300, 400, 500]
    first = ruled(
        edges, [600, 580, 560], [["Indicator", "Unit", "2023 actual", "2024 target"], ["Urban share", "%", "66", "67"]]
    )
    broken = ruled(edges, [560, 540], [["Employment", "%", "75.5", "76"]])
    rest = ruled(edges, [780, 760, 740], [["rate", "", "", ""], ["Forest share", "%", "24", "25"]])
    assert says_of_pages(tmp_path, under_each_other(TITLE) + first + broken, rest) == [
        "result Urban share level equal 66 % 2023",
        "goal Urban share level equal 67 % 2024 <- 66 2023",
        "result Employment rate level equal 75.5 % 2023",
        "goal Employment rate level equal 76 % 2024 <- 75.5 2023",
        "result Forest share level equal 24 % 2023",
        "goal Forest share level equal 25 % 2024 <- 24 2023",
    ]


def test_a_merged_cell_is_one(tmp_path: Path) -> None:
    rules = "".join(
        f"{left} {height} m {right} {height} l S\n"
        for height, left, right in (
            (600, 40, 500),
            (580, 40, 500),
            (560, 140, 500),
            (540, 40, 500),
        )
    )
    rules += "".join(f"{edge} 540 m {edge} 600 l S\n" for edge in (40, 140, 300, 500))
    cells = at(43, 587, "Theme") + at(143, 587, "Indicator") + at(303, 587, "2024 target")
    cells += (
        at(43, 556, "Work")
        + at(143, 567, "Employment rate")
        + at(303, 567, "76%")
        + at(143, 547, "Share of jobs in towns")
    )
    (tmp_path / "a.pdf").write_bytes(pdf(under_each_other(TITLE) + rules + cells + at(303, 547, "60%")))
    assert source_of(tmp_path / "a.pdf").read_from.splitlines()[-3:] == [
        "| Theme | Indicator | 2024 target |",
        "| Work | Employment rate | 76% |",
        "|  | Share of jobs in towns | 60% |",
    ]


def test_what_heads_every_page_is_left_out(tmp_path: Path) -> None:
    pages = [
        at(40, 780, "Office of Plans 2024") + under_each_other([line]) for line in (*TITLE, "GDP growth of 5 percent")
    ]
    assert says_of_pages(tmp_path, *pages) == ["goal GDP growth growth equal 5 % 2024"]
    assert "Office" not in source_of(tmp_path / "a.pdf").read_from


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "E007"),
        ("broken.pdf", b"%PDF-1.4\nnothing", "E005"),
        ("empty.pdf", pdf(""), "E005"),
        ("broken.docx", b"PK\3\4" + b"\0" * 40, "E005"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "E005"),
        ("line.txt", b"5" * 200_000, "E005"),
        ("line.html", b"<p>" + b"5" * 200_000, "E005"),
        ("missing.txt", None, "E001"),
    ],
)
def test_what_cannot_be_read_gets_a_finding(name: str, data: bytes | None, code: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    source, findings = read_source(str(tmp_path / name))
    assert source is None
    assert [finding.code for finding in findings] == [code]


def test_a_sheet_is_named_behind_its_workbook_and_one_of_goals_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, goal in (("封面", ""), ("任务分解", "80"), ("目标", "90")):
        sheet = workbook.create_sheet(title)
        for row in (("指标", "单位", "2020年", "2025年目标"), ("参保率", "%", "65", goal)) if goal else (("说明",),):
            sheet.append(row)
    path = tmp_path / "tasks.xlsx"
    workbook.save(path)
    for name, value in (("", "80"), ("#任务分解", "80"), ("#目标", "90")):
        (_, goal) = says(Path(f"{path}{name}"))
        assert goal == f"goal 参保率 level equal {value} % 2025 <- 65 2020"


def test_documents_of_one_name_are_told_apart_and_stand_together(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("report.txt", "a/report.txt", "plan.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    alone = told_apart([source_of(tmp_path / "report.txt")])
    assert [(each.id, each.read_from) for each in alone] == [("report", "")]
    several = told_apart([source_of(tmp_path / name) for name in ("report.txt", "a/report.txt", "plan.txt")])
    assert [(each.id, bool(each.read_from)) for each in several] == [
        ("report", False),
        ("report-2", True),
        ("plan-2", True),
    ]
    word(tmp_path / "a.docx")
    mixed = told_apart([source_of(tmp_path / name) for name in ("report.txt", "a.docx")])
    assert all(each.read_from for each in mixed)
    assert [str(each.spot) for each in draft_of(mixed[0]).statements] == ["line 3, column 7"]


def test_a_zip_of_something_else_and_a_bomb_are_refused(tmp_path: Path) -> None:
    for name, content in (("other.docx", b"text"), ("bomb.docx", b"\0" * (64 << 20))):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", content)
        (tmp_path / name).write_bytes(buffer.getvalue())
        source, findings = read_source(str(tmp_path / name))
        assert source is None
        assert findings[0].code == "E005"


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "一" * 50_000,
        "（" * 50_000,
        "增长" * 30_000,
        "、".join(["5%"] * 5_000),
        "|" * 40_000,
        "1.2.3-4——5%至6%" * 2_000,
    ],
    ids=["digits", "numerals", "brackets", "verbs", "list", "bars", "dashes"],
)
def test_odd_text_is_read_to_its_end(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"三、2026年重点工作\n{text}\n城镇新增就业86万人以上。\n", encoding="utf-8")
    assert "新增就业" in says(tmp_path / "a.txt")[-1]
