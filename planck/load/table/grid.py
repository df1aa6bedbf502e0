"""What every door leads to: rows of cells, and the place of each."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from planck.model import Finding, Place


class Row(NamedTuple):
    """A record: the 1-based line that it starts on, and its cells as typed."""

    line: int
    cells: list[str]


class Grid(Protocol):
    """A table before anybody knows what its columns mean."""

    @property
    def file(self) -> str:
        """The name that places carry."""
        ...

    @property
    def delimiter(self) -> str:
        """What divides its cells; empty where they are cells already."""
        ...

    def rows(self) -> Iterator[Row | Finding]:
        """Every row that is not blank; in place of one that cannot be read, what is wrong with it."""
        ...

    def place(self, row: Row, index: int) -> Place:
        """Where a cell stands, or would stand."""
        ...

    def row_place(self, row: Row) -> Place:
        """Where the row stands."""
        ...

    def above(self, row: Row, index: int) -> str:
        """What the merged cell says that this blank one is the lower part of; empty where it is none."""
        ...
