"""One document, folded and indexed once: its numbers, its places, and the second copy of its body."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from planck.load.source.positions import Positions
from planck.model import Input, Place
from planck.provenance.amounts import Number, numbers_in
from planck.provenance.folding import Folded, folded

# Characters that must repeat before two stretches of text count as copies of each other.
_ANCHOR = 24
# From where the body starts anew, most of what follows has been there before; of a text that quotes itself, a little.
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document by its id: the file, the text folded, its whole numbers in order, and where its copy starts.

    `copies` pairs positions of the folded text: what stands at the second stands at the first too.
    """

    id: str
    input: Input
    positions: Positions
    folded: Folded
    numbers: tuple[Number, ...] = field(repr=False)
    copies: tuple[tuple[int, int], ...] = field(repr=False, default=())

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def first_copy(self, position: int) -> int:
        """The position in the first body of what stands at `position`, which is itself when that is no copy."""
        index = bisect_right(self.copies, position, key=lambda pair: pair[1]) - 1
        return position - self.copies[index][1] + self.copies[index][0] if index >= 0 else position

    def is_copy(self, position: int) -> bool:
        """Whether `position` lies in the second body."""
        return self.first_copy(position) != position

    def place(self, start: int, end: int) -> Place:
        """The place in the file of a span of the folded text."""
        return self.positions.place(self.folded.original(start), self.folded.original(max(start, end - 1)) + 1)

    def at(self, line: int, column: int) -> int | None:
        """The position in the folded text of a line and column of the file; None when it has no such line."""
        if not 1 <= line <= len(self.positions.starts):
            return None
        return self.folded.position(self.positions.starts[line - 1] + max(column, 1) - 1)

    def number_at(self, position: int) -> Number | None:
        """The number that starts at a position."""
        index = bisect_left(self.numbers, position, key=lambda number: number.start)
        found = self.numbers[index : index + 1]
        return found[0] if found and found[0].start == position else None

    def windows(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The span of the first body from `start` to `end`, cut to the text, and the spans of its copy."""
        shifts = dict.fromkeys((0, *(second - first for first, second in self.copies)))
        cut = ((max(0, start + shift), min(len(self.text), end + shift)) for shift in shifts)
        return tuple((first, last) for first, last in cut if first < last)

    def numbers_in(self, start: int, end: int) -> tuple[Number, ...]:
        """The numbers that start in a span of the folded text."""
        first, last = (bisect_left(self.numbers, edge, key=lambda number: number.start) for edge in (start, end))
        return self.numbers[first:last]


def source_text(id_: str, input_: Input, text: str) -> SourceText:
    """The document, indexed. `text` has the line breaks and columns of the file."""
    found = folded(text)
    return SourceText(
        id=id_,
        input=input_,
        positions=Positions.of(input_.file, text),
        folded=found,
        numbers=tuple(numbers_in(found.text)),
        copies=_copies(found.text),
    )


def _repeats(text: str) -> bool:
    """Whether the text may hold a second body: a fiftieth of its anchors, laid end to end, stand somewhere else too.

    A body and its copy hold all of theirs twice, wherever the copy starts. This needs a small part of the memory that
    pairing every position does, which a long document without a copy is spared.
    """
    last = len(text) - _ANCHOR + 1
    laid = {text[position : position + _ANCHOR]: position for position in range(0, last, _ANCHOR)}
    again = sum(laid.get(text[position : position + _ANCHOR], position) != position for position in range(last))
    return again * 50 >= len(laid)


def _copies(text: str) -> tuple[tuple[int, int], ...]:
    """Pairs of positions (first body, second body) at which the two run alike, empty when there is one body.

    The second body starts where the repetition does; a pair stands wherever the distance between the bodies changes.
    """
    if not _repeats(text):
        return ()
    first: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for position in range(len(text) - _ANCHOR + 1):
        anchor = text[position : position + _ANCHOR]
        known = first.setdefault(anchor, position)
        # Dotted lines of a table of contents repeat within themselves and say nothing.
        if known != position and len(set(anchor)) > _ANCHOR // 3:
            pairs.append((known, position))
    dense = [i for i, pair in enumerate(pairs) if len(pairs) - i >= _MOST * (len(text) - pair[1])]
    # The second body starts with what comes first in the first one; a sentence that it repeats comes later.
    start = min(dense, key=lambda i: pairs[i], default=None)
    if start is None or len(pairs) - start < _ANCHOR:
        return ()
    rising = [pairs[start]]
    for pair in pairs[start + 1 :]:
        if pair[0] > rising[-1][0]:
            rising.append(pair)
    changes = [after for before, after in pairwise(rising) if after[1] - after[0] != before[1] - before[0]]
    return (rising[0], *changes)
