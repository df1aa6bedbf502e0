"""`planck compare` and `planck check --method`, as a user calls them."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from planck.view.numbers import width
from tests.cli.conftest import Planck

# Hand: half of the time is gone. 49.5 of the way from 40 to 60 is 47.5 % of it, 95 % of what the linear path asks for:
# on schedule and on track by pacing, less than the time gone by ESCAP. 30 of 40 is a retreat. A sum starts at 0.
PLAN = """planck: 1
plan: compared
title: {zh: 对照, en: Compared}
region: {name: 某区}
period: {base: 2020, start: 2021, end: 2030}
targets:
  firms: {name: {zh: 企业数, en: Firms}, unit: 家, measure: stock, baseline: 40, goal: {at_least: 60}}
  shops: {name: {zh: 商店数, en: Shops}, unit: 家, measure: stock, baseline: 40, goal: {at_least: 60},
          method: {name: statcan, moderate_progress: 0.5}}
  hires: {name: {zh: 引进人才, en: Hires}, unit: 人, measure: flow, goal: {total: {at_least: 100}}}
  roads: {name: {zh: 道路, en: Roads}, unit: km, measure: stock, baseline: 5, goal: {at_least: 9}}
"""
FIGURES = """region,indicator,period,value,unit
某区,企业数,2025,49.5,家
某区,商店数,2025,30,家
""" + "".join(f"某区,引进人才,{year},10,人\n" for year in range(2021, 2026))


@pytest.fixture
def compared(folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")


@pytest.mark.usefixtures("compared")
def test_a_row_a_target_a_column_a_method(planck: Planck) -> None:
    ran = planck("compare", "plan.yaml", "figures.csv", "--lang", "en")
    assert ran.code == 0
    for name in ("schedule", "statcan", "eurostat", "unsd", "dns", "escap", "sdsn", "aarr", "pacing"):
        assert name in ran.out
    assert "eurostat_eustat" not in ran.out
    assert ran.out.count("disagree on yes or no") == 1, "the table has the sign alone"
    assert "Firms (家)  ≠  " in ran.out
    assert "≠ disagree on yes or no 1" in ran.out
    # The numbers behind, the borders, and where they come from.
    assert "= 0.95" in ran.out
    assert "- 0.95" in ran.out
    assert "substantial progress 0.95, moderate progress 0.6, limited progress 0; set by the plan:" in " ".join(
        ran.out.split()
    )
    assert "source: Open SDG 2.4" in " ".join(ran.out.split())
    assert "Assessed by none: Roads" in ran.out
    assert all(width(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.usefixtures("compared")
def test_in_chinese_by_default(planck: Planck) -> None:
    text = planck("compare", "plan.yaml", "figures.csv").out
    assert "企业数（家）  ≠  " in text
    assert "没有一个方法能评：道路" in text
    assert "来源：" in text
    assert all(width(line) <= 80 for line in text.splitlines())


@pytest.mark.usefixtures("compared")
def test_as_data(planck: Planck) -> None:
    document = json.loads(planck("compare", "plan.yaml", "figures.csv", "--output-format", "json").out)
    firms, shops, hires, roads = document["plans"][0]["targets"]
    said = {one["method"]: one for one in firms["opinions"]}
    assert (firms["disagreement"], roads["disagreement"], roads["opinions"]) == ("yes_no", "not_assessed", [])
    assert (said["schedule"]["status"], said["schedule"]["level"]) == ("on_schedule", "on_track")
    assert (said["escap"]["status"], said["escap"]["level"]) == ("accelerate", "behind")
    assert said["escap"]["quantity"] == pytest.approx(0.95)
    assert said["escap"]["score"] == pytest.approx(4.75)
    assert said["dns"]["quantity"] == "too_few_figures"
    lost = {one["method"]: one for one in shops["opinions"]}
    assert (shops["method"], lost["statcan"]["status"]) == ("statcan", "deterioration")
    assert ["moderate_progress", 0.5] in lost["statcan"]["borders"]
    assert {one["method"]: one["status"] for one in hires["opinions"]}["statcan"] == "not_assessed"
    rows = list(
        csv.DictReader(io.StringIO(planck("compare", "plan.yaml", "figures.csv", "--output-format", "csv").out))
    )
    assert [row["disagreement"] for row in rows] == ["yes_no", "level", "none", "not_assessed"]
    assert rows[0]["escap_level"] == "behind"
    assert float(rows[0]["escap_quantity"]) == pytest.approx(0.95)
    assert (rows[0]["dns_quantity"], rows[0]["dns_missing"]) == ("", "too_few_figures")
    assert rows[0]["escap_borders"] == "maintain=1 accelerate=0"


@pytest.mark.usefixtures("compared")
def test_the_data_are_what_their_schema_says(planck: Planck) -> None:
    schema = json.loads(planck("schema", "compare").out)
    assumed = ("--assume", "roads@2025=7")
    for more in ((), ("--methods", "dns,pacing"), ("--as-of", "2023"), assumed):
        document = json.loads(planck("compare", "plan.yaml", "figures.csv", "--output-format", "json", *more).out)
        jsonschema.Draft202012Validator(schema).validate(document)
    assert document["assumed_figures"] == 1
    del document["plans"][0]["targets"][0]["opinions"][0]["level"]
    assert not jsonschema.Draft202012Validator(schema).is_valid(document)


def test_the_schemas_describe_the_same_things(planck: Planck) -> None:
    names = ("result", "compare", "score", "backtest", "diff")
    result, *others = (json.loads(planck("schema", name).out)["$defs"] for name in names)
    for other in others:
        assert {name: other[name] for name in other if name in result} == {n: result[n] for n in other if n in result}


@pytest.mark.usefixtures("compared")
def test_a_comparison_answers_what_if(planck: Planck) -> None:
    ran = planck("compare", "plan.yaml", "figures.csv", "--assume", "roads@2025=7", "--lang", "en")
    assert ran.out.startswith("ATTENTION: 1 of the 8 figures used is assumed")
    assert "Assessed by none" not in ran.out


@pytest.mark.usefixtures("compared")
def test_every_method_that_is_named_stands_with_its_class(planck: Planck) -> None:
    text = " ".join(planck("compare", "plan.yaml", "figures.csv", "--lang", "en").out.split())
    assert (
        "= on track: aarr rate sufficient, eurostat significant progress, pacing on track, schedule on schedule, statcan"
        in text
    )


@pytest.mark.usefixtures("compared")
def test_as_a_report(planck: Planck, folder: Path) -> None:
    assert planck("compare", "plan.yaml", "figures.csv", "--report", "markdown=out.md", "--lang", "en").code == 0
    text = (folder / "out.md").read_text(encoding="utf-8")
    assert "| Firms | ≠ disagree on yes or no |" in text
    assert "### Methods, borders and sources" in text
    # A scenario is said to be one, and so is a comparison of nothing.
    scenario = (
        FIGURES.replace("value,unit", "value,unit,status").replace(",家\n", ",家,assumed\n").replace(",人\n", ",人,\n")
    )
    (folder / "figures.csv").write_text(scenario, encoding="utf-8")
    assumed = planck("compare", "plan.yaml", "figures.csv", "--output-format", "markdown", "--lang", "en").out
    assert "**ATTENTION: 2 of the 7 figures used are assumed" in assumed
    assert "ATTENTION: 2 of the 7" in planck("compare", "plan.yaml", "figures.csv", "--lang", "en").out
    nothing = planck("compare", "plan.yaml", "--output-format", "markdown", "--lang", "en", "--allow-empty").out
    assert "Nothing was checked" in nothing


@pytest.mark.usefixtures("compared")
def test_methods_asked_for(planck: Planck) -> None:
    text = planck("compare", "plan.yaml", "figures.csv", "--methods", "unsd_2022, pacing", "--lang", "en").out
    assert "unsd_2022  pacing" in text
    assert "escap" not in text
    unknown = planck("compare", "plan.yaml", "figures.csv", "--methods", "pasing")
    assert unknown.code == 2
    assert "--methods: wanted one of" in unknown.err
    assert "did you mean pacing?" in unknown.err
    nothing = planck("compare", "plan.yaml", "figures.csv", "--methods", " , ")
    assert (nothing.code, nothing.out) == (2, "")
    assert "--methods: wanted names of methods, got ' , '" in nothing.err


@pytest.mark.usefixtures("compared")
def test_too_many_columns_go_on_in_a_second_table(planck: Planck) -> None:
    every = "schedule,statcan,eurostat,eurostat_eustat,unsd,unsd_2022,dns,escap,sdsn,aarr,pacing,pacing_within_ten"
    text = planck("compare", "plan.yaml", "figures.csv", "--methods", every, "--lang", "en").out
    assert text.count("Shops (家)") == 2
    assert all(width(line) <= 80 for line in text.splitlines())


def test_nothing_to_compare_and_nothing_readable(planck: Planck, folder: Path) -> None:
    empty = planck("compare", "plan.yaml")
    assert empty.code == 3
    assert "没有检查到任何结果" in empty.out
    assert planck("compare", "plan.yaml", "--allow-empty").code == 0
    wrong = planck("compare", "absent.yaml", "figures.csv", "--lang", "en")
    assert wrong.code == 2
    assert "absent.yaml" in wrong.err
    assert planck("compare", "plan.yaml", "figures.csv", "--output-format", "sarif").code == 2


@pytest.mark.usefixtures("compared")
def test_the_flag_beats_the_plans_method(planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def statuses(*arguments: str) -> dict[str, tuple[str, str]]:
        text = planck("check", "plan.yaml", "figures.csv", "--output-format", "csv", *arguments).out
        return {row["target"]: (row["method"], row["status"]) for row in csv.DictReader(io.StringIO(text))}

    assert statuses()["firms"] == ("schedule", "on_schedule")
    assert statuses("--method", "escap")["firms"] == ("escap", "accelerate")
    assert statuses("--method", "escap")["shops"] == ("escap", "reverse")
    monkeypatch.setenv("PLANCK_METHOD", "unsd")
    assert statuses()["firms"][0] == "unsd"
    assert statuses("--method", "escap")["firms"][0] == "escap"
    monkeypatch.delenv("PLANCK_METHOD")
    (folder / "pyproject.toml").write_text('[tool.planck]\nmethod = "sdsn"\n', encoding="utf-8")
    assert statuses()["firms"][0] == "sdsn"
    assert "sdsn" in planck("compare", "plan.yaml", "figures.csv", "--output-format", "csv").out
    unknown = planck("check", "plan.yaml", "figures.csv", "--method", "stat_can")
    assert unknown.code == 2
    assert "did you mean statcan?" in unknown.err


@pytest.mark.usefixtures("compared")
def test_a_check_says_who_disagrees_and_prints_borders_that_the_plan_sets(planck: Planck) -> None:
    text = " ".join(planck("check", "plan.yaml", "figures.csv", "--lang", "en", "-v").out.split())
    assert "Other methods say no to the goal: " in text
    assert "escap accelerate (0.95)" in text
    assert "moderate progress 0.5, limited progress 0): Open SDG 2.4" in text
    assert "this plan sets borders of its own" in text
    chinese = "".join(planck("check", "plan.yaml", "figures.csv", "-v").out.split())
    assert "其他方法判断为不能如期实现：" in chinese


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("statcan", "T003"),
        ("eurostat", "T003"),
        ("escap", "T003"),
        ("unsd", "T002"),
        ("aarr", "T003"),
        ("pacing", "T002"),
    ],
)
def test_a_retreat_is_a_finding_by_every_method(planck: Planck, method: str, code: str) -> None:
    document = json.loads(
        planck("check", "plan.yaml", "figures.csv", "--output-format", "json", "--full", "--method", method).out
    )
    found = {
        finding["target"]: finding["code"] for finding in document["plans"][0]["findings"] if finding["code"][0] == "T"
    }
    assert found["shops"] == code


# cif 14-2-1 and 3-13-1 of Canada (July 2026), which a plain ratio of growth puts on track; and gif 3-1-1: 7.05 to 12.58
# with a goal of at most 70 is met, and up by 78 %.
FOOLED = """planck: 1
plan: fooled
title: {zh: 先得后失, en: Met and lost}
region: {name: Canada}
period: {base: 2015, start: 2016, end: 2030}
targets:
  stocks: {name: {en: Fish stocks}, unit: "%", measure: ratio, baseline: 68.5534591194968, due: 2026, goal: {at_least: 55}}
  smoking: {name: {en: Smoking}, unit: "%", measure: ratio, baseline: {value: 7.8, period: 2016}, due: 2028, goal: {at_most: 10}}
  deaths: {name: {en: Maternal deaths}, unit: per 100000, measure: ratio, baseline: 7.05, due: 2030, goal: {at_most: 70}}
"""
LATEST = """region,indicator,period,value,unit
Canada,stocks,2023,46.7336683417085,%
Canada,smoking,2025,13.5,%
Canada,deaths,2023,12.58,per 100000
"""


@pytest.mark.parametrize("method", ["schedule", "statcan", "eurostat", "unsd", "escap", "sdsn", "aarr", "pacing"])
def test_what_was_met_and_lost_says_so_by_every_method(planck: Planck, folder: Path, method: str) -> None:
    (folder / "plan.yaml").write_text(FOOLED, encoding="utf-8")
    (folder / "figures.csv").write_text(LATEST, encoding="utf-8")
    document = json.loads(
        planck("check", "plan.yaml", "figures.csv", "--output-format", "json", "--full", "--method", method).out
    )
    found = {one["target"]: one for one in document["plans"][0]["verdicts"]}
    for lost in ("stocks", "smoking"):
        assert "met_then_lost" in found[lost]["flags"]
        assert {one["method"]: one["level"] for one in found[lost]["full"]["opinions"]}[method] == "reversing"
        assert found[lost]["reason"]["key"] == "lost"
    assert "met_but_worsening" in found["deaths"]["flags"]
    text = " ".join(planck("compare", "plan.yaml", "figures.csv", "--lang", "en").out.split())
    assert "- Fish stocks: the goal was met and then lost" in text
    assert "- Maternal deaths: the goal is met, but it is getting worse" in text
