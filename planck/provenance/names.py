"""Whether a number stands next to the name of what it measures."""

import re
from functools import lru_cache

from planck.provenance.folding import fold

# Folded characters before and after a number in which its name has to stand.
BEFORE = 80
AFTER = 40
# The share of a name's characters that has to stand there, in pieces of two or more: half of it where a place in the
# document has been named, three quarters where only the name leads to the number.
AT_THE_PLACE = 0.5
WITHOUT_A_PLACE = 0.75

_PIECE = 2
_NOT_A_WORD = re.compile(r"[^\w&]+")
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")


def share_named(names: tuple[str, ...], window: str) -> float:
    """The greatest share (0..1) of one of the names that stands in the folded `window`.

    A document says 新认定企业311家、市级507家 and means 新认定市级企业 by the second: pieces of a name count wherever
    they stand in the window, characters alone do not.
    """
    bare = _NOT_A_WORD.sub("", window)
    return max((_share(name, bare) for name in spelt(names)), default=0.0)


@lru_cache(maxsize=4096)
def spelt(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names folded, without punctuation, and without what stands in brackets too."""
    forms = (form for name in names for form in (name, _BRACKETS.sub("", name)))
    bare = (_NOT_A_WORD.sub("", fold(form)) for form in forms)
    return tuple(dict.fromkeys(name for name in bare if len(name) >= _PIECE))


def _share(name: str, window: str) -> float:
    covered = start = 0
    reached = 0
    while start <= len(name) - _PIECE:
        end = start + _PIECE
        if name[start:end] not in window:
            start += 1
            continue
        while end < len(name) and name[start : end + 1] in window:
            end += 1
        covered += end - max(start, reached)
        reached = end
        start += 1
        start = max(start, end - 1)
    return covered / len(name)
