"""What a plain YAML scalar means: the core schema of YAML 1.2, which reads things as they look.

PyYAML's own resolver follows YAML 1.1, where 010 is 8, `no` is false, 1:30 is 90 and 1e3 is text.
Source: YAML 1.2.2, 10.3.2 "Tag Resolution".
"""

import math
import re

Value = str | int | float | bool | None

# A number that is longer, or that a float cannot hold, is a slip or an attack: it becomes UNREADABLE.
LONGEST_NUMBER = 40
UNREADABLE = math.inf

_NAMED: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def plain_value(text: str) -> Value:
    """The value of a plain scalar; UNREADABLE for infinities, NaN and numbers that no float holds.

    >>> plain_value("010"), plain_value("no"), plain_value("1e3"), plain_value("1:30"), plain_value("0x1F")
    (10, 'no', 1000.0, '1:30', 31)
    """
    if text in _NAMED:
        return _NAMED[text]
    if _NOT_FINITE.fullmatch(text):
        return UNREADABLE
    if _FLOAT.fullmatch(text) or _BASED.fullmatch(text):
        return _number(text)
    return text


def is_number(value: object) -> bool:
    """Whether a resolved value is a number that can be counted with (a truth value is not)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(text: str) -> int | float:
    if len(text) > LONGEST_NUMBER:
        return UNREADABLE
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text[2:], 16 if text[1] == "x" else 8)
    value = float(text)
    vanished = value == 0 and any(digit in "123456789" for digit in re.split("[eE]", text)[0])
    return UNREADABLE if vanished or math.isinf(value) else value
