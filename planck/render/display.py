"""Text as a terminal shows it: cleaned of what could steer the terminal, measured in columns, wrapped and cut.

Everything that planck did not write itself (names, notes, file names, lines of files) passes through `clean`.
"""

import re
import unicodedata
from functools import lru_cache

# What is left of a control character, so that a reader sees that something was there.
REPLACED = "\ufffd"
ELLIPSIS = "…"

_OPENING = "（“‘《「【("
_CLOSING = "，。；：、）”’》」】？！)"
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd"
)
# What a word is made of; a hyphen between letters ends a piece, so that long words break there.
_WORD = rf"(?:[^\s\-{_WIDE}{re.escape(_OPENING + _CLOSING)}]|(?<![A-Za-z])-|-(?![A-Za-z]))"
# A piece that stays on one line: a wide character or a word (with its per cent sign), with the punctuation around it.
_PIECE = re.compile(
    rf"\s+|[{re.escape(_OPENING)}]*(?:[{_WIDE}]|{_WORD}+-?(?: %)?)?"
    rf"[{re.escape(_CLOSING)},;:.]*"
)


@lru_cache(maxsize=8192)
def _clean_character(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    if "\ufe00" <= character <= "\ufe0f" or unicodedata.category(character) == "Cf":
        return ""
    return REPLACED if unicodedata.category(character) in ("Cc", "Cs") else character


def clean(text: str) -> str:
    """`text` on one line without control characters, escape sequences, invisible marks or halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_clean_character, text))


_PLAIN = frozenset({"Lu", "Ll", "Lo", "Nd", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Zs"})


@lru_cache(maxsize=8192)
def character_width(character: str) -> int:
    """Columns that a cleaned character takes: 0, 1 or 2."""
    if character.isascii():
        return 1
    # Letters, digits, punctuation, arrows and lines need no more than the property of Unicode, which costs no import.
    category = unicodedata.category(character)
    if category in _PLAIN or (category == "So" and not "\u2600" <= character < "\u2700" and character < "\u2800"):
        return 2 if unicodedata.east_asian_width(character) in "WF" else 1
    from wcwidth import wcwidth

    # Only what is surely drawn over another character takes none: others may count for one in company.
    combines = unicodedata.combining(character) and category == "Mn"
    return max(0 if combines else 1, wcwidth(character))


def width(text: str) -> int:
    """Columns that a cleaned text takes; never less than a terminal uses."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def head(text: str, columns: int) -> str:
    """The longest start of `text` that fits, but at least one character of a text."""
    used = 0
    for index, character in enumerate(text):
        used += character_width(character)
        if used > columns and index:
            return text[:index]
    return text


def tail(text: str, columns: int) -> str:
    """The longest end of `text` that fits."""
    used = 0
    for index, character in enumerate(reversed(text)):
        used += character_width(character)
        if used > columns:
            return text[len(text) - index :]
    return text


def cut(text: str, columns: int) -> str:
    """`text`, shortened with an ellipsis where it does not fit."""
    return text if width(text) <= columns else head(text, columns - 1) + ELLIPSIS


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Lines of at most `columns` columns, those after the first behind `indent`; at least one line.

    Breaks at spaces and between wide characters, never before a closing or after an opening mark; a word that is
    longer than a line is broken where the line ends.
    """
    lines, line = [], ""
    indent = indent if len(indent) + 2 <= columns else ""
    for piece in _PIECE.findall(text):
        line += piece
        while width(line.rstrip()) > columns:
            before = line[: len(line) - len(piece)].rstrip()
            first = before if before.strip() else head(line, columns)
            lines.append(first)
            piece = piece.lstrip() if first == before else line[len(first) :]
            line = indent + piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def pad(text: str, columns: int) -> str:
    """`text` filled up with spaces on the right."""
    return text + " " * (columns - width(text))
