"""What the user says about tables, cell by cell: columns, rows, units, marks. It stands above all that is seen."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import field
from msgspec.structs import replace

from planck.load.table.vocabulary import folded
from planck.model import FigureStatus
from planck.pattern import pattern
from planck.record import Record


class Marked(NamedTuple):
    """A value without what stands behind it, and what that says of it."""

    text: str
    status: FigureStatus


class Declared(Record):
    """The settings under `[tool.planck.read]`, or in `<file>.read.toml` beside a file.

    header: the row that names the columns. block, sheet: the only one that is read. columns: by name or letter a kind
    of column, a period, or `ignore`. rows: of a column that divides rows into groups the one that counts. ignore:
    columns that only describe. units, regions, indicators: their words for ours. missing: what stands for no value.
    flags: what stands behind numbers, and how firm it makes them. decimal: the mark before a fraction.
    """

    header: int = 0
    block: int = 0
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    flags: Mapping[str, FigureStatus] = field(default_factory=dict)
    decimal: str = ""
    regions: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_cells(self) -> bool:
        """Whether a cell may mean something else than it says."""
        return bool(self.units or self.missing or self.flags or self.decimal == "," or self.regions or self.indicators)

    def over(self, other: "Declared") -> "Declared":
        """Both together; what this one says wins."""
        return replace(other, **{name: _together(getattr(other, name), own) for name, own in self._said().items()})

    def _said(self) -> dict[str, object]:
        return {name: value for name in self.__struct_fields__ if (value := getattr(self, name))}

    def is_ignored(self, index: int, name: str) -> bool:
        """Whether a column is to be left out."""
        key = folded(name)
        return any(folded(one) == key for one in self.ignore if key) or self.column(index, name) == IGNORE

    def column(self, index: int, name: str) -> str:
        """What a column is said to be, by its name or else by its letter; empty where nothing is said."""
        key = folded(name)
        by_name = next((kind for one, kind in self.columns.items() if key and folded(one) == key), "")
        return by_name or self.columns.get(letter_of(index), "")

    def by_names(self) -> "Declared":
        """The same without what is said of columns by their letters."""
        return replace(self, columns={one: kind for one, kind in self.columns.items() if not _LETTERS.fullmatch(one)})

    def chosen(self, name: str) -> str | None:
        """The cell of a column whose rows count; None where all do, or nothing is said."""
        key = folded(name)
        return next((cell for one, cell in self.rows.items() if folded(one) == key), None)

    def unit(self, unit: str) -> str:
        """A unit in our words."""
        return _ours(self.units, unit)

    def region(self, name: str) -> str:
        """A region in our words."""
        return _ours(self.regions, name)

    def indicator(self, name: str) -> str:
        """An indicator in our words."""
        return _ours(self.indicators, name)

    def value(self, text: str) -> Marked:
        """A value without its flag, with a point before its fraction, and empty where it stands for none."""
        flag = max((flag for flag in self.flags if flag and text.endswith(flag)), key=len, default="")
        bare = text.removesuffix(flag).rstrip() if flag else text
        status = self.flags[flag] if flag else FigureStatus.UNSTATED
        if bare in self.missing or text in self.missing:
            return Marked("", status)
        return Marked(_with_point(bare) if self.decimal == "," else bare, status)


NOTHING = Declared()
_LETTERS = pattern("[A-Z]{1,2}")
# What a column is said to be that is to be left out.
IGNORE = "ignore"


def letter_of(index: int) -> str:
    """The letters of a column, as spreadsheets count them.

    >>> letter_of(0), letter_of(27)
    ('A', 'AB')
    """
    letters, number = "", index + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def _ours(words: Mapping[str, str], theirs: str) -> str:
    if not words:
        return theirs
    key = folded(theirs)
    return next((ours for word, ours in words.items() if folded(word) == key), theirs)


def _with_point(text: str) -> str:
    """A number with a comma before its fraction and points or spaces between thousands, as planck writes it."""
    return text.replace(".", "").replace(" ", "").replace(",", ".")


def _together(other: object, own: object) -> object:
    if isinstance(own, dict) and isinstance(other, dict):
        return {**other, **own}
    if isinstance(own, tuple) and isinstance(other, tuple):
        return tuple(dict.fromkeys((*other, *own)))
    return own


def quoted(text: str) -> str:
    r"""A text as TOML writes it.

    >>> print(quoted('a "b"'))
    "a \"b\""
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
