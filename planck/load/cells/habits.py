"""What a whole file says about its cells that no cell says alone: its decimal mark, and days that stand for years."""

from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from planck.load.cells.number import plain
from planck.load.cells.period import year_in
from planck.load.cells.printed import read_period
from planck.model import PeriodKind
from planck.pattern import pattern

# Programs that set a comma before the fraction divide cells with this, as the comma is taken.
DIVIDER = ";"
# Numbers that show which mark stands before the fraction: a comma, a point, or a point beside commas between thousands.
_COMMA = pattern(r"[+-]?(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:[.' \u00a0\u202f][0-9]{3})+,[0-9]+)")
_POINT = pattern(r"[+-]?(?:0\.[0-9]+|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,}))")
_THOUSANDS = pattern(r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
_EITHER = pattern(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED = pattern(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_SWAPPED = str.maketrans(",.", ".,")

# Rows to look at before a column of first days is taken for one of years.
MOST_DAYS = 200


class DecimalMark(Enum):
    """What stands before the fraction of the numbers of a file.

    `UNCLEAR` where they do not agree, `UNSEEN` where the file should have commas and no number shows one.
    """

    POINT = auto()
    COMMA = auto()
    UNCLEAR = auto()
    UNSEEN = auto()

    def pointed(self, text: str) -> str:
        """A number with a point before its fraction.

        >>> DecimalMark.COMMA.pointed("1.234,5"), DecimalMark.POINT.pointed("1,234.5")
        ('1,234.5', '1,234.5')
        """
        return text.translate(_SWAPPED) if self is DecimalMark.COMMA else text

    def may_group(self, text: str) -> bool:
        """Whether the points of a number may stand between its thousands: 1.560 in a file with commas.

        >>> DecimalMark.COMMA.may_group("1.560"), DecimalMark.POINT.may_group("1.560")
        (True, False)
        """
        return self in (DecimalMark.COMMA, DecimalMark.UNSEEN) and bool(_GROUPED.fullmatch(text))


@lru_cache(maxsize=1)
def decimal_mark(lines: tuple[str, ...]) -> DecimalMark:
    """The decimal mark of a file whose cells semicolons divide: a comma, unless its numbers say otherwise.

    >>> decimal_mark(("a;2,525", "b;2,650")).name, decimal_mark(("a;2,525", "b;1.5")).name
    ('COMMA', 'UNCLEAR')
    >>> decimal_mark(("a;12,5", "b;１２．５")).name
    'UNCLEAR'
    """
    cells = {plain(cell).strip().strip('"').rstrip("% ") for line in lines for cell in line.split(DIVIDER)}
    comma, point, thousands, either = (
        any(map(form.fullmatch, cells)) for form in (_COMMA, _POINT, _THOUSANDS, _EITHER)
    )
    if comma and (point or thousands):
        return DecimalMark.UNCLEAR
    if thousands:
        return DecimalMark.POINT
    if not point:
        return DecimalMark.COMMA if comma or either else DecimalMark.UNSEEN
    return DecimalMark.UNCLEAR if either else DecimalMark.POINT


def are_years(cells: Iterable[str]) -> bool:
    """Whether the days of a column of periods are each the first, or each the last of a year, and not all of one year.

    >>> are_years(["2021-01-01", "2022-01-01"]), are_years(["2021-01-01", "2021-02-01"])
    (True, False)
    """
    days, years = set[tuple[int, int]](), set[int]()
    for cell in cells:
        period = read_period(cell, years=False).period
        if period is None or period.kind is not PeriodKind.DAY or year_in(period.label) is None:
            return False
        days.add((period.start.month, period.start.day))
        years.add(period.start.year)
    return len(days) == 1 and len(years) > 1
