"""Pages of a PDF as paragraphs and rows: characters put to lines, columns and cells by where they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import Any

from planck.pattern import pattern
from planck.record import Record
from planck.registry import grouped


class Mark(Record, kw_only=False):
    """A character, its left and right edge, the height of its middle above the foot of the page, and its size."""

    text: str
    left: float
    right: float
    middle: float
    size: float


class Run(Record, kw_only=False):
    """Characters of one line without a wide gap, and the edges of the column that they stand in."""

    text: str
    left: float
    right: float
    middle: float
    size: float
    column: tuple[float, float] = (0.0, 0.0)


class Rule(Record, kw_only=False):
    """A drawn line: from `low` to `high` at `at`; upright or level."""

    upright: bool
    at: float
    low: float
    high: float


Lines = Iterator[tuple[int, str, tuple[str, ...]]]
"""The number of a page and a paragraph of it, or the cells of a row."""


def paragraphs(data: bytes) -> Lines:
    """The paragraphs and rows of a PDF in the order in which they are read.

    Raises pypdfium2.PdfiumError for what is none, is damaged, or has a password.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [_page(document, number) for number in range(len(document))]
    finally:
        document.close()
    repeated = _repeated(pages)
    kept = ((number, item) for number, page in enumerate(pages, 1) for item in page if _key(item) not in repeated)
    yield from _joined(_whole_rows(kept))


Row = tuple[str, ...]
Item = Run | Row


def _page(document: Any, number: int) -> list[Item]:
    page = document[number]
    try:
        width, marks, rules = page.get_width(), list(_marks(page)), list(_rules(page))
    finally:
        page.close()
    grids = list(_grids(rules))
    inside: list[list[Mark]] = [[] for _ in grids]
    rest: list[Mark] = []
    for mark in marks:
        held = next((index for index, grid in enumerate(grids) if grid.holds(mark)), None)
        (rest if held is None else inside[held]).append(mark)
    tables = [Table(grid, tuple(held)) for grid, held in zip(grids, inside, strict=True)]
    return list(_in_order(rest, tables, width))


# What stands on a page and is drawn on it.


def _marks(page: Any) -> Iterator[Mark]:
    import ctypes

    from pypdfium2 import raw

    text = page.get_textpage()
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character.isspace() or not character.isprintable() or raw.FPDFText_IsGenerated(text, index):
            continue
        if raw.FPDFText_GetLooseCharBox(text, index, reference):
            size = box.top - box.bottom
            yield Mark(character, box.left, box.right, (box.top + box.bottom) / 2, size)


_THIN = 3.0
_SHORTEST = 6.0


def _rules(page: Any) -> Iterator[Rule]:
    """The lines and the edges of boxes on a page, none for a page that is a drawing."""
    import ctypes

    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(count))
    paths = [each for each in objects if raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_PATH]
    edges = [ctypes.c_float() for _ in range(4)]
    for each in paths if len(paths) < _DRAWING else ():
        raw.FPDFPageObj_GetBounds(each, *map(ctypes.byref, edges))
        left, bottom, right, top = (edge.value for edge in edges)
        wide, high = right - left, top - bottom
        if high <= _THIN and wide > _SHORTEST:
            yield Rule(False, (top + bottom) / 2, left, right)
        elif wide <= _THIN and high > _SHORTEST:
            yield Rule(True, (left + right) / 2, bottom, top)
        elif wide > _SHORTEST and high > _SHORTEST:
            yield from (Rule(False, at, left, right) for at in (bottom, top))
            yield from (Rule(True, at, bottom, top) for at in (left, right))


# A page with as many strokes is a drawing.
_DRAWING = 4000


# Ruled tables.

_NEAR = 3.0


class Grid(Record, kw_only=False):
    """A ruled table: where its columns and rows are parted, from the left and from the top."""

    edges: tuple[float, ...]
    levels: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def top(self) -> float:
        """Its height above the foot of the page."""
        return self.levels[0]

    def holds(self, mark: Mark) -> bool:
        """Whether a character stands in it."""
        middle = (mark.left + mark.right) / 2
        return self.edges[0] <= middle <= self.edges[-1] and self.levels[-1] <= mark.middle <= self.top

    def rows(self, marks: Iterable[Mark]) -> Iterator[Row]:
        """The cells of each row; one that spans several stands in the first, and the others are empty."""
        first = self._first_cells()
        held = grouped((first[self._cell(mark)], mark) for mark in marks)
        for row in range(len(self.levels) - 1):
            yield tuple(_words(held.get((row, column), [])) for column in range(len(self.edges) - 1))

    def _cell(self, mark: Mark) -> tuple[int, int]:
        middle = (mark.left + mark.right) / 2
        return _between(self.levels, mark.middle, falling=True), _between(self.edges, middle)

    def _first_cells(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first cell of those that no line parts from each cell: merged ones are one."""
        first: dict[tuple[int, int], tuple[int, int]] = {}
        for row, (top, bottom) in enumerate(pairwise(self.levels)):
            for column, (left, right) in enumerate(pairwise(self.edges)):
                here = (row, column)
                first[here] = here
                if row and not self._parted(False, top, (left + right) / 2):
                    first[here] = first[row - 1, column]
                elif column and not self._parted(True, left, (top + bottom) / 2):
                    first[here] = first[row, column - 1]
        return first

    def _parted(self, upright: bool, at: float, middle: float) -> bool:
        return any(
            rule.upright is upright and abs(rule.at - at) < _NEAR and rule.low <= middle <= rule.high
            for rule in self.rules
        )


class Table(Record, kw_only=False):
    """A grid with the characters in it."""

    grid: Grid
    marks: tuple[Mark, ...]


def _between(edges: Sequence[float], at: float, *, falling: bool = False) -> int:
    beyond = sum(edge >= at if falling else edge <= at for edge in edges)
    return min(max(beyond - 1, 0), len(edges) - 2)


def _grids(rules: Sequence[Rule]) -> Iterator[Grid]:
    """The tables that the lines draw: groups that touch, with two columns and three cells at least."""
    for group in _touching(rules):
        edges = _apart(rule.at for rule in group if rule.upright)
        levels = _apart(rule.at for rule in group if not rule.upright)
        if len(edges) > _FEWEST and len(levels) > 1 and (len(edges) - 1) * (len(levels) - 1) > _FEWEST:
            yield Grid(tuple(edges), tuple(reversed(levels)), tuple(group))


_FEWEST = 2


def _apart(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    left = list(rules)
    while left:
        group, queue = [], [left.pop()]
        while queue:
            rule = queue.pop()
            group.append(rule)
            near = [other for other in left if _touch(rule, other)]
            left = [other for other in left if not _touch(rule, other)]
            queue += near
        yield group


def _touch(one: Rule, other: Rule) -> bool:
    if one.upright is other.upright:
        return abs(one.at - other.at) < _NEAR and one.low - _NEAR <= other.high and other.low - _NEAR <= one.high
    return other.low - _NEAR <= one.at <= other.high + _NEAR and one.low - _NEAR <= other.at <= one.high + _NEAR


# As much of a number may stand on a second line of a cell.
_TORN = 2


def _put_together(text: str, part: str) -> str:
    """Two lines of one text; a space between Latin words, and none within a number that a line breaks."""
    torn = len(part) <= _TORN and text[-1:] in "0123456789."
    between = " " if text and part and text[-1].isascii() and part[0].isascii() and not torn else ""
    return text + between + part


def _words(marks: Sequence[Mark]) -> str:
    """The text of a cell, its lines one behind the other."""
    return reduce(_put_together, map(_said, _lines(marks)), "")


# Running text.

# In widths of a character: what parts the cells of a row, and what parts two columns of a page.
_WIDE_GAP, _COLUMN_GAP = 1.8, 0.7
_GUTTER = (0.3, 0.7)
_FEWEST_LINES = 5
_MOSTLY = 0.7
_PROSE = 0.2


def _in_order(marks: Sequence[Mark], tables: Sequence[Table], width: float) -> Iterator[Item]:
    """Lines and rows as they are read: column by column between what goes across the page."""
    lines = _lines(marks)
    spans = [_span(line) for line in lines]
    gutter = _gutter(spans) or _between_tables(tables)
    margin = width - min((mark.left for mark in marks), default=0.0)
    if gutter is None:
        yield from _column(marks, tables, margin)
        return
    across = [
        line for line, span in zip(lines, spans, strict=True) if span.reaches_over(gutter) and not span.parted(gutter)
    ]
    sides: tuple[list[Mark], list[Mark]] = ([], [])
    for line, span in zip(lines, spans, strict=True):
        if line not in across:
            before = span.before_gap(gutter)
            sides[0].extend(mark for mark in line if mark.right <= before)
            sides[1].extend(mark for mark in line if mark.right > before)
    wide = [table for table in tables if table.grid.edges[0] < gutter < table.grid.edges[-1]]
    tops = [line[0].middle for line in across] + [table.grid.top for table in wide]
    for high, low in pairwise((float("inf"), *sorted(tops, reverse=True), float("-inf"))):
        spanning = [mark for line in across if line[0].middle == high for mark in line]
        yield from _column(spanning, [table for table in wide if table.grid.top == high], margin)
        here = [table for table in tables if table not in wide and low < table.grid.top <= high]
        for side, marks_of_side in enumerate(sides):
            beside = [table for table in here if (table.grid.edges[0] > gutter) is bool(side)]
            between = [mark for mark in marks_of_side if low < mark.middle < high]
            yield from _column(between, beside, margin if side else gutter)


def _lines(marks: Iterable[Mark]) -> list[list[Mark]]:
    """The characters by lines from the top, each from the left."""
    lines: list[list[Mark]] = []
    height = 0.0
    for mark in sorted(marks, key=lambda mark: (-mark.middle, mark.left)):
        if lines and height - mark.middle < max(lines[-1][0].size, mark.size) * 0.5:
            lines[-1].append(mark)
        else:
            lines.append([mark])
            height = mark.middle
    return [sorted(line, key=lambda mark: mark.left) for line in lines]


def _said(line: Sequence[Mark]) -> str:
    """The text of a line; a space where two words in Latin letters stand apart."""
    text = line[0].text if line else ""
    for before, mark in pairwise(line):
        apart = mark.left - before.right > 0.12 * mark.size and before.text.isascii() and mark.text.isascii()
        text += " " + mark.text if apart else mark.text
    return text


def _runs(line: Sequence[Mark]) -> Iterator[Run]:
    start, em = 0, _em(line)
    for index in range(1, len(line) + 1):
        if index == len(line) or line[index].left - line[index - 1].right > _WIDE_GAP * em:
            part = line[start:index]
            yield Run(_said(part), part[0].left, part[-1].right, part[0].middle, _em(part))
            start = index


def _em(marks: Sequence[Mark]) -> float:
    """The width of a Chinese character of a line, else what one would have."""
    wide = [mark.right - mark.left for mark in marks if mark.text >= "\u4e00"]
    return median(wide) if wide else 0.8 * median(mark.size for mark in marks)


def _column(marks: Sequence[Mark], tables: Sequence[Table], margin: float) -> Iterator[Item]:
    """The lines of one column and the rows of its tables from the top; a line of three parts is a row.

    Too few lines do not show where they end: they may go on up to the margin.
    """
    lines = _lines(marks)
    edges = (min((line[0].left for line in lines), default=0.0), _right_edge(lines) if len(lines) > _FEWEST else margin)
    placed: list[tuple[float, list[Item]]] = [(table.grid.top, list(table.grid.rows(table.marks))) for table in tables]
    placed += [(line[0].middle, [_item(list(_runs(line)), edges)]) for line in lines]
    for _, items in sorted(placed, key=lambda each: -each[0]):
        yield from items


def _right_edge(lines: Sequence[Sequence[Mark]]) -> float:
    """The right edge of a column: the furthest place where several lines end, for a title may be wider."""
    ends = sorted((line[-1].right for line in lines), reverse=True)
    several = max(_FEWEST, len(ends) // 8)
    near = 1.2 * _em(lines[0]) if lines else 0.0
    return next(
        (end for end in ends if sum(end - near <= other <= end for other in ends) >= several), max(ends, default=0.0)
    )


def _item(runs: Sequence[Run], column: tuple[float, float]) -> Item:
    if len(runs) > _FEWEST:
        return tuple(run.text for run in runs)
    whole = "\u3000".join(run.text for run in runs)
    return Run(whole, runs[0].left, runs[-1].right, runs[0].middle, runs[0].size, column)


class _Span(Record, kw_only=False):
    """Where a line starts and ends, and the gaps in it that may part two columns."""

    left: float
    right: float
    gaps: tuple[tuple[float, float], ...]

    def reaches_over(self, at: float) -> bool:
        """Whether it has text on both sides of a place."""
        return self.left < at < self.right

    def before_gap(self, at: float) -> float:
        """Where the part of it ends that stands left of a place."""
        gap = next((low for low, high in self.gaps if low <= at <= high), None)
        if gap is not None:
            return gap
        return self.right if (self.left + self.right) / 2 < at else self.left

    def parted(self, at: float) -> bool:
        """Whether it has a gap there."""
        return any(low <= at <= high for low, high in self.gaps)


def _span(line: Sequence[Mark]) -> _Span:
    least = _COLUMN_GAP * _em(line)
    gaps = tuple((one.right, other.left) for one, other in pairwise(line) if other.left - one.right >= least)
    return _Span(line[0].left, line[-1].right, gaps)


def _gutter(lines: Sequence[_Span]) -> float | None:
    """Where two columns of prose are parted: in the middle, where most lines that reach both sides have a gap."""
    if len(lines) < _FEWEST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    first, last = (left + share * (right - left) for share in _GUTTER)
    # Close to the second column, for lines of the first one hang over.
    starts = {high - 1 for line in lines for low, high in line.gaps if first < high < last}
    counts = {at: sum(line.parted(at) for line in lines) for at in sorted(starts)}
    best = max(counts, key=lambda at: counts[at], default=None)
    if best is None or counts[best] < _FEWEST_LINES:
        return None
    both = [line for line in lines if line.reaches_over(best)]
    lengths = [
        line.right - max(high for low, high in line.gaps if low <= best <= high) for line in both if line.parted(best)
    ]
    return best if counts[best] >= _MOSTLY * len(both) and median(lengths) > _PROSE * (right - left) else None


def _between_tables(tables: Sequence[Table]) -> float | None:
    """Where two tables that stand side by side are parted."""
    grids = [table.grid for table in tables]
    beside = (
        (one.edges[-1] + other.edges[0]) / 2 for one in grids for other in grids if one.edges[-1] <= other.edges[0]
    )
    return next(beside, None)


# Lines joined to paragraphs.

_PAGE_NUMBER = pattern(r"\s*[-—–·]*\s*(?:第\s*)?[0-9]{1,4}(?:\s*页)?\s*[-—–·]*\s*(?:/\s*[0-9]{1,4})?\s*")
_ENDS = pattern("[。；！？;!?:：]$|[a-z0-9)]\\.$")
_OFTEN = 3


def _key(item: Item) -> tuple[int, str]:
    """A line without its numbers and its place, as what heads every page is told by."""
    return (round(item.middle / 4), re.sub("[0-9]", "", item.text)) if isinstance(item, Run) else (-1, "")


def _repeated(pages: Sequence[Sequence[Item]]) -> frozenset[tuple[int, str]]:
    """What stands first or last on many pages."""
    ends = Counter(_key(item) for page in pages for item in {*page[:1], *page[-1:]} if isinstance(item, Run))
    return frozenset(key for key, count in ends.items() if count >= _OFTEN and count * 2 > len(pages))


def _joined(items: Iterable[tuple[int, Item]]) -> Lines:
    held, page = "", 0
    last: Run | None = None
    for number, item in items:
        if isinstance(item, Run) and _PAGE_NUMBER.fullmatch(item.text):
            continue
        if isinstance(item, Run) and last is not None and _goes_on(last, item):
            held, last = _put_together(held, item.text), item
            continue
        if held:
            yield page, held, ()
        held, last, page = "", None, number
        if isinstance(item, Run):
            held, last = item.text, item
        else:
            yield number, "", item
    if held:
        yield page, held, ()


def _whole_rows(items: Iterable[tuple[int, Item]]) -> Iterator[tuple[int, Item]]:
    """The items; a row that a page breaks is one: what is left of it adds to cells that are begun, and to no others."""
    held: tuple[int, Item] | None = None
    for number, item in items:
        row = held[1] if held and held[0] < number else None
        if isinstance(row, tuple) and isinstance(item, tuple) and held and _is_rest(row, item):
            held = (held[0], tuple(map(_put_together, row, item)))
            continue
        if held:
            yield held
        held = (number, item)
    if held:
        yield held


_STARTS_ROW = pattern(r"\s*(?:[0-9]+[.、．]|[一二三四五六七八九十]+、|[(（])")


def _is_rest(row: Row, item: Row) -> bool:
    added = [index for index, cell in enumerate(item) if cell]
    fits = len(row) == len(item) and all(row[index] and not _STARTS_ROW.match(item[index]) for index in added)
    return bool(added) and len(added) * 2 <= len(row) and fits


# As much of a line may be left over where the next word does not fit.
_RAGGED = 0.2


def _goes_on(last: Run, run: Run) -> bool:
    """Whether a line belongs to the paragraph of the one before: that is full, and this one is not set in."""
    width = last.column[1] - last.column[0]
    word = _FIRST_WORD.match(run.text)
    needed = sum(0.55 if mark.isascii() else 1.0 for mark in word[0]) if word else 0.7
    room = (1.5 + needed) * last.size
    left_over = last.column[1] - last.right
    full = left_over < (room if _ENDS.search(last.text) and _HAN.search(last.text) else max(room, _RAGGED * width))
    set_in = run.left - run.column[0] > 0.9 * run.size
    same = abs(last.size - run.size) < 0.15 * run.size or not (_HAN.search(last.text) and _HAN.search(run.text))
    return full and same and not set_in and not (_ENDS.search(last.text) and left_over > 0.6 * last.size)


# What no line break parts.
_FIRST_WORD = pattern("[!-~±≥≤、，]+")
_HAN = pattern("[\u4e00-\u9fff]")
