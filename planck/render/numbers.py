"""Numbers to text, the only place that rounds: half up on the decimal digits that a float prints.

Chinese statistics round half up (171.45 is printed 171.5). Minus zero is never printed, and a number that is not
finite is a dash: the engine lets none out.
"""

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from planck.model import Language, RateKind, Text
from planck.render.display import clean, cut

NOTHING = "—"
SIGNIFICANT = 4
GIVEN_DIGITS = 10
MOST_DIGITS = 12
LARGE, SMALL = Decimal("1e15"), Decimal("1e-9")
UNIT_COLUMNS = 16

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_POINTS = Text(zh="个百分点", en="points")
_POINTS_SHORT = Text(zh="点", en="pt")
_NO_SPACES = str.maketrans("", "", ", ，%％")


def exact(value: float) -> Decimal:
    """The decimal that `value` prints as."""
    return Decimal(repr(float(value)))


def rounded(value: Decimal, digits: int) -> Decimal:
    """`value` to `digits` decimals, half up, never minus zero."""
    return _CONTEXT.plus(value.quantize(Decimal(1).scaleb(-digits), context=_CONTEXT))


def fixed(value: Decimal, digits: int, *, trim: bool = False) -> str:
    """`value` to `digits` decimals with thousands separated; `trim` drops zeros at the end.

    A number too large or too small to read that way is written with an exponent.
    """
    if value and not SMALL <= abs(value) < LARGE:
        mantissa, _, exponent = f"{value:.3e}".partition("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    text = f"{rounded(value, digits):,f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


def _digits(value: Decimal) -> int:
    # Enough decimals for four significant digits.
    return min(MOST_DIGITS, max(0, SIGNIFICANT - 1 - value.adjusted())) if value else 0


def _visible(value: Decimal, digits: int) -> int:
    # Enough decimals for two significant digits of what is less than one unit of the last place.
    small = value and abs(value) < Decimal(1).scaleb(-digits)
    return max(digits, min(MOST_DIGITS, 1 - value.adjusted())) if small else digits


def _two_seen(value: Decimal) -> int:
    # Two decimals, more where two significant digits need them: 0.08, 1.25, 0.095.
    return min(MOST_DIGITS, max(2, 1 - value.adjusted())) if value else 2


def number(value: float) -> str:
    """A computed number, to four significant digits or the whole units: 22.97, 1,480, 0.01235."""
    if not math.isfinite(value):
        return NOTHING
    return fixed(exact(value), _digits(exact(value)), trim=True)


def places(value: Decimal) -> int:
    """Decimals that a finite decimal is written with."""
    return max(0, -int(value.as_tuple().exponent))


def _printed(text: str) -> Decimal | None:
    try:
        value = Decimal(text.translate(_NO_SPACES))
    except InvalidOperation:
        return None
    return value if value.is_finite() and places(value) <= GIVEN_DIGITS else None


def given(value: float, text: str = "") -> str:
    """A number that somebody wrote, with the digits it was printed with: 1.50 stays 1.50."""
    if not math.isfinite(value):
        return NOTHING
    printed = _printed(text)
    if printed is not None and float(printed) == value:
        return fixed(printed, places(printed))
    short = exact(value).normalize()
    return fixed(short, places(short)) if places(short) <= GIVEN_DIGITS else number(value)


def same(left: float, right: float) -> bool:
    """Whether two numbers are equal but for binary noise, as the engine sees it."""
    return math.isclose(left, right, rel_tol=1e-9)


def _others(value: float, others: Iterable[float]) -> list[Decimal]:
    return [exact(other) for other in others if math.isfinite(other) and not same(value, other)]


def _apart(value: Decimal, others: list[Decimal], digits: int, *, trim: bool) -> str:
    for more in range(digits, MOST_DIGITS + 1):
        text = fixed(value, more, trim=trim)
        if all(text != fixed(other, more, trim=trim) for other in others):
            return text
    return str(value).lower().replace("e+", "e")


def apart(value: float, others: Iterable[float]) -> str:
    """A computed number with enough digits not to look like any of `others` that it differs from."""
    if not math.isfinite(value):
        return NOTHING
    return _apart(exact(value), _others(value, others), _digits(exact(value)), trim=True)


def decimals(value: float, others: Iterable[float], digits: int = 2) -> str:
    """A computed number with few decimals, for narrow columns; more where it would look like another."""
    if not math.isfinite(value):
        return NOTHING
    return _apart(exact(value), _others(value, others), digits, trim=True)


def distinguish(left: float, right: float) -> tuple[str, str]:
    """Both numbers, with enough digits to tell them apart unless they are equal."""
    return apart(left, (right,)), apart(right, (left,))


def percent(share: float, others: Iterable[float] = (), digits: int = 1) -> str:
    """A share (0..1) in per cent, `12.7 %`, told apart from other shares."""
    if not math.isfinite(share):
        return NOTHING
    value = exact(share).scaleb(2)
    apart_from = [other.scaleb(2) for other in _others(share, others)]
    return f"{_apart(value, apart_from, _visible(value, digits), trim=True)} %"


def growth(rate: float) -> str:
    """A yearly growth rate in per cent with two decimals: `16.50 %`."""
    if not math.isfinite(rate):
        return NOTHING
    value = exact(rate).scaleb(2)
    return f"{fixed(value, _visible(value, 2))} %"


def points(value: float) -> str:
    """Percentage points without their word: `0.08`, `0.1`."""
    if not math.isfinite(value):
        return NOTHING
    return fixed(exact(value), _two_seen(exact(value)), trim=True)


def signed(text: str) -> str:
    """A number's text, with its unit or without, behind its sign; 0 and a dash have none."""
    amount = text.partition(" ")[0]
    return text if amount.startswith("-") or not amount.strip("0.,%" + NOTHING) else f"+{text}"


def unit_text(unit: str) -> str:
    """A unit, cleaned and not too long."""
    return cut(clean(unit).strip(), UNIT_COLUMNS)


def with_unit(text: str, unit: str) -> str:
    """A number's text and its unit: `20.06 亿元`."""
    return f"{text} {unit_text(unit)}".rstrip()


def difference(value: float, unit: str, language: Language) -> str:
    """An amount between two values in `unit`; between two values in % it is in percentage points."""
    if unit_text(unit) in ("%", "％"):
        return in_points(points(value), language)
    return with_unit(number(value), unit)


def in_points(shown: str, language: Language) -> str:
    """A number of percentage points in a sentence: `0.08 个百分点`, `1 point`."""
    one = language is Language.EN and shown in ("1", "-1")
    return f"{shown} {'point' if one else _POINTS.in_(language)}"


def rate(value: float, kind: RateKind, unit: str, language: Language) -> str:
    """A yearly rate in a sentence, without its sign where that is plus: `16.50 %`, `0.08 个百分点`, `4 家`."""
    if kind is RateKind.GROWTH:
        return growth(value)
    if kind is RateKind.POINTS:
        return in_points(points(value), language)
    return with_unit(number(value), unit)


def rate_short(value: float, kind: RateKind, unit: str, language: Language) -> str:
    """A yearly rate in a table: `16.50 %`, `+0.08 点`, `+4 家`."""
    if kind is RateKind.GROWTH:
        return growth(value)
    if kind is RateKind.POINTS:
        return f"{signed(points(value))} {_POINTS_SHORT.in_(language)}"
    return with_unit(signed(number(value)), unit)
