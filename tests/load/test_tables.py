"""Targets and indicators in tables: each row becomes what would stand in the file, and keeps its place."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from planck.cli.app import run
from planck.load.files import Document, split_lines
from planck.load.plan.dump import dump_plan
from planck.load.plan.plan import load_plan
from planck.load.scoring.model import load_model
from planck.model import Comparator, Finding, Input, Plan, Source
from planck.model.scoring import Better, ScoringModel

HEAD = """planck: 1
plan: small
title: {en: Small}
region: all
period: {base: 2015, start: 2016, end: 2030}
"""
MODEL = "planck: 1\nmodel: small\ntitle: {en: Small}\n"


def document(text: str, name: str) -> Document:
    return Document(Input(name, "0" * 64, split_lines(text)), text)


def read(table: str, more: str = "") -> tuple[Plan | None, tuple[Finding, ...]]:
    def opened(name: str) -> Document:
        return document(table, name)

    return load_plan(document(f"{HEAD}targets: targets.csv\n{more}", "plan.yaml"), opened)


def places(findings: Sequence[Finding]) -> list[str]:
    return [
        f"{one.code} {one.place.file} {one.place.line}:{one.place.column}" for one in findings if one.place is not None
    ]


TABLE = """id,name,unit,goal,direction,due,baseline,base,method,red,measure,path,aliases,region
poverty,Poverty,%,15,down,2030,20,2016,sdsn_colours,33,,,,
doctors,医生,人,300,up,,,,,,flow,,doc;Ärzte,杭州市
debt,Debt,%,<10,,2025,,,,,,,,all
freight,Freight,,"[80, 85]",,,,,,,index,,,
trees,Trees,,,up,,,,dns,,,,,
kept,Kept,,5,hold_up,,,,,,,,,
twice,,,80..85,,,40,,,,,,,
"""


def test_rows_become_targets() -> None:
    plan, findings = read(TABLE)
    assert plan is not None
    assert findings == ()
    goals = {one.id: one.goal for one in plan.targets}
    assert {id_: (one.comparator, one.low, one.high) for id_, one in goals.items()} == {
        "poverty": (Comparator.AT_MOST, None, 15),
        "doctors": (Comparator.AT_LEAST, 300, None),
        "debt": (Comparator.LESS_THAN, None, 10),
        "freight": (Comparator.BETWEEN, 80, 85),
        "trees": (Comparator.UP, None, None),
        "kept": (Comparator.AT_LEAST, 5, None),
        "twice": (Comparator.BETWEEN, 80, 85),
    }
    poverty, doctors, *_ = plan.targets
    assert (poverty.baseline and poverty.baseline.period.label, poverty.method.borders) == ("2016", (("red", 33.0),))
    assert (plan.indicator("doctors").aliases, doctors.region.name) == (("doc", "Ärzte"), "杭州市")
    assert (plan.indicator("poverty").measure.value, plan.indicator("doctors").measure.value) == ("ratio", "flow")
    assert [one.path for one in plan.targets if one.id == "kept"] == ["hold"]
    assert (plan.targets[1].name.zh, plan.targets[0].name.en, plan.targets[6].name.en) == ("医生", "Poverty", "twice")
    # The plan is the one that the same targets make when they are typed.
    again, wrong = load_plan(document(dump_plan(plan), "plan.yaml"))
    assert (again, wrong) == (plan, ())


def test_a_base_year_without_a_baseline_takes_that_of_the_figures() -> None:
    plan, findings = read(
        "id,goal,direction,baseline,base\nx,5,up,,2017\ny,5,up,from_figures,2018\nz,5,up,from_figures,\n"
    )
    assert (plan is not None, findings) == (True, ())
    assert plan
    starts = [one.baseline for one in plan.targets]
    assert [start and (start.value, start.period.label) for start in starts] == [
        (None, "2017"),
        (None, "2018"),
        (None, "2015"),
    ]
    assert load_plan(document(dump_plan(plan), "plan.yaml")) == (plan, ())


def test_a_row_has_its_source_and_its_place_in_a_score() -> None:
    header = "id,name,unit,goal,direction,document,at,as_printed,url,domain,weight,lag,denominator,note"
    plan, findings = read(f"{header}\nx,2030,%,5,up,d1,12,5.0,https://example.org/a,inputs,2,1,GDP,7\n")
    assert findings == ()
    assert plan is not None
    [made] = plan.targets
    assert made.source == Source(document="d1", at="12", as_printed="5.0", url="https://example.org/a")
    assert (made.domain, made.weight, made.note, made.name.en) == ("inputs", 2, "7", "2030")
    assert (plan.indicator("x").lag, plan.indicator("x").denominator) == (1, "GDP")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("x,X,,5,sideways,", ["S024 targets.csv 2:8"]),
        ("x,X,,5,up,2020,sdsn_colours", ["S104 targets.csv 2:16"]),
        ("x,X,,5,,", ["S022 targets.csv 2:6"]),
        ("x,X,,,,", ["S022 targets.csv 2:1"]),
        (",X,,5,up,", ["S033 plan.yaml 6:1", "S022 targets.csv 2:2"]),
        ("x,X,,much,up,", ["S023 targets.csv 2:6"]),
        ("x,X,,5,up,soon", ["S031 targets.csv 2:11"]),
        ("X y,X,,5,up,", ["S023 targets.csv 2:1"]),
        ("x,X,,5,up,2020\nx,X,,6,up,2020", ["S008 targets.csv 3:1"]),
        ('x,"X,,5,up', ["S033 plan.yaml 6:1", "E021 targets.csv 2:3"]),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_cell(row: str, wanted: list[str]) -> None:
    assert places(read(f"id,name,unit,goal,direction,due,method\n{row}\n")[1])[: len(wanted)] == wanted


def test_a_column_that_is_none_and_one_that_stands_twice() -> None:
    plan, findings = read("id,goal,direction,colour,id\nx,5,up,red,y\n")
    assert places(findings) == ["S021 targets.csv 1:19", "S021 targets.csv 1:26"]
    assert plan is not None


def test_a_row_that_says_something_only_outside_the_columns() -> None:
    findings = read("id,name,,goal\n,,x,\na,A,,>5\n ,\n,,,,y\n")[1]
    assert places(findings) == ["S022 targets.csv 2:1", "S022 targets.csv 5:1"]


def test_a_table_that_is_not_there() -> None:
    text = f"{HEAD}targets: targets.csv\n"
    assert places(load_plan(document(text, "plan.yaml"))[1]) == ["S028 plan.yaml 6:10"]
    # What is no name of a table is a wrong value as before.
    assert places(load_plan(document(f"{HEAD}targets: many\n", "plan.yaml"))[1])[0].startswith("S023 plan.yaml 6:10")
    assert places(read("")[1])[0].startswith("S0")


def model_of(table: str) -> tuple[ScoringModel | None, tuple[Finding, ...]]:
    return load_model(document(f"{MODEL}domains: indicators.csv\n", "model.yaml"), lambda name: document(table, name))


def test_rows_become_indicators() -> None:
    found, findings = model_of(
        "id,domain,name,weight,better,worst,best,unit,normalise,aliases\n"
        "poverty,a,Poverty,1,,45,0,%,,poor; 贫困\n"
        "doctors,a,,1/3,,124,675,,,\n"
        "roads,b,,,,,,,z_score,\n"
        "trees,b,,,lower,0,60,,scaled,\n"
        "plain,b,,,,,,,,\n"
    )
    assert findings == ()
    assert found is not None
    poverty, doctors, roads, trees, plain = found.leaves()
    assert [domain.weights for domain in found.domains] == ["as_stated", ""]
    assert (poverty.better, doctors.better, trees.better) == (Better.LOWER, Better.HIGHER, Better.LOWER)
    assert poverty.aliases == ("poor", "贫困")
    assert doctors.weight == pytest.approx(1 / 3)
    ways = [one.parts[0].normalise.method for one in (poverty, roads, trees, plain)]
    assert ways == ["goalposts", "z_score", "scaled", "min_max"]


def test_what_is_wrong_with_an_indicator_is_said_at_its_cell() -> None:
    wrong = model_of("id,domain,weight,worst,best\nx,,1,0,5\ny,a,heavy,0,5\nz,a,1,0,much\n,a,1,0,5\n")[1]
    assert places(wrong) == [
        "S022 indicators.csv 2:1",
        "S023 indicators.csv 3:5",
        "S023 indicators.csv 4:9",
        "S022 indicators.csv 5:2",
    ]


def test_tables_beside_a_plan_and_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    files = {
        "in/plan.yaml": f"{HEAD}targets: targets.csv\nscoring: {{use: model.yaml}}\n",
        "in/targets.csv": "id,unit,goal,direction,baseline\npoverty,%,15,down,20\n",
        "in/model.yaml": f"{MODEL}domains: indicators.csv\n",
        "in/indicators.csv": "id,domain,worst,best,unit\npoverty,a,45,0,%\n",
        "figures.csv": "region,indicator,period,value,unit\nOslo,poverty,2018,18,%\nRome,poverty,2018,27,%\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["check", "in/plan.yaml", "figures.csv", "--output-format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [one["status"] for one in result["plans"][0]["verdicts"]] == ["ahead", "reversing"]
    read_ = [one["file"] for one in result["inputs"]]
    assert {"in/plan.yaml", "in/targets.csv", "in/model.yaml", "in/indicators.csv", "figures.csv"} == set(read_)
    assert run(["score", "in/model.yaml", "figures.csv", "--output-format", "csv"]) == 0
    assert "Oslo,1,60.0" in capsys.readouterr().out
    (tmp_path / "in/targets.csv").unlink()
    assert run(["check", "in/plan.yaml", "figures.csv", "--lang", "en"]) == 2
    assert "the table 'targets.csv' was not read" in capsys.readouterr().out


def test_rows_become_classes() -> None:
    text = f"{MODEL}missing: {{rule: peer_mean}}\nclasses: regions.csv\ndomains: {{a: {{indicators: {{x: {{}}}}}}}}\n"

    def read_classes(table: str) -> tuple[ScoringModel | None, tuple[Finding, ...]]:
        return load_model(document(text, "model.yaml"), lambda name: document(table, name))

    found, findings = read_classes("region,class\nOslo,north\nRome,south\nBergen,north\n")
    assert findings == ()
    assert found is not None
    assert [(one.id, one.regions) for one in found.classes] == [("north", ("Oslo", "Bergen")), ("south", ("Rome",))]
    assert places(read_classes("region,class\nOslo,\n,south\nRome,South!\n")[1]) == [
        "S022 regions.csv 2:1",
        "S022 regions.csv 3:2",
        "S023 regions.csv 4:6",
    ]
