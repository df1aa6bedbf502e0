"""The place that a title, the name of a sheet or the line of an office names, where no column says the regions."""

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import lru_cache

from planck.load.table.cells import Row
from planck.load.table.names import simplified_name
from planck.load.table.vocabulary import NO_NAMES, PROVINCES, SHORT_PLACES, folded
from planck.model import short_name
from planck.pattern import pattern

LONGEST = 120
# One place, as short as it may be; a whole address is several of them.
_PLACE = pattern(r"([\u4e00-\u9fff]{1,6}?(?:自治区|自治州|自治县|省|市|区|县))")
# What ends in such a character and names no place, or no certain one: 城市 is none, 盐城市 is one.
_GENERIC = pattern(
    r"(?:.{2,}|[大小新])?城市|[大新]?都市|(?:主|老|中心|建成|.{2,})?城区|(?:.{2,}|老)?山区|.*(?:上市|超市|地区|社区|园区|小区|"
    r"景区|示范区|试验区|开发区|高新区|先行区|市区|辖区|区县|市县|县区|县市|省市|省区|[市各]州县|工业区|保税区|功能区|片区|校区|库区|"
    r"牧区|灾区|特区|灌区|厂区|分区)|.?新区|[市县区省]|"
    r".*(?:主要|指标|统计|情况|经济|科技|工业|农业|重点|国民|社会|规划|企业|区域).*|"
    r"(?!(?:和[平田静硕顺龙政县]|[泰政平太共永兴仁民]和|呼和浩特|共青城|本溪|全[州南椒]|图们|昌图|万年|月湖).*)"
    r".*[各全本我某及和与的该此表图年月第共\s].*"
)
# A street, a town or a zone that lies within another place, as titles name it: no town in general, such as 城镇.
_INNER = pattern(
    r"(?P<name>(?:(?!各|所有|全部|重点|中心|特色|主要|部分)[\u4e00-\u9fff]){0,6}?)"
    r"(?:(?P<town>街道|(?<![城小乡])镇|(?<!城)乡)|"
    r"(?:经济(?:技术)?开发区|经开区|高新(?:技术)?(?:产业)?(?:开发)?区|新城|科技城|产业园区?|工业园区?)(?![(（]))"
)
_LEAST_TOWN = 2
# What may stand before the name of a place at the beginning of a title.
_BEFORE = pattern(
    r"(?:(?:附?[表件图]|续表|sheet|table)\s*[0-9一二三四五六七八九十]*(?:[-.][0-9]+)*\s*[:：、.]?\s*|"
    r"[一二三四五六七八九十]{1,3}、\s*|(?:统计|数据|填报|指标)?(?:范围|口径|区域|地区|对象)\s*[:：]\s*|[0-9]{4}(?:年度?)?\s*(?:[-–—~至]+\s*[0-9]{4}年?(?:度|间)?)?\s*(?:[上下]半年|第?[一二三四]季度|[0-9-]+月)?\s*|[《“\"(（\s]+)*",
    re.IGNORECASE,
)
# Who fills a form in is of the place that the form is about; where its numbers come from says less.
_OFFICE = pattern(
    r"(?:填报|填表|上报|报送|编制|制表|报表|汇总)\s*(?:单位|部门|机关|地区|区县|人单位)?(?:名称|(?:[(（]盖章[)）]))?\s*[:：]\s*(?P<office>\S+)"
)
_IN_BRACKETS = pattern(r"[(（【\[]([\u4e00-\u9fff]{2,12})[)）】\]]")
_ENGLISH = pattern(
    r"\b((?:[A-Z][\w'’-]+ ){1,3}(?:District|County|City|Province|Municipality|Prefecture))\b|"
    r"\b((?:District|County|City|Province|Municipality|Prefecture) of (?:[A-Z][\w'’-]+ ?){1,3})"
)
# The whole of a place whose name nobody says: that of whoever speaks.
_WHOLE = pattern(
    r"全[市省国区县州旗](?!文明|重点|百强|示范|先进|一体化|统一|首|性|人大|两会)|"
    r"(?:.*\b(?:for|of|in) )?(?:the )?\b(?:(?:whole|entire) (?:city|province|country|nation|district|county)|"
    r"(?:city|province|country|nation|district|county)[- ]?wide)\b|"
    r"(?:national|provincial|municipal)"
    r"(?=\Z| (?:level|indicators|statistics|figures|data|totals?|averages?|main|key)\b)|"
    r".*\b(?:for|of|in) (?:china|the world)\Z|"
    r"(?:china|world)(?=\Z|\s*[:,(-]| (?:indicators|statistics|figures|data)\b)",
    re.IGNORECASE,
)
# What may stand behind the short name of a place in a title, and behind that in its full name.
_AFTER_SHORT = pattern(
    r"\Z|[0-9\s(（]|主要|指标|统计|经济|科技|国民|社会|规划|人口|财政|创新|地区生产|数据|高新|规上|情况|近年|历年"
)
_AFTER_PLACE = pattern(r"|省|市|新?区|县|州|旗|地区|盟|.{0,7}自治[区州县]|特别行政区")
_LONGEST_SHORT = max(map(len, SHORT_PLACES))
# What words for a whole end in, in the words of both languages, and what the names of such places end in.
_PROVINCES = ("省", "province")
_LEVELS = (
    (pattern(r"[国世]|nation|country|china|world", re.IGNORECASE), ("中国", "全国", "china")),
    (pattern(r"省|provinc", re.IGNORECASE), _PROVINCES),
    (pattern(r"市|city|municipal", re.IGNORECASE), ("市", "city")),
    (pattern(r"县|county", re.IGNORECASE), ("县", "county")),
    (pattern(r"区|district", re.IGNORECASE), ("区", "district")),
    (pattern(r"州", re.IGNORECASE), ("州", "prefecture")),
    (pattern(r"旗", re.IGNORECASE), ("旗", "banner")),
)
_COUNTRY, *_SMALLER = _LEVELS
_NOT_ENGLISH = pattern(r"\b(?:The|Each|Every|All|Main|Key|Total|Of|By|Inner|Whole|Central|New)\b ?")


@lru_cache(maxsize=4096)
def place_in(text: str) -> str:
    """The place that a text begins with, has in brackets, or names as that of the office that fills a form in.

    >>> place_in("2022年某省滨湖区主要指标"), place_in("表1 杭州市滨湖区"), place_in("填报单位：滨湖区科技局")
    ('', '滨湖区', '滨湖区')
    >>> place_in("滨湖区东山街道主要指标"), place_in("滨湖区经济开发区2022年"), place_in("滨湖区城镇统计")
    ('东山街道', '经济开发区', '滨湖区')
    >>> place_in("城市居民收入"), place_in("各区主要指标"), place_in("Indicators of Binhu District")
    ('', '', 'Binhu District')
    >>> place_in("主要指标（全市）"), place_in("浙江主要指标"), place_in("National indicators")
    ('全市', '浙江', 'National')
    """
    return next(reversed(_address(text)), "")


def _address(text: str) -> tuple[str, ...]:
    """The places that a text names one within the other, the smallest one last."""
    text = simplified_name(unicodedata.normalize("NFKC", text[:LONGEST]).strip())
    if office := _OFFICE.search(text):
        return _of_part(office["office"])
    begin = _BEFORE.match(text)
    parts = (text[begin.end() :] if begin else text, *_IN_BRACKETS.findall(text))
    return next(filter(None, map(_of_part, parts)), ()) or _english(text)


def _of_part(text: str) -> tuple[str, ...]:
    found = _WHOLE.match(text)
    word = found[0].strip() if found else _short(text)
    return tuple(_places(text)) or ((word,) if word else ())


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    """The place by whose short name a text begins, where it ends there or goes on as titles do."""
    names = (text[:size] for size in range(_LONGEST_SHORT, 1, -1) if _AFTER_SHORT.match(text, size))
    return next((name for name in names if name in SHORT_PLACES), "")


def _places(text: str) -> Iterator[str]:
    at = 0
    while found := _PLACE.match(text, at):
        if _GENERIC.fullmatch(found[1]) or folded(found[1]) in NO_NAMES:
            break
        yield found[1]
        at = found.end()
    inner = _INNER.match(text, at)
    named = inner and len(inner["name"]) >= (_LEAST_TOWN if inner["town"] or not at else 0)
    if inner and named and _AFTER_SHORT.match(text, inner.end()):
        yield inner[0]


def _english(text: str) -> tuple[str, ...]:
    found = _ENGLISH.search(_NOT_ENGLISH.sub("", text))
    return ((found[1] or found[2]).strip(),) if found else ()


def names_one(text: str, regions: Set[str]) -> bool:
    """Whether a text names one of the regions; not where it is only what another place lies in.

    >>> names_one("杭州市滨湖区", {"滨湖区"}), names_one("杭州市滨湖区", {"杭州市"})
    (True, False)
    >>> names_one("滨湖主要指标", {"滨湖区"}), names_one("全区", {"滨湖区"}), names_one("全市", {"滨湖区"})
    (True, True, False)
    >>> names_one("滨湖区主要指标", {"杭州市滨湖区"}), names_one("江北区主要指标", {"杭州市滨湖区"})
    (True, False)
    """
    return named_in(text, regions) is not None


def named_in(text: str, regions: Set[str]) -> str | None:
    """The region that a text names, blank where it is one of whoever speaks; None where it names none of them.

    >>> named_in("浙江主要指标", {"浙江省"}), named_in("全区", {"滨湖区"}), named_in("杭州市", {"滨湖区"})
    ('浙江省', '', None)
    """
    *within, place = [*map(folded, _address(text))] or [""]
    if whole_of(place):
        return "" if is_of_level(place, regions) else None
    whole = folded(simplified_name(text))
    named = [
        one
        for one, name in zip(regions, map(simplified_name, regions), strict=True)
        if len(name) > 1
        and ((name in whole and name not in within) or (place and _is_same(name, place)) or _begins_with(text, name))
    ]
    return place if place in named else max(sorted(named), key=len, default=None)


def is_known(name: str, regions: Set[str]) -> bool:
    """Whether a cell names one of the regions, by its whole name or the short one.

    >>> is_known("滨湖", {"滨湖区"}), is_known("滨湖科技", {"滨湖区"})
    (True, False)
    """
    return folded(name) in regions or folded(name) in map(short_name, regions)


def is_named(name: str) -> bool:
    """Whether a name is that of a place that is known, and not only of the form of one.

    >>> is_named("余杭"), is_named("余杭区"), is_named("特色小镇")
    (True, True, False)
    """
    return name in SHORT_PLACES or short_name(name) in SHORT_PLACES


def whole_of(text: str) -> str:
    """The word for the whole of a place whose name is not said, where a text is nothing else.

    >>> whole_of("全市"), whole_of("Whole city"), whole_of("杭州市")
    ('全市', 'Whole city', '')
    """
    found = _WHOLE.match(text.strip())
    return found[0] if found and found.end() == len(text.strip()) else ""


def _is_same(one: str, place: str) -> bool:
    if one.endswith(place) or place.endswith(one):
        return True
    rest = one.removeprefix(place) if place in SHORT_PLACES else one
    return rest != one and _AFTER_PLACE.fullmatch(rest) is not None


def is_of_level(word: str, regions: Set[str]) -> bool:
    """Whether a word such as 全区 can mean one of the regions; none of whose names says what it is may be anything."""
    named, country = _COUNTRY
    if named.search(word):
        return any(one in country for one in regions)
    ends = next(ends for named, ends in _SMALLER if named.search(word))
    known = tuple(end for _, each in _SMALLER for end in each)
    # A province is often named without the word for it.
    short = ends is _PROVINCES and any(one in PROVINCES for one in regions)
    return short or any(one.endswith(ends) for one in regions) or not any(one.endswith(known) for one in regions)


def _begins_with(text: str, region: str) -> bool:
    """Whether a text begins with the short name of a region."""
    text = simplified_name(unicodedata.normalize("NFKC", text[:LONGEST]).strip())
    begin = _BEFORE.match(text)
    rest = text[begin.end() :] if begin else text
    for place in _places(rest):
        rest = rest.removeprefix(place)
    return bool(short_name(region)) and rest.startswith(short_name(region))


def is_form_of_office(row: Row) -> bool:
    """Whether a row says who fills the form in.

    >>> is_form_of_office(Row(9, ["", "填报单位：滨湖区科技局"])), is_form_of_office(Row(9, ["数据来源：滨湖区统计局"]))
    (True, False)
    """
    return any(_OFFICE.search(cell[:LONGEST]) for cell in row.cells)


def is_elsewhere(text: str, regions: Set[str]) -> bool:
    """Whether a text names another place than those that plans are about.

    >>> is_elsewhere("临江区", {"云溪区"}), is_elsewhere("云溪区2022", {"杭州市云溪区"})
    (True, False)
    """
    return bool(regions) and not names_one(text, regions) and bool(place_in(text))
