"""Numbers as documents print them, against what they mean."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.provenance.text import Amount, amount_of, fold, numbers_in, same_unit


def read(text: str, *, every: bool = False) -> list[tuple[str, str]]:
    found = numbers_in(fold(text), every=every)
    return [(f"{number.amount.value.normalize():f}", number.amount.unit) for number in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1,234家", [("1234", "家")]),
        ("１２０亿元", [("12000000000", "元")]),
        ("1.2万余亩", [("12000", "亩")]),
        ("4900余人", [("4900", "人")]),
        ("35萬名", [("350000", "名")]),
        ("3.5％", [("3.5", "%")]),
        ("0.4个百分点", [("0.4", "百分点")]),
        ("一萬家", [("10000", "家")]),
        ("三十八万人", [("380000", "人")]),
        ("32萬1,358人", [("321358", "人")]),
        ("2万5000家", [("25000", "家")]),
        ("百分之十五", [("15", "%")]),
        ("四分之一", [("0.25", "")]),
        ("两年", [("2", "年")]),
        ("第三名", [("3", "名")]),
        ("一亿三千万元", [("130000000", "元")]),
        ("五千万元", [("50000000", "元")]),
        ("5千万元", [("50000000", "元")]),
        ("2千瓦时", [("2", "千瓦时")]),
        ("600家(次)", [("600", "家")]),
        ("2017,2018", [("2017", ""), ("2018", "")]),
        ("12345,678", [("12345", ""), ("678", "")]),
        ("15.5", [("15.5", "")]),
        ("增速-3.2%", [("-3.2", "%")]),
        ("(－4.5％)", [("-4.5", "%")]),
        ("--\n\n50.5", [("50.5", "")]),
        ("-\n50.5", [("50.5", "")]),
        ("--50.5", [("50.5", "")]),
        ("−7件", [("-7", "件")]),
        ("20-25家", [("20", ""), ("25", "家")]),
        ("20%-25%", [("20", "%"), ("25", "%")]),
        ("2020年-2025年", [("2020", "年"), ("2025", "年")]),
        ("2021-12-09", [("2021", ""), ("12", ""), ("9", "")]),
        ("G-20", [("20", "")]),
        ("一是上云", []),
        ("十三五", []),
        ("万众", []),
    ],
)
def test_numbers_in_text(text: str, wanted: list[tuple[str, str]]) -> None:
    assert read(text) == wanted


def test_single_numerals_are_words_unless_every_one_is_wanted() -> None:
    assert read("四库") == []
    assert read("四库", every=True) == [("4", "")]


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        ("亿元", "40亿元"),
        ("万人", "38万人"),
        ("万平方米", "180万平方米"),
        ("篇/天", "15篇"),
        ("家(次)", "60家(次)"),
        ("%", "15%"),
    ],
)
def test_an_encoded_unit_reads_as_a_printed_one(unit: str, printed: str) -> None:
    [number] = numbers_in(printed)
    encoded = amount_of(number.amount.number, unit)
    assert encoded.agrees(number.amount)
    assert encoded.value == number.amount.value


def test_scales_and_units_decide() -> None:
    forty = amount_of(Decimal(40), "亿元")
    assert forty.agrees(Amount(Decimal(40), 0, ""))
    assert forty.agrees(Amount(Decimal(400000), 4, "元"))
    assert not forty.agrees(Amount(Decimal(40), 4, "元"))
    assert not forty.agrees(Amount(Decimal(40), 8, "人"))
    assert not amount_of(Decimal(15), "%").agrees(amount_of(Decimal(15), "百分点"))
    assert not amount_of(Decimal("15.5"), "%").agrees(amount_of(Decimal(15), "%"))


def test_counters() -> None:
    assert same_unit("家", "个")
    assert same_unit("名", "人")
    assert same_unit("家", "")
    assert not same_unit("家", "名")
    assert not same_unit("个", "元")


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 999), st.sampled_from(["家", "亿元", "%", "万人", ""]))
def test_a_number_is_read_whole_in_any_width_and_grouping(whole: int, part: int, unit: str) -> None:
    plain, grouped = f"{whole}.{part:03}", f"{whole:,}.{part:03}"
    wide = plain.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789."})
    found = [list(numbers_in(fold(f"达到{text}{unit}。"))) for text in (plain, grouped, wide)]
    assert [[number.amount for number in numbers] for numbers in found] == [[found[0][0].amount]] * 3
    assert found[0][0].amount.number == Decimal(plain)


def test_what_is_no_numeral() -> None:
    assert read("百家争鸣", every=True) == []
    assert read("一" * 21) == []


def test_a_line_of_digits_is_no_number() -> None:
    # A document once held a line of three million digits; a power of ten beyond Decimal is no reason to stop.
    assert [str(found.amount.number) for found in numbers_in("1" * 3_000_000 + "亿，共12家")] == ["12"]
