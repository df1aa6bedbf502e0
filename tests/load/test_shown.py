"""Number formats: what a spreadsheet shows, worked out by hand from what each code says."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.table.sheet import cell_text
from planck.load.table.shown import format_of

# What Excel shows rounds these; the decimals that it leaves out are kept.
SEEN = [
    ('0.00"%"', 2.65, "2.65%"),
    (r"0.0\%", 2.65, "2.65%"),
    ("0%", 0.0265, "2.65%"),
    ("0.00%", -0.0265, "-2.65%"),
    ('0.0"%";[Red]-0.0"%"', -2.5, "-2.5%"),
    ("#,##0,", 560_499.0, "560.499"),
    ("#,##0,,", 1.5e9, "1500"),
    ("#,##0.00,", 1234.0, "1.234"),
    ('#,##0.0,"千"', 12_345.0, "12.345千"),
    ('0"家"', 640.0, "640家"),
    (r"0\.0,", 123_456.0, "12.3456"),
    ('0!.0,"万"', 123_456.0, "12.3456万"),
    ('0"."0000"亿元"', 123_456.0, "12.3456亿元"),
    ("[$¥-804]#,##0.00", 5.0, "¥5"),
    ('"¥"#,##0.00;"¥"-#,##0.00', -5.0, "-¥5"),
    ('"约"0', 640.0, "约640"),
    ("0;-0;;@", 0.0, ""),
    ("0;-0;;@", 3.0, "3"),
    (";;;", 3.0, ""),
    ('0;-0;"无"', 0.0, "无"),
    ('[=0]"..";0.0', 0.0, ".."),
    ('[>=10000]0.0,"千";0', 20_000.0, "20千"),
    ('[>=10000]0.0,"千";0', 5.0, "5"),
    ('[<0]"负"0;[<=10]"少"0;[>100]"多"0', 5.0, "少5"),
    ('[<>5]0"家";"五"', 5.0, "五"),
    ('General"年"', 2021.0, "2021年"),
    ('G/通用格式"年"', 2021.0, "2021年"),
    ('@"元"', 5.0, "5元"),
    ("000000", 11.0, "000011"),
    ("000-0000", 1_234_567.0, "1234567 [000-0000]"),
    ('0"5"', 3.0, '3 [0"5"]'),
    ('0"."0"."0', 3.0, '3 [0"."0"."0]'),
    ('0.0"."0', 3.0, '3 [0.0"."0]'),
    ("0.0‰", 3.0, "3‰"),
    ("yyyy", 44_378.0, "2021"),
    ('yyyy"年"m"月"', 44_378.0, "2021-07"),
    ("mmm-yy", 44_378.0, "2021-07"),
    ("yyyy-mm-dd hh:mm", 44_378.5, "2021-07-01T12:00:00"),
    ("yyyy", 2021.0, "1905-07-13"),
    ("yyyy", -1.0, "-1"),
    ("h:mm", 44_378.5, "2021-07-01T12:00:00"),
    ('0.0" (p)"', 3.5, "3.5(p)"),
]
PLAIN = [
    "", "General", "@", "0", "0.00", "#,##0.00", "# ##0.00", "# ?/?", "0.00E+00", "[Red]0", "[DBNum1]General", "+0.0;-0.0",
    "0.0_ ;[Red]-0.0", "#,##0;(#,##0)", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '"',
]  # fmt: skip


@pytest.mark.parametrize(("code", "value", "text"), SEEN)
def test_what_is_seen(code: str, value: float, text: str) -> None:
    seen = format_of(code)
    assert seen is not None
    assert seen.number(cell_text(value), value) == text


@pytest.mark.parametrize("code", [code for code in PLAIN if code != '"'])
def test_a_format_that_only_rounds_and_colours_shows_the_stored_number(code: str) -> None:
    assert format_of(code) is None


def test_a_dash_for_zero_is_zero() -> None:
    seen = format_of('0"家";-0"家";"-"')
    assert seen is not None
    assert seen.number("0", 0.0) == "0"


@pytest.mark.parametrize(
    ("code", "day", "text"),
    [
        ("yyyy", date(2021, 7, 1), "2021"),
        ('yyyy"年"', datetime.fromisoformat("2021-12-31"), "2021"),
        ('yyyy"年"m"月"', date(2021, 7, 1), "2021-07"),
        ("yyyy-mm-dd", date(2021, 7, 1), "2021-07-01"),
        ("m-d", date(2021, 7, 1), "2021-07-01"),
        ("yyyy h:mm", datetime.fromisoformat("2021-07-01T12:30:00"), "2021-07-01T12:30:00"),
    ],
)
def test_a_day_is_as_precise_as_its_format(code: str, day: date, text: str) -> None:
    seen = format_of(code)
    assert seen is not None
    assert seen.day(day) == text


@given(st.text('0#?.,;%"[]$<>=-_*\\!@eE+yYmdhsGeneral家 5', max_size=30), st.floats(-1e12, 1e12))
def test_any_code_shows_something_of_any_number(code: str, value: float) -> None:
    seen = format_of(code)
    if seen is not None:
        assert isinstance(seen.number(cell_text(value), value), str)
