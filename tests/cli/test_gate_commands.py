"""diff, revise and accept, and the options of the gate, in this process."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from planck.cli import reports
from planck.gate import CHANGE_CHECKS
from planck.load.files import document_from
from planck.view.numbers import width
from planck.words import rule
from tests.cli.conftest import FIGURES, Planck
from tests.repositories import HEADER, Repo

GOOD = FIGURES
BAD = FIGURES.replace(",48,", ",42,")
BOTH = ("plan.yaml", "figures.csv")


@pytest.fixture
def old(folder: Path) -> Path:
    """The good figures beside the bad ones."""
    (folder / "old.csv").write_text(GOOD, encoding="utf-8")
    (folder / "figures.csv").write_text(BAD, encoding="utf-8")
    return folder


def test_diff_of_two_files(planck: Planck, old: Path) -> None:
    ran = planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Changed since base old.csv: 1 figure revised",
        "",
        "Statuses",
        "- Firms: = on schedule → ! off track, by a revision for 2022, 48 → 42; needs 3",
        "  units more (45 units) to be behind",
        "",
        "Figures",
        "- 某区 企业数 2022: revised 48 → 42 (-6 units, -12.5 %)",
    ]
    chinese = planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml").out
    assert "- 企业数：= 基本符合预期 → ! 严重滞后，原因：2022 年修订 48 → 42" in chinese
    found = json.loads(planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml", "--output-format", "json").out)
    assert [(flip["old"], flip["new"], flip["classes"]) for flip in found["changes"]["flips"]] == [
        ("on_schedule", "off_track", 2)
    ]


def test_diff_without_a_plan_and_of_plans(planck: Planck, old: Path) -> None:
    assert "修订 48 → 42（-6 家，-12.5 %）" in planck("diff", "old.csv", "figures.csv").out
    plan = (old / "plan.yaml").read_text(encoding="utf-8")
    (old / "new.yaml").write_text(plan.replace("at_least: 60", "at_least: 50"), encoding="utf-8")
    ran = planck("diff", "plan.yaml", "new.yaml", "--with", "old.csv", "--lang", "en", "--output-format", "markdown")
    assert "goal weaker 60 → 50" in ran.out
    assert "on schedule → + ahead" in ran.out


def test_diff_of_folders_and_revisions(planck: Planck, folder: Path) -> None:
    repo = Repo(folder)
    repo.git("init", "-q", "-b", "main")
    repo.commit()
    repo.write(figures_csv=GOOD + "某区,企业数,2023,53,家\n")
    for sides in (("HEAD", "."), ("HEAD:figures.csv", "figures.csv"), ("main", ".", "figures.csv")):
        assert "新增 53 家" in planck("diff", *sides).out
    repo.commit()
    assert "新增 53 家" in planck("diff", "HEAD~1", "HEAD").out
    assert "没有变化" in planck("diff", "HEAD", "HEAD").out


def test_diff_tells_a_file_as_moved_where_it_was_moved_alone(
    planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(folder)
    repo.git("init", "-q", "-b", "main")
    data = folder / "data"
    data.mkdir()
    (folder / "figures.csv").rename(data / "figures.csv")
    repo.commit()
    (data / "figures.csv").write_text(GOOD.replace("48", "47"), encoding="utf-8")
    # Files behind a revision are those files then and now, as git has it.
    for sides in (("HEAD:data", "data"), ("HEAD", ".", "data"), ("HEAD", "plan.yaml", "data/figures.csv")):
        assert planck("diff", *sides).out.splitlines()[0].endswith("修订数据 1 个"), sides
    (data / "figures.csv").rename(folder / "figures.csv")
    assert "移动" in planck("diff", "HEAD", ".").out
    (folder / "figures.csv").rename(data / "figures.csv")
    monkeypatch.chdir(data)
    for sides in (("HEAD", "."), ("HEAD", "../plan.yaml", "figures.csv")):
        assert planck("diff", *sides).out.splitlines()[0].endswith("修订数据 1 个"), sides


def test_diff_that_cannot_be_made(planck: Planck, folder: Path) -> None:
    assert planck("diff", "nothing", "figures.csv").code == 2
    assert "X030" in planck("diff", "nothing", "figures.csv").err
    assert planck("diff", *BOTH, "--output-format", "xlsx").code == 2
    (folder / "empty").mkdir()
    ran = planck("diff", "empty", "empty")
    assert (ran.code, "nothing to compare" in ran.err) == (3, True)


def test_revise_from_a_file(planck: Planck, old: Path) -> None:
    call = ("revise", "figures.csv", "企业数", "2022", "--base", "old.csv", "--date", "2023-05-01")
    ran = planck(*call, "--reason", "counted twice")
    assert ran.code == 0, ran.err
    record = (old / "revisions.csv").read_text(encoding="utf-8")
    assert record.splitlines()[1] == "某区,企业数,2022,48,42,counted twice,,2023-05-01"
    checked = planck("check", *BOTH, "--base", "old.csv", "--output-format", "concise")
    assert (checked.code, "R001 note" in checked.out) == (0, True)
    assert planck(*call, "--reason", "again").code == 0
    assert planck("check", *BOTH, "--output-format", "concise").code == 0


def test_a_whole_series_that_was_taken_back(planck: Planck, old: Path) -> None:
    (old / "old.csv").write_text(FIGURES + "某区,企业数,2021,44,家\n", encoding="utf-8")
    (old / "figures.csv").write_text(HEADER + "某区,别的,2022,7,家\n", encoding="utf-8")
    call = ("revise", "figures.csv", "企业数", "--withdrawn", "--base", "old.csv", "--reason", "no longer counted")
    for _ in range(2):
        assert planck(*call).code == 0
        rows = (old / "revisions.csv").read_text(encoding="utf-8").splitlines()[1:]
        assert [row.split(",")[1:6] for row in rows] == [
            ["企业数", "2021", "44", "", "no longer counted"],
            ["企业数", "2022", "48", "", "no longer counted"],
        ]
    out = planck("check", *BOTH, "--base", "old.csv", "--output-format", "concise").out
    assert ("R003 note" in out, "G003 error" in out) == (True, False)
    other = (*call[:2], "别的", *call[3:])
    assert "no figure of 别的 in the base is gone" in planck(*other).err


@pytest.mark.parametrize("reason", ["理由", "理由。", "why", "Why", "…", "...", "-", "TODO"])
def test_what_stands_for_a_reason_is_none(planck: Planck, old: Path, reason: str) -> None:
    (old / "changes.csv").write_text(f"indicator,period,reason\n企业数,2022,{reason}\n", encoding="utf-8")
    for call in (
        ("accept", "R001", *BOTH, "--base", "old.csv", "--reason", reason),
        ("revise", "figures.csv", "企业数", "2022", "--base", "old.csv", "--reason", reason),
        ("revise", "--from", "changes.csv", "--base", "old.csv"),
    ):
        ran = planck(*call)
        assert (ran.code, f"got the placeholder '{reason}'" in ran.err) == (2, True), call
    assert not (old / "revisions.csv").exists()


def test_revise_says_what_is_lacking(planck: Planck, old: Path) -> None:
    def err(*arguments: str) -> str:
        ran = planck("revise", *arguments, "--reason", "a census")
        assert ran.code == 2
        return ran.err

    assert "wanted a reason" in planck("revise", "figures.csv", "企业数", "2022", "--reason", " ").err
    assert "no figure of 企业数 for 2019" in err("figures.csv", "企业数", "2019")
    assert "missing-file" in err("nothing.csv", "企业数", "2022")
    assert "still in figures.csv" in err("figures.csv", "企业数", "2022", "--withdrawn")
    assert "give it with --old" in err("figures.csv", "企业数", "2022", "--base", "figures.csv")
    (old / "figures.csv").write_text(BAD + "别区,企业数,2022,7,家\n", encoding="utf-8")
    assert "several regions" in err("figures.csv", "企业数", "2022")
    (old / "revisions.csv").write_text("a,b\n", encoding="utf-8")
    assert "nothing was written" in err("figures.csv", "企业数", "2022", "--region", "某区", "--old", "48")
    (old / "revisions.csv").write_bytes(b"\xff\xfe")
    assert "nothing was written" in err("figures.csv", "企业数", "2022", "--region", "某区", "--old", "48")


def test_a_withdrawal(planck: Planck, old: Path) -> None:
    (old / "figures.csv").write_text(HEADER + "某区,企业数,2021,44,家\n", encoding="utf-8")
    (old / "old.csv").write_text(HEADER + "某区,企业数,2021,44,家\n某区,企业数,2022,45,家\n", encoding="utf-8")
    assert planck("check", *BOTH, "--base", "old.csv").code == 1, "the newest year went back and the status with it"
    ran = planck(
        "revise", "figures.csv", "企业数", "2022", "--withdrawn", "--base", "old.csv", "--reason", "wrong scope"
    )
    assert ran.code == 0, ran.err
    assert planck("check", *BOTH, "--base", "old.csv").code == 0
    (old / "revisions.csv").write_text("指标,时期,原值,新值,理由\n企业数,2019,1,2,x\n", encoding="utf-8")
    unused = planck("check", *BOTH, "--output-format", "concise")
    assert "revisions.csv:2:1: X027 warning unused-record" in unused.out


def test_accept_by_code_and_by_fingerprint(planck: Planck, old: Path) -> None:
    based = (*BOTH, "--base", "old.csv")
    before = planck("check", *based, "--output-format", "concise")
    assert before.code == 1
    assert planck("accept", "R001", *based, "--reason", "checked", "--until", "2030-12-31").code == 0
    [jump] = [
        one["fingerprint"]
        for one in json.loads(planck("check", *based, "--output-format", "json").out)["plans"][0]["findings"]
        if one["code"] == "T012"
    ]
    assert planck("accept", jump[:8], *based, "--reason", "checked").code == 0
    plan = (old / "plan.yaml").read_text(encoding="utf-8")
    assert "code: R001, target: firms" in plan
    assert f"fingerprint: {jump}}}\n" in plan
    after = planck("check", *based, "--output-format", "concise")
    assert after.code == 0
    assert "R001" not in after.out
    without = planck("check", *BOTH, "--output-format", "concise")
    assert "X00" not in without.out, "without a base nothing follows from an ignore of a change"


def test_a_change_does_not_set_its_own_findings_aside(planck: Planck, old: Path) -> None:
    (old / "base").mkdir()
    for name, was in (("plan.yaml", "plan.yaml"), ("figures.csv", "old.csv")):
        shutil.copy(was, old / "base" / name)
    with (old / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("ignore: [{code: T012, reason: x}, {code: R001, reason: x}]\n")
    run = planck("check", *BOTH, "--base", "base", "--output-format", "concise")
    assert run.code == 1
    assert all(f"{code} error" in run.out for code in ("T012", "R001", "G006"))
    assert "X001" not in run.out


def test_accept_says_what_is_lacking(planck: Planck, old: Path) -> None:
    assert "wanted a reason" in planck("accept", "R001", *BOTH).err
    assert "wanted a day" in planck("accept", "R001", *BOTH, "--reason", "x", "--until", "soon").err
    assert "no finding R001 here" in planck("accept", "R001", *BOTH, "--reason", "x").err
    (old / "figures.csv").write_text(BAD + "某区,甲,2022,1,家\n某区,乙,2022,1,家\n", encoding="utf-8")
    several = planck("accept", "C006", *BOTH, "--reason", "x")
    assert (several.code, several.err.count("C006 unused-figure")) == (2, 2)
    (old / "figures.csv").write_text(BAD + "某区,甲,2022,1,家\n", encoding="utf-8")
    alone = planck("accept", "C006", *BOTH, "--reason", "x")
    assert (alone.code, "belongs to no plan" in alone.err) == (2, True)
    plan = (old / "plan.yaml").read_text(encoding="utf-8")
    (old / "plan.yaml").write_text(plan + "'ignore': []\n", encoding="utf-8")
    assert "by hand" in planck("accept", "T002", *BOTH, "--reason", "x").err


def test_accept_all_takes_what_is_there_and_nothing_new(planck: Planck, old: Path) -> None:
    strict = ("check", *BOTH, "--fail-on", "warning", "--output-format", "concise")
    assert planck(*strict).code == 1
    assert "wanted a reason" in planck("accept", "--all", *BOTH).err
    taken = planck("accept", "--all", *BOTH, "--reason", "there when planck came")
    assert (taken.code, taken.err) == (0, "wrote plan.yaml\n1 finding accepted\n")
    assert planck(*strict).code == 0
    (old / "figures.csv").write_text(BAD + "某区,企业数,2019,1,户\n", encoding="utf-8")
    assert planck(*strict).code == 1, "a new finding counts"
    again = planck("accept", "--all", *BOTH, "--reason", "another unit", "--until", "2030-12-31")
    assert (again.code, again.err) == (0, "wrote plan.yaml\n1 finding accepted\n")
    assert planck(*strict).code == 0
    assert planck("accept", "--all", *BOTH, "--reason", "x").err == "0 findings accepted\n"
    (old / "figures.csv").write_text(GOOD, encoding="utf-8")
    settled = planck(*strict)
    assert (settled.code, settled.out.count("X001 warning unused-ignore")) == (1, 2)


def test_accept_all_of_some_codes(planck: Planck, old: Path) -> None:
    (old / "figures.csv").write_text(BAD + "某区,企业数,2019,1,户\n某区,甲,2022,1,家\n", encoding="utf-8")
    found = json.loads(planck("check", *BOTH, "--output-format", "json").out)
    codes = {one["code"] for one in found["plans"][0]["findings"] if one["severity"] != "note"}
    assert len(codes) == 2
    code = min(codes)
    taken = planck("accept", "--all", code, "C006", *BOTH, "--reason", "x")
    assert taken.err.splitlines() == [
        "wrote plan.yaml",
        "1 finding accepted",
        "1 about the inputs (of C006) belong to no plan, and stay",
    ]
    assert (old / "plan.yaml").read_text(encoding="utf-8").count("fingerprint:") == 1
    left = json.loads(planck("check", *BOTH, "--output-format", "json").out)
    assert {one["code"] for one in left["plans"][0]["findings"] if one["severity"] != "note"} == codes - {code}
    assert planck("accept", "--all", code, "--reason", "x").err == "0 findings accepted\n", "the plan of this folder"
    (old / "plan.yaml").write_text("planck: 2\n", encoding="utf-8")
    broken = planck("accept", "--all", *BOTH, "--reason", "x")
    assert (broken.code, "nothing was written" in broken.err) == (2, True)


def test_bars_and_the_gate_of_a_plan(planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    barred = planck("check", *BOTH, "--min-score", "75", "--output-format", "concise")
    assert (barred.code, "G005 error bar-without-score" in barred.out) == (1, True)
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan + "gate: {max_drop: 1}\n", encoding="utf-8")
    assert "max_drop: 1" in planck("check", *BOTH, "--output-format", "concise").out
    (folder / "figures.csv").write_text(BAD, encoding="utf-8")
    (folder / "plan.yaml").write_text(plan + "gate: {fail_on: warning}\n", encoding="utf-8")
    assert planck("check", *BOTH).code == 1, "the plan is stricter than the default"
    assert planck("check", *BOTH, "--fail-on", "error").code == 0, "and the flag beats the plan"
    monkeypatch.setenv("PLANCK_FAIL_ON", "error")
    assert planck("check", *BOTH).code == 0


def test_settings_and_the_environment(planck: Planck, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = '[tool.planck]\nbase = "old.csv"\nrequire-base = true\n'
    (old / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert planck("check", *BOTH).code == 1
    monkeypatch.setenv("PLANCK_BASE", "figures.csv")
    assert planck("check", *BOTH).code == 0
    (old / "pyproject.toml").write_text("[tool.planck]\nmin-score = 80\nmax_drop = 0.5\n", encoding="utf-8")
    ran = planck("check", *BOTH, "--output-format", "concise")
    assert "min_score: 80, max_drop: 0.5" in ran.out
    (old / "pyproject.toml").write_text("[tool.planck]\nmin-score = true\n", encoding="utf-8")
    assert "X011" in planck("check", *BOTH).err


def test_the_report_of_a_change(planck: Planck, old: Path) -> None:
    ran = planck("check", *BOTH, "--base", "old.csv", "--lang", "en", "--output-format", "markdown-full")
    assert "## Changes" in ran.out
    terminal = planck("check", *BOTH, "--base", "old.csv").out
    assert "与 old.csv 相比：修订数据 1 个" in " ".join(terminal.splitlines())


def test_writing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "with-mark.csv"
    path.write_bytes(b"\xef\xbb\xbfa\n")
    assert reports.write_file(str(path), "b\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbfb\r\n"
    assert not reports.write_file(str(folder / "no/where.csv"), "b")
    assert "could not write" in capsys.readouterr().err
    assert document_from(b"x", "y", limit=0)[0] is None


def test_settings_and_the_environment_reach_every_command(
    planck: Planck, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = '[tool.planck]\nlang = "en"\nas-of = 2022\nbase = "old.csv"\nmethod = "unsd"\n'
    (old / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert "Changed since base old.csv" in planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml").out
    judged = planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml").out
    assert judged == planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml", "--method", "unsd").out
    assert judged != planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml", "--method", "schedule").out
    assert planck("explain", "T001").out == planck("explain", "T001", "--lang", "en").out
    accepted = planck("accept", "R001", "plan.yaml", "figures.csv", "--reason", "a census")
    assert (accepted.code, accepted.err) == (0, "base old.csv\nwrote plan.yaml\n"), "the base of the settings"
    assert planck("revise", "figures.csv", "企业数", "2022", "--reason", "a census").code == 0
    assert ",48,42,a census," in (old / "revisions.csv").read_text(encoding="utf-8")
    monkeypatch.setenv("PLANCK_LANG", "zh")
    assert "与 old.csv 相比" in planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml").out


def test_the_encoding_of_a_project_reaches_every_command(planck: Planck, old: Path) -> None:
    for name in ("old.csv", "figures.csv"):
        text = (old / name).read_text(encoding="utf-8")
        (old / name).write_bytes(text.encode("hz"))
    (old / "pyproject.toml").write_text('[tool.planck]\nencoding = "hz"\nbase = "old.csv"\n', encoding="utf-8")
    assert "48 → 42" in planck("diff", "old.csv", "figures.csv", "--with", "plan.yaml").out
    assert planck("accept", "R001", "plan.yaml", "figures.csv", "--reason", "a census").code == 0
    assert planck("revise", "figures.csv", "企业数", "2022", "--reason", "a census").code == 0


def test_a_method_that_the_caller_chose_judges_both_states(planck: Planck, old: Path) -> None:
    (old / "before").mkdir()
    (old / "before/plan.yaml").write_bytes((old / "plan.yaml").read_bytes())
    (old / "before/figures.csv").write_text(GOOD, encoding="utf-8")
    for base in ("old.csv", "before"):
        ran = planck("check", *BOTH, "--base", base, "--method", "unsd", "--output-format", "json")
        changes = json.loads(ran.out)["changes"]
        assert changes["targets"] == [], "the plan is the same on both sides"
        [flip] = changes["flips"]
        assert (flip["old"], flip["new"]) == ("met_or_on_track", "fair_progress")


def test_what_is_accepted_for_a_time_expires_by_the_day(
    planck: Planck, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ("check", *BOTH, "--base", "old.csv", "--output-format", "concise")
    monkeypatch.setattr("planck.cli.inputs.today", lambda: date(2024, 3, 1))
    monkeypatch.setattr("planck.cli.gate.today", lambda: date(2024, 3, 1))
    for code in ("R001", "T012"):
        assert planck("accept", code, *BOTH, "--base", "old.csv", "--reason", "x", "--until", "2024-06-30").code == 0
    assert planck(*call).code == 0
    monkeypatch.setattr("planck.cli.inputs.today", lambda: date(2024, 7, 1))
    late = planck(*call)
    assert (late.code, late.out.count("X002 warning expired-ignore")) == (1, 2)
    assert planck(*call, "--as-of", "2022").code == 0, "judged as of then"
    past = planck("accept", "R001", *BOTH, "--reason", "x", "--until", "2024-02-29")
    assert (past.code, "--until" in past.err, "a day to come" in " ".join(past.err.split())) == (2, True, True)


def commands(text: str) -> list[list[str]]:
    """The calls that a text prints, with a reason in place of the word that stands for one."""
    calls = [shlex.split(line[line.index("planck ") :])[1:] for line in text.splitlines() if "planck " in line]
    assert all(call[-1] in ("why", "理由") for call in calls)
    return [[*call[:-1], "a census"] for call in calls]


def helps(planck: Planck, base: str) -> list[tuple[str, str]]:
    """What the findings of the plan advise, in both languages, by their codes."""
    reports = [
        json.loads(planck("check", *BOTH, "--base", base, "--output-format", "json", "--lang", language).out)
        for language in ("zh", "en")
    ]
    plans = [*reports, *(plan for report in reports for plan in report["plans"])]
    return [(one["code"], one.get("help", "")) for plan in plans for one in plan["findings"]]


def test_every_call_that_a_finding_prints_can_be_pasted(planck: Planck, folder: Path) -> None:
    years = {2019: 36, 2020: 40, 2021: 44, 2022: 48}
    rows = [f"某区,企业数,{year},{value},家" for year, value in years.items()]
    header = "region,indicator,period,value,unit"
    (folder / "old").mkdir()
    (folder / "old" / "figures.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    states = {
        "revised": [*rows[:3], "某区,企业数,2022,42,家"],
        "the newest is gone": rows[:2],
        "one between is gone": [rows[0], *rows[2:]],
        "a part of a year": [*rows, "某区,企业数,2023,30,家"],
        "out of its past": [*rows, "某区,企业数,2023,10,家"],
        "copied": [*rows[:3], "某区,企业数,2022,4821,家", "某区,企业数,2023,4821,家"],
        "none is left": ["某区,别的,2022,1,家"],
        "another unit": [*rows[:3], "某区,企业数,2022,48,户"],
        "a lower goal": rows,
        "renamed and revised": [row.replace("企业数", "高新企业").replace("48", "42") for row in rows],
    }
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    seen: set[str] = set()
    for name, state in states.items():
        measure = "flow" if name == "a part of a year" else "stock"
        before = plan.replace("measure: stock", f"measure: {measure}")
        (folder / "old" / "plan.yaml").write_text(before, encoding="utf-8")
        after = before.replace("at_least: 60", "at_least: 50") if name == "a lower goal" else before
        (folder / "plan.yaml").write_text(after, encoding="utf-8")
        (folder / "revisions.csv").unlink(missing_ok=True)
        (folder / "figures.csv").write_text("\n".join([header, *state]) + "\n", encoding="utf-8")
        told = [(code, call) for code, text in helps(planck, "old") for call in commands(text)]
        assert told, name
        for code, call in told:
            seen.add(code)
            for _ in range(2):
                ran = planck(*call)
                assert ran.code == 0, (name, call, ran.err)
        out = planck("check", *BOTH, "--base", "old", "--output-format", "concise").out
        # What goes by another name is to be known by it.
        assert set(re.findall(r"[RTG]\d{3} error", out)) <= {"R004 error"}, (name, out)
    printing = {code for code in CHANGE_CHECKS if re.search(r"\{(record|cure)\}", rule(code).help.en)}
    assert seen == printing, "every rule that prints a call has a state above"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_call_is_not_broken_on_a_screen(planck: Planck, old: Path, language: str) -> None:
    (old / "old.csv").rename(old / "earlier-figures.csv")
    for detail in ((), ("-v",)):
        out = planck("check", *BOTH, "--base", "earlier-figures.csv", "--lang", language, *detail).out
        assert max(map(width, out.splitlines())) <= 80
        broken = out[out.index("planck revise") :]
        call = re.split(r"(?<!\\)\n", broken)[0]
        words = shlex.split("planck revise figures.csv 企业数 2022 --region 某区 --base earlier-figures.csv --reason")
        assert shlex.split(call.replace("\\\n", ""))[:-1] == words, "as a shell reads it"


def test_the_calls_about_a_region_that_was_renamed_can_be_pasted(planck: Planck, folder: Path) -> None:
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan.replace("region: {name: 某区}", "region: all"), encoding="utf-8")
    rows = [f"{region},企业数,{year},{value},家" for region in "甲乙" for year, value in ((2020, 40), (2021, 44))]
    table = "\n".join(["region,indicator,period,value,unit", *rows, "甲,企业数,2022,48,家"]) + "\n"
    (folder / "old.csv").write_text(table, encoding="utf-8")
    (folder / "figures.csv").write_text(table.replace("甲", "丙").replace("48", "42"), encoding="utf-8")
    calls = [call for _, text in helps(planck, "old.csv") for call in commands(text)]
    assert any("revise" in call and "--old" in call for call in calls)
    for call in calls:
        ran = planck(*call)
        assert ran.code == 0, (call, ran.err)
    after = planck("check", *BOTH, "--base", "old.csv", "--output-format", "concise")
    assert (after.code, "R001 note" in after.out) == (0, True)


def test_many_at_once_and_twice_is_once(planck: Planck, old: Path) -> None:
    regions = "甲乙丙丁戊"
    plan = (old / "plan.yaml").read_text(encoding="utf-8").replace("{name: 某区}", "all")
    (old / "plan.yaml").write_text(plan, encoding="utf-8")
    table = "region,indicator,period,value,unit\n" + "".join(f"{one},企业数,2022,{{}},家\n" for one in regions)
    (old / "old.csv").write_text(table.format(*[48] * 5), encoding="utf-8")
    (old / "figures.csv").write_text(table.format(*[42] * 5), encoding="utf-8")
    based = ("check", *BOTH, "--base", "old.csv", "--output-format", "concise")
    assert planck(*based).out.count("R001 error") == 5, "for a machine each at its place"
    told = " ".join(planck(*based[:-1], "comment", "--lang", "en").out.split())
    assert told.count("error **R001**") == 1
    assert "Firms of 甲 for 2022: 48 is now 42" in told
    assert "likewise 4 more, such as Firms of 乙; Firms of 丙; Firms of 丁" in told
    [call] = re.findall(r"planck accept [0-9a-f]{16} plan.yaml figures.csv --base old.csv --reason why", told)[:1]
    for _ in range(2):
        assert planck(*commands(call)[0]).code == 0
        assert (old / "plan.yaml").read_text(encoding="utf-8").count("fingerprint:") == 5
    (old / "plan.yaml").write_text(plan, encoding="utf-8")
    listed = "indicator,period,region,old\n" + "".join(f"企业数,2022,{one},48\n" for one in regions)
    (old / "changes.csv").write_text(listed, encoding="utf-8")
    for _ in range(2):
        ran = planck("revise", "--from", "changes.csv", "--base", "old.csv", "--reason", "double entries")
        assert ran.code == 0, ran.err
        assert len((old / "revisions.csv").read_text(encoding="utf-8").splitlines()) == 6
    assert planck(*based).code == 0
    (old / "revisions.csv").unlink()
    for _ in range(2):
        taken = planck("accept", "--base", "old.csv", "--all", "R001", "T012", "--reason", "x")
        assert taken.code == 0, taken.err
        assert (old / "plan.yaml").read_text(encoding="utf-8").count("fingerprint:") == 10
    assert planck(*based).code == 0


def test_revise_names_what_is_wrong_with_its_options(planck: Planck, old: Path) -> None:
    def err(*arguments: str) -> str:
        ran = planck("revise", *arguments)
        assert ran.code == 2, ran.err
        return " ".join(ran.err.replace("│", " ").split())

    assert "PERIOD" in err("figures.csv", "企业数", "soon", "--reason", "x")
    assert "--date" in err("figures.csv", "企业数", "2022", "--reason", "x", "--date", "soon")
    assert "INDICATOR" in err("figures.csv", "--reason", "x")
    assert "E001 missing-file: changes.csv" in err("--from", "changes.csv", "--reason", "x")
    (old / "changes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "no row with an indicator and a period in changes.csv" in err("--from", "changes.csv", "--reason", "x")
    (old / "changes.csv").write_text("指标,时期\n企业数,2022\n", encoding="utf-8")
    assert "give it in the row or with --reason" in err("--from", "changes.csv", "--base", "old.csv")
    assert planck("revise", "--from", "changes.csv", "--base", "old.csv", "--reason", "x").code == 0
    assert "wanted a fingerprint or a code" in " ".join(planck("accept", "--reason", "x").err.split())
    (old / "plan.yaml").unlink()
    assert "found none in this folder" in " ".join(
        planck("accept", "R001", "--reason", "x").err.replace("│", " ").split()
    )


def test_several_at_once_lose_nothing(planck: Planck, old: Path) -> None:
    regions = "甲乙丙丁戊己"
    table = "region,indicator,period,value,unit\n" + "".join(f"{one},企业数,2022,{{}},家\n" for one in regions)
    (old / "old.csv").write_text(table.format(*[48] * 6), encoding="utf-8")
    (old / "figures.csv").write_text(table.format(*[42] * 6), encoding="utf-8")
    words = ("figures.csv", "企业数", "2022", "--base", "old.csv", "--reason", "x", "--region")
    running = [subprocess.Popen((sys.executable, "-m", "planck", "revise", *words, one)) for one in regions]
    assert [each.wait() for each in running] == [0] * 6
    assert len((old / "revisions.csv").read_text(encoding="utf-8").splitlines()) == 7
    assert sorted(path.name for path in old.iterdir()) == ["figures.csv", "old.csv", "plan.yaml", "revisions.csv"]


def test_several_accepted_at_once_lose_nothing(planck: Planck, old: Path) -> None:
    words = ("--base", "old.csv", "--reason", "x")
    command = (sys.executable, "-m", "planck", "accept")
    running = [subprocess.Popen((*command, code, *BOTH, *words)) for code in ("R001", "T011", "T012")]
    assert [each.wait() for each in running] == [0] * 3
    text = (old / "plan.yaml").read_text(encoding="utf-8")
    assert sorted(re.findall(r"code: (\w+)", text)) == ["R001", "T011", "T012"]
    assert planck("check", *BOTH, "--base", "old.csv").code == 0
