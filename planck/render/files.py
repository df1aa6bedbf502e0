"""Files on the disk: each is written whole beside its place and then put there, so that none is ever half written."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import BinaryIO


def write_files(files: Mapping[str, bytes], *, new: bool = False, folders: bool = False) -> None:
    """Write the files by path; where one cannot be written, all stay as they were.

    They take their places from the last to the first: where the first stands, all do. new: nothing is overwritten.
    folders: those that are missing are made.

    Raises OSError.
    """
    waiting: dict[str, str] = {}
    try:
        for path, data in files.items():
            if folders:
                os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            waiting[path] = _beside(path)
            with _opened(waiting[path]) as file:
                file.write(data)
        for path, written in reversed(waiting.items()):
            _take_place(written, path, new=new)
    finally:
        _removed(waiting)


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A file that takes the place of what is at `path` when all of it is written; nothing of it stays otherwise."""
    waiting = {path: _beside(path)}
    try:
        with _opened(waiting[path]) as file:
            yield file
        _take_place(waiting[path], path)
    finally:
        _removed(waiting)


def _beside(path: str) -> str:
    """Where the content waits: in the folder of the file, also of one that is linked to; a device or pipe is itself."""
    if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
        return path
    return os.path.join(os.path.dirname(os.path.realpath(path)), f".planck-{token_hex(6)}")


def _opened(path: str) -> BinaryIO:
    # A new one has the permissions that the caller's mask leaves it.
    flags = os.O_WRONLY | (os.O_TRUNC if os.path.exists(path) else os.O_CREAT | os.O_EXCL) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def _take_place(written: str, path: str, *, new: bool = False) -> None:
    if written == path:
        return
    if new:
        _add(written, path)
        return
    real = os.path.realpath(path)
    if os.path.exists(real):
        before = os.stat(real)
        with suppress(OSError, AttributeError):
            os.chown(written, before.st_uid, before.st_gid)
        os.chmod(written, stat.S_IMODE(before.st_mode))
    os.replace(written, real)


def _add(written: str, path: str) -> None:
    """Raises FileExistsError."""
    try:
        os.link(written, path)
    except FileExistsError:
        raise
    except OSError:
        # Some disks know no links.
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        os.rename(written, path)


def _removed(waiting: Mapping[str, str]) -> None:
    for path, written in waiting.items():
        if written != path:
            with suppress(OSError):
                os.unlink(written)
