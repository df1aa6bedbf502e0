"""A published table in the order and under the names that the layouts know; every cell keeps its place."""

from collections.abc import Callable, Iterator, Sequence

from planck.load.table.cells import Grid, Row
from planck.model import Finding, Place
from planck.record import Record

Cells = Callable[[Sequence[str]], Sequence[str]]


class Arranged(Record):
    """A table below its header `row`, with other names above its columns.

    `sources`: which cell of a row of the file each column comes from. `cells`: the cells of a row by those of the file;
    those above the header are left out.
    """

    inner: Grid
    header: Row
    names: tuple[str, ...]
    sources: tuple[int, ...]
    cells: Cells
    delimiter: str = ""

    @property
    def file(self) -> str:
        """The name that places carry."""
        return self.inner.file

    def rows(self) -> Iterator[Row | Finding]:
        """The names, then every row below the header; in place of one that cannot be read, what is wrong with it."""
        yield Row(self.header.line, list(self.names))
        for row in self.inner.rows():
            if isinstance(row, Finding):
                yield row
            elif row.line > self.header.line:
                yield Row(row.line, list(self.cells(row.cells)))

    def place(self, row: Row, index: int) -> Place:
        """Where the cell stands in the file."""
        return self.inner.place(Row(row.line, []), self.sources[min(index, len(self.sources) - 1)])

    def row_place(self, row: Row) -> Place:
        """Where the row stands."""
        return self.inner.row_place(row) if self.inner.delimiter else self.place(row, 0)

    def above(self, row: Row, index: int) -> str:
        """Nothing: no published form merges cells."""
        return ""


def picked(sources: Sequence[int], changed: Sequence[Callable[[str], str] | None]) -> Cells:
    """The cells at some places of a row, each changed where there is something to change."""

    def cells(row: Sequence[str]) -> list[str]:
        texts = (row[at].strip() if at < len(row) else "" for at in sources)
        return [change(text) if change else text for text, change in zip(texts, changed, strict=True)]

    return cells


class Entries(Record):
    """A table made of entries that stand anywhere in a text: rows of cells, and where the last cell of each stands."""

    file: str
    names: tuple[str, ...]
    entries: Sequence[Sequence[str]]
    places: Sequence[Place]
    delimiter: str = ""

    def rows(self) -> Iterator[Row | Finding]:
        """The names, then the entries; what counts as the line of an entry is its number."""
        yield Row(0, list(self.names))
        for number, entry in enumerate(self.entries, start=1):
            yield Row(number, list(entry))

    def place(self, row: Row, index: int) -> Place:
        """Where the value of the entry stands; all that it says stands around it."""
        return self.places[row.line - 1] if row.line else Place(self.file)

    def row_place(self, row: Row) -> Place:
        """Where the entry stands."""
        return self.place(row, 0)

    def above(self, row: Row, index: int) -> str:
        """Nothing: there are no cells to merge."""
        return ""
