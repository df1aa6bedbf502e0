"""The words for how firm a figure is."""

import unicodedata
from collections.abc import Mapping

from planck.load.source.nearest import nearest
from planck.model import FigureStatus

WORDS: Mapping[FigureStatus, tuple[str, ...]] = {
    FigureStatus.FINAL: ("final", "最终", "年报", "核实", "决算"),
    FigureStatus.PRELIMINARY: ("preliminary", "初步", "快报"),
    FigureStatus.ESTIMATED: ("estimated", "预计", "估计"),
    FigureStatus.ASSUMED: ("assumed", "假设", "情景"),
    FigureStatus.UNSTATED: ("", "unstated"),
}
_STATUSES = {word: status for status, words in WORDS.items() for word in words}


def parse_status(text: str) -> FigureStatus | None:
    """The status that `text` says, `unstated` where it is empty, None when it is no such word.

    >>> parse_status("快报"), parse_status("sure")
    (<FigureStatus.PRELIMINARY: 'preliminary'>, None)
    """
    return _STATUSES.get(text) or _STATUSES.get(unicodedata.normalize("NFKC", text).strip().casefold())


def nearest_status(text: str) -> str | None:
    """The status word that `text` was probably meant to be."""
    return nearest(text, filter(None, _STATUSES))
