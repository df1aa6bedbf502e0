"""Tables as a way to write the targets of a plan or the indicators of a model: a row of a CSV file each.

A file that says `targets: targets.csv` is read as if the rows stood in it; every value keeps its place in the table.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec.structs import replace

from planck.load import rules
from planck.load.files import Checked, Document, excerpt, read
from planck.load.shape import finding_at
from planck.load.table.cells import Row, Table, delimiter_of
from planck.load.yaml import Entry, MappingNode, Node, ScalarNode, SequenceNode, plain_value
from planck.model import Finding, Input, Place
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label, Labels

# How a table that a file names is opened, and its rows as cells by the names of their columns.

Opened = Document | Sequence[Finding]
Open = Callable[[str], Opened]


class Cell(Record, kw_only=False):
    """What a cell says, and where."""

    text: str
    place: Place


Cells = Mapping[str, Cell]
RowOf = Callable[[Cells], Checked[Node]]


TABLE_LIMIT = 2 << 20


def tables_beside(document: Document, opened: list[Input] | None = None) -> Open:
    """What opens the tables that a file names, from its own folder; those that were read are added to `opened`."""

    def open_(name: str) -> Opened:
        found, problems = read(str(PurePath(document.input.file).parent / name), limit=TABLE_LIMIT)
        if found is None:
            return problems
        if opened is not None:
            opened.append(found.input)
        return found

    return open_


def not_here(name: str) -> Opened:
    """No table can be opened where nothing says from which folder."""
    return ()


def cells_of(document: Document, columns: Sequence[str]) -> Checked[tuple[Cells, ...]]:
    """The rows of a table, each as its cells that are not blank; a finding for a column that is not among `columns`."""
    lines = document.input.lines
    first = next(filter(str.strip, lines), "")
    table = Table(document.input.file, lines, delimiter_of([first], lambda name: _folded(name) in columns))
    header: list[str] | None = None
    found: list[Cells] = []
    for row in table.rows():
        if isinstance(row, Finding):
            yield row
        elif header is None:
            header = [_folded(cell) for cell in row.cells]
            yield from _unknown(table, row, header, columns)
        elif cells := _cells(table, row, header):
            found.append(cells)
        else:
            yield _lacking(table.row_place(row), columns[0])
    return tuple(found)


def _folded(name: str) -> str:
    return name.strip().strip('"').strip("\ufeff").casefold().replace(" ", "_")


def _unknown(table: Table, row: Row, header: Sequence[str], columns: Sequence[str]) -> Iterator[Finding]:
    for at, name in enumerate(header):
        if name and (name not in columns or name in header[:at]):
            hint = Label("load.common.it_can_be_listed").fill(listed=", ".join(columns))
            yield finding_at(rules.UNKNOWN_KEY, table.place(row, at), ("table",), got=excerpt(name), hint=hint)


def _cells(table: Table, row: Row, header: Sequence[str]) -> Cells:
    return {
        name: Cell(text.strip(), table.place(row, at))
        for at, (name, text) in enumerate(zip(header, row.cells, strict=False))
        if name and text.strip()
    }


# Nodes out of cells, as if they had been typed into the file.


def scalar(cell: Cell, text: str | None = None) -> ScalarNode:
    """A value that stands in a cell, or another text in its place."""
    shown = cell.text if text is None else text
    return ScalarNode(text=shown, value=plain_value(shown), place=cell.place, start=0, end=len(cell.text))


def worded(cell: Cell) -> ScalarNode:
    """A text that stands in a cell, also where it looks like a number."""
    return replace(scalar(cell), value=cell.text)


def mapping(place: Place, entries: Mapping[str, Node]) -> MappingNode:
    """A mapping whose keys stand at one place."""
    held = {key: Entry(ScalarNode(key, key, place, 0, len(key)), value) for key, value in entries.items()}
    return MappingNode(held, place, 0, 0)


def names(cell: Cell) -> MappingNode:
    """A name, in the language that its letters are of."""
    return mapping(cell.place, {"en" if cell.text.isascii() else "zh": worded(cell)})


_ITEMS = pattern("[;；]")


def listed(cell: Cell) -> SequenceNode:
    """Several values of one cell, with semicolons between them."""
    parts = tuple(scalar(cell, part.strip()) for part in _ITEMS.split(cell.text) if part.strip())
    return SequenceNode(parts, cell.place, 0, 0)


def grown(root: MappingNode, key: str, open_: Open, read: Callable[[Document], Checked[Node]]) -> Checked[MappingNode]:
    """The root with the rows of a table in the place of the file name that stands under `key`."""
    entry = root.entries.get(key)
    if entry is None or not isinstance(entry.value, ScalarNode) or not entry.value.text.lower().endswith(".csv"):
        return root
    opened = open_(entry.value.text)
    if not isinstance(opened, Document):
        yield from opened
        yield finding_at(rules.TABLE_NOT_READ, entry.value.place, (key,), got=excerpt(entry.value.text))
        value: Node = replace(entry.value, broken=True)
    else:
        value = yield from read(opened)
    return replace(root, entries={**root.entries, key: Entry(entry.key, value)})


_WANTED = Labels("load.tables")


def _lacking(place: Place, column: str) -> Finding:
    return finding_at(rules.MISSING_KEY, place, ("table",), got=column, wanted=_WANTED[column])


def _start_of(cells: Cells) -> Place:
    return next(iter(cells.values())).place


def _grouped(rows: Sequence[Cells], column: str, needed: Sequence[str]) -> Checked[dict[str, list[Cells]]]:
    """The rows by what they say in a column, in the order in which it is first said; a finding for one that lacks."""
    groups: dict[str, list[Cells]] = {}
    for cells in rows:
        missing = next((name for name in needed if name not in cells), None)
        if missing:
            yield _lacking(_start_of(cells), missing)
        else:
            groups.setdefault(cells[column].text, []).append(cells)
    return groups


def _by_id(rows: Sequence[Cells], row: RowOf, document: Document) -> Checked[MappingNode]:
    entries: dict[str, Entry] = {}
    for cells in rows:
        id_ = cells.get("id")
        if id_ is None:
            yield _lacking(_start_of(cells), "id")
            continue
        if id_.text in entries:
            first = entries[id_.text].key.place
            yield finding_at(
                rules.REPEATED_KEY, id_.place, ("table",), got=excerpt(id_.text), line=first.line, column=first.column
            )
            continue
        entries[id_.text] = Entry(scalar(id_), (yield from row(cells)))
    return MappingNode(entries, Place(document.input.file, 1, 1, 1), 0, 0)


# Targets: id, name, unit, goal, direction, due, baseline, and what else a target may say.

_AS_THEY_STAND = ("indicator", "measure", "nature", "due", "path", "part_of", "limit", "domain", "weight", "lag")
_IN_WORDS = ("unit", "note", "denominator")
_OF_SOURCE = ("document", "at", "as_printed", "url")
TARGET_COLUMNS = (
    "id",
    "name",
    "goal",
    "direction",
    "baseline",
    "base",
    "method",
    "red",
    "aliases",
    "region",
    *_AS_THEY_STAND,
    *_IN_WORDS,
    *_OF_SOURCE,
)

_DIRECTIONS = {
    **dict.fromkeys(("up", "increase", "higher", "上升", "提高"), ("up", False)),
    **dict.fromkeys(("down", "decrease", "lower", "下降", "降低"), ("down", False)),
    "hold_up": ("up", True),
    "hold_down": ("down", True),
}
_SIGNS = {">=": "at_least", "≥": "at_least", "<=": "at_most", "≤": "at_most", ">": "more_than", "<": "less_than"}
_COMPARED = pattern(r"(>=|<=|[<>≥≤]) *(.+)")
_BETWEEN = pattern(r"\[? *(-?[0-9.]+%?) *(?:,|;|~|～|\.\.|至) *(-?[0-9.]+%?) *\]?")


def target_rows(document: Document) -> Checked[Node]:
    """The targets of a table, a row each."""
    rows = yield from cells_of(document, TARGET_COLUMNS)
    return (yield from _by_id(rows, _target, document))


def _target(cells: Cells) -> Checked[Node]:
    place = cells["id"].place
    entries: dict[str, Node] = {"name": names(cells.get("name") or cells["id"])}
    entries |= {key: scalar(cells[key]) for key in _AS_THEY_STAND if key in cells}
    entries |= {key: worded(cells[key]) for key in _IN_WORDS if key in cells}
    if source := {key: worded(cells[key]) for key in _OF_SOURCE if key in cells}:
        entries["source"] = mapping(place, source)
    if "aliases" in cells:
        entries["aliases"] = listed(cells["aliases"])
    if "indicator" not in cells and "measure" not in cells:
        entries["measure"] = ScalarNode(usual := _usual_measure(cells), usual, place, 0, 0)
    wanted = yield from _goal(cells)
    if wanted:
        entries["goal"] = wanted
    elif given := cells.get("goal") or cells.get("direction"):
        # What is wrong with it has been said.
        entries["goal"] = replace(scalar(given), broken=True)
    if "region" in cells:
        every = cells["region"].text == "all"
        entries["region"] = scalar(cells["region"]) if every else mapping(place, {"name": scalar(cells["region"])})
    if _held(cells):
        entries["path"] = scalar(cells["direction"], "hold")
    entries |= _start(cells) | _method(cells)
    return mapping(place, entries)


def _usual_measure(cells: Cells) -> str:
    """A share where the unit is a per cent, else a level at a point in time."""
    unit = cells.get("unit")
    return "ratio" if unit and unit.text in ("%", "％") else "stock"


def _start(cells: Cells) -> dict[str, Node]:
    """The baseline: of a year of its own where one is given, which then may be that of the figures."""
    given, base = cells.get("baseline"), cells.get("base")
    if base is None:
        return {"baseline": scalar(given)} if given else {}
    value = scalar(given) if given else scalar(base, "from_figures")
    return {"baseline": mapping((given or base).place, {"value": value, "period": scalar(base)})}


def _method(cells: Cells) -> dict[str, Node]:
    if "method" not in cells:
        return {}
    name = scalar(cells["method"])
    held = mapping(cells["method"].place, {"name": name, "red": scalar(cells["red"])}) if "red" in cells else name
    return {"method": held}


def _held(cells: Cells) -> bool:
    """Whether a number is to be kept every year."""
    direction = cells.get("direction")
    return "goal" in cells and direction is not None and _DIRECTIONS.get(direction.text.casefold(), ("", False))[1]


def _goal(cells: Cells) -> Checked[Node | None]:
    """The goal that a row states: a number with its direction, a comparison, a range, or a mere direction."""
    direction, cell = cells.get("direction"), cells.get("goal")
    way = _DIRECTIONS.get(direction.text.casefold()) if direction else None
    if direction and way is None:
        words, got = ", ".join(name for name in _DIRECTIONS if name.isascii()), excerpt(direction.text)
        hint = Label("load.common.it_can_be_listed").fill(listed=words)
        path = ("targets", cells["id"].text, "direction")
        yield finding_at(rules.UNKNOWN_WORD, direction.place, path, got=got, wanted=words, hint=hint)
        return None
    if cell is None:
        return mapping(direction.place, {"direction": scalar(direction, way[0])}) if direction and way else None
    if between := _BETWEEN.fullmatch(cell.text):
        low, high = between.groups()
        ends = SequenceNode((scalar(cell, low), scalar(cell, high)), cell.place, 0, 0)
        return mapping(cell.place, {"between": ends})
    if compared := _COMPARED.fullmatch(cell.text):
        return mapping(cell.place, {_SIGNS[compared[1]]: scalar(cell, compared[2])})
    if way is None:
        wanted = Label("load.tables.direction")
        where = ("targets", cells["id"].text)
        yield finding_at(rules.MISSING_KEY, cell.place, where, got="direction", wanted=wanted)
        return None
    return mapping(cell.place, {"at_least" if way[0] == "up" else "at_most": scalar(cell)})


# Indicators: id, domain, weight, better, worst, best.

INDICATOR_COLUMNS = ("id", "domain", "name", "unit", "weight", "better", "worst", "best", "normalise", "aliases")


def indicator_rows(document: Document) -> Checked[Node]:
    """The domains of a table of indicators, in the order in which they first stand there."""
    rows = yield from cells_of(document, INDICATOR_COLUMNS)
    entries: dict[str, Entry] = {}
    for name, own in (yield from _grouped(rows, "domain", ("domain",))).items():
        held = yield from _by_id(own, _indicator, document)
        parts: dict[str, Node] = {"indicators": held}
        weighed = next((cells["weight"] for cells in own if "weight" in cells), None)
        if weighed:
            # As they were published, whatever they sum to.
            parts["weights"] = scalar(weighed, "as_stated")
        entries[name] = Entry(scalar(own[0]["domain"]), mapping(own[0]["domain"].place, parts))
    return MappingNode(entries, Place(document.input.file, 1, 1, 1), 0, 0)


CLASS_COLUMNS = ("region", "class")


def class_rows(document: Document) -> Checked[Node]:
    """The classes of a table of units, a row each, in the order in which they first stand there."""
    rows = yield from cells_of(document, CLASS_COLUMNS)
    entries: dict[str, Entry] = {}
    for name, own in (yield from _grouped(rows, "class", CLASS_COLUMNS)).items():
        place = own[0]["class"].place
        regions = SequenceNode(tuple(scalar(cells["region"]) for cells in own), place, 0, 0)
        entries[name] = Entry(scalar(own[0]["class"]), mapping(place, {"regions": regions}))
    return MappingNode(entries, Place(document.input.file, 1, 1, 1), 0, 0)


def _indicator(cells: Cells) -> Checked[Node]:
    yield from ()
    entries: dict[str, Node] = {key: scalar(cells[key]) for key in ("unit", "weight", "better") if key in cells}
    if "name" in cells:
        entries["name"] = names(cells["name"])
    if "aliases" in cells:
        entries["aliases"] = listed(cells["aliases"])
    ends = {key: scalar(cells[key]) for key in ("worst", "best") if key in cells}
    if ends:
        method = cells.get("normalise") or Cell("goalposts", cells["id"].place)
        entries["normalise"] = mapping(method.place, {"method": scalar(method), **ends})
        if "better" not in cells and _falls(ends):
            entries["better"] = scalar(cells["best"], "lower")
    elif "normalise" in cells:
        entries["normalise"] = scalar(cells["normalise"])
    return mapping(cells["id"].place, entries)


def _falls(ends: Mapping[str, ScalarNode]) -> bool:
    """Whether the best is less than the worst, so that less is better."""
    values = [ends[key].value for key in ("best", "worst") if key in ends]
    numbers = [value for value in values if isinstance(value, int | float)]
    return len(numbers) == 2 and numbers[0] < numbers[1]
