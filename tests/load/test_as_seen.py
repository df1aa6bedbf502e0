"""Files as a person sees them: formats, hidden cells, formulas, and what a file is whatever its name says."""

import gzip
import io
import zipfile

import pytest
from msgspec.structs import replace

from planck.load.files import Document, Raw
from planck.load.table import disguised, old_workbook, open_document, sheet, web_page
from planck.load.table.doors import open_table, table_of
from planck.load.table.figures import Source, load_figures
from planck.load.table.header import USUAL
from planck.model import Finding, Language
from planck.view.message import message_text
from tests.load.reading import lines
from tests.load.workbooks import Look, Rows, Value, ods_cell, ods_number, ods_table, packed, raw_sheet, workbook
from tests.load.workbooks import open_document as ods

HEAD: list[Value] = ["指标", "年份", "数值", "单位"]
TEXT = "指标,年份,数值,单位\n企业数,2022,640,家\n"


def table(data: bytes, sheet: str = "") -> tuple[Document | Source | None, tuple[Finding, ...]]:
    return table_of(Raw("t", data), USUAL, sheet)


def read(data: bytes, sheet: str = "") -> tuple[list[tuple[str, float | None, str]], list[str]]:
    """The figures (period, value, unit) and the findings."""
    source, findings = table(data, sheet)
    figures, more = load_figures(source) if source else ((), ())
    return [(str(one.period), one.value, one.unit) for one in figures], lines((*findings, *more))


def values(rows: Rows, look: Look) -> list[tuple[str, float | None, str]]:
    return read(workbook({"S": rows}, look=look))[0]


# The number that is seen is the number that counts; by hand from the format.


@pytest.mark.parametrize(
    ("stored", "unit", "code", "value"),
    [
        (2.65, "%", '0.00"%"', 2.65),
        (2.65, "%", r"0.0\%", 2.65),
        (0.0265, "%", "0.00%", 2.65),
        (0.0265, "%", 10, 2.65),
        (560_499.0, "千元", "#,##0,", 560.499),
        (640.0, "家", '0"家"', 640.0),
        (123_456.0, "万元", '0!.0,"万元"', 12.3456),
        (123_456.0, "元", '0!.0,"万"', 123_456.0),
        (-5.0, "元", "#,##0;(#,##0)", -5.0),
    ],
)
def test_numbers(stored: float, unit: str, code: str | int, value: float) -> None:
    rows: Rows = [HEAD, ["a", 2022, stored, unit]]
    [(period, read_value, read_unit)] = values(rows, Look(formats={"C2": code}))
    assert (period, read_unit) == ("2022", unit)
    assert read_value == pytest.approx(value)


@pytest.mark.parametrize(
    ("code", "period"), [("yyyy", "2021"), ('yyyy"年"m"月"', "2021-07"), (57, "2021-07"), (14, "2021-07-01")]
)
def test_days_are_periods_as_precise_as_they_are_shown(code: str | int, period: str) -> None:
    rows: Rows = [["指标", "时间", "数值", "单位"], ["a", 44_378, 5, "家"]]
    assert values(rows, Look(formats={"B2": code})) == [(period, 5, "家")]


def test_a_format_that_shows_no_number_is_not_read() -> None:
    rows: Rows = [HEAD, ["a", 2021, 5, "家"], ["a", 2022, 7, "家"], ["b", 2022, 5, "家"]]
    found = read(workbook({"S": rows}, look=Look(formats={"C2": "000-00", "C3": ";;;", "A4": ";;;"})))
    assert found == ([("2022", None, "家")], ["E055", "E044 2:3", "E042 4:1"])
    assert values([HEAD, ["a", 2021, True, "家"]], Look(formats={"C2": "0%"})) == [("2021", 1.0, "家")]
    assert values([HEAD, ["a", 2021, 5, "家"]], Look(formats={"A2": "0%", "D2": "[h]:mm"})) == [("2021", 5.0, "家")]
    assert read(workbook({"S": [HEAD, ["a", 2021, 1.5, "家"]]}, look=Look(formats={"C2": "[h]:mm"})))[1] == ["E044 2:3"]


# What nobody sees is not read, and that is said once.


def test_hidden_rows_and_columns() -> None:
    rows: Rows = [["指标", "2021", "2022", "2023"], ["a", 1, 2, 3], ["b", 4, 5, 6], ["c", 7, 8, 9]]
    assert read(workbook({"S": rows}, look=Look(rows=[3], columns=[3]))) == (
        [("2021", 1, ""), ("2023", 3, ""), ("2021", 7, ""), ("2023", 9, "")],
        ["E055"],
    )
    _, [finding] = table(workbook({"S": rows}, look=Look(rows=[3, 4], columns=[3])))
    assert message_text(finding, Language.EN) == "hidden parts are not read (rows: 3, 4; columns: C)"


def test_hidden_sheets() -> None:
    rows: Rows = [HEAD, ["a", 2022, 5, "家"]]
    book = workbook({"H": [HEAD, ["a", 2022, 9, "家"]], "S": rows, "T": rows}, look=Look(sheets=["H"]))
    assert read(book) == ([("2022", 5, "家")], ["E024", "E055"])
    assert read(book, "H") == ([("2022", 9, "家")], [])
    assert read(workbook({"H": rows}, look=Look(sheets=["H"]))) == ([], ["E017"])


def test_hidden_rows_and_columns_that_say_nothing_are_not_spoken_of() -> None:
    assert read(workbook({"S": [HEAD, ["a", 2022, 5, "家"], []]}, look=Look(rows=[3], columns=[9])))[1] == []
    book = workbook({"S": [HEAD, ["a", 2022, 5, "家"]]}, look=Look(columns=[2]))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    shown = parts["xl/worksheets/sheet1.xml"].replace('hidden="1"', 'hidden="0"')
    assert read(packed(parts | {"xl/worksheets/sheet1.xml": shown}))[1] == []


def test_a_merged_cell_is_seen_where_its_first_row_is_hidden() -> None:
    rows: Rows = [["地区", "指标", "2022"], ["甲区", "a", 1], ["", "b", 2]]
    source, _ = table(workbook({"S": rows}, merged=["A2:A3"], look=Look(rows=[2])))
    assert source is not None
    assert [(one.region, one.indicator) for one in load_figures(source)[0]] == [("甲区", "b")]


# A formula that was never computed is an error with its cell.


def test_formulas_without_a_result() -> None:
    rows: Rows = [HEAD, ["a", 2021, 5, "家"], ["a", 2022, "=C2+1", "家"], ["a", "=B3+1", 7, "家"]]
    assert read(workbook({"S": rows})) == ([("2021", 5, "家")], ["E056 3:3", "E043 4:2"])
    uncomputed: list[list[Value]] = [["a", 2000 + number, "=1", "家"] for number in range(10)]
    many: Rows = [HEAD, *uncomputed]
    _, [finding] = table(workbook({"S": many}))
    assert message_text(finding, Language.EN).count("C") == 5
    assert read("指标,年份,数值\na,2021,=C1+1\n".encode())[1] == ["E044 2:8"]


def test_a_blank_cell_with_a_format_is_blank() -> None:
    cells = ('<c r="A1" t="inlineStr"><is><t>指标</t></is></c>', '<c r="B1"><v>2021</v></c>')
    xml = f'<row r="1">{"".join(cells)}</row><row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2" s="1"/></row>'
    assert read(raw_sheet(xml)) == ([("2021", None, "")], [])


def test_formulas_with_a_result() -> None:
    shared = '<c r="C2"><f t="shared" si="0"/><v>5</v></c>'
    blank = '<c r="C3" t="str"><f>IF(1,"")</f><v></v></c>'
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="B{0}"><v>{2}</v></c>{3}</row>'
    head = '<row r="1">' + "".join(
        f'<c r="{name}1" t="inlineStr"><is><t>{text}</t></is></c>' for name, text in zip("ABC", HEAD, strict=False)
    )
    xml = f"{head}</row>{row.format(2, 'a', 2021, shared)}{row.format(3, 'a', 2022, blank)}"
    assert read(raw_sheet(xml)) == ([("2021", 5, ""), ("2022", None, "")], [])


def test_cells_without_a_number_follow_the_one_before() -> None:
    """Some programs leave the numbers of rows and cells out; the formats must still find their cells."""
    with zipfile.ZipFile(
        io.BytesIO(workbook({"S": [HEAD, ["a", 2022, 0.5, "%"]]}, look=Look(formats={"C2": "0%"})))
    ) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for left_out in (
        [' r="2"'],
        [f' r="{name}2"' for name in "ABD"],
        [f' r="{name}{row}"' for name in "ABCD" for row in "12"],
    ):
        changed = sheet
        for text in left_out:
            changed = changed.replace(text, "")
        assert read(packed(parts | {"xl/worksheets/sheet1.xml": changed})) == ([("2022", 50.0, "%")], [])


def test_a_sheet_is_found_whatever_the_prefix_of_its_relation() -> None:
    with zipfile.ZipFile(
        io.BytesIO(workbook({"S": [HEAD, ["a", 2022, 0.5, "%"]]}, look=Look(formats={"C2": "0%"})))
    ) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("r:id", "d3:id").replace("xmlns:r=", "xmlns:d3=")
    assert read(packed(parts))[0] in ([("2022", 50.0, "%")], [])


def test_a_long_sheet_is_read_to_its_end() -> None:
    """Cells that lie across the border of two pieces keep their marks."""
    named: list[list[Value]] = [[f"name {'x' * 50} {number}", 2022, 0.5, "%"] for number in range(9000)]
    rows: Rows = [HEAD, *named]
    look = Look(formats={f"C{number}": "0%" for number in range(2, 9002)})
    assert {value for _, value, _ in values(rows, look)} == {50.0}


# Workbooks of LibreOffice.


def test_open_document() -> None:
    rows = [
        ["指标", "年份", "数值", "单位"],
        ["a", "2019", ods_number("0.02654", "2.65%", "percentage"), "%"],
        ["a", "2020", ods_number("2.65", "2,65%"), "%"],
        ["a", "2021", ods_number("560499", "560"), "千元"],
        ["a", "2022", ods_number("-1234.56", "-1 234,6"), "元"],
        ["a", "2023", ods_number("0.004", "0%", "percentage"), "%"],
        ["a", "2024", ods_number("123456", "12.3万"), "元"],
        ["a", "2025", ods_number("123456", "7"), "元"],
    ]
    found, said = read(ods(ods_table(rows)))
    assert [value for _, value, _ in found] == [2.654, 2.65, 560.499, -1234.56, 0.4, 123456.0, 7.0]
    assert said == ["E045 7:3"]


def test_open_document_days_blanks_and_repeats() -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2021-07-01"><text:p>{}</text:p></table:table-cell>'
    rows = (
        ods_table([["指标", "时间", "数值"]]).removesuffix("</table:table>")
        + f"<table:table-row>{ods_cell('a')}{day.format('2021年7月')}{ods_number('5', '5')}</table:table-row>"
        + f"<table:table-row>{ods_cell('a')}{day.format('01.07.21')}{ods_number('6', '')}</table:table-row>"
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9999"/></table:table-row>'
        + f"<table:table-row>{ods_cell('b<text:s text:c=')}</table:table-row>".replace(
            "b&lt;text:s text:c=", "注：<text:s/>x"
        )
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        + "</table:table>"
    )
    found, said = read(ods(rows))
    assert found == [("2021-07", 5, ""), ("2021-07-01", None, "")]
    assert said == ["E055", "E037 7:1"]


def test_open_document_numbers_without_a_text() -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="{}"/>'
    rows = [
        ["指标", "年份", "数值"],
        ["a", "2021", cell.format("percentage", "0.5")],
        ["a", "2022", cell.format("float", "7")],
    ]
    assert read(ods(ods_table(rows)))[0] == [("2021", 50.0, "%"), ("2022", 7.0, "")]
    odd = [["指标", "年份", "数值"], ["a", "2021", ods_number("NaN", "y")], ["a", "2022", ods_number("7", "Fehler")]]
    assert read(ods(ods_table(odd)))[1] == ["E044 2:3", "E044 3:3"]


def test_open_document_formulas_and_errors() -> None:
    formula = '<table:table-cell table:formula="of:=[.B1]"/>'
    blank = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>'
    broken = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    rows = [
        ["指标", "年份", "数值"],
        *(["a", str(2020 + at), cell] for at, cell in enumerate((formula, blank, broken))),
    ]
    assert read(ods(ods_table(rows))) == ([("2021", None, ""), ("2022", None, "")], ["E056 2:3", "E049 4:3"])


def test_open_document_hidden() -> None:
    row = "<table:table-row{}>{}</table:table-row>"
    cells = [ods_cell(text) for text in ("指标", "2021", "2022")], [ods_cell(text) for text in ("a", "1", "2")]
    hidden = ' table:visibility="filter"'
    table_ = (
        '<table:table table:name="S"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        + row.format("", "".join(cells[0]))
        + row.format(hidden, "".join(cells[1]))
        + row.format("", "".join(cells[1]))
        + row.format(
            "",
            ods_cell("b").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
            + ods_cell("5"),
        )
        + row.format("", "<table:covered-table-cell/>" + ods_cell("6"))
        + "</table:table>"
    )
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    other = ods_table([["x"]], "H").replace("<table:table ", '<table:table table:style-name="ta2" ')
    found, said = read(ods(other + table_, styles))
    assert found == [("2021", 1, ""), ("2021", 5, ""), ("2021", 6, "")]
    assert said == ["E055", "E055"]


def test_open_documents_that_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    good = ods(ods_table([["指标", "年份", "数值"]]))
    assert read(packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x"}))[1] == [
        "E017"
    ]
    assert read(
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<!DOCTYPE x><x/>"})
    )[1] == ["E017"]
    wide = '<table:table table:name="S"><table:table-row>{}</table:table-row></table:table>'
    cell = '<table:table-cell table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell>'
    assert read(ods(wide.format(cell.format(20_000_001))))[1] == ["E018"]
    tall = wide.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="20000001">')
    assert read(ods(tall.format(cell.format(1))))[1] == ["E018"]
    monkeypatch.setattr(sheet, "MOST_CELLS", 2)
    assert read(good)[1] == ["E018"]
    monkeypatch.setattr(open_document, "MOST_CELLS", 2)
    assert read(good)[1] == ["E018"]


# Workbooks of the kind before 2007.


def xls(rows: Rows, *, formats: dict[tuple[int, int], str] | None = None, hidden: bool = False) -> bytes:
    """An .xls; with `hidden` its third row, its second column and a second sheet are."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, cells in enumerate(rows):
        for index, value in enumerate(cells):
            code = (formats or {}).get((row, index))
            style = xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style
            sheet.write(row, index, value, style)
    if hidden:
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True
        book.add_sheet("H").visibility = 1
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_an_old_workbook() -> None:
    rows: Rows = [
        HEAD,
        ["a", 2020, 2.65, "%"],
        ["a", 2021, 0.0265, "%"],
        ["a", 2022, 560_499, "千元"],
        ["a", 44_378, 5, "家"],
    ]
    formats = {(1, 2): '0.00"%"', (2, 2): "0.00%", (3, 2): "#,##0,", (4, 1): 'yyyy"年"m"月"'}
    found, said = read(xls(rows, formats=formats))
    assert found == [("2020", 2.65, "%"), ("2021", 2.65, "%"), ("2022", 560.499, "千元"), ("2021-07", 5, "家")]
    assert said == []


def test_what_is_hidden_in_an_old_workbook() -> None:
    rows: Rows = [["指标", "2021", "2022"], ["a", 1, 2], ["b", 3, 4]]
    assert read(xls(rows, hidden=True)) == ([("2022", 2, "")], ["E055", "E055"])


def test_texts_days_and_flags_in_an_old_workbook() -> None:
    rows: Rows = [
        HEAD,
        ["a", 44_378, True, "家"],
        ["b", 44_378.5, 3, "家"],
        ["c", 2021, 3, "家"],
        ["d", 99_999_999, 1, "家"],
    ]
    formats = {(1, 1): "yyyy-mm-dd", (2, 1): "yyyy-mm-dd hh:mm", (3, 2): ";;;", (3, 0): ";;;", (4, 1): "yyyy-mm-dd"}
    assert old_workbook.answer_to(xls(rows, formats=formats)).sheets[0].unseen == [(3, 0), (3, 2)]
    assert read(xls(rows, formats=formats))[1] == ["E055", "E045 2:3", "E043 3:2", "E042 4:1", "E043 5:2"]


def test_what_the_process_says_of_an_error_value() -> None:
    class Kind:
        datemode = 0

    book: object = Kind()
    assert old_workbook._text(book, 5, 7.0, None) == "#DIV/0!"
    assert old_workbook._text(book, 3, 44_378.0, None) == "2021-07-01"
    assert old_workbook._text(book, 3, 0.5, None) == "12:00:00"
    assert old_workbook._text(book, 1, "x", None) == "x"


def test_old_workbooks_that_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    good = xls([HEAD, ["a", 2021, 1, "家"]])
    assert read(good[:1000])[1] == ["E017"]
    assert read(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))[1] == ["E017"]
    assert old_workbook.answer_to(good).sheets[0].name == "S"
    assert old_workbook.answer_to(b"\xd0\xcf\x11\xe0").wrong
    monkeypatch.setattr(old_workbook, "SECONDS", 0.001)
    assert read(good)[1] == ["E017"]


def test_the_process_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource
    import sys

    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    monkeypatch.setattr(sys, "stdout", out)
    old_workbook.main()
    assert b"wrong" in out.buffer.getvalue()
    assert limits[resource.RLIMIT_AS] == (2 << 30, 2 << 30)
    monkeypatch.setitem(sys.modules, "resource", None)
    old_workbook._bound()


# What a file is, whatever its name says.

PAGE = """<html><head><meta charset="utf-8"><style>td {{}}</style></head><body><!-- made by a platform -->
<table><tr><td>outer<table>{rows}</table></td></tr></table><script>x</script></body></html>"""
ROWS = "<tr><th>指标</th><th>2021</th><th>2022</th></tr><tr><td>企业<br>数</td><td>560</td><td>640</td></tr>"


def test_a_web_page() -> None:
    assert read(PAGE.format(rows=ROWS).encode()) == ([("2021", 560, ""), ("2022", 640, "")], ["E024", "E057"])
    assert read(f"<table>{ROWS}</table>".encode())[0] == [("2021", 560, ""), ("2022", 640, "")]
    assert read(f"<table>{ROWS}</table>".encode("gbk"))[1] == ["E016 1:16", "E057"]
    named = f"<html><meta http-equiv=x content='text/html; charset=gb2312'><table>{ROWS}</table>"
    assert read(named.encode("gbk"))[1] == ["E057"]
    assert read(named.replace("gb2312", "klingon").encode("gbk"))[1][1:] == ["E057"]
    assert read(named.replace("gb2312", "utf-8").encode("gbk"))[1] == ["E008 1:77"]
    assert read(b"<html><p>503 Service Unavailable")[1] == ["E017"]
    assert read(b"<indicator>,2021\na,5\n")[1][-1] != "E057"


def test_spans_and_hidden_rows_of_a_web_page() -> None:
    rows = (
        "<td>x</td><tr><td>地区</td><td>指标</td><td>2021</td><td>2022</td></tr><tr><td colspan=4>全部</td></tr>"
        "<tr><td rowspan='2'>甲</td><td>a</td><td>1</td><td>2</td></tr><tr><td>b</td><td>3</td><td>4</td></tr>"
        "<tr style='display: none'><td>乙</td><td>b</td><td>3</td><td>4</td></tr></tr></td>"
    )
    source, findings = table(f"<table>{rows}</table></table>".encode())
    assert source is not None
    assert [(one.region, one.value) for one in load_figures(source)[0]][:2] == [("甲", 1), ("甲", 2)]
    assert lines(findings) == ["E055", "E057"]


def test_a_web_page_that_spans_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "MOST_CELLS", 100)
    assert read(b"<table><tr><td colspan=99 rowspan=99>x</td></tr></table>")[1] == ["E018"]


def test_packed_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT.encode()
    for data in (gzip.compress(text), packed({"a/b.csv": TEXT}), gzip.compress(text[:20]) + gzip.compress(text[20:])):
        assert read(data) == ([("2022", 640, "家")], [])
    book = workbook({"S": [HEAD, ["a", 2022, 5, "家"]], "T": [HEAD]})
    assert read(gzip.compress(book), "S")[0] == [("2022", 5, "家")]
    several = packed({"a.csv": TEXT, "b.csv": TEXT, "__MACOSX/a.csv": "", "Metadata_Country.csv": ""})
    assert read(several)[1] == ["E017"]
    assert read(several, "b.csv")[0] == [("2022", 640, "家")]
    assert read(packed({"a.csv": ""}))[1] == ["E007"]
    for damaged in (gzip.compress(text)[:-9], gzip.compress(text)[:12] + b"xxxxxxxx", b"\x1f\x8bxxxxxxxxxxxxxxx"):
        assert read(damaged)[1] == ["E017"]
    assert read(gzip.compress(gzip.compress(text)))[1] == ["E017"]
    monkeypatch.setattr(disguised, "SMALL", 10)
    monkeypatch.setattr(disguised, "MOST_TIMES", 1)
    assert read(gzip.compress(text * 9))[1] == ["E018"]


def test_a_packed_table_in_a_packed_table() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.csv", packed({"b.csv": TEXT}))
    assert read(data.getvalue())[1] == ["E017"]


def test_the_digest_is_that_of_the_packed_file() -> None:
    source, _ = table(data := gzip.compress(TEXT.encode()))
    plain, _ = table(TEXT.encode())
    assert source is not None
    assert plain is not None
    assert source.input.sha256 != plain.input.sha256
    assert replace(source.input, sha256=plain.input.sha256) == plain.input
    assert open_table("-", USUAL, limit=1 << 20, stdin=io.BytesIO(data))[1] == ()


def test_what_holds_no_figures() -> None:
    assert read(b"%PDF-1.7 ...")[1] == ["E017"]
    xml = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    assert read(xml)[1] == ["E017"]
