"""Plain scalars: the core schema of YAML 1.2.2, whose examples these are where they have no other source."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.yaml import UNREADABLE, Value, is_number, plain_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # YAML 1.2.2, 10.3.2, and example 10.9.
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-19", -19),
        ("+12", 12),
        ("0o7", 7),
        ("0o14", 12),
        ("0x3A", 58),
        ("0xC", 12),
        ("0.", 0.0),
        ("-0.0", -0.0),
        (".5", 0.5),
        ("+12e03", 12000.0),
        ("-2E+05", -200000.0),
        ("12.3", 12.3),
        # What YAML 1.1 reads otherwise: 8, false, true, 90, a date, 12000, a text.
        ("010", 10),
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("2021-12-09", "2021-12-09"),
        ("12_000", "12_000"),
        ("1e3", 1000.0),
        # No numbers in either.
        ("0b11", "0b11"),
        ("0x", "0x"),
        ("0o8", "0o8"),
        ("0X1F", "0X1F"),
        ("-0x1F", "-0x1F"),
        ("1.2.3", "1.2.3"),
        (".", "."),
        ("e5", "e5"),
        ("1e", "1e"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("tRUE", "tRUE"),
        ("nULL", "nULL"),
        ("15%", "15%"),
        ("１０", "１０"),
        ("1,000", "1,000"),
    ],
)
def test_a_plain_scalar_means_what_it_looks_like(text: str, value: Value) -> None:
    found = plain_value(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        ".inf",
        "-.inf",
        "+.Inf",
        ".INF",
        ".nan",
        ".NaN",
        ".NAN",
        "1e400",
        "-1e400",
        "1e-400",
        "0.1e-400",
        "1" * 41,
        "9" * 5000,
        "0x" + "f" * 39,
        "1." + "0" * 39,
    ],
)
def test_what_no_float_holds_is_unreadable(text: str) -> None:
    assert plain_value(text) == UNREADABLE
    assert not is_number(plain_value(text))


@pytest.mark.parametrize("text", ["1" * 40, "0x" + "f" * 38, "1e308", "5e-324", "0e-400", "0.0e999"])
def test_the_longest_and_the_smallest_numbers_are_read(text: str) -> None:
    assert is_number(plain_value(text))


@pytest.mark.parametrize(
    ("value", "number"), [(1, True), (0.5, True), (True, False), ("1", False), (None, False), (math.nan, False)]
)
def test_what_counts_as_a_number(value: object, number: bool) -> None:
    assert is_number(value) is number


@given(st.text())
def test_any_text_has_a_value(text: str) -> None:
    value = plain_value(text)
    assert value == text or not isinstance(value, str)
