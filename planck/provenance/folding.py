"""Text as it is compared: one width, one script, one line, and where each character came from."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# A page mark between two lines: a form feed, "- 12 -", "第12页", "第 12 页 共 30 页", "Page 12 of 30".
_PAGE_MARK = re.compile(
    r"[^\S\n]*(?:[-—–·]{1,3}\s?\d{1,4}\s?[-—–·]{1,3}|第\s?\d{1,4}\s?页(?:[,，/]?\s?共\s?\d{1,4}\s?页)?"
    r"|page\s\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?)[^\S\n]*",
    re.IGNORECASE,
)
_WHOLE_LINE_OF_NUMBERS = re.compile(r"[\s\d.,%+-]*")
# Stands where markup was: it is passed over and separates nothing.
FILLER = "\x00"
# What may stand in a number or a word of Latin letters, so that a space there separates; a dash may be an empty cell.
_JOINING = re.compile(r"[0-9a-z.,%−-]")
# Before one of these a wide comma is a comma, not a separator of thousands; before a wide digit it may be one.
_NARROW_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the offset in the text it was made from."""

    text: str
    offsets: tuple[int, ...]

    def position(self, offset: int) -> int:
        """Where the character at `offset` of the original stands here, or the next one that does."""
        return bisect_left(self.offsets, offset)

    def original(self, position: int) -> int:
        """The offset in the original of the character at `position`; of the last one beyond the end."""
        return self.offsets[min(position, len(self.offsets) - 1)] if self.offsets else 0


def fold(text: str) -> str:
    """The text alone, folded: for names and printed figures."""
    return folded(text).text


def folded(text: str) -> Folded:
    """The text in one width, lower case and simplified characters, without white space and page marks.

    One space stays between two digits or Latin letters that white space separated, so that two numbers never become
    one; but a number that a line break or a page mark tore apart in running text is joined again.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for start, end, separated in _runs(text):
        for offset in range(start, end):
            character = _one(text[offset])
            if character == "," and text[offset] == "\uff0c" and text[offset + 1 : offset + 2] in _NARROW_DIGITS:
                character = "\uff0c"
            if separated and characters and _JOINING.match(characters[-1]) and _JOINING.match(character):
                characters.append(" ")
                offsets.append(offset - 1)
            separated = False
            characters.append(character)
            offsets.append(offset)
    return Folded("".join(characters), tuple(offsets))


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """The spans without white space, and whether the white space before one separates numbers."""
    lines = _Lines(text)
    end = 0
    for found in re.finditer(rf"[^\s{FILLER}]+", text):
        if lines.is_page_mark(found.start()):
            continue
        gap = text[end : found.start()].replace(FILLER, "")
        yield found.start(), found.end(), bool(gap) and not lines.torn(end, found.start())
        end = found.end()


class _Lines:
    """The lines of a text, to tell a torn number from two numbers."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = [
            (start, end)
            for start, end in _spans_of_lines(text)
            if start < end and _PAGE_MARK.fullmatch(text, start, end)
        ]

    def is_page_mark(self, offset: int) -> bool:
        """Whether the character at `offset` is part of a page mark."""
        index = bisect_left(self._marks, (offset + 1, 0)) - 1
        return index >= 0 and offset < self._marks[index][1]

    def torn(self, end: int, start: int) -> bool:
        """Whether what ends at `end` and what starts at `start` are the halves of one number of running text.

        They are when only one line break lies between them, or a page mark with any number of them, and neither line
        consists of numbers only, as cells of a table do.
        """
        between = self._text[end:start]
        marked = "\f" in between or any(end <= first < start for first, _ in self._marks)
        if not marked and between.count("\n") != 1:
            return False
        before, after = self._line(end - 1), self._line(start)
        return not (_WHOLE_LINE_OF_NUMBERS.fullmatch(before) or _WHOLE_LINE_OF_NUMBERS.fullmatch(after))

    def _line(self, offset: int) -> str:
        start = self._text.rfind("\n", 0, offset + 1) + 1
        end = self._text.find("\n", offset)
        return self._text[start : len(self._text) if end < 0 else end].replace("\f", "")


def _spans_of_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


@lru_cache(maxsize=65536)
def _one(character: str) -> str:
    """One character in one width, lower case, simplified. Encircled and raised numbers stay what they are."""
    narrow = unicodedata.normalize("NFKC", character)
    if len(narrow) != 1 or unicodedata.category(character) == "No":
        narrow = character
    lower = narrow.casefold()
    if len(lower) != 1 or lower.isascii():
        return lower if len(lower) == 1 else narrow
    simple = _simplifier()(lower)
    return simple if len(simple) == 1 else lower


@lru_cache(maxsize=1)
def _simplifier() -> Callable[[str], str]:
    import opencc

    converter = opencc.OpenCC("t2s")
    return lambda text: str(converter.convert(text))
