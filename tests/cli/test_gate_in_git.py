"""The gate as a process in real repositories: which base it finds, what it says, how it ends."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from planck.cli.app import run
from tests.repositories import (
    BAD,
    GOOD,
    HEADER,
    LOWERED,
    OUTER,
    PLAN,
    ROW_2021,
    ROW_2022,
    Repo,
    repository,
    two_commits,
)


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    code: int
    out: str
    err: str


def clean_environment() -> dict[str, str]:
    """Without what a pipeline around the tests has set."""
    return {name: value for name, value in os.environ.items() if name not in OUTER and not name.startswith("PLANCK_")}


def planck(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Done:
    """The command as a process of its own."""
    done = subprocess.run(
        (sys.executable, "-m", "planck", *arguments),
        cwd=folder,
        env={**clean_environment(), **(environment or {})},
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


CONCISE = ("check", "plan.yaml", "figures.csv", "--output-format", "concise")


def check(folder: Path, *more: str, environment: Mapping[str, str] | None = None) -> Done:
    """`planck check` on the two files of the test repositories."""
    return planck(folder, *CONCISE, *more, environment=environment)


Again = Callable[..., Done]


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Again:
    """The same in this process, which is quicker: for what comes after a test's first run."""

    def call(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Done:
        with monkeypatch.context() as patch:
            for name in set(os.environ) - set(clean_environment()):
                patch.delenv(name)
            for name, value in (environment or {}).items():
                patch.setenv(name, value)
            patch.chdir(folder)
            code = run(list(arguments))
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return call


def test_a_flip_by_a_revision_fails_the_gate_until_its_reason_is_recorded(tmp_path: Path, again: Again) -> None:
    repo = two_commits(tmp_path / "repo")
    good = repo.git("rev-parse", "HEAD~1")
    done = check(repo.folder, "--base", "auto")
    assert done.code == 1
    assert done.err.strip() == f"base HEAD^1@{good[:7]} ({good})"
    # 48 of 48 asked for is on schedule, 42 is 2 of the 8 asked for: off track, two classes down.
    assert "figures.csv:3:13: R001 error revised-figure: Firms for 2022: 48 is now 42 (-6, 12.5 %)" in done.out
    assert "T012 error class-jump: Firms: from on schedule to off track, 2 classes at once" in done.out
    recorded = again(
        repo.folder,
        "revise",
        "figures.csv",
        "企业数",
        "2022",
        "--reason",
        "double entries removed",
        "--date",
        "2024-03-02",
    )
    assert recorded.code == 0, recorded.err
    assert (repo.folder / "revisions.csv").read_text(encoding="utf-8") == (
        "region,indicator,period,old,new,reason,source,date\n"
        "某区,企业数,2022,48,42,double entries removed,,2024-03-02\n"
    )
    explained = again(repo.folder, *CONCISE, "--base", "HEAD~1")
    assert explained.code == 0, explained.out
    assert "R001 note revised-figure" in explained.out
    assert "reason: double entries removed" in explained.out


def test_without_a_base_nothing_of_changes_is_said(tmp_path: Path, again: Again) -> None:
    repo = two_commits(tmp_path / "repo")
    done = again(repo.folder, *CONCISE)
    assert (done.code, done.err) == (0, "")
    assert "R001" not in done.out
    assert "base" not in done.out


@pytest.mark.parametrize("depth", [1, 2])
def test_shallow_clones(tmp_path: Path, again: Again, depth: int) -> None:
    clone = two_commits(tmp_path / "repo").clone(tmp_path / "clone", "--depth", str(depth))
    done = check(clone.folder, "--base", "auto")
    if depth == 2:
        assert done.code == 1, "the first parent is there"
        return
    assert done.code == 0
    assert "planck: X020 note no-base: nothing to compare with: the clone is shallow" in done.out
    required = again(clone.folder, *CONCISE, "--base", "auto", "--require-base")
    assert required.code == 2
    assert "X021 error base-required" in required.out
    whole = again(clone.folder, "check", "plan.yaml", "figures.csv", "--base", "auto", "--lang", "en")
    assert "fetch-depth: 2" in " ".join(whole.out.split())
    named = again(clone.folder, *CONCISE, "--base", "HEAD~1")
    assert named.code == 2
    assert "X022 error unknown-base" in named.out
    assert "fetch-depth: 0" in named.out


def pull_request(folder: Path) -> Repo:
    """A merge of a branch with bad figures into main, which has gone on meanwhile."""
    repo = repository(folder)
    repo.write(plan_yaml=PLAN, figures_csv=HEADER + ROW_2021)
    repo.commit("first")
    repo.git("checkout", "-q", "-b", "change")
    repo.write(figures_csv=HEADER + ROW_2021 + LOWERED)
    repo.commit("bad figures")
    repo.git("checkout", "-q", "main")
    repo.put("other.txt", "x")
    repo.commit("meanwhile")
    repo.git("checkout", "-q", "-b", "trial")
    repo.git("merge", "-q", "--no-ff", "-m", "trial merge", "change")
    return repo


def test_a_trial_merge_is_compared_with_its_first_parent(tmp_path: Path, again: Again) -> None:
    repo = pull_request(tmp_path / "repo")
    first = repo.git("rev-parse", "HEAD^1")
    origin = repo.clone(tmp_path / "clone", "--branch", "trial", "--depth", "2")
    done = check(origin.folder, "--base", "auto", environment={"GITHUB_BASE_REF": "main"})
    assert f"({first})" in done.err
    assert "T011 warning newly-off-track" in done.out
    alone = repo.clone(tmp_path / "alone", "--branch", "trial", "--depth", "1")
    cut = again(alone.folder, *CONCISE, "--base", "auto", "--require-base", environment={"GITHUB_BASE_REF": "main"})
    assert cut.code == 2
    text = again(
        alone.folder, "check", "plan.yaml", "figures.csv", "--base", "auto", environment={"GITHUB_BASE_REF": "main"}
    )
    assert "fetch-depth: 2" in " ".join(text.out.split()), "the merge is known to have a first parent"


def test_a_branch_is_compared_with_where_it_parted(tmp_path: Path, again: Again) -> None:
    repo = pull_request(tmp_path / "repo")
    clone = repo.clone(tmp_path / "clone", "--branch", "change")
    parted = repo.git("rev-parse", "main~1")
    for environment in ({"GITHUB_BASE_REF": "main"}, {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}):
        done = again(clone.folder, *CONCISE, "--base", "auto", environment=environment)
        assert done.err.strip() == f"base main@{parted[:7]} ({parted})"
    repo.git("checkout", "-q", "main")
    default = repo.clone(tmp_path / "default")
    default.git("checkout", "-q", "change")
    done = again(default.folder, *CONCISE, "--base", "auto")
    assert f"base main@{parted[:7]}" in done.err, "origin's default branch"


def test_a_fork_without_the_target_branch_says_what_to_fetch(tmp_path: Path, again: Again) -> None:
    fork = two_commits(tmp_path / "repo").clone(tmp_path / "fork")
    done = check(fork.folder, "--base", "auto", "--require-base", environment={"GITHUB_BASE_REF": "release"})
    assert done.code == 2
    assert "the target branch release is not here" in done.out
    note = again(
        fork.folder, "check", "plan.yaml", "figures.csv", "--base", "auto", environment={"GITHUB_BASE_REF": "release"}
    )
    assert note.code == 0
    assert "git fetch origin release" in " ".join(note.out.split())


def test_a_renamed_file_is_followed(tmp_path: Path, again: Again) -> None:
    repo = two_commits(tmp_path / "repo")
    repo.git("mv", "figures.csv", "数据 2024.csv")
    repo.commit("renamed")
    done = planck(repo.folder, "check", "plan.yaml", "数据 2024.csv", "--base", "HEAD~2", "--output-format", "concise")
    assert done.code == 1
    assert "数据 2024.csv:3:13: R001 error" in done.out
    alone = again(repo.folder, "check", "plan.yaml", "数据 2024.csv", "--base", "auto", "--output-format", "concise")
    assert (alone.code, "R001" in alone.out) == (0, False)


def test_a_detached_head_is_compared_with_the_commit_before(tmp_path: Path) -> None:
    repo = two_commits(tmp_path / "repo")
    good = repo.git("rev-parse", "HEAD~1")
    repo.git("checkout", "-q", "--detach", "HEAD")
    done = check(repo.folder, "--base", "auto")
    assert (done.code, good in done.err) == (1, True)


def test_a_dirty_tree_is_compared_with_head(tmp_path: Path, again: Again) -> None:
    repo = repository(tmp_path / "repo")
    repo.write(plan_yaml=PLAN, figures_csv=GOOD)
    head = repo.commit()
    assert "X020 note no-base" in again(repo.folder, *CONCISE, "--base", "auto").out, (
        "a first commit has nothing before it"
    )
    repo.write(figures_csv=BAD)
    done = again(repo.folder, *CONCISE, "--base", "auto")
    assert (done.code, done.err.strip()) == (1, f"base HEAD@{head[:7]} ({head})")


def test_folders_subfolders_spaces_and_files_that_are_gone(tmp_path: Path, again: Again) -> None:
    repo = repository(tmp_path / "repo")
    repo.put("目标 2025/规划.yaml", PLAN)
    repo.put("数据 表/一.csv", HEADER + ROW_2021)
    repo.put("数据 表/二.csv", HEADER + ROW_2022)
    repo.put("数据 表/说明.txt", "no table at all\n")
    repo.commit()
    (repo.folder / "数据 表/二.csv").unlink()
    (repo.folder / "数据 表/说明.txt").unlink()
    (repo.folder / "sub").mkdir()
    arguments = ("check", "../目标 2025", "../数据 表", "--base", "HEAD", "--output-format", "concise")
    done = again(repo.folder / "sub", *arguments)
    assert "R002 warning latest-year-back: Firms: the newest figure was for 2022 and is now for 2021; 48" in done.out
    assert done.code == 0, "on schedule in both years"


def test_a_figure_on_a_line_with_a_quoted_newline_in_a_file_with_crlf(tmp_path: Path, again: Again) -> None:
    repo = repository(tmp_path / "repo")
    rows = 'region,indicator,period,value,unit,note\r\n某区,企业数,2021,44,家,"two\r\nlines"\r\n某区,企业数,2022,{},家,\r\n'
    repo.write(plan_yaml=PLAN, figures_csv=rows.format(48))
    repo.commit()
    repo.write(figures_csv=rows.format(42))
    done = again(repo.folder, *CONCISE, "--base", "auto")
    assert "figures.csv:4:13: R001 error" in done.out


def test_a_file_and_a_folder_as_the_base(tmp_path: Path, again: Again) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old/figures.csv").write_text(GOOD, encoding="utf-8")
    for base in ("old/figures.csv", "old", "./old"):
        done = again(tmp_path, *CONCISE, "--base", base)
        assert (done.code, done.err.strip()) == (1, f"base {base}")
        assert "R001 error" in done.out
    missing = again(tmp_path, *CONCISE, "--base", "odl")
    assert missing.code == 2
    assert "X022 error unknown-base" in missing.out
    assert again(tmp_path, *CONCISE, "--base", "auto").code == 0, "no repository, and nobody requires one"
    assert again(tmp_path, *CONCISE, "--require-base").code == 2


def test_the_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    repo = two_commits(tmp_path / "repo")
    surroundings = [
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "77"},
    ]
    copy = repo.clone(tmp_path / "another")
    said = set()
    for folder, environment in (
        (repo.folder, surroundings[0]),
        (repo.folder, surroundings[1]),
        (copy.folder, surroundings[1]),
    ):
        reports = ("--report", "markdown=r.md", "--report", "json=r.json")
        done = planck(folder, *CONCISE[:3], "--base", "HEAD~1", *reports, environment=environment)
        assert "R001" in done.out
        said.add((done.out, (folder / "r.md").read_bytes(), (folder / "r.json").read_bytes()))
    assert len(said) == 1


def test_figures_that_were_not_given_are_not_gone(tmp_path: Path, again: Again) -> None:
    repo = two_commits(tmp_path / "repo")
    alone = again(repo.folder, "check", ".", "--base", "HEAD~1", "--lang", "en", "--output-format", "concise")
    assert (alone.code, "R003" in alone.out) == (3, False)
    assert "no figures were given: only plans were compared with --base" in alone.err
    both = again(repo.folder, "check", ".", ".", "--base", "HEAD~1", "--lang", "en", "--output-format", "concise")
    assert ("R001" in both.out, "no figures" in both.err) == (True, False)
    repo.write(figures_csv=HEADER)
    emptied = again(repo.folder, *CONCISE, "--base", "HEAD~1")
    assert "R003" in emptied.out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "exit-zero = true", ["exit-zero: this change makes none into true"]),
        ('fail-on = "warning"', 'fail-on = "error"', ["fail-on: this change makes warning into error"]),
        ('fail-on = "warning"', "", ["fail-on: this change makes warning into none"]),
        ("", 'fail-on = "note"', []),
        ("min-score = 70", "min-score = 60", ["min-score: this change makes 70 into 60"]),
        ("min-score = 70", "min-score = 80", []),
        ("max-drop = 1", "", ["max-drop: this change makes 1 into none"]),
        ("max-drop = 1", "max-drop = 0.5", []),
        ("", "allow-empty = true", ["allow-empty: this change makes none into true"]),
        ("require-base = true", "", ["require-base: this change makes true into none"]),
        ("", 'as-of = "2021"', ["as-of: this change makes none into 2021"]),
        ('method = "schedule"', 'method = "unsd"', ["method: this change makes schedule into unsd"]),
        ("exit-zero = true", "exit-zero = false", []),
    ],
)
def test_a_change_is_held_to_the_settings_of_its_base(
    before: str,
    after: str,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in OUTER:
        monkeypatch.delenv(name, raising=False)
    repo = repository(tmp_path)
    repo.write(plan_yaml=PLAN, figures_csv=GOOD, pyproject_toml=f"[tool.planck]\n{before}\n")
    repo.commit()
    repo.write(figures_csv=BAD, pyproject_toml=f"[tool.planck]\n{after}\n")
    repo.commit()
    monkeypatch.chdir(tmp_path)
    assert run([*CONCISE, "--lang", "en", "--base", "HEAD~1"]) == 1, "the revision has no reason"
    out = capsys.readouterr().out
    lines = [line.partition(" weakened-setting: tool.planck.")[2] for line in out.splitlines() if " X013 " in line]
    assert [line.partition(";")[0] for line in lines] == said
    flags = ["--exit-zero", "--fail-on", "error", "--min-score", "60", "--max-drop", "9", "--as-of", "2022"]
    assert run([*CONCISE, *flags, "--method", "unsd", "--base", "HEAD~1"]) == 0, "what the call says is no change"


def test_the_base_that_a_change_names_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in OUTER:
        monkeypatch.delenv(name, raising=False)
    repo = repository(tmp_path)
    repo.write(plan_yaml=PLAN, figures_csv=GOOD, pyproject_toml='[tool.planck]\nbase = "auto"\n')
    repo.commit()
    repo.git("checkout", "-q", "-b", "change")
    repo.write(figures_csv=BAD, pyproject_toml='[tool.planck]\nbase = "HEAD"\n')
    repo.commit()
    monkeypatch.chdir(tmp_path)
    assert run([*CONCISE, "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "R001 error" in out
    assert "tool.planck.base: this change makes auto into HEAD; it is still held to auto" in out
    repo.write(pyproject_toml='[tool.planck]\nbase = "main"\n')
    repo.git("rm", "-q", "--cached", "pyproject.toml")
    assert run([*CONCISE, "--lang", "en", "--base", "main"]) == 1
