"""Amounts in a folded sentence: numerals and words, their units, their ranges, and the bounds printed behind them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from planck.draft.statement import Comparator, Kind
from planck.draft.vocabulary import ZH, words
from planck.pattern import pattern
from planck.record import Record

# What is counted one by one, and what is measured; of the names that fit the longest is taken.
COUNTED, MEASURED = words(ZH, "units.counted"), words(ZH, "units.measured")
# 人口 and 人均 are words of their own.
_UNITS = "|".join(map(re.escape, sorted((*COUNTED, *MEASURED), key=lambda unit: (-len(unit), unit))))
_UNITS = _UNITS.replace("|人|", "|人(?![口均民才])|").replace("|p|", "|p(?![a-z])|")
_SCALE = "(?:[十百千]?万[多余]?亿|[十百千]?亿|[十百千]?万|百(?!分)|千(?!瓦|克|米|卡|公里))"
UNIT = rf"(?:(?:{_UNITS})(?:/(?:[0-9]{{0,3}}[十百千]?[万亿](?:{_UNITS})?|{_UNITS}))?)"
"""What amounts are counted or measured in, without a scale, as a pattern."""
_DIGITS = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_DASH = pattern(r"-|—{1,2}|–|~|～|〜|至|到|、(?=[0-9])")
_BOUNDS = {
    "及以上": Comparator.AT_LEAST,
    "以上": Comparator.AT_LEAST,
    "及以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "以下": Comparator.LESS_THAN,
    "之下": Comparator.LESS_THAN,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
}
_BOUND = "|".join(_BOUNDS)
_NUMERAL = pattern(
    rf"(?P<number>{_DIGITS})(?P<more>[余多]?)(?P<scaled>{_SCALE}?(?P<over>[余多]?){UNIT}?)(?P<bound>(?:{_BOUND})?)"
)
_RUN = f"[{_CHINESE}]{{1,16}}"
_FRACTION = pattern(
    rf"百分之(?P<percent>[{_CHINESE}点]{{1,16}})(?P<bound_of_percent>(?:{_BOUND})?)"
    rf"|(?P<below>{_RUN})分之(?P<above>[{_CHINESE}]?)(?P<bound_of_part>(?:{_BOUND})?)"
    rf"|(?P<chinese>[{_CHINESE}]{{2,16}}(?:点{_RUN})?|[一二两三四五六七八九](?=倍|个?百分点)"
    rf"|[一二两三四五六七八九](?=成[以左，,。;至到—一二三四五六七八九半-]))"
    rf"(?P<over>[余多]?)(?P<unit>{UNIT})(?P<half>(?:(?<=成)[一二三四五六七八九半])?)(?P<bound>(?:{_BOUND})?)"
)
_PLACE = pattern(
    "前(?P<place>[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?)(?:(?P<unit>[位名])|(?=$|[,，、。;)]))"
)
# No figure has as many digits; cn2an takes long ones apart at length.
_MOST_DIGITS, _LONGEST_NUMERAL = 30, 16


_TEN_THOUSAND = 10_000


class Amount(Record):
    """An amount in a folded text: from `start` the number, to `end` its unit and bound.

    `high` is the upper end of a range; `kind` and `comparator` are what the amount says itself (翻一番, 减半, 以上).
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    unit: str = ""
    kind: Kind | None = None
    comparator: Comparator | None = None
    spelt: bool = False

    @property
    def in_percent(self) -> bool:
        """Whether its unit is the percent sign."""
        return self.unit == "%"

    @property
    def in_points(self) -> bool:
        """Whether its unit is the percentage point."""
        return self.unit.endswith("百分点")

    @property
    def base_unit(self) -> str:
        """The unit without its scale: 家 of 万家."""
        return re.sub(rf"^{_SCALE}", "", self.unit)

    @property
    def counts(self) -> bool:
        """Whether it counts things one by one."""
        return self.base_unit in COUNTED


# Words that say an amount: the kind of goal, the number, its unit, and the bound.
_UP, _DOWN = "(?:增长|提高|增加|提升|扩大|上升)", "(?:减少|下降|降低|减)"
_WORDS: tuple[tuple[re.Pattern[str], Kind, str, str, Comparator | None], ...] = (
    (pattern("翻了?两番"), Kind.MULTIPLE, "4", "倍", None),
    (pattern("翻了?近[一1]番"), Kind.MULTIPLE, "2", "倍", Comparator.ABOUT),
    (
        pattern(f"翻了?[一1]?番|翻了?[一1]?倍|双?倍增(?!计划|行动|工程|效应|规划|方案)|{_UP}(?:1|一)倍"),
        Kind.MULTIPLE,
        "2",
        "倍",
        None,
    ),
    (pattern(f"减半|{_DOWN}一半"), Kind.DECREASE, "50", "%", None),
    (pattern("(?:超)?过半(?:数)?|超半数|超过一半"), Kind.LEVEL, "50", "%", Comparator.MORE_THAN),
    (pattern("达到?一半|一半(?=以上|左右)"), Kind.LEVEL, "50", "%", None),
)
_BEHIND = pattern(f"(?:{_BOUND})?")
# A goal that is to be at least halved or doubled says so before the word.
_AT_LEAST = "至少"


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts of a folded sentence in order, none a part of another.

    >>> [(str(each.value), each.unit) for each in amounts_in("达到56.9万亿元,增长7.7%")]
    [('56.9', '万亿元'), ('7.7', '%')]
    >>> [(str(each.value), str(each.high)) for each in amounts_in("增长5%—5.5%")]
    [('5', '5.5')]
    """
    singles = sorted((*_words(text), *_numerals(text), *_fractions(text)), key=lambda each: (each.start, -each.end))
    return tuple(_joined(text, _apart(singles)))


def _apart(amounts: Iterable[Amount]) -> Iterator[Amount]:
    end = -1
    for amount in amounts:
        if amount.start >= end:
            yield amount
            end = amount.end


def _joined(text: str, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts, two that are one number or the ends of a range as one."""
    before: Amount | None = None
    for amount in amounts:
        joined = before and _as_one(text, before, amount)
        if before and not joined:
            yield before
        before = joined or amount
    if before:
        yield before


def _as_one(text: str, low: Amount, high: Amount) -> Amount | None:
    """The amount that two beside each other say together; None where they are two."""
    if text[low.end : high.start] == "±":
        around = {"value": low.value - high.value, "high": low.value + high.value}
        return replace(low, end=high.end, unit=low.unit or high.unit, **around)
    if low.end == high.start and low.unit in ("万", "亿") and high.unit[:1] == "千":
        # 2万5千个.
        return replace(high, start=low.start, value=low.value + high.value / 10, unit=low.unit + high.unit[1:])
    if low.end == high.start and low.unit == "万" and high.value < _TEN_THOUSAND and high.counts:
        # 1万8,000户.
        value = low.value + high.value / _TEN_THOUSAND
        return replace(high, start=low.start, value=value, unit=low.unit + high.unit)
    return replace(high, start=low.start, value=low.value, high=high.value) if _is_range(text, low, high) else None


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    between = text[low.end : high.start]
    way = pattern("[从由](?:[0-9]{4}年的?)?$").search(text[max(0, low.start - 8) : low.start])
    same = low.unit in ("", high.unit) and low.spelt is high.spelt and not way
    return same and low.value < high.value and between != "、" and bool(_DASH.fullmatch(between))


def _words(text: str) -> Iterator[Amount]:
    for said, kind, number, unit, comparator in _WORDS:
        for found in said.finditer(text):
            behind = _BEHIND.match(text, found.end())
            at_least = Comparator.AT_LEAST if text[: found.start()].endswith(_AT_LEAST) else comparator
            yield Amount(
                start=found.start(),
                end=behind.end() if behind else found.end(),
                value=Decimal(number),
                unit=unit,
                kind=kind,
                comparator=_BOUNDS.get(behind[0]) if behind and behind[0] else at_least,
                spelt=True,
            )


def _numerals(text: str) -> Iterator[Amount]:
    last = -1
    for found in _NUMERAL.finditer(text):
        follows, last = found.start() - 1 == last, found.end()
        if len(found["number"]) > _MOST_DIGITS:
            continue
        number = Decimal(found["number"].replace(",", "").replace(" ", ""))
        negative = not follows and pattern(r"(?:^|[^0-9a-z%—)])[-−]$").search(
            text[max(0, found.start() - 2) : found.start()]
        )
        yield Amount(
            start=found.start() - bool(negative),
            end=found.end(),
            value=-number if negative else number,
            unit=re.sub("[余多]", "", found["scaled"]),
            comparator=_more(found["more"] + found["over"] + found["scaled"], found["bound"]),
        )
    for found in _PLACE.finditer(text):
        yield Amount(
            start=found.start("place"),
            end=found.end(),
            value=converted(found["place"]) or Decimal(1),
            unit=found["unit"] or "位",
            spelt=True,
        )


def _more(tail: str, bound: str) -> Comparator | None:
    over = Comparator.MORE_THAN if "多" in tail or "余" in tail else None
    return _BOUNDS.get(bound, over)


def _fractions(text: str) -> Iterator[Amount]:
    for found in _FRACTION.finditer(text):
        value, unit = _fraction(found)
        if value is None:
            continue
        bound = found["bound_of_percent"] or found["bound_of_part"] or found["bound"] or ""
        comparator = _more(found["over"] or "", bound)
        yield Amount(start=found.start(), end=found.end(), value=value, unit=unit, comparator=comparator, spelt=True)


def _fraction(found: re.Match[str]) -> tuple[Decimal | None, str]:
    if found["percent"]:
        return converted(found["percent"]), "%"
    if found["below"]:
        # 三分之 that has lost its last character is a third.
        above, below = converted(found["above"] or "一"), converted(found["below"])
        return (round(above / below * 100, 1) if above and below else None), "%"
    value, unit = converted(found["chinese"]), found["unit"]
    if value is None or unit != "成":
        return value, unit
    half = Decimal(5) if found["half"] == "半" else converted(found["half"]) if found["half"] else None
    return value * 10 + (half or 0), "%"


def converted(numeral: str) -> Decimal | None:
    """The number that a Chinese numeral means; None when it means none.

    >>> converted("十二点五")
    Decimal('12.5')
    """
    if len(numeral) > _LONGEST_NUMERAL:
        return None
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(numeral, "smart")))
    except (ValueError, KeyError, InvalidOperation):
        return None
