"""Number formats: what a spreadsheet shows for the number, the day or the text that it stores in a cell.

The value that counts is the one that a person sees. So what a format multiplies by (`%`, thousands as in `#,##0,`, a
point that is set as text as in `0!.0,`) and the words that it sets beside the number count. What it only rounds or
colours does not: the number keeps all its decimals and its sign.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from planck.pattern import pattern
from planck.record import Record

# What the numbers of formats stand for that a workbook does not spell out; all others show the number as it is.
BUILT_IN = {
    "9": "0%", "10": "0.00%",
    "14": "yyyy-mm-dd", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "22": "yyyy-mm-dd h:mm",
    "27": 'yyyy"年"m"月"', "28": 'm"月"d"日"', "29": 'm"月"d"日"', "30": "m-d-yy", "31": 'yyyy"年"m"月"d"日"',
    "36": 'yyyy"年"m"月"', "50": 'yyyy"年"m"月"', "51": 'm"月"d"日"', "52": 'yyyy"年"m"月"', "53": 'm"月"d"日"',
    "54": 'm"月"d"日"', "57": 'yyyy"年"m"月"', "58": 'm"月"d"日"',
}  # fmt: skip
LONGEST = 255

_PART = pattern(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|!(?P<marked>\.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<when>[<>=]{1,2})(?P<bound>-?[0-9.]+)\]|\[(?P<elapsed>[hHmMsS]+)\]|\[[^\]]*\]"
    r"|(?P<general>General|G/通用格式|@)|(?P<digits>[0#?]+)|(?P<point>\.)|(?P<commas>,+)|(?P<percent>%)"
    r"|(?P<power>[eE][+-])|(?P<days>AM/PM|A/P|上午/下午|[yYmMdDhHsSeEgGbB]+)|(?P<any>.)"
)
_MINUTES = pattern(r"h+[^a-z]*m+|m+[^a-z]*s")
_GROUPING = frozenset(" \u00a0\u2009\u202f'’")
_SIGNS = "()+-−（） "
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001
# Days before this one are numbers that were meant as years: 2021 shown as a day is one of 1905.
_FIRST_DAY = date(1910, 1, 1)


class Part(Enum):
    """What a part of a section is, as far as it tells anything about the value."""

    DIGITS = auto()
    POINT = auto()
    COMMAS = auto()
    PERCENT = auto()
    POWER = auto()
    GENERAL = auto()
    DAYS = auto()
    WORDS = auto()


_KINDS = {
    **dict.fromkeys(("quoted", "escaped", "marked", "currency", "any"), Part.WORDS),
    "digits": Part.DIGITS,
    "point": Part.POINT,
    "commas": Part.COMMAS,
    "percent": Part.PERCENT,
    "power": Part.POWER,
    "general": Part.GENERAL,
    "days": Part.DAYS,
    "elapsed": Part.DAYS,
}

Parts = list[tuple[Part, str]]


class Section(Record):
    """How one section of a format shows a number: `before` and `after` are words, `power` what it multiplies by.

    `width`: digits that are filled up with zeros. `days`: the letters of a day or a time. `plain`: the stored number
    is what is seen. `blank`: no digit of it is. `unclear`: words between the digits, so that another number is seen.
    """

    code: str
    before: str = ""
    after: str = ""
    power: int = 0
    width: int = 0
    days: str = ""
    blank: bool = False
    unclear: bool = False
    when: str = ""
    bound: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether the number is shown as it is stored, but for its rounding."""
        other = self.before or self.after or self.power or self.width > 1 or self.days or self.unclear or self.when
        return not (other or self.blank)

    def holds(self, value: float) -> bool:
        """Whether the condition of the section is met."""
        return {
            "<": value < self.bound,
            "<=": value <= self.bound,
            ">": value > self.bound,
            ">=": value >= self.bound,
            "=": value == self.bound,
            "<>": value != self.bound,
        }.get(self.when, False)


class Format(Record):
    """A number format: its sections for numbers, and whether a text is seen at all."""

    sections: tuple[Section, ...]
    hides_text: bool = False

    def section(self, value: float) -> Section:
        """The section that shows a number."""
        sections = self.sections
        if any(section.when for section in sections):
            return next((one for one in sections if one.holds(value)), sections[-1])
        if len(sections) > 2 and value == 0:
            return sections[2]
        return sections[1] if len(sections) > 1 and value < 0 else sections[0]

    def number(self, text: str, value: float) -> str:
        """What is seen of a number that is written `text`; empty where nothing of it is."""
        section = self.section(value)
        if section.days:
            return _day_seen(_DAY_ZERO + timedelta(days=value), section.days) if 0 <= value < 2_958_466 else text
        if section.unclear:
            return f"{text} [{section.code}]"
        if section.blank:
            return "0" if value == 0 and section.before in _DASHES else section.before
        number = f"{Decimal(text).copy_abs().scaleb(section.power):f}" if section.power else text.lstrip("-")
        number = number.rstrip("0").rstrip(".") if section.power and "." in number else number
        sign = "-" if value < 0 else ""
        return f"{sign}{section.before}{number.zfill(section.width)}{section.after}"

    def day(self, day: date) -> str:
        """What is seen of a day: its year alone, its month, or all of it."""
        return _day_seen(day, self.sections[0].days)


_DASHES = frozenset(("-", "–", "—", "--"))


def _day_seen(day: date, letters: str) -> str:
    """A day as precisely as the letters of its format show it.

    >>> _day_seen(date(2021, 7, 1), "yyyym"), _day_seen(date(2021, 7, 1), "yyyy")
    ('2021-07', '2021')
    """
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    shown = set(letters) & set("yemdhs")
    if moment.date() >= _FIRST_DAY and shown and shown <= {"y", "e"}:
        return f"{moment.year:04d}"
    if moment.date() >= _FIRST_DAY and "m" in shown and shown <= {"y", "e", "m"} and len(shown) > 1:
        return f"{moment.year:04d}-{moment.month:02d}"
    whole = not (moment.hour or moment.minute or moment.second)
    return moment.date().isoformat() if whole else moment.isoformat()


@lru_cache(maxsize=4096)
def format_of(code: str) -> Format | None:
    """The format that a code describes; None where it shows every number as it is stored.

    >>> format_of("#,##0.00"), format_of('0.00"%"').number("2.65", 2.65), format_of("0%").number("0.5", 0.5)
    (None, '2.65%', '50%')
    """
    codes = list(_sections(code[:LONGEST].strip() or "General"))
    sections = tuple(_section(one, negative=index == 1 and len(codes) > 1) for index, one in enumerate(codes[:3]))
    hides_text = len(codes) > 3 and not codes[3].strip()
    return (
        None
        if all(one.plain for one in sections) and not hides_text
        else Format(sections=sections, hides_text=hides_text)
    )


def _sections(code: str) -> Iterator[str]:
    """The parts of a code between its semicolons, but for those in words."""
    start = 0
    for found in _PART.finditer(code):
        if found["any"] == ";":
            yield code[start : found.start()]
            start = found.end()
    yield code[start:]


def _section(code: str, *, negative: bool) -> Section:
    condition = next((found for found in _PART.finditer(code) if found["when"]), None)
    when, bound = (condition["when"], float(condition["bound"])) if condition else ("", 0.0)
    parts = list(_parts(code))
    kinds = {kind for kind, _ in parts}
    days = "".join(text.casefold() for kind, text in parts if kind is Part.DAYS)
    if days and not kinds & {Part.DIGITS, Part.GENERAL}:
        return Section(code=code, days=_without_minutes(code, days), when=when, bound=bound)
    numeric = [index for index, (kind, _) in enumerate(parts) if kind in (Part.DIGITS, Part.GENERAL)]
    if not numeric:
        words = "".join(text for _, text in parts).strip()
        return Section(code=code, before=words, blank=True, when=when, bound=bound)
    first, last = numeric[0], numeric[-1]
    before, after = _words(parts[:first]), _words(parts[last + 1 :])
    if negative:
        before, after = before.strip(_SIGNS), after.strip(_SIGNS)
    before, after = ("", "") if not (before + after).strip(_SIGNS) else (before, after)
    inside = [text for kind, text in parts[first:last] if kind is Part.WORDS and text not in _GROUPING]
    shift, clear = _shift(parts[first : last + 1], inside)
    power = shift + 2 * sum(kind is Part.PERCENT for kind, _ in parts) - 3 * _scaling(parts, last)
    touching = before[-1:].isdigit() or after[:1].isdigit() or after[:1] in (".", ",")
    return Section(
        code=code,
        before=before,
        after=after,
        power=power,
        width=_width(parts[first : last + 1]),
        unclear=not clear or touching,
        when=when,
        bound=bound,
    )


def _parts(code: str) -> Iterator[tuple[Part, str]]:
    """What a section is made of, without colours, conditions, and blanks as wide as a letter."""
    for found in _PART.finditer(code):
        kind = _KINDS.get(found.lastgroup or "")
        if kind:
            yield kind, found[found.lastgroup or 0]


def _without_minutes(code: str, days: str) -> str:
    """The letters of a day without an `m` that is for minutes."""
    return days.replace("m", "", 1) if _MINUTES.search(code.casefold()) and "d" not in days else days


def _words(parts: Parts) -> str:
    """The words among parts, a percent sign with them, as they are seen."""
    return "".join(text for kind, text in parts if kind in (Part.WORDS, Part.PERCENT, Part.DAYS)).strip()


def _scaling(parts: Parts, last: int) -> int:
    """How often a number is divided by a thousand: commas behind its last digit before the point."""
    point = next((index for index, (kind, _) in enumerate(parts) if kind is Part.POINT), len(parts))
    ends = {min(point, last + 1), last + 1}
    return sum(len(text) for index, (kind, text) in enumerate(parts) if kind is Part.COMMAS and index in ends)


def _shift(parts: Parts, inside: list[str]) -> tuple[int, bool]:
    """The power of ten by which a point that is set as words moves the digits; and whether words do no more."""
    if not inside:
        return 0, True
    if inside != ["."] or any(kind in (Part.POINT, Part.POWER) for kind, _ in parts):
        return 0, any(text == "/" for text in inside) and len(inside) == 1
    at = next(index for index, (kind, text) in enumerate(parts) if kind is Part.WORDS and text == ".")
    return -sum(len(text) for kind, text in parts[at:] if kind is Part.DIGITS), True


def _width(parts: Parts) -> int:
    """The digits of a code of nothing but zeros, such as 000000; 0 where there is anything else."""
    return len(parts[0][1]) if len(parts) == 1 and not parts[0][1].strip("0") else 0
