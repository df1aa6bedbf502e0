"""What a value cell says together with its unit: numbers as offices write them, each read exactly or refused."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from planck.load.cells.number import LONGEST, event_value, in_ascii, parse_number
from planck.load.cells.refusal import Refusal
from planck.load.cells.units import PREFIXES, is_unit, prefix_of

PERCENT = frozenset(("%", "％"))

_NUMERAL = re.compile("负?[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
_WITH_TEXT = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?) ?([^\s0-9,.+-].*)", re.DOTALL)


class Amount(NamedTuple):
    """A number with its text and unit; `rewritten`: what it was read as, empty where it was read as it stands."""

    value: float | Refusal | None
    text: str
    unit: str
    rewritten: str = ""


def parse_amount(text: str, unit: str) -> Amount:
    """The number that a value cell and the unit beside it (empty where there is none) say.

    Beyond plain numbers: `%` and known units behind the number, 3.5万 and 1.2亿, Chinese numerals in their full form
    (三十八万), and 是, 完成, 否, 未完成 as 1 and 0. A power of ten in both the number and its unit is refused.

    >>> parse_amount("3.5万", "家")
    Amount(value=35000.0, text='3.5万', unit='家', rewritten='35000')
    >>> parse_amount("12.3亿元", "")
    Amount(value=12.3, text='12.3', unit='亿元', rewritten='12.3 亿元')
    """
    value = parse_number(text, percent=unit in PERCENT)
    if not isinstance(value, Refusal):
        return Amount(value, text, unit, "" if value is None or text.isascii() else in_ascii(text))
    if len(text) > LONGEST:
        return Amount(value, text, unit)
    done = event_value(text)
    if done is not None:
        return Amount(done, text, unit, f"{done:g}")
    return _with_text(text, unit) or _numeral(text, unit) or Amount(value, text, unit)


def _with_text(text: str, unit: str) -> Amount | None:
    """The amount of a number with a unit or a power of ten behind it; None where that is not what it is."""
    found = _WITH_TEXT.fullmatch(in_ascii(text))
    if found is None:
        return None
    digits, behind = found[1], found[2].strip()
    value = parse_number(digits)
    if value is None or isinstance(value, Refusal):
        return None
    power, stated = _power(behind, unit)
    if power:
        return _scaled(text.removesuffix(unit).rstrip(), Decimal(digits.replace(",", "")), power, unit)
    if stated is None:
        return None
    return Amount(value, digits + stated if stated in PERCENT else digits, stated, f"{digits} {stated}")


def _power(behind: str, unit: str) -> tuple[str, str | None]:
    """The power of ten that stands behind a number, else the unit that does; neither where it is something else."""
    if behind in PREFIXES:
        return behind, unit
    if unit and behind.endswith(unit) and behind.removesuffix(unit) in PREFIXES:
        return behind.removesuffix(unit), unit
    known = behind == unit or (not unit and is_unit(behind))
    return "", behind if known else None


def _scaled(text: str, digits: Decimal, power: str, unit: str) -> Amount:
    if prefix_of(unit):
        return Amount(Refusal.TWO_POWERS, text, unit)
    value = float(digits * int(PREFIXES[power]))
    return Amount(value, text, unit, f"{value:.15g}")


def _numeral(text: str, unit: str) -> Amount | None:
    """The amount of a Chinese numeral, None where it is none or is not written in its full form."""
    if not _NUMERAL.fullmatch(text):
        return None
    value = numeral_value(text)
    if value is None:
        return None
    if prefix_of(unit) and text[-1] in "百千万亿":
        return Amount(Refusal.TWO_POWERS, text, unit)
    return Amount(value, text, unit, f"{value:.15g}")


def numeral_value(text: str) -> float | None:
    """The number of a Chinese numeral; None where it is not the one full form of that number (一万二, 三八万)."""
    # Imported only here: few tables hold such a numeral, and the library takes longer to load than the rest of planck.
    from cn2an import an2cn, cn2an

    try:
        value = Decimal(str(cn2an(text.replace("〇", "零"), "normal")))
        again = an2cn(str(value))
    except (ValueError, LookupError, InvalidOperation):
        return None
    return float(value) if _usual(again) == _usual(text) else None


def _usual(numeral: str) -> str:
    """A numeral with the one spelling of two, of zero and of ten."""
    text = numeral.replace("两", "二").replace("〇", "零")
    sign, text = ("负", text[1:]) if text.startswith("负") else ("", text)
    return sign + (text[1:] if text.startswith("一十") else text)
