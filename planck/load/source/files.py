"""Bytes to text: files are opened with care, decoded strictly, and what is odd in them is located."""

import hashlib
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from planck.load.source import file_rules as rules
from planck.load.source import text_rules
from planck.load.source.gathered import MOST_FINDINGS, Gathered
from planck.load.source.paths import STDIN, paths_in, shown
from planck.model import Finding, Input, Place, Text

__all__ = ["MOST_LINES", "STDIN", "Document", "document_of", "paths_in", "read", "shown", "split_lines"]

MOST_LINES = 2_000_000

_CHUNK = 1 << 20
_UTF8_BOM = b"\xef\xbb\xbf"
# UTF-32 before UTF-16: the mark of the one starts with the mark of the other.
_OTHER_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32 (little endian)"),
    (b"\x00\x00\xfe\xff", "UTF-32 (big endian)"),
    (b"\xff\xfe", "UTF-16 (little endian)"),
    (b"\xfe\xff", "UTF-16 (big endian)"),
)
_KINDS = (
    (stat.S_ISDIR, Text(zh="文件夹", en="a folder")),
    (stat.S_ISFIFO, Text(zh="管道", en="a pipe")),
    (stat.S_ISSOCK, Text(zh="套接字", en="a socket")),
    (stat.S_ISCHR, Text(zh="设备", en="a device")),
    (stat.S_ISBLK, Text(zh="设备", en="a device")),
)
_OTHER_KIND = Text(zh="特殊文件", en="a special file")
# Controls but for tab and line breaks, invisible format characters, the replacement character, noncharacters.
_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_NUL = re.compile("\0")
_ODD = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, and its text without a byte order mark."""

    input: Input
    text: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The bytes of a file, and whether it stayed as it was meanwhile."""

    data: bytes
    findings: tuple[Finding, ...] = ()


def read(path: str, *, limit: int, stdin: BinaryIO | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document at `path`, None when it has no readable text, and what was wrong with it.

    `-` is standard input; `limit` is in bytes. A document that comes with findings is whole and usable but for what
    they say.
    """
    name = STDIN if path == "-" else shown(path)
    got = _from_stdin(stdin, limit) if path == "-" else _from_file(path, limit)
    return (None, (got,)) if isinstance(got, Finding) else _document(got, name)


def document_of(data: bytes, name: str, *, limit: int) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document that these bytes are, such as those of an older version of a file; else as `read`."""
    too_large = _too_large(name, limit, len(data))
    return (None, (too_large,)) if too_large else _document(_Read(data), name)


def _document(got: _Read, name: str) -> tuple[Document | None, tuple[Finding, ...]]:
    text = _decoded(got.data, name)
    if isinstance(text, Finding):
        return None, (*got.findings, text)
    if too_many := _too_many_lines(text, name):
        return None, (*got.findings, too_many)
    input_ = Input(name, hashlib.sha256(got.data).hexdigest(), split_lines(text))
    return Document(input_, text), (*got.findings, *_odd_characters(text, input_))


def split_lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` without their breaks, which are \r\n, \r and \n only.

    >>> split_lines("a\r\nb\n")
    ('a', 'b')
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


def _from_stdin(stdin: BinaryIO | None, limit: int) -> _Read | Finding:
    stream = getattr(sys.stdin, "buffer", None) if stdin is None else stdin
    if stream is None:
        return rules.UNREADABLE.at(Place(STDIN), got="-", reason="standard input is closed")
    try:
        data = _drained(stream, limit)
    except (OSError, ValueError) as error:
        return _failure(error, STDIN)
    return _too_large(STDIN, limit, len(data)) or _Read(data)


def _from_file(path: str, limit: int) -> _Read | Finding:
    name = shown(path)
    try:
        before = os.stat(path)
        if not stat.S_ISREG(before.st_mode):
            return rules.NOT_A_FILE.at(Place(name), got=name, kind=_kind(before.st_mode))
        if too_large := _too_large(name, limit, before.st_size):
            return too_large
        with open(path, "rb", opener=_never_waiting) as file:
            # One byte more than there should be: more of it only when the file has grown, or has no size at all.
            data = file.read(before.st_size + 1)
            data += _drained(file, limit - len(data)) if len(data) > before.st_size else b""
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        return _failure(error, name)
    return _too_large(name, limit, len(data)) or _Read(data, _changed(name, before, after, len(data)))


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


def _too_large(name: str, limit: int, size: int) -> Finding | None:
    return rules.TOO_LARGE.at(Place(name), limit=limit, got=size) if size > limit else None


def _changed(name: str, before: os.stat_result, after: os.stat_result, size: int) -> tuple[Finding, ...]:
    """A finding when the file is not the one that was looked at first, or ended early."""
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if same and size >= before.st_size:
        return ()
    return (rules.CHANGED.at(Place(name), before=before.st_size, got=size),)


def _decoded(data: bytes, name: str) -> str | Finding:
    for mark, encoding in _OTHER_BOMS:
        if data.startswith(mark):
            return text_rules.OTHER_ENCODING.at(Place(name), got=encoding)
    data = data.removeprefix(_UTF8_BOM)
    try:
        return data.decode() or rules.EMPTY.at(Place(name))
    except UnicodeDecodeError as error:
        return _undecodable(data, error.start, name)


def _undecodable(data: bytes, start: int, name: str) -> Finding:
    """A finding at the byte at `start`; all before it is valid."""
    sound = data[:start].decode()
    lines = split_lines(sound + "?")
    column = len(lines[-1])
    place = Place(name, len(lines), column, column + 1)
    return text_rules.NOT_UTF8.at(place, got=f"0x{data[start]:02X}", hint=_encoding_hint(data, sound))


def _encoding_hint(data: bytes, sound: str) -> Text:
    """A guess at the encoding, unless the Chinese in what is `sound` shows that it was UTF-8 after all."""
    if _CHINESE.search(sound):
        return Text()
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Text()
    return Text(zh="，可能是 GB18030（GBK）", en=", as in GB18030 (GBK)")


def _too_many_lines(text: str, name: str) -> Finding | None:
    got = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    return text_rules.TOO_MANY_LINES.at(Place(name), limit=MOST_LINES, got=got) if got > MOST_LINES else None


def _odd_characters(text: str, input_: Input) -> tuple[Finding, ...]:
    """What is neither text nor white space, each with its place."""
    gathered = Gathered(input_.file)
    for rule, form in ((text_rules.NUL_CHARACTER, _NUL), (text_rules.ODD_CHARACTER, _ODD)):
        if not form.search(text):
            continue
        listed = list(islice(_places(form, input_.lines), MOST_FINDINGS))
        for line, column, character in listed:
            place = Place(input_.file, line, column, column + 1)
            gathered.keep(rule.at(place, got=f"U+{ord(character):04X}", named=_name(character)))
        gathered.count(rule.severity, _occurrences(form, text))
    return gathered.findings()


def _places(form: re.Pattern[str], lines: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    return (
        (number, found.start() + 1, found[0])
        for number, line in enumerate(lines, start=1)
        for found in form.finditer(line)
    )


def _occurrences(form: re.Pattern[str], text: str) -> int:
    """How many characters of `text` are of this form; quick even when all are."""
    return sum(map(text.count, filter(form.match, set(text))))


def _name(character: str) -> Text:
    name = unicodedata.name(character, "")
    return Text(en=name) if name else Text(zh="控制字符", en="control character")
