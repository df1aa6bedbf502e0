"""`planck audit` as its users call it: exit codes, formats, options; and what a check says about the plan."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from planck.render.formats.json import schema_of
from tests.cli.conftest import FIGURES, PLAN, Planck

SOURCED = PLAN.replace("{at_least: 60}", "{at_least: 60}, source: {document: d, at: 表 第1行, as_printed: '40, 60'}")
FALSE_PACE = SOURCED.replace("goal: {at_least: 60}", "goal: {at_least: 60}, path: compound, stated: {growth: 15%}")
NO_TARGETS = PLAN.partition("targets:")[0] + "targets: {}\n"


@pytest.fixture
def false_pace(folder: Path) -> None:
    (folder / "plan.yaml").write_text(FALSE_PACE, encoding="utf-8")


def test_0_nothing_as_severe_as_asked(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(SOURCED, encoding="utf-8")
    ran = planck("audit", "plan.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "未见出入" in ran.out


@pytest.mark.usefixtures("false_pace")
def test_1_a_contradiction(planck: Planck) -> None:
    assert planck("audit", "plan.yaml").code == 0, "a warning is no error"
    assert planck("audit", "plan.yaml", "--fail-on", "warning").code == 1
    assert planck("audit", "plan.yaml", "--fail-on", "warning", "--exit-zero").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.yaml",),
        ("plan.yaml", "--figures", "missing.csv"),
        ("plan.yaml", "--documents", "no-such-folder"),
        ("plan.yaml", "--output-format", "markdwon"),
        ("plan.yaml", "--report", "markdown=plan.yaml"),
        ("plan.yaml", "--as-of", "someday"),
        ("figures.csv",),
        (),
    ],
)
def test_2_could_not_evaluate(planck: Planck, arguments: tuple[str, ...]) -> None:
    ran = planck("audit", *arguments)
    assert ran.code == 2
    assert ran.out + ran.err
    assert "Traceback" not in ran.err


def test_2_an_invalid_plan_and_3_nothing_to_audit(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(NO_TARGETS, encoding="utf-8")
    ran = planck("audit", "plan.yaml")
    assert ran.code in (2, 3)
    (folder / "empty").mkdir()
    assert planck("audit", "empty").code in (2, 3)


@pytest.mark.usefixtures("false_pace")
def test_every_format_says_the_computation(planck: Planck) -> None:
    # 60 / 40 = 1.5; 1.5 ** 0.2 - 1 = 8.45 %; 40 * 1.15 ** 5 = 80.45.
    for name in ("terminal", "concise", "markdown", "json", "csv"):
        ran = planck("audit", "plan.yaml", "--output-format", name, "--lang", "en")
        said = ran.out.replace("\n    ", " ").replace("\u00a0", " ")
        assert "needs 8.45 % a year" in said, name
        assert "gives 80 units" in said, name


def test_the_last_line_says_what_was_held_against_what(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(FALSE_PACE, encoding="utf-8")
    for lang, alone, figures in (
        ("en", "27 audits of 1 target: 1 warning.", "27 audits of 1 target and 1 figure: 2 warnings."),
        ("zh", "27 项核对，1 项目标：1 个警告。", "27 项核对，1 项目标、1 个数据：2 个警告。"),
    ):
        for name in ("terminal", "concise", "markdown"):
            run = ("audit", "plan.yaml", "--output-format", name, "--lang", lang)
            assert alone in planck(*run).out
            assert figures in planck(*run, "--figures", "figures.csv").out


def test_the_report_has_the_place_in_the_readers_words_and_the_note(planck: Planck, folder: Path) -> None:
    noted = FALSE_PACE.replace("at: 表 第1行", 'at: "表 第1行, line 12, column 3; line 9"').replace(
        "path: compound", "path: compound, note: 单位取自正文。 / The unit is from the text."
    )
    (folder / "plan.yaml").write_text(noted, encoding="utf-8")
    run = ("audit", "plan.yaml", "--output-format", "markdown", "--lang")
    assert (
        "规划原文：表 第1行，文本第12行第3列；文本第9行；“40, 60”\n\n备注：单位取自正文。\n" in planck(*run, "zh").out
    )
    english = planck(*run, "en").out
    assert "表 第1行, line 12, column 3; line 9; “40, 60”\n\nNote: The unit is from the text.\n" in english


@pytest.mark.usefixtures("false_pace")
def test_the_summary_of_a_workflow_is_the_audits_report(
    planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    report = planck("audit", "plan.yaml", "--output-format", "markdown", "--lang", "en").out
    assert (folder / "summary.md").read_text(encoding="utf-8") == report


@pytest.mark.usefixtures("false_pace")
def test_lines_of_json_say_that_something_was_audited(planck: Planck) -> None:
    head = planck("audit", "plan.yaml", "--output-format", "jsonl").out.partition("\n")[0]
    assert json.loads(head)["nothing_checked"] is False


@pytest.mark.usefixtures("false_pace")
def test_json_keeps_to_its_schema(planck: Planck) -> None:
    document = json.loads(planck("audit", "plan.yaml", "--output-format", "json").out)
    Draft202012Validator(schema_of("result")).validate(document)
    assert document["nothing_checked"] is False
    assert "A001" in document["checks"]
    assert "T001" not in document["checks"]


@pytest.mark.usefixtures("false_pace")
def test_csv_has_a_row_for_each_finding(planck: Planck) -> None:
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(planck("audit", "plan.yaml", "--output-format", "csv").out))
        if row["code"] == "A001"
    ]
    assert (row["plan"], row["target"], row["severity"], row["line"]) == ("small", "firms", "warning", "7")
    assert row["message_zh"].startswith("企业数：规划写每年 15 %")


@pytest.mark.usefixtures("false_pace")
def test_the_terminal_keeps_to_its_width(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    from planck.view.numbers import width

    monkeypatch.setenv("COLUMNS", "80")
    for lang in ("zh", "en"):
        lines = planck("audit", "plan.yaml", "--figures", "figures.csv", "--lang", lang).out.splitlines()
        assert max(map(width, lines)) <= 80
        assert "\x1b" not in "".join(lines)


def test_what_is_wrong_with_the_files_is_said_beside(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(FIGURES + "某区,企业数,2023,many,家\n" * 7, encoding="utf-8")
    (folder / "second.yaml").write_text(PLAN.replace("small", "second"), encoding="utf-8")
    ran = planck("audit", "plan.yaml", "second.yaml", "figures.csv", "--lang", "en", "--exit-zero")
    assert ran.out.startswith("The files\n- error E")
    assert "more of the same (E044), not listed one by one: 2" in " ".join(ran.out.split())
    report = planck(
        "audit", "plan.yaml", "second.yaml", "figures.csv", "--lang", "en", "--output-format", "markdown"
    ).out
    assert report.count("## What the plan says about itself") == 2
    assert report.index("## The files") > report.rindex("## What the plan says about itself")
    assert "figures.csv:3" in planck("audit", "plan.yaml", "figures.csv", "--output-format", "concise").out


def test_of_a_broken_plan_nothing_is_said_to_be_unused(planck: Planck, folder: Path) -> None:
    spare = "indicators:\n  spare: {name: {zh: 闲置}, unit: 人, measure: stock}\n"
    (folder / "plan.yaml").write_text(PLAN + spare, encoding="utf-8")
    assert "A026" in planck("audit", "plan.yaml").out
    (folder / "plan.yaml").write_text(PLAN.replace("{at_least: 60}", "{at_least: many}") + spare, encoding="utf-8")
    for command in (("audit", "plan.yaml"), ("check", "plan.yaml", "figures.csv")):
        ran = planck(*command)
        assert (ran.code, "A026" in ran.out) == (2, False)


def test_figures_are_asked_for(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(FIGURES.replace("48", "61"), encoding="utf-8")
    assert "A010" not in planck("audit", "plan.yaml").out
    assert "A010" in planck("audit", "plan.yaml", "--figures", "figures.csv").out


@pytest.mark.usefixtures("false_pace")
def test_a_report_is_written_beside(planck: Planck, folder: Path) -> None:
    ran = planck("audit", "plan.yaml", "--report", "markdown=report.md", "--lang", "en")
    assert ran.err == "wrote report.md\n"
    assert "## What the plan says about itself" in (folder / "report.md").read_text(encoding="utf-8")


def test_ignores_of_audits_count_in_both_commands(planck: Planck, folder: Path) -> None:
    ignore = "ignore: [{code: A001, target: firms, reason: 已知}]\n"
    (folder / "plan.yaml").write_text(FALSE_PACE + ignore, encoding="utf-8")
    audited = planck("audit", "plan.yaml", "--fail-on", "warning")
    assert (audited.code, "A001" in audited.out) == (0, True), "it says that it was ignored"
    assert "X001" not in planck("check", "plan.yaml", "figures.csv").out
    (folder / "plan.yaml").write_text(PLAN + ignore, encoding="utf-8")
    assert "X001" in planck("audit", "plan.yaml").out
    later = "ignore: [{code: P002, reason: 已知}, {code: A010, reason: 已知}]\n"
    (folder / "plan.yaml").write_text(PLAN + later, encoding="utf-8")
    assert "X001" not in planck("audit", "plan.yaml").out, "neither figures nor documents were there to speak of"
    assert "X001" in planck("audit", "plan.yaml", "figures.csv").out
    others = "ignore: [{code: T001, reason: 已知}, {code: P001, reason: 已知}]\n"
    (folder / "plan.yaml").write_text(PLAN + others, encoding="utf-8")
    assert "T001" not in planck("audit", "plan.yaml").out, "an ignore of a check is not an audit's business"
    assert "P001" not in planck("check", "plan.yaml", "figures.csv").out


@pytest.mark.usefixtures("false_pace")
def test_a_check_is_compact_about_the_plan(planck: Planck) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--lang", "en")
    said = (
        "The plan against itself -> planck audit plan.yaml A001 Firms: the plan prints 15 % a year, but 40 units to 60"
    )
    assert said in " ".join(ran.out.split())
    assert "-> planck audit plan.yaml\n" in ran.out
    assert ran.code == 0
    report = planck("check", "plan.yaml", "figures.csv", "--lang", "en", "--output-format", "markdown-full").out
    assert "## What the plan says about itself" in report
    assert "needs 8.45\u00a0% a year" in report


def test_explain_shows_a_bad_and_a_good_plan(planck: Planck) -> None:
    for lang, bad in (("en", "Bad"), ("zh", "错误示例")):
        out = planck("explain", "A001", "--lang", lang).out
        assert bad in out
        assert "goal: {at_least: 1000}" in out
