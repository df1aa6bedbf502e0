"""`planck todo`: the table of what is still wanted, filled in and fed back; and the flags that tell more or less."""

from pathlib import Path

from tests.cli.conftest import FIGURES, PLAN, Planck

TWO = PLAN + "  labs: {name: {zh: 实验室, en: Labs}, unit: 个, measure: stock, baseline: 4, goal: {at_least: 9}}\n"


def test_what_is_wanted_can_be_filled_in_and_fed_back(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(TWO, encoding="utf-8")
    for language, head in (("zh", "地区,指标,单位,2021年"), ("en", "region,indicator,unit,2021")):
        ran = planck("todo", "plan.yaml", "figures.csv", "--lang", language)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"\ufeff{head}")
        [row] = ran.out.splitlines()[1:]
        assert row == f"某区,{'实验室' if language == 'zh' else 'Labs'},个,,,,,"
        (folder / "missing.csv").write_text(ran.out.replace("个,,", "个,5,6"), encoding="utf-8")
        judged = planck("check", "plan.yaml", "figures.csv", "missing.csv", "--lang", "en").out
        assert "2 targets: none met yet, = 2 on schedule" in judged
    assert planck("todo", "plan.yaml", "figures.csv").out.startswith("\ufeff地区")


def test_the_screen_names_the_command_that_makes_the_table(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(TWO, encoding="utf-8")
    (folder / "a b.csv").write_text(FIGURES, encoding="utf-8")
    ran = planck("check", "plan.yaml", "a b.csv", "--lang", "en")
    assert "\n-> planck todo plan.yaml 'a b.csv' > missing.csv   # to fill in\n" in ran.out


def test_a_baseline_that_the_plan_has_not_is_wanted_of_the_figures(planck: Planck, folder: Path) -> None:
    plan = PLAN.replace("baseline: 40, ", "")
    assert plan != PLAN
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    ran = planck("todo", "plan.yaml", "figures.csv", "--lang", "en")
    assert ran.out == "\ufeffregion,indicator,unit,2020\n某区,Firms,家,\n"
    assert " ".join(ran.err.split()).endswith("where the plan says `baseline: from_figures`: Firms (firms)")
    assert all(len(line) <= 80 for line in ran.err.splitlines())
    based = Path("based.csv")
    based.write_text(
        (folder / "figures.csv").read_text(encoding="utf-8") + "某区,企业数,2020,40,家\n", encoding="utf-8"
    )
    there = planck("todo", "plan.yaml", "based.csv", "--lang", "en")
    assert there.out == "\ufeffregion,indicator,unit\n"
    assert "Firms (firms)" in there.err
    (folder / "plan.yaml").write_text(PLAN.replace("baseline: 40,", "baseline: from_figures,"), encoding="utf-8")
    ran = planck("todo", "plan.yaml", "figures.csv", "--lang", "en")
    assert (ran.out.splitlines()[1], ran.err) == ("某区,Firms,家,", "")
    (folder / "missing.csv").write_text(ran.out.replace("家,", "家,40"), encoding="utf-8")
    assert (
        "1 target: none met yet, = 1 on schedule"
        in planck("check", "plan.yaml", "figures.csv", "missing.csv", "--lang", "en").out
    )


def test_where_every_target_has_a_figure_nothing_is_wanted(planck: Planck) -> None:
    ran = planck("todo", "plan.yaml", "figures.csv", "--lang", "en")
    assert (ran.code, ran.out) == (0, "\ufeffregion,indicator,unit\n")
    assert ran.err == "Every target has a figure: there is nothing to fill in.\n"


def test_of_an_indicator_that_a_formula_makes_what_it_reads_is_wanted(planck: Planck, folder: Path) -> None:
    formula = (
        "indicators:\n  gdp: {name: {zh: 生产总值}, unit: 亿元, measure: flow}\n  rd: {name: {zh: 研发}, unit: 亿元, measure: flow}\n"
        "targets:\n  share: {name: {zh: 强度}, unit: '%', measure: ratio, formula: rd / gdp, baseline: 2, goal: {at_least: 3}}\n"
    )
    (folder / "plan.yaml").write_text(PLAN.partition("targets:")[0] + formula, encoding="utf-8")
    (folder / "figures.csv").write_text("region,indicator,period,value,unit\n某区,研发,2022,3,亿元\n", encoding="utf-8")
    assert [line.split(",")[1] for line in planck("todo", "plan.yaml", "figures.csv").out.splitlines()] == [
        "指标",
        "生产总值",
    ]


def test_what_cannot_be_read_is_said(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text("", encoding="utf-8")
    ran = planck("todo", "plan.yaml", "figures.csv", "--lang", "en")
    assert ran.code == 2
    assert "figures.csv: E007 error empty-file" in ran.err
    for language, said in (
        ("zh", "路径：应为一个文件，而“nothing.yaml”不存在"),
        ("en", "path: wanted a file, got 'nothing.yaml', which does not exist"),
    ):
        ran = planck("todo", "nothing.yaml", "--lang", language)
        assert (ran.code, ran.out, ran.err) == (2, "", f"nothing.yaml: E001 error missing-file: {said}\n")
    assert "不存在" in planck("todo", "nothing.yaml").err


def test_more_and_less_of_the_answer(planck: Planck) -> None:
    run = ("check", "plan.yaml", "figures.csv", "--lang", "en")
    assert planck(*run, "-q").out == "Passes: no error.\n"
    usual, more, most = (planck(*run, *flags).out for flags in ((), ("-v",), ("-vv",)))
    assert len(usual) < len(more) < len(most)
    assert "holds down" not in usual.lower()
    assert "Holds down to 48 units, below it is behind." in " ".join(more.split())
    assert "SHA-256" in most


def test_a_report_beside_it_is_whole_whatever_the_screen_tells(planck: Planck, folder: Path) -> None:
    planck("check", "plan.yaml", "figures.csv", "-q", "--report", "markdown=page.md")
    assert (
        "| Firms"
        in planck("check", "plan.yaml", "figures.csv", "-q", "--lang", "en", "--output-format", "markdown").out
    )
    assert "| 企业数，家 |" in (folder / "page.md").read_text(encoding="utf-8")


def test_a_figure_that_is_there_and_not_used_is_said_to_be_there(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(TWO, encoding="utf-8")
    (folder / "labs.csv").write_text("指标,时期,口径,数值\n实验室,2021,甲,5\n实验室,2021,乙,6\n", encoding="utf-8")
    wanted = planck("todo", "plan.yaml", "figures.csv", "labs.csv", "--lang", "en")
    assert wanted.err.endswith("A figure is there but was not used (1): Labs (E070)\n")
    judged = planck("check", "plan.yaml", "figures.csv", "labs.csv", "--lang", "en").out
    assert "\nA figure is there but was not used (1): Labs (E070)\n" in judged
    assert "No figure yet" not in judged
    (folder / "labs.csv").write_text("indicator,period,value,unit\n实验室,2021,5,亿元\n", encoding="utf-8")
    assert "（1 项）：实验室（L003）\n" in planck("todo", "plan.yaml", "labs.csv", "figures.csv", "--lang", "zh").err
