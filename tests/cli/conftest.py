"""A folder with a small plan and its figures, and the command line run in it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from planck.cli.app import run

PLAN = """planck: 1
plan: small
title: {zh: 小规划, en: Small plan}
region: {name: 某区}
period: {base: 2020, start: 2021, end: 2025}
targets:
  firms: {name: {zh: 企业数, en: Firms}, unit: 家, measure: stock, baseline: 40, goal: {at_least: 60}}
"""
FIGURES = "region,indicator,period,value,unit\n某区,企业数,2022,48,家\n"


@dataclass(frozen=True)
class Ran:
    """What a call left behind."""

    code: int
    out: str
    err: str


Planck = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the commands run in."""
    for name in os.environ:
        if name.startswith(("PLANCK_", "GITHUB_", "GITLAB_", "CI_")) or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def planck(folder: Path, capsys: pytest.CaptureFixture[str]) -> Planck:
    """Run `planck` with arguments, in the folder."""

    def call(*arguments: str) -> Ran:
        code = run(list(arguments))
        streams = capsys.readouterr()
        return Ran(code, streams.out, streams.err)

    return call
