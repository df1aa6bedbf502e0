"""Settings: `[tool.planck]` in the nearest pyproject.toml, and what `<file>.read.toml` declares of a table."""

import math
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.flags import nearest_status, parse_status
from planck.load.cells.period import parse_period
from planck.load.files import Checked, Document, Positions, collect, excerpt, meant, nearest, read
from planck.load.table.declared import IGNORE, NOTHING, Declared, letter_of, quoted
from planck.load.table.header import Column, Conventions, column_of
from planck.load.table.layout import Layout, Understood, Use, is_about_one
from planck.load.table.vocabulary import folded
from planck.model import Finding, Input, Language, Place, Severity, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

_LIMIT = 1 << 20
_ERROR_AT = pattern(r"\(at line ([0-9]+), column ([0-9]+)\)")
ENDING = ".read.toml"

Placed = Callable[[str], Place]


class Setting(Record, kw_only=False):
    """How the value of a setting is read (None: it cannot be), what is wanted, and the nearest to what was given.

    of_each: it is a table, and so are the values in it.
    """

    read: Callable[[object], Any]
    wanted: Text
    close: Callable[[str], str | None] = lambda given: None
    of_each: bool = False


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


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
    column = _kind(value)
    return column.value if column else None


def _kind(name: str) -> Column | None:
    """The kind of column that a text names, as planck writes it or as headers do."""
    return Column(name) if name in tuple(Column) else column_of(name)


def _status(value: object) -> object | None:
    return parse_status(value) if isinstance(value, str) and value else None


KEYS: Mapping[str, Setting] = {
    "header": Setting(_number, Label("load.declare.row")),
    "block": Setting(_number, Label("load.declare.block")),
    "sheet": Setting(_text, Label("load.declare.sheet")),
    "columns": Setting(
        _column, Label("load.declare.column"), lambda given: nearest(given, (IGNORE, *Column)), of_each=True
    ),
    "rows": Setting(lambda value: value if isinstance(value, str) else None, Label("load.declare.cell"), of_each=True),
    "ignore": Setting(_texts, Label("load.declare.names")),
    "units": Setting(_text, Label("load.declare.unit"), of_each=True),
    "missing": Setting(_texts, Label("load.declare.marks")),
    "flags": Setting(_status, Label("load.declare.status"), nearest_status, of_each=True),
    "decimal": Setting(lambda value: value if value in (",", ".") else None, Label("load.declare.decimal")),
    "regions": Setting(_text, Label("load.declare.ours"), of_each=True),
    "indicators": Setting(_text, Label("load.declare.ours"), of_each=True),
}
# Where a list of names stands for names that stay as they are.
_LISTS = ("regions", "indicators")


def declared_of(table: Mapping[str, object], prefix: str, placed: Placed) -> Checked[Declared]:
    """What the settings of a table declare; what is wrong with one is said, and the others hold."""
    said: dict[str, Any] = {}
    for name, value in table.items():
        key = KEYS.get(name)
        if key is None:
            hint = meant(name, KEYS) or _listed(KEYS)
            yield rules.UNKNOWN_SETTING.at(placed(name), got=excerpt(f"{prefix}{name}"), hint=hint)
            continue
        found = yield from _value(key, f"{prefix}{name}", _as_table(name, value), placed)
        said |= {name: found} if found is not None else {}
    return Declared(**said)


def _listed(names: Iterable[str]) -> Text:
    return Label("load.common.it_can_be_listed").fill(listed=", ".join(names))


def _as_table(name: str, value: object) -> object:
    if name in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return {one: one for one in value}
    return value


def _value(key: Setting, field: str, value: object, placed: Placed) -> Checked[Any]:
    place = placed(field.rpartition(".")[2])
    if not key.of_each:
        if (read_value := key.read(value)) is None:
            yield _bad(key, field, value, key.wanted, place)
        return read_value
    if not isinstance(value, dict):
        yield _bad(key, field, value, Label("load.config.table"), place)
        return None
    found: dict[str, object] = {}
    for name, one in value.items():
        if (read_one := key.read(one)) is None:
            yield _bad(key, f"{field}.{excerpt(name)}", one, key.wanted, placed(name))
        else:
            found[name] = read_one
    return found


def _bad(key: Setting, field: str, value: object, wanted: Text, place: Place) -> Finding:
    got = excerpt(str(value)) if isinstance(value, str | int | float) else Label("load.config.table")
    if close := key.close(value) if isinstance(value, str) else None:
        wanted = Label("load.declare.close").fill(wanted=wanted, close=close)
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
    return replace(conventions, declared=together, sheet=conventions.sheet or together.sheet)


def _number_of(text: str) -> float | str:
    """The number; where it is none that can be reckoned with the text, to be told as it was typed."""
    number = float(text)
    return number if math.isfinite(number) else text


def _declared_in(positions: Positions) -> Checked[Declared]:
    import tomllib

    try:
        table = tomllib.loads(positions.text, parse_float=_number_of)
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
# Who leaves these out says that the rows are about the whole, which nobody has said yet.
_UNSAID = frozenset((Use.UNKNOWN, Use.UNNAMED, Use.REPEATED, Use.STRANGE))


def recognised(layouts: Sequence[Layout]) -> str:
    """The settings that say what was understood of a file, each of which can be corrected.

    Of several blocks, whose columns differ, nothing is written but where the first header stands.
    """
    lines = [f"# {_SAVED.en}", f"# {_SAVED.zh}", f"header = {layouts[0].header[0].line}"]
    if len(layouts) > 1 or len(layouts[0].header) > 1:
        return "\n".join(lines) + "\n"
    lines += ["", "[columns]"]
    for one in layouts[0].columns:
        kind, unsaid = _kind_of(one, layouts[0]), one.use in _UNSAID
        if kind or unsaid:
            said = f"{letter_of(one.index)} = {quoted(kind or IGNORE)}  # {' '.join(one.label.text.split())}".rstrip(
                " #"
            )
            lines.append(f"# {said}" if unsaid else said)
    return "\n".join(lines) + "\n"


def _kind_of(one: Understood, layout: Layout) -> str:
    """What a column is to be called; empty where its own head says more than a word can."""
    slot = next((slot for slot in layout.slots if slot.index == one.index), None)
    if slot and slot.period and not (slot.name or slot.unit or one.label.role):
        return slot.period.label
    if one.index == layout.keys.get(Column.INDICATOR):
        return Column.INDICATOR.value
    if one.use is Use.KEY and one.column and not (one.column is Column.REGION and is_about_one(layout)):
        return one.column.value
    return IGNORE if one.use is Use.ASIDE else ""


# The settings of a project: `[tool.planck]` in the nearest pyproject.toml.


Settings = Mapping[str, str | bool | Declared]

_FILE = "pyproject.toml"
_TABLE = pattern(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*planck[ \t]*\]", re.MULTILINE)
_HEADERS = {
    table: pattern(rf"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*planck[ \t]*\.[ \t]*{table}[ \t]*\]", re.MULTILINE)
    for table in ("columns", "defaults", "read")
}


# From here on a whole number is told as a huge one; some are larger than any number of the engine.
_HUGE = 10**20


def _points(value: object) -> str | None:
    """Points as text, as the option reads them."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _HUGE
    return str(value) if number else None


def _period(value: object) -> str | None:
    """A period as text; TOML has years as numbers and days as dates."""
    text = _typed(value)
    return text if isinstance(text, str) and (text == "today" or parse_period(text)) else None


def _typed(value: object) -> str | Text:
    """The value as typed, for a message."""
    match value:
        case bool():
            return str(value).lower()
        case str() | date() | time() | float():
            return excerpt(str(value))
        case int() if abs(value) < _HUGE:
            return str(value)
        case int():
            return Label("load.config.huge_number")
        case list():
            return Label("load.common.list")
        case _:
            return Label("load.config.table")


def _one_of(*words: str) -> Setting:
    return Setting(
        lambda value: value if isinstance(value, str) and value in words else None,
        Label("load.config.one_of_listed").fill(listed=", ".join(words)),
    )


def _method(value: object) -> str | None:
    # To know which there are takes time, and few projects set one.
    from planck.engine.method import METHODS

    return value if isinstance(value, str) and value in METHODS else None


FLAG = Setting(lambda value: value if isinstance(value, bool) else None, Label("load.flag.true_or_false"))
POINTS = Setting(_points, Label("load.points.number_of_points"))
PERIOD = Setting(_period, Label("load.period.period_such_as_2023_or"))
LANG = _one_of(*(language.value for language in Language))
SEVERITY = _one_of(*(severity.value for severity in Severity))
METHOD = Setting(_method, Label("load.config.method"))


def word(wanted: Text) -> Setting:
    """A setting that is some text."""
    return Setting(_text, wanted)


_COLUMN = Setting(
    lambda value: _kind(value) if isinstance(value, str) else None, Label("load.column.x").fill(Column=Column)
)
# What a column may mean in every row of a table that does not have it.
DEFAULTS = (Column.REGION, Column.INDICATOR, Column.PERIOD, Column.UNIT, Column.STATUS, Column.SOURCE)
TABLES = ("columns", "defaults")
READ = "read"


def load_settings(start: str, known: Mapping[str, Setting]) -> tuple[Settings, tuple[Finding, ...], Input | None]:
    """The settings of the nearest pyproject.toml from the folder `start` upward, by their names with underscores.

    `known`: what can be set, by the same names. The input is the file that they come from; None when no file has
    settings and nothing is wrong with it.
    """
    path = _nearest_file(start)
    if path is None:
        return {}, (), None
    # What is odd in a file that was read (a zero-width space in some comment) is not for planck to say here.
    document, unread = read(path, limit=_LIMIT)
    if document is None:
        return {}, unread, None
    settings, findings = collect(_settings(Positions.of(document.input.file, document.text), known))
    return settings or {}, findings, None if settings is None and not findings else document.input


def settings_in(document: Document, known: Mapping[str, Setting]) -> Settings:
    """The settings that a text has, such as that of an earlier version; what is wrong in it is left out."""
    return collect(_settings(Positions.of(document.input.file, document.text), known))[0] or {}


def settings_files(start: str) -> tuple[str, ...]:
    """Where the settings of a folder may stand, the nearest first."""
    here = Path(os.path.abspath(start))
    return tuple(str(folder / _FILE) for folder in (here, *here.parents))


def _nearest_file(start: str) -> str | None:
    """The path of the file, relative to the working folder: reports hold no path of a machine."""
    return next((os.path.relpath(path) for path in settings_files(start) if os.path.isfile(path)), None)


def _settings(positions: Positions, known: Mapping[str, Setting]) -> Checked[Settings | None]:
    # Most files say nothing about planck, and whatever else they hold is not for planck to judge.
    if "planck" not in positions.text:
        return None
    import tomllib

    try:
        data = tomllib.loads(positions.text, parse_float=_number_of)
    except (ValueError, RecursionError) as error:
        yield unreadable(error, positions)
        return None
    tool = data.get("tool")
    if not isinstance(tool, dict) or "planck" not in tool:
        return None
    table = tool["planck"]
    if not isinstance(table, dict):
        yield _bad_setting("tool.planck", table, Label("load.config.table"), _place("planck", positions))
        return None
    return (yield from _read_all(table, positions, known))


def _read_all(table: Mapping[str, object], positions: Positions, known: Mapping[str, Setting]) -> Checked[Settings]:
    settings: dict[str, str | bool | Declared] = {}
    for key, value in table.items():
        name, place = key.replace("-", "_"), _place(key, positions)
        setting = known.get(name)
        if key == READ and isinstance(value, dict):
            placed = partial(_place, positions=positions, table=READ)
            settings[READ] = yield from declared_of(value, "tool.planck.read.", placed)
        elif key in TABLES and isinstance(value, dict):
            settings |= yield from _read_table(key, value, positions)
        elif key in (*TABLES, READ):
            yield _bad_setting(f"tool.planck.{key}", value, Label("load.config.table"), place)
        elif setting is None:
            yield rules.UNKNOWN_SETTING.at(place, got=excerpt(key), hint=_hint(key, known))
        elif name in settings:
            yield _bad_setting(f"tool.planck.{key}", value, Label("load.config.it_once"), place)
        elif (read_value := setting.read(value)) is None:
            yield _bad_setting(f"tool.planck.{key}", value, setting.wanted, place)
        else:
            settings[name] = read_value
    return settings


def _read_table(table: str, values: Mapping[str, object], positions: Positions) -> Checked[dict[str, str]]:
    """The settings of `[tool.planck.columns]` or `[tool.planck.defaults]`, by the name of the table, a dot and the key.

    Columns: the name in a header, and the column that it means. Defaults: the column, and what holds without it.
    """
    settings: dict[str, str] = {}
    for key, value in values.items():
        place, field = _place(key, positions, table), f"tool.planck.{table}.{excerpt(key)}"
        setting = _COLUMN if table == "columns" else _default(column_of(key))
        if setting is None:
            yield rules.UNKNOWN_SETTING.at(place, got=f"{table}.{excerpt(key)}", hint=_listed(DEFAULTS))
        elif (read_value := setting.read(value)) is None:
            yield _bad_setting(field, value, setting.wanted, place)
        else:
            settings[f"{table}.{key if table == 'columns' else column_of(key)}"] = str(read_value)
    return settings


def _default(column: Column | None) -> Setting | None:
    if column not in DEFAULTS:
        return None
    return PERIOD if column is Column.PERIOD else word(Label("load.config.text"))


def conventions_in(settings: Settings) -> Conventions:
    """What settings that were read say about tables of figures."""
    tables: dict[str, dict[str, str]] = {table: {} for table in TABLES}
    for name, value in settings.items():
        table, dot, key = name.partition(".")
        if dot:
            tables[table][key] = str(value)
    columns = {folded(name): Column(column) for name, column in tables["columns"].items()}
    defaults = {Column(column): text for column, text in tables["defaults"].items()}
    declared = settings.get(READ)
    conventions = Conventions(columns=columns, defaults=defaults)
    return with_declared(conventions, declared) if isinstance(declared, Declared) else conventions


def _bad_setting(field: str, value: object, wanted: Text, place: Place) -> Finding:
    return rules.BAD_SETTING.at(place, field=field, wanted=wanted, got=_typed(value))


def _hint(key: str, known: Iterable[str]) -> Text:
    names = [*(name.replace("_", "-") for name in known), *TABLES, READ]
    return meant(key, names) or _listed(names)


def _place(key: str, positions: Positions, table: str = "") -> Place:
    """Where a key stands, in the table's own section when it has one; the file when it is written in some other way."""
    word = re.compile(rf"^(?:[^#\n]*[\s{{,.\"'])?({re.escape(key)})[\"']?\s*=", re.MULTILINE)
    header = (_HEADERS[table].search(positions.text) if table else None) or _TABLE.search(positions.text)
    found = word.search(positions.text, header.end() if header else 0) or word.search(positions.text)
    return positions.place(found.start(1), found.end(1)) if found else Place(positions.file)
