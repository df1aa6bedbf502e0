"""Numbers in cells: read strictly, refused with a reason, never guessed."""

import math
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from planck.load.cells.flags import flagged
from planck.model import FigureStatus
from planck.pattern import pattern
from planck.words import Label, Labels

# Digits and signs as Chinese input methods type them, made plain.

# A table and not NFKC: NFKC would turn ² into 2 and ① into 1, and so change numbers.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，＋－−﹣％／ＥｅＨｈＱｑ",
    "0123456789.,+---%/EeHhQq",
)


def plain(text: str) -> str:
    """`text` with full-width digits and signs, and the Unicode minus, as their ASCII kin.

    >>> plain("−１２．５")
    '-12.5'
    """
    return text if text.isascii() else text.translate(_PLAIN)


# Why a text is no number: the reasons, and what to write instead.


_REASONS = Labels("load.refusals")
_ADVICE = Labels("load.refusal_advice")


class Refusal(Enum):
    """A reason not to read a text as a number."""

    NOT_FINITE = auto()
    ERROR_VALUE = auto()
    UNDERSCORE = auto()
    OTHER_BASE = auto()
    PERCENT = auto()
    DECIMAL_COMMA = auto()
    COMMA = auto()
    GROUPS = auto()
    SEVERAL_POINTS = auto()
    CHINESE_NUMERAL = auto()
    TWO_POWERS = auto()
    TWO_UNITS = auto()
    APPROXIMATE = auto()
    RANGE = auto()
    PARENTHESES = auto()
    SPACES = auto()
    FORMULA = auto()
    UNIT = auto()
    ABSENT = auto()
    SPLIT = auto()
    TOO_LARGE = auto()
    TOO_SMALL = auto()
    TOO_LONG = auto()
    OTHER = auto()

    @property
    def reason(self) -> Label:
        """What is wrong with it."""
        return _REASONS[self.name.lower()]

    @property
    def advice(self) -> Label:
        """What to write instead."""
        return _ADVICE[self.name.lower()]


_N = r"[+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
# The first that fits decides, so what is particular stands before what is general.
_FORMS = (
    (r"[+-]?(?:nan|inf|infinity|∞)", Refusal.NOT_FINITE),
    (r"#[A-Z0-9/_]+[!?]?", Refusal.ERROR_VALUE),
    (r"[+-]?[0-9.]*[0-9]_[0-9_.]*", Refusal.UNDERSCORE),
    (r"[+-]?0[xbo][0-9a-f]+", Refusal.OTHER_BASE),
    (rf"{_N} ?%", Refusal.PERCENT),
    (r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]{1,2}|[+-]?0,[0-9]+", Refusal.DECIMAL_COMMA),
    (r"[+-]?[0-9,]+(?:\.[0-9,]+)?", Refusal.GROUPS),
    (r"[+-]?[0-9]+(?:\.[0-9]+){2,}", Refusal.SEVERAL_POINTS),
    (rf"(?:约|近|超过?|突破|达到?|>|<|≥|≤|~|≈|>=|<=).*|{_N}.*(?:左右|以上|以下|余|多)", Refusal.APPROXIMATE),
    (rf"{_N}%? ?(?:-|–|—|~|～|至|到) ?{_N}%?", Refusal.RANGE),
    (rf"\({_N}\)|（{_N}）", Refusal.PARENTHESES),
    (r"[+-]?[负〇零一二两三四五六七八九十百千万亿点半]+", Refusal.CHINESE_NUMERAL),
    (r"[+-]?\s*[0-9][0-9 \u00a0\u2009\u202f]*(?:\.[0-9]+)?", Refusal.SPACES),
    (r"=.*", Refusal.FORMULA),
    (rf"{_N}.*", Refusal.UNIT),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Refusal], ...]:
    # Compiled for the first cell that is refused; in most tables there is none.
    return tuple((re.compile(form, re.IGNORECASE), refusal) for form, refusal in _FORMS)


def refusal_of(text: str) -> Refusal:
    """Why `text`, which is no number, is none."""
    return next((refusal for form, refusal in _forms() if form.fullmatch(text)), Refusal.OTHER)


# What stands in a cell where nothing was published, in the case-folded form; F is Canada's mark for too unreliable,
# and #N/A is no error of a formula: programs and offices write it for what is not there.
MISSING = frozenset((
    "", "-", "--", "---", "–", "—", "——", "———", "/", "..", "...", "…", "……", ":", "x", "f", "null", "n/a", "na",
    "n.a.", "n.d.", "nan", "nat", "nil", "none", "#n/a", "<na>", "<null>", "(null)", "\\n",
    "无", "缺", "缺失", "暂无", "无数据", "未公布", "未发布", "待公布", "待发布", "尚未公布", "未统计", "不详",
    "不适用",
))  # fmt: skip


def is_missing(text: str) -> bool:
    """Whether a cell holds a mark for nothing, and is not blank.

    >>> is_missing("NaN"), is_missing("—"), is_missing("")
    (True, True, False)
    """
    return bool(text) and text.casefold() in MISSING


# What stands where something was to be done: 1 for done, 0 for not done.
_EVENTS = dict.fromkeys(("是", "完成", "已完成", "yes", "done", "true"), 1.0) | dict.fromkeys(
    ("否", "未完成", "没有完成", "no", "not done", "false"), 0.0
)
# Dashes that are set for a minus before a number; alone they say that there is none.
_MINUS = pattern("[\u2010-\u2013\u207b](?=[0-9.])")

LONGEST = 100

_NUMBER = pattern(r"[+-]?(?:(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NOT_ZERO = pattern(r"[+-]?[0.,]*[1-9]")


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
    # In capitals it is a code: that of Norway.
    return _EVENTS.get(text.casefold()) if len(text) <= LONGEST and text != "NO" else None


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


# Units and the declared conversions between them: one table, exact, and nothing outside of it is ever converted.

# Chinese powers of ten before a unit, as in 亿元, 万人, 百万元.
PREFIXES: Mapping[str, Fraction] = {
    name: Fraction(10) ** power
    for name, power in {
        "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
        "千亿": 11, "万亿": 12, "thousand": 3, "million": 6, "billion": 9, "10000": 4, "10thousand": 4,
        "tenthousand": 4, "100million": 8, "hundredmillion": 8,
    }.items()
}  # fmt: skip
# Units that such a power may stand before, each convertible into itself alone.
BASES = frozenset((
    "元", "美元", "欧元", "人", "人次", "人年", "名", "家", "户", "个", "件", "项", "次", "篇", "种", "所", "张", "座",
    "场", "幢", "栋", "台", "套", "辆", "册", "例", "株", "头", "只", "条", "宗", "份", "瓦", "瓦时",
    "吨标准煤", "立方米",
))  # fmt: skip
# What a unit is in terms of another: family and size. 1 亩 is 10000 / 15 square metres.
SIZES: Mapping[str, tuple[str, Fraction]] = {
    "%": ("share", Fraction(1, 100)),
    "‰": ("share", Fraction(1, 1000)),
    "share": ("share", Fraction(1)),
    "比例": ("share", Fraction(1)),
    "小数": ("share", Fraction(1)),
    "平方米": ("area", Fraction(1)),
    "公顷": ("area", Fraction(10_000)),
    "平方公里": ("area", Fraction(1_000_000)),
    "平方千米": ("area", Fraction(1_000_000)),
    "亩": ("area", Fraction(10_000, 15)),
    "米": ("length", Fraction(1)),
    "公里": ("length", Fraction(1_000)),
    "克": ("mass", Fraction(1)),
    "公斤": ("mass", Fraction(1_000)),
    "吨": ("mass", Fraction(1_000_000)),
    "yuan": ("元", Fraction(1)),
    "persons": ("人", Fraction(1)),
    **dict.fromkeys(("percent", "percentage", "percentages", "pct", "pt", "pc"), ("share", Fraction(1, 100))),
    **dict.fromkeys(("百分比", "百分率", "百分数"), ("share", Fraction(1, 100))),
    **dict.fromkeys(("permille", "permil", "千分比", "千分率"), ("share", Fraction(1, 1000))),
    **dict.fromkeys(("usd", "us$", "usdollars", "usdollar"), ("美元", Fraction(1))),
    **dict.fromkeys(("person", "people"), ("人", Fraction(1))),
    **dict.fromkeys(("rmb", "cny", "rmbyuan", "元人民币"), ("元", Fraction(1))),
    **dict.fromkeys(("enterprise", "enterprises", "firm", "firms", "company", "companies"), ("家", Fraction(1))),
    **dict.fromkeys(("unit", "units", "number", "numbers", "count"), ("个", Fraction(1))),
}
# Units of what is counted one by one: half of it does not exist, and without decimals it is exact, not rounded.
COUNTED = frozenset("家个名人件项幢所座户次篇种门台套辆只条")
# What anything may be counted in: the name of the indicator says what it is.
ANYTHING = "个"
# Units that are read in a header, as in 数值(百分点), and convert into nothing.
OTHERS = frozenset(["百分点", "个百分点", "分", "位", "名次", "指数", "天", "年", "月", "小时", "是/否"]) | {
    "percentagepoint",
    "percentagepoints",
    "pp",
}
LONGEST_UNIT = 40


def factor(given: str, wanted: str) -> Fraction | None:
    """What a number in the unit `given` is multiplied by to be in `wanted`; None where nothing declares it.

    >>> factor("亿元", "万元"), factor("units", "家"), factor("家", "人")
    (Fraction(10000, 1), Fraction(1, 1), None)
    """
    one, other = size_of(given), size_of(wanted)
    return _times(one, other) if one and other else None


def _times(one: tuple[str, Fraction], other: tuple[str, Fraction]) -> Fraction | None:
    families = {one[0], other[0]}
    alike = len(families) == 1 or (ANYTHING in families and families <= COUNTED)
    return one[1] / other[1] if alike else None


def is_counted(unit: str) -> bool:
    """Whether what a unit measures comes in whole numbers.

    >>> is_counted("家"), is_counted("万家"), is_counted("亿元")
    (True, False, False)
    """
    return _folded(unit) in COUNTED


def is_unit(text: str) -> bool:
    """Whether `text` is a unit that the table knows."""
    return _folded(text) in OTHERS or size_of(text) is not None


_POWER = pattern(
    r"(?:in )?(?:thousands?|millions?|billions?|'?000s?)(?: of [a-z$€¥£ ]+)?|[x×*] ?1 ?0{3}(?: ?0{3})*", re.IGNORECASE
)


def is_power(text: str) -> bool:
    """Whether a text is a power of ten, and no unit, which numbers are to be multiplied by.

    >>> is_power("Millions"), is_power("千"), is_power("千元"), is_power("10000")
    (True, True, False, False)
    """
    text = plain(text.strip())
    if not text or text.isdecimal() or len(text) > LONGEST_UNIT:
        return False
    return text in PREFIXES or _POWER.fullmatch(text) is not None


def size_of(unit: str) -> tuple[str, Fraction] | None:
    """The family of a unit and its size there; a unit per something is in the family of that something.

    >>> size_of("万元/人")
    ('元/人', Fraction(10000, 1))
    """
    return _size(unit) if len(unit) <= LONGEST_UNIT else None


_TWO_TONGUES = pattern(
    r"([^A-Za-z(（]*[\u4e00-\u9fff][^A-Za-z(（]*?)(?:\s+|\s*[(（] *)"
    r"([0-9 ,.]*[A-Z]?[a-z][a-z]*(?:[ ./-][A-Z]?[a-z]+)*)(?: *[)）])?"
)


@lru_cache(maxsize=1024)
def one_unit(text: str) -> str:
    """The unit of a cell that says it in Chinese and then in English, another unit than which that must not be.

    >>> one_unit("亿元 100 million yuan"), one_unit("家 (unit)"), one_unit("亿元(million yuan)"), one_unit("吨 CO2")
    ('亿元', '家', '亿元(million yuan)', '吨 CO2')
    """
    found = _TWO_TONGUES.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return text
    chinese, english = size_of(found[1]), size_of(found[2])
    return found[1] if english is None or chinese is None or _times(chinese, english) == 1 else text


def prefix_of(unit: str) -> str:
    """The power of ten that a unit starts with, empty where there is none.

    >>> prefix_of("万元"), prefix_of("家")
    ('万', '')
    """
    amount = _folded(unit).partition("/")[0]
    found = (prefix for prefix in PREFIXES if prefix and amount.startswith(prefix) and _base(amount[len(prefix) :]))
    return max(found, key=len, default="")


@lru_cache(maxsize=1024)
def _size(unit: str) -> tuple[str, Fraction] | None:
    folded = _folded(unit)
    if one := _TWICE.fullmatch(folded):
        outer, inner = _size(one[1]), _size(one[2])
        if inner:
            return (outer or inner) if not one[1] or (outer and _times(outer, inner) == 1) else None
        # What stands behind it in letters is the same in another language.
        return outer if one[2].isascii() and one[2].replace(" ", "").isalpha() else None
    if _SHARE_OF.fullmatch(folded):
        return SIZES["%"]
    amount, slash, per = folded.partition("/")
    for prefix, power in PREFIXES.items():
        base = _base(amount[len(prefix) :]) if amount.startswith(prefix) else None
        if base:
            return base[0] + slash + per, base[1] * power
    return None


def _base(name: str) -> tuple[str, Fraction] | None:
    return (name, Fraction(1)) if name in BASES else SIZES.get(name)


# A unit that is said twice, as in Percentage (%), or stands in brackets.
_TWICE = pattern(r"([^()]*)\(([^()]+)\)")
# Per cent of something, which the name of the indicator says as well.
_SHARE_OF = pattern("(?:%|percent|percentage|pct)of[a-z][a-z-]{0,30}")
_TRADITIONAL = str.maketrans("億萬戶個畝噸頃幢臺張項種門輛條冊頭隻數點", "亿万户个亩吨顷幢台张项种门辆条册头只数点")


def _folded(unit: str) -> str:
    return "".join(unicodedata.normalize("NFKC", plain(unit)).casefold().translate(_TRADITIONAL).split())


# What a value cell says together with its unit: numbers as offices write them, each read exactly or refused.

PERCENT = frozenset(("%", "％"))
# What an amount of money begins with, and the unit that it says.
_SYMBOLS: Mapping[str, str] = {"¥": "元", "￥": "元", "$": "美元", "US$": "美元", "€": "欧元"}
MONEY = frozenset(_SYMBOLS.values())

_PRICE = pattern(r"([+-]?) ?(US\$|[¥￥$€]) ?([+-]?[0-9.].*)", re.DOTALL)
_APART = pattern(
    r"([+-]?[1-9][0-9]{0,2})(([ \u00a0\u2007\u2009\u202f'’])[0-9]{3}(?:\3[0-9]{3})*)((?:\.[0-9]+)?(?:[^0-9].*)?)",
    re.DOTALL,
)
_NUMERAL = pattern("负?[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
_WITH_TEXT = pattern(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?) ?([^\s0-9,.+-].*)", re.DOTALL)


class Amount(NamedTuple):
    """A number with its text and unit, and how firm a flag behind it says that it is.

    `rewritten`: what it was read as, empty where it was read as it stands.
    """

    value: float | Refusal | None
    text: str
    unit: str
    rewritten: str = ""
    status: FigureStatus = FigureStatus.UNSTATED


def parse_amount(text: str, unit: str) -> Amount:
    """The number that a value cell and the unit beside it (empty where there is none) say.

    Beyond plain numbers: `%`, known units and flags behind the number, groups of three that are set apart, a sign of a
    currency, 3.5万 and 1.2亿, Chinese numerals in their full form (三十八万), 第5位, and 是, 否, 完成, 未完成
    as 1 and 0.
    A power of ten in both the number and its unit is refused.

    >>> parse_amount("3.5万", "家")[:4], parse_amount("640 p", "家").status.value
    ((35000.0, '3.5万', '家', '35000'), 'preliminary')
    >>> parse_amount("12.3亿元", "")[:4]
    (12.3, '12.3', '亿元', '12.3 亿元')
    """
    value = parse_number(text, percent=_is_percent(unit))
    if not isinstance(value, Refusal):
        return Amount(value, text, unit, "" if value is None or text.isascii() else in_ascii(text))
    if len(text) > LONGEST:
        return Amount(value, text, unit)
    done = event_value(text)
    if done is not None:
        return Amount(done, text, unit, f"{done:g}")
    if bounds_of(text):
        return Amount(None, text, unit, in_ascii(text).replace(" ", ""))
    forms = (_with_text, _numeral, _set_apart, _priced, _ranked, _flagged)
    return next((amount for form in forms if (amount := form(text, unit))), Amount(value, text, unit))


def _is_percent(unit: str) -> bool:
    return unit in PERCENT or (bool(unit) and size_of(unit) == SIZES["%"])


def _set_apart(text: str, unit: str) -> Amount | None:
    """The amount of a number whose groups of three are set apart by blanks or apostrophes."""
    found = _APART.fullmatch(in_ascii(text))
    if found is None:
        return None
    whole = found[1] + found[2].replace(found[3], "") + found[4]
    return _said(parse_amount(whole, unit), whole)


def _priced(text: str, unit: str) -> Amount | None:
    """The amount of a number with the sign of a currency before it, where that is the one of its unit."""
    found = _PRICE.fullmatch(in_ascii(text))
    if found is None:
        return None
    number, own = found[1] + found[3], _SYMBOLS[found[2]]
    if unit and (size_of(unit) or ("", 0))[0] != own:
        return None
    # ¥ alone leaves open whether these are 元 or 万元.
    amount = parse_amount(number, unit or own.removeprefix("元"))
    return _said(amount, f"{number} {amount.unit}".strip())


# A place in an order, and the units that it may stand under.
_RANK, _OF_RANKS = pattern(r"第 ?([0-9]{1,6}) ?(?:位|名)"), ("位", "名", "名次")


def _ranked(text: str, unit: str) -> Amount | None:
    """The amount of a rank in words, 第5位."""
    found = _RANK.fullmatch(in_ascii(text))
    if found is None or unit not in ("", *_OF_RANKS):
        return None
    return _said(parse_amount(found[1], unit or _OF_RANKS[0]), found[1])


def _flagged(text: str, unit: str) -> Amount | None:
    """The amount of a number with a flag behind it."""
    found = flagged(in_ascii(text))
    if found is None:
        return None
    amount = parse_amount(found.text, unit)
    return _said(amount, found.text if amount.value is not None else "", found.status)


def _said(amount: Amount, text: str, status: FigureStatus = FigureStatus.UNSTATED) -> Amount | None:
    """An amount that was read as a text; None where it was not read after all."""
    if isinstance(amount.value, Refusal):
        return None
    firm = amount.status if status is FigureStatus.UNSTATED else status
    return amount._replace(rewritten=amount.rewritten or text, status=firm)


_BOUND = pattern(r"([<>]=?|[≤≥]) ?([0-9.,]+) ?%?")


def bounds_of(text: str) -> tuple[float, float] | None:
    """What a cell says that gives a bound and no number, as the least and the most; infinite where it says nothing.

    >>> bounds_of("< 2.5"), bounds_of(">95%"), bounds_of("2.5")
    ((-inf, 2.5), (95.0, inf), None)
    """
    found = _BOUND.fullmatch(in_ascii(text.strip())) if len(text) <= LONGEST else None
    value = parse_plain(found[2]) if found else None
    if found is None or value is None:
        return None
    return (-math.inf, value) if found[1][0] in "<≤" else (value, math.inf)


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
        return Amount(Refusal.TWO_UNITS, text, unit) if behind not in PERCENT and is_unit(behind) else None
    return Amount(value, digits + stated if stated in PERCENT else digits, stated, f"{digits} {stated}")


def _power(behind: str, unit: str) -> tuple[str, str | None]:
    """The power of ten that stands behind a number, else the unit that does; neither where it is something else."""
    if behind in PREFIXES:
        return behind, unit
    if unit and behind.endswith(unit) and behind.removesuffix(unit) in PREFIXES:
        return behind.removesuffix(unit), unit
    known = behind == unit or (is_unit(behind) and (not unit or (size_of(behind) or behind) == size_of(unit)))
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
    again, text = _usual(again), _usual(text)
    # 十万零一千 has a 零 that need not be there; 一万二 lacks what it must have.
    same = again.replace("零", "") == text.replace("零", "") and text.count("零") >= again.count("零")
    return float(value) if same else None


def _usual(numeral: str) -> str:
    """A numeral with the one spelling of two, of zero and of ten."""
    text = numeral.replace("两", "二").replace("〇", "零")
    sign, text = ("负", text[1:]) if text.startswith("负") else ("", text)
    return sign + (text[1:] if text.startswith("一十") else text)
