"""`planck check` as its users call it: exit codes, streams, options, configuration."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from planck.cli import main
from tests.cli.conftest import FIGURES, PLAN, Planck

BEHIND = FIGURES.replace("48", "42")
BINDING = PLAN.replace("unit: 家", "nature: binding, due: 2022, unit: 家")


def test_0_evaluated_and_passed(planck: Planck) -> None:
    ran = planck("check", "plan.yaml", "figures.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "企业数" in ran.out


def test_1_evaluated_and_failed(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(BINDING, encoding="utf-8")
    assert planck("check", "plan.yaml", "figures.csv").code == 1
    assert planck("check", "plan.yaml", "figures.csv", "--exit-zero").code == 0


@pytest.mark.parametrize(("fail_on", "code"), [("note", 1), ("warning", 1), ("error", 0)])
def test_fail_on_names_the_lowest_severity_that_fails(planck: Planck, folder: Path, fail_on: str, code: int) -> None:
    (folder / "figures.csv").write_text(BEHIND, encoding="utf-8")
    assert planck("check", "plan.yaml", "figures.csv", "--fail-on", fail_on).code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan.yaml", "missing.csv"),
        ("missing.yaml", "figures.csv"),
        ("figures.csv", "figures.csv"),
        ("plan.yaml", "figures.csv", "--output-format", "markdwon"),
        ("plan.yaml", "figures.csv", "--report", "markdown"),
        ("plan.yaml", "figures.csv", "--report", "nonsense=x.md"),
        ("plan.yaml", "figures.csv", "--report", "markdown=no/such/folder/x.md"),
        ("plan.yaml", "figures.csv", "--as-of", "someday"),
        ("plan.yaml", "figures.csv", "--fail-on", "never"),
        ("plan.yaml", "figures.csv", "--no-such-option"),
        (),
    ],
)
def test_2_could_not_evaluate(planck: Planck, arguments: tuple[str, ...]) -> None:
    ran = planck("check", *arguments)
    assert ran.code == 2
    assert ran.out + ran.err
    assert "Traceback" not in ran.err


def test_2_an_invalid_plan_is_reported_and_the_rest_is_judged(planck: Planck, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN + "  labs: {name: {zh: 实验室}, mesure: stock}\n", encoding="utf-8")
    ran = planck("check", "plan.yaml", "figures.csv", "--lang", "en")
    assert ran.code == 2
    assert "plan.yaml:8:" in ran.out
    assert "measure" in ran.out
    assert "Firms" in ran.out


@pytest.mark.parametrize(
    "figures", ["region,indicator,period,value,unit\n", "region,indicator,period,value\n别处,企业数,2022,1\n"]
)
def test_3_nothing_was_checked(planck: Planck, folder: Path, figures: str) -> None:
    (folder / "figures.csv").write_text(figures, encoding="utf-8")
    assert planck("check", "plan.yaml", "figures.csv").code == 3
    assert planck("check", "plan.yaml", "figures.csv", "--allow-empty").code == 0


def test_what_is_wrong_with_a_figure_is_not_allowed_with_its_absence(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(
        "region,indicator,period,value,unit\n某区,企业数,2022,48,亿元\n", encoding="utf-8"
    )
    assert planck("check", "plan.yaml", "figures.csv").code == 3
    assert planck("check", "plan.yaml", "figures.csv", "--allow-empty").code == 1


def test_a_plan_that_is_over_says_what_was_met_and_never_what_will_be(planck: Planck, folder: Path) -> None:
    labs = "  labs: {name: {zh: 实验室, en: Labs}, unit: 家, measure: stock, nature: binding, baseline: 4, goal: {at_least: 9}}\n"
    late = labs.replace("labs", "halls").replace("实验室", "展馆").replace("Labs", "Halls")
    (folder / "plan.yaml").write_text(PLAN + labs + late, encoding="utf-8")
    rows = "某区,企业数,2025,70,家\n某区,实验室,2025,8,家\n某区,展馆,2024,8,家\n某区,别的,2026,1,家\n"
    (folder / "figures.csv").write_text("region,indicator,period,value,unit\n" + rows, encoding="utf-8")
    out = " ".join(planck("check", "plan.yaml", "figures.csv", "--as-of", "2026", "--lang", "en").out.split())
    assert "All are due: 1 of the 2 judged were met." in out
    assert "Final figure missing for 1" in out
    assert "Binding: 2; missed: Labs" in out
    assert "will be met" not in out


def test_3_no_figures_at_all(planck: Planck) -> None:
    assert planck("check", "plan.yaml").code == 3


def test_4_planck_itself_failed(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("planck.pipeline.check", broken)
    with pytest.raises(SystemExit) as left:
        main(["check", "plan.yaml", "figures.csv"], environment={})
    assert left.value.code == 4
    err = capsys.readouterr().err
    assert "a bug in planck: RuntimeError: a bug" in err
    assert "Traceback" not in err
    with pytest.raises(SystemExit):
        main(["check", "plan.yaml", "figures.csv"], environment={"PLANCK_DEBUG": "1"})
    assert "Traceback" in capsys.readouterr().err


def test_the_exit_codes_stand_in_the_help(planck: Planck) -> None:
    for arguments in (("--help",), ("check", "--help")):
        text = planck(*arguments).out
        for code in range(5):
            assert f"\n  {code}  " in text


def test_the_nearest_format_is_suggested(planck: Planck) -> None:
    assert "did you mean markdown?" in planck("check", "plan.yaml", "figures.csv", "--output-format", "markdwon").err


def test_reports_are_written_beside_clean_stdout(planck: Planck, folder: Path) -> None:
    ran = planck(
        "check",
        "plan.yaml",
        "figures.csv",
        "--output-format",
        "json",
        "--report",
        "markdown=报告.md",
        "--report",
        "csv=a b.csv",
    )
    assert json.loads(ran.out)["plans"]
    assert ran.err.splitlines() == ["wrote 报告.md", "wrote a b.csv"]
    assert "小规划" in (folder / "报告.md").read_text(encoding="utf-8")
    assert b"\r" not in (folder / "a b.csv").read_bytes()


def test_the_language_is_the_plans_unless_asked(planck: Planck) -> None:
    assert "Small plan" not in planck("check", "plan.yaml", "figures.csv").out
    assert "Small plan" in planck("check", "plan.yaml", "figures.csv", "--lang", "en").out


def test_figures_from_standard_input(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FIGURES.encode())))
    assert planck("check", "plan.yaml", "-").code == 0


def test_folders_and_several_plans(planck: Planck, folder: Path) -> None:
    (folder / "plans").mkdir()
    (folder / "plans" / "a.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plans" / "b.yaml").write_text(PLAN.replace("plan: small", "plan: other"), encoding="utf-8")
    ran = planck("check", "plans", "figures.csv", "--output-format", "json")
    assert [plan["id"] for plan in json.loads(ran.out)["plans"]] == ["small", "other"]
    ran = planck("check", "plan.yaml", "plans/b.yaml", "figures.csv", "--output-format", "json")
    assert [plan["id"] for plan in json.loads(ran.out)["plans"]] == ["small", "other"]


def test_two_plans_of_one_id_are_an_error(planck: Planck, folder: Path) -> None:
    (folder / "b.yaml").write_text(PLAN, encoding="utf-8")
    ran = planck("check", "plan.yaml", "b.yaml", "figures.csv", "--output-format", "concise")
    assert ran.code == 1
    assert "X006" in ran.out


def test_as_of_sets_aside_what_was_not_known(planck: Planck) -> None:
    assert planck("check", "plan.yaml", "figures.csv", "--as-of", "2021").code == 3
    assert planck("check", "plan.yaml", "figures.csv", "--as-of", "2023-06-30").code == 0


def test_as_of_today_reads_the_clock_and_says_so(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.cli.inputs.today", lambda: date(2021, 5, 1))
    ran = planck("check", "plan.yaml", "figures.csv", "--as-of", "today")
    assert (ran.code, ran.err) == (3, "as of 2021-05-01\n")


def test_flag_beats_environment_beats_file(planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "pyproject.toml").write_text('[tool.planck]\noutput-format = "csv"\n', encoding="utf-8")
    assert planck("check", "plan.yaml", "figures.csv").out.startswith("plan,")
    monkeypatch.setenv("PLANCK_OUTPUT_FORMAT", "json")
    assert planck("check", "plan.yaml", "figures.csv").out.startswith("{")
    assert planck("check", "plan.yaml", "figures.csv", "--output-format", "markdown").out.startswith("#")


def test_an_unknown_setting_is_refused_with_the_nearest(planck: Planck, folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.planck]\noutput-fromat = "csv"\n', encoding="utf-8")
    ran = planck("check", "plan.yaml", "figures.csv")
    assert ran.code == 2
    assert "pyproject.toml:2:1" in ran.err
    assert "output-format" in ran.err


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour(
    planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    (folder / "figures.csv").write_text(BEHIND, encoding="utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in planck("check", "plan.yaml", "figures.csv").out) is coloured


def process(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m planck` as a process of its own."""
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-m", "planck", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
    )


def test_same_inputs_give_the_same_bytes_everywhere(folder: Path) -> None:
    outputs = {
        process("check", "plan.yaml", "figures.csv", "--output-format", "json", folder=folder, **environment).stdout
        for environment in (
            {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
            {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "COLUMNS": "200"},
        )
    }
    assert len(outputs) == 1
    assert str(folder).encode() not in outputs.pop()


def test_as_a_module_without_arguments(folder: Path) -> None:
    ran = process(folder=folder)
    assert ran.returncode == 2
    assert b"Usage: planck" in ran.stdout + ran.stderr
    assert process("--version", folder=folder).stdout.startswith(b"planck ")


@pytest.mark.parametrize(
    "reports",
    [("csv=figures.csv",), ("markdown=./plan.yaml",), ("csv=same.x", "json=same.x"), ("json=-",)],
)
def test_a_report_never_takes_the_place_of_an_input_or_of_another(
    planck: Planck, folder: Path, reports: tuple[str, ...]
) -> None:
    options = [part for report in reports for part in ("--report", report)]
    assert planck("check", "plan.yaml", "figures.csv", *options).code == 2
    assert (folder / "figures.csv").read_text(encoding="utf-8") == FIGURES
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_a_reader_that_goes_away_changes_no_exit_code(folder: Path) -> None:
    root = Path(__file__).parents[2]
    command = f"{sys.executable} -m planck check plan.yaml figures.csv | true; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(folder: Path) -> None:
    root = Path(__file__).parents[2]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "planck", "check", "plan.yaml", "figures.csv"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
    assert ran.returncode == 2
    assert b"could not write the output" in ran.stderr


def test_a_closed_stdout_is_no_crash(folder: Path) -> None:
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m planck check plan.yaml figures.csv >&-"],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_unread_file_is_not_buried_under_nothing_checked(planck: Planck) -> None:
    out = planck("check", "missing.yaml", "figures.csv", "--output-format", "concise").out
    assert "E001" in out
    assert "X005" not in out


@pytest.mark.parametrize(("key", "at"), [("scoring: {use: models/m.yaml}", 16), ("figures: [models/m.yaml]", 11)])
def test_a_file_that_a_plan_names_and_is_not_there_is_told_where_it_is_named(
    planck: Planck, folder: Path, key: str, at: int
) -> None:
    (folder / "plan.yaml").write_text(f"{PLAN}{key}\n", encoding="utf-8")
    ran = planck("check", "plan.yaml", *(["figures.csv"] if at > 11 else []), "--output-format", "concise")
    line = len(PLAN.splitlines()) + 1
    assert f"plan.yaml:{line}:{at}: E001" in ran.out
    assert ran.code == 2


def written(folder: Path, values: dict[int, float], status: str = "") -> None:
    rows = "".join(f"某区,企业数,{year},{value},家,{status}\n" for year, value in values.items())
    (folder / "figures.csv").write_text("region,indicator,period,value,unit,status\n" + rows, encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({2021: 41, 2022: 42, 2023: 43}, "今后每年须 +8.5 家，为迄今最快一次（+1 家）的 8.5 倍：按期实现恐不现实"),
        # Over the two years to 2023 it made 1.5 a year.
        ({2021: 41, 2023: 44}, "今后每年须 +8 家，为迄今最快一次（+1.5 家）的 5.3 倍"),
        ({2021: 44, 2022: 47, 2023: 49}, "今后每年须 +5.5 家，快于迄今最快的一次（+4 家）；照此到期为 55，差 5。"),
        ({2021: 47, 2022: 46, 2023: 47}, "今后每年须 +6.5 家，迄今每年 +2.33 家；照此到期为 51，差 9。"),
        ({2021: 39, 2022: 38}, "今后每年须 +7.33 家，而迄今没有一次朝这个方向变化（最好的一次 -1 家）"),
    ],
)
def test_what_has_to_be_decided_holds_the_pace_needed_against_those_made(
    planck: Planck, folder: Path, values: dict[int, float], says: str
) -> None:
    written(folder, values)
    page = planck("check", "plan.yaml", "figures.csv", "--output-format", "markdown").out.replace("\u00a0", " ")
    assert says in page


def test_an_estimate_is_marked_and_no_region_is_no_plan_without_targets(planck: Planck, folder: Path) -> None:
    written(folder, {2022: 47}, "estimated")
    out = planck("check", "plan.yaml", "figures.csv").out
    assert "47^" in out
    assert "^ 依据预计、快报或初步数" in out
    (folder / "plan.yaml").write_text(PLAN.replace("{name: 某区}", "all"), encoding="utf-8")
    written(folder, {})
    assert "1 项目标，数据中没有一个地区。" in planck("check", "plan.yaml", "figures.csv").out


def test_figures_of_other_places_are_told_where_nothing_was_checked(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(FIGURES.replace("某区", "它区"), encoding="utf-8")
    ran = planck("check", "plan.yaml", "figures.csv")
    assert ran.code == 3
    assert "C007" in ran.out


def test_an_old_figure_is_told_by_its_row_or_by_a_warning(planck: Planck, folder: Path) -> None:
    other = PLAN.splitlines()[-1].replace("firms", "labs").replace("企业", "机构").replace("Firms", "Labs")
    (folder / "plan.yaml").write_text(f"{PLAN}{other}\n", encoding="utf-8")
    for labs, says in ((41, False), (58, True)):
        rows = f"{FIGURES}某区,企业数,2024,48,家\n某区,机构数,2022,{labs},家\n"
        (folder / "figures.csv").write_text(rows, encoding="utf-8")
        out = planck("check", "plan.yaml", "figures.csv").out
        assert ("C004" in out) is says
        assert ("机构数，家  " in out) is not says


def test_figures_up_to_the_base_year_check_nothing(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(FIGURES.replace("2022", "2020"), encoding="utf-8")
    assert planck("check", "plan.yaml", "figures.csv").code == 3


@pytest.mark.parametrize(
    ("form", "library", "more"),
    [("parquet", "pyarrow", ()), ("arrow", "pyarrow", ("--memory", "9M")), ("xlsx", "xlsxwriter", ())],
)
def test_a_report_that_needs_an_extra_names_it(
    planck: Planck, monkeypatch: pytest.MonkeyPatch, form: str, library: str, more: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    ran = planck("check", "plan.yaml", "figures.csv", "--report", f"{form}=report", "--lang", "en", *more)
    assert ran.code == 2
    # Where the figures are read by the library as well, it is they that it lacks for.
    assert f": E080 error needs-extra: {library}: wanted it installed" in ran.err
    assert "'.[columnar]'" in ran.err
    assert not Path("report").exists()
