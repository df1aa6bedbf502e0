"""Lines and columns of offsets agree with the lines of an input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.files import Positions, split_lines
from planck.model import Place

TEXT = "一二\r\n\u2028b\rc\n"


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 1, (1, 1, 2)),
        (1, 2, (1, 2, 3)),
        # Up to the end of the line, however far the span goes.
        (0, 9, (1, 1, 3)),
        # U+2028 and U+0085 are characters, not line breaks.
        (4, 6, (2, 1, 3)),
        (7, 8, (3, 1, 2)),
        # An empty place behind the last character.
        (9, 9, (4, 1, 1)),
        (8, 8, (3, 2, 2)),
    ],
)
def test_places(start: int, end: int, place: tuple[int, int, int]) -> None:
    assert Positions.of("a.yaml", TEXT).place(start, end) == Place("a.yaml", *place)


@given(st.text(alphabet="ab\r\n\u2028\x85", max_size=30))
def test_every_character_is_where_its_line_has_it(text: str) -> None:
    positions = Positions.of("a.yaml", text)
    lines = split_lines(text)
    for offset, character in enumerate(text):
        place = positions.place(offset, offset + 1)
        if character not in "\r\n":
            assert lines[place.line - 1][place.column - 1 : place.end - 1] == character
            assert positions.line_text(place.line) == lines[place.line - 1]
