"""Values as JSON: what the types of `result`, `score` and `changes` say, and schemas that follow from the same types.

A value is written as its fields are: a period as its label, a text in the language that is read, an enumeration as its
word, a record as an object with its fields in their order. A number that is missing is the reason, a word in its place.
Numbers are unrounded.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import UNSET, Struct
from msgspec.structs import replace

from planck.model import Amount, Figure, Finding, Language, Names, Pace, Period, Place, Severity, Text
from planck.record import Record
from planck.view.message import help_text, message_text

Json = dict[str, "Json"] | list["Json"] | str | float | bool | None
FORMAT_VERSION = "3.1"
# The kinds of records whose empty members (no text, nothing listed, null) are left out.
LEAN: set[type] = set()
K = TypeVar("K", bound=type)
T = TypeVar("T", bound=Record)


def lean(kind: K) -> K:
    """Leave out the empty members of records of this kind."""
    LEAN.add(kind)
    return kind


class Tool(Record):
    """What made the document."""

    name: str = "planck"
    version: str


class InputData(Record):
    """A file that was read."""

    file: str
    sha256: str


@lean
class Rows(Record):
    """Many values of one kind: the names of their columns, and a row each; `all`: what is the same in every row.

    `texts`: what the columns named in `by_number` say; a row has the number of its text, from 0, in these.
    """

    all: dict[str, str | float | None]
    columns: tuple[str, ...]
    by_number: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str | float | None, ...], ...]


class Writer:
    """Makes data of values in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._plain: dict[type, Callable[[Any], Json]] = {
            Period: lambda value: value.label,
            date: lambda value: value.isoformat(),
            Amount: lambda value: value.value,
            Pace: lambda value: value.value,
            Names: lambda value: [one.in_(language) for one in value.texts],
            tuple: lambda value: [self.plain(one) for one in value],
            list: lambda value: [self.plain(one) for one in value],
            dict: lambda value: {key: self.plain(one) for key, one in value.items()},
            Rows: self._rows,
            **{kind: lambda value: value for kind in (str, int, float, bool, type(None))},
        }

    def plain(self, value: object) -> Json:
        """A value as JSON takes it."""
        kind = type(value)
        if kind not in self._plain:
            self._plain[kind] = self._of(kind)
        return self._plain[kind](value)

    def _of(self, kind: type) -> Callable[[Any], Json]:
        for known in (Amount, Pace, Text):
            if issubclass(kind, known):
                return self._plain.get(known) or (lambda value: value.in_(self.language))
        if issubclass(kind, Enum):
            return lambda value: cast(str, value.value)
        if issubclass(kind, Mapping):
            return self._plain[dict]
        return self._record

    def _rows(self, value: Rows) -> Json:
        """A table as it is: its cells are plain already."""
        told: dict[str, Any] = {"all": value.all, "columns": list(value.columns), "rows": list(value.rows)}
        return {name: each for name, each in told.items() if each not in _EMPTY}

    def _record(self, value: Struct) -> Json:
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        told = {name: self.plain(each) for name, each in fields if each is not UNSET}
        return {name: each for name, each in told.items() if each not in _EMPTY} if type(value) in LEAN else told

    def made(self, kind: type[T], source: object, **more: object) -> T:
        """A value of a kind that is written: its fields as given, else those of the source by the same names."""
        return kind(**{name: more[name] if name in more else getattr(source, name) for name in _names(kind)})


_EMPTY: tuple[Json, ...] = ("", None, [], {})


@cache
def _names(kind: type[Struct]) -> tuple[str, ...]:
    return kind.__struct_fields__


# The text of a document: an entry of an object on a line of its own, and so is what stands in a list.

_DEEP = 5


def laid_out(data: Json) -> Iterator[str]:
    """The text of a document in pieces; halves of characters are written as escapes."""
    yield from _laid(data, 0)
    yield "\n"


def _laid(data: Json, depth: int) -> Iterator[str]:
    if depth == _DEEP or not isinstance(data, dict | list) or _is_flat(data):
        yield line_of(data)
        return
    inside, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    is_object = isinstance(data, dict)
    if not is_object and not any(map(_is_document, data)):
        # Most lines of a document are such entries: they are put together at once.
        yield f"[{inside}{f',{inside}'.join(map(line_of, data))}{end}]"
        return
    entries: Iterable[tuple[str, Json]] = data.items() if isinstance(data, dict) else (("", one) for one in data)
    yield "{" if is_object else "["
    for number, (name, value) in enumerate(entries):
        yield ("," if number else "") + inside + (line_of(name) + ": " if is_object else "")
        yield from _laid(value, depth + 1) if is_object or _is_document(value) else iter((line_of(value),))
    yield end + ("}" if is_object else "]")


def _is_flat(data: dict[str, Json] | list[Json]) -> bool:
    parts = data.values() if isinstance(data, dict) else data
    return not any(type(part) in (dict, list, tuple) for part in parts)


def _is_document(data: Json) -> bool:
    """Whether an object has tables of its own, as a plan has."""
    return isinstance(data, dict) and any(isinstance(part, dict) and "rows" in part for part in data.values())


def line_of(data: Json) -> str:
    """Data on one line."""
    try:
        return msgspec.json.encode(data).decode()
    except UnicodeEncodeError:
        # Half a surrogate (from the name of a file in another encoding) cannot be written as UTF-8, its escape can.
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace").decode()


def indented(data: Json) -> str:
    """The text of a document in a form of others, set in; halves of characters are written as escapes."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


# Schemas.

# What is written as one word, whatever it is made of.
_WORDS = {"Text": {"type": "string"}, "Period": {"type": "string"}}


def schema(kind: type[Record], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of documents of a kind: objects with all of their fields, but for the empty ones of
    lean kinds, and no others.
    """
    (root,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    thin = {each.__name__ for each in LEAN}
    defined: dict[str, dict[str, Any]] = {}
    for name, part in sorted(parts.items()):
        defined[name] = dict(_WORDS.get(name) or _closed(part, lean=name in thin))
    for name in thin & set(defined):
        kept = [field for field in defined[name]["required"] if not _vanishes(field, name, defined)]
        defined[name]["required"] = kept
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **root, "$defs": defined}


def _closed(part: dict[str, Any], *, lean: bool) -> dict[str, Any]:
    """The schema of an object, in which a field that has a default stands as well: it is always written.

    Of a lean kind those need not be there that can be empty.
    """
    if part.get("type") != "object" or "properties" not in part:
        return part
    fields = {
        name: {key: one for key, one in field.items() if key != "default"} for name, field in part["properties"].items()
    }
    required = [name for name, field in part["properties"].items() if name in part["required"] or "default" in field]
    if lean:
        required = [name for name in required if not _may_be_empty(fields[name])]
    return {**part, "properties": fields, "required": required, "additionalProperties": False}


def _vanishes(field: str, name: str, defined: Mapping[str, Any]) -> bool:
    """Whether nothing may be left of the object that stands in a field."""
    of = defined[name]["properties"][field].get("$ref", "").rpartition("/")[2]
    return of in defined and "properties" in defined[of] and not defined[of]["required"]


def _may_be_empty(field: dict[str, Any]) -> bool:
    """Whether a text, a list, a mapping or null may stand there."""
    kinds = [each.get("type") for each in field.get("anyOf", [field])]
    return bool({"string", "array", "object", "null"} & set(kinds)) or field.get("$ref", "") == "#/$defs/Text"


# What several documents have in common: figures, findings, places.

FIGURE_COLUMNS = (
    "region", "indicator", "period", "value", "text", "unit", "status", "published", "source", "note", "at",
    "as_printed", "read_as", "read_unit", "factor", "file", "line", "column",
)  # fmt: skip


@lean
class FindingData(Record):
    """Something to say, with its place and its coordinates; `fingerprint` stays when lines move.

    help: where an earlier finding of the rule has not said the same.
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end: int | None = None
    plan: str
    target: str
    region: str
    period: str
    fingerprint: str


@lean
class PlaceData(Record):
    """Where in a file something stands; of a target without the file where that is the one of its plan."""

    file: str
    line: int
    column: int
    end: int


def place_data(place: Place, plan: str = "") -> PlaceData:
    """A place in a file; `plan`: the file that need not be named."""
    return PlaceData(file="" if place.file == plan else place.file, line=place.line, column=place.column, end=place.end)


def finding_data(finding: Finding, writer: Writer) -> FindingData:
    """A finding with its words."""
    place = finding.place
    return writer.made(
        FindingData, finding,
        message=message_text(finding, writer.language),
        help=help_text(finding, writer.language),
        **{name: getattr(place, name) if place else None for name in ("file", "line", "column", "end")},
    )  # fmt: skip


def findings_data(findings: Iterable[Finding], writer: Writer) -> tuple[FindingData, ...]:
    """Findings with their words, each advice once."""
    told, given = [], set()
    for finding in findings:
        data = finding_data(finding, writer)
        told.append(replace(data, help="") if (data.code, data.help) in given else data)
        given.add((data.code, data.help))
    return tuple(told)


Cell = str | float | None


def figure_cells(figure: Figure) -> Mapping[str, Cell]:
    """A figure by column."""
    made = figure.converted
    return {
        "region": figure.region,
        "indicator": figure.indicator,
        "period": figure.period.label,
        "value": figure.value,
        "text": figure.text,
        "unit": figure.unit,
        "status": figure.status.value,
        "published": figure.published.isoformat() if figure.published else "",
        "source": figure.source,
        "note": figure.note,
        "at": figure.at,
        "as_printed": figure.as_printed,
        "read_as": made.text if made else "",
        "read_unit": made.unit if made else "",
        "factor": made.factor if made else "",
        "file": figure.place.file,
        "line": figure.place.line,
        "column": figure.place.column,
    }


def figure_rows(figures: Sequence[Figure]) -> Rows:
    """A table of figures without the columns that are blank in all of them."""
    rows = [tuple(figure_cells(figure).values()) for figure in figures]
    named = list(zip(FIGURE_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else []
    used = {name: cells for name, cells in named if any(cell != "" for cell in cells)}
    same = {name: cells[0] for name, cells in used.items() if len(rows) > 1 and all(each == cells[0] for each in cells)}
    columns = {name: cells for name, cells in used.items() if name not in same}
    left = zip(*columns.values(), strict=True) if columns else (() for _ in rows)
    return Rows(all=same, columns=tuple(columns), rows=tuple(left))


# These say much the same in many rows.
LONG = ("source", "note", "file")


def numbered_texts(rows: Rows) -> Rows:
    """The table with each long text once where that is shorter."""
    long = [name for name in rows.columns if name in LONG]
    at = [rows.columns.index(name) for name in long]
    numbers: dict[Cell, int] = {}
    for row in rows.rows:
        for place in at:
            numbers.setdefault(row[place], len(numbers))
    if 2 * len(numbers) > len(at) * len(rows.rows):
        return rows
    told = (tuple(numbers[cell] if place in at else cell for place, cell in enumerate(row)) for row in rows.rows)
    return replace(rows, by_number=tuple(long), texts=tuple(map(str, numbers)), rows=tuple(told))
