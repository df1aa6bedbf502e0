"""Bytes to text: files are opened with care, decoded strictly, and what is odd in them is located."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from planck.load.source import decoding, text_rules
from planck.load.source.gathered import MOST_FINDINGS, Gathered
from planck.load.source.lines import split_lines
from planck.load.source.paths import STDIN, paths_in, shown
from planck.load.source.raw import Raw, read_bytes, too_large
from planck.model import Finding, Input, Place, Text

__all__ = ["MOST_LINES", "STDIN", "Document", "document_of", "paths_in", "read", "shown", "split_lines"]

MOST_LINES = 2_000_000

# Controls but for tab and line breaks, invisible format characters, the replacement character, noncharacters.
_NUL = re.compile("\0")
_ODD = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Document:
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
    return document_of(raw, decoding.decoded(raw.data, raw.name))


def document_of(raw: Raw, decoded: decoding.Decoded) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document of bytes whose text is known, and what is wrong with it."""
    text, findings = decoded
    findings = (*raw.findings, *findings)
    if not text:
        return None, findings if text is None else (*findings, decoding.empty(raw.name))
    if too_many := _too_many_lines(text, raw.name):
        return None, (*findings, too_many)
    input_ = Input(raw.name, hashlib.sha256(raw.data).hexdigest(), split_lines(text))
    return Document(input_, text), (*findings, *odd_characters(text, input_))


def document_from(data: bytes, name: str, *, limit: int) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document that these bytes are, such as those of an older version of a file; else as `read`."""
    wrong = too_large(name, limit, len(data))
    return (None, (wrong,)) if wrong else document_of(Raw(name, data), decoding.decoded(data, name))


def _too_many_lines(text: str, name: str) -> Finding | None:
    got = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    return text_rules.TOO_MANY_LINES.at(Place(name), limit=MOST_LINES, got=got) if got > MOST_LINES else None


def odd_characters(text: str, input_: Input) -> tuple[Finding, ...]:
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
