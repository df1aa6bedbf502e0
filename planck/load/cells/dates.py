"""Dates as they are written in tables."""

import re
from datetime import date
from functools import lru_cache

from planck.load.cells.plain import plain

FIRST_YEAR, LAST_YEAR = 1900, 2199

# No date or period is longer; a bound keeps the caches small whatever the file.
LONGEST = 40

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})",
        r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})",
        r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日",
    )
)


def parse_date(text: str) -> date | None:
    """The date that `text` writes as 2023-05-11, 2023/5/11 or 2023年5月11日; None when it is no such date.

    >>> parse_date("2023年5月11日")
    datetime.date(2023, 5, 11)
    """
    return _parsed(text.strip()) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> date | None:
    text = plain(text)
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    return real_date(*map(int, found.groups())) if found else None


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, None when there is no such day or it is outside 1900 to 2199."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
