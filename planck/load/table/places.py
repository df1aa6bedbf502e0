"""The place that a title, the name of a sheet or the line of an office names, where no column says the regions."""

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import lru_cache

from planck.load.table.cells import Row
from planck.load.table.names import simplified_name
from planck.load.table.vocabulary import NO_NAMES, folded
from planck.pattern import pattern

LONGEST = 120
# One place, as short as it may be; a whole address is several of them.
_PLACE = pattern(r"([\u4e00-\u9fff]{1,6}?(?:自治区|自治州|自治县|省|市|区|县))")
# What ends in such a character and names no place, or no certain one.
_GENERIC = pattern(
    r".*(?:城市|上市|超市|都市|地区|社区|园区|小区|景区|示范区|试验区|开发区|高新区|先行区|城区|市区|辖区|区县|市县|县区|"
    r"县市|省市|省区|州县|工业区|保税区|功能区|片区|校区|库区|林区|山区|牧区|灾区|特区|灌区|矿区|厂区|分区)|.?新区|"
    r"[市县区省]|.*[各全本我某及和与的该此表图年月第共\s].*|.*(?:主要|指标|统计|情况|经济|科技|工业|农业|重点|国民|社会|规划|企业|区域).*"
)
# What may stand before the name of a place at the beginning of a title.
_BEFORE = pattern(
    r"(?:(?:附?[表件图]|续表|sheet|table)\s*[0-9一二三四五六七八九十]*(?:[-.][0-9]+)*\s*[:：、.]?\s*|"
    r"[一二三四五六七八九十]{1,3}、\s*|[0-9]{4}(?:年度?)?\s*(?:[-–—~至]+\s*[0-9]{4}年?(?:度|间)?)?\s*(?:[上下]半年|第?[一二三四]季度|[0-9-]+月)?\s*|[《“\"(（\s]+)*",
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
_NOT_ENGLISH = pattern(r"\b(?:The|Each|Every|All|Main|Key|Total|Of|By|Inner|Whole|Central|New)\b ?")


@lru_cache(maxsize=4096)
def place_in(text: str) -> str:
    """The place that a text begins with, has in brackets, or names as that of the office that fills a form in.

    >>> place_in("2022年某省滨湖区主要指标"), place_in("表1 杭州市滨湖区"), place_in("填报单位：滨湖区科技局")
    ('', '滨湖区', '滨湖区')
    >>> place_in("城市居民收入"), place_in("各区主要指标"), place_in("Indicators of Binhu District")
    ('', '', 'Binhu District')
    """
    return next(reversed(_address(text)), "")


def _address(text: str) -> tuple[str, ...]:
    """The places that a text names one within the other, the smallest one last."""
    text = simplified_name(unicodedata.normalize("NFKC", text[:LONGEST]).strip())
    if office := _OFFICE.search(text):
        return tuple(_places(office["office"]))
    begin = _BEFORE.match(text)
    parts = (text[begin.end() :] if begin else text, *_IN_BRACKETS.findall(text))
    return next(filter(None, (tuple(_places(part)) for part in parts)), ()) or _english(text)


def _places(text: str) -> Iterator[str]:
    at = 0
    while found := _PLACE.match(text, at):
        if _GENERIC.fullmatch(found[1]) or folded(found[1]) in NO_NAMES:
            return
        yield found[1]
        at = found.end()


def _english(text: str) -> tuple[str, ...]:
    found = _ENGLISH.search(_NOT_ENGLISH.sub("", text))
    return ((found[1] or found[2]).strip(),) if found else ()


def names_one(text: str, regions: Set[str]) -> bool:
    """Whether a text names one of the regions; not where it is only what another place lies in.

    >>> names_one("杭州市滨湖区", {"滨湖区"}), names_one("杭州市滨湖区", {"杭州市"})
    (True, False)
    """
    *within, place = [*map(folded, _address(text))] or [""]
    whole = folded(simplified_name(text))
    return any(
        (one in whole and one not in within) or (bool(place) and (one.endswith(place) or place.endswith(one)))
        for one in map(simplified_name, regions)
        if len(one) > 1
    )


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
