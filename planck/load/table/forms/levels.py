"""Places in a column for each level, as tables of a country have them: province, city, county.

A row is about the lowest place that it names. A name that stands below several others, as 鼓楼区 does below many
cities, is told with the one above it.
"""

from collections.abc import Iterable, Sequence

from planck.load.table.cells import Grid, Row
from planck.load.table.forms.arranged import Arranged, picked
from planck.load.table.header import LEVELS, Column, Conventions, column_of
from planck.load.table.vocabulary import simplified
from planck.pattern import pattern
from planck.registry import grouped

# From the highest to the lowest.
_LEVELS = (
    frozenset(("国家", "country", "nation")),
    frozenset(("省", "省份", "province", "state")),
    frozenset(("市", "城市", "地市", "设区市", "市州", "市、州", "市(州)", "州(市)", "州"))
    | {"city", "prefecture", "municipality"},
    frozenset(("区", "县", "区县", "县区", "县市", "县(市)", "县(区)", "县市区", "county", "district")),
)  # fmt: skip
_ENDS = pattern("(?:名称?|names?|s)")
_PROVINCES = "省"


def level_of(name: str) -> int | None:
    """How low the places of a column of them are by its name, from 0; None where that leaves it open.

    >>> level_of("省份"), level_of("city_name"), level_of("区（县、市）"), level_of("地区")
    (1, 2, 3, None)
    """
    text = simplified(name)
    if LEVELS.fullmatch(text):
        return 1 if _PROVINCES in text else 3
    bare = {text, _ENDS.sub("", text)}
    return next((level for level, names in enumerate(_LEVELS) if names & bare), None)


def _header(grid: Grid) -> Row | None:
    first = next(grid.rows(), None)
    return first if isinstance(first, Row) else None


def _columns(header: Row) -> list[int]:
    """The columns of places, from the highest level to the lowest; none where a level stands twice or is left open."""
    places = [at for at, cell in enumerate(header.cells) if column_of(cell) is Column.REGION]
    levels = {level_of(header.cells[at]): at for at in places}
    if None in levels or len(levels) < len(places) or len(places) == 1:
        return []
    return [at for _, at in sorted(levels.items(), key=lambda pair: pair[0] or 0)]


def recognised(grid: Grid) -> float:
    """0.95 where the first row names places of several levels, and nothing else that is a place."""
    header = _header(grid)
    return 0.95 if header and _columns(header) else 0.0


def arranged(grid: Grid, conventions: Conventions) -> Grid:
    """The table with one column of places; those of the levels above it are blank, so that all keep their letters."""
    header = _header(grid)
    assert header is not None
    *above, lowest = columns = _columns(header)
    sources = range(len(header.cells))
    plain = picked(sources, [None] * len(sources))
    below = (_named(row.cells, columns) for row in grid.rows() if isinstance(row, Row) and row.line > header.line)
    shared = _shared(below)

    def cells(row: Sequence[str]) -> Sequence[str]:
        texts, named = list(plain(row)), _named(row, columns)
        for at in above:
            texts[at] = ""
        texts[lowest] = "".join(named[-2:] if named and named[-1] in shared else named[-1:])
        return texts

    names = tuple("" if at in above else name.strip() for at, name in enumerate(header.cells))
    return Arranged(inner=grid, header=header, names=names, sources=tuple(sources), cells=cells)


def _named(cells: Sequence[str], columns: Iterable[int]) -> list[str]:
    """The places that a row names, from the highest to the lowest."""
    return [name for at in columns if at < len(cells) and (name := cells[at].strip())]


def _shared(rows: Iterable[Sequence[str]]) -> set[str]:
    """The names that stand below several others."""
    above = grouped((named[-1], named[-2]) for named in rows if len(named) > 1)
    return {name for name, others in above.items() if len(set(others)) > 1}
