"""Amounts as they are printed: a number, its scale (万, 亿), its unit; in digits or in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

SCALES = {
    "": 0,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}

# What is counted one by one. 个 goes with every one of them: plans count firms in 家 and in 个.
COUNTS = [
    "家",
    "项",
    "件",
    "名",
    "人",
    "位",
    "场",
    "次",
    "幢",
    "栋",
    "座",
    "条",
    "篇",
    "种",
    "户",
    "所",
    "批",
    "台",
    "套",
    "册",
    "只",
    "支",
    "期",
    "处",
    "款",
    "部",
    "门",
]
_PEOPLE = frozenset("名人位")
_MEASURED = [
    "元",
    "美元",
    "平方米",
    "平方公里",
    "公里",
    "米",
    "亩",
    "公顷",
    "吨",
    "千瓦时",
    "千瓦",
    "年",
    "月",
    "日",
    "天",
    "分",
    "分钟",
    "小时",
    "倍",
    "成",
    "岁",
    "级",
    "度",
    "%",
    "‰",
    "百分点",
]
_COMPOUND = ("人次", "家次", "人年", "个百分点")
UNITS = tuple(sorted({*COUNTS, *_MEASURED, *_COMPOUND, "个"}, key=lambda unit: (-len(unit), unit)))

_SCALE = "(?:[十百千万]?亿|万亿|[十百千]?万|千(?!瓦)|百(?!分))"
_UNIT = "|".join(map(re.escape, UNITS))
_TAIL = rf"(?P<more>[余多]?)(?P<scale>{_SCALE}?)(?:[余多]?)(?P<unit>(?:{_UNIT})?)"
_LONGEST = 20
# No figure has as many digits; what has is a line of digits, of which some powers of ten are beyond every number.
_MOST_DIGITS = 40
_FALLING = ("下降", "降低", "减少", "回落", "下滑", "负增长")
# How many characters before a number such a word may start.
_FALL_BEFORE = 6
_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_NUMERAL = re.compile(
    rf"(?P<digits>(?<![0-9])(?<![0-9]\.)(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?){_TAIL}"
    rf"|百分之(?P<percent>[{_CHINESE}点]+)"
    rf"|(?P<below>[{_CHINESE}]+)分之(?P<above>[{_CHINESE}]+)"
    rf"|(?P<chinese>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?P<chinese_unit>(?:{_UNIT})?)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a unit: `number` is as printed, `value` with its scale, so that 1.2万亩 is 1.2 and 12000 亩."""

    number: Decimal
    scale: int
    unit: str

    @property
    def value(self) -> Decimal:
        """The number times its scale."""
        return self.number.scaleb(self.scale)

    def agrees(self, other: "Amount") -> bool:
        """Whether two amounts say the same. A unit or a scale that one of them does not print is no disagreement."""
        if self.value == other.value:
            return same_unit(self.unit, other.unit)
        bare = (self.scale == 0 and not self.unit) or (other.scale == 0 and not other.unit)
        return bare and self.number == other.number


@dataclass(frozen=True, slots=True)
class Number:
    """An amount in a folded text: from `start` to `core` the number itself, up to `end` with scale and unit.

    `falls`: a word before it says that it is a fall, so that 下降3.2% may be encoded as 3.2 or as -3.2.
    """

    amount: Amount
    start: int
    core: int
    end: int
    falls: bool = False

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that it may be encoded as."""
        return (self.amount, replace(self.amount, number=-self.amount.number)) if self.falls else (self.amount,)

    def says(self, amount: Amount) -> bool:
        """Whether it may be encoded as `amount`."""
        return any(own.agrees(amount) for own in self.amounts)


def amount_of(number: Decimal, unit: str) -> Amount:
    """The amount of a number encoded in a unit such as 亿元, 万名, 篇/天, in any width or script that is folded."""
    first = re.split(r"[/(]", unit, maxsplit=1)[0]
    found = re.match(_SCALE, first)
    rest = first[found.end() :] if found else first
    # 千瓦 and 百分点 are units; 万 alone is a scale.
    scale = SCALES[found[0]] if found else 0
    return Amount(number, scale, _plain(rest))


def same_unit(one: str, other: str) -> bool:
    """Whether two units may stand for each other; one that is not printed goes with all."""
    if one == other or not one or not other:
        return True
    if {one, other} <= _PEOPLE:
        return True
    counted = {*COUNTS, "人次", "家次"}
    return (one == "个" and other in counted) or (other == "个" and one in counted)


def _plain(unit: str) -> str:
    return unit.removeprefix("个") if unit == "个百分点" else unit


def numbers_in(text: str, *, every: bool = False) -> Iterator[Number]:
    """The amounts in a folded text, in order; each is a whole number, never a part of one.

    Chinese numerals of one character count only with a unit or after 第, because most of them are words, unless
    `every`.
    """
    end = -1
    for found in _NUMERAL.finditer(text):
        number = _digits(found, _is_negative(text, found.start(), end)) if found["digits"] else _in_chinese(found)
        if number and (every or found["digits"] or _counts(found, text)):
            falls = any(word in text[max(0, number.start - _FALL_BEFORE) : number.start] for word in _FALLING)
            yield replace(number, falls=falls)
            end = number.end


def _is_negative(text: str, start: int, end: int) -> bool:
    """Whether a minus sign stands before the number at `start`, and not the dash of a range or of a name.

    `end` is where the number before it ends, with its unit.
    """
    before = text[start - 2 : start - 1] if start > 1 else ""
    name_or_range = end == start - 1 or (before.isascii() and (before.isalnum() or before in ("%", ")", "-")))
    return text[start - 1 : start] in ("-", "−") and not name_or_range


def _counts(found: re.Match[str], text: str) -> bool:
    if found["chinese"] is None:
        return True
    ordinal = text[max(0, found.start() - 1) : found.start()] == "第"
    return bool(found["chinese_unit"]) or ordinal or len(found["chinese"]) > 1


def _digits(found: re.Match[str], negative: bool) -> Number | None:
    if len(found["digits"]) > _MOST_DIGITS:
        return None
    number = Decimal(found["digits"].replace(",", ""))
    amount = Amount(-number if negative else number, SCALES[found["scale"]], _plain(found["unit"]))
    return Number(amount, found.start(), found.end("digits"), found.end())


def _in_chinese(found: re.Match[str]) -> Number | None:
    if found["percent"]:
        number = _converted(found["percent"])
        return _number(found, number, "%", found.end())
    if found["below"]:
        above, below = _converted(found["above"]), _converted(found["below"])
        return _number(found, above / below if above is not None and below else None, "", found.end())
    return _number(found, _converted(found["chinese"]), _plain(found["chinese_unit"]), found.end("chinese"))


def _number(found: re.Match[str], number: Decimal | None, unit: str, core: int) -> Number | None:
    return None if number is None else Number(Amount(number, 0, unit), found.start(), core, found.end())


def _converted(numeral: str) -> Decimal | None:
    """The number that a Chinese numeral means; None when it means none, like 万 alone or a name such as 二三."""
    if len(numeral) > _LONGEST:
        return None
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(numeral, "smart")))
    except (ValueError, KeyError):  # The second is how it takes a 点 where none can stand.
        return None


def with_unit(amount: Amount, unit: Amount) -> Amount:
    """The amount in the unit of another one where it prints none of its own."""
    bare = not amount.unit and not amount.scale
    return replace(amount, scale=unit.scale, unit=unit.unit) if bare else amount
