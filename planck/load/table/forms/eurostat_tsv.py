r"""Eurostat's tables with tabs: all codes of a row in its first cell, `freq,unit,geo\TIME_PERIOD`, then the periods."""

from collections.abc import Callable, Sequence

from planck.load.table.cells import Grid, Row
from planck.load.table.forms.arranged import Arranged
from planck.load.table.forms.sdmx import below, code, codes_of, groups, header_of, named, units_of, usual_columns, whole
from planck.load.table.header import Column, Conventions
from planck.pattern import pattern

_FIRST = pattern(
    r"[A-Za-z0-9_]+(?:,[A-Za-z0-9_]+)*[\\/]TIME_PERIOD",
)
_OLD_FIRST = pattern(r"[a-z0-9_]+(?:,[a-z0-9_]+)+\\time")


def _is_header(row: Row) -> bool:
    first = row.cells[0].strip()
    return len(row.cells) > 1 and bool(_FIRST.fullmatch(first) or _OLD_FIRST.fullmatch(first))


def recognised(grid: Grid) -> float:
    """1 where the first cell of the header names codes, and then the time."""
    return 1.0 if header_of(grid, _is_header) else 0.0


def arranged(grid: Grid, conventions: Conventions) -> Grid:
    """The table with a column for each code."""
    header = header_of(grid, _is_header)
    assert header is not None
    names = header.cells[0].strip().replace("/", "\\").rpartition("\\")[0].split(",")
    codes = codes_of(names)
    usual = usual_columns(codes, conventions)
    change: dict[int, Callable[[str], str]] = dict.fromkeys(groups(codes, usual).values(), whole)
    change |= {index: named if column is not Column.STATUS else code for column, index in usual.items()}
    packed = (cells[0].split(",") for cells in below(grid, header))
    if (unit := usual.get(Column.UNIT)) is not None:
        change[unit] = units_of(row[unit] for row in packed if unit < len(row))
    heads = {index: column.value for column, index in usual.items()} | {
        index: name for name, index in groups(codes, usual).items()
    }
    kept = sorted(heads)

    def cells(row: Sequence[str]) -> list[str]:
        stated = row[0].split(",")
        first = [change[at](stated[at].strip()) if at < len(stated) else "" for at in kept]
        return [*first, *map(str.strip, row[1:])]

    periods = [cell.strip() for cell in header.cells[1:]]
    return Arranged(
        inner=grid,
        header=header,
        names=(*(heads[at] for at in kept), *periods),
        sources=(*(0 for _ in kept), *range(1, len(header.cells))),
        cells=cells,
    )
