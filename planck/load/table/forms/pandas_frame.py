"""What pandas writes of a frame: a first column of running numbers without a name, and years as floats."""

from collections.abc import Sequence
from itertools import islice

from planck.load.table.cells import Grid, Row
from planck.load.table.forms.arranged import Arranged, picked
from planck.load.table.header import Conventions
from planck.pattern import pattern

_UNNAMED = pattern(r"(?:Unnamed: [0-9]+(?:_level_[0-9]+)?|level_[0-9]+|index)?")
_FLOAT_YEAR = pattern(r"((?:19|20|21)[0-9]{2})\.0")
# Rows to look at before a first column is taken for running numbers.
LOOKED_AT = 30


def _header(grid: Grid) -> Row | None:
    first = next(grid.rows(), None)
    return first if isinstance(first, Row) and len(first.cells) > 1 else None


def recognised(grid: Grid) -> float:
    """0.9 where numbers from 0 on stand below a first name that says nothing, or a year of the header is a float."""
    header = _header(grid)
    if header is None:
        return 0.0
    floats = any(_FLOAT_YEAR.fullmatch(cell.strip()) for cell in header.cells)
    return 0.9 if floats or _is_numbered(header, grid) else 0.0


def _is_numbered(header: Row, grid: Grid) -> bool:
    """Whether running numbers stand in the first column."""
    if not _UNNAMED.fullmatch(header.cells[0].strip()):
        return False
    below = islice((row.cells for row in grid.rows() if isinstance(row, Row) and row.line > header.line), LOOKED_AT)
    numbers = [cells[0].strip() for cells in below]
    return bool(numbers) and numbers == [str(number) for number in range(len(numbers))]


def arranged(grid: Grid, conventions: Conventions) -> Grid:
    """The table without its running numbers, and with whole years."""
    header = _header(grid)
    assert header is not None
    sources = tuple(range(1 if _is_numbered(header, grid) else 0, len(header.cells)))
    names = tuple(_name(header.cells, at) for at in sources)
    cells = picked(sources, [None] * len(sources))
    return Arranged(inner=grid, header=header, names=names, sources=sources, cells=cells)


def _name(names: Sequence[str], at: int) -> str:
    name = names[at].strip()
    if at == 0 and _UNNAMED.fullmatch(name):
        return ""
    return _FLOAT_YEAR.sub(r"\1", name)
