"""The formats of one kind of result as functions of a result and a view."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from planck.render import Kind, View, formats_of, text

# Those that are no text have tests of their own.
BINARY = frozenset(("arrow", "docx", "parquet", "xlsx"))


class Formats(Mapping[str, Callable[[Any, View], str]]):
    """Those that are text, by name, each as a function."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def __getitem__(self, name: str) -> Callable[[Any, View], str]:
        if name not in formats_of(self._kind):
            raise KeyError(name)
        return lambda result, view: text(name, self._kind, result, view)

    def __iter__(self) -> Iterator[str]:
        return iter(name for name in formats_of(self._kind) if name not in BINARY)

    def __len__(self) -> int:
        return len(list(iter(self)))


FORMATS = Formats(Kind.CHECK)
AUDIT_FORMATS = Formats(Kind.AUDIT)
COMPARISONS = Formats(Kind.COMPARE)
SCORE_FORMATS = Formats(Kind.SCORE)
DIFF_FORMATS = Formats(Kind.DIFF)
RENDERERS = Formats(Kind.BACKTEST)
