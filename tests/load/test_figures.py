"""Rows to figures, and what is said about those that are wrong."""

import gc
from collections.abc import Mapping
from datetime import date

import pytest

from planck.load.cells.number import Refusal
from planck.load.files import MOST_FINDINGS
from planck.load.table import blocks as loading
from planck.load.table.blocks import MOST_ALIKE
from planck.load.table.figures import load_figures
from planck.model import Argument, Figure, FigureStatus, Finding, Period, Place, Severity, Text
from tests.load.reading import document, lines

HEADER = "region,indicator,period,value,unit,status,published\n"


def load(rows: str, header: str = HEADER) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    figures, findings = load_figures(document(header + rows))
    return tuple(figures), findings


def one(rows: str, header: str = HEADER) -> Finding:
    _, (finding,) = load(rows, header)
    return finding


def test_a_row_is_a_figure() -> None:
    header = "地区,指标,时期,数值,单位,状态,发布日期,来源,备注,位置,原文数字\n"
    row = '拱墅区, 国高企 ,2023年,"1,007",家,快报,2024年3月1日,http://x,n,第3页,1007家\n'
    (figure,), findings = load(row, header)
    assert findings == ()
    assert figure == Figure(
        region="拱墅区",
        indicator="国高企",
        period=Period.year(2023),
        value=1007.0,
        text="1,007",
        unit="家",
        status=FigureStatus.PRELIMINARY,
        published=date(2024, 3, 1),
        source="http://x",
        note="n",
        at="第3页",
        as_printed="1007家",
        place=Place("figures.csv", 2, 17, 24),
    )
    assert figure.place == Place("figures.csv", 2, 17, 24)


def test_a_header_alone_gives_nothing() -> None:
    assert load("") == ((), ())


def test_a_value_that_was_not_published() -> None:
    found, findings = load("a,GDP,2022,,,,\na,GDP,2023,--,,,\n")
    assert findings == ()
    assert [(figure.value, figure.text) for figure in found] == [(None, ""), (None, "--")]


def test_no_more_bad_cells_are_listed_than_fit() -> None:
    years = range(1970, 2020)
    text = f"指标,{','.join(map(str, years))}\n" + f"a,{','.join('many' for _ in years)}\n" * 5
    found, findings = load("", text)
    assert found == ()
    assert [finding.code for finding in findings] == ["E044"] * MOST_FINDINGS + ["E015"]
    assert findings[-1].arguments["got"] == 250 - MOST_FINDINGS


@pytest.mark.parametrize("text", ["", "\n\n", " ,\t, \n"])
def test_no_header(text: str) -> None:
    found, findings = load("", text)
    assert (found, lines(findings)) == ((), ["E030"])


@pytest.mark.parametrize(
    ("row", "code", "column", "got", "used"),
    [
        ("a,,2023,1,,,", "E042", 3, "", False),
        ("a,b,,1,,,", "E043", 5, "", False),
        ("a,b,23,1,,,", "E043", 5, "23", False),
        ('a,b,2023, "12,5",,,', "E044", 11, "12,5", False),
        ("a,b,2023,三百,,,", "E045", 10, "三百", True),
        ("a,b,2023,一万二,,,", "E044", 10, "一万二", False),
        ("a,b,2023,3.5万,,,", "E045", 10, "3.5万", True),
        ("a,b,2023,3.5万,万家,,", "E044", 10, "3.5万", False),
        ("a,b,2023,12家,,,", "E045", 10, "12家", True),
        ("a,b,2023,12%,,,", "E045", 10, "12%", True),
        ("a,b,2023,#REF!,,,", "E049", 10, "#REF!", True),
        ("a,b,2023,12%,家,,", "E044", 10, "12%", False),
        ("a,b,2023,１２,,,", "E045", 10, "１２", True),
        ("a,b,2023,−3,,,", "E045", 10, "−3", True),
        ("a,b,2023,1,,finel,", "E046", 13, "finel", False),
        ("a,b,2023,1,,,2023-02-30", "E047", 14, "2023-02-30", True),
        ("a,b,2023,1,,final,2023-12-30", "E048", 19, "2023-12-30", True),
    ],
)
def test_a_cell_that_is_wrong(row: str, code: str, column: int, got: str, used: bool) -> None:
    found, (finding,) = load(row)
    assert (finding.code, finding.arguments["got"]) == (code, got)
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (2, column)
    assert bool(found) is used


def test_findings_carry_the_region_and_the_period() -> None:
    finding = one("某区,b,2023年,y?,,,")
    assert (finding.region, finding.period) == ("某区", "2023")
    assert one("某区,b,23,1,,,").period == ""


def test_the_column_is_called_as_in_the_file() -> None:
    assert one("GDP,2023,y?", "指标,年份, 数值 \n").arguments["field"] == "数值"


def test_long_cells_are_cut_in_messages() -> None:
    finding = one(f"{'r' * 100},b,{'2' * 100},1,,,")
    assert finding.arguments["got"] == "2" * 59 + "…"
    assert finding.region == "r" * 59 + "…"
    assert one(f"{'r' * 60},b,{'2' * 61},1,,,").region == "r" * 60


def test_reasons_and_hints() -> None:
    def said(row: str) -> Mapping[str, Argument]:
        return one(row).arguments

    assert said("a,b,2023,1_0,,,")["reason"] == Refusal.UNDERSCORE.reason
    assert said("a,b,2023,1_0,,,")["hint"] == Text(zh="删去下划线。", en=" Delete the underscore.")
    assert said("a,b,2023,y?,,,")["hint"] == Text()
    assert said("a,b,2023,１２,,,")["wanted"] == "12"
    assert said("a,b,2023,1,,finel,")["hint"] == Text(zh="是不是“final”？", en=" Did you mean 'final'?")
    assert said("a,b,2023,1,,xyz,")["hint"] == Text()
    assert said("a,b,2023,1,,final,2023-01-01")["wanted"] == "2023-12-31"


def test_a_wrong_date_is_taken_as_not_stated_and_a_wrong_status_rules_its_row_out() -> None:
    found, findings = load("a,b,2023,1,,finel,never")
    assert lines(findings) == ["E046 2:13", "E047 2:19"]
    assert len(found) == 0
    (figure,), findings = load("a,b,2023,1,,final,never")
    assert (lines(findings), figure.status, figure.published) == (["E047 2:19"], FigureStatus.FINAL, None)


@pytest.mark.parametrize(
    "row", ["a,b,2023,1,,final,2023-12-31", "a,b,2023,1,,,2023-01-01", "a,b,2023,1,,预计,2023-01-01"]
)
def test_only_a_final_figure_cannot_be_early(row: str) -> None:
    assert load(row)[1] == ()


def test_everything_wrong_with_a_row_is_said() -> None:
    assert lines(load("a,,23,1e400,,?,?")[1]) == ["E042 2:3", "E043 2:4", "E044 2:7", "E046 2:14", "E047 2:16"]


@pytest.mark.parametrize(
    ("row", "findings", "used"),
    [
        ("a,b,2023,1", ["E040 2:11"], True),
        ("a,b,2023", ["E040 2:9", "E044 2:9"], False),
        ("a,b", ["E040 2:4", "E043 2:4", "E044 2:4"], False),
        ("a,b,2023,1,,,, ,", [], True),
        ("a,b,2023,1,,,,x", ["E041 2:15"], True),
        ("a,b,2023,1,,,,,x", ["E041 2:15"], True),
    ],
)
def test_ragged_rows(row: str, findings: list[str], used: bool) -> None:
    found, said = load(row)
    assert sorted(lines(said)) == findings
    assert bool(found) is used
    for finding in said:
        if finding.code in ("E040", "E041"):
            assert finding.arguments["wanted"] == 7
            assert finding.arguments["got"] == row.count(",") + 1


def test_a_row_that_ends_before_its_value() -> None:
    assert [finding.arguments.get("reason") for finding in load("a,b,2023")[1]] == [Refusal.ABSENT.reason, None]


@pytest.mark.parametrize(
    ("row", "split"),
    [
        ("a,b,2023,1,234,,", True),
        ("a,b,2023,1, 234.5 ,,", True),
        ("a,b,2023,-12,345,家,,", True),
        ("a,b,2023,1,23,,", False),
        ("a,b,2023,0,123,,", False),
        ("a,b,2023,1234,567,,", False),
        ("a,b,2023,1,2345,,", False),
        ("a,b,2023,--,234,,", False),
    ],
)
def test_a_number_cut_in_two_by_its_comma(row: str, split: bool) -> None:
    found, findings = load(row)
    assert bool(found) is not split
    assert lines(findings) == (["E044 2:10"] if split else [])
    if split:
        assert findings[0].arguments["reason"] == Refusal.SPLIT.reason


def test_three_digits_beside_a_value_are_another_cell_where_they_may_be() -> None:
    assert load("1,234,b,2023\n", "value,inventory,indicator,period\n")[1] == ()
    assert load("1,234,b,2023,3d\n", "value,inventory,indicator,period,unit\n")[1] == ()
    assert lines(load("1,234,b,2023\n", "value,unit,indicator,period\n")[1]) == ["E044 2:1"]
    assert lines(load("b,2023,1,234\n", "indicator,period,value\n")[1]) == ["E044 2:8"]
    _, findings = load("b;2023;1;234\n", "indicator;period;value;unit\n")
    assert lines(findings) == ["E020 1:1"]


@pytest.mark.parametrize(("delimiter", "name"), [("\t", "tabs"), (";", "semicolons")])
def test_another_delimiter_is_said(delimiter: str, name: str) -> None:
    (figure,), (finding,) = load(f'"b,c"{delimiter}2023{delimiter}1', delimiter.join(("指标", "时期", "数值")) + "\n")
    assert (figure.indicator, figure.place) == ("b,c", Place("figures.csv", 2, 12, 13))
    assert (finding.code, finding.severity) == ("E020", Severity.NOTE)
    assert finding.arguments["got"].en == name  # type: ignore[union-attr]


def test_rows_that_cannot_be_read_do_not_stop_the_others() -> None:
    found, findings = load('"a,b,2022,1,,,\na,b,2023,1,,,\na,b,2024,"2"x,,,\na,b,2025,1,,,\n')
    assert lines(findings) == ["E021 2:1", "E022 4:13"]
    assert [figure.period.label for figure in found] == ["2023", "2025"]


def test_rows_that_cannot_be_read_are_counted_too() -> None:
    _, findings = load('"a"x\n' * 300)
    assert len(findings) == 201
    assert findings[-1].arguments["got"] == 100


def test_findings_are_bounded() -> None:
    found, findings = load("a,b,2023,1,,,\n" + "a,b,23,y?,,finel,never\n" * 1000)
    assert len(found) == 1
    assert len(findings) == 4 * (MOST_ALIKE + 1)
    assert {one.arguments["count"] for one in findings if one.code == "E077"} == {1000 - MOST_ALIKE}
    assert {one.severity for one in findings} == {Severity.ERROR}


def test_a_table_that_gives_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MOST_FRUITLESS", 3)
    found, findings = load("x\n" * 2 + "a,b,2023,1,,,\n" + "x\n" * 2)
    assert len(found) == 1
    assert "E035" not in lines(findings)
    found, findings = load("x\n" * 3 + "a,b,2023,1,,,\n")
    assert found == ()
    assert lines(findings)[0] == "E035"
    assert findings[0].arguments == {"got": 3}


def test_the_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        load_figures(document("indicator,period,value\na,2021,1\n"))
        assert not gc.isenabled()
    finally:
        gc.enable()
    load_figures(document("indicator,period,value\na,2021,1\n"))
    assert gc.isenabled()


def test_a_column_of_totals_is_set_aside_alone() -> None:
    figures, findings = load("甲,2021,9,4,5\n", "地区,年份,合计,住宅,商业\n")
    assert [(one.indicator, one.value) for one in figures] == [("住宅", 4), ("商业", 5)]
    assert [finding.code for finding in findings] == ["E037"]
