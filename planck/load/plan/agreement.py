"""Whether data surely agrees with a JSON Schema: a look that costs nothing, before the library that can explain.

A usual plan is valid, and importing `jsonschema` takes longer than judging it. So this says yes only where it is sure;
whatever it does not know, a keyword or a kind of value, is left to the library.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from planck.load.yaml.scalars import is_number

Schema = Mapping[str, Any]
Keyword = Callable[[Any, Any, Schema, "Schema"], bool]

_SILENT = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "then", "else"}
)


def agrees(data: object, schema: Schema, root: Schema | None = None) -> bool:
    """Whether `data` surely fits `schema`; False also where only the library can tell. `root` holds the `$defs`."""
    top = schema if root is None else root
    for name, wanted in schema.items():
        if name in _SILENT:
            continue
        keyword = KEYWORDS.get(name)
        if keyword is None or not keyword(data, wanted, schema, top):
            return False
    return True


def _type(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    return any(name in _TYPES and _TYPES[name](data) for name in ([wanted] if isinstance(wanted, str) else wanted))


def _ref(data: Any, wanted: Any, _: Schema, root: Schema) -> bool:
    prefix, _slash, name = wanted.rpartition("/")
    return prefix == "#/$defs" and agrees(data, root["$defs"][name], root)


def _properties(data: Any, wanted: Any, _: Schema, root: Schema) -> bool:
    return not isinstance(data, dict) or all(agrees(data[key], wanted[key], root) for key in data if key in wanted)


def _additional(data: Any, wanted: Any, schema: Schema, root: Schema) -> bool:
    if not isinstance(data, dict):
        return True
    others = [value for key, value in data.items() if key not in schema.get("properties", ())]
    return not others if wanted is False else isinstance(wanted, dict) and all(agrees(x, wanted, root) for x in others)


def _condition(data: Any, wanted: Any, schema: Schema, root: Schema) -> bool:
    holds = _holds(data, wanted)
    return holds is not None and agrees(data, schema.get("then" if holds else "else", {}), root)


def _holds(data: Any, condition: Schema) -> bool | None:
    """Whether a condition holds; None for one that is not as simple as those of plans, where only yes is ever sure."""
    match condition:
        case {"not": inner, **rest} if not rest:
            holds = _holds(data, inner)
            return None if holds is None else not holds
        case {"type": "string", **rest} if not rest:
            return isinstance(data, str)
        case {"required": keys, **rest} if not rest:
            return not isinstance(data, dict) or set(keys) <= set(data)
    return None


def _pattern(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    # In ECMA-262 a $ does not match before a line break at the end.
    return not isinstance(data, str) or re.search(wanted.replace("$", r"\Z"), data) is not None


def _one_of(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    # Only texts: 1, 1.0 and true are equal in Python and not in JSON.
    return isinstance(data, str) and data in wanted


def _const(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    return type(data) is type(wanted) and bool(data == wanted)


def _dependent(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    return not isinstance(data, dict) or all(set(wanted[key]) <= set(data) for key in wanted if key in data)


def _unique(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    # Only of texts, for the same reason.
    texts = isinstance(data, list) and all(isinstance(item, str) for item in data)
    return not isinstance(data, list) or (wanted is True and texts and len(set(data)) == len(data))


def _within(data: object, low: float = float("-inf"), high: float = float("inf")) -> bool:
    return not is_number(data) or low <= data <= high  # type: ignore[operator]


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "string": lambda data: isinstance(data, str),
    "boolean": lambda data: isinstance(data, bool),
    "number": is_number,
    "integer": lambda data: is_number(data) and isinstance(data, int),
}

KEYWORDS: Mapping[str, Keyword] = {
    "type": _type,
    "$ref": _ref,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": lambda data, wanted, _, __: not isinstance(data, dict) or set(wanted) <= set(data),
    "dependentRequired": _dependent,
    "propertyNames": lambda data, wanted, _, root: (
        not isinstance(data, dict) or all(agrees(key, wanted, root) for key in data)
    ),
    "items": lambda data, wanted, _, root: not isinstance(data, list) or all(agrees(x, wanted, root) for x in data),
    "enum": _one_of,
    "const": _const,
    "pattern": _pattern,
    "if": _condition,
    "minimum": lambda data, wanted, _, __: _within(data, low=wanted),
    "maximum": lambda data, wanted, _, __: _within(data, high=wanted),
    "exclusiveMinimum": lambda data, wanted, _, __: not is_number(data) or wanted < data,
    "maxLength": lambda data, wanted, _, __: not isinstance(data, str) or len(data) <= wanted,
    "minLength": lambda data, wanted, _, __: not isinstance(data, str) or len(data) >= wanted,
    "minItems": lambda data, wanted, _, __: not isinstance(data, list) or len(data) >= wanted,
    "maxItems": lambda data, wanted, _, __: not isinstance(data, list) or len(data) <= wanted,
    "uniqueItems": _unique,
    "minProperties": lambda data, wanted, _, __: not isinstance(data, dict) or len(data) >= wanted,
}
