"""The header of a table among its first rows: where it begins, how deep it is, and what layout it makes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from msgspec.structs import replace

from planck.load.cells.flags import flagged
from planck.load.cells.number import is_unit, parse_number, size_of
from planck.load.cells.period import year_in
from planck.load.cells.printed import printed_period as parse_period
from planck.load.cells.printed import short_years
from planck.load.table.above import candidates, filled, states_unit
from planck.load.table.cells import Grid, Row
from planck.load.table.header import (
    Column,
    Conventions,
    Head,
    column_of,
    could_be_lower,
    in_year,
    is_of_numbers,
    is_of_units,
    label_of,
)
from planck.load.table.layout import FOOTNOTE, SUMS, Layout, is_certain, is_region, labels_of, layout_of, says_nothing
from planck.load.table.places import is_form_of_office
from planck.load.table.vocabulary import OF_MONTH, SO_FAR, SUMMED, Role, folded, is_description
from planck.model import Finding, Period, PeriodKind
from planck.pattern import pattern

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
_PERCENTAGE = pattern(r"[+-]?[0-9][0-9.,]*\s?[%％‰]")
_BARE_YEAR = pattern(r"[12][0-9]{3}年?")


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
        labels = _with_margin(labels_of([row.cells for row in deep], conventions), deep, below)
        labels = tuple(map(_of_month, _typed(labels, below, conventions)))
        if any(one.column is Column.PERIOD for taken in candidates(above, conventions) for one in taken):
            labels = _with_parts(labels, below)
        for taken in candidates(above, conventions):
            given = {**{one.column: one.text for one in taken}, **conventions.defaults}
            dated = _so_far(_in_year(labels, given.get(Column.PERIOD, "")), given.get(Column.PERIOD, ""))
            layout = _halves(dated, given, conventions, below) if labels else None
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
    if any(_PERCENTAGE.fullmatch(cell) for _, cell in cells):
        return False
    # A number with a flag behind it is one as well.
    bare = (before.text for _, cell in cells if (before := flagged(cell)))
    if any(isinstance(parse_number(text), float) and parse_period(text) is None for text in bare):
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


def _typed(labels: tuple[Head, ...], below: Sequence[Row], conventions: Conventions) -> tuple[Head, ...]:
    """The labels, each column being what stands below it where its name says nothing of that, or something else."""
    labels = _with_units(_with_regions(_with_whole_periods(labels, below), below, conventions), below)
    if any(label.period for label in labels):
        return _without_corner(labels, below)
    if any(label.column is Column.PERIOD for label in labels):
        return labels
    named = [index for index, label in enumerate(labels) if label.column is Column.INDICATOR]
    if len(named) == 1 and _are_periods(_below(named[0], below)):
        return _as(labels, named[0], Column.PERIOD)
    unknown = (index for index, label in enumerate(labels) if label.column is None and label.role is None)
    at = next((index for index in unknown if _holds_periods(index, labels[index], below)), None)
    return labels if at is None else _as(labels, at, Column.PERIOD)


def _with_whole_periods(labels: tuple[Head, ...], below: Sequence[Row]) -> tuple[Head, ...]:
    """The labels, one of months or quarters being that of the periods where years stand with them and nowhere else."""
    part = next((index for index, label in enumerate(labels) if label.column is Column.PART), None)
    if part is None or any(label.column is Column.PERIOD for label in labels):
        return labels
    whole = _most(lambda cell: not cell.isdecimal() and parse_period(cell), _below(part, below))
    return _as(labels, part, Column.PERIOD) if whole else labels


def _are_periods(cells: Sequence[str]) -> bool:
    """Whether more cells are periods, and words about them, than anything else; notes, growth and sums are neither."""
    heads = [label_of(cell) for cell in cells if not FOOTNOTE.match(cell) and folded(cell) not in SUMS]
    periods = sum(head.period is not None and not head.name and not head.is_aside for head in heads)
    return periods > sum(bool(head.name or head.column) for head in heads)


def _with_regions(labels: tuple[Head, ...], below: Sequence[Row], conventions: Conventions) -> tuple[Head, ...]:
    """The labels, one of indicators, of locations or of nothing known being that of the regions that stand below it."""
    if any(label.column is Column.REGION for label in labels):
        return labels
    named = [index for index, label in enumerate(labels) if label.column is Column.INDICATOR]
    located = [index for index, label in enumerate(labels) if folded(label.text) in _LOCATIONS]
    across = any(label.period for label in labels)
    first = [0] if not named and (labels[0].text or across) and says_nothing(labels[0], conventions) else []
    for at in (*located, *(named if len(named) == 1 else first)):
        cells = _below(at, below)
        certain = any(is_certain(cell, conventions) for cell in cells)
        if certain and _most(lambda cell: is_region(cell, conventions), cells):
            return _as(labels, at, Column.REGION)
    return labels


# What may stand above places as well as above town and country.
_LOCATIONS = ("location", "地点")


def _with_units(labels: tuple[Head, ...], below: Sequence[Row]) -> tuple[Head, ...]:
    """The labels, one that says nothing that is known being that of the units where nothing but these stands below."""
    if any(label.column is Column.UNIT for label in labels):
        return labels
    for index, label in enumerate(labels):
        cells = _below(index, below)
        unknown = label.column is None and label.role is None and not label.period and not is_description(label.text)
        # Of words alone that are units as well, such as 年, nobody knows.
        units = _most(is_unit, cells) if label.is_blank else all(map(is_unit, cells))
        if unknown and any(map(size_of, cells)) and units:
            return _as(labels, index, Column.UNIT)
    return labels


def _as(labels: tuple[Head, ...], at: int, column: Column) -> tuple[Head, ...]:
    return (*labels[:at], Head(text=labels[at].text, column=column), *labels[at + 1 :])


def _below(index: int, rows: Sequence[Row]) -> list[str]:
    """What stands in a column of some rows."""
    return [row.cells[index].strip() for row in rows if index < len(row.cells) and row.cells[index].strip()]


def _most(says: Callable[[str], object], cells: Sequence[str]) -> bool:
    """Whether something holds for most of some cells."""
    return 2 * sum(bool(says(cell)) for cell in cells) > len(cells)


def _without_corner(labels: tuple[Head, ...], below: Sequence[Row]) -> tuple[Head, ...]:
    """The labels of periods across; a first one that is the word for these (年份) is no column of them."""
    first, *rest = labels
    if first.column is not Column.PERIOD or first.period or any(label.column is Column.INDICATOR for label in rest):
        return labels
    return labels if _holds_periods(0, first, below) or not below else (Head(text=first.text), *rest)


def _with_parts(labels: tuple[Head, ...], below: Sequence[Row]) -> tuple[Head, ...]:
    """The labels, one below which nothing but parts of a year stand being that of the parts of the year above them."""
    for index, label in enumerate(labels):
        if (label.column is Column.PERIOD or label.is_blank) and _holds_parts(_below(index, below)):
            return _as(labels, index, Column.PART)
    return labels


def _in_year(labels: tuple[Head, ...], stated: str) -> tuple[Head, ...]:
    """The labels, those that say a part of a year (1-3月, 上半年) being parts of the year that is stated above them."""
    period = parse_period(stated)
    if period is None or period.start.year != period.end.year or any(label.period for label in labels):
        return labels
    year = str(period.end.year)
    parts = {label.text: _part(year, label.text) for label in labels if label.text}
    return tuple(
        replace(label, period=parts[label.text], name="", role=None)
        if label.column is None and parts.get(label.text)
        else label
        for label in labels
    )


def _part(year: str, text: str) -> Period | None:
    """The part of a year that a head names, with or without the word that it is summed up: 1-6月累计."""
    bare = text.removesuffix(SUMMED)
    return in_year(year, bare) if bare else None


def _of_month(label: Head) -> Head:
    """A head of a month with 本月 or 累计 below it, which say whether it is of that month or of all so far."""
    if label.period is None or label.period.kind is PeriodKind.YEAR:
        return label
    if label.name in SO_FAR:
        return replace(label, name="", running=True)
    return replace(label, name="") if label.period.kind is PeriodKind.MONTH and label.name in OF_MONTH else label


def _so_far(labels: tuple[Head, ...], stated: str) -> tuple[Head, ...]:
    """The labels below a title of a month or of the months so far: their sum holds the figures, and the month alone
    only where nothing else does.
    """
    period = parse_period(stated)
    if period is None or period.kind is PeriodKind.YEAR:
        return labels
    known = any(label.text in SO_FAR or label.role is Role.LEVEL or label.period for label in labels)
    of_month = Role.EARLIER if known else Role.LEVEL if period.kind is PeriodKind.MONTH else None

    def told(label: Head) -> Head:
        if label.text in SO_FAR:
            return Head(text=label.text, role=Role.LEVEL, running=True)
        return Head(text=label.text, role=of_month) if of_month and label.text in OF_MONTH else label

    return tuple(map(told, labels))


def _holds_parts(cells: Sequence[str]) -> bool:
    """Whether most cells are parts of a year that do not say which, and none says one."""
    return not any(map(parse_period, cells)) and _most(lambda cell: in_year("2000", cell), cells)


def _holds_periods(index: int, label: Head, below: Sequence[Row]) -> bool:
    """Whether most cells of a column are periods; a bare number is one only below a blank corner."""
    cells = _below(index, below)
    corner = index == 0 and (label.is_blank or _follow(cells))
    short = short_years(cells)
    return _most(lambda cell: cell in short or (parse_period(cell) and (corner or not cell.isdecimal())), cells)


def _follow(cells: Sequence[str]) -> bool:
    """Whether cells are years, each of them the next."""
    years = [int(cell) for cell in cells if _BARE_YEAR.fullmatch(cell) and cell.isdecimal()]
    return len(years) == len(cells) > 1 and {after - before for before, after in pairwise(years)} in ({1}, {-1})


def _depths(rows: Sequence[Row | Finding], conventions: Conventions) -> Iterator[list[Row]]:
    deep: list[Row] = []
    for row in rows[: MOST_DEEP + 1]:
        if len(deep) == MOST_DEEP and not (
            isinstance(row, Row) and (is_of_units(row.cells) or is_of_numbers(row.cells))
        ):
            return
        if not isinstance(row, Row) or (deep and not could_be_lower(deep[-1].cells, row.cells, conventions.columns)):
            return
        deep.append(row)
        yield list(deep)
