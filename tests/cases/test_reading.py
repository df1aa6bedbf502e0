"""Tables as offices print them, through the whole program: which figures count, and what is said of the others."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from planck.assess.plan import Result
from planck.cli.options import SETTINGS
from planck.load.settings import conventions_in, load_settings
from planck.pipeline import check

FOLDER = Path(__file__).parent / "reading"
CASES = [
    case
    for name in ("tables.yaml", "cells.yaml", "doubts.yaml", "scope.yaml")
    for case in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
]
PLAN = yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))

# What follows from a plan with few figures, and what figures do to its verdicts.
OF_THE_PLAN = ("A", "T", "C001", "C002", "C004", "C005", "C006")


def judged(case: dict[str, Any], folder: Path) -> Result:
    table = case.get("file", "figures.csv")
    plan = {**PLAN, **case.get("plan", {})}
    wanted = {name: target for name, target in PLAN["targets"].items() if name in case.get("targets", case["used"])}
    plan["targets"] = wanted or {"firms": PLAN["targets"]["firms"], "jobless": PLAN["targets"]["jobless"]}
    (folder / "plan.yaml").write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    (folder / table).write_text(case["table"], encoding=case.get("encoding", "utf-8"))
    (folder / "pyproject.toml").write_text(toml(case.get("settings", {})), encoding="utf-8")
    settings, findings, _ = load_settings(".", SETTINGS)
    assert findings == ()
    return check(["plan.yaml"], [table], conventions=conventions_in(settings))


def toml(settings: dict[str, Any]) -> str:
    lines = []
    for table, values in settings.items():
        lines.append(f"[tool.planck.{table}]")
        lines += [f"{key} = {inline(value)}" for key, value in values.items()]
    return "\n".join(lines) + "\n"


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {inline(one)}" for key, one in value.items())
            + "}"
        )
    return json.dumps(value, ensure_ascii=False)


def used(result: Result) -> dict[str, dict[int | str, float | None]]:
    """The figures that count, by target and year."""
    (plan,) = result.plans
    found: dict[str, dict[int | str, float | None]] = {}
    for assessment in plan.assessments:
        for reading in assessment.series:
            for figure in reading.figures:
                found.setdefault(assessment.target.id, {})[_year(figure.period.label)] = figure.value
    return found


def _year(label: str) -> int | str:
    return int(label) if label.isdigit() else label


def test_there_are_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 50
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reading(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = judged(case, tmp_path)
    says = {one.code for one in result.all_findings if not one.code.startswith(OF_THE_PLAN)}
    assert used(result) == case["used"]
    assert says == set(case["says"])
