"""Numbers to text, the only place that rounds: half up on the decimal digits that a float prints.

Chinese statistics round half up (171.45 is printed 171.5). Minus zero is never printed, and a number that is not
finite is a dash: the engine lets none out.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache, lru_cache

from planck.model import Language, Period, PeriodKind, RateKind
from planck.pattern import pattern
from planck.words import Label, Labels, Text, say

# Text as a terminal shows it: cleaned of what could steer the terminal, measured in columns, wrapped and cut.

# What is left of a control character, so that a reader sees that something was there.
REPLACED = "\ufffd"
ELLIPSIS = "…"

_OPENING = "（“‘《「【("
_CLOSING = "，。；：、）”’》」】？！)"
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd"
)
# What a word is made of; a hyphen between letters ends a piece, so that long words break there.
_WORD = rf"(?:[^\s\-{_WIDE}{re.escape(_OPENING + _CLOSING)}]|(?<![A-Za-z])-|-(?![A-Za-z]))"
# A piece that stays on one line: a wide character or a word (with its per cent sign), with the punctuation around it.
_PIECE = pattern(
    rf"\s+|[{re.escape(_OPENING)}]*(?:[{_WIDE}]|{_WORD}+-?(?: %)?)?"
    rf"[{re.escape(_CLOSING)},;:.]*"
)


@lru_cache(maxsize=8192)
def _clean_character(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    if "\ufe00" <= character <= "\ufe0f" or unicodedata.category(character) == "Cf":
        return ""
    return REPLACED if unicodedata.category(character) in ("Cc", "Cs") else character


def clean(text: str) -> str:
    """`text` on one line without control characters, escape sequences, invisible marks or halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_clean_character, text))


_FORMULA = pattern(r"\s*[=+\-@＝＋－＠]")
_PRINTED_NUMBER = pattern(r"\s*[+\-＋－]?[\d.,，]+\s*[%％‰]?\w{0,8}")


def text_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula: one that looks like one gets an apostrophe."""
    cleaned = clean(text)
    return f"'{cleaned}" if _FORMULA.match(cleaned) else cleaned


def printed_cell(text: str) -> str:
    """The same of a text that may be a number as it was printed, such as -3.2%, which stays as it is."""
    return text if _PRINTED_NUMBER.fullmatch(text) else text_cell(text)


_PLAIN = frozenset({"Lu", "Ll", "Lo", "Nd", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Zs"})


@lru_cache(maxsize=8192)
def character_width(character: str) -> int:
    """Columns that a cleaned character takes: 0, 1 or 2."""
    if character.isascii():
        return 1
    # Letters, digits, punctuation, arrows and lines need no more than the property of Unicode, which costs no import.
    category = unicodedata.category(character)
    if category in _PLAIN or (category == "So" and not "\u2600" <= character < "\u2700" and character < "\u2800"):
        return 2 if unicodedata.east_asian_width(character) in "WF" else 1
    from wcwidth import wcwidth

    # Only what is surely drawn over another character takes none: others may count for one in company.
    combines = unicodedata.combining(character) and category == "Mn"
    return max(0 if combines else 1, wcwidth(character))


def width(text: str) -> int:
    """Columns that a cleaned text takes; never less than a terminal uses."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def head(text: str, columns: int) -> str:
    """The longest start of `text` that fits, but at least one character of a text."""
    used = 0
    for index, character in enumerate(text):
        used += character_width(character)
        if used > columns and index:
            return text[:index]
    return text


def tail(text: str, columns: int) -> str:
    """The longest end of `text` that fits."""
    used = 0
    for index, character in enumerate(reversed(text)):
        used += character_width(character)
        if used > columns:
            return text[len(text) - index :]
    return text


def cut(text: str, columns: int) -> str:
    """`text`, shortened with an ellipsis where it does not fit."""
    return text if width(text) <= columns else head(text, columns - 1) + ELLIPSIS


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Lines of at most `columns` columns, those after the first behind `indent`; at least one line.

    Breaks at spaces and between wide characters, never before a closing or after an opening mark; a word that is
    longer than a line is broken where the line ends.
    """
    lines, line = [], ""
    indent = indent if len(indent) + 2 <= columns else ""
    for piece in _PIECE.findall(text):
        line += piece
        while width(line.rstrip()) > columns:
            before = line[: len(line) - len(piece)].rstrip()
            first = before if before.strip() else head(line, columns)
            lines.append(first)
            piece = piece.lstrip() if first == before else line[len(first) :]
            line = indent + piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def pad(text: str, columns: int) -> str:
    """`text` filled up with spaces on the right."""
    return text + " " * (columns - width(text))


NOTHING = "—"
SIGNIFICANT = 4
GIVEN_DIGITS = 10
MOST_DIGITS = 12
LARGE, SMALL = Decimal("1e15"), Decimal("1e-9")
UNIT_COLUMNS = 40
MANIFOLD = 1000

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_POINTS = Label("render.numbers.points")
_POINTS_SHORT = Label("render.numbers.points_short")
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


def few(value: float, others: Iterable[float] = ()) -> str:
    """A computed number that nobody reads to four digits, a pace or where one leads: 9.67, 101.7, 0.744, 0.0138."""
    if not math.isfinite(value):
        return NOTHING
    own = exact(value)
    return _apart(own, _others(value, others), min(_digits(own), max(2, 2 - own.adjusted())), trim=True)


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


def percent(share: float, others: Iterable[float] = (), digits: int = 1) -> str:
    """A share (0..1) in per cent, `12.7 %`, told apart from other shares."""
    if not math.isfinite(share):
        return NOTHING
    value = exact(share).scaleb(2)
    apart_from = [other.scaleb(2) for other in _others(share, others)]
    return f"{_apart(value, apart_from, _visible(value, digits), trim=True)} %"


def growth(rate: float) -> str:
    """A yearly growth rate in per cent with two decimals: `16.50 %`; without where they say nothing: `5,900 %`."""
    if not math.isfinite(rate):
        return NOTHING
    value = exact(rate).scaleb(2)
    return f"{fixed(value, _visible(value, 2) if value < MANIFOLD else 0)} %"


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
    """A number's text and its unit: `20.06 亿元`, `1 unit` of `units`."""
    unit = unit_text(unit)
    one = text.lstrip("+-") == "1" and _PLURAL.fullmatch(unit)
    return f"{text} {one[1] if one else unit}".rstrip()


# A noun of English whose plural adds but an s; of others (series, mass, Celsius, Mbps, universities) nothing is taken.
_PLURAL = pattern(r"((?=[a-z]*[aeiou])[a-z]+(?:[bdfgklmnprtwy]|[bcdgklmnprtv]e))s")


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
    return with_unit(few(value), unit)


def rate_short(value: float, kind: RateKind, unit: str, language: Language) -> str:
    """A yearly rate in a table: `16.50 %`, `+0.08 点`, `+4 家`."""
    if kind is RateKind.GROWTH:
        return growth(value)
    if kind is RateKind.POINTS:
        return f"{signed(points(value))} {_POINTS_SHORT.in_(language)}"
    return with_unit(signed(few(value)), unit)


# Text made safe for Markdown: what others wrote is shown, never obeyed.

_SPECIAL = pattern(r"([\\`*_\[\]<>|~$#])")
_ENTITY = pattern(r"&(?=#?\w+;)")
_TICKS = pattern("`+")
_PERCENT = pattern(r"(?<=\d) %")


def unbroken(text: str) -> str:
    """The text with each number on one line with its per cent sign."""
    return _PERCENT.sub("\u00a0%", text)


def markdown(text: str) -> str:
    """`text` on one line, without any mark-up of its own; a number keeps its per cent sign; fit for a cell of a table.

    It must not begin a line: a dash or a number there would begin a list.
    """
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", unbroken(clean(text)))).strip()


def code(text: str) -> str:
    """`text` as code, for ids and file names; fit for a cell of a table."""
    inner = clean(text).replace("`", "'").replace("|", "\\|").strip()
    return f"`{inner}`" if inner else ""


def block(lines: list[str]) -> list[str]:
    """Cleaned lines as a block of code, behind a fence longer than any in them."""
    longest = max((len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *lines, fence]


def row(cells: list[str]) -> str:
    """One row of a table, of cells that are escaped already."""
    return f"| {' | '.join(cells)} |"


# Periods and times in words.

LAST_YEAR = 9999
# Only Chinese has words for periods of its own.
_PERIODS = Labels("render.periods")


@lru_cache(maxsize=4096)
def period_words(period: Period, language: Language) -> str:
    """A period as it is written in a sentence: 2023年上半年, 2023年1—9月; in English its label."""
    form, start, end = period.kind.value, period.start, period.end
    if period.kind is PeriodKind.HALF:
        form = f"half_{end.month // 6}"
    if period.kind is PeriodKind.QUARTER:
        form = f"quarter_{end.month // 3}"
    words = _PERIODS[form].fill(
        label=period.label, year=start.year, last_year=end.year, month=start.month, last_month=end.month, day=start.day
    )
    return words.in_(language)


def period_text(period: Period) -> Text:
    """A period as it is written in a sentence, in both languages."""
    return Text(*(period_words(period, language) for language in (Language.ZH, Language.EN)))


def label_words(label: str, language: Language) -> str:
    """A period's label in a sentence; a bare year gets its 年 in Chinese."""
    text = clean(label)
    return say("render.numbers.bare_year_of_label", language, text=text) if re.fullmatch(r"\d{4}", text) else text


def year_of(time: float) -> str:
    """The year in which a time on the axis of years falls (2023.0 is the end of 2023, 2023.5 the middle of 2024)."""
    if not math.isfinite(time) or time > LAST_YEAR:
        return f">{LAST_YEAR}"
    return str(math.ceil(time - 1e-6))


def year_words(time: float, language: Language) -> str:
    """That year in a sentence."""
    year = year_of(time)
    return say("render.numbers.bare_year", language, year=year)


# Units.

_UNITS = Labels("units.units")


def unit_in(unit: str, language: Language) -> str:
    """The unit in the words of a language, as a whole or each side of a `/`; one that has no words there as it is."""
    if language is Language.ZH or unit.isascii():
        return unit
    return _english().get(unit) or "/".join(_english().get(part.strip(), part) for part in unit.split("/"))


@cache
def _english() -> Mapping[str, str]:
    return {label.zh: label.en for label in _UNITS.values()}
