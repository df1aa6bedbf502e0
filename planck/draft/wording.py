"""A folded text in the wording that drafts are read by: years of the common era, one word for one thing, no damage."""

import re
from collections.abc import Callable, Iterable, Sequence

from planck.draft.periods import PLAN_NAME, five_years
from planck.draft.vocabulary import ZH, pairs
from planck.pattern import pattern
from planck.provenance.text import Folded, folded

# The first year of the Republic, which Taiwan counts from, is 1912.
_YEAR_NOUGHT = 1911
_COUNTED_YEAR = r"(?<![0-9.,/])(?:9[0-9]|1[0-4][0-9])"
_REPUBLIC = pattern(rf"民国{_COUNTED_YEAR}年|(?<![0-9]){_COUNTED_YEAR}(?:年|[至到—–~-]1[0-4][0-9]年)")
_COMMON_ERA = pattern("(?:19|20)[0-9]{2}年")

_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _expanded(words: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found.expand(words)


def _end_of_plan(found: re.Match[str]) -> str:
    """The last year of the plan that is named."""
    (plan,) = five_years(found[0])
    return f"{plan.last}年末"


_RULES: tuple[Rule, ...] = (
    (pattern("[二一][〇○零0oO九][〇○零0oO一二三四五六七八九]{2}(?=年)"), lambda found: found[0].translate(_DIGITS)),
    (pattern(f"{PLAN_NAME}(?:规划|时期|期)?末"), _end_of_plan),
    # A year of a budget is over in the later one of its two.
    (pattern("((?:19|20)[0-9]{2})[-/至](?:20)?[0-9]{2}(?:财政)?年度"), lambda found: f"{int(found[1]) + 1}年度"),
    *((pattern(said), _expanded(plain)) for said, plain in pairs(ZH, "plain.same")),
)
_REPUBLICAN: tuple[Rule, ...] = (
    (
        pattern(rf"(?:民国)?({_COUNTED_YEAR})年?([至到—–~-])(1[0-4][0-9])年"),
        lambda found: f"{_common(found[1])}{found[2]}{_common(found[3])}年",
    ),
    (
        pattern(rf"(?:民国)?({_COUNTED_YEAR})年(?!来(?!台)|间|代|期|以上|以下|级|制|限)"),
        lambda found: f"{_common(found[1])}年",
    ),
)


def _common(year: str) -> int:
    return int(year) + _YEAR_NOUGHT


def is_republican(text: str) -> bool:
    """Whether a folded text counts its years from 1912: most of them, or all with the name of the era.

    >>> is_republican("国家发展计划(114至117年),113年增长4.3%"), is_republican("2030年前,用时120年")
    (True, False)
    """
    counted = len(_REPUBLIC.findall(text))
    return counted > len(_COMMON_ERA.findall(text)) or "民国" in text


def worded(text: str, *, republican: bool = False) -> Folded:
    """The text folded and in plain wording, each character with its offset in the text.

    >>> worded("平均每人產值成長5％").text, worded("於119年達成", republican=True).text
    ('人均产值增长5%', '于2030年达成')
    """
    return _rewritten(folded(text), (*_RULES, *(_REPUBLICAN if republican else ())))


def _rewritten(text: Folded, rules: Iterable[Rule]) -> Folded:
    for said, plain in rules:
        if said.search(text.text):
            text = _replaced(text, said, plain)
    return text


def _replaced(text: Folded, said: re.Pattern[str], plain: Callable[[re.Match[str]], str]) -> Folded:
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for found in said.finditer(text.text):
        new = plain(found)
        parts += [text.text[at : found.start()], new]
        offsets += text.offsets[at : found.start()]
        offsets += _spread(text.offsets[found.start() : found.end()], len(new))
        at = found.end()
    return Folded("".join((*parts, text.text[at:])), (*offsets, *text.offsets[at:]))


def _spread(offsets: Sequence[int], count: int) -> list[int]:
    """The offsets of `count` characters that stand for others, from the first of those to the last."""
    return [offsets[index * (len(offsets) - 1) // max(1, count - 1)] for index in range(count)]
