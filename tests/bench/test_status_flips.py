"""Every published flip is reported at the gate, with its statuses and where it comes from."""

from pathlib import Path

import pytest

from planck.model import Severity
from tests.bench.status_flips import CLASSES, Case, cases, expected, figures_text, plan_text, quiet_changes, replay
from tests.bench.status_flips import usable_methods as methods
from tests.golden.folder import shared

# What the log says happened, and the checks that must stop the change.
KNOWN_CAUSES = {
    "wrong guideline rows": {"R006", "T012"},
    "incomplete year": {"R005"},
    "latest year moved backwards": {"R002", "T012"},
    "selector no longer matched": {"R003", "G003"},
}

# Three of the cases, as Statistics Canada published them (zero-emission vehicles, heart disease, physical activity).
TYPED = [
    Case(
        "12-1-1",
        "12-1-1",
        {"base": 0.37, "year": 2024, "value": 14.63, "progress": 1.249622415033452, "status": "substantial_progress"},
        {"base": 0.37, "year": 2025, "value": 8.88, "progress": 0.9262871793838086, "status": "moderate_progress"},
        "incomplete year (quarters missing) published as a full year",
    ),
    Case(
        "3-4-1",
        "3-4-1",
        {"base": 143.8, "year": 2023, "value": 144.4, "progress": -0.019522792355431022, "status": "deterioration"},
        {"base": 144.6, "year": 2024, "value": 140.5, "progress": 0.11806431706819906, "status": "limited_progress"},
        "",
    ),
    Case(
        "3-5-1",
        "3-5-1",
        {"base": 41.8, "year": 2019, "value": 49.2, "progress": 0.04159096782530192, "status": "substantial_progress"},
        {"base": 41.8, "year": 2024, "value": 13.6, "progress": -0.11728995326574054, "status": "deterioration"},
        "wrong guideline rows loaded; fixed 23 min later",
    ),
]


def reported(case: Case, folder: Path, method: str) -> None:
    said = replay(folder, plan_text(case, method), figures_text(case, case.before), figures_text(case, case.after))
    [flip] = said.flips
    assert (flip.old, flip.new) == expected(case, method)
    assert flip.causes
    told = {finding.code for finding in said.findings if finding.target == "series"}
    assert told & {"T010", "T011", "T012", "T014"}
    for cause, codes in KNOWN_CAUSES.items():
        if cause in case.cause:
            assert codes <= {finding.code for finding in said.findings if finding.severity is Severity.ERROR}


@pytest.mark.parametrize("method", methods())
@pytest.mark.parametrize("case", TYPED, ids=lambda case: case.name)
def test_typed(case: Case, method: str, tmp_path: Path) -> None:
    reported(case, tmp_path, method)


@pytest.mark.parametrize("method", methods())
def test_all_published_flips(method: str, tmp_path: Path) -> None:
    shared("golden/progress.json")
    listed = cases()
    assert len(listed) == 26
    for case in listed:
        reported(case, tmp_path, method)
    assert set(CLASSES[method]) >= {case.after["status"] for case in listed}


@pytest.mark.parametrize("method", methods())
def test_changes_without_a_flip_are_quiet(method: str, tmp_path: Path) -> None:
    shared("golden/progress.json")
    listed = list(quiet_changes(method))
    assert len(listed) > 100
    for change in listed[::4]:
        said = replay(tmp_path, change.plan, change.old, change.new)
        assert said.flips or said.codes(Severity.ERROR) == "-", change.name
