"""The layout of a table: what every row and column of it was understood as, and why.

It stands between the cells of a table and its figures: whatever is read of a row is read by what the layout says.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum, StrEnum
from functools import lru_cache

from msgspec import field
from msgspec.structs import replace

from planck.load.cells.number import parse_number
from planck.load.cells.printed import fiscal_years, short_years
from planck.load.cells.printed import printed_period as parse_period
from planck.load.table.above import CUMULATIVE, RANKS, Taken
from planck.load.table.cells import Row
from planck.load.table.declared import IGNORE
from planck.load.table.header import (
    USUAL,
    Column,
    Conventions,
    Head,
    dated_name,
    filled_right,
    is_of_numbers,
    is_of_roles,
    is_of_units,
    is_yearly,
    label_of,
    stacked,
    with_unit,
)
from planck.load.table.names import Named, printed_indicator, printed_region
from planck.load.table.places import is_known, is_named, place_in
from planck.load.table.shapes import Header, Shape, shape_of
from planck.load.table.vocabulary import (
    OF_MONTH,
    SO_FAR,
    WHOLES,
    Role,
    folded,
    is_cumulative,
    is_description,
    is_dimension,
    is_filler,
    is_part,
    is_place,
    is_running,
    is_theme,
    is_whole_group,
)
from planck.model import FigureStatus, Period
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
    ASIDE = Label("load.kinds.aside")


SUMS = frozenset(("合计", "总计", "小计", "总和", "total", "subtotal", "grandtotal"))

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
    # A torn row of a form may have nothing in the columns that are read.
    if said and row.cells[said[0]].strip() == layout.labels[0].text and _repeats(row, layout):
        return Kind.HEADER
    if said and (kind := _kind_by_period(row, layout)):
        return kind
    keys = {layout.keys.get(Column.INDICATOR), layout.keys.get(Column.REGION), layout.keys.get(Column.INVENTORY)}
    if len(said) == 1 and len(layout.labels) > 2:
        if not layout.is_long and said[0] in keys:
            return Kind.HEADING
        # In other tables a row with one cell may have lost the others.
        if said == [0] and (is_part(row.cells[0].strip()) or place_in(row.cells[0])):
            return Kind.HEADING
    return None


def _kind_by_period(row: Row, layout: "Layout") -> Kind | None:
    """Why a row is no figure by what it says where the others say their period: a sum, a term, goals, growth."""
    at = layout.keys.get(Column.PART, layout.keys.get(Column.PERIOD, len(row.cells)))
    cell = row.cells[at].strip() if at < len(row.cells) else ""
    if not cell or parse_period(cell):
        return None
    if folded(cell) in SUMS or is_filler(cell):
        return Kind.TOTAL
    return Kind.ASIDE if label_of(cell).is_aside else None


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
        """Whether each row is one figure, and at most the rank of it."""
        return bool(self.slots) and all(slot.period is None and not slot.name for slot in self.slots)

    @property
    def is_plain(self) -> bool:
        """Whether it is long, and nothing but names stands in its first line."""
        if not self.is_long or len(self.slots) > 1 or self.above or self.given:
            return False
        if self.slots[0].unit or self.slots[0].note or Column.PART in self.keys:
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
    units = [row for row in rows if is_of_units(row)][:1] if len(rows) > 1 else []
    names = [list(row) for row in rows if row not in units and not (len(rows) > 1 and is_of_numbers(row))]
    # The word for what a row of them says stands above no column.
    names = [["", *row[1:]] if is_of_roles(row) and len(names) > 1 else row for row in names]
    # Where all are of units or numbers, the last one is what stands for names.
    rows = names or [list(rows[-1])]
    for upper in range(len(rows) - 2, -1, -1):
        rows[upper] = filled_right(rows[upper], rows[upper + 1])
    width = max(map(len, rows))
    columns = [[row[index] if index < len(row) else "" for row in rows] for index in range(width)]
    short = [short_years(map(str.strip, row)) for row in rows]
    heads = [_stacked_with(cells, short, conventions) for cells in columns]
    for row in units:
        heads = [with_unit(head, row[index] if index < len(row) else "") for index, head in enumerate(heads)]
    fiscal = fiscal_years(head.text for head in heads)
    heads = [
        Head(text=head.text, period=fiscal[head.text], day=head.text) if head.text in fiscal else head for head in heads
    ]
    labels = [_declared(head, conventions.declared.column(index, head.text)) for index, head in enumerate(heads)]
    while labels and labels[-1].is_blank:
        labels.pop()
    return tuple(labels)


def _stacked_with(cells: Sequence[str], short: Sequence[Mapping[str, Period]], conventions: Conventions) -> Head:
    """What the header cells of a column say, where years of two digits stand in some rows of them."""
    full = [
        years[cell.strip()].label if cell.strip() in years else cell for cell, years in zip(cells, short, strict=True)
    ]
    head = stacked(full, conventions.columns)
    return replace(head, text=head.text.removesuffix(full[-1]) + cells[-1].strip()) if full[-1] != cells[-1] else head


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
    keys |= _dated_names(heads, keys, given, below)
    given = _with_unit(heads, keys, given)
    places = frozenset(index for index, head in enumerate(heads) if is_region(head.name, conventions))
    ranks = [index for index, head in enumerate(heads) if head.role is Role.RANK] if conventions.ranks else []
    header = Header(heads=heads, keys=keys, given=given, places=places)
    shape, chosen = shape_of(header)
    if ranks and not shape:
        # Where nothing but ranks stands below, they are the values.
        told = tuple(replace(head, role=Role.LEVEL) if head.role is Role.RANK else head for head in heads)
        shape, chosen = shape_of(replace(header, heads=told))
    slots = tuple(_slot(_ungrouped(heads[index], conventions), index) for index in dict.fromkeys((*chosen, *ranks)))
    layout = _complete(heads, keys, slots, given, conventions, below) if shape else None
    return replace(layout, labels=labels, shape=shape, ignored=ignored) if layout else None


def _ungrouped(label: Head, conventions: Conventions) -> Head:
    """A head without the theme above it (经济), where plans know the name below."""
    group = label.name.removesuffix(label.inner).strip() if label.inner else ""
    names = [folded(printed_indicator(name).name) for name in (label.name, label.inner)]
    known = names[0] not in conventions.indicators and names[1] in conventions.indicators
    return replace(label, name=label.inner) if known and is_theme(group) else label


def _slot(label: Head, index: int) -> Slot:
    named = printed_indicator(label.name)
    return Slot(
        index=index,
        period=label.period,
        name=named.name,
        unit=label.unit or named.unit,
        status=label.status,
        running=label.running or named.running or is_running(label.text),
        note=RANKS if label.role is Role.RANK else CUMULATIVE if _is_of_all(label) else "",
    )


def _is_of_all(label: Head) -> bool:
    """Whether the numbers below a head are summed up since the plan began."""
    return is_cumulative(label.text) and not label.running


def _keys(labels: Sequence[Head]) -> dict[Column, int]:
    """The first column of each kind that holds for the whole row."""
    keys: dict[Column, int] = {}
    for index, label in enumerate(labels):
        if label.column and label.column is not Column.VALUE and label.period is None and not label.name:
            keys.setdefault(label.column, index)
    return keys


def _dated_names(
    heads: Sequence[Head], keys: Mapping[Column, int], given: Mapping[Column, str], below: Sequence[Row]
) -> dict[Column, int]:
    """The column of indicators as that of the periods, where every name in it begins with one: 2023年高新技术企业数."""
    at = keys.get(Column.INDICATOR)
    if at is None or Column.PERIOD in keys or any(head.period for head in heads):
        return {}
    cells = [row.cells[at].strip() for row in below if at < len(row.cells) and row.cells[at].strip()]
    return {Column.PERIOD: at} if cells and all(map(dated_name, cells)) else {}


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
    if periods and naming is None and _headed(keys, given, conventions, below):
        given = {**given, Column.INDICATOR: ""}
    if naming is not Column.INDICATOR and Column.INDICATOR not in keys and Column.INDICATOR not in given:
        corner = _corner(labels, slots, below) if periods and slots else None
        if corner is None or (any(slot.name for slot in slots) and naming is None):
            return None
        about = _about(labels[corner], keys, conventions)
        keys = {**keys, Column.REGION if about else Column.INDICATOR: corner}
        given, corner = {**_of_place(labels[corner], keys), **given, **about}, None if about else corner
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


def _headed(
    keys: Mapping[Column, int], given: Mapping[Column, str], conventions: Conventions, below: Sequence[Row]
) -> bool:
    """Whether the rows of regions stand below rows that hold nothing but the name of an indicator, the first of all."""
    at = keys.get(Column.REGION)
    if at is None or Column.INDICATOR in keys or Column.INDICATOR in given or not below:
        return False
    first = below[0].cells
    alone = [index for index, cell in enumerate(first) if cell.strip()] == [at]
    return alone and heading_of(first[at], conventions) is not None


def heading_of(text: str, conventions: Conventions) -> Named | None:
    """The indicator that a heading names, with its unit; None where nobody knows it and no unit says that it is one."""
    named = printed_indicator(text)
    return named if named.unit or folded(named.name) in conventions.indicators else None


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
    # Where only some of the periods have a word beside them, that is no name of what all of them are about.
    known = (
        Column.INDICATOR in keys or Column.INDICATOR in given or any(slot.period and not slot.name for slot in slots)
    )
    if not known or not named or any(is_region(slot.name, conventions) for slot in named):
        return slots, frozenset()
    # Beside a month that nobody names, a sum so far is of no whole year.
    so_far = SO_FAR if any(slot.name in OF_MONTH for slot in named) else ()
    strange = frozenset(slot.index for slot in slots if slot in named or labels[slot.index].text in so_far)
    return tuple(slot for slot in slots if slot.index not in strange), strange


def is_region(name: str, conventions: Conventions) -> bool:
    """Whether a name is that of a region: by the plans, by its form, or as the user says."""
    return is_place(printed_region(name)) or is_certain(name, conventions)


def is_certain(name: str, conventions: Conventions) -> bool:
    """Whether a name is that of a region beyond doubt: no thing is called so, such as a town of some kind."""
    name = printed_region(name)
    known = is_known(name, conventions.regions) or is_named(name)
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


def says_nothing(label: Head, conventions: Conventions) -> bool:
    """Whether a head is no column that is known, no period, no place and no indicator that anybody knows."""
    known = label.column or label.period or label.role or (label.text and place_in(label.text))
    return not known and not _about(label, {}, conventions)


def _of_place(label: Head, keys: Mapping[Column, int]) -> dict[Column, str]:
    """The place that stands in a corner, which all rows below it are about."""
    place = place_in(label.text) if label.text else ""
    return {Column.REGION: place} if place and place == label.text.strip() and Column.REGION not in keys else {}


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
        places = Column.REGION not in keys and all(is_region(slot.name, conventions) for slot in slots if slot.name)
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
