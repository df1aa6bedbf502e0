"""Files are written whole or not at all, whatever happens on the way."""

import os
import stat
from pathlib import Path

import pytest

from planck.render import files
from planck.render.files import replacing, write_files


def test_files_take_the_place_of_what_is_there_with_its_permissions(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("before")
    old.chmod(0o640)
    write_files({str(old): b"after", str(new): b"made"})
    assert (old.read_bytes(), new.read_bytes()) == (b"after", b"made")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["new", "old"]


def test_a_new_file_has_the_permissions_that_the_mask_of_the_caller_leaves(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_files({str(tmp_path / "new"): b""})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_where_one_cannot_be_written_all_stay(tmp_path: Path) -> None:
    (tmp_path / "first").write_text("before")
    with pytest.raises(FileNotFoundError):
        write_files({str(tmp_path / "first"): b"after", str(tmp_path / "no" / "where"): b""})
    assert os.listdir(tmp_path) == ["first"]
    assert (tmp_path / "first").read_text() == "before"


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "real").write_text("before")
    (tmp_path / "link").symlink_to("folder/real")
    write_files({str(tmp_path / "link"): b"after"})
    with replacing(str(tmp_path / "link")) as file:
        file.write(b"later")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_bytes() == b"later"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_files({str(pipe): b"text"})
    assert os.read(reader, 10) == b"text"
    with replacing(str(pipe)) as file:
        file.write(b"more")
    assert os.read(reader, 10) == b"more"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_new_files_overwrite_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def no_links(*_: str) -> None:
        raise PermissionError

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "new"
    write_files({str(path): b"first"}, new=True)
    with pytest.raises(FileExistsError):
        write_files({str(path): b"second"}, new=True)
    assert path.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["new"]


def test_what_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(ValueError), replacing(str(tmp_path / "new")) as file:  # noqa: PT011, PT012
        file.write(b"half")
        raise ValueError
    monkeypatch.setattr(files, "_take_place", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files({str(tmp_path / "new"): b"text"})
    assert not os.listdir(tmp_path)


def test_the_first_takes_its_place_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that where a plan or an index stands, all that it speaks of stands too."""
    order: list[str] = []
    monkeypatch.setattr(os, "replace", lambda _, path: order.append(Path(path).name))
    write_files({str(tmp_path / name): b"" for name in ("index", "page")})
    assert order == ["page", "index"]
