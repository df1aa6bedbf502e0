"""Kinds of values in a file, and forms made of them: a key that is declared here is known to all that deal with it.

A kind says what its JSON Schema is, whether a node surely fits it, how it is read and how it is written. A form is a
mapping with keys, each of a kind. What does not fit is put before the JSON Schema, which finds the words (`judge`).
"""

# What the methods of every kind return stands at `Kind`.
# ruff: noqa: D102

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from planck.load.files import Checked, excerpt
from planck.load.yaml import Data, MappingNode, Node, Path, ScalarNode, SequenceNode, is_broken, is_number
from planck.model import Argument, Finding, Language, Place, Rule, Text
from planck.record import Record
from planck.words import Label, Labels


def dotted(path: Path) -> str:
    """The path as messages write it, items of lists counted from 1: targets.firms.revisions.1.goal."""
    return excerpt(".".join(str(step + 1) if isinstance(step, int) else step for step in path) or "plan")


def target_in(path: Path) -> str:
    """The id of the target that the path lies in, empty when it lies in none."""
    return excerpt(str(path[1])) if len(path) > 1 and path[0] == "targets" else ""


def finding_at(rule: Rule, place: Place, path: Path, **arguments: Argument) -> Finding:
    """A finding of `rule` about what stands at `path`."""
    return replace(rule.at(place, target=target_in(path)), arguments={"field": dotted(path), **arguments})


def typed(node: Node) -> str | Text:
    """What stands there, for a message: a scalar as typed, others by what they are."""
    if isinstance(node, ScalarNode):
        return excerpt(node.text) if node.text else Label("load.field.nothing")
    return Label("load.field.mapping") if isinstance(node, MappingNode) else Label("load.common.list")


class Field(Record, kw_only=False):
    """A node of a tree that was held against its form, its path, and the place of the key that names it.

    language: that of the file, in which its plain texts are.
    """

    node: Node
    path: Path
    label: Place
    language: Language

    @property
    def key(self) -> str:
        """The key it stands under."""
        return str(self.path[-1])

    @property
    def text(self) -> str:
        """The text of a scalar, empty for others."""
        return self.node.text if isinstance(self.node, ScalarNode) else ""

    @property
    def amount(self) -> Decimal:
        """The number that a scalar holds, with every digit that was typed; 15 for 15%."""
        based = self.text[:2] in ("0x", "0o")
        value = self.node.value if based and isinstance(self.node, ScalarNode) else self.text
        return Decimal(str(value).removesuffix("%"))

    @property
    def in_percent(self) -> bool:
        """Whether the number has a percent sign."""
        return self.text.endswith("%")

    @property
    def share(self) -> Decimal:
        """The percentage as a share: 0.15 for 15%, exactly."""
        return self.amount.scaleb(-2)

    @property
    def damaged(self) -> bool:
        """Whether something right below it is broken, so that nothing follows from what is missing."""
        if isinstance(self.node, SequenceNode):
            return any(map(is_broken, self.node.items))
        entries = self.node.entries.values() if isinstance(self.node, MappingNode) else ()
        return any(is_broken(entry.value) for entry in entries)

    def has(self, key: str) -> bool:
        """Whether anything stands under `key`, sound or broken."""
        return isinstance(self.node, MappingNode) and key in self.node.entries

    def get(self, key: str) -> "Field | None":
        """What stands under `key`, None when it is broken."""
        entry = self.node.entries.get(key) if isinstance(self.node, MappingNode) else None
        if entry is None or is_broken(entry.value):
            return None
        return self._part(entry.value, key, entry.key.place)

    def parts(self) -> Iterator["Field"]:
        """What stands in it and is not broken, in the order of the file."""
        if isinstance(self.node, MappingNode):
            for key, entry in self.node.entries.items():
                if not is_broken(entry.value):
                    yield self._part(entry.value, key, entry.key.place)
        elif isinstance(self.node, SequenceNode):
            for index, item in enumerate(self.node.items):
                if not is_broken(item):
                    yield self._part(item, index, item.place)

    def _part(self, node: Node, step: str | int, label: Place) -> "Field":
        return Field(node, (*self.path, step), label, self.language)

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The keys of the mapping under `key`, also of what is broken in it."""
        field = self.get(key)
        return tuple(field.node.entries) if field and isinstance(field.node, MappingNode) else ()

    def within(self, column: int, length: int) -> Place:
        """The place of a part of its text, from a 1-based column; all of it where the file breaks or escapes it."""
        node, place = self.node, self.node.place
        around = node.end - node.start - len(self.text)
        if place.end - place.column != node.end - node.start or around not in (0, 2):
            return place
        first = place.column + around // 2 + column - 1
        return Place(place.file, place.line, first, first + length)

    def under(self, key: str) -> tuple["Field", ...]:
        """The parts of what stands under `key`; none when nothing does."""
        field = self.get(key)
        return tuple(field.parts()) if field else ()

    def texts(self, key: str) -> tuple["Field", ...]:
        """The texts under `key`: the one that stands there alone, or its parts."""
        field = self.get(key)
        return (field,) if field and field.text else self.under(key)

    def string(self, key: str) -> str:
        """The text under `key`, empty when there is none."""
        field = self.get(key)
        return field.text if field else ""

    def finding(self, rule: Rule, place: Place | None = None, **arguments: Argument) -> Finding:
        """A finding of `rule` about this field; `got` is what stands there unless it is given."""
        return finding_at(rule, place or self.node.place, self.path, **{"got": excerpt(self.text), **arguments})


# Kinds and forms.

Schema = dict[str, Any]
Read = Callable[[Field], Any]
Dump = Callable[[Any], Data | None]

EMPTY: tuple[object, ...] = (None, "", [], {})

WANTED, HINTS = Labels("load.kinds"), Labels("load.kind_hints")
"""Of each kind of value: what is wanted, and what to do when something else stands there."""


def kind_named(title: object) -> str:
    """The name of the kind whose schema has this title; `text` for a title of none."""
    return next((name for name in HINTS if WANTED[name].en == title), "text")


class Kind(ABC):
    """A kind of value. word: the entry of its words. name: what schemas define it as, empty: nothing."""

    def __init__(self, word: str, name: str = "") -> None:
        """The words are looked up when a schema is made, and not before."""
        self.word, self.name = word, name

    @abstractmethod
    def keywords(self) -> Schema:
        """Its JSON Schema, but for the title."""

    @abstractmethod
    def fits(self, node: Node) -> bool:
        """Whether the node surely is of this kind; False also where only the schema can tell."""

    def read(self, field: Field) -> Checked[Any]:
        """The value of a field that fits, None when it has none. Raises TypeError where it is read by hand."""
        raise TypeError(f"{self.word}: what reads its key reads it by hand")

    def dump(self, value: Any) -> Data | None:
        """Plain data that reads back as the value, None for a key better left out. Raises TypeError as `read`."""
        raise TypeError(f"{self.word}: what dumps its key dumps it by hand")

    def parts(self) -> Iterable["Kind"]:
        """The kinds that it is made of."""
        return ()

    def schema(self) -> Schema:
        """Its JSON Schema, titled by what is wanted."""
        return {"title": WANTED[self.word].en, **self.keywords()}

    def use(self, description: str = "") -> Schema:
        """Its schema where it is used: a reference when it is defined under a name."""
        schema = {"$ref": f"#/$defs/{self.name}"} if self.name else self.schema()
        return {**schema, "description": description} if description else schema


# Values without parts.

_TYPES: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": is_number,
    # A whole number with a point is one for the schema; it is asked then.
    "integer": lambda value: is_number(value) and isinstance(value, int),
}
# In ECMA-262 a $ does not match before a line break at the end.
_RULES: Mapping[str, Callable[[Any, Any], bool]] = {
    "pattern": lambda value, wanted: not isinstance(value, str) or bool(re.search(wanted.replace("$", r"\Z"), value)),
    "maxLength": lambda value, wanted: not isinstance(value, str) or len(value) <= wanted,
    "minimum": lambda value, wanted: not is_number(value) or value >= wanted,
    "maximum": lambda value, wanted: not is_number(value) or value <= wanted,
    "exclusiveMinimum": lambda value, wanted: not is_number(value) or value > wanted,
    "const": lambda value, wanted: type(value) is type(wanted) and bool(value == wanted),
}


def as_typed(field: Field) -> str:
    """The text, as it stands there."""
    return field.text


class Scalar(Kind):
    """A value without parts. type: its types in JSON, one or a list. rules: the keywords of JSON Schema."""

    def __init__(
        self,
        word: str,
        type: str | list[str] | None,  # noqa: A002 - the word of JSON Schema
        read: Read = as_typed,
        dump: Dump = lambda value: value,
        *,
        name: str = "",
        **rules: Any,
    ) -> None:
        super().__init__(word, name)
        self._types = [type] if isinstance(type, str) else type or []
        self._schema = {**({"type": type} if type else {}), **rules}
        self._rules = [(_RULES[rule], wanted) for rule, wanted in rules.items()]
        self._read, self._dump = read, dump

    def keywords(self) -> Schema:
        return self._schema

    def holds(self, value: object) -> bool:
        """Whether a resolved value is of this kind."""
        typed = not self._types or any(_TYPES[name](value) for name in self._types)
        return typed and all(rule(value, wanted) for rule, wanted in self._rules)

    def fits(self, node: Node) -> bool:
        return isinstance(node, ScalarNode) and not node.broken and self.holds(node.value)

    def read(self, field: Field) -> Checked[Any]:
        yield from ()
        return self._read(field)

    def dump(self, value: Any) -> Data | None:
        return self._dump(value)


class Parsed(Scalar):
    """A scalar whose text can turn out to be wrong when it is read: `read` yields what is wrong with it."""

    def read(self, field: Field) -> Checked[Any]:
        return (yield from self._read(field))


class Choice(Scalar):
    """One of several words: those of an enum of the model, or the names in a table."""

    def __init__(self, words: Iterable[str], description: str = "") -> None:
        """`description` is said wherever the words are used."""
        known = words if isinstance(words, type) and issubclass(words, StrEnum) else str
        super().__init__("choice", "string", lambda field: known(field.text), str)
        self._words, self._description = tuple(map(str, words)), description

    def keywords(self) -> Schema:
        described = {"description": self._description} if self._description else {}
        return {"type": "string", "enum": list(self._words), **described}

    def holds(self, value: object) -> bool:
        return isinstance(value, str) and value in self._words


# Lists and mappings of many of one kind.


class ListOf(Kind):
    """A list of values of one kind, read as a tuple of those that could be read."""

    def __init__(
        self, kind: Kind, word: str = "list", *, name: str = "", least: int = 0, most: int = 0, unique: bool = False
    ) -> None:
        """`least` and `most` bound its length, `most` 0 does not."""
        super().__init__(word, name)
        self.kind, self._least, self._most, self._unique = kind, least, most, unique

    def keywords(self) -> Schema:
        bounds = {"minItems": self._least, "maxItems": self._most, "uniqueItems": self._unique}
        return {"type": "array", "items": self.kind.use(), **{rule: bound for rule, bound in bounds.items() if bound}}

    def fits(self, node: Node) -> bool:
        if not isinstance(node, SequenceNode) or not self._least <= len(node.items) <= (self._most or len(node.items)):
            return False
        texts = [item.text for item in node.items if isinstance(item, ScalarNode)] if self._unique else []
        return len(set(texts)) == len(texts) and all(map(self.kind.fits, node.items))

    def read(self, field: Field) -> Checked[tuple[Any, ...]]:
        values = []
        for part in field.parts():
            values.append((yield from self.kind.read(part)))  # noqa: PERF401 - it yields
        return tuple(value for value in values if value is not None)

    def dump(self, value: Any) -> Data | None:
        return [data for each in value if (data := self.kind.dump(each)) is not None]

    def parts(self) -> Iterable[Kind]:
        return (self.kind,)


class MapOf(Kind):
    """A mapping from ids (or any keys, where `ids` is None) to values of one kind, read as a tuple of these."""

    def __init__(self, kind: Kind, ids: Scalar | None = None, word: str = "mapping", *, least: int = 0) -> None:
        """`least`: how many keys it has at least."""
        super().__init__(word)
        self.kind, self._ids, self._least = kind, ids, least

    def keywords(self) -> Schema:
        ids = {"propertyNames": self._ids.use()} if self._ids else {}
        least = {"minProperties": self._least} if self._least else {}
        return {"type": "object", **ids, "additionalProperties": self.kind.use(), **least}

    def fits(self, node: Node) -> bool:
        return (
            isinstance(node, MappingNode)
            and len(node.entries) >= self._least
            and (self._ids is None or all(map(self._ids.holds, node.entries)))
            and all(self.kind.fits(entry.value) for entry in node.entries.values())
        )

    read = ListOf.read

    def dump(self, value: Any) -> Data | None:
        return {each.id: data for each in value if (data := self.kind.dump(each)) is not None}

    def parts(self) -> Iterable[Kind]:
        return (self.kind, self._ids) if self._ids else (self.kind,)


# Forms: mappings with keys that have names.


class Key(Record, kw_only=False):
    """A key of a form. to: the attribute of the model that it fills, None: the one of its name, empty: none.

    spare: what stands for a required one that is missing or wrong, so that the rest is read all the same.
    by_hand: the form does not read it, as it takes more than its own node to do so.
    """

    name: str
    kind: Kind
    description: str = ""
    to: str | None = None
    required: bool = False
    spare: Any = None
    by_hand: bool = False

    @property
    def attribute(self) -> str:
        """The attribute of the model, empty for none."""
        return self.name if self.to is None else self.to


class Form(Kind):
    """A mapping with these keys and no others, read as a value of `model`; of no model: it is read by hand.

    least: how many keys it has at least. needs: a key that wants another one beside it. own: a key that is required
    unless the other one is there.
    """

    def __init__(
        self,
        model: type | None,
        *keys: Key,
        word: str = "mapping",
        name: str = "",
        least: int = 0,
        needs: tuple[str, str] | None = None,
        own: tuple[str, str] | None = None,
    ) -> None:
        """`needs`: (key, the other one); `own`: (key, the one that makes up for it)."""
        super().__init__(word, name)
        self.model, self._least, self._needs, self._own = model, least, needs, own
        self.keys = {key.name: key for key in keys}

    @cached_property
    def _required(self) -> list[str]:
        return [key.name for key in self.keys.values() if key.required]

    def keywords(self) -> Schema:
        properties = {key.name: key.kind.use(key.description) for key in self.keys.values()}
        schema: Schema = {"type": "object", "properties": properties}
        schema |= {"required": self._required} if self._required else {}
        schema |= {"additionalProperties": False}
        schema |= {"minProperties": self._least} if self._least else {}
        schema |= {"dependentRequired": {self._needs[0]: [self._needs[1]]}} if self._needs else {}
        if self._own:
            key, other = self._own
            schema["if"] = {"not": {"required": [other]}}
            schema["then"] = {"required": [key], "properties": {key: properties[key]}}
        return schema

    def fits(self, node: Node) -> bool:
        if not isinstance(node, MappingNode) or len(node.entries) < self._least:
            return False
        held = node.entries
        return (
            all(name in held for name in self._required)
            and not (self._needs and self._needs[0] in held and self._needs[1] not in held)
            and not (self._own and not any(name in held for name in self._own))
            and all(name in self.keys and self.keys[name].kind.fits(entry.value) for name, entry in held.items())
        )

    def values(self, field: Field) -> Checked[dict[str, Any]]:
        """The attributes of the model that the field gives values to."""
        values: dict[str, Any] = {}
        for key in self.keys.values():
            if key.by_hand or not key.attribute:
                continue
            part = field.get(key.name)
            value = (yield from key.kind.read(part)) if part else None
            value = key.spare if value is None else value
            if value is not None:
                values[key.attribute] = value
        return values

    def read(self, field: Field) -> Checked[Any]:
        values = yield from self.values(field)
        if self.model is None or any(key.required and key.attribute not in values for key in self.keys.values()):
            return None
        return self.model(**self.placed(field), **values)

    def placed(self, field: Field) -> dict[str, Any]:
        """The id and the place of what the field describes, as far as the model has them and no key gives them."""
        given = {key.attribute for key in self.keys.values()}
        found = {"id": field.path[-1] if field.path else "", "place": field.label}
        own = self.model.__annotations__.keys() - given
        return {name: value for name, value in found.items() if name in own}

    def dump(self, value: Any, **given: Data | None) -> dict[str, Data]:
        data: dict[str, Data | None] = {}
        for key in self.keys.values():
            if key.name in given:
                data[key.name] = given[key.name]
            elif key.attribute and (held := getattr(value, key.attribute)) is not None:
                data[key.name] = key.kind.dump(held)
        return {name: part for name, part in data.items() if part is not None and part not in EMPTY}

    def parts(self) -> Iterable[Kind]:
        return (key.kind for key in self.keys.values())


class OneOf(Kind):
    """A scalar, or a mapping that says more. Without `read` it is read by hand."""

    def __init__(
        self,
        word: str,
        scalar: Scalar,
        mapping: "Form | MapOf",
        read: Callable[[Field], Checked[Any]] | None = None,
        dump: Dump | None = None,
        *,
        name: str = "",
    ) -> None:
        """`read` and `dump` are for both ways of writing it."""
        super().__init__(word, name)
        self.scalar, self.mapping = scalar, mapping
        self._read, self._dump = read, dump

    def read(self, field: Field) -> Checked[Any]:
        assert self._read
        return (yield from self._read(field))

    def dump(self, value: Any) -> Data | None:
        assert self._dump
        return self._dump(value)

    def keywords(self) -> Schema:
        value, mapping = self.scalar.keywords(), self.mapping.keywords()
        types = [*_listed(value["type"]), *_listed(mapping["type"])]
        if isinstance(self.scalar, Choice):
            return {**mapping, "type": types, "if": {"type": "string"}, "then": self.scalar.schema()}
        return {**value, **mapping, "type": types}

    def fits(self, node: Node) -> bool:
        return (self.mapping if isinstance(node, MappingNode) else self.scalar).fits(node)

    def parts(self) -> Iterable[Kind]:
        return self.mapping.parts()


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


class Later(Kind):
    """A kind that is made when it is first asked for: one that holds itself, or one whose parts take time to import."""

    def __init__(self, make: Callable[[], Kind]) -> None:
        self._make = make

    @cached_property
    def kind(self) -> Kind:
        """The kind itself."""
        return self._make()

    def keywords(self) -> Schema:
        return self.kind.keywords()

    def use(self, description: str = "") -> Schema:
        return self.kind.use(description)

    def fits(self, node: Node) -> bool:
        return self.kind.fits(node)

    def read(self, field: Field) -> Checked[Any]:
        return (yield from self.kind.read(field))

    def dump(self, value: Any) -> Data | None:
        return self.kind.dump(value)

    def parts(self) -> Iterable[Kind]:
        return (self.kind,)


class DocumentForm(Form):
    """The form of a whole file, with a title and a description of its own."""

    def __init__(self, title: str, description: str, *keys: Key) -> None:
        super().__init__(None, *keys)
        self._title, self._description = title, description

    def schema(self) -> Schema:
        """The JSON Schema (2020-12) of such files, everything that has a name under `$defs`."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self._title,
            "description": self._description,
            **self.keywords(),
            "$defs": dict(sorted(definitions(self).items())),
        }


def definitions(kind: Kind) -> Mapping[str, Schema]:
    """The schemas of the kinds with names that a kind is made of, by name."""
    found: dict[str, Kind] = {}
    for part in _within(kind, set()):
        if part.name:
            found.setdefault(part.name, part)
    return {name: part.schema() for name, part in found.items()}


def _within(kind: Kind, seen: set[int]) -> Iterator[Kind]:
    for part in kind.parts():
        part = part.kind if isinstance(part, Later) else part
        if id(part) not in seen:
            seen.add(id(part))
            yield part
            yield from _within(part, seen)


def elsewhere(keys: Iterable[Key]) -> tuple[Key, ...]:
    """The keys as those of a form whose model has no attributes for them."""
    return tuple(replace(key, to="", required=False) for key in keys)
