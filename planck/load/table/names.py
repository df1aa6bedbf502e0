"""Names of indicators and regions as tables print them, without what is only print: numbers, marks of notes, units."""

import re
from functools import lru_cache
from typing import Protocol

from planck.load.cells.number import is_unit, one_unit
from planck.load.table.vocabulary import Role, is_filler, qualified
from planck.model import FigureStatus
from planck.pattern import pattern
from planck.record import Record

LONGEST = 200

# Without any of these a name is nothing but a name.
_PRINT = pattern(r"[^\u4e00-\u9fffA-Za-z&]")
_NUMBERED = pattern(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[(（][0-9]{1,2}[)）]|[0-9]{1,2}\s*[、)）]|[0-9]{1,2}[.．](?![0-9])|"
    r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?:\s|、)|"
    r"[\u2460-\u2473\u3251-\u325f]|[ivxIVX]{1,4}[.．]\s|[a-zA-Z][)）]\s?)\s*"
)
_PART = pattern(
    r"(?:其中|内含|of which|including)(?:\s*[:：,，]|\s)\s*|"
    r"[#＃·•・▪►※★☆▲△●○◆◇■□]\s*(?=[^0-9\s])|[-–—－]{1,2}\s*(?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_NOTED = pattern(
    r"\s*(?:[\u2460-\u2473]+|(?<=[\u4e00-\u9fff)）])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[[0-9]{1,2}\]|【[0-9]{1,2}】|[*＊†‡※]+|[(（\[]\s*(?:注|见注|note)\s*[0-9一二三四五]{0,2}\s*[)）\]]|"
    r"(?<=[\u4e00-\u9fff)）])\s?[a-d0-9][)）])\s*"
)
_UNIT_BEHIND = pattern(
    r"(?P<name>.*\S)\s*[(（\[【<〈]\s*(?:(?:计量)?单位\s*[:：]\s*|unit\s*:\s*)?"
    r"(?P<unit>[^()（）\[\]【】<>〈〉]+?(?:[(（][A-Za-z0-9 ,.]+[)）])?)\s*[)）\]】>〉]",
    re.DOTALL | re.IGNORECASE,
)
_UNIT_AFTER = pattern(r"(?P<name>[^,，:：]*[^,，:：\s])\s*[,，:：]\s*(?P<unit>[^,，:：]+)", re.DOTALL)
# As science writes it, 产值/亿元; but what is per person, hectare or ton of something is divided by that.
_UNIT_BELOW = pattern(
    r"(?P<name>[^/／]*[\u4e00-\u9fffA-Za-z)）])\s*[/／]\s*(?P<unit>[^/／]*[\u4e00-\u9fff%％‰][^/／]*)", re.DOTALL
)
_DIVIDED = pattern(r"(?:[能水电油]耗|消耗|排放|强度|密度|单价|均价|价格|成本)[^/／]*[/／]", re.DOTALL)
_BY_ITSELF = pattern(r".*(?:人口|人[员数]|职工|学生|教师|就业|户数?|面积|用地|耕地|土地|寿命|年限)", re.DOTALL)
_DIVISORS = frozenset(
    ("人", "万人", "户", "万户", "亩", "万亩", "公顷", "平方公里", "平方米", "年", "月", "日", "天", "小时")
)
_DATED = pattern(r"(?P<name>.*[^_\s])\s*_\s*(?:(?P<running>累计值)|当期值)", re.DOTALL)
_TWO_LANGUAGES = pattern(
    r"(?P<zh>[^\n]*[\u4e00-\u9fff][^\n]*?[\u4e00-\u9fff0-9)）%％])\s*[\s/／|]\s*[(（]?(?P<en>[A-Za-z][^\u4e00-\u9fff]*[a-z]{3}[^\u4e00-\u9fff]*)",
    re.DOTALL,
)


_ENGLISH_FIRST = pattern(r"[A-Z][A-Za-z' -]*[a-z]{3}[\s/|(（]+(?P<zh>[\u4e00-\u9fff]+)[)）]?")
_OPEN, _CLOSE = pattern("[(（]"), pattern("[)）]")


class Converter(Protocol):
    """What turns a text into simplified characters."""

    def convert(self, text: str) -> str:
        """The text, turned."""
        ...


class Named(Record):
    """A name, the unit that stands behind it, and whether it is said to be summed up since the year began."""

    name: str
    unit: str = ""
    running: bool = False


@lru_cache(maxsize=65536)
def printed_indicator(text: str) -> Named:
    """The indicator that a cell names, and the unit that stands behind its name.

    >>> printed_indicator("出口总值_累计值(亿美元)")
    Named(name='出口总值', unit='亿美元', running=True)
    >>> printed_indicator("一、地区生产总值（亿元）"), printed_indicator("其中：高新技术企业数①").name
    (Named(name='地区生产总值', unit='亿元', running=False), '高新技术企业数')
    >>> printed_indicator("产值/亿元").unit, printed_indicator("从业人员/人").unit, printed_indicator("产值/人").unit
    ('亿元', '人', '')
    """
    if _is_bare(text):
        return Named(name=text)
    name = _bare(_one_language(text.strip()))
    before, unit = unit_behind(name)
    if not unit:
        before, unit = _parted(_UNIT_AFTER.fullmatch(name) or _below(name))
    return _dated(_bare(before) or name, unit) if unit else _dated(name)


def _below(name: str) -> re.Match[str] | None:
    """A name with its unit below a stroke, where that is nothing that the name is divided by."""
    found = _UNIT_BELOW.fullmatch(name)
    if found is None or _DIVIDED.search(name):
        return None
    return found if found["unit"].strip() not in _DIVISORS or _BY_ITSELF.fullmatch(found["name"]) else None


def unit_behind(text: str) -> tuple[str, str]:
    """What stands before the unit in brackets at the end of a text, and that unit; nothing where it ends in none.

    >>> unit_behind("出口总值（亿美元）"), unit_behind("地区生产总值(当年价，亿元)"), unit_behind("企业(制造业)")
    (('出口总值', '亿美元'), ('地区生产总值', '亿元'), ('', ''))
    """
    return _parted(_UNIT_BEHIND.fullmatch(text) if len(text) <= LONGEST else None)


def _parted(found: re.Match[str] | None) -> tuple[str, str]:
    """The name and the unit of a text, where the unit is known and what stands beside it makes no difference."""
    if found is None:
        return "", ""
    if is_unit(unit := one_unit(found["unit"])):
        return found["name"], unit
    parts = [part.strip() for part in _BESIDE.split(found["unit"])]
    units = [part for part in parts if is_unit(part)]
    plain = all(part in units or _is_level(part) for part in parts)
    return (found["name"], units[0]) if len(units) == 1 and plain else ("", "")


def _is_level(word: str) -> bool:
    words = qualified(word)
    return is_filler(word) or (words is not None and words.role is Role.LEVEL and words.status is _UNSTATED)


_BESIDE, _UNSTATED = pattern("[,，、;；]"), FigureStatus.UNSTATED


def _dated(name: str, unit: str = "") -> Named:
    """The name without the word of the national site for the figures of a month alone or since the year began."""
    found = _DATED.fullmatch(name)
    if found is None:
        return Named(name=name, unit=unit)
    return Named(name=found["name"], unit=unit, running=bool(found["running"]))


@lru_cache(maxsize=65536)
def printed_region(text: str) -> str:
    """The region that a cell names.

    >>> printed_region("临江区 Linjiang"), printed_region("  # 临江区①"), printed_region("Linjiang District 临江区")
    ('临江区', '临江区', '临江区')
    """
    if _is_bare(text):
        return text
    text = text.strip()
    english_first = _ENGLISH_FIRST.fullmatch(text)
    return _bare(english_first["zh"] if english_first else _one_language(text))


def _is_bare(text: str) -> bool:
    """Whether there is nothing to be taken off a name."""
    return len(text) > LONGEST or (not _PRINT.search(text) and is_simplified(text))


def _one_language(text: str) -> str:
    """The Chinese half of a name that stands in two languages."""
    found = _TWO_LANGUAGES.fullmatch(text)
    # A bracket that is left open closes behind the English, which then only says the unit once more.
    whole = found and len(_OPEN.findall(found["zh"])) == len(_CLOSE.findall(found["zh"]))
    return found["zh"].strip() if found and whole else text


def _bare(text: str) -> str:
    """A name without the number of its row, the word for a part and the marks of notes; what is nothing else stays."""
    name = text
    for mark in (_NUMBERED, _PART, _NUMBERED):
        found = mark.match(name)
        name = name[found.end() :] if found else name
    while (end := _last(name)) is not None:
        name = name[:end]
    return simplified_name(name.strip()) or text


def _last(name: str) -> int | None:
    """Where the mark of a note at the end of a name begins."""
    return next((found.start() for found in _NOTED.finditer(name) if found.end() == len(name) and found.start()), None)


def simplified_name(name: str) -> str:
    """A name in simplified characters, where it has traditional ones and there is a library that turns them."""
    if is_simplified(name):
        return name
    converter = _converter()
    return converter.convert(name) if converter else name


def is_simplified(name: str) -> bool:
    """Whether a text has only Chinese characters of the simplified set."""
    if name.isascii():
        return True
    try:
        "".join(character for character in name if "\u4e00" <= character <= "\u9fff").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter() -> Converter | None:
    # Imported only here: few tables are in traditional characters, and the library comes with an extra.
    try:
        import opencc
    except ImportError:
        return None
    converter: Converter = opencc.OpenCC("t2s")
    return converter
