"""The header of a table: where it is, what stands above it, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planck.load.source.excerpt import excerpt
from planck.load.source.gathered import Gathered
from planck.load.source.nearest import nearest
from planck.load.table import cell_rules, layout_rules, titles
from planck.load.table import table_rules as rules
from planck.load.table.columns import REQUIRED, SYNONYMS, Column
from planck.load.table.conventions import Conventions
from planck.load.table.grid import Grid, Row
from planck.load.table.labels import could_be_lower
from planck.load.table.layout import Layout, labels_of, layout_of
from planck.model import Argument, Finding, Place, Text

# Rows among which the header must be, and rows that it may have.
MOST_ABOVE = 30
MOST_DEEP = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The layout that a header gives, its own rows, and the rows above it."""

    layout: Layout
    rows: tuple[Row, ...]
    above: tuple[Row, ...]
    taken: tuple[titles.Taken, ...] = ()


def find_header(grid: Grid, conventions: Conventions) -> Header | Row | Finding | None:
    """The header of a table; else the row that should have been one, what made it unreadable, or None: no rows."""
    rows = list(islice(grid.rows(), MOST_ABOVE + MOST_DEEP))
    for index, row in enumerate(rows[:MOST_ABOVE]):
        above = [one for one in rows[:index] if isinstance(one, Row)]
        if isinstance(row, Row) and (found := _header_at(rows[index:], above, conventions)):
            return found
    readable = [row for row in rows if isinstance(row, Row)]
    likely = (row for row in readable if len(titles.filled(row)) > 1)
    first = rows[0] if rows else None
    return first if not isinstance(first, Row) else next(likely, first)


def _header_at(rows: Sequence[Row | Finding], above: list[Row], conventions: Conventions) -> Header | None:
    """The header whose first row comes first; as deep as it makes sense, and no deeper."""
    best: Header | None = None
    if isinstance(rows[0], Row) and len(titles.filled(rows[0])) < 2:
        return None
    for deep in _depths(rows, conventions):
        labels = labels_of([row.cells for row in deep], conventions)
        for taken in titles.candidates(above, conventions.defaults):
            given = {**{one.column: one.text for one in taken}, **conventions.defaults}
            layout = layout_of(labels, given) if labels else None
            if layout:
                needed = tuple(one for one in taken if one.column not in layout.keys)
                best = Header(_without_needless(layout), tuple(deep), tuple(above), needed)
                break
        if best and best.layout.is_long:
            break
    return best


def _without_needless(layout: Layout) -> Layout:
    """The layout without a unit above the table where a column says the units."""
    given = {column: text for column, text in layout.given.items() if column not in layout.keys}
    return replace(layout, given=given)


def _depths(rows: Sequence[Row | Finding], conventions: Conventions) -> Iterator[list[Row]]:
    deep: list[Row] = []
    for row in rows[:MOST_DEEP]:
        if not isinstance(row, Row) or (deep and not could_be_lower(deep[-1].cells, row.cells, conventions.columns)):
            return
        deep.append(row)
        yield list(deep)


def complain(grid: Grid, header: Header, gathered: Gathered) -> None:
    """List what is odd in a header that can be used."""
    layout, last = header.layout, header.rows[-1]
    used = {*layout.keys.values(), *(slot.index for slot in layout.slots)}
    used |= {index for group in layout.groups.values() for index in group.values()}
    for index, label in enumerate(layout.labels):
        if index in used or (label.is_blank and not grid.delimiter and _is_blank_column(grid, index)):
            continue
        row = next((row for row in reversed(header.rows) if index < len(row.cells) and row.cells[index].strip()), last)
        _keep(gathered, _unused(grid.place(row, index), label.text, label.column, layout))
    for note in _notes(grid, header):
        _keep(gathered, note)


def _is_blank_column(grid: Grid, index: int) -> bool:
    """Whether the first rows of a sheet say nothing in a column: a margin, as a sheet may have and a text has not."""
    rows = islice(grid.rows(), 2 * MOST_ABOVE)
    return not any(isinstance(row, Row) and any(cell.strip() for cell in row.cells[index : index + 1]) for row in rows)


def _unused(place: Place, text: str, column: Column | None, layout: Layout) -> Finding:
    """The finding about a column that is not used: it has no name, none that is known, or that of another."""
    if not text:
        return rules.UNNAMED_COLUMN.at(place)
    rule = rules.REPEATED_COLUMN if column else rules.UNKNOWN_COLUMN
    return replace(rule.at(place), arguments=_arguments(text, column))


def _notes(grid: Grid, header: Header) -> Iterator[Finding]:
    """What was done to read the table: rows passed over, a header of several rows, what a title says for all rows."""
    if header.above:
        listed, count = titles.listed(header.above), len(header.above)
        yield layout_rules.ROWS_ABOVE.at(grid.row_place(header.above[0]), count=count, got=listed)
    if len(header.rows) > 1:
        first, last = header.rows[0], header.rows[-1]
        yield layout_rules.STACKED_HEADER.at(grid.row_place(first), first=first.line, last=last.line)
    if header.layout.corner is not None:
        place = grid.place(header.rows[-1], header.layout.corner)
        yield layout_rules.CORNER.at(place, got="")
    for index, label in enumerate(header.layout.labels):
        if label.day and label.period:
            place = grid.place(header.rows[-1], index)
            yield cell_rules.YEAR_OF_DAY.at(place, field=label.text, got=label.day, wanted=label.period.label, count=1)
    for one in header.taken:
        place = grid.place(one.row, one.at)
        yield layout_rules.STATED_ONCE.at(place, field=usual_name(one.column), got=one.text)


def no_header(grid: Grid, row: Row, conventions: Conventions, gathered: Gathered) -> None:
    """List why a row is not the header of a table of figures."""
    labels = labels_of([row.cells], conventions)
    seen: set[Column] = set()
    for index, label in enumerate(labels):
        place = grid.place(row, index)
        if label.is_blank or label.column is None or label.column in seen:
            _keep(gathered, _unused(place, label.text, label.column, _EMPTY))
        if label.column:
            seen.add(label.column)
    for column in REQUIRED:
        if column not in seen:
            _keep(gathered, _missing(column, grid.row_place(row)))


_EMPTY = Layout(labels=(), keys={}, slots=())


def _keep(gathered: Gathered, finding: Finding) -> None:
    if gathered.wants(finding.severity):
        gathered.keep(finding)


def _arguments(name: str, column: Column | None) -> Mapping[str, Argument]:
    if column:
        return {"got": excerpt(name), "wanted": usual_name(column)}
    close = nearest(name, (synonym for names in SYNONYMS.values() for synonym in names))
    hint = Text(zh=f"是不是“{close}”？", en=f" Did you mean '{close}'?") if close else Text()
    return {"got": excerpt(name), "hint": hint}


def _missing(column: Column, place: Place) -> Finding:
    names = SYNONYMS[column]
    listed = Text(zh="、".join(names), en=", ".join(names))
    return rules.MISSING_COLUMN.at(place, wanted=usual_name(column), got="", names=listed)


def usual_name(column: Column) -> Text:
    """What messages call a column."""
    return Text(zh=SYNONYMS[column][0], en=column.value)
