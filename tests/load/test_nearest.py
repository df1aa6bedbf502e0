"""Did-you-mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.files import nearest

WORDS = ("measure", "method", "milestones", "rd_expenditure")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("mesure", "measure"),
        ("MEASURE", "measure"),
        ("metod", "method"),
        ("rd-expenditure", "rd_expenditure"),
        ("milestone", "milestones"),
        ("target", None),
        ("", None),
        ("measure" * 12, None),
    ],
)
def test_the_likeliest_word_is_meant(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_chinese_words_are_compared_too() -> None:
    assert nearest("研发经费支", ("研发经费支出", "地区生产总值")) == "研发经费支出"


def test_words_too_long_or_too_many_are_left_out() -> None:
    assert nearest("measure", ("x" * 81,)) is None
    assert nearest("measure", (*(f"word{number}" for number in range(1000)), "measure")) != "measure"


@given(st.text(), st.lists(st.text()))
def test_a_suggestion_is_one_of_the_words(word: str, words: list[str]) -> None:
    assert nearest(word, words) in (None, *words)
