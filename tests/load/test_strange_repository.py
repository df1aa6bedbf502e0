"""Repositories of strangers: nothing that their configuration or attributes name is run, and names are only names."""

import subprocess
from pathlib import Path

import pytest

from planck.cli.app import run
from tests.repositories import BAD, GOOD, HEADER, LOWERED, OUTER, PLAN, ROW_2021, ROW_2022, Repo, two_commits

# Each is told to leave a trace of its own when it is run.
CONFIGURED = (
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "diff.external",
    "diff.odd.command",
    "diff.odd.textconv",
    "filter.odd.clean",
    "filter.odd.smudge",
    "filter.odd.process",
    "gpg.program",
    "pager.diff",
    "pager.log",
    "pager.status",
    "credential.helper",
    "remote.origin.uploadpack",
    "alias.diff",
    "alias.cat-file",
)
HOOKS = ("post-index-change", "post-checkout", "pre-commit", "reference-transaction", "fsmonitor-watchman")


def prepared(folder: Path) -> tuple[Repo, Path]:
    """A repository that runs something at every occasion it can be told to, and the folder of the traces."""
    repo, traces = two_commits(folder / "repo"), folder / "traces"
    traces.mkdir()
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "remote.origin.url", "ext::touch " + str(traces / "url"))
    hooks = folder / "hooks"
    hooks.mkdir()
    for name in HOOKS:
        program(hooks / name, traces / name)
    repo.git("config", "core.hooksPath", str(hooks))
    for name in CONFIGURED:
        path = program(folder / f"run-{name}", traces / name)
        with (repo.folder / ".git/config").open("a", encoding="utf-8") as file:
            section, _, key = name.rpartition(".")
            first, _, rest = section.partition(".")
            heading = f'[{first} "{rest}"]' if rest else f"[{first}]"
            file.write(f"{heading}\n\t{key} = {'!' if first == 'alias' else ''}{path}\n")
    (repo.folder / ".gitattributes").write_text("* filter=odd diff=odd\n", encoding="utf-8")
    return repo, traces


def program(path: Path, trace: Path) -> Path:
    """A program that leaves a trace."""
    path.write_text(f"#!/bin/sh\necho ran >> '{trace}'\nexit 0\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in OUTER:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_nothing_that_a_repository_names_is_run(
    tmp_path: Path, clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo, traces = prepared(tmp_path)
    clean.chdir(repo.folder)
    calls = (
        ["check", "plan.yaml", "figures.csv", "--base", "auto"],
        ["check", ".", ".", "--base", "HEAD~1"],
        ["check", "plan.yaml", "figures.csv", "--base", "HEAD~1", "--report", f"comment={tmp_path / 'c.md'}"],
        ["diff", "HEAD~1", "HEAD"],
        ["diff", "HEAD:figures.csv", "figures.csv"],
        ["revise", "figures.csv", "企业数", "2022", "--base", "HEAD~1", "--reason", "x"],
        ["accept", "T011", "plan.yaml", "figures.csv", "--base", "HEAD~1", "--reason", "x"],
    )
    for call in calls:
        assert run(list(call)) in (0, 1, 2), call
        (repo.folder / "figures.csv").write_text(BAD.replace("42", "41"), encoding="utf-8")
    assert "base HEAD" in capsys.readouterr().err
    assert sorted(path.name for path in traces.iterdir()) == []


def test_the_trap_works(tmp_path: Path) -> None:
    repo, traces = prepared(tmp_path)
    (repo.folder / "figures.csv").write_text(GOOD, encoding="utf-8")
    subprocess.run(("git", "status"), cwd=repo.folder, capture_output=True, check=False)
    assert {path.name for path in traces.iterdir()} & {"core.fsmonitor", "filter.odd.clean", "filter.odd.process"}


@pytest.mark.parametrize("name", ["--upload-pack=touch x", "-c", "--output=x"])
def test_names_like_options_are_refused(
    name: str, tmp_path: Path, clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = two_commits(tmp_path / "repo")
    clean.chdir(repo.folder)
    assert run(["check", "plan.yaml", "figures.csv", f"--base={name}", "--lang", "en"]) == 2
    assert "it looks like an option" in " ".join(capsys.readouterr().out.split())
    clean.setenv("GITHUB_BASE_REF", name)
    assert run(["check", "plan.yaml", "figures.csv", "--base", "auto", "--lang", "en"]) == 0
    assert sorted(path.name for path in repo.folder.iterdir()) == [".git", "figures.csv", "plan.yaml"]


def said(repo: Repo, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run(["check", *arguments, "--output-format", "concise"])
    return code, capsys.readouterr().out


def test_a_file_that_was_renamed_is_followed_uncommitted_and_by_name(
    tmp_path: Path, clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = two_commits(tmp_path / "repo")
    clean.chdir(repo.folder)
    (repo.folder / "figures.csv").rename(repo.folder / "新数据.csv")
    repo.put("新数据.csv", BAD.replace("42", "39"))
    code, out = said(repo, capsys, "plan.yaml", "新数据.csv", "--base", "HEAD")
    assert (code, "R001 error revised-figure: Firms for 2022: 42 is now 39" in out) == (1, True)
    repo.commit()
    code, out = said(repo, capsys, "plan.yaml", "新数据.csv", "--base", "HEAD~1")
    assert (code, "42 is now 39" in out) == (1, True), "whatever git takes for a rename"
    (repo.folder / "plan.yaml").rename(repo.folder / "规划.yaml")
    repo.put("规划.yaml", PLAN.replace("at_least: 60", "at_least: 42"))
    code, out = said(repo, capsys, "规划.yaml", "新数据.csv", "--base", "HEAD")
    assert (code, "G004 warning weakened-goal: Firms: weaker goal" in out) == (0, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [("plan: small", "plan: large"), ("  firms:", "  companies:"), ("zh: 企业数, ", "zh: 公司数, ")],
)
def test_a_plan_that_was_renamed_is_followed_by_what_it_calls_its_targets(
    old: str, new: str, tmp_path: Path, clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = two_commits(tmp_path / "repo")
    clean.chdir(repo.folder)
    (repo.folder / "plan.yaml").rename(repo.folder / "规划.yaml")
    text = PLAN.replace(old, new).replace("plan: small", "plan: large").replace("at_least: 60", "at_least: 42")
    assert new in text
    repo.put("规划.yaml", text)
    for given in ("规划.yaml", "."):
        code, out = said(repo, capsys, given, "figures.csv", "--base", "HEAD")
        assert "weaker goal" in out, (code, out)
    repo.put("规划.yaml", text.replace("firms", "rooms").replace("企业数", "房间").replace("Firms", "Rooms"))
    code, out = said(repo, capsys, ".", "figures.csv", "--base", "HEAD")
    assert ("weaker goal" in out, "G004 warning weakened-goal: Firms: the target was removed" in out) == (False, True)


def test_a_file_that_was_split_is_followed(
    tmp_path: Path, clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = two_commits(tmp_path / "repo")
    clean.chdir(repo.folder)
    (repo.folder / "figures.csv").unlink()
    repo.put("2021.csv", HEADER + ROW_2021)
    repo.put("2022.csv", HEADER + LOWERED.replace("42", "39"))
    code, out = said(repo, capsys, "plan.yaml", "2021.csv", "2022.csv", "--base", "HEAD")
    assert (code, "42 is now 39" in out) == (1, True)
    repo.put("2022.csv", HEADER + LOWERED)
    code, out = said(repo, capsys, "plan.yaml", "2021.csv", "2022.csv", "--base", "HEAD")
    assert (code, "R00" in out) == (0, False)
    repo.put("other.csv", HEADER + ROW_2022.replace("企业数", "别的"))
    code, out = said(repo, capsys, "plan.yaml", "other.csv", "--base", "HEAD")
    assert "R0" not in out, "a file about something else is no heir"


def test_what_is_as_in_head_is_not_dirty(tmp_path: Path, clean: pytest.MonkeyPatch) -> None:
    from planck.load.git import blob_id, repository_of

    repo = two_commits(tmp_path / "repo")
    clean.chdir(repo.folder)
    found = repository_of(".")
    kinds = (".yaml", ".csv")
    assert not found.dirty(["."], kinds)
    (repo.folder / "figures.csv").write_text(BAD.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert not found.dirty(["figures.csv"], kinds), "line breaks of another system"
    (repo.folder / "figures.csv").unlink()
    assert found.dirty(["."], kinds)
    assert not found.dirty(["plan.yaml"], kinds)
    repo.put("new.csv", GOOD)
    assert found.dirty(["plan.yaml", "new.csv"], kinds)
    assert blob_id(b"", "0" * 40) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert blob_id(b"", "0" * 64) == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n"
    repo.put("large.csv", pointer)
    repo.commit()
    repo.put("large.csv", GOOD)
    assert found.dirty(["large.csv"], kinds)
    import hashlib

    repo.put("large.csv", pointer.replace("0" * 64, hashlib.sha256(GOOD.encode()).hexdigest()))
    repo.commit()
    repo.put("large.csv", GOOD)
    assert not found.dirty(["large.csv"], kinds), "what the pointer stands for"


@pytest.mark.parametrize("gone", ["figures.csv", "", "tree"])
def test_a_repository_that_has_lost_a_part_says_so(
    gone: str, tmp_path: Path, clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The figures of the commit before, that commit itself, or the list of its files.
    repo = two_commits(tmp_path / "repo")
    clean.chdir(repo.folder)
    name = {"": "HEAD~1", "tree": "HEAD~1^{tree}"}.get(gone, f"HEAD~1:{gone}")
    id_ = repo.git("rev-parse", name)
    path = repo.folder / ".git/objects" / id_[:2] / id_[2:]
    path.chmod(0o644)
    path.write_bytes(b"torn")
    code, out = said(repo, capsys, "plan.yaml", "figures.csv", "--base", "HEAD~1", "--lang", "en")
    assert (code, out.count("X022")) == (2, 1)
    assert "is missing; or clone it anew" in " ".join(out.split()) or not gone
    # The rest is judged, and so is what two commits are compared by.
    assert "T002" in out or "T001" in out
    assert run(["diff", "HEAD~1", "HEAD", "--lang", "en"]) == 2
    assert "X030" in capsys.readouterr().err
