"""Results to what readers take: one file per format in `formats`, what each kind of result says in `views`."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from planck.assess.plan import Result
from planck.record import Record
from planck.registry import Table
from planck.view.reader import Reader


class Kind(StrEnum):
    """What is told: the value that a command comes to."""

    CHECK = "check"
    AUDIT = "audit"
    COMPARE = "compare"
    SCORE = "score"
    DIFF = "diff"
    BACKTEST = "backtest"
    HISTORY = "history"
    READ = "read"


class View(Reader):
    """How a reader wants to see a result.

    `detail`: the last line alone (-1), a screen (0), with the findings and reasons (1), or everything (2). `methods`:
    those to compare; empty: each. `full`: data with what is worked out on demand.
    """

    width: int = 80
    colour: bool = False
    detail: int = 0
    methods: tuple[str, ...] = ()
    full: bool = False


# A text, whole or piece by piece, the bytes of a file, or a folder: contents by the path within it.
Output = str | Iterator[str] | bytes | Mapping[str, str | bytes]
T = TypeVar("T", str, Iterator[str])
Render = Callable[[Kind, Any, View], Output]


class Format(Record):
    """A form of output: what it takes, and how it is made. The first line of `render` is its documentation."""

    kinds: frozenset[Kind]
    render: Render


FORMATS: Table[Format] = Table("output format", home="planck.render.formats")


def output_format(name: str, *kinds: Kind) -> Callable[[Render], Render]:
    """A decorator that registers the maker of a format that takes these kinds of results."""

    def register(render: Render) -> Render:
        FORMATS.add(name, Format(kinds=frozenset(kinds), render=render))
        return render

    return register


def of_results(name: str) -> Callable[[Callable[[Result, View], T]], Callable[[Result, View], T]]:
    """A decorator that registers the maker of a format for checks and audits, which come to the same kind of value."""

    def register(render: Callable[[Result, View], T]) -> Callable[[Result, View], T]:
        def rendered(kind: Kind, value: Any, view: View) -> T:
            return render(value, view)

        rendered.__doc__ = render.__doc__
        FORMATS.add(name, Format(kinds=frozenset({Kind.CHECK, Kind.AUDIT}), render=rendered))
        return render

    return register


def takes(name: str, kind: Kind) -> bool:
    """Whether there is a format of that name for a kind of result; no other format is imported to tell."""
    return name in FORMATS and kind in FORMATS[name].kinds


def formats_of(kind: Kind) -> list[str]:
    """The names of the formats that take a kind of result."""
    return [name for name, each in FORMATS.items() if kind in each.kinds]


def text(name: str, kind: Kind, value: Any, view: View) -> str:
    """A result in a format that is text. Raises TypeError for one that is not."""
    output = FORMATS[name].render(kind, value, view)
    if isinstance(output, bytes | Mapping):
        raise TypeError(f"the format {name} is no text")
    return output if isinstance(output, str) else "".join(output)


__all__ = ["FORMATS", "Format", "Kind", "Output", "View", "formats_of", "of_results", "output_format", "takes", "text"]
