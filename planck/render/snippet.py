"""The line of a file that a finding points at, with a caret under the place."""

from collections.abc import Iterable
from dataclasses import replace

from planck.model import Input, Place
from planck.render.display import ELLIPSIS, clean, cut, tail, width

TAB = "    "


def _shown(text: str) -> str:
    return clean(text.replace("\t", TAB))


def source_line(place: Place, inputs: Iterable[Input]) -> str | None:
    """The line as it stands in the file, None when the place is not in a line that was read."""
    for read in inputs:
        if read.file == place.file and 0 < place.line <= len(read.lines):
            return read.lines[place.line - 1]
    return None


def pointed(line: str, column: int, end: int, columns: int) -> tuple[str, str]:
    """The line cut to `columns` around the place, and the carets under it.

    `column` and `end` count code points from 1; the carets count the columns of the terminal, so that they stand
    right under wide characters and tabs.
    """
    start = max(0, column - 1)
    before, marked = _shown(line[:start]), _shown(line[start : max(start, end - 1)])
    whole = before + marked + _shown(line[max(start, end - 1) :])
    room = columns // 2
    if width(whole) > columns and width(before) > room:
        kept = ELLIPSIS + tail(before, room - 1)
        whole, before = kept + whole[len(before) :], kept
    carets = min(max(1, width(marked)), max(1, columns - width(before)))
    return cut(whole, columns).rstrip(), " " * min(width(before), columns - 1) + "^" * carets


def snippet(place: Place | None, inputs: Iterable[Input], columns: int = 80) -> list[str]:
    """Two lines, the source and the caret, behind a gutter with the line number; none without a line to show."""
    line = source_line(place, inputs) if place else None
    if place is None or line is None:
        return []
    if place.cell:
        place = _in_row(place, line)
    gutter = f"{place.line} | "
    text, carets = pointed(line, place.column, place.end, columns - len(gutter))
    rows = [gutter + text]
    return [*rows, " " * (len(gutter) - 2) + "| " + carets] if place.column else rows


def _in_row(place: Place, row: str) -> Place:
    """The place in the text of a row, of a place that counts its cells, which tabs divide."""
    cells = row.split("\t")
    before = "".join(f"{cell}\t" for cell in cells[: place.column - 1])
    cell = cells[place.column - 1] if place.column <= len(cells) else ""
    return replace(place, column=len(before) + 1, end=len(before) + len(cell) + 1)
