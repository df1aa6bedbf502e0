"""Numbers as offices write them, with the unit beside or behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.cells.number import Refusal, numeral_value, parse_amount

READ = [
    ("466家", "家", 466.0, "家"),
    ("466 家", "", 466.0, "家"),
    ("1,234.5亿元", "亿元", 1234.5, "亿元"),
    ("12.3亿元", "", 12.3, "亿元"),
    ("3.5万", "家", 35_000.0, "家"),
    ("3.5万家", "家", 35_000.0, "家"),
    ("-1.2亿", "元", -120_000_000.0, "元"),
    ("0.1万", "", 1_000.0, ""),
    ("１．５万", "", 15_000.0, ""),
    ("12.5%", "", 12.5, "%"),
    ("12.5 %", "%", 12.5, "%"),
    ("5‰", "", 5.0, "‰"),
    ("三十八万", "人", 380_000.0, "人"),
    ("两千三百", "", 2_300.0, ""),
    ("一百零五", "", 105.0, ""),
    ("十二点五", "亿元", 12.5, "亿元"),
    ("〇", "", 0.0, ""),
    ("完成", "", 1.0, ""),
    ("否", "", 0.0, ""),
    ("Yes", "", 1.0, ""),
    ("第5位", "", 5.0, "位"),
    ("第 12 名", "位", 12.0, "位"),
    ("第３名", "名", 3.0, "名"),
    ("–5", "", -5.0, ""),
    ("‑5", "", -5.0, ""),
]


@pytest.mark.parametrize(("text", "unit", "value", "read_unit"), READ)
def test_read(text: str, unit: str, value: float, read_unit: str) -> None:
    found = parse_amount(text, unit)
    assert (found.value, found.unit) == (value, read_unit)
    assert found.rewritten or text.isascii()


@pytest.mark.parametrize(
    ("text", "unit", "refusal"),
    [
        ("3.5万", "万元", Refusal.TWO_POWERS),
        ("三十八万", "万人", Refusal.TWO_POWERS),
        ("466家", "个", Refusal.TWO_UNITS),
        ("12%", "家", Refusal.PERCENT),
        ("一万二", "", Refusal.CHINESE_NUMERAL),
        ("三八", "", Refusal.CHINESE_NUMERAL),
        ("百万", "", Refusal.CHINESE_NUMERAL),
        ("千百亿六", "", Refusal.CHINESE_NUMERAL),
        ("12,5家", "家", Refusal.UNIT),
        ("12,5 p", "", Refusal.UNIT),
        ("5" * 101, "", Refusal.TOO_LONG),
        ("完成了一半", "", Refusal.OTHER),
    ],
)
def test_refused(text: str, unit: str, refusal: Refusal) -> None:
    assert parse_amount(text, unit).value is refusal


@pytest.mark.parametrize(
    ("text", "unit", "number", "rewritten"),
    [
        ("466家", "家", "466", "466 家"),
        ("3.5万家", "家", "3.5万", "35000"),
        ("12.5%", "", "12.5%", "12.5 %"),
        ("5‰", "", "5", "5 ‰"),
        ("三十八万", "人", "三十八万", "380000"),
        ("完成", "", "完成", "1"),
        ("¥1,234", "万元", "1,234", "1,234 万元"),
        ("US$ 5", "", "5", "5 美元"),
        ("¥5", "", "5", "5"),
        ("1 234.5", "", "1234.5", "1234.5"),
        ("640 p", "家", "640", "640"),
        ("1 640家 p", "家", "1640", "1640 家"),
        ("< 2.5", "%", "< 2.5", "<2.5"),
        ("１２", "", "１２", "12"),
        ("12", "", "12", ""),
    ],
)
def test_what_a_cell_was_read_as(text: str, unit: str, number: str, rewritten: str) -> None:
    amount = parse_amount(text, unit)
    assert (amount.text, amount.rewritten) == (number, rewritten)


# By counting: 三百万亿 is 300 x 10^4 x 10^8.
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百万亿", 3e14),
        ("十万零三百", 100_300.0),
        ("负五", -5.0),
        ("一十", 10.0),
        ("负三点五", -3.5),
        ("两百", 200.0),
        ("一亿零三万", 100_030_000.0),
        ("二〇", None),
    ],
)
def test_numerals(text: str, value: float | None) -> None:
    assert numeral_value(text) == value


@given(st.text("负零〇一二两三九十百千万亿点", max_size=12))
def test_any_numeral_is_a_number_or_none(text: str) -> None:
    value = numeral_value(text)
    assert value is None or value == value


@given(st.text("0123456789.,-%万亿家元 三十点", max_size=12), st.sampled_from(["", "家", "万元", "%"]))
def test_what_is_read_reads_back(text: str, unit: str) -> None:
    found = parse_amount(text, unit)
    if isinstance(found.value, float):
        again = parse_amount(found.text, found.unit)
        assert (again.value, again.text, again.unit) == (found.value, found.text, found.unit)
