"""Settings about tables to what they declare: `[tool.planck.read]`, and `<file>.read.toml` beside a file."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.flags import nearest_status, parse_status
from planck.load.cells.period import parse_period
from planck.load.files import Checked, Positions, collect, excerpt, meant, nearest, read
from planck.load.table.declared import IGNORE, NOTHING, Declared, letter_of, quoted
from planck.load.table.header import Column, Conventions, column_of
from planck.load.table.layout import Layout, Understood, Use
from planck.model import Finding, Place, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

_LIMIT = 1 << 20
_ERROR_AT = pattern(r"\(at line ([0-9]+), column ([0-9]+)\)")
ENDING = ".read.toml"

Placed = Callable[[str], Place]


class Key(Record):
    """A setting: how its value is read (None: it cannot be), what is wanted, and the nearest to what was given."""

    read: Callable[[object], object | None]
    wanted: Text
    close: Callable[[str], str | None] = lambda given: None
    of_each: bool = False


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _any_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return None


def _column(value: object) -> str | None:
    """A kind of column, a period, or `ignore`."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    if value == IGNORE or parse_period(value):
        return value
    column = column_of(value)
    return column.value if column else None


def _nearest_column(given: str) -> str | None:
    return nearest(given, (IGNORE, *Column))


def _status(value: object) -> object | None:
    return parse_status(value) if isinstance(value, str) and value else None


def _decimal(value: object) -> str | None:
    return value if value in (",", ".") else None


KEYS: Mapping[str, Key] = {
    "header": Key(read=_number, wanted=Label("load.declare.row")),
    "block": Key(read=_number, wanted=Label("load.declare.block")),
    "sheet": Key(read=_text, wanted=Label("load.declare.sheet")),
    "columns": Key(read=_column, wanted=Label("load.declare.column"), close=_nearest_column, of_each=True),
    "rows": Key(read=_any_text, wanted=Label("load.declare.cell"), of_each=True),
    "ignore": Key(read=_texts, wanted=Label("load.declare.names")),
    "units": Key(read=_text, wanted=Label("load.declare.unit"), of_each=True),
    "missing": Key(read=_texts, wanted=Label("load.declare.marks")),
    "flags": Key(read=_status, wanted=Label("load.declare.status"), close=nearest_status, of_each=True),
    "decimal": Key(read=_decimal, wanted=Label("load.declare.decimal")),
    "regions": Key(read=_text, wanted=Label("load.declare.ours"), of_each=True),
    "indicators": Key(read=_text, wanted=Label("load.declare.ours"), of_each=True),
}
# Where a list of names stands for names that stay as they are.
_LISTS = ("regions", "indicators")


def declared_of(table: Mapping[str, object], prefix: str, placed: Placed) -> Checked[Declared]:
    """What the settings of a table declare; what is wrong with one is said, and the others hold."""
    said: dict[str, Any] = {}
    for name, value in table.items():
        key = KEYS.get(name)
        if key is None:
            hint = meant(name, KEYS) or Label("load.common.it_can_be_listed").fill(listed=", ".join(KEYS))
            yield rules.UNKNOWN_SETTING.at(placed(name), got=excerpt(f"{prefix}{name}"), hint=hint)
            continue
        found = yield from _value(key, f"{prefix}{name}", _as_table(name, value), placed)
        said |= {name: found} if found is not None else {}
    return Declared(**said)


def _as_table(name: str, value: object) -> object:
    if name in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return {one: one for one in value}
    return value


def _value(key: Key, field: str, value: object, placed: Placed) -> Checked[object | None]:
    if not key.of_each:
        return (yield from _single(key, field, value, placed(field.rpartition(".")[2])))
    if not isinstance(value, dict):
        yield _bad(key, field, value, Label("load.config.table"), placed(field.rpartition(".")[2]))
        return None
    found: dict[str, object] = {}
    for name, one in value.items():
        read_one = yield from _single(key, f"{field}.{excerpt(name)}", one, placed(name))
        found |= {name: read_one} if read_one is not None else {}
    return found


def _single(key: Key, field: str, value: object, place: Place) -> Checked[object | None]:
    found = key.read(value)
    if found is None:
        yield _bad(key, field, value, key.wanted, place)
    return found


def _bad(key: Key, field: str, value: object, wanted: Text, place: Place) -> Finding:
    close = key.close(value) if isinstance(value, str) else None
    got = excerpt(str(value)) if isinstance(value, str | int | float) else Label("load.config.table")
    if close:
        return rules.BAD_SETTING.at(
            place, field=field, wanted=Label("load.declare.close").fill(wanted=wanted, close=close), got=got
        )
    return rules.BAD_SETTING.at(place, field=field, wanted=wanted, got=got)


# The file beside a table.


def beside(file: str) -> str:
    """The path of the settings for one file of figures; of an older version or a sheet, those of the file."""
    return file.partition("#")[0] + ENDING


def for_file(file: str, conventions: Conventions) -> tuple[Conventions, tuple[Finding, ...]]:
    """The conventions with what stands in the file of settings beside a table, if there is one."""
    found = next((path for path in _candidates(file) if os.path.isfile(path)), None)
    if found is None:
        return conventions, ()
    document, unread = read(found, limit=_LIMIT)
    if document is None:
        return conventions, unread
    declared, findings = collect(_declared_in(Positions.of(document.input.file, document.text)))
    return with_declared(conventions, declared), (*unread, *findings)


def _candidates(file: str) -> Iterable[str]:
    """The settings of a file; those of the present one for a version of it in a commit."""
    path = file.partition("#")[0]
    return (beside(path), beside(path.partition(":")[2])) if ":" in path else (beside(path),)


def with_declared(conventions: Conventions, declared: Declared) -> Conventions:
    """The conventions and what is declared besides."""
    together = declared.over(conventions.declared)
    sheet = conventions.sheet or together.sheet
    return replace(conventions, declared=together, sheet=sheet)


def _declared_in(positions: Positions) -> Checked[Declared]:
    import tomllib

    try:
        table = tomllib.loads(positions.text)
    except (ValueError, RecursionError) as error:
        yield unreadable(error, positions)
        return NOTHING
    return (yield from declared_of(table, "", lambda key: place_of_key(key, positions)))


def place_of_key(key: str, positions: Positions) -> Place:
    """Where a key stands in a file that holds nothing but settings for one table."""
    found = re.search(rf"(?m)^[^#\n]*?({re.escape(key)})[\"']?\s*=", positions.text)
    return positions.place(found.start(1), found.end(1)) if found else Place(positions.file)


def unreadable(error: ValueError | RecursionError, positions: Positions) -> Finding:
    """The finding about a file that is no TOML, at the place that the message of the parser names."""
    problem = _ERROR_AT.sub("", str(error)).strip()
    found = _ERROR_AT.search(str(error))
    line, column = map(int, found.groups()) if found else (0, 0)
    place = Place(positions.file, line, column, column + 1) if found else Place(positions.file)
    return rules.UNREADABLE_SETTINGS.at(place, problem=excerpt(problem))


# What was understood, written down.

_SAVED = Label("load.declare.saved")
_LEFT = frozenset((Use.ASIDE, Use.UNKNOWN, Use.UNNAMED, Use.REPEATED, Use.STRANGE))


def recognised(layouts: Sequence[Layout]) -> str:
    """The settings that say what was understood of a file, each of which can be corrected.

    Of several blocks, whose columns differ, nothing is written but where the first header stands.
    """
    lines = [f"# {_SAVED.en}", f"# {_SAVED.zh}", f"header = {layouts[0].header[0].line}"]
    if len(layouts) > 1 or len(layouts[0].header) > 1:
        return "\n".join(lines) + "\n"
    lines += ["", "[columns]"]
    for one in layouts[0].columns:
        kind = _kind_of(one, layouts[0])
        if kind:
            lines.append(f"{letter_of(one.index)} = {quoted(kind)}  # {' '.join(one.label.text.split())}".rstrip(" #"))
    return "\n".join(lines) + "\n"


def _kind_of(one: Understood, layout: Layout) -> str:
    """What a column is to be called; empty where its own head says more than a word can."""
    slot = next((slot for slot in layout.slots if slot.index == one.index), None)
    if slot and slot.period and not (slot.name or slot.unit or one.label.role):
        return slot.period.label
    if one.use is Use.KEY and one.column:
        return one.column.value
    if one.use is Use.CORNER:
        return Column.INDICATOR.value
    return IGNORE if one.use in _LEFT else ""
