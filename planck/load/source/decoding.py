"""Bytes to text: by their mark, by the encoding that the user names, as UTF-8, or by a guess that is said to be one."""

import re

from planck.load.source import file_rules, text_rules
from planck.load.source.lines import split_lines
from planck.model import Finding, Place, Text

UTF8_BOM = b"\xef\xbb\xbf"
# UTF-32 before UTF-16: the mark of the one starts with the mark of the other.
_UTF32 = ((b"\xff\xfe\x00\x00", "UTF-32 (little endian)"), (b"\x00\x00\xfe\xff", "UTF-32 (big endian)"))
_UTF16 = ((b"\xff\xfe", "UTF-16 (little endian)", "utf-16-le"), (b"\xfe\xff", "UTF-16 (big endian)", "utf-16-be"))
_GUESS = "gb18030"
_CHINESE = "[\u3000-\u9fff\uff00-\uffef]"
# How much of the text that is not ASCII must be in everyday use before it is taken to be Chinese at all.
_EVERYDAY = 0.8

Decoded = tuple[str | None, tuple[Finding, ...]]


def decoded(data: bytes, name: str) -> Decoded:
    """The text of bytes that must be UTF-8, with or without its mark."""
    for mark, encoding, *_ in (*_UTF32, *_UTF16):
        if data.startswith(mark):
            return None, (text_rules.OTHER_ENCODING.at(Place(name), got=encoding),)
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
        return None, (text_rules.NOT_UTF8.at(Place(name), wanted=encoding, got=got, offset=0, hint=Text()),)


def guessed(data: bytes, name: str) -> Decoded:
    """The text of bytes in UTF-8 or, by its mark, UTF-16; else in GB18030, which a finding then says is a guess."""
    for mark, label, encoding in _UTF16:
        if data.startswith(mark) and not data.startswith(_UTF32[0][0]):
            try:
                return data[2:].decode(encoding), ()
            except UnicodeDecodeError as error:
                return None, (undecodable(error, name, Text(), label, skipped=2),)
    text, findings = decoded(data, name)
    if text is None and findings[0].arguments.get("hint") != Text() and findings[0].code == text_rules.NOT_UTF8.code:
        return _as_gb18030(data, findings[0])
    return text, findings


def _as_gb18030(data: bytes, finding: Finding) -> Decoded:
    """The text as GB18030, and where the first byte that is not UTF-8 stands in it."""
    text = data.decode(_GUESS)
    place = finding.place
    assert place is not None
    line = split_lines(text)[place.line - 1]
    column = next((at for at, character in enumerate(line, 1) if not character.isascii()), 1)
    where = Place(place.file, place.line, column, column + 1)
    return text, (text_rules.GUESSED_ENCODING.at(where, got=finding.arguments["got"], read="GB18030 (GBK)"),)


def undecodable(
    error: UnicodeDecodeError, name: str, hint: Text, encoding: str = "UTF-8", *, skipped: int = 0
) -> Finding:
    """A finding at the byte that cannot be decoded; all before it is valid. `skipped` bytes of a mark come first."""
    sound = error.object[: error.start].decode(error.encoding, "replace")
    lines = split_lines(sound + "?")
    column = len(lines[-1])
    place = Place(name, len(lines), column, column + 1)
    got = f"0x{error.object[error.start]:02X}"
    return text_rules.NOT_UTF8.at(place, wanted=encoding, got=got, offset=error.start + skipped + 1, hint=hint)


def _encoding_hint(error: UnicodeDecodeError) -> Text:
    """A guess at the encoding, unless the Chinese in what is sound shows that it was UTF-8 after all."""
    if re.search(_CHINESE, error.object[: error.start].decode()) or not _is_chinese(error.object):
        return Text()
    return Text(zh="，可能是 GB18030（GBK）", en=", as in GB18030 (GBK)")


def _is_chinese(data: bytes) -> bool:
    """Whether the bytes are valid GB18030 and mostly characters of everyday use: GB 2312 and its kin."""
    try:
        text = data.decode(_GUESS)
    except UnicodeDecodeError:
        return False
    other = "".join(character for character in text if not character.isascii())
    return len(other.encode("gb2312", "ignore").decode("gb2312")) >= _EVERYDAY * len(other)


def empty(name: str) -> Finding:
    """The finding about a file without a character."""
    return file_rules.EMPTY.at(Place(name))
