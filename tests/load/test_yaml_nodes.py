"""YAML text to nodes: places, bounds, and what is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planck.load import yaml as yaml_nodes
from planck.load.files import Positions, collect
from planck.load.yaml import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    is_broken,
    node_at,
    plain_data,
    read_nodes,
)
from planck.model import Finding, Text
from tests.load.plan_text import described, where

LOADERS = (getattr(yaml, "CLoader", yaml.Loader), yaml.Loader)


@pytest.fixture(params=LOADERS, ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers, one after the other: the pure one is used where libyaml was not built."""
    monkeypatch.setattr(yaml_nodes, "_LOADER", request.param)


def read(text: str) -> tuple[Node | None, tuple[Finding, ...]]:
    return collect(read_nodes(Positions.of("plan.yaml", text)))


def read_data(text: str) -> object:
    root, findings = read(text)
    assert described(findings) == []
    assert root is not None
    return plain_data(root)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": 1}),
        ("{a: no, b: [1e3, 010, 'x', \"y\"]}", {"a": "no", "b": [1000.0, 10, "x", "y"]}),
        ("a:\n- 1\n-\n  b: ~\n", {"a": [1, {"b": None}]}),
        ("a: >-\n  x\n  y\nb: |\n  x\n  y\n", {"a": "x y", "b": "x\ny\n"}),
        ("# only a comment before\na: x # and behind\n", {"a": "x"}),
        ("---\na: 1\n...\n", {"a": 1}),
        ("2023: 1\n'2024': 2\ntrue: 3\n", {"2023": 1, "2024": 2, "true": 3}),
        ("a: &x [1, &y 2]\nb: *x\nc: *y\n", {"a": [1, 2], "b": [1, 2], "c": 2}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("&k a: 1\nb: *k\n", {"a": 1, "b": "a"}),
        ("a: !!str 010\nb: !!int '3'\nc: !!float 3\nd: !!bool true\ne: !!null ~\n", {"a": "010", "b": 3, "c": 3, "d": True, "e": None}),
        ("a: !!map {b: !!seq [1]}\n", {"a": {"b": [1]}}),
        ("a: ''\n", {"a": ""}),
        ("a:\n", {"a": None}),
        ("[]", []),
        ("'text'", "text"),
    ],
)  # fmt: skip
def test_values(text: str, data: object) -> None:
    assert read_data(text) == data


@pytest.mark.usefixtures("parser")
def test_every_node_knows_its_place() -> None:
    text = '一: &x {"b": [1,\r\n  二]}\nc:\n  d: |\n    long\n    text\n\n\ne: *x\n'
    root, findings = read(text)
    assert not findings
    places = {
        (): (1, 1, 19),
        ("一",): (1, 4, 16),
        ("一", "b"): (1, 13, 16),
        ("一", "b", 0): (1, 14, 15),
        ("一", "b", 1): (2, 3, 4),
        ("c",): (4, 3, 7),
        ("c", "d"): (4, 6, 7),
        # An alias is what it stands for.
        ("e", "b", 1): (2, 3, 4),
    }
    assert root is not None
    found = {path: node_at(root, path).place for path in places}
    assert {path: (place.line, place.column, place.end) for path, place in found.items()} == {
        **places,
        (): (1, 1, 16),
    }
    assert isinstance(root, MappingNode)
    keys = [
        (key, entry.key.place.line, entry.key.place.column, entry.key.place.end) for key, entry in root.entries.items()
    ]
    assert keys == [("一", 1, 1, 2), ("c", 3, 1, 2), ("e", 9, 1, 2)]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Characters.
        ("a: \0", ["S002 1:4-5"]),
        ("a: 1\r\nb: \x07\x7f\x85", ["S002 2:4-5", "S002 2:5-6", "S002 2:6-7"]),
        ("a: 1 # \u2028b: 2", ["S002 1:8-9"]),
        ("\ufeffa: 1", ["S002 1:1-2"]),
        ("a: \ud800", ["S002 1:4-5"]),
        ("a: \ufffe", ["S002 1:4-5"]),
        ("\x01" * 11, [f"S002 1:{column}-{column + 1}" for column in range(1, 11)]),
        ('a: "\\0"', ["S002 1:4-8"]),
        ('a: "\\e[31m"', ["S002 1:4-12"]),
        ('"\\u2028": 1', ["S002 1:1-9"]),
        # Anchors, tags, keys.
        ("a: *b", ["S004 1:4-6"]),
        ("a: *b\nb: &b 1", ["S004 1:4-6"]),
        ("*b : 1", ["S004 1:1-3"]),
        ("a: &a [*a]", ["S005 1:8-10"]),
        ("a: &a {b: {c: *a}}", ["S005 1:15-17"]),
        ("&a [*a]", ["S005 1:5-7"]),
        ("a: !!python/object/apply:os.system [x]", ["S006 1:4-37"]),
        ("a: !mine 1", ["S006 1:4-11"]),
        ("a: ! 1", ["S006 1:4-7"]),
        ("a: !!int x", ["S006 1:4-11"]),
        ("a: !!int 1.5", ["S006 1:4-13"]),
        ("a: !!int true", ["S006 1:4-14"]),
        ("a: !!bool 1", ["S006 1:4-12"]),
        ("a: !!set {b: 1}", ["S006 1:4-11"]),
        ("a: !!timestamp 2021-12-09", ["S006 1:4-26"]),
        ("a: !!map [1]", ["S006 1:4-11"]),
        ("!!python/tuple [1]", ["S006 1:1-17"]),
        ("<<: {a: 1}\nb: 2", ["S007 1:1-3"]),
        ("'<<': 1", ["S007 1:1-5"]),
        ("a: 1\nb: 2\na: 3\na: 4", ["S008 3:1-2", "S008 4:1-2"]),
        ("2023: 1\n'2023': 2", ["S008 2:1-7"]),
        ("[a]: 1", ["S009 1:1-4"]),
        ("{a: 1}: 1", ["S009 1:1-7"]),
        ("? - a\n: 1", ["S009 1:3-6"]),
        ("? \n: 1", ["S009 1:2-2"]),
        ("{'': 1}", ["S009 1:2-4"]),
        # Documents.
        ("", ["S010 file"]),
        ("# a comment", ["S010 file"]),
        ("---\n", ["S010 file"]),
        ("~", ["S010 file"]),
        ("a: 1\n---\nb: 2", ["S010 2:1-4"]),
        ("a: 1\n---\n[", ["S010 2:1-4"]),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, found: list[str]) -> None:
    assert described(read(text)[1]) == found


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("a: b: c", "1:5-6", "Put a text that contains a colon"),
        ("a: 1\n b: 2", "2:3-4", "Put a text that contains a colon"),
        ("\ta: 1", "1:1-2", "Replace the tab"),
        ("a: x\n\t- 1\n\tb: 1", "2:1-2", "Replace the tab"),
        ("a:\n\t- 1", "2:1-2", "Replace the tab"),
        ("a: |\n\tb", "2:1-2", "Replace the tab"),
        ("a: @x", "1:4-5", "Put a text that starts with"),
        ('a: "x\nb: 1\nc: 2\n', "1:4-5", "Add the closing quotation mark"),
        ("a: 'x", "1:4-5", "Add the closing quotation mark"),
        ('a: "\\q"', "1:5-6", "Double the backslash"),
        ("a: 1\nb\nc: 1", "2:1-2", "A key is followed by a colon"),
        ("a：1\nb: 2", "2:2-3", "There is full-width punctuation"),
        ("a: ｛b: 1｝", "1:6-7", "There is full-width punctuation"),
        # An unclosed bracket is where it was opened, a missing comma where it is missing.
        ("a: 1\nb: [1,\nc: 2", "2:4-5", "Check that brackets are closed"),
        ("a: {b: 1\n\n", "1:4-5", "Check that brackets are closed"),
        ("a: {b: 1,\n  c: 2\n  d: 3}\n", "3:4-5", "Check that brackets are closed"),
        ("a: {b: 1 ]", "1:10-11", "Check that brackets are closed"),
        ("a: }", "1:4-5", "Check that brackets are closed"),
        ("- a\nb: 1", "2:1-2", "Check the indentation"),
        ("%YAML 9.9\n---\na", "1:1-2", "Check this line"),
        ("a: !x!y 1", "1:4-5", "Check this line"),
        ("a: {", "1:5-5", "Check that brackets are closed"),
    ],
)
def test_syntax_errors_say_where_and_what_to_do(text: str, at: str, hint: str) -> None:
    root, findings = read(text)
    assert root is None
    assert [finding.code for finding in findings] == ["S001"]
    # The pure parser places an escape and the end of the text a little differently.
    if yaml_nodes._LOADER is not yaml.Loader or "\\" not in text:
        assert where(findings[0]) == at
    advice = findings[0].arguments["hint"]
    assert isinstance(advice, Text)
    assert advice.en.startswith(hint)
    assert advice.zh


@pytest.mark.parametrize("text", ['"\\UFFFFFFFF"', "%YAML " + "9" * 5000 + ".1\n--- a", '"\\uD800"', "a: 1\n\x85"])
@pytest.mark.usefixtures("parser")
def test_neither_parser_raises(text: str) -> None:
    root, findings = read(text)
    assert findings
    assert root is None or is_broken(root)


def test_what_was_found_before_a_syntax_error_is_said_too() -> None:
    assert described(read("a: 1\na: 2\nb: [")[1]) == ["S008 2:1-2", "S001 3:5-5"]


def test_what_is_refused_leaves_the_rest() -> None:
    root, _ = read("a: 1\na: 2\n<<: {x: 1}\n[k]: 3\nb: *no\nc: !x 1\n*no : 2\nd: 4\n")
    assert isinstance(root, MappingNode)
    assert list(root.entries) == ["a", "b", "c", "d"]
    assert [is_broken(entry.value) for entry in root.entries.values()] == [False, True, True, False]


def bomb(levels: int) -> str:
    """Nine times nine times nine ... values in a few lines."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: " + "[" * 40 + "]" * 40, ["S003 1:43-44"]),
        ("[" * 100_000, ["S003 1:41-42"]),
        ("- " * 1000, ["S003 1:81-81"]),
        ("\n".join(" " * n + "a:" for n in range(50)), ["S003 41:41-41"]),
        # Aliases count with all that they stand for: in values, and in depth.
        (bomb(20), ["S003 6:10-13"]),
        ("a: &a " + "[" * 20 + "]" * 20 + "\nb: " + "[" * 20 + "*a" + "]" * 20, ["S003 2:24-26"]),
        ("x" * (2 * 1024 * 1024 + 1), ["S003 file"]),
    ],
)
def test_what_is_too_large(text: str, found: list[str]) -> None:
    root, findings = read(text)
    assert root is None
    assert described(findings) == found


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 39 + "]" * 39,
        "a: &a " + "[" * 20 + "]" * 20 + "\nb: " + "[" * 19 + "*a" + "]" * 19,
        bomb(5),
        "[" + "x," * 99_999 + "]",
    ],
)
def test_what_is_just_small_enough(text: str) -> None:
    root, findings = read(text)
    assert root is not None
    assert findings == ()


def test_one_value_more_is_too_many() -> None:
    assert described(read("[" + "x," * 100_000 + "]")[1]) == ["S003 1:1-200003"]


@given(st.one_of(st.text(), st.text(alphabet="ab:-[]{}&*!|>'\"%@`#?, \n\r\t\u2028\x85\0<~1.\\", max_size=60)))
@pytest.mark.parametrize("loader", LOADERS, ids=["libyaml", "pure"])
def test_any_text_gives_nodes_or_findings(loader: type, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_nodes, "_LOADER", loader)
        root, findings = read(text)
    lines = Positions.of("plan.yaml", text)
    assert root is not None or findings
    for finding in findings:
        assert finding.place is not None
        assert 0 <= finding.place.line <= len(lines.starts)
        assert finding.place.column <= finding.place.end
        if finding.place.line:
            assert finding.place.end <= len(lines.line_text(finding.place.line)) + 1


def test_the_kinds_of_nodes() -> None:
    root, _ = read("a: [1]")
    assert isinstance(root, MappingNode)
    assert isinstance(node_at(root, ("a",)), SequenceNode)
    assert isinstance(node_at(root, ("a", 0)), ScalarNode)
    with pytest.raises(KeyError):
        node_at(root, ("b",))
    with pytest.raises(KeyError):
        node_at(root, ("a", "b"))
