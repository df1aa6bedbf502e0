"""The header of a table: where it is, what stands above it, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from planck.load.cells.number import is_unit, parse_number
from planck.load.cells.period import parse_period, year_in
from planck.load.source.files import Gathered, excerpt, nearest
from planck.load.table import cell_rules, layout_rules, table_rules
from planck.load.table import header as titles
from planck.load.table.cells import Grid, Row
from planck.model import Argument, Finding, Period, PeriodKind, Place, Text
from planck.words import Label

# The columns of a table of figures, and their names in Chinese and English.


class Column(StrEnum):
    """What a column of a table of figures holds, in the order that planck writes them."""

    REGION = "region"
    INDICATOR = "indicator"
    PERIOD = "period"
    VALUE = "value"
    UNIT = "unit"
    STATUS = "status"
    PUBLISHED = "published"
    SOURCE = "source"
    NOTE = "note"
    AT = "at"
    AS_PRINTED = "as_printed"
    INVENTORY = "inventory"  # the running number of a list: read past


REQUIRED = (Column.INDICATOR, Column.PERIOD, Column.VALUE)

# Case, spaces, hyphens and underscores do not count. The first Chinese name is the one that messages use.
SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.REGION: ("地区", "区域", "行政区", "区县", "区(县)", "县区", "region", "area", "district", "county", "city"),
    Column.INDICATOR: (
        *("指标", "指标名称", "指标项", "统计指标", "主要指标", "项目", "项目名称"),
        *("indicator", "indicator_name", "series", "item"),
    ),
    Column.PERIOD: ("时期", "年份", "时间", "年度", "统计时间", "期间", "period", "year", "date", "time"),
    Column.VALUE: ("数值", "值", "数据", "指标值", "数额", "实际值", "value", "figure", "actual"),
    Column.UNIT: ("单位", "计量单位", "unit", "units", "unit_of_measure"),
    Column.STATUS: ("状态", "数据状态", "status"),
    Column.PUBLISHED: ("发布日期", "公布日期", "发布时间", "公布时间", "published", "publication_date"),
    Column.SOURCE: ("来源", "数据来源", "资料来源", "source", "source_url"),
    Column.NOTE: ("备注", "说明", "注", "note", "notes", "remark", "remarks"),
    Column.AT: ("位置", "出处", "at"),
    Column.AS_PRINTED: ("原文数字", "as_printed"),
    Column.INVENTORY: ("序号", "编号", "inventory", "no."),
}
# Columns of periods whose name says that these are years, so that a day in them means its year.
YEARLY = frozenset(("年份", "年度", "year"))

_BETWEEN_WORDS = re.compile(r"[\s_-]+")


def folded(name: str) -> str:
    """What two spellings of one column name share."""
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFKC", name).casefold())


_COLUMNS = {folded(name): column for column, names in SYNONYMS.items() for name in names}


def column_of(name: str, others: Mapping[str, Column] | None = None) -> Column | None:
    """The column that a header cell names, by the names of the project (`others`) or its usual ones; else None.

    >>> column_of(" 数值 "), column_of("As printed").value
    (<Column.VALUE: 'value'>, 'as_printed')
    """
    word = folded(name)
    return (others or {}).get(word) or _COLUMNS.get(word)


def is_yearly(name: str) -> bool:
    """Whether a column name says that its periods are years."""
    return folded(name) in YEARLY


# What the header says above one column: the column's kind, a period, a name, a unit, in one cell or in several.

_UNIT_BEHIND = re.compile(
    r"(?P<name>.*\S)\s*(?:[(（\[【](?:单位\s*[:：]\s*)?(?P<unit>[^()（）\[\]【】]+)[)）\]】])", re.DOTALL
)
_YEAR_BEFORE = re.compile(
    r"(?P<period>[0-9０-９]{4}年(?:上半年|下半年|[一二三四]季度|[0-9]{1,2}月)?)(?P<name>[^0-9末底度全].*)", re.DOTALL
)
# A column kind above a period or a name is a heading for both: 年份 over 2021 and 2022, 指标 over two names.
_HEADINGS = frozenset((Column.REGION, Column.INDICATOR, Column.PERIOD, Column.VALUE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a column. `name` is an indicator or a region, which `of` tells where the header does."""

    text: str = ""
    column: Column | None = None
    period: Period | None = None
    name: str = ""
    of: Column | None = None
    unit: str = ""
    day: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text


def label_of(text: str, columns: Mapping[str, Column] | None = None) -> Head:
    """What one header cell says.

    >>> label_of("数值（家）").column.value, label_of("2021年").period.label, label_of("研发经费(亿元)").unit
    ('value', '2021', '亿元')
    """
    text = text.strip()
    found = _meaning(text, columns)
    if found.name and (behind := _UNIT_BEHIND.fullmatch(text)) and is_unit(behind["unit"].strip()):
        inside = _meaning(behind["name"], columns)
        if inside.column in (None, Column.VALUE):
            return replace(inside, text=text, unit=behind["unit"].strip())
    return found


def _meaning(text: str, columns: Mapping[str, Column] | None) -> Head:
    if column := column_of(text, columns) if text else None:
        return Head(text=text, column=column)
    period = parse_period(text) if text else None
    if period:
        year = year_in(text) if period.kind is PeriodKind.DAY else None
        return Head(text=text, period=year or period, day=text if year else "")
    if before := _YEAR_BEFORE.fullmatch(text):
        return Head(text=text, period=parse_period(before["period"]), name=before["name"].strip())
    return Head(text=text, name=text)


def stacked(cells: Sequence[str], columns: Mapping[str, Column] | None = None) -> Head:
    """What several header cells say, one above the other; blank ones say nothing."""
    labels = [label_of(cell, columns) for cell in cells if cell.strip()]
    whole = Head()
    for label in labels:
        whole = _joined(whole, label)
    return whole


def _joined(upper: Head, lower: Head) -> Head:
    if upper.is_blank or upper.text == lower.text:
        return lower
    if upper.column in _HEADINGS and (lower.column is None or upper.column is Column.VALUE):
        of = upper.column if upper.column in (Column.REGION, Column.INDICATOR) and lower.name else lower.of
        return replace(lower, of=of, unit=lower.unit or upper.unit)
    names = [name for name in (upper.name, lower.name) if name]
    return Head(
        text=f"{upper.text} {lower.text}",
        column=lower.column or upper.column,
        period=lower.period or upper.period,
        name=" ".join(names),
        of=lower.of or upper.of,
        unit=lower.unit or upper.unit,
        day=lower.day or upper.day,
    )


def filled_right(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper of two header rows with its merged cells filled: a blank above something takes what is to its left."""
    filled: list[str] = []
    for index, below in enumerate(lower):
        cell = upper[index].strip() if index < len(upper) else ""
        filled.append(cell or (filled[-1] if filled and below.strip() else ""))
    return [*filled, *upper[len(lower) :]]


def could_be_lower(upper: Sequence[str], lower: Sequence[str], columns: Mapping[str, Column] | None = None) -> bool:
    """Whether a row can be the second row of a header whose first is `upper`: names and periods, and no number.

    Under the name of a kind of column (指标, 单位) it must be blank, as it is when that cell is merged downward.
    """
    said = 0
    for index, cell in enumerate(lower):
        if not cell.strip():
            continue
        above = label_of(upper[index], columns) if index < len(upper) else Head()
        period = parse_period(cell)
        number = isinstance(parse_number(cell), float) and (period is None or above.period is not None)
        key = above.column is not None and above.column not in _HEADINGS and cell.strip() != above.text
        first = index == 0 and above.column is not None and not period and cell.strip() != above.text
        if number or parse_number(cell) is None or key or first:
            return False
        said += 1
    return said > 1


# What stands above a table and holds for all of it: its unit, its period, the one indicator that it is about.

_UNIT = re.compile(r"(?:计量)?单\s*位\s*[:：]\s*([^\s()（）,，、;；]+)\s*[)）]?\s*$")
_UNIT_ALONE = re.compile(r"\s*[(（]?(?:计量)?单\s*位\s*[:：].*")
_NUMBERING = re.compile(r"^(?:附?表|续表)\s*[0-9一二三四五六七八九十]*(?:[-.][0-9]+)*\s*[:：、.]?\s*")
_YEARS = re.compile(r"^[0-9]{4}年?\s*(?:-|–|—|~|至)+\s*[0-9]{4}年?(?:度|间)?\s*")
_EVERY_REGION = re.compile(r"^(?:全[省市区县])?(?:各|分)(?:区县?|县区?|县市区|地区|市|省)[(（]?[县市区]*[)）]?的?\s*")
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})\s*年度?(?![0-9])")


class Taken(NamedTuple):
    """What a cell above the table says for every row below."""

    column: Column
    text: str
    row: Row
    at: int


MOST_LISTED = 5


def filled(row: Row) -> list[str]:
    """The cells of a row that say something."""
    return [cell.strip() for cell in row.cells if cell.strip()]


def listed(rows: Sequence[Row]) -> Text:
    """Rows that are set aside by their numbers and what they say, the first few of them."""
    said = [(row.line, excerpt(" ".join(filled(row)))) for row in rows[:MOST_LISTED]]
    more = " …" if len(rows) > MOST_LISTED else ""
    return Text(
        zh="、".join(f"第 {line} 行“{text}”" for line, text in said) + more,
        en=", ".join(f"row {line} '{text}'" for line, text in said) + more,
    )


def candidates(above: Sequence[Row], defaults: Mapping[Column, str]) -> Iterator[tuple[Taken, ...]]:
    """What may be taken from the rows above, from what is stated outright to what a title may mean.

    Rather than reading meaning into a title a table is read by its own columns, so that comes first.
    """
    unit = _unit(above)
    period, indicator = _period(above), _indicator(above)
    yield unit
    if period and Column.PERIOD not in defaults:
        yield (*unit, *period)
    if indicator and Column.INDICATOR not in defaults:
        yield (*indicator, *unit[: 2 - len(indicator)])
        yield (*indicator, *unit[: 2 - len(indicator)], *period)


def _cells(above: Sequence[Row]) -> Iterator[tuple[Row, int, str]]:
    """The cells above the table, those nearest to it first."""
    for row in reversed(above):
        for index, cell in enumerate(row.cells):
            if cell.strip():
                yield row, index, cell.strip()


def _unit(above: Sequence[Row]) -> tuple[Taken, ...]:
    for row, index, cell in _cells(above):
        found = _UNIT.search(cell)
        if found and is_unit(found[1]):
            return (Taken(Column.UNIT, found[1], row, index),)
    return ()


def _period(above: Sequence[Row]) -> tuple[Taken, ...]:
    """The one year that the rows above name."""
    found = {years[0]: (row, index) for row, index, cell in _cells(above) if (years := _YEAR.findall(cell))}
    several = sum(len(_YEAR.findall(cell)) for _, _, cell in _cells(above)) > len(found)
    if len(found) != 1 or several:
        return ()
    ((year, (row, index)),) = found.items()
    return (Taken(Column.PERIOD, year, row, index),) if parse_period(year) else ()


def _indicator(above: Sequence[Row]) -> tuple[Taken, ...]:
    """What is left of the nearest title without its number, its years and its regions; and the unit behind it."""
    for row, index, cell in _cells(above):
        if _UNIT_ALONE.fullmatch(cell) or len(filled(row)) > 2:
            continue
        name = _EVERY_REGION.sub("", _YEARS.sub("", _NUMBERING.sub("", cell)))
        name = _EVERY_REGION.sub("", _YEAR.sub("", name, count=1)).strip()
        if name:
            label = label_of(name)
            unit = (Taken(Column.UNIT, label.unit, row, index),) if label.unit else ()
            return (Taken(Column.INDICATOR, label.name or name, row, index), *unit)
    return ()


# What the user says about tables: their encoding, their sheet, what their columns are called, what they leave out.


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How the tables of a run are to be read.

    `encoding` and `sheet` are empty where they are to be seen from the file. `columns`: further column names.
    `defaults`: what holds for every row of a table that has no such column. `regions`: what the plans call their
    regions, so that a row of that name is not taken for a total.
    """

    encoding: str = ""
    sheet: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    defaults: Mapping[Column, str] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()


USUAL = Conventions()


# From header rows to a layout: which cells of a row make which figures, in long and in wide tables.


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A column of values, and what the header says about all of them."""

    index: int
    period: Period | None = None
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the rows below a header become figures: each slot gives one figure a row.

    `keys` are the columns that say what a row is about; `groups` those that belong to some slots alone (a unit or a
    status for each year), by slot. `naming`: what the names of the slots are. `given`: what every row means where it
    does not say otherwise. `names`: what stands above each column.
    """

    labels: tuple[Head, ...]
    keys: Mapping[Column, int]
    slots: tuple[Slot, ...]
    naming: Column | None = None
    groups: Mapping[int, Mapping[Column, int]] = field(default_factory=dict)
    given: Mapping[Column, str] = field(default_factory=dict)
    corner: int | None = None

    @property
    def is_long(self) -> bool:
        """Whether each row is one figure."""
        return len(self.slots) == 1 and self.slots[0].period is None and not self.slots[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """What stands above each column."""
        return tuple(label.text for label in self.labels)

    @property
    def yearly(self) -> bool:
        """Whether the column of periods is one of years."""
        return Column.PERIOD in self.keys and is_yearly(self.labels[self.keys[Column.PERIOD]].text)


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
        return table_rules.UNNAMED_COLUMN.at(place)
    rule = table_rules.REPEATED_COLUMN if column else table_rules.UNKNOWN_COLUMN
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
    hint = Label("load.common.did_you_mean_close").fill(close=close) if close else Text()
    return {"got": excerpt(name), "hint": hint}


def _missing(column: Column, place: Place) -> Finding:
    names = SYNONYMS[column]
    listed = Text(zh="、".join(names), en=", ".join(names))
    return table_rules.MISSING_COLUMN.at(place, wanted=usual_name(column), got="", names=listed)


def usual_name(column: Column) -> Text:
    """What messages call a column."""
    return Text(zh=SYNONYMS[column][0], en=column.value)
