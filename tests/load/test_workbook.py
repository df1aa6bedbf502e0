"""Workbooks: what is bounded before it is opened, and what the cells say."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planck.load.table import package
from planck.load.table import workbook as door
from planck.load.table.doors import open_table, split_sheet
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL
from planck.load.table.package import PackageError, marks, reference
from planck.load.table.sheet import CellValue, cell_text
from planck.model import Finding, Place
from tests.load.reading import lines
from tests.load.workbooks import PERCENT, Value, packed, raw_sheet, workbook

HEAD: list[Value] = ["指标", "年份", "数值"]
USUAL_BOOK = workbook({"数据": [HEAD, ["a", 2021, 1]]})


def opened(data: bytes) -> tuple[Finding, ...]:
    table, findings = open_table("-", USUAL, limit=1 << 24, stdin=io.BytesIO(data))
    return findings + (load_figures(table)[1] if table else ())


FIGURES: list[list[Value]] = [["指标", "2021年"], ["a", 1]]
OTHERS: list[list[Value]] = [["指标", "2022年"], ["a", 1]]
BY_REGION: list[list[Value]] = [["地区", "指标", "2021年"], ["云溪区", "a", 1]]


@pytest.mark.parametrize(
    ("sheets", "read", "codes"),
    [
        ({"临江区": FIGURES, "云溪区": OTHERS}, "云溪区", {"E024"}),
        ({"余杭": FIGURES, "云溪": OTHERS}, "云溪", {"E024"}),
        ({"全区": FIGURES, "云溪区": FIGURES}, "云溪区", {"E024"}),
        ({"全区": FIGURES}, "全区", set()),
        ({"数据": FIGURES, "临江区": FIGURES}, "数据", {"E024"}),
        ({"溪山市": BY_REGION}, "溪山市", set()),
        ({"云溪区": [], "数据": FIGURES}, "数据", {"E024"}),
        ({"2025目标": FIGURES, "数据": FIGURES}, "数据", {"E024"}),
    ],
)
def test_the_sheet_of_the_region(sheets: dict[str, list[list[Value]]], read: str, codes: set[str]) -> None:
    known = replace(USUAL, regions=frozenset({"云溪区"}))
    table, findings = open_table("-", known, limit=1 << 24, stdin=io.BytesIO(workbook(sheets)))
    assert table
    assert table.input.file.endswith(f"#{read}")
    assert {one.code for one in findings} == codes


def test_a_sheet_of_another_region_is_read_only_where_it_is_asked_for(tmp_path: Path) -> None:
    known = replace(USUAL, regions=frozenset({"云溪区"}))
    for sheets, codes in (
        ({"临江区": FIGURES}, ["E027"]),
        ({"余杭": FIGURES}, ["E027"]),
        ({"临江区": FIGURES, "东山县": OTHERS}, ["E024", "E027"]),
    ):
        table, findings = open_table("-", known, limit=1 << 24, stdin=io.BytesIO(workbook(sheets)))
        assert table is None
        assert sorted(one.code for one in findings) == codes
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook({"临江区": FIGURES}))
    table, findings = open_table(f"{book}#临江区", known, limit=1 << 24)
    assert table
    assert not findings


def test_a_sheet_of_goals_is_read_only_where_it_is_asked_for(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook({"2025年计划": FIGURES}))
    table, findings = open_table(str(book), USUAL, limit=1 << 24)
    assert table is None
    assert [one.code for one in findings] == ["E039"]
    assert open_table(f"{book}#2025年计划", USUAL, limit=1 << 24)[0]


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2023.0, "2023"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333333333333333"),
        (1e22, "1e+22"),
        (7, "7"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("x", "x"),
        (date(2023, 5, 1), "2023-05-01"),
        (datetime.fromisoformat("2023-05-01"), "2023-05-01"),
        (datetime.fromisoformat("2023-05-01T12:00:00"), "2023-05-01T12:00:00"),
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_cells_as_text(value: CellValue, text: str) -> None:
    assert cell_text(value) == text


def test_references() -> None:
    assert [reference(1, index) for index in (0, 25, 26, 701, 702, 16383)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1", "XFD1"]


def test_a_sheet_that_spans_too_much_is_not_opened() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    for xml in (far, far.replace('"', "'"), far.replace(' r="', " s='1' r = \""), far.replace("XFD1048576", "xfdxfd9")):
        assert lines(opened(raw_sheet(xml))) == ["E018"]
    tall = '<row r="9999999"><c><v>1</v></c></row>'
    assert lines(opened(raw_sheet(tall))) == ["E018"]


def test_a_cell_beyond_the_widest_sheet_is_not_reached() -> None:
    xml = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="{}3"><v>1</v></c></row>'
    assert lines(opened(raw_sheet(xml.format("null")))) == ["E018"]
    assert lines(opened(raw_sheet(xml.format("XFE")))) == ["E018"]
    assert "E018" not in lines(opened(raw_sheet(xml.format("XFD"))))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = parts_of(USUAL_BOOK) | {"xl/media/a.xml": " " * (20 << 20)}
    [finding] = opened(packed(parts))
    assert finding.code == "E018"
    monkeypatch.setattr(package, "MOST_UNPACKED", 100)
    assert lines(opened(USUAL_BOOK)) == ["E018"]
    monkeypatch.setattr(package, "MOST_PARTS", 2)
    assert lines(opened(USUAL_BOOK)) == ["E018"]


def stored(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def test_a_workbook_that_is_not_packed() -> None:
    assert opened(stored(parts_of(USUAL_BOOK))) == ()


def test_of_what_kind_it_is() -> None:
    old = b"\xd0\xcf\x11\xe0" + bytes(600)
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("xl/workbook.xml", "a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", "b")
    locked = bytearray(USUAL_BOOK)
    locked[locked.index(b"PK\1\2") + 8] |= 1
    moved = bytearray(USUAL_BOOK)
    moved[moved.index(b"PK\1\2") + 42] = 7
    short = bytearray(USUAL_BOOK)
    short[short.index(b"PK\1\2") + 20] = 5
    spoilt = bytearray(USUAL_BOOK)
    spoilt[60:90] = bytes(30)
    bad = [old, packed({"a.bin": "x"}), USUAL_BOOK[:300], twice.getvalue(), locked, moved, short, spoilt]
    assert [lines(opened(bytes(data))) for data in bad] == [["E017"]] * len(bad)
    no_sheet = parts_of(USUAL_BOOK)
    no_sheet["xl/workbook.xml"] = "<workbook/>"
    assert lines(opened(packed(no_sheet))) == ["E017"]
    broken = parts_of(USUAL_BOOK)
    broken["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row><c r='?'>"
    assert lines(opened(packed(broken))) == ["E017"]


def test_marks() -> None:
    data = workbook({"S": [["#REF!", 0.5], ["x", 0.25]]}, styles={"B1": PERCENT})
    (found,) = marks(data).values()
    assert (dict(found.texts), set(found.formats)) == ({(0, 0): "#REF!"}, {(0, 1)})
    plain = parts_of(data)
    plain["xl/styles.xml"] = "<styleSheet/>"
    plain["xl/_rels/workbook.xml.rels"] = plain["xl/_rels/workbook.xml.rels"].replace('"worksheets', '"/xl/worksheets')
    (found,) = marks(packed(plain)).values()
    assert (dict(found.texts), set(found.formats)) == ({(0, 0): "#REF!"}, set())


def test_a_sheet_whose_part_is_not_known_has_no_marks() -> None:
    parts = parts_of(USUAL_BOOK)
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace("sheet1.xml", "sheet9.xml")
    assert marks(packed(parts)) == {}


def test_a_panic_of_the_library_is_a_finding_and_anything_else_is_not() -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(PackageError, match="its reader broke off"), door._refusals():
        raise PanicException
    with pytest.raises(KeyboardInterrupt), door._refusals():
        raise KeyboardInterrupt
    with pytest.raises(PackageError, match="ValueError"), door._refusals():
        raise ValueError


@settings(max_examples=60)
@given(st.integers(0, 5), st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_workbook_never_raises(part: int, changes: list[tuple[int, int]]) -> None:
    parts = {name: bytearray(text.encode()) for name, text in parts_of(USUAL_BOOK).items()}
    hit = parts[sorted(parts)[part % len(parts)]]
    for at, byte in changes:
        hit[at % len(hit)] = byte
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(content))
    assert all(finding.place for finding in opened(data.getvalue()))


def test_odd_characters_are_counted_when_there_are_many() -> None:
    odd: list[list[Value]] = [[f"a\u200b{number}", 2021, 1] for number in range(300)]
    rows: list[list[Value]] = [[*HEAD], *odd]
    findings = opened(workbook({"S": rows}))
    assert len(findings) == 201
    assert (findings[0].place, findings[-1].code) == (Place("<stdin>#S", 2, 1, 2, "A2"), "E015")


def test_a_range_may_be_merged_where_nothing_is() -> None:
    assert opened(workbook({"S": [HEAD, ["a", 2021, 1]]}, merged=["A9:A12", "F1:F2"])) == ()


def test_paths_with_a_sheet() -> None:
    assert split_sheet("a/book.xlsx#一 月") == ("a/book.xlsx", "一 月")
    assert split_sheet("a#1/book.XLSM#s#2") == ("a#1/book.XLSM", "s#2")
    assert split_sheet("book.xlsx#") == ("book.xlsx", "")
    for path in ("book.xlsx", "a#b.csv", "#", "-"):
        assert split_sheet(path) == (path, "")
