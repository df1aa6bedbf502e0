"""Bytes to text: files are opened with care, decoded strictly, and what is odd in them is located."""

import difflib
import errno
import hashlib
import os
import re
import stat
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import BinaryIO, TypeVar

from planck.load import rules
from planck.load.rules import MORE_FINDINGS
from planck.model import Finding, Input, Place, Severity, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label, Labels

_OS = Labels("load.os")

# Text to lines.


def split_lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` without their breaks, which are \r\n, \r and \n only.

    >>> split_lines("a\r\nb\n")
    ('a', 'b')
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


# Bytes to text: by their mark, by the encoding that the user names, as UTF-8, or by a guess that is said to be one.

UTF8_BOM = b"\xef\xbb\xbf"
# UTF-32 before UTF-16: the mark of the one starts with the mark of the other.
_UTF32 = ((b"\xff\xfe\x00\x00", "UTF-32 (little endian)"), (b"\x00\x00\xfe\xff", "UTF-32 (big endian)"))
_UTF16 = ((b"\xff\xfe", "UTF-16 (little endian)", "utf-16-le"), (b"\xfe\xff", "UTF-16 (big endian)", "utf-16-be"))
# What is guessed: the name that is shown, the codec, and the codec of everyday characters with their first bytes.
_GUESSES = (
    ("GB18030 (GBK)", "gb18030", "gb2312", range(0xA1, 0xF8)),
    # Of Hong Kong's additions some have the place that numbers in circles have elsewhere: they come where it fails.
    ("Big5", "cp950", "big5", range(0xA1, 0xC7)),
    ("Big5", "big5hkscs", "big5", range(0xA1, 0xC7)),
)
_CHINESE = "[\u3000-\u9fff\uff00-\uffef]"
# How much of the text that is not ASCII must be in everyday use before it is taken to be Chinese at all.
_EVERYDAY = 0.8
# Characters that are looked at for that.
_SAMPLED = 100_000

Decoded = tuple[str | None, tuple[Finding, ...]]


def decoded(data: bytes, name: str) -> Decoded:
    """The text of bytes that must be UTF-8, with or without its mark."""
    for mark, encoding, *_ in (*_UTF32, *_UTF16):
        if data.startswith(mark):
            return None, (rules.OTHER_ENCODING.at(Place(name), got=encoding),)
    try:
        return data.removeprefix(UTF8_BOM).decode(), ()
    except UnicodeDecodeError as error:
        return None, (undecodable(error, name, _encoding_hint(error)),)


def decoded_as(data: bytes, name: str, encoding: str) -> Decoded:
    """The text of bytes in an encoding that the user names; a mark of that encoding is not part of the text.

    Raises LookupError for an encoding that does not exist.
    """
    try:
        return data.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeDecodeError as error:
        return None, (undecodable(error, name, Text(), encoding),)
    except UnicodeError as error:  # utf-16 without its mark, idna and the like say no more than that
        got = Text(zh=str(error), en=str(error))
        return None, (rules.NOT_UTF8.at(Place(name), wanted=encoding, got=got, offset=0, hint=Text()),)


def guessed(data: bytes, name: str) -> Decoded:
    """The text of bytes in UTF-8 or, by its mark, UTF-16; else in GB18030 or Big5, which a finding says is a guess."""
    for mark, label, encoding in _UTF16:
        if data.startswith(mark) and not data.startswith(_UTF32[0][0]):
            try:
                return data[2:].decode(encoding), ()
            except UnicodeDecodeError as error:
                return None, (undecodable(error, name, Text(), label, skipped=2),)
    text, findings = decoded(data, name)
    if text is None and findings[0].code == rules.NOT_UTF8.code and (guess := _guess(data)):
        return _as_guessed(data, findings[0], *guess)
    return text, findings


def _as_guessed(data: bytes, finding: Finding, name: str, encoding: str) -> Decoded:
    """The text in an encoding, and where the first byte that is not UTF-8 stands in it."""
    text = data.decode(encoding)
    place = finding.place
    assert place is not None
    line = split_lines(text)[place.line - 1]
    column = next((at for at, character in enumerate(line, 1) if not character.isascii()), 1)
    where = Place(place.file, place.line, column, column + 1)
    return text, (rules.GUESSED_ENCODING.at(where, got=finding.arguments["got"], read=name),)


def undecodable(
    error: UnicodeDecodeError, name: str, hint: Text, encoding: str = "UTF-8", *, skipped: int = 0
) -> Finding:
    """A finding at the byte that cannot be decoded; all before it is valid. `skipped` bytes of a mark come first."""
    sound = error.object[: error.start].decode(error.encoding, "replace")
    lines = split_lines(sound + "?")
    column = len(lines[-1])
    place = Place(name, len(lines), column, column + 1)
    got = f"0x{error.object[error.start]:02X}"
    return rules.NOT_UTF8.at(place, wanted=encoding, got=got, offset=error.start + skipped + 1, hint=hint)


def _encoding_hint(error: UnicodeDecodeError) -> Text:
    """The likely encoding, as messages say it."""
    guess = _guess(error.object)
    return Label("load.files.as_in").fill(encoding=guess[0]) if guess else Text()


def _guess(data: bytes) -> tuple[str, str] | None:
    """The likely encoding, by its name and its codec; None where the Chinese before the first odd byte is UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if re.search(_CHINESE, data[: error.start].decode()):
            return None
    shares = [(_everyday(data, codec, common, firsts), name, codec) for name, codec, common, firsts in _GUESSES]
    share, name, codec = max(shares, key=lambda found: found[0])
    return (name, codec) if share >= _EVERYDAY else None


def _everyday(data: bytes, codec: str, common: str, firsts: range) -> float:
    """The share of characters in everyday use among those of a text that are not ASCII; 0 where it is no such text."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    other = "".join(islice((character for character in text if not character.isascii()), _SAMPLED))
    # Two bytes a character, of which the first one tells how often it is used.
    return sum(first in firsts for first in other.encode(common, "ignore")[::2]) / len(other)


def empty(name: str) -> Finding:
    """The finding about a file without a character."""
    return rules.EMPTY.at(Place(name))


# The findings of one file, bounded: the gravest are kept, the rest are counted.

MOST_FINDINGS = 200

_GRAVEST_FIRST = sorted(Severity, key=lambda severity: -severity.rank)


class Gathered:
    """Collects the findings of one file while it is read.

    Ask `wants` before making a finding: in a file of junk most are only counted, and making them is what costs.
    """

    def __init__(self, file: str, most: int = MOST_FINDINGS) -> None:
        """`file` is the name that the finding about the rest will carry; `most` are listed."""
        self._file, self._most = file, most
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self._seen = dict.fromkeys(Severity, 0)

    def wants(self, severity: Severity) -> bool:
        """Whether another finding of this severity would be listed; counts it either way."""
        self.count(severity)
        return self._seen[severity] <= self._most

    def count(self, severity: Severity, number: int = 1) -> None:
        """Count findings of this severity, those that will be listed among them."""
        self._seen[severity] += number

    def keep(self, finding: Finding) -> None:
        """List `finding`, which is already counted."""
        self._kept[finding.severity].append(finding)

    def say(self, finding: Finding) -> None:
        """Count `finding`, and list it where another of its severity is listed."""
        if self.wants(finding.severity):
            self.keep(finding)

    def findings(self) -> tuple[Finding, ...]:
        """At most as many as are wanted, in the order of their places, then one that counts the rest."""
        gravest = [finding for severity in _GRAVEST_FIRST for finding in self._kept[severity]]
        listed = sorted(gravest[: self._most], key=_place)
        return (*listed, *self._rest(listed))

    def _rest(self, listed: list[Finding]) -> tuple[Finding, ...]:
        left = dict(self._seen)
        for finding in listed:
            left[finding.severity] -= 1
        out = sum(left.values())
        if not out:
            return ()
        gravest = next(severity for severity in _GRAVEST_FIRST if left[severity])
        return (MORE_FINDINGS.at(Place(self._file), severity=gravest, limit=self._most, got=out),)


def _place(finding: Finding) -> Place:
    return finding.place or Place("")


# Paths: how they are shown, and the files that a folder stands for.

STDIN = "<stdin>"
MOST_ENTRIES = 100_000

# Beside the figures: why published figures were changed. It holds no figures itself.
RECORD = "revisions.csv"

_HERE = pattern(r"\A(?:\./+)+")


def shown(path: str) -> str:
    """`path` as the user gave it, with forward slashes, and printable even where its bytes are no text."""
    return path.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()


def is_record(path: str) -> bool:
    """Whether it is the record of revisions of a folder."""
    return path.replace(os.sep, "/").rpartition("/")[2] == RECORD


def record_beside(path: str) -> str:
    """The path of the record of revisions in the folder of a file."""
    return os.path.join(os.path.dirname(path), RECORD)


def paths_in(path: str, suffixes: tuple[str, ...]) -> tuple[list[str], tuple[Finding, ...]]:
    """The files that `path` stands for: itself, or for a folder the files in it that end in one of `suffixes`, sorted.

    Folders are searched to the bottom, but what is hidden (a name that starts with a dot) is passed over, and links
    to folders are not followed.
    """
    if path == "-" or not os.path.isdir(path):
        return [path], ()
    failures: list[Finding] = []
    entries = list(islice(_files(path, failures), MOST_ENTRIES + 1))
    name = shown(path)
    if len(entries) > MOST_ENTRIES:
        failures.append(rules.TOO_MANY_ENTRIES.at(Place(name), limit=MOST_ENTRIES, got=name))
    files = (entry for entry in entries[:MOST_ENTRIES] if not is_record(entry))
    found = sorted(entry for entry in files if entry.casefold().endswith(suffixes))
    if not found and not failures:
        failures.append(rules.NO_FILES.at(Place(name), wanted=" ".join(suffixes), got=name))
    return found, tuple(failures)


def _files(path: str, failures: list[Finding]) -> Iterator[str]:
    """Every file below the folder that is not hidden, and an empty string for each folder, so that both are counted."""
    for folder, folders, files in os.walk(path, onerror=lambda error: failures.append(_failure(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield ""
        # What starts with ~$ is the lock of a workbook that is open somewhere.
        yield from (_joined(folder, name) for name in files if not name.startswith((".", "~$")))


def _failure(error: OSError) -> Finding:
    name = shown(str(error.filename))
    if isinstance(error, PermissionError):
        return rules.NO_PERMISSION.at(Place(name), got=name)
    return rules.UNREADABLE.at(Place(name), got=name, reason=why(error))


def why(error: OSError) -> Text:
    """What the operating system says of a failure; where it is a rare one, in its own words."""
    name = errno.errorcode.get(error.errno or 0, "").lower()
    said = str(error.strerror or error)
    return _OS[name] if name in _OS else Text(zh=said, en=said)


def _joined(folder: str, name: str) -> str:
    """The path of a file below a folder, without the dot of the current folder."""
    return _HERE.sub("", os.path.join(folder, name).replace(os.sep, "/"))


# Bytes from files and streams: opened with care, bounded, and watched while they are read.

_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISDIR, Label("load.kinds.folder")),
    (stat.S_ISFIFO, Label("load.kinds.pipe")),
    (stat.S_ISSOCK, Label("load.kinds.socket")),
    (stat.S_ISCHR, Label("load.kinds.device")),
    (stat.S_ISBLK, Label("load.kinds.device")),
)
_OTHER_KIND = Label("load.files.other_kind")


class Raw(Record, kw_only=False):
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
        return failure(error, STDIN)
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
        return failure(error, name)
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


def failure(error: OSError | ValueError | EOFError, name: str) -> Finding:
    """The finding about a file that cannot be read, or ends early."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return rules.MISSING_FILE.at(Place(name), got=name)
        case PermissionError():
            return rules.NO_PERMISSION.at(Place(name), got=name)
        case OSError(strerror=str()):
            return rules.UNREADABLE.at(Place(name), got=name, reason=why(error))
        case _:
            return rules.UNREADABLE.at(Place(name), got=name, reason=shown(str(error).partition("\n")[0]))


def too_large(name: str, limit: int, size: int) -> Finding | None:
    """The finding that a file has more bytes than may be read; None when it has not."""
    return rules.FILE_TOO_LARGE.at(Place(name), limit=limit, got=size) if size > limit else None


def _changed(name: str, before: os.stat_result, after: os.stat_result, size: int) -> tuple[Finding, ...]:
    """A finding when the file is not the one that was looked at first, or ended early."""
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if same and size >= before.st_size:
        return ()
    return (rules.CHANGED.at(Place(name), before=before.st_size, got=size),)


MOST_LINES = 2_000_000

# Controls but for tab and line breaks, invisible format characters, the replacement character, noncharacters.
_NUL = pattern("\0")
_ODD = pattern(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)


class Document(Record, kw_only=False):
    """A file that was read, and its text without a byte order mark."""

    input: Input
    text: str


def read(path: str, *, limit: int, stdin: BinaryIO | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document at `path`, None when it has no readable text, and what was wrong with it.

    `-` is standard input; `limit` is in bytes. A document that comes with findings is whole and usable but for what
    they say.
    """
    raw = read_bytes(path, limit=limit, stdin=stdin)
    if isinstance(raw, Finding):
        return None, (raw,)
    return document_of(raw, decoded(raw.data, raw.name))


def document_of(raw: Raw, decoded: Decoded) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document of bytes whose text is known, and what is wrong with it."""
    text, findings = decoded
    findings = (*raw.findings, *findings)
    if not text:
        return None, findings if text is None else (*findings, empty(raw.name))
    if too_many := _too_many_lines(text, raw.name):
        return None, (*findings, too_many)
    input_ = Input(raw.name, hashlib.sha256(raw.data).hexdigest(), split_lines(text))
    return Document(input_, text), (*findings, *odd_characters(text, input_))


def document_from(data: bytes, name: str, *, limit: int) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document that these bytes are, such as those of an older version of a file; else as `read`."""
    wrong = too_large(name, limit, len(data))
    return (None, (wrong,)) if wrong else document_of(Raw(name, data), decoded(data, name))


def _too_many_lines(text: str, name: str) -> Finding | None:
    got = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    return rules.TOO_MANY_LINES.at(Place(name), limit=MOST_LINES, got=got) if got > MOST_LINES else None


def odd_characters(text: str, input_: Input) -> tuple[Finding, ...]:
    """What is neither text nor white space, each with its place."""
    gathered = Gathered(input_.file)
    for rule, form in ((rules.NUL_CHARACTER, _NUL), (rules.ODD_CHARACTER, _ODD)):
        if not form.search(text):
            continue
        listed = list(islice(_places(form, input_.lines), MOST_FINDINGS))
        for line, column, character in listed:
            place = Place(input_.file, line, column, column + 1)
            gathered.keep(rule.at(place, got=f"U+{ord(character):04X}", named=_name(character)))
        # So it is quick even where all characters are of this form.
        gathered.count(rule.severity, sum(map(text.count, filter(form.match, set(text)))))
    return gathered.findings()


def _places(form: re.Pattern[str], lines: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    return (
        (number, found.start() + 1, found[0])
        for number, line in enumerate(lines, start=1)
        for found in form.finditer(line)
    )


def _name(character: str) -> Text:
    name = unicodedata.name(character, "")
    return Text(en=name) if name else Label("load.files.control_character")


# Reading that goes on: functions that yield what is wrong and return what could be read.

T = TypeVar("T")

# `value = yield from part(...)` passes the findings of a part on and takes its value.
Checked = Generator[Finding, None, T]


def collect(reading: Checked[T]) -> tuple[T, tuple[Finding, ...]]:
    """What `reading` returns, and everything it yields on the way."""
    findings = []
    while True:
        try:
            findings.append(next(reading))
        except StopIteration as end:
            return end.value, tuple(findings)


# Text from a file, short enough to be quoted in a message.

LONGEST = 60


def excerpt(text: str) -> str:
    """`text`, cut to `LONGEST` code points with an ellipsis.

    >>> excerpt("GDP")
    'GDP'
    """
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


# Did-you-mean: the known word that an unknown one was probably meant to be.

# Similarity costs time with the length of both words, and both may come from a hostile file.
_LONGEST = 80
_MOST = 1000
_ALIKE = 0.6


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that is most like `word`, None when none is much like it.

    Case, hyphens and underscores do not count as differences.

    >>> nearest("mesure", ["measure", "method"])
    'measure'
    """
    if not word or len(word) > _LONGEST:
        return None
    known = {_folded(other): other for other in islice(words, _MOST) if len(other) <= _LONGEST}
    found = difflib.get_close_matches(_folded(word), known, n=1, cutoff=_ALIKE)
    return known[found[0]] if found else None


def meant(word: str, words: Iterable[str]) -> Text | None:
    """The question whether the nearest of `words` was meant, None when none is near."""
    likely = nearest(word, words)
    return Label("load.files.did_you_mean_likely").fill(likely=likely) if likely else None


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_")


# Places in a text: from an offset in code points to line and column.

# The line breaks that `Input.lines` is split at; others (U+2028 and its kin) are characters like any other.
_BREAK = pattern(r"\r\n|\r|\n")


class Positions(Record, kw_only=False):
    """A text, the name of its file, and the offset at which each of its lines starts."""

    file: str
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, file: str, text: str) -> "Positions":
        """The positions of `text`."""
        return cls(file, text, (0, *(found.end() for found in _BREAK.finditer(text))))

    def line(self, offset: int) -> int:
        """The 1-based line that holds `offset`."""
        return bisect_right(self.starts, offset)

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line break."""
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.text[self.starts[line - 1] : end].rstrip("\r\n")

    def place(self, start: int, end: int) -> Place:
        """The span from `start` up to `end`, cut at the end of its first line."""
        line = self.line(start)
        first = self.starts[line - 1]
        last = min(end, first + len(self.line_text(line)))
        return Place(self.file, line, start - first + 1, max(last, start) - first + 1)
