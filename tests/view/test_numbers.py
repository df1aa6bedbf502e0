"""Numbers as they are printed. Every expected text is rounded by hand."""

import math

import pytest

from planck.model import Language, RateKind
from planck.view.numbers import (
    apart,
    difference,
    fixed,
    given,
    growth,
    number,
    percent,
    points,
    rate,
    rate_short,
    signed,
    with_unit,
)
from planck.view.numbers import exact as decimal

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (171.45, 1, "171.5"),  # half up, as Chinese statistics print it; binary rounding gives 171.4
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.04, 1, "0.0"),  # never minus zero
        (-0.0, 0, "0"),
        (1234567.891, 2, "1,234,567.89"),
        (1e15, 0, "1e15"),
        (1.23456e20, 2, "1.235e20"),
        (-1.5e-12, 2, "-1.5e-12"),
    ],
)
def test_fixed_rounds_half_up(value: float, digits: int, text: str) -> None:
    assert fixed(decimal(value), digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (22.97396, "22.97"),
        (736.71, "736.7"),
        (1479.6, "1,480"),
        (0.0123456, "0.01235"),
        (380000.0, "380,000"),
        (60.0, "60"),
        (0.0, "0"),
        (-0.0, "0"),
        (100.0, "100"),
        (math.nan, "—"),
        (math.inf, "—"),
    ],
)
def test_a_computed_number_has_four_significant_digits(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "printed", "text"),
    [
        (1.5, "1.50", "1.50"),
        (1000.0, "1,000", "1,000"),
        (3.06, "3.06%", "3.06"),
        (10000.0, "1万", "10,000"),  # the printed text is in another unit
        (12.5, "１２．５", "12.5"),
        (81.5, "", "81.5"),
        (28500.0, "", "28,500"),
        (0.1 + 0.2, "", "0.3"),
        (1.5, "nan", "1.5"),
        (1.5, "x", "1.5"),
        (1.0, "1." + "0" * 40, "1"),
        (math.nan, "1", "—"),
    ],
)
def test_a_given_number_keeps_its_printed_digits(value: float, printed: str, text: str) -> None:
    assert given(value, printed) == text


@pytest.mark.parametrize(
    ("left", "right", "texts"),
    [
        (14.6, 15.0, ("14.6", "15")),
        (0.9996, 1.0, ("0.9996", "1")),
        (999.96, 1000.0, ("999.96", "1,000")),
        (1499.6, 1500.0, ("1,499.6", "1,500")),
        (1.49999999, 1.5, ("1.49999999", "1.5")),
        (1e16, 1.0001e16, ("1e16", "1.0001e16")),
        (0.3, 0.1 + 0.2, ("0.3", "0.3")),  # equal but for binary noise
        (2.0, math.inf, ("2", "—")),
    ],
)
def test_two_numbers_that_differ_are_told_apart(left: float, right: float, texts: tuple[str, str]) -> None:
    assert (apart(left, (right,)), apart(right, (left,))) == texts


def test_a_number_is_told_from_several() -> None:
    assert apart(99.951, (99.95, 100.0)) == "99.951"
    assert apart(math.inf, (1.0,)) == "—"


@pytest.mark.parametrize(
    ("share", "others", "text"),
    [
        (0.126839, (), "12.7 %"),
        (0.2, (), "20 %"),
        (0.00432, (), "0.4 %"),
        (0.00032, (), "0.032 %"),
        (0.9996, (1.0,), "99.96 %"),
        (0.9496, (0.95,), "94.96 %"),
        (0.95, (0.95,), "95 %"),
        (-1.0, (), "-100 %"),
        (0.0, (), "0 %"),
        (math.nan, (), "—"),
    ],
)
def test_a_share_in_per_cent(share: float, others: tuple[float, ...], text: str) -> None:
    assert percent(share, others) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((1000 / 466) ** 0.2 - 1, "16.50 %"),
        ((2600 / 1285) ** 0.2 - 1, "15.14 %"),
        (2**0.2 - 1, "14.87 %"),
        (0.003, "0.30 %"),
        (-0.0487, "-4.87 %"),
        (0.00001, "0.0010 %"),
        (0.0001, "0.01 %"),
        (0.00016, "0.02 %"),
        (0.0, "0.00 %"),
        (math.inf, "—"),
    ],
)
def test_a_growth_rate_has_two_decimals(value: float, text: str) -> None:
    assert growth(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [((1.5 - 1.1) / 5, "0.08"), ((82 - 81.5) / 5, "0.1"), (0.095, "0.095"), (1.254, "1.25"), (0.0, "0"),
     (0.00123, "0.0012"), (math.nan, "—")],
)  # fmt: skip
def test_points_show_two_significant_digits(value: float, text: str) -> None:
    assert points(value) == text


@pytest.mark.parametrize(
    ("text", "sign"),
    [("4", "+4"), ("-4", "-4"), ("0", "0"), ("0.08", "+0.08"), ("—", "—"), ("0 家", "0 家"), ("4 0", "+4 0")],
)
def test_a_sign_only_where_there_is_something(text: str, sign: str) -> None:
    assert signed(text) == sign


@pytest.mark.parametrize(
    ("value", "kind", "unit", "language", "long", "short"),
    [
        (0.164994, RateKind.GROWTH, "家", ZH, "16.50 %", "16.50 %"),
        (0.08, RateKind.POINTS, "%", ZH, "0.08 个百分点", "+0.08 点"),
        (0.08, RateKind.POINTS, "%", EN, "0.08 points", "+0.08 pt"),
        (4.0, RateKind.UNITS, "家", ZH, "4 家", "+4 家"),
        (-4.0, RateKind.UNITS, "", EN, "-4", "-4"),
    ],
)
def test_a_rate_in_its_kind(value: float, kind: RateKind, unit: str, language: Language, long: str, short: str) -> None:
    assert rate(value, kind, unit, language) == long
    assert rate_short(value, kind, unit, language) == short


def test_units_stand_behind_a_space_and_are_cleaned() -> None:
    assert with_unit("20.06", "亿元") == "20.06 亿元"
    assert with_unit("1", "") == "1"
    assert with_unit("1", "a\x1b[31m\nb") == "1 a\ufffd[31m b"
    assert with_unit("1", "很长的单位" * 9) == "1 " + "很长的单位" * 3 + "很长的单…"


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [
        ("1", "units", "1 unit"),
        ("+1", "beds", "+1 bed"),
        ("-1", "units", "-1 unit"),
        ("1.0", "units", "1.0 units"),
        ("11", "units", "11 units"),
        ("1", "ms", "1 ms"),
        ("1", "gas", "1 gas"),
        ("1", "mass", "1 mass"),
        ("1", "places", "1 place"),
        ("1", "series", "1 series"),
        ("1", "Celsius", "1 Celsius"),
        ("1", "celsius", "1 celsius"),
        ("1", "Mbps", "1 Mbps"),
        ("1", "mbps", "1 mbps"),
        ("1", "universities", "1 universities"),
        ("1", "boxes", "1 boxes"),
        ("1", "hours per class", "1 hours per class"),
    ],
)
def test_one_of_a_unit_in_the_plural(text: str, unit: str, told: str) -> None:
    assert with_unit(text, unit) == told


def test_a_difference_between_per_cents_is_in_points() -> None:
    assert difference(0.03, "%", ZH) == "0.03 个百分点"
    assert difference(0.03, "%", EN) == "0.03 points"
    assert difference(-2.914, "亿元", ZH) == "-2.914 亿元"
