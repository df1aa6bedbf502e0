"""Kinds of values where plans and models do not lead."""

import pytest

from planck.load.plan.keys import TEXT
from planck.load.shape import Kind, Later, Schema
from planck.load.yaml import Node


class ByHand(Kind):
    """A kind that is read and dumped by what has its key."""

    def keywords(self) -> Schema:
        """Nothing is asked of it."""
        return {}

    def fits(self, node: Node) -> bool:
        """Never for sure."""
        return False


def test_a_kind_that_is_made_later_is_the_kind_itself() -> None:
    later = Later(lambda: TEXT)
    assert later.keywords() == TEXT.keywords()
    assert later.dump("a") == TEXT.dump("a") == "a"
    assert list(later.parts()) == [TEXT]


def test_what_is_read_by_hand_says_so() -> None:
    kind = ByHand("text")
    with pytest.raises(TypeError, match="by hand"):
        kind.read(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="by hand"):
        kind.dump("a")
