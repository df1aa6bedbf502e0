"""A few random inputs at every door, the same each time; `python -m tests.bench.fuzz` tries many."""

from pathlib import Path

import pytest

from tests.bench.fuzz import DOORS, Campaign


@pytest.mark.parametrize("name", DOORS)
def test_every_door_holds(name: str, tmp_path: Path) -> None:
    campaign = Campaign(name, tmp_path)
    campaign.run(5, 60, seed=5)
    assert not campaign.faults
    assert campaign.runs


def test_a_fault_is_seen_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr("tests.bench.fuzz.check", broken)
    campaign = Campaign("csv", tmp_path)
    campaign.run(2, 60, seed=5)
    assert sum(campaign.faults.values()) == 2
    assert (tmp_path / "csv-0" / "fault.txt").is_file()
