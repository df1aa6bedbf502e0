"""Sheets of one form that are named by years or regions."""

import pytest

from planck.load.files import Raw
from planck.load.table.doors import table_of
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL, Conventions
from tests.load.workbooks import Look, Rows, workbook

NAMES = ["指标", "单位", "数值"]
YEARS: dict[str, Rows] = {
    "2022年": [["主要指标"], NAMES, ["生产总值", "亿元", 10], ["研发经费", "亿元", 2]],
    "2023年": [NAMES, ["生产总值", "亿元", 11], [], ["研发经费", "亿元", "many"], ["注：快报"]],
}


def read(sheets: dict[str, Rows], sheet: str = "", *, conventions: Conventions = USUAL, look: Look | None = None):  # type: ignore[no-untyped-def]
    source, findings = table_of(Raw("book.xlsx", workbook(sheets, look=look)), conventions, sheet)
    assert source
    figures, more = load_figures(source, conventions)
    told = [(one.region, one.indicator, one.period.label, one.value, one.place.cell) for one in figures]
    return told, [(one.code, one.place.cell if one.place else "") for one in (*findings, *more)]


def test_years_come_from_the_names_of_the_sheets() -> None:
    told, found = read(YEARS)
    assert told == [
        ("", "生产总值", "2022", 10, "2022年!C3"),
        ("", "研发经费", "2022", 2, "2022年!C4"),
        ("", "生产总值", "2023", 11, "2023年!C2"),
    ]
    assert found == [("E058", ""), ("E044", "2023年!C4"), ("E037", "2023年!A5")]


def test_one_of_them_may_be_chosen_and_says_its_year() -> None:
    told, found = read(YEARS, "2022年")
    assert [(one[2], one[3]) for one in told] == [("2022", 10), ("2022", 2)]
    assert found == [("E058", "")]


def test_regions_come_from_the_names_of_the_sheets() -> None:
    tables: dict[str, Rows] = {
        name: [["单位：亿元"], ["指标", "2022年", "2023年"], ["生产总值", number, number + 1]]
        for name, number in (("拱墅区", 10), ("西湖区", 20))
    }
    told, found = read(tables)
    assert [(one[0], one[2], one[3]) for one in told] == [
        ("拱墅区", "2022", 10),
        ("拱墅区", "2023", 11),
        ("西湖区", "2022", 20),
        ("西湖区", "2023", 21),
    ]
    assert found == [("E058", "")]
    named = dict(zip("甲乙", tables.values(), strict=True))
    assert read(named)[1][0] == ("E024", "")
    assert len(read(named, conventions=Conventions(regions=frozenset("甲乙")))[0]) == 4


def test_hidden_sheets_are_not_among_them() -> None:
    hidden: dict[str, Rows] = {**YEARS, "2024年": [NAMES, ["生产总值", "亿元", 12]]}
    told, found = read(hidden, look=Look(sheets=("2024年",)))
    assert {one[2] for one in told} == {"2022", "2023"}
    assert [code for code, _ in found][:2] == ["E055", "E058"]


LONG, WIDE = ["指标", "时期", "数值"], ["指标", "2021年", "2022年"]
OTHERS: dict[str, dict[str, Rows]] = {
    "other headers": {"2022": [LONG, ["a", 2022, 1]], "2023": [[*LONG, "备注"], ["a", 2023, 2, "x"]]},
    "years of their own, which an edition says again": {"2022": [WIDE, ["a", 1, 2]], "2023": [WIDE, ["a", 1, 3]]},
    "a title of another year": {
        "2022": [["2020年主要指标"], NAMES, ["a", "家", 1]],
        "2023": [["2023年主要指标"], NAMES, ["a", "家", 2]],
    },
    "another table below": {
        "2022": [LONG, ["a", 2022, 1], LONG, ["b", 2022, 1]],
        "2023": [LONG, ["a", 2023, 1]],
    },
    "units of their own": {
        "2022": [["单位：亿元"], ["指标", "数值(万元)"], ["a", 1]],
        "2023": [["单位：亿元"], ["指标", "数值(万元)"], ["a", 2]],
    },
    "no table": {"2022": [LONG, ["a", 2022, 1]], "2023": [["说明"]]},
    "a name that is no year": {"2022": [LONG, ["a", 2022, 1]], "目标": [LONG, ["a", 2022, 2]]},
}


@pytest.mark.parametrize("sheets", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_not_of_one_form_is_not_read_together(sheets: dict[str, Rows]) -> None:
    _, found = read(sheets)
    assert found[0][0] == "E024"


def test_what_the_tables_say_themselves_is_kept() -> None:
    told, found = read({"2022": [LONG, ["a", 2022, 1]], "2023": [LONG, ["a", 2023, 2]]})
    assert [(one[2], one[3]) for one in told] == [("2022", 1), ("2023", 2)]
    assert found == [("E058", "")]
    assert read({"2022": [LONG, ["a", 2022, 1]]})[1] == []


def test_merged_names_are_those_of_their_sheet() -> None:
    rows: Rows = [["指标", "地区", "数值"], ["a", "甲区", 1], [None, "乙区", 2]]
    source, _ = table_of(Raw("book.xlsx", workbook({"2022": rows, "2023": rows}, merged=["A2:A3"])), USUAL)
    assert source
    figures, _ = load_figures(source)
    assert [(one.indicator, one.region, one.period.label) for one in figures] == [
        ("a", "甲区", "2022"),
        ("a", "乙区", "2022"),
        ("a", "甲区", "2023"),
        ("a", "乙区", "2023"),
    ]
