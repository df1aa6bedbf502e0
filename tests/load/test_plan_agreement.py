"""The quick look at a plan's shape: it says yes only where the library finds no error."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.load.plan.schema import plan_schema
from planck.load.plan.shape import KEYWORDS, _validator, agrees
from planck.load.source.files import Positions, collect
from planck.load.yaml.nodes import plain_data, read_nodes

# `not` is known inside a condition only; elsewhere it is left to the library.
SILENT = {"$schema", "$id", "$defs", "$comment", "title", "description", "then", "else", "not"}
TARGETS = Path(__file__).parents[2] / "targets"
PLANS = sorted(TARGETS.glob("*.yaml"))


def data_of(path: Path) -> Any:
    root, _ = collect(read_nodes(Positions.of(path.name, path.read_text(encoding="utf-8"))))
    assert root
    return plain_data(root)


def keywords(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    named = ("properties", "$defs")
    inner = [value for key, value in schema.items() if key not in (*named, "dependentRequired", "const", "enum")]
    inner += [value for key in named for value in schema.get(key, {}).values()]
    return set(schema).union(*map(keywords, inner))


def test_it_knows_every_keyword_of_the_schema() -> None:
    assert keywords(plan_schema()) <= set(KEYWORDS) | SILENT


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_plans_at_hand_need_no_library(path: Path) -> None:
    assert agrees(data_of(path), plan_schema())


VALUES = st.sampled_from(
    (
        None,
        True,
        0,
        1,
        -1,
        1.0,
        1.5,
        10**30,
        float("inf"),
        "",
        "a",
        "1",
        "15%",
        "2021-12-09",
        "x\n",
        "level",
        [],
        {},
        ["a"],
        {"zh": "a"},
    )
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def changed(data: Any, path: tuple[Any, ...], key: str | None, value: Any) -> Any:
    """A copy with `value` in the place of what stands at `path`, or under a new key of it."""
    if path:
        step, *rest = path
        items = data.items() if isinstance(data, dict) else enumerate(data)
        copy = {at: changed(old, tuple(rest), key, value) if at == step else old for at, old in items}
        return copy if isinstance(data, dict) else list(copy.values())
    return {**data, key: value} if isinstance(data, dict) and key else value


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_yes_is_said_only_where_the_library_finds_nothing(draw: st.DataObject) -> None:
    data = data_of(draw.draw(st.sampled_from(PLANS)))
    path = draw.draw(st.sampled_from(places(data)))
    key = draw.draw(
        st.sampled_from((None, "goal", "unit", "at_least", "wants", "baseline", "indicator", "name", "value"))
    )
    broken = changed(data, path, key, draw.draw(VALUES))
    if agrees(broken, plan_schema()):
        assert list(_validator(plan_schema).iter_errors(broken)) == []


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"oneOf": [{"type": "string"}]}, "a"),
        ({"if": {"minLength": 1}, "then": {}}, "a"),
        ({"if": {"not": {"minLength": 1}}, "then": {}}, "a"),
        ({"enum": [1]}, 1),
        ({"type": "null"}, None),
        ({"$ref": "other.json"}, "a"),
    ],
)
def test_what_it_does_not_know_is_left_to_the_library(schema: dict[str, Any], value: object) -> None:
    assert not agrees(value, schema)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": ["object", "string"]}, "a", 1),
        ({"type": "integer"}, 1, 1.5),
        ({"type": "boolean"}, True, 1),
        ({"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}}, ["a"], ["a", "b", "c"]),
        ({"properties": {"a": {"type": "string"}}, "additionalProperties": False}, {"a": "b"}, {"b": "b"}),
        ({"additionalProperties": {"type": "string"}}, {"a": "b"}, {"a": 1}),
        ({"additionalProperties": False}, "no mapping", {"a": 1}),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1, "b": 1}, {"a": 1}),
        ({"propertyNames": {"pattern": "^[a-z]+$"}}, {"a": 1}, {"a\n": 1}),
        ({"if": {"type": "string"}, "then": {"enum": ["a"]}}, 1, "b"),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1, "b": 1}, {"a": 1}),
        ({"if": {"not": {"required": ["a"]}}, "then": {"required": ["b"]}, "else": {"maxProperties": 9}}, {"b": 1}, {}),
        ({"minimum": 0, "maximum": 1}, 0.5, 2),
        ({"exclusiveMinimum": 0}, 1, 0),
        ({"minLength": 1, "maxLength": 2}, "a", "abc"),
        ({"uniqueItems": True}, ["a", "b"], ["a", "a"]),
        ({"uniqueItems": True}, 1, [1, 1.5]),
        ({"minProperties": 1}, {"a": 1}, {}),
        ({"const": 1}, 1, True),
    ],
)
def test_each_keyword(schema: dict[str, Any], good: object, bad: object) -> None:
    assert agrees(good, schema)
    assert not agrees(bad, schema)
