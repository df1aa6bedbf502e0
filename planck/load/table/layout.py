"""The layout of a table: what every row and column of it was understood as, and why.

It stands between the cells of a table and its figures: whatever is read of a row is read by what the layout says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, StrEnum
from functools import lru_cache
from itertools import islice

from msgspec import field
from msgspec.structs import replace

from planck.load import rules
from planck.load.source.files import Gathered, excerpt, nearest
from planck.load.table.cells import Grid, Row
from planck.load.table.header import (
    REQUIRED,
    SYNONYMS,
    Column,
    Conventions,
    Head,
    Taken,
    candidates,
    could_be_lower,
    filled,
    filled_right,
    folded,
    is_yearly,
    listed,
    stacked,
    usual_name,
)
from planck.model import Argument, Finding, Period, Place, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

# Rows of a table that are no figures: footnotes, totals, section headings, repeated headers.


class Kind(Enum):
    """Why a row is no figure; the value is what messages call it."""

    FOOTNOTE = Label("load.kinds.footnote")
    TOTAL = Label("load.kinds.total")
    HEADING = Label("load.kinds.heading")
    HEADER = Label("load.kinds.header")


SUMS = frozenset(("合计", "总计", "小计", "总和", "total", "subtotal", "grandtotal"))
# Sums only beside other regions of the same table: a table may be about such a place alone, and so may a plan.
WHOLES = frozenset(("全市", "全省", "全区", "全县", "全国", "全州", "全旗"))

FOOTNOTE = pattern(
    r"[(（\[【*※]?\s*(?:注|附注|备注|说明|注释|资料来源|数据来源|来源|sources?|notes?)\s*[0-9０-９一二三四五六七八九十]*\s*[)）\]】]?\s*[:：.．]",
    re.IGNORECASE,
)


def is_footnote(row: Row) -> bool:
    """Whether the first thing that a row says is that it is a note or a source."""
    first = next(filter(None, map(str.strip, row.cells)), "")
    return FOOTNOTE.match(first[:40]) is not None


@lru_cache(maxsize=65536)
def is_total(region: str, indicator: str) -> bool:
    """Whether a row names itself a sum, by its region or its indicator."""
    return folded(region) in SUMS or folded(indicator) in SUMS


@lru_cache(maxsize=65536)
def is_whole(region: str, known: frozenset[str]) -> bool:
    """Whether a row is about the whole of a place; `known` are the regions of the plans, and none of those is one."""
    return (place := folded(region)) in WHOLES and place not in known


def kind_of(row: Row, layout: "Layout", *, below: bool) -> Kind | None:
    """Why a row is no figure by its form; None when it may be one. `below`: a footnote stands above it."""
    said = [index for index, cell in enumerate(row.cells) if cell.strip()]
    if is_footnote(row) or (below and said == [0]):
        return Kind.FOOTNOTE
    if row.cells[said[0]].strip() == layout.labels[0].text and _repeats(row, layout):
        return Kind.HEADER
    keys = {layout.keys.get(Column.INDICATOR), layout.keys.get(Column.REGION), layout.keys.get(Column.INVENTORY)}
    if not layout.is_long and len(layout.labels) > 2 and len(said) == 1 and said[0] in keys:
        return Kind.HEADING
    return None


def _repeats(row: Row, layout: "Layout") -> bool:
    """Whether a row says again what the header says, as the top of a printed page does."""
    return [cell.strip() for cell in row.cells if cell.strip()] == [name for name in layout.names if name]


# From header rows to a layout: which cells of a row make which figures, in long and in wide tables.


class Slot(Record):
    """A column of values, and what the header says about all of them."""

    index: int
    period: Period | None = None
    name: str = ""
    unit: str = ""


class Use(StrEnum):
    """What a column is for: it says what a row is about, holds values, or says more of one column of values; or not."""

    KEY = "key"
    VALUE = "value"
    DETAIL = "detail"
    CORNER = "corner"
    UNKNOWN = "unknown"
    REPEATED = "repeated"
    UNNAMED = "unnamed"


class Understood(Record):
    """What a column was understood as: its use, and the kind that its name is."""

    index: int
    label: Head
    use: Use
    column: Column | None = None


class Layout(Record):
    """How the rows below a header become figures: each slot gives one figure a row.

    Columns: `labels` stand above them. `keys` say what a row is about; `groups` belong to some slots alone (a unit or a
    status for each year), by slot. `naming`: what the names of the slots are. `corner`: the unnamed column that was
    taken for the indicators. `given`: what every row means where it does not say otherwise.
    Rows: the `header`, those `above` it and what was `taken` from them; those below that are no figures, set `aside` by
    their kind. All others are rows of figures.
    """

    labels: tuple[Head, ...]
    keys: Mapping[Column, int]
    slots: tuple[Slot, ...]
    naming: Column | None = None
    groups: Mapping[int, Mapping[Column, int]] = field(default_factory=dict)
    given: Mapping[Column, str] = field(default_factory=dict)
    corner: int | None = None
    header: tuple[Row, ...] = ()
    above: tuple[Row, ...] = ()
    taken: tuple[Taken, ...] = ()
    aside: Mapping[Kind, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether each row is one figure."""
        return len(self.slots) == 1 and self.slots[0].period is None and not self.slots[0].name

    @property
    def is_plain(self) -> bool:
        """Whether it is long, and nothing but names stands in its first line."""
        bare = not (self.above or self.given or self.slots[0].unit) and len(self.header) == 1 == self.header[0].line
        return self.is_long and bare and all(one.use in (Use.KEY, Use.VALUE) for one in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """What stands above each column."""
        return tuple(label.text for label in self.labels)

    @property
    def yearly(self) -> bool:
        """Whether the column of periods is one of years."""
        return Column.PERIOD in self.keys and is_yearly(self.labels[self.keys[Column.PERIOD]].text)

    @property
    def columns(self) -> tuple[Understood, ...]:
        """What every column was understood as."""
        kinds = {index: column for column, index in self.keys.items()}
        kinds |= {index: column for group in self.groups.values() for column, index in group.items()}
        uses = dict.fromkeys(kinds, Use.DETAIL) | dict.fromkeys(self.keys.values(), Use.KEY)
        uses |= {slot.index: Use.VALUE for slot in self.slots}
        uses |= {} if self.corner is None else {self.corner: Use.CORNER}
        return tuple(
            Understood(
                index=index,
                label=label,
                use=uses.get(index) or _useless(label),
                column=Column.VALUE if uses.get(index) is Use.VALUE else kinds.get(index, label.column),
            )
            for index, label in enumerate(self.labels)
        )


def _useless(label: Head) -> Use:
    if label.is_blank:
        return Use.UNNAMED
    return Use.REPEATED if label.column else Use.UNKNOWN


def labels_of(rows: Sequence[Sequence[str]], conventions: Conventions) -> tuple[Head, ...]:
    """What the header rows say above each column, without blank columns at the end."""
    rows = [list(row) for row in rows]
    for upper in range(len(rows) - 2, -1, -1):
        rows[upper] = filled_right(rows[upper], rows[upper + 1])
    width = max(map(len, rows))
    columns = [[row[index] if index < len(row) else "" for row in rows] for index in range(width)]
    labels = [stacked(cells, conventions.columns) for cells in columns]
    while labels and labels[-1].is_blank:
        labels.pop()
    return tuple(labels)


def layout_of(labels: tuple[Head, ...], given: Mapping[Column, str]) -> Layout | None:
    """The layout that the labels describe; None when they leave out the indicator, the period or the values.

    `given` stands in for a column that is not there.
    """
    keys = _keys(labels)
    long = [index for index, label in enumerate(labels) if label.column is Column.VALUE]
    if long:
        plain = [index for index in long if labels[index].period is None and not labels[index].name]
        chosen = plain[:1] or long
    else:
        periods = [index for index, label in enumerate(labels) if label.column is None and label.period]
        chosen = periods or _named(labels, keys, given)
    slots = tuple(
        Slot(index=index, period=labels[index].period, name=labels[index].name, unit=labels[index].unit)
        for index in chosen
    )
    return _complete(labels, keys, slots, given)


def _keys(labels: Sequence[Head]) -> dict[Column, int]:
    """The first column of each kind that holds for the whole row."""
    keys: dict[Column, int] = {}
    for index, label in enumerate(labels):
        if label.column and label.column is not Column.VALUE and label.period is None and not label.name:
            keys.setdefault(label.column, index)
    return keys


def _named(labels: Sequence[Head], keys: Mapping[Column, int], given: Mapping[Column, str]) -> list[int]:
    """Columns of indicators, which only a table of periods without a column of indicators has."""
    has_period = Column.PERIOD in keys or Column.PERIOD in given
    has_indicator = Column.INDICATOR in keys
    if not has_period or has_indicator or not keys:
        return []
    return [index for index, label in enumerate(labels) if label.column is None and label.name]


def _complete(
    labels: tuple[Head, ...], keys: dict[Column, int], slots: tuple[Slot, ...], given: Mapping[Column, str]
) -> Layout | None:
    naming = _naming(labels, keys, slots, given)
    corner = None
    periods = bool(slots) and all(slot.period for slot in slots)
    if naming is not Column.INDICATOR and Column.INDICATOR not in keys and Column.INDICATOR not in given:
        if not periods or not labels[0].is_blank or (any(slot.name for slot in slots) and naming is None):
            return None
        corner, keys = 0, {**keys, Column.INDICATOR: 0}
    if not slots or not (periods or Column.PERIOD in keys or Column.PERIOD in given):
        return None
    if any(slot.name for slot in slots) and (naming is None or not keys):
        return None
    groups = {slot.index: _group(labels, slot) for slot in slots}
    return Layout(labels=labels, keys=keys, slots=slots, naming=naming, groups=groups, given=given, corner=corner)


def _naming(
    labels: Sequence[Head], keys: Mapping[Column, int], slots: Sequence[Slot], given: Mapping[Column, str]
) -> Column | None:
    """What the names above the slots are: what the header calls them, else what no column says."""
    if not any(slot.name for slot in slots):
        return None
    called = {labels[slot.index].of for slot in slots if slot.name}
    if len(called) == 1 and (of := called.pop()):
        return None if of in keys else of
    if Column.INDICATOR not in keys and Column.INDICATOR not in given:
        return Column.INDICATOR
    return Column.REGION if Column.REGION not in keys else None


def _group(labels: Sequence[Head], slot: Slot) -> dict[Column, int]:
    """The columns beside a slot that the header puts under the same period and name."""
    return {
        label.column: index
        for index, label in enumerate(labels)
        if label.column
        and label.column is not Column.VALUE
        and (label.period or label.name)
        and (label.period, label.name) == (slot.period, slot.name)
    }


# Rows among which the header must be, and rows that it may have.
MOST_ABOVE = 30
MOST_DEEP = 3


def find_layout(grid: Grid, conventions: Conventions) -> Layout | Row | Finding | None:
    """The layout by the header of a table; else the row that should have been one, what is wrong with that, or None."""
    rows = list(islice(grid.rows(), MOST_ABOVE + MOST_DEEP))
    for index, row in enumerate(rows[:MOST_ABOVE]):
        above = [one for one in rows[:index] if isinstance(one, Row)]
        if isinstance(row, Row) and (found := _header_at(rows[index:], above, conventions)):
            return found
    readable = [row for row in rows if isinstance(row, Row)]
    likely = (row for row in readable if len(filled(row)) > 1)
    first = rows[0] if rows else None
    return first if not isinstance(first, Row) else next(likely, first)


def _header_at(rows: Sequence[Row | Finding], above: list[Row], conventions: Conventions) -> Layout | None:
    """The layout by a header whose first row comes first; as deep as it makes sense, and no deeper."""
    best: Layout | None = None
    if isinstance(rows[0], Row) and len(filled(rows[0])) < 2:
        return None
    for deep in _depths(rows, conventions):
        labels = labels_of([row.cells for row in deep], conventions)
        for taken in candidates(above, conventions.defaults):
            given = {**{one.column: one.text for one in taken}, **conventions.defaults}
            layout = layout_of(labels, given) if labels else None
            if layout:
                needed = tuple(one for one in taken if one.column not in layout.keys)
                # A unit above the table says nothing where a column says the units.
                said = {column: text for column, text in layout.given.items() if column not in layout.keys}
                best = replace(layout, given=said, header=tuple(deep), above=tuple(above), taken=needed)
                break
        if best and best.is_long:
            break
    return best


def _depths(rows: Sequence[Row | Finding], conventions: Conventions) -> Iterator[list[Row]]:
    deep: list[Row] = []
    for row in rows[:MOST_DEEP]:
        if not isinstance(row, Row) or (deep and not could_be_lower(deep[-1].cells, row.cells, conventions.columns)):
            return
        deep.append(row)
        yield list(deep)


def complain(grid: Grid, layout: Layout, gathered: Gathered) -> None:
    """List what is odd in a layout that can be used."""
    for one in layout.columns:
        unused = one.use in (Use.UNKNOWN, Use.REPEATED, Use.UNNAMED)
        # A sheet may have a margin, as a text has not.
        margin = one.use is Use.UNNAMED and not grid.delimiter and _is_blank_column(grid, one.index)
        if unused and not margin:
            _keep(gathered, _unused(grid.place(_named_in(layout, one.index), one.index), one.label))
    for note in _notes(grid, layout):
        _keep(gathered, note)


def _named_in(layout: Layout, index: int) -> Row:
    """The lowest row of the header that says something of a column."""
    rows = reversed(layout.header)
    return next((row for row in rows if index < len(row.cells) and row.cells[index].strip()), layout.header[-1])


def _is_blank_column(grid: Grid, index: int) -> bool:
    """Whether the first rows of a sheet say nothing in a column."""
    rows = islice(grid.rows(), 2 * MOST_ABOVE)
    return not any(isinstance(row, Row) and any(cell.strip() for cell in row.cells[index : index + 1]) for row in rows)


def _unused(place: Place, label: Head) -> Finding:
    """The finding about a column that is not used: it has no name, none that is known, or that of another."""
    if label.is_blank:
        return rules.UNNAMED_COLUMN.at(place)
    rule = rules.REPEATED_COLUMN if label.column else rules.UNKNOWN_COLUMN
    return replace(rule.at(place), arguments=_arguments(label.text, label.column))


def _notes(grid: Grid, layout: Layout) -> Iterator[Finding]:
    """What was done to read the table: rows passed over, a header of several rows, what a title says for all rows."""
    if layout.above:
        place, got = grid.row_place(layout.above[0]), listed(layout.above)
        yield rules.ROWS_ABOVE.at(place, count=len(layout.above), got=got)
    if len(layout.header) > 1:
        first, last = layout.header[0], layout.header[-1]
        yield rules.STACKED_HEADER.at(grid.row_place(first), first=first.line, last=last.line)
    if layout.corner is not None:
        place = grid.place(layout.header[-1], layout.corner)
        yield rules.CORNER.at(place, got="")
    for index, label in enumerate(layout.labels):
        if label.day and label.period:
            place = grid.place(layout.header[-1], index)
            yield rules.YEAR_OF_DAY.at(place, field=label.text, got=label.day, wanted=label.period.label, count=1)
    for one in layout.taken:
        place = grid.place(one.row, one.at)
        yield rules.STATED_ONCE.at(place, field=usual_name(one.column), got=one.text)


def no_header(grid: Grid, row: Row, conventions: Conventions, gathered: Gathered) -> None:
    """List why a row is not the header of a table of figures."""
    labels = labels_of([row.cells], conventions)
    seen: set[Column] = set()
    for index, label in enumerate(labels):
        place = grid.place(row, index)
        if label.is_blank or label.column is None or label.column in seen:
            _keep(gathered, _unused(place, label))
        if label.column:
            seen.add(label.column)
    for column in REQUIRED:
        if column not in seen:
            _keep(gathered, _missing(column, grid.row_place(row)))


def _keep(gathered: Gathered, finding: Finding) -> None:
    if gathered.wants(finding.severity):
        gathered.keep(finding)


def _arguments(name: str, column: Column | None) -> Mapping[str, Argument]:
    if column:
        return {"got": excerpt(name), "wanted": usual_name(column)}
    close = nearest(name, (synonym for names in SYNONYMS.values() for synonym in names))
    hint = Label("load.common.did_you_mean_close").fill(close=close) if close else Text()
    return {"got": excerpt(name), "hint": hint}


def _missing(column: Column, place: Place) -> Finding:
    names = SYNONYMS[column]
    listed = Label("load.layout.names").fill(names=names)
    return rules.MISSING_COLUMN.at(place, wanted=usual_name(column), got="", names=listed)
