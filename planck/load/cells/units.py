"""Units and the declared conversions between them: one table, exact, and nothing outside of it is ever converted."""

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from planck.load.cells.plain import plain

# Chinese powers of ten before a unit, as in 亿元, 万人, 百万元.
PREFIXES: Mapping[str, Fraction] = {
    name: Fraction(10) ** power
    for name, power in {
        "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
        "千亿": 11, "万亿": 12,
    }.items()
}  # fmt: skip
# Units that such a power may stand before, each convertible into itself alone.
BASES = frozenset(
    [
        "元",
        "美元",
        "人",
        "人次",
        "人年",
        "名",
        "家",
        "户",
        "个",
        "件",
        "项",
        "次",
        "篇",
        "种",
        "所",
        "张",
        "座",
        "场",
        "幢",
        "栋",
        "台",
        "套",
        "辆",
        "册",
        "例",
        "株",
        "头",
        "只",
        "条",
        "宗",
        "份",
        "瓦",
        "瓦时",
        "吨标准煤",
        "立方米",
    ]
)
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
    "percent": ("share", Fraction(1, 100)),
}
# Units of what is counted one by one: half of it does not exist, and without decimals it is exact, not rounded.
COUNTED = frozenset("家个名人件项幢所座户次篇种门台套辆只条")
# Units that are read in a header, as in 数值(百分点), and convert into nothing.
OTHERS = frozenset(["百分点", "个百分点", "分", "位", "名次", "指数", "天", "年", "月", "小时", "是/否"])
LONGEST = 40


def factor(given: str, wanted: str) -> Fraction | None:
    """What a number in the unit `given` is multiplied by to be in `wanted`; None where nothing declares it.

    >>> factor("亿元", "万元"), factor("%", "share"), factor("家", "人")
    (Fraction(10000, 1), Fraction(1, 100), None)
    """
    one, other = size_of(given), size_of(wanted)
    return one[1] / other[1] if one and other and one[0] == other[0] else None


def is_counted(unit: str) -> bool:
    """Whether what a unit measures comes in whole numbers.

    >>> is_counted("家"), is_counted("万家"), is_counted("亿元")
    (True, False, False)
    """
    return _folded(unit) in COUNTED


def is_unit(text: str) -> bool:
    """Whether `text` is a unit that the table knows."""
    return _folded(text) in OTHERS or size_of(text) is not None


def size_of(unit: str) -> tuple[str, Fraction] | None:
    """The family of a unit and its size there; a unit per something is in the family of that something.

    >>> size_of("万元/人")
    ('元/人', Fraction(10000, 1))
    """
    return _size(unit) if len(unit) <= LONGEST else None


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
    amount, slash, per = _folded(unit).partition("/")
    for prefix, power in PREFIXES.items():
        base = _base(amount[len(prefix) :]) if amount.startswith(prefix) else None
        if base:
            return base[0] + slash + per, base[1] * power
    return None


def _base(name: str) -> tuple[str, Fraction] | None:
    return (name, Fraction(1)) if name in BASES else SIZES.get(name)


def _folded(unit: str) -> str:
    return "".join(unicodedata.normalize("NFKC", plain(unit)).casefold().split())
