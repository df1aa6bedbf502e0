"""Numbers: what is read, what is missing, what is refused and why."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.cells.number import LONGEST, Refusal, is_missing, parse_number

READ = {
    "0": 0.0,
    "-0": 0.0,
    "+5": 5.0,
    "12.50": 12.5,
    "-0.3": -0.3,
    ".5": 0.5,
    "-.5": -0.5,
    "007": 7.0,
    "1,234": 1234.0,
    "1,234,567.8": 1234567.8,
    "-1,234": -1234.0,
    "1e3": 1000.0,
    "1.5E+05": 150000.0,
    "2e-3": 0.002,
    "0e400": 0.0,
    "  3 ": 3.0,
    "１２３．５": 123.5,
    "１，２３４": 1234.0,
    "−3": -3.0,
    "－3": -3.0,
    "﹣3": -3.0,
    "1" * LONGEST: float("1" * LONGEST),
}

MISSING = [
    "",
    " ",
    "-",
    "--",
    "---",
    "－",
    "—",
    "——",
    "–",
    "−",
    "/",
    "／",
    "...",
    "…",
    "……",
    "无",
    "缺",
    "N/A",
    "n/a",
    "NA",
    "NaN",
    "None",
    "NULL",
    "<NA>",
    "#N/A",
    "待公布",
]

REFUSED = {
    "-nan": Refusal.NOT_FINITE,
    "inf": Refusal.NOT_FINITE,
    "-Infinity": Refusal.NOT_FINITE,
    "∞": Refusal.NOT_FINITE,
    "1e400": Refusal.TOO_LARGE,
    "-1e400": Refusal.TOO_LARGE,
    "1e-400": Refusal.TOO_SMALL,
    "0.001e-400": Refusal.TOO_SMALL,
    "1_000": Refusal.UNDERSCORE,
    "0x10": Refusal.OTHER_BASE,
    "0b1": Refusal.OTHER_BASE,
    "12,5": Refusal.DECIMAL_COMMA,
    "-1,23": Refusal.DECIMAL_COMMA,
    "0,123": Refusal.DECIMAL_COMMA,
    "1.234,5": Refusal.DECIMAL_COMMA,
    "1,23,456": Refusal.GROUPS,
    "1234,567": Refusal.GROUPS,
    ",123": Refusal.GROUPS,
    "1,": Refusal.GROUPS,
    "1,234.5,6": Refusal.GROUPS,
    "1.2.3": Refusal.SEVERAL_POINTS,
    "2023.5.11": Refusal.SEVERAL_POINTS,
    "12%": Refusal.PERCENT,
    "１２％": Refusal.PERCENT,
    "三百": Refusal.CHINESE_NUMERAL,
    "二〇二三": Refusal.CHINESE_NUMERAL,
    "3.5万": Refusal.UNIT,
    "1.2 亿元": Refusal.UNIT,
    "约500": Refusal.APPROXIMATE,
    "500余": Refusal.APPROXIMATE,
    "500左右": Refusal.APPROXIMATE,
    ">5": Refusal.APPROXIMATE,
    "≥ 5": Refusal.APPROXIMATE,
    "5-10": Refusal.RANGE,
    "5%～10%": Refusal.RANGE,
    "(12)": Refusal.PARENTHESES,
    "（12）": Refusal.PARENTHESES,
    "1 234": Refusal.SPACES,
    "1\u00a0234.5": Refusal.SPACES,
    "- 5": Refusal.SPACES,
    "12家": Refusal.UNIT,
    "12*": Refusal.UNIT,
    "5.": Refusal.UNIT,
    "#REF!": Refusal.ERROR_VALUE,
    "#DIV/0!": Refusal.ERROR_VALUE,
    "#NUM!": Refusal.ERROR_VALUE,
    "#NAME?": Refusal.ERROR_VALUE,
    "abc": Refusal.OTHER,
    "--5": Refusal.OTHER,
    "²": Refusal.OTHER,
    "½": Refusal.OTHER,
    "①": Refusal.OTHER,
    "١٢": Refusal.OTHER,
    "e5": Refusal.OTHER,
    ".": Refusal.OTHER,
    "1" * (LONGEST + 1): Refusal.TOO_LONG,
    "x" * (LONGEST + 1): Refusal.TOO_LONG,
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_read(text: str, value: float) -> None:
    found = parse_number(text)
    assert found == value
    assert isinstance(found, float)
    assert math.copysign(1, found) == (math.copysign(1, value) if value else 1)


@pytest.mark.parametrize("text", MISSING)
def test_missing(text: str) -> None:
    assert parse_number(text) is None


def test_a_mark_for_nothing_is_told_from_a_blank_and_from_a_number() -> None:
    marks = [text for text in ("NaN", "—", "#N/A", "", " ", "0", "x5") if is_missing(text)]
    assert marks == ["NaN", "—", "#N/A"]


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_refused(text: str, reason: Refusal) -> None:
    assert parse_number(text) is reason


@pytest.mark.parametrize("text", ["16.5%", "16.5 %", "１６．５％", "16.5％"])
def test_percent_sign_where_the_unit_is_percent(text: str) -> None:
    assert parse_number(text, percent=True) == 16.5
    assert parse_number(text) is Refusal.PERCENT


def test_percent_sign_alone_is_no_number() -> None:
    assert parse_number("%", percent=True) is Refusal.OTHER
    assert parse_number("12%%", percent=True) is Refusal.UNIT


@pytest.mark.parametrize("refusal", Refusal, ids=lambda refusal: refusal.name)
def test_every_refusal_has_words(refusal: Refusal) -> None:
    assert refusal.reason.zh
    assert refusal.reason.en
    assert bool(refusal.advice.zh) == bool(refusal.advice.en) == (refusal is not Refusal.OTHER)


@given(st.text())
def test_any_text_gives_a_finite_number_or_a_reason(text: str) -> None:
    found = parse_number(text)
    assert found is None or isinstance(found, Refusal) or math.isfinite(found)


@given(st.text("0123456789.,+-eE%_ 万", max_size=12))
def test_only_what_python_reads_too_is_read(text: str) -> None:
    found = parse_number(text)
    if isinstance(found, float):
        assert found == float(text.replace(",", ""))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_number_reads_back(value: float) -> None:
    assert parse_number(repr(value)) == value


@given(st.integers(-(10**15), 10**15))
def test_groups_change_nothing(value: int) -> None:
    assert parse_number(f"{value:,}") == parse_number(str(value)) == value
