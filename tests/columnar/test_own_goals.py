"""Goals that regions have of their own, and figures that a plan names itself."""

import csv
from pathlib import Path

import pytest

from planck.cli.app import run
from planck.pipeline import check

PLAN = """
planck: 1
plan: own
title: {zh: 甲}
region: all
language: en
period: {base: 2020, start: 2021, end: 2025}
goals: goals.csv
figures: [figures.csv]
targets:
  gdp: {name: {en: GDP}, unit: 亿元, measure: flow, baseline: from_figures, goal: {at_least: 50}}
  rd: {name: {en: RD}, unit: "%", measure: ratio, baseline: from_figures, goal: {at_most: 3}}
  firms: {name: {en: Firms}, unit: 家, measure: stock, baseline: from_figures, goal: {growth: {at_least: 50%}}}
  mix: {name: {en: Mix}, unit: "%", measure: ratio, goal: {between: [40, 60]}}
"""
GOALS = """region,indicator,value,unit
甲,GDP,600000,万元
乙,gdp,40,
乙,rd,2,
甲,firms,100,%
"""
FIGURES = """region,indicator,period,value,unit
甲,gdp,2020,40,亿元
甲,gdp,2023,55,亿元
乙,gdp,2020,30,亿元
乙,gdp,2023,41,亿元
甲,rd,2020,2.7,%
甲,rd,2023,2.5,%
乙,rd,2020,2.7,%
乙,rd,2023,2.5,%
甲,firms,2020,100,家
甲,firms,2023,160,家
乙,firms,2020,100,家
乙,firms,2023,160,家
"""
# By hand: 600,000 万元 are 60 亿元; 100 firms grown by 100 % are 200, and by the plan's own 50 % 150.
WANTED = {
    ("gdp", "甲"): ("at least 60 亿元", 60.0, False),
    ("gdp", "乙"): ("at least 40 亿元", 40.0, True),
    ("rd", "甲"): ("at most 3 %", 3.0, True),
    ("rd", "乙"): ("at most 2 %", 2.0, False),
    ("firms", "甲"): ("growth of at least 100 %", 200.0, False),
    ("firms", "乙"): ("growth of at least 50 %", 150.0, True),
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    for name, text in (("plan.yaml", PLAN), ("goals.csv", GOALS), ("figures.csv", FIGURES)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "plan.yaml"


def test_a_region_is_judged_by_its_own_goal(plan: Path) -> None:
    result = check([str(plan)])
    assert not result.findings
    verdicts = {(each.target.id, each.region): each for each in result.plans[0].assessments}
    for name, (_, value, met) in WANTED.items():
        assert (verdicts[name].goal_value, verdicts[name].met) == (value, met), name


def test_so_it_is_in_columns(plan: Path) -> None:
    pytest.importorskip("pyarrow")
    report = plan.parent / "verdicts.csv"
    assert run(["check", str(plan), "--group", "1", "--report", f"csv={report}"]) == 0
    rows = {(row["target"], row["region"]): row for row in csv.DictReader(report.read_text("utf-8").splitlines())}
    for name, (_, value, met) in WANTED.items():
        row = rows[name]
        assert (float(row["goal_value"]), row["met"]) == (value, str(met).lower()), name
    assert rows["gdp", "甲"]["goal"] == "at least 60 亿元"
    assert rows["gdp", "乙"]["goal"] == "at least 40 亿元"


@pytest.mark.parametrize("header", ["region,indicator,goal,unit", "地区,指标,目标值,单位"])
def test_a_number_may_be_called_a_goal(plan: Path, header: str) -> None:
    path = plan.parent / "goals.csv"
    path.write_text(path.read_text("utf-8").replace(GOALS.partition("\n")[0], header, 1), "utf-8")
    test_a_region_is_judged_by_its_own_goal(plan)
    path.write_text("region,indicator,note\n甲,gdp,x\n", "utf-8")
    (wanted,) = [finding for finding in check([str(plan)]).findings if finding.code == "E034"]
    assert str(wanted.arguments["key"]) == "value"


def test_a_row_for_no_target_is_said_with_its_place(plan: Path) -> None:
    rows = "甲,none,1,\n甲,gdp,1,人\n甲,mix,50,%\n甲,gdp,--,\n甲,firms,3,家\n"
    (plan.parent / "goals.csv").write_text(f"region,indicator,value,unit\n{rows}", "utf-8")
    findings = [finding for finding in check([str(plan)]).findings if finding.code == "E083"]
    assert [finding.place and finding.place.line for finding in findings] == [2, 3, 4, 5, 6]
    (plan.parent / "goals.csv").unlink()
    assert [finding.code for finding in check([str(plan)]).findings] == ["E001"]
