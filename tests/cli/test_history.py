"""Verdicts and scores at several times in one run."""

import csv
import io
import json
from pathlib import Path

import pytest

from planck.cli.app import run

PLAN = """planck: 1
plan: small
language: en
title: {en: Small}
region: all
period: {base: 2015, start: 2016, end: 2020}
targets:
  firms: {name: {en: Firms}, measure: stock, unit: 家, baseline: 40, goal: {at_least: 60}}
"""
FIGURES = """region,indicator,period,value,unit
甲,firms,2016,44,家
甲,firms,2018,61,家
甲,firms,2020,59,家
乙,firms,2018,42,家
"""
MODEL = """planck: 1
model: index
language: en
title: {en: Index}
round: {digits: 1}
domains:
  a: {series: {normalise: {method: goalposts, worst: 0, best: 80}}}
"""
SCORED = """region,indicator,period,value
甲,a,2016,40
甲,a,2018,60
乙,a,2018,20
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("plan.yaml", PLAN), ("figures.csv", FIGURES), ("model.yaml", MODEL), ("scored.csv", SCORED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    code = run(list(args))
    return code, capsys.readouterr().out


CHECK = ("check", "plan.yaml", "figures.csv", "--as-of")


def test_a_history_of_verdicts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, *CHECK, "2016..2020", "--output-format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0
    # Hand: from 40 to 60 in five years; what was known at the end of each year.
    assert [(row["as_of"], row["status"], row["value"]) for row in rows if row["region"] == "甲"] == [
        ("2016", "on_schedule", "44.0"),
        ("2017", "on_schedule", "44.0"),
        ("2018", "achieved_early", "61.0"),
        ("2019", "achieved_early", "61.0"),
        ("2020", "missed", "59.0"),
    ]
    other = [row for row in rows if row["region"] == "乙"]
    assert [row["status"] for row in other] == ["not_assessed"] * 2 + ["off_track"] * 3
    assert ("expired" in other[-1]["flags"], rows[4]["change"], rows[4]["change_percent"]) == (
        True,
        "15.0",
        repr(1500 / 44),
    )


def test_a_history_on_a_screen_and_as_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, *CHECK, "2020,2016")[1]
    assert "2016" in text.splitlines()[0]
    assert "Firms (甲)  = on schedule 44  ✘ missed 59" in text
    data = json.loads(told(capsys, *CHECK, "2016,2020", "--output-format", "json")[1])
    assert (data["times"], [len(line["moments"]) for line in data["lines"]]) == (["2016", "2020"], [2, 2])
    assert "# Verdicts over time" in told(capsys, *CHECK, "2016,2020", "--output-format", "markdown")[1]


def test_long_histories_are_cut_on_a_screen_alone(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planck.render.views.compare.MOST_LINES", 1)
    assert "and 1 more rows" in told(capsys, *CHECK, "2016,2020")[1]
    assert "more rows" not in told(capsys, *CHECK, "2016,2020", "--output-format", "markdown")[1]


@pytest.mark.parametrize("times", ["2020..2016", "2016..x", "1000..2000", "2016,soon", "2016..20"])
def test_times_that_are_none(here: Path, capsys: pytest.CaptureFixture[str], times: str) -> None:
    assert run([*CHECK, times]) == 2


def test_a_history_of_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, *CHECK, "2010,2011")[0] == 3
    assert told(capsys, *CHECK, "2010,2011", "--allow-empty")[0] == 0
    (here / "plan.yaml").write_text("planck: 1\n", encoding="utf-8")
    assert told(capsys, *CHECK, "2016,2020")[0] == 2


def test_scores_of_several_years(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "score", "model.yaml", "scored.csv", "--period", "2016,2018", "--output-format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0
    assert [(row["region"], row["as_of"], row["value"], row["rank"], row["change_percent"]) for row in rows] == [
        ("乙", "2016", "", "", ""),
        ("乙", "2018", "25.0", "2.0", ""),
        ("甲", "2016", "50.0", "1.0", "0.0"),
        ("甲", "2018", "75.0", "1.0", "50.0"),
    ]
    text = told(capsys, "score", "model.yaml", "scored.csv", "--period", "2016..2018")[1]
    assert [line.split() for line in text.splitlines() if line.startswith(("甲", "乙"))] == [
        ["乙", "—", "—", "25.0", "—"],
        ["甲", "50.0", "—", "75.0", "25.0"],
    ]
    assert told(capsys, "score", "model.yaml", "scored.csv", "--period", "2018", "--output-format", "csv")[0] == 0
    assert told(capsys, "score", "no.yaml", "scored.csv", "--period", "2016,2018")[0] == 2
