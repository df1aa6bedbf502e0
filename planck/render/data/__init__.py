"""Values as JSON: what the types of `result`, `score` and `changes` say, and schemas that follow from the same types.

A value is written as its fields are: a period as its label, a text in the language that is read, an enumeration as its
word, a record as an object with its fields in their order. A number that is missing is the reason, a word in its place.
Numbers are unrounded.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import UNSET, Struct

from planck.model import Amount, Language, Names, Pace, Period, Text
from planck.record import Record

Json = dict[str, "Json"] | list["Json"] | str | float | bool | None
FORMAT_VERSION = "2.0"
T = TypeVar("T", bound=Record)


class Tool(Record):
    """What made the document."""

    name: str = "planck"
    version: str


class InputData(Record):
    """A file that was read."""

    file: str
    sha256: str


class Rows(Record):
    """Many values of one kind: the names of their columns, and a row each."""

    columns: tuple[str, ...]
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

    def _record(self, value: Struct) -> Json:
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return {name: self.plain(each) for name, each in fields if each is not UNSET}

    def made(self, kind: type[T], source: object, **more: object) -> T:
        """A value of a kind that is written: its fields as given, else those of the source by the same names."""
        return kind(**{name: more[name] if name in more else getattr(source, name) for name in _names(kind)})


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
    entries: Iterable[tuple[str, Json]] = data.items() if isinstance(data, dict) else (("", one) for one in data)
    yield "{" if is_object else "["
    for number, (name, value) in enumerate(entries):
        yield ("," if number else "") + inside + (line_of(name) + ": " if is_object else "")
        yield from _laid(value, depth + 1) if is_object or _is_document(value) else iter((line_of(value),))
    yield end + ("}" if is_object else "]")


def _is_flat(data: dict[str, Json] | list[Json]) -> bool:
    parts = data.values() if isinstance(data, dict) else data
    return not any(type(part) is dict or type(part) is list for part in parts)


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


# Schemas.

# What is written as one word, whatever it is made of.
_WORDS = {"Text": {"type": "string"}, "Period": {"type": "string"}}


def schema(kind: type[Record], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of documents of a kind: objects with all of their fields and no others."""
    (root,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    defined = {name: _WORDS.get(name) or _closed(part) for name, part in sorted(parts.items())}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **root, "$defs": defined}


def _closed(part: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object, in which a field that has a default stands as well: it is always written."""
    if part.get("type") != "object" or "properties" not in part:
        return part
    fields = {
        name: {key: one for key, one in field.items() if key != "default"} for name, field in part["properties"].items()
    }
    required = [name for name, field in part["properties"].items() if name in part["required"] or "default" in field]
    return {**part, "properties": fields, "required": required, "additionalProperties": False}
