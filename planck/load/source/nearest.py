"""Did-you-mean: the known word that an unknown one was probably meant to be."""

import difflib
from collections.abc import Iterable
from itertools import islice

# Similarity costs time with the length of both words, and both may come from a hostile file.
_LONGEST = 80
_MOST = 1000
_ALIKE = 0.6


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that is most like `word`, None when none is much like it.

    Case, hyphens and underscores do not count as differences.

    >>> nearest("mesure", ["measure", "method"])
    'measure'
    """
    if not word or len(word) > _LONGEST:
        return None
    known = {_folded(other): other for other in islice(words, _MOST) if len(other) <= _LONGEST}
    found = difflib.get_close_matches(_folded(word), known, n=1, cutoff=_ALIKE)
    return known[found[0]] if found else None


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_")
