"""Months and quarters in a column of their own, whose year another column or a title says; units below a stroke."""

from pathlib import Path

import pytest

from planck.cli.app import run
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL
from planck.load.table.names import printed_indicator
from planck.pipeline import check
from planck.pipeline.files import tables_of_figures
from tests.load.reading import document

TITLE = "2024年拱墅区主要经济指标\n"


def read(text: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Period, indicator and number of each figure, and the codes of what is wrong."""
    figures, findings = load_figures(document(text, "figures.csv"))
    said = [(figure.period.label, figure.indicator, figure.text) for figure in figures]
    return said, [finding.code for finding in findings if finding.severity.name != "NOTE"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("年份,月份,指标,数值,单位\n2023,12,增加值,9,亿元\n2024,1,增加值,8,亿元\n", ["2023-12", "2024-01"]),
        ("year,month,indicator,value\n2023,March,a,9\n2023,Apr,a,8\n", ["2023-03", "2023-04"]),
        ("year,quarter,indicator,value\n2023,Q1,a,9\n2023,2,a,8\n", ["2023-Q1", "2023-Q2"]),
        ("年份,季度,增加值(亿元)\n2023,一季度,5\n2023,3,6\n", ["2023-Q1", "2023-Q3"]),
        ("年,月,增加值(亿元)\n2023年,12月,5\n2024年,全年,6\n", ["2023-12", "2024"]),
        ("年份,月份,增加值(亿元)\n2023,2023年5月,5\n2023,6,6\n", ["2023-05", "2023-06"]),
        # A column of months that says the years as well, and a period that says more than a year.
        ("月份,增加值(亿元)\n2024年1月,5\n2024年2月,6\n", ["2024-01", "2024-02"]),
        ("时期,季度,指标,数值\n2023-03,1,增加值,5\n2023-06,2,增加值,6\n", ["2023-03", "2023-06"]),
        (TITLE + "月份,增加值(亿元),零售额(亿元)\n1月,5,6\n2月,7,8\n", ["2024-01", "2024-01", "2024-02", "2024-02"]),
        (TITLE + "季度,增加值(亿元)\n一季度,5\n上半年,6\n", ["2024-Q1", "2024-H1"]),
        (TITLE + "时间,增加值(亿元)\n1-3月,5\n1-12月,6\n", ["2024-01/03", "2024"]),
        (TITLE + ",增加值(亿元),零售额(亿元)\n1月,5,6\n2月,7,8\n", ["2024-01", "2024-01", "2024-02", "2024-02"]),
        # What a title says of more or less than a year is not when each row is of.
        ("2024年1-6月拱墅区主要经济指标\n月份,增加值(亿元)\n1月,5\n2月,6\n", ["2024-01", "2024-02"]),
    ],
)
def test_a_part_of_a_year_is_no_year(text: str, periods: list[str]) -> None:
    figures, wrong = read(text)
    assert [period for period, _, _ in figures] == periods
    assert wrong == []


def test_a_part_that_nobody_knows_is_not_the_year() -> None:
    figures, wrong = read("年份,月份,增加值(亿元)\n2023,,5\n2023,13,6\n2023,旺季,7\n,2,8\n2023,12,9\n")
    assert figures == [("2023-12", "增加值", "9")]
    assert wrong == ["E043"] * 4


def test_the_sum_below_months_is_a_sum() -> None:
    figures, _ = read(TITLE + "月份,增加值(亿元)\n1,5\n2,6\n合计,11\n")
    assert [text for _, _, text in figures] == ["5", "6"]


def test_a_title_of_several_years_is_the_year_of_no_month() -> None:
    figures, wrong = read("2023-2024年主要指标\n指标,月份,数值\n增加值,1月,5\n增加值,2月,6\n")
    assert figures == []
    assert wrong


def test_large_tables_have_parts_of_years_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("region,year,month,indicator,value\nA,2023,3,a,9\nA,2023,4,a,8\n", "utf-8")
    usual = tables_of_figures([str(path)], USUAL).figures
    monkeypatch.setattr("planck.load.columnar.LARGE", 0)
    assert tables_of_figures([str(path)], USUAL).figures == usual
    assert [figure.period.label for figure in usual] == ["2023-03", "2023-04"]


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("产值/亿元", "产值", "亿元"),
        ("国家高新技术企业／家", "国家高新技术企业", "家"),
        ("人均可支配收入/元", "人均可支配收入", "元"),
        ("增长率/%", "增长率", "%"),
        ("从业人员/人", "从业人员", "人"),
        ("建成区面积/平方公里", "建成区面积", "平方公里"),
        # Per person, hectare, ton or ten thousand yuan of something.
        ("产值/人", "产值/人", ""),
        ("税收/亩", "税收/亩", ""),
        ("单位增加值能耗/万元", "单位增加值能耗/万元", ""),
        ("研发经费/生产总值", "研发经费/生产总值", ""),
        ("R&D/GDP", "R&D/GDP", ""),
    ],
)
def test_a_unit_may_stand_below_a_stroke(text: str, name: str, unit: str) -> None:
    found = printed_indicator(text)
    assert (found.name, found.unit) == (name, unit)


def test_a_head_may_name_the_units_behind_its_names() -> None:
    figures, wrong = read("指标/单位,2022年,2023年\n产值/亿元,5,6\n企业/家,7,8\n")
    assert [(period, name) for period, name, _ in figures] == [
        ("2022", "产值"), ("2023", "产值"), ("2022", "企业"), ("2023", "企业"),
    ]  # fmt: skip
    assert wrong == []


PLAN = """
planck: 1
plan: p
title: {zh: 甲}
region: {name: 甲区}
period: {base: 2020, start: 2021, end: 2025}
targets:
  a: {name: {zh: 增加值}, unit: 亿元, measure: flow, baseline: 50, goal: {at_least: 100}}
  b: {name: {zh: 企业}, unit: 家, measure: stock, baseline: 300, goal: {at_least: 500}}
"""


@pytest.mark.parametrize(
    ("head", "cell", "code"),
    [
        # What only describes a row may say that its number is no result, or of a part of the year.
        ("性质", "目标", "E070"),
        ("指标类型", "规划目标", "E070"),
        ("截止月份", "6月", "E070"),
        ("统计时段", "上半年", "E070"),
        ("备注", "1-6月", "L046"),
        ("说明", "快报；上半年", "L046"),
        ("指标性质", "预期性", ""),
        ("责任单位", "科技局", ""),
        ("备注", "1-12月", ""),
        ("数据来源", "三季度报告", ""),
    ],
)
def test_a_number_that_is_said_to_be_no_result_of_the_year_is_not_judged(
    tmp_path: Path, head: str, cell: str, code: str
) -> None:
    (tmp_path / "p.yaml").write_text(PLAN, "utf-8")
    rows = f"指标,年份,{head},数值,单位\n增加值,2023,{cell},70,亿元\n企业,2023,{cell},400,家\n"
    (tmp_path / "f.csv").write_text(rows, "utf-8")
    result = check([str(tmp_path / "p.yaml")], [str(tmp_path / "f.csv")])
    found = {finding.code for finding in result.all_findings}
    judged = [assessment.status for assessment in result.plans[0].assessments]
    assert ("not_assessed" in judged) is bool(code)
    assert (not code) or code in found


@pytest.mark.parametrize(
    ("head", "goal"), [("性质", "计划"), ("性质", "预测值"), ("指标性质", "规划目标"), ("性质", "forecast")]
)
def test_goals_and_forecasts_beside_results_are_not_used(tmp_path: Path, head: str, goal: str) -> None:
    (tmp_path / "p.yaml").write_text(PLAN, "utf-8")
    rows = f"指标,年份,{head},数值,单位\n企业,2022,实际,330,家\n企业,2023,{goal},900,家\n增加值,2023,核算,70,亿元\n"
    (tmp_path / "f.csv").write_text(rows, "utf-8")
    result = check([str(tmp_path / "p.yaml")], [str(tmp_path / "f.csv")])
    assert [one.judged for one in result.plans[0].assessments] == [70, 330]


MONTH, SO_FAR = "2024年6月主要指标\n", "2024年1-6月主要指标\n"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # A report of a month: the sum so far stands, and the month alone where nothing else does.
        (MONTH + "指标,单位,本月,累计\n产值,亿元,10,60\n", [("2024-01/06", "60")]),
        (MONTH + "指标,单位,本月实际,1月至本月累计,同比±%\n产值,亿元,10,60,5\n", [("2024-01/06", "60")]),
        (MONTH + "指标,单位,6月,1-6月\n产值,亿元,10,60\n", [("2024-06", "10"), ("2024-01/06", "60")]),
        (MONTH + "指标,单位,本月,增长(%)\n产值,亿元,10,5\n", [("2024-06", "10")]),
        (SO_FAR + "指标,单位,1-本月,增长(%)\n产值,亿元,60,5\n", [("2024-01/06", "60")]),
        (SO_FAR + "指标,单位,1-6月累计,增长(%)\n产值,亿元,60,5\n", [("2024-01/06", "60")]),
        (SO_FAR + "指标,单位,累计,增长(%)\n产值,亿元,60,5\n", [("2024-01/06", "60")]),
        (SO_FAR + "指标,单位,绝对额,增长(%)\n产值,亿元,60,5\n", [("2024-01/06", "60")]),
        ("2024年上半年主要指标\n指标,单位,本月止累计,同比\n产值,亿元,60,5\n", [("2024-H1", "60")]),
        ("2024年主要指标\n指标,单位,1-6月累计,同比\n产值,亿元,60,5\n", [("2024-01/06", "60")]),
        # The month may stand above them, for several months; a year alone says no month.
        (
            "指标,单位,2024年6月,,,2023年6月,\n,,本月,累计,累计同比(%),本月,累计\n产值,亿元,10,60,5,9,55\n",
            [("2024-06", "10"), ("2024-01/06", "60"), ("2023-06", "9"), ("2023-01/06", "55")],
        ),
        ("指标,单位,2024年1-6月,\n,,累计,增长(%)\n产值,亿元,60,5\n", [("2024-01/06", "60")]),
        ("指标,单位,2023年,,2024年,\n,,本月,累计,本月,累计\n产值,亿元,5,9,6,11\n", []),
        # The month of a report of several is not said by its title, and a sum without a beginning is of no year.
        (SO_FAR + "指标,单位,本月,增长(%)\n产值,亿元,10,5\n", []),
        ("2023年主要指标\n指标,单位,累计,增长(%)\n产值,亿元,60,5\n", []),
        ("2021-2023年主要指标\n指标,单位,累计,增长(%)\n产值,亿元,60,5\n", []),
    ],
)
def test_a_report_of_a_month_is_read_by_what_its_title_says(text: str, figures: list[tuple[str, str]]) -> None:
    found, wrong = read(text)
    assert [(period, number) for period, _, number in found] == figures
    assert bool(wrong) is not bool(figures)


def test_a_column_of_parts_may_be_declared_and_what_is_saved_is_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("指标,年份,截止月份,数值\n增加值,2023,6月,70\n", "utf-8")
    (tmp_path / "f.csv.read.toml").write_text('columns = { "截止月份" = "part" }\n', "utf-8")
    read_ = tables_of_figures([str(path)], USUAL)
    assert [figure.period.label for figure in read_.figures] == ["2023-06"]
    titled = tmp_path / "t.csv"
    titled.write_text(TITLE + "月份,增加值(亿元)\n1月,5\n2月,6\n", "utf-8")
    before = tables_of_figures([str(titled)], USUAL)
    assert run(["read", str(titled), "--save"]) == 0
    assert 'A = "part"' in (tmp_path / "t.csv.read.toml").read_text("utf-8")
    after = tables_of_figures([str(titled)], USUAL)
    assert list(after.figures) == list(before.figures)
    assert "X011" not in {finding.code for finding in after.findings}
