"""Messages and places of findings, and the line they point at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.model import Argument, FigureStatus, Input, Language, Missing, Place, Text
from planck.view.message import argument_text, fill, help_text, message_text, place_text, pointed, snippet
from planck.view.numbers import width
from tests.render.samples import error, note

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("argument", "zh", "en"),
    [
        ("a\x1b[0m\nb", "a\ufffd[0m b", "a\ufffd[0m b"),
        ("x" * 61, "x" * 59 + "…", "x" * 59 + "…"),
        ("x" * 60, "x" * 60, "x" * 60),
        (2023, "2023", "2023"),
        (1234.5, "1,234.5", "1,234.5"),
        (0.1 + 0.2, "0.3", "0.3"),
        (Text(zh="甲", en="a"), "甲", "a"),
        (Missing.NO_BASELINE, "没有基期值", "there is no baseline"),
        (FigureStatus.ASSUMED, "假设", "assumed"),
    ],
)
def test_an_argument_is_made_safe(argument: Argument, zh: str, en: str) -> None:
    assert argument_text(argument, ZH) == zh
    assert argument_text(argument, EN) == en


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{rate:%}", "16.5 %"),
        ("{count:%}", "200 %"),
        ("{rate:+}", "+0.165"),
        ("{name:%}", "甲"),
        ("{name!r} {name!s}", "甲 甲"),
        ("{rate:.1f}", "0.165"),
        ("{state:status}", "严重滞后"),
        ("{absent} {rate}", "{absent} 0.165"),
        ("{absent.x}", "{absent.x}"),
        ("{0}", "{0}"),
        ("{", "{"),
        ("a {{b}}", "a {b}"),
        ("a\nb", "a b"),
    ],
)
def test_a_template_is_filled_and_never_raises(template: str, text: str) -> None:
    arguments: dict[str, Argument] = {"rate": 0.165, "count": 2, "name": "甲", "state": "off_track"}
    assert fill(Text(zh=template), arguments, ZH) == text


def test_message_help_and_place() -> None:
    assert message_text(error(), ZH) == "goal：没有“最低”这个键"
    assert message_text(error(), EN) == "goal: wanted a key of the format, got '最低'"
    assert help_text(error(), EN) == "Correct the key. at_least"
    assert message_text(note(), EN) == "Firms: no baseline for 2020, so there is no required rate and no path"
    assert place_text(error()) == "targets/gongshu.yaml:3:5"
    assert place_text(error(place=Place("a\nb.csv"))) == "a b.csv"
    assert place_text(note()) == "gongshu-14fyp"
    assert place_text(note(plan="")) == "planck"
    assert place_text(note(place=Place(""), plan="p")) == "p"


INPUTS = (Input("a.csv", "0", ("拱墅区,企业数,2023,七百", "\tgrowth: 15%", "x" * 200)), Input("b.csv", "1", ()))


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        # 16 columns of text (6 + 1 + 6 + 1 + 4 - 2 ...) stand before the caret: wide characters count for two.
        (Place("a.csv", 1, 14, 16), ["1 | 拱墅区,企业数,2023,七百", "  | " + " " * 19 + "^^^^"]),
        (Place("a.csv", 2, 2, 8), ["2 |     growth: 15%", "  |     ^^^^^^"]),
        (Place("a.csv", 2, 1, 2), ["2 |     growth: 15%", "  | ^^^^"]),
        (Place("a.csv", 1, 16, 16), ["1 | 拱墅区,企业数,2023,七百", "  | " + " " * 23 + "^"]),
        (Place("a.csv", 1, 0), ["1 | 拱墅区,企业数,2023,七百"]),
        (Place("a.csv", 0), []),
        (Place("a.csv", 9, 1), []),
        (Place("b.csv", 1, 1), []),
        (Place("c.csv", 1, 1), []),
        (None, []),
    ],
)
def test_the_caret_stands_under_the_place(place: Place | None, lines: list[str]) -> None:
    assert snippet(place, INPUTS, 60) == lines


def test_a_long_line_is_cut_around_the_place() -> None:
    text, carets = pointed("a" * 50 + "HERE" + "b" * 50, 51, 55, 20)
    assert (text, carets) == ("…aaaaaaaaaHEREbbbbb…", "          ^^^^")
    text, carets = pointed("HERE" + "b" * 50, 1, 5, 20)
    assert (text, carets) == ("HEREbbbbbbbbbbbbbbb…", "^^^^")
    text, carets = pointed("b" * 50, 1, 51, 20)
    assert (text, carets) == ("b" * 19 + "…", "^" * 20)


@given(st.text(), st.integers(0, 60), st.integers(0, 60), st.integers(8, 60))
def test_a_snippet_fits(line: str, column: int, end: int, columns: int) -> None:
    text, carets = pointed(line, column, end, columns)
    assert width(text) <= columns
    assert len(carets) <= columns
    assert set(carets) <= {" ", "^"}
    assert carets.endswith("^")
