"""What is written is old or new and never half: a few moments of each; `python -m tests.bench.faults` tries many."""

import os
from pathlib import Path

import pytest

from tests.bench.faults import DOORS, Faults

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a call is stopped in a process that is forked")


@pytest.mark.parametrize("name", ["report-json", "accept", "draft"])
def test_a_call_that_is_stopped(name: str, folder: Path) -> None:
    faults = Faults(DOORS[name], folder / "faults", seed=1)
    assert faults.killed(3)
    assert faults.full(1)
    assert faults.read_only()
    assert faults.at_once(1)
    assert faults.linked() or name == "draft"
    assert faults.changing(1)
