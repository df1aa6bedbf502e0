"""What the user says of tables: in the project, beside a file, and what is wrong with it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from planck.load.settings import beside, for_file, recognised
from planck.load.table import names
from planck.load.table.declared import Declared, Marked, letter_of, quoted
from planck.load.table.figures import read_table
from planck.load.table.header import USUAL, Column, label_of
from planck.load.table.names import Named, printed_indicator, printed_region, simplified_name
from planck.load.table.vocabulary import Role, is_description, is_dimension, is_place, qualified
from planck.model import FigureStatus, Language
from planck.view.message import message_text
from tests.load.reading import document


def declared(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Declared, list[str]]:
    monkeypatch.chdir(folder)
    Path("f.csv.read.toml").write_text(text, encoding="utf-8")
    conventions, findings = for_file("f.csv", USUAL)
    return conventions.declared, [f"{one.code} {message_text(one, Language.EN)}" for one in findings]


def test_all_that_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
header = 2
block = 1
sheet = "S"
decimal = ","
ignore = ["a"]
missing = ["x"]
regions = ["LJ"]
columns = {A = "指标", B = 2021, C = "ignore"}
rows = {sex = ""}
units = {PT = "%"}
flags = {p = "初步"}
indicators = {HT = "firms"}
"""
    found, wrong = declared(text, tmp_path, monkeypatch)
    assert wrong == []
    assert found == Declared(
        header=2,
        block=1,
        sheet="S",
        decimal=",",
        ignore=("a",),
        missing=("x",),
        regions={"LJ": "LJ"},
        columns={"A": "indicator", "B": "2021", "C": "ignore"},
        rows={"sex": ""},
        units={"PT": "%"},
        flags={"p": FigureStatus.PRELIMINARY},
        indicators={"HT": "firms"},
    )


def test_a_column_that_is_ignored_is_missing() -> None:
    conventions = replace(USUAL, declared=Declared(ignore=("value",)))
    read = read_table(document("indicator,period,value\nGDP,2023,5\n"), conventions)
    assert (len(read.figures), [finding.code for finding in read.findings]) == (0, ["E034"])


def test_what_is_wrong_is_said_with_the_nearest_and_the_rest_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'header = 0\ncolumns = {A = "indicater", B = [1]}\nignore = "a"\nrows = 1\nunit = 3\nunits = {a = ""}\nblock = 2\n'
    found, wrong = declared(text, tmp_path, monkeypatch)
    assert found == Declared(block=2, columns={}, units={})
    assert [line.partition(":")[0] for line in wrong] == [
        "X011 header", "X011 columns.A", "X011 columns.B", "X011 ignore", "X011 rows", "X010 tool.planck", "X011 units.a",
    ]  # fmt: skip
    assert "did you mean indicator?" in wrong[1]


def test_a_file_that_is_no_toml_or_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert declared("header = ", tmp_path, monkeypatch)[1][0].startswith("X012")
    (tmp_path / "f.csv.read.toml").write_bytes(b"\xff\xfe")
    assert for_file("f.csv", USUAL)[0] == USUAL
    assert for_file("none.csv", USUAL) == (USUAL, ())


def test_settings_of_a_present_file_hold_for_its_older_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.xlsx.read.toml").write_text('sheet = "S"\n', encoding="utf-8")
    assert beside("f.xlsx#A") == "f.xlsx.read.toml"
    assert for_file("3f2c1ab:f.xlsx", USUAL)[0].sheet == "S"


def test_what_is_said_of_one_file_wins_over_the_project() -> None:
    project = Declared(header=1, missing=("x",), units={"a": "家", "b": "人"})
    assert Declared(header=3, missing=("y",), units={"a": "个"}).over(project) == Declared(
        header=3, missing=("x", "y"), units={"a": "个", "b": "人"}
    )


def test_values_with_flags_marks_and_decimal_commas() -> None:
    said = Declared(flags={"p": FigureStatus.PRELIMINARY}, missing=(":",), decimal=",")
    assert said.value("1.234,5 p") == Marked("1234.5", FigureStatus.PRELIMINARY)
    assert said.value(":") == Marked("", FigureStatus.UNSTATED)
    assert Declared(missing=("x",)).value("1,5") == Marked("1,5", FigureStatus.UNSTATED)


def test_columns_by_name_and_by_letter() -> None:
    said = Declared(columns={"甲": "unit", "B": "2021"}, ignore=("乙",))
    assert said.column(0, "甲") == "unit"
    assert said.column(1, "") == "2021"
    assert said.is_ignored(4, "乙")
    assert letter_of(26) == "AA"
    assert quoted('a\\"\n') == '"a\\\\\\"\\n"'


def test_what_was_understood_is_written_down() -> None:
    reading = read_table(document(",2021,2022年,备注\n企业数(家),1,2,\n"))
    assert recognised(reading.layouts).splitlines()[2:] == [
        "header = 1", "", "[columns]", 'A = "indicator"', 'B = "2021"  # 2021', 'C = "2022"  # 2022年', 'D = "note"  # 备注',
    ]  # fmt: skip
    blocks = read_table(document("指标,2021\na,1\n指标,2022,2023\na,1,2\n"))
    assert recognised(blocks.layouts).splitlines()[2:] == ["header = 1"]


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("一、地区生产总值（亿元）", "地区生产总值", "亿元"),
        ("（二）高新技术企业数①", "高新技术企业数", ""),
        ("其中：研发人员[1]", "研发人员", ""),
        ("1.5万元以下", "1.5万元以下", ""),
        ("1. R&D经费", "R&D经费", ""),
        ("地区生产总值(现价)", "地区生产总值(现价)", ""),
        ("高新技术企业数 High-tech firms", "高新技术企业数", ""),
        ("建筑面积(平方米)", "建筑面积", "平方米"),
        ("of which: firms", "firms", ""),
        ("*", "*", ""),
        ("x" * 300, "x" * 300, ""),
    ],
)
def test_names_as_printed(text: str, name: str, unit: str) -> None:
    assert printed_indicator(text) == Named(name=name, unit=unit)
    assert printed_indicator(name).name == name


def test_regions_as_printed() -> None:
    assert printed_region("临江区 Linjiang") == "临江区"
    assert printed_region("Linjiang") == "Linjiang"


def test_without_the_library_traditional_names_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_converter", lambda: None)
    assert simplified_name("企業數") == "企業數"
    monkeypatch.setitem(__import__("sys").modules, "opencc", None)
    monkeypatch.undo()
    names._converter.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "opencc", None)
    assert names._converter() is None
    names._converter.cache_clear()


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("规划基期值", Role.LEVEL, "unstated"),
        ("2025年规划目标", Role.GOAL, "unstated"),
        ("计划", Role.GOAL, "unstated"),
        ("2022年比2021年增长(%)", Role.GROWTH, "unstated"),
        ("2021年初步核算数", Role.LEVEL, "preliminary"),
        ("上年同期", Role.EARLIER, "unstated"),
        ("位次", Role.RANK, "unstated"),
    ],
)
def test_words_beside_a_year(text: str, role: Role, status: str) -> None:
    found = qualified(text)
    assert found is not None
    assert (found.role, found.status) == (role, status)


@pytest.mark.parametrize("text", ["拱墅区", "增加值", "2025年", "x" * 50, "十四五"])
def test_other_words_beside_a_year(text: str) -> None:
    assert qualified(text) is None


def test_kinds_of_columns() -> None:
    assert is_dimension("所属行业")
    assert not is_dimension("责任部门")
    assert is_description("Country Code")
    assert is_place("拱墅区")
    assert label_of("指标(亿元)").column is Column.INDICATOR
    assert label_of("2021年/2021").period == label_of("2021").period
