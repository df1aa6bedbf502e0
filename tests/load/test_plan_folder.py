"""A folder of plan files: those that are read without a word, and those that are not, with what is said and where.

Beside each invalid plan stands a file `.expected` with a line `CODE line:column-end` for every finding.
"""

from pathlib import Path

import pytest

from planck.load.files import read
from planck.load.plan.dump import dump_plan
from planck.load.plan.plan import load_plan
from planck.model import Finding, Plan
from tests.load.plan_text import load

FOLDER = Path(__file__).parent / "plans"
VALID = sorted((FOLDER / "valid").glob("*.yaml"))
INVALID = sorted((FOLDER / "invalid").glob("*.yaml"))


def read_plan(path: Path) -> tuple[Plan | None, tuple[Finding, ...]]:
    document, findings = read(str(path), limit=1 << 20)
    if document is None:
        return None, findings
    plan, more = load_plan(document)
    return plan, (*findings, *more)


def line(finding: Finding) -> str:
    place = finding.place
    assert place is not None
    return f"{finding.code} {place.line}:{place.column}-{place.end}" if place.line else f"{finding.code} file"


def test_there_are_plans() -> None:
    assert len(VALID) >= 7
    assert len(INVALID) >= 9
    assert {path.with_suffix(".expected") for path in INVALID} == set((FOLDER / "invalid").glob("*.expected"))


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_plan_is_read_without_a_word(path: Path) -> None:
    plan, findings = read_plan(path)
    assert [line(finding) for finding in findings] == []
    assert plan is not None
    assert plan.targets
    assert load(dump_plan(plan)) == (plan, ())


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_plan_is_told_what_is_wrong_and_where(path: Path) -> None:
    found = [line(finding) for finding in read_plan(path)[1]]
    assert found == path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert found
