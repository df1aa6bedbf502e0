"""Numbers in cells: read strictly, refused with a reason, never guessed."""

import math
import re

from planck.load.cells.plain import plain
from planck.load.cells.refusal import Refusal, refusal_of

# What stands in a cell where nothing was published, in the case-folded form.
MISSING = frozenset(("", "-", "--", "---", "–", "—", "——", "/", "...", "…", "……", "无", "缺", "n/a", "na"))

LONGEST = 100

_NUMBER = re.compile(r"[+-]?(?:(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NOT_ZERO = re.compile(r"[+-]?[0.,]*[1-9]")


def parse_number(text: str, *, percent: bool = False) -> float | Refusal | None:
    """The number in `text`; None where it says that none was published; or why it is no number.

    A decimal number with `.` before the fraction, with or without commas between groups of three, a sign, an
    exponent. `percent` allows a `%` behind it, which changes nothing: the value is in percent already.

    >>> parse_number("1,234.5"), parse_number("--"), parse_number("12,5").name
    (1234.5, None, 'DECIMAL_COMMA')
    """
    if _NUMBER.fullmatch(text) and len(text) <= LONGEST:
        return _vetted(text)
    text = plain(text.strip())
    digits = text.removesuffix("%").rstrip() if percent else text
    if text.casefold() in MISSING:
        return None
    if len(text) > LONGEST:
        return Refusal.TOO_LONG
    return _vetted(digits) if _NUMBER.fullmatch(digits) else refusal_of(text)


def _vetted(digits: str) -> float | Refusal:
    value = float(digits.replace(",", ""))
    if value:
        return Refusal.TOO_LARGE if math.isinf(value) else value
    return Refusal.TOO_SMALL if _NOT_ZERO.match(digits) else 0.0
