"""A document as blocks in one language: what views make of a result, and what writers lay out.

A block says what stands there and what it is, never how wide or in which mark-up. Texts are plain: a writer makes them
safe for its own form. `Code` and `Strong` mark a part of a line; a line is one part or several.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Self

from msgspec.structs import replace

from planck.record import Record
from planck.view.words import Tone


class Medium(StrEnum):
    """Who reads a block: everybody, those at a terminal, or those who have a page before them."""

    ANY = "any"
    TERMINAL = "terminal"
    PAGE = "page"


class Code(Record, kw_only=False):
    """A part of a line that is an id, a path or a hash."""

    text: str


class Strong(Record, kw_only=False):
    """A part of a line that stands out."""

    text: str


class Meter(Record, kw_only=False):
    """A number, or a bar in characters, and what those who draw put beside the one and in place of the other.

    share: how much of a bar (0..1) is filled; with a `span` of it, where in that span a mark stands.
    """

    text: str
    share: float | None
    span: tuple[float, float] | None = None


# What bars in characters are made of.
DRAWN = "█·"

Part = str | Code | Strong
Line = Part | tuple[Part, ...]


class Block(Record):
    """What all blocks have: who reads it, and whether it may go where room is short."""

    medium: Medium = Medium.ANY
    spare: bool = False

    def on(self, medium: Medium) -> Self:
        """The same block, for one medium alone."""
        return replace(self, medium=medium)


class Heading(Block):
    """A heading; level 1 is the title of the document."""

    text: Line
    level: int


class Paragraph(Block):
    """Lines that belong together, each in a tone of its own where it has one. On a page each stands for itself.

    less: what may stand in their place where room is short, ever shorter.
    """

    lines: tuple[Line, ...]
    tone: Tone | None = None
    indent: int = 0
    less: tuple[tuple[Line, ...], ...] = ()


class Item(Record):
    """One entry of a list, with lines below it."""

    text: Line
    below: tuple[Line, ...] = ()


class Items(Block):
    """A list, numbered where `ordered`; `title` stands over it, `more` tells of what was left out."""

    items: tuple[Item, ...]
    title: str = ""
    more: str = ""
    ordered: bool = False


class Cell(Record):
    """A cell in pieces that do not break; `depth`: set in as a part of the row above; `code`: an id or a path.

    `mark`: a sign before a name, that its further lines stand clear of; `share` and `span`: as of a meter.
    """

    pieces: tuple[str, ...]
    tone: Tone | None = None
    depth: int = 0
    code: bool = False
    mark: str = ""
    share: float | None = None
    span: tuple[float, float] | None = None

    @property
    def drawn(self) -> bool:
        """Whether the text is a bar in characters."""
        return self.share is not None and not self.text.strip(DRAWN)

    @property
    def text(self) -> str:
        """The pieces on one line."""
        return " ".join(self.pieces)


class Column(Record):
    """A column: its title, whether it holds numbers (which stand on the right), and its turn when room is given out."""

    title: str
    number: bool = True
    turn: int = 9


class Table(Block):
    """Rows of cells; the first column names the row. `part`: what stands before a name that is a part, on a page.

    left: rows that were left out already; more: what says so, with `{left}` for their number. A table that has it may
    lose more of its last rows where room is short. names: of the rows and of those left out, told as far as they fit
    behind it; apart: what stands before the first of them, and between two.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    part: str = ""
    left: int = 0
    more: str = ""
    names: tuple[str, ...] = ()
    apart: tuple[str, str] = ("", "")

    @property
    def without_bars(self) -> "Table":
        """The table without a last column of bars in characters, for those whose letters are of all widths."""
        if not all(cells[-1].drawn for cells in self.rows):
            return self
        return replace(self, columns=self.columns[:-1], rows=tuple(cells[:-1] for cells in self.rows))


class Notice(Block):
    """A finding: how grave, its code and name, where it is, what it says, what to do, and the line it points at."""

    label: str
    tone: Tone
    code: str
    name: str
    place: str
    text: str
    help: str = ""
    help_label: str = ""
    snippet: tuple[str, ...] = ()


class Group(Block):
    """Findings of one rule: what they are, each with its place, how many are left out, and what to do.

    `below`: it belongs to the heading or the group before it.
    """

    title: str
    tone: Tone | None
    lines: tuple[str, ...]
    more: str = ""
    help: str = ""
    below: bool = False


class Document(Record):
    """Blocks in their order. `title`: what the document is called where a form wants to know.

    height: the most lines that it may take on a screen; 0: as many as it needs.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    height: int = 0

    def of(self, medium: Medium) -> "Document":
        """The document as it is read in one medium."""
        return replace(self, blocks=tuple(each for each in self.blocks if each.medium in (Medium.ANY, medium)))


def parts(line: Line) -> tuple[Part, ...]:
    """The parts of a line."""
    return line if isinstance(line, tuple) else (line,)


def plain(line: Line) -> str:
    """The text of a line without marks."""
    return "".join(part if isinstance(part, str) else part.text for part in parts(line))


def paragraph(
    *lines: Line, tone: Tone | None = None, indent: int = 0, medium: Medium = Medium.ANY, spare: bool = False
) -> tuple[Paragraph, ...]:
    """A paragraph of the lines that say something; none without any."""
    told = _told(lines)
    return (Paragraph(lines=told, tone=tone, indent=indent, medium=medium, spare=spare),) if told else ()


def shrinking(*versions: Iterable[Line], spare: bool = False) -> tuple[Paragraph, ...]:
    """A paragraph of the first of the versions, for which the others may stand where room is short."""
    whole, *less = map(_told, versions)
    return (Paragraph(lines=whole, less=tuple(each for each in less if each), spare=spare),) if whole else ()


def _told(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if plain(line))


def items(texts: Iterable[Line | Item], *, medium: Medium = Medium.ANY, ordered: bool = False) -> tuple[Items, ...]:
    """A list of the texts; none without any."""
    entries = tuple(text if isinstance(text, Item) else Item(text=text) for text in texts)
    return (Items(items=entries, medium=medium, ordered=ordered),) if entries else ()


def table(
    titles: str | Sequence[str], rows: Iterable[Sequence[str | Code | Meter]], texts: Iterable[int] = (0,)
) -> tuple[Table, ...]:
    """A table of texts, with the columns of `texts` aligned on the left; none without rows. Titles may be one text,
    parted by bars.
    """
    left, named = frozenset(texts), titles.split("|") if isinstance(titles, str) else titles
    cells = tuple(tuple(map(_cell, row)) for row in rows)
    columns = tuple(Column(title=title, number=at not in left) for at, title in enumerate(named))
    return (Table(columns=columns, rows=cells),) if cells else ()


def _cell(text: str | Code | Meter) -> Cell:
    if isinstance(text, Meter):
        return Cell(pieces=(text.text,), share=text.share, span=text.span)
    return Cell(pieces=(plain(text),), code=isinstance(text, Code))
