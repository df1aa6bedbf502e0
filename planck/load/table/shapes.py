"""The shapes of tables of figures, one entry each: what its header must have, and where its figures stand.

They are asked in their order, and the first whose header is there is the shape of the table.
"""

from collections.abc import Callable, Mapping, Sequence

from planck.load.table.header import Column, Head
from planck.load.table.vocabulary import Role, is_baseline
from planck.record import Record
from planck.words import Label, Labels

_TITLES = Labels("load.shapes")


class Header(Record):
    """The heads of a table, the columns that hold for whole rows, and what holds where there is no column.

    `places`: the columns whose names are those of regions.
    """

    heads: tuple[Head, ...]
    keys: Mapping[Column, int]
    given: Mapping[Column, str]
    places: frozenset[int]

    def says(self, column: Column) -> bool:
        """Whether the table says of every row what belongs into a column."""
        return column in self.keys or column in self.given


class Shape(Record):
    """A shape: `columns` gives the columns of values where the header is one of it, and none where it is not."""

    name: str
    columns: Callable[[Header], Sequence[int]]

    @property
    def title(self) -> Label:
        """What messages call it."""
        return _TITLES[self.name]


def _long(header: Header) -> list[int]:
    """A figure a row: a column of values, and no period above it."""
    heads = header.heads
    values = [index for index, head in enumerate(heads) if head.column is Column.VALUE and not head.is_aside]
    plain = [index for index in values if heads[index].period is None and not heads[index].name]
    if plain or values:
        return plain[:1]
    if any(head.period and not head.column for head in heads):
        return []
    levels = [
        index
        for index, head in enumerate(heads)
        # What a plan starts from is of an earlier year than a title says.
        if head.role is Role.LEVEL and not (head.period or head.name or is_baseline(head.text))
    ]
    return levels[:1]


def _parts_across(header: Header) -> list[int]:
    """Several columns of values, each with a period or a name above it."""
    heads = header.heads
    values = [index for index, head in enumerate(heads) if head.column is Column.VALUE and not head.is_aside]
    return [index for index in values if heads[index].period or heads[index].name]


def _periods_across(header: Header) -> list[int]:
    """A column a period."""
    heads = enumerate(header.heads)
    return [index for index, head in heads if head.column is None and head.period and not head.is_aside]


def _names_across(header: Header) -> list[int]:
    """A column an indicator, or a region, and a period a row or for all; beside a column of indicators, a region."""
    if not header.says(Column.PERIOD) or not header.keys:
        return []
    heads = enumerate(header.heads)
    named = [index for index, head in heads if head.column is None and head.name and not head.is_aside]
    if Column.INDICATOR in header.keys:
        return [] if Column.REGION in header.keys else sorted(header.places & {*named})
    return named


SHAPES = (
    Shape(name="long", columns=_long),
    Shape(name="parts_across", columns=_parts_across),
    Shape(name="periods_across", columns=_periods_across),
    Shape(name="names_across", columns=_names_across),
)


def shape_of(header: Header) -> tuple[Shape | None, Sequence[int]]:
    """The first shape that a header is one of, and its columns of values."""
    found = ((shape, shape.columns(header)) for shape in SHAPES)
    return next(((shape, columns) for shape, columns in found if columns), (None, ()))
