"""A told number as a spreadsheet holds it: the number, and the format under which it reads as it was told."""

from planck.pattern import pattern
from planck.record import Record

_TOLD = pattern(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?((?:[*#]|[ \u00a0][^\d\"]*)[^\d\"]*)?")
# A spreadsheet keeps fifteen digits, and takes no longer formats.
_DIGITS, _LONGEST = 15, 200


class ToldNumber(Record):
    """A number, and how a spreadsheet has to show it."""

    value: float
    form: str


def told_number(text: str) -> ToldNumber | None:
    """The number that a text is, with its decimals, its sign, and the unit or the mark behind it; else None.

    >>> told_number("1,029.50*").form, told_number("0.30 %").value, told_number("≥40")
    ('#,##0.00"*"', 0.003, None)
    """
    match = _TOLD.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return None
    sign, whole, fraction, behind = match[1], match[2], match[3] or "", match[4] or ""
    if len(whole.replace(",", "") + fraction) > _DIGITS:
        return None
    shown = "#,##0" if "," in whole else "0"
    shown += "." + "0" * (len(fraction) - 1) if fraction else ""
    in_percent = behind.strip() == "%"
    shown += r"\ %" if in_percent else f'"{behind}"' if behind else ""
    number = f"{sign}{whole.replace(',', '')}{fraction}"
    value = float(f"{number}e-2") if in_percent else float(number)
    return ToldNumber(value=value, form=f"+{shown};-{shown};{shown}" if sign == "+" else shown)
