"""Plain data to YAML text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.files import Positions, collect
from planck.load.yaml import Data, plain_data, read_nodes, yaml_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"a": 1, "b": 2.0, "c": 0.5, "d": True, "e": False}, "a: 1\nb: 2\nc: 0.5\nd: true\ne: false\n"),
        ({"a": 1e15, "b": Decimal("1.50"), "c": -0.0}, "a: 1000000000000000.0\nb: 1.5\nc: 0\n"),
        ({"a": "15%", "b": "2021-12-09", "c": "研发经费", "d": "01/09"}, "a: 15%\nb: 2021-12-09\nc: 研发经费\nd: 01/09\n"),
        # What would be read as something else stands in quotes.
        ({"a": "010", "b": "null", "c": "1e3", "d": "", "e": "a: b"}, 'a: "010"\nb: "null"\nc: "1e3"\nd: ""\ne: "a: b"\n'),
        ({"a": "x\ny", "b": "-", "c": "“x”", "d": '"'}, 'a: "x\\ny"\nb: "-"\nc: "“x”"\nd: "\\""\n'),
        ({"a": {"b": 1, "c": "x"}, "d": ["x", 2], "e": {}, "f": []}, "a: {b: 1, c: x}\nd: [x, 2]\ne: {}\nf: []\n"),
        ({"a": {"b": {"c": 1}}}, "a:\n  b: {c: 1}\n"),
        ({"a": [{"b": {"c": 1}, "d": 2}, "x", [[1], []]]}, "a:\n  - b: {c: 1}\n    d: 2\n  - x\n  - - [1]\n    - []\n"),
        ({"a": ["x" * 60, "y" * 60]}, f"a:\n  - {'x' * 60}\n  - {'y' * 60}\n"),
        ({"a": {"b": "x" * 60, "c": "y" * 60}}, f"a:\n  b: {'x' * 60}\n  c: {'y' * 60}\n"),
    ],
)  # fmt: skip
def test_texts(data: dict[str, Data], text: str) -> None:
    assert yaml_text(data) == text


KEYS = st.from_regex("[a-z][a-z0-9_]{0,8}|2[0-9]{3}(-H1)?", fullmatch=True)
VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**9), 10**9),
        st.floats(-1e9, 1e9, allow_subnormal=False),
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\ufeff")),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1))
def test_data_are_read_back_as_they_were(data: dict[str, Data]) -> None:
    root, findings = collect(read_nodes(Positions.of("plan.yaml", yaml_text(data))))
    assert findings == ()
    assert root is not None
    assert plain_data(root) == data
