"""What a run writes inside a workflow: annotations to stderr and a summary of the step."""

from pathlib import Path

import pytest

from planck.cli.reports import SUMMARY_LIMIT, shortened
from planck.model import Language

from .conftest import Planck


@pytest.fixture
def summary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # A figure that no target uses is something to say.
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("某区,别的,2022,1,家\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "概要 1.md"))
    return folder / "概要 1.md"


def test_annotations_go_to_stderr_and_the_report_to_the_summary(planck: Planck, summary: Path) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--output-format", "json")
    assert ran.out.startswith("{")
    assert "::notice file=" in ran.err
    assert summary.read_text(encoding="utf-8").startswith("# ")


def test_the_summary_is_appended_to(planck: Planck, summary: Path) -> None:
    summary.write_text("before\n", encoding="utf-8")
    planck("check", "plan.yaml", "figures.csv")
    assert summary.read_text(encoding="utf-8").startswith("before\n# ")


def test_annotations_are_written_once(planck: Planck, summary: Path) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--output-format", "github")
    assert "::notice" in ran.out
    assert "::notice" not in ran.err


def test_a_summary_that_cannot_be_written_fails_the_run(planck: Planck, summary: Path) -> None:
    summary.mkdir()
    ran = planck("check", "plan.yaml", "figures.csv")
    assert ran.code == 2
    assert "GITHUB_STEP_SUMMARY：无法写入" in ran.err


def test_without_a_summary_there_are_annotations_all_the_same(
    planck: Planck, summary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert "::notice" in planck("check", "plan.yaml", "figures.csv").err
    assert not summary.exists()


def test_outside_of_a_workflow_there_is_neither(planck: Planck, folder: Path) -> None:
    assert "::" not in planck("check", "plan.yaml", "figures.csv").err


@pytest.mark.parametrize("language", list(Language))
def test_a_summary_stays_under_the_limit_of_the_platform(language: Language) -> None:
    text = "企业数：滞后\n" * 100_000
    short = shortened(text, SUMMARY_LIMIT, language)
    assert len(short.encode()) <= SUMMARY_LIMIT < len(text.encode())
    kept, _, note = short.rstrip().rpartition("\n\n")
    left = 100_000 - kept.count("\n")
    assert str(left - 1) in note or str(left) in note
    assert shortened("short\n", SUMMARY_LIMIT, language) == "short\n"


NOT_COMPARED = "没有给出 --base：没有检查修订、状态变化和得分变化\n"


def test_a_run_that_compares_nothing_says_so_in_a_pipeline(
    planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert planck("check", "plan.yaml", "figures.csv").err == ""
    monkeypatch.setenv("GITLAB_CI", "true")
    assert planck("check", "plan.yaml", "figures.csv").err == NOT_COMPARED
    english = planck("check", "plan.yaml", "figures.csv", "--lang", "en").err
    assert english == "no --base: revisions, changes of status and of score were not checked\n"
    assert "--base" not in planck("check", "plan.yaml", "figures.csv", "--base", "figures.csv").err


def test_a_run_that_compares_nothing_says_so_where_the_plan_has_a_gate(planck: Planck, folder: Path) -> None:
    with (folder / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("gate: {fail_on: warning}\n")
    assert planck("check", "plan.yaml", "figures.csv").err == NOT_COMPARED


def test_the_end_of_a_cut_summary_is_in_the_language_of_the_plan(
    planck: Planck, summary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planck.cli.reports.SUMMARY_LIMIT", 700)
    planck("check", "plan.yaml", "figures.csv")
    assert summary.read_text(encoding="utf-8").splitlines()[-1].startswith("……另有 ")
