"""Units and conversions: what is declared, and that nothing else is converted."""

from fractions import Fraction

import pytest

from planck.load.cells.number import factor, is_counted, is_unit, prefix_of, size_of

# By the meaning of the units: 1 亿 is 10^8, 1 万 is 10^4, 1 公顷 is 15 亩, 1 平方公里 is 100 公顷.
FACTORS = [
    ("亿元", "万元", 10_000),
    ("万元", "亿元", Fraction(1, 10_000)),
    ("元", "亿元", Fraction(1, 10**8)),
    ("百万元", "亿元", Fraction(1, 100)),
    ("万人", "人", 10_000),
    ("万人次", "人次", 10_000),
    ("%", "share", Fraction(1, 100)),
    ("‰", "%", Fraction(1, 10)),
    ("％", "%", 1),
    ("share", "%", 100),
    ("公顷", "亩", 15),
    ("平方公里", "公顷", 100),
    ("万平方米", "平方公里", Fraction(1, 100)),
    ("万吨", "吨", 10_000),
    ("万元/人", "元/人", 10_000),
    ("千瓦时", "瓦时", 1_000),
    (" 亿 元 ", "万元", 10_000),
    ("家", "个", 1),
    ("万件", "Number", 10_000),
]


@pytest.mark.parametrize(("given", "wanted", "times"), FACTORS)
def test_declared_conversions(given: str, wanted: str, times: int | Fraction) -> None:
    assert factor(given, wanted) == times
    assert factor(wanted, given) == 1 / Fraction(times)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("家", "户"),
        ("个", "元"),
        ("元", "美元"),
        ("人", "人次"),
        ("%", "百分点"),
        ("元/人", "元/户"),
        ("亿元", "亿"),
        ("万", "家"),
        ("吨", "吨标准煤"),
        ("", "元"),
        ("x" * 100, "元"),
        ("百百元", "元"),
    ],
)
def test_nothing_else_is_converted(given: str, wanted: str) -> None:
    assert factor(given, wanted) is None


def test_what_is_a_unit() -> None:
    assert [text for text in ("亿元", "%", "百分点", "家", "可比价", "万", "", "R&D") if is_unit(text)] == [
        "亿元",
        "%",
        "百分点",
        "家",
    ]
    assert size_of("") is None


def test_the_power_of_a_unit() -> None:
    assert [prefix_of(unit) for unit in ("万元", "百万元", "家", "万", "", "千瓦")] == ["万", "百万", "", "", "", "千"]


@pytest.mark.parametrize("unit", ["家", "幢", " 条 ", "门"])
def test_what_is_counted_one_by_one(unit: str) -> None:
    assert is_counted(unit)


@pytest.mark.parametrize("unit", ["", "万家", "亿元", "%", "家个", "公顷"])
def test_what_is_not(unit: str) -> None:
    assert not is_counted(unit)
