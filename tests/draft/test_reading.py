"""Documents of every form, sound and hostile."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from planck.draft.draft import draft_of
from planck.draft.reading import read_source, text_of_page
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


def pdf(lines: list[str]) -> bytes:
    """A page of text in a font that every reader has."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 40 700 Td 12 TL {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


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


def test_the_rows_of_a_page_are_rows(tmp_path: Path) -> None:
    rows = "<tr><th>指标</th><th>单位</th><th>2026年目标</th></tr><tr><td>粮食\n产量</td><td>亿斤</td><td>760</td></tr>"
    (tmp_path / "a.htm").write_text(f"<table>{rows}</table>", encoding="utf-8")
    assert says(tmp_path / "a.htm") == ["goal 粮食 产量 level equal 760 亿斤 2026"]


def test_paragraphs_and_tables_of_word(tmp_path: Path) -> None:
    word(tmp_path / "a.docx")
    assert says(tmp_path / "a.docx") == [*SAYS, "goal 粮食产量 level equal 760 亿斤 2026"]
    source = source_of(tmp_path / "a.docx")
    assert source.read_from.splitlines()[2] == "城镇新增就业86万人以上。"


def test_the_pages_of_a_pdf_are_named(tmp_path: Path) -> None:
    lines = [
        "Report on the Work of the Government",
        "March 5, 2024",
        "II. Main targets for 2024",
        "GDP growth of around 5 percent",
        "- 1 -",
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    (found,) = draft_of(source_of(tmp_path / "a.pdf")).statements
    assert told(found) == "goal GDP growth growth about 5 % 2024"
    assert found.spot.where == "page 1"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "E007"),
        ("broken.pdf", b"%PDF-1.4\nnothing", "E005"),
        ("empty.pdf", pdf([]), "E005"),
        ("broken.docx", b"PK\3\4" + b"\0" * 40, "E005"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "E005"),
        ("missing.txt", None, "E001"),
    ],
)
def test_what_cannot_be_read_gets_a_finding(name: str, data: bytes | None, code: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    source, findings = read_source(str(tmp_path / name))
    assert source is None
    assert [finding.code for finding in findings] == [code]


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
