"""What Eurostat, the OECD and the United Nations publish by SDMX: columns of codes, one of them the value.

A code says of each row what it is about. Those that planck knows get their usual names; the others are groups, and a
row counts where all of them are about the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from planck.load.table.cells import Grid, Row
from planck.load.table.forms.arranged import Arranged, Cells, picked
from planck.load.table.header import Column, Conventions
from planck.pattern import pattern
from planck.record import Record

# What the columns are called by those that publish, the more telling name first.
_NAMES: Mapping[Column, tuple[str, ...]] = {
    Column.REGION: ("geoareaname", "ref_area", "geo", "country", "location", "reporter"),
    Column.INDICATOR: (
        *("seriesdescription", "indicator", "series", "measure", "variable", "subject", "na_item", "indic"),
        *("indic_de", "indic_is", "indic_em", "statinfo", "seriescode", "structure_name", "dataflow", "structure_id"),
    ),
    Column.PERIOD: ("time_period", "timeperiod", "time"),
    Column.VALUE: ("obs_value", "value"),
    Column.UNIT: ("unit_measure", "unit", "units"),
    Column.STATUS: ("obs_status", "obs_flag", "nature"),
}
_KINDS = {name: column for column, names in _NAMES.items() for name in names}
# The names of a whole dataset: what it is about where no column says it of a row.
_DATASETS = frozenset(("structure_name", "dataflow", "structure_id"))
# What says nothing about the value, or says it twice.
_ASIDE = frozenset(
    (
        *("structure", "structure_id", "structure_name", "dataflow", "action", "last update", "last_update", "freq"),
        *("decimals", "conf_status", "obs_conf", "time_format", "title", "comment_obs", "comment_ts", "source_detail"),
        *("goal", "target", "seriescode", "seriesdescription", "geoareacode", "geoareaname", "time_detail", "source"),
        *("timecoverage", "upperbound", "lowerbound", "geoinfourl", "footnote", "reporting type", "observation_status"),
        *("base_per", "unit_mult", "time_coverage", "time_detail", "baseperiod", "dataflow_id", "version", "agency"),
    )
)
_WHOLES = frozenset(("_t", "t", "total", "_z", "bothsex", "allage", "allarea", "all", "w0", "_x"))
_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("pc", "pt", "percent", "pct", "percentage"), "%"),
    **dict.fromkeys(("nr", "nb", "number", "numb", "unit", "_z"), ""),
    **dict.fromkeys(("per", "pers", "ps", "persons"), "人"),
    "ths_per": "千人",
    "mio_per": "百万人",
    "eur": "欧元",
    "usd": "美元",
    "cny": "元",
    "ths_eur": "千欧元",
    "mio_eur": "百万欧元",
    "bn_eur": "十亿欧元",
    "mio_usd": "百万美元",
    "km2": "平方公里",
    "ha": "公顷",
    "permille": "‰",
}
_SHARE = pattern(r"(?:pc|pt|percent)_[a-z0-9_]+")
_POWERS = {"0": "", "1": "十", "2": "百", "3": "千", "4": "万", "6": "百万", "8": "亿", "9": "十亿", "12": "万亿"}
_LABEL = pattern(r"[A-Z][^_]*[a-z][^_]*")
_CODE_AND_LABEL = pattern(r"([A-Z0-9_]{1,40}): .+")
_DATASET = pattern(r"[^:]*:([^()]+)\([^()]*\)")
LOOKED_AT = 30


class Codes(Record):
    """The columns of a table by their codes in small letters, and the label beside each where there is one."""

    at: Mapping[str, int]
    labels: Mapping[int, int]

    def column(self, column: Column) -> int | None:
        """Where a kind of column stands, by the more telling of its names."""
        return next((self.at[name] for name in _NAMES[column] if name in self.at), None)


def codes_of(names: Sequence[str]) -> Codes:
    """The codes that a header names, and which columns only put the one before them into words."""
    at: dict[str, int] = {}
    labels: dict[int, int] = {}
    for index, name in enumerate(map(str.strip, names)):
        before = names[index - 1].strip() if index else ""
        known = name.casefold() in at.keys() - {before.casefold()}
        if _is_code(before) and _LABEL.fullmatch(name) and not known and _alike(before, name):
            labels[index - 1] = index
        elif name.strip("[]").casefold() not in at:
            at[name.strip("[]").casefold()] = index
    return Codes(at=at, labels=labels)


def _alike(code_: str, label: str) -> bool:
    """Whether a label is of no kind of column, or of the one that its code is of."""
    return _KINDS.get(label.casefold()) in (None, _KINDS.get(code_.casefold()))


def _is_code(name: str) -> bool:
    return name.isupper() or name.islower()


def header_of(grid: Grid, is_one: Callable[[Row], bool]) -> Row | None:
    """The first of the first rows that is the header of a form."""
    rows = (row for row in islice(grid.rows(), LOOKED_AT) if isinstance(row, Row))
    return next((row for row in rows if is_one(row)), None)


def below(grid: Grid, header: Row) -> Iterator[Sequence[str]]:
    """The cells of every row below a header."""
    return (row.cells for row in grid.rows() if isinstance(row, Row) and row.line > header.line)


def _is_header(row: Row) -> bool:
    names = {cell.strip().casefold() for cell in row.cells}
    return ("obs_value" in names and "time_period" in names) or {"geoareaname", "timeperiod", "value"} <= names


def recognised(grid: Grid) -> float:
    """1 where the header is that of such a table."""
    return 1.0 if header_of(grid, _is_header) else 0.0


def arranged(grid: Grid, conventions: Conventions) -> Grid:
    """The table under the names that the layouts know."""
    header = header_of(grid, _is_header)
    assert header is not None
    codes = codes_of(header.cells)
    usual = usual_columns(codes, conventions)
    columns = [(column.value, *_told(codes, column, index, below(grid, header))) for column, index in usual.items()]
    columns += [(name, index, whole) for name, index in groups(codes, usual).items()]
    names, sources, changed = zip(*columns, strict=True)
    cells = picked(sources, changed)
    at_unit, power = names.index(Column.UNIT.value) if Column.UNIT in usual else None, codes.at.get("unit_mult")
    scaled = cells if at_unit is None or power is None else _scaled(cells, at_unit, power)
    return Arranged(inner=grid, header=header, names=names, sources=sources, cells=scaled)


def usual_columns(codes: Codes, conventions: Conventions) -> dict[Column, int]:
    """The columns that planck knows; a dataset names the indicator only where neither a column nor the user does."""
    found = {column: index for column in _NAMES if (index := codes.column(column)) is not None}
    datasets = {codes.at[name] for name in _DATASETS if name in codes.at}
    if found.get(Column.INDICATOR) in datasets and Column.INDICATOR in conventions.defaults:
        del found[Column.INDICATOR]
    return found


def groups(codes: Codes, usual: Mapping[Column, int]) -> dict[str, int]:
    """The columns that say of which group a row is."""
    taken = set(usual.values())
    if "seriesdescription" in codes.at:  # the series says more than the indicator that it is of
        taken.add(codes.at.get("indicator", -1))
    return {name: index for name, index in codes.at.items() if name not in _ASIDE and index not in taken}


def _told(
    codes: Codes, column: Column, index: int, rows: Iterable[Sequence[str]]
) -> tuple[int, Callable[[str], str] | None]:
    """Where the cells of a column are taken from, and what is changed in them: labels say more than codes."""
    if column is Column.UNIT:
        return index, units_of(row[index] for row in rows if index < len(row))
    if column in (Column.REGION, Column.INDICATOR):
        return codes.labels.get(index, index), named
    return index, code


def whole(cell: str) -> str:
    """A code of a group, that of the whole in the one way that planck knows."""
    text = code(cell)
    return "_T" if text.casefold() in _WHOLES else text


def code(cell: str) -> str:
    """The code of a cell that may put it into words as well: `A: Annual`."""
    both = _CODE_AND_LABEL.fullmatch(cell)
    return both[1] if both else cell


def named(cell: str) -> str:
    """What a cell names: the words behind its code, the id of a dataset without its agency and version."""
    both, dataset = _CODE_AND_LABEL.fullmatch(cell), _DATASET.fullmatch(cell)
    return cell.partition(": ")[2] if both else dataset[1] if dataset else cell


def units_of(cells: Iterable[str]) -> Callable[[str], str]:
    """What makes the units of a table ours; two of its units that would be one of ours stay as they are."""
    known = {cell: _unit(code(cell.strip()).casefold()) for cell in set(cells)}
    ours = list(known.values())
    alone = {cell.strip(): unit for cell, unit in known.items() if unit is not None and ours.count(unit) == 1}
    return lambda cell: alone.get(cell, cell)


def _unit(text: str) -> str | None:
    return "%" if _SHARE.fullmatch(text) else _UNITS.get(text)


def _scaled(cells: Cells, unit: int, power: int) -> Cells:
    """The cells with the power of ten that a column says before the unit, as it is where planck has no word for it."""

    def scaled(row: Sequence[str]) -> Sequence[str]:
        texts = list(cells(row))
        stated = code(row[power].strip()) if power < len(row) else ""
        prefix = _POWERS.get(stated or "0", f"10^{stated} ")
        texts[unit] = f"{prefix}{texts[unit]}"
        return texts

    return scaled
