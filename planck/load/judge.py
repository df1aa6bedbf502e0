"""What does not fit the form of its file: the JSON Schema finds it, and it is said in our words."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from planck.load import rules
from planck.load.cells.number import plain as as_plain
from planck.load.files import MOST_FINDINGS, Checked, Positions, excerpt, meant
from planck.load.shape import HINTS, WANTED, Field, Form, finding_at, kind_named, typed
from planck.load.yaml import (
    UNREADABLE,
    MappingNode,
    Node,
    Path,
    ScalarNode,
    decimal_text,
    is_broken,
    is_number,
    label_at,
    marked,
    node_at,
    plain_data,
    read_nodes,
)
from planck.model import Finding, Language, Text
from planck.pattern import pattern
from planck.words import Label

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

VERSION = 1

_NUMBER = pattern(r"[-+]?[0-9]+(\.[0-9]+)?%?")
_LISTED = 8
_FULL_WIDTH_COLON = Label("load.judge.full_width_colon")


Grow = Callable[[MappingNode], Checked[MappingNode]]


def read_form(positions: Positions, form: Form, grow: Grow | None = None) -> Checked[Field | None]:
    """The root of a file of this form, what does not fit marked as broken; None where it is of another format.

    grow: what puts the rows of a table into the root that names it.
    """
    root = yield from read_nodes(positions)
    if root is None or is_broken(root):
        return None
    if not isinstance(root, MappingNode):
        yield wrong_value(root, (), "mapping")
        return None
    version = root.entries.get("planck")
    if version and not _is_ours(version.value):
        yield rules.VERSION.at(version.value.place, field="planck", got=typed(version.value))
        return None
    tree = yield from shaped((yield from grow(root)) if grow else root, form)
    spoken = tree.entries.get("language") if isinstance(tree, MappingNode) else None
    other = isinstance(spoken.value, ScalarNode) and spoken.value.text == Language.EN if spoken else False
    return Field(tree, (), tree.place, Language.EN if other else Language.ZH)


def _is_ours(node: object) -> bool:
    return isinstance(node, ScalarNode) and (node.broken or (is_number(node.value) and node.value == VERSION))


def shaped(root: Node, form: Form) -> Checked[Node]:
    """The tree with everything that does not fit the form marked as broken.

    A form says only that all is well, and at no cost. Where it does not, the library judges by the form's schema.
    """
    if form.fits(root):
        return root
    said: set[tuple[Path, str]] = set()
    bad: set[Path] = set()
    data: Any = plain_data(root)
    definitions = form.schema()["$defs"]
    for error in validator(form).iter_errors(data):
        for path, missing in _faults(error):
            if (path, missing) in said or is_broken(node_at(root, path)):
                continue
            said.add((path, missing))
            # Suggestions cost time, and only so many findings of a file are listed.
            yield _finding(root, error, (path, missing), definitions, suggest=len(said) <= MOST_FINDINGS)
            if not missing:
                bad.add(path)
    return marked(root, frozenset(bad))


def wrong_value(node: Node, path: Path, kind: str) -> Finding:
    """The finding that a value is not of the kind that is wanted at `path`."""
    got, place = typed(node), node.place
    if isinstance(node, ScalarNode):
        if isinstance(node.value, float) and node.value == UNREADABLE:
            return finding_at(rules.UNREADABLE_NUMBER, place, path, got=got)
        if kind == "percent" and is_number(node.value):
            return finding_at(rules.PERCENT_SIGN, place, path, got=got, hint=_with_sign(Decimal(str(node.value))))
        half = as_plain(node.text)
        if half != node.text and _NUMBER.fullmatch(half):
            return finding_at(rules.FULL_WIDTH, place, path, got=got, hint=excerpt(half))
    return finding_at(rules.WRONG_VALUE, place, path, got=got, wanted=WANTED[kind], hint=HINTS[kind])


def _with_sign(value: Decimal) -> Text:
    """The number with a percent sign; one up to 1 may be a share, so both ways of reading it are named."""
    number = decimal_text(value)
    if not 0 < abs(value) <= 1:
        return Label("load.judge.number").fill(number=number)
    return Label("load.judge.share_if_it_is_share").fill(share=decimal_text(value.scaleb(2)), number=number)


@cache
def validator(form: Form) -> "Validator":
    """The library's judge of the files of a form."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": lambda _, value: is_number(value), "integer": lambda _, value: is_number(value) and value % 1 == 0}
    )
    strict: type[Validator] = extend(Draft202012Validator, {"pattern": _pattern_shape}, type_checker=checker)  # type: ignore[no-untyped-call]
    return strict(form.schema())


def _pattern_shape(validator: object, pattern: str, value: object, schema: object) -> "Iterator[ValidationError]":
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
        got, place = excerpt(str(path[-1])), label_at(root, path)
        return finding_at(rules.WRONG_VALUE, place, path[:-1], got=got, wanted=WANTED["id"], hint=HINTS["id"])
    node = node_at(root, path)
    if error.validator == "enum" and isinstance(node, ScalarNode):
        words = list(map(str, schema["enum"]))
        hint = _hint(node.text, words, suggest=suggest)
        return finding_at(rules.UNKNOWN_WORD, node.place, path, got=typed(node), wanted=", ".join(words), hint=hint)
    return wrong_value(node, path, kind_named(schema.get("title")))


def _wanted(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Text:
    """What a part of the schema wants, in words."""
    if "enum" in schema:
        return Label("load.judge.one_of_words").fill(words=", ".join(schema["enum"]))
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    return WANTED[kind_named(schema.get("title"))]


def _hint(word: str, known: list[str], *, suggest: bool) -> Text:
    if suggest and (question := meant(word, known)):
        return question
    listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    return Label("load.common.it_can_be_listed").fill(listed=listed)
