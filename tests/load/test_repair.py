"""Figures put into plain form: what is written in another way, what stays, and that the same is read."""

import io
from pathlib import Path

import pytest

from planck.load.files import Raw
from planck.load.rules import ENCODING, NOT_THE_SAME, WORKBOOK
from planck.load.table.doors import open_table
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL, Column, Conventions
from planck.load.table.repair import Repair, repair, unified
from planck.model import Figure, Finding
from tests.load.test_dirty import CASES, conventions, data
from tests.load.workbooks import workbook

HEADER = "region,indicator,period,value,unit,published,note\n"


def made(text: str | bytes, said: Conventions = USUAL) -> Repair:
    found = repair(Raw("a.csv", text.encode() if isinstance(text, str) else text), said)
    assert isinstance(found, Repair)
    return found


def read(raw: bytes, said: Conventions = USUAL) -> tuple[Figure, ...]:
    table, _ = open_table("-", said, limit=1 << 22, stdin=io.BytesIO(raw))
    assert table is not None
    return tuple(load_figures(table, said)[0])


@pytest.mark.parametrize(
    ("before", "after", "cells"),
    [
        ("某区,GDP,2023,12,亿元,,x", "某区,GDP,2023,12,亿元,,x", 0),
        ("某区,GDP,２０２３,１２．５,亿元,,", "某区,GDP,2023,12.5,亿元,,", 2),
        ("某区,GDP,２０２３年１－６月,１２，３４５,亿元,,", "某区,GDP,2023年1-6月,12345,亿元,,", 2),
        ('某区,GDP,2023,"1,234,567.80",亿元,,', "某区,GDP,2023,1234567.80,亿元,,", 1),
        ("某区,GDP,2023,−3,亿元,,", "某区,GDP,2023,-3,亿元,,", 1),
        ("某区,GDP,2023,–3,亿元,,", "某区,GDP,2023,-3,亿元,,", 1),
        ("某区,GDP,2023,--,亿元,,", "某区,GDP,2023,,亿元,,", 1),
        ("某区,GDP,2023,……,亿元,,", "某区,GDP,2023,,亿元,,", 1),
        ("某区,GDP,2023,12,亿元,２０２４－０３－０１,", "某区,GDP,2023,12,亿元,2024-03-01,", 1),
        (" 某区 ,\tGDP,2023 ,  12,亿元\u3000,,\u00a0x ", "某区,GDP,2023,12,亿元,,x", 6),
        ('某区," GDP ",2023,12,亿元,,"a, b"', '某区,GDP,2023,12,亿元,,"a, b"', 1),
        ('某区,GDP,2023,12,亿元,, "a, b"', '某区,GDP,2023,12,亿元,,"a, b"', 1),
        ('某区,GDP,2023,12,亿元,,5" pipe ', '某区,GDP,2023,12,亿元,,"5"" pipe"', 1),
        ('某区,GDP,2023,12,亿元,,\u3000"a"', '某区,GDP,2023,12,亿元,,"""a"""', 1),
        ('某区,GDP,2023,"１２",亿元,,"two\n lines "', '某区,GDP,2023,12,亿元,,"two\n lines "', 1),
        ('"两\n行", GDP,2023,１２,亿元,,', '"两\n行",GDP,2023,12,亿元,,', 2),
        ("某区,GDP,2023,３.５万,家,,", "某区,GDP,2023,3.5万,家,,", 1),
        ('某区,GDP,2023,"１,２３４家",,,', "某区,GDP,2023,1234家,,,", 1),
        # What says more than nothing, what is refused, and what is no number stays as it was typed.
        ("某区,GDP,2023,未公布,亿元,,", "某区,GDP,2023,未公布,亿元,,", 0),
        ("某区,GDP,2023,三十八万,元,,", "某区,GDP,2023,三十八万,元,,", 0),
        ('某区,GDP,2023,"１２,５",亿元,,', '某区,GDP,2023,"１２,５",亿元,,', 0),
        ("某区,GDP,２３年,１２,亿元,,", "某区,GDP,２３年,１２,亿元,,", 0),
        ("某区,GDP,２０２３,12,亿元,２０２３－０２－３０,", "某区,GDP,２０２３,12,亿元,２０２３－０２－３０,", 0),
        ("某区,第１产业,2023,12,亿元,,１２ -- 1,234", "某区,第１产业,2023,12,亿元,,１２ -- 1,234", 0),
        ("注：x,GDP,2023,１２,亿元,,", "注：x,GDP,2023,１２,亿元,,", 0),
        ('某区,GDP,2023,12,亿元,,"open\n某区,GDP,２０２４,１３,亿元,,', None, 1),
    ],
)
def test_a_row(before: str, after: str | None, cells: int) -> None:
    found = made(HEADER + before + "\n")
    if after is None:
        # A record that cannot be read is left alone; the one after it is repaired.
        after = before.replace("２０２４", "2024").replace("１３", "13")
        cells = 2
    assert found.after == HEADER + after + "\n"
    assert found.cells == cells
    assert found.data == found.after.encode()


def test_a_file_in_plain_form_is_not_changed() -> None:
    text = HEADER + "某区,GDP,2023,12,亿元,2024-03-01,x"
    assert not made(text).changed
    assert made(text).after == text, "no line break at its end"


@pytest.mark.parametrize(
    ("before", "after", "breaks"),
    [
        ("\ufeffindicator,period,value\nGDP,2023,12\n", "indicator,period,value\nGDP,2023,12\n", 0),
        ("indicator,period,value\r\nGDP,2023,12\r\n", "indicator,period,value\r\nGDP,2023,12\r\n", 0),
        ("indicator,period,value\rGDP,2023,12\r", "indicator,period,value\nGDP,2023,12\n", 2),
        ("indicator,period,value\r\nGDP,2023,12\rGDP,2022,11\r\n", None, 1),
        (
            "\ufeff\ufeffx,indicator,period,value\n1,GDP,2023, 12\n",
            "\ufeff\ufeffx,indicator,period,value\n1,GDP,2023,12\n",
            0,
        ),
        ("no table at all ,１２\r", "no table at all ,１２\r", 0),
        ("\ufeff", "\ufeff", 0),
    ],
)
def test_the_mark_and_the_line_breaks(before: str, after: str | None, breaks: int) -> None:
    found = made(before)
    assert found.after == (after or "indicator,period,value\r\nGDP,2023,12\r\nGDP,2022,11\r\n")
    assert found.breaks == breaks
    assert found.mark == (before[:1] == "\ufeff" != after[:1] if after else False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("指标,单位,２０２２年,2023年\nGDP,亿元,１１,--\n", "指标,单位,2022年,2023年\nGDP,亿元,11,\n"),
        # A row with nothing but a name would be a heading, and its figures no longer said to be missing.
        ("指标,2022年,2023年\nGDP,--,--\n", "指标,2022年,2023年\nGDP,,--\n"),
        (
            "指标, ２０２２年\nGDP,１１\n指标,２０２２年\nCPI,１２\n",
            "指标,2022年\nGDP,11\n指标,2022年\nCPI,12\n",
        ),
        ("表１ 各区\n单位： 亿元 \n指标\t２０２２年\t2023年\nGDP\t１１\t−3\n", None),
    ],
)
def test_a_wide_table(before: str, after: str | None) -> None:
    expected = after or "表１ 各区\n单位： 亿元\n指标\t2022年\t2023年\nGDP\t11\t-3\n"
    assert made(before).after == expected
    assert made(expected).after == expected


def test_columns_of_the_project_are_known() -> None:
    text = "统计项目,period,value\nGDP,2023,１２\n"
    assert not made(text).changed, "without its name the table is none"
    assert (
        made(text, Conventions(columns={"统计项目": Column.INDICATOR})).after == "统计项目,period,value\nGDP,2023,12\n"
    )


def reason(raw: bytes, said: Conventions = USUAL) -> object:
    found = repair(Raw("a.csv", raw), said)
    assert isinstance(found, Finding)
    assert found.code == "E063"
    return found.arguments["reason"]


def test_other_encodings_only_where_they_are_named() -> None:
    text = "地区,指标,年份,数值\n某区,企业数,2023,１２\n"
    assert reason(text.encode("gb18030")) == ENCODING
    assert reason(text.encode("utf-16")) == ENCODING
    assert reason(b"a,b\x80", Conventions(encoding="gb18030")) == ENCODING
    for encoding in ("gb18030", "utf-16-le", "utf-8-sig"):
        raw = text.encode(encoding) if encoding != "utf-16-le" else ("\ufeff" + text).encode(encoding)
        found = made(raw, Conventions(encoding=encoding))
        assert found.data == raw.decode(encoding).replace("１２", "12").encode(encoding)
        assert read(found.data, Conventions(encoding=encoding))[0].value == 12


def test_bytes_that_would_not_come_back_are_left_alone() -> None:
    # The name stands for the order of bytes of the machine, with a mark: written, it would be another file.
    assert reason("a,b\n".encode("utf-16-be"), Conventions(encoding="utf-16")) == ENCODING


def test_a_workbook_is_left_alone() -> None:
    assert reason(workbook({"Sheet1": [["indicator", "period", "value"], ["GDP", 2023, "１２"]]})) == WORKBOOK


def test_a_repair_that_would_read_otherwise_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.load.table.repair._plain_cells", lambda row, readers: [*row.cells[:-1], "13"])
    assert reason(b"indicator,period,value\nGDP,2023,12\n") == NOT_THE_SAME


def test_a_repair_that_would_find_more_wrong_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.load.table.repair._plain_cells", lambda row, readers: [*row.cells[:-1], "１２"])
    assert reason(b"indicator,period,value\nGDP,2023,12\n") == NOT_THE_SAME


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_tables_as_offices_keep_them_read_the_same(folder: Path) -> None:
    raw, said = data(folder), conventions(folder)
    found = repair(Raw("table", raw), said)
    if isinstance(found, Finding):
        assert found.arguments["reason"] in (ENCODING, WORKBOOK)
        return
    again = repair(Raw("table", found.data), said)
    assert isinstance(again, Repair)
    assert not again.changed
    if found.changed:
        assert [figure.value for figure in read(found.data, said)] == [figure.value for figure in read(raw, said)]


def test_a_difference_names_the_lines_that_change() -> None:
    rows = [f"GDP,{year},{year - 2000}\n" for year in range(2001, 2024)]
    before = "indicator,period,value\n" + "".join(rows)
    after = before.replace("2005,5", "2005,five").replace("2008,8", "2008,eight").replace("2023,23\n", "2023,x")
    assert unified("a.csv", before, before) == ""
    lines = unified("数据 a.csv", before.removesuffix("\n"), after).splitlines()
    assert lines[:2] == ["--- 数据 a.csv\t", "+++ 数据 a.csv\t"]
    assert [line for line in lines if line[:1] in "@-+\\"][2:] == [
        "@@ -3,10 +3,10 @@",
        "-GDP,2005,5",
        "+GDP,2005,five",
        "-GDP,2008,8",
        "+GDP,2008,eight",
        "@@ -21,4 +21,4 @@",
        "-GDP,2023,23",
        "\\ No newline at end of file",
        "+GDP,2023,x",
        "\\ No newline at end of file",
    ]


def test_a_difference_counts_lines_as_git_does() -> None:
    # A line that ends in a single carriage return is, for git, the beginning of the next one.
    assert unified("a", "x\ry\r\nz\n", "x\ny\r\nz\n") == "--- a\n+++ a\n@@ -1,2 +1,3 @@\n-x\ry\r\n+x\n+y\r\n z\n"
