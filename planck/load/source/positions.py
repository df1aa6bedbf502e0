"""Places in a text: from an offset in code points to line and column."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from planck.model import Place

# The line breaks that `Input.lines` is split at; others (U+2028 and its kin) are characters like any other.
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Positions:
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
