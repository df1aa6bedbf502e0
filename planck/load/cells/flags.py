"""How firm a figure is: the words for it, and the flags that statistical offices set behind numbers and years."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from planck.load.files import nearest
from planck.model import FigureStatus
from planck.pattern import pattern

WORDS: Mapping[FigureStatus, tuple[str, ...]] = {
    FigureStatus.FINAL: (
        *("final", "最终", "年报", "核实", "决算"),
        *("最终核实", "最终核实数", "核实数", "决算数", "年报数"),
    ),
    FigureStatus.PRELIMINARY: (
        *("preliminary", "初步", "快报", "provisional"),
        *("初步数", "初步核算", "初步核算数", "初步统计", "初步统计数", "快报数"),
    ),
    FigureStatus.ESTIMATED: (
        *("estimated", "预计", "估计", "estimate", "forecast"),
        *("预计数", "预计值", "估计数", "估计值", "估算", "估算数", "预测", "预测数"),
    ),
    FigureStatus.ASSUMED: ("assumed", "假设", "情景"),
    FigureStatus.UNSTATED: ("", "unstated"),
}
_STATUSES = {word: status for status, words in WORDS.items() for word in words}
# Letters of Eurostat, the OECD and SDMX. Those that say something else than how firm a figure is (a break in the
# series, low reliability, another definition, revised, normal) leave its status open.
FLAGS: Mapping[str, FigureStatus] = {
    **dict.fromkeys("efis", FigureStatus.ESTIMATED),
    **dict.fromkeys("p*", FigureStatus.PRELIMINARY),
    **dict.fromkeys("abcdmnoruz", FigureStatus.UNSTATED),
}
# Letters that stand together, and how many of them at most.
_COMBINED = frozenset("bcdefprsu*")
MOST_LETTERS = 3
LONGEST = 100
# A letter without brackets may be a unit; so only those count that offices set so, and capitals alone.
_BEHIND = pattern(
    r"(?P<text>.*?\S)\s*(?:[(（\[]\s*(?P<word>[^\s()（）\[\]0-9]{1,8})\s*[)）\]]|(?P<letters>[bcefprsu]{1,3}|[EPR]|\*{1,3})|"
    r"(?P<note>[\u2460-\u2473]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079†‡]+|\[[0-9]{1,2}\]))"
)


class Flagged(NamedTuple):
    """What stands before a flag, and how firm the flag says that it is."""

    text: str
    status: FigureStatus


def flagged(text: str) -> Flagged | None:
    """A text in two: what is flagged and what its flag says, nothing where it marks a note; None where there is none.

    >>> flagged("640 p"), flagged("640（初步核算数）").status.value, flagged("640家"), flagged("640①").text
    (Flagged(text='640', status=<FigureStatus.PRELIMINARY: 'preliminary'>), 'preliminary', None, '640')
    """
    found = _BEHIND.fullmatch(text) if len(text) <= LONGEST else None
    if found and found["note"]:
        return Flagged(found["text"], FigureStatus.UNSTATED)
    status = parse_status(found["word"] or found["letters"]) if found else None
    return Flagged(found["text"], status) if found and status else None


@lru_cache(maxsize=4096)
def parse_status(text: str) -> FigureStatus | None:
    """The status that a word or some letters say, of several the least firm; `unstated` where the text is empty, None
    when it is no such word or flag.

    >>> parse_status("快报"), parse_status("sure")
    (<FigureStatus.PRELIMINARY: 'preliminary'>, None)
    """
    letters = _folded(text)
    if status := _STATUSES.get(letters):
        return status
    if not (letters in FLAGS or (len(letters) <= MOST_LETTERS and set(letters) <= _COMBINED)):
        return None
    return min((FLAGS[letter] for letter in letters), key=lambda status: status.firmness)


_TRADITIONAL = str.maketrans("數計預終報決實測", "数计预终报决实测")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold().translate(_TRADITIONAL)


def nearest_status(text: str) -> str | None:
    """The status word that `text` was probably meant to be."""
    return nearest(text, filter(None, _STATUSES))
