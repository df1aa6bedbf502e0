"""A few random inputs at every door, the same each time; `python -m tests.bench.fuzz` tries many."""

from pathlib import Path

import pytest

from tests.bench.fuzz import DOORS, Campaign, reading

# What once made a reader raise, as small as it still did: the door, the file and what it held.
CRASHERS = {
    "a row of targets outside the columns": ("targets", "targets.csv", "id,name,,goal\n,,x,\n"),
    "two rows of units and no other name": (
        "sdmx",
        "figures.csv",
        ",STRUCTURE_ID,,,REF_AREA,Ra,FREQ,TIME_PERIOD,OBS_VALUE\nD4.1,,,,,Units,\nD4.1,,,,,Units",
    ),
}


@pytest.mark.parametrize("name", DOORS)
def test_every_door_holds(name: str, tmp_path: Path) -> None:
    campaign = Campaign(name, tmp_path)
    campaign.run(5, 60, seed=5)
    campaign.read = True
    campaign.run(10, 60, seed=5)
    assert not campaign.faults
    assert campaign.runs


@pytest.mark.parametrize(("name", "file", "text"), CRASHERS.values(), ids=CRASHERS.keys())
def test_what_once_broke_a_reader_is_read(
    name: str, file: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {**DOORS[name].states()[0], file: text.encode()}
    for other, data in files.items():
        (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / other).write_bytes(data)
    reading(DOORS[name], files)


def test_a_fault_is_seen_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr("tests.bench.fuzz.check", broken)
    campaign = Campaign("csv", tmp_path)
    campaign.run(2, 60, seed=5)
    assert sum(campaign.faults.values()) == 2
    assert (tmp_path / "csv-0" / "fault.txt").is_file()
