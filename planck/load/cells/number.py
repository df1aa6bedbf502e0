"""Numbers in cells: read strictly, refused with a reason, never guessed."""

import math
import re

from planck.load.cells.plain import plain
from planck.load.cells.refusal import Refusal, refusal_of

# What stands in a cell where nothing was published, in the case-folded form.
MISSING = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "——",
        "———",
        "/",
        "...",
        "…",
        "……",
        "n/a",
        "na",
        "n.a.",
        "无",
        "缺",
        "缺失",
        "暂无",
    )
) | {"无数据", "未公布"}

# What stands where something was to be done: 1 for done, 0 for not done.
_EVENTS = dict.fromkeys(("是", "完成", "已完成", "yes", "done", "true"), 1.0) | dict.fromkeys(
    ("否", "未完成", "没有完成", "no", "not done", "false"), 0.0
)
# Dashes that are set for a minus before a number; alone they say that there is none.
_MINUS = re.compile("[\u2010-\u2013\u207b](?=[0-9.])")

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
    text = in_ascii(text.strip())
    digits = text.removesuffix("%").rstrip() if percent else text
    if text.casefold() in MISSING:
        return None
    if len(text) > LONGEST:
        return Refusal.TOO_LONG
    return _vetted(digits) if _NUMBER.fullmatch(digits) else refusal_of(text)


def in_ascii(text: str) -> str:
    """`text` with plain digits and signs, a dash before a number among them.

    >>> in_ascii("–１２")
    '-12'
    """
    return text if text.isascii() else _MINUS.sub("-", plain(text), count=1)


def event_value(text: str) -> float | None:
    """1 for 是, 完成 and the like, 0 for 否 and 未完成, None for anything else.

    >>> event_value("完成"), event_value("0")
    (1.0, None)
    """
    return _EVENTS.get(text.casefold()) if len(text) <= LONGEST else None


def is_event_word(text: str) -> bool:
    """Whether a value cell says in words that something is done, or not."""
    return event_value(text) is not None


def parse_plain(text: str) -> float | None:
    """The number that `text` is as it stands; None for everything that takes a closer look.

    >>> parse_plain("1,234.5"), parse_plain("１２"), parse_plain("")
    (1234.5, None, None)
    """
    if not _NUMBER.fullmatch(text) or len(text) > LONGEST:
        return None
    value = _vetted(text)
    return value if isinstance(value, float) else None


def _vetted(digits: str) -> float | Refusal:
    value = float(digits.replace(",", ""))
    if value:
        return Refusal.TOO_LARGE if math.isinf(value) else value
    return Refusal.TOO_SMALL if _NOT_ZERO.match(digits) else 0.0
