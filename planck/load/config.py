"""The settings of a project: `[tool.planck]` in the nearest pyproject.toml."""

import math
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from functools import partial
from pathlib import Path

from planck.load import rules
from planck.load.cells.period import parse_period
from planck.load.declare import declared_of, unreadable, with_declared
from planck.load.files import Checked, Positions, collect, excerpt, meant, read
from planck.load.table.declared import Declared
from planck.load.table.header import Column, Conventions, column_of
from planck.load.table.vocabulary import folded
from planck.model import Finding, Input, Language, Place, Severity, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

Settings = Mapping[str, str | bool | Declared]

_FILE = "pyproject.toml"
_LIMIT = 1 << 20
_TABLE = pattern(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*planck[ \t]*\]", re.MULTILINE)
_HEADERS = {
    table: pattern(rf"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*planck[ \t]*\.[ \t]*{table}[ \t]*\]", re.MULTILINE)
    for table in ("columns", "defaults", "read")
}


class Setting(Record, kw_only=False):
    """What a setting may be: how a value is read (None: it cannot be), and the words for what is wanted."""

    read: Callable[[object], str | bool | None]
    wanted: Text


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _points(value: object) -> str | None:
    """Points as text, as the option reads them."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
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
        case int() if abs(value) < 10**20:
            return str(value)
        case int():
            return Label("load.config.huge_number")
        case list():
            return Label("load.common.list")
        case _:
            return Label("load.config.table")


def _one_of(*words: str) -> Setting:
    listed = ", ".join(words)
    return Setting(
        lambda value: value if isinstance(value, str) and value in words else None,
        Label("load.config.one_of_listed").fill(listed=listed),
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
    return Setting(_word, wanted)


def _column(value: object) -> str | None:
    return column_of(value) if isinstance(value, str) else None


_COLUMN = Setting(
    _column,
    Label("load.column.x").fill(Column=Column),
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


def _nearest_file(start: str) -> str | None:
    """The path of the file, relative to the working folder: reports hold no path of a machine."""
    here = Path(os.path.abspath(start))
    found = (folder / _FILE for folder in (here, *here.parents))
    return next((os.path.relpath(path) for path in found if os.path.isfile(path)), None)


def _settings(positions: Positions, known: Mapping[str, Setting]) -> Checked[Settings | None]:
    # Most files say nothing about planck, and whatever else they hold is not for planck to judge.
    if "planck" not in positions.text:
        return None
    import tomllib

    try:
        data = tomllib.loads(positions.text)
    except (ValueError, RecursionError) as error:
        yield unreadable(error, positions)
        return None
    tool = data.get("tool")
    if not isinstance(tool, dict) or "planck" not in tool:
        return None
    table = tool["planck"]
    if not isinstance(table, dict):
        wanted = Label("load.config.table")
        yield _bad("tool.planck", table, wanted, _place("planck", positions))
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
            yield _bad(f"tool.planck.{key}", value, Label("load.config.table"), place)
        elif setting is None:
            yield rules.UNKNOWN_SETTING.at(place, got=excerpt(key), hint=_hint(key, known))
        elif name in settings:
            yield _bad(f"tool.planck.{key}", value, Label("load.config.it_once"), place)
        elif (read_value := setting.read(value)) is None:
            yield _bad(f"tool.planck.{key}", value, setting.wanted, place)
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
            yield _bad(field, value, setting.wanted, place)
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


def _listed(names: Iterable[str]) -> Text:
    listed = ", ".join(names)
    return Label("load.common.it_can_be_listed").fill(listed=listed)


def _bad(field: str, value: object, wanted: Text, place: Place) -> Finding:
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
