"""Column names."""

import pytest

from planck.load import rules
from planck.load.files import Gathered
from planck.load.table.cells import Row, Table
from planck.load.table.columns import Doubts
from planck.load.table.columns import findings as of_columns
from planck.load.table.figures import load_figures
from planck.load.table.header import REQUIRED, SYNONYMS, USUAL, Column, column_of, label_of
from planck.load.table.layout import Layout
from planck.load.table.remarks import complain, no_header
from planck.load.table.search import find_layout, may_name
from planck.model import Finding, Names, Place, Severity, Text
from tests.load.reading import document, lines

NAMES = [(name, column) for column, names in SYNONYMS.items() for name in names]


def header(line: str) -> tuple[Layout | None, tuple[Finding, ...]]:
    table = Table("f", (line,), ",")
    gathered = Gathered("f")
    found = find_layout(table, USUAL)
    if isinstance(found, Layout):
        complain(table, found, gathered)
        for finding, _ in of_columns(table, found, Doubts(found, USUAL)):
            gathered.say(finding) if finding else None
        return found, gathered.findings()
    assert isinstance(found, Row)
    no_header(table, found, USUAL, gathered)
    return None, gathered.findings()


@pytest.mark.parametrize(("name", "column"), NAMES)
def test_names(name: str, column: Column) -> None:
    assert column_of(name) is column
    assert column_of(f" {name.upper()}　") is column


def test_a_column_without_a_name_is_said_where_there_is_no_table() -> None:
    layout, findings = header("indicator,,period,GDP")
    assert layout is None
    assert [(one.code, one.place and one.place.column) for one in findings] == [("E034", 1), ("E032", 11), ("E031", 19)]


@pytest.mark.parametrize("name", ["ｖａｌｕｅ", "Value", " VALUE\n", "数 值"])
def test_names_are_compared_without_case_width_and_space(name: str) -> None:
    assert column_of(name) is Column.VALUE


@pytest.mark.parametrize("name", ["As printed", "as-printed", "AS_PRINTED", "asPrinted"])
def test_names_are_compared_without_what_stands_between_words(name: str) -> None:
    assert column_of(name) is Column.AS_PRINTED


@pytest.mark.parametrize("name", ["", " ", "valuables", "数值(亿元)", "指标数值"])
def test_other_names(name: str) -> None:
    assert column_of(name) is None


def test_no_name_means_two_columns() -> None:
    assert len({name for name, _ in NAMES}) == len(NAMES)
    assert set(SYNONYMS) == set(Column)


def test_what_has_no_unit_has_none_behind_its_name() -> None:
    assert label_of("地区(亿元)").unit == ""
    assert label_of("项目(亿元)").unit == "亿元"


def test_a_header() -> None:
    found, findings = header("序号, 指标 ,时期,数值,,")
    assert findings == ()
    assert found is not None
    assert found.keys == {Column.INVENTORY: 0, Column.INDICATOR: 1, Column.PERIOD: 2}
    assert found.is_long
    assert [slot.index for slot in found.slots] == [3]
    assert found.names == ("序号", "指标", "时期", "数值")


def test_an_unknown_name_is_told_the_nearest() -> None:
    found, findings = header("indicator,period,value,unti,颜色")
    assert found is not None
    assert lines(findings) == ["E031 1:24", "E031 1:29"]
    assert findings[0].arguments == {"got": "unti", "hint": Text(zh="是不是“unit”？", en=" Did you mean 'unit'?")}
    assert findings[1].arguments == {"got": "颜色", "hint": Text()}
    assert findings[0].severity is Severity.WARNING


def test_a_column_without_a_name() -> None:
    found, findings = header("indicator,,period,value")
    assert lines(findings) == ["E032 1:11"]
    assert found is not None
    assert found.keys[Column.PERIOD] == 2


def test_of_a_repeated_column_the_first_counts_where_the_other_says_the_same() -> None:
    found, findings = load_figures(document("指标,时期,数值,value,值\na,2021,5,5,6\nb,2021,7,7,7\n"))
    assert [figure.value for figure in found] == []
    assert lines(findings) == ["E075 1:10", "E033 1:16"]
    assert findings[1].arguments == {
        "got": "值",
        "wanted": Text(zh="数值", en="value"),
        "count": 2,
        "of": Names((Text(zh="a", en="a"), Text(zh="b", en="b"))),
    }


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_required_column_is_missing(missing: Column) -> None:
    names = ",".join(column for column in REQUIRED if column is not missing)
    found, findings = header(names)
    assert found is None
    assert lines(findings) == ["E034 1:1"]
    assert findings[0].place == Place("f", 1, 1, len(names) + 1)
    assert findings[0].arguments["wanted"] == Text(zh=SYNONYMS[missing][0], en=missing.value)


def test_a_header_of_junk_gives_what_is_missing_once_and_a_few_names() -> None:
    found, findings = header(",".join(f"x{number}" for number in range(1000)))
    assert found is None
    assert [finding.code for finding in findings] == ["E031", "E034", "E031", "E031"]
    wanted = findings[1].arguments["wanted"]
    assert isinstance(wanted, Text)
    assert wanted.en == "indicator, period, value"


def test_a_header_of_repetitions_says_what_is_missing() -> None:
    found, findings = header("value," * 300)
    assert found is None
    assert lines(findings) == ["E034 1:1"]


def test_a_row_that_cannot_be_read_is_no_header() -> None:
    broken = rules.OWN_GOAL.at(Place("f", 1), got="x")
    assert not may_name([broken], USUAL)
    assert may_name([Row(line=1, cells=["indicator", "2020"])], USUAL)


@pytest.mark.parametrize(
    ("text", "name", "period"),
    [
        ("2022年（拱墅区）", "拱墅区", "2022"),
        ("2022年 [企业数]", "企业数", "2022"),
        ("（拱墅区）2022年", "拱墅区", "2022"),
        ("2022年企业数（规上）", "企业数（规上）", "2022"),
        ("2022年（上半年）", "", "2022-H1"),
        ("2022年(一季度)", "", "2022-Q1"),
        ("2022年（1-9月）", "", "2022-01/09"),
        ("2022年（13月）", "13月", "2022"),
    ],
)
def test_what_stands_in_brackets_beside_a_year(text: str, name: str, period: str) -> None:
    head = label_of(text)
    assert (head.name, head.period and head.period.label, head.unit) == (name, period, "")
