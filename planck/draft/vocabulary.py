"""The words that drafts are read by: data in `chinese.toml` and `english.toml`, put together to patterns."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from planck.pattern import pattern

ZH, EN = "chinese", "english"


@cache
def _read(language: str) -> Mapping[str, Mapping[str, list[str]]]:
    import tomllib

    return tomllib.loads(files("planck.draft").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def words(language: str, key: str) -> tuple[str, ...]:
    """The parts of a pattern under a key such as `leads.up`.

    >>> words("chinese", "leads.daily")
    ('每天', '平均每天', '日均')
    """
    section, _, entry = key.partition(".")
    return tuple(_read(language)[section][entry])


def pairs(language: str, key: str) -> tuple[tuple[str, str], ...]:
    """The pairs under a key such as `plain.same`: how something is said, and the word that it is read as."""
    section, _, entry = key.partition(".")
    return tuple((listed[0], listed[1]) for listed in _read(language)[section][entry])


def either(language: str, *keys: str) -> str:
    """Any of the words under the keys, the longest first.

    >>> either("chinese", "leads.daily")
    '(?:平均每天|日均|每天)'
    """
    found = {word for key in keys for word in words(language, key)}
    return f"(?:{'|'.join(sorted(found, key=lambda word: (-len(word), word)))})"


def any_of(language: str, *keys: str, form: str = "{}", flags: int = 0) -> re.Pattern[str]:
    """The pattern of any of the words; in `form` they stand in place of {}."""
    return pattern(form.replace("{}", either(language, *keys)), flags)
