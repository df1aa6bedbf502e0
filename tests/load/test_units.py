"""Units and conversions: what is declared, and that nothing else is converted."""

from fractions import Fraction

import pytest

from planck.load.cells.number import factor, is_counted, is_power, is_unit, one_unit, prefix_of, size_of

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
    ("text", "unit"),
    [
        ("亿元 100 million yuan", "亿元"), ("家 (unit)", "家"), ("人(persons)", "人"), ("万亩 (10000 mu)", "万亩"),
        # Another unit in English than in Chinese is told, and so is what is no unit.
        ("亿元(million yuan)", "亿元(million yuan)"), ("吨 CO2", "吨 CO2"), ("家", "家"), ("percent", "percent"),
    ],
)  # fmt: skip
def test_a_unit_in_two_languages(text: str, unit: str) -> None:
    assert one_unit(text) == unit


# What a power of ten before a unit says, and the size of units beside another of their kind.
POWERS = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11,
    "万亿": 12, "thousand": 3, "million": 6, "billion": 9, "10000": 4, "100 million": 8,
}  # fmt: skip
SAME = {
    "%": (
        "percent",
        "Percentage",
        "percentages",
        "pct",
        "PT",
        "pc",
        "百分比",
        "百分率",
        "百分数",
        "% of GDP",
        "percent of total sales",
    ),
    "‰": ("permille", "permil", "千分比", "千分率"),
    "share": ("比例", "小数"),
    "元": ("yuan", "RMB", "CNY", "RMB yuan", "元人民币"),
    "家": ("enterprise", "enterprises", "firm", "firms", "company", "companies"),
    "亿元": ("亿元人民币",),
    "美元": ("USD", "US$", "US dollars", "US dollar"),
    "人": ("persons", "person", "people"),
    "个": ("unit", "units", "number", "numbers", "count"),
    "平方公里": ("平方千米",),
}
SIZES = [
    ("公顷", "平方米", 10_000), ("平方公里", "平方米", 1_000_000), ("平方米", "亩", Fraction(15, 10_000)),
    ("公里", "米", 1_000), ("公斤", "克", 1_000), ("吨", "公斤", 1_000), ("share", "‰", 1_000),
]  # fmt: skip


@pytest.mark.parametrize(("power", "zeros"), POWERS.items())
def test_powers_of_ten_before_a_unit(power: str, zeros: int) -> None:
    assert factor(f"{power}元", "元") == 10**zeros
    assert prefix_of(f"{power}人") == power.replace(" ", "")


@pytest.mark.parametrize(("unit", "other"), [(unit, other) for unit, others in SAME.items() for other in others])
def test_other_words_for_a_unit(unit: str, other: str) -> None:
    assert factor(other, unit) == factor(unit, other) == 1


@pytest.mark.parametrize("unit", ["% of", "of GDP", "% of 12", "percentage points of GDP", "亿元 of GDP"])
def test_what_is_no_share_of_anything(unit: str) -> None:
    assert factor(unit, "%") is None


@pytest.mark.parametrize(("given", "wanted", "times"), SIZES)
def test_sizes_of_units(given: str, wanted: str, times: int | Fraction) -> None:
    assert factor(given, wanted) == times


def test_a_unit_is_no_longer_than_forty_characters() -> None:
    assert size_of("元/" + "x" * 38) == ("元/" + "x" * 38, Fraction(1))
    assert size_of("元/" + "x" * 39) is None
    assert is_power("thousands of " + "x" * 27)
    assert not is_power("thousands of " + "x" * 28)


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
