"""Bytes from files and streams: opened with care, bounded, and watched while they are read."""

import os
import stat
import sys
from dataclasses import dataclass
from typing import BinaryIO

from planck.load.source import file_rules as rules
from planck.load.source.paths import STDIN, shown
from planck.model import Finding, Place, Text

_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISDIR, Text(zh="文件夹", en="a folder")),
    (stat.S_ISFIFO, Text(zh="管道", en="a pipe")),
    (stat.S_ISSOCK, Text(zh="套接字", en="a socket")),
    (stat.S_ISCHR, Text(zh="设备", en="a device")),
    (stat.S_ISBLK, Text(zh="设备", en="a device")),
)
_OTHER_KIND = Text(zh="特殊文件", en="a special file")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a file under the name that findings use, and whether it stayed as it was meanwhile."""

    name: str
    data: bytes
    findings: tuple[Finding, ...] = ()


def read_bytes(path: str, *, limit: int, stdin: BinaryIO | None = None) -> Raw | Finding:
    """The bytes at `path`, or why there are none. `-` is standard input; `limit` is in bytes."""
    return _from_stdin(stdin, limit) if path == "-" else _from_file(path, limit)


def _from_stdin(stdin: BinaryIO | None, limit: int) -> Raw | Finding:
    stream = getattr(sys.stdin, "buffer", None) if stdin is None else stdin
    if stream is None:
        return rules.UNREADABLE.at(Place(STDIN), got="-", reason="standard input is closed")
    try:
        data = _drained(stream, limit)
    except (OSError, ValueError) as error:
        return _failure(error, STDIN)
    return too_large(STDIN, limit, len(data)) or Raw(STDIN, data)


def _from_file(path: str, limit: int) -> Raw | Finding:
    name = shown(path)
    try:
        before = os.stat(path)
        if not stat.S_ISREG(before.st_mode):
            return rules.NOT_A_FILE.at(Place(name), got=name, kind=_kind(before.st_mode))
        if wrong := too_large(name, limit, before.st_size):
            return wrong
        with open(path, "rb", opener=_never_waiting) as file:
            # One byte more than there should be: more of it only when the file has grown, or has no size at all.
            data = file.read(before.st_size + 1)
            data += _drained(file, limit - len(data)) if len(data) > before.st_size else b""
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        return _failure(error, name)
    return too_large(name, limit, len(data)) or Raw(name, data, _changed(name, before, after, len(data)))


def _never_waiting(path: str, flags: int) -> int:
    """A descriptor that does not hang should the file have turned into a pipe since it was looked at."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _drained(stream: BinaryIO, limit: int) -> bytes:
    """What is left of the stream; a little more than `limit` when it has more."""
    chunks: list[bytes] = []
    size = 0
    while size <= limit and (chunk := stream.read(_CHUNK)):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def _kind(mode: int) -> Text:
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), _OTHER_KIND)


def _failure(error: OSError | ValueError, name: str) -> Finding:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return rules.MISSING_FILE.at(Place(name), got=name)
        case PermissionError():
            return rules.NO_PERMISSION.at(Place(name), got=name)
        case OSError(strerror=str(reason)):
            return rules.UNREADABLE.at(Place(name), got=name, reason=reason)
        case _:
            return rules.UNREADABLE.at(Place(name), got=name, reason=shown(str(error)))


def too_large(name: str, limit: int, size: int) -> Finding | None:
    """The finding that a file has more bytes than may be read; None when it has not."""
    return rules.TOO_LARGE.at(Place(name), limit=limit, got=size) if size > limit else None


def _changed(name: str, before: os.stat_result, after: os.stat_result, size: int) -> tuple[Finding, ...]:
    """A finding when the file is not the one that was looked at first, or ended early."""
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if same and size >= before.st_size:
        return ()
    return (rules.CHANGED.at(Place(name), before=before.st_size, got=size),)
