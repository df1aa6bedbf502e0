"""What is written is old or new and never half: a few moments of each; `python -m tests.bench.faults` tries many."""

import gzip
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from planck.cli.reports import OF_FINDINGS
from planck.render import Kind, formats_of
from tests.bench.faults import DOORS, Faults
from tests.cli.conftest import FIGURES, Planck


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a call is stopped in a process that is forked")
@pytest.mark.parametrize("name", ["report-json", "accept", "draft"])
def test_a_call_that_is_stopped(name: str, folder: Path) -> None:
    faults = Faults(DOORS[name], folder / "faults", seed=1)
    assert faults.killed(3)
    assert faults.full(1)
    assert faults.read_only()
    assert faults.at_once(1)
    assert faults.linked() or name == "draft"
    assert faults.changing(1)


PACKED = gzip.compress(FIGURES.encode(), mtime=0)
MODEL = "planck: 1\nmodel: m\ntitle: {en: m}\nstanding: modelled_on\ndomains:\n  d: {name: {en: d}, indicators: {firms: {name: {zh: 企业数}, normalise: {method: goalposts, worst: 0, best: 60}}}}\n"
UNREADABLE = {
    "torn.csv.gz": PACKED[:-20],
    "torn.csv": b"\xff\xfe\xff",
    "empty.csv": b"",
    "torn.xlsx": b"PK\3\4 and no more",
    "torn.parquet": b"PAR1 and no more",
}
# Calls that write where something is already; FIGURES stands for a table that cannot be read.
CALLS = {
    "check": (["check", "plan.yaml", "FIGURES"], Kind.CHECK),
    "check of a plan that is none": (["check", "none.yaml", "figures.csv"], Kind.CHECK),
    "check at several times": (["check", "plan.yaml", "FIGURES", "--as-of", "2021,2022"], Kind.HISTORY),
    "compare": (["compare", "plan.yaml", "FIGURES"], Kind.COMPARE),
    "audit": (["audit", "none.yaml"], Kind.AUDIT),
    "score": (["score", "model.yaml", "FIGURES"], Kind.SCORE),
    "score by a model that is none": (["score", "none.yaml", "figures.csv"], Kind.SCORE),
    "score at several times": (["score", "model.yaml", "FIGURES", "--period", "2021,2022"], Kind.HISTORY),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize(("call", "kind"), CALLS.values(), ids=CALLS.keys())
def test_reports_stay_where_nothing_could_be_read(
    call: Sequence[str], kind: Kind, name: str, folder: Path, planck: Planck
) -> None:
    (folder / name).write_bytes(UNREADABLE[name])
    (folder / "none.yaml").write_text("plan: [", encoding="utf-8")
    (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
    reports = [f"{each}=report.{each}" for each in formats_of(kind)]
    for each in formats_of(kind):
        (folder / f"report.{each}").write_text("earlier", encoding="utf-8")
    words = [name if word == "FIGURES" else word for word in call]
    assert planck(*words, *(part for report in reports for part in ("--report", report))).code == 2
    for each in formats_of(kind):
        now = (folder / f"report.{each}").read_text(encoding="utf-8")
        assert (now == "earlier") is (each not in OF_FINDINGS)


def test_a_site_stays_where_nothing_could_be_read(folder: Path, planck: Planck) -> None:
    assert planck("site", "plan.yaml", "figures.csv", "--to", "out").code == 0
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    (folder / "torn.csv.gz").write_bytes(PACKED[:-20])
    ran = planck("site", "plan.yaml", "torn.csv.gz", "--to", "out")
    assert ran.code == 2
    assert "out" in ran.err
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()} == before


def test_a_report_that_is_not_there_yet_says_what_is_wrong(folder: Path, planck: Planck) -> None:
    assert planck("check", "plan.yaml", "none.csv", "--report", "sarif=new.sarif").code == 2
    assert "E001" in (folder / "new.sarif").read_text(encoding="utf-8")
