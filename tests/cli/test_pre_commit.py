"""The hooks, installed and run by pre-commit itself from a repository with this package."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from planck.cli.app import run
from tests.repositories import HEADER, LOWERED, OUTER, PLAN, ROW_2021, ROW_2022, Repo, repository

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
CONFIG = """repos:
- repo: {package}
  rev: {rev}
  hooks:
  - id: planck-fix
    args: [plan.yaml, 数据 表]
  - id: planck-check
    args: [plan.yaml, 数据 表, --base, HEAD, --output-format, concise]
"""


def package(folder: Path) -> tuple[Repo, str]:
    """The project as a repository of its own, and the commit to install."""
    repo = repository(folder)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    for name in ("planck", "targets/models"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return repo, repo.commit("as it stands")


def hooked(repo: Repo, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in OUTER and "PLANCK_" not in name}
    return subprocess.run(
        (sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose", "--color", "never"),
        cwd=repo.folder,
        env={**environment, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
def test_the_hooks_run_from_a_clone(tmp_path: Path) -> None:
    source, rev = package(tmp_path / "package")
    repo = repository(tmp_path / "work tree")
    figures = "数据 表/企业 一.csv"
    repo.put("plan.yaml", PLAN)
    repo.put(figures, HEADER + ROW_2021 + ROW_2022)
    repo.put(".pre-commit-config.yaml", CONFIG.format(package=source.folder.as_posix(), rev=rev))
    repo.commit()
    quiet = hooked(repo, tmp_path / "home")
    assert quiet.returncode == 0, quiet.stdout + quiet.stderr
    assert quiet.stdout.count("Passed") == 2
    repo.put(figures, HEADER + ROW_2021.replace("44", "４４") + LOWERED)
    repo.git("add", "-A")
    stopped = hooked(repo, tmp_path / "home")
    assert stopped.returncode == 1
    assert stopped.stdout.count("Failed") == 2
    assert "files were modified by this hook" in stopped.stdout
    assert "fixed 1 cell in 数据 表/企业 一.csv" in stopped.stdout
    assert "数据 表/企业 一.csv:3:13: R001 error revised-figure" in stopped.stdout
    assert (repo.folder / figures).read_text(encoding="utf-8") == HEADER + ROW_2021 + LOWERED


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_a_command_of_planck(hook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(HEADER + ROW_2021, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    program, *arguments = HOOKS[hook]["entry"].split()
    assert program == "planck"
    assert run([*arguments, "plan.yaml", "figures.csv"]) == 0
    assert HOOKS[hook]["language"] == "python"
    assert HOOKS[hook]["pass_filenames"] is False
