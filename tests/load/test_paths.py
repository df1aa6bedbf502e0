"""Folders and how paths are shown."""

import os
from pathlib import Path

import pytest

from planck.load import files as paths
from planck.load.files import paths_in
from tests.load.reading import lines

CSV = (".csv",)


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def test_a_file_stands_for_itself_whatever_its_name(tmp_path: Path) -> None:
    assert paths_in("-", CSV) == (["-"], ())
    assert paths_in("no such file", CSV) == (["no such file"], ())
    assert paths_in("a\0b", CSV) == (["a\0b"], ())


def test_a_folder_stands_for_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path, "数据/b.csv", "数据/a.CSV", "数据/deep/c d.csv", "数据/.hidden.csv", "数据/.git/e.csv", "数据/f.txt"
    )
    found = ["数据/a.CSV", "数据/b.csv", "数据/deep/c d.csv"]
    assert paths_in("数据", CSV) == (found, ())
    assert paths_in("数据/", CSV) == (found, ())
    assert paths_in("./数据", CSV) == (found, ())
    assert paths_in(".//数据", CSV) == (found, ())
    assert paths_in(".", CSV) == (found, ())
    assert paths_in("数据", (".csv", ".txt")) == ([*found[:2], "数据/deep/c d.csv", "数据/f.txt"], ())
    monkeypatch.chdir(tmp_path / "数据")
    assert paths_in("../数据/deep", CSV) == (["../数据/deep/c d.csv"], ())


def test_links_to_folders_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "data/a.csv")
    os.symlink("..", tmp_path / "data/up")
    assert paths_in("data", CSV) == (["data/a.csv"], ())


def test_a_folder_without_files_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "data/a.txt")
    found, findings = paths_in("data", (".csv", ".tsv"))
    assert (found, lines(findings)) == ([], ["E013"])
    assert findings[0].arguments == {"wanted": ".csv .tsv", "got": "data"}


def test_a_folder_that_is_too_large_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(paths, "MOST_ENTRIES", 3)
    write(tmp_path, "data/a.csv", "data/b.csv")
    assert paths_in("data", CSV) == (["data/a.csv", "data/b.csv"], ())
    write(tmp_path, "data/c.csv")
    found, findings = paths_in("data", CSV)
    assert (len(found), lines(findings)) == (2, ["E014"])


@pytest.mark.parametrize(("error", "code"), [(PermissionError, "E003"), (OSError, "E005")])
def test_a_folder_that_cannot_be_listed_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "data/a.csv", "data/secret/b.csv")
    scan = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("secret"):
            raise error(5, "no", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found, findings = paths_in("data", CSV)
    assert (found, lines(findings)) == (["data/a.csv"], [code])
    assert findings[0].place is not None
    assert findings[0].place.file == "data/secret"


def test_a_path_is_shown_as_given() -> None:
    assert paths.shown("数据/a b.csv") == "数据/a b.csv"
    assert paths.shown("a\udcff.csv") == "a\\udcff.csv"
