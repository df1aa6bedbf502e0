"""The layout of a table: what every row and column of it was understood as, and why.

It stands between the cells of a table and its figures: whatever is read of a row is read by what the layout says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, StrEnum
from functools import lru_cache
from itertools import islice, pairwise

from msgspec import field
from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import parse_number
from planck.load.cells.period import year_in
from planck.load.cells.printed import fiscal_year, fiscal_years
from planck.load.cells.printed import printed_period as parse_period
from planck.load.source.files import Gathered, excerpt, nearest
from planck.load.table.cells import Grid, Row
from planck.load.table.declared import IGNORE
from planck.load.table.header import (
    CUMULATIVE,
    REQUIRED,
    SYNONYMS,
    USUAL,
    Column,
    Conventions,
    Head,
    Taken,
    candidates,
    column_of,
    could_be_lower,
    filled,
    filled_right,
    is_yearly,
    listed,
    stacked,
    states_unit,
    usual_name,
)
from planck.load.table.names import printed_indicator
from planck.load.table.places import is_form_of_office
from planck.load.table.shapes import Header, Shape, shape_of
from planck.load.table.vocabulary import folded, is_cumulative, is_description, is_dimension, is_place, is_whole_group
from planck.model import FigureStatus, Finding, Period, Place, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label, Labels

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
    r"[(（\[【*※]?\s*(?:注|附注|备注|说明|注释|资料来源|数据来源|来源|sources?|notes?|(?:填报|填表|制表|编制|报送|上报)(?:单位|部门|人)|"
    r"审核人|(?:单位|统计|部门)?负责人|联系(?:人|电话)|(?:填报|报出|报送)日期)\s*[0-9０-９一二三四五六七八九十]*\s*[)）\]】]?\s*[:：.．]",
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
    """A column of values, and what the header says about all of them; `running`: they are sums since a year began."""

    index: int
    period: Period | None = None
    name: str = ""
    unit: str = ""
    status: FigureStatus = FigureStatus.UNSTATED
    running: bool = False
    note: str = ""


class Use(StrEnum):
    """What a column is for: it says what a row is about, holds values, or says more of one column of values; or not.

    ASIDE: goals, growth and the like. STRANGE: numbers below a word beside a year that nobody knows.
    """

    KEY = "key"
    VALUE = "value"
    DETAIL = "detail"
    CORNER = "corner"
    ASIDE = "aside"
    DESCRIPTION = "description"
    IGNORED = "ignored"
    STRANGE = "strange"
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
    status for each year), by slot. `naming`: what the names of the slots are. `corner`: the column without a known name
    that was taken for the indicators. `beside`: that of the columns to the right, where the header begins anew among
    them. `strange` are columns of numbers below a word beside a year that is no region,
    `ignored` those that the user leaves out. `given`: what every row means where it does not say otherwise.
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
    shape: Shape | None = None
    beside: "Layout | None" = None
    strange: frozenset[int] = frozenset()
    ignored: frozenset[int] = frozenset()
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
        if not self.is_long or self.above or self.given or self.slots[0].unit:
            return False
        return len(self.header) == 1 == self.header[0].line and all(
            one.use in (Use.KEY, Use.VALUE) for one in self.columns
        )

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
        uses |= dict.fromkeys(self.strange, Use.STRANGE) | dict.fromkeys(self.ignored, Use.IGNORED)
        return tuple(
            Understood(
                index=index,
                label=label,
                use=uses.get(index) or _other_use(label),
                column=Column.VALUE if uses.get(index) is Use.VALUE else kinds.get(index, label.column),
            )
            for index, label in enumerate(self.labels)
        )


def _other_use(label: Head) -> Use:
    if label.is_blank:
        return Use.UNNAMED
    if label.is_aside:
        return Use.ASIDE
    if label.column:
        return Use.REPEATED
    return Use.DESCRIPTION if is_description(label.text) else Use.UNKNOWN


def labels_of(rows: Sequence[Sequence[str]], conventions: Conventions) -> tuple[Head, ...]:
    """What the header rows say above each column, without blank columns at the end."""
    rows = [list(row) for row in rows]
    for upper in range(len(rows) - 2, -1, -1):
        rows[upper] = filled_right(rows[upper], rows[upper + 1])
    width = max(map(len, rows))
    columns = [[row[index] if index < len(row) else "" for row in rows] for index in range(width)]
    heads = [stacked(cells, conventions.columns) for cells in columns]
    fiscal = fiscal_years(head.text for head in heads)
    heads = [
        Head(text=head.text, period=fiscal[head.text], day=head.text) if head.text in fiscal else head for head in heads
    ]
    labels = [_declared(head, conventions.declared.column(index, head.text)) for index, head in enumerate(heads)]
    while labels and labels[-1].is_blank:
        labels.pop()
    return tuple(labels)


def _declared(head: Head, kind: str) -> Head:
    """A head as the user says that it is to be read."""
    if not kind or kind == IGNORE:
        return head
    period = parse_period(kind)
    text = head.text or kind
    return Head(text=text, period=period) if period else Head(text=text, column=Column(kind), unit=head.unit)


def layout_of(
    labels: tuple[Head, ...],
    given: Mapping[Column, str],
    conventions: Conventions = USUAL,
    below: Sequence[Row] = (),
) -> Layout | None:
    """The layout that the labels describe; None when they leave out the indicator, the period or the values.

    `given` stands in for a column that is not there; `below` are the first rows below the labels.
    """
    declared = conventions.declared
    ignored = frozenset(index for index, label in enumerate(labels) if declared.is_ignored(index, label.text))
    heads = tuple(Head() if index in ignored else label for index, label in enumerate(labels))
    keys = _keys(heads)
    given = _with_unit(heads, keys, given)
    shape, chosen = shape_of(Header(heads=heads, keys=keys, given=given, stated=conventions.defaults))
    slots = tuple(_slot(heads[index], index) for index in chosen)
    layout = _complete(heads, keys, slots, given, conventions, below) if shape else None
    return replace(layout, labels=labels, shape=shape, ignored=ignored) if layout else None


def _slot(label: Head, index: int) -> Slot:
    named = printed_indicator(label.name)
    return Slot(
        index=index,
        period=label.period,
        name=named.name,
        unit=label.unit or named.unit,
        status=label.status,
        running=named.running,
        note=CUMULATIVE if is_cumulative(label.text) else "",
    )


def _keys(labels: Sequence[Head]) -> dict[Column, int]:
    """The first column of each kind that holds for the whole row."""
    keys: dict[Column, int] = {}
    for index, label in enumerate(labels):
        if label.column and label.column is not Column.VALUE and label.period is None and not label.name:
            keys.setdefault(label.column, index)
    return keys


def _with_unit(labels: Sequence[Head], keys: Mapping[Column, int], given: Mapping[Column, str]) -> Mapping[Column, str]:
    """What holds for every row, the unit behind the name of the column of indicators among it."""
    at = keys.get(Column.INDICATOR)
    unit = labels[at].unit if at is not None else ""
    return {**given, Column.UNIT: unit} if unit else given


def _complete(
    labels: tuple[Head, ...],
    keys: dict[Column, int],
    slots: tuple[Slot, ...],
    given: Mapping[Column, str],
    conventions: Conventions,
    below: Sequence[Row],
) -> Layout | None:
    slots, strange = _placed(labels, keys, slots, given, conventions)
    naming = _naming(labels, keys, slots, given, conventions)
    corner = None
    periods = bool(slots or strange) and all(slot.period for slot in slots)
    if naming is not Column.INDICATOR and Column.INDICATOR not in keys and Column.INDICATOR not in given:
        corner = _corner(labels, slots, below) if periods and slots else None
        if corner is None or (any(slot.name for slot in slots) and naming is None):
            return None
        about = _about(labels[corner], keys, conventions)
        keys = {**keys, Column.REGION if about else Column.INDICATOR: corner}
        given, corner = {**given, **about}, None if about else corner
    if not (slots or strange) or not (periods or Column.PERIOD in keys or Column.PERIOD in given):
        return None
    if any(slot.name for slot in slots) and (naming is None or not keys):
        return None
    if periods and not _anchored(keys, naming, conventions):
        return None
    groups = {slot.index: _group(labels, slot) for slot in slots}
    return Layout(
        labels=labels, keys=keys, slots=slots, naming=naming, groups=groups, given=given, corner=corner, strange=strange
    )


def _anchored(keys: Mapping[Column, int], naming: Column | None, conventions: Conventions) -> bool:
    """Whether something beside the periods says that these are a header: a title alone says too little."""
    telling = keys.keys() - {Column.INVENTORY, Column.NOTE}
    return bool(telling) or naming is not None or Column.INDICATOR in conventions.defaults


def _placed(
    labels: Sequence[Head],
    keys: Mapping[Column, int],
    slots: tuple[Slot, ...],
    given: Mapping[Column, str],
    conventions: Conventions,
) -> tuple[tuple[Slot, ...], frozenset[int]]:
    """The slots whose names can be what they would be taken for, and the columns of the others.

    A word beside a year is a region only where one of them is: by the plans, by its form or by what stands above.
    """
    slots = tuple(replace(slot, name="") if slot.period and is_whole_group(slot.name) else slot for slot in slots)
    named = [slot for slot in slots if slot.name and slot.period and not labels[slot.index].of]
    known = Column.INDICATOR in keys or Column.INDICATOR in given
    if not known or not named or any(_is_region(slot.name, conventions) for slot in named):
        return slots, frozenset()
    strange = frozenset(slot.index for slot in named)
    return tuple(slot for slot in slots if slot.index not in strange), strange


def _is_region(name: str, conventions: Conventions) -> bool:
    known = folded(name) in conventions.regions or is_place(name)
    return known or any(folded(one) == folded(name) for one in conventions.declared.regions)


def _corner(labels: Sequence[Head], slots: Sequence[Slot], below: Sequence[Row]) -> int | None:
    """The one column before the values that is called nothing that is known and holds texts: that of the indicators."""
    before = [
        index
        for index, label in enumerate(labels[: slots[0].index])
        if label.column is None
        and label.role is None
        and not is_description(label.text)
        and not is_dimension(label.text)
    ]
    texts = [index for index in before if _holds_texts(index, below)] if below else before
    return texts[0] if len(texts) == 1 else None


def _about(label: Head, keys: Mapping[Column, int], conventions: Conventions) -> dict[Column, str]:
    """The one indicator that a table of regions has in its corner, with its unit; nothing where it is none."""
    named = printed_indicator(label.name)
    known = label.unit or named.unit or folded(named.name) in conventions.indicators
    if not label.name or not known or Column.REGION in keys:
        return {}
    unit = label.unit or named.unit
    return {Column.INDICATOR: named.name, **({Column.UNIT: unit} if unit else {})}


def is_about_one(layout: Layout) -> bool:
    """Whether the corner of the table names the one indicator that it is about."""
    at = layout.keys.get(Column.REGION)
    return at is not None and layout.labels[at].column is None


def _holds_texts(index: int, rows: Sequence[Row]) -> bool:
    cells = [row.cells[index].strip() for row in rows if index < len(row.cells) and row.cells[index].strip()]
    return bool(cells) and not all(isinstance(parse_number(cell), float) for cell in cells)


def _naming(
    labels: Sequence[Head],
    keys: Mapping[Column, int],
    slots: Sequence[Slot],
    given: Mapping[Column, str],
    conventions: Conventions,
) -> Column | None:
    """What the names above the slots are: what the header calls them, else what no column says."""
    if not any(slot.name for slot in slots):
        return None
    called = {labels[slot.index].of for slot in slots if slot.name}
    if len(called) == 1 and (of := called.pop()):
        return None if of in keys else of
    if Column.INDICATOR not in keys and Column.INDICATOR not in given:
        places = Column.REGION not in keys and all(_is_region(slot.name, conventions) for slot in slots if slot.name)
        return Column.REGION if places else Column.INDICATOR
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


# What rows are named by.
_ROWS = frozenset((Column.INDICATOR, Column.REGION, Column.PERIOD, Column.INVENTORY))
_TELLING = frozenset((Column.REGION, Column.INDICATOR, Column.PERIOD, Column.VALUE, Column.UNIT))
# Rows below a header that are looked at where it does not say what a column is.
SAMPLED = 20
# Years in a row of figures stand anyhow; those of a header go up or down by even steps.
MOST_STEP = 10


def find_layout(grid: Grid, conventions: Conventions) -> Layout | Row | Finding | None:
    """The layout by the header of a table; else the row that should have been one, what is wrong with that, or None."""
    rows = list(islice(grid.rows(), MOST_ABOVE + MOST_DEEP + SAMPLED))
    first, likely, empty = rows[0] if rows else None, None, None
    for index, row in enumerate(rows[:MOST_ABOVE]):
        above = [one for one in rows[:index] if isinstance(one, Row)]
        if not isinstance(row, Row) or row.line < conventions.declared.header:
            continue
        found = layout_at(rows[index:], above, conventions)
        if found and found.slots:
            return found
        # Nothing of it is understood, so that a row below may be the header.
        empty = empty or found
        if found:
            continue
        if names_columns(row, conventions) or conventions.declared.header:
            return row
        likely = likely or (row if len(filled(row)) > 1 else None)
    return empty or (first if not isinstance(first, Row) else likely or first)


def names_columns(row: Row, conventions: Conventions) -> bool:
    """Whether a row names two kinds of columns: it is a header, and none of the rows below it is."""
    kinds = {column_of(cell, conventions.columns) for cell in row.cells if cell.strip()}
    return len(kinds - {None}) > 1


def layout_at(rows: Sequence[Row | Finding], above: list[Row], conventions: Conventions) -> Layout | None:
    """The layout by a header whose first row comes first; as deep as it makes sense, and no deeper."""
    best: Layout | None = None
    if not isinstance(rows[0], Row) or not _could_be_header(rows[0], above):
        return None
    if len(filled(rows[0])) < 2 and not _is_one_name(rows):
        return None
    for deep in _depths(rows, conventions):
        below = [row for row in rows[len(deep) :] if isinstance(row, Row)][:SAMPLED]
        labels = _typed(_with_margin(labels_of([row.cells for row in deep], conventions), deep, below), below)
        for taken in candidates(above, conventions):
            given = {**{one.column: one.text for one in taken}, **conventions.defaults}
            layout = _halves(labels, given, conventions, below) if labels else None
            if layout:
                # A column of notes is one beside what a title says.
                told = layout.keys.keys() | ({layout.naming} if layout.naming else set())
                needed = tuple(one for one in taken if one.column is Column.NOTE or one.column not in told)
                # A unit above the table says nothing where a column says the units.
                kept = told - {Column.NOTE}
                said = {column: text for column, text in layout.given.items() if column not in kept}
                best = replace(layout, given=said, header=tuple(deep), above=tuple(above), taken=needed)
                best = _with_beside(best)
                break
        if best and best.is_long:
            break
    return best


def may_name(rows: Sequence[Row | Finding], conventions: Conventions) -> bool:
    """Whether a first row is worth being tried as a header: it names a column, or periods, or names above periods."""
    first, *rest = rows
    if not isinstance(first, Row):
        return False
    if any(cell and column_of(cell, conventions.columns) for cell in first.cells):
        return True
    if first.cells[0].strip():
        return False
    below = rest[0] if rest else None
    down = isinstance(below, Row) and parse_period(below.cells[0].strip()) is not None
    return down or sum(parse_period(cell) is not None for cell in first.cells) > 1


def is_telling(layout: Layout, rows: Layout) -> bool:
    """Whether a header between rows of figures is beyond doubt: it names columns, or has several periods.

    Among `rows` that each are one figure, one name and one period may be those of a figure.
    """
    kinds = {label.column for label in layout.labels} & _TELLING
    periods = sum(slot.period is not None for slot in layout.slots)
    blank = layout.corner is not None and layout.labels[layout.corner].is_blank
    return len(kinds) > 1 or (periods > 1 and (blank or bool(kinds))) or (bool(kinds) and not rows.is_long)


def _halves(
    labels: tuple[Head, ...], given: Mapping[Column, str], conventions: Conventions, below: Sequence[Row]
) -> Layout | None:
    """The layout of the labels; of two tables side by side, which both begin with the same name, that of the left one.

    The other one is `beside` it, and neither knows of the columns of the other.
    """
    at = _begins_anew(labels)
    whole = layout_of(labels, given, conventions, below)
    if at is None or whole is None:
        return whole
    left, right = range(at), range(at, len(labels))
    first = layout_of(_only(labels, left), given, conventions, below)
    second = layout_of(_only(labels, right), given, conventions, below)
    if first is None or second is None:
        return whole
    beside = replace(second, ignored=second.ignored | _blank(labels, right))
    return replace(first, ignored=first.ignored | _blank(labels, left), beside=beside)


def _with_beside(layout: Layout) -> Layout:
    """The layout whose right half has the same rows for its header."""
    beside = layout.beside
    if beside is None:
        return layout
    said = {column: text for column, text in layout.given.items() if column not in beside.keys}
    return replace(layout, beside=replace(beside, given={**beside.given, **said}, header=layout.header))


def _begins_anew(labels: Sequence[Head]) -> int | None:
    """The column from which the names of the header begin again, with values on both sides."""
    first = next((index for index, label in enumerate(labels) if label.column in _ROWS), None)
    if first is None:
        return None
    same = (
        index for index in range(first + 1, len(labels)) if folded(labels[index].text) == folded(labels[first].text)
    )
    at = next(same, None)
    between = labels[first + 1 : at]
    return at if at is not None and any(label.period or label.column is Column.VALUE for label in between) else None


def _only(labels: tuple[Head, ...], part: range) -> tuple[Head, ...]:
    return tuple(label if index in part else Head() for index, label in enumerate(labels))


def _blank(labels: Sequence[Head], part: range) -> frozenset[int]:
    """The columns that one of two tables side by side has nothing to do with."""
    return frozenset(index for index, label in enumerate(labels) if index not in part or label.is_blank)


def _could_be_header(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row may name columns: it holds no number but years, and these are no numbers that look like years."""
    if is_form_of_office(row):
        return False
    cells = [(index, cell.strip()) for index, cell in enumerate(row.cells) if cell.strip()]
    numbers = [(index, cell) for index, cell in cells if isinstance(parse_number(cell), float)]
    if any(parse_period(cell) is None and year_in(cell) is None for _, cell in numbers):
        return False
    return not numbers or (_rises(numbers) and not _is_named(numbers, above))


def _is_one_name(rows: Sequence[Row | Finding]) -> bool:
    """Whether the first row names a single column behind a blank corner, and the next one is that of a period."""
    first, *rest = rows
    blank = isinstance(first, Row) and len(filled(first)) == 1 and not first.cells[0].strip()
    below = rest[0] if rest else None
    return blank and isinstance(below, Row) and parse_period(below.cells[0].strip()) is not None


def _rises(numbers: Sequence[tuple[int, str]]) -> bool:
    """Whether years go one way by small steps, each group of them beginning anew where it stands below a name."""
    years = [int(cell) for _, cell in numbers if len(cell) == 4 and cell.isdecimal()]
    steps = {after - before for before, after in pairwise(years)}
    return all(abs(step) <= MOST_STEP for step in steps)


def _is_named(numbers: Sequence[tuple[int, str]], above: Sequence[Row]) -> bool:
    """Whether names stand just above most of the numbers, which makes these figures of what is named there."""
    if not above:
        return False
    upper = above[-1].cells
    named = [
        index for index, _ in numbers if index < len(upper) and upper[index].strip() and not states_unit(upper[index])
    ]
    return 2 * len(named) > len(numbers)


def _with_margin(labels: tuple[Head, ...], deep: Sequence[Row], below: Sequence[Row]) -> tuple[Head, ...]:
    """The labels, and a blank one for each column to their right that the header leaves blank and rows do not."""
    width = max(len(row.cells) for row in deep)
    said = [index for row in below for index, cell in enumerate(row.cells[:width]) if cell.strip()]
    return labels + (Head(),) * (max(said, default=-1) + 1 - len(labels)) if labels else labels


def _typed(labels: tuple[Head, ...], below: Sequence[Row]) -> tuple[Head, ...]:
    """The labels, one that says nothing that is known being that of the periods where these stand below it."""
    if any(label.period or label.column is Column.PERIOD for label in labels):
        return labels
    unknown = (index for index, label in enumerate(labels) if label.column is None and label.role is None)
    at = next((index for index in unknown if _holds_periods(index, labels[index], below)), None)
    if at is None:
        return labels
    return (*labels[:at], Head(text=labels[at].text, column=Column.PERIOD), *labels[at + 1 :])


def _holds_periods(index: int, label: Head, below: Sequence[Row]) -> bool:
    """Whether most cells of a column are periods; a bare number is one only below a blank corner."""
    cells = [row.cells[index].strip() for row in below if index < len(row.cells) and row.cells[index].strip()]
    corner = index == 0 and label.is_blank
    periods = sum(parse_period(cell) is not None and (corner or not cell.isdecimal()) for cell in cells)
    return periods > 0 and 2 * periods > len(cells)


def _depths(rows: Sequence[Row | Finding], conventions: Conventions) -> Iterator[list[Row]]:
    deep: list[Row] = []
    for row in rows[:MOST_DEEP]:
        if not isinstance(row, Row) or (deep and not could_be_lower(deep[-1].cells, row.cells, conventions.columns)):
            return
        deep.append(row)
        yield list(deep)


def _odd_periods(grid: Grid, layout: Layout) -> Iterator[Finding]:
    """What is said of years that are named by a day, one by one, and of fiscal years, once."""
    odd = [(index, label) for index, label in enumerate(layout.labels) if label.day and label.period]
    fiscal = [(index, label) for index, label in odd if fiscal_year(label.day) or fiscal_year(f"FY{label.day}")]
    single = [(rules.YEAR_OF_DAY, *one, 1) for one in odd if one not in fiscal]
    for rule, index, label, count in (*single, *((rules.FISCAL_YEAR, *one, len(fiscal)) for one in fiscal[:1])):
        place = grid.place(layout.header[-1], index)
        wanted = label.period.label if label.period else ""
        yield rule.at(place, field=label.text, got=label.day, wanted=wanted, count=count)


def complain(grid: Grid, layout: Layout, gathered: Gathered) -> None:
    """List what is odd in a layout that can be used."""
    for note in _notes(grid, layout):
        gathered.say(note)


def named_in(layout: Layout, index: int) -> Row:
    """The lowest row of the header that says something of a column."""
    rows = reversed(layout.header)
    return next((row for row in rows if index < len(row.cells) and row.cells[index].strip()), layout.header[-1])


def _notes(grid: Grid, layout: Layout) -> Iterator[Finding]:
    """What was done to read the table: rows passed over, a header of several rows, what a title says for all rows."""
    if layout.above:
        place, got = grid.row_place(layout.above[0]), listed(layout.above)
        yield rules.ROWS_ABOVE.at(place, count=len(layout.above), got=got)
    if len(layout.header) > 1:
        first, last = layout.header[0], layout.header[-1]
        yield rules.STACKED_HEADER.at(grid.row_place(first), first=first.line, last=last.line)
    if layout.corner is not None:
        place, name = grid.place(named_in(layout, layout.corner), layout.corner), layout.labels[layout.corner].text
        yield rules.CORNER.at(place, got=_QUOTED.fill(part=excerpt(name)) if name else _NOTHING)
    yield from _odd_periods(grid, layout)
    for one in layout.taken:
        place = grid.place(one.row, one.at)
        if one.foreign:
            yield rules.TITLE_ELSEWHERE.at(place, got=excerpt(one.row.cells[one.at].strip()), read=one.text)
        if one.foreign or one.of_plans:
            continue
        yield rules.STATED_ONCE.at(place, field=usual_name(one.column), got=one.text)
    yield from _left_out(grid, layout)


_QUOTED, _NOTHING = Label("load.formula.part"), Label("load.field.nothing")
_ROLES = Labels("load.roles")
_COLUMN_SAYS = Label("load.layout.column_is")


def _left_out(grid: Grid, layout: Layout) -> Iterator[Finding]:
    """The columns of goals, of growth and the like, and those below a word that nobody knows."""
    aside = [one for one in layout.columns if one.use is Use.ASIDE]
    if aside:
        place = grid.place(named_in(layout, aside[0].index), aside[0].index)
        says = [_COLUMN_SAYS.fill(name=excerpt(one.label.text), role=_ROLES[str(one.label.role)]) for one in aside]
        yield rules.COLUMNS_ASIDE.at(place, count=len(aside), got=Label("load.layout.columns").fill(columns=says))
    if strange := sorted(layout.strange):
        place = grid.place(named_in(layout, strange[0]), strange[0])
        heads = dict.fromkeys(excerpt(layout.labels[index].text) for index in strange)
        names = dict.fromkeys(layout.labels[index].name for index in strange)
        quoted = ", ".join(f'"{name}"' for name in names)
        yield rules.STRANGE_HEADS.at(
            place, count=len(strange), got=Label("load.layout.names").fill(names=heads), names=quoted
        )


# Names of a column that a message gives.
MOST_NAMES = 12
# Of names that are not known this many are said where the table cannot be read.
MOST_UNKNOWN = 3


def no_header(grid: Grid, row: Row, conventions: Conventions, gathered: Gathered) -> None:
    """List why a row is not the header of a table of figures: what it lacks, and then the names that are not known."""
    labels = labels_of([row.cells], conventions)
    declared = conventions.declared
    seen = {label.column for index, label in enumerate(labels) if not declared.is_ignored(index, label.text)}
    gathered.say(_missing([column for column in REQUIRED if column not in seen], grid.row_place(row)))
    unknown = [(index, label) for index, label in enumerate(labels) if label.column is None]
    for index, label in unknown[:MOST_UNKNOWN]:
        place = grid.place(row, index)
        if label.is_blank:
            gathered.say(rules.UNNAMED_COLUMN.at(place))
        else:
            gathered.say(unknown_column(place, label.text))


def unknown_column(place: Place, name: str) -> Finding:
    """The finding about a column whose name is not known."""
    close = nearest(name, (synonym for names in SYNONYMS.values() for synonym in names))
    hint = Label("load.common.did_you_mean_close").fill(close=close) if close else Text()
    return rules.UNKNOWN_COLUMN.at(place, got=excerpt(name), hint=hint)


def _missing(columns: Sequence[Column], place: Place) -> Finding:
    names = Label("load.layout.names")
    wanted = names.fill(names=[usual_name(column) for column in columns])
    return rules.MISSING_COLUMN.at(
        place,
        wanted=wanted,
        key=columns[0].value,
        usual=usual_name(columns[0]),
        names=names.fill(names=SYNONYMS[columns[0]][:MOST_NAMES]),
    )
