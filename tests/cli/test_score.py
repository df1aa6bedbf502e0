"""`planck score` and the score of a plan, from the command line."""

import csv
import io
import json
import math
import re
from pathlib import Path

import jsonschema
import pytest
from wcwidth import wcswidth

from planck.cli.app import run
from planck.render.formats.json import schema_of
from tests.golden.folder import shared
from tests.rendering import SCORE_FORMATS

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "targets" / "models"
SCHEMA = schema_of("score")
MODEL = """planck: 1
model: small
title: {zh: 小模型, en: small}
standing: modelled_on
normalise: {method: goalposts, worst: 0, best: 100}
missing: {threshold: 50%}
domains:
  a: {name: {zh: 投入}, weight: 60, indicators: {x: {unit: "%"}}}
  b: {name: {zh: 产出}, weight: 40, indicators: {y: {}}}
bonus: {items: {p: {points: 1, cap: 5}}}
veto: {v: {at_least: 1, grade: c}}
grades: [{grade: a, name: {zh: 优秀}, at_least: 80}, {grade: b, at_least: 60}, {grade: c}]
quota: {name: {zh: 奖杯}, count: 1, grades: [a]}
"""
FIGURES = """region,indicator,period,value
西湖区,x,2022,90
西湖区,y,2022,70
西湖区,x,2021,80
西湖区,y,2021,70
余杭区,x,2022,85
余杭区,p,2022,3
=HYPERLINK,x,2022,50
=HYPERLINK,y,2022,50
滨江区,y,2022,10
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


ALL = ["--explain", "西湖区", "--explain", "滨江区", "--draws", "64", "--seed", "1", "--leave-one-out"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("more", [[], ALL], ids=["bare", "all"])
@pytest.mark.parametrize("name", sorted(SCORE_FORMATS))
def test_every_format_says_what_the_model_is(
    name: str, more: list[str], language: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", "model.yaml", "figures.csv", "--output-format", name, "--lang", language, *more]) == 0
    text = capsys.readouterr().out
    zh = "不预测评奖结果" in text.replace("\n  ", "")
    en = "no prediction of the award" in " ".join(text.split())
    assert (zh, en) == {"csv": (False, True)}.get(name, (language == "zh", language == "en"))
    assert "nan" not in text.lower().replace("finance", "")
    if name == "terminal":
        assert all(wcswidth(line) <= 80 for line in text.splitlines())


SHIPPED = ["targets/models/innovation-ding.yaml", "seeds/counties-scenario.csv", "--explain", "丙县"]
ALONE = ["targets/gongshu.yaml", "seeds/later.csv", "--explain", "拱墅区"]
TAKEN_APART: dict[str, tuple[list[str], str | dict[str, str]]] = {
    "a county": (SHIPPED, "丙县 2022"),
    "a province": (
        ["targets/models/innovation-provinces.yaml", "seeds/provinces-2009.csv", "--explain", "浙江"],
        "浙江 2009",
    ),
    "a plan": (ALONE, {"zh": "得分：", "en": "Score: "}),
    "a plan with a scenario": ([*ALONE, "seeds/gongshu-scenario.csv"], {"zh": "得分：", "en": "Score: "}),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", TAKEN_APART)
def test_a_score_taken_apart_is_one_screen(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(MODELS.parents[1])
    arguments, first = TAKEN_APART[name]
    assert run(["score", *arguments, "--lang", language]) == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert (len(lines) <= 30, max(map(wcswidth, lines)) <= 80, shown.err) == (True, True, "")
    # The answer stands first, under the statement that figures are assumed; and what it says is not said again.
    answer = next(line for line in lines if not line.startswith(("注意", "ATTENTION")))
    assert answer.startswith(first if isinstance(first, str) else first[language])
    assert (shown.out.count("assumed") + shown.out.count("假设") <= 1, "G1" in shown.out) == (True, False)


OFFICER = {
    "zh": ("得分：现在", "照此速度到期", "目标全部实现", "最省力的加分", "仿“科技创新鼎”", "历年年底"),
    "en": ("Score: now", "at this pace when due", "if every goal is met", "The cheapest points", "modelled on the Ding", "End of each year"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "files",
    [
        "targets/gongshu.yaml seeds/later.csv",
        "targets/gongshu.yaml seeds/later.csv seeds/gongshu-scenario.csv",
        "targets/xihu-2023.yaml seeds/later.csv",
        "targets/hangzhou-2016.yaml seeds/later.csv seeds/hangzhou-tables.csv",
    ],
)
def test_what_a_plan_is_worth_will_be_and_what_lifts_it_stand_on_one_screen(
    files: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(MODELS.parents[1])
    assert run(["score", *files.split(), "--lang", language]) == 0
    out = capsys.readouterr().out
    whole = out.replace("\n  ", "" if language == "zh" else " ")
    assert ([text for text in OFFICER[language] if text not in whole], out.count("\n") <= 35) == ([], True)


def test_with_draws_the_ranks_of_nine_in_ten_stand_beside_the_rank(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(MODELS.parents[1])
    asked = ["score", *SHIPPED, "--lang", "en", "--draws", "64", "--seed", "1"]
    assert run([*asked, "--output-format", "json"]) == 0
    spreads = json.loads(capsys.readouterr().out)["score"]["uncertainty"]["spreads"]
    [own] = [one for one in spreads if one["region"] == "丙县"]
    assert run(asked) == 0
    between = f"{math.floor(own['low'])} ~ {math.ceil(own['high'])}"
    assert f"Rank in 90 % of the draws: {between}\n" in capsys.readouterr().out


def test_the_parts_of_an_indicator_stand_together_the_costliest_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(MODELS.parents[1])
    assert run(["score", *SHIPPED, "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    rows = re.findall(r"^(\S+) .* (\d+) % +([\d.]+)$", out, re.MULTILINE)
    # The contributions of the level and the increase: 5.051 + 6.000 of 9 and 6 points.
    assert ("R&D经费投入强度", "15", "11.05") in rows
    lost = [float(weight) - float(adds) for _, weight, adds in rows]
    assert (len(rows), lost) == (10, sorted(lost, reverse=True))


def test_the_json_fits_its_schema(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", "model.yaml", "figures.csv", "--output-format", "json", *ALL]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    units = {unit["region"]: unit for unit in data["score"]["units"]}
    assert units["西湖区"]["score"] == pytest.approx(82)
    assert units["余杭区"]["score"] == 88
    assert units["滨江区"]["score"] == "little_coverage"
    assert units["余杭区"]["winner"]


def test_the_csv_is_safe_for_spreadsheets(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", "model.yaml", "figures.csv", "--output-format", "csv", "--draws", "64"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["region"], row["rank"], row["winner"]) for row in rows] == [
        ("余杭区", "1", "true"),
        ("西湖区", "2", "false"),
        ("'=HYPERLINK", "3", "false"),
        ("滨江区", "", "false"),
    ]
    assert rows[3]["score_missing"] == "little_coverage"
    assert (float(rows[3]["low"]), float(rows[3]["high"])) == pytest.approx((4, 69))
    assert rows[0]["rank_low"]


def test_exit_codes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "twice.csv").write_text(FIGURES + "西湖区,x,2022,91\n", encoding="utf-8")
    (here / "empty.csv").write_text("region,indicator,period,value\n", encoding="utf-8")
    (here / "bad.yaml").write_text(MODEL.replace("weight: 40", "weight: 50"), encoding="utf-8")
    assert run(["score", "model.yaml", "twice.csv"]) == 1
    assert run(["score", "model.yaml", "twice.csv", "--exit-zero"]) == 0
    assert run(["score", "model.yaml", "empty.csv"]) == 3
    assert run(["score", "model.yaml"]) == 3
    assert run(["score", "model.yaml", "empty.csv", "--allow-empty"]) == 0
    assert run(["score", "bad.yaml", "figures.csv"]) == 2
    assert "S100" in capsys.readouterr().out
    assert run(["score", "nowhere.yaml", "figures.csv", "--output-format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["score"] is None
    assert run(["score", "nowhere.yaml", "figures.csv", "--output-format", "csv"]) == 2
    assert run(["score", "nowhere.yaml", "figures.csv", "--output-format", "markdown"]) == 2
    assert run(["score", "model.yaml", "nowhere.csv"]) == 2
    capsys.readouterr()
    for arguments, said in (
        (["--explain", "西胡区"], "did you mean 西湖区"),
        (["--doubts", "moods"], "got 'moods'"),
        (["--output-format", "docx"], "wanted one of"),
        (["--report", "csv=model.yaml"], "left as it is"),
    ):
        assert run(["score", "model.yaml", "figures.csv", *arguments]) == 2
        assert said in capsys.readouterr().err.replace("\n", " ")
    assert run(["score", "model.yaml", "figures.csv", "--draws", "64", "--doubts", "weights, rounding"]) == 0


def test_the_way_to_the_next_grade_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("en", "grade b"), ("zh", "达到b")):
        assert run(["score", "model.yaml", "figures.csv", "--explain", "=HYPERLINK", "--lang", language]) == 0
        assert said in capsys.readouterr().out


def test_many_units_are_cut_in_the_terminal_and_whole_in_the_report(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"R{unit:03d},{name},2022,{unit % 97}\n" for unit in range(120) for name in "xy")
    (here / "many.csv").write_text("region,indicator,period,value\n" + rows, encoding="utf-8")
    assert run(["score", "model.yaml", "many.csv", "--lang", "en", "--report", "markdown=many.md"]) == 0
    assert "and 70 more units" in capsys.readouterr().out
    assert (here / "many.md").read_text(encoding="utf-8").count("\n| R") == 240


PLAN = """planck: 1
plan: small-plan
title: {zh: 小规划, en: small plan}
region: {name: 西湖区, aliases: [Xihu]}
period: {base: 2020, start: 2021, end: 2025}
scoring: {use: completion.yaml}
targets:
  firms: {name: {zh: 企业}, measure: stock, nature: binding, baseline: 100, goal: {at_least: 200}}
  labs: {name: {zh: 实验室}, measure: stock, baseline: 10, goal: {at_least: 20}}
"""
COMPLETION = (MODELS / "plan-completion.yaml").read_text(encoding="utf-8")
ACTUALS = "region,indicator,period,value\nXihu,firms,2022,140\nXihu,labs,2022,11\n"


def plan_here(folder: Path, plan: str = PLAN, actuals: str = ACTUALS) -> list[str]:
    for name, text in (("plan.yaml", plan), ("actuals.csv", actuals), ("completion.yaml", COMPLETION)):
        (folder / name).write_text(text, encoding="utf-8")
    return ["check", "plan.yaml", "actuals.csv"]


def test_check_prints_the_plans_score(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = plan_here(here)
    # firms: all of the way asked (40 of 40), twice the weight; labs: 1 of 4, 25.
    for language, said in (
        ("zh", "得分：现在 75.00（合格）；照此速度到期 75.00（合格）；目标全部实现 100.00（优"),
        ("en", "Score: now 75.00 (fair); at this pace when due 75.00 (fair); if every goal is"),
    ):
        for name in ("terminal", "markdown", "concise"):
            assert run([*arguments, "--lang", language, "--output-format", name]) == 0
            assert said in capsys.readouterr().out.replace("\u00a0", " ")
    assert run([*arguments, "--output-format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema_of("result")).validate(data)
    assert data["plans"][0]["score"]["units"][0]["score"] == pytest.approx(75)
    assert [one["file"] for one in data["inputs"]] == ["plan.yaml", "actuals.csv", "completion.yaml"]


def test_the_csv_of_a_check_has_the_plans_score_and_what_the_model_is(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*plan_here(here, PLAN.replace("completion.yaml", "model.yaml")), "--output-format", "csv"]
    few = ACTUALS + "Xihu,x,2022,90\n"
    (here / "actuals.csv").write_text(few, encoding="utf-8")
    assert run(arguments) == 0
    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {name: first[name] for name in first if name.startswith("plan_score")} == {
        "plan_score": "90.0",
        "plan_score_missing": "",
        "plan_score_low": "54.0",
        "plan_score_high": "99.0",
        "plan_score_coverage": "0.6",
        "plan_score_grade": "a",
        "plan_score_model": "small",
        "plan_score_notice": "Modelled on an assessment whose weights are not public: those used here are planck's own; "
        "no prediction of the award.",
    }
    assert second["plan_score"] == "90.0"
    (here / "actuals.csv").write_text(ACTUALS, encoding="utf-8")
    assert run(arguments) == 0
    row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (row["plan_score"], row["plan_score_missing"]) == ("", "no_figure")


def test_a_unit_without_a_score_is_explained_by_its_reason(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("terminal", "markdown"):
        for language, said in (
            ("zh", "滨江区：没有得分（覆盖率不足），无可分解；覆盖率 40 %，可能范围 4.00"),
            ("en", "滨江区: no score to take apart (too little coverage); coverage 40 %, could be 4.00"),
        ):
            arguments = ["--explain", "滨江区", "--output-format", name, "--lang", language]
            assert run(["score", "model.yaml", "figures.csv", *arguments]) == 0
            assert said in capsys.readouterr().out.replace("\n  ", " " if language == "en" else "").replace(
                "\u00a0", " "
            )


def test_the_report_names_the_leaders_and_sets_help_apart(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", "model.yaml", "figures.csv", "--lang", "zh", "--output-format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "★ 奖杯：余杭区" in out
    assert "\n  建议：" in out


def test_one_figure_alone_has_nothing_to_compare_with(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = MODEL.replace("normalise: {method: goalposts, worst: 0, best: 100}", "normalise: min_max")
    (here / "model.yaml").write_text(text, encoding="utf-8")
    (here / "one.csv").write_text("region,indicator,period,value\n西湖区,x,2022,90\n", encoding="utf-8")
    assert run(["score", "model.yaml", "one.csv", "--lang", "en"]) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "x: only one unit has a figure and there is nothing to compare" in out
    assert "G106 indicator-without-scale model.yaml:1:1" in out


def test_a_plan_with_too_few_figures_has_a_range_and_no_score(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = plan_here(here, actuals=ACTUALS.rpartition("Xihu")[0].replace("firms", "labs").replace("140", "11"))
    assert run([*arguments, "--lang", "en"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Score: now 8.33 ~ 75.00 (too little coverage, 33 % by weight: no total)" in out
    assert "if every goal is met 100.00 (excellent)" in out
    # What the lines of the score say is no finding besides.
    assert "Figures of these bring a total (coverage 100 %, 60 % wanted): 企业" in out
    assert "G105" not in out
    assert "G108" not in out


def test_a_missed_binding_target_is_a_veto(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "Xihu,firms,2025,190\nXihu,labs,2025,30\n"
    assert run([*plan_here(here, actuals="region,indicator,period,value\n" + rows), "--lang", "en", "--exit-zero"]) == 0
    out = capsys.readouterr().out
    # 95 % of the goal, but 90 % of the way; the other is met.
    assert "Score: now 93.33 (poor (veto)); at this pace when due 93.33 (poor (veto))" in out


def test_a_model_inside_a_plan_and_several_regions(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = PLAN.replace("{use: completion.yaml}", "{domains: {a: {targets: {of: fulfilment}}}}").replace(
        "{name: 西湖区, aliases: [Xihu]}", "all"
    )
    rows = "region,indicator,period,value\nA,firms,2022,150\nA,labs,2022,15\nB,firms,2022,100\nB,labs,2022,20\n"
    assert run([*plan_here(here, plan, rows), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Score A: now 75.00" in out
    assert "Score B: now 75.00" in out


def test_a_model_that_cannot_be_found_is_an_error_of_the_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(plan_here(here, PLAN.replace("completion.yaml", "nowhere.yaml"))) == 2
    assert "nowhere.yaml" in capsys.readouterr().out


def test_what_was_not_known_yet_is_not_scored(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*plan_here(here), "--as-of", "2021", "--lang", "en", "--allow-empty", "--exit-zero"]) == 0
    assert "Score: now 0.00 ~ 100.00 (no figure, 0 % by weight: no total)" in capsys.readouterr().out


def test_verdicts_on_plans_are_scored_with_figures(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan_here(here)
    model = MODEL.replace("{y: {}}", "{y: {of: completion}}")
    (here / "model.yaml").write_text(model, encoding="utf-8")
    (here / "actuals.csv").write_text(ACTUALS + "西湖区,x,2022,90\n余杭区,x,2022,80\n", encoding="utf-8")
    assert run(["score", "model.yaml", "actuals.csv", "--plan", "plan.yaml", "--output-format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    units = {unit["region"]: unit for unit in data["score"]["units"]}
    # The mean of 100 and 25 in the place of y; both spellings of the region are one unit.
    assert units["西湖区"]["score"] == pytest.approx(0.6 * 90 + 0.4 * 62.5)
    assert set(units) == {"西湖区", "余杭区"}
    assert data["plans"] == ["small-plan"]
    assert run(["score", "model.yaml", "actuals.csv", "plan.yaml", "--output-format", "csv"]) == 0


def test_the_ratio_score_of_a_published_series(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Statistics Canada, 1-1-1: 14.5 in 2015, 10.4 in 2023, 7.25 wanted in 2030, ratio 0.9011, score 2.1507.
    plan = (
        "planck: 1\nplan: cif\ntitle: {en: cif}\nlanguage: en\nregion: {name: Canada}\n"
        "period: {base: 2015, start: 2016, end: 2030}\nscoring: {use: sdg.yaml}\n"
        "targets:\n  poverty: {name: {en: poverty}, measure: ratio, baseline: 14.5, goal: {at_most: 7.25}}\n"
    )
    (here / "sdg.yaml").write_text((MODELS / "sdg-score.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    actuals = "region,indicator,period,value\nCanada,poverty,2023,10.4\n"
    assert run([*plan_here(here, plan, actuals), "--output-format", "json"]) == 0
    unit = json.loads(capsys.readouterr().out)["plans"][0]["score"]["units"][0]
    assert unit["score"] == pytest.approx(2.1506954374096354, abs=1e-9)
    assert unit["grade"] == "moderate"


BANDS = [
    # 国发〔2007〕36号: 100 % gives 40 points, 110 % three more; 60 points for measures at most; the veto of a missed target.
    (100, 60, 100, "over", "fulfilled"),
    (125, 50, 96, "over", "over"),
    (100, 41, 81, "fulfilled", "fulfilled"),
    (95, 60, 96, "missed", "over"),
    (40, 60, 60, "missed", "nearly"),
]


@pytest.mark.parametrize(("completion", "measures", "score", "grade", "before"), BANDS)
def test_the_energy_table_of_2007(
    completion: float,
    measures: float,
    score: float,
    grade: str,
    before: str,
    here: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = f"region,indicator,period,value\nA,目标完成率,2008,{completion}\nA,节能措施,2008,{measures}\n"
    (here / "energy.csv").write_text(rows, encoding="utf-8")
    arguments = ["score", str(MODELS / "responsibility-step-bands.yaml"), "energy.csv", "--output-format", "json"]
    assert run(arguments) == 0
    unit = json.loads(capsys.readouterr().out)["score"]["units"][0]
    assert (unit["score"], unit["grade"]) == (pytest.approx(score), grade)
    if grade == "missed":
        assert unit["grade_before_veto"] == before


def test_ranks_and_groups_of_the_human_development_index(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with shared("golden/composite/hdi_2022.csv").open(encoding="utf-8") as file:
        published = [row for row in csv.DictReader(file) if row["rank_published"]]
    lines = [f"{row['iso3']},{name},2022,{row[name]}" for row in published for name in ("le", "eys", "mys", "gnipc")]
    (here / "hdi.csv").write_text("\n".join(["region,indicator,period,value", *lines]) + "\n", encoding="utf-8")
    assert run(["score", str(MODELS / "hdi.yaml"), "hdi.csv", "--output-format", "csv"]) == 0
    found = {row["region"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert len(published) == len(found) == 193
    for row in published:
        mine = found[row["iso3"]]
        assert float(mine["score"]) == float(row["hdi_published"]), row["iso3"]
        assert float(mine["rank"]) == float(row["rank_published"]), row["iso3"]
        assert mine["grade"] == row["group_published"].lower().replace(" ", "_"), row["iso3"]


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_model_that_ships_is_sound(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Those that score a plan's targets have nothing to score without one, and say so.
    needs_a_plan = path.stem in ("ding-plan", "plan-completion", "sdg-score")
    assert run(["score", str(path), "--allow-empty"]) in ((2,) if needs_a_plan else (0, 3))
    out = capsys.readouterr().out
    assert " S1" not in out


def test_the_tables_of_ways_to_score_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("numbers", "normalisations", "shapes", "aggregations", "weightings"):
        for language in ("zh", "en"):
            assert run(["list", name, "--lang", language]) == 0
    out = capsys.readouterr().out
    assert "step_bands" in out
    assert "worst*" in out
    assert "熵权法" in out
    for name in ("model", "score"):
        assert run(["schema", name]) == 0
        assert json.loads(capsys.readouterr().out)["$schema"]


MONEY = "planck: 1\nmodel: money\ntitle: {zh: 钱}\nnormalise: as_is\ndomains: {a: {indicators: {rd: {unit: 亿元}}}}\n"


def test_a_score_converts_the_units_that_a_check_converts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "money.yaml").write_text(MONEY, encoding="utf-8")
    (here / "money.csv").write_text(
        "region,indicator,period,value,unit\nA,rd,2021,30,亿元\nB,rd,2021,200000,万元\n", encoding="utf-8"
    )
    assert run(["score", "money.yaml", "money.csv", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "note L040 converted-unit  money.csv:3:1" in out
    assert "200000 万元 = 20 亿元" in " ".join(out.split())
    assert run(["score", "money.yaml", "money.csv", "--output-format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert {unit["region"]: unit["score"] for unit in data["score"]["units"]} == {"A": 30, "B": 20}


def test_a_check_says_once_that_a_figure_was_converted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "completion.yaml").write_text(MONEY, encoding="utf-8")
    plan = (
        "planck: 1\nplan: small\ntitle: {zh: 小规划}\nregion: {name: B}\nperiod: {base: 2020, start: 2021, end: 2025}\n"
        "scoring: {use: completion.yaml}\n"
        "targets: {rd: {name: {zh: 研发}, unit: 亿元, measure: flow, baseline: 10, goal: {at_least: 30}}}\n"
    )
    (here / "plan.yaml").write_text(plan, encoding="utf-8")
    (here / "rows.csv").write_text("region,indicator,period,value,unit\nB,rd,2021,200000,万元\n", encoding="utf-8")
    run(["check", "plan.yaml", "rows.csv", "--output-format", "json"])
    [found] = json.loads(capsys.readouterr().out)["plans"]
    assert [one["code"] for one in found["findings"] if one["code"] in ("L040", "G102")] == ["L040"]
    assert found["score"]["units"][0]["score"] == 20


DOMAINS = """planck: 1
model: domains
title: {zh: 三领域, en: three domains}
missing: {threshold: 60%}
round: {digits: 1}
domains:
  inputs: {name: {zh: 投入, en: inputs}, weight: 40, targets: {domain: inputs, parts: {attainment: 50%, completion: 50%}}}
  outputs: {name: {zh: 产出, en: outputs}, weight: 40, targets: {domain: outputs, parts: {attainment: 50%, completion: 50%}}}
  other: {name: {zh: 其他, en: other}, weight: 20, targets: {domain: other}}
grades: [{grade: good, name: {zh: 良好, en: good}, at_least: 80}, {grade: fair, name: {zh: 合格, en: fair}}]
"""
IN_DOMAINS = PLAN.replace("completion.yaml", "domains.yaml").replace("baseline: 100", "domain: inputs, baseline: 100")
IN_DOMAINS = IN_DOMAINS.replace("baseline: 10,", "domain: outputs, baseline: 10,")


def domains_here(folder: Path, actuals: str = ACTUALS, plan: str = IN_DOMAINS) -> list[str]:
    plan_here(folder, plan, actuals)
    (folder / "domains.yaml").write_text(DOMAINS, encoding="utf-8")
    return ["score", "plan.yaml", "actuals.csv"]


def test_a_plan_is_scored_by_its_own_model_at_length(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Firms: 140 of 200 and all of the way asked for; labs: 11 of 20 and a quarter of it.
    # At this pace: 200 of 200; 12.5 of 20, and a quarter of the way.
    for name in ("terminal", "markdown"):
        assert run([*domains_here(here), "--lang", "en", "--output-format", name]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert "Score: now 62.5 (fair); at this pace when due 71.9 (fair); if every goal is met 100.0 (good)" in out
        assert "The plan has no target in: other" in out
        assert "now, of full marks" in out
        assert "████████" in out
        assert "The cheapest points" in out
        assert ("End of each year, by figures known by then: 2021 no figure; 2022 62.5" in out) == (name == "terminal")
        assert ("2021 | — " in out) == (name == "markdown")
    assert run([*domains_here(here), "--output-format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    (prospect,) = data["score"]["prospects"]
    assert [domain["score"] for domain in prospect["pace"]["domains"]] == pytest.approx([100, (62.5 + 25) / 2])
    assert [one["year"] for one in prospect["history"]] == [2021, 2022]
    assert [one["file"] for one in data["inputs"]] == ["plan.yaml", "actuals.csv", "domains.yaml"]


def test_check_tells_the_domains_in_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", *domains_here(here)[1:]]
    assert run([*arguments, "--lang", "zh"]) == 0
    out = "".join(capsys.readouterr().out.split())
    assert "分领域（现在/照此/全实现）：投入85.0/100.0/100.0，产出40.0/43.8/100.0" in out
    assert "规划没有这些领域的目标：其他" in out
    assert run([*arguments, "--lang", "zh", "--output-format", "markdown"]) == 0
    assert "| 投入 | 50\u00a0% | 85.0 | 100.0 | 100.0 | ████████·· |" in capsys.readouterr().out


def test_a_plan_below_the_threshold_has_domains_and_what_would_bring_a_total(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*domains_here(here, ACTUALS.rpartition("Xihu")[0]), "--lang", "en"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    # What keeps it from a total is said once.
    assert (
        "now 42.5 ~ 92.5 (too little coverage, 50 % by weight: no total); at this pace when due 50.0 ~ 100.0; " in out
    )
    assert "Figures of these bring a total (coverage 100 %, 60 % wanted): 实验室" in out
    assert "inputs 50 % 85.0 100.0 100.0" in out
    assert "outputs 50 % — — 100.0 ··········" in out
    assert "The cheapest points: none can be told without a total; first the figures named above" in out
    assert run([*domains_here(here, "region,indicator,period,value\n"), "--lang", "en"]) == 3


def test_several_regions_of_a_plan_are_ranked_and_the_first_told_at_length(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = IN_DOMAINS.replace("{name: 西湖区, aliases: [Xihu]}", "all")
    rows = "".join(f"R{unit},firms,2022,{110 + unit}\nR{unit},labs,2022,11\n" for unit in range(5))
    arguments = domains_here(here, "region,indicator,period,value\n" + rows, plan)
    assert run([*arguments, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "R0" in out
    assert "Score R4: now" in out
    assert "Score R1: now" not in out
    assert run(["check", *arguments[1:], "--lang", "en"]) == 0
    assert "Score: 5 units, 40.0 to 43.0; see planck score" in capsys.readouterr().out


def test_a_plan_that_is_scored_by_a_scenario_says_so_first(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "region,indicator,period,value,status\nXihu,firms,2022,140,assumed\nXihu,labs,2022,11,\n"
    arguments = domains_here(here, rows)
    assert run([*arguments, "--lang", "en"]) == 0
    assert "ATTENTION: 2 of 4 figures" in " ".join(capsys.readouterr().out.split())
    # A check has said it of its figures already.
    assert run(["check", *arguments[1:], "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.count("ATTENTION") == 1
    assert "G110" not in out


def test_the_range_of_a_score_that_is_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = (
        IN_DOMAINS + "  more: {name: {zh: 更多}, measure: stock, domain: outputs, weight: 0.5, goal: {at_least: 8}}\n"
    )
    assert run([*domains_here(here, plan=plan), "--lang", "en"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    # A third of the outputs lacks: 0 or full marks of a sixth.
    assert "now 62.5 (fair, coverage 83 % by weight, could be 55.8 ~ 72.5)" in out
    assert "Without a figure: 1; those that weigh most: 更多" in out


def test_figures_of_three_targets_that_do_not_bring_a_total(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "".join(
        f"  t{place}: {{name: {{zh: 目标{place}}}, measure: stock, domain: outputs, goal: {{at_least: 8}}}}\n"
        for place in range(9)
    )
    assert run([*domains_here(here, ACTUALS.rpartition("Xihu,firms")[0] + "x,y,2022,1\n", IN_DOMAINS + more)]) == 3
    assert "先补这几项" not in capsys.readouterr().out
    labs = "region,indicator,period,value\nXihu,labs,2022,11\n"
    less = IN_DOMAINS.replace(
        "  firms:", "  a: {name: {zh: 甲数}, measure: stock, domain: outputs, goal: {at_least: 8}}\n  firms:"
    )
    assert run([*domains_here(here, labs, less.replace("domain: inputs", "domain: outputs, weight: 0.1") + more)]) == 0
    assert "缺 11 项数据，先补这几项（覆盖到 36 %，要 60 % 才给总分）" in capsys.readouterr().out


def test_the_model_of_a_plan_that_is_scored(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = domains_here(here, plan=IN_DOMAINS.replace("scoring: {use: domains.yaml}\n", ""))
    assert run([*arguments, "--lang", "en"]) == 2
    assert "G123" in capsys.readouterr().out
    assert run(domains_here(here, plan=IN_DOMAINS.replace("domains.yaml", "nowhere.yaml"))) == 2
    assert run(domains_here(here, plan=IN_DOMAINS.replace("title", "titel"))) == 2
    assert run([*domains_here(here), "--period", "2021", "--exit-zero"]) == 3
    assert run([*domains_here(here), "--published", "actuals.csv"]) == 2
    assert run([*domains_here(here), "plan.yaml"]) == 2
    assert "a plan is scored alone" in " ".join(capsys.readouterr().err.replace("│", "").split())


def test_a_model_that_comes_with_planck_is_found_from_anywhere(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = IN_DOMAINS.replace("domains.yaml", "ding-plan")
    assert run([*domains_here(here, plan=plan), "--output-format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in told["inputs"]][-1] == "ding-plan"
    assert told["score"]["model"]["id"] == "ding-plan"
    [plan_file, figures] = domains_here(here, plan=plan)[1:3]
    assert run(["score", "ding-plan", figures, "--plan", plan_file]) == 0
    capsys.readouterr()
    assert run([*domains_here(here, plan=plan.replace("ding-plan", "ding-plam")), "--lang", "en"]) == 2
    out = capsys.readouterr().out
    assert "S024" in out
    assert "Did you mean ding-plan?" in out
    assert "E001" not in out
    assert "G123" not in out


def test_targets_without_a_domain_are_told_with_the_line_to_add(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = re.sub(r"domain: \w+, ", "", IN_DOMAINS.replace("domains.yaml", "ding-plan"))
    arguments = domains_here(here, plan=plan)
    for call in (arguments, ["score", "ding-plan", arguments[2], "--plan", arguments[1]]):
        assert run([*call, "--lang", "en"]) == 3
        out = " ".join(capsys.readouterr().out.split())
        assert "Score: none, as no target names a domain; add a line to the targets, such as domain: inputs" in out
        assert "warning G122" in out
        assert not any(word in out for word in ("no figure", "G103", "G112", "End of each year"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_screen_tells_every_domain_in_full(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(ROOT)
    figures = ("seeds/later.csv", "seeds/gongshu-scenario.csv")
    run(["check", "targets/gongshu.yaml", *figures, "--lang", language])
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines) <= 35, max(map(wcswidth, lines)) <= 80) == (True, True)
    start = next(at for at, line in enumerate(lines) if line.startswith(("得分", "Score")))
    told = " ".join(lines[start : lines.index("", start)])
    for name in ("科技投入 62.3", "技术创新 80.3") if language == "zh" else ("Inputs 62.3", "Technology 80.3"):
        assert name in told
    assert "…" not in told


def test_thirty_one_provinces_on_published_figures(capsys: pytest.CaptureFixture[str]) -> None:
    figures = MODELS.parents[1] / "seeds" / "provinces-2009.csv"
    model = str(MODELS / "innovation-provinces.yaml")
    assert run(["score", model, str(figures), "--explain", "浙江", "--output-format", "json"]) == 0
    card = json.loads(capsys.readouterr().out)["score"]
    units = {unit["region"]: unit for unit in card["units"]}
    assert (len(units), {unit["coverage"] for unit in units.values()}) == (31, {1})
    # Four provinces are excellent, and three places are given away.
    excellent = [name for name, unit in units.items() if unit["grade"] == "excellent"]
    assert excellent == ["广东", "江苏", "山东", "浙江"]
    assert [name for name, unit in units.items() if unit.get("winner")] == excellent[:3]
    # Counted in the table: 3, 2 and 4 provinces are ahead of Zhejiang in projects, staff and money, 4, 1 and 1 in patents,
    # 16 in returns with one beside it, and 19 in turnover and in profits. Points are the share of those that are worse.
    not_worse = [3, 2, 4, 4, 1, 1, 17, 19, 19]
    (explained,) = card["explanations"]
    points = [part["points"] for part in explained["contributions"] if part["domain"]]
    assert points == pytest.approx([100 * (30 - place) / 30 for place in not_worse], abs=0.01)
