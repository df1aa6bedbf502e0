"""Cleaning, measuring, wrapping and cutting of text for a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from planck.view.numbers import character_width, clean, cut, head, pad, tail, width, wrap


def test_text_is_cleaned_of_what_steers_a_terminal() -> None:
    assert clean("plain") == "plain"
    assert clean("a\nb\tc\r\u2028d") == "a b c  d"
    assert clean("\x1b[31mred\x07") == "\ufffd[31mred\ufffd"
    assert clean("abc\u202edef\u200b\ufeff❤\ufe0f") == "abcdef❤"
    assert clean("\udcff半") == "\ufffd半"


def test_widths_count_columns() -> None:
    assert width("abc") == 3
    assert width("高新abc") == 7
    assert width("e\u0301") == 1
    # Marks that take a column in company count for one.
    assert [width(mark) for mark in ("\u093e", "\u0941", "\U0001d165")] == [1, 1, 1]


def test_cutting_keeps_within_the_columns() -> None:
    assert cut("高新技术", 8) == "高新技术"
    assert cut("高新技术产业", 8) == "高新技…"
    assert head("高", 1) == "高"
    assert head("高新", 2) == "高"
    assert tail("高新技术", 5) == "技术"
    assert tail("高新", 9) == "高新"
    assert pad("高", 4) == "高  "


def test_wrapping_breaks_where_a_reader_expects() -> None:
    assert wrap("", 10) == [""]
    assert wrap("on schedule", 8) == ["on", "schedule"]
    assert wrap("高新技术产业", 6) == ["高新技", "术产业"]
    assert wrap("甲乙丙，丁", 6) == ["甲乙", "丙，丁"]
    assert wrap("甲乙（丙丁）", 6) == ["甲乙", "（丙", "丁）"]
    assert wrap("patents per 10,000 (件)", 14) == ["patents per", "10,000 (件)"]
    assert wrap("为 12.7 % 了", 9) == ["为 12.7 %", "了"]
    assert wrap("aaa bbb", 5, "  ") == ["aaa", "  bbb"]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("abcdefgh", 3, "  ") == ["abc", "def", "gh"]  # no room for the indent
    assert wrap("x abcdefgh", 5, "  ") == ["x", "  abc", "  def", "  gh"]
    assert wrap("高新", 1) == ["高", "新"]
    assert wrap("   ", 2) == [""]


@given(st.text(), st.integers(2, 30), st.integers(0, 4))
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int, indent: int) -> None:
    cleaned = clean(text)
    lines = wrap(cleaned, columns, " " * indent)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(cleaned.split())


@given(st.text())
def test_a_cleaned_text_is_one_harmless_line(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(cleaned.splitlines()) <= 1
    assert wcswidth(cleaned) <= width(cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(), st.integers(1, 20))
def test_a_cut_text_fits(text: str, columns: int) -> None:
    assert width(cut(clean(text), columns)) <= max(columns, 3)


def test_the_width_of_every_character_is_that_of_the_library() -> None:
    from wcwidth import wcwidth

    every = (chr(number) for number in range(0x20, 0x30000) if unicodedata.category(chr(number)) not in ("Cs", "Cn"))
    other = [
        character
        for character in every
        if character_width(character)
        != max(
            0 if unicodedata.combining(character) and unicodedata.category(character) == "Mn" else 1, wcwidth(character)
        )
    ]
    # The filler of Hangul is drawn or not: as for all others, never less than a terminal uses.
    assert other == ["\u3164"]
