"""Folders of a plan, figures and the result that they must give, run through the whole program."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from planck import check
from planck.assess.plan import Result
from planck.load.cells.period import parse_period
from planck.model import Missing

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.yaml"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 6


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    as_of = parse_period(str(expected["as_of"])) if "as_of" in expected else None
    result = check(["plan.yaml"], ["figures.csv"], as_of=as_of)
    found = {
        f"{one.target.id}@{one.region}" if expected.get("regions") else one.target.id: one
        for plan in result.plans
        for one in plan.assessments
    }
    assert {name: one.status for name, one in found.items()} == expected["statuses"]
    for name, numbers in expected.get("numbers", {}).items():
        for field, number in numbers.items():
            _same(getattr(found[name], field), number, f"{name}.{field}")
    for name, flags in expected.get("flags", {}).items():
        assert sorted(found[name].flags) == sorted(flags), name
    assert _findings(result) == expected["findings"]


def _same(value: Any, expected: Any, name: str) -> None:
    if isinstance(expected, str):
        assert value is Missing(expected), name
    else:
        assert value == pytest.approx(expected, abs=5e-5), name


def _findings(result: Result) -> list[str]:
    lines = []
    # What the plan says about itself has cases of its own, in tests/audit.
    for finding in (one for one in result.all_findings if not one.code.startswith("A")):
        place = finding.place
        where = f" {place.file}:{place.line}:{place.column}" if place else ""
        lines.append(f"{finding.code}{where} {finding.target}".strip())
    return lines
