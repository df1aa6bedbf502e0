"""A document for a terminal: blocks of lines, never wider than the width, colours beside the words."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat, zip_longest
from shlex import split
from typing import Any

from msgspec.structs import replace

from planck.pattern import pattern
from planck.record import Record
from planck.render import Kind, View, output_format
from planck.render.document import (
    Block,
    Cell,
    Document,
    Group,
    Heading,
    Item,
    Items,
    Line,
    Medium,
    Notice,
    Paragraph,
    Strong,
    Table,
    plain,
)
from planck.render.views import document
from planck.view.numbers import clean, cut, pad, width, wrap
from planck.view.reader import quoted
from planck.view.words import Tone

LEAST_WIDTH = 60
GAP = "  "
# A name that is longer than this goes on in a second line before the numbers beside it are folded.
GOOD_NAME, LEAST_TEXT = 22, 11
# Where columns have to stand close.
NARROW_GAP, NARROW_NAME = " ", 18
_CODES = {Tone.GOOD: "32", Tone.FAIR: "33", Tone.BAD: "31", Tone.NONE: "2"}


class Screen(Record, kw_only=False):
    """The width, whether to colour, what parts columns, and how many empty lines may be; None: any number."""

    width: int
    colour: bool = False
    gap: str = "  "
    gaps: int | None = None

    def paint(self, text: str, tone: Tone | None) -> str:
        """`text` in the colour of its tone, where colours are wanted."""
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m" if self.colour and tone and text.strip() else text

    def bold(self, text: str) -> str:
        """`text` in bold, where colours are wanted."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text


@output_format("terminal", *Kind)
def terminal(kind: Kind, value: Any, view: View) -> str:
    """Text for a terminal: findings, table, reasons, verdict; never wider than the view."""
    columns = max(LEAST_WIDTH, view.width)
    told = document(kind, value, replace(view, width=columns), Medium.TERMINAL)
    return laid_out(told, Screen(columns, view.colour))


def laid_out(told: Document, screen: Screen) -> str:
    """The text of a document, blocks parted by empty lines, and no more lines than it may take where that can be."""
    blocks = list(told.of(Medium.TERMINAL).blocks)
    lines = _lines(blocks, screen)
    for ways in (LESS, LEAST):
        while (
            told.height and (over := len(lines) - told.height) > 0 and (less := _with_less(blocks, screen, over, ways))
        ):
            blocks, lines = less, _lines(less, screen)
        if told.height and len(lines) > told.height:
            screen = replace(screen, gaps=0)
            lines = _lines(blocks, screen)
        elif told.height and screen.gaps is None:
            blocks = _refilled(blocks, told.blocks, screen, told.height)
            lines = _lines(blocks, screen)
    if screen.gaps is not None:
        lines = _lines(blocks, replace(screen, gaps=max(0, told.height - len(lines))))
    return "\n".join(lines) + "\n"


# Blocks, what they are shown on, and by how many lines they are too long; the blocks with less in them.
Way = Callable[[list[Block], Screen, int], list[Block]]
# Of the rows of a table that may lose some, so many stay until texts have become shorter, and until spare ones go.
GOOD_ROWS, FEW_ROWS = 6, 3


def _with_less(blocks: list[Block], screen: Screen, over: int, ways: Sequence[Way]) -> list[Block]:
    """The blocks with a little less in them, by the first way there is; empty: all has to stay."""
    return next((less for way in ways if (less := way(blocks, screen, over))), [])


def _rows_to(kept: int) -> Way:
    """Without the last row of the longest table that has more than are kept."""
    return lambda blocks, *_: _without_row(blocks, kept)


def _without_row(blocks: list[Block], kept: int) -> list[Block]:
    at = max(range(len(blocks)), key=lambda at: _rows_to_spare(blocks[at], kept))
    table = blocks[at]
    if not isinstance(table, Table) or not _rows_to_spare(table, kept):
        return []
    return [*blocks[:at], replace(table, rows=table.rows[:-1], left=table.left + 1), *blocks[at + 1 :]]


def _rows_to_spare(block: Block, kept: int) -> int:
    return max(0, len(block.rows) - kept) if isinstance(block, Table) and block.more else 0


def _shorter(blocks: list[Block], screen: Screen, over: int) -> list[Block]:
    """With the shorter version of one paragraph: the one by which it just fits, else the one that saves most."""
    ways = [(_saved(block, less, screen), at, less) for at, block in enumerate(blocks) if (less := _next(block))]
    enough = [way for way in ways if way[0] >= over]
    if not ways:
        return []
    _, at, less = min(enough, key=lambda way: way[0]) if enough else max(ways, key=lambda way: way[0])
    return [*blocks[:at], less, *blocks[at + 1 :]]


def _next(block: Block) -> Paragraph | None:
    """The paragraph in its next shorter version."""
    if not isinstance(block, Paragraph) or not block.less:
        return None
    return replace(block, lines=block.less[0], less=block.less[1:])


def _refilled(blocks: list[Block], whole: Sequence[Block], screen: Screen, height: int) -> list[Block]:
    """With longer versions of paragraphs, as far as what went since they were shortened has left room for them."""
    texts = {_last(block): block for block in whole if isinstance(block, Paragraph)}
    for at, block in enumerate(blocks):
        longer = texts.get(_last(block)) if isinstance(block, Paragraph) else None
        while longer and longer != block:
            tried = [*blocks[:at], longer, *blocks[at + 1 :]]
            if len(_lines(tried, screen)) <= height:
                blocks = tried
                break
            longer = _next(longer)
    return blocks


def _last(block: Paragraph) -> tuple[Line, ...]:
    """The shortest version, by which a paragraph is known."""
    return (block.less or (block.lines,))[-1]


def _saved(block: Block, less: Block, screen: Screen) -> int:
    return len(block_lines(block, screen)) - len(block_lines(less, screen))


def _without_spare(blocks: list[Block], *_: object) -> list[Block]:
    at = next((at for at, block in enumerate(blocks) if block.spare), None)
    return [] if at is None else [*blocks[:at], *blocks[at + 1 :]]


# By what a screen has less, in this order; then paragraphs close up, and rows alone are left to go.
LESS: Sequence[Way] = (_rows_to(GOOD_ROWS), _shorter, _rows_to(FEW_ROWS), _without_spare)
LEAST: Sequence[Way] = (_rows_to(1),)


def _lines(blocks: Sequence[Block], screen: Screen) -> list[str]:
    lines: list[str] = []
    before: Block | None = None
    gaps = len(blocks) if screen.gaps is None else screen.gaps
    for block in blocks:
        shown = block_lines(block, screen)
        # What goes together stands together: findings of one severity, and a heading with what it is over.
        close = isinstance(block, Group) and (block.below or (isinstance(before, Group) and before.tone is block.tone))
        apart = bool(lines and shown and gaps and not (close or isinstance(before, Heading)))
        lines += [*[""] * apart, *shown]
        gaps -= apart
        before = block if shown else before
    return lines


def block_lines(block: Block, screen: Screen) -> list[str]:
    """The lines of one block."""
    match block:
        case Heading():
            return [screen.bold(line) for line in wrap(clean(plain(block.text)), screen.width, GAP)]
        case Paragraph():
            return list(_paragraph(block, screen))
        case Items():
            return _items(block, screen)
        case Notice():
            return _notice(block, screen)
        case Group():
            return _group(block, screen)
        case Table():
            return table_lines(block, screen)
    raise TypeError(f"no layout for {type(block).__name__}")


def _paragraph(block: Paragraph, screen: Screen) -> Iterator[str]:
    indent = " " * block.indent
    for line in block.lines:
        for shown in _with_call(indent + clean(plain(line)), screen.width, indent + GAP):
            yield screen.bold(shown) if isinstance(line, Strong) else screen.paint(shown, block.tone)


# A call that some advice ends with.
_CALL = pattern(r"\b(planck (?:accept|revise|todo|audit) \S.*?)( > [\w.]+)?$")


def _with_call(text: str, columns: int, indent: str) -> list[str]:
    """Wrapped lines; a call at the end stands on lines of its own, broken as a shell reads it, to be pasted."""
    call = _CALL.search(text)
    if call is None or width(text) <= columns:
        return wrap(text, columns, indent)
    lines, line = wrap(text[: call.start()].rstrip(), columns, indent), indent
    # What an arrow points at stands beside it.
    if lines[-1].endswith("->"):
        line = f"{lines.pop()} "
    for word in (*map(quoted, split(call[1])), *filter(None, [(call[2] or "").strip()])):
        if line.strip() and width(f"{line}{word} \\") > columns:
            lines.append(line + "\\")
            line = indent + GAP
        line += f"{word} "
    return [*lines, line.rstrip()]


def _items(block: Items, screen: Screen) -> list[str]:
    lines = wrap(clean(block.title), screen.width, GAP) if block.title else []
    lines += [line for item in block.items for line in _item(item, screen)]
    return lines + (wrap(f"  {clean(block.more)}", screen.width, GAP) if block.more else [])


def _item(item: Item, screen: Screen) -> list[str]:
    lines = wrap(f"- {clean(plain(item.text))}", screen.width, GAP)
    return lines + [line for text in item.below for line in _with_call(f"  {clean(plain(text))}", screen.width, "    ")]


def _notice(block: Notice, screen: Screen) -> list[str]:
    title = wrap(f"{block.label} {block.code} {block.name}  {block.place}".rstrip(), screen.width, GAP)
    advice = _with_call(f"  {block.help_label}{block.help}", screen.width, "    ") if block.help else []
    return [
        *(screen.paint(line, block.tone) for line in title),
        *wrap(f"  {block.text}", screen.width, GAP),
        *(f"    {line}" for line in block.snippet),
        *advice,
    ]


def _group(block: Group, screen: Screen) -> list[str]:
    indent = GAP * (1 + block.below)
    title = wrap(indent[2:] + block.title, screen.width, indent)
    lines = (
        [screen.paint(title[0], block.tone), *title[1:]]
        if block.below
        else [screen.paint(line, block.tone) for line in title]
    )
    lines += [shown for line in block.lines for shown in wrap(f"  {line}", screen.width, "    ")]
    lines += wrap(f"  {block.more}", screen.width, "    ") if block.more else []
    return lines + (_with_call(f"{indent}{block.help}", screen.width, f"{indent}  ") if block.help else [])


# Tables. Names stand beside their numbers, above them where they are too long for that, and where not even the numbers
# fit side by side the table becomes a list. A library would cost a usual call more than judging the plan, and none
# knows the last two forms.


def table_lines(block: Table, screen: Screen) -> list[str]:
    """The lines of a table; none without rows."""
    if not block.rows:
        return []
    more = wrap(_left_out(block, screen.width), screen.width, GAP) if block.left else []
    return _rows_lines(block, screen) + more


def _left_out(block: Table, columns: int) -> str:
    """How many rows were left out, and their names as far as one line has room; of a great many no names."""
    line, names = block.more.format(left=block.left), block.names[len(block.rows) :]
    if len(names) < block.left:
        return line
    for before, name in zip(chain(block.apart[:1], repeat(block.apart[1])), names, strict=False):
        if width(line + before) + GOOD_NAME > columns:
            break
        line = cut(line + before + name, columns)
    return line


def _rows_lines(block: Table, screen: Screen) -> list[str]:
    """Names beside their numbers or above them, whichever takes fewer lines; a list where neither fits."""
    titles = [column.title for column in block.columns]
    names = max(width(titles[0]), *(width(_name(row)) for row in block.rows))
    tried: list[list[str]] = []
    for gap, name in ((GAP, GOOD_NAME), (NARROW_GAP, NARROW_NAME)):
        close, room = replace(screen, gap=gap), Room(screen.width, min(names, name), names, gap)
        found = (_widths(block, room), _widths(block, replace(room, names_first=True)))
        tried += [_beside(block, widths, close) for widths in found if widths]
        if tried and not block.more:
            break
    above = _widths(block, Room(screen.width, 0, 0, GAP))
    if above and (block.more or not tried):
        tried.append(_above(block, above, screen))
    return min(tried, key=len) if tried else _as_list(block, titles, screen)


def _name(row: Sequence[Cell]) -> str:
    depth = row[0].depth
    part = "└" + "─" * (depth - 1) + " " if depth else ""
    return part + " ".join(text for text in (row[0].mark, clean(row[0].text)) if text)


class Room(Record, kw_only=False):
    """What a table has: columns of the screen, the least and the most for names, what parts columns, who is served."""

    columns: int
    least_name: int
    most_name: int
    gap: str
    names_first: bool = False


def _widths(block: Table, room: Room) -> list[int] | None:
    """Widths that fit: the least that each column can do with, and more by turn; None: they do not fit."""
    least, wish = [room.least_name], [room.most_name]
    for at, column in enumerate(block.columns[1:], 1):
        cells = [row[at] for row in block.rows]
        title, whole = width(column.title), max(width(cell.text) for cell in cells)
        pieces = max((width(piece) for cell in cells for piece in cell.pieces), default=0)
        wish.append(max(title, whole))
        least.append(max(title, pieces) if column.number else min(wish[-1], max(title, LEAST_TEXT)))
    left = room.columns - sum(least) - len(room.gap) * (len(least) - 1)
    if left < 0:
        return None
    for at in sorted(range(len(least)), key=lambda at: (at > 0 and room.names_first, block.columns[at].turn, at)):
        more = min(left, wish[at] - least[at])
        least[at] += more
        left -= more
    return least


def _fold(pieces: Sequence[str], columns: int) -> list[str]:
    """Pieces side by side while they fit, else under each other."""
    lines: list[str] = []
    for piece in pieces:
        if lines and width(lines[-1]) + 1 + width(piece) <= columns:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines or [""]


def _cell_lines(cell: Cell, columns: int, *, number: bool, screen: Screen) -> list[str]:
    if number:
        return [cut(line, columns) for line in _fold([clean(piece) for piece in cell.pieces], columns)]
    lines = [line for piece in _fold([clean(piece) for piece in cell.pieces], columns) for line in wrap(piece, columns)]
    return [screen.paint(line, cell.tone) for line in lines]


def _row(block: Table, cells: Sequence[Sequence[str]], widths: Sequence[int], screen: Screen) -> list[str]:
    """The lines of a row of cells that have lines of their own."""
    lines = []
    for line in zip_longest(*cells, fillvalue=""):
        shown = (
            " " * (columns - width(text)) + text if column.number else pad(text, columns)
            for text, columns, column in zip(line, widths, block.columns, strict=True)
        )
        lines.append(screen.gap.join(shown).rstrip())
    return lines


def _body(block: Table, row: Sequence[Cell], widths: Sequence[int], screen: Screen) -> list[list[str]]:
    numbered = zip(row[1:], widths[1:], block.columns[1:], strict=True)
    return [_cell_lines(cell, columns, number=column.number, screen=screen) for cell, columns, column in numbered]


def _head(block: Table, widths: Sequence[int], first: str, screen: Screen) -> list[str]:
    titles = [[first], *([column.title] for column in block.columns[1:])]
    rule = [] if block.more else [screen.gap.join("-" * columns for columns in widths)]
    return [*_row(block, titles, widths, screen), *rule]


def _beside(block: Table, widths: Sequence[int], screen: Screen) -> list[str]:
    lines = _head(block, widths, block.columns[0].title, screen)
    for row in block.rows:
        name = wrap(_name(row), widths[0], GAP if row[0].depth or row[0].mark else "")
        lines += _row(block, [name, *_body(block, row, widths, screen)], widths, screen)
    return lines


def _above(block: Table, widths: Sequence[int], screen: Screen) -> list[str]:
    head = _head(block, widths, "", screen)
    lines = [block.columns[0].title, *head]
    for row in block.rows:
        lines += wrap(_name(row), screen.width, GAP if row[0].depth or row[0].mark else "")
        lines += _row(block, [[""], *_body(block, row, widths, screen)], widths, screen)
    return lines


def _as_list(block: Table, titles: Sequence[str], screen: Screen) -> list[str]:
    lines: list[str] = []
    for row in block.rows:
        indent = GAP * row[0].depth
        lines += wrap(indent + clean(row[0].text), screen.width, indent)
        pairs = [f"{title} {clean(cell.text)};" for title, cell in zip(titles[1:], row[1:], strict=True)]
        for line in _fold(pairs, screen.width - width(indent) - 2):
            lines += wrap(f"{indent}  {line}", screen.width, f"{indent}    ")
        lines[-1] = lines[-1].rstrip(";")
    return lines
