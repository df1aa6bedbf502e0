"""Real git repositories for tests."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

PLAN = """planck: 1
plan: small
language: en
title: {zh: 小规划, en: Small plan}
region: {name: 某区}
period: {base: 2020, start: 2021, end: 2025}
targets:
  firms: {name: {zh: 企业数, en: Firms}, unit: 家, measure: stock, baseline: 40, goal: {at_least: 60}}
"""
HEADER = "region,indicator,period,value,unit\n"
ROW_2021, ROW_2022, LOWERED = "某区,企业数,2021,44,家\n", "某区,企业数,2022,48,家\n", "某区,企业数,2022,42,家\n"
GOOD, BAD = HEADER + ROW_2021 + ROW_2022, HEADER + ROW_2021 + LOWERED

_QUIET = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2024-03-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2024-03-01T12:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
# Set where the tests themselves run in a pipeline or a hook.
OUTER = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


@dataclass(frozen=True)
class Repo:
    """A repository in a folder."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """What git answers."""
        environment = {name: value for name, value in os.environ.items() if name not in OUTER}
        done = subprocess.run(
            ("git", *arguments),
            cwd=self.folder,
            env={**environment, **_QUIET},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        """Files by name, `_` for the dot before the suffix: plan_yaml, figures_csv."""
        for name, text in files.items():
            self.put(name.replace("_", "."), text)

    def put(self, path: str, text: str) -> None:
        """A file at a path, its folders made."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def commit(self, message: str = "change") -> str:
        """Everything as it is, committed; the id of the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def clone(self, folder: Path, *options: str) -> "Repo":
        """A clone through the file protocol, so that a depth is kept."""
        self.git("clone", "-q", *options, self.folder.as_uri(), str(folder))
        return Repo(folder)


def repository(folder: Path, branch: str = "main") -> Repo:
    """An empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    repo = Repo(folder)
    repo.git("init", "-q", "-b", branch)
    return repo


def two_commits(folder: Path) -> Repo:
    """A plan with good figures, and then a revision that flips its status."""
    repo = repository(folder)
    repo.write(plan_yaml=PLAN, figures_csv=GOOD)
    repo.commit("good")
    repo.write(figures_csv=BAD)
    repo.commit("bad")
    return repo
