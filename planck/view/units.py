"""What units are called in English, those that have a name there."""

from collections.abc import Mapping
from functools import cache

from planck.model import Language
from planck.words import Labels

_UNITS = Labels("units.units")


def unit_in(unit: str, language: Language) -> str:
    """The unit in the words of a language, as a whole or each side of a `/`; one that has no words there as it is."""
    if language is Language.ZH or unit.isascii():
        return unit
    return _english().get(unit) or "/".join(_english().get(part.strip(), part) for part in unit.split("/"))


@cache
def _english() -> Mapping[str, str]:
    return {label.zh: label.en for label in _UNITS.values()}
