"""Sheets of one form, read together: each is named by a year or a region that its own table does not say."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.printed import printed_period
from planck.load.files import Raw, excerpt
from planck.load.table.above import filled
from planck.load.table.cells import Row
from planck.load.table.figures import Source
from planck.load.table.header import Column, Conventions, usual_name
from planck.load.table.layout import Layout, is_footnote
from planck.load.table.package import reference
from planck.load.table.places import is_known
from planck.load.table.search import find_layout, names_columns
from planck.load.table.vocabulary import NO_NAMES, folded, is_place
from planck.model import Finding, Input, Place
from planck.record import Record

Opened = Mapping[str, tuple[Source, tuple[Finding, ...]]]


class Part(Record, eq=False):
    """A sheet, its name, its layout, and what all its rows are about besides."""

    name: str
    source: Source
    layout: Layout
    said: Mapping[Column, str]


class Joined(Record, eq=False):
    """The rows of several sheets below one header; what a sheet says of all its rows stands in columns before them."""

    file: str
    parts: tuple[Part, ...]
    delimiter: str = ""

    def rows(self) -> Iterator[Row | Finding]:
        """The header once, and the rows below it of each sheet; the lines are counted on."""
        before = 0
        for part in self.parts:
            head = part.layout.header[0]
            if not before:
                yield Row(head.line, [*(column.value for column in part.said), *head.cells])
            for row in _below(part):
                yield Row(before + row.line, [*_said(part, row), *row.cells])
            before += len(part.source.input.lines)

    def place(self, row: Row, index: int) -> Place:
        """The cell in its sheet; of what the sheet says, its row."""
        part, line = self._found(row.line)
        at = max(0, index - len(part.said))
        return Place(self.file, row.line, at + 1, at + 2, f"{part.name}!{reference(line, at)}")

    def row_place(self, row: Row) -> Place:
        """The cells of the row from the first that says something."""
        part, _ = self._found(row.line)
        filled = [index for index, cell in enumerate(row.cells) if cell.strip() and index >= len(part.said)]
        return replace(self.place(row, filled[0]), end=filled[-1] - len(part.said) + 2)

    def above(self, row: Row, index: int) -> str:
        """What the merged cell says that this one is the lower part of."""
        part, line = self._found(row.line)
        return part.source.grid.above(Row(line, row.cells), index - len(part.said))

    def _found(self, line: int) -> tuple[Part, int]:
        """The sheet in which a line stands, and which of its own it is."""
        at = 0
        while line > len(self.parts[at].source.input.lines):
            line -= len(self.parts[at].source.input.lines)
            at += 1
        return self.parts[at], line


def may_be_together(names: Sequence[str], conventions: Conventions) -> bool:
    """Whether sheets may be one table by their names; one alone, whether its name may say what it does not."""
    return bool(names) and _named_by(names, conventions) is not None


def together(raw: Raw, opened: Opened, conventions: Conventions) -> tuple[Source, tuple[Finding, ...]] | None:
    """The sheets as one table, and what is said of it; None where they are not of one form or not named so."""
    column = _named_by(list(opened), conventions)
    assert column is not None
    parts = [_part(name, source, column, conventions) for name, (source, _) in opened.items()]
    sound = tuple(part for part in parts if part)
    needless = len(parts) == 1 and (column is Column.REGION or column not in sound[0].said) if sound else True
    if needless or len(sound) < len(parts) or len({(part.layout.names, tuple(part.said)) for part in sound}) > 1:
        return None
    lines = tuple(line for part in sound for line in part.source.input.lines)
    input_ = Input(raw.name, hashlib.sha256(raw.data).hexdigest(), lines, sheet=True)
    note = rules.JOINED_SHEETS.at(Place(raw.name), got=excerpt(", ".join(opened)), field=usual_name(column))
    findings = (finding for _, found in opened.values() for finding in found)
    return Source(input_, Joined(file=raw.name, parts=sound)), (note, *findings)


def _named_by(names: Sequence[str], conventions: Conventions) -> Column | None:
    """What the names of the sheets are, where they are all of one kind."""
    if all(map(printed_period, names)):
        return Column.PERIOD
    places = all(_is_region(name, conventions) for name in names)
    return Column.REGION if places else None


def _is_region(name: str, conventions: Conventions) -> bool:
    """Whether a sheet is named by a region; "the whole district" says none."""
    return is_known(name, conventions.regions) or (is_place(name) and folded(name.strip()) not in NO_NAMES)


def _part(name: str, source: Source, column: Column, conventions: Conventions) -> Part | None:
    """A sheet with what it says of all its rows; None where it is no plain table, or says something else."""
    named = replace(conventions, defaults={**conventions.defaults, column: name})
    layout = find_layout(source.grid, named)
    if not isinstance(layout, Layout) or len(layout.header) > 1 or layout.beside or layout.corner is not None:
        return None
    said = {**layout.given} if column in layout.keys else {**layout.given, column: name}
    part = Part(name=name, source=source, layout=layout, said=said)
    return None if _says_otherwise(part, column, conventions) or _has_more_headers(part, named) else part


def _says_otherwise(part: Part, column: Column, conventions: Conventions) -> bool:
    """Whether the table has years or units of its own beside those that its title or its name gives."""
    slots, given = part.layout.slots, part.layout.given
    own = find_layout(part.source.grid, conventions)
    titled = own.given.get(column, part.name) if isinstance(own, Layout) else part.name
    return (
        printed_period(titled) != printed_period(part.name)
        or (column is Column.PERIOD and any(slot.period for slot in slots))
        or (Column.UNIT in given and any(slot.unit for slot in slots))
    )


def _has_more_headers(part: Part, conventions: Conventions) -> bool:
    return any(names_columns(row, conventions) for row in _below(part))


def _said(part: Part, row: Row) -> Iterable[str]:
    """What the sheet says of a row; nothing of a heading or a note."""
    told = len(filled(row)) > 1 and not is_footnote(row)
    return part.said.values() if told else [""] * len(part.said)


def _below(part: Part) -> Iterator[Row]:
    """The rows below the header."""
    rows = part.source.grid.rows()
    return (row for row in rows if isinstance(row, Row) and row.line > part.layout.header[-1].line)
