"""The tree held against the JSON Schema: each difference is a finding, and marked as broken."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from planck.load.cells.plain import plain as as_plain
from planck.load.plan import rules_shape as rules
from planck.load.plan.agreement import agrees
from planck.load.plan.decimal_text import decimal_text
from planck.load.plan.field import finding_at
from planck.load.plan.schema import plan_schema, schema_without_scoring
from planck.load.plan.words import KINDS, kind_named
from planck.load.source.checked import Checked
from planck.load.source.excerpt import excerpt
from planck.load.source.gathered import MOST_FINDINGS
from planck.load.source.nearest import nearest
from planck.load.yaml.scalars import UNREADABLE, is_number
from planck.load.yaml.tree import MappingNode, Node, Path, ScalarNode, is_broken, label_at, marked, node_at, plain_data
from planck.model import Finding, Text

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

SchemaOf = Callable[[], dict[str, object]]

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?%?")
_LISTED = 8
_FULL_WIDTH_COLON = Text(zh="冒号是全角的，要写半角冒号和空格。", en="The colon is full-width: write : and a space.")


def shaped(root: Node, schema: SchemaOf = plan_schema) -> Checked[Node]:
    """The tree with everything that does not fit the schema marked as broken."""
    said: set[tuple[Path, str]] = set()
    bad: set[Path] = set()
    data: Any = plain_data(root)
    whole = schema is not plan_schema or "scoring" in data
    if agrees(data, schema() if whole else schema_without_scoring()):
        return root
    for error in _validator(schema).iter_errors(data):
        for path, missing in _faults(error):
            if (path, missing) in said or is_broken(node_at(root, path)):
                continue
            said.add((path, missing))
            # Suggestions cost time, and only so many findings of a file are listed.
            definitions: Any = schema()["$defs"]
            yield _finding(root, error, (path, missing), definitions, suggest=len(said) <= MOST_FINDINGS)
            if not missing:
                bad.add(path)
    return marked(root, frozenset(bad))


def wrong_value(node: Node, path: Path, kind: str) -> Finding:
    """The finding that a value is not of the kind that is wanted at `path`."""
    wanted, got = KINDS[kind], typed(node)
    place = node.place
    if isinstance(node, ScalarNode):
        if isinstance(node.value, float) and node.value == UNREADABLE:
            return finding_at(rules.UNREADABLE_NUMBER, place, path, got=got)
        if kind == "percent" and is_number(node.value):
            return finding_at(rules.PERCENT_SIGN, place, path, got=got, hint=_with_sign(Decimal(str(node.value))))
        half = as_plain(node.text)
        if half != node.text and _NUMBER.fullmatch(half):
            return finding_at(rules.FULL_WIDTH, place, path, got=got, hint=excerpt(half))
    return finding_at(rules.WRONG_VALUE, place, path, got=got, wanted=wanted.wanted, hint=wanted.hint)


def _with_sign(value: Decimal) -> Text:
    """The number with a percent sign; one up to 1 may be a share, so both ways of reading it are named."""
    number = decimal_text(value)
    if not 0 < abs(value) <= 1:
        return Text(zh=f"{number}%", en=f"{number}%")
    share = decimal_text(value.scaleb(2))
    return Text(zh=f"{share}%（百分之{share}）或 {number}%", en=f"{share}% if it is a share, {number}% if not")


def typed(node: Node) -> str | Text:
    """What stands there, for a message: a scalar as typed, others by what they are."""
    if isinstance(node, ScalarNode):
        return excerpt(node.text) if node.text else Text(zh="空值", en="nothing")
    return Text(zh="映射", en="a mapping") if isinstance(node, MappingNode) else Text(zh="列表", en="a list")


@cache
def _validator(schema: SchemaOf) -> "Validator":
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer})
    strict: type[Validator] = extend(Draft202012Validator, {"pattern": _pattern}, type_checker=checker)  # type: ignore[no-untyped-call]
    return strict(schema())


def _is_number(checker: object, value: object) -> bool:
    return is_number(value)


def _is_integer(checker: object, value: object) -> bool:
    return is_number(value) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


def _pattern(validator: object, pattern: str, value: object, schema: object) -> "Iterator[ValidationError]":
    """The keyword `pattern`, with a $ that does not match before a line break at the end, as in ECMA-262."""
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(pattern)


def _faults(error: "ValidationError") -> Iterator[tuple[Path, str]]:
    """The paths that an error is about; for keys that are missing the mapping, and the key."""
    path: Path = tuple(error.absolute_path)
    schema: Any = error.schema
    rule: Any = error.validator_value
    held: Any = error.instance
    match error.validator:
        case "additionalProperties":
            yield from (((*path, key), "") for key in held if key not in schema["properties"])
        case "required":
            yield from ((path, key) for key in rule if key not in held)
        case "dependentRequired":
            yield from ((path, key) for first in rule if first in held for key in rule[first] if key not in held)
        case _ if "propertyNames" in error.absolute_schema_path:
            yield (*path, held), ""
        case _:
            yield path, ""


def _finding(
    root: Node, error: "ValidationError", fault: tuple[Path, str], definitions: Mapping[str, Any], *, suggest: bool
) -> Finding:
    schema: Any = error.schema
    path, missing = fault
    if missing:
        wanted = _wanted(schema["properties"][missing], definitions)
        return finding_at(rules.MISSING_KEY, label_at(root, path), path, got=missing, wanted=wanted)
    if error.validator == "additionalProperties":
        known = list(schema["properties"])
        key = str(path[-1])
        hint = _FULL_WIDTH_COLON if "：" in key else _hint(key, known, suggest=suggest)
        return finding_at(rules.UNKNOWN_KEY, label_at(root, path), path[:-1], got=excerpt(key), hint=hint)
    if "propertyNames" in error.absolute_schema_path:
        key, kind = str(path[-1]), KINDS["id"]
        place = label_at(root, path)
        return finding_at(rules.WRONG_VALUE, place, path[:-1], got=excerpt(key), wanted=kind.wanted, hint=kind.hint)
    node = node_at(root, path)
    if error.validator == "enum" and isinstance(node, ScalarNode):
        words = list(map(str, schema["enum"]))
        hint = _hint(node.text, words, suggest=suggest)
        return finding_at(rules.UNKNOWN_WORD, node.place, path, got=typed(node), wanted=", ".join(words), hint=hint)
    return wrong_value(node, path, kind_named(schema.get("title")))


def _wanted(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Text:
    """What a part of the schema wants, in words."""
    if "enum" in schema:
        words = ", ".join(schema["enum"])
        return Text(zh=f"{words} 之一", en=f"one of {words}")
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    return KINDS[kind_named(schema.get("title"))].wanted


def _hint(word: str, known: list[str], *, suggest: bool) -> Text:
    if likely := suggest and nearest(word, known):
        return Text(zh=f"是不是 {likely}？", en=f"Did you mean {likely}?")
    listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    return Text(zh=f"可以写：{listed}。", en=f"It can be: {listed}.")
