"""What is said of a layout: what was done to read a table, what of it was left out, and why there is none."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from planck.load import rules
from planck.load.cells.printed import fiscal_year
from planck.load.files import Gathered, excerpt, nearest
from planck.load.table.above import listed
from planck.load.table.cells import Grid, Row
from planck.load.table.header import REQUIRED, SYNONYMS, Column, Conventions, usual_name
from planck.load.table.layout import Layout, Use, labels_of
from planck.model import Finding, Names, Place, Text
from planck.words import Label, Labels


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
    across = sum(label.period is not None for label in labels) > 1
    # Years across say the periods, and that the numbers stand below them.
    seen |= {Column.PERIOD, Column.VALUE} if across else set()
    missing = [column for column in REQUIRED if column not in {*seen, *conventions.defaults}]
    gathered.say(_missing(missing, grid.row_place(row)) if missing else rules.NO_HEADER.at(grid.row_place(row)))
    unknown = [
        (index, label) for index, label in enumerate(labels) if label.column is None and not (across and label.period)
    ]
    for index, label in unknown[:MOST_UNKNOWN]:
        place = grid.place(row, index)
        if label.is_blank:
            gathered.say(rules.UNNAMED_COLUMN.at(place))
        else:
            gathered.say(unknown_column(place, label.text))


# Of the indicators whose numbers are not used a finding names this many.
MOST_LEFT_OUT = 200


def left_out(names: Iterable[str]) -> Names:
    """The indicators of the figures that are not used because of a finding."""
    return Names(tuple(Text(zh=name, en=name) for name in islice(dict.fromkeys(names), MOST_LEFT_OUT)))


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
